//! Lines into paragraphs, across the ends of pages too.

use super::geometry::{Direction, Rect};
use super::layout::{Item, LaidOut};
use super::lines::{self, Line};
use super::radicals::is_wide;
use crate::ingest::document::{Block, Paragraph, Place};

/// From the baseline of a line to that of the next, in units of the size.
const PITCH: f64 = 2.6;
/// A line that leaves less than this at the right margin, in units of the size, is full: punctuation that
/// must not begin a line takes a character along.
const FULL: f64 = 2.1;
/// A line that begins farther in than this begins a paragraph.
const INDENT: f64 = 1.2;

/// The blocks of all pages in reading order.
pub(super) fn blocks(pages: Vec<LaidOut>) -> Vec<Block> {
    let margins = Margins::new(&pages);
    let mut blocks: Vec<Block> = Vec::new();
    let mut last: Option<Line> = None;
    for page in pages {
        let mut first_on_page = true;
        for item in page.items {
            match item {
                Item::Table(table) => {
                    blocks.push(Block::Grid(table.grid(page.number)));
                    last = None;
                }
                Item::Line(line) => {
                    let goes_on =
                        last.as_ref().is_some_and(|last| margins.goes_on(last, &line, first_on_page));
                    match blocks.last_mut() {
                        Some(Block::Paragraph(paragraph)) if goes_on => {
                            lines::join(&mut paragraph.text, &line.text);
                        }
                        _ => blocks.push(Block::Paragraph(Paragraph {
                            text: line.text.clone(),
                            place: Place { page: Some(page.number), line: None },
                        })),
                    }
                    last = Some(line);
                }
            }
            first_on_page = false;
        }
    }
    blocks
}

/// Where the text of the document begins and ends.
struct Margins {
    left: f64,
    right: f64,
    /// Size of most of the text.
    size: f64,
}

impl Margins {
    fn new(pages: &[LaidOut]) -> Self {
        let lines: Vec<&Line> = pages
            .iter()
            .flat_map(|page| &page.items)
            .filter_map(|item| match item {
                Item::Line(line) if line.direction == Direction::Right => Some(line),
                _ => None,
            })
            .collect();
        let mut sizes: Vec<(f64, usize)> = lines.iter().map(|line| (line.size, line.glyphs.len())).collect();
        sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = sizes.iter().map(|(_, count)| count).sum::<usize>() / 2;
        let mut seen = 0;
        let size = sizes
            .iter()
            .find(|(_, count)| {
                seen += count;
                seen > half
            })
            .map_or(12.0, |(size, _)| *size);
        let around = Rect::around(
            lines
                .iter()
                .filter(|line| (line.size - size).abs() < 0.25 * size)
                .flat_map(|line| [(line.area.x0, 0.0), (line.area.x1, 0.0)]),
        );
        let Rect { x0, x1, .. } = around.unwrap_or(Rect { x0: 0.0, y0: 0.0, x1: 595.0, y1: 0.0 });
        Self { left: x0, right: x1, size }
    }

    /// Whether a line goes on with the paragraph of the line before it.
    fn goes_on(&self, last: &Line, line: &Line, new_page: bool) -> bool {
        let size = last.size.max(line.size);
        let upright = last.direction == Direction::Right && line.direction == Direction::Right;
        let apart = line.area.y1 - last.area.y1;
        if !upright
            || (last.size - line.size).abs() > 0.15 * size
            || (!new_page && !(0.3 * size..PITCH * size).contains(&apart))
        {
            return false;
        }
        if self.is_title(last) && self.is_title(line) && !new_page {
            return true;
        }
        // A word or a number is not broken and leaves the line before it shorter.
        let full = last.area.x1 + first_word(line) > self.right - FULL * size;
        let indented = line.area.x0 > self.left + INDENT * size;
        full && !indented && !(ends_sentence(&last.text) && begins_item(&line.text))
    }

    /// Large and in the middle.
    fn is_title(&self, line: &Line) -> bool {
        let middle = f64::midpoint(self.left, self.right);
        line.size > 1.15 * self.size && (line.area.center().0 - middle).abs() < 1.5 * line.size
    }
}

/// Width of the letters or figures with which a line begins.
fn first_word(line: &Line) -> f64 {
    let word = line.glyphs.iter().take_while(|glyph| !is_wide(glyph.text)).map(|glyph| glyph.area.width());
    word.take(60).sum()
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['。', '！', '？', '；', '：', ':', '”', '.'])
}

/// `一、`, `（一）`, `1.`: the head of a section or of an item.
fn begins_item(text: &str) -> bool {
    let number = |character: char| character.is_ascii_digit() || "一二三四五六七八九十".contains(character);
    let rest = text.trim_start_matches(['（', '(', '第']);
    let after = rest.trim_start_matches(number);
    after.len() < rest.len() && after.starts_with(['、', '）', ')', '.', '．', '条', '章', '部'])
}
