//! Table 2: what was disclosed on the government's own initiative, section by section, by row label and
//! column heading. The form is that of the headings.

use super::Found;
use super::cell::{Measure, Shape, apart, shape};
use super::columns::Figures;
use super::join::{Line, Piece};
use super::labels::{Entry, best, fold, name};
use crate::ingest::reading::{Read, Status};
use crate::schema::{Form, Part};
use crate::text::ingest::tables as words;

/// Rows that share their headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// 规章, 行政规范性文件.
    Documents,
    /// 行政许可, 其他对外管理服务事项, 行政处罚, 行政强制.
    Decisions,
    /// 行政事业性收费.
    Fees,
    /// 政府集中采购.
    Procurement,
}

const ROWS: [Entry<(&str, Kind)>; 8] = [
    row("rules", Kind::Documents, &["规章", "政府规章", "地方政府规章"]),
    row("normative_docs", Kind::Documents, &["行政规范性文件", "规范性文件"]),
    row("permits", Kind::Decisions, &["行政许可"]),
    row("other_services", Kind::Decisions, &["其他对外管理服务事项"]),
    row("penalties", Kind::Decisions, &["行政处罚"]),
    row("coercive_measures", Kind::Decisions, &["行政强制", "行政强制措施"]),
    row("fees", Kind::Fees, &["行政事业性收费"]),
    row("procurement", Kind::Procurement, &["政府集中采购"]),
];

const fn row(
    base: &'static str,
    kind: Kind,
    wordings: &'static [&'static str],
) -> Entry<(&'static str, Kind)> {
    Entry { target: (base, kind), number: None, wordings }
}

/// A column heading: words that it must have, the end of its field's name, the form, whose rows it is for.
struct Heading {
    words: &'static [&'static str],
    ends: &'static str,
    form: Option<Form>,
    kind: Kind,
}

const fn heading(
    kind: Kind,
    form: Option<Form>,
    ends: &'static str,
    words: &'static [&'static str],
) -> Heading {
    Heading { words, ends, form, kind }
}

const OLD: Option<Form> = Some(Form::Tables2019);
const NEW: Option<Form> = Some(Form::Tables2021);

/// All headings, of each kind in the form's order.
const HEADINGS: [Heading; 14] = [
    heading(Kind::Documents, NEW, "_issued", &["制发"]),
    heading(Kind::Documents, NEW, "_repealed", &["废止"]),
    heading(Kind::Documents, NEW, "_in_force", &["现行有效", "有效件数"]),
    heading(Kind::Documents, OLD, "_created", &["新制作"]),
    heading(Kind::Documents, OLD, "_newly_disclosed", &["新公开"]),
    heading(Kind::Documents, OLD, "_disclosed_total", &["对外公开总", "公开总数"]),
    heading(Kind::Decisions, OLD, "_items_last_year", &["上一年项目", "上年项目", "上一年度项目"]),
    heading(Kind::Decisions, OLD, "_items_change", &["增减"]),
    heading(Kind::Decisions, None, "_decided", &["处理决定"]),
    heading(Kind::Fees, NEW, "s_wan_yuan", &["收费金额"]),
    heading(Kind::Fees, OLD, "_items_last_year", &["上一年项目", "上年项目", "上一年度项目"]),
    heading(Kind::Fees, OLD, "_items_change", &["增减"]),
    heading(Kind::Procurement, OLD, "_projects", &["采购项目"]),
    heading(Kind::Procurement, OLD, "_wan_yuan", &["采购总金额", "采购金额", "总金额"]),
];

/// The place in [`HEADINGS`] of the headings that a text may be.
fn headings_of(text: &str) -> Vec<usize> {
    let core = name(text).core;
    if core.chars().count() > 24 {
        return Vec::new();
    }
    let is = |h: &Heading| h.words.iter().any(|w| core.contains(w));
    HEADINGS.iter().enumerate().filter(|(_, h)| is(h)).map(|(i, _)| i).collect()
}

fn row_of(text: &str) -> Option<(&'static str, Kind)> {
    best(&name(text), &ROWS).map(|(target, _)| target)
}

/// Whether a text is the label of a row.
pub(super) fn is_row(text: &str) -> bool {
    row_of(text).is_some()
}

/// Whether a text is a heading of the table's columns.
pub(super) fn is_heading(text: &str) -> bool {
    fold(text) == "信息内容" || !headings_of(text).is_empty()
}

/// Whether a line is of table 2's headings.
pub(super) fn is_header(line: &Line) -> bool {
    let section = |t: &str| {
        let core = name(t).core;
        core.starts_with("第二十条第") && core.chars().count() <= 10
    };
    let texts: Vec<&str> = line.texts().collect();
    let headings = texts.iter().filter(|t| !headings_of(t).is_empty()).count();
    texts.iter().any(|t| section(t) || fold(t) == "信息内容")
        || (headings >= 2 && !texts.iter().any(|t| is_row(t)))
}

