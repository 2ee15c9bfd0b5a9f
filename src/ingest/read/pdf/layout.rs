//! A page's characters and ruling lines into lines of text and tables, from top to bottom.

use super::gaps;
use super::geometry::{Glyph, Page, Rule};
use super::lines::{self, Line};
use super::rules::{self, Frame};
use super::table::Table;

/// Characters nearer than this, in units of their size, are one number.
const NUMBER_GAP: f64 = 0.15;

/// A page with its parts in reading order.
#[derive(Debug)]
pub(super) struct LaidOut {
    pub(super) number: u32,
    pub(super) height: f64,
    pub(super) items: Vec<Item>,
}

/// A part of a page.
#[derive(Debug)]
pub(super) enum Item {
    Line(Line),
    Table(Table),
}

impl Item {
    fn top(&self) -> f64 {
        match self {
            Self::Line(line) => line.area.y0,
            Self::Table(table) => table.area.y0,
        }
    }
}

pub(super) fn lay_out(page: Page) -> LaidOut {
    let Page { number, height, glyphs, horizontal, vertical, .. } = page;
    let (horizontal, vertical) = (rules::merge(horizontal), rules::merge(vertical));
    let (mut tables, loose) = ruled_tables(rules::frames(&horizontal, &vertical));
    // The smallest table around a character has it: a table inside another's cell is a table of its own.
    tables.sort_by(|a, b| {
        let size = |table: &Table| table.area.width() * table.area.height();
        size(a).total_cmp(&size(b))
    });
    let mut outside: Vec<Glyph> = Vec::new();
    for unit in units(&glyphs) {
        let middle = unit.get(unit.len() / 2).map(|glyph| glyph.area.center());
        let home = tables.iter_mut().find(|table| middle.is_some_and(|m| table.area.grown(1.0).contains(m)));
        match home {
            Some(table) => table.put(unit),
            None => outside.extend_from_slice(unit),
        }
    }
    tables.retain(|table| !table.is_blank());
    let mut text = lines::lines(&outside);
    text.sort_by(|a, b| a.center().total_cmp(&b.center()).then(a.area.x0.total_cmp(&b.area.x0)));
    let mut items: Vec<Item> = Vec::new();
    let mut unruled = Vec::new();
    for mut stretch in stretches(text, &tables) {
        unruled.extend(gaps::tables(&mut stretch, &loose));
        items.extend(stretch.into_iter().map(Item::Line));
    }
    items.extend(tables.into_iter().chain(unruled).map(Item::Table));
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    LaidOut { number, height, items }
}

/// Tables of frames, and the level lines that are part of none. A box around text is no table; columns
/// without lines between them are looked for later.
fn ruled_tables(frames: Vec<Frame>) -> (Vec<Table>, Vec<Rule>) {
    let (mut tables, mut loose) = (Vec::new(), Vec::new());
    for frame in frames {
        match Table::new(&frame).filter(|table| table.columns > 1) {
            Some(table) => tables.push(table),
            None => loose.extend(frame.horizontal),
        }
    }
    (tables, loose)
}

/// Characters that must not come into different cells: the digits of a number that is wider than its cell.
fn units(glyphs: &[Glyph]) -> impl Iterator<Item = &[Glyph]> {
    let is_number = |glyph: &Glyph| glyph.text.is_ascii_digit() || ",.".contains(glyph.text);
    glyphs.chunk_by(move |a, b| {
        is_number(a)
            && is_number(b)
            && a.run == b.run
            && a.direction == b.direction
            && (a.area.center().1 - b.area.center().1).abs() < 0.1 * a.size
            && (b.area.x0 - a.area.x1).abs() < NUMBER_GAP * a.size
    })
}

/// The lines between one table and the next.
fn stretches(lines: Vec<Line>, tables: &[Table]) -> Vec<Vec<Line>> {
    let above = |line: &Line| tables.iter().filter(|table| table.area.y0 < line.center()).count();
    let mut stretches: Vec<(usize, Vec<Line>)> = Vec::new();
    for line in lines {
        let count = above(&line);
        match stretches.last_mut() {
            Some((before, stretch)) if *before == count => stretch.push(line),
            _ => stretches.push((count, vec![line])),
        }
    }
    stretches.into_iter().map(|(_, lines)| lines).collect()
}
