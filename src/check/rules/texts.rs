//! W1 and W2: what the text says, against the tables and against itself.

use polars::prelude::*;

use super::super::reports::{number, read_flag, rows_where};
use super::super::{Finding, Mode, Reports, Severity, Thresholds, Verdict};
use super::Rule;
use crate::error::Result;
use crate::schema::Part;
use crate::text::check::{self as words, Reading};

/// A number of the text, and the ways in which it may rightly be read from a table; the plain one first.
struct Claim {
    stated: &'static str,
    table: Part,
    readings: &'static [&'static [&'static str]],
}

const CLAIMS: [Claim; 4] = [
    Claim {
        stated: "stated_received",
        table: Part::Table3,
        readings: &[&["received_new"], &["received_new", "carried_in"]],
    },
    Claim { stated: "stated_closed", table: Part::Table3, readings: &[&["resolved_total"]] },
    Claim {
        stated: "stated_review_total",
        table: Part::Table4,
        readings: &[&["review_total"], &["review_upheld", "review_corrected", "review_other"]],
    },
    Claim {
        stated: "stated_litigation_total",
        table: Part::Table4,
        readings: &[
            &["suit_direct_total", "suit_after_review_total"],
            &[
                "suit_direct_upheld",
                "suit_direct_corrected",
                "suit_direct_other",
                "suit_after_review_upheld",
                "suit_after_review_corrected",
                "suit_after_review_other",
            ],
        ],
    },
];

/// W1: a number of the text fits the table in one of its legitimate readings.
pub(super) fn against_tables(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    let there = |claim: &&Claim| {
        let plain = claim.readings.iter().take(1).flat_map(|reading| reading.iter());
        reports.has(claim.stated) && plain.clone().all(|field| reports.has(field))
    };
    let claims: Vec<&Claim> = CLAIMS.iter().filter(there).collect();
    if claims.is_empty() {
        let fields = CLAIMS.iter().map(|claim| claim.stated).collect();
        return Ok(Verdict::not_run(reports.len(), words::lacking(&fields)));
    }
    let mut columns = Vec::new();
    for (claim, i) in claims.iter().zip(0..) {
        let blank = |field: &&str| match reports.mode {
            Mode::Lenient => number(field).fill_null(lit(0.0)),
            Mode::Strict => number(field),
        };
        let plain = || claim.readings.iter().take(1).flat_map(|reading| reading.iter());
        // A table of which none of these figures was read says nothing about them.
        let was_read = plain().map(|field| number(field).is_not_null()).reduce(Expr::or);
        let was_read = was_read.unwrap_or_else(|| lit(false));
        let plain = plain().map(blank).reduce(|a, b| a + b).unwrap_or_else(|| lit(0.0));
        let can = Reports::asked().and(col(read_flag(claim.table))).and(number(claim.stated).is_not_null());
        columns.push(can.and(was_read).and(plain.clone().is_not_null()).alias(format!("can{i}")));
        columns.push(number(claim.stated).neq(plain).alias(format!("off{i}")));
    }
    let looked = reports.lazy().with_columns(columns).collect()?;
    let mut verdict = Verdict::default();
    for (claim, i) in claims.iter().zip(0..) {
        let can = looked.column(&format!("can{i}"))?.bool()?;
        let off = looked.column(&format!("off{i}"))?.bool()?;
        verdict.assessed += can.num_trues();
        verdict.not_assessed += reports.len().saturating_sub(can.num_trues());
        for row in rows_where(&(can & off)) {
            verdict.findings.extend(claim_finding(rule, reports, claim, row));
        }
    }
    Ok(verdict)
}

fn claim_finding(rule: &Rule, reports: &Reports, claim: &Claim, row: usize) -> Option<Finding> {
    let stated = reports.figure(row, claim.stated)?;
    let (code, year) = reports.key(row);
    let office = reports.office_row(code, year);
    let mut tried = Vec::new();
    for reading in claim.readings.iter().filter(|reading| reading.iter().all(|field| reports.has(field))) {
        let figure = |field: &&'static str| (*field, reports.figure(row, field).unwrap_or(0.0));
        tried.push(Reading { terms: reading.iter().map(figure).collect(), office: false });
    }
    if let Some(office) = office {
        for reading in claim.readings {
            let figures = reading.iter().map(|field| Some((*field, reports.office_figure(office, field)?)));
            if let Some(terms) = figures.collect::<Option<Vec<_>>>() {
                tried.push(Reading { terms, office: true });
            }
        }
    }
    let fits = tried.iter().find(|reading| (reading.sum() - stated).abs() < words::TOLERANCE);
    let plain = tried.first()?;
    let expected = fits.unwrap_or(plain).sum();
    let mut cells = vec![claim.stated.to_owned()];
    cells.extend(plain.terms.iter().map(|(field, _)| (*field).to_owned()));
    let evidence = [words::evidence(claim.stated, Some(stated))].into_iter().chain(
        tried
            .iter()
            .flat_map(|reading| reading.terms.iter())
            .map(|(field, v)| words::evidence(field, Some(*v))),
    );
    let mut seen: Vec<String> = Vec::new();
    for part in evidence {
        if !seen.contains(&part) {
            seen.push(part);
        }
    }
    Some(Finding {
        severity: if fits.is_some() { Severity::Info } else { rule.severity },
        field: claim.stated.to_owned(),
        cells,
        expected: Some(expected),
        found: Some(stated),
        evidence: seen.join("; "),
        ..rule.finding((code, year), words::claim(claim.stated, stated, fits, &tried, rule.look))
    })
}

/// Totals of the text and their parts.
const SUMS: [(&str, [&str; 4]); 2] = [
    (
        "disclosed_total",
        ["disclosed_website", "disclosed_new_media", "disclosed_other_platforms", "disclosed_offline"],
    ),
    (
        "interpretations_total",
        ["interpretations_graphic", "interpretations_video", "interpretations_text", "interpretations_other"],
    ),
];

/// W2: the parts that the text lists make up its totals, and its share is the one of its numbers.
pub(super) fn sums(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    let mut verdict = Verdict::default();
    let mut ran = false;
    for (total, parts) in SUMS {
        let there: Vec<&str> = parts.into_iter().filter(|part| reports.has(part)).collect();
        if !reports.has(total) || there.is_empty() {
            continue;
        }
        ran = true;
        let known: Vec<Expr> = there.iter().map(|part| number(part).is_not_null()).collect();
        let sum = there.iter().map(|part| number(part).fill_null(lit(0.0))).reduce(|a, b| a + b);
        let sum = sum.unwrap_or_else(|| lit(0.0));
        let all = if there.len() == parts.len() { all_horizontal(known.clone())? } else { lit(false) };
        let can = Reports::asked().and(number(total).is_not_null()).and(any_horizontal(known)?);
        let off = sum.clone().gt(number(total)).or(all.and(sum.clone().neq(number(total))));
        let looked =
            reports.lazy().with_columns([can.alias("can"), off.alias("off"), sum.alias("sum")]).collect()?;
        let (can, off) = (looked.column("can")?.bool()?, looked.column("off")?.bool()?);
        let sums = looked.column("sum")?.f64()?;
        verdict.assessed += can.num_trues();
        verdict.not_assessed += reports.len().saturating_sub(can.num_trues());
        for row in rows_where(&(can & off)) {
            let given: Vec<(&str, f64)> =
                there.iter().filter_map(|part| Some((*part, reports.figure(row, part)?))).collect();
            let (code, year) = reports.key(row);
            let found = reports.figure(row, total);
            let mut cells = vec![total.to_owned()];
            cells.extend(given.iter().map(|(part, _)| (*part).to_owned()));
            let evidence = cells.iter().map(|cell| words::evidence(cell, reports.figure(row, cell)));
            verdict.findings.push(Finding {
                field: total.to_owned(),
                expected: sums.get(row),
                found,
                evidence: evidence.collect::<Vec<_>>().join("; "),
                cells,
                ..rule.finding(
                    (code, year),
                    words::parts_of_text(total, found, &given, sums.get(row), rule.look),
                )
            });
        }
    }
    if ["stated_graphic_share_pct", "interpretations_graphic", "interpretations_total"]
        .iter()
        .all(|f| reports.has(f))
    {
        ran = true;
        verdict.add(stated_share(rule, reports)?);
    }
    if !ran {
        let fields = SUMS.iter().flat_map(|(total, parts)| [*total].into_iter().chain(*parts)).collect();
        return Ok(Verdict::not_run(reports.len(), words::lacking(&fields)));
    }
    Ok(verdict)
}

/// The share that the text states is the one of its numbers, at the precision in which it is printed.
fn stated_share(rule: &Rule, reports: &Reports) -> Result<Verdict> {
    const FIELDS: [&str; 3] =
        ["stated_graphic_share_pct", "interpretations_graphic", "interpretations_total"];
    let [stated, part, whole] = FIELDS;
    let can = Reports::asked().and(number(stated).is_not_null()).and(number(part).is_not_null());
    let can = can.and(number(whole).gt(lit(0.0))).fill_null(lit(false));
    let looked = reports.lazy().with_column(can.alias("can")).collect()?;
    let can = looked.column("can")?.bool()?;
    let mut verdict = Verdict { assessed: can.num_trues(), ..Verdict::default() };
    verdict.not_assessed = reports.len().saturating_sub(verdict.assessed);
    for row in rows_where(can) {
        let figures = FIELDS.map(|field| reports.figure(row, field));
        let [Some(said), Some(graphic), Some(total)] = figures else { continue };
        let share = graphic / total * 100.0;
        // Half a unit of the last digit printed, and a hair for the binary fractions.
        if (said - share).abs() <= 0.5 * 10_f64.powi(-words::decimals(said)) + 1e-9 {
            continue;
        }
        let (code, year) = reports.key(row);
        let evidence = FIELDS.iter().zip(figures).map(|(field, value)| words::evidence(field, value));
        verdict.findings.push(Finding {
            field: stated.to_owned(),
            cells: FIELDS.map(str::to_owned).to_vec(),
            expected: Some(share),
            found: Some(said),
            evidence: evidence.collect::<Vec<_>>().join("; "),
            ..rule.finding((code, year), words::stated_share(said, graphic, total, share, rule.look))
        });
    }
    Ok(verdict)
}
