//! Metrics: definitions as data, compiled to expressions over the fields of a report.
//!
//! A metric is an entry of `catalogue.toml`, or of a file of the same form that a user brings. Every numeric
//! field of the dictionary is also a metric of its own name. Nothing about a metric stands anywhere else:
//! the list, the README's table, axis titles, units and sort orders all follow from its entry.

mod catalogue;
mod formula;

use std::collections::BTreeSet;

use polars::prelude::*;
use serde::Deserialize;

pub use catalogue::Catalogue;
pub use formula::Formula;
pub(crate) use formula::divide;

use crate::schema::{Forms, Unit};
use crate::text::{Label, Lang, Text, metrics as words};

/// Which end of a metric is the good one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Higher is better: the highest value is rank 1.
    Higher,
    /// Lower is better: the lowest value is rank 1.
    Lower,
    /// Neither: the highest value is rank 1, and nothing is coloured good or bad.
    None,
}

impl Direction {
    /// The direction in words.
    pub const fn text(self) -> Text {
        match self {
            Self::Higher => words::HIGHER,
            Self::Lower => words::LOWER,
            Self::None => words::NEUTRAL,
        }
    }

    /// Whether the highest value is rank 1.
    pub const fn highest_first(self) -> bool {
        !matches!(self, Self::Lower)
    }
}

/// A metric, compiled.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// Identifier.
    pub id: String,
    /// Theme of the catalogue; `field` for a plain field.
    pub theme: String,
    /// Title.
    pub title: Label,
    /// Meaning in a sentence.
    pub meaning: Label,
    /// What to beware of.
    pub caveat: Option<Label>,
    /// Unit of its values.
    pub unit: Unit,
    /// Which end is good.
    pub direction: Direction,
    /// Whether it belongs to the metrics that `compare` shows when none is named.
    pub headline: bool,
    /// How it is computed.
    pub rule: Rule,
}

/// How a metric is computed.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// A number of the report.
    Value(Formula),
    /// One number over another.
    Ratio {
        /// What is counted.
        numerator: Formula,
        /// What it is counted of.
        denominator: Formula,
    },
}

impl Metric {
    fn formulas(&self) -> Vec<&Formula> {
        match &self.rule {
            Rule::Value(value) => vec![value],
            Rule::Ratio { numerator, denominator } => vec![numerator, denominator],
        }
    }

    /// Fields, derived figures and columns of `regions.csv` that it reads.
    pub fn fields(&self) -> BTreeSet<String> {
        self.formulas().iter().flat_map(|formula| formula.fields.iter().cloned()).collect()
    }

    /// Forms in which it has a value.
    pub fn forms(&self) -> Forms {
        self.formulas().iter().fold(Forms::ALL, |forms, formula| forms.and(formula.forms))
    }

    /// Whether its values on different forms may stand in one series.
    pub fn is_comparable(&self) -> bool {
        self.formulas().iter().all(|formula| formula.comparable)
    }

    /// Whether the form of a report decides what its value is worth.
    pub fn depends_on_form(&self) -> bool {
        self.forms() != Forms::ALL || !self.is_comparable()
    }

    /// The formula as written: `interpretations_graphic / interpretations_total`.
    pub fn formula(&self) -> String {
        self.join_formulas(|formula| formula.text.clone(), "/")
    }

    /// The formula in the words of the official form, in both languages.
    pub fn formula_in_words(&self) -> Label {
        Label {
            zh: self.join_formulas(|formula| formula.in_words(Lang::Zh), "÷"),
            en: self.join_formulas(|formula| formula.in_words(Lang::En), "÷"),
        }
    }

    fn join_formulas(&self, text: impl Fn(&Formula) -> String, sign: &str) -> String {
        let bracketed = |formula: &Formula| {
            let text = text(formula);
            // Words of a label may hold blanks, so the formula itself tells whether it has several terms.
            if formula.text.contains(' ') { format!("({text})") } else { text }
        };
        match &self.rule {
            Rule::Value(value) => text(value),
            Rule::Ratio { numerator, denominator } => {
                format!("{} {sign} {}", bracketed(numerator), bracketed(denominator))
            }
        }
    }

    /// The value of a report: null where a figure is missing or the denominator is zero.
    pub fn value(&self) -> Expr {
        match &self.rule {
            Rule::Value(value) => value.expr.clone(),
            Rule::Ratio { numerator, denominator } => {
                divide(numerator.expr.clone(), denominator.expr.clone())
            }
        }
    }

    /// The numerator of a report; null for a metric that is no ratio.
    pub fn numerator(&self) -> Expr {
        match &self.rule {
            Rule::Value(_) => lit(NULL).cast(DataType::Float64),
            Rule::Ratio { numerator, .. } => numerator.expr.clone(),
        }
    }

    /// The denominator of a report; null for a metric that is no ratio.
    pub fn denominator(&self) -> Expr {
        match &self.rule {
            Rule::Value(_) => lit(NULL).cast(DataType::Float64),
            Rule::Ratio { denominator, .. } => denominator.expr.clone(),
        }
    }

    /// Whether it is a ratio.
    pub fn is_ratio(&self) -> bool {
        matches!(self.rule, Rule::Ratio { .. })
    }

    /// Whether its values are parts of a whole, so that they have a binomial interval.
    pub fn is_share(&self) -> bool {
        self.is_ratio() && self.unit.is_share()
    }
}
