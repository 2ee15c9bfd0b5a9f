//! Real reports, and what can be done to them: tables that are torn, merged, spoilt; texts out of pieces.

use std::sync::LazyLock;

use arbitrary::Arbitrary;
use gongkai::ingest::document::{Block, Document, Grid, GridCell, Paragraph, Place};
use gongkai::ingest::read::{Limits, read};

/// Reports of several makes; those for which a reader is quick.
const REPORTS: [(&str, &[u8]); 7] = [
    ("a.txt", include_bytes!("../../tests/reports/tongxin_2022.txt")),
    ("b.txt", include_bytes!("../../tests/reports/baiyuan_2022.txt")),
    ("c.txt", include_bytes!("../../tests/reports/shiyu_2023.txt")),
    ("d.html", include_bytes!("../../tests/reports/yunting_2020.html")),
    ("e.html", include_bytes!("../../tests/reports/suqian_2023.html")),
    ("f.html", include_bytes!("../../tests/reports/shanghai_office_2019.html")),
    ("g.docx", include_bytes!("../../tests/reports/hongze_2024.docx")),
];
/// Sentences with every wording that is read.
const SENTENCES: &str = include_str!("../../tests/words/sentences.tsv");

/// Texts in which readers go wrong.
const ODD: [&str; 40] = [
    "",
    "/",
    "—",
    "无",
    "0",
    "1 0",
    "1\n0",
    "14,069",
    "１２，７３３",
    "11，398，889",
    "12 733",
    "251000元",
    "1.2亿元",
    "1.2万件",
    "22（其中修订16件）",
    "22①",
    "-5",
    "减少3",
    "零",
    "约16件",
    "18万余条",
    "1.2.3",
    "1O",
    "99999999999999999999",
    "0.1",
    "①",
    "㈠",
    "（一）",
    "七、",
    "总计",
    "合计",
    "自然人",
    "法人或其他组织",
    "其他",
    "结果",
    "维持",
    "小计",
    "\u{200b}",
    "（",
    "2022年",
];

static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let read = |(name, bytes): (&str, &[u8])| read(name, bytes, &Limits::default()).expect("a report");
    REPORTS.into_iter().map(read).collect()
});
static CELLS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let grids = DOCUMENTS.iter().flat_map(|document| &document.blocks).filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Paragraph(_) => None,
    });
    let mut texts: Vec<&str> = grids.flat_map(|grid| &grid.cells).map(|cell| cell.text.as_str()).collect();
    texts.sort_unstable();
    texts.dedup();
    texts
});
static PIECES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let paragraphs = DOCUMENTS.iter().flat_map(|document| &document.blocks).filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
        Block::Grid(_) => None,
    });
    let sentences = SENTENCES.lines().filter_map(|line| line.split('\t').next());
    let mut pieces: Vec<&str> = paragraphs
        .chain(sentences)
        .flat_map(|text| text.split_inclusive(['，', '。', '；', '、', '：']))
        .collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
});

fn pick<'a, T>(list: &'a [T], index: u16) -> Option<&'a T> {
    list.get(usize::from(index).checked_rem(list.len())?)
}

/// The text of a cell, or a piece of one.
#[derive(Arbitrary, Debug)]
pub enum Text {
    Cell(u16),
    Piece(u16),
    Odd(u8),
    Number(u32),
    Free(String),
    /// Two texts below each other.
    Lines(Box<(Text, Text)>),
    /// The first characters of a text.
    Torn(Box<Text>, u8),
}

impl Text {
    fn written(&self) -> String {
        match self {
            Self::Cell(index) => pick(&CELLS, *index).map_or_else(String::new, |text| (*text).to_owned()),
            Self::Piece(index) => pick(&PIECES, *index).map_or_else(String::new, |text| (*text).to_owned()),
            Self::Odd(index) => {
                pick(&ODD, u16::from(*index)).map_or_else(String::new, |text| (*text).to_owned())
            }
            Self::Number(number) => number.to_string(),
            Self::Free(text) => text.clone(),
            Self::Lines(two) => format!("{}\n{}", two.0.written(), two.1.written()),
            Self::Torn(text, length) => text.written().chars().take(usize::from(*length)).collect(),
        }
    }
}

