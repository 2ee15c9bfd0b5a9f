//! W9: who has no report, or no table, in which year.

use super::super::coverage::{Coverage, Held, coverage};
use super::super::{Finding, Reports, Severity, Thresholds, Verdict};
use super::Rule;
use crate::error::Result;
use crate::text::check as words;

/// The first year with official tables.
const FIRST_TABLES: i32 = 2019;

/// W9. Years without a report are a warning, one for each run of them; a report of which only the text was
/// read is worth knowing.
pub(super) fn missing(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    let coverage = coverage(reports)?;
    let mut verdict = Verdict { assessed: coverage.len(), ..Verdict::default() };
    let is_missing = |c: &Coverage| c.held == Held::Nothing && c.due;
    let runs = coverage
        .chunk_by(|a, b| a.region_code == b.region_code && is_missing(a) && is_missing(b))
        .filter_map(|run| Some((run.first()?, run.last()?)));
    for (first, last) in runs {
        let (severity, message) = match first.held {
            Held::Nothing if first.due => (rule.severity, words::no_report(first.year, last.year, rule.look)),
            Held::Text if reports.form_by_year && first.year >= FIRST_TABLES => {
                (Severity::Info, words::no_tables(first.year, rule.look))
            }
            _ => continue,
        };
        verdict
            .findings
            .push(Finding { severity, ..rule.finding((&first.region_code, first.year), message) });
    }
    Ok(verdict)
}
