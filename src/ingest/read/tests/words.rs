//! Word documents.

use super::*;

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn paragraph(text: &str) -> String {
    format!("<w:p>{}</w:p>", run(text))
}

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
}

#[test]
fn tracked_changes_are_applied() {
    let body = format!(
        "<w:p>{}<w:del><w:r><w:delText>12</w:delText></w:r></w:del><w:ins>{}</w:ins>\
         <w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo></w:p>",
        run("公开"),
        run("13"),
        run("a"),
        run("件")
    );
    assert_eq!(paragraphs(&document("a.docx", &word(&body))), ["公开13件"]);
}

#[test]
fn a_deleted_mark_joins_paragraphs_and_a_deleted_row_is_gone() {
    let body = format!(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}\
         <w:tbl><w:tr>{}{}</w:tr><w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}{}</w:tr></w:tbl>",
        run("上"),
        paragraph("下"),
        cell("", "a"),
        cell("", "1"),
        cell("", "b"),
        cell("", "2")
    );
    let read = document("a.docx", &word(&body));
    assert_eq!(paragraphs(&read), ["上下"]);
    assert_eq!(grids(&read)[0].rows, 1);
}

#[test]
fn merged_cells_have_their_spans() {
    let body = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val=\"restart\"/>", "三、"),
        cell("<w:gridSpan w:val=\"2\"/>", "宽"),
        cell("", "x"),
        cell("<w:vMerge/>", "办理"),
        cell("<w:hMerge w:val=\"restart\"/>", "1"),
        cell("<w:hMerge/>", "2"),
        cell("", "a"),
        cell("", "b"),
    );
    let read = document("a.docx", &word(&body));
    let grid = grids(&read)[0];
    assert_eq!((grid.rows, grid.columns), (3, 4));
    // Word does not show what stands in a continuation.
    assert_eq!(at(grid, 1, 0), "三、");
    assert_eq!(grid.at(0, 1).map(|cell| cell.column_span), Some(2));
    assert_eq!(at(grid, 1, 2), "1\n2");
    assert_eq!((at(grid, 2, 0), at(grid, 2, 1)), ("(none)", "a"));
}

#[test]
fn text_boxes_links_tabs_and_breaks_are_read_once() {
    let text_box = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(text));
    let body = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>\
         </mc:AlternateContent></w:r>{}</w:p>\
         <w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:hyperlink>{}</w:hyperlink><w:r><w:tab/><w:t>b</w:t><w:br/>\
         <w:instrText>PAGE</w:instrText><w:t>c</w:t></w:r></w:p>",
        run("前"),
        text_box("框"),
        text_box("框"),
        run("后"),
        run("a")
    );
    assert_eq!(paragraphs(&document("a.docx", &word(&body))), ["框", "前后", "a b", "c"]);
}

#[test]
fn hidden_text_is_not_read() {
    let body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr>\
                <w:t>显</w:t></w:r></w:p>";
    assert_eq!(paragraphs(&document("a.docx", &word(body))), ["显"]);
}

#[test]
fn entities_are_read_and_own_ones_never_expand() {
    let main = "<!DOCTYPE a [<!ENTITY b \"&c;&c;\"><!ENTITY c \"很长\">]><w:document><w:body>\
                <w:p><w:r><w:t>&lt;&#21439;&amp;&b;&gt;</w:t></w:r></w:p></w:body></w:document>";
    let bytes = packed(&[("word/document2.xml", main.as_bytes())]);
    assert_eq!(paragraphs(&document("a.docx", &bytes)), ["<县&>"]);
}

#[test]
fn the_title_comes_from_the_properties() {
    let core = "<cp:coreProperties><dc:title>某县 &amp; 年报</dc:title></cp:coreProperties>";
    let main = "<w:document><w:body><w:p/></w:body></w:document>";
    let bytes = packed(&[("word/document.xml", main.as_bytes()), ("docProps/core.xml", core.as_bytes())]);
    assert_eq!(document("a.docx", &bytes).title.as_deref(), Some("某县 & 年报"));
}

#[test]
fn raised_digits_are_marks_and_paragraphs_with_tabs_are_rows() {
    let raised = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>1</w:t></w:r>";
    let tabs = |texts: [&str; 3]| format!("<w:p>{}</w:p>", texts.map(run).join("<w:r><w:tab/></w:r>"));
    let body =
        [format!("<w:p>{}{raised}</w:p>", run("35")), tabs(["项目", "甲", "乙"]), tabs(["规章", "3", "4"])];
    let read = document("a.docx", &word(&body.concat()));
    assert_eq!(paragraphs(&read), ["35¹"]);
    assert_eq!(row(grids(&read)[0], 1), ["规章", "3", "4"]);
}
