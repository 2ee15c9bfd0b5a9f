//! Help and complaints of the argument parser in the language asked for.

use std::fmt::Write as _;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};
use gongkai::text::{Lang, cli as words, help};

/// Puts the texts of [`help`] into a command and its subcommands.
pub(crate) fn localise(command: Command, lang: Lang) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = with_texts(command, "", lang)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(help::argument("", "version").get(lang))
                .help_heading(words::OPTIONS.get(lang)),
        )
        .disable_version_flag(true)
        .subcommand_help_heading(words::COMMANDS.get(lang));
    for name in names {
        command = command.mut_subcommand(&name, |sub| with_texts(sub, &name, lang));
    }
    command
}

fn with_texts(command: Command, path: &str, lang: Lang) -> Command {
    let template =
        format!("{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}", words::USAGE.get(lang));
    command
        .about(help::command(path).get(lang))
        .after_help(help::after(path).get(lang))
        .help_template(StyledStr::from(template))
        .disable_help_flag(true)
        .mut_args(|arg| {
            let heading = if arg.is_positional() { words::ARGUMENTS } else { words::OPTIONS };
            let text = help::argument(path, arg.get_id().as_str()).get(lang);
            let takes_value = arg.get_action().takes_values();
            arg.help(text).help_heading(heading.get(lang)).hide_possible_values(takes_value)
        })
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(help::argument("", "help").get(lang))
                .help_heading(words::OPTIONS.get(lang)),
        )
}

/// What the parser says, in the language asked for, and the status: 0 for help and version.
pub(crate) fn explain(error: &clap::Error, lang: Lang) -> (String, u8) {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return (error.to_string(), 0);
    }
    let context = |kind: ContextKind| {
        error.get(kind).map(|value| match value {
            ContextValue::Strings(list) => list.join(lang.pick("、", ", ")),
            other => other.to_string(),
        })
    };
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::UnknownArgument => words::unknown_argument(&argument),
        ErrorKind::InvalidSubcommand => {
            words::unknown_command(&context(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::InvalidValue if value.is_empty() => words::value_missing(&argument),
        ErrorKind::InvalidValue
        | ErrorKind::ValueValidation
        | ErrorKind::TooManyValues
        | ErrorKind::WrongNumberOfValues => words::bad_value(&value, &argument),
        ErrorKind::MissingRequiredArgument => words::argument_missing(&argument),
        ErrorKind::ArgumentConflict => {
            words::conflict(&argument, &context(ContextKind::PriorArg).unwrap_or_default())
        }
        _ => return (error.to_string(), 2),
    };
    let mut text = format!("{}{}", words::ERROR.get(lang), message.get(lang));
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let valid = context(ContextKind::ValidValue).map(|values| words::valid_values(&values));
    let near = suggested.into_iter().find_map(context).map(|name| gongkai::text::errors::nearest(&[name]));
    let about_value = matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::ValueValidation);
    let expected = help::expected(&argument).filter(|_| about_value);
    for hint in near.into_iter().chain(valid).chain(expected) {
        let _ = write!(text, "\n{}{}", words::HINT.get(lang), hint.get(lang));
    }
    (text, 2)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::args::Cli;

    #[test]
    fn every_command_and_argument_has_its_help_in_both_languages() {
        let root = Cli::command();
        let commands =
            std::iter::once(("", &root)).chain(root.get_subcommands().map(|sub| (sub.get_name(), sub)));
        for (name, command) in commands {
            for lang in [Lang::Zh, Lang::En] {
                assert_ne!(help::command(name).get(lang), "", "{name}");
                for argument in command.get_arguments() {
                    let id = argument.get_id().as_str();
                    assert_ne!(help::argument(name, id).get(lang), "", "{name} {id}");
                }
            }
        }
    }

    #[test]
    fn the_parser_itself_is_in_order() {
        localise(Cli::command(), Lang::Zh).debug_assert();
        localise(Cli::command(), Lang::En).debug_assert();
    }
}
