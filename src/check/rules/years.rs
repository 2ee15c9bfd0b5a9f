//! E5 and E6: what one year hands to the next.

use super::super::equation::{Cells, Equation, Term, solve};
use super::super::{Reports, Thresholds, Verdict};
use super::Rule;
use crate::error::Result;
use crate::schema::{Applicant, Part};
use crate::text::check as words;

/// E5: what a year carries out, the next carries in, in every column.
pub(super) fn carried(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    let columns = Applicant::ALL.into_iter().map(Some).chain([None]);
    let equations: Vec<Equation> = columns
        .map(|column| {
            let field =
                |base: &str| column.map_or_else(|| base.to_owned(), |applicant| applicant.field(base));
            Equation {
                place: words::column_of(column),
                table: Part::Table3,
                cells: Cells::of(column),
                found: vec![Term::total(field("carried_in"))],
                expected: vec![Term::before(field("carried_out"))],
            }
        })
        .collect();
    solve(rule, reports, &equations)
}

/// E6: documents in force are those of the year before, with those issued and without those repealed.
pub(super) fn in_force(rule: &Rule, reports: &Reports, _: &Thresholds) -> Result<Verdict> {
    let equations: Vec<Equation> = ["rules", "normative_docs"]
        .iter()
        .map(|kind| {
            let field = |what: &str| format!("{kind}_{what}");
            Equation {
                place: words::table(Part::Table2),
                table: Part::Table2,
                cells: Cells::Table,
                found: vec![Term::total(field("in_force"))],
                expected: vec![
                    Term::before(field("in_force")),
                    Term::of(field("issued")),
                    Term::minus(field("repealed")),
                ],
            }
        })
        .collect();
    solve(rule, reports, &equations)
}
