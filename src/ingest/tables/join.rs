//! The document as lines, each given to the table that it belongs to, over the borders of grids and pages.
//!
//! A table is begun by what only its own header and rows say and continues until another begins or the
//! text goes on; a label torn out of its row stays a line of its own, in its place.

use std::collections::BTreeMap;

use super::cell::{Measure, shape};
use super::columns;
use super::labels::fold;
use super::{flow, rows, sideways, table2, table4};
use crate::ingest::document::{Block, Document, Grid, GridCell, Paragraph};
use crate::schema::Part;

/// Longest paragraph, in characters, that may stand inside a table: a torn label, a page's footer.
const LONGEST_PIECE: usize = 80;

/// Most lines of a table, torn ones included, some hundred in a report; what follows belongs to none.
const MOST_LINES: usize = 600;
/// Longest line, in bytes, that may be a row without borders.
const LONGEST_ROW: usize = 2000;
/// Tables of one kind that are read; a report that gives several regions has a few.
const MOST_TABLES: usize = 50;

/// A cell of a line.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its text.
    pub(super) text: String,
    /// First column, from 0.
    pub(super) column: usize,
    /// Columns that it covers.
    pub(super) span: usize,
    /// Rows that it covers, from this one.
    pub(super) rows: usize,
}

/// A row of a grid, or a paragraph between grids.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The grid that it belongs to, counted in the document; its columns mean the same in all its lines.
    pub(super) grid: usize,
    /// Row in the grid, from 0.
    pub(super) row: usize,
    /// Columns of the grid.
    pub(super) columns: usize,
    /// The page.
    pub(super) page: Option<u32>,
    /// Its cells from left to right.
    pub(super) pieces: Vec<Piece>,
}

impl Line {
    /// The texts of its cells that are not blank.
    pub(super) fn texts(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.pieces.iter().map(|p| p.text.trim()).filter(|t| !t.is_empty())
    }

    /// The whole line as text.
    pub(super) fn text(&self) -> String {
        self.texts().collect::<Vec<_>>().join(" ")
    }
}

/// The lines of each table; a table that begins anew is an instance of its own.
#[derive(Debug, Default)]
pub(super) struct Split {
    /// Lines of table 2.
    pub(super) two: Vec<Line>,
    /// Lines of table 3, by instance.
    pub(super) three: Vec<Vec<Line>>,
    /// Lines of table 4, by instance.
    pub(super) four: Vec<Vec<Line>>,
}

/// Gives every line to its table.
pub(super) fn split(document: &Document) -> Split {
    let mut sorter = Sorter::default();
    let regrouped = flow::regroup(document);
    for (index, block) in regrouped.as_ref().unwrap_or(&document.blocks).iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) => sorter.paragraph(index, paragraph),
            Block::Grid(grid) => match sideways::upright(grid) {
                Some(grid) => sorter.grid(index, &grid),
                None => sorter.grid(index, grid),
            },
        }
    }
    sorter.split
}

#[derive(Default)]
struct Sorter {
    split: Split,
    state: Option<Part>,
    /// The last row of the table was read: what follows in another block is something else.
    complete: bool,
}

impl Sorter {
    fn paragraph(&mut self, index: usize, paragraph: &Paragraph) {
        let text = fold(&paragraph.text);
        if let Some(part) = heading(&text) {
            self.enter(part);
            return;
        }
        if text.chars().count() > LONGEST_PIECE || ends_the_tables(&text) {
            self.state = None;
            return;
        }
        let piece = Piece { text: paragraph.text.clone(), column: 0, span: 1, rows: 1 };
        let line = Line { grid: index, row: 0, columns: 1, page: paragraph.place.page, pieces: vec![piece] };
        let line = spread(line);
        // Loose text belongs to a table only as long as that is not complete.
        if !self.complete {
            self.push(line);
        }
    }

