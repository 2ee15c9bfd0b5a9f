//! Reports into a dataset folder: written whole or not at all.
//!
//! ```text
//! OUT/reports.csv   a row a report, in the fields of the dictionary
//! OUT/sources.csv   a line a figure: where it was read, the text as it stood, the rule, how sure it is
//! OUT/regions.csv   the regions, so that the folder can be used by itself
//! OUT/dataset.toml  what the dataset is
//! ```
//!
//! The new files are made in a folder beside the old ones, opened and checked there as any dataset is, and
//! only then take the place of the old ones.

mod rows;
mod sheet;
mod trail;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

pub use rows::{Difference, Fate};

use super::report::Report;
use crate::dataset::{BUILT_IN_REGIONS, Dataset, Source};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Lang;
use crate::text::ingest::store as words;
use rows::Rows;
use sheet::Sheet;
use trail::Trail;

/// The files of a dataset that reports are written into, in the order in which they take their places.
const FILES: [&str; 4] = ["regions.csv", "dataset.toml", "sources.csv", "reports.csv"];

/// A dataset folder that reports are put into.
#[derive(Debug)]
pub(super) struct Store {
    folder: PathBuf,
    /// The folder as messages name it.
    shown: String,
    rows: Rows,
    trail: Trail,
    regions: Option<String>,
}

/// A dataset with the new reports, whole but not yet in its place.
#[derive(Debug)]
pub(super) struct Staged {
    folder: PathBuf,
    made: bool,
    staging: TempDir,
    /// The dataset as it will be.
    pub(super) dataset: Dataset,
}

impl Store {
    /// Opens a folder, which may not exist yet. `regions` is the text of the list of regions to use, if it is
    /// not the folder's own.
    ///
    /// # Errors
    /// The path is a file, the dataset keeps its reports in another format, or a file of it is wrong.
    pub(super) fn open(folder: &Path, regions: Option<String>, lang: Lang) -> Result<Self> {
        let shown = folder.display().to_string();
        if folder.is_file() {
            return Err(
                Error::new(ErrorKind::Request, words::not_a_folder(&shown)).with_hint(words::give_a_folder())
            );
        }
        let other = ["reports.parquet", "reports"].into_iter().find(|name| folder.join(name).exists());
        if let Some(other) = other {
            return Err(Error::new(ErrorKind::Request, words::other_storage(&shown, other))
                .with_hint(words::give_another_folder()));
        }
        let path = folder.join("reports.csv");
        if path.is_file() {
            // What is wrong with a dataset is said as everywhere else, with line and column.
            Dataset::open(folder)?;
        }
        let sheet = Sheet::read(&path)?;
        if sheet.column("item").is_some() && sheet.column("value").is_some() {
            return Err(Error::new(ErrorKind::Request, words::long_table(&shown))
                .with_hint(words::give_another_folder()));
        }
        let trail = Trail::new(Sheet::read(&folder.join("sources.csv"))?, lang);
        Ok(Self { folder: folder.to_owned(), shown, rows: Rows::new(sheet), trail, regions })
    }

