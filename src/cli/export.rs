//! `gongkai export`: the panel for other programs, as files or as a package of files in a folder.

use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::analysis::{self, ExportRequest};
use gongkai::chart;
use gongkai::error::{Error, ErrorKind};
use gongkai::output::{Format, Options, foot, package};
use gongkai::text::{Label, Level, cli as cli_words, export as words};

use super::args::{CatalogueArgs, FormatArg, OutputArgs, WhichArgs};
use super::deliver::Voice;
use super::questions::{self, Opened};

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    pub(crate) which: WhichArgs,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArgs,
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) metric: Vec<String>,
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) field: Vec<String>,
    #[arg(long, conflicts_with = "status")]
    pub(crate) long: bool,
    #[arg(long)]
    pub(crate) status: bool,
    #[arg(long, short, value_name = "PATH")]
    pub(crate) output: Vec<PathBuf>,
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<FormatArg>,
    #[arg(long)]
    pub(crate) excel_bom: bool,
}

/// What a path asks for.
enum Target {
    File,
    Package,
}

fn target(path: &Path) -> anyhow::Result<Target> {
    let shown = path.display().to_string();
    let is_folder = path.is_dir() || shown.ends_with(['/', std::path::MAIN_SEPARATOR]);
    if is_folder || path.extension().is_none() {
        if shown.contains(['{', '}']) {
            let message = words::no_braces_in_a_folder(&shown);
            return Err(Error::new(ErrorKind::Request, message).with_hint(words::choose_reports()).into());
        }
        return Ok(Target::Package);
    }
    if Format::from_path(path).is_some() {
        return Ok(Target::File);
    }
    let message = if chart::Format::from_path(path).is_some() {
        words::no_chart(&shown)
    } else {
        cli_words::unknown_ending(&shown)
    };
    Err(Error::new(ErrorKind::Request, message).with_hint(words::endings()).into())
}

pub(super) fn export(args: &ExportArgs, voice: Voice) -> anyhow::Result<()> {
    if args.output.is_empty() && args.format.is_none() {
        return Err(Error::new(ErrorKind::Request, words::nowhere()).with_hint(words::endings()).into());
    }
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for path in &args.output {
        match target(path)? {
            Target::File => files.push(path.clone()),
            Target::Package => {
                package::check_folder(path)?;
                folders.push(path);
            }
        }
    }
    let opened = Opened::new(&args.which, &args.catalogue, voice)?;
    let request = ExportRequest {
        which: args.which.which(),
        metrics: args.metric.clone(),
        fields: args.field.clone(),
        long: args.long,
        status: args.status,
    };
    let mut export = analysis::export(&opened.dataset, &opened.catalogue, &request)?;
    export.answer.provenance.request = questions::request();
    if !folders.is_empty() {
        let source = &mut export.answer.provenance;
        for (file, known) in source.files.iter_mut().zip(opened.dataset.sources()) {
            file.sha256 = known.sha256()?;
        }
    }
    let options = Options { lang: voice.lang, excel_bom: args.excel_bom };
    for folder in &folders {
        package::save(&export, &opened.dataset.manifest, &options, folder)?;
    }
    if files.is_empty() && args.format.is_none() {
        remark_on(&export, voice);
    }
    for folder in folders {
        let written: Label = cli_words::written(&folder.display().to_string());
        voice.remark(Level::Info, &written);
    }
    if files.is_empty() && args.format.is_none() {
        return Ok(());
    }
    let output =
        OutputArgs { output: files, format: args.format, excel_bom: args.excel_bom, ..OutputArgs::default() };
    opened.deliver(export.answer, &output, questions::request(), voice)
}

/// Notes and coverage, which else the delivery of a file says.
fn remark_on(export: &analysis::Export, voice: Voice) {
    let answer = &export.answer;
    for note in &answer.notes {
        voice.remark(note.level, &note.text);
    }
    for coverage in &answer.coverage {
        voice.remark(Level::Info, &Label::same(foot::coverage(answer, coverage, voice.lang)));
    }
}
