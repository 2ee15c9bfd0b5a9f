//! Table 4: administrative reviews and lawsuits, three blocks of five figures, in whatever shape they stand.

use super::cell::{Measure, Shape, apart, shape};
use super::join::{Line, Piece};
use super::labels::{fold, name};
use super::{Found, Spot};
use crate::ingest::reading::{Read, Status};
use crate::schema::Part;
use crate::text::ingest::tables as words;

const BLOCKS: [&str; 3] = ["review", "suit_direct", "suit_after_review"];
const KINDS: [&str; 5] = ["upheld", "corrected", "other", "pending", "total"];
/// Figures of the table.
const SIZE: usize = BLOCKS.len() * KINDS.len();

/// The block that a header names.
fn block_of(text: &str) -> Option<usize> {
    let core = name(text).core;
    if core.contains("直接起诉") || core.contains("未经复议") {
        Some(1)
    } else if core.contains("复议后") {
        Some(2)
    } else {
        core.contains("行政复议").then_some(0)
    }
}

/// The kind that a header names.
fn kind_of(text: &str) -> Option<usize> {
    let core = name(text).core;
    let short = core.chars().count() <= 12;
    let kinds =
        [("维持", 0), ("纠正", 1), ("其他结果", 2), ("未审结", 3), ("总计", 4), ("合计", 4), ("小计", 4)];
    let mut found = kinds.iter().filter(|(word, _)| short && core.contains(word)).map(|(_, kind)| *kind);
    match (found.next(), found.next()) {
        (Some(kind), None) => Some(kind),
        (None, _) if core == "其他" => Some(2),
        _ => None,
    }
}

/// Whether a text names a block or a kind, and nothing else.
pub(super) fn is_heading(text: &str) -> bool {
    (fold(text).chars().count() <= 14 && block_of(text).is_some())
        || kind_of(text).is_some()
        || fold(text) == "行政诉讼"
}

/// Whether a line is of the header of table 4.
pub(super) fn is_header(line: &Line) -> bool {
    let short = |t: &&str| fold(t).chars().count() <= 14;
    let blocks = line.texts().filter(short).filter(|t| block_of(t).is_some_and(|b| b > 0)).count();
    let both = line.texts().any(|t| fold(t) == "行政复议") && line.texts().any(|t| fold(t) == "行政诉讼");
    let mut kinds: Vec<usize> = line.texts().filter_map(kind_of).filter(|k| *k < 4).collect();
    kinds.sort_unstable();
    kinds.dedup();
    both || blocks > 0 || kinds.len() >= 2
}

/// Block and kind of each figure, where it has a name.
type Targets = Vec<Option<(usize, usize)>>;

/// A figure with the words above and left of it.
struct Figure<'a> {
    line: &'a Line,
    piece: &'a Piece,
    shape: Shape,
}

/// The figures of the lines in reading order, blanks of rows of figures among them.
fn figures(lines: &[Line]) -> Vec<Figure<'_>> {
    let mut figures = Vec::new();
    for line in lines {
        let shaped: Vec<(&Piece, Shape)> =
            line.pieces.iter().map(|p| (p, shape(&p.text, Measure::Count))).collect();
        if !shaped.iter().any(|(_, s)| s.is_filled()) {
            continue;
        }
        let first = shaped.iter().position(|(_, s)| s.is_filled()).unwrap_or(0);
        // Blanks right of a label belong to the figures, those left of it do not.
        let from = shaped.iter().take(first).rposition(|(_, s)| !s.is_value()).map_or(0, |i| i + 1);
        let blank: Vec<bool> = shaped.iter().map(|(_, s)| *s == Shape::Empty(Status::Blank)).collect();
        let is_blank = |at: usize| blank.get(at).copied().unwrap_or(false);
        for (at, (piece, shape)) in
            shaped.into_iter().enumerate().skip(from).filter(|(_, (_, s))| s.is_value())
        {
            // Beside an empty cell digits with a blank between them may be two figures.
            let lone = !is_blank(at + 1) && !at.checked_sub(1).is_some_and(is_blank);
            let open = if lone { None } else { apart(&piece.text, &shape) };
            figures.push(Figure { line, piece, shape: open.unwrap_or(shape) });
        }
    }
    figures
}

