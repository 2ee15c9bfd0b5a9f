//! Tests over whole files: the sample reports, pages and documents that are built here, and bad bytes.

mod bad;
mod bytes;
mod pages;
mod samples;
mod sheets;
mod texts;
mod words;

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::{Limits, read};
use crate::error::Error;
use crate::ingest::document::{Block, Document, Grid};
use crate::text::Lang;

/// The sample reports: their names and bytes.
const SAMPLES: [(&str, &[u8]); 10] = [
    ("baiyuan_2022.txt", include_bytes!("../../../../tests/reports/baiyuan_2022.txt")),
    ("chengyuan_2025.docx", include_bytes!("../../../../tests/reports/chengyuan_2025.docx")),
    ("hongze_2024.docx", include_bytes!("../../../../tests/reports/hongze_2024.docx")),
    ("qinglan_2024.docx", include_bytes!("../../../../tests/reports/qinglan_2024.docx")),
    ("shanghai_office_2019.html", include_bytes!("../../../../tests/reports/shanghai_office_2019.html")),
    ("shiyu_2023.txt", include_bytes!("../../../../tests/reports/shiyu_2023.txt")),
    ("shuyang_drc_2023.html", include_bytes!("../../../../tests/reports/shuyang_drc_2023.html")),
    ("suqian_2023.html", include_bytes!("../../../../tests/reports/suqian_2023.html")),
    ("tongxin_2022.txt", include_bytes!("../../../../tests/reports/tongxin_2022.txt")),
    ("yunting_2020.html", include_bytes!("../../../../tests/reports/yunting_2020.html")),
];

fn sample(name: &str) -> Document {
    let (_, bytes) = SAMPLES.iter().find(|(sample, _)| *sample == name).expect("a sample");
    document(name, bytes)
}

fn document(name: &str, bytes: &[u8]) -> Document {
    read(name, bytes, &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn refusal(name: &str, bytes: &[u8]) -> String {
    message(&read(name, bytes, &Limits::default()).expect_err("refused"))
}

/// The message and the hint, which every refusal has, in both languages.
fn message(error: &Error) -> String {
    assert!(!error.message(Lang::Zh).is_empty() && error.hint(Lang::Zh).is_some());
    format!("{error} | {}", error.hint(Lang::En).unwrap_or_default())
}

fn grids(document: &Document) -> Vec<&Grid> {
    document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Paragraph(_) => None,
        })
        .collect()
}

fn paragraphs(document: &Document) -> Vec<&str> {
    document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
            Block::Grid(_) => None,
        })
        .collect()
}

/// The text that covers a position.
fn at(grid: &Grid, row: usize, column: usize) -> &str {
    grid.at(row, column).map_or("(none)", |cell| &cell.text)
}

/// The cells of a row that begin in it.
fn row(grid: &Grid, row: usize) -> Vec<&str> {
    grid.cells.iter().filter(|cell| cell.row == row).map(|cell| cell.text.as_str()).collect()
}

/// A packed file of parts.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

/// A Word document with a body.
fn word(body: &str) -> Vec<u8> {
    let main = format!("<w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>");
    packed(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", main.as_bytes())])
}
