//! Random valid tables in random layouts are read back exactly.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::document;
pub(in crate::ingest) use super::paragraph;
use crate::ingest::document::{Block, Grid, GridCell};
use crate::ingest::tables::read_tables;
use crate::schema::{Applicant, Form, Outcome};

/// Spellings of each row's label: on the form, and as reports vary it.
const LABELS: [(&str, &[&str]); 29] = [
    (
        "received_new",
        &[
            "一、本年新收政府信息公开申请数量",
            "一 、本年新收政府信息\n公开申请数",
            "一.本年新收政府信息公开申请数量",
        ],
    ),
    ("carried_in", &["二、上年结转政府信息公开申请数量", "二、上年度结转政府信息公开申请数量"]),
    ("granted", &["（一）予以公开", "(一)予以 公开", "㈠予以公开"]),
    ("partly_granted", &["（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "(二)部分公开"]),
    ("denied_state_secret", &["1.属于国家秘密", "１、属于国家秘密", "①属于国家秘密"]),
    (
        "denied_by_law",
        &["2.其他法律行政法规禁止公开", "2.其他法律行政止公开", "2、其他法律、行政法规禁止公开"],
    ),
    (
        "denied_security_stability",
        &["3.危及“三安全一稳定”", "3.危及\"三安全一稳定\"", "3.危及三安全\n一稳定"],
    ),
    ("denied_third_party", &["4.保护第三方合法权益"]),
    ("denied_internal_affairs", &["5.属于三类内部事务信息", "5.属于三类内部\n事务信息"]),
    ("denied_process", &["6.属于四类过程性信息", "6. 属于四类过程信息"]),
    ("denied_enforcement_file", &["7.属于行政执法案卷", "7.属于行政执法案 卷"]),
    ("denied_administrative_inquiry", &["8.属于行政查询事项"]),
    ("unavailable_not_held", &["1.本机关不掌握相关政府信息", "1.本机关不掌握"]),
    ("unavailable_needs_creation", &["2.没有现成信息需要另行制作", "2.没有现成信息需另行制作"]),
    ("unavailable_unclear", &["3.补正后申请内容仍不明确", "3.补正后仍不明确"]),
    ("not_processed_petition", &["1.信访举报投诉类申请", "1.信访、举报、投诉类申请"]),
    ("not_processed_repeated", &["2.重复申请", "重复申请"]),
    ("not_processed_publication", &["3.要求提供公开出版物"]),
    ("not_processed_excessive", &["4.无正当理由大量反复申请"]),
    ("not_processed_reconfirmation", &["5.要求行政机关确认或重新出具已获取信息"]),
    ("otherwise_uncorrected", &["1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"]),
    ("otherwise_fee_unpaid", &["2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"]),
    ("otherwise_other", &["3.其他", "３．其它"]),
    ("otherwise_handled", &["（六）其他处理", "(六)其他"]),
    ("resolved_total", &["（七）总计", "(七)合计", "（七）办理结果总计", "总计"]),
    ("carried_out", &["四、结转下年度继续办理"]),
    ("denied", &["（三）不予公开", "(三)\n不予\n公开"]),
    ("unavailable", &["（四）无法提供", "(四) 无法 提供"]),
    ("not_processed", &["（五）不予处理"]),
];

fn label(field: &str, choice: usize) -> String {
    let found = LABELS.iter().find(|(f, _)| *f == field).map(|(_, l)| l[choice % l.len()]);
    found.unwrap_or_else(|| panic!("{field}")).to_owned()
}

/// Where the header stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Header {
    First,
    Each,
    Nowhere,
}

/// How a table is laid out.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct Layout {
    /// 0: spans; 1: covered positions are blank cells; 2: labels shift the figures, as tabs do.
    pub(in crate::ingest) kind: usize,
    /// Rows after which a new grid begins, with a header or without.
    breaks: Vec<usize>,
    /// A blank column before this value column.
    spare: Option<usize>,
    /// On the first grid only, on every grid, nowhere.
    header: Header,
    labels: Vec<usize>,
    spelling: usize,
    pub(in crate::ingest) old: bool,
}

pub(in crate::ingest) fn layouts() -> impl Strategy<Value = Layout> {
    (
        (0_usize..3, proptest::collection::vec(1_usize..26, 0..3)),
        (
            proptest::option::of(0_usize..8),
            prop_oneof![Just(Header::First), Just(Header::Each), Just(Header::Nowhere)],
        ),
        proptest::collection::vec(0_usize..4, 29),
        (0_usize..5, any::<bool>()),
    )
        .prop_map(|((kind, breaks), (spare, header), labels, (spelling, old))| Layout {
            kind,
            breaks,
            // In a text a column too many cannot be told from a blank figure.
            spare: spare.filter(|_| kind < 2),
            header,
            labels,
            spelling,
            old,
        })
}

