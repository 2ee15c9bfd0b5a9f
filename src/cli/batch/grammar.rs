//! From the options of a plan to the words of a command line, which the same parser takes as those of a user.

use std::any::TypeId;
use std::path::{Path, PathBuf};

use clap::builder::ValueRange;
use clap::{Arg, Command as Parser, CommandFactory as _, FromArgMatches as _};
use gongkai::batch::{Location, RunSpec, Setting, inside, relative_path};
use gongkai::error::{Error, ErrorKind, Result};
use gongkai::output::names::NamePattern;
use gongkai::text::{Label, Lang, batch as words, errors, nearest_names};

use crate::cli::args::Cli;
use crate::cli::localise;
use crate::cli::question::Question;

/// Questions that a plan can ask.
const QUESTIONS: [&str; 8] = ["rank", "trend", "outcomes", "compare", "index", "check", "report", "export"];
/// Options that are about a terminal alone.
const TERMINAL: [&str; 4] = ["format", "all-rows", "quiet", "explain"];

/// A run that is understood.
pub(super) struct Planned {
    pub(super) name: String,
    pub(super) question: Box<dyn Question>,
    /// The words of the command line, without the program's name and the language.
    pub(super) words: Vec<String>,
    pub(super) lang: Lang,
    /// Paths as they are written, seen from the folder of the plan.
    pub(super) inputs: Inputs,
    pub(super) is_one_of_many: bool,
    pub(super) at: Location,
}

/// What a run reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Inputs {
    /// The dataset; the one that is built in without.
    pub(super) data: Option<PathBuf>,
    pub(super) is_strict: bool,
    pub(super) metrics: Vec<PathBuf>,
    pub(super) further: Vec<PathBuf>,
}

/// The options of all questions, taken from the parser of the command line.
pub(super) struct Grammar {
    parser: Parser,
    base: PathBuf,
}

impl Grammar {
    /// The grammar for a plan whose paths begin in `base`.
    pub(super) fn new(base: &Path) -> Self {
        let mut parser = Cli::command();
        parser.build();
        Self { parser, base: base.to_owned() }
    }

    fn question(&self, name: &str) -> Option<&Parser> {
        QUESTIONS.contains(&name).then(|| self.parser.find_subcommand(name)).flatten()
    }

    /// Looks at the options that a plan sets for all runs: each must be one of some question.
    pub(super) fn check_defaults(&self, defaults: &[(String, Setting)]) -> Result<()> {
        for (key, setting) in defaults {
            not_of_a_terminal(key, setting)?;
            let options = || QUESTIONS.iter().filter_map(|name| self.question(name)).flat_map(options);
            if !options().any(|(name, _)| name == *key) {
                let names: Vec<String> = options().map(|(name, _)| name).collect();
                return Err(setting.at.error(&words::unknown_default(key)).with_hint(nearest(key, &names)));
            }
        }
        Ok(())
    }

    /// Understands a run.
    ///
    /// # Errors
    /// A question or option that does not exist, a value that the option does not take, options that exclude each
    /// other, no output, an output outside the folder; each with its place in the plan.
    pub(super) fn plan(
        &mut self,
        spec: &RunSpec,
        defaults: &[(String, Setting)],
        lang: Lang,
    ) -> Result<Planned> {
        let Some(question) = self.question(&spec.question) else {
            let names: Vec<String> = QUESTIONS.map(str::to_owned).to_vec();
            let near = nearest(&spec.question, &names);
            return Err(spec.at.error(&words::unknown_question(&spec.question)).with_hint(near));
        };
        let options = with_defaults(question, spec, defaults)?;
        let is_lang = |(key, _): &&(String, Setting)| key == "lang";
        let own_lang = options.iter().find(is_lang).and_then(|(_, setting)| setting.words()?.first());
        let lang = match own_lang.map(String::as_str) {
            Some("en") => Lang::En,
            Some("zh") => Lang::Zh,
            _ => lang,
        };
        let mut line = vec![spec.question.clone()];
        for (key, arg) in self::options(question) {
            if let Some((_, setting)) =
                options.iter().find(|(known, _)| *known == key).filter(|_| key != "lang")
            {
                line.extend(written(arg, &key, setting)?);
            }
        }
        let question = self.parse(&line, &options, &spec.at)?;
        let mut planned = Planned {
            name: spec.name.clone(),
            inputs: inputs(question.as_ref()),
            question,
            words: line,
            lang,
            is_one_of_many: spec.is_one_of_many,
            at: spec.at.clone(),
        };
        let output =
            options.iter().find(|(key, _)| key == "output").map_or(&spec.at, |(_, setting)| &setting.at);
        planned.check(output)?;
        for path in planned.question.inputs_mut() {
            *path = self.base.join(&*path);
        }
        Ok(planned)
    }

    /// The run of words that a manifest has.
    ///
    /// # Errors
    /// The words are those of no question.
    pub(super) fn again(&mut self, name: &str, words: &[String], lang: Lang) -> Result<Planned> {
        let at = Location { file: name.to_owned(), ..Location::default() };
        let question = self.parse(words, &[], &at)?;
        let mut planned = Planned {
            name: name.to_owned(),
            inputs: inputs(question.as_ref()),
            question,
            words: words.to_vec(),
            lang,
            is_one_of_many: true,
            at: at.clone(),
        };
        planned.check(&at)?;
        for path in planned.question.inputs_mut() {
            *path = self.base.join(&*path);
        }
        Ok(planned)
    }

