//! Lines and nested tables, as markup gives them, into blocks: shared by the readers of html and docx.
//!
//! A table that contains tables, or has one cell, or one column with several lines in a cell, is there for
//! the layout of the page: its contents are blocks of their own. All others are grids.

use crate::error::Result;
use crate::ingest::document::{Block, Document, Grid, Paragraph, Place};

use super::characters::{raised, squeeze};
use super::grid::{self, Row};
use super::{Source, failure, text};

/// Tables inside tables that are read; a page's layout has some five.
const DEEPEST: usize = 64;

/// A block whose place is not yet known.
#[derive(Debug)]
enum Draft {
    Line(Line),
    Grid(Grid),
}

/// A line of text.
#[derive(Debug, Default)]
struct Line {
    text: String,
    /// Part of it is a link.
    linked: bool,
    /// It has letters outside links, or is a heading.
    own: bool,
    /// Letters outside links that name a reader's position on the site are none.
    outside: String,
    /// The text with its tabs and blanks, where they are set to be seen.
    set: Option<String>,
}

#[derive(Debug, Default)]
struct Cell {
    row_span: usize,
    column_span: usize,
    continues: bool,
    joins: bool,
    blocks: Vec<Draft>,
}

#[derive(Debug, Default)]
struct TableRow {
    skip: usize,
    group: usize,
    dropped: bool,
    cells: Vec<Cell>,
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<TableRow>,
    group: usize,
    /// The last cell of the last row is open.
    open: bool,
}

