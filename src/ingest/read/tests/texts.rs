//! Plain text.

use super::*;

fn text(text: &str) -> Document {
    document("report.txt", text.as_bytes())
}

#[test]
fn lines_are_paragraphs_with_their_numbers() {
    let read = text("\u{FEFF}某县　年报\r\n\r\n　　一、总体情况\r\n");
    let Block::Paragraph(second) = &read.blocks[1] else { panic!("a paragraph") };
    assert_eq!(paragraphs(&read), ["某县 年报", "一、总体情况"]);
    assert_eq!(second.place.line, Some(3));
    assert_eq!(paragraphs(&text("一\r二\r三")), ["一", "二", "三"]);
}

#[test]
fn a_line_without_separators_inside_a_table_is_a_row_of_one_cell() {
    let read = text("一\t1\t2\n度办理\n\n结果\n二\t3\t4\n\n四、行政复议情况\n\na\tb\tc\n0\t1\t2\n尾");
    let grids = grids(&read);
    assert_eq!((grids[0].rows, grids[0].columns), (4, 3));
    assert_eq!(row(grids[0], 1), ["度办理"]);
    assert_eq!(row(grids[0], 2), ["结果"]);
    assert_eq!(grids[1].rows, 2);
    assert_eq!(paragraphs(&read), ["四、行政复议情况", "尾"]);
}

#[test]
fn indents_and_single_tabs_make_no_table() {
    let read = text("\t按照条例。\n发布日期：2023-01-01\t来源：县府办\n\t一、总体情况");
    assert!(grids(&read).is_empty());
    assert_eq!(paragraphs(&read)[1], "发布日期：2023-01-01 来源：县府办");
}

#[test]
fn columns_of_blanks_that_line_up_are_a_table() {
    let read = text(
        "信息内容        本年制发件数  本年废止件数  现行有效件数\n\
         规章                 0             0             12\n\
         行政规范性文件       1            11             28\n\
         正文  不是  表格。\n",
    );
    let grid = grids(&read)[0];
    assert_eq!((grid.rows, grid.columns), (3, 4));
    assert_eq!(row(grid, 2), ["行政规范性文件", "1", "11", "28"]);
    assert_eq!(paragraphs(&read), ["正文 不是 表格。"]);
}

#[test]
fn a_heading_over_aligned_columns_spans_them() {
    let read = text(
        "                    申请人情况\n\
         项目      自然人    商业企业    总计\n\
         新收        16         2         18\n\
         结转         0         0          0\n\
         合计        16         2         18\n",
    );
    // The first line has one piece and does not begin a table by itself.
    assert_eq!(row(grids(&read)[0], 0), ["项目", "自然人", "商业企业", "总计"]);
    assert_eq!(row(grids(&read)[0], 3), ["合计", "16", "2", "18"]);
}

#[test]
fn full_width_blanks_separate_columns_too() {
    let read = text("项目　　新收　　结转\n甲县　　１２　　　０\n乙县　　　３　　　１\n");
    assert_eq!(row(grids(&read)[0], 1), ["甲县", "１２", "０"]);
}

#[test]
fn blanks_that_do_not_line_up_make_no_table() {
    let read = text("甲  乙甲乙甲乙甲乙  丙\n甲乙甲乙甲乙  乙  丙丙\n甲甲甲  丙丙丙丙丙丙丙丙丙  丁\n");
    assert!(grids(&read).is_empty());
    assert_eq!(paragraphs(&read).len(), 3);
}

#[test]
fn drawn_tables_are_read() {
    let read = text("┌──┬──┐\n│规章│3│\n├──┼──┤\n│许可│4│\n└──┴──┘\n");
    assert_eq!(row(grids(&read)[0], 1), ["许可", "4"]);
}

#[test]
fn commas_separate_where_rows_agree_and_not_in_sentences() {
    let read = text("上\n项目,甲,乙,丙\n规章,\"1,234\",0,3\n许可,1,0,3\n下");
    assert_eq!(row(grids(&read)[0], 1), ["规章", "1,234", "0", "3"]);
    let prose = "一是完善制度,二是加强培训,三是强化监督,四是公开\n收到申请3件,办结2件,结转1件\n";
    assert!(grids(&text(prose)).is_empty());
}

#[test]
fn a_row_of_two_cells_among_rows_with_bars_is_one_of_them() {
    let read = text("信息内容|本年制发件数|本年废止件数\n规章|0|1\n信息内容|本年处理决定数量\n行政许可|5");
    assert_eq!(row(grids(&read)[0], 3), ["行政许可", "5"]);
}

#[test]
fn utf_16_needs_no_byte_order_mark() {
    for encode in [u16::to_le_bytes, u16::to_be_bytes] {
        let bytes: Vec<u8> = "某县年报\n一、总体情况 12\n".encode_utf16().flat_map(encode).collect();
        assert_eq!(paragraphs(&document("a.txt", &bytes)), ["某县年报", "一、总体情况 12"]);
    }
}
