//! `gongkai ingest`: raw reports into a dataset.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use gongkai::analysis;
use gongkai::dataset::Dataset;
use gongkai::error::{Error, ErrorKind};
use gongkai::ingest::read::Limits;
use gongkai::ingest::{self, IngestRequest};
use gongkai::output::blank_form::BlankForm;
use gongkai::output::file;
use gongkai::schema::Form;
use gongkai::text::{Level, blank_form as form_words, cli as words, ingest::summary as ingest_words};
use indicatif::{ProgressBar, ProgressStyle};

use super::WRONG;
use super::args::{IngestArgs, OutputArgs, TemplateArg};
use super::deliver::{self, Delivery, Place, Voice};

/// Status 2 if a file could not be read, or contradicts a report that is there.
pub(super) fn ingest(args: &IngestArgs, voice: Voice) -> anyhow::Result<ExitCode> {
    if let Some(TemplateArg::Xlsx) = args.template {
        return blank_form(args, voice);
    }
    let output = OutputArgs {
        output: args.summary.clone(),
        format: args.format,
        all_rows: args.all_rows,
        ..OutputArgs::default()
    };
    if deliver::wants_chart(&output)? {
        return Err(Error::new(ErrorKind::Request, ingest_words::summary_is_no_chart())
            .with_hint(ingest_words::summary_endings())
            .into());
    }
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
    let built_in = match &ingested.dataset {
        None => Some(Dataset::built_in()?),
        Some(_) => None,
    };
    if let Some(dataset) = ingested.dataset.as_ref().or(built_in.as_ref()) {
        let place = &Place::HERE;
        Delivery { output: &output, highlight: Vec::new(), dataset, voice, place }.deliver(&mut answer)?;
    }
    Ok(if ingested.has_failures() { ExitCode::from(WRONG) } else { ExitCode::SUCCESS })
}

/// Writes the form to fill in by hand; one that is there already, perhaps filled in, stays as it is.
fn blank_form(args: &IngestArgs, voice: Voice) -> anyhow::Result<ExitCode> {
    let form = args.year.map_or(Form::Tables2021, Form::of_year);
    if let (Form::Text2008, Some(year)) = (form, args.year) {
        return Err(Error::new(ErrorKind::Request, form_words::no_form(year)).into());
    }
    let path = args.output.clone().unwrap_or_else(|| PathBuf::from(form_words::FILE.get(voice.lang)));
    let shown = path.display().to_string();
    if path.exists() {
        let error = Error::new(ErrorKind::Request, form_words::form_exists(&shown));
        return Err(error.with_hint(form_words::name_another_file()).into());
    }
    let blank = BlankForm { form, region: args.region.clone(), year: args.year };
    file::save_bytes(&blank.workbook()?, &path)?;
    voice.remark(Level::Info, &words::written(&shown));
    Ok(ExitCode::SUCCESS)
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
