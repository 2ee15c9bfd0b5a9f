//! Files that are damaged, encrypted, empty or too large end in a message, and soon.

use std::fmt::Write;

use lopdf::{EncryptionState, EncryptionVersion, Permissions};
use proptest::prelude::*;

use super::{page, pages};
use crate::text::Lang;
use crate::{Error, ErrorKind};

const SUQIAN: &[u8] = include_bytes!("../../../../../tests/reports/suqian_2024.pdf");

fn refused(bytes: &[u8]) -> Error {
    let error = super::read("bad.pdf", bytes).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
    for lang in [Lang::Zh, Lang::En] {
        assert!(error.message(lang).starts_with("bad.pdf"));
        assert!(error.hint(lang).is_some_and(|hint| !hint.is_empty()));
    }
    error
}

fn encrypted(user_password: &str) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(SUQIAN).unwrap();
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn what_is_no_pdf_is_refused() {
    for bytes in [&b""[..], b"%PDF-1.7", b"<html></html>", &SUQIAN[..2000]] {
        assert!(refused(bytes).message(Lang::En).contains("not a whole PDF"));
    }
}

#[test]
fn a_file_with_an_empty_password_is_read_and_one_with_another_is_refused() {
    let plain = super::read("a.pdf", SUQIAN).unwrap();
    assert_eq!(super::read("a.pdf", &encrypted("")).unwrap(), plain);
    assert!(refused(&encrypted("secret")).message(Lang::En).contains("encrypted"));
}

#[test]
fn a_scan_and_an_empty_page_are_told_apart() {
    // An inline picture is none of the page's objects; a large one of these is a scan.
    let image = pages(&["q 400 0 0 300 0 0 cm /I Do Q"], "");
    let text = String::from_utf8(image).unwrap();
    let object =
        "3 0 obj\n<</Type/XObject/Subtype/Image/Width 1/Height 1/Length 1>>stream\n0\nendstream\nendobj\n";
    let start = text.find("3 0 obj").unwrap();
    let end = text.find("4 0 obj").unwrap();
    let scan = format!("{}{object}{}", &text[..start], &text[end..])
        .replace("/Font<</F 3 0 R/C 4 0 R/V 5 0 R>>", "/XObject<</I 3 0 R>>");
    assert!(refused(scan.as_bytes()).message(Lang::En).contains("pictures only"));
    assert!(refused(&page("0 0 m 10 10 l S")).message(Lang::En).contains("no text"));
}

#[test]
fn text_without_characters_is_refused() {
    let file =
        String::from_utf8(page(&format!("BT /C 10 Tf 50 200 Td <{}> Tj ET", "0102".repeat(30)))).unwrap();
    // Glyph numbers without a map of characters, in place of GBK codes.
    let file = file.replace("GBK-EUC-H", "Identity-").replace("/Identity-/", "/Identity-H/");
    assert!(refused(file.as_bytes()).message(Lang::En).contains("30 of 30"));
}

#[test]
fn bombs_end_in_a_message() {
    let many = "q\n".repeat(2_000_010) + "BT /F 10 Tf 9 9 Td (a) Tj ET";
    assert!(refused(&page(&many)).message(Lang::En).contains("operations"));
    let lines = "0 9 m 99 9 l S\n".repeat(25_000);
    assert!(refused(&page(&lines)).message(Lang::En).contains("ruling lines"));
    let contents = vec![""; 600];
    assert!(refused(&pages(&contents, "")).message(Lang::En).contains("500 pages"));
}

#[test]
fn a_page_full_of_boxes_takes_no_time() {
    let mut content = String::new();
    for i in 0..70 {
        let _ = writeln!(
            content,
            "{} 10 m {} 290 l S 10 {} m 390 {} l S",
            10 + i * 5,
            10 + i * 5,
            10 + i * 4,
            10 + i * 4
        );
    }
    for i in 0..5_000 {
        let _ = writeln!(content, "BT /F 3 Tf {} {} Td (1) Tj ET", 10 + i % 380, 10 + i / 20);
    }
    super::read("a.pdf", &page(&content)).unwrap();
}

#[test]
fn a_form_that_draws_itself_is_drawn_once() {
    let form = "BT /F 10 Tf 50 200 Td (once) Tj ET /X Do /X Do /X Do /X Do";
    let file = String::from_utf8(page("/X Do")).unwrap();
    let (start, end) = (file.find("5 0 obj").unwrap(), file.find("6 0 obj").unwrap());
    let object = format!(
        "5 0 obj\n<</Type/XObject/Subtype/Form/Length {}>>stream\n{form}\nendstream\nendobj\n",
        form.len()
    );
    let file =
        format!("{}{object}{}", &file[..start], &file[end..]).replace("/V 5 0 R>>", ">>/XObject<</X 5 0 R>>");
    let document = super::read("a.pdf", file.as_bytes()).unwrap();
    assert_eq!(super::paragraphs(&document), ["once"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn truncated_files_end_in_a_result(length in 0..SUQIAN.len()) {
        let _ = super::read("a.pdf", &SUQIAN[..length]);
    }

    #[test]
    fn mutated_files_end_in_a_result(changes in prop::collection::vec((0..SUQIAN.len(), any::<u8>()), 1..60)) {
        let mut bytes = SUQIAN.to_vec();
        for (place, byte) in changes {
            bytes[place] = byte;
        }
        let _ = super::read("a.pdf", &bytes);
    }

    #[test]
    fn mutated_operations_end_in_a_result(changes in prop::collection::vec((0..2000usize, any::<u8>()), 1..40)) {
        let mut bytes = page(&(super::chinese("C", 12.0, 50.0, 200.0, "模拟县") + "10 10 m 90 10 l S\n".repeat(30).as_str()));
        let length = bytes.len();
        for (place, byte) in changes {
            bytes[place % length] = byte;
        }
        let _ = super::read("a.pdf", &bytes);
    }
}
