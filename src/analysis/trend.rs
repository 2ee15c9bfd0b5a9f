//! How each county, or group, developed.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::figures::{denominator, numerator, value};
use super::sample::{CoverageOf, DefaultYears, Draw, Sample, column};
use super::series::{Point, Series};
use super::{Answer, By, Column as Described, Coverage, Kind, Reason, Table, Which};
use crate::dataset::{Dataset, Years};
use crate::error::{Error, ErrorKind, Result};
use crate::metric::{Catalogue, Metric};
use crate::schema::{Form, Forms};
use crate::stats;
use crate::text::{Note, notes, questions};

/// Asks for trends.
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
}

/// Significance level of the verdict, on p-values adjusted for the number of series.
const ALPHA: f64 = 0.05;

/// Follows metrics over the years.
///
/// A series never crosses a change of form that makes its values incomparable: if the years were asked for,
/// such a request is refused; else the years of the latest form with the metric are taken, and that is said.
///
/// # Errors
/// As [`super::rank()`]; [`ErrorKind::Refused`] for an incomparable series.
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
    })?;
    let of = if request.by == By::Region { CoverageOf::Shown } else { CoverageOf::Group };
    let coverage = sample.coverage(of)?;
    let mut breaks = Vec::new();
    for i in 0..sample.metrics.len() {
        breaks.push(break_of(&mut sample, i, request.which.years.is_some())?);
    }
    let mut series = Vec::new();
    for (i, broken) in breaks.iter().enumerate() {
        series.extend(collect_series(&sample, i, request, *broken)?);
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
    Ok(Answer {
        question: "trend",
        title: questions::trend_title(&sample.titles(), &sample.years_label()),
        subtitle: sample.levels_label(),
        tables,
        metrics: sample.cards(),
        coverage,
        notes: sample.notes,
        provenance: sample.provenance,
    })
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

/// The years of a metric's series and where the form changes before them.
#[derive(Clone, Copy, Debug, Default)]
struct Broken {
    /// First year of the comparable years, if a change of form lies before it.
    at: Option<i32>,
    /// The forms whose years belong to the series.
    forms: Forms,
}

/// Finds the years in which a metric is comparable; refuses where others were asked for.
fn break_of(sample: &mut Sample, i: usize, asked: bool) -> Result<Broken> {
    let Some(metric) = sample.metrics.get(i).cloned() else { return Ok(Broken::default()) };
    let forms = metric.forms();
    if forms == Forms::ALL && metric.is_comparable() {
        return Ok(Broken { at: None, forms });
    }
    let by_form = sample.years_by_form()?;
    // Forms that have the metric, as long as they read the same figures; else the latest of them only.
    let with: Vec<Form> = by_form.keys().copied().filter(|form| forms.contains(*form)).collect();
    let kept = match with.last() {
        Some(last) if !metric.is_comparable() => Forms::NONE.with(*last),
        _ => forms,
    };
    let good: BTreeSet<i32> = by_form
        .iter()
        .filter(|(form, _)| kept.contains(**form))
        .flat_map(|(_, years)| years)
        .copied()
        .collect();
    let mut at = None;
    for (form, years) in by_form.iter().filter(|(form, _)| !kept.contains(**form)) {
        // A single report on another form does not spoil a year; it is left out and counted.
        let years: BTreeSet<i32> = years.difference(&good).copied().collect();
        if years.is_empty() {
            continue;
        }
        let list = in_list(&years);
        if asked {
            let error =
                Error::new(ErrorKind::Refused, notes::incomparable(&metric.title, &list, form.name()));
            return Err(match (good.first(), good.last()) {
                (Some(from), Some(to)) => error.with_hint(notes::years_to_ask_for(&format!("{from}..{to}"))),
                _ => error,
            });
        }
        sample
            .notes
            .push(Note::warning(notes::years_of_other_form(&metric.title, &list, form.name())).on_charts());
        at = at.max(good.first().copied().filter(|first| years.iter().all(|year| year < first)));
    }
    Ok(Broken { at, forms: kept })
}

fn in_list(years: &BTreeSet<i32>) -> String {
    let mut parts: Vec<(i32, i32)> = Vec::new();
    for year in years {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == *year => *last = *year,
            _ => parts.push((*year, *year)),
        }
    }
    let part = |(from, to): (i32, i32)| if from == to { from.to_string() } else { format!("{from}–{to}") };
    parts.into_iter().map(part).collect::<Vec<_>>().join(", ")
}

