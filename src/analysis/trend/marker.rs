//! The recent trend in one word, as England's Fingertips publish it: over the last five years without a gap.

use crate::analysis::Kind;
use crate::analysis::series::{Point, Series};
use crate::metric::{Direction, Metric};
use crate::stats::Z95;
use crate::stats::count::count_interval;
use crate::stats::marker::{Marker, RecentTrend, marker_of_rate, marker_of_value};
use crate::text::{Note, notes as words};

/// The columns of the marker: what it says, whether that is better or worse, and its test.
pub(super) const COLUMNS: [(&str, Kind, u8); 3] =
    [("marker", Kind::Id, 0), ("marker_reading", Kind::Id, 1), ("marker_chi2", Kind::Number, 5)];

/// The marker of a series.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct Marked {
    /// What it says, or why it says nothing.
    pub(in crate::analysis) word: &'static str,
    /// `better` or `worse` by the metric's direction; nothing without a direction or a trend.
    pub(in crate::analysis) reading: Option<&'static str>,
    /// χ² with one degree of freedom.
    pub(super) chi2: Option<f64>,
    is_corrected: bool,
}

impl Marked {
    /// No marker: fewer than five years in a row at the end, or a metric without a measure of chance.
    pub(super) const fn none() -> Self {
        Self { word: "no_marker", reading: None, chi2: None, is_corrected: false }
    }
}

/// The marker of a series of a metric.
///
/// A share has that of its cases, a count that of its values with Byar's limits. A ratio of other things has
/// none: how much of it is chance is not known.
pub(super) fn of(series: &Series, metric: &Metric) -> Marked {
    let known: Vec<&Point> = series.points.iter().filter(|point| point.value.is_some()).collect();
    let years: Vec<i32> = known.iter().map(|point| point.year).collect();
    let marker = if metric.is_share() {
        let units = known.iter().map(|point| Some((point.numerator?, point.denominator?)));
        units.collect::<Option<Vec<_>>>().and_then(|units| marker_of_rate(&years, &units))
    } else if metric.unit.is_count() && !metric.is_ratio() {
        let values: Vec<f64> = known.iter().filter_map(|point| point.value).collect();
        let limits: Option<Vec<_>> = values.iter().map(|value| count_interval(*value, Z95)).collect();
        limits.and_then(|limits| marker_of_value(&years, &values, &limits, Z95))
    } else {
        None
    };
    marker.map_or_else(Marked::none, |marker| Marked {
        word: word(marker.trend),
        reading: reading(marker, metric.direction),
        chi2: Some(marker.chi2),
        is_corrected: marker.is_corrected,
    })
}

const fn word(trend: RecentTrend) -> &'static str {
    match trend {
        RecentTrend::Increasing => "increasing",
        RecentTrend::Decreasing => "decreasing",
        RecentTrend::NoSignificantChange => "no_trend",
        RecentTrend::OneYearOnly => "one_year_only",
    }
}

fn reading(marker: Marker, direction: Direction) -> Option<&'static str> {
    let is_up = match marker.trend {
        RecentTrend::Increasing => true,
        RecentTrend::Decreasing => false,
        RecentTrend::NoSignificantChange | RecentTrend::OneYearOnly => return None,
    };
    match direction {
        Direction::Higher => Some(if is_up { "better" } else { "worse" }),
        Direction::Lower => Some(if is_up { "worse" } else { "better" }),
        Direction::None => None,
    }
}

/// How many series have no marker, and how many one with a correction for years at 0 or 100 %.
pub(super) fn notes(markers: &[Marked]) -> Vec<Note> {
    let none = markers.iter().filter(|marked| marked.chi2.is_none()).count();
    let corrected = markers.iter().filter(|marked| marked.is_corrected).count();
    let mut notes = Vec::new();
    if none > 0 {
        notes.push(Note::info(words::no_marker(none)));
    }
    if corrected > 0 {
        notes.push(Note::info(words::corrected_marker(corrected)));
    }
    notes
}
