//! W7: a county reports 规章 of its own, which it has no power to make (立法法 第九十三条).

use polars::prelude::*;

use super::super::reports::{number, rows_where};
use super::super::{Finding, Reports, Thresholds, Verdict};
use super::Rule;
use crate::error::Result;
use crate::text::check as words;

const FIELDS: [&str; 6] = [
    "rules_issued",
    "rules_repealed",
    "rules_in_force",
    "rules_created",
    "rules_newly_disclosed",
    "rules_disclosed_total",
];

/// W7.
pub(super) fn regulations(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    let fields: Vec<&str> = FIELDS.into_iter().filter(|field| reports.has(field)).collect();
    if fields.is_empty() {
        return Ok(Verdict::not_run(reports.len(), words::lacking(&FIELDS.into_iter().collect())));
    }
    let some =
        |of: &dyn Fn(Expr) -> Expr| any_horizontal(fields.iter().map(|f| of(number(f))).collect::<Vec<_>>());
    let county = col("level").eq(lit("county")).and(Reports::asked());
    let columns = [
        county.clone().and(some(&Expr::is_not_null)?).alias("can"),
        county.and(some(&|field| field.gt(lit(0.0)))?).alias("hit"),
    ];
    let looked = reports.lazy().with_columns(columns).collect()?;
    let (can, hit) = (looked.column("can")?.bool()?, looked.column("hit")?.bool()?);
    let mut verdict = Verdict { assessed: can.num_trues(), ..Verdict::default() };
    verdict.not_assessed = reports.len().saturating_sub(verdict.assessed);
    for row in rows_where(hit) {
        let (code, year) = reports.key(row);
        let cells: Vec<String> = fields
            .iter()
            .filter(|field| reports.figure(row, field).is_some_and(|value| value > 0.0))
            .map(|field| (*field).to_owned())
            .collect();
        let evidence: Vec<String> =
            cells.iter().map(|cell| words::evidence(cell, reports.figure(row, cell))).collect();
        let field = cells.first().cloned().unwrap_or_default();
        let message = words::county_rules(&cells, |cell| reports.figure(row, cell), rule.look);
        verdict.findings.push(Finding {
            expected: Some(0.0),
            found: reports.figure(row, &field),
            evidence: evidence.join("; "),
            field,
            cells,
            ..rule.finding((code, year), message)
        });
    }
    Ok(verdict)
}