/// The series of one metric, in the order of regions or groups.
fn collect_series(sample: &Sample, i: usize, request: &TrendRequest, broken: Broken) -> Result<Vec<Series>> {
    let Some(metric) = sample.metrics.get(i) else { return Ok(Vec::new()) };
    let used = Sample::has_value(i);
    let reports = sample.reports();
    let mut rows = if request.by == By::Region { sample.to_show(reports) } else { sample.in_years(reports) };
    if broken.forms != Forms::ALL {
        let forms: Vec<Expr> = broken.forms.iter().map(|form| col("form").eq(lit(form.number()))).collect();
        rows = rows.filter(forms.into_iter().reduce(Expr::or).unwrap_or_else(|| lit(false)));
    }
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

/// What is said of one series.
#[derive(Default)]
struct Summary {
    first: Option<(i32, f64)>,
    last: Option<(i32, f64)>,
    used: usize,
    test: Option<stats::MannKendall>,
    slope: Option<stats::TheilSen>,
}

impl Summary {
    fn of(series: &Series) -> Self {
        let known: Vec<(i32, f64)> = series.points.iter().filter_map(|p| Some((p.year, p.value?))).collect();
        let values: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
        // Years are counted from the first, so that squares of calendar years lose no digits.
        let first_year = known.first().map_or(0, |(year, _)| *year);
        let times: Vec<f64> = known.iter().map(|(year, _)| f64::from(year - first_year)).collect();
        Self {
            first: known.first().copied(),
            last: known.last().copied(),
            used: known.len(),
            test: stats::mann_kendall(&values),
            slope: (known.len() >= stats::LEAST_POINTS)
                .then(|| stats::theil_sen(&times, &values, stats::Z95))
                .flatten(),
        }
    }

    /// Last less first; nothing for a single year.
    fn change(&self) -> Option<f64> {
        let ((from, first), (to, last)) = (self.first?, self.last?);
        (to > from).then_some(last - first)
    }

    fn change_pct(&self) -> Option<f64> {
        let (_, first) = self.first?;
        self.change().filter(|_| first != 0.0).map(|change| change / first)
    }

    /// The test, if its result could be significant at all.
    fn testable(&self) -> Option<&stats::MannKendall> {
        self.test.as_ref().filter(|test| stats::smallest_p(test.n).is_none_or(|least| least < ALPHA))
    }

    fn verdict(&self, p: Option<f64>) -> &'static str {
        match (self.testable(), p) {
            (Some(test), Some(p)) if p < ALPHA && test.s > 0 => "increasing",
            (Some(_), Some(p)) if p < ALPHA => "decreasing",
            (Some(_), Some(_)) => "no_trend",
            _ => "too_short",
        }
    }
}

/// The columns of the summary: name, kind, and how early the terminal drops them.
const FIGURES: [(&str, Kind, u8); 18] = [
    ("metric", Kind::Id, 0),
    ("first_year", Kind::Year, 3),
    ("last_year", Kind::Year, 3),
    ("years_used", Kind::Count, 2),
    ("first", Kind::Value, 1),
    ("last", Kind::Value, 0),
    ("change", Kind::Difference, 0),
    ("change_pct", Kind::Relative, 4),
    ("cagr", Kind::Relative, 5),
    ("sen_slope", Kind::Difference, 2),
    ("sen_low", Kind::Difference, 6),
    ("sen_high", Kind::Difference, 6),
    ("mk_s", Kind::Number, 7),
    ("mk_p", Kind::Probability, 4),
    ("mk_method", Kind::Id, 8),
    ("p_bh", Kind::Probability, 3),
    ("verdict", Kind::Id, 0),
    ("break_at", Kind::Year, 7),
];

const KEYS: [(&str, Kind, u8); 4] = [
    ("region_code", Kind::Text, 6),
    ("region", Kind::Id, 0),
    ("prefecture", Kind::Text, 7),
    ("province", Kind::Text, 4),
];

