//! How many errors each report has, so that the quality of reports can be ranked.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::reports::{TABLES, read_flag};
use super::{Mode, RULES, Reports, Severity, Thresholds, Wanted};
use crate::dataset::{Dataset, Scope, Years};
use crate::error::Result;

/// Errors by region code and year.
#[derive(Clone, Debug, Default)]
pub struct ErrorCounts(BTreeMap<String, BTreeMap<i32, f64>>);

impl ErrorCounts {
    /// The number of errors of a report; `None` for one of which no table was read, since no rule could look
    /// at it.
    pub fn get(&self, region_code: &str, year: i32) -> Option<f64> {
        self.0.get(region_code)?.get(&year).copied()
    }
}

/// Counts the errors of every report of some years and one scope. Blanks are taken leniently.
///
/// # Errors
/// As [`Reports::read`].
pub fn count_errors(dataset: &Dataset, years: Years, scope: Scope) -> Result<ErrorCounts> {
    let wanted = Wanted { years, scope, regions: lit(true), mode: Mode::Lenient, whole: false };
    let (reports, _) = Reports::read(dataset, &wanted)?;
    let was_read = any_horizontal(TABLES.map(|table| col(read_flag(table))))?;
    let looked = reports.lazy().with_column(was_read.alias("was_read")).collect()?;
    let mut counts = ErrorCounts::default();
    for (row, was_read) in looked.column("was_read")?.bool()?.iter().enumerate() {
        let (code, year) = reports.key(row);
        if was_read == Some(true) && years.contains(year) {
            counts.0.entry(code.to_owned()).or_default().insert(year, 0.0);
        }
    }
    let thresholds = Thresholds::built_in()?;
    for rule in RULES.iter().filter(|rule| rule.severity == Severity::Error) {
        for finding in rule.run(&reports, &thresholds)?.findings {
            let count = counts.0.get_mut(&finding.region_code).and_then(|years| years.get_mut(&finding.year));
            if let (Severity::Error, Some(count)) = (finding.severity, count) {
                *count += 1.0;
            }
        }
    }
    Ok(counts)
}
