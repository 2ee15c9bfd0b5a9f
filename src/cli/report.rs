//! `gongkai report`: everything about a province, a prefecture or the whole set as one page and one workbook.

use std::path::PathBuf;

use clap::Args;
use gongkai::analysis::{self, Report, ReportRequest, Within};
use gongkai::check::{Mode, Thresholds};
use gongkai::dataset::Dataset;
use gongkai::error::{Error, ErrorKind};
use gongkai::output::{file, report as page};
use gongkai::text::{Lang, Level, cli as cli_words, report as words};

use super::args::{GroupArgs, SourceArgs};
use super::deliver::{Delivered, Place, Voice};
use super::question::{Asked, Opened, Output, Question, Source};
use super::questions;

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    #[arg(long, value_name = "METRIC", value_delimiter = ',')]
    pub(crate) metric: Vec<String>,
    #[command(flatten)]
    pub(crate) group: GroupArgs,
    #[arg(long, value_name = "FILE")]
    pub(crate) thresholds: Option<PathBuf>,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
}

/// What a file's ending asks for.
enum Ending {
    Page,
    Workbook,
}

fn ending(path: &std::path::Path) -> anyhow::Result<Ending> {
    match path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("html" | "htm") => Ok(Ending::Page),
        Some("xlsx") => Ok(Ending::Workbook),
        _ => {
            let message = words::not_an_ending(&path.display().to_string());
            Err(Error::new(ErrorKind::Request, message).with_hint(words::endings()).into())
        }
    }
}

impl Question for ReportArgs {
    fn source(&self) -> Source<'_> {
        (&self.source).into()
    }

    fn further_inputs(&self) -> Vec<&PathBuf> {
        self.thresholds.iter().collect()
    }

    fn inputs_mut(&mut self) -> Vec<&mut PathBuf> {
        self.source.paths_mut().chain(&mut self.thresholds).collect()
    }

    fn output(&self) -> Output<'_> {
        Output::Report(&self.output)
    }

    fn asks_often(&self) -> bool {
        true
    }

    fn check(&self) -> anyhow::Result<()> {
        if self.output.is_empty() {
            return Err(Error::new(ErrorKind::Request, words::no_file()).with_hint(words::endings()).into());
        }
        self.output.iter().try_for_each(|path| ending(path).map(drop))
    }

    fn ask(&self, opened: &Opened, _: Lang) -> anyhow::Result<Asked> {
        let mut which = questions::group(&self.source.which, &self.group, &[])?;
        which.within = self.group.within.map_or(Within::All, Within::from);
        let request = ReportRequest {
            metrics: self.metric.clone(),
            which,
            mode: if self.source.which.strict { Mode::Strict } else { Mode::Lenient },
            thresholds: match &self.thresholds {
                Some(path) => Thresholds::with_file(path)?,
                None => Thresholds::built_in()?,
            },
        };
        Ok(Asked::Report(Box::new(analysis::report(&opened.dataset, &opened.catalogue, &request)?)))
    }
}

/// Writes a report as pages and workbooks.
pub(super) fn write(
    report: &mut Report,
    files: &[PathBuf],
    dataset: &Dataset,
    voice: Voice,
    place: &Place<'_>,
) -> anyhow::Result<Delivered> {
    for (file, known) in report.ranks.provenance.files.iter_mut().zip(dataset.sources()) {
        file.sha256 = known.sha256()?;
    }
    for note in &report.notes {
        voice.remark(note.level, &note.text);
    }
    let mut delivered = Delivered::default();
    for path in files {
        let bytes = match ending(path)? {
            Ending::Page => page::html(report, voice.lang)?.into_bytes(),
            Ending::Workbook => page::workbook(report, voice.lang)?,
        };
        file::save_bytes(&bytes, &place.take(path)?)?;
        voice.remark(Level::Info, &cli_words::written(&path.display().to_string()));
        delivered.files.push(path.clone());
    }
    Ok(delivered)
}
