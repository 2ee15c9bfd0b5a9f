//! W8: a report that is not what its label says: another form, another year, a row of totals.

use polars::prelude::*;

use super::super::reports::{TABLES, number, read_flag};
use super::super::{Finding, Reports, Thresholds, Verdict};
use super::Rule;
use crate::error::Result;
use crate::schema::Form;
use crate::text::check as words;

/// Figures by which a row of totals is told; a sum over the others must hold for most of them.
const SUMMED: [&str; 9] = [
    "disclosed_total",
    "received_new",
    "carried_in",
    "granted",
    "partly_granted",
    "denied",
    "resolved_total",
    "carried_out",
    "review_total",
];
/// So many figures must be the sum of the others.
const LEAST_SUMS: f64 = 3.0;
/// With fewer reports in a group, one may be the sum of the others by chance.
const LEAST_REPORTS: f64 = 4.0;

/// W8.
pub(super) fn labels(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    let mut verdict = Verdict { assessed: reports.len(), ..Verdict::default() };
    if reports.form_by_year {
        other_form(rule, reports, &mut verdict)?;
    }
    other_year(rule, reports, &mut verdict);
    totals(rule, reports, &mut verdict)?;
    Ok(verdict)
}

/// Tables on another form than that of the year.
fn other_form(rule: &Rule, reports: &Reports, verdict: &mut Verdict) -> Result<()> {
    let some = any_horizontal(TABLES.map(|table| col(read_flag(table))))?;
    let looked = reports.lazy().with_column(some.and(Reports::asked()).alias("some")).collect()?;
    let forms = looked.column("form")?.i32()?;
    for (row, some) in looked.column("some")?.bool()?.iter().enumerate() {
        let (code, year) = reports.key(row);
        let (Some(true), Some(form)) = (some, forms.get(row)) else { continue };
        let due = Form::of_year(year);
        if form != due.number() {
            let evidence = format!("form={form}");
            let message = words::other_form(year, form, due.number(), rule.look);
            let finding = Finding { evidence, ..rule.finding((code, year), message) };
            verdict.findings.push(Finding {
                field: "form".to_owned(),
                expected: Some(f64::from(due.number())),
                found: Some(f64::from(form)),
                ..finding
            });
        }
    }
    Ok(())
}

/// A file that names another year, or a date before the year was over.
fn other_year(rule: &Rule, reports: &Reports, verdict: &mut Verdict) {
    for row in 0..reports.frame().height() {
        let (code, year) = reports.key(row);
        if !reports.is_asked(row) {
            continue;
        }
        let published = reports.text(row, "published_on");
        if published.get(..4).and_then(|text| text.parse::<i32>().ok()).is_some_and(|on| on <= year) {
            let message = words::published_too_early(year, published, rule.look);
            let evidence = format!("published_on={published}");
            verdict.findings.push(Finding { evidence, ..rule.finding((code, year), message) });
        }
        let file = reports.text(row, "source_file");
        let named = years_named(file);
        if !named.is_empty() && !named.contains(&year) {
            let message = words::file_of_other_year(year, file, rule.look);
            verdict.findings.push(Finding {
                evidence: format!("source_file={file}"),
                ..rule.finding((code, year), message)
            });
        }
    }
}

/// The years that a file's name speaks of: `2022年`.
fn years_named(file: &str) -> Vec<i32> {
    let before = file.match_indices('年').filter_map(|(at, _)| file.get(at.checked_sub(4)?..at));
    before.filter_map(|digits| digits.parse().ok()).filter(|year| (2000..2100).contains(year)).collect()
}

/// A report whose figures are the sums of all others of its year and level.
fn totals(rule: &Rule, reports: &Reports, verdict: &mut Verdict) -> Result<()> {
    let fields: Vec<&str> = SUMMED.into_iter().filter(|field| reports.has(field)).collect();
    let group = [col("year"), col("level")];
    let value = |field: &str| number(field).fill_null(lit(0.0));
    let is_sum = |field: &&str| {
        let others = value(field).sum().over(group.clone())? - value(field);
        let near = (others - value(field)).abs().lt_eq(value(field) * lit(1e-3));
        Ok((near.and(value(field).gt(lit(0.0))), value(field)))
    };
    let count = |conditions: Vec<Expr>| {
        conditions
            .into_iter()
            .map(|c| c.cast(DataType::Float64))
            .reduce(|a, b| a + b)
            .unwrap_or_else(|| lit(0.0))
    };
    let sums = fields.iter().map(is_sum).collect::<Result<Vec<(Expr, Expr)>>>()?;
    let hits = count(sums.iter().map(|(is, _)| is.clone()).collect());
    let given = count(sums.into_iter().map(|(_, value)| value.gt(lit(0.0))).collect());
    let size = len().over(group.clone())?.cast(DataType::Float64);
    let is_total = hits.clone().gt_eq(lit(LEAST_SUMS)).and(hits.gt_eq(given * lit(0.75)));
    let is_total = is_total.and(size.gt_eq(lit(LEAST_REPORTS))).and(Reports::asked());
    let looked = reports.lazy().with_column(is_total.alias("total")).collect()?;
    for (row, total) in looked.column("total")?.bool()?.iter().enumerate() {
        if total == Some(true) {
            let evidence: Vec<String> =
                fields.iter().map(|field| words::evidence(field, reports.figure(row, field))).collect();
            let message = words::row_of_totals(reports.text(row, "region"), rule.look);
            verdict
                .findings
                .push(Finding { evidence: evidence.join("; "), ..rule.finding(reports.key(row), message) });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_from_a_file_name() {
        assert_eq!(years_named("某县2022年政府信息公开工作年度报告.docx"), [2022]);
        assert_eq!(years_named("2023年发布：2022年度报告"), [2023, 2022]);
        assert!(years_named("report-2022.pdf").is_empty() && years_named("一二三年").is_empty());
    }
}
