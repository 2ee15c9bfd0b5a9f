//! Reports into `reports.csv`: a new row, the same report again, or two that contradict each other.

use std::collections::BTreeMap;

use super::sheet::Sheet;
use crate::error::Result;
use crate::ingest::report::{Key, Report};
use crate::schema::{Content, dictionary};

/// Columns of text that a report fills.
const TEXTS: [&str; 6] = ["region_code", "year", "form", "scope", "published_on", "source_file"];

/// What became of a report.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// A row was added.
    Added,
    /// The row of the same report was written anew.
    Replaced {
        /// Whether figures that the new report does not have are gone; else another file only added some.
        whole: bool,
        /// The figures that changed.
        changed: Vec<Difference>,
    },
    /// The dataset, or another file, has other figures for the same report: nothing was written.
    Conflict {
        /// The file or dataset that has them.
        with: String,
        /// The figures that differ.
        differences: Vec<Difference>,
    },
}

/// A figure of which two reports differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The field.
    pub field: String,
    /// The figure in the dataset; `None` for no figure.
    pub old: Option<f64>,
    /// The figure of the report.
    pub new: Option<f64>,
}

impl Fate {
    /// Whether the row holds this report and nothing else.
    pub(super) const fn is_whole(&self) -> bool {
        matches!(self, Self::Added | Self::Replaced { whole: true, .. })
    }
}

/// The rows of `reports.csv`.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) sheet: Sheet,
    /// The rows by region, year and scope.
    known: BTreeMap<(String, i32, String), usize>,
}

impl Rows {
    pub(super) fn new(mut sheet: Sheet) -> Self {
        if sheet.columns.is_empty() {
            sheet = Sheet::new(&TEXTS);
        }
        let [code, year, scope] = ["region_code", "year", "scope"].map(|name| sheet.column(name));
        let key = |row| {
            let year = sheet.cell(row, year).trim().parse().ok()?;
            let scope = sheet.cell(row, scope).trim();
            let scope = if scope.is_empty() { "region" } else { scope };
            Some((sheet.cell(row, code).trim().to_owned(), year, scope.to_owned()))
        };
        let known = (0..sheet.rows.len()).filter_map(|row| Some((key(row)?, row))).collect();
        Self { sheet, known }
    }

    /// Puts a report in. A row that other figures stand in is written only if `replace` says so.
    pub(super) fn put(&mut self, report: &Report, replace: bool, dataset: &str) -> Fate {
        let Key { region_code, year, scope } = &report.key;
        let key = (region_code.clone(), *year, (*scope).to_owned());
        let Some(row) = self.known.get(&key).copied() else {
            let row = self.sheet.add_row();
            self.known.insert(key, row);
            self.write(row, report, true);
            return Fate::Added;
        };
        let differences = self.differences(row, report);
        let same_file = self.sheet.cell(row, self.sheet.column("source_sha256")) == report.sha256;
        let contradicts = differences.iter().any(|d| d.old.is_some() && d.new.is_some());
        if contradicts && !same_file && !replace {
            let differences =
                differences.into_iter().filter(|d| d.old.is_some() && d.new.is_some()).collect();
            let file = self.sheet.cell(row, self.sheet.column("source_file"));
            let with = [dataset, file].iter().filter(|name| !name.is_empty()).copied().collect::<Vec<_>>();
            let with = with.join(" › ");
            return Fate::Conflict { with, differences };
        }
        // Another file that agrees may have fewer figures; those of the row stay.
        let whole = same_file || replace;
        self.write(row, report, whole);
        let changed = differences.into_iter().filter(|d| whole || d.new.is_some()).collect();
        Fate::Replaced { whole, changed }
    }

    /// The figures that a row and a report do not have in common.
    fn differences(&self, row: usize, report: &Report) -> Vec<Difference> {
        let fields = dictionary().fields().iter().filter(|field| is_figure(field.content));
        fields
            .filter_map(|field| {
                let old = number(self.sheet.cell(row, self.sheet.column(&field.name)));
                let new = report.figure(&field.name);
                let same = match (old, new) {
                    (Some(old), Some(new)) => (old - new).abs() < 1e-9 * new.abs().max(1.0),
                    (None, None) => true,
                    _ => false,
                };
                (!same).then(|| Difference { field: field.name.clone(), old, new })
            })
            .collect()
    }

    /// Writes a report over a row; with `whole` the figures that it does not have go.
    fn write(&mut self, row: usize, report: &Report, whole: bool) {
        if whole {
            for field in dictionary().fields().iter().filter(|field| is_figure(field.content)) {
                if let Some(column) = self.sheet.column(&field.name) {
                    self.sheet.set(row, column, String::new());
                }
            }
        }
        for (field, text, _) in &report.head {
            self.put_text(row, field, text);
        }
        self.put_text(row, "source_file", &report.file);
        self.put_text(row, "source_sha256", &report.sha256);
        for (field, read) in &report.figures {
            if let Some(value) = read.value {
                self.put_text(row, field, &shown(value));
            }
        }
    }

    fn put_text(&mut self, row: usize, column: &str, text: &str) {
        let column = self.sheet.column_or_new(column);
        self.sheet.set(row, column, text.to_owned());
    }

    /// The file's text, its columns in the order of the dictionary.
    pub(super) fn into_bytes(mut self) -> Result<Vec<u8>> {
        self.sheet.order_columns(|name| dictionary().fields().iter().position(|field| field.name == name));
        self.sheet.to_bytes()
    }
}

fn is_figure(content: Content) -> bool {
    matches!(content, Content::Count | Content::SignedCount | Content::Amount)
}

/// A figure as it stands in a file: the shortest decimal that is read as the same number.
pub(super) fn shown(value: f64) -> String {
    value.to_string()
}

/// A cell of a dataset that was read before, so that it is a number or no figure.
fn number(text: &str) -> Option<f64> {
    crate::dataset::figure(text)
}
