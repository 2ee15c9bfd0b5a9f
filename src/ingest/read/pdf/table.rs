//! The cells of a table out of its ruling lines.

use super::geometry::{Glyph, Rect, Rule};
use super::lines::cell_text;
use super::rules::Frame;
use crate::ingest::document::{Grid, GridCell, Place};

/// Edges of rows or columns are farther apart than this, in points.
const EDGE: f64 = 4.5;
/// Part of a cell's side that must be drawn; corners may be cut.
const DRAWN: f64 = 0.6;
/// More positions are a drawing.
const MAX_POSITIONS: usize = 20_000;

/// A table on a page.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) area: Rect,
    pub(super) rows: usize,
    pub(super) columns: usize,
    cells: Vec<Cell>,
    /// Edges of columns and rows as drawn, and the cell of each position between them.
    xs: Vec<f64>,
    ys: Vec<f64>,
    owners: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Cell {
    row: usize,
    column: usize,
    row_span: usize,
    column_span: usize,
    glyphs: Vec<Glyph>,
}

impl Table {
    /// The table of a frame; `None` for a single box or a drawing.
    pub(super) fn new(frame: &Frame) -> Option<Self> {
        let xs = edges(&frame.vertical, &frame.horizontal);
        let ys = edges(&frame.horizontal, &frame.vertical);
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if rows * columns < 2 || rows * columns > MAX_POSITIONS {
            return None;
        }
        let upright = borders(&xs, &ys, &frame.vertical);
        let level = borders(&ys, &xs, &frame.horizontal);
        let (cells, owners) = tile(rows, columns, &upright, &level);
        let area = Rect { x0: *xs.first()?, y0: *ys.first()?, x1: *xs.last()?, y1: *ys.last()? };
        let mut table = Self { area, rows, columns, cells, xs, ys, owners };
        table.squeeze();
        (table.cells.len() > 1).then_some(table)
    }

    /// Leaves out edges at which no cell begins.
    fn squeeze(&mut self) {
        let rows = Renumbered::new(self.rows, self.cells.iter().map(|cell| cell.row));
        let columns = Renumbered::new(self.columns, self.cells.iter().map(|cell| cell.column));
        for cell in &mut self.cells {
            (cell.row, cell.row_span) = rows.span(cell.row, cell.row_span);
            (cell.column, cell.column_span) = columns.span(cell.column, cell.column_span);
        }
        (self.rows, self.columns) = (rows.count(), columns.count());
    }

    /// Puts characters that belong together into the cell of their middle.
    pub(super) fn put(&mut self, glyphs: &[Glyph]) {
        let area = glyphs.iter().flat_map(|g| [(g.area.x0, g.area.y0), (g.area.x1, g.area.y1)]);
        let Some(middle) = Rect::around(area).map(Rect::center) else { return };
        let between = |edges: &[f64], at: f64| {
            let after = edges.partition_point(|edge| *edge <= at);
            after.saturating_sub(1).min(edges.len().saturating_sub(2))
        };
        let position = between(&self.ys, middle.1) * (self.xs.len() - 1) + between(&self.xs, middle.0);
        let owner = self.owners.get(position).and_then(|owner| self.cells.get_mut(*owner));
        if let Some(cell) = owner {
            cell.glyphs.extend_from_slice(glyphs);
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.glyphs.iter().all(|glyph| glyph.text == ' '))
    }

    pub(super) fn grid(&self, page: u32) -> Grid {
        let mut cells: Vec<GridCell> = self
            .cells
            .iter()
            .map(|cell| GridCell {
                row: cell.row,
                column: cell.column,
                row_span: cell.row_span,
                column_span: cell.column_span,
                text: cell_text(&cell.glyphs),
                page: Some(page),
            })
            .collect();
        cells.sort_by_key(|cell| (cell.row, cell.column));
        Grid { rows: self.rows, columns: self.columns, cells, place: Place { page: Some(page), line: None } }
    }
}

