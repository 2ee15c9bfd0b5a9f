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
use crate::text::check as words;

/// The factor that makes the MAD of a normal sample its standard deviation.
const CONSISTENT: f64 = 1.4826;

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
            let outlying = far.contains(&row).then(|| robust_z(value, &others, limits.floor)).flatten();
            let outlying = outlying.filter(|(z, usual)| *z >= limits.z && usual.max(value) >= limits.size);
            let before = row.checked_sub(1).and_then(|before| series.get(before));
            let (code, year) = reports.key(row);
            let (expected, message) = match (outlying, before) {
                (Some((z, usual)), _) => {
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

/// Distance from the median of the log series in units of 1.4826 MAD (at least `floor`), and the usual figure.
///
/// Source: Iglewicz & Hoaglin 1993, How to Detect and Handle Outliers: the modified z-score.
fn robust_z(value: f64, others: &[f64], floor: f64) -> Option<(f64, f64)> {
    let logs: Vec<f64> = others.iter().map(|other| other.ln()).collect();
    let center = median(&logs)?;
    let distances: Vec<f64> = logs.iter().map(|log| (log - center).abs()).collect();
    let scale = CONSISTENT * median(&distances)?.max(floor);
    Some(((value.ln() - center).abs() / scale, center.exp()))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: the logs of 100, 100, 200, 50, 100 have the median ln 100 and the MAD 0, so the floor counts:
    /// ln 10 / (1.4826 · 0.15) = 10.354.
    #[test]
    fn the_robust_z_is_in_units_of_the_mad_or_its_floor() {
        let (z, usual) = robust_z(1000.0, &[100.0, 100.0, 200.0, 50.0, 100.0], 0.15).unwrap();
        assert!((z - 10.353_8).abs() < 1e-3 && (usual - 100.0).abs() < 1e-9, "{z} {usual}");
        // By hand: logs 0, 1, 2, 3, 4 have the median 2 and the MAD 1.
        let others = [0.0_f64, 1.0, 2.0, 3.0, 4.0].map(f64::exp);
        let (z, _) = robust_z(10.0_f64.exp(), &others, 0.15).unwrap();
        assert!((z - 8.0 / 1.4826).abs() < 1e-9);
    }
}
