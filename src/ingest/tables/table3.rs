//! Table 3: applications received and how they were resolved, by applicant.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::{Shape, apart};
use super::columns::{self, Assigned, Figures, Header, WIDTH, assign};
use super::identify::{Identified, identify};
use super::join::{Line, Piece};
use super::matrix::{Cell, Choice, Matrix, Row};
use super::{Found, Spot, repair};
use crate::ingest::reading::{self, Read, Status};
use crate::schema::{Applicant, Form, Outcome, Part};
use crate::text::Label;
use crate::text::ingest::tables as words;

/// Reads one table 3; `None` if the lines are of another table.
pub(super) fn read(lines: &[Line]) -> Option<Found> {
    let identified = identify(lines);
    if !is_table(lines, &identified) {
        return None;
    }
    let mut found = Found::default();
    let mut matrix = matrix(lines, &identified, &mut found);
    repair::settle(&mut matrix);
    for row in identified.iter().filter(|r| r.field.is_none() && r.figures.filled() > 1) {
        found.remarks.push(words::row_not_read(Part::Table3, &row.label()));
    }
    for (field, row) in &matrix {
        emit(&mut found, field, row, group_in_doubt(&matrix, field));
    }
    for outcome in Outcome::PARTS {
        sum_parts(&mut found.figures, outcome);
    }
    found.form = form(&matrix);
    Some(found)
}

/// Whether the lines are a table 3: several rows of it, or one under its header.
fn is_table(lines: &[Line], rows: &[Identified]) -> bool {
    let telling: BTreeSet<&str> = rows
        .iter()
        .filter_map(|row| row.field)
        .filter(|field| !matches!(*field, "resolved_total" | "otherwise_other" | "otherwise_handled"))
        .collect();
    telling.len() >= 3 || (!telling.is_empty() && columns::named(lines) >= 5)
}

/// The rows by field, with the readings of those that are in doubt.
fn matrix(lines: &[Line], identified: &[Identified], found: &mut Found) -> Matrix {
    let mut matrix = Matrix::new();
    let mut header: Option<(Header, usize)> = None;
    let mut by_order = false;
    for (piece, (grid, rows)) in by_grid(lines, identified).into_iter().enumerate() {
        let first = rows.iter().map(|row| row.figures.line).min().unwrap_or(0);
        let above =
            lines.iter().enumerate().filter(|(i, l)| l.grid == grid && (*i < first || columns::is_header(l)));
        let width = lines.get(first).map_or(0, |line| line.columns);
        let own = columns::header(above.map(|(_, line)| line)).map(|h| (h, width));
        header = own.or(header.filter(|(_, columns)| *columns == width));
        let figures: Vec<&Figures> = rows.iter().map(|row| &row.figures).collect();
        let (assigned, by_header) = assign(&figures, header.as_ref().map(|(h, _)| h));
        by_order |= own.is_some() && !by_header && assigned.iter().any(|a| matches!(a, Assigned::Columns(_)));
        for (row, assigned) in rows.iter().zip(assigned) {
            let Some(field) = row.field else { continue };
            let built = build(lines, identified, row, &assigned, piece + 1);
            if let Some(note) = &built.note {
                found.remarks.push(note.clone());
            }
            match matrix.get_mut(field) {
                Some(first) => merge(first, &built),
                None => {
                    matrix.insert(field, built);
                }
            }
        }
    }
    if by_order {
        found.remarks.push(words::columns_by_order());
    }
    matrix
}

fn by_grid<'a>(lines: &[Line], rows: &'a [Identified]) -> BTreeMap<usize, Vec<&'a Identified>> {
    let mut by_grid: BTreeMap<usize, Vec<&Identified>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.field.is_some()) {
        let grid = lines.get(row.figures.line).map_or(0, |line| line.grid);
        by_grid.entry(grid).or_default().push(row);
    }
    by_grid
}

