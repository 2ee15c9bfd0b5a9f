//! What changed between two versions of a dataset: reports, figures, and the ranks that follow.

use std::collections::BTreeSet;

use polars::prelude::*;

use super::about::{column, provenance};
use super::compare::headline;
use super::places::{Places, one_of};
use super::{Answer, Column, Kind, Provenance, RankRequest, Table, Which, rank};
use crate::dataset::{Dataset, Need, Years};
use crate::error::{Error, ErrorKind, Result};
use crate::metric::Catalogue;
use crate::schema::dictionary;
use crate::text::{Note, diff as words};

/// Asks for the differences between two datasets.
#[derive(Clone, Debug, Default)]
pub struct DiffRequest {
    /// The reports; all years if none are asked for.
    pub which: Which,
    /// The metrics whose ranks are compared, by id; those that the catalogue puts in front if empty.
    pub metrics: Vec<String>,
}

/// A dataset and the metrics that can be asked of it.
type Side<'a> = (&'a Dataset, &'a Catalogue);

/// The columns that tell which report a row is about.
const KEYS: [&str; 5] = ["region_code", "region", "prefecture", "province", "year"];

/// What changed from one dataset to another: the tables `figures`, `reports` and `ranks`, with a row for each
/// difference and none for what is the same.
///
/// A figure that is null in one of them and not in the other is a difference, with null as its value. Figures are
/// compared as they are published; group totals are not filled in.
///
/// # Errors
/// Names that do not resolve, figures that are wrong, or no report of the request in either dataset.
pub fn diff(before: Side<'_>, after: Side<'_>, request: &DiffRequest) -> Result<Answer> {
    let (old, new) = (published(before.0, request, after.0)?, published(after.0, request, before.0)?);
    if old.height() + new.height() == 0 {
        let years = request.which.years.unwrap_or_default();
        return Err(Error::new(ErrorKind::Request, crate::text::notes::no_report_left(&years.label())));
    }
    let reports = reports(&old, &new)?;
    let figures = figures(old, new)?;
    let (ranks, mut notes) = ranks(before, after, request)?;
    let changed = figures.frame.column("region_code")?.str()?.iter();
    let years = figures.frame.column("year")?.i32()?.iter();
    let changed: BTreeSet<(Option<&str>, Option<i32>)> = changed.zip(years).collect();
    let count = |status: &str| -> Result<usize> {
        Ok(reports.frame.column("status")?.str()?.iter().filter(|found| *found == Some(status)).count())
    };
    let subtitle = words::subtitle(
        (count("gone")?, count("new")?),
        (figures.frame.height(), changed.len()),
        ranks.frame.height(),
    );
    add(&mut notes, [before.0, after.0].into_iter().flat_map(Dataset::notes));
    let (old, new) = (provenance(before.0), provenance(after.0));
    Ok(Answer {
        question: "diff",
        title: words::title(&old.dataset, &new.dataset),
        subtitle,
        tables: vec![figures, reports, ranks],
        metrics: Vec::new(),
        terms: Vec::new(),
        coverage: Vec::new(),
        notes,
        provenance: Provenance {
            dataset: format!("{} → {}", old.dataset, new.dataset),
            synthetic: old.synthetic || new.synthetic,
            files: [old.files, new.files].concat(),
            ..new
        },
    })
}

/// Whether an answer to [`diff`] has no difference in it.
pub fn is_same(answer: &Answer) -> bool {
    answer.tables.iter().all(|table| table.frame.height() == 0)
}

/// Adds remarks that were not made.
fn add<'a>(notes: &mut Vec<Note>, more: impl Iterator<Item = &'a Note>) {
    for note in more {
        if !notes.contains(note) {
            notes.push(note.clone());
        }
    }
}

