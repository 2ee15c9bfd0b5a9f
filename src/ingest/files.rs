//! The files to read: those named, and those in the folders named.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};
use crate::text::ingest::files as words;

/// Endings of what may be a report, the formats that are read and those whose reader says what to do.
const REPORTS: [&str; 16] = [
    "txt", "text", "html", "htm", "xhtml", "shtml", "mht", "docx", "pdf", "xlsx", "csv", "doc", "wps", "rtf",
    "xls", "et",
];

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it was named, and not only found in a folder.
    pub named: bool,
}

/// The files, and how many others lie in the folders, by ending.
#[derive(Clone, Debug, Default)]
pub(super) struct Listing {
    pub files: Vec<Candidate>,
    pub others: BTreeMap<String, usize>,
}

/// Lists the files of some paths, folders with everything below them, in the order of their names. Hidden
/// files, the locks of office programs, and what lies in `except` are no files to read.
///
/// # Errors
/// A path does not exist, or a folder cannot be listed.
pub(super) fn list(paths: &[PathBuf], except: &[PathBuf]) -> Result<Listing> {
    let except: Vec<PathBuf> = except.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
    let mut listing = Listing::default();
    for path in paths {
        let shown = path.display().to_string();
        if path.is_dir() {
            listing.folder(path, &except)?;
        } else if path.exists() {
            listing.files.push(Candidate { path: path.clone(), named: true });
        } else {
            return Err(
                Error::new(ErrorKind::File, words::no_such_path(&shown)).with_hint(words::look_at_the_path())
            );
        }
    }
    listing.files.sort_by(|a, b| a.path.cmp(&b.path).then(b.named.cmp(&a.named)));
    listing.files.dedup_by(|a, b| a.path == b.path);
    Ok(listing)
}

impl Listing {
    fn folder(&mut self, folder: &Path, except: &[PathBuf]) -> Result<()> {
        let cannot = |error| {
            Error::new(ErrorKind::File, words::cannot_list(&folder.display().to_string())).with_source(error)
        };
        for entry in fs::read_dir(folder).map_err(cannot)? {
            let path = entry.map_err(cannot)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
            if name.starts_with(['.', '~']) || except.contains(&real) {
                continue;
            }
            // A link to a folder may lead in a circle.
            if path.is_dir() {
                if !path.is_symlink() {
                    self.folder(&path, except)?;
                }
                continue;
            }
            let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
            if REPORTS.contains(&ending.as_str()) {
                self.files.push(Candidate { path, named: false });
            } else {
                *self.others.entry(ending).or_default() += 1;
            }
        }
        Ok(())
    }
}