fn summary(
    sample: &mut Sample,
    series: &[Series],
    request: &TrendRequest,
) -> Result<(DataFrame, Vec<Described>)> {
    let all: Vec<Described> = KEYS.iter().chain(&FIGURES).map(|(n, k, o)| column(n, *k, *o)).collect();
    let wanted = super::pick_columns(&all, &request.columns, &KEYS.map(|(name, ..)| name))?;
    let summaries: Vec<Summary> = series.iter().map(Summary::of).collect();
    let mut adjusted = vec![None; series.len()];
    for i in 0..sample.metrics.len() {
        let of_metric: Vec<usize> =
            (0..series.len()).filter(|k| series.get(*k).is_some_and(|s| s.metric == i)).collect();
        // A series too short to reach the level says nothing and must not weigh on the others.
        let p = |k: &usize| summaries.get(*k).and_then(Summary::testable).map(|test| test.p);
        let p: Vec<Option<f64>> = of_metric.iter().map(p).collect();
        for (k, p) in of_metric.iter().zip(stats::benjamini_hochberg(&p)) {
            if let Some(slot) = adjusted.get_mut(*k) {
                *slot = p;
            }
        }
    }
    let tested = summaries.iter().filter(|summary| summary.testable().is_some()).count();
    if tested > 1 {
        sample.notes.push(Note::info(notes::multiple_tests(tested, tested as f64 * ALPHA)));
    }
    let short = summaries.iter().filter(|s| s.used < 5).count();
    if short > 0 {
        let most = summaries.iter().map(|s| s.used).filter(|used| *used < 5).max().unwrap_or_default();
        sample.notes.push(Note::info(notes::short_series(short, most)));
    }
    let numbers = |f: &dyn Fn(&Summary) -> Option<f64>| summaries.iter().map(f).collect::<Vec<_>>();
    let columns: Vec<Column> = wanted
        .iter()
        .map(|c| {
            let name = PlSmallStr::from_str(&c.name);
            let year = |f: &dyn Fn(&Summary) -> Option<i32>| summaries.iter().map(f).collect::<Vec<_>>();
            match c.name.as_str() {
                "metric" => Column::new(
                    name,
                    series
                        .iter()
                        .map(|s| sample.metrics.get(s.metric).map(|m| m.id.as_str()))
                        .collect::<Vec<_>>(),
                ),
                "first_year" => Column::new(name, year(&|s| s.first.map(|f| f.0))),
                "last_year" => Column::new(name, year(&|s| s.last.map(|l| l.0))),
                "years_used" => Column::new(
                    name,
                    summaries.iter().map(|s| u32::try_from(s.used).unwrap_or(u32::MAX)).collect::<Vec<_>>(),
                ),
                "first" => Column::new(name, numbers(&|s| s.first.map(|f| f.1))),
                "last" => Column::new(name, numbers(&|s| s.last.map(|l| l.1))),
                "change" => Column::new(name, numbers(&Summary::change)),
                "change_pct" => Column::new(name, numbers(&Summary::change_pct)),
                "cagr" => Column::new(name, numbers(&|s| stats::cagr(s.first?, s.last?))),
                "sen_slope" => Column::new(name, numbers(&|s| Some(s.slope?.slope))),
                "sen_low" => Column::new(name, numbers(&|s| Some(s.slope?.lower))),
                "sen_high" => Column::new(name, numbers(&|s| Some(s.slope?.upper))),
                "mk_s" => {
                    Column::new(name, summaries.iter().map(|s| s.test.map(|t| t.s)).collect::<Vec<_>>())
                }
                "mk_p" => Column::new(name, numbers(&|s| Some(s.test?.p))),
                "mk_method" => Column::new(
                    name,
                    summaries.iter().map(|s| s.test.map(|t| method(t.method))).collect::<Vec<_>>(),
                ),
                "p_bh" => Column::new(name, adjusted.clone()),
                "verdict" => Column::new(
                    name,
                    summaries.iter().zip(&adjusted).map(|(s, p)| s.verdict(*p)).collect::<Vec<_>>(),
                ),
                "break_at" => Column::new(name, series.iter().map(|s| s.break_at).collect::<Vec<_>>()),
                key => Column::new(name, series.iter().map(|s| s.key(key)).collect::<Vec<_>>()),
            }
        })
        .collect();
    Ok((DataFrame::new_infer_height(columns)?, wanted))
}

fn method(method: stats::TrendMethod) -> &'static str {
    match method {
        stats::TrendMethod::Exact => "exact",
        stats::TrendMethod::Normal => "normal",
    }
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
