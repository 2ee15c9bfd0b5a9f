//! Tables as an office program sets them, and pages written by hand, each with one difficulty.

use std::fmt::Write;

use super::{chinese, grids, page, pages, paragraphs, row};
use crate::ingest::document::Document;

fn read(bytes: &[u8]) -> Document {
    super::read("made.pdf", bytes).unwrap()
}

/// The operations that draw level and upright lines.
fn ruled(ys: &[i32], xs: &[i32]) -> String {
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let (low, high) = (ys[ys.len() - 1], ys[0]);
    let level = ys.iter().map(|y| format!("{left} {y} m {right} {y} l S\n"));
    let upright = xs.iter().map(|x| format!("{x} {low} m {x} {high} l S\n"));
    level.chain(upright).collect()
}

fn latin(x: i32, y: i32, text: &str) -> String {
    format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n")
}

#[test]
fn a_table_without_lines_has_its_columns_where_the_gaps_are() {
    let document = read(include_bytes!("../../../../../tests/pdf/borderless.pdf"));
    let [grid] = grids(&document)[..] else { panic!("not one table") };
    assert_eq!((grid.rows, grid.columns), (8, 8));
    assert_eq!(row(grid, 0)[..4], ["申请人情况", "自然人", "商业企业", "科研机\n构"]);
    assert_eq!(row(grid, 1), ["一、本年新收政府信息公开申请数量", "12", "3", "0", "0", "1", "0", "16"]);
    assert_eq!(
        row(grid, 4),
        ["（二）部分公开（区分处理的，只计这一情\n形，不计其他情形）", "1", "0", "0", "0", "0", "0", "1"]
    );
    assert_eq!(paragraphs(&document).len(), 3);
    assert_eq!(document.title.as_deref(), Some("模拟县0001 2024年报告"));
}

#[test]
fn a_landscape_table_over_two_pages_is_a_grid_on_each_without_headers_and_page_numbers() {
    let document = read(include_bytes!("../../../../../tests/pdf/landscape.pdf"));
    let [first, second] = grids(&document)[..] else { panic!("not two grids") };
    assert_eq!((first.rows, first.columns, second.rows, second.columns), (19, 7, 5, 7));
    let label = first.cells.iter().find(|cell| cell.text == "三、本年度办理结果").unwrap();
    assert_eq!((label.row, label.column, label.row_span, label.column_span), (3, 0, 16, 1));
    assert_eq!(row(first, 5), ["（三）不予公开", "1.属于国家秘密", "31", "3", "0", "34"]);
    assert_eq!(row(first, 0), row(second, 0));
    assert_eq!(row(second, 4), ["四、结转下年度继续办理", "71", "7", "0", "78"]);
    assert!(second.cells.iter().all(|cell| cell.page == Some(2)));
    let text = paragraphs(&document);
    assert_eq!(text.len(), 2, "{text:?}");
    assert!(text[0].ends_with("公开电话为0000-1234567。"));
}

#[test]
fn lines_may_be_thin_areas_drawn_twice_and_cells_merged() {
    let mut content = String::new();
    // Each border is two areas with a gap between them; the upper row has one cell.
    for y in [250, 252, 220, 222, 190, 192] {
        let _ = writeln!(content, "50 {y} 100 0.6 re f* 151 {y} 99 0.6 re f");
    }
    for (x, height) in [(50, 62), (250, 62), (150, 32)] {
        let _ = writeln!(content, "{x} 190 0.6 {height} re f");
    }
    content += &(latin(120, 232, "head") + &latin(90, 202, "1,234") + &latin(190, 202, "5"));
    let document = read(&page(&content));
    let [grid] = grids(&document)[..] else { panic!("not one table") };
    assert_eq!((grid.rows, grid.columns), (2, 2));
    assert_eq!((row(grid, 0), row(grid, 1)), (vec!["head"], vec!["1,234", "5"]));
    assert_eq!(grid.cells[0].column_span, 2);
}

#[test]
fn a_number_wider_than_its_cell_is_not_torn_apart() {
    let content = ruled(&[250, 230], &[50, 80, 110]) + &latin(48, 236, "123456") + &latin(95, 236, "7");
    let document = read(&page(&content));
    assert_eq!(row(grids(&document)[0], 0), ["123456", "7"]);
}

#[test]
fn labels_set_vertically_or_turned_are_read_from_their_start() {
    let mut content = ruled(&[250, 150], &[50, 90, 130, 170, 210]);
    content += &chinese("V", 12.0, 70.0, 240.0, "办理结果");
    content += "BT /F 12 Tf 0 1 -1 0 114 170 Tm (turned) Tj ET\n";
    for (index, character) in ["不", "予", "公", "开"].iter().enumerate() {
        content += &chinese("C", 12.0, 144.0, 230.0 - 14.0 * index as f64, character);
    }
    content += &latin(180, 200, "10");
    let document = read(&page(&content));
    assert_eq!(row(grids(&document)[0], 0), ["办理结果", "turned", "不予公开", "10"]);
}

