//! What is done so far: a line a run, written as soon as the files of the run are whole. The manifest takes its
//! place at the end.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::manifest::{Done, Manifest};
use crate::error::{Error, ErrorKind, Result};
use crate::output::file;
use crate::text::{batch as words, errors};

/// The manifest's name in the folder of the outputs.
pub const MANIFEST: &str = "manifest.json";
/// The name of the record of a run that is not at its end.
const JOURNAL: &str = ".gongkai-batch.jsonl";
/// Names in the folder of the outputs that are not for outputs.
pub(super) const OWN: [&str; 2] = [MANIFEST, JOURNAL];

/// The record of a run that goes on.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: Mutex<File>,
}

impl Journal {
    /// What earlier runs into this folder have done, by the name of the run. What cannot be read was not done.
    pub fn earlier(folder: &Path) -> BTreeMap<String, Done> {
        let mut done = BTreeMap::new();
        let mut keep = |item: Done| done.insert(item.record.name.clone(), item);
        if let Ok(manifest) = Manifest::read(&folder.join(MANIFEST)) {
            manifest.done().for_each(|item| drop(keep(item)));
        }
        if let Ok(journal) = File::open(folder.join(JOURNAL)) {
            // The last line may be cut.
            let lines = BufReader::new(journal).lines().map_while(Result::ok);
            lines.filter_map(|line| serde_json::from_str(&line).ok()).for_each(|item| drop(keep(item)));
        }
        done
    }

    /// Begins a record with what is done already and stays. From here on the manifest of an earlier run is gone:
    /// a folder has either a manifest of all its outputs, or a record of those that are done.
    ///
    /// # Errors
    /// The folder or file cannot be written.
    pub fn begin<'a>(folder: &Path, done: impl Iterator<Item = &'a Done>) -> Result<Self> {
        let failed = |path: &Path, error| {
            Error::new(ErrorKind::File, words::cannot_write(&path.display().to_string())).with_source(error)
        };
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        let path = folder.join(JOURNAL);
        let mut lines = String::new();
        for done in done {
            lines.push_str(&line(done)?);
        }
        file::save_bytes(lines.as_bytes(), &path)?;
        let file = File::options().append(true).open(&path).map_err(|error| failed(&path, error))?;
        let manifest = folder.join(MANIFEST);
        if manifest.is_file() {
            fs::remove_file(&manifest).map_err(|error| failed(&manifest, error))?;
        }
        Ok(Self { path, file: Mutex::new(file) })
    }

    /// Adds what a run has done.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn add(&self, done: &Done) -> Result<()> {
        let line = line(done)?;
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(line.as_bytes()).map_err(|error| {
            let shown = self.path.display().to_string();
            Error::new(ErrorKind::File, words::cannot_write(&shown)).with_source(error)
        })
    }

    /// Writes the manifest and ends the record.
    ///
    /// # Errors
    /// The manifest cannot be written, or the record not removed.
    pub fn finish(self, manifest: &Manifest) -> Result<()> {
        let folder = self.path.parent().unwrap_or_else(|| Path::new("")).to_owned();
        file::save_bytes(manifest.to_json()?.as_bytes(), &folder.join(MANIFEST))?;
        drop(self.file);
        fs::remove_file(&self.path).map_err(|error| {
            let shown = self.path.display().to_string();
            Error::new(ErrorKind::File, words::cannot_write(&shown)).with_source(error)
        })
    }
}

/// What is done as a line.
fn line(done: &Done) -> Result<String> {
    let internal = |error| Error::new(ErrorKind::Internal, errors::internal()).with_source(error);
    let mut line = serde_json::to_string(done).map_err(internal)?;
    line.push('\n');
    Ok(line)
}
