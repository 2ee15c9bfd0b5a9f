//! How each county, or group, developed.

mod breaks;
mod group;
mod marker;
mod summary;

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::about::column;
use super::figures::{denominator, numerator, value};
use super::sample::{CoverageOf, DefaultYears, Draw, Sample};
use super::series::{Point, Series};
use super::{Answer, By, Column as Described, Coverage, Kind, Reason, Table, Which};
use crate::dataset::{Dataset, Years};
use crate::error::Result;
use crate::metric::{Catalogue, Metric};
use crate::stats;
use crate::stats::marker::MARKER_POINTS;
use crate::text::{Note, notes, questions};

use breaks::{Broken, break_of};
pub(super) use marker::Marked;
use summary::{KEYS, summary};

/// What becomes of years that were asked for and cannot be compared with the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Breaks {
    /// The request is refused.
    #[default]
    Refuse,
    /// They are left out, and named.
    LeaveOut,
}

/// Asks for trends.
#[expect(clippy::struct_excessive_bools, reason = "each is a table or a column that is wanted or not")]
#[derive(Clone, Debug, Default)]
pub struct TrendRequest {
    /// Metrics by id.
    pub metrics: Vec<String>,
    /// The reports.
    pub which: Which,
    /// What a series stands for.
    pub by: By,
    /// Columns of the summary to give, in this order; all if empty.
    pub columns: Vec<String>,
    /// Whether the table of the values by year is wanted too.
    pub series: bool,
    /// What becomes of years that were asked for and cannot be compared with the others.
    pub breaks: Breaks,
    /// Whether the median of the whole group by year is wanted too, where a series is a region.
    pub group: bool,
    /// Whether the recent trend is wanted as England publishes it: in one word, over the last five years.
    pub marker: bool,
}

/// Follows metrics over the years.
///
/// A series never crosses a change of form that makes its values incomparable: if the years were asked for,
/// such a request is refused; else the years of the latest form with the metric are taken, and that is said.
///
/// # Errors
/// As [`super::rank()`]; [`crate::error::ErrorKind::Refused`] for an incomparable series.
pub fn trend(dataset: &Dataset, catalogue: &Catalogue, request: &TrendRequest) -> Result<Answer> {
    let mut sample = Sample::draw(&Draw {
        dataset,
        catalogue,
        which: &request.which,
        metrics: &request.metrics,
        fields: BTreeSet::new(),
        parts: true,
        year_before: false,
        default_years: DefaultYears::All,
        all_levels: false,
    })?;
    let of = if request.by == By::Region { CoverageOf::Shown } else { CoverageOf::Group };
    let coverage = sample.coverage(of)?;
    let mut breaks = Vec::new();
    for i in 0..sample.metrics.len() {
        breaks.push(break_of(
            &mut sample,
            i,
            request.which.years.is_some() && request.breaks == Breaks::Refuse,
        )?);
    }
    // A thread for each metric: each has its own pass over the reports.
    let of_metric =
        |i: usize| collect_series(&sample, i, request, breaks.get(i).copied().unwrap_or_default());
    let by_metric = stats::in_parallel(breaks.len(), breaks.len(), of_metric);
    let mut series = Vec::new();
    for of_metric in by_metric {
        series.extend(of_metric?);
    }
    let mut coverage = coverage;
    for (i, coverage) in coverage.iter_mut().enumerate() {
        count_other_forms(coverage, &series, i);
        let Some(metric) = sample.metrics.get(i) else { continue };
        if request.by != By::Region {
            let note = Note::info(notes::value_of_group(&metric.title, metric.is_ratio()));
            sample.notes.push(note.on_charts());
        }
        let empty = series.iter().filter(|series| series.metric == i && series.is_empty()).count();
        if empty > 0 && sample.shown.is_none() {
            sample.notes.push(Note::info(notes::empty_series(&metric.title, empty)));
        }
    }
    if sample.shown.is_none() {
        series.retain(|series| !series.is_empty());
    }
    let years = span(&series).unwrap_or(sample.years);
    sample.years = Years { from: sample.years.from.or(years.from), to: sample.years.to.or(years.to) };
    let (frame, columns) = summary(&mut sample, &series, request)?;
    let mut tables = vec![Table { id: "trend", title: questions::TREND.label(), frame, columns }];
    if request.series {
        tables.push(values(&sample, &series, request.by)?);
    }
    if request.group && request.by == By::Region {
        tables.push(group::medians(&sample, &breaks)?);
    }
    Ok(Answer {
        question: "trend",
        title: questions::trend_title(&sample.titles(), &sample.years_label()),
        subtitle: sample.levels_label(),
        tables,
        metrics: sample.cards(),
        terms: Vec::new(),
        coverage,
        notes: sample.notes,
        provenance: sample.provenance,
    })
}

/// The recent trend of each region by its code, for each metric: over the five years up to `year`.
///
/// # Errors
/// As [`trend`].
pub(super) fn recent(
    dataset: &Dataset,
    catalogue: &Catalogue,
    request: &TrendRequest,
    year: i32,
) -> Result<Vec<BTreeMap<String, Marked>>> {
    let before = i32::try_from(MARKER_POINTS).unwrap_or(i32::MAX) - 1;
    let years = Years { from: Some(year - before), to: Some(year) };
    let which = Which { years: Some(years), regions: Vec::new(), ..request.which.clone() };
    let mut sample = Sample::draw(&Draw {
        dataset,
        catalogue,
        which: &which,
        metrics: &request.metrics,
        fields: BTreeSet::new(),
        parts: true,
        year_before: false,
        default_years: DefaultYears::All,
        all_levels: false,
    })?;
    let mut markers = Vec::new();
    for i in 0..sample.metrics.len() {
        let broken = break_of(&mut sample, i, false)?;
        let series = collect_series(&sample, i, request, broken)?;
        let metric = sample.metrics.get(i);
        let ends_here = |series: &&Series| series.points.last().is_some_and(|point| point.year == year);
        let marked = series
            .iter()
            .filter(ends_here)
            .filter_map(|series| Some((series.key("region_code").to_owned(), marker::of(series, metric?))));
        markers.push(marked.collect());
    }
    Ok(markers)
}

