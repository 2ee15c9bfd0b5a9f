//! From files to checked rows: one a report, sorted by region and year, every key known and unique.

use std::collections::BTreeSet;

use polars::prelude::*;

use super::csv_file::{Loaded, Said, Wanted};
use super::directory::{PLACE, UNIT};
use super::panel::{Need, Scope, Years};
use super::{Dataset, ReportFile, cell, locate, long};
use crate::error::Result;
use crate::schema::{Content, Field, Form, dictionary};

/// What is read of the files.
#[derive(Clone, Debug)]
pub(super) struct Wants {
    /// Columns of the files, without the keys, with the parts of group totals and what derived figures need.
    pub(super) fields: BTreeSet<String>,
    pub(super) years: Years,
    pub(super) scope: Scope,
    pub(super) form: bool,
}

impl Wants {
    /// What must be read for a need.
    pub(super) fn of(dataset: &Dataset, need: &Need) -> Self {
        let derived = need.derived();
        let mut fields: BTreeSet<String> = derived.iter().flat_map(|derived| derived.needs()).collect();
        fields.extend(need.fields.iter().cloned());
        let known = |name: &String| dictionary().get(name);
        let parts: Vec<String> = fields.iter().filter_map(known).flat_map(Field::parts).collect();
        fields.extend(parts);
        // Texts that only the manifest knows are read too.
        fields.retain(|name| known(name).is_some() || dataset.manifest.further_columns.contains(name));
        Self { fields, years: need.years, scope: need.scope, form: need.form || !derived.is_empty() }
    }

    /// The columns to read, in their order: keys, scope, form, fields.
    fn columns(&self) -> Vec<Wanted> {
        let mut wanted = vec![
            Wanted::required("region_code", Content::Text),
            Wanted::required("year", Content::Year),
            Wanted::choice("scope", Scope::WORDS),
        ];
        if self.form {
            wanted.push(Wanted::choice("form", Form::WORDS));
        }
        let content = |name: &str| dictionary().get(name).map_or(Content::Text, |field| field.content);
        wanted.extend(self.fields.iter().map(|name| Wanted::new(name, content(name))));
        wanted
    }
}

/// Reports of one scope, read and checked.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// Year, form if it was asked for, fields, and [`PLACE`] and [`UNIT`] in place of the code.
    pub(super) frame: DataFrame,
    /// Region codes and years of the reports of the other scope.
    pub(super) other_scope: Vec<(String, i32)>,
    /// What was said while reading.
    pub(super) notes: Vec<Said>,
}

impl Rows {
    /// Reads what is wanted and checks it.
    pub(super) fn read(dataset: &Dataset, wants: &Wants) -> Result<Self> {
        let wanted = wants.columns();
        let mut notes = Vec::new();
        let mut other_scope = Vec::new();
        let mut whole: Option<DataFrame> = None;
        for (file, number) in dataset.files.iter().zip(0..) {
            let loaded = file.read(&wanted, early_rows(wants.years))?;
            notes.extend(loaded.notes.into_iter().map(|said| Said { file: number, ..said }));
            locate::check_words(dataset, &loaded.frame)?;
            let (frame, others) = one_scope(loaded.frame, wants)?;
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
        let mut keys = Keys::read(codes.str()?, &frame, dataset, wants.form)?;
        if !keys.order.sorted {
            frame.with_column(codes)?;
            frame = frame.sort(["region_code", "year"], SortMultipleOptions::default())?;
            codes = frame.drop_in_place("region_code")?;
            frame.rechunk_mut_par();
            keys = Keys::read(codes.str()?, &frame, dataset, wants.form)?;
        }
        if !keys.order.unique {
            locate::check_unique(dataset, codes.str()?, frame.column("year")?.i32()?, wants.scope)?;
        }
        let places = keys.places.map_err(|code| match locate::unknown_region(dataset, &code) {
            Ok(error) | Err(error) => error,
        })?;
        drop(codes);
        frame.with_column(Column::new(PLACE.into(), places))?;
        frame.with_column(Column::new(UNIT.into(), keys.order.units))?;
        if let Some(form) = keys.form {
            frame.with_column(form.into_column())?;
        }
        Ok(Self { frame, other_scope, notes })
    }
}

/// The rows to read: those of the years, and those whose year is no year, so that they are found.
fn early_rows(years: Years) -> Option<Expr> {
    let possible = col("year").is_between(lit(cell::FIRST_YEAR), lit(cell::LAST_YEAR), ClosedInterval::Both);
    years.condition().map(|condition| condition.or(possible.not()).or(col("year").is_null()))
}

/// The rows of the scope and years asked for, and region and year of those of the other scope.
fn one_scope(frame: DataFrame, wants: &Wants) -> Result<(DataFrame, Vec<(String, i32)>)> {
    let years = frame.column("year")?.i32()?;
    let outside = [years.min(), years.max()].into_iter().flatten().any(|year| !wants.years.contains(year));
    let frame = match wants.years.condition() {
        Some(years) if outside => frame.lazy().filter(years).collect()?,
        _ => frame,
    };
    if let Ok(scope) = frame.column("scope")
        && is_of_one_scope(scope.i32()?, wants.scope)
    {
        return Ok((frame, Vec::new()));
    }
    let keep: BooleanChunked = match frame.column("scope") {
        Ok(scope) => scope.i32()?.iter().map(|word| wants.scope.holds(word)).collect_ca("keep".into()),
        Err(_) => BooleanChunked::full("keep".into(), wants.scope.holds(None), frame.height()),
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
    fn read(&self, wanted: &[Wanted], rows: Option<Expr>) -> Result<Loaded> {
        match self {
            Self::Csv(file) if long::is_long(&file.columns) => long::read_csv(file, wanted),
            Self::Csv(file) => file.read(wanted),
            Self::Parquet(file) if long::is_long(&file.columns) => long::read_parquet(file, wanted),
            Self::Parquet(file) => file.read(wanted, rows),
        }
    }
}
