//! Where an answer goes: to the terminal, to stdout in another format, into files, into charts.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use gongkai::analysis::Answer;
use gongkai::chart::{self, Figure};
use gongkai::dataset::Dataset;
use gongkai::error::{Error, ErrorKind};
use gongkai::output::names::NamePattern;
use gongkai::output::{self, Format, Options, file, foot, split, terminal};
use gongkai::text::{Label, Lang, Level, cli as words};

use super::args::{FormatArg, OutputArgs};
use super::question::{Asked, Opened, Output, Question};
use super::{export, parallel, report};

/// Rows that the terminal shows of a long table.
const TERMINAL_ROWS: usize = 50;
/// Width of a table that does not go to a terminal.
const PIPE_WIDTH: usize = 100;

/// How the program speaks.
#[derive(Clone, Copy)]
pub(super) struct Voice {
    pub(super) lang: Lang,
    pub(super) quiet: bool,
}

impl Voice {
    /// A remark on stderr.
    pub(super) fn remark(self, level: Level, text: &Label) {
        if !self.quiet {
            let head = if level == Level::Warning { words::WARNING } else { words::NOTE };
            let _ = writeln!(std::io::stderr().lock(), "{}{}", head.get(self.lang), text.get(self.lang));
        }
    }
}

/// What a file's ending asks for.
enum Ending {
    Table(Format),
    Chart(chart::Format),
}

fn ending(path: &Path) -> anyhow::Result<Ending> {
    if let Some(format) = Format::from_path(path) {
        return Ok(Ending::Table(format));
    }
    if let Some(format) = chart::Format::from_path(path) {
        return Ok(Ending::Chart(format));
    }
    let shown = path.display().to_string();
    Err(Error::new(ErrorKind::Request, words::unknown_ending(&shown)).with_hint(words::endings()).into())
}

/// The name of an output file with its braces.
pub(super) fn pattern(path: &Path) -> anyhow::Result<NamePattern> {
    Ok(NamePattern::parse(&path.to_string_lossy())?)
}

/// Whether a chart is among the files; an ending that names no format is an error.
pub(super) fn wants_chart(output: &OutputArgs) -> anyhow::Result<bool> {
    let mut charts = false;
    for path in &output.output {
        charts |= matches!(ending(path)?, Ending::Chart(_));
    }
    if output.chart.is_some() && !charts {
        let error = Error::new(ErrorKind::Request, words::chart_without_file());
        return Err(error.with_hint(words::give_a_file()).into());
    }
    Ok(charts)
}

/// Whether some output shows more than the main table.
pub(super) fn wants_detail(output: &OutputArgs) -> anyhow::Result<bool> {
    let mut detail = output.format == Some(FormatArg::Json);
    for path in &output.output {
        detail |= matches!(ending(path)?, Ending::Table(Format::Json | Format::Xlsx));
    }
    Ok(detail)
}

/// Whether a workbook is wanted.
pub(super) fn wants_workbook(output: &OutputArgs) -> anyhow::Result<bool> {
    for path in &output.output {
        if matches!(ending(path)?, Ending::Table(Format::Xlsx)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The error for a chart of a wide table.
pub(super) fn no_chart_of_wide_table() -> anyhow::Error {
    Error::new(ErrorKind::Request, words::chart_needs_all_columns()).into()
}

/// Whether writing failed only because nobody reads any more.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Whether a chart could not be drawn only because no report of its group has a figure.
fn has_nothing_to_draw(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref() == Some(&chart::ChartError::NothingToDraw))
}

/// Takes the name of a file.
pub(super) type Claim<'a> = dyn Fn(&Path) -> anyhow::Result<()> + Sync + 'a;

/// Where files are written.
pub(super) struct Place<'a> {
    /// The folder that their names begin in; the current one without.
    pub(super) folder: Option<&'a Path>,
    /// Takes a name for this question; an error if another has it.
    pub(super) claim: Option<&'a Claim<'a>>,
    /// Whether a chart without a figure is left out and said to be, as it is of a group: the question is one of
    /// many of a matrix.
    pub(super) skips_empty_charts: bool,
}

impl Place<'_> {
    /// The current folder.
    pub(super) const HERE: Place<'static> = Place { folder: None, claim: None, skips_empty_charts: false };

    /// The path to write a file to, which is nobody else's.
    pub(super) fn take(&self, file: &Path) -> anyhow::Result<PathBuf> {
        if let Some(claim) = self.claim {
            claim(file)?;
        }
        Ok(self.path(file))
    }

    /// Where a file is, or would be.
    pub(super) fn path(&self, file: &Path) -> PathBuf {
        self.folder.map_or_else(|| file.to_owned(), |folder| folder.join(file))
    }
}

