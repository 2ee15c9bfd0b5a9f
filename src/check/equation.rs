//! Two sides of a sum that must be equal, over all reports at once.

use polars::prelude::*;

use super::reports::{applicant_flag, number, read_flag, year_before};
use super::{Finding, Mode, Reports, Rule, Severity, Verdict};
use crate::error::Result;
use crate::schema::{Applicant, Part};
use crate::text::{Label, check as words};

/// A figure in a sum.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own of a figure in a sum")]
pub(super) struct Term {
    pub(super) field: String,
    /// Whether it is taken away.
    pub(super) minus: bool,
    /// Whether it is the figure of the year before.
    pub(super) before: bool,
    /// Whether a blank counts as 0 beside other figures; a total that is blank was not read.
    pub(super) may_be_blank: bool,
    /// The fields whose sum stands for it where it is not published.
    pub(super) parts: Vec<String>,
}

impl Term {
    /// A figure that the form always has, 0 if there is nothing to count.
    pub(super) fn of(field: impl Into<String>) -> Self {
        Self { field: field.into(), minus: false, before: false, may_be_blank: true, parts: Vec::new() }
    }

    /// A total, or a figure that stands for one: where it is blank nothing can be said.
    pub(super) fn total(field: impl Into<String>) -> Self {
        Self { may_be_blank: false, ..Self::of(field) }
    }

    pub(super) fn minus(field: impl Into<String>) -> Self {
        Self { minus: true, ..Self::of(field) }
    }

    pub(super) fn before(field: impl Into<String>) -> Self {
        Self { before: true, ..Self::total(field) }
    }

    /// A group total, or the sum of its parts.
    pub(super) fn group(field: impl Into<String>, parts: Vec<String>) -> Self {
        Self { parts, ..Self::of(field) }
    }

    fn is_there(&self, reports: &Reports) -> bool {
        reports.has(&self.field) || self.parts.iter().any(|part| reports.has(part))
    }

    /// The published figure, else the sum of the parts that are there (all of them, in strict mode).
    fn published(&self, reports: &Reports) -> Expr {
        let own = if reports.has(&self.field) { number(&self.field) } else { null() };
        let parts: Vec<Expr> =
            self.parts.iter().filter(|part| reports.has(part)).map(|part| number(part)).collect();
        let value = if parts.is_empty() {
            own
        } else {
            let some = parts.iter().map(|part| part.clone().is_not_null());
            let enough = match reports.mode {
                Mode::Lenient => some.reduce(Expr::or),
                Mode::Strict if parts.len() < self.parts.len() => None,
                Mode::Strict => some.reduce(Expr::and),
            };
            let sum = parts.into_iter().map(|part| part.fill_null(lit(0.0))).reduce(|a, b| a + b);
            match (enough, sum) {
                (Some(enough), Some(sum)) => {
                    coalesce(&[own, when(enough).then(sum).otherwise(lit(NULL)).cast(DataType::Float64)])
                }
                _ => own,
            }
        };
        if self.before { year_before(value) } else { value }
    }

    /// The figure of a report as it counts, and what of it is blank.
    fn read(&self, reports: &Reports, row: usize) -> (f64, Blank) {
        let row = if self.before { row.checked_sub(1) } else { Some(row) };
        let figure = |field: &str| row.and_then(|row| reports.figure(row, field));
        if let Some(value) = figure(&self.field) {
            return (value, Blank::None);
        }
        let parts: Vec<f64> = self.parts.iter().filter_map(|part| figure(part)).collect();
        let blank = match parts.len() {
            0 => Blank::All,
            some if some < self.parts.len() => Blank::Some,
            _ => Blank::None,
        };
        (parts.iter().sum(), blank)
    }
}

/// How much of a figure is blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blank {
    None,
    /// Some parts of the sum that stands for it.
    Some,
    All,
}

fn null() -> Expr {
    lit(NULL).cast(DataType::Float64)
}

/// Which cells of a table must hold some figure for it to be assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cells {
    /// Any.
    Table,
    /// Any of the six applicants' columns of table 3.
    Applicants,
    /// An applicant's column of table 3.
    Column(Applicant),
}

