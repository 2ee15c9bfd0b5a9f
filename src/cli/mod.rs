//! The command line: one file a command, each parsing its arguments, asking the library once, and handing
//! the answer to `deliver`.

mod args;
mod batch;
mod catalogues;
mod certainty;
mod deliver;
mod diff;
mod export;
mod index;
mod ingest;
mod localise;
mod parallel;
mod picture;
mod question;
mod questions;
mod report;
mod values;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};
use gongkai::error::{Error, ErrorKind};
use gongkai::text::{Lang, cli as words};

use args::{Cli, Command};

/// Exit status: a check found errors.
const FINDINGS: u8 = 1;
/// Exit status: the request or the input is wrong.
const WRONG: u8 = 2;
/// Exit status: the answer would mislead and was refused.
const REFUSED: u8 = 3;
/// Exit status: a fault of the program.
const BUG: u8 = 70;

/// Where parsing ended without a command to run: help, version, or arguments that are wrong.
pub(crate) struct Stop {
    text: String,
    code: u8,
}

impl Stop {
    /// Prints help to stdout, faults to stderr. A reader that has gone away is no fault.
    pub(crate) fn print(&self) -> ExitCode {
        let text = self.text.trim_end();
        let _ = if self.code == 0 {
            writeln!(std::io::stdout().lock(), "{text}")
        } else {
            writeln!(std::io::stderr().lock(), "{text}")
        };
        ExitCode::from(self.code)
    }
}

/// The language of help and messages, found before the arguments are parsed, since parsing has messages too.
pub(crate) fn lang_of(arguments: &[OsString]) -> Lang {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    let mut given = None;
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => given = words.next().map(str::to_owned),
            Some(rest) => given = rest.strip_prefix('=').map(str::to_owned).or(given),
            None => {}
        }
    }
    let given = given.or_else(|| std::env::var("GONGKAI_LANG").ok());
    if given.as_deref() == Some("en") { Lang::En } else { Lang::Zh }
}

/// Parses the arguments.
pub(crate) fn parse(arguments: Vec<OsString>, lang: Lang) -> Result<Cli, Stop> {
    let command = localise::localise(Cli::command(), lang);
    let matches = command.try_get_matches_from(arguments).map_err(|error| {
        let (text, code) = localise::explain(&error, lang);
        Stop { text, code: if code == 0 { 0 } else { WRONG } }
    })?;
    let cli =
        Cli::from_arg_matches(&matches).map_err(|error| Stop { text: error.to_string(), code: WRONG })?;
    if cli.command.is_none() {
        return Err(Stop { text: words::SHORT_HELP.get(lang).to_owned(), code: 0 });
    }
    Ok(cli)
}

/// Runs the command.
pub(crate) fn run(cli: Cli, lang: Lang) -> anyhow::Result<ExitCode> {
    let lang = cli.lang.map_or(lang, Lang::from);
    let voice = deliver::Voice { lang, quiet: cli.quiet };
    let Some(command) = cli.command else { return Ok(ExitCode::SUCCESS) };
    let other = match command.into_question() {
        Ok(question) => return question::run(question.as_ref(), voice),
        Err(other) => other,
    };
    match *other {
        Command::Check(args) => catalogues::rules(args.output.format, lang)?,
        Command::Batch(args) => return batch::batch(&args, voice),
        Command::Reproduce(args) => return batch::reproduce(&args, voice),
        Command::Diff(args) => return diff::diff(&args, voice),
        Command::Ingest(args) => return ingest::ingest(&args, voice),
        Command::Metrics(args) => catalogues::metrics(&args, lang)?,
        Command::Fields(args) => catalogues::fields(&args, lang)?,
        Command::Regions(args) => catalogues::regions(&args, lang)?,
        _ => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints an error with its details, causes and hint, and gives the exit status.
pub(crate) fn report(error: &anyhow::Error, lang: Lang) -> ExitCode {
    if deliver::is_broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let _ = writeln!(std::io::stderr().lock(), "{}{}", words::ERROR.get(lang), in_words(error, lang));
    ExitCode::from(status(error))
}

/// The exit status of an error.
fn status(error: &anyhow::Error) -> u8 {
    match error.downcast_ref::<Error>().map(Error::kind) {
        Some(ErrorKind::Refused) => REFUSED,
        Some(ErrorKind::Internal) => BUG,
        _ => WRONG,
    }
}

/// An error with its details, causes and hint, a line each.
fn in_words(error: &anyhow::Error, lang: Lang) -> String {
    let Some(own) = error.downcast_ref::<Error>() else { return format!("{error:#}") };
    let mut lines = vec![own.message(lang).to_owned()];
    lines.extend(own.details().iter().map(|detail| format!("  {}", detail.get(lang))));
    let mut source = std::error::Error::source(own);
    while let Some(cause) = source {
        lines.push(format!("{}{}", words::CAUSE.get(lang), cause.to_string().trim_end()));
        source = cause.source();
    }
    lines.extend(own.hint(lang).map(|hint| format!("{}{hint}", words::HINT.get(lang))));
    lines.join("\n")
}
