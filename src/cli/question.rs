//! A question as it is written on the command line: asked alone here, as one of many in [`super::batch`].

use std::path::PathBuf;
use std::process::ExitCode;

use gongkai::analysis::{self, Answer, Export, Report};
use gongkai::dataset::Dataset;
use gongkai::metric::Catalogue;
use gongkai::text::{Lang, Level, metrics as words};

use super::args::{Command, OutputArgs, SourceArgs, WhichArgs};
use super::deliver::{Place, Voice};
use super::export::ExportArgs;
use super::{FINDINGS, deliver};

/// A dataset and the metrics that can be asked of it.
pub(super) struct Opened {
    pub(super) dataset: Dataset,
    pub(super) catalogue: Catalogue,
}

impl Opened {
    /// The dataset and metrics of a question. Says which known metrics the user's own take the place of.
    pub(super) fn new(question: &dyn Question, voice: Voice) -> anyhow::Result<Self> {
        let Source { which, metrics } = question.source();
        let dataset = match &which.data {
            Some(path) => Dataset::open(path)?,
            None => Dataset::built_in()?,
        };
        let dataset = if question.asks_often() { dataset.held() } else { dataset };
        Self::with(dataset, which.strict, metrics, voice)
    }

    /// A dataset with metrics of the user's own.
    pub(super) fn with(
        dataset: Dataset,
        strict: bool,
        own: &[PathBuf],
        voice: Voice,
    ) -> anyhow::Result<Self> {
        if strict {
            dataset.require_known_columns()?;
        }
        let mut catalogue = Catalogue::built_in()?.for_dataset(&dataset);
        for path in own {
            let replaced = catalogue.add_file(path)?;
            if !replaced.is_empty() {
                voice.remark(Level::Warning, &words::replaced(&path.display().to_string(), &replaced));
            }
        }
        Ok(Self { dataset, catalogue })
    }
}

/// What a question got.
pub(super) enum Asked {
    /// An answer.
    Answer(Box<Answer>),
    /// The answers of a report.
    Report(Box<Report>),
    /// A panel for other programs.
    Export(Box<Export>),
}

impl From<Answer> for Asked {
    fn from(answer: Answer) -> Self {
        Self::Answer(Box::new(answer))
    }
}

impl Asked {
    /// The answer, or the first of a report.
    pub(super) fn answer(&mut self) -> &mut Answer {
        match self {
            Self::Answer(answer) => answer,
            Self::Report(report) => &mut report.ranks,
            Self::Export(export) => &mut export.answer,
        }
    }

    /// Whether a check found errors.
    pub(super) fn has_findings(&self) -> bool {
        match self {
            Self::Answer(answer) => answer.question == "check" && analysis::error_count(answer) > 0,
            Self::Report(_) | Self::Export(_) => false,
        }
    }
}

/// What a question is asked of.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// Which reports of which dataset.
    pub(super) which: &'a WhichArgs,
    /// Files with metrics of the user's own.
    pub(super) metrics: &'a [PathBuf],
}

impl<'a> From<&'a SourceArgs> for Source<'a> {
    fn from(args: &'a SourceArgs) -> Self {
        Self { which: &args.which, metrics: &args.catalogue.metrics }
    }
}

/// Where the answer to a question goes.
pub(super) enum Output<'a> {
    /// One answer, as table or chart.
    Answer(&'a OutputArgs),
    /// A page and a workbook.
    Report(&'a [PathBuf]),
    /// Files and packages.
    Export(&'a ExportArgs),
}

impl<'a> Output<'a> {
    /// The files, with their braces.
    pub(super) fn files(&self) -> &'a [PathBuf] {
        match self {
            Self::Answer(output) => &output.output,
            Self::Report(files) => files,
            Self::Export(args) => &args.output,
        }
    }
}

/// A question with its options.
pub(super) trait Question: Send + Sync {
    /// Which reports it is about, and files with metrics of the user's own.
    fn source(&self) -> Source<'_>;

    /// The files that it reads beside the dataset and metrics: a scheme, thresholds.
    fn further_inputs(&self) -> Vec<&PathBuf> {
        Vec::new()
    }

    /// All paths that it reads, to be changed.
    fn inputs_mut(&mut self) -> Vec<&mut PathBuf>;

    /// Where its answer goes.
    fn output(&self) -> Output<'_>;

    /// Whether it asks the dataset many times.
    fn asks_often(&self) -> bool {
        false
    }

    /// The seed of its simulations, if it has any.
    fn seed(&self) -> Option<u64> {
        None
    }

    /// Looks at what can be wrong before any file is read.
    fn check(&self) -> anyhow::Result<()> {
        match self.output() {
            Output::Answer(output) => deliver::wants_chart(output).map(drop),
            _ => Ok(()),
        }
    }

    /// Looks at what can be wrong with the place of its files, before the data is read.
    fn check_place(&self, _: &Place<'_>) -> anyhow::Result<()> {
        Ok(())
    }

    /// Asks the library.
    fn ask(&self, opened: &Opened, lang: Lang) -> anyhow::Result<Asked>;
}

impl Command {
    /// The question that a command is, if it is one.
    pub(super) fn into_question(self) -> Result<Box<dyn Question>, Box<Self>> {
        Ok(match self {
            Self::Rank(args) => Box::new(args),
            Self::Trend(args) => Box::new(args),
            Self::Outcomes(args) => Box::new(args),
            Self::Compare(args) => Box::new(args),
            Self::Index(args) => Box::new(args),
            Self::Check(args) if !args.explain => Box::new(args),
            Self::Report(args) => Box::new(args),
            Self::Export(args) => Box::new(args),
            other => return Err(Box::new(other)),
        })
    }
}

/// Asks one question: status 1 if it is a check that found errors.
pub(super) fn run(question: &dyn Question, voice: Voice) -> anyhow::Result<ExitCode> {
    question.check()?;
    question.check_place(&Place::HERE)?;
    let opened = Opened::new(question, voice)?;
    let mut asked = question.ask(&opened, voice.lang)?;
    asked.answer().provenance.request = request();
    deliver::deliver(question, &mut asked, &opened, voice, &Place::HERE)?;
    let findings = asked.has_findings();
    // The process ends here, and gives all of its memory back at once.
    std::mem::forget(asked);
    Ok(if findings { ExitCode::from(FINDINGS) } else { ExitCode::SUCCESS })
}

/// The command line as it can be given again, without the output options.
fn request() -> String {
    without_outputs(std::env::args().skip(1))
}

/// The words of a command line without those on the output.
pub(super) fn without_outputs(mut arguments: impl Iterator<Item = String>) -> String {
    let mut words = Vec::new();
    while let Some(word) = arguments.next() {
        match word.as_str() {
            "-o" | "--output" | "--size" | "--scale" | "--theme" | "--highlight" | "--format" | "--lang" => {
                drop(arguments.next());
            }
            "--quiet" | "-q" | "--excel-bom" | "--all-rows" => {}
            _ => words.push(word),
        }
    }
    words.join(" ")
}
