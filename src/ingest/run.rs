//! Many files into a dataset: read in parallel, written in order, checked before they take their place.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use polars::prelude::lit;

use super::files::{Candidate, list};
use super::proof::{Proof, prove};
use super::read::{self, Limits};
use super::region::Hints;
use super::report::{Given, Reader, Report};
use super::store::{Fate, Staged, Store};
use crate::check::{Finding, Mode, RULES, Reports, Thresholds, Wanted};
use crate::dataset::{self, Dataset, Regions, Scope, Source, Years};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Lang;
use crate::text::ingest::files as words;

/// Asks for files to be read.
#[derive(Clone, Debug, Default)]
pub struct IngestRequest {
    /// Files, and folders with everything below them.
    pub paths: Vec<PathBuf>,
    /// The dataset folder to write; without it nothing is written.
    pub dataset: Option<PathBuf>,
    /// A list of regions to take the place of the dataset's and the built-in one.
    pub regions: Option<PathBuf>,
    /// The region of all files, by name or code, in place of what they say.
    pub region: Option<String>,
    /// Only regions of these provinces.
    pub provinces: Vec<String>,
    /// Only regions of these prefectures.
    pub prefectures: Vec<String>,
    /// The year of all files, in place of what they say.
    pub year: Option<i32>,
    /// Whom all files count, in place of what they say.
    pub scope: Option<Scope>,
    /// How much of a file is read.
    pub limits: Limits,
    /// Whether a report takes the place of one with other figures.
    pub replace: bool,
    /// Language of the places and notes in `sources.csv`.
    pub lang: Lang,
}

/// What became of the files.
#[derive(Debug, Default)]
pub struct Ingested {
    /// The files, in the order of their paths.
    pub files: Vec<IngestedFile>,
    /// Files in the folders that are none to read, by ending, with their number.
    pub others: BTreeMap<String, usize>,
    /// What the rules of `check` find in the reports that were written, each with its report's scope.
    pub findings: Vec<(&'static str, Finding)>,
    /// The dataset, if one was written.
    pub dataset: Option<Dataset>,
}

/// What became of a file.
#[derive(Debug)]
pub struct IngestedFile {
    /// Its path, as it was named or found.
    pub path: PathBuf,
    /// Its report, or why there is none.
    pub outcome: Result<IngestedReport>,
}

/// A report that was read.
#[derive(Debug)]
pub struct IngestedReport {
    /// The report.
    pub report: Report,
    /// How far its sums prove it.
    pub proof: Proof,
    /// What became of it in the dataset; `None` if nothing was to be written.
    pub fate: Option<Fate>,
}

impl Ingested {
    /// The reports that were read.
    pub fn reports(&self) -> impl Iterator<Item = &IngestedReport> {
        self.files.iter().filter_map(|file| file.outcome.as_ref().ok())
    }

    /// Nothing became of the reports but what contradicts another.
    fn forget_fates(&mut self) {
        for read in self.files.iter_mut().filter_map(|file| file.outcome.as_mut().ok()) {
            read.fate.take_if(|fate| !matches!(fate, Fate::Conflict { .. }));
        }
    }

