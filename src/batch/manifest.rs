//! What a batch has done, for others to do again: questions, inputs and outputs with their hashes, definitions,
//! counts. It holds nothing that differs from one run to the next.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::analysis::{Coverage, MetricCard};
use crate::dataset::{Dataset, sha256};
use crate::error::{Error, ErrorKind, Result};
use crate::metric::Catalogue;
use crate::schema::Unit;
use crate::text::{Label, Lang, batch as words, errors};

/// What stands at the head of a manifest.
const FORMAT: &str = "gongkai-manifest";
/// The version of the form of manifests; it grows when an older program could misread one.
const VERSION: u32 = 1;

/// What a batch has done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: String,
    format_version: u32,
    /// The program that ran it.
    pub program: Program,
    /// The plan's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The folder in which paths of the plan begin, as seen from that of the manifest.
    pub base: String,
    /// The files of the plan.
    pub plan: Vec<PlanFile>,
    /// The datasets by the names that runs call them.
    pub datasets: BTreeMap<String, SetOfData>,
    /// The definitions of metrics by the names that runs call them: the id, with a number behind it where runs
    /// had different definitions of one id.
    pub definitions: BTreeMap<String, Definition>,
    /// The runs in the order of the plan.
    pub runs: Vec<Record>,
}

/// A program and what it was built for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Processor and system, on which the last digit of a logarithm may depend.
    pub target: String,
}

impl Program {
    /// This program.
    pub fn this() -> Self {
        Self {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            target: format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        }
    }
}

/// A file of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    /// Its path as seen from the folder of the plan.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputFile {
    /// Its path as seen from the folder of the plan, or its name if it is part of the program.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// A dataset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetOfData {
    /// Name and version.
    pub name: String,
    /// Title.
    pub title: Label,
    /// Licence as an SPDX expression.
    pub licence: String,
    /// Whether its figures are invented.
    pub synthetic: bool,
    /// Its files.
    pub files: Vec<InputFile>,
}

impl SetOfData {
    /// What a manifest says of a dataset.
    ///
    /// # Errors
    /// A file of it cannot be read.
    pub fn of(dataset: &Dataset) -> Result<Self> {
        let manifest = &dataset.manifest;
        let mut files = Vec::new();
        for source in dataset.all_files() {
            files.push(InputFile { path: source.name.replace('\\', "/"), sha256: source.sha256()? });
        }
        Ok(Self {
            name: manifest.name_and_version(),
            title: manifest.title(),
            licence: manifest.licence.clone(),
            synthetic: manifest.synthetic,
            files,
        })
    }
}

/// A metric as it was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: Label,
    /// The formula in field names.
    pub formula: String,
    /// The formula in the words of the official form.
    pub formula_in_words: Label,
    /// Unit of its values.
    pub unit: Unit,
    /// Which end is rank 1.
    pub direction: Label,
    /// The forms in which its figures exist: `2019 2021`; nothing for what is no metric of the catalogue.
    pub forms: String,
    /// Whether its values may be compared across a change of form.
    pub comparable: bool,
}

impl Definition {
    /// The definition of a metric of an answer.
    pub fn of(card: &MetricCard, catalogue: &Catalogue) -> Self {
        let metric = catalogue.get(&card.id).ok();
        Self {
            id: card.id.clone(),
            title: card.title.clone(),
            formula: card.formula.clone(),
            formula_in_words: card.formula_in_words.clone(),
            unit: card.unit,
            direction: card.direction.label(),
            forms: metric.as_ref().map(|metric| metric.forms().to_string()).unwrap_or_default(),
            comparable: metric.is_none_or(|metric| metric.is_comparable()),
        }
    }
}

/// Reports used and left out for a metric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricCoverage {
    /// The metric, or the question where there is none.
    pub metric: String,
    /// Reports that the question selects.
    pub selected: usize,
    /// Reports with a figure.
    pub used: usize,
    /// Reports left out, by reason.
    pub left_out: Vec<LeftOut>,
}

/// Reports left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// The reason, as in the `note` column.
    pub reason: String,
    /// How many.
    pub reports: usize,
}

impl MetricCoverage {
    /// The coverage of an answer.
    pub fn of(coverage: &Coverage) -> Self {
        let left_out = |&(reason, reports): &(crate::analysis::Reason, usize)| LeftOut {
            reason: reason.id().to_owned(),
            reports,
        };
        Self {
            metric: coverage.metric.clone(),
            selected: coverage.selected,
            used: coverage.used,
            left_out: coverage.left_out.iter().map(left_out).collect(),
        }
    }
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputFile {
    /// Its path in the folder of the outputs.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// A run that is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its name in the plan.
    pub name: String,
    /// The question as it stands on a command line, in the folder of the plan, the outputs included.
    pub command: Vec<String>,
    /// The language.
    pub lang: Lang,
    /// What was answered: "图解比例排名，2022 年".
    pub title: Label,
    /// The group.
    pub subtitle: Label,
    /// First and last year of the answer.
    pub years: Option<(i32, i32)>,
    /// The years in those with which another form of the report begins.
    pub form_breaks: Vec<i32>,
    /// The seed of the simulations, if there were any.
    pub seed: Option<u64>,
    /// The dataset, by its name in the manifest.
    pub dataset: String,
    /// Other files that were read: metrics, a scheme, thresholds.
    pub inputs: Vec<InputFile>,
    /// The definitions, by their names in the manifest.
    pub metrics: Vec<String>,
    /// Reports used and left out.
    pub coverage: Vec<MetricCoverage>,
    /// Remarks.
    pub notes: Vec<Label>,
    /// Whether a check found errors.
    pub findings: bool,
    /// Files that were not drawn, since their group has no figure.
    pub undrawn: Vec<String>,
    /// What all of this was made of, as one hash: program, question, inputs.
    pub made_of: String,
    /// The files.
    pub outputs: Vec<OutputFile>,
}

/// A run that is done, with what the manifest says once for all runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Done {
    /// The run.
    pub record: Record,
    /// Its dataset.
    pub dataset: SetOfData,
    /// The definitions, in the order of `record.metrics`.
    pub definitions: Vec<Definition>,
}

