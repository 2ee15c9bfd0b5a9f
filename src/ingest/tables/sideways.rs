//! A table 3 that lies on its side: a row for each applicant, a column for each outcome.

use std::collections::BTreeSet;

use super::cell::{Measure, shape};
use super::columns::applicant;
use crate::ingest::document::{Grid, GridCell};

/// Figures beside each applicant; blanks are none.
const FEWEST: usize = 3;

fn figures(grid: &Grid, row: usize) -> usize {
    let of_row = grid.cells.iter().filter(|cell| cell.row == row);
    of_row.filter(|cell| shape(&cell.text, Measure::Count).is_filled()).count()
}

/// The grid with rows and columns changed round, if its applicants stand below each other.
pub(super) fn upright(grid: &Grid) -> Option<Grid> {
    let mut by_column: Vec<(usize, usize, usize)> = grid
        .cells
        .iter()
        .filter_map(|cell| applicant(&cell.text).map(|name| (cell.column, cell.row, name)))
        .collect();
    by_column.sort_unstable();
    let lies = by_column.chunk_by(|a, b| a.0 == b.0).any(|column| {
        let names: BTreeSet<usize> = column.iter().map(|(_, _, name)| *name).collect();
        names.len() == 5
            && column.len() == 5
            && column.iter().all(|(_, row, _)| figures(grid, *row) >= FEWEST)
    });
    let beside = by_column
        .iter()
        .any(|(column, row, _)| by_column.iter().any(|(other, same, _)| same == row && other != column));
    if !lies || beside {
        return None;
    }
    let mut cells: Vec<GridCell> = grid
        .cells
        .iter()
        .map(|cell| GridCell {
            row: cell.column,
            column: cell.row,
            row_span: cell.column_span,
            column_span: cell.row_span,
            ..cell.clone()
        })
        .collect();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    Some(Grid { rows: grid.columns, columns: grid.rows, cells, place: grid.place })
}
