//! From files to a checked panel: one row a report, sorted by region and year, every key known and unique.

use std::collections::BTreeSet;

use polars::prelude::*;

use super::cell;
use super::csv_file::Wanted;
use super::derived::Derived;
use super::directory::{Directory, PLACE, UNIT};
use super::locate;
use super::{Dataset, ReportFile};
use crate::error::Result;
use crate::schema::{Content, Form, dictionary};
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
    const fn holds(self, word: Option<i32>) -> bool {
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

/// Checked reports of one scope.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Year, form, fields, and [`PLACE`] and [`UNIT`] in place of what is known of the region.
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
    pub(crate) fn read(dataset: &Dataset, need: &Need) -> Result<Self> {
        let derived: Vec<Derived> = need.fields.iter().filter_map(|name| Derived::from_name(name)).collect();
        let form = need.form || !derived.is_empty();
        let wanted = wanted(dataset, need, &derived, form);
        let mut notes = Vec::new();
        let mut other_scope = Vec::new();
        let mut whole: Option<DataFrame> = None;
        for file in &dataset.files {
            let loaded = file.read(&wanted, early_rows(need.years))?;
            notes.extend(loaded.notes);
            locate::check_words(dataset, &loaded.frame)?;
            let (frame, others) = one_scope(loaded.frame, need)?;
            other_scope.extend(others);
            let frame = in_shape(&frame, &wanted)?;
            whole = Some(match whole {
                None => frame,
                Some(whole) => whole.vstack(&frame)?,
            });
        }
        let mut frame = whole.unwrap_or_default();
        // The codes are read here and then no more, so they are not copied into one piece as the rest is.
        let mut codes = frame.drop_in_place("region_code")?;
        frame.rechunk_mut_par();
        let mut keys = Keys::read(codes.str()?, &frame, dataset, form)?;
        if !keys.order.sorted {
            frame.with_column(codes)?;
            frame = frame.sort(["region_code", "year"], SortMultipleOptions::default())?;
            codes = frame.drop_in_place("region_code")?;
            frame.rechunk_mut_par();
            keys = Keys::read(codes.str()?, &frame, dataset, form)?;
        }
        if !keys.order.unique {
            locate::check_unique(dataset, codes.str()?, frame.column("year")?.i32()?, need.scope)?;
        }
        let places = keys.places.map_err(|code| match locate::unknown_region(dataset, &code) {
            Ok(error) | Err(error) => error,
        })?;
        let outside = dataset.regions.outside_validity(&places, frame.column("year")?.i32()?)?;
        if let Some((count, code, year)) = outside {
            notes.push(Note::warning(words::outside_validity(count, &code, year)));
        }
        drop(codes);
        frame.with_column(Column::new(PLACE.into(), places))?;
        frame.with_column(Column::new(UNIT.into(), keys.order.units))?;
        if let Some(form) = keys.form {
            frame.with_column(form.into_column())?;
        }
        let numeric: Vec<String> =
            need.fields.iter().filter(|name| dataset.is_regional(name)).cloned().collect();
        let directory = Directory::new(dataset.regions.attributes(&numeric)?);
        Ok(Self { frame, directory, derived, other_scope, notes })
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

/// The columns to read: keys, scope, form, fields, the parts of group totals, what derived figures need, and
/// texts that only the manifest knows.
fn wanted(dataset: &Dataset, need: &Need, derived: &[Derived], form: bool) -> Vec<Wanted> {
    let mut names: BTreeSet<String> = derived.iter().flat_map(|derived| derived.needs()).collect();
    names.extend(need.fields.iter().cloned());
    let parts: Vec<String> = names
        .iter()
        .filter_map(|name| dictionary().get(name))
        .flat_map(crate::schema::Field::parts)
        .collect();
    names.extend(parts);
    let mut wanted = vec![
        Wanted::required("region_code", Content::Text),
        Wanted::required("year", Content::Year),
        Wanted::choice("scope", Scope::WORDS),
    ];
    if form {
        wanted.push(Wanted::choice("form", Form::WORDS));
    }
    let fields = names.iter().filter_map(|name| dictionary().get(name));
    wanted.extend(fields.map(|field| Wanted::new(&field.name, field.content)));
    let further = dataset.manifest.further_columns.iter().filter(|name| names.contains(*name));
    let further = further.filter(|name| dictionary().get(name).is_none());
    wanted.extend(further.map(|name| Wanted::new(name, Content::Text)));
    wanted
}

/// The rows to read: those of the years, and those whose year is no year, so that they are found.
fn early_rows(years: Years) -> Option<Expr> {
    let possible = col("year").is_between(lit(cell::FIRST_YEAR), lit(cell::LAST_YEAR), ClosedInterval::Both);
    years.condition().map(|condition| condition.or(possible.not()).or(col("year").is_null()))
}

/// The rows of the scope and years asked for, and region and year of those of the other scope.
fn one_scope(frame: DataFrame, need: &Need) -> Result<(DataFrame, Vec<(String, i32)>)> {
    let years = frame.column("year")?.i32()?;
    let outside = [years.min(), years.max()].into_iter().flatten().any(|year| !need.years.contains(year));
    let frame = match need.years.condition() {
        Some(years) if outside => frame.lazy().filter(years).collect()?,
        _ => frame,
    };
    if let Ok(scope) = frame.column("scope")
        && is_of_one_scope(scope.i32()?, need.scope)
    {
        return Ok((frame, Vec::new()));
    }
    let keep: BooleanChunked = match frame.column("scope") {
        Ok(scope) => scope.i32()?.iter().map(|word| need.scope.holds(word)).collect_ca("keep".into()),
        Err(_) => BooleanChunked::full("keep".into(), need.scope.holds(None), frame.height()),
    };
    if keep.all() {
        return Ok((frame, Vec::new()));
    }
    let others = frame.filter(&!&keep)?;
    let others = others.column("region_code")?.str()?.iter().zip(others.column("year")?.i32()?.iter());
    let others = others.filter_map(|(code, year)| Some((code?.to_owned(), year?))).collect();
    Ok((frame.filter(&keep)?, others))
}

/// Whether all reports are of the scope, at a glance: most datasets have one scope in every row, or in none.
fn is_of_one_scope(words: &Int32Chunked, scope: Scope) -> bool {
    match words.null_count() {
        0 => words.downcast_iter().flat_map(|words| words.values_iter()).all(|word| scope.holds(Some(*word))),
        nulls => nulls == words.len() && scope.holds(None),
    }
}

/// The columns in one order, absent ones as null, so that files can be put below each other.
fn in_shape(frame: &DataFrame, wanted: &[Wanted]) -> Result<DataFrame> {
    let mut columns = Vec::new();
    for wanted in wanted.iter().filter(|wanted| wanted.name != "scope") {
        columns.push(match frame.column(&wanted.name) {
            Ok(column) => column.cast(&wanted.dtype())?,
            Err(_) => Column::full_null(wanted.name.as_str().into(), frame.height(), &wanted.dtype()),
        });
    }
    Ok(DataFrame::new(frame.height(), columns)?)
}

/// What the keys of the reports tell; each part is found in a thread of its own.
struct Keys {
    order: Order,
    /// The record of each report's region, or the first code that has none; right only for sorted reports.
    places: std::result::Result<Vec<IdxSize>, String>,
    form: Option<Int32Chunked>,
}

impl Keys {
    /// Reads the keys; all but the codes are in one piece.
    fn read(codes: &StringChunked, frame: &DataFrame, dataset: &Dataset, form: bool) -> Result<Self> {
        let column = frame.column("year")?.i32()?;
        // Every report has a year.
        let years = column.cont_slice().unwrap_or_default();
        let words = if form { Some(frame.column("form")?.i32()?) } else { None };
        let (runs, form) = std::thread::scope(|scope| {
            let form = scope.spawn(|| words.map(|words| form_number(words, years)));
            (runs(codes), join(form))
        });
        std::thread::scope(|scope| {
            let order = scope.spawn(|| Order::of(&runs, years));
            let places = dataset.regions.places(&runs, years)?;
            Ok(Self { order: join(order), places, form })
        })
    }
}

fn join<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Neighbours of one code: the code and how many there are.
fn runs(codes: &StringChunked) -> Vec<(&str, usize)> {
    let mut runs: Vec<(&str, usize)> = Vec::new();
    for array in codes.downcast_iter() {
        let mut last = None;
        for (row, view) in array.views().iter().enumerate() {
            // Equal views are equal texts, and most neighbours are equal.
            if last != Some(view) {
                last = Some(view);
                let code = array.get(row).unwrap_or_default();
                if runs.last().is_none_or(|run| run.0 != code) {
                    runs.push((code, 0));
                }
            }
            if let Some(run) = runs.last_mut() {
                run.1 += 1;
            }
        }
    }
    runs
}

/// What one look at the order of the keys tells.
struct Order {
    /// Whether they are in the order of region and year.
    sorted: bool,
    /// Whether no two neighbours are of one region and year.
    unique: bool,
    /// A number for the region of each, one more where another region begins.
    units: Vec<u32>,
}

impl Order {
    fn of(runs: &[(&str, usize)], years: &[i32]) -> Self {
        let mut order = Self { sorted: true, unique: true, units: Vec::with_capacity(years.len()) };
        order.sorted = runs.array_windows().all(|[above, run]| run.0 > above.0);
        let mut rest = years;
        for ((_, count), unit) in runs.iter().zip(0..) {
            let (years, later) = rest.split_at_checked(*count).unwrap_or((rest, &[]));
            rest = later;
            for [above, year] in years.array_windows() {
                order.sorted &= above <= year;
                order.unique &= above != year;
            }
            order.units.extend(std::iter::repeat_n(unit, *count));
        }
        order
    }
}

/// The `form` column as a number: what the report says, else the form of its year.
fn form_number(words: &Int32Chunked, years: &[i32]) -> Int32Chunked {
    let stated = |word: &i32| usize::try_from(*word).ok().and_then(|word| Form::ALL.get(word).copied());
    let form = |(word, year): (Option<&i32>, &i32)| {
        word.and_then(stated).unwrap_or_else(|| Form::of_year(*year)).number()
    };
    let words = words.downcast_iter().flat_map(|words| words.iter());
    Int32Chunked::from_vec("form".into(), words.zip(years).map(form).collect())
}

impl ReportFile {
    fn read(&self, wanted: &[Wanted], rows: Option<Expr>) -> Result<super::csv_file::Loaded> {
        match self {
            Self::Csv(file) if super::long::is_long(&file.columns) => super::long::read_csv(file, wanted),
            Self::Csv(file) => file.read(wanted),
            Self::Parquet(file) if super::long::is_long(&file.columns) => {
                super::long::read_parquet(file, wanted)
            }
            Self::Parquet(file) => file.read(wanted, rows),
        }
    }
}
