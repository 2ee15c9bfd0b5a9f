//! W6: errors that make up for each other: a figure in the wrong column or the wrong row.

use super::super::equation::{Equation, differences};
use super::super::{Finding, Reports, Thresholds, Verdict};
use super::Rule;
use super::tables::{applicant_equations, flow_equations, outcome_equations};
use crate::error::Result;
use crate::text::check as words;

/// W6. Two columns (of E1 or E2) or two rows (of E3) are off by the same number in opposite directions, while
/// the total column is in balance.
pub(super) fn compensating(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    let mut verdict = Verdict::default();
    let groups = [flow_equations(), outcome_equations(), applicant_equations()];
    let mut total_in_balance: Option<Vec<Option<f64>>> = None;
    for (which, equations) in groups.iter().enumerate() {
        let Some((differences, runnable)) = differences(reports, equations)? else { continue };
        let by_column = which < 2;
        // The total column stands last among the columns; of the rows, the outcomes' sum tells.
        let (cells, total) = if by_column {
            match differences.split_last() {
                Some((total, columns)) => (columns, Some(total.clone())),
                None => continue,
            }
        } else {
            (differences.as_slice(), total_in_balance.clone())
        };
        if by_column {
            total_in_balance.clone_from(&total);
        }
        let Some(total) = total else { continue };
        for row in 0..reports.frame().height() {
            let (code, year) = reports.key(row);
            let balanced = total.get(row).copied().flatten().is_some_and(|off| off.abs() < words::TOLERANCE);
            if !balanced || !reports.is_asked(row) {
                continue;
            }
            verdict.assessed += 1;
            let off = |i: usize| cells.get(i).and_then(|column| column.get(row).copied().flatten());
            let Some((i, j, k)) = opposite(cells.len(), off) else { continue };
            let (Some(first), Some(second)) = (runnable.get(i), runnable.get(j)) else { continue };
            let finding = finding(rule, (code, year), first, second, k);
            // A slip in the totals shows in E1 and in E2.
            let is_told = |told: &Finding| {
                (&told.region_code, told.year, &told.cells) == (&finding.region_code, year, &finding.cells)
            };
            if !verdict.findings.iter().any(is_told) {
                verdict.findings.push(finding);
            }
        }
    }
    if verdict.assessed == 0 {
        return Ok(Verdict::not_run(reports.len(), words::no_applicants()));
    }
    Ok(verdict)
}

/// The only two that are off, if they are so by the same number in opposite directions, and that number.
fn opposite(count: usize, off: impl Fn(usize) -> Option<f64>) -> Option<(usize, usize, f64)> {
    let wrong = (0..count).filter_map(|i| Some((i, off(i).filter(|off| off.abs() > words::TOLERANCE)?)));
    match wrong.collect::<Vec<_>>().as_slice() {
        [(i, first), (j, second)] if (first + second).abs() < words::TOLERANCE => Some((*i, *j, *first)),
        _ => None,
    }
}

fn finding(rule: &Rule, (code, year): (&str, i32), first: &Equation, second: &Equation, k: f64) -> Finding {
    let subjects = [first, second].map(|equation| equation.found.first().map(|term| term.field.clone()));
    let cells: Vec<String> = subjects.into_iter().flatten().collect();
    Finding {
        field: cells.first().cloned().unwrap_or_default(),
        cells,
        evidence: format!("{}: {k:+}; {}: {:+}", first.place.en, second.place.en, -k),
        ..rule.finding((code, year), words::compensating(&first.place, &second.place, k, rule.look))
    }
}