/// Takes text and tables in reading order.
pub(super) struct Blocks<'a> {
    source: Source<'a>,
    done: Vec<Draft>,
    tables: Vec<Table>,
    line: Line,
    asides: Vec<Line>,
    links: usize,
    headings: usize,
    raised: usize,
    cells: usize,
    positions: usize,
    lines: usize,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(source: Source<'a>) -> Self {
        Self {
            source,
            done: Vec::new(),
            tables: Vec::new(),
            line: Line::default(),
            asides: Vec::new(),
            links: 0,
            headings: 0,
            raised: 0,
            cells: 0,
            positions: 0,
            lines: 0,
        }
    }

    /// Adds text to the line.
    pub(super) fn text(&mut self, text: &str) {
        let from = self.line.text.len();
        if self.raised > 0 {
            self.line.text.extend(text.chars().map(raised));
        } else {
            self.line.text.push_str(text);
        }
        if let (Some(set), Some(added)) = (&mut self.line.set, self.line.text.get(from..)) {
            set.push_str(added);
        }
        if self.links > 0 {
            self.line.linked |= text.chars().any(char::is_alphabetic);
        } else {
            self.line.outside.extend(text.chars().filter(|c| c.is_alphabetic()));
        }
        self.line.own |= self.headings > 0;
    }

    /// Adds text whose tabs and blanks are to be seen.
    pub(super) fn text_as_set(&mut self, text: &str) {
        if self.line.set.is_none() && (text.contains(['\t', '|', '｜', '│']) || text.trim().contains("  "))
        {
            self.line.set = Some(self.line.text.clone());
        }
        self.text(text);
    }

    /// Ends the line, if there is one.
    pub(super) fn end_line(&mut self) -> Result<()> {
        let mut line = std::mem::take(&mut self.line);
        line.text = squeeze(&line.text);
        line.own |= !line.outside.is_empty() && !is_position(&line.outside);
        line.outside = String::new();
        if line.text.is_empty() {
            return Ok(());
        }
        self.lines += 1;
        if self.lines > self.source.limits.paragraphs {
            return Err(failure::too_many_paragraphs(self.source));
        }
        self.container().push(Draft::Line(line));
        Ok(())
    }

    pub(super) fn open_link(&mut self) {
        self.links += 1;
    }

    pub(super) fn close_link(&mut self) {
        self.links = self.links.saturating_sub(1);
    }

    pub(super) fn open_heading(&mut self) {
        self.headings += 1;
    }

    pub(super) fn close_heading(&mut self) {
        self.headings = self.headings.saturating_sub(1);
    }

    /// Begins raised text, or ends it.
    pub(super) fn raise(&mut self, begins: bool) {
        self.raised = if begins { self.raised + 1 } else { self.raised.saturating_sub(1) };
    }

    /// Begins text that stands beside the line: a text box.
    pub(super) fn open_aside(&mut self) {
        self.asides.push(std::mem::take(&mut self.line));
    }

    /// Ends it and goes back to the line.
    pub(super) fn close_aside(&mut self) -> Result<()> {
        self.end_line()?;
        self.line = self.asides.pop().unwrap_or_default();
        Ok(())
    }

    pub(super) fn open_table(&mut self) -> Result<()> {
        self.end_line()?;
        if self.tables.len() >= DEEPEST {
            return Err(failure::tangled(self.source));
        }
        self.tables.push(Table::default());
        Ok(())
    }

    /// Begins a group of rows.
    pub(super) fn open_group(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.group += 1;
        }
    }

    pub(super) fn open_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.open = false;
            table.rows.push(TableRow { group: table.group, ..TableRow::default() });
        }
    }

    /// The row leaves out columns before its first cell.
    pub(super) fn skip_columns(&mut self, columns: usize) {
        if let Some(row) = self.tables.last_mut().and_then(|table| table.rows.last_mut()) {
            row.skip = columns;
        }
    }

    /// The row does not belong to the document.
    pub(super) fn drop_row(&mut self) {
        if let Some(row) = self.tables.last_mut().and_then(|table| table.rows.last_mut()) {
            row.dropped = true;
        }
    }

    pub(super) fn open_cell(&mut self, row_span: usize, column_span: usize) -> Result<()> {
        self.end_line()?;
        self.cells += 1;
        if self.cells > self.source.limits.cells {
            return Err(failure::too_many_cells(self.source));
        }
        if let Some(table) = self.tables.last_mut() {
            if table.rows.is_empty() {
                table.rows.push(TableRow::default());
            }
            if let Some(row) = table.rows.last_mut() {
                row.cells.push(Cell { row_span, column_span, ..Cell::default() });
                table.open = true;
            }
        }
        Ok(())
    }

    /// Sets the columns that the open cell spans.
    pub(super) fn span_columns(&mut self, columns: usize) {
        if let Some(cell) = self.cell() {
            cell.column_span = columns;
        }
    }

    /// The open cell continues the one above it.
    pub(super) fn continue_above(&mut self) {
        if let Some(cell) = self.cell() {
            cell.continues = true;
        }
    }

    /// The open cell continues the one before it.
    pub(super) fn continue_before(&mut self) {
        if let Some(cell) = self.cell() {
            cell.joins = true;
        }
    }

    pub(super) fn close_cell(&mut self) -> Result<()> {
        self.end_line()?;
        if let Some(table) = self.tables.last_mut() {
            table.open = false;
            if let Some(row) = table.rows.last_mut()
                && row.cells.len() > 1
                && row.cells.last().is_some_and(|cell| cell.joins)
                && let Some(joined) = row.cells.pop()
                && let Some(before) = row.cells.last_mut()
            {
                before.column_span = before.column_span.saturating_add(joined.column_span);
                before.blocks.extend(joined.blocks);
            }
        }
        Ok(())
    }

    pub(super) fn close_table(&mut self) -> Result<()> {
        self.end_line()?;
        let Some(table) = self.tables.pop() else { return Ok(()) };
        let rows: Vec<TableRow> = table.rows.into_iter().filter(|row| !row.dropped).collect();
        if is_layout(&rows) {
            let blocks = rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks);
            self.container().extend(blocks);
            return Ok(());
        }
        let lines = || {
            let cells = rows.iter().flat_map(|row| &row.cells);
            cells.flat_map(|cell| &cell.blocks).filter_map(|block| match block {
                Draft::Line(line) => Some(line),
                Draft::Grid(_) => None,
            })
        };
        if lines().next().is_none() || lines().all(Line::is_navigation) {
            return Ok(());
        }
        let rows = rows.into_iter().map(|row| Row {
            skip: row.skip,
            group: row.group,
            cells: row.cells.into_iter().map(grid_cell).collect(),
        });
        let rest = self.source.limits.cells.saturating_sub(self.positions);
        let grid = grid::lay_out(rows.collect(), rest).ok_or_else(|| failure::too_many_cells(self.source))?;
        self.positions += grid.rows * grid.columns;
        self.container().push(Draft::Grid(grid));
        Ok(())
    }

    /// The document; tables that are still open end here.
    pub(super) fn finish(mut self) -> Result<Document> {
        while !self.asides.is_empty() {
            self.close_aside()?;
        }
        while !self.tables.is_empty() {
            self.close_table()?;
        }
        self.end_line()?;
        let mut blocks = Vec::new();
        let seen = self.done.into_iter().filter(|d| !matches!(d, Draft::Line(line) if line.is_navigation()));
        let mut lines: Vec<Line> = Vec::new();
        for draft in seen {
            match draft {
                Draft::Line(line) => lines.push(line),
                Draft::Grid(grid) => {
                    blocks.extend(paragraphs(self.source, std::mem::take(&mut lines))?);
                    blocks.push(Block::Grid(grid));
                }
            }
        }
        blocks.extend(paragraphs(self.source, lines)?);
        let (mut paragraphs, mut grids) = (0, 0);
        for block in &mut blocks {
            let (place, count) = match block {
                Block::Paragraph(paragraph) => (&mut paragraph.place, &mut paragraphs),
                Block::Grid(grid) => (&mut grid.place, &mut grids),
            };
            *count += 1;
            *place = Place { page: None, line: Some(*count) };
        }
        Ok(Document { blocks, ..Document::default() })
    }

    /// The open cell of the innermost table.
    fn cell(&mut self) -> Option<&mut Cell> {
        self.tables.last_mut().filter(|table| table.open)?.rows.last_mut()?.cells.last_mut()
    }

    /// Where blocks go: the innermost open cell, or the document. Text of a table outside its cells, a
    /// caption, comes before it.
    fn container(&mut self) -> &mut Vec<Draft> {
        let open = self.tables.iter_mut().rev().filter(|table| table.open);
        open.filter_map(|table| table.rows.last_mut()?.cells.last_mut())
            .map(|cell| &mut cell.blocks)
            .next()
            .unwrap_or(&mut self.done)
    }
}