/// What was written.
#[derive(Debug, Default)]
pub(super) struct Delivered {
    /// The files, by the names that were asked for.
    pub(super) files: Vec<PathBuf>,
    /// Those of groups that have nothing to draw.
    pub(super) undrawn: Vec<PathBuf>,
}

/// Shows, prints and writes what came of a question.
pub(super) fn deliver(
    question: &dyn Question,
    asked: &mut Asked,
    opened: &Opened,
    voice: Voice,
    place: &Place<'_>,
) -> anyhow::Result<Delivered> {
    let dataset = &opened.dataset;
    match (asked, question.output()) {
        (Asked::Export(panel), Output::Export(args)) => export::write(panel, args, dataset, voice, place),
        (Asked::Report(answers), output) => report::write(answers, output.files(), dataset, voice, place),
        (Asked::Answer(answer), Output::Answer(output)) => {
            let mut highlight = Vec::new();
            for word in &output.highlight {
                highlight.extend(dataset.regions.resolve(word)?.codes);
            }
            Delivery { output, highlight, dataset, voice, place }.deliver(answer)
        }
        (Asked::Answer(_) | Asked::Export(_), _) => Ok(Delivered::default()),
    }
}

/// An answer on its way out.
pub(super) struct Delivery<'a> {
    pub(super) output: &'a OutputArgs,
    /// Codes of the regions to emphasise.
    pub(super) highlight: Vec<String>,
    pub(super) dataset: &'a Dataset,
    pub(super) voice: Voice,
    pub(super) place: &'a Place<'a>,
}

