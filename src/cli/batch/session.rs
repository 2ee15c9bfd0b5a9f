//! The datasets of a plan, each opened once and held for all of its runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Parser as _;
use gongkai::analysis::{self, Aspect};
use gongkai::batch::{Axes, InputFile, Location, Setting, relative_path, sha256_of_file};
use gongkai::dataset::Dataset;
use gongkai::error::{Error, ErrorKind, Result};
use gongkai::text::{batch as words, errors};

use super::grammar::{Inputs, Planned};
use crate::cli::args::SelectionArgs;
use crate::cli::deliver::Voice;
use crate::cli::question::Opened;

/// What is open.
pub(super) struct Session {
    base: PathBuf,
    voice: Voice,
    datasets: BTreeMap<Option<PathBuf>, Dataset>,
    opened: BTreeMap<Inputs, Arc<Opened>>,
    sums: BTreeMap<PathBuf, String>,
}

/// The options on which reports, parsed alone.
#[derive(clap::Parser)]
struct Selection {
    #[command(flatten)]
    which: SelectionArgs,
}

impl Session {
    pub(super) fn new(base: &Path, voice: Voice) -> Self {
        Self {
            base: base.to_owned(),
            voice,
            datasets: BTreeMap::new(),
            opened: BTreeMap::new(),
            sums: BTreeMap::new(),
        }
    }

    fn dataset(&mut self, data: Option<&Path>) -> Result<Dataset> {
        let key = data.map(Path::to_owned);
        if let Some(known) = self.datasets.get(&key) {
            return Ok(known.clone());
        }
        let dataset = match data {
            // Answers name the dataset as the plan does, whatever the folder the program is started in.
            Some(path) => Dataset::open_as(&self.base.join(path), path)?,
            None => Dataset::built_in()?,
        };
        let dataset = dataset.held();
        self.datasets.insert(key, dataset.clone());
        Ok(dataset)
    }

    /// Opens what a run reads.
    ///
    /// # Errors
    /// A dataset or a file with metrics that cannot be read or is wrong.
    pub(super) fn open(&mut self, planned: &Planned) -> anyhow::Result<()> {
        let inputs = key(&planned.inputs);
        if !self.opened.contains_key(&inputs) {
            let dataset = self.dataset(inputs.data.as_deref())?;
            let own = planned.question.source().metrics;
            let opened = Opened::with(dataset, inputs.is_strict, own, self.voice)?;
            self.opened.insert(inputs, Arc::new(opened));
        }
        for path in planned.inputs.metrics.iter().chain(&planned.inputs.further) {
            if !self.sums.contains_key(path) {
                self.sums.insert(path.clone(), sha256_of_file(&self.base.join(path))?);
            }
        }
        Ok(())
    }

    /// What was opened for a run.
    pub(super) fn opened(&self, planned: &Planned) -> Result<&Opened> {
        let opened = self.opened.get(&key(&planned.inputs)).map(Arc::as_ref);
        opened.ok_or_else(|| Error::new(ErrorKind::Internal, errors::internal()))
    }

    /// The files that a run reads beside its dataset.
    pub(super) fn inputs(&self, planned: &Planned) -> Vec<InputFile> {
        let paths = planned.inputs.metrics.iter().chain(&planned.inputs.further);
        let file = |path: &PathBuf| InputFile {
            path: path.display().to_string().replace('\\', "/"),
            sha256: self.sums.get(path).cloned().unwrap_or_default(),
        };
        paths.map(file).collect()
    }
}

/// What one opened dataset serves: schemes and thresholds make no difference.
fn key(inputs: &Inputs) -> Inputs {
    Inputs { further: Vec::new(), ..inputs.clone() }
}

/// The values of `"*"`, from the datasets of a session.
pub(super) struct FromData<'a>(pub(super) std::cell::RefCell<&'a mut Session>);

impl Axes for FromData<'_> {
    fn all(&self, option: &str, options: &[(String, Setting)]) -> Result<Vec<String>> {
        let aspect = match option {
            "year" => Some(Aspect::Year),
            "province" => Some(Aspect::Province),
            "prefecture" => Some(Aspect::Prefecture),
            "region" | "regions" => Some(Aspect::Region),
            "metric" => None,
            _ => {
                return Err(Error::new(ErrorKind::Request, words::no_star(option)).with_hint(words::stars()));
            }
        };
        let values = |name: &str| values(options, name);
        let path = |(word, at): (String, Location)| relative_path(&at.folder, Path::new(&word));
        let mut session = self.0.borrow_mut();
        let dataset = session.dataset(values("data").into_iter().map(path).next().as_deref())?;
        let mut line = vec!["gongkai".to_owned()];
        for name in ["year", "years", "province", "prefecture", "level", "scope"] {
            line.extend(values(name).into_iter().map(|(word, _)| format!("--{name}={word}")));
        }
        // What is wrong with these options is said where the run is understood.
        let Ok(selection) = Selection::try_parse_from(line) else { return Ok(vec![String::new()]) };
        let which = selection.which.which();
        let Some(aspect) = aspect else {
            let own: Vec<PathBuf> =
                values("metrics").into_iter().map(|word| session.base.join(path(word))).collect();
            let opened = Opened::with(dataset, false, &own, session.voice).map_err(|error| {
                error.downcast::<Error>().unwrap_or_else(|other| {
                    Error::new(ErrorKind::Internal, errors::internal()).with_source(other)
                })
            })?;
            return analysis::metrics_there(&opened.dataset, &opened.catalogue, &which);
        };
        analysis::there(&dataset, &which, aspect)
    }
}

/// The values of an option, with the place of each.
fn values(options: &[(String, Setting)], name: &str) -> Vec<(String, Location)> {
    let settings = options.iter().filter(|(key, _)| key == name).map(|(_, setting)| setting);
    let words = |setting: &Setting| setting.words().unwrap_or_default().to_vec();
    settings.flat_map(|setting| words(setting).into_iter().map(|word| (word, setting.at.clone()))).collect()
}