/// The seven cells of a row.
fn build(lines: &[Line], all: &[Identified], row: &Identified, assigned: &Assigned, piece: usize) -> Row {
    let line = lines.get(row.figures.line);
    let spot = |column: usize| Spot {
        piece,
        row: line.map_or(0, |l| l.row) + 1,
        column: column + 1,
        page: line.and_then(|l| l.page),
    };
    let blank = |column| Cell {
        text: String::new(),
        spot: spot(column),
        shape: Shape::Empty(Status::Blank),
        settled: None,
    };
    let run: Choice = row.figures.run.iter().map(|(p, s)| (p.text.clone(), s.clone())).collect();
    let whole = run.iter().map(|(text, _)| text.trim()).collect::<Vec<_>>().join(" | ");
    let last = row.figures.run.last().map_or(0, |(p, _)| p.column);
    let mut built = Row {
        cells: Vec::new(),
        choices: Vec::new(),
        unclear: matches!(assigned, Assigned::Unclear),
        label: row.label(),
        note: row.note.clone(),
        subtotal: row.subtotal,
    };
    let torn = torn_total(lines, all, row);
    match assigned {
        Assigned::Columns(columns) => {
            for column in columns {
                let cell = column.and_then(|i| row.figures.run.get(i));
                built.cells.push(cell.map_or_else(|| blank(last), |(p, s)| filled(p, s, spot(p.column))));
            }
            loosen(&mut built.cells);
            let as_read: Choice = built.cells.iter().map(|c| (c.text.clone(), c.shape.clone())).collect();
            if as_read.iter().any(|(_, s)| matches!(s, Shape::Cut(_))) {
                built.choices = repair::choices_in_place(&as_read);
            }
            let total_blank = as_read.last().is_some_and(|(_, s)| *s == Shape::Empty(Status::Blank));
            if let Some(total) = torn.filter(|_| total_blank) {
                let mut with = as_read;
                with.pop();
                with.push(total);
                built.choices = repair::choices_in_place(&with);
            }
        }
        Assigned::Unclear => {
            built.cells = (0..WIDTH).map(|_| Cell { text: whole.clone(), ..blank(last) }).collect();
            let with: Choice = run.iter().cloned().chain(torn).collect();
            built.choices = repair::choices(&with);
        }
    }
    mark_shared(lines, all, row, &mut built);
    built
}

/// Digits with a blank between them and an empty cell beside them are one figure only if the sums say so.
fn loosen(cells: &mut [Cell]) {
    let blank: Vec<bool> = cells.iter().map(|cell| cell.shape == Shape::Empty(Status::Blank)).collect();
    let is_blank = |at: Option<usize>| at.and_then(|at| blank.get(at)).copied().unwrap_or(false);
    for (at, cell) in cells.iter_mut().enumerate() {
        if (is_blank(at.checked_sub(1)) || is_blank(Some(at + 1)))
            && let Some(open) = apart(&cell.text, &cell.shape)
        {
            cell.shape = open;
        }
    }
}

fn filled(piece: &Piece, shape: &Shape, spot: Spot) -> Cell {
    Cell { text: piece.text.clone(), spot, shape: shape.clone(), settled: None }
}

/// A lone number without a label below a row, or above it, that may be its total.
fn torn_total(lines: &[Line], all: &[Identified], row: &Identified) -> Option<(String, Shape)> {
    let at = row.figures.line;
    let lone = |index: usize| {
        let other = all.iter().find(|r| r.figures.line == index && r.field.is_none())?;
        let alone = other.figures.filled() == 1 && other.figures.labels.is_empty();
        let (piece, shape) = other.figures.run.iter().find(|(_, s)| s.is_filled()).filter(|_| alone)?;
        Some((piece.text.clone(), shape.clone()))
    };
    // A page's number is no total: the line must be of a table.
    let of_table =
        |index: usize| lines.get(index).is_some_and(|l| l.columns > 1 || same_grid(lines, at, index));
    let below = Some(at + 1).filter(|i| of_table(*i)).and_then(lone);
    below.or_else(|| at.checked_sub(1).filter(|i| of_table(*i)).and_then(lone))
}

fn same_grid(lines: &[Line], a: usize, b: usize) -> bool {
    lines.get(a).map(|l| l.grid) == lines.get(b).map(|l| l.grid)
}

/// A figure that stands beside two rows belongs to neither for certain.
fn mark_shared(lines: &[Line], all: &[Identified], row: &Identified, built: &mut Row) {
    let Some(line) = lines.get(row.figures.line) else { return };
    let others = |rows: std::ops::Range<usize>| {
        all.iter()
            .filter(|r| r.field.is_some() && r.field != row.field)
            .filter_map(|r| lines.get(r.figures.line))
            .any(|l| l.grid == line.grid && rows.contains(&l.row))
    };
    for (cell, (piece, shape)) in cells_with_pieces(built, row) {
        if piece.rows > 1 && shape.is_filled() && others(line.row + 1..line.row + piece.rows) {
            cell.settled = Some((None, Status::Ambiguous, words::merged(&piece.text)));
        }
    }
    let reaches = |l: &&Line| {
        l.grid == line.grid
            && l.row < line.row
            && l.pieces.iter().any(|p| {
                l.row + p.rows > line.row
                    && super::cell::shape(&p.text, super::cell::Measure::Count).is_filled()
            })
    };
    if lines.iter().any(|l| reaches(&l)) {
        let covered = lines.iter().find(|l| reaches(l)).map(Line::text).unwrap_or_default();
        for cell in built.cells.iter_mut().filter(|c| c.text.is_empty()) {
            cell.settled = Some((None, Status::Ambiguous, words::merged(&covered)));
        }
    }
}

