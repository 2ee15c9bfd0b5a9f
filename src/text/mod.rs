//! Every string shown to a user, in both languages.
//!
//! A string exists here once, with its Chinese and its English wording side by side, so that none can
//! exist in one language only. Fixed wording is a [`Text`]; wording that comes with the data (a field's
//! label, a dataset's title) is a [`Label`]; a sentence with figures in it is a function that takes them.

pub mod batch;
pub mod blank_form;
pub mod certainty;
pub mod charts;
pub mod check;
pub mod cli;
pub mod diff;
pub mod errors;
pub mod export;
pub mod help;
pub mod index;
pub mod ingest;
pub mod methods;
pub mod metrics;
pub mod notes;
pub mod outcomes;
pub mod output;
pub mod peers;
pub mod questions;
pub mod regions;
pub mod report;
pub mod words;
pub mod workbook;

use serde::{Deserialize, Serialize};

/// The language of tables, charts, messages and help.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Chinese, the default: the language of the reports.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The wording of this language out of a pair.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// A fixed wording in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Chinese wording.
    pub zh: &'static str,
    /// English wording.
    pub en: &'static str,
}

impl Text {
    /// Pairs a Chinese wording with its English one.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The wording in `lang`.
    pub const fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// The same pair as an owned [`Label`].
    pub fn label(&self) -> Label {
        Label { zh: self.zh.to_owned(), en: self.en.to_owned() }
    }
}

/// A wording in both languages that comes from data: a dictionary, a catalogue, a dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Chinese wording.
    pub zh: String,
    /// English wording.
    pub en: String,
}

impl Label {
    /// Builds a label from the two wordings.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The same wording in both languages: names of places and datasets.
    pub fn same(name: impl Into<String>) -> Self {
        let name = name.into();
        Self { zh: name.clone(), en: name }
    }

    /// The wording in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// A remark that the reader must see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Whether it warns or only informs.
    pub level: Level,
    /// The remark.
    pub text: Label,
    /// Whether a chart must carry it in its footer.
    pub on_chart: bool,
}

/// Weight of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Says what was chosen or done.
    Info,
    /// Says what may be wrong.
    Warning,
}

impl Note {
    /// A remark on what was chosen or done.
    pub fn info(text: Label) -> Self {
        Self { level: Level::Info, text, on_chart: false }
    }

    /// A remark on what may be wrong.
    pub fn warning(text: Label) -> Self {
        Self { level: Level::Warning, text, on_chart: false }
    }

    /// The same remark, to stand in the footer of charts too.
    #[must_use]
    pub fn on_charts(self) -> Self {
        Self { on_chart: true, ..self }
    }
}

/// A count with its English noun: "1 report", "2 reports".
pub fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A verb that agrees with a count: "is" for 1, "are" for 2.
pub const fn agreeing<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

/// The names of a list that are nearest to a misspelt one, best first, three at most.
pub fn nearest_names<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut scored: Vec<(f64, &str)> = names
        .map(|name| {
            let contained = !word.is_empty() && (name.contains(word) || word.contains(name));
            (strsim::jaro_winkler(word, name) + if contained { 0.3 } else { 0.0 }, name)
        })
        .filter(|(score, _)| *score > 0.72)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}
