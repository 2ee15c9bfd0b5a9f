//! Plain text: lines, and tables whose columns are separated by tabs, by `|` or by blanks that line up.
//!
//! Every line stays, in order. A line without separators within a table, a label torn off by a page break, is
//! a row of one cell.

use crate::error::Result;
use crate::ingest::document::{Block, Document, Grid, GridCell, Paragraph, Place};

use super::characters::is_blank;
use super::{Source, aligned, failure};

/// Lines without separators, one after another, that a table may have inside.
const TORN: usize = 3;
/// Blank lines, one after another, that a table may have inside: those of a page break.
const BLANK: usize = 3;
/// Characters of a torn line at most; longer ones are prose.
const TORN_LENGTH: usize = 60;

/// Commas that make a line a row of separated values, and rows with as many that make a table of it: a sentence
/// may have the one, but not the next two like it.
const FEWEST_COMMAS: usize = 3;
const FEWEST_ROWS: usize = 3;

/// A line of the file, counted from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextLine<'a> {
    pub(super) number: u32,
    pub(super) text: &'a str,
}

/// How the cells of a row are separated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    Tab,
    Bar,
    Blanks,
    Comma,
}

/// The document of a text.
pub(super) fn read(source: Source<'_>, text: &str) -> Result<Document> {
    let text = text.trim_start_matches('\u{FEFF}');
    Ok(Document { blocks: blocks(source, split_lines(text))?, ..Document::default() })
}

/// The paragraphs and tables of lines.
pub(super) fn blocks<'a>(source: Source<'_>, lines: impl Iterator<Item = &'a str>) -> Result<Vec<Block>> {
    let lines: Vec<TextLine<'_>> = (1..).zip(lines).map(|(number, text)| TextLine { number, text }).collect();
    let mut blocks = Vec::new();
    let (mut at, mut positions, mut paragraphs) = (0, 0_usize, 0_usize);
    let mut tried = Tried::default();
    while let Some(line) = lines.get(at) {
        let left = source.limits.cells.saturating_sub(positions);
        let table = table(&lines, at, left, &mut tried).map_err(|TooMany| failure::too_many_cells(source))?;
        if let Some((grid, length)) = table {
            positions += grid.rows * grid.columns;
            if positions > source.limits.cells {
                return Err(failure::too_many_cells(source));
            }
            blocks.push(Block::Grid(grid));
            at += length;
            continue;
        }
        at += 1;
        let text = line.text.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            continue;
        }
        paragraphs += 1;
        if paragraphs > source.limits.paragraphs {
            return Err(failure::too_many_paragraphs(source));
        }
        blocks.push(Block::Paragraph(Paragraph { text, place: place(line.number) }));
    }
    Ok(blocks)
}

/// Lines by any line end. The form feed of a page break is white space like any other.
fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    let old = !text.contains('\n'); // line ends of old Macintosh files
    let first = if old { lines.next() } else { None };
    first.into_iter().flat_map(|text| text.split('\r')).chain(lines)
}

fn place(line: u32) -> Place {
    Place { page: None, line: Some(line) }
}

/// A table has too many positions.
struct TooMany;

/// Lines with blanks that were found not to line up, so that none is looked at more than twice: before which
/// line they do not as a run, and before which not even as a block without blank lines.
#[derive(Default)]
struct Tried {
    run: usize,
    block: usize,
}