impl Line {
    /// A line of links, `首页 > 政府信息公开 > 年报`: no sentence is one.
    fn is_navigation(&self) -> bool {
        self.linked && !self.own && !self.text.contains('。')
    }
}

/// Lines as paragraphs; those that are set with tabs or blanks may be tables, as in a text file.
fn paragraphs(source: Source<'_>, lines: Vec<Line>) -> Result<Vec<Block>> {
    if lines.iter().all(|line| line.set.is_none()) {
        let paragraph = |line: Line| Block::Paragraph(Paragraph { text: line.text, place: Place::default() });
        return Ok(lines.into_iter().map(paragraph).collect());
    }
    let texts: Vec<&str> = lines.iter().map(|line| line.set.as_deref().unwrap_or(&line.text)).collect();
    text::blocks(source, texts.into_iter())
}

/// Whether words outside links only say where on a site a page is.
fn is_position(outside: &str) -> bool {
    ["位置", "您现在的位置", "您的位置", "你的位置", "您所在的位置", "所在位置", "当前位置", "当前所在位置"]
        .contains(&outside)
}

fn is_layout(rows: &[TableRow]) -> bool {
    let cells = || rows.iter().flat_map(|row| &row.cells);
    if cells().any(|cell| cell.blocks.iter().any(|block| matches!(block, Draft::Grid(_)))) {
        // A table of figures into a cell of which a small table was pasted stays one.
        return rows
            .iter()
            .filter(|row| row.cells.iter().filter(|cell| cell.is_plain()).count() >= 3)
            .count()
            < 3;
    }
    let single = rows.iter().all(|row| row.cells.len() <= 1);
    cells().count() <= 1 || single && cells().any(|cell| cell.blocks.len() > 1)
}

impl Cell {
    /// Whether it has text that is no navigation, and nothing else.
    fn is_plain(&self) -> bool {
        !self.blocks.is_empty()
            && self.blocks.iter().all(|block| matches!(block, Draft::Line(line) if !line.is_navigation()))
    }
}

/// A cell of a grid: its lines, those of tables in it included, joined.
fn grid_cell(cell: Cell) -> grid::Cell {
    let lines = cell.blocks.into_iter().flat_map(|block| match block {
        Draft::Line(line) => vec![line.text],
        Draft::Grid(grid) => grid.cells.into_iter().map(|cell| cell.text).collect(),
    });
    let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    grid::Cell { row_span: cell.row_span, column_span: cell.column_span, continues: cell.continues, text }
}
