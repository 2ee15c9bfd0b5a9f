//! Rows that cannot be read as they stand: a number cut in two, a torn total, digits in the wrong cell.
//!
//! A reading is accepted only if the identities hold with it and with no other; otherwise the cells stay
//! ambiguous. Figures that are readable and contradict each other are the report's own and stay.

use super::cell::{Measure, Shape, shape};
use super::columns::WIDTH;
use super::matrix::{Choice, Matrix, Row, View};
use crate::ingest::reading::Status;
use crate::text::ingest::tables as words;

/// Most readings of a row that are tried.
const MOST: usize = 400;

/// The ways to read a row whose cells stand in their columns: the digits of a cell joined, or spread over it
/// and a blank neighbour.
pub(super) fn choices_in_place(cells: &[(String, Shape)]) -> Vec<Choice> {
    let mut all: Vec<Choice> = vec![cells.to_vec()];
    for (index, (text, shape)) in cells.iter().enumerate() {
        let Shape::Cut(pieces) = shape else { continue };
        let mut next: Vec<Choice> = Vec::new();
        for choice in all {
            let mut put = |parts: &[(usize, &str)]| {
                let mut with = choice.clone();
                for (at, digits) in parts {
                    let (Some(slot), Some(figure)) = (with.get_mut(*at), figure(digits)) else { return };
                    let is_own = *at == index;
                    if !is_own && slot.1 != Shape::Empty(Status::Blank) {
                        return;
                    }
                    *slot = (if parts.len() == 1 { text.clone() } else { (*digits).to_owned() }, figure);
                }
                next.push(with);
            };
            put(&[(index, &pieces.concat())]);
            if let [first, second] = &**pieces {
                put(&[(index, first), (index + 1, second)]);
                if let Some(before) = index.checked_sub(1) {
                    put(&[(before, first), (index, second)]);
                }
            }
        }
        next.truncate(MOST);
        all = next;
    }
    all
}

/// The ways to give too many or too few cells to seven columns: blanks left out and digits of neighbours
/// joined, or the digits of a cell spread over two.
pub(super) fn choices(cells: &[(String, Shape)]) -> Vec<Choice> {
    let mut done = Vec::new();
    extend(cells, Vec::new(), cells.len() < WIDTH, &mut done);
    done
}

fn extend(rest: &[(String, Shape)], so_far: Choice, spread: bool, done: &mut Vec<Choice>) {
    let possible = if spread { so_far.len() <= WIDTH } else { so_far.len() + rest.len() >= WIDTH };
    if done.len() >= MOST || so_far.len() > WIDTH || !possible {
        return;
    }
    let Some(((text, shape), behind)) = rest.split_first() else {
        if so_far.len() == WIDTH {
            done.push(so_far);
        }
        return;
    };
    let with = |parts: &[(String, Shape)]| so_far.iter().chain(parts).cloned().collect::<Choice>();
    if let Shape::Cut(pieces) = shape {
        if let Some(figure) = figure(&pieces.concat()) {
            extend(behind, with(&[(text.clone(), figure)]), spread, done);
        }
        let apart: Option<Choice> =
            pieces.iter().map(|p| figure(p).map(|shape| (p.clone(), shape))).collect();
        if let Some(apart) = apart.filter(|_| spread) {
            extend(behind, with(&apart), spread, done);
        }
        return;
    }
    extend(behind, with(&[(text.clone(), shape.clone())]), spread, done);
    if spread {
        // `1 125` is grouped like one number and may be two all the same.
        let pieces: Vec<&str> = text.split_whitespace().collect();
        let apart: Option<Choice> =
            pieces.iter().map(|p| figure(p).map(|shape| ((*p).to_owned(), shape))).collect();
        if let Some(apart) = apart.filter(|apart| apart.len() > 1) {
            extend(behind, with(&apart), spread, done);
        }
        return;
    }
    if *shape == Shape::Empty(Status::Blank) {
        extend(behind, so_far, spread, done);
    } else if let Some(((next, Shape::Figure(..)), beyond)) = behind.split_first()
        && let Some(figure) = figure(&format!("{}{}", text.trim(), next.trim()))
    {
        extend(beyond, with(&[(format!("{text} {next}"), figure)]), spread, done);
    }
}

