//! Packed files: what is in them, and their parts, unpacked within bounds. No size in a header is believed.

use std::borrow::Cow;
use std::io::{Cursor, Read, copy, sink};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Error, Result};

use super::{Source, failure};

/// A packed file in memory.
pub(super) struct Archive<'a> {
    source: Source<'a>,
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens it; one that is cut off has lost its table of contents.
    pub(super) fn open(source: Source<'a>, bytes: &'a [u8]) -> Result<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refused(source, error))?;
        Ok(Self { source, zip, left: source.limits.unpacked })
    }

    /// The name of the first part for which `wanted` holds.
    pub(super) fn find(&self, wanted: impl Fn(&str) -> bool) -> Option<String> {
        self.names(wanted).into_iter().next()
    }

    /// The names of the parts for which `wanted` holds, in order.
    pub(super) fn names(&self, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let names = self.zip.file_names().filter_map(|name| name.ok().map(Cow::into_owned));
        let mut names: Vec<String> = names.filter(|name| wanted(name)).collect();
        names.sort();
        names
    }

    /// A part, unpacked.
    pub(super) fn part(&mut self, name: &str) -> Result<Vec<u8>> {
        let source = self.source;
        let mut part = self.zip.by_name(name).map_err(|error| refused(source, error))?;
        let mut unpacked = Vec::new();
        let read = (&mut part).take(self.left.saturating_add(1)).read_to_end(&mut unpacked);
        read.map_err(|error| failure::damaged(source).with_source(error))?;
        self.left = spend(source, self.left, unpacked.len() as u64)?;
        Ok(unpacked)
    }

    /// Unpacks every part and keeps none, so that a later reader of the same bytes meets no surprise.
    pub(super) fn measure(&mut self) -> Result<()> {
        let source = self.source;
        for index in 0..self.zip.len() {
            let mut part = self.zip.by_index(index).map_err(|error| refused(source, error))?;
            let length = copy(&mut (&mut part).take(self.left.saturating_add(1)), &mut sink());
            let length = length.map_err(|error| failure::damaged(source).with_source(error))?;
            self.left = spend(source, self.left, length)?;
        }
        Ok(())
    }
}

fn spend(source: Source<'_>, left: u64, bytes: u64) -> Result<u64> {
    left.checked_sub(bytes).ok_or_else(|| failure::unpacks_too_large(source))
}

fn refused(source: Source<'_>, error: ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => failure::encrypted(source.name),
        error => failure::damaged(source).with_source(error),
    }
}
