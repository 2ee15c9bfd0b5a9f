//! Runs a plan.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use gongkai::batch::{Claims, Done, Journal, MANIFEST, Manifest, Plan, PlanFile, sweep};
use gongkai::error::{Error, ErrorKind};
use gongkai::text::{Level, batch as words, cli as cli_words, errors, nearest_names};
use indicatif::{ProgressBar, ProgressStyle};

use super::BatchArgs;
use super::done::{ask, made_of, name};
use super::grammar::{Grammar, Planned};
use super::session::{FromData, Session};
use crate::cli::deliver::{Place, Voice};
use crate::cli::{FINDINGS, catalogues, parallel};

/// Status after an interrupt from the keyboard, as shells have it.
const INTERRUPTED: u8 = 130;

/// A plan that is understood, with what it reads opened.
pub(super) struct Ready {
    pub(super) plan: Plan,
    pub(super) runs: Vec<Planned>,
    pub(super) session: Session,
}

impl Ready {
    /// Reads a plan, multiplies its runs, understands them, opens what they read.
    pub(super) fn read(path: &Path, voice: Voice) -> anyhow::Result<Self> {
        let plan = Plan::read(path)?;
        let lang = plan.lang.unwrap_or(voice.lang);
        let mut grammar = Grammar::new(&plan.folder);
        grammar.check_defaults(&plan.defaults)?;
        let mut session = Session::new(&plan.folder, voice);
        let specs = plan.expand(&FromData(std::cell::RefCell::new(&mut session)))?;
        let mut runs = Vec::with_capacity(specs.len());
        let mut files = BTreeMap::new();
        for spec in &specs {
            let run = grammar.plan(spec, &plan.defaults, lang)?;
            for file in run.question.output().files() {
                let name = file.display().to_string();
                if let Some(other) = files.insert(name.to_lowercase(), run.name.clone()) {
                    let error = run.at.error(&words::same_file(&name, &other, &run.name));
                    return Err(error.with_hint(words::tell_files_apart()).into());
                }
            }
            session.open(&run).map_err(|error| in_plan(error, &run))?;
            runs.push(run);
        }
        Ok(Self { plan, runs, session })
    }

    /// The files of the plan with their hashes.
    fn plan_files(&self) -> Vec<PlanFile> {
        let file = |(path, sum): &(PathBuf, String)| PlanFile { path: name(path), sha256: sum.clone() };
        self.plan.files.iter().map(file).collect()
    }
}

/// An error of what a run reads, with the run's place in the plan.
fn in_plan(error: anyhow::Error, run: &Planned) -> anyhow::Error {
    match error.downcast::<Error>() {
        Ok(error) => run.at.place(error).into(),
        Err(error) => error,
    }
}

/// `gongkai batch`.
pub(crate) fn batch(args: &BatchArgs, voice: Voice) -> anyhow::Result<ExitCode> {
    let Some(folder) = args.output.as_deref().or_else(|| args.dry_run.then(|| Path::new(""))) else {
        return Err(Error::new(ErrorKind::Request, words::no_folder())
            .with_hint(words::give_a_folder())
            .into());
    };
    if folder.is_file() {
        let shown = folder.display().to_string();
        return Err(Error::new(ErrorKind::Request, words::is_a_file(&shown)).into());
    }
    let ready = Ready::read(&args.plan, voice)?;
    let wanted = wanted(&ready.runs, &args.only)?;
    if args.dry_run {
        return list(&ready, &wanted, args, voice);
    }
    Batch::begin(&ready, &wanted, folder, args, voice)?.run()
}

/// The numbers of the runs that `--only` names.
fn wanted(runs: &[Planned], only: &[String]) -> anyhow::Result<BTreeSet<usize>> {
    if only.is_empty() {
        return Ok((0..runs.len()).collect());
    }
    let mut wanted = BTreeSet::new();
    for name in only {
        let is_named = |run: &Planned| match name.strip_suffix('*') {
            Some(start) => run.name.starts_with(start),
            None => run.name == *name,
        };
        let before = wanted.len();
        wanted.extend((0..).zip(runs).filter(|(_, run)| is_named(run)).map(|(number, _)| number));
        if wanted.len() == before {
            let near = nearest_names(name, runs.iter().map(|run| run.name.as_str()));
            let error = Error::new(ErrorKind::Request, words::no_such_run(name));
            let hint = if near.is_empty() { words::list_runs() } else { errors::nearest(&near) };
            return Err(error.with_hint(hint).into());
        }
    }
    Ok(wanted)
}

/// `--dry-run`.
fn list(ready: &Ready, wanted: &BTreeSet<usize>, args: &BatchArgs, voice: Voice) -> anyhow::Result<ExitCode> {
    let runs = (0..).zip(&ready.runs).filter(|(number, _)| wanted.contains(number));
    let rows: Vec<Vec<String>> = runs.map(|(_, run)| vec![run.name.clone(), run.words.join(" ")]).collect();
    catalogues::print(args.format, &["run", "command"], &rows, voice.lang)?;
    voice.remark(Level::Info, &words::dry_run(rows.len()));
    Ok(ExitCode::SUCCESS)
}

