//! Tests of the table reader: the sample reports, random tables in random layouts, what is no table.

mod adversarial;
mod apart;
pub(in crate::ingest) mod layouts;
mod layouts2;
mod readers;
mod repairs;
mod samples;

use crate::ingest::document::{Block, Document, Grid, GridCell, Paragraph, Place};

/// A document of paragraphs and grids.
fn document(blocks: Vec<Block>) -> Document {
    Document { blocks, ..Document::default() }
}

pub(in crate::ingest) fn paragraph(text: &str) -> Block {
    Block::Paragraph(Paragraph { text: text.to_owned(), place: Place::default() })
}

/// A grid without spans, as text files give it: lines of cells between bars.
fn grid(lines: &[&str]) -> Block {
    let rows: Vec<Vec<&str>> = lines.iter().map(|l| l.split('|').map(str::trim).collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = rows.iter().enumerate().flat_map(|(row, cells)| {
        cells.iter().enumerate().map(move |(column, text)| GridCell {
            row,
            column,
            row_span: 1,
            column_span: 1,
            text: (*text).to_owned(),
            page: None,
        })
    });
    Block::Grid(Grid { rows: rows.len(), columns, cells: cells.collect(), ..Grid::default() })
}
