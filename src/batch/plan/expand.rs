//! From the entries of a plan to its runs: one for each combination of the matrix.

use std::collections::BTreeMap;

use super::entry::{Axis, Entry, Setting};
use super::{Location, Plan};
use crate::error::Result;
use crate::output::names::{KNOWN, safe};
use crate::text::{batch as words, errors, nearest_names, output as output_words};

/// Most runs that a plan may have.
const MOST: usize = 100_000;

/// One run: a question with its options.
#[derive(Clone, Debug)]
pub struct RunSpec {
    /// Its name, which no other run of the plan has.
    pub name: String,
    /// The question's name on the command line.
    pub question: String,
    /// The options that the run has of its own, by name.
    pub options: Vec<(String, Setting)>,
    /// Whether it is one of several of a matrix.
    pub is_one_of_many: bool,
    /// Where it stands.
    pub at: Location,
}

/// What `"*"` in a matrix stands for.
pub trait Axes {
    /// All values of an option, given the options that are known so far.
    ///
    /// # Errors
    /// The option has no list of values, or the dataset cannot be read.
    fn all(&self, option: &str, options: &[(String, Setting)]) -> Result<Vec<String>>;
}

impl Plan {
    /// The runs of the plan.
    ///
    /// # Errors
    /// An entry without a question, a list without values, a brace that is no option of the matrix and no column,
    /// an option that is set beside the matrix, two runs of one name, or too many runs.
    pub fn expand(&self, axes: &dyn Axes) -> Result<Vec<RunSpec>> {
        let mut runs: Vec<RunSpec> = Vec::new();
        let mut names: BTreeMap<String, Location> = BTreeMap::new();
        for entry in &self.entries {
            for run in self.runs(entry, axes)? {
                if runs.len() == MOST {
                    return Err(entry.at.error(&words::too_many_runs(MOST)));
                }
                if let Some(other) = names.insert(run.name.clone(), run.at.clone()) {
                    let what = words::name_twice(&run.name, other.line);
                    return Err(run.at.error(&what).with_hint(words::tell_runs_apart()));
                }
                runs.push(run);
            }
        }
        Ok(runs)
    }

    fn runs(&self, entry: &Entry, axes: &dyn Axes) -> Result<Vec<RunSpec>> {
        let Some((question, _)) = &entry.question else {
            return Err(entry.at.error(&words::no_question()).with_hint(words::what_a_run_is()));
        };
        for (key, _) in &entry.matrix {
            if let Some((_, setting)) = entry.options.iter().find(|(option, _)| option == key) {
                return Err(setting.at.error(&words::option_and_axis(key)));
            }
        }
        let mut points: Vec<Vec<(String, Setting)>> = vec![Vec::new()];
        for (key, axis) in &entry.matrix {
            let mut more = Vec::new();
            for point in &points {
                for setting in self.values(entry, point, key, axis, axes)? {
                    if more.len() == MOST {
                        return Err(entry.at.error(&words::too_many_runs(MOST)));
                    }
                    let mut longer = point.clone();
                    longer.push((key.clone(), setting));
                    more.push(longer);
                }
            }
            points = more;
        }
        points.into_iter().map(|point| run(entry, question, point)).collect()
    }

    fn values(
        &self,
        entry: &Entry,
        point: &[(String, Setting)],
        key: &str,
        taken: &Axis,
        axes: &dyn Axes,
    ) -> Result<Vec<Setting>> {
        let at = match taken {
            Axis::Points(points) => return Ok(points.clone()),
            Axis::All(at) => at,
        };
        let known = |known: &str| point.iter().chain(&entry.options).any(|(option, _)| option == known);
        let defaults = self.defaults.iter().filter(|(option, _)| !known(option));
        let options: Vec<_> = point.iter().chain(&entry.options).chain(defaults).cloned().collect();
        let values = axes.all(key, &options).map_err(|error| at.place(error))?;
        if values.is_empty() {
            return Err(at.error(&words::nothing_there(key)));
        }
        Ok(values.into_iter().map(|value| Setting::of(vec![value], at.clone())).collect())
    }
}

