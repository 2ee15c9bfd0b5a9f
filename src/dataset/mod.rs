//! A dataset: a folder on disk, or the one compiled into the program, as a checked panel of reports.
//!
//! A dataset is opened by reading only manifest, regions and headers ([`Dataset::open`]); a question then
//! asks for the fields it needs ([`Dataset::panel`]) and gets reports that are of one scope, sorted, unique
//! and of known regions, or an error that names the lines at fault.

mod absence;
mod cell;
mod csv_cells;
mod csv_file;
mod csv_records;
mod derived;
mod directory;
mod held;
mod kind;
mod locate;
mod long;
mod lookup;
mod manifest;
mod panel;
mod parquet_file;
mod regions;
mod rows;
mod source;

use std::path::Path;
use std::sync::Arc;

pub use absence::{Absence, Absences};
pub(crate) use cell::check as check_value;
pub use cell::{FIRST_YEAR, Fault, Habit, LAST_YEAR, NO_FIGURE};
pub use derived::Derived;
pub(crate) use directory::{Directory, GROUP, PLACE, UNIT};
pub(crate) use kind::KIND;
pub use kind::kind_of;
pub use lookup::Found;
pub use manifest::{Manifest, NamedSource};
pub use panel::{Need, Panel, Scope, Years};
pub use regions::{Region, Regions};
pub(crate) use source::sha256;
pub use source::{Source, Storage};

use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Content, dictionary};
use crate::text::{Note, errors, nearest_names};
use csv_file::CsvFile;
use parquet_file::ParquetFile;
use source::Folder;

/// The shipped dataset of published Chinese reports, `datasets/china`.
mod built_in {
    pub(super) const MANIFEST: &str = include_str!("../../datasets/china/dataset.toml");
    pub(super) const REGIONS: &str = include_str!("../../datasets/china/regions.csv");
    pub(super) const REPORTS: &str = include_str!("../../datasets/china/reports.csv");
}

/// The text of the list of regions that is part of the program.
pub(crate) const BUILT_IN_REGIONS: &str = built_in::REGIONS;

/// The same, to be read.
pub(crate) fn built_in_regions() -> Source {
    Source::compiled("china/regions.csv", built_in::REGIONS)
}

/// A cell of a report that is known to be right: its figure, if it has one.
pub(crate) fn figure(text: &str) -> Option<f64> {
    cell::number(text, Content::SignedCount).or_else(|_| cell::number(text, Content::Amount)).ok()?.0
}

/// An opened dataset.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// What `dataset.toml` says.
    pub manifest: Manifest,
    /// What `regions.csv` says.
    pub regions: Regions,
    files: Vec<ReportFile>,
    regions_file: Source,
    /// `dataset.toml`, where there is one.
    manifest_file: Option<Source>,
    notes: Vec<Note>,
    held: Option<Arc<held::Held>>,
}

/// One report file, its header read.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a dataset has a handful of files")]
enum ReportFile {
    Csv(CsvFile),
    Parquet(ParquetFile),
}

impl ReportFile {
    fn open(source: Source, storage: Storage) -> Result<Self> {
        match storage {
            Storage::Csv => CsvFile::open(source).map(Self::Csv),
            Storage::Parquet => ParquetFile::open(source).map(Self::Parquet),
        }
    }

    fn source(&self) -> &Source {
        match self {
            Self::Csv(file) => &file.source,
            Self::Parquet(file) => &file.source,
        }
    }

    fn name(&self) -> &str {
        &self.source().name
    }

    /// Size as if it were text, in bytes.
    fn size(&self) -> u64 {
        match self {
            Self::Csv(file) => file.size(),
            Self::Parquet(file) => file.size(),
        }
    }

    fn columns(&self) -> &[String] {
        match self {
            Self::Csv(file) => &file.columns,
            Self::Parquet(file) => &file.columns,
        }
    }
}