    fn grid(&mut self, index: usize, grid: &Grid) {
        for (position, line) in lines(index, grid).into_iter().enumerate() {
            let text = fold(&line.text());
            if line.texts().count() == 1 {
                if let Some(part) = heading(&text) {
                    self.enter(part);
                    continue;
                }
                if ends_the_tables(&text) {
                    self.state = None;
                    continue;
                }
            }
            let line = spread(line);
            match anchor(&line) {
                Some(part) if self.state != Some(part) => self.enter(part),
                Some(part) if self.complete && begins_anew(&line, part) => self.enter(part),
                None if self.complete && position == 0 => self.state = None,
                _ => {}
            }
            self.push(line);
        }
    }

    fn enter(&mut self, part: Part) {
        self.state = Some(part);
        self.complete = false;
        let tables = match part {
            Part::Table3 => &mut self.split.three,
            Part::Table4 => &mut self.split.four,
            _ => return,
        };
        if tables.len() < MOST_TABLES {
            tables.push(Vec::new());
        } else {
            self.state = None;
        }
    }

    fn push(&mut self, line: Line) {
        match self.state {
            Some(Part::Table2) if self.split.two.len() < MOST_LINES => self.split.two.push(line),
            Some(Part::Table3) => {
                let last =
                    line.texts().any(|t| matches!(rows::hit(t), Some((rows::Hit::Row("carried_out"), _))));
                self.complete |= last;
                if let Some(lines) = self.split.three.last_mut().filter(|lines| lines.len() < MOST_LINES) {
                    lines.push(line);
                }
            }
            Some(Part::Table4) => {
                if let Some(lines) = self.split.four.last_mut().filter(|lines| lines.len() < MOST_LINES) {
                    lines.push(line);
                    self.complete = self.complete || table4::is_complete(lines);
                }
            }
            _ => {}
        }
    }
}

/// The rows of a grid as lines: every cell stands in the first row that it covers.
fn lines(index: usize, grid: &Grid) -> Vec<Line> {
    let mut by_row: BTreeMap<usize, Vec<&GridCell>> = BTreeMap::new();
    let blanks = blanks(grid);
    for cell in grid.cells.iter().chain(&blanks) {
        by_row.entry(cell.row).or_default().push(cell);
    }
    by_row
        .into_iter()
        .map(|(row, mut cells)| {
            cells.sort_by_key(|cell| cell.column);
            let pieces = cells
                .iter()
                .map(|cell| Piece {
                    text: cell.text.clone(),
                    column: cell.column,
                    span: cell.column_span.max(1),
                    rows: cell.row_span.max(1),
                })
                .collect();
            let page = cells.iter().find_map(|cell| cell.page).or(grid.place.page);
            Line { grid: index, row, columns: grid.columns, page, pieces }
        })
        .collect()
}

/// The blank cells of a grid whose format leaves them out, sheets and lines of text.
fn blanks(grid: &Grid) -> Vec<GridCell> {
    if grid.cells.iter().any(|cell| cell.text.is_empty()) {
        return Vec::new();
    }
    let mut free = vec![true; grid.rows.saturating_mul(grid.columns)];
    for cell in &grid.cells {
        for row in cell.row..cell.row + cell.row_span {
            let from = row * grid.columns + cell.column;
            free.iter_mut().skip(from).take(cell.column_span).for_each(|free| *free = false);
        }
    }
    // A row of one cell is a line of text, a torn label, and has no blanks.
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    grid.cells.iter().for_each(|cell| *rows.entry(cell.row).or_default() += 1);
    rows.retain(|_, cells| *cells > 1);
    let free = free.into_iter().enumerate().filter(|(_, free)| *free);
    let position = |(at, _): (usize, bool)| (at / grid.columns, at % grid.columns);
    let blank = |(row, column)| GridCell {
        row,
        column,
        row_span: 1,
        column_span: 1,
        text: String::new(),
        page: grid.place.page,
    };
    free.map(position).filter(|(row, _)| rows.contains_key(row)).map(blank).collect()
}

