//! Numbers cut in two, torn totals and labels, digits in the wrong cell: repaired if the sums say so.

use super::{document, grid, paragraph};
use crate::ingest::document::Block;
use crate::ingest::reading::{Read, Status};
use crate::ingest::tables::{Tables, read_tables};

const HEAD: &str = "（勾稽关系）||自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计";

/// Rows with which E1 and E2 can be computed: 12 in, 2 carried in, 10 granted, 4 left.
fn rows() -> Vec<(&'static str, &'static str)> {
    vec![
        ("一、本年新收政府信息公开申请数量|", "10|2|0|0|0|0|12"),
        ("二、上年结转政府信息公开申请数量|", "2|0|0|0|0|0|2"),
        ("三、本年度办理结果|（一）予以公开", "8|2|0|0|0|0|10"),
        ("|（二）部分公开", "0|0|0|0|0|0|0"),
        ("|（三）不予公开", "0|0|0|0|0|0|0"),
        ("|（四）无法提供", "0|0|0|0|0|0|0"),
        ("|（五）不予处理", "0|0|0|0|0|0|0"),
        ("|（六）其他处理", "0|0|0|0|0|0|0"),
        ("|（七）总计", "8|2|0|0|0|0|10"),
        ("四、结转下年度继续办理|", "4|0|0|0|0|0|4"),
    ]
}

fn with(changes: &[(usize, &str)], head: Option<&str>) -> Tables {
    let mut lines: Vec<String> = head.map(str::to_owned).into_iter().collect();
    for (index, (label, figures)) in rows().into_iter().enumerate() {
        let change = changes.iter().find(|(i, _)| *i == index).map(|(_, text)| *text);
        lines.extend(format!("{label}|{}", change.unwrap_or(figures)).split('\n').map(str::to_owned));
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    read_tables(&document(vec![grid(&lines)]))
}

fn cell<'a>(tables: &'a Tables, field: &str) -> &'a Read {
    tables.figures.get(field).unwrap_or_else(|| panic!("{field}: {:#?}", tables.remarks))
}

fn is(tables: &Tables, field: &str, value: Option<f64>, status: Status) {
    let read = cell(tables, field);
    assert_eq!((read.value, read.status), (value, status), "{field}: {read:?}");
    assert_eq!(read.note.zh.is_empty(), status == Status::Exact, "{read:?}");
}

#[test]
fn a_sound_table_is_read_as_it_stands() {
    let tables = with(&[], Some(HEAD));
    is(&tables, "received_new__business", Some(2.0), Status::Exact);
    is(&tables, "carried_out", Some(4.0), Status::Exact);
    assert_eq!(tables.figures.len(), 70);
    assert_eq!(cell(&tables, "carried_in__natural_person").place.zh, "表三 第 3 行第 3 列");
    assert!(tables.remarks.is_empty(), "{:?}", tables.remarks);
}

#[test]
fn a_number_cut_in_two_is_joined_if_the_sums_hold() {
    for change in ["1 0|2|0|0|0|0|12", "1\n0|2|0|0|0|0|12"] {
        // The second is a line break in a cell, which the grid of this test cannot hold.
        let tables = with(&[(0, &change.replace('\n', "  "))], Some(HEAD));
        is(&tables, "received_new__natural_person", Some(10.0), Status::Repaired);
        is(&tables, "received_new", Some(12.0), Status::Exact);
    }
    // Joined, the row does not add up.
    let tables = with(&[(0, "1 0|3|0|0|0|0|12")], Some(HEAD));
    is(&tables, "received_new__natural_person", None, Status::Ambiguous);
    is(&tables, "received_new__business", Some(3.0), Status::Exact);
}

#[test]
fn a_number_cut_over_two_cells_is_joined_if_one_way_makes_the_sums_hold() {
    let tables = with(&[(0, "1|0|2|0|0|0|0|12")], None);
    is(&tables, "received_new__natural_person", Some(10.0), Status::Repaired);
    is(&tables, "received_new__business", Some(2.0), Status::Exact);
    is(&tables, "received_new", Some(12.0), Status::Exact);
    // 8 noughts: none of them is a piece of a number.
    let tables = with(&[(3, "0|0|0|0|0|0|0|0")], None);
    is(&tables, "partly_granted", None, Status::Ambiguous);
    is(&tables, "granted", Some(10.0), Status::Exact);
}

#[test]
fn two_figures_in_one_cell_are_spread_if_the_sums_hold() {
    let tables = with(&[(0, "10 2||0|0|0|0|12")], Some(HEAD));
    is(&tables, "received_new__natural_person", Some(10.0), Status::Repaired);
    is(&tables, "received_new__business", Some(2.0), Status::Repaired);
}

#[test]
fn digits_in_the_neighbours_cell_move_back_if_row_and_columns_then_hold() {
    let tables = with(&[(0, "1|02|0|0|0|0|12")], Some(HEAD));
    is(&tables, "received_new__natural_person", Some(10.0), Status::Repaired);
    is(&tables, "received_new__business", Some(2.0), Status::Repaired);
    // A contradiction of the report's own stays.
    let tables = with(&[(0, "11|2|0|0|0|0|12")], Some(HEAD));
    is(&tables, "received_new__natural_person", Some(11.0), Status::Exact);
    is(&tables, "received_new", Some(12.0), Status::Exact);
}