/// The run of one combination.
fn run(entry: &Entry, question: &str, point: Vec<(String, Setting)>) -> Result<RunSpec> {
    let is_one_of_many = !point.is_empty();
    let values: BTreeMap<&str, String> =
        point.iter().map(|(key, setting)| (key.as_str(), setting.in_a_name())).collect();
    let mut options = Vec::new();
    for (key, setting) in &entry.options {
        let setting = match setting.words() {
            Some(patterns) if key == "output" => {
                let filled = patterns.iter().map(|pattern| fill(pattern, &values, &setting.at));
                setting.with_words(filled.collect::<Result<_>>()?)
            }
            _ => setting.clone(),
        };
        options.push((key.clone(), setting));
    }
    let output = options.iter().find(|(key, _)| key == "output");
    let files = output.and_then(|(_, setting)| setting.words()).unwrap_or_default();
    // A name without the braces of the answer's columns is the run's own.
    let first = files.iter().find(|file| !file.contains('{')).or(files.first());
    let name = match (&entry.name, first) {
        (Some((name, at)), _) => fill(name, &values, at)?,
        (None, Some(file)) => file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem).to_owned(),
        (None, None) => return Err(entry.at.error(&words::no_output()).with_hint(words::what_a_run_is())),
    };
    options.extend(point);
    Ok(RunSpec { name, question: question.to_owned(), options, is_one_of_many, at: entry.at.clone() })
}

/// Puts the values of a matrix in place of its names in braces. Braces that name a column of the answer stay, for
/// the answer to be cut into one file a group.
fn fill(template: &str, values: &BTreeMap<&str, String>, at: &Location) -> Result<String> {
    let mut filled = String::new();
    let mut rest = template;
    while let Some(place) = rest.find(['{', '}']) {
        let (before, behind) = rest.split_at(place);
        filled.push_str(before);
        if behind.starts_with("{{") || behind.starts_with("}}") {
            let (pair, next) = behind.split_at(2);
            filled.push_str(pair);
            rest = next;
            continue;
        }
        let name = behind.strip_prefix('{').and_then(|behind| behind.split_once('}'));
        let Some((name, next)) = name else {
            let (brace, next) = behind.split_at(1);
            if brace == "{" {
                return Err(at.error(&output_words::open_brace(template)));
            }
            filled.push_str(brace);
            rest = next;
            continue;
        };
        match values.get(name) {
            Some(value) => filled.push_str(&safe(value).replace('{', "{{").replace('}', "}}")),
            None if KNOWN.contains(&name) => {
                filled.push('{');
                filled.push_str(name);
                filled.push('}');
            }
            None => {
                let known = || values.keys().copied().chain(KNOWN);
                let near = nearest_names(name, known());
                let near = if near.is_empty() { known().map(str::to_owned).collect() } else { near };
                let error = at.error(&output_words::unknown_brace(template, name));
                return Err(error.with_hint(errors::nearest(&near)));
            }
        }
        rest = next;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str) -> Result<String> {
        let values = BTreeMap::from([("metric", "a/b{c}".to_owned()), ("year", "2022".to_owned())]);
        fill(template, &values, &Location::default())
    }

    #[test]
    fn braces_of_the_matrix_are_filled_in_and_those_of_columns_stay() {
        assert_eq!(filled("{year}/{region}-{year}.png").unwrap(), "2022/{region}-2022.png");
        assert_eq!(
            filled("{metric}.csv").unwrap(),
            "a_b{{c}}.csv",
            "safe as a name, and no brace of a column"
        );
        assert_eq!(filled("{{year}}.csv").unwrap(), "{{year}}.csv");
        assert_eq!(filled("plain").unwrap(), "plain");
    }

    #[test]
    fn a_brace_that_is_neither_lists_both() {
        let error = filled("{meric}.csv").unwrap_err();
        assert!(error.to_string().contains("{meric}"), "{error}");
        assert!(error.hint(crate::text::Lang::En).unwrap().contains("metric"));
        assert!(filled("{year.csv").is_err());
    }
}
