//! An entry of a plan: a question, its options, and what multiplies it.

use super::Location;

/// A run of a plan before it is multiplied.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its name, with braces, and where it stands.
    pub name: Option<(String, Location)>,
    /// The question, and where it stands.
    pub question: Option<(String, Location)>,
    /// The options by name, in the order of the file.
    pub options: Vec<(String, Setting)>,
    /// What multiplies the run, the slowest first.
    pub(super) matrix: Vec<(String, Axis)>,
    /// Where the entry begins.
    pub at: Location,
}

impl Default for Location {
    fn default() -> Self {
        Self { file: String::new(), folder: std::path::PathBuf::new(), line: 1, column: 1 }
    }
}

impl Entry {
    /// Takes over what another entry of the same name says.
    pub(super) fn change(&mut self, other: Self) {
        self.question = other.question.or_else(|| self.question.take());
        for (key, setting) in other.options {
            match self.options.iter_mut().find(|(known, _)| *known == key) {
                Some((_, known)) => *known = setting,
                None => self.options.push((key, setting)),
            }
        }
        for (key, axis) in other.matrix {
            match self.matrix.iter_mut().find(|(known, _)| *known == key) {
                Some((_, known)) => *known = axis,
                None => self.matrix.push((key, axis)),
            }
        }
        self.at = other.at;
    }
}

/// What an option is set to, and where that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    pub(super) values: Values,
    /// Where the option stands.
    pub at: Location,
}

/// What an option is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Values {
    /// Whether it is given.
    Flag(bool),
    /// Its values as words of the command line.
    Words(Vec<String>),
}

impl Setting {
    /// The values as words of the command line; `None` for `true` and `false`.
    pub fn words(&self) -> Option<&[String]> {
        match &self.values {
            Values::Flag(_) => None,
            Values::Words(words) => Some(words),
        }
    }

    /// Whether an option without a value is given; `None` where it has values.
    pub fn flag(&self) -> Option<bool> {
        match self.values {
            Values::Flag(flag) => Some(flag),
            Values::Words(_) => None,
        }
    }

    /// The same setting with other words.
    #[must_use]
    pub(super) fn with_words(&self, words: Vec<String>) -> Self {
        Self { values: Values::Words(words), at: self.at.clone() }
    }

    /// The setting as part of a file name.
    pub(super) fn in_a_name(&self) -> String {
        match &self.values {
            Values::Flag(flag) => flag.to_string(),
            Values::Words(words) => words.join("+"),
        }
    }

    /// A setting of these words at a place.
    pub fn of(words: Vec<String>, at: Location) -> Self {
        Self { values: Values::Words(words), at }
    }
}

/// What an option takes in turn.
#[derive(Clone, Debug)]
pub(super) enum Axis {
    /// All that the dataset has.
    All(Location),
    /// These.
    Points(Vec<Setting>),
}
