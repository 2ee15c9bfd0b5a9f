//! Tables without upright lines: columns are where gaps stand below each other.
//!
//! The lines that are missing are added, and the table is then built like any other. Only what is plainly
//! a table is taken: a wrong one would tear sentences apart, and lines of text can still be read.

use super::geometry::{Direction, Glyph, Rect, Rule};
use super::lines::{Line, Word};
use super::rules::Frame;
use super::table::Table;
use crate::ingest::read::text;

/// Lines with gaps that make a table; with ruling lines above and below, one less.
const FEWEST: usize = 3;
/// More words than a table on a page has.
const MOST: usize = 5_000;
/// More columns than a table on a page has.
const MOST_COLUMNS: usize = 24;
/// Height from a line of a table to the next, in units of their size.
const PITCH: f64 = 3.2;
/// Lines without a gap in a row inside of a table: a label that is wrapped, a heading over all columns.
const MAX_SINGLE: usize = 4;
/// A gutter is at least this wide, in units of the size.
const GUTTER: f64 = 0.25;
/// Cells other than the first column's are short; two columns of a text are not.
const MAX_CHARACTERS: f64 = 14.0;

/// Takes the tables out of lines, which are sorted by height.
pub(super) fn tables(lines: &mut Vec<Line>, level: &[Rule]) -> Vec<Table> {
    let mut found = Vec::new();
    let mut rest: Vec<Line> = std::mem::take(lines);
    while let Some(first) = rest.iter().position(is_parted) {
        let count = run(rest.get(first..).unwrap_or_default());
        let start = first - before(&rest, first, level);
        let mut region = rest.split_off(start);
        lines.append(&mut rest);
        rest = region.split_off((count + first - start).min(region.len()));
        match table(&region, level) {
            Some(mut table) => {
                for line in &region {
                    put(&mut table, line);
                }
                found.push(table);
            }
            None => lines.append(&mut region),
        }
    }
    lines.append(&mut rest);
    found
}

fn put(table: &mut Table, line: &Line) {
    for word in &line.words {
        let inside = |glyph: &&Glyph| (word.from..=word.to).contains(&glyph.area.center().0);
        let glyphs: Vec<Glyph> = line.glyphs.iter().filter(inside).copied().collect();
        table.put(&glyphs);
    }
}

fn is_parted(line: &Line) -> bool {
    line.parts > 1 && line.direction == Direction::Right
}

/// Number of lines from the first that may be one table; the last of them has gaps.
fn run(lines: &[Line]) -> usize {
    let (mut count, mut single) = (1, 0);
    for (index, pair) in lines.windows(2).enumerate() {
        let [line, next] = pair else { break };
        let far = next.center() - line.center() > PITCH * line.size.max(next.size);
        if far || next.direction != Direction::Right || is_section(next) {
            break;
        }
        if is_parted(next) {
            (count, single) = (index + 2, 0);
        } else {
            single += 1;
        }
        if single > MAX_SINGLE {
            break;
        }
    }
    // The end of a label that is centred beside its figures.
    let tail = lines.get(count - 1).zip(lines.get(count)).is_some_and(|(last, next)| is_beside(last, next));
    count + usize::from(tail)
}

/// Whether a line is the heading of a section, behind which another table begins.
fn is_section(line: &Line) -> bool {
    !is_parted(line) && text::is_heading(&line.text)
}

/// Whether two lines are too near to be set one below the other.
fn is_beside(line: &Line, next: &Line) -> bool {
    next.direction == Direction::Right && next.center() - line.center() < 0.95 * line.size.min(next.size)
}

/// Lines before the first with gaps that belong to its table: the start of a label that is centred beside
/// its figures, or a heading between ruling lines.
fn before(lines: &[Line], first: usize, level: &[Rule]) -> usize {
    let mut taken = 0;
    while let Some((line, next)) =
        first.checked_sub(taken + 1).and_then(|index| Some((lines.get(index)?, lines.get(index + 1)?)))
    {
        let ruled = level.iter().any(|rule| {
            let distance = line.center() - rule.at;
            rule.from <= line.area.x0 + 2.0
                && rule.to >= line.area.x1 - 2.0
                && (0.0..PITCH * line.size).contains(&distance)
        });
        if taken == 2
            || is_section(line)
            || line.direction != Direction::Right
            || !(ruled || is_beside(line, next))
        {
            break;
        }
        taken += 1;
    }
    taken
}

