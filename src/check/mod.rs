//! Checks (勾稽关系): which figures of a report contradict each other, and what is suspicious.
//!
//! ```text
//! panel ─► Reports ─► rules ─► Verdict: findings, and what could not be assessed
//! ```
//!
//! A rule is an entry of [`RULES`] and a function in [`rules`]. It runs over the whole panel at once, as a lazy
//! Polars query; only the rows that it finds are looked at one by one, to say in a sentence what is wrong.
//! Rules never change a figure.

mod count;
mod coverage;
mod equation;
mod reports;
mod rules;
mod sums;
mod thresholds;

pub use count::{ErrorCounts, count_errors};
pub use coverage::{Coverage, Held, coverage};
pub use reports::{Due, Reports, Wanted};
pub use rules::{RULES, Rule, find_rules};
pub use sums::{Sum, sums};
pub use thresholds::Thresholds;

use crate::text::{Label, Text, check as words};

/// How blanks of a table are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// A blank counts as 0 in a table of which some figure was read.
    #[default]
    Lenient,
    /// A blank makes a rule not assessable.
    Strict,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The arithmetic does not hold: one of the figures is wrong.
    Error,
    /// Suspicious: to be looked at.
    Warning,
    /// Worth knowing; nothing need be wrong.
    Info,
}

impl Severity {
    /// All, the heaviest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The word in the `severity` column.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The word for people.
    pub const fn name(self) -> Text {
        match self {
            Self::Error => words::ERROR,
            Self::Warning => words::WARNING,
            Self::Info => words::INFO,
        }
    }
}

/// One contradiction or suspicion.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// Its weight; a rule may find something lighter than its own.
    pub severity: Severity,
    /// Code of the region.
    pub region_code: String,
    /// Year of the report.
    pub year: i32,
    /// The figure found wrong, by field; empty where it is about the report as a whole.
    pub field: String,
    /// The figures of this report that the finding is about, `field` among them.
    pub cells: Vec<String>,
    /// What `field` should be.
    pub expected: Option<f64>,
    /// What it is.
    pub found: Option<f64>,
    /// The figures looked at: `received_new=713; carried_in=36`.
    pub evidence: String,
    /// What is wrong and what to look at, in a sentence.
    pub message: Label,
}

impl Finding {
    /// `found − expected`.
    pub fn difference(&self) -> Option<f64> {
        Some(words::tidy(self.found? - self.expected?))
    }
}

/// What a rule found over a panel.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// The findings, in the order of the panel.
    pub findings: Vec<Finding>,
    /// Comparisons made: one a report for most rules, one a column, a row or a block for those that look at
    /// several.
    pub assessed: usize,
    /// Comparisons that could not be made, because figures or the year before are not there.
    pub not_assessed: usize,
    /// Why the rule could not run at all, or how it ran.
    pub remark: Option<Label>,
}

impl Verdict {
    /// The verdict of a rule that could not run.
    pub(crate) fn not_run(reports: usize, remark: Label) -> Self {
        Self { not_assessed: reports, remark: Some(remark), ..Self::default() }
    }

    /// Adds what another look of the same rule gave.
    pub(crate) fn add(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.assessed += other.assessed;
        self.not_assessed += other.not_assessed;
        self.remark = self.remark.take().or(other.remark);
    }
}
