//! Help and complaints of the argument parser in the language asked for.

use std::fmt::Write as _;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};
use gongkai::text::{Label, Lang, cli as words, help};

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
    let complaint = complaint(error);
    let mut text = format!("{}{}", words::ERROR.get(lang), complaint.message.get(lang));
    for hint in &complaint.hints {
        let _ = write!(text, "\n{}{}", words::HINT.get(lang), hint.get(lang));
    }
    (text, 2)
}

/// What is wrong with arguments.
pub(crate) struct Complaint {
    pub(crate) message: Label,
    pub(crate) hints: Vec<Label>,
    argument: String,
}

impl Complaint {
    /// Whether it is about the option or positional argument of this name.
    pub(crate) fn is_about(&self, name: &str) -> bool {
        let word = self.argument.split_whitespace().next().unwrap_or_default();
        let word = word.split('=').next().unwrap_or_default();
        word.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case(name)
    }

    /// All hints as one.
    pub(crate) fn hint(&self) -> Option<Label> {
        let joined = |lang: Lang| {
            self.hints.iter().map(|hint| hint.get(lang)).collect::<Vec<_>>().join(lang.pick("；", "; "))
        };
        (!self.hints.is_empty()).then(|| Label::new(joined(Lang::Zh), joined(Lang::En)))
    }
}

/// What is wrong with arguments, in both languages.
pub(crate) fn complaint(error: &clap::Error) -> Complaint {
    let context = |kind: ContextKind| {
        error.get(kind).map(|value| match value {
            ContextValue::Strings(list) => Label::new(list.join("、"), list.join(", ")),
            other => Label::same(other.to_string()),
        })
    };
    let plain = |kind| context(kind).map(|label| label.en).unwrap_or_default();
    let argument = plain(ContextKind::InvalidArg);
    let value = plain(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::UnknownArgument => words::unknown_argument(&argument),
        ErrorKind::InvalidSubcommand => words::unknown_command(&plain(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => words::value_missing(&argument),
        ErrorKind::InvalidValue
        | ErrorKind::ValueValidation
        | ErrorKind::TooManyValues
        | ErrorKind::WrongNumberOfValues => words::bad_value(&value, &argument),
        ErrorKind::MissingRequiredArgument => {
            words::argument_missing(&context(ContextKind::InvalidArg).unwrap_or_default())
        }
        ErrorKind::ArgumentConflict => {
            words::conflict(&argument, &context(ContextKind::PriorArg).unwrap_or_default())
        }
        _ => return Complaint { message: Label::same(error.to_string()), hints: Vec::new(), argument },
    };
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let valid = context(ContextKind::ValidValue).map(|values| words::valid_values(&values));
    let near = suggested.into_iter().find_map(context).map(|name| gongkai::text::errors::nearest(&[name.en]));
    let about_value = matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::ValueValidation);
    let expected = help::expected(&argument).filter(|_| about_value);
    Complaint { message, hints: near.into_iter().chain(valid).chain(expected).collect(), argument }
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
