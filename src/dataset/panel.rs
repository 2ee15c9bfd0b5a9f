//! What a question needs of a dataset, and the panel that it gets: one row a report, with what is known of its
//! region.

use std::collections::BTreeSet;

use polars::prelude::*;

use super::Dataset;
use super::derived::Derived;
use super::directory::{Directory, PLACE};
use super::rows::{Rows, Wants};
use crate::error::Result;
use crate::schema::dictionary;
use crate::text::{Label, Lang, Note, Text, notes as words, regions};

/// The years of a request, both ends included; an open end is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// First year.
    pub from: Option<i32>,
    /// Last year.
    pub to: Option<i32>,
}

impl Years {
    /// One year.
    pub const fn one(year: i32) -> Self {
        Self { from: Some(year), to: Some(year) }
    }

    /// Whether a year is among them.
    pub fn contains(self, year: i32) -> bool {
        self.from.is_none_or(|from| year >= from) && self.to.is_none_or(|to| year <= to)
    }

    /// The same with one more year before the first, for changes against the year before.
    #[must_use]
    pub fn with_year_before(self) -> Self {
        Self { from: self.from.map(|year| year - 1), to: self.to }
    }

    /// The years in words: "2022 年", "2019—2024 年".
    pub fn in_words(self, lang: Lang) -> String {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => lang.pick(format!("{from} 年"), from.to_string()),
            (Some(from), Some(to)) => lang.pick(format!("{from}—{to} 年"), format!("{from}–{to}")),
            (Some(from), None) => lang.pick(format!("{from} 年起"), format!("from {from}")),
            (None, Some(to)) => lang.pick(format!("至 {to} 年"), format!("up to {to}")),
            (None, None) => lang.pick("各年".to_owned(), "all years".to_owned()),
        }
    }

    /// The years in words, in both languages.
    pub fn label(self) -> Label {
        Label::new(self.in_words(Lang::Zh), self.in_words(Lang::En))
    }

    /// The rows of these years, as a condition on `year`.
    pub(crate) fn condition(self) -> Option<Expr> {
        let from = self.from.map(|year| col("year").gt_eq(lit(year)));
        let to = self.to.map(|year| col("year").lt_eq(lit(year)));
        match (from, to) {
            (Some(from), Some(to)) => Some(from.and(to)),
            (from, to) => from.or(to),
        }
    }
}

/// Whose figures a report gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The whole county with its departments and townships.
    #[default]
    Region,
    /// The government office alone.
    Office,
}

impl Scope {
    /// The values of the `scope` column.
    pub const WORDS: &'static [&'static str] = &["region", "office"];

    /// The value in the `scope` column.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Office => "office",
        }
    }

    /// The scope in words.
    pub const fn name(self) -> Text {
        match self {
            Self::Region => regions::SCOPE_REGION,
            Self::Office => regions::SCOPE_OFFICE,
        }
    }

    /// Whether a cell of the `scope` column, the number of its word, is of this scope; blank means the region.
    pub(super) const fn holds(self, word: Option<i32>) -> bool {
        matches!((self, word), (Self::Region, None | Some(0)) | (Self::Office, Some(1)))
    }
}

/// What a question needs of a dataset.
#[derive(Clone, Debug, Default)]
pub struct Need {
    /// Fields, derived figures and numeric columns of `regions.csv` by name.
    pub fields: BTreeSet<String>,
    /// The years.
    pub years: Years,
    /// The scope; the other is left out and counted.
    pub scope: Scope,
    /// Whether the form of each report is needed.
    pub form: bool,
}

impl Need {
    /// The derived figures among what is needed.
    pub(super) fn derived(&self) -> Vec<Derived> {
        self.fields.iter().filter_map(|name| Derived::from_name(name)).collect()
    }
}

/// Checked reports of one scope.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Year, form, fields, and [`PLACE`] and [`UNIT`](super::directory::UNIT) in place of what is known of the region.
    frame: DataFrame,
    directory: Directory,
    derived: Vec<Derived>,
    /// Region codes and years of the reports of the other scope.
    pub(crate) other_scope: Vec<(String, i32)>,
    /// What was said while reading.
    pub notes: Vec<Note>,
}

impl Panel {
    /// Reads what is needed and checks it.
    pub(super) fn read(dataset: &Dataset, need: &Need) -> Result<Self> {
        let rows = Rows::read(dataset, &Wants::of(dataset, need))?;
        Self::of(dataset, need, rows)
    }