impl Delivery<'_> {
    /// Shows, prints and writes the answer as asked.
    pub(super) fn deliver(&self, answer: &mut Answer) -> anyhow::Result<Delivered> {
        if wants_detail(self.output)? {
            for (file, source) in answer.provenance.files.iter_mut().zip(self.dataset.sources()) {
                file.sha256 = source.sha256()?;
            }
        }
        if self.output.output.is_empty() {
            self.print(answer)?;
            return Ok(Delivered::default());
        }
        let mut delivered = Delivered::default();
        for path in &self.output.output {
            let pattern = pattern(path)?;
            let groups = split::split_by(answer, &pattern.columns())?;
            if groups.is_empty() {
                self.voice.remark(Level::Warning, &words::no_rows(&path.display().to_string()));
                delivered.undrawn.push(path.clone());
            }
            let paths = pattern.render_all(groups.iter().map(|(values, _)| values))?;
            // The files do not depend on each other; what is said of them keeps their order.
            let files: Vec<_> = paths.iter().zip(&groups).collect();
            let done = parallel::map(&files, |(path, (_, part))| self.write(part, path));
            for (done, (path, (values, _))) in done.into_iter().zip(files) {
                match done {
                    Err(error)
                        if has_nothing_to_draw(&error)
                            && (!values.is_empty() || self.place.skips_empty_charts) =>
                    {
                        self.voice.remark(Level::Warning, &words::nothing_drawn(&path.display().to_string()));
                        delivered.undrawn.push(path.clone());
                    }
                    done => delivered.files.extend(done?),
                }
            }
        }
        self.remark_on(answer);
        match delivered.files.as_slice() {
            [] => {}
            [first, _, _, _, ..] => {
                let text = words::written_many(delivered.files.len(), &first.display().to_string());
                self.voice.remark(Level::Info, &text);
            }
            few => {
                for path in few {
                    self.voice.remark(Level::Info, &words::written(&path.display().to_string()));
                }
            }
        }
        Ok(delivered)
    }

    /// Notes and coverage on stderr, for outputs that do not carry them.
    fn remark_on(&self, answer: &Answer) {
        for note in &answer.notes {
            self.voice.remark(note.level, &note.text);
        }
        for coverage in &answer.coverage {
            let line = foot::coverage(answer, coverage, self.voice.lang);
            self.voice.remark(Level::Info, &Label::same(line));
        }
    }

    /// Prints the answer to stdout.
    fn print(&self, answer: &Answer) -> anyhow::Result<()> {
        let mut stdout = std::io::stdout().lock();
        let lang = self.voice.lang;
        let format = match self.output.format {
            None | Some(FormatArg::Table) => {
                let rows = (!self.output.all_rows).then_some(TERMINAL_ROWS);
                writeln!(stdout, "{}", terminal::table(answer, lang, Some(table_width()), rows))?;
                return Ok(stdout.flush()?);
            }
            Some(FormatArg::Csv) => Format::Csv,
            Some(FormatArg::Json) => Format::Json,
            Some(FormatArg::Md) => Format::Md,
        };
        output::write(answer, format, &self.options(), &mut stdout)?;
        stdout.flush()?;
        // JSON and Markdown carry the notes themselves.
        if format == Format::Csv {
            self.remark_on(answer);
        }
        Ok(())
    }

    fn options(&self) -> Options {
        Options { lang: self.voice.lang, excel_bom: self.output.excel_bom }
    }

    /// Writes one file, or a file for each page of a chart.
    fn write(&self, answer: &Answer, path: &Path) -> anyhow::Result<Vec<PathBuf>> {
        match ending(path)? {
            Ending::Table(format) => {
                let drawn = self.drawn_numbers(answer, path)?;
                let target = self.place.take(path)?;
                file::save(drawn.as_ref().unwrap_or(answer), format, &self.options(), &target)?;
                Ok(vec![path.to_owned()])
            }
            Ending::Chart(format) => {
                let figure = Figure {
                    kind: self.output.chart.as_deref(),
                    highlight: &self.highlight,
                    size: self.output.picture.size,
                    lang: self.voice.lang,
                    theme: self.output.picture.theme(),
                };
                let pages = figure.draw(answer)?;
                let mut written = Vec::new();
                for (number, bytes) in
                    (1..).zip(chart::files(&pages, format, self.output.picture.png()).map_err(Error::from)?)
                {
                    let path = page_path(path, number);
                    file::save_bytes(&bytes, &self.place.take(&path)?)?;
                    written.push(path);
                }
                Ok(written)
            }
        }
    }

    /// The answer with the numbers drawn as its main table, for a CSV beside a chart of the same name.
    fn drawn_numbers(&self, answer: &Answer, path: &Path) -> anyhow::Result<Option<Answer>> {
        let mut beside_chart = false;
        for other in &self.output.output {
            beside_chart |=
                other.file_stem() == path.file_stem() && matches!(ending(other)?, Ending::Chart(_));
        }
        let table = match (answer.question, self.output.chart.as_deref()) {
            ("trend", _) => "series",
            ("rank", Some("lorenz")) => "lorenz",
            ("outcomes", _) => "outcomes",
            _ => return Ok(None),
        };
        if !beside_chart {
            return Ok(None);
        }
        let mut drawn = answer.clone();
        drawn.tables.sort_by_key(|found| found.id != table);
        Ok(Some(drawn))
    }
}

/// The file of a page: the name itself for the first, then `name-2.png`.
fn page_path(path: &Path, number: usize) -> PathBuf {
    if number == 1 {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-{number}.{ending}"))
}

/// Width for a table on stdout.
pub(super) fn table_width() -> usize {
    let terminal = std::io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    let columns = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    terminal.map(|(width, _)| usize::from(width.0)).or_else(columns).unwrap_or(PIPE_WIDTH)
}