impl Done {
    /// Whether all files are in a folder as they were written.
    pub fn is_whole(&self, folder: &Path) -> bool {
        let is_there = |file: &OutputFile| {
            let path = folder.join(&file.path);
            std::fs::metadata(&path).is_ok_and(|found| found.len() == file.bytes)
                && sha256_of_file(&path).is_ok_and(|sum| sum == file.sha256)
        };
        self.record.outputs.iter().all(is_there)
    }
}

impl Manifest {
    /// The manifest of runs, in their order.
    pub fn new(title: Option<String>, base: String, plan: Vec<PlanFile>, done: &[Done]) -> Self {
        let mut manifest = Self {
            format: FORMAT.to_owned(),
            format_version: VERSION,
            program: Program::this(),
            title,
            base,
            plan,
            datasets: BTreeMap::new(),
            definitions: BTreeMap::new(),
            runs: Vec::new(),
        };
        for done in done {
            let mut record = done.record.clone();
            manifest.datasets.insert(record.dataset.clone(), done.dataset.clone());
            record.metrics = done.definitions.iter().map(|definition| manifest.name(definition)).collect();
            manifest.runs.push(record);
        }
        manifest
    }

    /// The name of a definition.
    fn name(&mut self, definition: &Definition) -> String {
        let numbered = (2..).map(|number: u32| format!("{}#{number}", definition.id));
        for name in std::iter::once(definition.id.clone()).chain(numbered) {
            match self.definitions.get(&name) {
                Some(known) if known == definition => return name,
                Some(_) => {}
                None => {
                    self.definitions.insert(name.clone(), definition.clone());
                    return name;
                }
            }
        }
        definition.id.clone()
    }

    /// The runs with their datasets and definitions.
    pub fn done(&self) -> impl Iterator<Item = Done> {
        self.runs.iter().filter_map(|record| {
            Some(Done {
                record: record.clone(),
                dataset: self.datasets.get(&record.dataset)?.clone(),
                definitions: record
                    .metrics
                    .iter()
                    .map(|name| self.definitions.get(name).cloned())
                    .collect::<Option<_>>()?,
            })
        })
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// The file cannot be read, is no manifest, is of another version, or names what it does not have.
    pub fn read(path: &Path) -> Result<Self> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
            format_version: u32,
            program: Option<Program>,
        }
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| Error::new(ErrorKind::File, errors::cannot_read(&shown)).with_source(error))?;
        let no_manifest = |error| {
            Error::new(ErrorKind::File, words::no_manifest(&shown))
                .with_hint(words::what_a_manifest_is())
                .with_source(error)
        };
        let head: Head = serde_json::from_str(&text).map_err(no_manifest)?;
        if head.format != FORMAT {
            return Err(Error::new(ErrorKind::File, words::no_manifest(&shown))
                .with_hint(words::what_a_manifest_is()));
        }
        if head.format_version != VERSION {
            let by = head.program.map(|program| program.version).unwrap_or_default();
            let message = words::other_version(&shown, head.format_version, VERSION, &by);
            return Err(Error::new(ErrorKind::File, message).with_hint(words::take_that_version(&by)));
        }
        let manifest: Self = serde_json::from_str(&text).map_err(no_manifest)?;
        if manifest.done().count() < manifest.runs.len() {
            return Err(Error::new(ErrorKind::File, words::torn_manifest(&shown)));
        }
        Ok(manifest)
    }

    /// The manifest as the text of its file.
    ///
    /// # Errors
    /// A fault of the program.
    pub fn to_json(&self) -> Result<String> {
        let internal = |error| Error::new(ErrorKind::Internal, errors::internal()).with_source(error);
        let mut text = serde_json::to_string_pretty(self).map_err(internal)?;
        text.push('\n');
        Ok(text)
    }
}

/// SHA-256 of bytes in hexadecimal.
pub fn sha256_of_bytes(bytes: &[u8]) -> String {
    sha256(bytes)
}

/// SHA-256 of a file in hexadecimal.
///
/// # Errors
/// It cannot be read.
pub fn sha256_of_file(path: &Path) -> Result<String> {
    let cannot_read = |error| {
        Error::new(ErrorKind::File, errors::cannot_read(&path.display().to_string())).with_source(error)
    };
    Ok(sha256(&std::fs::read(path).map_err(cannot_read)?))
}
