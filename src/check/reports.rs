//! The reports that the rules look at: as published, sorted by region and year.

use std::collections::BTreeSet;

use polars::prelude::*;

use super::Mode;
use crate::dataset::{Dataset, Need, Panel, Scope, UNIT, Years};
use crate::error::Result;
use crate::schema::{Applicant, Content, Field, Part, dictionary};

/// The tables of the form.
pub(super) const TABLES: [Part; 3] = [Part::Table2, Part::Table3, Part::Table4];

/// Which reports are to be checked.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The years; the year before the first is read too, for rules that compare years.
    pub years: Years,
    /// The scope.
    pub scope: Scope,
    /// The regions whose reports take part: a condition on `region_code`, `level`, `prefecture`, `province`.
    pub(crate) regions: Expr,
    /// How blanks are taken.
    pub mode: Mode,
    /// Whether all years and regions are read, for rules that hold a report against others.
    pub whole: bool,
}

/// Reports with every figure that the dataset has, as published: no total is filled in.
///
/// The frame has the keys, what is known of the region, `form`, the fields, and whether each table was read.
/// It is sorted by region and year and holds the year before the first that was asked for, or all years and regions, since some rules hold
/// a county against its peers.
#[derive(Clone, Debug)]
pub struct Reports {
    pub(super) frame: DataFrame,
    /// Figures of the same regions' other scope: `region_code`, `year` and the fields, none if there are none.
    pub(super) office: Option<DataFrame>,
    /// The years asked for.
    pub(super) years: Years,
    pub(super) mode: Mode,
    /// Whether the form follows from the year, as it does in China.
    pub(super) form_by_year: bool,
    /// The regions of which a report is due, because they were asked for, and the years of each.
    pub(super) due: Vec<Due>,
    fields: BTreeSet<String>,
}

/// A region of which reports are due in some years, both ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The region.
    pub region_code: String,
    /// The first year.
    pub from: i32,
    /// The last year.
    pub to: i32,
}

/// The column that is true for reports of the years and regions asked for.
const ASKED: &str = "__asked";

/// The reports of the regions asked for, of all years there are.
fn only_regions(frame: DataFrame, regions: &Expr) -> Result<DataFrame> {
    let frame = frame.lazy().with_column(regions.clone().alias("__region")).collect()?;
    let taken = frame.column("__region")?.bool()?;
    if taken.all() {
        return Ok(frame);
    }
    Ok(frame.filter(taken)?)
}

/// Whether a table was read, as a column.
pub(super) fn read_flag(part: Part) -> &'static str {
    match part {
        Part::Table2 => "__read2",
        Part::Table3 => "__read3",
        Part::Table4 => "__read4",
        _ => "__read1",
    }
}

/// Whether any figure of an applicant's column was read; of all six columns together without one.
pub(super) fn applicant_flag(applicant: Option<Applicant>) -> String {
    format!("__read3_{}", applicant.map_or("any", Applicant::suffix))
}

/// The fields that hold figures.
pub(super) fn figures() -> impl Iterator<Item = &'static Field> {
    dictionary().fields().iter().filter(|field| field.content.is_number() && field.content != Content::Year)
}

impl Reports {
    /// Reads the reports of a dataset. Gives the panel too, for its notes.
    ///
    /// # Errors
    /// As [`Dataset::panel`].
    pub fn read(dataset: &Dataset, wanted: &Wanted) -> Result<(Self, Panel)> {
        let mut fields: BTreeSet<String> = figures()
            .filter(|field| dataset.has_field(&field.name))
            .map(|field| field.name.clone())
            .collect();
        let documents = ["published_on", "source_file"].map(str::to_owned);
        let mut needed = fields.clone();
        needed.extend(documents.into_iter().filter(|name| dataset.has_field(name)));
        let years = if wanted.whole { Years::default() } else { wanted.years.with_year_before() };
        let need = Need { fields: needed, years, scope: wanted.scope, form: true };
        let panel = dataset.panel(&need)?;
        let years = wanted.years.condition().unwrap_or_else(|| lit(true));
        let asked = wanted.regions.clone().and(years).alias(ASKED);
        let frame = panel.published().with_column(asked).with_columns(flags(&fields)).collect()?;
        let frame = if wanted.whole { frame } else { only_regions(frame, &wanted.regions)? };
        let office = Self::office(dataset, wanted, &panel)?;
        // A column without any figure is as good as none.
        fields.retain(|name| frame.column(name).is_ok_and(|column| column.null_count() < frame.height()));
        let form_by_year = dataset.manifest.form_by_year;
        Ok((
            Self {
                frame,
                office,
                years: wanted.years,
                mode: wanted.mode,
                form_by_year,
                due: Vec::new(),
                fields,
            },
            panel,
        ))
    }