/// The reports of a request as they are published, with the fields that either dataset has, as numbers.
fn published(dataset: &Dataset, request: &DiffRequest, other: &Dataset) -> Result<DataFrame> {
    let which = &request.which;
    let numbers = dictionary().fields().iter().filter(|field| field.content.is_number());
    let fields: BTreeSet<String> = numbers
        .map(|field| field.name.clone())
        .filter(|name| dataset.has_field(name) || other.has_field(name))
        .collect();
    let places = Places::resolve(dataset, which)?;
    let years = which.years.unwrap_or_default();
    let panel = dataset.panel(&Need { fields: fields.clone(), years, scope: which.scope, form: true })?;
    let mut condition = places.within();
    if let Some(codes) = &places.shown {
        condition = condition.and(one_of("region_code", &codes.iter().cloned().collect::<Vec<_>>()));
    }
    if let Some(level) = &which.level {
        condition = condition.and(col("level").eq(lit(crate::text::regions::level_id(level))));
    }
    let reports = panel.directory().filter(panel.published(), condition)?;
    let mut columns: Vec<Expr> = KEYS.iter().map(|name| col(*name)).collect();
    columns.push(col("form").cast(DataType::Float64));
    columns.extend(fields.iter().map(|name| col(name.as_str()).cast(DataType::Float64)));
    Ok(reports.select(columns).collect()?)
}

/// The reports that one of the two has.
fn reports(old: &DataFrame, new: &DataFrame) -> Result<Table> {
    let only = |one: &DataFrame, other: &DataFrame, status: &str| {
        let keys = [col("region_code"), col("year")];
        let args = JoinArgs::new(JoinType::Anti);
        let rows = one.clone().lazy().join(other.clone().lazy(), keys.clone(), keys, args);
        let mut columns: Vec<Expr> = KEYS.iter().map(|name| col(*name)).collect();
        columns.push(lit(status).alias("status"));
        rows.select(columns).collect()
    };
    let frame = only(old, new, "gone")?.vstack(&only(new, old, "new")?)?;
    let frame = frame.sort(["region_code", "year"], SortMultipleOptions::default())?;
    let mut columns = keys();
    columns.push(column("status", Kind::Id, 0));
    Ok(Table { id: "reports", title: words::REPORTS.label(), frame, columns })
}

fn keys() -> Vec<Column> {
    vec![
        column("region_code", Kind::Text, 6),
        column("region", Kind::Text, 0),
        column("prefecture", Kind::Text, 7),
        column("province", Kind::Text, 3),
        column("year", Kind::Year, 0),
    ]
}

/// The rows that both have, side by side; the columns of the second end in `__after`.
fn side_by_side(old: DataFrame, new: DataFrame, keys: &[&str]) -> Result<DataFrame> {
    let keys: Vec<Expr> = keys.iter().map(|name| col(*name)).collect();
    let args = JoinArgs { suffix: Some("__after".into()), ..JoinArgs::new(JoinType::Inner) };
    Ok(old.lazy().join(new.lazy(), keys.clone(), keys, args).collect()?)
}

/// The figures that are not the same in reports that both have.
fn figures(old: DataFrame, new: DataFrame) -> Result<Table> {
    let fields: Vec<String> = std::iter::once("form")
        .chain(dictionary().fields().iter().map(|field| field.name.as_str()))
        .filter(|name| *name != "year" && old.get_column_index(name).is_some() && !KEYS.contains(name))
        .map(str::to_owned)
        .collect();
    let both = side_by_side(old, new, &["region_code", "year"])?;
    let mut frame = both.head(Some(0)).lazy().select(changes("form", 0)).collect()?;
    for (field, order) in fields.iter().zip(0..) {
        let (before, after) = (both.column(field)?, both.column(&format!("{field}__after"))?);
        let differs = before.as_materialized_series().not_equal_missing(after.as_materialized_series())?;
        if differs.any() {
            let rows = both.filter(&differs)?.lazy().select(changes(field, order)).collect()?;
            frame.vstack_mut_owned(rows)?;
        }
    }
    let frame = frame.sort(["region_code", "year", "__order"], SortMultipleOptions::default())?;
    let mut columns = keys();
    columns.extend([
        column("field", Kind::Field, 0),
        column("before", Kind::Number, 0),
        column("after", Kind::Number, 0),
        column("difference", Kind::Number, 1),
    ]);
    Ok(Table { id: "figures", title: words::FIGURES.label(), frame: frame.drop("__order")?, columns })
}