/// Digits as a number; a nought in front shows that they are not one.
fn figure(digits: &str) -> Option<Shape> {
    let plain = digits.bytes().all(|b| b.is_ascii_digit()) && (digits.len() == 1 || !digits.starts_with('0'));
    (plain && !digits.is_empty()).then(|| shape(digits, Measure::Count))
}

/// Settles what can be settled and marks the rest.
pub(super) fn settle(matrix: &mut Matrix) {
    loop {
        let accepted = matrix.keys().copied().find_map(|field| {
            let row = matrix.get(field).filter(|row| !row.choices.is_empty())?;
            Some((field, only_choice(matrix, field, row)?))
        });
        let Some((field, choice)) = accepted else { break };
        if let Some(row) = matrix.get_mut(field) {
            apply(row, &choice);
        }
    }
    for row in matrix.values_mut() {
        give_up(row);
    }
    let moves: Vec<_> =
        matrix.keys().copied().filter_map(|field| Some((field, moved_digits(matrix, field)?))).collect();
    // Two such rows at once would be judged by each other.
    if let [(field, (column, digits))] = &*moves
        && let Some(row) = matrix.get_mut(field)
    {
        let texts: Vec<String> = row.cells.iter().skip(*column).take(2).map(|c| c.text.clone()).collect();
        for (cell, value) in row.cells.iter_mut().skip(*column).zip(digits) {
            let said = value.map_or_else(String::new, |v| v.to_string());
            cell.settled = Some((*value, Status::Repaired, words::repaired(&texts.join(" | "), &said)));
        }
    }
}

/// The one reading with which the identities hold.
fn only_choice(matrix: &Matrix, field: &'static str, row: &Row) -> Option<Choice> {
    let values = |choice: &Choice| choice.iter().map(|(_, shape)| summand(shape)).collect::<Vec<_>>();
    let touched: Vec<usize> = (0..WIDTH)
        .filter(|column| {
            let cell = row.cells.get(*column);
            row.unclear
                || cell.is_some_and(|c| !matches!(c.shape, Shape::Figure(..) | Shape::Empty(_)))
                || row.choices.iter().any(|choice| {
                    choice.get(*column).and_then(|(_, s)| s.value()) != cell.and_then(|c| c.shape.value())
                })
        })
        .collect();
    let mut found: Option<(Vec<Option<f64>>, &Choice)> = None;
    for choice in &row.choices {
        let values = values(choice);
        let view = View { matrix, replaced: Some((field, &values)) };
        let columns_hold =
            touched.iter().all(|c| view.balance(*c) != Some(false) && view.outcomes(*c) != Some(false));
        // 总计 must be printed: a blank one confirms nothing.
        let total = choice.last().and_then(|(_, shape)| shape.value());
        if total.is_none() || view.applicants(field) != Some(true) || !columns_hold {
            continue;
        }
        match &found {
            Some((other, _)) if *other != values => return None,
            Some(_) => {}
            None => found = Some((values, choice)),
        }
    }
    found.map(|(_, choice)| choice.clone())
}

fn summand(shape: &Shape) -> Option<f64> {
    match shape {
        Shape::Figure(value, _) => Some(*value),
        Shape::Empty(_) => Some(0.0),
        _ => None,
    }
}