impl Dataset {
    /// The dataset that is part of the program: published reports of Chinese counties, prefectures and
    /// provinces.
    ///
    /// # Errors
    /// None but faults of the program.
    pub fn built_in() -> Result<Self> {
        let source = |file: &str, text| Source::compiled(&format!("china/{file}"), text);
        let manifest_file = source("dataset.toml", built_in::MANIFEST);
        let manifest = Manifest::read(&manifest_file)?;
        let regions_file = source("regions.csv", built_in::REGIONS);
        let reports = source("reports.csv", built_in::REPORTS);
        let regions = Regions::read(regions_file.clone())?;
        let files = vec![ReportFile::open(reports, Storage::Csv)?];
        let dataset = Self::of(manifest, regions, regions_file, files)?;
        Ok(Self { manifest_file: Some(manifest_file), ..dataset })
    }

    /// Opens a dataset folder, or a single `.csv` or `.parquet` file of reports.
    ///
    /// A folder without `dataset.toml` is named after itself; one without `regions.csv` takes the built-in
    /// list of regions, and says so.
    ///
    /// # Errors
    /// The path does not exist, holds no report file, or a file of it is wrong.
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_as(path, path)
    }

    /// The same under another path in messages and provenance: that which a plan has, say, so that an answer
    /// does not depend on the folder in which the program was started.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_as<'a>(path: &'a Path, name: &'a Path) -> Result<Self> {
        let shown = name.display().to_string();
        if !path.exists() {
            return Err(
                Error::new(ErrorKind::File, errors::no_such_path(&shown)).with_hint(errors::dataset_layout())
            );
        }
        let (folder, files) = if path.is_dir() {
            (Folder { path, name }, source::report_files(Folder { path, name })?)
        } else {
            let parent = |path: &'a Path| path.parent().unwrap_or_else(|| Path::new(""));
            (Folder { path: parent(path), name: parent(name) }, vec![source::single_file(path, name)?])
        };
        let manifest_file = folder.file("dataset.toml");
        let described = manifest_file.path().is_some_and(Path::is_file);
        let manifest = if described {
            Manifest::read(&manifest_file)?
        } else {
            Manifest::named(&name.file_stem().map_or(shown, |name| name.to_string_lossy().into_owned()))
        };
        let regions_file = folder.file("regions.csv");
        let own = regions_file.path().is_some_and(Path::is_file);
        let regions_file = if own { regions_file } else { built_in_regions() };
        let regions = Regions::read(regions_file.clone())?;
        let files = files
            .into_iter()
            .map(|(source, storage)| ReportFile::open(source, storage))
            .collect::<Result<_>>()?;
        let mut dataset = Self::of(manifest, regions, regions_file, files)?;
        dataset.manifest_file = described.then_some(manifest_file);
        if !own {
            dataset.notes.push(Note::info(errors::built_in_regions(&name.display().to_string())));
        }
        Ok(dataset)
    }

    fn of(
        manifest: Manifest,
        regions: Regions,
        regions_file: Source,
        files: Vec<ReportFile>,
    ) -> Result<Self> {
        for file in &files {
            for key in ["region_code", "year"] {
                if !file.columns().iter().any(|column| column == key) {
                    let error = Error::new(ErrorKind::Data, errors::no_key_column(file.name(), key));
                    let odd = file.columns().iter().any(|name| name.contains([';', '\t', '，', '|']));
                    return Err(if odd { error.with_hint(errors::other_separator()) } else { error });
                }
            }
        }
        let mut dataset = Self {
            manifest,
            regions,
            files,
            regions_file,
            manifest_file: None,
            notes: Vec::new(),
            held: None,
        };
        dataset.notes = dataset.unknown_columns().map(|(note, _)| note).collect();
        Ok(dataset)
    }

    /// Columns that neither the dictionary nor the manifest knows, each with a warning and its nearest fields.
    fn unknown_columns(&self) -> impl Iterator<Item = (Note, Vec<String>)> {
        const LONG: [&str; 4] = ["item", "applicant", "value", "status"];
        const NAMES: [&str; 5] = ["name", "region", "level", "prefecture", "province"];
        self.files.iter().flat_map(move |file| {
            let long = long::is_long(file.columns());
            file.columns().iter().filter_map(move |column| {
                let known = dictionary().get(column).is_some()
                    || self.manifest.further_columns.contains(column)
                    || NAMES.contains(&column.as_str())
                    || (long && LONG.contains(&column.as_str()));
                if known {
                    return None;
                }
                let near =
                    nearest_names(column, dictionary().fields().iter().map(|field| field.name.as_str()));
                let mut text = errors::unknown_column(file.name(), column);
                if !near.is_empty() {
                    let hint = errors::nearest(&near);
                    text.zh = format!("{}；{}", text.zh, hint.zh);
                    text.en = format!("{}; {}", text.en, hint.en);
                }
                Some((Note::warning(text), near))
            })
        })
    }

    /// Refuses columns that the dictionary does not know, instead of warning of them.
    ///
    /// # Errors
    /// The first such column.
    pub fn require_known_columns(&self) -> Result<()> {
        match self.unknown_columns().next() {
            Some((note, _)) => Err(Error::new(ErrorKind::Data, note.text)),
            None => Ok(()),
        }
    }

    /// What was said when the dataset was opened.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Whether a report file has this field, or all parts of this group total, or what a derived figure needs.
    pub fn has(&self, name: &str) -> bool {
        if self.is_regional(name) {
            return true;
        }
        if let Some(derived) = Derived::from_name(name) {
            let needs = match derived {
                Derived::FieldsOfForm => return true,
                Derived::CheckErrors => Derived::FieldsPresent.needs(),
                other => other.needs(),
            };
            return needs.iter().any(|field| self.has_column(field));
        }
        let parts = dictionary().get(name).map(crate::schema::Field::parts).unwrap_or_default();
        self.has_column(name) || (!parts.is_empty() && parts.iter().all(|part| self.has_column(part)))
    }

    /// Whether a report file has this column itself.
    pub fn has_field(&self, name: &str) -> bool {
        self.has_column(name)
    }

    fn has_column(&self, name: &str) -> bool {
        // The items of a long table are known only once it is read.
        self.files
            .iter()
            .any(|file| long::is_long(file.columns()) || file.columns().iter().any(|c| c == name))
    }

    /// Whether the name is a numeric column of `regions.csv`.
    pub fn is_regional(&self, name: &str) -> bool {
        dictionary().get(name).is_none_or(|field| field.content == Content::Text)
            && self.regions.further_columns().any(|column| column == name)
    }

    /// The checked reports that a question needs.
    ///
    /// # Errors
    /// Cells, keys or files that are wrong, with their places.
    pub fn panel(&self, need: &Need) -> Result<Panel> {
        match &self.held {
            Some(held) => held.panel(self, need),
            None => Panel::read(self, need),
        }
    }

    /// The same dataset, which reads its files once for many questions and keeps the figures in memory. The
    /// answers are the same. Clones share what is kept.
    #[must_use]
    pub fn held(self) -> Self {
        Self { held: Some(Arc::default()), ..self }
    }

    /// Size of the report files, as if all were text, in bytes.
    fn size(&self) -> u64 {
        self.files.iter().map(ReportFile::size).sum()
    }

    /// The files that make up the dataset.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.files.iter().map(ReportFile::source).chain([&self.regions_file])
    }

    /// All files that an answer may depend on: the same, and `dataset.toml`, whose title and version it names.
    pub fn all_files(&self) -> impl Iterator<Item = &Source> {
        self.sources().chain(&self.manifest_file)
    }

    fn name(&self) -> String {
        match self.files.as_slice() {
            [only] => only.name().to_owned(),
            _ => self.manifest.name.clone(),
        }
    }

    fn has_region(&self, code: &str) -> bool {
        self.regions.has_code(code)
    }

    fn region_name(&self, code: &str) -> String {
        self.regions.name_of(code).unwrap_or_default()
    }
}