/// Whether the lines have a place for each of the fifteen figures, blank ones included.
pub(super) fn is_complete(lines: &[Line]) -> bool {
    let places = |line: &Line| {
        let shaped = || line.pieces.iter().map(|p| shape(&p.text, Measure::Count));
        let (all, filled) =
            (shaped().filter(Shape::is_value).count(), shaped().filter(Shape::is_filled).count());
        // A row of blanks is one of figures only behind the name of its block.
        let named = filled > 0 || line.texts().any(|t| block_of(t).is_some()) && !is_header_row(line);
        match all {
            _ if !named => 0,
            SIZE.. => SIZE,
            all => all.min(KINDS.len()),
        }
    };
    lines.iter().map(places).sum::<usize>() >= SIZE
}

/// Whether a line names kinds or several blocks: a header, and no row of one block.
fn is_header_row(line: &Line) -> bool {
    line.texts().any(|t| kind_of(t).is_some()) || line.texts().filter(|t| block_of(t).is_some()).count() > 1
}

/// Reads a table 4; `None` if there is none.
pub(super) fn read(lines: &[Line]) -> Option<Found> {
    let has_header = lines.iter().any(is_header);
    let all = figures(lines);
    let filled = all.iter().filter(|f| f.shape.is_filled()).count();
    if all.is_empty() || (!has_header && all.len() < SIZE) {
        return None;
    }
    let mut found = Found::default();
    let labelled = by_labels(lines, &all);
    let place_by_label = |found: &mut Found, targets: Targets| {
        for (figure, target) in all.iter().zip(targets) {
            if let Some((block, kind)) = target {
                emit(found, block, kind, figure, "table4");
            }
        }
        settle(found);
    };
    let labelled = match labelled {
        Some((targets, SIZE)) => {
            place_by_label(&mut found, targets);
            return Some(found);
        }
        other => other,
    };
    let cells = trimmed(&all);
    let in_order = (has_header && is_in_order(&cells)) || balanced(&cells);
    if cells.len() == SIZE && in_order {
        let kinds = header_kinds(lines);
        for (i, figure) in cells.iter().enumerate() {
            let kind = kinds.get(i % kinds.len().max(1)).copied().unwrap_or(i % KINDS.len());
            emit(
                &mut found,
                i / KINDS.len(),
                kind,
                figure,
                if has_header { "table4" } else { "table4_flat" },
            );
        }
        settle(&mut found);
        if !has_header {
            found.remarks.push(words::table4_by_order());
        }
        return Some(found);
    }
    if cells.len() == SIZE + 1 && has_header && rejoined(&cells, &mut found) {
        return Some(found);
    }
    if let Some(targets) = labelled.filter(|(_, named)| *named >= KINDS.len()).map(|(targets, _)| targets) {
        place_by_label(&mut found, targets);
        return Some(found);
    }
    found.remarks.push(words::table4_not_read(filled));
    (has_header || filled >= SIZE).then_some(found)
}

/// The figures without the blanks at either end that are too many.
fn trimmed<'a, 'b>(all: &'b [Figure<'a>]) -> Vec<&'b Figure<'a>> {
    let mut cells: Vec<&Figure<'_>> = all.iter().collect();
    while cells.len() > SIZE && cells.last().is_some_and(|f| !f.shape.is_filled()) {
        cells.pop();
    }
    while cells.len() > SIZE && cells.first().is_some_and(|f| !f.shape.is_filled()) {
        cells.remove(0);
    }
    if cells.len() > SIZE {
        let filled: Vec<&Figure<'_>> = cells.iter().filter(|f| f.shape.is_filled()).copied().collect();
        if filled.len() == SIZE {
            return filled;
        }
    }
    cells
}