fn cells_with_pieces<'a>(
    built: &'a mut Row,
    row: &'a Identified,
) -> impl Iterator<Item = (&'a mut Cell, &'a (Piece, Shape))> {
    built.cells.iter_mut().filter_map(|cell| {
        let piece =
            row.figures.run.iter().find(|(p, _)| p.column + 1 == cell.spot.column && p.text == cell.text)?;
        Some((cell, piece))
    })
}

/// A field that two rows give: the same figures stand once, others are open.
fn merge(first: &mut Row, second: &Row) {
    let blank = |cell: &Cell| cell.shape == Shape::Empty(Status::Blank) && cell.settled.is_none();
    // Rows of which one cell contradicts the other's are two rows: one does not fill in what the other lacks.
    let mut pairs = first.cells.iter().zip(&second.cells);
    let differ = pairs.any(|(a, b)| !blank(a) && !blank(b) && a.value() != b.value());
    for (a, b) in first.cells.iter_mut().zip(&second.cells) {
        if a.value() == b.value() && !first.unclear && !second.unclear {
            continue;
        }
        if blank(a) && !differ {
            *a = b.clone();
        } else if differ || !blank(b) {
            a.settled = Some((None, Status::Ambiguous, words::contradicts(&a.text, &b.text)));
        }
    }
}

/// Whether a group's total stands beside some of the group's rows only, so that it may be one of them.
fn group_in_doubt(matrix: &Matrix, field: &str) -> bool {
    let reasons = Outcome::of_group_total(field).map_or(&[][..], Outcome::reasons);
    let there = reasons.iter().filter(|r| matrix.contains_key(*r)).count();
    let said = matrix.get(field).is_some_and(|row| row.subtotal);
    !said && there > 0 && there < reasons.len()
}

fn emit(found: &mut Found, field: &str, row: &Row, in_doubt: bool) {
    for (column, cell) in row.cells.iter().enumerate() {
        let name = Applicant::ALL.get(column).map_or_else(|| field.to_owned(), |a| a.field(field));
        let (mut value, mut status, mut note) = match (&cell.settled, &cell.shape) {
            (Some((value, status, note)), _) => (*value, *status, note.clone()),
            (None, Shape::Figure(value, note)) => {
                (Some(*value), Status::Exact, note.clone().unwrap_or_default())
            }
            (None, Shape::Empty(status)) => (None, *status, Label::default()),
            (None, Shape::Doubtful(why)) => (None, Status::Ambiguous, why.clone()),
            (None, _) => (None, Status::Ambiguous, words::not_settled(&cell.text)),
        };
        if in_doubt && value.is_some() {
            (value, status, note) = (None, Status::Ambiguous, words::group_in_doubt(&row.label));
        }
        if let Some(row_note) = &row.note {
            note = words::both(&note, row_note);
        }
        let place =
            words::place(Part::Table3, cell.spot.piece, (cell.spot.row, cell.spot.column), cell.spot.page);
        found
            .figures
            .insert(name, Read { value, status, text: cell.text.clone(), place, rule: "table3", note });
    }
}

/// A group's total that is not printed is the sum of its rows, if each has a figure.
pub(in crate::ingest) fn sum_parts(figures: &mut reading::Figures, outcome: Outcome) {
    let reasons = outcome.reasons();
    for suffix in std::iter::once(None).chain(Applicant::ALL.map(Some)) {
        let name = |field: &str| suffix.map_or_else(|| field.to_owned(), |a| a.field(field));
        let total = name(outcome.field());
        let printed = figures.get(&total);
        if reasons.is_empty() || printed.is_some_and(|read| read.status != Status::Blank) {
            continue;
        }
        let parts: Vec<&Read> = reasons.iter().filter_map(|r| figures.get(&name(r))).collect();
        let sum: Option<f64> = parts.iter().map(|read| read.value).sum();
        let Some(value) = sum.filter(|_| parts.len() == reasons.len()) else { continue };
        let repaired = parts.iter().any(|read| read.status == Status::Repaired);
        let read = Read {
            value: Some(value),
            status: if repaired { Status::Repaired } else { Status::Exact },
            text: String::new(),
            place: words::whole(Part::Table3),
            rule: super::SUM_OF_PARTS,
            note: words::sum_of_parts(reasons.len()),
        };
        figures.insert(total, read);
    }
}

/// The form by the rows of 其他处理: three, or the single one.
fn form(matrix: &Matrix) -> Option<Form> {
    let split = Outcome::OtherwiseHandled.reasons().iter().any(|r| matrix.contains_key(r));
    let single = matrix.contains_key(Outcome::OtherwiseHandled.field());
    if split { Some(Form::Tables2021) } else { single.then_some(Form::Tables2019) }
}