impl Cells {
    /// The cells of an applicant's column, or of the total column.
    pub(super) fn of(applicant: Option<Applicant>) -> Self {
        applicant.map_or(Self::Table, Self::Column)
    }

    /// Whether they were read, as a column beside that of the table.
    fn flag(self) -> Option<String> {
        match self {
            Self::Table => None,
            Self::Applicants => Some(applicant_flag(None)),
            Self::Column(applicant) => Some(applicant_flag(Some(applicant))),
        }
    }
}

/// Two sums that must be equal in every report.
#[derive(Clone, Debug)]
pub(super) struct Equation {
    /// Where it stands: "表三“自然人”列".
    pub(super) place: Label,
    /// The table that must have been read.
    pub(super) table: Part,
    /// The cells of the table that must have been read.
    pub(super) cells: Cells,
    /// The side whose figure is in question.
    pub(super) found: Vec<Term>,
    /// What it must be equal to.
    pub(super) expected: Vec<Term>,
}

impl Equation {
    fn terms(&self) -> impl Iterator<Item = &Term> {
        self.found.iter().chain(&self.expected)
    }

    /// Whether the dataset has the figures: each that stands alone on its side, and some of each sum.
    fn can_run(&self, reports: &Reports) -> bool {
        [&self.found, &self.expected].iter().all(|side| side.iter().any(|term| term.is_there(reports)))
    }

    /// Both sides as columns, null where the report cannot be assessed.
    fn sides(&self, reports: &Reports) -> [Expr; 2] {
        let value = |term: &Term| {
            let value = term.published(reports);
            let value = if reports.mode == Mode::Lenient { value.fill_null(lit(0.0)) } else { value };
            if term.minus { -value } else { value }
        };
        let sum = |side: &[Term]| side.iter().map(value).reduce(|a, b| a + b).unwrap_or_else(null);
        let (found, expected) = (sum(&self.found), sum(&self.expected));
        let flags = [Some(read_flag(self.table).to_owned()), self.cells.flag()];
        let mut can = lit(true);
        for flag in flags.into_iter().flatten() {
            can = can.and(col(flag.as_str()));
            if self.terms().any(|term| term.before) {
                can = can.and(year_before(col(flag.as_str())).fill_null(lit(false)));
            }
        }
        // Figures that were not read are no zeros against figures: totals, and sums of which all is blank.
        let nothing = found.clone().eq(lit(0.0)).and(expected.clone().eq(lit(0.0)));
        let blank = |term: &Term| term.published(reports).is_null();
        let totals = self.terms().filter(|term| !term.may_be_blank).map(blank);
        let sums = [&self.found, &self.expected]
            .into_iter()
            .filter_map(|side| side.iter().map(blank).reduce(Expr::and));
        if let Some(unread) = totals.chain(sums).reduce(Expr::or) {
            can = can.and(unread.and(nothing.not()).not());
        }
        let within = |side: Expr| when(can.clone()).then(side).otherwise(lit(NULL));
        [within(found), within(expected)]
    }

    /// The finding on a report.
    fn finding(&self, rule: &Rule, reports: &Reports, row: usize, sides: (f64, f64)) -> Finding {
        let (code, year) = reports.key(row);
        let (found, expected) = sides;
        // A blank may hide a figure. Where one could make the sums equal, they do not contradict each other.
        let (mut blanks, mut explained) = (false, false);
        let mut said = |side: &[Term], is_short: bool| -> Vec<words::Said> {
            side.iter()
                .map(|term| {
                    let (value, blank) = term.read(reports, row);
                    blanks |= blank != Blank::None;
                    explained |= blank != Blank::None && term.minus != is_short;
                    words::Said {
                        field: term.field.clone(),
                        year: term.before.then_some(year - 1),
                        value: (blank != Blank::All).then_some(value),
                        minus: term.minus,
                    }
                })
                .collect()
        };
        let terms = (said(&self.expected, expected < found), said(&self.found, found < expected));
        let blanks = match (blanks, explained) {
            (false, _) => words::Blanks::None,
            (true, false) => words::Blanks::Zero,
            (true, true) => words::Blanks::MayHide,
        };
        let evidence: Vec<String> = terms.0.iter().chain(&terms.1).map(words::Said::evidence).collect();
        let cells = self
            .terms()
            .filter(|term| !term.before)
            .flat_map(|term| {
                let published = reports.figure(row, &term.field).is_some() || term.parts.is_empty();
                if published { vec![term.field.clone()] } else { term.parts.clone() }
            })
            .collect();
        Finding {
            severity: if explained { Severity::Warning } else { rule.severity },
            field: self.found.first().map(|term| term.field.clone()).unwrap_or_default(),
            cells,
            expected: Some(expected),
            found: Some(found),
            evidence: evidence.join("; "),
            ..rule.finding(
                (code, year),
                words::unequal(&self.place, (&terms.0, &terms.1), expected, found, blanks, rule.look),
            )
        }
    }
}