#[test]
fn a_total_torn_to_a_line_of_its_own_is_taken_back_if_the_row_adds_up() {
    for line in ["10|2|0|0|0|0|\n||||||||12", "10|2|0|0|0|0\n12"] {
        let tables = with(&[(0, line)], None);
        is(&tables, "received_new", Some(12.0), Status::Repaired);
        is(&tables, "received_new__natural_person", Some(10.0), Status::Exact);
    }
    let tables = with(&[(0, "10|2|0|0|0|0\n13")], None);
    is(&tables, "received_new", None, Status::Ambiguous);
}

#[test]
fn labels_torn_off_their_figures_are_put_together() {
    let torn = [
        "一、本年新收政府信息公开申请数量|10|2|0|0|0|0|12",
        "二、上年结转政府信息公开申请数量|2|0|0|0|0|0|2",
        "三、本年|8|2|0|0|0|0|10",
        "（一）予以公开",
        "度办理结果|（二）部分公开|0|0|0|0|0|0|0",
        "1.申请人无正当理由逾期不补正、行政机关不再",
        "|1|0|0|0|0|0|1",
        "处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政",
        "（六）其他处|2|0|0|0|0|0|2",
        "机关不再处理其政府信息公开申请",
        "3.其他|3|0|0|0|0|0|3",
    ];
    let tables = read_tables(&document(vec![grid(&torn)]));
    for (field, value) in [
        ("granted", 10.0),
        ("partly_granted", 0.0),
        ("otherwise_uncorrected", 1.0),
        ("otherwise_fee_unpaid", 2.0),
        ("otherwise_other", 3.0),
        ("otherwise_handled", 6.0),
    ] {
        assert_eq!(cell(&tables, field).value, Some(value), "{field}");
    }
    assert_eq!(cell(&tables, "otherwise_handled").rule, "sum_of_parts");
}

#[test]
fn a_printed_group_total_is_kept_and_one_beside_some_rows_is_in_doubt() {
    let head = "|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计";
    let all = [
        "（四）无法提供|9|0|0|0|0|0|9",
        "1.本机关不掌握相关政府信息|5|0|0|0|0|0|5",
        "2.没有现成信息需要另行制作|0|0|0|0|0|0|0",
        "3.补正后申请内容仍不明确|3|0|0|0|0|0|3",
    ];
    let lines: Vec<&str> = std::iter::once(head).chain(all).collect();
    let tables = read_tables(&document(vec![grid(&lines)]));
    is(&tables, "unavailable", Some(9.0), Status::Exact);
    let lines: Vec<&str> = lines.iter().copied().filter(|l| !l.starts_with("1.")).collect();
    let tables = read_tables(&document(vec![grid(&lines)]));
    is(&tables, "unavailable", None, Status::Ambiguous);
    let lines = [head, all[1], all[2], all[3], "小计|8|0|0|0|0|0|8", "（七）总计|8|0|0|0|0|0|8"];
    let tables = read_tables(&document(vec![grid(&lines)]));
    is(&tables, "unavailable", Some(8.0), Status::Exact);
    is(&tables, "resolved_total", Some(8.0), Status::Exact);
}

fn fours(table: Block) -> Tables {
    read_tables(&document(vec![paragraph("四、政府信息公开行政复议、行政诉讼情况"), table]))
}

const FOUR: [f64; 15] = [1.0, 2.0, 3.0, 4.0, 10.0, 5.0, 0.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0, 12.0, 12.0];

fn is_four(tables: &Tables) {
    let fields: Vec<f64> = crate::schema::dictionary()
        .fields()
        .iter()
        .filter(|f| f.part == crate::schema::Part::Table4)
        .filter_map(|f| cell(tables, &f.name).value)
        .collect();
    assert_eq!(fields, FOUR);
}

#[test]
fn table_4_is_read_in_every_shape() {
    is_four(&fours(grid(&["1|2|3|4|10|5|0|0|0|5|0|0|0|12|12"])));
    is_four(&fours(paragraph("1 2 3 4 10 5 0 0 0 5 0 0 0 12 12")));
    is_four(&fours(grid(&[
        "|结果维持|结果纠正|其他结果|尚未审结|总计",
        "行政复议|1|2|3|4|10",
        "未经复议直接起诉|5|0|0|0|5",
        "复议后起诉|0|0|0|12|12",
    ])));
    is_four(&fours(grid(&[
        "|行政复议|未经复议直接起诉|复议后起诉",
        "结果维持|1|5|0",
        "结果纠正|2|0|0",
        "其他结果|3|0|0",
        "尚未审结|4|0|12",
        "总计|10|5|12",
    ])));
    is_four(&fours(grid(&["行政复议|1|2|3|4|10", "直接起诉|5|0|0|0|5", "复议后起诉|0|0|0|12|12"])));
    let cut = fours(grid(&["行政复议|行政诉讼", "1|2|3|4|1 0|5|0|0|0|5|0|0|0|12|12"]));
    is_four(&cut);
    is(&cut, "review_total", Some(10.0), Status::Repaired);
    let cut = fours(grid(&["行政复议|行政诉讼", "1|2|3|4|1|0|5|0|0|0|5|0|0|0|12|12"]));
    is_four(&cut);
}

#[test]
fn fifteen_numbers_that_do_not_add_up_need_a_header() {
    let row = "1|2|3|4|11|5|0|0|0|5|0|0|0|12|12";
    assert!(fours(grid(&[row])).figures.is_empty());
    let tables = fours(grid(&["行政复议|行政诉讼", row]));
    is(&tables, "review_total", Some(11.0), Status::Exact);
    assert!(fours(grid(&["行政复议|行政诉讼", "1|2|3"])).figures.is_empty());
}
