//! `sources.csv`: for each figure the place that it was read from, the text as it stood, and the rule.

use std::collections::BTreeMap;

use super::rows::shown;
use super::sheet::Sheet;
use crate::ingest::reading::Read;
use crate::ingest::report::{Key, Report};
use crate::schema::dictionary;
use crate::text::Lang;

const COLUMNS: [&str; 12] = [
    "region_code",
    "year",
    "scope",
    "field",
    "value",
    "status",
    "source_file",
    "source_sha256",
    "place",
    "text",
    "rule",
    "note",
];

/// The lines of `sources.csv`.
#[derive(Clone, Debug)]
pub(super) struct Trail {
    pub(super) sheet: Sheet,
    lang: Lang,
}

impl Trail {
    pub(super) fn new(mut sheet: Sheet, lang: Lang) -> Self {
        if sheet.columns.is_empty() {
            sheet = Sheet::new(&COLUMNS);
        }
        for column in COLUMNS {
            sheet.column_or_new(column);
        }
        Self { sheet, lang }
    }

    /// Puts the lines of reports in, each with whether it takes the place of its row or only adds to it.
    pub(super) fn put(&mut self, reports: &[(&Report, bool)]) {
        self.remove(reports);
        for (report, _) in reports {
            self.add(report);
        }
    }

    /// Takes out the lines of reports: all of them, or those of the fields that the new report has.
    fn remove(&mut self, reports: &[(&Report, bool)]) {
        let [code, year, scope, field] =
            ["region_code", "year", "scope", "field"].map(|name| self.sheet.column(name));
        let by_key: BTreeMap<(&str, String, &str), (&Report, bool)> = reports
            .iter()
            .map(|(report, whole)| {
                let Key { region_code, year, scope } = &report.key;
                ((region_code.as_str(), year.to_string(), *scope), (*report, *whole))
            })
            .collect();
        self.sheet.rows.retain(|row| {
            let text = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", String::as_str);
            let new = by_key.get(&(text(code), text(year).to_owned(), text(scope)));
            let field = text(field);
            let is_own = |report: &Report| {
                report.figures.contains_key(field) || report.head.iter().any(|(name, ..)| *name == field)
            };
            !new.is_some_and(|(report, whole)| *whole || is_own(report))
        });
    }

    /// Adds the lines of a report, in the order of the dictionary.
    fn add(&mut self, report: &Report) {
        for (field, text, read) in &report.head {
            self.line(report, field, text.clone(), read);
        }
        for field in dictionary().fields() {
            if let Some(read) = report.figures.get(&field.name) {
                self.line(report, &field.name, read.value.map(shown).unwrap_or_default(), read);
            }
        }
    }

    fn line(&mut self, report: &Report, field: &str, value: String, read: &Read) {
        let row = self.sheet.add_row();
        let texts = [
            report.key.region_code.clone(),
            report.key.year.to_string(),
            report.key.scope.to_owned(),
            field.to_owned(),
            value,
            read.status.id().to_owned(),
            report.file.clone(),
            report.sha256.clone(),
            read.place.get(self.lang).to_owned(),
            read.text.clone(),
            read.rule.to_owned(),
            read.note.get(self.lang).to_owned(),
        ];
        for (column, text) in COLUMNS.iter().zip(texts) {
            let at = self.sheet.column_or_new(column);
            self.sheet.set(row, at, text);
        }
    }
}
