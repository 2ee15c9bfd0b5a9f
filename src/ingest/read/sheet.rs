//! Workbooks and comma-separated files: each sheet a grid.

use std::io::Cursor;

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError};

use crate::error::{Error, Result};
use crate::ingest::document::{Block, Document, Grid, GridCell, Paragraph, Place};

use super::archive::Archive;
use super::named::NamedCells;
use super::{Source, failure};

/// A cell of a sheet by its absolute position.
struct Placed {
    row: u32,
    column: u32,
    text: String,
}

/// The document of a workbook: its visible sheets.
pub(super) fn workbook(source: Source<'_>, bytes: &[u8]) -> Result<Document> {
    Archive::open(source, bytes)?.measure()?;
    let damaged = |error| damaged(source, error);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let visible = book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    let mut document = Document::default();
    let mut fields = NamedCells::new(book.defined_names());
    let (mut positions, mut length) = (0_usize, 0_u64);
    for (index, name) in (1..).zip(&names) {
        let merged = match book.merge_cells_by_sheet_name(name) {
            Ok(merged) => merged,
            Err(XlsxError::WorksheetNotFound(_)) => continue, // a sheet that is a chart
            Err(error) => return Err(damaged(error)),
        };
        let mut reader = book.worksheet_cells_reader(name).map_err(damaged)?;
        let mut cells = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            let text = shown(cell.get_value());
            if text.is_empty() {
                continue;
            }
            // Shared texts are stored once and may stand in every cell.
            length += text.len() as u64;
            if length > source.limits.unpacked {
                return Err(failure::unpacks_too_large(source));
            }
            if cells.len() >= source.limits.cells {
                return Err(failure::too_many_cells(source));
            }
            fields.put(name, row, column, &text);
            cells.push(Placed { row, column, text });
        }
        let left = source.limits.cells.saturating_sub(positions);
        let grid = grid(cells, &merged, left).map_err(|TooMany| failure::too_many_cells(source))?;
        let Some(grid) = grid else { continue };
        positions += grid.rows * grid.columns;
        document.blocks.extend(parts(&Grid { place: Place { page: None, line: Some(index) }, ..grid }));
    }
    document.named = fields.into_cells();
    Ok(document)
}

/// The tables of a sheet, between its blank rows. Rows of one cell before and behind a table are titles, notes
/// and text, which a sheet has no other place for: they are paragraphs too. Rows keep their numbers.
fn parts(grid: &Grid) -> Vec<Block> {
    let mut texts: Vec<Vec<&str>> = vec![Vec::new(); grid.rows];
    let mut covered = vec![false; grid.rows];
    for cell in grid.cells.iter().filter(|cell| !cell.text.is_empty()) {
        texts.iter_mut().skip(cell.row).take(1).for_each(|row| row.push(&cell.text));
        covered.iter_mut().skip(cell.row).take(cell.row_span).for_each(|row| *row = true);
    }
    let is_wide = |row: &usize| texts.get(*row).is_some_and(|texts| texts.len() > 1);
    let place = grid.place;
    let paragraph = |row: &usize| {
        let text = texts.get(*row).and_then(|texts| texts.first());
        text.map(|text| Block::Paragraph(Paragraph { text: text.replace('\n', " "), place }))
    };
    let numbers: Vec<usize> = (0..grid.rows).collect();
    let is_covered = |row: &usize| covered.get(*row) == Some(&true);
    let mut cells = grid.cells.iter().peekable();
    let mut blocks = Vec::new();
    for part in numbers.chunk_by(|a, b| is_covered(a) && is_covered(b)) {
        let behind = part.last().map_or(0, |row| row + 1);
        let of_part = |cell: &&GridCell| cell.row < behind;
        let cells: Vec<GridCell> = std::iter::from_fn(|| cells.next_if(of_part)).cloned().collect();
        let first = part.iter().position(is_wide).unwrap_or(part.len());
        let last = part.iter().rposition(is_wide).map_or(part.len(), |last| last + 1);
        blocks.extend(part.iter().take(first).filter_map(paragraph));
        if cells.iter().any(|cell| !cell.text.is_empty()) {
            blocks.push(Block::Grid(Grid { rows: grid.rows, columns: grid.columns, cells, place }));
        }
        blocks.extend(part.iter().skip(last).filter_map(paragraph));
    }
    blocks
}

fn damaged(source: Source<'_>, error: XlsxError) -> Error {
    match error {
        XlsxError::Password => failure::encrypted(source.name),
        error => failure::damaged(source).with_source(error),
    }
}

/// A grid would have too many positions.
struct TooMany;

