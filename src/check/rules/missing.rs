//! W9: who has no report, or no table, in which year.

use super::super::coverage::{Held, coverage};
use super::super::{Finding, Reports, Severity, Thresholds, Verdict};
use super::Rule;
use crate::error::Result;
use crate::text::check as words;

/// W9. A missing report is a warning; one of which only the text was read is worth knowing.
pub(super) fn missing(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    let held = coverage(reports)?;
    let mut verdict = Verdict { assessed: held.len(), ..Verdict::default() };
    for (region_code, year, held, due) in held.iter().map(|c| (&c.region_code, c.year, c.held, c.due)) {
        let (severity, message) = match held {
            Held::Nothing if due => (rule.severity, words::no_report(year, rule.look)),
            Held::Text if reports.form_by_year && year >= 2019 => {
                (Severity::Info, words::no_tables(year, rule.look))
            }
            _ => continue,
        };
        verdict.findings.push(Finding {
            rule: rule.id,
            severity,
            region_code: region_code.clone(),
            year,
            field: String::new(),
            cells: Vec::new(),
            expected: None,
            found: None,
            evidence: String::new(),
            message,
        });
    }
    Ok(verdict)
}