/// A batch that runs.
struct Batch<'a> {
    ready: &'a Ready,
    folder: &'a Path,
    args: &'a BatchArgs,
    voice: Voice,
    claims: Claims,
    journal: Journal,
    /// What is done already, by the number of the run.
    before: BTreeMap<usize, Done>,
    /// The runs to run.
    todo: Vec<usize>,
    /// Files that were written before.
    old_files: BTreeSet<String>,
    stop: Arc<AtomicBool>,
}

impl<'a> Batch<'a> {
    fn begin(
        ready: &'a Ready,
        wanted: &BTreeSet<usize>,
        folder: &'a Path,
        args: &'a BatchArgs,
        voice: Voice,
    ) -> anyhow::Result<Self> {
        let outputs = ready.runs.iter().flat_map(|run| run.question.output().files());
        sweep(folder, outputs.map(PathBuf::as_path))?;
        let mut earlier = Journal::earlier(folder);
        let old_files = earlier.values().flat_map(|done| &done.record.outputs).map(|file| file.path.clone());
        let old_files = old_files.collect();
        let mut before = BTreeMap::new();
        let mut todo = Vec::new();
        for (number, run) in (0..).zip(&ready.runs) {
            let may_stay = args.resume || !wanted.contains(&number);
            let known = earlier.remove(&run.name).filter(|_| may_stay);
            let made_of = made_of(run, &ready.session)?;
            match known.filter(|done| done.record.made_of == made_of && done.is_whole(folder)) {
                Some(done) => drop(before.insert(number, done)),
                None if wanted.contains(&number) => todo.push(number),
                None => {}
            }
        }
        let journal = Journal::begin(folder, before.values())?;
        let claims = Claims::default();
        for done in before.values() {
            for file in &done.record.outputs {
                claims.take(Path::new(&file.path), &done.record.name)?;
            }
        }
        let stop = Arc::new(AtomicBool::new(false));
        Ok(Self { ready, folder, args, voice, claims, journal, before, todo, old_files, stop })
    }

    fn run(mut self) -> anyhow::Result<ExitCode> {
        watch_for_interrupts(&self.stop, self.voice);
        let interrupted = Arc::clone(&self.stop);
        let failed_fast = AtomicBool::new(false);
        let bar = bar(self.voice, self.todo.len());
        let results = parallel::map_by(self.args.jobs.map(usize::from), &self.todo, |number| {
            let run = self.ready.runs.get(*number)?;
            if interrupted.load(Ordering::Relaxed) || failed_fast.load(Ordering::Relaxed) {
                return None;
            }
            let done = self.one(run);
            if let Err(error) = &done {
                bar.suspend(|| self.say_failure(run, error));
                failed_fast.fetch_or(self.args.fail_fast, Ordering::Relaxed);
            }
            bar.inc(1);
            Some(done)
        });
        bar.finish_and_clear();
        let mut worst = 0;
        let mut failed = 0;
        let mut done = std::mem::take(&mut self.before);
        let skipped = done.len();
        for (number, result) in self.todo.iter().zip(results) {
            match result {
                None => {}
                Some(Ok(run)) => drop(done.insert(*number, run)),
                Some(Err(error)) => {
                    let name = self.ready.runs.get(*number).map_or("", |run| run.name.as_str());
                    failed += usize::from(!self.claims.is_contested(name));
                    self.drop_files(name)?;
                    worst = worse(worst, crate::cli::status(&error));
                }
            }
        }
        let contested = self.drop_contested(&mut done)?;
        if contested > 0 {
            worst = worse(worst, crate::cli::WRONG);
            failed += contested;
        }
        if done.values().any(|run| run.record.findings) {
            worst = worse(worst, FINDINGS);
        }
        if interrupted.load(Ordering::Relaxed) {
            self.voice.remark(Level::Warning, &words::interrupted(done.len(), self.ready.runs.len()));
            return Ok(ExitCode::from(INTERRUPTED));
        }
        let done: Vec<Done> = done.into_values().collect();
        self.finish(&done, skipped, failed)?;
        Ok(ExitCode::from(worst))
    }

    /// Asks one question and writes its files.
    fn one(&self, run: &Planned) -> anyhow::Result<Done> {
        let claim = |path: &Path| Ok(self.claims.take(path, &run.name)?);
        let place =
            Place { folder: Some(self.folder), claim: Some(&claim), skips_empty_charts: run.is_one_of_many };
        let done = ask(run, &self.ready.session, &place, self.folder)?;
        self.journal.add(&done)?;
        Ok(done)
    }

    /// A line for a run that failed.
    fn say_failure(&self, run: &Planned, error: &anyhow::Error) {
        // A file that several runs want is said of once, for all of them.
        if self.claims.is_contested(&run.name) {
            return;
        }
        let lang = self.voice.lang;
        let text = crate::cli::in_words(error, lang);
        let _ =
            writeln!(std::io::stderr().lock(), "{}{}", words::failed(&run.name).get(lang), text.trim_end());
    }

