//! Characters into lines of text.

use super::geometry::{Direction, Glyph, Rect};
use super::radicals::is_wide;

/// Gaps are in units of the font's size. Two Chinese characters farther apart than this are two words.
const WIDE_GAP: f64 = 1.2;
/// A gap between a Chinese character and a figure: programs leave a quarter where the text has no blank.
const MIXED_GAP: f64 = 0.6;
/// A gap between two letters or figures.
const NARROW_GAP: f64 = 0.3;
/// A gap that may lie between two columns.
const COLUMN_GAP: f64 = 0.25;
/// Centres of the characters of a line are nearer than this, raised and lowered ones too.
const SAME_LINE: f64 = 0.45;

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) area: Rect,
    pub(super) size: f64,
    pub(super) text: String,
    pub(super) direction: Direction,
    /// Parts of the line with gaps between them that are wider than any in a sentence.
    pub(super) parts: usize,
    /// Parts with gaps that may lie between two columns.
    pub(super) words: Vec<Word>,
    pub(super) glyphs: Vec<Glyph>,
}

/// A part of a line, in the direction of reading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) characters: usize,
}

impl Line {
    pub(super) fn center(&self) -> f64 {
        self.area.center().1
    }
}

/// A glyph in the coordinates of reading: `u` along the line, `v` from line to line.
#[derive(Clone, Copy)]
struct Read {
    glyph: Glyph,
    from: f64,
    to: f64,
    v: f64,
}

fn read(glyph: Glyph) -> Read {
    let Rect { x0, y0, x1, y1 } = glyph.area;
    let (x, y) = glyph.area.center();
    let (from, to, v) = match glyph.direction {
        Direction::Right => (x0, x1, y),
        Direction::Left => (-x1, -x0, -y),
        Direction::Up => (-y1, -y0, x),
        Direction::Down | Direction::Stacked => (y0, y1, -x),
    };
    Read { glyph, from, to, v }
}

/// The lines of characters, from top to bottom; those of other directions come last.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    for direction in [Direction::Right, Direction::Stacked, Direction::Down, Direction::Up, Direction::Left] {
        let mut of_direction: Vec<Read> =
            glyphs.iter().filter(|glyph| glyph.direction == direction).map(|glyph| read(*glyph)).collect();
        of_direction.sort_by(|a, b| a.v.total_cmp(&b.v).then(a.from.total_cmp(&b.from)));
        found.extend(cluster(of_direction).into_iter().filter_map(line));
    }
    found
}

fn cluster(glyphs: Vec<Read>) -> Vec<Vec<Read>> {
    struct Open {
        v: f64,
        size: f64,
        glyphs: Vec<Read>,
    }
    let mut open: Vec<Open> = Vec::new();
    for read in glyphs {
        let (size, v) = (read.glyph.size, read.v);
        // Sorted by v, so that only the last lines can be near.
        let near = open
            .iter_mut()
            .rev()
            .take(3)
            .filter(|line| (line.v - v).abs() < SAME_LINE * line.size.max(size))
            .min_by(|a, b| (a.v - v).abs().total_cmp(&(b.v - v).abs()));
        match near {
            Some(line) => {
                // The largest characters tell where the line is; a note mark is above or below it.
                if size > line.size * 1.2 && read.glyph.text != ' ' {
                    (line.v, line.size) = (v, size);
                }
                line.glyphs.push(read);
            }
            None => open.push(Open { v, size, glyphs: vec![read] }),
        }
    }
    open.into_iter().map(|line| line.glyphs).collect()
}

fn line(mut glyphs: Vec<Read>) -> Option<Line> {
    glyphs.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.to.total_cmp(&b.to)));
    let mut text = String::new();
    let mut parts = 1;
    let mut words: Vec<Word> = Vec::new();
    let mut kept: Vec<Glyph> = Vec::new();
    let mut last: Option<Read> = None;
    let mut blank = false;
    for read in glyphs {
        if read.glyph.text == ' ' {
            blank = true;
            continue;
        }
        if let Some(last) = &last {
            // Bold letters are often the same letter drawn twice, a little apart.
            let shift = (read.from - last.from).abs().max((read.v - last.v).abs());
            if last.glyph.text == read.glyph.text && shift < 0.2 * last.glyph.size {
                continue;
            }
            let size = last.glyph.size.max(read.glyph.size);
            let gap = (read.from - last.to) / size;
            if needs_blank(last.glyph.text, read.glyph.text, gap, blank) {
                text.push(' ');
            }
            parts += usize::from(gap > WIDE_GAP);
            match words.last_mut() {
                Some(word) if gap <= COLUMN_GAP => {
                    word.to = word.to.max(read.to);
                    word.characters += 1;
                }
                _ => words.push(Word { from: read.from, to: read.to, characters: 1 }),
            }
        } else {
            words.push(Word { from: read.from, to: read.to, characters: 1 });
        }
        text.push(read.glyph.text);
        kept.push(read.glyph);
        last = Some(read);
        blank = false;
    }
    let area = kept.iter().map(|glyph| glyph.area);
    let area = Rect::around(area.flat_map(|area| [(area.x0, area.y0), (area.x1, area.y1)]))?;
    let size = kept.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    let direction = kept.first()?.direction;
    Some(Line { area, size, text, direction, parts, words, glyphs: kept })
}

fn needs_blank(left: char, right: char, gap: f64, blank: bool) -> bool {
    match (is_wide(left), is_wide(right)) {
        (true, true) => gap > WIDE_GAP,
        (true, false) | (false, true) => gap > MIXED_GAP || (blank && gap > 0.1),
        (false, false) => gap > NARROW_GAP || (blank && gap > 0.1),
    }
}

/// The text of a cell: its lines joined by `\n`, a label set one character a line by nothing.
pub(super) fn cell_text(glyphs: &[Glyph]) -> String {
    let lines = lines(glyphs);
    let single = |line: &Line| line.text.chars().count() == 1;
    let stacked = lines.len() > 1
        && lines.iter().all(single)
        && lines.iter().any(|line| line.text.chars().any(is_wide));
    let turned = lines.iter().any(|line| line.direction != Direction::Right);
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    texts.join(if stacked || turned { "" } else { "\n" })
}

/// Joins a wrapped line to the text before it.
pub(super) fn join(text: &mut String, next: &str) {
    let letters = |character: Option<char>| character.is_some_and(|c| !is_wide(c) && !c.is_whitespace());
    let (left, right) = (text.chars().next_back(), next.chars().next());
    // A number that is broken goes on; a word ends with its line.
    let number =
        |character: Option<char>| character.is_some_and(|c| c.is_ascii_digit() || ",.-%/".contains(c));
    if letters(left) && letters(right) && !(number(left) && number(right)) {
        text.push(' ');
    }
    text.push_str(next);
}
