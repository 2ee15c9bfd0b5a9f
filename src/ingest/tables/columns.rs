//! The applicant columns of table 3: by their headers where these stand over the figures, by order where
//! seven columns of figures stand there and the headers do not.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::{Measure, Shape, shape};
use super::join::{Line, Piece};
use super::labels::{Entry, best, fold, name};

/// Number of columns: six applicants and 总计.
pub(super) const WIDTH: usize = 7;

const NAMES: [Entry<usize>; 5] = [
    Entry { target: 0, number: None, wordings: &["自然人"] },
    Entry { target: 1, number: None, wordings: &["商业企业"] },
    Entry { target: 2, number: None, wordings: &["科研机构"] },
    Entry { target: 3, number: None, wordings: &["社会公益组织"] },
    Entry { target: 4, number: None, wordings: &["法律服务机构"] },
];

/// The column that a header names.
fn column_of(text: &str) -> Option<usize> {
    let name = name(text);
    match &*name.core {
        "其他" => Some(5),
        "总计" | "合计" => Some(6),
        _ => best(&name, &NAMES).map(|(column, _)| column),
    }
}

/// Whether a text names a column.
pub(super) fn is_heading(text: &str) -> bool {
    column_of(text).is_some()
}

/// The applicant that a text names, if it can be nothing else.
pub(super) fn applicant(text: &str) -> Option<usize> {
    column_of(text).filter(|column| *column < 5)
}

/// Whether a line is of the header of table 3.
pub(super) fn is_header(line: &Line) -> bool {
    if line.texts().any(|t| matches!(&*fold(t), "申请人情况") || fold(t).contains("勾稽关系")) {
        return true;
    }
    let named: BTreeSet<usize> = line.texts().filter_map(column_of).collect();
    // The row of 自然人, 法人或其他组织 and 总计 above the others.
    let over = |t: &str| fold(t).starts_with("法人");
    if line.texts().any(over) && named.contains(&0) && line.texts().all(|t| over(t) || is_heading(t)) {
        return true;
    }
    named.iter().filter(|c| **c < 5).count() >= 2
}

/// How many of the columns the lines name.
pub(super) fn named(lines: &[Line]) -> usize {
    let headers = lines.iter().filter(|l| is_header(l));
    headers.flat_map(|l| l.texts().filter_map(column_of)).collect::<BTreeSet<_>>().len()
}

/// A row of figures: what stands before them, and they.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    /// Index of its line.
    pub(super) line: usize,
    /// The cells with words before the figures.
    pub(super) labels: Vec<Piece>,
    /// The longest run of cells without words, blanks among them.
    pub(super) run: Vec<(Piece, Shape)>,
}

impl Figures {
    /// The row of figures in a line; `None` if it has no place for any.
    pub(super) fn of(index: usize, line: &Line) -> Option<Self> {
        let shapes: Vec<Shape> = line.pieces.iter().map(|p| shape(&p.text, Measure::Count)).collect();
        let (mut from, mut to, mut start) = (0, 0, None);
        for (i, shape) in shapes.iter().chain([&Shape::Words]).enumerate() {
            match (shape.is_value(), start) {
                (true, None) => start = Some(i),
                (false, Some(s)) => {
                    let filled = |a: usize, b: usize| {
                        shapes.iter().skip(a).take(b - a).filter(|s| s.is_filled()).count()
                    };
                    if (filled(s, i), i - s) > (filled(from, to), to - from) {
                        (from, to) = (s, i);
                    }
                    start = None;
                }
                _ => {}
            }
        }
        if from == to {
            return None;
        }
        // A running number in a column of its own is no label.
        let labels = line.pieces.iter().zip(&shapes).take(from).filter(|(_, s)| !s.is_value());
        let labels = labels.map(|(piece, _)| piece.clone()).collect();
        let run = line.pieces.iter().cloned().zip(shapes).skip(from).take(to - from).collect();
        Some(Self { line: index, labels, run })
    }

    /// How many cells are not blank.
    pub(super) fn filled(&self) -> usize {
        self.run.iter().filter(|(_, s)| s.is_filled()).count()
    }
}

/// How the cells of a row were given to the columns.
#[derive(Clone, Debug)]
pub(super) enum Assigned {
    /// The place in the run of each column, where the row has a cell for it.
    Columns([Option<usize>; WIDTH]),
    /// Several ways, or none; the run is too long or too short.
    Unclear,
}

/// First and last column (exclusive) that a header covers, by applicant.
pub(super) type Header = [(usize, usize); WIDTH];

/// The header in the lines above the figures of one grid; `None` unless all seven stand there, each once.
pub(super) fn header<'a>(lines: impl Iterator<Item = &'a Line>) -> Option<Header> {
    let mut by_column: BTreeMap<usize, (String, usize)> = BTreeMap::new();
    for piece in lines.flat_map(|line| &line.pieces) {
        let text = fold(&piece.text);
        let over_several = ["法人", "申请人", "勾稽", "组织)"].iter().any(|w| text.contains(w));
        if text.is_empty() || over_several || piece.span > 3 {
            continue;
        }
        let (joined, span) = by_column.entry(piece.column).or_default();
        joined.push_str(&text);
        *span = piece.span.max(*span);
    }
    let mut found: [Option<(usize, usize)>; WIDTH] = [None; WIDTH];
    for (column, (text, span)) in by_column {
        let Some(slot) = column_of(&text).and_then(|c| found.get_mut(c)) else { continue };
        if slot.replace((column, column + span)).is_some() {
            return None;
        }
    }
    let mut header = [(0, 0); WIDTH];
    for (to, from) in header.iter_mut().zip(found) {
        *to = from?;
    }
    Some(header)
}

