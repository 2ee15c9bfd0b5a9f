//! HTML pages.

use super::*;

fn page(body: &str) -> Document {
    document("page.html", format!("<html><body>{body}</body></html>").as_bytes())
}

#[test]
fn lines_of_a_cell_are_kept_and_spans_join_without_blanks() {
    let read = page(
        "<table><tr><td><p>一、<span>本年</span><b>新收</b></p><p>数量</p></td><td>1<br>2</td></tr>\
         <tr><td>&nbsp;　</td><td> a \n b </td></tr></table>",
    );
    let grid = grids(&read)[0];
    assert_eq!(row(grid, 0), ["一、本年新收\n数量", "1\n2"]);
    assert_eq!(row(grid, 1), ["", "a b"]);
}

#[test]
fn a_wrapped_source_line_puts_no_blank_between_chinese_characters() {
    assert_eq!(paragraphs(&page("<p>行政规范性\n   文件 3\n件\nA</p>")), ["行政规范性文件 3 件 A"]);
}

#[test]
fn scripts_hidden_parts_and_lines_of_links_are_dropped() {
    let read = page(
        "<style>p{}</style><script>var a = '<p>x</p>';</script><p style='DISPLAY : none'>y</p>\
         <div>您现在的位置：<a href=1>首页</a> &gt; <a href=2>年报</a></div>\
         <ul><li><a href=3>一网通办</a></li><li><a href=4>2022年年报</a> 2023-01-02</li></ul>\
         <h1><a href=5>某县年度报告</a></h1><p>见<a href=6>附件</a></p><p><a href=7>全年公开12条。</a></p>\
         <table><tr><td><a href=8>公开</a></td><td><a href=9>互动</a></td></tr></table>",
    );
    assert_eq!(paragraphs(&read), ["某县年度报告", "见附件", "全年公开12条。"]);
    assert!(grids(&read).is_empty());
}

#[test]
fn figures_that_are_links_stay_in_their_table() {
    let read = page("<table><tr><td>规章</td><td><a href=1>13</a></td></tr></table>");
    assert_eq!(row(grids(&read)[0], 0), ["规章", "13"]);
}

#[test]
fn tables_with_tables_or_one_cell_are_layout() {
    let read = page(
        "<table><tr><td>左<table><tr><td>a</td><td>b</td></tr></table>右</td><td>旁</td></tr></table>\
         <table><tr><td><p>全文</p><p>次段</p></td></tr></table>",
    );
    assert_eq!(paragraphs(&read), ["左", "右", "旁", "全文", "次段"]);
    assert_eq!(row(grids(&read)[0], 0), ["a", "b"]);
}

#[test]
fn a_table_of_figures_with_a_table_pasted_into_it_stays_one() {
    let rows = "<tr><td>a</td><td>1</td><td>2</td></tr>".repeat(3);
    let nested = "<tr><td><table><tr><td>b</td><td>c</td></tr></table></td><td>3</td><td>4</td></tr>";
    let read = page(&format!("<table>{rows}{nested}</table>"));
    assert_eq!(row(grids(&read)[0], 3), ["b\nc", "3", "4"]);
}

#[test]
fn a_caption_stands_before_its_table() {
    let read = page("<table><caption>表一</caption><tr><td>a</td><td>1</td></tr></table>");
    assert!(matches!(&read.blocks[0], Block::Paragraph(paragraph) if paragraph.text == "表一"));
    assert!(matches!(&read.blocks[1], Block::Grid(_)));
}

#[test]
fn absurd_spans_are_clamped() {
    let read = page(
        "<table><tr><td rowspan=65534 colspan=999999>a</td></tr><tr><td>b</td><td rowspan=0>c</td></tr>\
         <tr><td rowspan=-1>d</td></tr></table>",
    );
    let grid = grids(&read)[0];
    assert_eq!(grid.rows, 3);
    assert!(grid.columns <= 1010, "{}", grid.columns);
}

#[test]
fn metadata_has_title_and_date() {
    let read = document(
        "a.htm",
        "<head><title> 某县\n年报 </title><meta content='2024-01-31' name='发布日期'></head><p>文".as_bytes(),
    );
    assert_eq!((read.title.as_deref(), read.published.as_deref()), (Some("某县 年报"), Some("2024-01-31")));
    assert_eq!(paragraphs(&read), ["文"]);
}

#[test]
fn the_content_counts_and_not_the_ending() {
    let html = "<html><table><tr><td>a</td><td>1</td></tr></table></html>".as_bytes();
    for name in ["report.doc", "report.xls", "report.txt", "report"] {
        assert_eq!(row(grids(&document(name, html))[0], 0), ["a", "1"], "{name}");
    }
    assert_eq!(paragraphs(&document("report.html", &word("<w:p><w:r><w:t>文</w:t></w:r></w:p>"))), ["文"]);
}

#[test]
fn preformatted_lines_are_lines() {
    assert_eq!(paragraphs(&page("<pre>一\n二</pre>")), ["一", "二"]);
}

#[test]
fn what_is_hidden_in_any_way_is_left_out_and_the_number_of_a_note_is_no_digit() {
    let read = page(
        "<p>1<span style='visibility: hidden'>9</span><span style=\"FONT-SIZE:0\">8</span>\
         <span style='mso-hide:all !important'>7</span><i style='font-size:0.9em'>2</i></p>\
         <p>35<sup>1</sup> 4<span style='vertical-align:super'>2</span></p>",
    );
    assert_eq!(paragraphs(&read), ["12", "35¹ 4²"]);
}

#[test]
fn tables_set_with_tabs_are_grids() {
    let read = page("<p>上</p><pre>信息内容\t本年制发件数\t本年废止件数\n规章\t0\t1\n</pre><p>下</p>");
    assert_eq!(row(grids(&read)[0], 1), ["规章", "0", "1"]);
    assert_eq!(paragraphs(&read), ["上", "下"]);
}
