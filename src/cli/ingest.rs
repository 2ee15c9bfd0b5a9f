//! `gongkai ingest`: raw reports into a dataset.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use gongkai::analysis;
use gongkai::dataset::Dataset;
use gongkai::ingest::read::Limits;
use gongkai::ingest::{self, IngestRequest};
use gongkai::text::cli as words;
use indicatif::{ProgressBar, ProgressStyle};

use super::WRONG;
use super::args::{IngestArgs, OutputArgs};
use super::deliver::{Delivery, Voice};

/// Status 2 if a file could not be read, or contradicts a report that is there.
pub(super) fn ingest(args: &IngestArgs, voice: Voice) -> anyhow::Result<ExitCode> {
    let mut limits = Limits::default();
    if let Some(megabytes) = args.max_size {
        limits.raise(megabytes);
    }
    let request = IngestRequest {
        paths: args.paths.clone(),
        dataset: args.output.clone(),
        regions: args.regions.clone(),
        region: args.region.clone(),
        provinces: args.province.clone(),
        prefectures: args.prefecture.clone(),
        year: args.year,
        scope: args.scope.map(Into::into),
        limits,
        replace: args.replace,
        lang: voice.lang,
    };
    let bar = bar(voice);
    let ingested = ingest::ingest(&request, &|done, of| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let ingested = ingested?;
    let mut answer = analysis::ingested(&ingested, voice.lang)?;
    let output = OutputArgs { format: args.format, all_rows: args.all_rows, ..OutputArgs::default() };
    let built_in = match &ingested.dataset {
        None => Some(Dataset::built_in()?),
        Some(_) => None,
    };
    if let Some(dataset) = ingested.dataset.as_ref().or(built_in.as_ref()) {
        Delivery { output: &output, highlight: Vec::new(), dataset, voice }.deliver(&mut answer)?;
    }
    Ok(if ingested.has_failures() { ExitCode::from(WRONG) } else { ExitCode::SUCCESS })
}

/// A progress bar on a terminal, and none elsewhere.
fn bar(voice: Voice) -> ProgressBar {
    if voice.quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template = format!("{} {{wide_bar}} {{pos}}/{{len}} {{eta}}", words::READING.get(voice.lang));
    let style = ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}