    /// The figures by which a text may speak of the office alone.
    fn office(dataset: &Dataset, wanted: &Wanted, panel: &Panel) -> Result<Option<DataFrame>> {
        if wanted.scope == Scope::Office || panel.other_scope.is_empty() {
            return Ok(None);
        }
        let named = ["received_new", "carried_in", "resolved_total", "review_total"].map(str::to_owned);
        let fields = named.into_iter().filter(|name| dataset.has_field(name)).collect();
        let need = Need { fields, years: wanted.years, scope: Scope::Office, form: false };
        Ok(Some(dataset.panel(&need)?.published().collect()?))
    }

    /// Says of which regions reports are due, because they were asked for.
    pub fn expect(&mut self, due: Vec<Due>) {
        self.due = due;
    }

    /// The reports, lazily.
    pub(super) fn lazy(&self) -> LazyFrame {
        self.frame.clone().lazy()
    }

    /// Number of reports of the years asked for.
    pub fn len(&self) -> usize {
        self.frame.column(ASKED).and_then(Column::bool).map_or(0, BooleanChunked::num_trues)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The reports as a frame, with the year before the first that was asked for.
    pub fn frame(&self) -> &DataFrame {
        &self.frame
    }

    /// The years asked for.
    pub const fn years(&self) -> Years {
        self.years
    }

    /// Whether the dataset has a field.
    pub(super) fn has(&self, field: &str) -> bool {
        self.fields.contains(field)
    }

    /// The fields that hold figures and are there.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(String::as_str)
    }

    /// The reports that were asked for, as a condition.
    pub(super) fn asked() -> Expr {
        col(ASKED)
    }

    /// Whether a report is one of those asked for.
    pub fn is_asked(&self, row: usize) -> bool {
        self.frame.column(ASKED).and_then(Column::bool).is_ok_and(|asked| asked.get(row) == Some(true))
    }

    /// A figure of a report.
    pub fn figure(&self, row: usize, field: &str) -> Option<f64> {
        self.frame.column(field).ok()?.get(row).ok()?.extract::<f64>()
    }

    /// A text of a report.
    pub fn text(&self, row: usize, column: &str) -> &str {
        let column = self.frame.column(column).ok().and_then(|column| column.str().ok());
        column.and_then(|column| column.get(row)).unwrap_or_default()
    }

    /// The row of the office's own report.
    pub(super) fn office_row(&self, code: &str, year: i32) -> Option<usize> {
        let office = self.office.as_ref()?;
        let codes = office.column("region_code").ok()?.str().ok()?;
        let years = office.column("year").ok()?.i32().ok()?;
        (0..office.height()).find(|row| codes.get(*row) == Some(code) && years.get(*row) == Some(year))
    }

    /// A figure of the office's own report.
    pub(super) fn office_figure(&self, row: usize, field: &str) -> Option<f64> {
        self.office.as_ref()?.column(field).ok()?.get(row).ok()?.extract::<f64>()
    }

    /// Region code and year of a report.
    pub fn key(&self, row: usize) -> (&str, i32) {
        let year = self.frame.column("year").ok().and_then(|column| column.i32().ok()?.get(row));
        (self.text(row, "region_code"), year.unwrap_or_default())
    }
}

/// The rows in which a condition holds.
pub(super) fn rows_where(condition: &BooleanChunked) -> Vec<usize> {
    condition.iter().enumerate().filter(|(_, holds)| *holds == Some(true)).map(|(row, _)| row).collect()
}

/// A figure as a number; null where the dataset has none.
pub(super) fn number(field: &str) -> Expr {
    col(field).cast(DataType::Float64)
}

/// What stands in the same region's report of the calendar year before; null without one. The rows are sorted.
pub(super) fn year_before(figure: Expr) -> Expr {
    let same = col(UNIT).shift(lit(1)).eq(col(UNIT));
    let next = (col("year").shift(lit(1)) + lit(1)).eq(col("year"));
    when(same.and(next)).then(figure.shift(lit(1))).otherwise(lit(NULL))
}

/// Whether each table, and each applicant's column of table 3, has a figure.
fn flags(fields: &BTreeSet<String>) -> Vec<Expr> {
    let any = |taken: &dyn Fn(&Field) -> bool| {
        let there = figures().filter(|field| fields.contains(&field.name) && taken(field));
        let there: Vec<Expr> = there.map(|field| col(field.name.as_str()).is_not_null()).collect();
        if there.is_empty() { Ok(lit(false)) } else { any_horizontal(there) }
    };
    let mut flags = Vec::new();
    for part in TABLES {
        flags.extend(any(&|field| field.part == part).map(|flag| flag.alias(read_flag(part))));
    }
    for asked in Applicant::ALL.into_iter().map(Some).chain([None]) {
        let of = |field: &Field| {
            field.applicant().is_some_and(|(_, applicant)| asked.is_none_or(|asked| asked == applicant))
        };
        flags.extend(any(&of).map(|flag| flag.alias(applicant_flag(asked))));
    }
    flags
}