/// A line that is one cell, with its figures behind blanks: a label and at least three figures, or figures
/// alone. The cells that it would have had.
fn spread(line: Line) -> Line {
    let mut filled = line.pieces.iter().filter(|p| !p.text.trim().is_empty());
    let (Some(only), None) = (filled.next(), filled.next()) else { return unstick(line) };
    if only.text.len() > LONGEST_ROW {
        return line;
    }
    let words: Vec<&str> = only.text.split_whitespace().collect();
    let is_heading = |w: &&str| table2::is_heading(w) || table4::is_heading(w) || columns::is_heading(w);
    if words.len() > 1 && words.iter().all(is_heading) {
        return with_texts(&line, words.iter().map(|w| (*w).to_owned()));
    }
    let figures = words
        .iter()
        .rev()
        .take_while(|w| {
            let shape = shape(w, Measure::Count);
            shape.is_filled() && !matches!(shape, super::cell::Shape::Cut(_))
        })
        .count();
    let (label, values) = words.split_at(words.len() - figures);
    let label = label.join(" ");
    let known = rows::labels(&label)
        .into_iter()
        .any(|label| rows::hit(&label).is_some_and(|(hit, _)| rows::is_distinctive(hit)));
    if !(figures >= 5 || (figures >= 1 && table2::is_row(&label)) || (figures >= 3 && known)) {
        return line;
    }
    let first = std::iter::once(label.clone()).filter(|l| !l.is_empty());
    with_texts(&line, first.chain(values.iter().map(|v| (*v).to_owned())))
}

/// The line with other cells, one a column.
fn with_texts(line: &Line, texts: impl Iterator<Item = String>) -> Line {
    let pieces: Vec<Piece> =
        texts.enumerate().map(|(column, text)| Piece { text, column, span: 1, rows: 1 }).collect();
    Line { columns: pieces.len(), pieces, ..line.clone() }
}

/// A row whose first figure sticks to its label (`3.其他 8`), which the row is short of: the figure apart.
fn unstick(mut line: Line) -> Line {
    let is_value = |p: &Piece| shape(&p.text, Measure::Count).is_value();
    let Some(last) = line.pieces.iter().rposition(|p| !is_value(p)) else { return line };
    let figures = line.pieces.len() - last - 1;
    let Some(piece) = line.pieces.get(last).filter(|_| (1..columns::WIDTH).contains(&figures)) else {
        return line;
    };
    let Some((label, figure)) = piece.text.rsplit_once(char::is_whitespace) else { return line };
    if shape(figure, Measure::Count).value().is_none() || rows::hit(label).is_none() {
        return line;
    }
    let column = piece.column + piece.span - 1;
    let apart = Piece { text: figure.to_owned(), column, span: 1, rows: piece.rows };
    let label = label.trim_end().to_owned();
    if let Some(piece) = line.pieces.get_mut(last) {
        piece.text = label;
    }
    line.pieces.insert(last + 1, apart);
    line
}

/// The table that a heading opens; `None` if it is no heading.
fn heading(folded: &str) -> Option<Part> {
    let length = folded.chars().count();
    if length > 40 {
        return None;
    }
    let has = |word: &str| folded.contains(word);
    if has("主动公开政府信息情况") {
        return Some(Part::Table2);
    }
    if has("收到和处理政府信息公开申请") || has("收到和处理政府信息公开情况") {
        return Some(Part::Table3);
    }
    if has("行政复议") && has("行政诉讼") && has("情况") {
        return Some(Part::Table4);
    }
    None
}

fn ends_the_tables(folded: &str) -> bool {
    ["存在的主要问题", "存在的问题", "其他需要报告的事项", "需要报告的其他事项", "总体情况"]
        .iter()
        .any(|word| folded.contains(word))
}

/// The table that a line can only belong to.
fn anchor(line: &Line) -> Option<Part> {
    if table4::is_header(line) {
        return Some(Part::Table4);
    }
    if table2::is_header(line) {
        return Some(Part::Table2);
    }
    let distinctive =
        |t: &str| rows::hit(t).is_some_and(|(hit, score)| rows::is_distinctive(hit) && score >= 0.8);
    (columns::is_header(line) || line.texts().any(distinctive)).then_some(Part::Table3)
}

/// Whether a line begins a second table of the same kind.
fn begins_anew(line: &Line, part: Part) -> bool {
    match part {
        Part::Table3 => line.texts().any(|t| {
            fold(t).contains("勾稽关系") || matches!(rows::hit(t), Some((rows::Hit::Row("received_new"), _)))
        }),
        Part::Table4 => table4::is_header(line),
        _ => false,
    }
}