/// Whether the three blocks add up, which is all that figures without headers have to show. A blank counts as
/// nothing, and a figure there must be.
fn balanced(cells: &[&Figure<'_>]) -> bool {
    let value = |figure: &Figure<'_>| match figure.shape {
        Shape::Empty(_) => Some(0.0),
        _ => figure.shape.value(),
    };
    cells.iter().any(|figure| figure.shape.value().is_some())
        && cells.chunks(KINDS.len()).all(|block| {
            let values: Option<Vec<f64>> = block.iter().map(|f| value(f)).collect();
            values.is_some_and(|v| adds_up(&v))
        })
}

/// Whether the figures stand in one row or block by block, so that their order is that of the form: the rows
/// of a table that was turned have three.
fn is_in_order(cells: &[&Figure<'_>]) -> bool {
    cells.chunk_by(|a, b| a.line.row == b.line.row && a.line.grid == b.line.grid).all(|row| {
        row.len().is_multiple_of(KINDS.len()) || row.len() == 1 && cells.iter().all(|c| c.line.columns == 1)
    })
}

fn adds_up(block: &[f64]) -> bool {
    block.split_last().is_some_and(|(total, parts)| (parts.iter().sum::<f64>() - total).abs() < 1e-6)
}

/// The kinds in the order of the header, if it names all fifteen, or the five once.
fn header_kinds(lines: &[Line]) -> Vec<usize> {
    let kinds: Vec<usize> = lines.iter().flat_map(Line::texts).filter_map(kind_of).collect();
    let whole = [SIZE, KINDS.len()].contains(&kinds.len())
        && kinds.chunks(KINDS.len()).all(|block| (0..KINDS.len()).all(|kind| block.contains(&kind)));
    if whole { kinds } else { Vec::new() }
}

/// Block and kind of each figure by the words above and left of it, and how many are named; `None` if one has
/// no name or two have the same.
fn by_labels(lines: &[Line], all: &[Figure<'_>]) -> Option<(Targets, usize)> {
    let targets: Targets = all.iter().map(|figure| target(lines, figure)).collect();
    let mut named: Vec<(usize, usize)> = targets.iter().copied().flatten().collect();
    named.sort_unstable();
    let count = named.len();
    named.dedup();
    // A figure beside the table's rows would be lost otherwise.
    let lost = all.iter().zip(&targets).any(|(f, t)| t.is_none() && f.shape.is_filled());
    (named.len() == count && !lost).then_some((targets, count))
}

fn target(lines: &[Line], figure: &Figure<'_>) -> Option<(usize, usize)> {
    let (row, column) = (figure.line.row, figure.piece.column);
    let same = |l: &&Line| l.grid == figure.line.grid;
    let over = |p: &&Piece| p.column <= column && column < p.column + p.span;
    let words = |p: &&Piece| !shape(&p.text, Measure::Count).is_value();
    let above: Vec<&Piece> = lines
        .iter()
        .filter(same)
        .filter(|l| l.row < row)
        .filter_map(|l| l.pieces.iter().filter(words).find(over))
        .collect();
    // A label beside the row may have begun above it.
    let beside: Vec<&Piece> = lines
        .iter()
        .filter(same)
        .filter(|l| l.row <= row)
        .flat_map(|l| {
            l.pieces.iter().filter(words).filter(move |p| p.column < column && l.row + p.rows > row)
        })
        .collect();
    let joined = above.iter().map(|p| p.text.trim()).collect::<String>();
    let block = beside.iter().rev().find_map(|p| block_of(&p.text)).or_else(|| block_above(&above, &joined));
    let kind = beside
        .iter()
        .rev()
        .find_map(|p| kind_of(&p.text))
        .or_else(|| above.iter().rev().find_map(|p| kind_of(&p.text)))
        .or_else(|| kind_of(&joined));
    Some((block?, kind?))
}

fn block_above(above: &[&Piece], joined: &str) -> Option<usize> {
    above.iter().rev().find_map(|p| block_of(&p.text)).or_else(|| block_of(joined))
}

/// Figures with blanks inside: joined where the block then adds up.
fn settle(found: &mut Found) {
    for block in BLOCKS {
        let names: Vec<String> = KINDS.iter().map(|kind| format!("{block}_{kind}")).collect();
        let cut: Vec<(String, f64)> = names
            .iter()
            .filter_map(|n| {
                let read = found.figures.get(n).filter(|r| r.value.is_none())?;
                let as_read = shape(&read.text, Measure::Count);
                match apart(&read.text, &as_read).unwrap_or(as_read) {
                    Shape::Cut(pieces) if !pieces.first()?.starts_with('0') => {
                        Some((n.clone(), pieces.concat().parse().ok()?))
                    }
                    _ => None,
                }
            })
            .collect();
        let value = |n: &String| {
            let joined = cut.iter().find(|(name, _)| name == n).map(|(_, value)| *value);
            joined.or_else(|| found.figures.get(n).and_then(|r| r.value))
        };
        let values: Option<Vec<f64>> = names.iter().map(value).collect();
        if cut.is_empty() || !values.is_some_and(|v| adds_up(&v)) {
            continue;
        }
        for (name, value) in cut {
            if let Some(read) = found.figures.get_mut(&name) {
                read.note = words::repaired(&read.text, &value.to_string());
                (read.value, read.status) = (Some(value), Status::Repaired);
            }
        }
    }
}

/// Sixteen figures of which two are one: the only pair with which all blocks add up.
fn rejoined(cells: &[&Figure<'_>], found: &mut Found) -> bool {
    let mut only = None;
    for at in 0..SIZE {
        let (Some(left), Some(right)) = (cells.get(at), cells.get(at + 1)) else { continue };
        let text = format!("{}{}", left.piece.text.trim(), right.piece.text.trim());
        let plain = !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
        let Some(joined) = text.parse::<f64>().ok().filter(|_| plain) else { continue };
        let values: Option<Vec<f64>> = (0..=SIZE)
            .filter(|i| *i != at + 1)
            .map(|i| if i == at { Some(joined) } else { cells.get(i).and_then(|f| f.shape.value()) })
            .collect();
        if values.is_some_and(|v| v.chunks(KINDS.len()).all(adds_up)) {
            if only.is_some() {
                return false;
            }
            only = Some((at, joined));
        }
    }
    let Some((at, joined)) = only else { return false };
    for (i, figure) in cells.iter().enumerate().filter(|(i, _)| *i != at + 1) {
        let place = if i > at { i - 1 } else { i };
        emit(found, place / KINDS.len(), place % KINDS.len(), figure, "table4_flat");
        if i == at
            && let Some(read) = found.figures.get_mut(&field(place / KINDS.len(), place % KINDS.len()))
        {
            let next = cells.get(at + 1).map(|f| f.piece.text.as_str()).unwrap_or_default();
            read.text = format!("{} {next}", read.text);
            read.note = words::repaired(&read.text, &joined.to_string());
            (read.value, read.status) = (Some(joined), Status::Repaired);
        }
    }
    true
}

fn field(block: usize, kind: usize) -> String {
    let word = |list: &[&'static str], i: usize| list.get(i).copied().unwrap_or_default();
    format!("{}_{}", word(&BLOCKS, block), word(&KINDS, kind))
}

fn emit(found: &mut Found, block: usize, kind: usize, figure: &Figure<'_>, rule: &'static str) {
    let (value, status, note) = match &figure.shape {
        Shape::Figure(value, note) => (Some(*value), Status::Exact, note.clone()),
        Shape::Empty(status) => (None, *status, None),
        Shape::Doubtful(why) => (None, Status::Ambiguous, Some(why.clone())),
        _ => (None, Status::Ambiguous, Some(words::not_settled(&figure.piece.text))),
    };
    let spot =
        Spot { piece: 1, row: figure.line.row + 1, column: figure.piece.column + 1, page: figure.line.page };
    let place = words::place(Part::Table4, spot.piece, (spot.row, spot.column), spot.page);
    let note = note.unwrap_or_default();
    let text = figure.piece.text.clone();
    found.figures.insert(field(block, kind), Read { value, status, text, place, rule, note });
}
