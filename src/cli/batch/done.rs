//! One run of a plan: its question asked, its files written, and what the manifest says of it.

use std::path::Path;

use gongkai::analysis::{self, Which};
use gongkai::batch::{
    Definition, Done, MetricCoverage, OutputFile, Program, Record, SetOfData, sha256_of_bytes, sha256_of_file,
};
use gongkai::dataset::Years;

use super::grammar::Planned;
use super::session::Session;
use crate::cli::deliver::{self, Place, Voice};
use crate::cli::question::{self, Asked, Opened};

/// Asks the question of a run, writes its files and says what was done.
pub(super) fn ask(
    run: &Planned,
    session: &Session,
    place: &Place<'_>,
    folder: &Path,
) -> anyhow::Result<Done> {
    let voice = Voice { lang: run.lang, quiet: true };
    let opened = session.opened(run)?;
    run.question.check_place(place)?;
    let mut asked = run.question.ask(opened, run.lang)?;
    asked.answer().provenance.request = question::without_outputs(run.words.iter().cloned());
    let delivered = deliver::deliver(run.question.as_ref(), &mut asked, opened, voice, place)?;
    let findings = asked.has_findings();
    let mut outputs = Vec::new();
    for path in delivered.files {
        let real = folder.join(&path);
        let bytes = std::fs::metadata(&real)?.len();
        outputs.push(OutputFile { path: name(&path), bytes, sha256: sha256_of_file(&real)? });
    }
    outputs.sort();
    let notes = match &asked {
        Asked::Report(report) => report.notes.clone(),
        Asked::Answer(answer) => answer.notes.clone(),
        Asked::Export(export) => export.answer.notes.clone(),
    };
    let answer = asked.answer();
    let years = years(answer);
    Ok(Done {
        dataset: SetOfData::of(&opened.dataset)?,
        definitions: answer.metrics.iter().map(|card| Definition::of(card, &opened.catalogue)).collect(),
        record: Record {
            name: run.name.clone(),
            command: run.words.clone(),
            lang: run.lang,
            title: answer.title.clone(),
            subtitle: answer.subtitle.clone(),
            years,
            form_breaks: years.map_or_else(|| Ok(Vec::new()), |years| form_breaks(run, opened, years))?,
            seed: run.question.seed(),
            dataset: run.inputs.data.as_deref().map_or_else(|| "built-in".to_owned(), name),
            inputs: session.inputs(run),
            metrics: answer.metrics.iter().map(|card| card.id.clone()).collect(),
            coverage: answer.coverage.iter().map(MetricCoverage::of).collect(),
            notes: notes.into_iter().map(|note| note.text).collect(),
            findings,
            undrawn: delivered.undrawn.iter().map(|path| name(path)).collect(),
            made_of: made_of(run, session)?,
            outputs,
        },
    })
}

/// A path as it stands in a manifest.
pub(super) fn name(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// First and last year of an answer's tables.
fn years(answer: &analysis::Answer) -> Option<(i32, i32)> {
    let frames = answer.tables.iter().map(|table| &table.frame);
    let columns =
        frames.flat_map(|frame| ["year", "first_year", "last_year"].map(|name| frame.column(name).ok()));
    let ends = columns.flatten().filter_map(|column| {
        let years = column.i32().ok()?;
        Some((years.iter().flatten().min()?, years.iter().flatten().max()?))
    });
    ends.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
}

/// The years between those of an answer in which another form of the report begins.
fn form_breaks(run: &Planned, opened: &Opened, (first, last): (i32, i32)) -> gongkai::Result<Vec<i32>> {
    if first == last {
        return Ok(Vec::new());
    }
    let years = Some(Years { from: Some(first), to: Some(last) });
    analysis::form_breaks(&opened.dataset, &Which { years, ..run.question.source().which.which() })
}

/// What an answer is made of, as one hash.
pub(super) fn made_of(run: &Planned, session: &Session) -> anyhow::Result<String> {
    let program = Program::this();
    let mut parts = vec![program.name, program.version, program.target, run.lang.pick("zh", "en").to_owned()];
    parts.extend(run.words.iter().cloned());
    for source in session.opened(run)?.dataset.all_files() {
        parts.extend([source.name.clone(), source.sha256()?]);
    }
    for file in session.inputs(run) {
        parts.extend([file.path, file.sha256]);
    }
    Ok(sha256_of_bytes(parts.join("\0").as_bytes()))
}
