//! The rules, one function each.

mod balance;
mod copies;
mod labels;
mod missing;
mod outliers;
mod powers;
mod series;
mod shares;
mod slips;
mod tables;
mod texts;
mod years;

pub(super) use tables::table_equations;

use super::{Finding, Reports, Severity, Thresholds, Verdict};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Label, Text, check as words, cli};

/// A rule of the list.
pub struct Rule {
    /// Short name: `E1`.
    pub id: &'static str,
    /// Weight of what it finds.
    pub severity: Severity,
    /// What must hold, in short.
    pub title: Text,
    /// What is compared, when it is assessed, and what a finding means.
    pub explanation: Text,
    /// What the county should look at.
    pub look: Text,
    /// Whether it holds a report against other years and regions than those asked for.
    pub needs_all: bool,
    run: fn(&Rule, &Reports, &Thresholds) -> Result<Verdict>,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rule").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Rule {
    /// A finding of the rule on a report, about the report as a whole; a rule on figures fills in the rest.
    pub(super) fn finding(&self, (region_code, year): (&str, i32), message: Label) -> Finding {
        Finding {
            rule: self.id,
            severity: self.severity,
            region_code: region_code.to_owned(),
            year,
            field: String::new(),
            cells: Vec::new(),
            expected: None,
            found: None,
            evidence: String::new(),
            message,
        }
    }

    /// Runs the rule over reports.
    ///
    /// # Errors
    /// A fault of the program.
    pub fn run(&self, reports: &Reports, thresholds: &Thresholds) -> Result<Verdict> {
        (self.run)(self, reports, thresholds)
    }
}

/// A rule whose words stand in [`words`].
const fn rule(
    id: &'static str,
    severity: Severity,
    words: [Text; 3],
    run: fn(&Rule, &Reports, &Thresholds) -> Result<Verdict>,
) -> Rule {
    let [title, explanation, look] = words;
    Rule { id, severity, title, explanation, look, needs_all: false, run }
}

/// A rule that holds a report against all others.
const fn series(
    id: &'static str,
    words: [Text; 3],
    run: fn(&Rule, &Reports, &Thresholds) -> Result<Verdict>,
) -> Rule {
    Rule { needs_all: true, ..rule(id, Severity::Warning, words, run) }
}

/// Every rule, in the order in which they are listed.
pub static RULES: &[Rule] = &[
    rule("E1", Severity::Error, words::E1, tables::flow),
    rule("E2", Severity::Error, words::E2, tables::outcomes),
    rule("E3", Severity::Error, words::E3, tables::applicants),
    rule("E4", Severity::Error, words::E4, tables::results),
    rule("E5", Severity::Error, words::E5, years::carried),
    rule("E6", Severity::Error, words::E6, years::in_force),
    rule("E7", Severity::Error, words::E7, tables::groups),
    rule("E8", Severity::Error, words::E8, shares::within_whole),
    rule("W1", Severity::Warning, words::W1, texts::against_tables),
    rule("W2", Severity::Warning, words::W2, texts::sums),
    series("W3", words::W3, slips::units),
    series("W4", words::W4, outliers::outliers),
    series("W5", words::W5, copies::copies),
    rule("W6", Severity::Warning, words::W6, balance::compensating),
    rule("W7", Severity::Warning, words::W7, powers::regulations),
    series("W8", words::W8, labels::labels),
    rule("W9", Severity::Warning, words::W9, missing::missing),
];

/// The rules of these names, whatever the case; all without names.
///
/// # Errors
/// A name that no rule has.
pub fn find_rules(names: &[String]) -> Result<Vec<&'static Rule>> {
    if let Some(unknown) =
        names.iter().find(|name| !RULES.iter().any(|rule| rule.id.eq_ignore_ascii_case(name)))
    {
        let all: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        return Err(Error::new(ErrorKind::Request, words::no_such_rule(unknown))
            .with_hint(cli::valid_values(&Label::same(all.join(", ")))));
    }
    let asked =
        |rule: &&Rule| names.is_empty() || names.iter().any(|name| rule.id.eq_ignore_ascii_case(name));
    Ok(RULES.iter().filter(asked).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_listed_once_and_explained() {
        for (i, rule) in RULES.iter().enumerate() {
            assert!(RULES.iter().skip(i + 1).all(|other| other.id != rule.id), "{} twice", rule.id);
            for words in [rule.title, rule.explanation, rule.look] {
                assert!(!words.zh.is_empty() && !words.en.is_empty(), "{} lacks words", rule.id);
            }
        }
    }

    #[test]
    fn rules_are_found_by_name_in_any_case() {
        let ids = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            find_rules(&names).map(|rules| rules.iter().map(|rule| rule.id).collect::<Vec<_>>())
        };
        assert_eq!(ids(&["e5", "E1"]).unwrap(), ["E1", "E5"]);
        assert_eq!(ids(&[]).unwrap().len(), RULES.len());
        assert!(ids(&["E99"]).unwrap_err().to_string().contains("E99"));
    }
}
