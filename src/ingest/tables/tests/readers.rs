//! Readers for the samples, no more than these need.

use std::io::Read as _;

use scraper::{ElementRef, Html, Selector};

use crate::ingest::document::{Block, Document, Grid, GridCell, Paragraph, Place};

/// A row of a Word table: text, whether a merged cell begins (or goes on) here, columns.
type WordRow = Vec<(String, Option<bool>, usize)>;

/// A sample as a document, by its ending.
pub(super) fn sample(name: &str) -> Document {
    let path = format!("{}/tests/reports/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    match name.rsplit('.').next() {
        Some("txt") => text(&String::from_utf8(bytes).expect("UTF-8")),
        Some("html") => {
            let utf8 = String::from_utf8(bytes.clone());
            html(&utf8.unwrap_or_else(|_| encoding_rs::GBK.decode(&bytes).0.into_owned()))
        }
        _ => docx(&bytes),
    }
}

fn paragraph(text: &str) -> Option<Block> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| Block::Paragraph(Paragraph { text, place: Place::default() }))
}

/// Lines with tabs or bars are rows; a single short line among them is a torn label.
fn text(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let flush = |rows: &mut Vec<Vec<String>>, blocks: &mut Vec<Block>| {
        if !rows.is_empty() {
            let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
            let cells = rows.iter().enumerate().flat_map(|(row, cells)| {
                cells.iter().enumerate().map(move |(column, text)| GridCell {
                    row,
                    column,
                    row_span: 1,
                    column_span: 1,
                    text: text.trim().to_owned(),
                    page: None,
                })
            });
            blocks.push(Block::Grid(Grid {
                rows: rows.len(),
                columns,
                cells: cells.collect(),
                ..Grid::default()
            }));
            rows.clear();
        }
    };
    for line in text.lines() {
        if line.contains('\t') {
            rows.push(line.split('\t').map(str::to_owned).collect());
        } else if line.starts_with('|') {
            if !line.contains("---") {
                rows.push(line.trim_matches('|').split('|').map(str::to_owned).collect());
            }
        } else if !rows.is_empty() && !line.trim().is_empty() && line.chars().count() < 30 {
            rows.push(vec![line.to_owned()]);
        } else {
            flush(&mut rows, &mut blocks);
            blocks.extend(paragraph(line));
        }
    }
    flush(&mut rows, &mut blocks);
    Document { blocks, ..Document::default() }
}

fn place(cells: Vec<Vec<(String, usize, usize)>>) -> Grid {
    let mut grid = Grid::default();
    for (row, line) in cells.into_iter().enumerate() {
        let mut column = 0;
        for (text, row_span, column_span) in line {
            while grid.at(row, column).is_some() {
                column += 1;
            }
            grid.cells.push(GridCell { row, column, row_span, column_span, text, page: None });
            column += column_span;
            grid.columns = grid.columns.max(column);
        }
        grid.rows = row + 1;
    }
    grid
}

fn html(text: &str) -> Document {
    let html = Html::parse_document(text);
    let selector = |s: &str| Selector::parse(s).expect("selector");
    let (blocks, rows, cells) = (selector("p, h1, div.para, table"), selector("tr"), selector("td, th"));
    let mut document = Document::default();
    let inside =
        |e: ElementRef<'_>| e.ancestors().filter_map(ElementRef::wrap).any(|a| a.value().name() == "table");
    for element in html.select(&blocks) {
        if element.value().name() != "table" {
            // A page laid out as a table holds the whole text.
            let nested = element.select(&selector("table, p, div.para")).next().is_some();
            let in_data = inside(element)
                && element
                    .ancestors()
                    .filter_map(ElementRef::wrap)
                    .any(|a| a.value().name() == "td" && a.select(&selector("table")).next().is_none());
            if !nested && !in_data {
                document.blocks.extend(paragraph(&element.text().collect::<String>()));
            }
            continue;
        }
        if element.select(&selector("table")).next().is_some() {
            continue;
        }
        let span = |e: ElementRef<'_>, name| e.attr(name).and_then(|v| v.parse().ok()).unwrap_or(1);
        let lines = element.select(&rows).map(|row| {
            let cells = row.select(&cells).map(|cell| {
                let text = cell.text().collect::<String>().replace('\u{a0}', " ");
                (text.trim().to_owned(), span(cell, "rowspan"), span(cell, "colspan"))
            });
            cells.collect()
        });
        document.blocks.push(Block::Grid(place(lines.collect())));
    }
    document
}

