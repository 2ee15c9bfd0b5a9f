//! Tables whose cells came apart, lie on their side or ran together: read exactly, or said to be doubtful.

use super::{document, grid, paragraph};
use crate::ingest::document::{Block, Grid, GridCell};
use crate::ingest::reading::Status;
use crate::ingest::tables::{Tables, read_tables};

/// Rows of table 3 with which the sums hold: 12 in, 2 carried in, 10 resolved, 4 left.
const ROWS: [(&str, [&str; 7]); 8] = [
    ("一、本年新收政府信息公开申请数量", ["10", "2", "0", "0", "0", "0", "12"]),
    ("二、上年结转政府信息公开申请数量", ["2", "0", "0", "0", "0", "0", "2"]),
    ("三、本年度办理结果（一）予以公开", ["5", "1", "0", "0", "0", "0", "6"]),
    ("（二）部分公开", ["0", "0", "0", "0", "0", "0", "0"]),
    ("（三）不予公开1.属于国家秘密", ["3", "1", "0", "0", "0", "0", "4"]),
    ("2.其他法律行政法规禁止公开", ["0", "0", "0", "0", "0", "0", "0"]),
    ("（七）总计", ["8", "2", "0", "0", "0", "0", "10"]),
    ("四、结转下年度继续办理", ["4", "0", "0", "0", "0", "0", "4"]),
];
const HEAD: [&str; 9] = [
    "申请人情况",
    "自然人",
    "法人或其他组织",
    "总计",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
];

fn is(tables: &Tables, field: &str, value: Option<f64>) {
    let read = tables.figures.get(field).unwrap_or_else(|| panic!("{field}: {:?}", tables.remarks));
    assert_eq!(read.value, value, "{field}: {read:?}");
}

/// The text of a page in which every cell is a line.
fn cells(rows: &[(&str, [&str; 7])]) -> Vec<Block> {
    let mut lines = vec!["三、收到和处理政府信息公开申请情况"];
    lines.extend(HEAD);
    for (label, figures) in rows {
        lines.push(label);
        lines.extend(figures.iter().filter(|figure| !figure.is_empty()));
    }
    lines.into_iter().map(paragraph).collect()
}

#[test]
fn cells_each_in_a_paragraph_are_rows_again() {
    let two = ["二、主动公开政府信息情况", "第二十条第（一）项", "信息内容", "本年制发件数", "本年废止件数"];
    let two =
        two.into_iter().chain(["现行有效件数", "规章", "0", "1", "7", "第二十条第（五）项", "信息内容"]);
    let two = two.chain(["本年处理决定数量", "行政许可", "5,428"]);
    let mut blocks: Vec<Block> = two.map(paragraph).collect();
    blocks.extend(cells(&ROWS));
    let tables = read_tables(&document(blocks));
    is(&tables, "rules_repealed", Some(1.0));
    is(&tables, "rules_in_force", Some(7.0));
    is(&tables, "permits_decided", Some(5428.0));
    is(&tables, "received_new", Some(12.0));
    is(&tables, "granted__business", Some(1.0));
    is(&tables, "denied_state_secret__natural_person", Some(3.0));
    is(&tables, "carried_out", Some(4.0));
}

#[test]
fn cells_in_another_order_than_the_forms_and_short_rows_give_no_figure() {
    // 总计 first: the applicants do not sum to the last figure.
    let turned = ROWS.map(|(label, [a, b, c, d, e, f, total])| (label, [total, a, b, c, d, e, f]));
    let tables = read_tables(&document(cells(&turned)));
    assert!(tables.figures.values().all(|read| read.value.is_none()), "{:?}", tables.figures);
    // A blank cell leaves no line: nobody knows which of the three was blank.
    let mut blocks: Vec<Block> = ["二、主动公开政府信息情况", "信息内容", "本年制发件数", "本年废止件数"]
        .into_iter()
        .chain(["现行有效件数", "行政规范性文件", "1", "140"])
        .map(paragraph)
        .collect();
    blocks.extend(cells(&ROWS));
    let tables = read_tables(&document(blocks));
    for end in ["issued", "repealed", "in_force"] {
        let read = &tables.figures[&format!("normative_docs_{end}")];
        assert_eq!((read.value, read.status), (None, Status::Ambiguous), "{end}: {read:?}");
    }
    is(&tables, "received_new", Some(12.0));
}