/// The used part of a sheet, unless it has more than `most` positions.
fn grid(mut cells: Vec<Placed>, merged: &[Dimensions], most: usize) -> Result<Option<Grid>, TooMany> {
    cells.sort_by_key(|cell| (cell.row, cell.column));
    cells.dedup_by_key(|cell| (cell.row, cell.column));
    let columns = cells.iter().map(|cell| cell.column);
    let (Some(first), Some(last), Some(left), Some(right)) =
        (cells.first(), cells.last(), columns.clone().min(), columns.max())
    else {
        return Ok(None);
    };
    let (top, bottom) = (first.row, last.row);
    let (rows, columns) = ((bottom - top) as usize + 1, (right - left) as usize + 1);
    let positions = rows.saturating_mul(columns);
    if positions > most {
        return Err(TooMany);
    }
    let mut taken = vec![false; positions];
    for cell in &cells {
        mark(&mut taken, (cell.row - top) as usize * columns + (cell.column - left) as usize);
    }
    let mut spans: Vec<&Dimensions> = merged.iter().collect();
    spans.sort_by_key(|area| area.start);
    let mut grid = Grid { rows, columns, ..Grid::default() };
    for Placed { row, column, text } in cells {
        let span = spans.binary_search_by_key(&(row, column), |area| area.start);
        let end = span.ok().and_then(|at| spans.get(at)).map_or((row, column), |area| area.end);
        let (below, behind) = (end.0.clamp(row, bottom) - row + 1, end.1.clamp(column, right) - column + 1);
        let (row, column) = ((row - top) as usize, (column - left) as usize);
        let area = || {
            let rows = row..row + below as usize;
            rows.flat_map(|row| (column..column + behind as usize).map(move |column| row * columns + column))
        };
        // A merge that reaches over another text would hide it: then there is none.
        let free = area().skip(1).all(|at| taken.get(at) == Some(&false));
        let (row_span, column_span) = if free { (below as usize, behind as usize) } else { (1, 1) };
        if free {
            area().for_each(|at| mark(&mut taken, at));
        }
        grid.cells.push(GridCell { row, column, row_span, column_span, text, page: None });
    }
    Ok(Some(grid))
}

fn mark(taken: &mut [bool], at: usize) {
    if let Some(position) = taken.get_mut(at) {
        *position = true;
    }
}

/// The text of a cell as a reader of the sheet would write it down.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => lines(text),
        DataRef::SharedString(text) => lines(text),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => date_text(date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A number with the 15 digits that a workbook shows at most: 0.1 + 0.2 is 0.3.
fn number_text(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    format!("{rounded}")
}

/// `2024-01-31`, with the time if there is one.
fn date_text(date: &ExcelDateTime) -> String {
    // Beyond the year 9999 there are no dates; the number is what can be said.
    if !date.is_datetime() || !(0.0..2_958_466.0).contains(&date.as_f64()) {
        return number_text(date.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = if (hour, minute, second) == (0, 0, 0) {
        String::new()
    } else {
        format!(" {hour:02}:{minute:02}:{second:02}")
    };
    format!("{year:04}-{month:02}-{day:02}{time}")
}

/// The lines of a cell without blank ones.
fn lines(text: &str) -> String {
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The document of a file of separated values.
pub(super) fn csv(source: Source<'_>, text: &str) -> Result<Document> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut grid = Grid { place: Place { page: None, line: Some(1) }, ..Grid::default() };
    let mut record = csv::StringRecord::new();
    let mut more = |record: &mut csv::StringRecord| {
        reader.read_record(record).map_err(|error| failure::damaged(source).with_source(error))
    };
    while more(&mut record)? {
        grid.rows += 1;
        grid.columns = grid.columns.max(record.len());
        if grid.rows.saturating_mul(grid.columns) > source.limits.cells {
            return Err(failure::too_many_cells(source));
        }
        for (column, field) in record.iter().enumerate() {
            grid.cells.push(GridCell {
                row: grid.rows - 1,
                column,
                row_span: 1,
                column_span: 1,
                text: lines(field),
                page: None,
            });
        }
    }
    Ok(Document { blocks: parts(&grid), ..Document::default() })
}

/// The sign that separates most fields in the first lines outside quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b'\t', 0), (b';', 0)];
    let mut quoted = false;
    for byte in text.bytes().take(8192) {
        quoted ^= byte == b'"';
        for (sign, count) in &mut counts {
            *count += usize::from(!quoted && byte == *sign);
        }
    }
    // The first of equals: a comma.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_a_workbook_shows_them() {
        for (number, text) in [(12.0, "12"), (0.1 + 0.2, "0.3"), (2041.5531, "2041.5531"), (-4.0, "-4")] {
            assert_eq!(number_text(number), text);
        }
    }

    #[test]
    fn the_separator_is_the_one_outside_quotes() {
        assert_eq!(separator("\"a,b,c\";1\n\"d\";2"), b';');
        assert_eq!(separator("a,b\t\n"), b',');
    }
}
