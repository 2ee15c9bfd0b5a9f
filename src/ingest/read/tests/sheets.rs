//! Workbooks and separated values.

use rust_xlsxwriter::{Format, Workbook};

use super::*;

fn workbook(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_workbook_gives_a_grid_for_each_visible_sheet() {
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.merge_range(2, 1, 2, 3, "申请人情况", &Format::new()).expect("merged");
        sheet.merge_range(3, 1, 4, 1, "三、本年度\n办理结果", &Format::new()).expect("merged");
        sheet.write(3, 2, 12.0).expect("written");
        sheet.write(3, 3, 2041.5531).expect("written");
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_with_format(4, 2, 45_322.0, &date).expect("written");
        sheet.write(4, 3, "12,733").expect("written");
        book.add_worksheet().set_hidden(true).write(0, 0, "隐").expect("written");
        book.add_worksheet().write(0, 0, true).expect("written");
    });
    let read = document("a.xlsx", &bytes);
    let grids = grids(&read);
    assert_eq!(grids.len(), 2);
    assert_eq!((grids[0].rows, grids[0].columns), (3, 3));
    assert_eq!(grids[0].at(0, 2).map(|cell| cell.text.as_str()), Some("申请人情况"));
    assert_eq!(at(grids[0], 2, 0), "三、本年度\n办理结果");
    assert_eq!(row(grids[0], 1), ["三、本年度\n办理结果", "12", "2041.5531"]);
    // Day 45322 of a workbook is 31 January 2024.
    assert_eq!(row(grids[0], 2), ["2024-01-31", "12,733"]);
    assert_eq!(grids[1].place.line, Some(2));
}

#[test]
fn a_text_at_the_far_end_of_a_sheet_is_refused_and_not_allocated() {
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, 1.0).expect("written");
        sheet.write(1_048_575, 16_383, 1.0).expect("written");
    });
    assert!(refusal("a.xlsx", &bytes).contains("more than 200000 table cells"));
}

#[test]
fn separated_values_are_a_grid() {
    let read = document("a.csv", "项目,数\n\"新收,\n申请\",16\n".as_bytes());
    let grid = grids(&read)[0];
    assert_eq!(row(grid, 1), ["新收,\n申请", "16"]);
    let gbk = encoding_rs::GBK.encode("项目\t数\t年\n规章\t3\n").0;
    // The row ends early: its last cell is blank, as in a workbook.
    assert_eq!(row(grids(&document("a.csv", &gbk))[0], 1), ["规章", "3", ""]);
}

#[test]
fn rows_of_one_cell_about_a_table_are_text_and_blank_rows_part_tables() {
    let read = document(
        "a.csv",
        "某县年报,,\n,,\n表二,,\n信息内容,甲,乙\n规章,1,2\n,,\n注：无,,\n项目,丙,丁\n".as_bytes(),
    );
    assert_eq!(paragraphs(&read), ["某县年报", "表二", "注：无"]);
    let [_, first, second] = grids(&read)[..] else { panic!("not three grids") };
    assert_eq!(row(first, 4), ["规章", "1", "2"]);
    assert_eq!(row(second, 7), ["项目", "丙", "丁"]);
}

/// A workbook of one sheet, with a figure in its first cell, an area of merged cells and shared texts.
fn hand_made(area: &str, texts: &str) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |target: &str, kind: &str| {
        let relation = format!("<Relationship Id=\"r\" Target=\"{target}\" Type=\"{office}/{kind}\"/>");
        format!("<Relationships>{relation}</Relationships>")
    };
    let book = "<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r\"/></sheets></workbook>";
    let cells = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>";
    let merged = format!("<mergeCells><mergeCell ref=\"{area}\"/></mergeCells>");
    packed(&[
        ("_rels/.rels", relation("xl/workbook.xml", "officeDocument").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relation("worksheets/sheet1.xml", "worksheet").as_bytes()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet>{cells}{merged}</worksheet>").as_bytes()),
        ("xl/sharedStrings.xml", texts.as_bytes()),
    ])
}

#[test]
fn an_area_that_is_written_backwards_ends_in_a_result() {
    let texts = "<sst uniqueCount=\"1\"><si/></sst>";
    assert_eq!(row(grids(&document("a.xlsx", &hand_made("A1:B2", texts)))[0], 0), ["1"]);
    // Refused or without the area, as the library was built.
    let _ = read("a.xlsx", &hand_made("B2:A1", texts), &Limits::default());
}

#[test]
fn shared_texts_that_claim_to_be_four_thousand_million_are_refused() {
    for claim in ["\"4294967295\"", " = '+4294967295'", "=\"99999999999999999999\""] {
        let texts =
            format!("<sst uniqueCount{}{claim}><si/></sst>", if claim.contains('=') { "" } else { "=" });
        assert!(refusal("a.xlsx", &hand_made("A1:B2", &texts)).contains("damaged"));
    }
}

#[test]
fn blank_cells_of_a_row_are_cells() {
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet();
        for (column, text) in [(0, "结果维持"), (1, "结果纠正"), (2, "其他结果"), (3, "总计")] {
            sheet.write(0, column, text).expect("written");
        }
        sheet.write(1, 1, 3.0).expect("written");
        sheet.write(1, 3, 3.0).expect("written");
    });
    assert_eq!(row(grids(&document("a.xlsx", &bytes))[0], 1), ["", "3", "", "3"]);
}
