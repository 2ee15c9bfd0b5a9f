//! Tables in plain text whose columns are separated by blanks and line up, as programs print pages.
//!
//! A column is where the rows with most cells have text; a cell that reaches over several columns, as a
//! heading does, spans them.

use unicode_width::UnicodeWidthChar;

use crate::ingest::document::{Grid, GridCell, Place};

use super::characters::is_blank;
use super::text::TextLine;

/// Rows of which it takes this many to see that they line up.
const FEWEST_ROWS: usize = 3;
/// Bytes of a line at most; longer ones are prose.
const LONGEST: usize = 2000;

/// A piece of a line between gaps, by the columns of a terminal: Chinese characters take two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

/// The pieces of a line between gaps of two blanks or a full-width one.
pub(super) fn segments(line: &str) -> Vec<Segment<'_>> {
    let mut segments: Vec<Segment<'_>> = Vec::new();
    if line.len() > LONGEST {
        return segments;
    }
    let (mut at, mut open, mut gap) = (0, None, 0);
    let mut last = (0, 0);
    for (index, c) in line.char_indices() {
        let width = c.width().unwrap_or(0);
        if is_blank(c) {
            gap += width;
        } else {
            if gap >= 2
                && let Some((first, start)) = open.take()
            {
                segments.extend(segment(line, (first, last.0), (start, last.1)));
            }
            open = open.or(Some((index, at)));
            gap = 0;
            last = (index + c.len_utf8(), at + width);
        }
        at += width;
    }
    if let Some((first, start)) = open {
        segments.extend(segment(line, (first, last.0), (start, last.1)));
    }
    segments
}

fn segment(line: &str, bytes: (usize, usize), columns: (usize, usize)) -> Option<Segment<'_>> {
    Some(Segment { start: columns.0, end: columns.1, text: line.get(bytes.0..bytes.1)? })
}

/// The grid of the lines, or `None` if they do not line up.
pub(super) fn grid(lines: &[TextLine<'_>]) -> Option<Grid> {
    let rows: Vec<(u32, Vec<Segment<'_>>)> = lines
        .iter()
        .map(|line| (line.number, segments(line.text)))
        .filter(|(_, row)| !row.is_empty())
        .collect();
    let most = rows.iter().map(|(_, row)| row.len()).max()?;
    let columns = columns(rows.iter().map(|(_, row)| row).filter(|row| row.len() == most));
    // Rows of as many pieces that stand below each other at random run into each other.
    if columns.len() < most || rows.iter().filter(|(_, row)| row.len() >= 3).count() < FEWEST_ROWS {
        return None;
    }
    let mut grid = Grid { columns: columns.len(), ..Grid::default() };
    grid.place = Place { page: None, line: rows.first().map(|(number, _)| *number) };
    for (_, row) in &rows {
        let from = grid.cells.len();
        for segment in row {
            let (first, last) = covered(&columns, segment);
            let before = grid.cells.iter_mut().skip(from).next_back();
            // Two pieces in one column are one text.
            if let Some(before) = before
                && before.column + before.column_span > first
            {
                before.text.push(' ');
                before.text.push_str(segment.text);
                before.column_span = before.column_span.max(last + 1 - before.column);
                continue;
            }
            grid.cells.push(GridCell {
                row: grid.rows,
                column: first,
                row_span: 1,
                column_span: last + 1 - first,
                text: segment.text.to_owned(),
                page: None,
            });
        }
        grid.rows += 1;
    }
    Some(grid)
}

/// Where the rows have text, from left to right.
fn columns<'a>(rows: impl Iterator<Item = &'a Vec<Segment<'a>>>) -> Vec<(usize, usize)> {
    let mut pieces: Vec<(usize, usize)> =
        rows.flatten().map(|segment| (segment.start, segment.end)).collect();
    pieces.sort_unstable();
    let mut columns: Vec<(usize, usize)> = Vec::new();
    for (start, end) in pieces {
        match columns.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => columns.push((start, end)),
        }
    }
    columns
}

/// The first and the last column that a piece touches, or the nearest one.
fn covered(columns: &[(usize, usize)], segment: &Segment<'_>) -> (usize, usize) {
    let touches = |column: &(usize, usize)| column.0 < segment.end && segment.start < column.1;
    let first = columns.iter().position(touches);
    let last = columns.iter().rposition(touches);
    if let (Some(first), Some(last)) = (first, last) {
        return (first, last);
    }
    let distance = |column: &(usize, usize)| {
        column.0.saturating_sub(segment.end).max(segment.start.saturating_sub(column.1))
    };
    let nearest = columns.iter().enumerate().min_by_key(|(_, column)| distance(column));
    nearest.map_or((0, 0), |(index, _)| (index, index))
}
