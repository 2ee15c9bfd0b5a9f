//! E8: a part is not larger than its whole, a percentage not above 100.
//!
//! Negative counts, fractions of a case and two reports of one region, year and scope are refused when the
//! dataset is read, with file, line and column; no rule sees them.

use polars::prelude::*;

use super::super::reports::{number, rows_where};
use super::super::{Finding, Reports, Thresholds, Verdict};
use super::Rule;
use crate::error::Result;
use crate::schema::{Unit, dictionary};
use crate::text::check as words;

/// Parts and their wholes.
const PARTS: [(&str, &str); 6] = [
    ("disclosed_wechat", "disclosed_new_media"),
    ("disclosed_weibo", "disclosed_new_media"),
    ("interpretations_graphic", "interpretations_total"),
    ("interpretations_video", "interpretations_total"),
    ("interpretations_text", "interpretations_total"),
    ("interpretations_other", "interpretations_total"),
];

/// E8.
pub(super) fn within_whole(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    let mut limits: Vec<(&str, Option<&str>)> =
        PARTS.iter().map(|(part, whole)| (*part, Some(*whole))).collect();
    let percentages = dictionary().fields().iter().filter(|field| field.unit == Some(Unit::Percent));
    limits.extend(percentages.map(|field| (field.name.as_str(), None)));
    limits.retain(|(part, whole)| reports.has(part) && whole.is_none_or(|whole| reports.has(whole)));
    // Every report was looked at for negative counts and fractions when it was read.
    let mut verdict = Verdict { assessed: reports.len(), ..Verdict::default() };
    let above =
        |(part, whole): &(&str, Option<&str>)| number(part).gt(whole.map_or_else(|| lit(100.0), number));
    let columns: Vec<Expr> =
        limits.iter().zip(0..).map(|(limit, i)| above(limit).alias(format!("a{i}"))).collect();
    let looked =
        reports.lazy().with_columns(columns).with_column(Reports::asked().alias("asked")).collect()?;
    let asked = looked.column("asked")?.bool()?;
    for (i, (part, whole)) in limits.iter().enumerate() {
        let above = looked.column(&format!("a{i}"))?.bool()? & asked;
        for row in rows_where(&above) {
            let (code, year) = reports.key(row);
            let found = reports.figure(row, part);
            let most = whole.map_or(Some(100.0), |whole| reports.figure(row, whole));
            let mut cells = vec![(*part).to_owned()];
            cells.extend(whole.map(str::to_owned));
            let evidence = cells.iter().map(|cell| words::evidence(cell, reports.figure(row, cell)));
            verdict.findings.push(Finding {
                field: (*part).to_owned(),
                expected: most,
                found,
                evidence: evidence.collect::<Vec<_>>().join("; "),
                cells,
                ..rule.finding((code, year), words::above_whole(part, found, *whole, most, rule.look))
            });
        }
    }
    Ok(verdict)
}
