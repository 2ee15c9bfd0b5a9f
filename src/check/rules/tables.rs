//! E1–E4 and E7: sums within the tables of one report.

use super::super::equation::{Cells, Equation, Term, solve};
use super::super::{Reports, Thresholds, Verdict};
use super::Rule;
use crate::error::Result;
use crate::schema::{Applicant, Outcome, Part, dictionary};
use crate::text::check as words;

/// The columns of table 3: the six applicants, and the total.
fn columns() -> impl Iterator<Item = Option<Applicant>> {
    Applicant::ALL.into_iter().map(Some).chain([None])
}

fn in_column(applicant: Option<Applicant>, field: &str) -> String {
    applicant.map_or_else(|| field.to_owned(), |applicant| applicant.field(field))
}

/// An outcome's count in a column, or the sum of its reasons.
fn outcome(applicant: Option<Applicant>, outcome: Outcome) -> Term {
    let reasons = outcome.reasons().iter().map(|reason| in_column(applicant, reason)).collect();
    Term::group(in_column(applicant, outcome.field()), reasons)
}

fn equation(applicant: Option<Applicant>, found: Vec<Term>, expected: Vec<Term>) -> Equation {
    Equation {
        place: words::column_of(applicant),
        table: Part::Table3,
        cells: Cells::of(applicant),
        found,
        expected,
    }
}

/// E1: what came in is what was resolved or carried out, in every column.
pub(super) fn flow(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    solve(rule, reports, &flow_equations())
}

/// The equations of E1, the total column last.
pub(super) fn flow_equations() -> Vec<Equation> {
    columns()
        .map(|column| {
            let [total, rest] = [Term::total, Term::of];
            let came = vec![total(in_column(column, "received_new")), rest(in_column(column, "carried_in"))];
            let went =
                vec![total(in_column(column, "resolved_total")), rest(in_column(column, "carried_out"))];
            equation(column, went, came)
        })
        .collect()
}

/// E2: the six outcomes make up the total, in every column.
pub(super) fn outcomes(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    solve(rule, reports, &outcome_equations())
}

/// The equations of E2, the total column last.
pub(super) fn outcome_equations() -> Vec<Equation> {
    columns()
        .map(|column| {
            let parts = Outcome::PARTS.into_iter().map(|part| outcome(column, part)).collect();
            equation(column, vec![Term::total(in_column(column, Outcome::Total.field()))], parts)
        })
        .collect()
}

/// E3: the six applicants make up the total, in every row.
pub(super) fn applicants(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    solve(rule, reports, &applicant_equations())
}

/// The equations of E3, a row each.
pub(super) fn applicant_equations() -> Vec<Equation> {
    let rows = dictionary().fields().iter().filter(|field| {
        field.part == Part::Table3 && field.applicant().is_none() && field.content.is_number()
    });
    rows.map(|row| Equation {
        place: words::row_of(&row.label),
        table: Part::Table3,
        cells: Cells::Applicants,
        found: vec![Term::total(&*row.name)],
        expected: Applicant::ALL.into_iter().map(|applicant| Term::of(applicant.field(&row.name))).collect(),
    })
    .collect()
}

/// E4: the four results make up the total, in each block of table 4.
pub(super) fn results(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    solve(rule, reports, &result_equations())
}

/// The equations of E4, a block each.
fn result_equations() -> Vec<Equation> {
    words::BLOCKS
        .iter()
        .map(|(block, place)| {
            let term = |result: &str| Term::of(format!("{block}_{result}"));
            Equation {
                place: place.label(),
                table: Part::Table4,
                cells: Cells::Table,
                found: vec![Term::total(format!("{block}_total"))],
                expected: ["upheld", "corrected", "other", "pending"].map(term).to_vec(),
            }
        })
        .collect()
}

/// The sums of E1 to E4 and E7.
pub(in crate::check) fn table_equations() -> Vec<Equation> {
    [flow_equations(), outcome_equations(), applicant_equations(), result_equations(), group_equations()]
        .concat()
}

/// The equations of E7, a group and a column each.
fn group_equations() -> Vec<Equation> {
    let groups = Outcome::PARTS.into_iter().filter(|outcome| !outcome.reasons().is_empty());
    groups
        .flat_map(|group| {
            columns().map(move |column| {
                let reasons = group.reasons().iter().map(|reason| Term::of(in_column(column, reason)));
                let total = vec![Term::total(in_column(column, group.field()))];
                equation(column, total, reasons.collect())
            })
        })
        .collect()
}

/// E7: a published group total is the sum of its parts, in every column.
pub(super) fn groups(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    let mut equations = group_equations();
    // Where the dataset has no column for the group's total, none is published beside its parts.
    equations.retain(|equation| equation.found.iter().all(|term| reports.has(&term.field)));
    if equations.is_empty() {
        return Ok(Verdict::not_run(reports.len(), words::no_group_totals()));
    }
    solve(rule, reports, &equations)
}