/// Runs equations over the reports: one query gives both sides of all of them.
///
/// # Errors
/// A fault of the program.
pub(super) fn solve(rule: &Rule, reports: &Reports, equations: &[Equation]) -> Result<Verdict> {
    let runnable: Vec<&Equation> = equations.iter().filter(|equation| equation.can_run(reports)).collect();
    if runnable.is_empty() {
        let fields = equations.iter().flat_map(Equation::terms).filter(|term| !term.is_there(reports));
        let lacking: std::collections::BTreeSet<&str> = fields.map(|term| term.field.as_str()).collect();
        return Ok(Verdict::not_run(reports.len(), words::lacking(&lacking)));
    }
    let sides = sides(reports, &runnable)?;
    let asked = sides.column("asked")?.bool()?.clone();
    let mut verdict = Verdict::default();
    for (i, equation) in runnable.iter().enumerate() {
        let found = sides.column(&format!("f{i}"))?.f64()?;
        let expected = sides.column(&format!("e{i}"))?.f64()?;
        for (row, (asked, sides)) in asked.iter().zip(found.iter().zip(expected.iter())).enumerate() {
            if asked != Some(true) {
                continue;
            }
            let (Some(found), Some(expected)) = sides else {
                verdict.not_assessed += 1;
                continue;
            };
            verdict.assessed += 1;
            if (found - expected).abs() > words::TOLERANCE {
                verdict.findings.push(equation.finding(rule, reports, row, (found, expected)));
            }
        }
    }
    Ok(verdict)
}

/// Both sides of equations as columns `f0`, `e0` and so on, and whether a report's year was asked for: one query.
fn sides(reports: &Reports, equations: &[&Equation]) -> Result<DataFrame> {
    let mut columns = vec![Reports::asked().alias("asked")];
    for (i, equation) in equations.iter().enumerate() {
        let [found, expected] = equation.sides(reports);
        columns.push(found.alias(format!("f{i}")));
        columns.push(expected.alias(format!("e{i}")));
    }
    // `with_columns` and not `select`, so that a condition that is the same for all rows has their number.
    Ok(reports.lazy().with_columns(columns).collect()?)
}

/// The differences of one equation, a report each.
pub(super) type Differences = Vec<Option<f64>>;

/// `found − expected` of every equation and report, null where it cannot be assessed; nothing if the dataset lacks
/// the figures of one of them.
///
/// # Errors
/// A fault of the program.
pub(super) fn differences<'a>(
    reports: &Reports,
    equations: &'a [Equation],
) -> Result<Option<(Vec<Differences>, Vec<&'a Equation>)>> {
    let runnable: Vec<&Equation> = equations.iter().filter(|equation| equation.can_run(reports)).collect();
    if runnable.len() < 2 || equations.last().is_none_or(|last| !last.can_run(reports)) {
        return Ok(None);
    }
    let sides = sides(reports, &runnable)?;
    let mut all = Vec::new();
    for i in 0..runnable.len() {
        let (found, expected) =
            (sides.column(&format!("f{i}"))?.f64()?, sides.column(&format!("e{i}"))?.f64()?);
        all.push(
            found.iter().zip(expected.iter()).map(|(found, expected)| Some(found? - expected?)).collect(),
        );
    }
    Ok(Some((all, runnable)))
}
