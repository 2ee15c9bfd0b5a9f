//! The table of patterns, compiled once.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

const BUILT_IN: &str = include_str!("patterns.toml");

/// How a figure is said.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The fields that share the number; mostly one.
    pub(super) fields: Vec<String>,
    measures: Vec<String>,
    before: Regex,
    after: Option<Regex>,
    context: Option<Regex>,
    unless: Option<Regex>,
    but: Option<Regex>,
    never: Option<Regex>,
    follows: Vec<String>,
    /// The number must not be a part of something.
    pub(super) whole: bool,
    /// A channel of publication must not be named, unless several are together.
    pub(super) no_channel: bool,
    /// What the number is counted over.
    pub(super) counts: Counts,
    /// The more specific pattern has the higher rank.
    pub(super) rank: u8,
}

/// What a number is counted over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    /// A year.
    Year,
    /// What there is at a moment.
    Moment,
}

/// How it is said that there is none.
#[derive(Debug)]
pub(super) struct Zero {
    /// The field.
    pub(super) field: String,
    clause: Regex,
    unless: Option<Regex>,
}

/// The texts around a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'a> {
    /// From the quantity before it.
    pub(super) before: &'a str,
    /// From the last comma of `before`.
    pub(super) clause: &'a str,
    /// Up to the next quantity.
    pub(super) after: &'a str,
    /// The heading and everything before it in the sentence.
    pub(super) context: &'a str,
    /// The field read last in the sentence.
    pub(super) last: Option<&'a str>,
}

/// All patterns.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// For quantities, in order of precedence.
    pub(super) patterns: Vec<Pattern>,
    /// For clauses without a number.
    pub(super) zeros: Vec<Zero>,
    /// Words that announce a number, for patterns in code.
    pub(super) announce: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    n: String,
    f: String,
    neg: String,
    pattern: Vec<Entry>,
    zero: Vec<ZeroEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    field: String,
    measures: String,
    before: String,
    after: Option<String>,
    context: Option<String>,
    unless: Option<String>,
    but: Option<String>,
    never: Option<String>,
    #[serde(default)]
    follows: Vec<String>,
    #[serde(default)]
    whole: bool,
    channel: Option<String>,
    #[serde(default)]
    stock: bool,
    #[serde(default = "one")]
    rank: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ZeroEntry {
    field: String,
    clause: String,
    unless: Option<String>,
}

const fn one() -> u8 {
    1
}

/// The built-in table. A test makes sure that it can be read.
pub(super) fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| parse(BUILT_IN).unwrap_or_default());
    &TABLE
}

fn parse(text: &str) -> Result<Table, Box<dyn std::error::Error>> {
    let file: File = toml::from_str(text)?;
    let filled = |pattern: &str| {
        Regex::new(&pattern.replace("{n}", &file.n).replace("{f}", &file.f).replace("{neg}", &file.neg))
    };
    let optional = |pattern: Option<&String>| pattern.map(|pattern| filled(pattern)).transpose();
    let mut table = Table { announce: file.n.clone(), ..Table::default() };
    for entry in &file.pattern {
        table.patterns.push(Pattern {
            fields: entry.field.split('+').map(str::to_owned).collect(),
            measures: entry.measures.split(' ').map(str::to_owned).collect(),
            before: filled(&entry.before)?,
            after: optional(entry.after.as_ref())?,
            context: optional(entry.context.as_ref())?,
            unless: optional(entry.unless.as_ref())?,
            but: optional(entry.but.as_ref())?,
            never: optional(entry.never.as_ref())?,
            follows: entry.follows.clone(),
            whole: entry.whole,
            no_channel: entry.channel.as_deref() == Some("no"),
            counts: if entry.stock { Counts::Moment } else { Counts::Year },
            rank: entry.rank,
        });
    }
    for entry in &file.zero {
        table.zeros.push(Zero {
            field: entry.field.clone(),
            clause: filled(&entry.clause)?,
            unless: optional(entry.unless.as_ref())?,
        });
    }
    Ok(table)
}

impl Pattern {
    /// Whether a number with this measure word and these texts around it is the pattern's.
    pub(super) fn fits(&self, measure: &str, around: Around<'_>) -> bool {
        let says = |pattern: &Option<Regex>, text: &str| pattern.as_ref().is_some_and(|p| p.is_match(text));
        let lacks = |pattern: &Option<Regex>, text: &str| pattern.as_ref().is_some_and(|p| !p.is_match(text));
        self.measures.iter().any(|known| known == measure)
            && (self.follows.is_empty()
                || around.last.is_some_and(|last| self.follows.iter().any(|field| field == last)))
            && self.before.is_match(around.before)
            && !lacks(&self.after, around.after)
            && !lacks(&self.context, around.context)
            && !says(&self.never, around.context)
            && (!says(&self.unless, around.clause) || says(&self.but, around.clause))
    }
}

impl Zero {
    /// Whether a clause says that there is none.
    pub(super) fn fits(&self, clause: &str) -> bool {
        self.clause.is_match(clause) && !self.unless.as_ref().is_some_and(|unless| unless.is_match(clause))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::dictionary;

    #[test]
    fn every_pattern_is_readable_and_names_fields_of_the_dictionary() {
        let table = parse(BUILT_IN).unwrap();
        let fields = table.patterns.iter().flat_map(|pattern| pattern.fields.iter().chain(&pattern.follows));
        for field in fields.chain(table.zeros.iter().map(|zero| &zero.field)) {
            assert!(dictionary().get(field).is_some(), "{field}");
        }
    }
}
