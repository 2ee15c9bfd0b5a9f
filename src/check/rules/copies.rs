//! W5: a report copied from the year before, or from another county.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::super::reports::{figures, number, rows_where, year_before};
use super::super::thresholds::Copies;
use super::super::{Finding, Reports, Thresholds, Verdict};
use super::Rule;
use crate::error::Result;
use crate::schema::{Content, Part};
use crate::text::{Label, check as words};

/// Counts that are made anew each year. Stocks (what is in force, what was ever disclosed) may stay the same, and
/// an applicant's column repeats the total where all applicants are of one kind.
fn compared(reports: &Reports) -> Vec<&'static str> {
    let stock = |name: &str| {
        ["in_force", "disclosed_total", "_items_last_year"].iter().any(|end| name.ends_with(end))
            && name != "disclosed_total"
    };
    let counts = figures().filter(|field| field.content == Content::Count && field.applicant().is_none());
    let counts = counts.filter(|field| field.part != Part::Key && !stock(&field.name));
    // What a year carries in is what the year before carried out.
    let counts = counts.filter(|field| field.name != "carried_in" && field.name != "new_media_accounts");
    counts.map(|field| field.name.as_str()).filter(|name| reports.has(name)).collect()
}

/// W5.
pub(super) fn copies(rule: &Rule, reports: &Reports, thresholds: &Thresholds) -> Result<Verdict> {
    let fields = compared(reports);
    let mut verdict = Verdict { assessed: reports.len(), ..Verdict::default() };
    for row in like_the_year_before(reports, &fields, &thresholds.copies)? {
        if let Some(before) = row.checked_sub(1) {
            let same = Same::of(reports, &fields, (before, row), thresholds.copies.distinctive);
            let message =
                words::copied_from_before(reports.key(row).1, same.equal.len(), same.all, rule.look);
            verdict.findings.push(finding(rule, reports, row, &same, message));
        }
    }
    for ((other, row), same) in like_another(reports, &fields, &thresholds.copies)? {
        let name = reports.text(other, "region");
        let message =
            words::copied_from_other(name, reports.key(row).1, same.equal.len(), same.all, rule.look);
        verdict.findings.push(finding(rule, reports, row, &same, message));
    }
    Ok(verdict)
}

/// The distinctive figures of two reports.
struct Same {
    /// Fields in which they are equal.
    equal: Vec<&'static str>,
    /// Fields in which either has one.
    all: usize,
}

impl Same {
    fn of(reports: &Reports, fields: &[&'static str], (a, b): (usize, usize), least: f64) -> Self {
        let mut same = Self { equal: Vec::new(), all: 0 };
        for field in fields {
            let (a, b) = (reports.figure(a, field), reports.figure(b, field));
            if a.into_iter().chain(b).any(|value| value >= least) {
                same.all += 1;
                if a == b {
                    same.equal.push(field);
                }
            }
        }
        same
    }

    /// Whether so many are equal that chance is ruled out.
    fn is_copy(&self, limits: &Copies) -> bool {
        self.equal.len() >= limits.cells as usize && self.equal.len() as f64 >= limits.share * self.all as f64
    }
}

fn finding(rule: &Rule, reports: &Reports, row: usize, same: &Same, message: Label) -> Finding {
    let (code, year) = reports.key(row);
    let evidence = same.equal.iter().map(|field| words::evidence(field, reports.figure(row, field)));
    Finding {
        cells: same.equal.iter().map(|field| (*field).to_owned()).collect(),
        evidence: evidence.collect::<Vec<_>>().join("; "),
        ..rule.finding((code, year), message)
    }
}

/// Reports that repeat the one of the year before.
fn like_the_year_before(reports: &Reports, fields: &[&str], limits: &Copies) -> Result<Vec<usize>> {
    let count = |of: &dyn Fn(Expr, Expr) -> Expr| {
        let each = fields.iter().map(|field| {
            let pair = of(number(field), year_before(number(field)));
            pair.fill_null(lit(false)).cast(DataType::UInt32)
        });
        each.reduce(|a, b| a + b).unwrap_or_else(|| lit(0_u32))
    };
    let large = |value: Expr| value.gt_eq(lit(limits.distinctive)).fill_null(lit(false));
    let equal = count(&|now, before| now.clone().eq(before).and(large(now)));
    let all = count(&|now, before| large(now).or(large(before)));
    let enough = equal.clone().gt_eq(lit(limits.cells));
    let share = equal.cast(DataType::Float64).gt_eq(all.cast(DataType::Float64) * lit(limits.share));
    let copied = enough.and(share).and(Reports::asked());
    let looked = reports.lazy().with_column(copied.alias("copied")).collect()?;
    let copied = looked.column("copied")?.bool()?;
    Ok(rows_where(copied))
}

/// Pairs of reports of one year and level that have most of their distinctive figures in common. Only reports
/// that share a rare figure are ever put side by side.
fn like_another(
    reports: &Reports,
    fields: &[&'static str],
    limits: &Copies,
) -> Result<Vec<((usize, usize), Same)>> {
    let mut shared: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    let asked: BTreeSet<usize> =
        (0..reports.frame().height()).filter(|row| reports.years.contains(reports.key(*row).1)).collect();
    let years = reports.frame().column("year")?.i32()?;
    for field in fields {
        let column = reports.frame().column(field)?.cast(&DataType::Float64)?;
        let large = column.f64()?.iter().enumerate().filter_map(|(row, value)| {
            let value = value.filter(|value| *value >= limits.distinctive)?;
            asked.contains(&row).then_some((years.get(row)?, value, row))
        });
        let mut rows: Vec<(i32, f64, usize)> = large.collect();
        rows.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        for holders in rows.chunk_by(|a, b| a.0 == b.0 && a.1.total_cmp(&b.1).is_eq()) {
            if holders.len() > limits.holders as usize {
                continue;
            }
            for (i, (.., first)) in holders.iter().enumerate() {
                for (.., second) in holders.iter().skip(i + 1) {
                    *shared.entry((*first, *second)).or_default() += 1;
                }
            }
        }
    }
    let same_level = |(a, b): &(usize, usize)| reports.text(*a, "level") == reports.text(*b, "level");
    let pairs = shared.into_iter().filter(|(_, count)| *count >= limits.cells).map(|(pair, _)| pair);
    let pairs =
        pairs.filter(same_level).map(|pair| (pair, Same::of(reports, fields, pair, limits.distinctive)));
    let copies = pairs.filter(|(_, same)| same.is_copy(limits));
    // The later of the two has the finding, or the one that was asked for.
    let told = copies.filter_map(|((a, b), same)| match (reports.is_asked(a), reports.is_asked(b)) {
        (_, true) => Some(((a, b), same)),
        (true, false) => Some(((b, a), same)),
        (false, false) => None,
    });
    Ok(told.collect())
}