/// The table that begins with the line `at`, and its length in lines, unless it has more than `most`
/// positions.
fn table(
    lines: &[TextLine<'_>],
    at: usize,
    most: usize,
    tried: &mut Tried,
) -> Result<Option<(Grid, usize)>, TooMany> {
    let rest = lines.get(at..).unwrap_or_default();
    let Some(separator) = rest.first().and_then(|line| separator(line.text)) else { return Ok(None) };
    if separator == Separator::Blanks {
        return Ok(lined_up(rest, at, tried));
    }
    let length = run_length(rest, separator);
    let run = rest.get(..length).unwrap_or_default();
    let widest = run.iter().map(|line| count(line.text, separator) + 1).max().unwrap_or(0);
    if widest.saturating_mul(length) > most {
        return Err(TooMany);
    }
    Ok(separated(run, separator).map(|grid| (grid, length)))
}

/// The table of lines with blanks: the whole run, or, where a table and what follows it do not line up, the
/// lines up to the next blank one.
fn lined_up(lines: &[TextLine<'_>], at: usize, tried: &mut Tried) -> Option<(Grid, usize)> {
    if at < tried.block {
        return None;
    }
    if at >= tried.run {
        let length = run_length(lines, Separator::Blanks);
        if let Some(grid) = aligned::grid(lines.get(..length)?) {
            return Some((grid, length));
        }
        tried.run = at + length;
    }
    let block = lines.iter().take(tried.run - at).take_while(|line| !is_void(line.text));
    let length = block.count();
    tried.block = at + length;
    Some((aligned::grid(lines.get(..length)?)?, length))
}

/// The grid of lines with tabs or bars.
fn separated(run: &[TextLine<'_>], separator: Separator) -> Option<Grid> {
    let rows = run.iter().filter(|line| is_row(line.text, separator)).count();
    let most = run.iter().map(|line| count(line.text, separator)).max()?;
    if rows < 2 && most < 3 {
        return None; // one row with few cells is a line with a stray sign
    }
    let columns = |line: &TextLine<'_>| count(line.text, separator);
    if separator == Separator::Comma && run.iter().filter(|line| columns(line) == most).count() < FEWEST_ROWS
    {
        return None; // commas of sentences
    }
    let mut grid = Grid { place: place(run.first()?.number), ..Grid::default() };
    for line in run.iter().filter(|line| !is_void(line.text)) {
        if separator == Separator::Bar && is_rule(line.text) {
            continue;
        }
        let cells = cells(line.text, separator);
        grid.columns = grid.columns.max(cells.len());
        grid.cells.extend((0..).zip(cells).map(|(column, text)| GridCell {
            row: grid.rows,
            column,
            row_span: 1,
            column_span: 1,
            text: text.trim_matches(is_blank).to_owned(),
            page: None,
        }));
        grid.rows += 1;
    }
    (grid.rows > 0).then_some(grid)
}

/// The separator of a row.
fn separator(line: &str) -> Option<Separator> {
    [Separator::Tab, Separator::Bar, Separator::Blanks, Separator::Comma]
        .into_iter()
        .find(|separator| is_row(line, *separator))
}

/// The lines up to the last row of a table, torn and blank ones between its rows included.
fn run_length(lines: &[TextLine<'_>], separator: Separator) -> usize {
    let (mut length, mut torn, mut blank) = (0, 0, 0);
    for (index, line) in lines.iter().enumerate() {
        if is_row(line.text, separator) || is_part(line.text, separator) {
            (length, torn, blank) = (index + 1, 0, 0);
        } else if is_void(line.text) {
            blank += 1;
        } else {
            torn += 1;
        }
        if torn > TORN || blank > BLANK || torn > 0 && length <= index && ends_table(line.text) {
            break;
        }
    }
    length
}

/// Whether a line has separators enough to be a row by itself.
fn is_row(line: &str, separator: Separator) -> bool {
    let separators = count(line, separator);
    let sentence = line.contains('。');
    match separator {
        Separator::Tab => line.trim_start().contains('\t') && (!sentence || separators >= 3),
        Separator::Bar => separators >= 2 && (!sentence || separators >= 3),
        Separator::Blanks => separators >= 2 && !sentence && !line.contains('\t'),
        Separator::Comma => separators >= FEWEST_COMMAS && !sentence,
    }
}

/// Whether a line is a row among rows: its first cells are blank, or it is a rule.
fn is_part(line: &str, separator: Separator) -> bool {
    match separator {
        Separator::Tab => line.starts_with('\t') && !is_void(line) && !line.contains('。'),
        Separator::Bar => is_rule(line) || count(line, separator) > 0 && !line.contains('。'),
        Separator::Comma => line.contains(',') && !line.contains('。'),
        Separator::Blanks => aligned::segments(line).len() > 1 && !line.contains('。'),
    }
}

/// A line without text. One of tabs is a row of blank cells, but a single tab is only what was between two.
fn is_void(line: &str) -> bool {
    line.trim_matches(is_blank).is_empty() && line.matches('\t').count() < 2
}

/// Whether a line without separators ends the table: prose, or the heading of a section of the report.
fn ends_table(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    line.contains(['。', '；', '：']) || line.chars().count() > TORN_LENGTH || is_heading(line)
}

/// Whether a line is the heading of a section of a report.
pub(super) fn is_heading(line: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十（）()".contains(c);
    let rest = line.trim_start_matches(numeral);
    rest.len() < line.len() && ["情况", "事项", "问题"].iter().any(|word| rest.contains(word))
}

fn count(line: &str, separator: Separator) -> usize {
    match separator {
        Separator::Tab => line.chars().filter(|c| *c == '\t').count(),
        Separator::Bar => line.chars().filter(|c| is_bar(*c)).count(),
        Separator::Blanks => aligned::segments(line).len().saturating_sub(1),
        Separator::Comma => values(line).len().saturating_sub(1),
    }
}

/// The values of a line with commas, without their quotes.
fn values(line: &str) -> Vec<&str> {
    let (mut quoted, mut from) = (false, 0);
    let mut values = Vec::new();
    for (at, c) in line.char_indices().chain([(line.len(), ',')]) {
        quoted ^= c == '"';
        if c == ',' && (!quoted || at == line.len()) {
            let value = line.get(from..at).unwrap_or_default().trim_matches(is_blank);
            let bare = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
            values.push(bare.unwrap_or(value));
            from = at + 1;
        }
    }
    values
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '║')
}

/// A line that is drawn: `| --- | --- |`, `+----+----+`, `├──┼──┤`.
fn is_rule(line: &str) -> bool {
    let drawn =
        |c: char| is_bar(c) || is_blank(c) || matches!(c, '-' | '+' | '=' | ':' | '\u{2500}'..='\u{257F}');
    line.chars().all(drawn) && (line.contains("---") || line.contains("===") || line.contains("──"))
}

/// The cells of a line.
fn cells(line: &str, separator: Separator) -> Vec<&str> {
    match separator {
        Separator::Tab => line.split('\t').collect(),
        Separator::Bar => {
            let line = line.trim_matches(is_blank);
            let line = line.strip_prefix(is_bar).unwrap_or(line);
            line.strip_suffix(is_bar).unwrap_or(line).split(is_bar).collect()
        }
        Separator::Blanks => vec![line],
        Separator::Comma => values(line),
    }
}