    /// Removes what a run wrote before it failed: a file that is there is whole, right, and in the manifest.
    fn drop_files(&self, run: &str) -> anyhow::Result<()> {
        for file in self.claims.of(run) {
            let path = self.folder.join(file);
            if path.is_file() {
                std::fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    /// Removes files that several runs wrote, and takes these runs for failed: which of them would have the file
    /// depends on the threads.
    fn drop_contested(&self, done: &mut BTreeMap<usize, Done>) -> anyhow::Result<usize> {
        let mut failed = BTreeSet::new();
        for (path, runs) in self.claims.contested() {
            let names: Vec<&str> = runs.iter().map(String::as_str).collect();
            let shown = path.display().to_string();
            let (one, other) = (names.first().copied(), names.last().copied());
            let text = words::same_file(&shown, one.unwrap_or_default(), other.unwrap_or_default());
            let hint = words::tell_files_apart();
            let lang = self.voice.lang;
            let (error, head) = (cli_words::ERROR.get(lang), cli_words::HINT.get(lang));
            let _ = writeln!(std::io::stderr().lock(), "{error}{}\n{head}{}", text.get(lang), hint.get(lang));
            done.retain(|_, run| !runs.contains(&run.record.name));
            let path = self.folder.join(path);
            if path.is_file() {
                std::fs::remove_file(&path)?;
            }
            failed.extend(runs);
        }
        Ok(failed.len())
    }

    fn finish(self, done: &[Done], skipped: usize, failed: usize) -> anyhow::Result<()> {
        let base = seen_from(self.folder, &self.ready.plan.folder)?;
        let manifest = Manifest::new(self.ready.plan.title.clone(), base, self.ready.plan_files(), done);
        self.journal.finish(&manifest)?;
        let files: BTreeSet<&String> =
            done.iter().flat_map(|run| &run.record.outputs).map(|file| &file.path).collect();
        let left: Vec<&String> = self
            .old_files
            .iter()
            .filter(|file| !files.contains(file) && self.folder.join(file).is_file())
            .collect();
        if let Some(first) = left.first() {
            self.voice.remark(Level::Warning, &words::left_over(left.len(), first));
        }
        let shown = self.folder.join(MANIFEST).display().to_string();
        self.voice.remark(Level::Info, &words::summary(done.len(), skipped, failed, files.len(), &shown));
        Ok(())
    }
}

/// A folder as it is seen from another.
fn seen_from(folder: &Path, other: &Path) -> anyhow::Result<String> {
    let whole =
        |path: &Path| std::fs::canonicalize(if path == Path::new("") { Path::new(".") } else { path });
    let (folder, other) = (whole(folder)?, whole(other)?);
    let common = folder.components().zip(other.components()).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return Ok(name(&other));
    }
    let up = folder.components().skip(common).map(|_| Path::new(".."));
    let down: PathBuf = other.components().skip(common).collect();
    let path: PathBuf = up.collect::<PathBuf>().join(down);
    Ok(if path == Path::new("") { ".".to_owned() } else { name(&path) })
}

/// The worse of two statuses.
fn worse(one: u8, other: u8) -> u8 {
    const ORDER: [u8; 5] = [0, FINDINGS, crate::cli::REFUSED, crate::cli::WRONG, crate::cli::BUG];
    let place = |status: u8| ORDER.iter().position(|known| *known == status);
    if place(other) > place(one) { other } else { one }
}

/// Ends the batch after the runs that have begun when the user presses Ctrl-C, and at once at the second time.
fn watch_for_interrupts(stop: &Arc<AtomicBool>, voice: Voice) {
    let stop = Arc::clone(stop);
    let handler = move || {
        if stop.swap(true, Ordering::Relaxed) {
            #[expect(clippy::exit, reason = "the user asked twice; files that were begun have other names")]
            std::process::exit(i32::from(INTERRUPTED));
        }
        let head = cli_words::NOTE.get(voice.lang);
        let _ = writeln!(std::io::stderr().lock(), "{head}{}", words::stopping().get(voice.lang));
    };
    // Without a handler Ctrl-C ends the program as it does any other.
    let _ = ctrlc::set_handler(handler);
}

/// A progress bar on a terminal, and none elsewhere.
pub(super) fn bar(voice: Voice, runs: usize) -> ProgressBar {
    if voice.quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template = format!("{} {{wide_bar}} {{pos}}/{{len}} {{eta}}", words::RUNNING.get(voice.lang));
    let style = ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(runs as u64).with_style(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_program_is_worse_than_one_of_the_request() {
        assert_eq!(worse(0, FINDINGS), FINDINGS);
        assert_eq!(worse(crate::cli::WRONG, crate::cli::REFUSED), crate::cli::WRONG);
        assert_eq!(worse(crate::cli::WRONG, crate::cli::BUG), crate::cli::BUG);
    }
}