/// Where rows or columns begin and end: at the lines across, and where several lines along stick out.
fn edges(across: &[Rule], along: &[Rule]) -> Vec<f64> {
    let mut at: Vec<f64> = across.iter().map(|rule| rule.at).collect();
    at.sort_by(f64::total_cmp);
    let mut edges: Vec<f64> = Vec::new();
    let mut first = f64::NEG_INFINITY;
    for at in at {
        if at - first > EDGE {
            edges.push(at);
            first = at;
        }
    }
    // A table whose outer border is missing, at its sides or where the page ends.
    let start = along.iter().map(|rule| rule.from).fold(f64::INFINITY, f64::min);
    let end = along.iter().map(|rule| rule.to).fold(f64::NEG_INFINITY, f64::max);
    let reaching = |at: f64| along.iter().filter(|rule| rule.from < at + EDGE && rule.to > at - EDGE).count();
    if edges.first().is_none_or(|first| start < first - 2.0 * EDGE) && reaching(start) > 1 {
        edges.insert(0, start);
    }
    if edges.last().is_none_or(|last| end > last + 2.0 * EDGE) && reaching(end) > 1 {
        edges.push(end);
    }
    edges
}

/// For each edge and each stretch between two edges across, whether a line is drawn there.
fn borders(edges: &[f64], across: &[f64], rules: &[Rule]) -> Vec<Vec<bool>> {
    edges
        .iter()
        .map(|&edge| {
            let near: Vec<&Rule> = rules.iter().filter(|rule| (rule.at - edge).abs() <= EDGE).collect();
            across
                .iter()
                .zip(across.iter().skip(1))
                .map(|(&from, &to)| {
                    let drawn =
                        near.iter().map(|rule| (rule.to.min(to) - rule.from.max(from)).max(0.0)).sum::<f64>();
                    drawn >= DRAWN * (to - from)
                })
                .collect()
        })
        .collect()
}

/// Covers all positions by rectangles without lines inside, from the upper left; the second list has the
/// cell of each position.
fn tile(rows: usize, columns: usize, upright: &[Vec<bool>], level: &[Vec<bool>]) -> (Vec<Cell>, Vec<usize>) {
    const FREE: usize = usize::MAX;
    let drawn = |borders: &[Vec<bool>], edge: usize, stretch: usize| {
        borders.get(edge).and_then(|edge| edge.get(stretch)).copied().unwrap_or(true)
    };
    let mut owners = vec![FREE; rows * columns];
    let mut cells = Vec::new();
    for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
        let free = |row: usize, column: usize| owners.get(row * columns + column) == Some(&FREE);
        if !free(row, column) {
            continue;
        }
        let mut right = column + 1;
        while right < columns && free(row, right) && !drawn(upright, right, row) {
            right += 1;
        }
        let mut below = row + 1;
        while below < rows
            && (column..right).all(|c| free(below, c) && !drawn(level, below, c))
            && (column + 1..right).all(|c| !drawn(upright, c, below))
        {
            below += 1;
        }
        for position in (row..below).flat_map(|r| (column..right).map(move |c| r * columns + c)) {
            if let Some(owner) = owners.get_mut(position) {
                *owner = cells.len();
            }
        }
        let (row_span, column_span) = (below - row, right - column);
        cells.push(Cell { row, column, row_span, column_span, glyphs: Vec::new() });
    }
    (cells, owners)
}

/// New numbers of rows or columns after some are left out.
struct Renumbered(Vec<usize>);

impl Renumbered {
    fn new(count: usize, starts: impl Iterator<Item = usize>) -> Self {
        let starts: std::collections::BTreeSet<usize> = starts.collect();
        Self((0..=count).map(|index| starts.range(..index).count()).collect())
    }

    fn span(&self, start: usize, span: usize) -> (usize, usize) {
        let new = |index: usize| self.0.get(index).copied().unwrap_or(0);
        (new(start), (new(start + span) - new(start)).max(1))
    }

    fn count(&self) -> usize {
        self.0.last().copied().unwrap_or(0)
    }
}
