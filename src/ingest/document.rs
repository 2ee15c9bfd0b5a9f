//! What every reader of a source format gives: paragraphs and grids of cells, with their places.

/// A report as its file gives it, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its blocks, in reading order.
    pub blocks: Vec<Block>,
    /// The title that the file itself bears (`<title>`, document properties), which may be wrong.
    pub title: Option<String>,
    /// A date of publication that is named as such in the file's metadata, as it stands there.
    pub published: Option<String>,
    /// The cells that bear the name of a field: the file is a form that was filled in by hand.
    pub named: Vec<NamedCell>,
}

/// A cell of a workbook that bears the name of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedCell {
    /// The field of the dictionary.
    pub field: String,
    /// The cell's text, empty for a blank.
    pub text: String,
    /// Where it stands: `表三 Table 3!I7`.
    pub place: String,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line or a paragraph of text.
    Paragraph(Paragraph),
    /// A table.
    Grid(Grid),
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text, white space reduced to single blanks, never empty.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// Where a block stands in its file, as far as the format knows; counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The page.
    pub page: Option<u32>,
    /// The line of a text file, the paragraph or the table of others.
    pub line: Option<u32>,
}

/// A table as a grid: every position belongs to at most one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
    /// The cells, by row and column of their upper left corner.
    pub cells: Vec<GridCell>,
    /// Where the table begins.
    pub place: Place,
}

/// A cell of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridCell {
    /// Row of its upper left corner, from 0.
    pub row: usize,
    /// Column of its upper left corner, from 0.
    pub column: usize,
    /// Rows that it spans, at least 1.
    pub row_span: usize,
    /// Columns that it spans, at least 1.
    pub column_span: usize,
    /// Its text: the lines of the cell joined by `\n`, white space otherwise as read, trimmed; empty for a blank.
    pub text: String,
    /// The page on which it stands, where the format has pages.
    pub page: Option<u32>,
}

impl Grid {
    /// The cell that covers a position.
    pub fn at(&self, row: usize, column: usize) -> Option<&GridCell> {
        self.cells.iter().find(|cell| {
            (cell.row..cell.row + cell.row_span).contains(&row)
                && (cell.column..cell.column + cell.column_span).contains(&column)
        })
    }
}