/// The columns of all rows of one grid, and whether the headers were followed.
pub(super) fn assign(rows: &[&Figures], header: Option<&Header>) -> (Vec<Assigned>, bool) {
    let by_header = header.map(|h| rows.iter().map(|r| under_header(r, h)).collect::<Vec<_>>());
    // One row in five may be out of line: it is the row that is wrong then.
    let by_header = by_header.filter(|all| all.iter().filter(|a| a.is_none()).count() * 5 <= all.len());
    let by_order = in_order(rows);
    let chosen = match (by_header, by_order) {
        (Some(a), Some(b)) => {
            if balanced(rows, &b) > balanced(rows, &a) {
                (b, false)
            } else {
                (a, true)
            }
        }
        (Some(a), None) => (a, true),
        (None, Some(b)) => (b, false),
        (None, None) => (vec![None; rows.len()], false),
    };
    let assigned = rows
        .iter()
        .zip(chosen.0)
        .map(|(row, columns)| columns.map_or_else(|| alone(row), Assigned::Columns))
        .collect();
    (assigned, chosen.1)
}

type Columns = [Option<usize>; WIDTH];

/// The cells of a row under the headers; `None` if a figure stands beside them or a label under them.
fn under_header(row: &Figures, header: &Header) -> Option<Columns> {
    let over = |piece: &Piece| {
        let mut over = (0..WIDTH).filter(|c| {
            header.get(*c).is_some_and(|(a, b)| piece.column < *b && piece.column + piece.span > *a)
        });
        (over.next(), over.next())
    };
    if row.labels.iter().any(|label| over(label).0.is_some()) {
        return None;
    }
    let mut columns = [None; WIDTH];
    for (i, (piece, shape)) in row.run.iter().enumerate() {
        match (over(piece), shape.is_filled()) {
            ((Some(column), None), filled) => {
                let slot = columns.get_mut(column)?;
                let before: Option<&(Piece, Shape)> = slot.and_then(|i: usize| row.run.get(i));
                match (before.is_some_and(|(_, s)| s.is_filled()), filled) {
                    (true, true) => return None,
                    (true, false) => {}
                    (false, _) => *slot = Some(i),
                }
            }
            (_, true) => return None,
            (_, false) => {}
        }
    }
    Some(columns)
}

/// Seven columns in the form's order right of all labels, columns that are blank in every row left out.
fn in_order(rows: &[&Figures]) -> Option<Vec<Option<Columns>>> {
    let labels = rows.iter().flat_map(|r| &r.labels).map(|p| p.column + p.span).max().unwrap_or(0);
    let mut starts: BTreeMap<usize, bool> = BTreeMap::new();
    for (piece, shape) in rows.iter().flat_map(|r| &r.run) {
        if piece.column >= labels {
            *starts.entry(piece.column).or_default() |= shape.is_filled();
        } else if shape.is_filled() {
            return None;
        }
    }
    if starts.len() != WIDTH {
        starts.retain(|_, filled| *filled);
    }
    let starts: Vec<usize> = starts.into_keys().collect();
    if starts.len() != WIDTH {
        return None;
    }
    let of = |row: &Figures| {
        let mut columns = [None; WIDTH];
        for (slot, start) in columns.iter_mut().zip(&starts) {
            *slot = row.run.iter().position(|(piece, _)| piece.column == *start);
        }
        Some(columns)
    };
    Some(rows.iter().map(|row| of(row)).collect())
}

/// The row by itself: seven cells, or more with blanks before or behind that can be left out in one way.
fn alone(row: &Figures) -> Assigned {
    let length = row.run.len();
    let Some(excess) = length.checked_sub(WIDTH) else { return Assigned::Unclear };
    let is_blank = |(_, s): &&(Piece, Shape)| !s.is_filled();
    let before = row.run.iter().take_while(is_blank).count();
    let behind = row.run.iter().rev().take_while(is_blank).count();
    let mut ways = (0..=excess).filter(|first| *first <= before && excess - first <= behind);
    match (ways.next(), ways.next()) {
        (Some(first), None) => {
            let mut columns = [None; WIDTH];
            for (i, slot) in columns.iter_mut().enumerate() {
                *slot = Some(first + i);
            }
            Assigned::Columns(columns)
        }
        _ => Assigned::Unclear,
    }
}

/// In how many rows the applicants sum to the total, rows of noughts aside.
fn balanced(rows: &[&Figures], columns: &[Option<Columns>]) -> usize {
    let holds = |row: &Figures, columns: &Columns| {
        let mut values = columns.iter().map(|c| c.and_then(|i| row.run.get(i)).and_then(|(_, s)| s.value()));
        let total = values.next_back().flatten();
        let sum: f64 = values.flatten().sum();
        total.is_some_and(|t| t > 0.0 && (t - sum).abs() < 0.5)
    };
    rows.iter().zip(columns).filter(|(row, c)| c.as_ref().is_some_and(|c| holds(row, c))).count()
}
