//! What is said of each series: ends, change, slope, test, verdict.

use polars::prelude::*;

use super::TrendRequest;
use super::marker::{self, Marked};
use crate::analysis::about::column;
use crate::analysis::sample::Sample;
use crate::analysis::series::Series;
use crate::analysis::{Column as Described, Kind};
use crate::error::Result;
use crate::stats;
use crate::text::{Note, notes};

/// Significance level of the verdict, on p-values adjusted for the number of series.
const ALPHA: f64 = 0.05;

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
const FIGURES: [(&str, Kind, u8); 19] = [
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
    ("mk_p_least", Kind::Probability, 9),
    ("mk_method", Kind::Id, 8),
    ("p_bh", Kind::Probability, 3),
    ("verdict", Kind::Id, 0),
    ("break_at", Kind::Year, 7),
];

pub(super) const KEYS: [(&str, Kind, u8); 4] = [
    ("region_code", Kind::Text, 6),
    ("region", Kind::Id, 0),
    ("prefecture", Kind::Text, 7),
    ("province", Kind::Text, 4),
];

pub(super) fn summary(
    sample: &mut Sample,
    series: &[Series],
    request: &TrendRequest,
) -> Result<(DataFrame, Vec<Described>)> {
    let of_marker: &[(&str, Kind, u8)] = if request.marker { &marker::COLUMNS } else { &[] };
    let all = KEYS.iter().chain(&FIGURES).chain(of_marker);
    let all: Vec<Described> = all.map(|(n, k, o)| column(n, *k, *o)).collect();
    let wanted = crate::analysis::pick_columns(&all, &request.columns, &KEYS.map(|(name, ..)| name))?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let of = |i: usize| series.get(i).map(Summary::of).unwrap_or_default();
    let summaries: Vec<Summary> = stats::in_parallel(series.len(), threads, of);
    let adjusted = adjusted(sample.metrics.len(), series, &summaries);
    let tested = summaries.iter().filter(|summary| summary.testable().is_some()).count();
    if tested > 1 {
        sample.notes.push(Note::info(notes::multiple_tests(tested, tested as f64 * ALPHA)));
    }
    let short = summaries.iter().filter(|s| s.used < 5).count();
    if short > 0 {
        let most = summaries.iter().map(|s| s.used).filter(|used| *used < 5).max().unwrap_or_default();
        sample.notes.push(Note::info(notes::short_series(short, most)));
    }
    let markers: Vec<Marked> = if request.marker {
        let metric = |series: &Series| sample.metrics.get(series.metric);
        series
            .iter()
            .map(|series| metric(series).map_or_else(Marked::none, |m| marker::of(series, m)))
            .collect()
    } else {
        Vec::new()
    };
    sample.notes.extend(marker::notes(&markers));
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
                "mk_p_least" => Column::new(name, numbers(&|s| stats::smallest_p(s.test?.n))),
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
                "marker" => Column::new(name, markers.iter().map(|m| m.word).collect::<Vec<_>>()),
                "marker_reading" => Column::new(name, markers.iter().map(|m| m.reading).collect::<Vec<_>>()),
                "marker_chi2" => Column::new(name, markers.iter().map(|m| m.chi2).collect::<Vec<_>>()),
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

/// The p-values of each metric's series, adjusted for their number by Benjamini and Hochberg.
fn adjusted(metrics: usize, series: &[Series], summaries: &[Summary]) -> Vec<Option<f64>> {
    let mut adjusted = vec![None; series.len()];
    for i in 0..metrics {
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
    adjusted
}