#[test]
fn a_table_on_its_side_is_turned() {
    let names = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
    let lines: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(line, name)| {
            let of_row =
                ROWS.iter().map(|(label, figures)| if line == 0 { *label } else { figures[line - 1] });
            std::iter::once(*name).chain(of_row).collect::<Vec<_>>().join("|")
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let tables = read_tables(&document(vec![grid(&lines)]));
    is(&tables, "received_new__business", Some(2.0));
    is(&tables, "resolved_total", Some(10.0));
}

#[test]
fn a_label_that_a_page_ends_in_is_joined_over_the_heads_and_the_repeated_header() {
    let first = grid(&[
        "（勾稽关系）||自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计",
        "一、本年新收政府信息公开申请数量||10|2|0|0|0|0|12",
        "二、上年结转政府信息公开申请数量||2|0|0|0|0|0|2",
        "（三）不|1.属于|3|1|0|0|0|0|4",
    ]);
    let second = grid(&[
        "申请人情况|||||||||",
        "||自然人|法人或其他组织|||||总计",
        "|||商业企业|科研机构|社会公益组织|法律服务机构|其他|",
        "予公开|国家秘密|||||||",
        "|2.其他法律行政法规禁止公开|0|9|0|0|0|0|9",
    ]);
    let tables = read_tables(&document(vec![first, second]));
    is(&tables, "denied_state_secret", Some(4.0));
    is(&tables, "denied_by_law__business", Some(9.0));
    assert!(!tables.figures.contains_key("denied__natural_person"));
}

#[test]
fn figures_and_headings_that_ran_together_are_not_one_figure() {
    let tables = read_tables(&document(vec![grid(&[
        "信息内容|上一年项目数量 本年增/减 处理决定数量",
        "行政许可|3500 0 0",
        "行政处罚|5 140 140",
    ])]));
    assert!(tables.figures.values().all(|read| read.value.is_none()), "{:?}", tables.figures);
    let tables = read_tables(&document(vec![grid(&[
        "信息内容|上一年项目数量|本年增/减|处理决定数量",
        "行政许可|12 140|3|",
        "行政处罚|12 140|3|5",
    ])]));
    is(&tables, "permits_items_last_year", None);
    is(&tables, "penalties_items_last_year", Some(12140.0));
}

/// Fifteen figures; each block adds up.
const FOUR: &str = "1|0|0|2|3|0|0|0|0|0|4|0|0|0|4";

#[test]
fn table_4_ends_with_its_blanks_and_a_table_behind_it_is_none_of_it() {
    let blank = FOUR.replace('0', "");
    let tables = read_tables(&document(vec![
        paragraph("四、政府信息公开行政复议、行政诉讼情况"),
        grid(&[&blank]),
        grid(&["月份|网站|微信", "1月|120|33", "2月|140|44"]),
    ]));
    is(&tables, "review_pending", Some(2.0));
    is(&tables, "review_corrected", None);
    is(&tables, "suit_after_review_total", Some(4.0));
}

#[test]
fn a_table_4_on_its_side_without_blocks_is_not_read_in_the_forms_order() {
    let kinds = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let figures = ["1|0|4", "0|0|0", "0|0|0", "2|0|0", "3|0|4"];
    let lines: Vec<String> = kinds.iter().zip(figures).map(|(kind, row)| format!("{kind}|{row}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let heading = paragraph("四、政府信息公开行政复议、行政诉讼情况");
    let tables = read_tables(&document(vec![heading, grid(&lines)]));
    assert!(tables.figures.values().all(|read| read.value.is_none()), "{:?}", tables.figures);
    assert!(!tables.remarks.is_empty());
}

#[test]
fn blank_cells_that_a_sheet_leaves_out_are_there() {
    let heads = ["行政复议", "", "", "", "", "行政诉讼（未经复议直接起诉）", "", "", "", ""];
    let cells = |row: usize, texts: &[&str]| -> Vec<GridCell> {
        let filled = texts.iter().enumerate().filter(|(_, text)| !text.is_empty());
        let cell = |(column, text): (usize, &&str)| GridCell {
            row,
            column,
            row_span: 1,
            column_span: 1,
            text: (*text).to_owned(),
            page: None,
        };
        filled.map(cell).collect()
    };
    let kinds = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"].repeat(3);
    let blank = FOUR.replace('0', "");
    let figures: Vec<&str> = blank.split('|').collect();
    let all = [cells(0, &heads), cells(0, &[]), cells(1, &kinds), cells(2, &figures)].concat();
    let sheet = Grid { rows: 3, columns: 15, cells: all, ..Grid::default() };
    let tables = read_tables(&document(vec![Block::Grid(sheet)]));
    is(&tables, "review_upheld", Some(1.0));
    is(&tables, "suit_direct_total", None);
    is(&tables, "suit_after_review_upheld", Some(4.0));
}
