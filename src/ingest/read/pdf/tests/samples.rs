//! Cells and paragraphs of the sample reports against what they must give.

use super::{grids, paragraphs, row};
use crate::ingest::document::{Document, Grid};

const SUQIAN: &[u8] = include_bytes!("../../../../../tests/reports/suqian_2024.pdf");
const SHANGHAI: &[u8] = include_bytes!("../../../../../tests/reports/shanghai_stc_2024.pdf");
const QINGLAN: &[u8] = include_bytes!("../../../../../tests/reports/qinglan_2023.pdf");
const EXPECTED: &str = include_str!("../../../../../tests/reports/expected.csv");

/// Part of a row's label in table 3, and its field.
const TABLE_3: [(&str, &str); 25] = [
    ("本年新收", "received_new"),
    ("结转政府信息", "carried_in"),
    ("予以公开", "granted"),
    ("部分公开", "partly_granted"),
    ("属于国家秘密", "denied_state_secret"),
    ("法律行政法规禁止", "denied_by_law"),
    ("三安全一稳定", "denied_security_stability"),
    ("第三方合法权益", "denied_third_party"),
    ("三类内部事务", "denied_internal_affairs"),
    ("四类过程性", "denied_process"),
    ("执法案卷", "denied_enforcement_file"),
    ("行政查询事项", "denied_administrative_inquiry"),
    ("不掌握相关", "unavailable_not_held"),
    ("没有现成信息", "unavailable_needs_creation"),
    ("补正后申请内容", "unavailable_unclear"),
    ("投诉类申请", "not_processed_petition"),
    ("重复申请", "not_processed_repeated"),
    ("公开出版物", "not_processed_publication"),
    ("大量反复申请", "not_processed_excessive"),
    ("确认或重新出具", "not_processed_reconfirmation"),
    ("逾期不补正", "otherwise_uncorrected"),
    ("收费通知要求缴纳", "otherwise_fee_unpaid"),
    ("3.其他", "otherwise_other"),
    ("（七）", "resolved_total"),
    ("结转下年度继续办理", "carried_out"),
];

const APPLICANTS: [&str; 7] = [
    "__natural_person",
    "__business",
    "__research",
    "__social_organisation",
    "__legal_service",
    "__other_organisation",
    "",
];

const TABLE_4: [&str; 15] = [
    "review_upheld",
    "review_corrected",
    "review_other",
    "review_pending",
    "review_total",
    "suit_direct_upheld",
    "suit_direct_corrected",
    "suit_direct_other",
    "suit_direct_pending",
    "suit_direct_total",
    "suit_after_review_upheld",
    "suit_after_review_corrected",
    "suit_after_review_other",
    "suit_after_review_pending",
    "suit_after_review_total",
];

fn expected(file: &str) -> impl Fn(&str) -> String {
    let mut reader = csv::Reader::from_reader(EXPECTED.as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = header.iter().position(|name| name == "source_file").unwrap();
    let row = reader.records().map(Result::unwrap).find(|row| &row[column] == file).unwrap();
    move |field| row[header.iter().position(|name| name == field).unwrap()].to_owned()
}

/// The last `count` cells of the row whose label contains `part`, which must be one column wide each.
fn figures(grids: &[&Grid], part: &str, count: usize) -> Vec<String> {
    for grid in grids {
        for cell in &grid.cells {
            if cell.text.replace(['\n', ' '], "").contains(part) && grid.columns >= count {
                let cells: Vec<_> = (grid.columns - count..grid.columns)
                    .filter_map(|column| grid.at(cell.row, column))
                    .filter(|cell| cell.column_span == 1)
                    .map(|cell| figure(&cell.text))
                    .filter(|text| text.parse::<f64>().is_ok())
                    .collect();
                if cells.len() == count {
                    return cells;
                }
            }
        }
    }
    panic!("no row {part}");
}

/// A figure without the separators that some reports print.
fn figure(text: &str) -> String {
    text.replace([',', '，'], "")
}

fn check_tables(file: &str, bytes: &[u8]) -> Document {
    let document = super::read(file, bytes).unwrap();
    let expected = expected(file);
    let all = grids(&document);
    for (part, field) in TABLE_3 {
        let fields: Vec<String> = APPLICANTS.iter().map(|who| expected(&format!("{field}{who}"))).collect();
        assert_eq!(figures(&all[1..all.len() - 1], part, 7), fields, "{file}: {part}");
    }
    let four = all.last().unwrap();
    assert_eq!(four.columns, 15);
    let fields: Vec<String> = TABLE_4.iter().map(|field| expected(field)).collect();
    let last: Vec<String> = row(four, four.rows - 1).into_iter().map(figure).collect();
    assert_eq!(last, fields, "{file}: table 4");
    let two = [all[0]];
    for (part, field) in [
        ("行政许可", "permits_decided"),
        ("行政处罚", "penalties_decided"),
        ("行政强制", "coercive_measures_decided"),
        ("行政事业性收费", "fees_wan_yuan"),
    ] {
        let cell = two[0].cells.iter().find(|cell| cell.text == part).unwrap();
        assert_eq!(figure(&two[0].at(cell.row, 1).unwrap().text), expected(field), "{file}: {part}");
    }
    let documents =
        ["normative_docs_issued", "normative_docs_repealed", "normative_docs_in_force"].map(&expected);
    assert_eq!(figures(&two, "行政规范性文件", 3), documents, "{file}");
    document
}

#[test]
fn cells_of_a_table_over_two_pages_stand_in_their_rows_and_columns() {
    let document = check_tables("suqian_2024.pdf", SUQIAN);
    let shapes: Vec<_> =
        grids(&document).iter().map(|grid| (grid.place.page, grid.rows, grid.columns)).collect();
    assert_eq!(
        shapes,
        [(Some(1), 14, 4), (Some(1), 5, 8), (Some(2), 11, 10), (Some(3), 12, 10), (Some(3), 4, 15)]
    );
}

#[test]
fn cells_of_a_report_made_by_an_office_program_stand_in_their_rows_and_columns() {
    let document = check_tables("shanghai_stc_2024.pdf", SHANGHAI);
    // The label beside the outcomes is set one character a line and torn by the page's end.
    let torn =
        |grid: &&Grid| grid.cells.iter().any(|cell| cell.text == "年度办理结果" && cell.row_span == 20);
    assert!(grids(&document).iter().any(torn));
}

#[test]
fn cells_of_a_made_up_report_stand_in_their_rows_and_columns() {
    check_tables("qinglan_2023.pdf", QINGLAN);
}

#[test]
fn paragraphs_of_the_samples_are_whole() {
    let document = super::read("suqian_2024.pdf", SUQIAN).unwrap();
    let text = paragraphs(&document);
    assert_eq!(text[0], "宿迁市 2024 年政府信息公开工作年度报告");
    assert!(text.contains(
        &"（二）依申请公开情况。进一步规范接收、登记、审核、答复流程。2024年，全市收到依申请公开3646件，均已\
          依法答复。政府信息公开类行政复议134起，行政诉讼57起。"
    ));
    assert!(text.ends_with(&["宿迁市人民政府办公室", "2025年2月14日"]));
    let document = super::read("shanghai_stc_2024.pdf", SHANGHAI).unwrap();
    let text = paragraphs(&document);
    assert_eq!(text[0], "2024年上海市科学技术委员会政府信息公开工作年度报告");
    assert!(text[1].ends_with("（电话：0000-4541647）。"), "{}", text[1]);
    assert_eq!(text.last(), Some(&"本年度收取信息处理费0元。"));
}
