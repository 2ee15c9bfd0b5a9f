//! Tables that come without their cells' borders: every cell a paragraph of its own, as a page's text is
//! copied or as a table is built of other elements than a table's. The rows are put together again.

use super::cell::{Measure, shape};
use super::columns::WIDTH;
use super::labels::fold;
use super::{rows, table2};
use crate::ingest::document::{Block, Document, Grid, GridCell, Paragraph};

/// Longest label, in characters.
const LONGEST: usize = 80;
/// Rows of table 3 that must be there whole before a text counts as its cells.
const FEWEST: usize = 3;

/// A column behind all that a table has.
const ASIDE: usize = 20;

/// The blocks, runs of paragraphs that are cells as grids; `None` if there are none.
pub(super) fn regroup(document: &Document) -> Option<Vec<Block>> {
    let runs = document.blocks.chunk_by(|a, b| is_cell(a) && is_cell(b));
    let mut blocks = Vec::new();
    let mut any = false;
    for run in runs {
        let cells: Vec<&Paragraph> = run.iter().filter_map(paragraph).collect();
        match Some(cells).filter(|cells| cells.len() > WIDTH).and_then(|cells| grid(&cells)) {
            Some(grid) => {
                any = true;
                blocks.push(Block::Grid(grid));
            }
            None => blocks.extend_from_slice(run),
        }
    }
    any.then_some(blocks)
}

fn paragraph(block: &Block) -> Option<&Paragraph> {
    match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Grid(_) => None,
    }
}

fn is_cell(block: &Block) -> bool {
    paragraph(block).is_some_and(|p| !p.text.ends_with('。') && p.text.chars().count() <= LONGEST)
}

fn is_figure(paragraph: &Paragraph) -> bool {
    let shape = shape(&paragraph.text, Measure::Count);
    shape.is_value() && shape.is_filled()
}

/// The rows of cells that follow each other: a label and the figures behind it, or headings.
fn grid(cells: &[&Paragraph]) -> Option<Grid> {
    let mut rows: Vec<Vec<&Paragraph>> = Vec::new();
    let mut rest = cells;
    while let Some((first, behind)) = rest.split_first() {
        let figures = behind.iter().take_while(|cell| is_figure(cell)).count();
        let headings = rest.iter().take_while(|cell| table2::is_heading(&cell.text)).count();
        // The last heading of table 2 is followed by a label, never by a figure.
        let count = if is_figure(first) { 1 } else { headings.max(figures + 1) };
        let (row, others) = rest.split_at_checked(count)?;
        rows.push(row.to_vec());
        rest = others;
    }
    let sums: Vec<bool> = rows.iter().filter_map(|row| adds_up(row)).collect();
    let whole = sums.iter().filter(|holds| **holds).count();
    // In another order than the form's the applicants would not sum to the last figure.
    (whole >= FEWEST && whole * 5 >= sums.len() * 4).then(|| laid_out(&rows))
}

/// Whether the applicants of a row of table 3 sum to its last figure; `None` if it is no row of seven.
fn adds_up(row: &[&Paragraph]) -> Option<bool> {
    let (label, figures) = row.split_first().filter(|(_, figures)| figures.len() == WIDTH)?;
    let known = rows::labels(&label.text).into_iter().any(|label| rows::hit(&label).is_some());
    let mut values = figures.iter().map(|f| shape(&f.text, Measure::Count).value().unwrap_or(0.0));
    let total = values.next_back()?;
    known.then(|| (values.sum::<f64>() - total).abs() < 1e-6)
}

fn laid_out(rows: &[Vec<&Paragraph>]) -> Grid {
    let place = rows.first().and_then(|row| row.first()).map(|cell| cell.place).unwrap_or_default();
    let mut grid = Grid { rows: rows.len(), place, ..Grid::default() };
    let mut headings = 0;
    for (row, cells) in rows.iter().enumerate() {
        let of_heading = cells.iter().filter(|c| table2::is_heading(&c.text) && fold(&c.text) != "信息内容");
        let of_heading = of_heading.count();
        headings = if of_heading > 0 { of_heading } else { headings };
        let is_two = cells.first().is_some_and(|label| table2::is_row(&label.text));
        let wanted = if is_two { headings } else { WIDTH };
        // Blank cells leave no trace: figures that are too few stand in columns of nobody.
        let apart = if of_heading == 0 && (2..=wanted).contains(&cells.len()) { ASIDE } else { 0 };
        let column_of = |index: usize| if index > 0 { index + apart } else { 0 };
        grid.columns = grid.columns.max(column_of(cells.len()));
        grid.cells.extend(cells.iter().enumerate().map(|(index, cell)| GridCell {
            row,
            column: column_of(index),
            row_span: 1,
            column_span: 1,
            text: cell.text.clone(),
            page: cell.place.page,
        }));
    }
    grid
}
