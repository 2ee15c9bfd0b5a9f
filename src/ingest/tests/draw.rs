//! Documents as files, in each format as programs write it.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::grids;
use crate::ingest::document::{Block, Grid, GridCell};
use crate::ingest::read::pdf::tests::{chinese, pages};

/// The files of a document. A layout without spans (2) is one of text, which no page has.
pub(super) fn files(blocks: &[Block], kind: usize) -> Vec<(&'static str, Vec<u8>)> {
    let mut files = vec![
        ("made.html", html(blocks, kind).into_bytes()),
        ("made.gbk.html", encoding_rs::GBK.encode(&html(blocks, kind)).0.into_owned()),
        ("made.docx", docx(blocks)),
        ("made.xlsx", xlsx(blocks)),
    ];
    if kind == 2 || grids(blocks).is_empty() {
        files.push(("made.txt", text(blocks, "\t").into_bytes()));
        files.push(("made.txt", text(blocks, " | ").into_bytes()));
    }
    if kind == 0 {
        files.push(("made.pdf", pdf(blocks)));
    }
    files
}

/// The cells that begin in a row, from left to right.
fn in_row(grid: &Grid, row: usize) -> Vec<&GridCell> {
    let mut cells: Vec<&GridCell> = grid.cells.iter().filter(|cell| cell.row == row).collect();
    cells.sort_by_key(|cell| cell.column);
    cells
}

fn html(blocks: &[Block], kind: usize) -> String {
    let mut page = "<html><body>\n".to_owned();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let _ = writeln!(page, "<p>{}</p>", paragraph.text);
            }
            Block::Grid(grid) => {
                page += "<table border=1>\n";
                for row in 0..grid.rows {
                    page += "<tr>";
                    for cell in in_row(grid, row) {
                        let text = cell.text.replace('\n', "<br>");
                        let spans = format!(" rowspan={} colspan={}", cell.row_span, cell.column_span);
                        let spans = if kind == 0 { spans } else { String::new() };
                        let _ = write!(page, "<td{spans}><span>{text}</span></td>");
                    }
                    page += "</tr>\n";
                }
                page += "</table>\n";
            }
        }
    }
    page + "</body></html>"
}

fn text(blocks: &[Block], separator: &str) -> String {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text.clone()),
            Block::Grid(grid) => lines.extend((0..grid.rows).map(|row| {
                let cells = in_row(grid, row).into_iter().map(|cell| cell.text.replace('\n', ""));
                cells.collect::<Vec<_>>().join(separator)
            })),
        }
    }
    lines.join("\n")
}

fn docx(blocks: &[Block]) -> Vec<u8> {
    let run = |text: &str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>");
    let mut body = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => body += &run(&paragraph.text),
            Block::Grid(grid) => body += &word_table(grid, run),
        }
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let types = format!(
        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Override PartName=\"/word/document.xml\" ContentType=\"{kind}\"/></Types>"
    );
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("[Content_Types].xml", types), ("word/document.xml", document)] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A table whose merged cells go on in every row that they reach.
fn word_table(grid: &Grid, run: impl Fn(&str) -> String) -> String {
    let mut table = "<w:tbl>".to_owned();
    for row in 0..grid.rows {
        table += "<w:tr>";
        let mut column = 0;
        while column < grid.columns {
            let Some(cell) = grid.at(row, column) else {
                table += "<w:tc><w:p/></w:tc>";
                column += 1;
                continue;
            };
            let mut properties = format!("<w:gridSpan w:val=\"{}\"/>", cell.column_span);
            if cell.row_span > 1 {
                let begins = if cell.row == row { " w:val=\"restart\"" } else { "" };
                let _ = write!(properties, "<w:vMerge{begins}/>");
            }
            let lines = if cell.row == row { cell.text.as_str() } else { "" };
            let content: String = lines.split('\n').map(&run).collect();
            let _ = write!(table, "<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>");
            column = cell.column + cell.column_span;
        }
        table += "</w:tr>";
    }
    table + "</w:tbl>"
}

fn xlsx(blocks: &[Block]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = Format::new();
    let mut top = 0;
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                sheet.write_string(top, 0, &paragraph.text).unwrap();
                top += 1;
            }
            Block::Grid(grid) => {
                for cell in &grid.cells {
                    let [row, column] = [cell.row, cell.column].map(|at| u16::try_from(at).unwrap());
                    let row = top + u32::from(row);
                    if cell.row_span * cell.column_span > 1 {
                        let [down, right] =
                            [cell.row_span, cell.column_span].map(|span| u16::try_from(span - 1).unwrap());
                        let (last, end) = (row + u32::from(down), column + right);
                        sheet.merge_range(row, column, last, end, &cell.text, &format).unwrap();
                    } else if let Ok(number) = cell.text.parse::<f64>() {
                        sheet.write_number(row, column, number).unwrap();
                    } else if !cell.text.is_empty() {
                        sheet.write_string(row, column, &cell.text).unwrap();
                    }
                }
                top += u32::try_from(grid.rows).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// Pages of 2,000 by 2,000 points, a grid each, every cell in a frame of its own.
fn pdf(blocks: &[Block]) -> Vec<u8> {
    const SIZE: f64 = 10.0;
    /// The three columns of labels are wide, those of figures are not.
    fn left(column: usize) -> f64 {
        let column = column as f64;
        if column <= 3.0 { 40.0 + 200.0 * column } else { 640.0 + 90.0 * (column - 3.0) }
    }
    const HEIGHT: f64 = 44.0;
    let mut contents = vec![String::new()];
    let mut y = 1950.0;
    for block in blocks {
        let Some(content) = contents.last_mut() else { continue };
        match block {
            Block::Paragraph(paragraph) => {
                *content += &chinese("C", SIZE, 40.0, y, &paragraph.text);
                y -= 30.0;
            }
            Block::Grid(grid) => {
                let top = |row: usize| y - HEIGHT * row as f64;
                for cell in &grid.cells {
                    let (x, right) = (left(cell.column), left(cell.column + cell.column_span));
                    let (up, down) = (top(cell.row), top(cell.row + cell.row_span));
                    let _ = writeln!(content, "{x} {down} {} {} re S", right - x, up - down);
                    for (line, text) in wrap(&cell.text, right - x - 8.0, SIZE).iter().enumerate() {
                        *content += &chinese("C", SIZE, x + 4.0, up - 12.0 - 12.0 * line as f64, text);
                    }
                }
                y = 1950.0;
                contents.push(String::new());
            }
        }
    }
    contents.retain(|content| !content.is_empty());
    pages(&contents.iter().map(String::as_str).collect::<Vec<_>>(), "/MediaBox[0 0 2000 2000]")
}

/// Breaks a text into lines of a width in points.
fn wrap(text: &str, width: f64, size: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for part in text.split('\n').filter(|part| !part.is_empty()) {
        let mut line = String::new();
        let mut room = width;
        for c in part.chars() {
            let own = if c.is_ascii() { size / 2.0 } else { size };
            if own > room {
                lines.push(std::mem::take(&mut line));
                room = width;
            }
            room -= own;
            line.push(c);
        }
        lines.push(line);
    }
    lines
}