pub(super) fn spell(value: u32, spelling: usize) -> String {
    let grouped = crate::schema::group_thousands(f64::from(value), 0);
    match spelling {
        1 => grouped,
        2 => grouped.replace(',', "，"),
        3 => value.to_string().chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect(),
        4 => format!("{value} "),
        _ => value.to_string(),
    }
}

pub(in crate::ingest) type Figures = BTreeMap<String, f64>;

/// A valid table 3: 23 rows of applicants at random, totals by the identities.
pub(in crate::ingest) fn table3(seed: &[u32], old: bool) -> Vec<(&'static str, [u32; 7])> {
    let mut cells = seed.iter().copied().cycle();
    let mut row = || {
        let mut row = [0; 7];
        for cell in row.iter_mut().take(6) {
            *cell = cells.next().unwrap_or(0);
        }
        row[6] = row.iter().sum();
        row
    };
    let mut rows: Vec<(&'static str, [u32; 7])> = vec![("received_new", row()), ("carried_in", row())];
    for outcome in Outcome::PARTS {
        match outcome.reasons() {
            [] => rows.push((outcome.field(), row())),
            _ if old && outcome == Outcome::OtherwiseHandled => rows.push((outcome.field(), row())),
            reasons => rows.extend(reasons.iter().map(|r| (*r, row()))),
        }
    }
    let mut total = [0; 7];
    for (_, row) in rows.iter().skip(2) {
        for (sum, cell) in total.iter_mut().zip(row) {
            *sum += cell;
        }
    }
    rows.push(("resolved_total", total));
    rows.push(("carried_out", row()));
    rows
}

pub(in crate::ingest) fn expected(rows: &[(&'static str, [u32; 7])]) -> Figures {
    let mut figures = Figures::new();
    let mut add = |field: &str, row: &[u32; 7]| {
        for (i, value) in row.iter().enumerate() {
            let name = Applicant::ALL.get(i).map_or_else(|| field.to_owned(), |a| a.field(field));
            *figures.entry(name).or_default() += f64::from(*value);
        }
    };
    for (field, row) in rows {
        add(field, row);
        if let Some(outcome) = Outcome::PARTS.into_iter().find(|o| o.reasons().contains(field)) {
            add(outcome.field(), row);
        }
    }
    figures
}

/// The group that stands before a row's label, and how many rows it has.
fn head(field: &str) -> Option<(&'static str, usize)> {
    let outcome = Outcome::PARTS.into_iter().find(|o| o.reasons().first() == Some(&field))?;
    Some((outcome.field(), outcome.reasons().len()))
}

/// A cell as it is written: text, rows and columns that it spans.
pub(super) type Written = (String, usize, usize);

/// The rows of the table as cells; positions that spans cover are left out.
fn written(rows: &[(&'static str, [u32; 7])], layout: &Layout) -> Vec<Vec<Written>> {
    let inside = |field: &str| Outcome::PARTS.into_iter().any(|o| o.reasons().contains(&field));
    let resolved = |field: &str| !matches!(field, "received_new" | "carried_in" | "carried_out");
    let count = rows.iter().filter(|(field, _)| resolved(field)).count();
    let mut lines = Vec::new();
    for (index, (field, figures)) in rows.iter().enumerate() {
        let mut line: Vec<Written> = Vec::new();
        let text = label(field, layout.labels[index % layout.labels.len()]);
        if *field == "granted" {
            line.push(("三、本年度\n办理结果".into(), count, 1));
        }
        if let Some((group, members)) = head(field) {
            line.push((label(group, layout.labels[index % layout.labels.len()]), members, 1));
        }
        let width = if !resolved(field) {
            3
        } else if inside(field) {
            1
        } else {
            2
        };
        line.push((text, 1, width));
        for (i, value) in figures.iter().enumerate() {
            if layout.spare == Some(i) {
                line.push((String::new(), 1, 1));
            }
            line.push((spell(*value, layout.spelling), 1, 1));
        }
        if layout.spare == Some(7) {
            line.push((String::new(), 1, 1));
        }
        lines.push(line);
    }
    lines
}

fn header(layout: &Layout) -> Vec<Vec<Written>> {
    let names = ["自然人", "商业企业", "科研\n机构", "社会公益组织", "法律服务机构", "其他", "总计"];
    let mut line: Vec<Written> =
        vec![("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）".into(), 1, 3)];
    for (i, name) in names.iter().enumerate() {
        if layout.spare == Some(i) {
            line.push((String::new(), 1, 1));
        }
        line.push(((*name).to_owned(), 1, 1));
    }
    vec![line]
}

/// Lays the lines of one grid out.
pub(super) fn lay(lines: &[Vec<Written>], kind: usize) -> Block {
    let mut grid = Grid { rows: lines.len(), ..Grid::default() };
    for (row, line) in lines.iter().enumerate() {
        let mut column = 0;
        for (text, rows, columns) in line {
            while kind < 2 && grid.at(row, column).is_some() {
                column += 1;
            }
            let (row_span, column_span) = if kind < 2 { (*rows, *columns) } else { (1, 1) };
            let row_span = row_span.min(lines.len() - row);
            grid.cells.push(GridCell { row, column, row_span, column_span, text: text.clone(), page: None });
            column += column_span;
            grid.columns = grid.columns.max(column);
        }
    }
    if kind == 1 {
        // As writers do that know no spans: a blank cell at every covered position.
        let covered: Vec<(usize, usize)> = grid
            .cells
            .iter()
            .flat_map(|c| {
                (c.row..c.row + c.row_span)
                    .flat_map(move |r| (c.column..c.column + c.column_span).map(move |k| (r, k)))
                    .skip(1)
            })
            .collect();
        for cell in &mut grid.cells {
            (cell.row_span, cell.column_span) = (1, 1);
        }
        for (row, column) in covered {
            grid.cells.push(GridCell {
                row,
                column,
                row_span: 1,
                column_span: 1,
                text: String::new(),
                page: None,
            });
        }
        grid.cells.sort_by_key(|c| (c.row, c.column));
    }
    Block::Grid(grid)
}

/// The table cut into grids; a span that a break cuts is begun again without its text.
pub(in crate::ingest) fn blocks(rows: &[(&'static str, [u32; 7])], layout: &Layout) -> Vec<Block> {
    let lines = written(rows, layout);
    let mut cuts: Vec<usize> = layout.breaks.iter().copied().filter(|b| *b < lines.len()).collect();
    cuts.extend([0, lines.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut blocks = vec![paragraph("三、收到和处理政府信息公开申请情况")];
    for pair in cuts.windows(2) {
        let mut part: Vec<Vec<Written>> = Vec::new();
        let shows = layout.header == Header::Each || (layout.header == Header::First && pair[0] == 0);
        if shows {
            part.extend(header(layout));
        }
        for (index, line) in lines.iter().enumerate().take(pair[1]).skip(pair[0]) {
            let mut line = line.clone();
            if index == pair[0] && layout.kind < 2 {
                // The cells that began above the break and reach below it.
                let mut running: Vec<Written> = Vec::new();
                for (above, cells) in lines.iter().enumerate().take(index) {
                    for (_, span, columns) in cells.iter().filter(|(_, span, _)| above + span > index) {
                        running.push((String::new(), above + span - index, *columns));
                    }
                }
                running.extend(line);
                line = running;
            }
            part.push(line);
        }
        blocks.push(lay(&part, layout.kind));
    }
    blocks
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn table_3_reads_back_from_every_layout(
        seed in proptest::collection::vec(prop_oneof![0_u32..3, 0_u32..20_000], 40..160),
        layout in layouts(),
    ) {
        let rows = table3(&seed, layout.old);
        let tables = read_tables(&document(blocks(&rows, &layout)));
        let read: Figures = tables.figures.iter().filter_map(|(f, r)| Some((f.clone(), r.value?))).collect();
        prop_assert_eq!(read, expected(&rows), "{:?}", tables.remarks);
        let form = if layout.old { Form::Tables2019 } else { Form::Tables2021 };
        prop_assert_eq!(tables.form, Some(form));
    }

    /// Whatever happens to the labels, a figure is never read into another row.
    #[test]
    fn a_damaged_label_loses_its_row_at_most(
        hurt in proptest::collection::vec((0_usize..26, 0_usize..12, "[一-龥]{0,3}"), 1..8),
        layout in layouts(),
    ) {
        let mut rows = table3(&[1], layout.old);
        for (i, (_, row)) in rows.iter_mut().enumerate() {
            *row = [100 + u32::try_from(i).unwrap_or(0), 0, 0, 0, 0, 0, 100 + u32::try_from(i).unwrap_or(0)];
        }
        let mut lines = written(&rows, &layout);
        for (row, at, with) in &hurt {
            let Some(line) = lines.get_mut(*row) else { continue };
            let Some(text) = line.iter_mut().rev().find(|(t, _, _)| t.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c))) else { continue };
            let mut letters: Vec<char> = text.0.chars().collect();
            let from = (*at).min(letters.len());
            let to = (from + 4).min(letters.len());
            letters.splice(from..to, with.chars());
            text.0 = letters.into_iter().collect();
        }
        let tables = read_tables(&document(vec![lay(&lines, layout.kind)]));
        let expected = expected(&rows);
        for (field, read) in &tables.figures {
            if let Some(value) = read.value {
                prop_assert_eq!(Some(&value), expected.get(field), "{}: {:?}", field, read);
            }
        }
    }
}