    fn parse(
        &mut self,
        line: &[String],
        options: &[(String, Setting)],
        at: &Location,
    ) -> Result<Box<dyn Question>> {
        let arguments = std::iter::once("gongkai").chain(line.iter().map(String::as_str));
        let parsed = self.parser.try_get_matches_from_mut(arguments).and_then(|m| Cli::from_arg_matches(&m));
        let cli = parsed.map_err(|error| {
            let complaint = localise::complaint(&error);
            let is_about = |(option, _): &&(String, Setting)| complaint.is_about(option);
            let at = options.iter().find(is_about).map_or(at, |(_, setting)| &setting.at);
            let error = at.error(&complaint.message);
            match complaint.hint() {
                Some(hint) => error.with_hint(hint),
                None => error,
            }
        })?;
        let question = cli.command.and_then(|command| command.into_question().ok());
        question.ok_or_else(|| at.error(&words::unknown_question(line.first().map_or("", String::as_str))))
    }
}

impl Planned {
    /// Looks at what can be wrong before any file is read.
    fn check(&self, output: &Location) -> Result<()> {
        let in_place = |error: anyhow::Error| match error.downcast::<Error>() {
            Ok(error) => output.place(error),
            Err(other) => Error::new(ErrorKind::Internal, errors::internal()).with_source(other),
        };
        let files = self.question.output().files();
        if files.is_empty() {
            return Err(output.error(&words::no_output()).with_hint(words::what_a_run_is()));
        }
        self.question.check().map_err(in_place)?;
        for path in files {
            let shown = path.display().to_string();
            if !inside(path) {
                return Err(output.error(&words::outside(&shown)).with_hint(words::stay_inside()));
            }
            NamePattern::parse(&shown).map_err(|error| output.place(error))?;
        }
        Ok(())
    }
}

/// The options of a question by their names in a plan: positional arguments first, the rest in the order of the
/// help.
fn options(question: &Parser) -> impl Iterator<Item = (String, &Arg)> {
    let positional = question.get_positionals().map(|arg| (arg.get_id().to_string(), arg));
    let named = question.get_opts().chain(question.get_arguments().filter(|arg| is_flag(arg)));
    let named = named.filter_map(|arg| Some((arg.get_long()?.to_owned(), arg)));
    positional.chain(named).filter(|(name, _)| !["help", "version"].contains(&name.as_str()))
}

fn is_flag(arg: &Arg) -> bool {
    !arg.is_positional() && !arg.get_action().takes_values()
}

fn not_of_a_terminal(key: &str, setting: &Setting) -> Result<()> {
    if TERMINAL.contains(&key) { Err(setting.at.error(&words::not_in_a_plan(key))) } else { Ok(()) }
}

fn nearest(key: &str, names: &[String]) -> Label {
    let near = nearest_names(key, names.iter().map(String::as_str));
    errors::nearest(if near.is_empty() { names } else { &near })
}

/// The options of a run, and those of the plan that its question has, unless the run's own exclude them.
fn with_defaults(
    question: &Parser,
    spec: &RunSpec,
    defaults: &[(String, Setting)],
) -> Result<Vec<(String, Setting)>> {
    let known: Vec<(String, &Arg)> = options(question).collect();
    let mut taken: Vec<&Arg> = Vec::new();
    for (key, setting) in &spec.options {
        not_of_a_terminal(key, setting)?;
        let Some((_, arg)) = known.iter().find(|(name, _)| name == key) else {
            let names: Vec<String> = known.iter().map(|(name, _)| name.clone()).collect();
            let what = words::unknown_option(&spec.question, key);
            return Err(setting.at.error(&what).with_hint(nearest(key, &names)));
        };
        taken.push(arg);
    }
    let mut all = spec.options.clone();
    for (key, setting) in defaults {
        let Some((_, arg)) = known.iter().find(|(name, _)| name == key) else { continue };
        let excludes = |one: &Arg, other: &Arg| {
            question.get_arg_conflicts_with(one).iter().any(|arg| arg.get_id() == other.get_id())
        };
        let is_out = |own: &&Arg| own.get_id() == arg.get_id() || excludes(own, arg) || excludes(arg, own);
        if !taken.iter().any(is_out) {
            all.push((key.clone(), setting.clone()));
        }
    }
    Ok(all)
}

/// An option as words of the command line.
fn written(arg: &Arg, key: &str, setting: &Setting) -> Result<Vec<String>> {
    let may_be_alone = arg.get_num_args().is_some_and(|range: ValueRange| range.min_values() == 0);
    let values = match (setting.flag(), setting.words()) {
        (Some(false), _) => return Ok(Vec::new()),
        (Some(true), _) if is_flag(arg) || may_be_alone => return Ok(vec![format!("--{key}")]),
        (None, Some(values)) if !is_flag(arg) => values,
        (None, _) => return Err(setting.at.error(&words::takes_no_value(key))),
        _ => return Err(setting.at.error(&words::takes_a_value(key))),
    };
    let is_input = key != "output" && arg.get_value_parser().type_id() == TypeId::of::<PathBuf>();
    let mut line = Vec::new();
    for value in values {
        let value = if is_input {
            relative_path(&setting.at.folder, Path::new(value)).display().to_string().replace('\\', "/")
        } else {
            value.clone()
        };
        if arg.is_positional() {
            line.push(value);
        } else if arg.is_require_equals_set() || value.starts_with('-') {
            line.push(format!("--{key}={value}"));
        } else {
            line.extend([format!("--{key}"), value]);
        }
    }
    Ok(line)
}

fn inputs(question: &dyn Question) -> Inputs {
    let source = question.source();
    Inputs {
        data: source.which.data.clone(),
        is_strict: source.which.strict,
        metrics: source.metrics.to_vec(),
        further: question.further_inputs().into_iter().cloned().collect(),
    }
}