fn docx(bytes: &[u8]) -> Document {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("zip");
    let mut xml = String::new();
    archive.by_name("word/document.xml").expect("document").read_to_string(&mut xml).expect("text");
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut document = Document::default();
    let mut table: Option<Vec<WordRow>> = None;
    let (mut text, mut in_text) = (String::new(), false);
    loop {
        use quick_xml::events::Event;
        let event = reader.read_event().expect("xml");
        match &event {
            Event::Eof => break,
            Event::Start(e) | Event::Empty(e) => {
                let value = || {
                    let all = e.attributes().filter_map(Result::ok);
                    let mut val = all.filter(|a| a.key.as_ref() == "w:val");
                    val.next().map(|a| a.value.into_owned())
                };
                let cell = table.as_mut().and_then(|t| t.last_mut()).and_then(|r| r.last_mut());
                match (e.name().as_ref(), cell) {
                    ("w:tbl", _) => table = Some(Vec::new()),
                    ("w:tr", _) => table.iter_mut().for_each(|t| t.push(Vec::new())),
                    ("w:tc", _) => {
                        let row = table.as_mut().and_then(|t| t.last_mut()).expect("row");
                        row.push((String::new(), None, 1));
                    }
                    ("w:gridSpan", Some(cell)) => cell.2 = value().and_then(|v| v.parse().ok()).unwrap_or(1),
                    ("w:vMerge", Some(cell)) => cell.1 = Some(value().as_deref() == Some("restart")),
                    ("w:t", _) => in_text = matches!(event, Event::Start(_)),
                    _ => {}
                }
            }
            Event::Text(t) if in_text => text.push_str(t.as_ref()),
            Event::GeneralRef(r) if in_text => {
                text.push(if r.as_ref() == "quot" { '"' } else { '&' });
            }
            Event::End(e) => match e.name().as_ref() {
                "w:t" => in_text = false,
                "w:p" => match table.as_mut().and_then(|t| t.last_mut()).and_then(|r| r.last_mut()) {
                    Some(cell) if cell.0.is_empty() => cell.0 = std::mem::take(&mut text),
                    Some(cell) => cell.0 = format!("{}\n{}", cell.0, std::mem::take(&mut text)),
                    None => document.blocks.extend(paragraph(&std::mem::take(&mut text))),
                },
                "w:tbl" => document.blocks.push(Block::Grid(merged(table.take().expect("table")))),
                _ => {}
            },
            _ => {}
        }
    }
    document
}

/// A table whose merged cells are continued by cells of their own.
fn merged(rows: Vec<WordRow>) -> Grid {
    let mut grid = Grid { rows: rows.len(), ..Grid::default() };
    for (row, cells) in rows.into_iter().enumerate() {
        let mut column = 0;
        for (text, merge, span) in cells {
            let above = grid.cells.iter_mut().rev().find(|c| c.column == column && c.row + c.row_span == row);
            match (merge, above) {
                (Some(false), Some(above)) => above.row_span += 1,
                _ => grid.cells.push(GridCell {
                    row,
                    column,
                    row_span: 1,
                    column_span: span,
                    text: text.trim().to_owned(),
                    page: None,
                }),
            }
            column += span;
        }
        grid.columns = grid.columns.max(column);
    }
    grid
}
