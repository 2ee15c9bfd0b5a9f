//! W4: a figure far from the county's other years, or far from the year before.

use std::collections::BTreeSet;

use polars::prelude::*;

use super::super::reports::{number, rows_where, year_before};
use super::super::{Finding, Reports, Thresholds, Verdict};
use super::Rule;
use super::series::{MAIN, Series, far};
use super::slips::slips;
use crate::error::Result;
use crate::stats::median;
use crate::stats::outlier::{RobustDistance, robust_distance};
use crate::text::check as words;

/// W4. A figure that is a slip of the unit is not told twice.
pub(super) fn outliers(rule: &Rule, reports: &Reports, thresholds: &Thresholds) -> Result<Verdict> {
    let fields: Vec<&str> = MAIN.into_iter().filter(|field| reports.has(field)).collect();
    if fields.is_empty() {
        return Ok(Verdict::not_run(reports.len(), words::lacking(&MAIN.into_iter().collect())));
    }
    let mut told: BTreeSet<(usize, &str)> =
        slips(reports, thresholds)?.iter().map(|slip| (slip.row, slip.field)).collect();
    let limits = &thresholds.outliers;
    let mut verdict = Verdict { assessed: reports.len(), ..Verdict::default() };
    let usual = far(reports, &fields, limits.years, limits.fold)?;
    let jumps = jumps(reports, &fields, thresholds)?;
    for ((field, far), jumps) in fields.iter().zip(usual).zip(jumps) {
        let series = Series::of(reports, field)?;
        let rows: BTreeSet<usize> = far.iter().chain(&jumps).copied().collect();
        for row in rows {
            if told.contains(&(row, *field)) {
                continue;
            }
            let Some(value) = series.get(row) else { continue };
            let others = series.others(row);
            let outlying =
                far.contains(&row).then(|| robust_distance(value, &others, limits.floor)).flatten();
            let outlying = outlying.filter(|far| far.z >= limits.z && far.usual.max(value) >= limits.size);
            let before = row.checked_sub(1).and_then(|before| series.get(before));
            let (code, year) = reports.key(row);
            let (expected, message) = match (outlying, before) {
                (Some(RobustDistance { z, usual }), _) => {
                    (usual, words::outlier(field, value, usual, z, others.len(), rule.look))
                }
                // Back to the usual figure after one that was told is no news.
                (None, Some(_))
                    if row.checked_sub(1).is_some_and(|before| told.contains(&(before, *field)))
                        && is_usual(value, &others, limits.fold) =>
                {
                    continue;
                }
                (None, Some(before)) if jumps.contains(&row) => {
                    (before, words::jump(field, value, before, year, rule.look))
                }
                _ => continue,
            };
            told.insert((row, *field));
            verdict.findings.push(Finding {
                field: (*field).to_owned(),
                cells: vec![(*field).to_owned()],
                expected: Some(expected),
                found: Some(value),
                evidence: format!(
                    "{}; usual={}",
                    words::evidence(field, Some(value)),
                    words::number(expected)
                ),
                ..rule.finding((code, year), message)
            });
        }
    }
    Ok(verdict)
}

/// Whether a figure is within a factor of the median of the other years.
fn is_usual(value: f64, others: &[f64], fold: f64) -> bool {
    median(others).is_some_and(|usual| value < usual * fold && usual < value * fold)
}

/// The rows in which a figure jumped against the calendar year before.
fn jumps(reports: &Reports, fields: &[&str], thresholds: &Thresholds) -> Result<Vec<Vec<usize>>> {
    let limits = &thresholds.outliers;
    let mut columns = Vec::new();
    for (i, field) in fields.iter().enumerate() {
        let (now, before) = (number(field), year_before(number(field)));
        let both = now.clone().gt(lit(0.0)).and(before.clone().gt(lit(0.0)));
        let up = now.clone().gt_eq(before.clone() * lit(limits.jump));
        let up = up.and(now.clone().gt_eq(lit(limits.size)));
        let down = (now * lit(limits.jump)).lt_eq(before.clone()).and(before.gt_eq(lit(limits.size)));
        columns.push(both.and(up.or(down)).and(Reports::asked()).alias(format!("jump{i}")));
    }
    let looked = reports.lazy().with_columns(columns).collect()?;
    let rows = |i: usize| -> Result<Vec<usize>> {
        let jumped = looked.column(&format!("jump{i}"))?.bool()?;
        Ok(rows_where(jumped))
    };
    (0..fields.len()).map(rows).collect()
}