/// Nothing, a real report or one table of it, and what is done to it.
#[derive(Arbitrary, Debug)]
pub struct Tables {
    base: Option<(u8, Option<u8>)>,
    edits: Vec<Edit>,
}

/// A change to one table, or to the blocks.
#[derive(Arbitrary, Debug)]
enum Edit {
    Add(Vec<Vec<Text>>),
    Say(u8, Text),
    Remove(u8),
    Move(u8, u8),
    Copy(u8, u8),
    /// The text of a cell.
    Write(u8, u16, Text),
    DropRow(u8, u8),
    DropColumn(u8, u8),
    RepeatRow(u8, u8),
    /// A cell over more rows and columns, or fewer.
    Span(u8, u16, u8, u8),
    /// A table torn in two.
    Split(u8, u8),
    /// A table and the one behind it as one.
    Join(u8),
}

impl Tables {
    pub fn document(&self) -> Document {
        let (report, table) = self.base.unzip();
        let mut document =
            report.and_then(|index| pick(&DOCUMENTS, index.into())).cloned().unwrap_or_default();
        if let Some((place, _)) = table.flatten().and_then(|index| nth_grid(&document.blocks, index)) {
            document.blocks = document.blocks.drain(place.saturating_sub(1)..=place).collect();
        }
        for edit in &self.edits {
            apply(&mut document.blocks, edit);
        }
        document
    }
}

fn apply(blocks: &mut Vec<Block>, edit: &Edit) {
    let count = blocks.len();
    let at = |index: u8| usize::from(index).checked_rem(count).unwrap_or_default();
    match edit {
        Edit::Add(rows) => blocks.push(Block::Grid(grid(rows))),
        Edit::Say(index, text) => blocks.insert(at(*index), paragraph(text.written())),
        Edit::Remove(index) if count > 0 => drop(blocks.remove(at(*index))),
        Edit::Move(from, to) if count > 0 => blocks.swap(at(*from), at(*to)),
        Edit::Copy(from, to) if (1..60).contains(&count) => blocks.insert(at(*to), blocks[at(*from)].clone()),
        Edit::Split(index, row) => {
            let Some((place, grid)) = nth_grid(blocks, *index) else { return };
            let row = usize::from(*row) % (grid.rows + 1);
            let (mut head, mut tail) = (Grid { rows: row, ..grid.clone() }, grid.clone());
            head.cells.retain(|cell| cell.row < row);
            tail.cells.retain(|cell| cell.row >= row);
            tail.cells.iter_mut().for_each(|cell| cell.row -= row);
            tail.rows -= row;
            blocks[place] = Block::Grid(tidy(head));
            blocks.insert(place + 1, Block::Grid(tidy(tail)));
        }
        Edit::Join(index) => {
            let Some((place, first)) = nth_grid(blocks, *index) else { return };
            let Some(Block::Grid(second)) = blocks.get(place + 1) else { return };
            let mut both = first.clone();
            both.cells.extend(
                second.cells.iter().map(|cell| GridCell { row: cell.row + first.rows, ..cell.clone() }),
            );
            (both.rows, both.columns) = (first.rows + second.rows, first.columns.max(second.columns));
            blocks[place] = Block::Grid(tidy(both));
            blocks.remove(place + 1);
        }
        Edit::Write(index, ..)
        | Edit::DropRow(index, _)
        | Edit::DropColumn(index, _)
        | Edit::RepeatRow(index, _)
        | Edit::Span(index, ..) => {
            let Some((place, grid)) = nth_grid(blocks, *index) else { return };
            blocks[place] = Block::Grid(tidy(changed(grid.clone(), edit)));
        }
        _ => {}
    }
}

