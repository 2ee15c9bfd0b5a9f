//! Runs again what a manifest lists, and says what is not the same and why.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gongkai::batch::{
    Cause, Difference, Done, Manifest, Outcome, Program, SetOfData, answer, causes, differences,
    sha256_of_file,
};
use gongkai::dataset::Dataset;
use gongkai::error::{Error, ErrorKind};
use gongkai::text::{Label, Lang, Note, batch as words};

use super::done::ask;
use super::grammar::{Grammar, Planned};
use super::run::{Ready, bar};
use super::session::Session;
use super::{ReproduceArgs, list};
use crate::cli::deliver::{Place, Voice};
use crate::cli::{FINDINGS, parallel};

/// `gongkai reproduce`: status 1 if a file is not the same.
pub(crate) fn reproduce(args: &ReproduceArgs, voice: Voice) -> anyhow::Result<ExitCode> {
    args.output.check()?;
    let manifest = Manifest::read(&args.manifest)?;
    let folder = args.manifest.parent().unwrap_or_else(|| Path::new("")).to_owned();
    let base = args.base.clone().unwrap_or_else(|| folder.join(&manifest.base));
    let mut session = Session::new(&base, voice);
    let mut grammar = Grammar::new(&base);
    let mut runs: Vec<(Done, anyhow::Result<Planned>)> = Vec::new();
    for done in manifest.done() {
        let record = &done.record;
        let planned = grammar.again(&record.name, &record.command, record.lang);
        let planned = planned.map_err(anyhow::Error::from).and_then(|run| {
            session.open(&run)?;
            Ok(run)
        });
        runs.push((done, planned));
    }
    let room = Room::new(args.keep.as_deref())?;
    let bar = bar(voice, runs.len());
    let found = parallel::map_by(args.jobs.map(usize::from), &runs, |(before, run)| {
        let found = again(before, run, &session, &manifest.program, room.folder());
        bar.inc(1);
        found
    });
    bar.finish_and_clear();
    let found: Vec<Difference> = found.into_iter().flatten().collect();
    let mut notes = touched(&manifest, &folder);
    notes.extend(drift(&manifest, &base, voice));
    let is_same = found.iter().all(|difference| difference.outcome == Outcome::Same);
    let title = words::reproduction(&args.manifest.display().to_string());
    let mut answer = answer("reproduce", title, &found, notes, voice.lang)?;
    list::show(&mut answer, &args.output, &Dataset::built_in()?, voice)?;
    Ok(if is_same { ExitCode::SUCCESS } else { ExitCode::from(FINDINGS) })
}

/// Where the files are written again.
enum Room {
    /// A folder that goes away.
    Temporary(tempfile::TempDir),
    /// One that stays.
    Kept(PathBuf),
}

impl Room {
    fn new(keep: Option<&Path>) -> anyhow::Result<Self> {
        match keep {
            Some(folder) if folder.is_file() => {
                let message = words::is_a_file(&folder.display().to_string());
                Err(Error::new(ErrorKind::Request, message).into())
            }
            Some(folder) => Ok(Self::Kept(folder.to_owned())),
            None => Ok(Self::Temporary(tempfile::tempdir()?)),
        }
    }

    fn folder(&self) -> &Path {
        match self {
            Self::Temporary(folder) => folder.path(),
            Self::Kept(folder) => folder,
        }
    }
}

/// What became of the files of a run.
fn again(
    before: &Done,
    run: &anyhow::Result<Planned>,
    session: &Session,
    program: &Program,
    folder: &Path,
) -> Vec<Difference> {
    let programs = (program, &Program::this());
    let done = match run {
        Ok(run) => {
            let skips_empty_charts = !before.record.undrawn.is_empty();
            let place = Place { folder: Some(folder), claim: None, skips_empty_charts };
            ask(run, session, &place, folder)
        }
        Err(error) => return failed(before, Vec::new(), error),
    };
    match (done, run) {
        (Ok(after), _) => differences(before, &after, programs),
        (Err(error), Ok(run)) => failed(before, causes_now(before, run, session, programs), &error),
        (Err(error), Err(_)) => failed(before, Vec::new(), &error),
    }
}

/// What changed for a run that has no answer any more.
fn causes_now(
    before: &Done,
    run: &Planned,
    session: &Session,
    programs: (&Program, &Program),
) -> Vec<(Cause, Label)> {
    let Ok(dataset) = session.opened(run).and_then(|opened| SetOfData::of(&opened.dataset)) else {
        return Vec::new();
    };
    let mut after = before.clone();
    after.dataset = dataset;
    after.record.inputs = session.inputs(run);
    causes(before, &after, programs)
}

fn failed(before: &Done, mut causes: Vec<(Cause, Label)>, error: &anyhow::Error) -> Vec<Difference> {
    let said = |lang| crate::cli::in_words(error, lang).replace('\n', "; ");
    let of_error = || match error.downcast_ref::<Error>().map(Error::kind) {
        Some(ErrorKind::File | ErrorKind::Data) => Cause::Data,
        Some(ErrorKind::Metric) => Cause::Definition,
        _ => Cause::Unknown,
    };
    let kind = causes.first().map_or_else(of_error, |(cause, _)| *cause);
    causes.push((kind, Label::new(said(Lang::Zh), said(Lang::En))));
    let outputs = before.record.outputs.iter().map(|file| file.path.clone());
    outputs
        .map(|output| Difference {
            run: before.record.name.clone(),
            output,
            outcome: Outcome::Failed,
            causes: causes.clone(),
        })
        .collect()
}

/// Remarks on files beside the manifest that are not those that it lists.
fn touched(manifest: &Manifest, folder: &Path) -> Vec<Note> {
    let files = manifest.runs.iter().flat_map(|run| &run.outputs);
    let is_other =
        |path: &Path, sum: &str| path.is_file() && sha256_of_file(path).is_ok_and(|found| found != sum);
    let touched = files.filter(|file| is_other(&folder.join(&file.path), &file.sha256));
    touched.map(|file| Note::warning(words::touched(&file.path))).collect()
}

/// Remarks on a plan that changed since.
fn drift(manifest: &Manifest, base: &Path, voice: Voice) -> Vec<Note> {
    let changed = manifest.plan.iter().filter(|file| {
        let path = base.join(&file.path);
        path.is_file() && sha256_of_file(&path).is_ok_and(|sum| sum != file.sha256)
    });
    let mut notes: Vec<Note> = changed.map(|file| Note::warning(words::plan_changed(&file.path))).collect();
    let (Some(plan), false) = (manifest.plan.last(), notes.is_empty()) else { return notes };
    // A plan that is wrong now is said to have changed, and no more.
    let Ok(ready) = Ready::read(&base.join(&plan.path), Voice { quiet: true, ..voice }) else { return notes };
    for run in &manifest.runs {
        let Some(now) = ready.runs.iter().find(|now| now.name == run.name) else { continue };
        if now.words != run.command {
            let (before, after) = (run.command.join(" "), now.words.join(" "));
            notes.push(Note::warning(words::plan_option(&run.name, &before, &after)));
        }
    }
    notes
}