/// Headings with the columns over which they stand, and the lines' grid.
struct Header<'a> {
    grid: usize,
    columns: Vec<(&'a Piece, Vec<usize>)>,
}

/// A row with its figures.
struct Row<'a> {
    line: &'a Line,
    base: &'static str,
    kind: Kind,
    cells: Vec<(Piece, Shape)>,
    /// Its heading, if one of its kind stands above.
    header: Option<usize>,
}

/// Reads table 2; `None` if there is none.
pub(super) fn read(lines: &[Line]) -> Option<Found> {
    let mut headers: Vec<Header<'_>> = Vec::new();
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut labels: Vec<&str> = Vec::new();
    let mut in_header = false;
    for (index, line) in lines.iter().enumerate() {
        let columns: Vec<(&Piece, Vec<usize>)> = line
            .pieces
            .iter()
            .map(|p| (p, headings_of(&p.text)))
            .filter(|(_, headings)| !headings.is_empty())
            .collect();
        let figures = Figures::of(index, line);
        let label = line.texts().find(|t| row_of(t).is_some());
        let after_header = std::mem::replace(&mut in_header, line.columns == 1 && !columns.is_empty());
        match (&figures, label) {
            (Some(figures), Some(label)) if figures.labels.iter().any(|p| p.text.trim() == label) => {
                if let Some((base, kind)) = row_of(label) {
                    let header = headers.iter().rposition(|h| belongs(h, kind));
                    rows.push(Row { line, base, kind, cells: figures.run.clone(), header });
                }
            }
            (None, None) if !columns.is_empty() => match headers.last_mut().filter(|_| after_header) {
                // Headings each on a line of its own.
                Some(header) if line.columns == 1 => header.columns.extend(columns),
                _ => headers.push(Header { grid: line.grid, columns }),
            },
            (Some(figures), None) if figures.filled() == 0 && !columns.is_empty() => {
                headers.push(Header { grid: line.grid, columns });
            }
            // The label stands on a line of its own above its figures.
            (Some(figures), None) if figures.filled() > 0 && figures.labels.is_empty() => {
                if let Some((base, kind)) = labels.pop().and_then(row_of) {
                    let header = headers.iter().rposition(|h| belongs(h, kind));
                    rows.push(Row { line, base, kind, cells: figures.run.clone(), header });
                }
            }
            (None, Some(label)) => {
                labels = vec![label];
                continue;
            }
            _ => {}
        }
        labels.clear();
    }
    let form = form(&headers, &rows);
    if rows.is_empty() || (headers.is_empty() && form.is_none()) {
        return None;
    }
    let mut found = Found { form, ..Found::default() };
    for row in &rows {
        read_row(&mut found, row, row.header.and_then(|i| headers.get(i)), form);
    }
    (!found.figures.is_empty()).then_some(found)
}

fn belongs(header: &Header<'_>, kind: Kind) -> bool {
    header.columns.iter().any(|(_, all)| all.iter().any(|i| HEADINGS.get(*i).is_some_and(|h| h.kind == kind)))
}

/// The form that the headings show, or else rows that only one form has.
fn form(headers: &[Header<'_>], rows: &[Row<'_>]) -> Option<Form> {
    let shown = headers.iter().flat_map(|h| &h.columns).filter_map(|(_, all)| {
        let mut forms = all.iter().filter_map(|i| HEADINGS.get(*i)).map(|h| h.form);
        let first = forms.next()?;
        forms.all(|f| f == first).then_some(first).flatten()
    });
    let (mut old, mut new) = (0, 0);
    for form in shown {
        if form == Form::Tables2019 { old += 1 } else { new += 1 }
    }
    let only_old =
        rows.iter().any(|r| matches!(r.base, "other_services" | "procurement") && r.header.is_some());
    match (old, new) {
        (0, 0) if only_old => OLD,
        (0, 0) => None,
        _ => Some(if old > new { Form::Tables2019 } else { Form::Tables2021 }),
    }
}