    /// A dataset to try reports in, in a folder that nobody asked for: no message names it.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub(super) fn trial(folder: &Path, regions: Option<String>, lang: Lang) -> Result<Self> {
        Ok(Self { shown: String::new(), ..Self::open(folder, regions, lang)? })
    }

    /// Puts reports in, in their order, and says what became of each.
    pub(super) fn put(&mut self, reports: &[&Report], replace: bool) -> Vec<Fate> {
        let Self { rows, shown, .. } = self;
        let fates: Vec<Fate> = reports.iter().map(|report| rows.put(report, replace, shown)).collect();
        let written: Vec<(&Report, bool)> = reports
            .iter()
            .zip(&fates)
            .filter(|(_, fate)| !matches!(fate, Fate::Conflict { .. }))
            .map(|(report, fate)| (*report, fate.is_whole()))
            .collect();
        self.trail.put(&written);
        fates
    }

    /// Makes the files beside their places and opens them as a dataset.
    ///
    /// # Errors
    /// A file cannot be written, or the dataset would not be right.
    pub(super) fn stage(self) -> Result<Staged> {
        let made = !self.folder.exists();
        let cannot = |error: std::io::Error| {
            Error::new(ErrorKind::File, words::cannot_write(&self.folder.display().to_string()))
                .with_source(error)
        };
        fs::create_dir_all(&self.folder).map_err(cannot)?;
        let staging =
            tempfile::Builder::new().prefix(".gongkai-").tempdir_in(&self.folder).map_err(cannot)?;
        let staged = (|| {
            let write =
                |name: &str, bytes: &[u8]| fs::write(staging.path().join(name), bytes).map_err(cannot);
            write("regions.csv", regions(&self.folder, self.regions.as_deref(), &self.rows)?.as_bytes())?;
            write("sources.csv", &self.trail.sheet.to_bytes()?)?;
            write("reports.csv", &self.rows.into_bytes()?)?;
            let toml = self.folder.join("dataset.toml");
            if toml.is_file() {
                fs::copy(toml, staging.path().join("dataset.toml")).map_err(cannot)?;
            } else {
                write("dataset.toml", words::manifest(&name_of(&self.folder)).as_bytes())?;
            }
            Dataset::open(staging.path())
        })();
        match staged {
            Ok(dataset) => Ok(Staged { folder: self.folder, made, staging, dataset }),
            Err(error) => {
                drop(staging);
                discard(&self.folder, made);
                Err(error)
            }
        }
    }
}

impl Staged {
    /// Puts the files in their places.
    ///
    /// # Errors
    /// A file cannot be renamed.
    pub(super) fn commit(self) -> Result<Dataset> {
        for name in FILES {
            let target = self.folder.join(name);
            // A link stays one.
            let target = fs::canonicalize(&target).unwrap_or(target);
            fs::rename(self.staging.path().join(name), &target).map_err(|error| {
                Error::new(ErrorKind::File, words::cannot_write(&target.display().to_string()))
                    .with_source(error)
            })?;
        }
        Dataset::open(&self.folder)
    }

    /// Leaves everything as it was.
    pub(super) fn discard(self) {
        let Self { folder, made, staging, .. } = self;
        drop(staging);
        discard(&folder, made);
    }
}

/// Removes a folder that was made for files that did not come; one with anything in it stays.
fn discard(folder: &Path, made: bool) {
    if made {
        let _ = fs::remove_dir(folder);
    }
}

/// The list of regions for the dataset: its own, with the records of the given one that it lacks; else the
/// given one; else the one compiled in.
fn regions(folder: &Path, given: Option<&str>, rows: &Rows) -> Result<String> {
    let own = folder.join("regions.csv");
    if !own.is_file() {
        return Ok(given.unwrap_or(BUILT_IN_REGIONS).to_owned());
    }
    let text = Source::disk(&own).text()?.text.into_owned();
    let mut sheet = Sheet::parse(&text, &own.display().to_string())?;
    let more = Sheet::parse(given.unwrap_or(BUILT_IN_REGIONS), "regions.csv")?;
    let codes = |sheet: &Sheet| -> BTreeSet<String> {
        let code = sheet.column("region_code");
        (0..sheet.rows.len()).map(|row| sheet.cell(row, code).trim().to_owned()).collect()
    };
    let missing: BTreeSet<String> = codes(&rows.sheet).difference(&codes(&sheet)).cloned().collect();
    if missing.is_empty() {
        return Ok(text);
    }
    let code = more.column("region_code");
    for from in (0..more.rows.len()).filter(|row| missing.contains(more.cell(*row, code).trim())) {
        let row = sheet.add_row();
        for (at, column) in more.columns.iter().enumerate() {
            let to = sheet.column_or_new(column);
            sheet.set(row, to, more.cell(from, Some(at)).to_owned());
        }
    }
    Ok(String::from_utf8_lossy(&sheet.to_bytes()?).into_owned())
}

fn name_of(folder: &Path) -> String {
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    folder.file_name().map_or_else(|| "reports".to_owned(), |name| name.to_string_lossy().into_owned())
}
