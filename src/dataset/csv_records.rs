//! The records of a CSV file where they lie in memory, and the lines on which they begin.

use std::borrow::Cow;

use simd_csv::{ZeroCopyByteRecord, ZeroCopyReaderBuilder};

use crate::error::{Error, ErrorKind, Result};
use crate::text::errors;

/// One cell as text.
pub(super) fn text<'r>(record: &'r ZeroCopyByteRecord<'_>, position: usize) -> Cow<'r, str> {
    match record.unescape(position).unwrap_or_default() {
        // The file was read as text, so that this fails only where a record is cut wrongly; it is the quicker way.
        Cow::Borrowed(bytes) => {
            std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
        }
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

/// Calls `f` with offset and cells of every record until it says no more. A line of nothing but separators,
/// which is what a spreadsheet leaves behind, is no record.
pub(super) fn each(
    bytes: &[u8],
    offset: usize,
    mut f: impl FnMut(usize, &ZeroCopyByteRecord<'_>) -> bool,
) -> Result<()> {
    /// Large enough for few records to reach across its end, small enough for the cache.
    const BUFFER: usize = 1 << 17;
    let mut reader = ZeroCopyReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(BUFFER.min(bytes.len().max(1)))
        .from_reader(bytes);
    loop {
        let start = usize::try_from(reader.position()).unwrap_or(usize::MAX);
        let internal = |e| Error::new(ErrorKind::Internal, errors::internal()).with_source(e);
        let Some(record) = reader.read_byte_record().map_err(internal)? else { return Ok(()) };
        let blank = record.as_slice().first().is_none_or(|byte| matches!(byte, b',' | b' '))
            && record.as_slice().iter().all(|byte| matches!(byte, b',' | b' ' | b'\t'));
        if !blank && !f(offset + start, &record) {
            return Ok(());
        }
    }
}

/// Counts the lines of a file up to places in it, each further on than the one before.
pub(super) struct LineCounter<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> LineCounter<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, line: 1 }
    }

    /// The line of the record that begins at an offset, line breaks before it not counted.
    pub(super) fn at(&mut self, offset: usize) -> u64 {
        let count = |bytes: &[u8]| bytes.split(|byte| *byte == b'\n').count() as u64 - 1;
        self.line += count(self.bytes.get(self.at..offset).unwrap_or_default());
        self.at = self.at.max(offset);
        let rest = self.bytes.get(offset..).unwrap_or_default();
        let blank = rest.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(0);
        self.line + count(rest.get(..blank).unwrap_or_default())
    }
}