fn table(lines: &[Line], level: &[Rule]) -> Option<Table> {
    let corners = lines.iter().flat_map(|line| [(line.area.x0, line.area.y0), (line.area.x1, line.area.y1)]);
    let area = Rect::around(corners)?;
    let size = lines.iter().map(|line| line.size).fold(0.0, f64::max);
    let near = Rect { y0: area.y0 - 1.5 * size, y1: area.y1 + 1.5 * size, ..area };
    let level: Vec<Rule> = level
        .iter()
        .filter(|rule| near.touches(Rect { x0: rule.from, y0: rule.at, x1: rule.to, y1: rule.at }))
        .copied()
        .collect();
    let whole: Vec<f64> =
        level.iter().filter(|rule| rule.to - rule.from > 0.6 * area.width()).map(|rule| rule.at).collect();
    let parted = lines.iter().filter(|line| is_parted(line)).count();
    if parted + usize::from(whole.len() > 1) < FEWEST
        || lines.iter().map(|line| line.words.len()).sum::<usize>() > MOST
    {
        return None;
    }
    let gutters = most_gutters(lines, size);
    if !is_plain(lines, &gutters) {
        return None;
    }
    let left = level.iter().map(|rule| rule.from).fold(area.x0 - 1.0, f64::min);
    let right = level.iter().map(|rule| rule.to).fold(area.x1 + 1.0, f64::max);
    let mut cuts = row_cuts(lines, &whole);
    cuts.extend(level.iter().map(|rule| rule.at));
    // Where no line is drawn above or below the table, it ends with its text.
    cuts.extend((!whole.iter().any(|at| *at < area.y0 + 2.0)).then_some(area.y0 - 1.0));
    cuts.extend((!whole.iter().any(|at| *at > area.y1 - 2.0)).then_some(area.y1 + 1.0));
    cuts.sort_by(f64::total_cmp);
    cuts.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    let drawn = |cut: f64| whole.iter().any(|at| (at - cut).abs() < 3.0);
    let partial = |cut: f64| level.iter().any(|rule| (rule.at - cut).abs() < 3.0) && !drawn(cut);
    let horizontal =
        cuts.iter().filter(|cut| !partial(**cut)).map(|cut| Rule { at: *cut, from: left, to: right });
    let horizontal = horizontal.chain(level.iter().copied()).collect();
    let vertical = upright(lines, &gutters, &cuts, (left, right));
    Table::new(&Frame { horizontal, vertical }).filter(|table| table.columns > 1 && table.rows > 1)
}

/// Words that stand over several words of other lines: headings over several columns.
fn spans(lines: &[Line], own: usize, word: Word) -> bool {
    let over = |line: &Line| {
        line.words.iter().filter(|other| other.from < word.to - 1.0 && other.to > word.from + 1.0).count() > 1
            && is_parted(line)
    };
    let lines = lines.iter().enumerate().filter(|(index, _)| *index != own).map(|(_, line)| line);
    let (over, parted) = lines.fold((0, 0), |(count, parted), line| {
        (count + usize::from(over(line)), parted + usize::from(is_parted(line)))
    });
    over > 1 && over * 2 > parted
}

/// The gutters of all lines, or those of the lines with most words where there are more of them: what stands
/// in the middle of several columns would close the gutters between these.
fn most_gutters(lines: &[Line], size: f64) -> Vec<f64> {
    let all = gutters(lines, size, 0);
    let most = lines.iter().map(|line| line.words.len()).max().unwrap_or(0).min(MOST_COLUMNS);
    let of_full = (2..=most).rev().find_map(|words| {
        let full = lines.iter().filter(|line| is_parted(line) && line.words.len() >= words).count();
        if full < FEWEST {
            return None;
        }
        // As many columns as words, or the words are those of sentences.
        let gutters = gutters(lines, size, words);
        (gutters.len() + 1 >= words && gutters.len() > all.len()).then_some(gutters)
    });
    of_full.unwrap_or(all)
}

/// Middles of the stretches that all words leave free, headings over several columns aside. Only lines with
/// so many words are looked at.
fn gutters(lines: &[Line], size: f64, fewest: usize) -> Vec<f64> {
    let mut words: Vec<Word> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.words.len() >= fewest)
        .flat_map(|(index, line)| line.words.iter().filter(move |word| !spans(lines, index, **word)).copied())
        .collect();
    words.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut gutters = Vec::new();
    let mut end = f64::INFINITY;
    for word in words {
        if word.from - end >= GUTTER * size {
            gutters.push(f64::midpoint(end, word.from));
        }
        end = if end.is_finite() { end.max(word.to) } else { word.to };
    }
    gutters
}

