//! What every reader promises of its document, and what every figure promises of its text.

use gongkai::ingest::document::{Block, Document, Grid};
use gongkai::ingest::read::Limits;
use gongkai::ingest::reading::Read;

/// Holds a document against the promises of the neutral form.
pub fn check(document: &Document, limits: &Limits) {
    let (mut positions, mut paragraphs) = (0, 0);
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                assert!(!paragraph.text.trim().is_empty(), "a paragraph without text");
                paragraphs += 1;
            }
            Block::Grid(grid) => {
                check_grid(grid);
                positions += grid.rows * grid.columns;
            }
        }
    }
    assert!(positions <= limits.cells, "{positions} positions");
    assert!(paragraphs <= limits.paragraphs, "{paragraphs} paragraphs");
}

/// Every cell lies in its grid, and every position belongs to at most one.
fn check_grid(grid: &Grid) {
    let mut taken = vec![false; grid.rows * grid.columns];
    for cell in &grid.cells {
        assert!(cell.row_span > 0 && cell.column_span > 0, "a cell without extent");
        assert!(cell.row + cell.row_span <= grid.rows, "a cell below its grid");
        assert!(cell.column + cell.column_span <= grid.columns, "a cell beside its grid");
        for row in cell.row..cell.row + cell.row_span {
            for column in cell.column..cell.column + cell.column_span {
                let position = &mut taken[row * grid.columns + column];
                assert!(!*position, "two cells at row {row}, column {column}");
                *position = true;
            }
        }
    }
}

/// A figure that is given stands as digits in its text, whatever its unit; one made of others has no text.
pub fn check_figure(field: &str, read: &Read) {
    let Some(value) = read.value else { return };
    assert!(value.is_finite(), "{field}: {read:?}");
    let significant: String = format!("{value}").chars().filter(char::is_ascii_digit).collect();
    let significant = significant.trim_matches('0');
    let stands = if significant.is_empty() {
        digits(&read.text).contains('0') || says_none(&read.text)
    } else {
        digits(&read.text).contains(significant) || has_numeral(&read.text)
    };
    assert!(stands || read.text.is_empty() && read.rule == "sum_of_parts", "{field}: {read:?}");
}

/// All digits of a text, one after the other, of full width too.
fn digits(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
            _ => c.is_ascii_digit().then_some(c),
        })
        .collect()
}

/// Numbers in words: `十二次`, `两场`.
fn has_numeral(text: &str) -> bool {
    text.contains(['一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百'])
}

/// None in words: `零`, `未收到`, `没有`, `无`.
fn says_none(text: &str) -> bool {
    text.contains(['零', '〇', '未', '没', '无', '不', '均', '空', '○'])
}