    /// Whether a file could not be read, or was not written because it contradicts another.
    pub fn has_failures(&self) -> bool {
        self.files.iter().any(|file| match &file.outcome {
            Err(_) => true,
            Ok(read) => matches!(read.fate, Some(Fate::Conflict { .. })),
        })
    }
}

/// Reads files into a dataset. `progress` hears how many files are done, and of how many.
///
/// A file that cannot be read is an entry of the result, not an error; the others go on.
///
/// # Errors
/// A path does not exist, there is no file to read, the list of regions or the dataset is wrong or cannot be
/// written. Then nothing was written.
pub fn ingest(request: &IngestRequest, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Ingested> {
    let except: Vec<PathBuf> = request.dataset.iter().chain(&request.regions).cloned().collect();
    let listing = list(&request.paths, &except)?;
    if listing.files.is_empty() {
        let paths: Vec<String> = request.paths.iter().map(|path| path.display().to_string()).collect();
        return Err(
            Error::new(ErrorKind::Request, words::nothing_to_read(&paths)).with_hint(words::known_formats())
        );
    }
    let (regions, text) = regions(request)?;
    // Without a dataset the reports are tried in a folder that is gone afterwards.
    let trial;
    let store = if let Some(folder) = &request.dataset {
        Store::open(folder, text, request.lang)?
    } else {
        trial = tempfile::tempdir().map_err(|error| {
            let folder = std::env::temp_dir().display().to_string();
            Error::new(ErrorKind::File, crate::text::ingest::store::cannot_write(&folder)).with_source(error)
        })?;
        Store::trial(trial.path(), text, request.lang)?
    };
    let given = given(request, &regions)?;
    let all = read_all(&listing.files, request, &regions, &given, progress);
    let mut ingested = Ingested { others: listing.others, ..Ingested::default() };
    for (file, outcome) in listing.files.into_iter().zip(all) {
        match outcome {
            Err(_) if !file.named && is_data(&file.path) => {
                *ingested.others.entry("csv".to_owned()).or_default() += 1;
            }
            outcome => {
                let outcome =
                    outcome.map(|report| IngestedReport { proof: prove(&report), report, fate: None });
                ingested.files.push(IngestedFile { path: file.path, outcome });
            }
        }
    }
    write(store, &mut ingested, request)?;
    Ok(ingested)
}

/// The list of regions, and its text if it is not the dataset's own.
fn regions(request: &IngestRequest) -> Result<(Regions, Option<String>)> {
    if let Some(path) = &request.regions {
        let source = Source::disk(path);
        let text = source.text()?.text.into_owned();
        return Ok((Regions::read(source)?, Some(text)));
    }
    let own = request.dataset.as_ref().map(|folder| folder.join("regions.csv")).filter(|path| path.is_file());
    let source = own.map_or_else(dataset::built_in_regions, |path| Source::disk(&path));
    Ok((Regions::read(source)?, None))
}

fn given(request: &IngestRequest, regions: &Regions) -> Result<Given> {
    let region = match &request.region {
        Some(word) => Some(regions.resolve(word)?.region),
        None => None,
    };
    Ok(Given { region, year: request.year, scope: request.scope })
}

/// Reads all files, as many at once as there are processors.
fn read_all(
    files: &[Candidate],
    request: &IngestRequest,
    regions: &Regions,
    given: &Given,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Result<Report>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(files.len());
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let results: Mutex<BTreeMap<usize, Result<Report>>> = Mutex::new(BTreeMap::new());
    let provinces = whole_names(regions, "province", &request.provinces);
    let prefectures = whole_names(regions, "prefecture", &request.prefectures);
    let work = || {
        while let Some((at, file)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            files.get(at).map(|file| (at, file))
        } {
            let hints = Hints {
                provinces: provinces.clone(),
                prefectures: prefectures.clone(),
                folders: file.path.parent().map(|folder| folder.display().to_string()).unwrap_or_default(),
            };
            let reader = Reader { regions, hints, given, limits: &request.limits };
            let outcome = read_file(&file.path, &reader);
            results.lock().unwrap_or_else(PoisonError::into_inner).insert(at, outcome);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, files.len());
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    results.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

/// The provinces or prefectures meant, as the list of regions names them; what it does not know stays.
fn whole_names(regions: &Regions, column: &str, words: &[String]) -> Vec<String> {
    words.iter().map(|word| regions.resolve_group(column, word).unwrap_or_else(|_| word.clone())).collect()
}

fn read_file(path: &Path, reader: &Reader<'_>) -> Result<Report> {
    let shown = path.display().to_string();
    let cannot =
        |error| Error::new(ErrorKind::File, crate::text::errors::cannot_read(&shown)).with_source(error);
    let length = fs::metadata(path).map_err(cannot)?.len();
    read::check_size(&shown, length, reader.limits)?;
    let bytes = fs::read(path).map_err(cannot)?;
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    reader.read(&shown, &file, &bytes)
}

/// Whether a file is a table of a dataset, which lies beside reports and is none.
fn is_data(path: &Path) -> bool {
    let csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let head =
        || fs::read(path).ok().and_then(|bytes| bytes.split(|b| *b == b'\n').next().map(<[u8]>::to_vec));
    csv && head().is_some_and(|line| String::from_utf8_lossy(&line).contains("region_code"))
}

/// Writes the reports and runs the rules over the dataset; without one the rules run and nothing is written.
fn write(mut store: Store, ingested: &mut Ingested, request: &IngestRequest) -> Result<()> {
    let reports: Vec<&Report> = ingested.reports().map(|read| &read.report).collect();
    if reports.is_empty() {
        return Ok(());
    }
    let mut fates = store.put(&reports, request.replace).into_iter();
    for read in ingested.files.iter_mut().filter_map(|file| file.outcome.as_mut().ok()) {
        read.fate = fates.next();
    }
    if ingested.reports().all(|read| matches!(read.fate, Some(Fate::Conflict { .. }))) {
        return Ok(());
    }
    let staged = store.stage()?;
    let found = findings(&staged, ingested);
    if found.is_ok() && request.dataset.is_some() {
        ingested.dataset = Some(staged.commit()?);
    } else {
        staged.discard();
        ingested.forget_fates();
    }
    ingested.findings = found?;
    Ok(())
}

/// What the rules find in the reports that were written.
fn findings(staged: &Staged, ingested: &Ingested) -> Result<Vec<(&'static str, Finding)>> {
    let thresholds = Thresholds::built_in()?;
    let mut all = Vec::new();
    for scope in [Scope::Region, Scope::Office] {
        let id = scope.id();
        let written = |finding: &Finding| {
            ingested.reports().any(|read| {
                let key = &read.report.key;
                let kept = !matches!(read.fate, Some(Fate::Conflict { .. }));
                kept && key.scope == id && key.region_code == finding.region_code && key.year == finding.year
            })
        };
        if !ingested.reports().any(|read| read.report.key.scope == id) {
            continue;
        }
        let years = Years::default();
        let wanted = Wanted { years, scope, regions: lit(true), mode: Mode::Lenient, whole: true };
        let (reports, _) = Reports::read(&staged.dataset, &wanted)?;
        for rule in RULES {
            let found = rule.run(&reports, &thresholds)?.findings.into_iter().filter(&written);
            all.extend(found.map(|finding| (id, finding)));
        }
    }
    all.sort_by(|(_, a), (_, b)| {
        (a.severity, &a.region_code, a.year).cmp(&(b.severity, &b.region_code, b.year))
    });
    Ok(all)
}
