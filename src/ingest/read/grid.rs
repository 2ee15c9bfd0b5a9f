//! Rows of cells with spans into a [`Grid`] in which every position belongs to at most one cell.

use crate::ingest::document::{Grid, GridCell};

/// The widest column span; HTML has the same.
const WIDEST: usize = 1000;
/// The most columns; workbooks have the same.
const MOST_COLUMNS: usize = 16_384;

/// A cell with the spans that its file gives it.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// Rows; 0 for all that are left.
    pub(super) row_span: usize,
    pub(super) column_span: usize,
    /// It is the continuation of the cell above it.
    pub(super) continues: bool,
    pub(super) text: String,
}

/// A row of cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Columns that are left out before the first cell.
    pub(super) skip: usize,
    pub(super) cells: Vec<Cell>,
    /// Row spans end where the group of rows ends: `<tbody>`.
    pub(super) group: usize,
}

/// What is known of a column while the rows are laid out.
#[derive(Clone, Copy, Default)]
struct Column {
    /// The first row in which it is free.
    free_from: usize,
    /// The cell that was last laid into it.
    owner: Option<usize>,
}

/// The grid of the rows, or `None` if it would have more than `most` positions.
pub(super) fn lay_out(rows: Vec<Row>, most: usize) -> Option<Grid> {
    let ends = group_ends(&rows);
    let count = rows.len();
    let mut columns: Vec<Column> = Vec::new();
    let mut grid = Grid { rows: count, ..Grid::default() };
    for (index, (row, group_end)) in rows.into_iter().zip(ends).enumerate() {
        let mut at = row.skip.min(WIDEST);
        for cell in row.cells {
            if cell.continues
                && let Some(width) = extend_above(&mut grid, &mut columns, index, at)
            {
                at += width;
                continue;
            }
            while columns.get(at).is_some_and(|column| column.free_from > index) {
                at += 1;
            }
            let width = free_width(&columns, index, at, cell.column_span);
            if at + width > MOST_COLUMNS {
                return None;
            }
            let end = match cell.row_span {
                0 => group_end,
                span => index.saturating_add(span).min(group_end),
            };
            if columns.len() < at + width {
                columns.resize(at + width, Column::default());
            }
            for column in columns.iter_mut().skip(at).take(width) {
                *column = Column { free_from: end, owner: Some(grid.cells.len()) };
            }
            grid.cells.push(GridCell {
                row: index,
                column: at,
                row_span: end - index,
                column_span: width,
                text: cell.text,
                page: None,
            });
            at += width;
        }
    }
    trim(&mut grid, columns.len());
    (grid.rows.saturating_mul(grid.columns) <= most).then_some(grid)
}

/// For each row the first row behind its group.
fn group_ends(rows: &[Row]) -> Vec<usize> {
    let mut ends = vec![rows.len(); rows.len()];
    let mut end = rows.len();
    let mut group = rows.last().map_or(0, |row| row.group);
    for (index, (row, slot)) in rows.iter().zip(&mut ends).enumerate().rev() {
        if row.group != group {
            group = row.group;
            end = index + 1;
        }
        *slot = end;
    }
    ends
}

/// Adds a row to the cell above the position, if there is one that begins in its column; gives its width.
fn extend_above(grid: &mut Grid, columns: &mut [Column], row: usize, at: usize) -> Option<usize> {
    let owner = columns.get(at)?.owner?;
    let cell = grid.cells.get_mut(owner)?;
    if cell.column != at || cell.row + cell.row_span != row {
        return None;
    }
    cell.row_span += 1;
    let width = cell.column_span;
    for column in columns.iter_mut().skip(at).take(width) {
        column.free_from = row + 1;
    }
    Some(width)
}

/// The columns from `at` on that a cell may take: its span, cut where another cell is in the way.
fn free_width(columns: &[Column], row: usize, at: usize, span: usize) -> usize {
    let span = span.clamp(1, WIDEST);
    columns.iter().skip(at).take(span).position(|column| column.free_from > row).unwrap_or(span)
}

/// Sets the width, without the columns that belong to absurd spans alone.
fn trim(grid: &mut Grid, width: usize) {
    let begun = grid.cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
    grid.columns = if width > 2 * begun + 20 { begun } else { width };
    for cell in &mut grid.cells {
        cell.column_span = cell.column_span.min(grid.columns - cell.column);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row_span: usize, column_span: usize, text: &str) -> Cell {
        Cell { row_span, column_span, text: text.to_owned(), continues: false }
    }

    fn row(cells: Vec<Cell>) -> Row {
        Row { cells, ..Row::default() }
    }

    fn owned_once(grid: &Grid) {
        for row in 0..grid.rows {
            for column in 0..grid.columns {
                let owners = grid.cells.iter().filter(|cell| {
                    (cell.row..cell.row + cell.row_span).contains(&row)
                        && (cell.column..cell.column + cell.column_span).contains(&column)
                });
                assert!(owners.count() <= 1, "{row}, {column}");
            }
        }
        for cell in &grid.cells {
            assert!(cell.row + cell.row_span <= grid.rows && cell.column + cell.column_span <= grid.columns);
        }
    }

    #[test]
    fn cells_stand_beside_those_that_span_rows() {
        let rows =
            vec![row(vec![cell(2, 1, "a"), cell(1, 2, "b")]), row(vec![cell(1, 1, "c"), cell(1, 1, "d")])];
        let grid = lay_out(rows, 100).expect("small");
        assert_eq!((grid.rows, grid.columns), (2, 3));
        assert_eq!(grid.at(1, 0).map(|cell| cell.text.as_str()), Some("a"));
        assert_eq!(grid.at(1, 2).map(|cell| cell.text.as_str()), Some("d"));
        owned_once(&grid);
    }

    #[test]
    fn overlapping_and_absurd_spans_are_cut() {
        let rows = vec![
            row(vec![cell(1, 1, "a"), cell(65_534, 1, "b"), cell(1, 1, "c")]),
            row(vec![cell(0, 1000, "d"), cell(1, 1000, "e")]),
            row(vec![cell(1, 1, "f")]),
        ];
        let grid = lay_out(rows, 100).expect("small");
        assert_eq!((grid.rows, grid.columns), (3, 3));
        assert_eq!(grid.at(2, 1).map(|cell| cell.text.as_str()), Some("b"));
        assert_eq!(grid.at(2, 2).map(|cell| cell.text.as_str()), Some("f"));
        owned_once(&grid);
    }

    #[test]
    fn row_spans_end_with_their_group() {
        let mut second = row(vec![cell(1, 1, "c")]);
        second.group = 1;
        let grid = lay_out(vec![row(vec![cell(5, 1, "a"), cell(1, 1, "b")]), second], 100).expect("small");
        assert_eq!(grid.at(1, 0).map(|cell| cell.text.as_str()), Some("c"));
    }

    #[test]
    fn too_many_positions_are_refused() {
        assert!(lay_out(vec![row(vec![cell(1, 1, ""); 30]); 30], 899).is_none());
        assert!(lay_out(vec![row(vec![cell(1, 1000, ""); 30])], usize::MAX).is_none());
    }
}