fn apply(row: &mut Row, choice: &Choice) {
    for (cell, (text, shape)) in row.cells.iter_mut().zip(choice) {
        let as_it_stands = !row.unclear && cell.text == *text && cell.shape == *shape;
        let plain = row.unclear && super::cell::shape(text, Measure::Count) == *shape;
        if !as_it_stands && !plain {
            let said = shape.value().map_or_else(String::new, |v| v.to_string());
            cell.settled = Some((shape.value(), Status::Repaired, words::repaired(text, &said)));
        }
        cell.text.clone_from(text);
        cell.shape = shape.clone();
    }
    row.choices.clear();
    row.unclear = false;
}

/// Cells that no reading settles are ambiguous.
fn give_up(row: &mut Row) {
    if !row.is_open() {
        return;
    }
    let in_doubt: Vec<bool> = row
        .cells
        .iter()
        .enumerate()
        .map(|(column, cell)| {
            let differs =
                |choice: &Choice| choice.get(column).and_then(|(_, s)| s.value()) != cell.shape.value();
            row.unclear
                || !matches!(cell.shape, Shape::Figure(..) | Shape::Empty(_))
                || row.choices.iter().any(differs)
        })
        .collect();
    for (cell, in_doubt) in row.cells.iter_mut().zip(in_doubt) {
        if in_doubt {
            cell.settled = Some((None, Status::Ambiguous, words::not_settled(&cell.text)));
        }
    }
    row.choices.clear();
    row.unclear = false;
}

/// Digits of a row that stand in the neighbour's cell: the one move that makes the row and both columns
/// add up where they did not. The first of the two columns and the figures to be read there.
fn moved_digits(matrix: &Matrix, field: &'static str) -> Option<(usize, [Option<f64>; 2])> {
    let row = matrix.get(field)?;
    if row
        .cells
        .iter()
        .any(|c| c.settled.is_some() || !matches!(c.shape, Shape::Figure(..) | Shape::Empty(_)))
    {
        return None;
    }
    let before = View { matrix, replaced: None };
    let total_blank = row.cells.last().is_some_and(|c| c.shape.value().is_none());
    if before.applicants(field) == Some(true) && !total_blank {
        return None;
    }
    let original: Vec<Option<f64>> = row.cells.iter().map(|c| summand(&c.shape)).collect();
    let mut found = None;
    for column in 0..WIDTH - 1 {
        let text = |c: usize| row.cells.get(c).map(|cell| cell.text.trim().to_owned()).unwrap_or_default();
        let (left, right) = (text(column), text(column + 1));
        let digits = format!("{left}{right}");
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        for at in (0..=digits.len()).filter(|at| *at != left.len()) {
            let (Some(a), Some(b)) = (read_part(digits.get(..at)), read_part(digits.get(at..))) else {
                continue;
            };
            let (a, b) = (a.value(), b.value());
            let mut values = original.clone();
            for (value, part) in values.iter_mut().skip(column).zip([a, b]) {
                *value = Some(part.unwrap_or(0.0));
            }
            let after = View { matrix, replaced: Some((field, &values)) };
            let total_there = column + 1 < WIDTH - 1 || b.is_some();
            if !total_there || after.applicants(field) != Some(true) || !(proves(&before, &after, column)) {
                continue;
            }
            if found.is_some() {
                return None;
            }
            found = Some((column, [a, b]));
        }
    }
    found
}

/// The number in a part of digits: none in an empty one; `None` if it is no number.
fn read_part(digits: Option<&str>) -> Option<Shape> {
    match digits? {
        "" => Some(Shape::Empty(Status::Blank)),
        digits => figure(digits),
    }
}

/// Whether both columns add up after a move, and one did not before.
fn proves(before: &View<'_>, after: &View<'_>, column: usize) -> bool {
    let of = |view: &View<'_>, c: usize| [view.balance(c), view.outcomes(c)];
    let both = [column, column + 1];
    both.iter().any(|c| of(before, *c).contains(&Some(false)))
        && both.iter().all(|c| {
            let is = of(after, *c);
            is.contains(&Some(true)) && !is.contains(&Some(false))
        })
}