/// Counts the reports whose figures are not in the series because of their form.
fn count_other_forms(coverage: &mut Coverage, series: &[Series], metric: usize) {
    let used: usize = series.iter().filter(|series| series.metric == metric).map(Series::reports).sum();
    let other = coverage.used.saturating_sub(used);
    if other == 0 {
        return;
    }
    coverage.used = used;
    match coverage.left_out.iter_mut().find(|(reason, _)| *reason == Reason::OtherForm) {
        Some((_, count)) => *count += other,
        None => coverage.left_out.push((Reason::OtherForm, other)),
    }
}

/// The series of one metric, in the order of regions or groups.
fn collect_series(sample: &Sample, i: usize, request: &TrendRequest, broken: Broken) -> Result<Vec<Series>> {
    let Some(metric) = sample.metrics.get(i) else { return Ok(Vec::new()) };
    let used = Sample::has_value(i);
    let reports = sample.reports();
    let mut rows = if request.by == By::Region { sample.to_show(reports) } else { sample.in_years(reports) };
    rows = broken.comparable(rows);
    let figure =
        |name: String| when(used.clone()).then(col(name.as_str())).otherwise(lit(NULL)).alias(name.as_str());
    let (v, x, n) = (value(i), numerator(i), denominator(i));
    let rows = rows.with_columns([figure(v.clone()), figure(x.clone()), figure(n.clone())]);
    let names = match request.by {
        By::Region => ["region_code", "region", "prefecture", "province"].map(col),
        By::Prefecture => [
            lit("").alias("region_code"),
            col("prefecture").alias("region"),
            col("prefecture"),
            col("province"),
        ],
        By::Province => [
            lit("").alias("region_code"),
            col("province").alias("region"),
            lit("").alias("prefecture"),
            col("province"),
        ],
        By::All => ["region_code", "region", "prefecture", "province"]
            .map(|name| lit(if name == "region" { "all" } else { "" }).alias(name)),
    };
    let columns =
        [names.to_vec(), vec![col("year"), col(v.as_str()), col(x.as_str()), col(n.as_str())]].concat();
    let frame = rows.select(columns).collect()?;
    let mut series = Series::runs(&frame, metric, i, request.by)?;
    for series in &mut series {
        series.break_at = broken.at;
    }
    Ok(series)
}

fn span(series: &[Series]) -> Option<Years> {
    let years = || series.iter().flat_map(|series| series.points.iter().map(|point| point.year));
    Some(Years { from: Some(years().min()?), to: Some(years().max()?) })
}

/// The values by year on a full grid of years: one row a series and year, null where there is none.
fn values(sample: &Sample, series: &[Series], by: By) -> Result<Table> {
    let grid: Vec<i32> = match span(series) {
        Some(Years { from: Some(from), to: Some(to) }) => (from..=to).collect(),
        _ => Vec::new(),
    };
    let mut rows: Vec<(&Series, i32, Option<&Point>)> = Vec::new();
    for series in series {
        let points: BTreeMap<i32, &Point> = series.points.iter().map(|point| (point.year, point)).collect();
        rows.extend(grid.iter().map(|year| (series, *year, points.get(year).copied())));
    }
    let text = |key: &'static str| {
        Column::new(key.into(), rows.iter().map(|(s, ..)| s.key(key)).collect::<Vec<_>>())
    };
    let number = |name: &'static str, f: fn(&Point) -> Option<f64>| {
        Column::new(name.into(), rows.iter().map(|(.., p)| p.and_then(f)).collect::<Vec<_>>())
    };
    let metric = |s: &Series| sample.metrics.get(s.metric).map(|metric: &Metric| metric.id.as_str());
    let columns = vec![
        text("region_code"),
        text("region"),
        text("prefecture"),
        text("province"),
        Column::new("year".into(), rows.iter().map(|(_, year, _)| *year).collect::<Vec<_>>()),
        Column::new("metric".into(), rows.iter().map(|(s, ..)| metric(s)).collect::<Vec<_>>()),
        number("value", |p| p.value),
        number("numerator", |p| p.numerator),
        number("denominator", |p| p.denominator),
        Column::new("reports".into(), rows.iter().map(|(.., p)| p.map(|p| p.reports)).collect::<Vec<_>>()),
    ];
    let kinds = [Kind::Value, Kind::Count, Kind::Count, Kind::Count];
    let mut described: Vec<Described> = KEYS.iter().map(|(n, k, o)| column(n, *k, *o)).collect();
    described.push(column("year", Kind::Year, 0));
    described.push(column("metric", Kind::Id, 5));
    let names = ["value", "numerator", "denominator", "reports"];
    described.extend(names.iter().zip(kinds).map(|(name, kind)| column(name, kind, 2)));
    let mut frame = DataFrame::new_infer_height(columns)?;
    if by == By::Region {
        frame = frame.drop("reports")?;
        described.pop();
    }
    Ok(Table { id: "series", title: questions::SERIES.label(), frame, columns: described })
}
