//! PDF files: characters and ruling lines at places on pages, out of which lines, paragraphs and tables
//! are put together here.
//!
//! ```text
//! open ─► page (font, cmap, show, path) ─► layout (lines, rules, table, gaps) ─► furniture ─► paragraphs
//! ```
//!
//! A table that goes on over a page's end is a grid on each page, and a cell that is torn apart there is a
//! cell on each; joining them is not the matter of a reader.

mod cmap;
mod font;
mod furniture;
mod gaps;
mod geometry;
mod layout;
mod lines;
mod open;
mod page;
mod paragraphs;
mod path;
mod radicals;
mod rules;
mod show;
mod table;
#[cfg(test)]
pub(in crate::ingest) mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use self::geometry::Page;
use crate::ingest::document::Document;
use crate::text::ingest::pdf as wording;
use crate::{Error, ErrorKind, Result};

/// Reads a PDF file.
///
/// # Errors
/// If the file is no PDF, damaged, encrypted with a password, without text or larger than a report can be.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Document> {
    // The library that reads objects and streams is made for whole files; on damaged ones it may overflow or
    // index past an end. Nothing that it leaves half done is used afterwards.
    catch_unwind(AssertUnwindSafe(|| read_unguarded(name, bytes)))
        .unwrap_or_else(|_| Err(open::unreadable(name)))
}

fn read_unguarded(name: &str, bytes: &[u8]) -> Result<Document> {
    let document = open::document(name, bytes)?;
    let mut reader = page::Reader::new(name, &document);
    let pages = (1..)
        .zip(open::pages(name, &document)?)
        .map(|(number, id)| reader.page(id, number))
        .collect::<Result<Vec<Page>>>()?;
    check_text(name, &pages)?;
    let mut pages: Vec<_> = pages.into_iter().map(layout::lay_out).collect();
    furniture::remove(&mut pages);
    Ok(Document { blocks: paragraphs::blocks(pages), title: open::title(&document), ..Document::default() })
}

/// Refuses a file whose text is not there or would come out with holes.
fn check_text(name: &str, pages: &[Page]) -> Result<()> {
    let known: usize =
        pages.iter().map(|page| page.glyphs.iter().filter(|glyph| glyph.text != ' ').count()).sum();
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    let refuse = |message, hint| Err(Error::new(ErrorKind::File, message).with_hint(hint));
    // A few marks without a code are bullets and the like.
    if unknown > 20 && unknown * 50 > known {
        return refuse(wording::no_characters(name, unknown, known + unknown), wording::convert_first());
    }
    if known == 0 {
        return if pages.iter().any(|page| page.pictures > 0) {
            refuse(wording::only_pictures(name), wording::recognise_first())
        } else {
            refuse(wording::no_text(name), wording::recognise_first())
        };
    }
    // Figures of a scanned page among others would be missing without a word.
    let scanned = pages.iter().find(|page| page.pictures > 0 && page.glyphs.len() < 10);
    if let Some(page) = scanned {
        return refuse(wording::picture_page(name, page.number), wording::recognise_first());
    }
    Ok(())
}
