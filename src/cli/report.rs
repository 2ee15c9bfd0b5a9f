//! `gongkai report`: everything about a province, a prefecture or the whole set as one page and one workbook.

use std::path::PathBuf;

use clap::Args;
use gongkai::analysis::{self, ReportRequest, Within};
use gongkai::check::{Mode, Thresholds};
use gongkai::error::{Error, ErrorKind};
use gongkai::output::{file, report as page};
use gongkai::text::{Label, Level, cli as cli_words, report as words};

use super::args::{CatalogueArgs, GroupArgs, WhichArgs};
use super::deliver::Voice;
use super::questions::{self, Opened};

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) which: WhichArgs,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArgs,
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

pub(super) fn report(args: &ReportArgs, voice: Voice) -> anyhow::Result<()> {
    if args.output.is_empty() {
        return Err(Error::new(ErrorKind::Request, words::no_file()).with_hint(words::endings()).into());
    }
    let endings = args.output.iter().map(|path| ending(path)).collect::<anyhow::Result<Vec<_>>>()?;
    let opened = Opened::new(&args.which, &args.catalogue, voice)?;
    let mut which = questions::group(&args.which, &args.group, &[])?;
    which.within = args.group.within.map_or(Within::All, Within::from);
    let request = ReportRequest {
        metrics: args.metric.clone(),
        which,
        mode: if args.which.strict { Mode::Strict } else { Mode::Lenient },
        thresholds: match &args.thresholds {
            Some(path) => Thresholds::with_file(path)?,
            None => Thresholds::built_in()?,
        },
    };
    let mut report = analysis::report(&opened.dataset, &opened.catalogue, &request)?;
    let source = &mut report.ranks.provenance;
    source.request = questions::request();
    for (file, known) in source.files.iter_mut().zip(opened.dataset.sources()) {
        file.sha256 = known.sha256()?;
    }
    for note in &report.notes {
        voice.remark(note.level, &note.text);
    }
    for (path, ending) in args.output.iter().zip(endings) {
        let bytes = match ending {
            Ending::Page => page::html(&report, voice.lang)?.into_bytes(),
            Ending::Workbook => page::workbook(&report, voice.lang)?,
        };
        file::save_bytes(&bytes, path)?;
        let written: Label = cli_words::written(&path.display().to_string());
        voice.remark(Level::Info, &written);
    }
    Ok(())
}