/// The columns of a changed figure.
fn changes(field: &str, order: u32) -> Vec<Expr> {
    let (before, after) = (col(field), col(format!("{field}__after")));
    let mut columns: Vec<Expr> = KEYS.iter().map(|name| col(*name)).collect();
    columns.extend([
        lit(field).alias("field"),
        before.clone().alias("before"),
        after.clone().alias("after"),
        (after - before).alias("difference"),
        lit(order).alias("__order"),
    ]);
    columns
}

/// The values and ranks that are not the same, of reports that both have.
fn ranks(before: Side<'_>, after: Side<'_>, request: &DiffRequest) -> Result<(Table, Vec<Note>)> {
    let is_usual = request.metrics.is_empty();
    let (mut metrics, mut left_out) = headline(before.0, before.1, &request.metrics)?;
    if is_usual {
        let (there, _) = headline(after.0, after.1, &[])?;
        let gone: Vec<String> = metrics.extract_if(.., |metric| !there.contains(metric)).collect();
        left_out.extend(gone);
    }
    let mut notes: Vec<Note> = Vec::new();
    let which = Which { years: request.which.years.or(Some(Years::default())), ..request.which.clone() };
    let mut ask = |(dataset, catalogue): Side<'_>| -> Result<Option<DataFrame>> {
        let request =
            RankRequest { metrics: metrics.clone(), which: which.clone(), ..RankRequest::default() };
        let columns = KEYS.iter().copied().chain(["metric", "value", "rank"]);
        match rank(dataset, catalogue, &request) {
            Ok(answer) => {
                add(&mut notes, answer.notes.iter());
                let main = answer.main().map(|table| table.frame.select(columns));
                Ok(main.transpose()?)
            }
            // Without a figure of any of the usual metrics there is no order to compare, which is said.
            Err(error) if error.kind() == ErrorKind::Request && is_usual => {
                notes.push(Note::info(words::no_ranks(&error)));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    };
    let sides = if metrics.is_empty() { (None, None) } else { (ask(before)?, ask(after)?) };
    let frame = match sides {
        (Some(old), Some(new)) => {
            let both = side_by_side(old, new, &["region_code", "year", "metric"])?;
            let differs = |name: &str| col(name).neq_missing(col(format!("{name}__after")));
            both.lazy().filter(differs("value").or(differs("rank"))).select(moves()).collect()?
        }
        _ => no_moves()?,
    };
    if !left_out.is_empty() {
        notes.push(Note::info(crate::text::notes::metrics_left_out(&left_out)));
    }
    let mut columns = keys();
    columns.extend([
        column("metric", Kind::Id, 0),
        column("value_before", Kind::Number, 2),
        column("value_after", Kind::Number, 2),
        column("rank_before", Kind::Rank, 0),
        column("rank_after", Kind::Rank, 0),
    ]);
    Ok((Table { id: "ranks", title: words::RANKS.label(), frame, columns }, notes))
}

/// The columns of a changed rank.
fn moves() -> Vec<Expr> {
    let mut columns: Vec<Expr> = KEYS.iter().map(|name| col(*name)).collect();
    columns.push(col("metric"));
    for name in ["value", "rank"] {
        columns.push(col(name).alias(format!("{name}_before")));
        columns.push(col(format!("{name}__after")).alias(format!("{name}_after")));
    }
    columns
}

/// A table of changed ranks without a row.
fn no_moves() -> Result<DataFrame> {
    let empty = |name: &str, dtype: &DataType| Series::new_empty(name.into(), dtype).into_column();
    let mut columns: Vec<_> = KEYS
        .iter()
        .map(|name| empty(name, if *name == "year" { &DataType::Int32 } else { &DataType::String }))
        .collect();
    columns.push(empty("metric", &DataType::String));
    for (name, dtype) in [("value", DataType::Float64), ("rank", DataType::UInt32)] {
        columns.push(empty(&format!("{name}_before"), &dtype));
        columns.push(empty(&format!("{name}_after"), &dtype));
    }
    Ok(DataFrame::new(0, columns)?)
}
