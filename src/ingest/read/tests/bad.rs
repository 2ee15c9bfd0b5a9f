//! Files that are refused: each with what is wrong and what to do.

use super::*;

fn container(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(1024, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2048, 0);
    bytes
}

#[test]
fn files_of_other_formats_say_what_to_do() {
    let archive = packed(&[("a.txt", b"a")]);
    let ofd = packed(&[("OFD.xml", b"<a/>")]);
    let cases: [(&str, &[u8], &str); 13] = [
        ("a.txt", b"", "a.txt: is empty"),
        ("a.txt", " \r\n　".as_bytes(), "is empty"),
        ("a.docx", &container("EncryptedPackage"), "protected by a password"),
        ("a.doc", &container("WordDocument"), "save it as .docx"),
        ("a.xls", &container("Workbook"), "save it as .xlsx"),
        ("a.doc", b"{\\rtf1 a}", "save it as .docx"),
        ("a.docx", b"plain words", "its content is not docx"),
        ("a.zip", &archive, "unpack it first"),
        ("a.ofd", &ofd, "is OFD or OpenDocument"),
        ("a.jpg", b"\xFF\xD8\xFF\xE0", "is a picture"),
        ("a.mht", b"MIME-Version: 1.0\n<html>", "HTML only"),
        ("a.txt", b"a\0b\0\x01", "no format that can be read"),
        ("a.docx", b"PK\x03\x04", "is cut off or damaged"),
    ];
    for (name, bytes, expected) in cases {
        let found = refusal(name, bytes);
        assert!(found.contains(expected), "{name}: {found}");
    }
}

#[test]
fn a_large_file_is_refused_by_its_size() {
    let limits = Limits::default();
    let error = super::super::check_size("a.html", 100 << 20, &limits).expect_err("refused");
    assert_eq!(
        message(&error),
        "a.html: has 100 MB, more than the 50 MB that are read, and was left out | \
         raise the limit with --max-size if it must be read"
    );
}

#[test]
fn a_zip_bomb_is_refused_while_it_is_unpacked() {
    let limits = Limits { unpacked: 1 << 20, ..Limits::default() };
    let bomb = vec![b' '; 2 << 20];
    for name in ["word/document.xml", "xl/workbook.xml"] {
        let bytes = packed(&[(name, &bomb)]);
        assert!(bytes.len() < 10_000);
        let error = read("a.docx", &bytes, &limits).expect_err("refused");
        assert!(message(&error).contains("unpacks to more than 1 MB"), "{error}");
    }
}

#[test]
fn a_page_with_a_million_cells_is_refused() {
    let page = format!("<table>{}</table>", "<tr><td>1<td>2".repeat(500_000));
    assert!(refusal("a.html", page.as_bytes()).contains("more than 200000 table cells"));
}

#[test]
fn pages_that_would_take_for_ever_are_refused() {
    let deep = "<div>".repeat(200_000);
    let fonts = (0..50_000).map(|i| format!("<p><font size={i}>")).collect::<Vec<_>>().concat();
    let tables = "<table><tr><td>".repeat(100_000);
    let attributes = (0..100_000).map(|i| format!(" a{i}")).collect::<Vec<_>>().concat();
    for page in [deep, fonts, tables, format!("<p{attributes}>")] {
        assert!(refusal("a.html", format!("<html>{page}").as_bytes()).contains("markup is nested"));
    }
}

#[test]
fn texts_beyond_all_measure_are_refused() {
    assert!(refusal("a.txt", "一\n".repeat(200_001).as_bytes()).contains("more than 200000 paragraphs"));
    assert!(refusal("a.txt", "\t1".repeat(300_000).as_bytes()).contains("table cells"));
    assert!(refusal("a.csv", ",1".repeat(300_000).as_bytes()).contains("table cells"));
}

#[test]
fn deep_word_documents_are_refused() {
    let body = "<w:tbl><w:tr><w:tc>".repeat(10_000);
    assert!(refusal("a.docx", &word(&body)).contains("markup is nested"));
}

#[test]
fn a_document_that_is_cut_off_is_damaged() {
    let (_, whole) = SAMPLES[2];
    assert!(refusal("a.docx", &whole[..whole.len() / 2]).contains("cut off or damaged"));
    let bytes = packed(&[("word/document.xml", b"<w:document><w:body><w:p>")]);
    assert!(refusal("a.docx", &bytes).contains("cut off or damaged"));
}
