//! The ends of the axes of years and values.

use super::Series;
use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::words;
use crate::schema::Unit;
use crate::text::Lang;

/// The smallest value in parts of the greatest from which the axis does not begin with zero.
const ZERO_BASE: f64 = 0.5;

/// The ends of the axes, the same on every page.
pub(crate) struct Scale {
    /// The left end, a little before the first year.
    pub(crate) first: f64,
    /// The right end.
    pub(crate) last: f64,
    /// The first and the last year.
    pub(crate) years: (i32, i32),
    /// The lower end.
    pub(crate) low: f64,
    /// The upper end.
    pub(crate) high: f64,
    /// Ticks of the values.
    pub(crate) ticks: Vec<f64>,
}

impl Scale {
    /// For all series of a chart.
    pub(crate) fn new<'s>(unit: Unit, all: impl IntoIterator<Item = &'s Series>) -> Result<Self, ChartError> {
        let mut years: Option<(i32, i32)> = None;
        let mut values: Option<(f64, f64)> = None;
        for series in all {
            for (year, value) in series.known() {
                if !value.is_finite() {
                    return Err(ChartError::NotFinite { label: series.label.clone() });
                }
                values = Some(values.map_or((value, value), |(a, b)| (a.min(value), b.max(value))));
                years = Some(years.map_or((year, year), |(a, b)| (a.min(year), b.max(year))));
            }
        }
        let (Some((low, high)), Some(years)) = (values, years) else { return Err(ChartError::NothingToDraw) };
        let (low, high, ticks) = ends(unit, low, high);
        let (first, last) = (f64::from(years.0), f64::from(years.1));
        let edge = if first < last { (last - first) * 0.02 } else { 0.6 };
        Ok(Self { first: first - edge, last: last + edge, years, low, high, ticks })
    }

    /// What is said about the vertical axis, above it.
    pub(crate) fn note(&self, unit: Unit, lang: Lang) -> String {
        let mut notes = Vec::new();
        if !matches!(unit, Unit::Share | Unit::Percent) {
            notes.push(words::unit(lang, unit.name()));
        }
        if self.low > 0.0 {
            notes.push(words::NOT_ZERO.get(lang).to_owned());
        }
        notes.join(lang.pick("；", "; "))
    }
}

/// The ends of the vertical axis for values between `low` and `high`, and its ticks.
pub(super) fn ends(unit: Unit, low: f64, high: f64) -> (f64, f64, Vec<f64>) {
    const MOST_TICKS: usize = 7;
    let base = if low <= ZERO_BASE * high || low >= high { low.min(0.0) } else { low - (high - low) * 0.1 };
    let top = high.max(0.0);
    let top = if top <= base { base + if unit.is_count() { 10.0 } else { 1.0 } } else { top };
    let (base, over, mut ticks) = axis::outward(base, top, MOST_TICKS);
    let whole = match unit {
        Unit::Share => 1.0,
        Unit::Percent => 100.0,
        _ => f64::INFINITY,
    };
    // Values of a whole are not above it, and neither is the axis.
    let top = if high <= whole { over.min(whole) } else { over };
    ticks.retain(|t| *t <= top);
    (base, top, ticks)
}
