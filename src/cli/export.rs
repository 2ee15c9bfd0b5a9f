//! `gongkai export`: the panel for other programs, as files or as a package of files in a folder.

use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::analysis::{self, Export, ExportRequest};
use gongkai::chart;
use gongkai::dataset::Dataset;
use gongkai::error::{Error, ErrorKind};
use gongkai::output::{Format, Options, foot, package};
use gongkai::text::{Label, Lang, Level, cli as cli_words, export as words};

use super::args::{FormatArg, OutputArgs, SourceArgs};
use super::deliver::{Delivered, Delivery, Place, Voice};
use super::question::{Asked, Opened, Output, Question, Source};

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    pub(crate) source: SourceArgs,
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

/// What a path asks for, which is in `folder` if that is given.
fn target(path: &Path, place: &Place<'_>) -> anyhow::Result<Target> {
    let shown = path.display().to_string();
    let is_folder = place.path(path).is_dir() || shown.ends_with(['/', std::path::MAIN_SEPARATOR]);
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

impl Question for ExportArgs {
    fn source(&self) -> Source<'_> {
        (&self.source).into()
    }

    fn inputs_mut(&mut self) -> Vec<&mut PathBuf> {
        self.source.paths_mut().collect()
    }

    fn output(&self) -> Output<'_> {
        Output::Export(self)
    }

    fn check(&self) -> anyhow::Result<()> {
        if self.output.is_empty() && self.format.is_none() {
            return Err(Error::new(ErrorKind::Request, words::nowhere()).with_hint(words::endings()).into());
        }
        self.output.iter().try_for_each(|path| target(path, &Place::HERE).map(drop))
    }

    fn check_place(&self, place: &Place<'_>) -> anyhow::Result<()> {
        for path in &self.output {
            if let Target::Package = target(path, place)? {
                package::check_folder(&place.path(path))?;
            }
        }
        Ok(())
    }

    fn ask(&self, opened: &Opened, _: Lang) -> anyhow::Result<Asked> {
        let request = ExportRequest {
            which: self.source.which.which(),
            metrics: self.metric.clone(),
            fields: self.field.clone(),
            long: self.long,
            status: self.status,
        };
        Ok(Asked::Export(Box::new(analysis::export(&opened.dataset, &opened.catalogue, &request)?)))
    }
}

/// Writes an export as files and packages.
pub(super) fn write(
    export: &mut Export,
    args: &ExportArgs,
    dataset: &Dataset,
    voice: Voice,
    place: &Place<'_>,
) -> anyhow::Result<Delivered> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for path in &args.output {
        match target(path, place)? {
            Target::File => files.push(path.clone()),
            Target::Package => folders.push(path),
        }
    }
    if !folders.is_empty() {
        for (file, known) in export.answer.provenance.files.iter_mut().zip(dataset.sources()) {
            file.sha256 = known.sha256()?;
        }
    }
    let mut delivered = Delivered::default();
    let options = Options { lang: voice.lang, excel_bom: args.excel_bom };
    for folder in &folders {
        for name in package::FILES {
            place.take(&folder.join(name))?;
        }
        package::save(export, &dataset.manifest, &options, &place.path(folder))?;
        let written = package::FILES.iter().map(|name| folder.join(name));
        delivered.files.extend(written.filter(|path| place.path(path).is_file()));
    }
    let is_all = files.is_empty() && args.format.is_none();
    if is_all {
        remark_on(export, voice);
    }
    for folder in folders {
        voice.remark(Level::Info, &cli_words::written(&folder.display().to_string()));
    }
    if is_all {
        return Ok(delivered);
    }
    let output =
        OutputArgs { output: files, format: args.format, excel_bom: args.excel_bom, ..OutputArgs::default() };
    let delivery = Delivery { output: &output, highlight: Vec::new(), dataset, voice, place };
    let more = delivery.deliver(&mut export.answer)?;
    delivered.files.extend(more.files);
    delivered.undrawn.extend(more.undrawn);
    Ok(delivered)
}

/// Notes and coverage, which else the delivery of a file says.
fn remark_on(export: &Export, voice: Voice) {
    let answer = &export.answer;
    for note in &answer.notes {
        voice.remark(note.level, &note.text);
    }
    for coverage in &answer.coverage {
        voice.remark(Level::Info, &Label::same(foot::coverage(answer, coverage, voice.lang)));
    }
}