    /// The panel of rows that hold what is needed and no other year.
    pub(super) fn of(dataset: &Dataset, need: &Need, rows: Rows) -> Result<Self> {
        let Rows { frame, other_scope, notes } = rows;
        let mut notes: Vec<Note> = notes.into_iter().map(|said| said.note).collect();
        let places = frame.column(PLACE)?.idx()?;
        let years = frame.column("year")?.i32()?;
        if let Some((count, code, year)) = dataset.regions.outside_validity(places, years)? {
            notes.push(Note::warning(words::outside_validity(count, &code, year)));
        }
        let numeric: Vec<String> =
            need.fields.iter().filter(|name| dataset.is_regional(name)).cloned().collect();
        let directory = Directory::new(dataset.regions.attributes(&numeric)?);
        Ok(Self { frame, directory, derived: need.derived(), other_scope, notes })
    }

    /// Number of reports.
    pub fn len(&self) -> usize {
        self.frame.height()
    }

    /// Whether there is no report.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The reports as a lazy frame: `region_code`, `region`, `level`, `prefecture`, `province`, `year`,
    /// `form` if asked for, the fields and derived figures. Sorted by region and year. Group totals that are
    /// not published stand as the sum of their parts where all of these are.
    ///
    /// # Errors
    /// A fault of the program.
    pub fn reports(&self) -> Result<LazyFrame> {
        let mut columns = self.directory.columns();
        for derived in &self.derived {
            columns.extend(derived.expr(|name| self.frame.get_column_index(name).is_some()));
        }
        Ok(self.frame.clone().lazy().with_columns(columns).with_columns(self.filled_totals()))
    }

    /// The same as published: no total is filled in, and there are no derived figures.
    pub fn published(&self) -> LazyFrame {
        self.frame.clone().lazy().with_columns(self.directory.columns())
    }

    /// Sets a figure that does not stand in the reports: `value` gives it for a region's code and a year.
    ///
    /// # Errors
    /// A fault of the program.
    pub fn set_figure(&mut self, name: &str, value: impl Fn(&str, i32) -> Option<f64>) -> Result<()> {
        let keys = self.published().select([col("region_code"), col("year")]).collect()?;
        let codes = keys.column("region_code")?.str()?.iter();
        let figure = |(code, year): (Option<&str>, Option<i32>)| value(code?, year?);
        let figures: Vec<Option<f64>> = codes.zip(keys.column("year")?.i32()?.iter()).map(figure).collect();
        self.frame.with_column(Column::new(name.into(), figures))?;
        Ok(())
    }

    /// What is known of the reports' regions.
    pub(crate) fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Reports of some years by level, the most frequent first; only those of the records that `condition`
    /// takes.
    ///
    /// # Errors
    /// A fault of the program.
    pub(crate) fn levels(&self, years: Years, condition: Expr) -> Result<Vec<(String, usize)>> {
        let year = self.frame.column("year")?.i32()?;
        let all = years == Years::default();
        self.directory.levels(self.frame.column(PLACE)?.idx()?, &self.directory.mask(condition)?, |row| {
            all || year.get(row).is_some_and(|year| years.contains(year))
        })
    }

    /// Numbers the groups in which reports are ranked, as the column [`super::directory::GROUP`]; gives their
    /// count.
    ///
    /// # Errors
    /// A fault of the program.
    pub(crate) fn group_by(&mut self, column: Option<&str>) -> Result<usize> {
        let years = self.frame.column("year")?.i32()?;
        let grouping = self.directory.grouping(column, self.frame.column(PLACE)?.idx()?, years)?;
        self.frame.with_column(grouping.of_report.into())?;
        Ok(grouping.count)
    }

    fn filled_totals(&self) -> Vec<Expr> {
        let has = |name: &str| self.frame.get_column_index(name).is_some();
        let mut filled = Vec::new();
        for name in self.frame.get_column_names() {
            let Some(field) = dictionary().get(name) else { continue };
            let parts = field.parts();
            if parts.is_empty() || !parts.iter().all(|part| has(part)) {
                continue;
            }
            let sum = parts.iter().map(|part| col(part.as_str())).reduce(|a, b| a + b);
            if let Some(sum) = sum {
                filled.push(coalesce(&[col(name.as_str()), sum]).alias(name.as_str()));
            }
        }
        filled
    }
}
