//! The sample reports, files that an office program made, small pages written by hand, and damaged files.

mod damaged;
mod made;
mod samples;

use std::fmt::Write;

use super::read;
use crate::ingest::document::{Block, Document, Grid};

fn grids(document: &Document) -> Vec<&Grid> {
    fn grid(block: &Block) -> Option<&Grid> {
        match block {
            Block::Grid(grid) => Some(grid),
            Block::Paragraph(_) => None,
        }
    }
    document.blocks.iter().filter_map(grid).collect()
}

fn paragraphs(document: &Document) -> Vec<&str> {
    fn text(block: &Block) -> Option<&str> {
        match block {
            Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
            Block::Grid(_) => None,
        }
    }
    document.blocks.iter().filter_map(text).collect()
}

/// The texts of a row, a cell that comes from above or from the left counted where it begins.
fn row(grid: &Grid, row: usize) -> Vec<&str> {
    grid.cells.iter().filter(|cell| cell.row == row).map(|cell| cell.text.as_str()).collect()
}

/// A page written by hand: `operations` with the fonts `F` (Helvetica), `C` (Chinese, GBK codes) and `V`
/// (the same, set vertically), 400 by 300 points.
fn page(operations: &str) -> Vec<u8> {
    pages(&[operations], "")
}

pub(in crate::ingest) fn pages(contents: &[&str], of_page: &str) -> Vec<u8> {
    let descendant = "[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000\
        /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]";
    let chinese = |encoding| {
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{encoding}/DescendantFonts{descendant}>>"
        )
    };
    let kids: Vec<String> = (0..contents.len()).map(|index| format!("{} 0 R", 6 + 2 * index)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {}/MediaBox[0 0 400 300]>>", kids.join(" "), kids.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        chinese("GBK-EUC-H"),
        chinese("GBK-EUC-V"),
    ];
    for (index, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/Contents {} 0 R{of_page}/Resources<</Font<</F 3 0 R/C 4 0 R/V 5 0 R>>>>>>",
            7 + 2 * index
        ));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        let _ = writeln!(file, "{} 0 obj\n{object}\nendobj", index + 1);
    }
    let table = file.len();
    let _ = writeln!(file, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1);
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = writeln!(file, "trailer<</Root 1 0 R/Size {}>>\nstartxref\n{table}\n%%EOF", objects.len() + 1);
    file.into_bytes()
}

/// The operations that write a text of Chinese characters at a place.
pub(in crate::ingest) fn chinese(font: &str, size: f64, x: f64, y: f64, text: &str) -> String {
    let codes: Vec<String> =
        encoding_rs::GBK.encode(text).0.iter().map(|byte| format!("{byte:02x}")).collect();
    let codes = codes.concat();
    format!("BT /{font} {size} Tf {x} {y} Td <{codes}> Tj ET\n")
}
