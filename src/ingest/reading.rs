//! What is read from a document: figures by field, each with the place that it was read from.

use std::collections::BTreeMap;

use crate::text::Label;

/// How sure a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// As it stands in the report.
    Exact,
    /// Put together in the one way in which the sums hold; see [`Read::note`].
    Repaired,
    /// It may be read in several ways; there is no figure.
    Ambiguous,
    /// The cell is blank.
    Blank,
    /// The cell has a sign for "no figure": `/`, `—`.
    Slash,
    /// The cell says in words that there is none: `无`, `不适用`.
    None,
}

impl Status {
    /// The word in the `status` column of `sources.csv`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Repaired => "repaired",
            Self::Ambiguous => "ambiguous",
            Self::Blank => "blank",
            Self::Slash => "slash",
            Self::None => "none",
        }
    }
}

/// One figure as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The figure; `None` where there is none or it is ambiguous.
    pub value: Option<f64>,
    /// How sure it is.
    pub status: Status,
    /// The text of the cell or the sentence, as it stood.
    pub text: String,
    /// Where it stands: `表三，第 5 行第 3 列`, `第 2 页`.
    pub place: Label,
    /// The rule that read it: `table3`, `table4_flat`, `sentence:disclosed_total`.
    pub rule: &'static str,
    /// What was done to it, or why it is doubtful; empty otherwise.
    pub note: Label,
}

/// The figures of a report by field of the dictionary.
pub type Figures = BTreeMap<String, Read>;