/// Gives the cells of a row to its headings.
fn read_row(found: &mut Found, row: &Row<'_>, header: Option<&Header<'_>>, form: Option<Form>) {
    let label = row.line.text();
    let wanted = |h: &Heading| h.kind == row.kind;
    let Some(header) = header else {
        let expected: Vec<&Heading> = HEADINGS
            .iter()
            .filter(|h| wanted(h) && form.is_some() && (h.form.is_none() || h.form == form))
            .collect();
        let cells = without_blanks(&row.cells, expected.len());
        if expected.is_empty() || cells.len() != expected.len() {
            found.remarks.push(words::form_unknown(&label));
            return;
        }
        for (heading, cell) in expected.iter().zip(cells) {
            emit(found, row, (heading, ""), Some(cell), expected.len());
        }
        return;
    };
    let columns: Vec<(&Piece, &Heading)> = header
        .columns
        .iter()
        // Headings that ran together in one cell are all there: none of them is over the figures alone.
        .flat_map(|(piece, all)| {
            all.iter().filter_map(|i| HEADINGS.get(*i)).filter(|h| wanted(h)).map(|h| (*piece, h))
        })
        .collect();
    let under = |piece: &Piece| {
        row.cells.iter().find(|(c, s)| {
            s.is_filled() && c.column < piece.column + piece.span && c.column + c.span > piece.column
        })
    };
    let filled = row.cells.iter().filter(|(_, s)| s.is_filled()).count();
    let aligned: Vec<Option<&(Piece, Shape)>> = columns.iter().map(|(piece, _)| under(piece)).collect();
    let mut taken: Vec<usize> = aligned.iter().flatten().map(|(p, _)| p.column).collect();
    let met = taken.len();
    taken.dedup();
    let stands_over = header.grid == row.line.grid && met == filled && taken.len() == met;
    let in_order = without_blanks(&row.cells, columns.len());
    for (i, (piece, heading)) in columns.iter().enumerate() {
        let cell = if stands_over {
            aligned.get(i).copied().flatten()
        } else if in_order.len() == columns.len() {
            in_order.get(i).copied()
        } else {
            let whole = row.cells.iter().map(|(p, _)| p.text.trim()).collect::<Vec<_>>().join(" | ");
            let doubtful = (
                Piece { text: whole.clone(), column: 0, span: 0, rows: 1 },
                Shape::Doubtful(words::not_settled(&whole)),
            );
            emit(found, row, (heading, ""), Some(&doubtful), columns.len());
            continue;
        };
        emit(found, row, (heading, &piece.text), cell, columns.len());
    }
}

/// The cells of a row without blanks that are too many, those behind first.
fn without_blanks(cells: &[(Piece, Shape)], wanted: usize) -> Vec<&(Piece, Shape)> {
    let mut all: Vec<&(Piece, Shape)> = cells.iter().collect();
    if all.iter().filter(|(_, s)| s.is_filled()).count() == wanted {
        all.retain(|(_, s)| s.is_filled());
    }
    while all.len() > wanted && all.last().is_some_and(|(_, s)| !s.is_filled()) {
        all.pop();
    }
    all
}

fn emit(
    found: &mut Found,
    row: &Row<'_>,
    (heading, head): (&Heading, &str),
    cell: Option<&(Piece, Shape)>,
    expected: usize,
) {
    let base = if row.kind == Kind::Fees { "fee" } else { row.base };
    let field = format!("{base}{}", heading.ends);
    let blank = (Piece { text: String::new(), column: 0, span: 1, rows: 1 }, Shape::Empty(Status::Blank));
    let (piece, first) = cell.unwrap_or(&blank);
    let filled = row.cells.iter().filter(|(_, s)| s.is_filled()).count();
    let read = match first {
        // The row as a whole, whose cells no heading could be given.
        Shape::Doubtful(_) if piece.span == 0 => first.clone(),
        _ => shape(&piece.text, measure(heading, head)),
    };
    // Where a cell is wanting, the digits of one may be the figures of two.
    let read = if filled < expected { apart(&piece.text, &read).unwrap_or(read) } else { read };
    let (value, status, note) = match read {
        Shape::Figure(value, note) => (Some(value), Status::Exact, note),
        Shape::Empty(status) => (None, status, None),
        // No sum tells whether these are one number; where no cell is wanting it can be nothing else.
        Shape::Cut(pieces) => {
            let joined = pieces.concat().parse::<f64>().ok();
            let whole = filled >= expected && !pieces.first().is_some_and(|p| p.starts_with('0'));
            match joined.filter(|_| whole) {
                Some(value) => {
                    (Some(value), Status::Exact, Some(words::joined(&piece.text, &value.to_string())))
                }
                None => (None, Status::Ambiguous, Some(words::not_settled(&piece.text))),
            }
        }
        Shape::Doubtful(why) => (None, Status::Ambiguous, Some(why)),
        Shape::Words => (None, Status::Ambiguous, Some(words::unreadable(&piece.text))),
    };
    let place = words::place(Part::Table2, 1, (row.line.row + 1, piece.column + 1), row.line.page);
    let note = note.unwrap_or_default();
    let new = Read { value, status, text: piece.text.clone(), place, rule: "table2", note };
    match found.figures.get_mut(&field) {
        Some(old) if old.status != Status::Blank && new.status == Status::Blank => {}
        Some(old) if old.value != new.value && old.status != Status::Blank => {
            old.note = words::contradicts(&old.text, &new.text);
            (old.value, old.status) = (None, Status::Ambiguous);
        }
        Some(old) if old.status != Status::Blank => {}
        _ => {
            found.figures.insert(field, new);
        }
    }
}

/// The unit of a heading's figures.
fn measure(heading: &Heading, head: &str) -> Measure {
    if !heading.ends.ends_with("wan_yuan") {
        return Measure::Count;
    }
    let head = fold(head);
    if head.contains("亿元") {
        Measure::Money(10_000.0)
    } else if head.contains('元') && !head.contains("万元") {
        Measure::Money(0.0001)
    } else {
        Measure::Money(1.0)
    }
}