/// Whether columns at these gutters are beyond doubt: most positions of most lines are filled, and only
/// the first column has long texts.
fn is_plain(lines: &[Line], gutters: &[f64]) -> bool {
    let Some(&first) = gutters.first() else { return false };
    let parted: Vec<&Line> = lines.iter().filter(|line| is_parted(line)).collect();
    let columns = gutters.len() + 1;
    let filled: usize = parted
        .iter()
        .map(|line| {
            let mut of_line: Vec<usize> =
                line.words.iter().map(|word| gutters.iter().filter(|x| **x < word.from).count()).collect();
            of_line.dedup();
            of_line.len()
        })
        .sum();
    let words = parted.iter().flat_map(|line| &line.words).filter(|word| word.from > first);
    let (count, characters) =
        words.fold((0usize, 0usize), |(count, sum), word| (count + 1, sum + word.characters));
    filled * 5 >= parted.len() * columns * 2
        && count > 0
        && characters as f64 <= MAX_CHARACTERS * count as f64
}

/// Heights between the rows. Lines that are ruled apart are rows; otherwise a line with gaps is one, and a
/// line without belongs to the nearest of these.
fn row_cuts(lines: &[Line], ruled: &[f64]) -> Vec<f64> {
    let band = |y: f64| ruled.iter().filter(|at| **at < y).count();
    let anchors: Vec<&Line> = lines.iter().filter(|line| is_parted(line)).collect();
    let mut bands: Vec<usize> = anchors.iter().map(|line| band(line.center())).collect();
    bands.dedup();
    if !ruled.is_empty() && bands.len() * 5 >= anchors.len() * 3 {
        return Vec::new();
    }
    let mut pitches: Vec<f64> = anchors
        .iter()
        .zip(anchors.iter().skip(1))
        .map(|(line, next)| next.center() - line.center())
        .collect();
    pitches.sort_by(f64::total_cmp);
    let usual = pitches.get(pitches.len() / 2).copied().unwrap_or(0.0);
    // A heading of several lines has gaps in all of them, but they are nearer to each other than rows are.
    let mut rows: Vec<(f64, usize, usize)> = Vec::new();
    let mut last: Option<&Line> = None;
    for line in &anchors {
        let row = rows.last().map_or(0, |(_, _, row)| *row);
        let wrapped = last.is_some_and(|last| {
            let pitch = line.center() - last.center();
            pitch < 0.85 * usual && pitch < 1.35 * line.size && band(last.center()) == band(line.center())
        });
        rows.push((line.center(), band(line.center()), if wrapped { row } else { row + 1 }));
        last = Some(line);
    }
    let row = |line: &Line| -> Option<usize> {
        let (y, own) = (line.center(), band(line.center()));
        // Halfway between two rows a line goes on with the one above: labels are longer than figures.
        let distance = |at: f64| (at - y).abs() + if at > y { 0.2 * line.size } else { 0.0 };
        let nearest = rows
            .iter()
            .filter(|(_, band, _)| *band == own)
            .min_by(|a, b| distance(a.0).total_cmp(&distance(b.0)))?;
        ((nearest.0 - y).abs() <= 1.7 * line.size).then_some(nearest.2)
    };
    let pairs = lines.iter().zip(lines.iter().skip(1));
    pairs
        .filter(|(line, next)| {
            let (a, b) = (row(line), row(next));
            a.is_none() || a != b
        })
        .map(|(line, next)| f64::midpoint(line.center(), next.center()))
        .collect()
}

/// Upright lines in the gutters, where no text crosses them, and at both sides.
fn upright(lines: &[Line], gutters: &[f64], cuts: &[f64], sides: (f64, f64)) -> Vec<Rule> {
    let first = gutters.first().copied().unwrap_or(0.0);
    let mut rules = Vec::new();
    for (&from, &to) in cuts.iter().zip(cuts.iter().skip(1)) {
        let words: Vec<&Word> = lines
            .iter()
            .filter(|line| (from..to).contains(&line.center()))
            .flat_map(|line| &line.words)
            .collect();
        let free = |x: &f64| !words.iter().any(|word| word.from < x - 1.0 && word.to > x + 1.0);
        // A heading alone in its row stands over all columns.
        let alone = words.len() == 1 && words.iter().all(|word| word.from > first);
        let inner = gutters.iter().copied().filter(|x| !alone && free(x));
        rules.extend(inner.chain([sides.0, sides.1]).map(|at| Rule { at, from, to }));
    }
    rules
}