#[test]
fn a_page_that_is_turned_reads_as_it_is_shown() {
    let table = |content: &str| ruled(&[250, 230, 210], &[50, 120, 190]) + content;
    let words = latin(60, 236, "a") + &latin(130, 236, "b") + &latin(60, 216, "1") + &latin(130, 216, "2");
    let upright = table(&words);
    // The same drawn sideways: without the page's turn, and with it.
    let sideways = format!("q 0 1 -1 0 350 0 cm\n{upright}Q\n");
    let clockwise = format!("q 0 1 -1 0 400 0 cm\n{upright}Q\n");
    for file in [page(&upright), page(&sideways), pages(&[&clockwise], "/Rotate 90")] {
        let document = read(&file);
        let [grid] = grids(&document)[..] else { panic!("not one table") };
        assert_eq!((row(grid, 0), row(grid, 1)), (vec!["a", "b"], vec!["1", "2"]));
    }
}

#[test]
fn level_lines_alone_make_rows() {
    let mut content = [260, 230, 200, 170].map(|y| format!("40 {y} m 360 {y} l S\n")).concat();
    for (y, texts) in
        [(242, ["类别", "新收", "办结"]), (212, ["个人", "12", "11"]), (182, ["企业", "3", "2"])]
    {
        for (x, text) in [50.0, 180.0, 300.0].iter().zip(texts) {
            content += &chinese("C", 12.0, *x, f64::from(y), text);
        }
    }
    let document = read(&page(&content));
    let [grid] = grids(&document)[..] else { panic!("not one table") };
    assert_eq!((row(grid, 1), row(grid, 2)), (vec!["个人", "12", "11"], vec!["企业", "3", "2"]));
}

#[test]
fn sentences_are_not_a_table() {
    let mut content = String::new();
    for (index, text) in
        ["（一）公开 12 件。", "（二）办理   3 件。", "单位：模拟县0001      2024 年"].iter().enumerate()
    {
        content += &chinese("C", 12.0, 50.0, 250.0 - 20.0 * index as f64, text);
    }
    let document = read(&page(&content));
    assert!(grids(&document).is_empty());
    assert_eq!(paragraphs(&document)[0], "（一）公开 12 件。");
}

#[test]
fn a_paragraph_goes_on_over_a_page_without_header_and_page_number() {
    let line = |y: f64, x: f64, text: &str| chinese("C", 12.0, x, y, text);
    let header = line(285.0, 150.0, "模拟县0001年度报告");
    let full = "公".repeat(24);
    let first = [
        header.clone(),
        line(250.0, 74.0, &full[..22 * 3]),
        line(230.0, 50.0, &full),
        line(15.0, 190.0, "- 1 -"),
    ];
    let second =
        [header, line(250.0, 50.0, "开。"), line(230.0, 74.0, "又一段。"), line(15.0, 190.0, "- 2 -")];
    let document = read(&pages(&[&first.concat(), &second.concat()], ""));
    let text = paragraphs(&document);
    assert_eq!(text, [format!("{}开。", "公".repeat(46)), "又一段。".to_owned()]);
}

#[test]
fn a_raised_mark_and_bold_letters_drawn_twice_belong_to_their_line() {
    let content = latin(50, 200, "area 25 km")
        + "BT /F 6 Tf 101 204 Td (2) Tj ET\n"
        + &chinese("C", 12.0, 50.0, 150.0, "标题")
        + &chinese("C", 12.0, 50.4, 150.0, "标题");
    let document = read(&page(&content));
    assert_eq!(paragraphs(&document), ["area 25 km2", "标题"]);
}

#[test]
fn the_heading_of_a_section_parts_two_tables_without_lines_and_a_title_closes_no_gap() {
    let mut content = String::new();
    let mut line = |y: f64, texts: &[(f64, &str)]| {
        for (x, text) in texts {
            content.push_str(&chinese("C", 10.0, *x, y, text));
        }
    };
    line(280.0, &[(30.0, "信息内容"), (110.0, "本年制发"), (190.0, "本年废止"), (270.0, "现行有效")]);
    line(265.0, &[(30.0, "规章"), (125.0, "0"), (205.0, "12"), (285.0, "7")]);
    line(250.0, &[(30.0, "规范文件"), (125.0, "1"), (205.0, "0"), (285.0, "3")]);
    line(235.0, &[(140.0, "第二十条第（五）项所列")]);
    line(220.0, &[(30.0, "行政许可"), (205.0, "5")]);
    line(200.0, &[(30.0, "三、收到和处理申请情况")]);
    for y in [180.0, 165.0, 150.0] {
        line(y, &[(30.0, "申请数量"), (150.0, "1"), (230.0, "2"), (330.0, "3")]);
    }
    let document = read(&page(&content));
    let [two, three] = grids(&document)[..] else { panic!("not two grids: {document:?}") };
    assert_eq!((two.columns, three.columns), (4, 4));
    assert_eq!(row(two, 1), ["规章", "0", "12", "7"]);
    assert_eq!(paragraphs(&document), ["三、收到和处理申请情况"]);
}
