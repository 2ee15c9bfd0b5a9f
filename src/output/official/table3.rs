//! Table 3 as it is printed: the applications by outcome, reason and applicant.

use super::layout::{COLUMNS, Grid, Shape, Slot, spans};
use crate::schema::{Applicant, Field, Outcome, Part, dictionary};
use crate::text::{Lang, workbook as words};

/// Where the columns of the table are.
struct Columns {
    /// Begin and width of the columns of row names: section, outcome, reason.
    names: [(u16, u16); 3],
    /// Begin and width of the columns of figures.
    figures: Vec<(u16, u16)>,
    /// Whose figures stand in them; `None` for the total.
    applicants: Vec<Option<Applicant>>,
}

impl Columns {
    fn new(shape: &dyn Shape) -> Self {
        let is_split = dictionary().fields().iter().any(|f| f.applicant().is_some() && shape.has(&f.name));
        if is_split {
            let applicants = Applicant::ALL.into_iter().map(Some).chain([None]).collect::<Vec<_>>();
            let figures = spans(8, COLUMNS - 8, applicants.len());
            Self { names: [(0, 2), (2, 3), (5, 3)], figures, applicants }
        } else {
            let figures = vec![(13, COLUMNS - 13)];
            Self { names: [(0, 3), (3, 4), (7, 6)], figures, applicants: vec![None] }
        }
    }

    /// Columns that are taken by the names from that of this index on.
    fn names_from(&self, index: usize) -> (u16, u16) {
        let start = self.names.get(index).map_or(0, |(start, _)| *start);
        let end = self.figures.first().map_or(COLUMNS, |(start, _)| *start);
        (start, end - start)
    }
}

/// Table 3. Without applicants it has the column of totals only.
pub(in crate::output) fn table3(shape: &dyn Shape, lang: Lang) -> Vec<Slot> {
    let columns = Columns::new(shape);
    let mut grid = Grid::default();
    let mut row = head(&mut grid, &columns, lang);
    let totals = dictionary().fields().iter().filter(|f| f.part == Part::Table3 && f.applicant().is_none());
    let mut results_are_drawn = false;
    for field in totals {
        if outcome_of(&field.name).is_none() {
            // 一、 二、 四、: rows that are not split
            let (start, width) = columns.names_from(0);
            grid.label((row, start), (1, width), row_name(field, lang));
            figures(&mut grid, &columns, row, &field.name);
            row += 1;
        } else if !results_are_drawn {
            results_are_drawn = true;
            let first = row;
            for outcome in Outcome::PARTS.into_iter().chain([Outcome::Total]) {
                row += self::outcome(&mut grid, &columns, shape, (row, outcome), lang);
            }
            let [(start, width), ..] = columns.names;
            grid.label((first, start), (row - first, width), words::RESOLVED.get(lang));
        }
    }
    grid.0
}

/// The headings; returns the row below them.
fn head(grid: &mut Grid, columns: &Columns, lang: Lang) -> u32 {
    let (start, width) = columns.names_from(0);
    let total = words::TOTAL.get(lang);
    let &[first, .., last] = columns.figures.as_slice() else {
        grid.label((0, start), (1, width), words::BALANCE.get(lang));
        for (at, width) in &columns.figures {
            grid.heading((0, *at), (1, *width), total);
        }
        return 1;
    };
    grid.label((0, start), (3, width), words::BALANCE.get(lang));
    grid.heading((0, first.0), (1, last.0 + last.1 - first.0), words::APPLICANTS.get(lang));
    let organisations = (first.0 + first.1, last.0 - first.0 - first.1);
    grid.heading((1, organisations.0), (1, organisations.1), words::ORGANISATIONS.get(lang));
    for (applicant, (at, width)) in columns.applicants.iter().zip(&columns.figures) {
        match applicant {
            None => grid.heading((1, *at), (2, *width), total),
            Some(person @ Applicant::NaturalPerson) => {
                grid.heading((1, *at), (2, *width), person.name().get(lang));
            }
            Some(other) => grid.heading((2, *at), (1, *width), other.name().get(lang)),
        }
    }
    3
}

/// The rows of an outcome; returns their number.
fn outcome(
    grid: &mut Grid,
    columns: &Columns,
    shape: &dyn Shape,
    (first, outcome): (u32, Outcome),
    lang: Lang,
) -> u32 {
    let has_row = |name: &str| {
        let applicants = Applicant::ALL.iter().any(|applicant| shape.has(&applicant.field(name)));
        shape.has(name) || applicants
    };
    let on_form = |name: &&&str| {
        dictionary().get(name).is_some_and(|field| field.forms.contains(shape.form())) || has_row(name)
    };
    let reasons: Vec<&str> = outcome.reasons().iter().filter(on_form).copied().collect();
    let Some(field) = dictionary().get(outcome.field()) else { return 0 };
    let name = outcome_name(field, lang);
    if reasons.is_empty() {
        let (start, width) = columns.names_from(1);
        grid.label((first, start), (1, width), name);
        figures(grid, columns, first, outcome.field());
        return 1;
    }
    let (start, width) = columns.names_from(2);
    let mut row = first;
    for reason in reasons.into_iter().filter_map(|reason| dictionary().get(reason)) {
        grid.label((row, start), (1, width), reason_name(reason, lang));
        figures(grid, columns, row, &reason.name);
        row += 1;
    }
    // The form has no row for the sum of the reasons; some reports publish it, some nothing else.
    if has_row(outcome.field()) {
        grid.label((row, start), (1, width), words::SUBTOTAL.get(lang));
        figures(grid, columns, row, outcome.field());
        row += 1;
    }
    let [_, (start, width), _] = columns.names;
    grid.label((first, start), (row - first, width), name);
    row - first
}

fn figures(grid: &mut Grid, columns: &Columns, row: u32, total: &str) {
    for (applicant, (at, width)) in columns.applicants.iter().zip(&columns.figures) {
        let field = applicant.map_or_else(|| total.to_owned(), |applicant| applicant.field(total));
        grid.figure((row, *at), (1, *width), field);
    }
}

/// The outcome of which a total or a reason this field is.
fn outcome_of(name: &str) -> Option<Outcome> {
    let mut all = Outcome::PARTS.into_iter().chain([Outcome::Total]);
    all.find(|outcome| outcome.field() == name || outcome.reasons().contains(&name))
}

/// `三、（三）1.属于国家秘密 · 总计`: the row, without the column.
fn form_row(field: &Field) -> &str {
    field.form_row.split(" · ").next().unwrap_or_default()
}

fn row_name(field: &Field, lang: Lang) -> &str {
    lang.pick(form_row(field), &field.label.en)
}

/// `三、（三）不予公开 合计`: the outcome with its number, without the row in which it stands.
fn outcome_name(field: &Field, lang: Lang) -> &str {
    let row = form_row(field);
    let row = row.split_once('、').map_or(row, |(_, outcome)| outcome);
    lang.pick(row.split(' ').next().unwrap_or(row), &field.label.en)
}

/// `三、（三）1.属于国家秘密`: the reason with its number.
fn reason_name(field: &Field, lang: Lang) -> &str {
    let (row, label) = (form_row(field), field.label.en.as_str());
    let zh = row.split_once('）').map_or(row, |(_, reason)| reason);
    lang.pick(zh, label.split_once(": ").map_or(label, |(_, reason)| reason))
}