fn changed(mut grid: Grid, edit: &Edit) -> Grid {
    let cells = grid.cells.len().max(1);
    match edit {
        Edit::Write(_, cell, text) => {
            if let Some(cell) = grid.cells.get_mut(usize::from(*cell) % cells) {
                cell.text = text.written().trim().to_owned();
            }
        }
        Edit::Span(_, cell, rows, columns) => {
            if let Some(cell) = grid.cells.get_mut(usize::from(*cell) % cells) {
                (cell.row_span, cell.column_span) = (usize::from(*rows), usize::from(*columns));
            }
        }
        Edit::DropRow(_, row) => {
            let row = usize::from(*row) % grid.rows.max(1);
            grid.cells.retain(|cell| cell.row != row);
            grid.cells.iter_mut().filter(|cell| cell.row > row).for_each(|cell| cell.row -= 1);
            grid.rows = grid.rows.saturating_sub(1);
        }
        Edit::DropColumn(_, column) => {
            let column = usize::from(*column) % grid.columns.max(1);
            grid.cells.retain(|cell| cell.column != column);
            grid.cells.iter_mut().filter(|cell| cell.column > column).for_each(|cell| cell.column -= 1);
            grid.columns = grid.columns.saturating_sub(1);
        }
        Edit::RepeatRow(_, row) if grid.rows < 100 => {
            let row = usize::from(*row) % grid.rows.max(1);
            let copies: Vec<GridCell> = grid.cells.iter().filter(|cell| cell.row == row).cloned().collect();
            grid.cells.iter_mut().filter(|cell| cell.row > row).for_each(|cell| cell.row += 1);
            grid.cells.extend(copies.into_iter().map(|cell| GridCell { row: row + 1, ..cell }));
            grid.rows += 1;
        }
        _ => {}
    }
    grid
}

fn nth_grid(blocks: &[Block], index: u8) -> Option<(usize, &Grid)> {
    let grids: Vec<(usize, &Grid)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(place, block)| match block {
            Block::Grid(grid) => Some((place, grid)),
            Block::Paragraph(_) => None,
        })
        .collect();
    pick(&grids, u16::from(index)).copied()
}

/// The grid as a reader would give it: cells inside it, in order, none over another.
fn tidy(mut grid: Grid) -> Grid {
    let mut taken = vec![false; grid.rows * grid.columns];
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    let (rows, columns) = (grid.rows, grid.columns);
    grid.cells.retain_mut(|cell| {
        if cell.row >= rows || cell.column >= columns || taken[cell.row * columns + cell.column] {
            return false;
        }
        cell.row_span = cell.row_span.clamp(1, rows - cell.row);
        cell.column_span = cell.column_span.clamp(1, columns - cell.column);
        let free = (cell.row..cell.row + cell.row_span).all(|row| {
            taken[row * columns..][cell.column..cell.column + cell.column_span].iter().all(|t| !t)
        });
        if !free {
            (cell.row_span, cell.column_span) = (1, 1);
        }
        for row in cell.row..cell.row + cell.row_span {
            taken[row * columns..][cell.column..cell.column + cell.column_span].fill(true);
        }
        true
    });
    grid
}

fn grid(rows: &[Vec<Text>]) -> Grid {
    let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
        texts.iter().enumerate().map(move |(column, text)| GridCell {
            row,
            column,
            row_span: 1,
            column_span: 1,
            text: text.written().trim().to_owned(),
            page: None,
        })
    });
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    Grid { rows: rows.len(), columns, cells: cells.collect(), place: Place::default() }
}

/// A text out of pieces, one list a paragraph, with what its file says of itself.
#[derive(Arbitrary, Debug)]
pub struct Words {
    pub year: Option<u8>,
    title: Option<Text>,
    published: Option<Text>,
    paragraphs: Vec<Vec<Text>>,
}

impl Words {
    pub fn document(&self) -> Document {
        let texts = self.paragraphs.iter().map(|pieces| pieces.iter().map(Text::written).collect::<String>());
        Document {
            blocks: texts.filter(|text| !text.trim().is_empty()).map(paragraph).collect(),
            title: self.title.as_ref().map(Text::written),
            published: self.published.as_ref().map(Text::written),
        }
    }
}

fn paragraph(text: String) -> Block {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Block::Paragraph(Paragraph { text, place: Place::default() })
}
