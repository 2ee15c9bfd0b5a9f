//! One file of a plan, as it is written.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Location;
use super::entry::{Axis, Entry, Setting, Values};
use crate::error::{Error, Result};
use crate::text::{Label, Lang, batch as words, errors, nearest_names};

/// The keys of a plan.
const KEYS: [&str; 5] = ["title", "lang", "extends", "defaults", "run"];

/// A file of a plan.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) title: Option<String>,
    pub(super) lang: Option<Lang>,
    pub(super) extends: Vec<(String, Location)>,
    pub(super) defaults: Vec<(String, Setting)>,
    pub(super) entries: Vec<Entry>,
}

/// A file while it is read.
struct Reading<'a> {
    file: &'a str,
    folder: &'a Path,
    text: &'a str,
}

impl File {
    pub(super) fn parse(file: &str, folder: &Path, text: &str) -> Result<Self> {
        let reading = Reading { file, folder, text };
        let table = DeTable::parse(text).map_err(|mut error| {
            error.set_input(Some(text));
            let at = error.span().unwrap_or_default();
            reading.at(at.start).error(&words::no_toml(error.message()))
        })?;
        reading.file(table.get_ref())
    }
}

/// The entries of a table in the order of the file.
fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t str, usize, &'t Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> =
        table.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span().start, value)).collect();
    entries.sort_by_key(|(_, start, _)| *start);
    entries
}

impl Reading<'_> {
    fn at(&self, offset: usize) -> Location {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let last = before.rsplit('\n').next().unwrap_or_default();
        Location {
            file: self.file.to_owned(),
            folder: self.folder.to_owned(),
            line: before.matches('\n').count() + 1,
            column: last.chars().count() + 1,
        }
    }

    fn file(&self, table: &DeTable<'_>) -> Result<File> {
        let mut file = File::default();
        for (key, start, value) in in_order(table) {
            let at = self.at(start);
            match key {
                "title" => file.title = Some(self.string(key, value)?),
                "lang" => {
                    file.lang = Some(match self.string(key, value)?.as_str() {
                        "zh" => Lang::Zh,
                        "en" => Lang::En,
                        other => {
                            let error = at.error(&crate::text::cli::bad_value(other, "lang"));
                            return Err(
                                error.with_hint(crate::text::cli::valid_values(&Label::same("zh, en")))
                            );
                        }
                    });
                }
                "extends" => {
                    let paths = self.setting(key, start, value)?;
                    for path in paths.words().unwrap_or_default() {
                        file.extends.push((path.clone(), at.clone()));
                    }
                }
                "defaults" => {
                    for (key, start, value) in in_order(self.table(key, value)?) {
                        file.defaults.push((key.to_owned(), self.setting(key, start, value)?));
                    }
                }
                "run" => {
                    let wrong = || at.error(&words::not_runs()).with_hint(words::what_a_run_is());
                    for run in value.get_ref().as_array().ok_or_else(wrong)? {
                        let table = run.get_ref().as_table().ok_or_else(wrong)?;
                        file.entries.push(self.entry(run.span().start, table)?);
                    }
                }
                other => return Err(unknown_key(other, &at)),
            }
        }
        Ok(file)
    }

    fn entry(&self, start: usize, table: &DeTable<'_>) -> Result<Entry> {
        let mut entry = Entry { at: self.at(start), ..Entry::default() };
        for (key, start, value) in in_order(table) {
            match key {
                "name" => entry.name = Some((self.string(key, value)?, self.at(start))),
                "question" => entry.question = Some((self.string(key, value)?, self.at(start))),
                "matrix" => {
                    for (key, start, value) in in_order(self.table(key, value)?) {
                        entry.matrix.push((key.to_owned(), self.axis(key, start, value)?));
                    }
                }
                _ => entry.options.push((key.to_owned(), self.setting(key, start, value)?)),
            }
        }
        Ok(entry)
    }

    fn string(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<String> {
        let wrong = || self.at(value.span().start).error(&words::not_text(key));
        value.get_ref().as_str().map(str::to_owned).ok_or_else(wrong)
    }

    fn table<'v, 'i>(&self, key: &str, value: &'v Spanned<DeValue<'i>>) -> Result<&'v DeTable<'i>> {
        let wrong = || self.at(value.span().start).error(&words::not_a_table(key));
        value.get_ref().as_table().ok_or_else(wrong)
    }

    /// A number, a text or a date as a word of the command line.
    fn word(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<String> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text.to_string()),
            DeValue::Integer(number) if number.radix() == 10 => Ok(number.as_str().to_owned()),
            DeValue::Float(number) => Ok(number.as_str().to_owned()),
            _ => Err(self.at(value.span().start).error(&words::no_value(key))),
        }
    }

    fn setting(&self, key: &str, start: usize, value: &Spanned<DeValue<'_>>) -> Result<Setting> {
        let values = match value.get_ref() {
            DeValue::Boolean(flag) => Values::Flag(*flag),
            DeValue::Array(list) => {
                Values::Words(list.iter().map(|value| self.word(key, value)).collect::<Result<_>>()?)
            }
            _ => Values::Words(vec![self.word(key, value)?]),
        };
        Ok(Setting { values, at: self.at(start) })
    }

    /// The values of a matrix: a list, each of them a value or a list of values; or `"*"` for all there are.
    fn axis(&self, key: &str, start: usize, value: &Spanned<DeValue<'_>>) -> Result<Axis> {
        let at = self.at(start);
        if value.get_ref().as_str() == Some("*") {
            return Ok(Axis::All(at));
        }
        let Some(list) = value.get_ref().as_array() else {
            return Err(at.error(&words::not_a_list(key)).with_hint(words::what_a_matrix_is()));
        };
        if list.is_empty() {
            return Err(at.error(&words::empty_axis(key)).with_hint(words::what_a_matrix_is()));
        }
        let mut points = Vec::new();
        for value in list {
            points.push(self.setting(key, value.span().start, value)?);
        }
        Ok(Axis::Points(points))
    }
}

fn unknown_key(key: &str, at: &Location) -> Error {
    let near = nearest_names(key, KEYS.iter().copied());
    let near = if near.is_empty() { KEYS.map(str::to_owned).to_vec() } else { near };
    at.error(&words::unknown_key(key)).with_hint(errors::nearest(&near))
}
