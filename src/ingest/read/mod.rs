//! Readers: the bytes of a file into the neutral form, one reader a source format.
//!
//! The content decides which reader it is, and the ending only where the content leaves it open: pages are
//! saved under any name. Readers copy what stands there and interpret nothing; no bytes make them panic, and
//! what they allocate and how long they take is bounded by [`Limits`].

mod aligned;
mod archive;
mod blocks;
mod characters;
mod encoding;
mod failure;
mod grid;
mod html;
mod html_parse;
mod named;
pub(super) mod pdf;
mod sheet;
mod sniff;
mod text;
mod word;

#[cfg(test)]
mod tests;

use crate::error::Result;
use crate::ingest::document::Document;

use sniff::Format;

/// How much is read; more is refused with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file.
    pub file: u64,
    /// Bytes of everything unpacked from one file.
    pub unpacked: u64,
    /// Positions of all grids of a document, rows × columns.
    pub cells: usize,
    /// Paragraphs of a document, those in cells included.
    pub paragraphs: usize,
}

impl Default for Limits {
    /// A report has some 600 cells and 200 paragraphs; its page or document some 100 KB, with pictures 10 MB.
    fn default() -> Self {
        Self { file: 50 << 20, unpacked: 200 << 20, cells: 200_000, paragraphs: 200_000 }
    }
}

impl Limits {
    /// Lets files of so many megabytes through, and what is in them.
    pub fn raise(&mut self, megabytes: u64) {
        self.file = megabytes.saturating_mul(1 << 20);
        self.unpacked = self.unpacked.max(self.file.saturating_mul(4));
    }
}

/// A file that is read: its name, which is in every message, and how much of it is read.
#[derive(Clone, Copy, Debug)]
struct Source<'a> {
    name: &'a str,
    limits: &'a Limits,
}

/// Refuses a file by its size alone, so that it need not be loaded.
///
/// # Errors
/// `File` if the file has no bytes or more than [`Limits::file`].
pub fn check_size(name: &str, bytes: u64, limits: &Limits) -> Result<()> {
    match bytes {
        0 => Err(failure::empty(name)),
        _ if bytes > limits.file => Err(failure::too_large(name, bytes, limits.file)),
        _ => Ok(()),
    }
}

/// The document in the bytes of a file called `name`.
///
/// # Errors
/// `File` if the bytes are of no format that is read, are damaged, encrypted or beyond the limits.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document> {
    check_size(name, bytes.len() as u64, limits)?;
    let source = Source { name, limits };
    match sniff::format(source, bytes)? {
        Format::Word => word::read(source, bytes),
        Format::Workbook => sheet::workbook(source, bytes),
        Format::Html(text) => html::read(source, &text),
        Format::Csv(text) => sheet::csv(source, &text),
        Format::Text(text) => text::read(source, &text),
        Format::Pdf => pdf::read(name, bytes),
    }
}
