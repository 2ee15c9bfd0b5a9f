//! Where everything of a page of boxes stands.

use super::BoxPlot;
use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::canvas::Ink;
use crate::chart::layout::{Sheet, widest};
use crate::chart::references::{self, Labelled};
use crate::chart::rows;
use crate::chart::scene::Bounds;
use crate::chart::theme::{LEAST_FONT, LINE};
use crate::chart::words;
use crate::schema::{Unit, group_thousands};

/// Least height of a row in ems of its text: a box needs more than its name.
const LEAST_PITCH: f64 = 2.2;
/// Greatest height of a row in ems of body text: five groups fill an upright page. A box of one group that were as high
/// as a page would show no more than one of this height, so the rest of a page stays empty.
const MOST_PITCH: f64 = 20.0;
/// Least width of the plot in ems of body text.
const LEAST_PLOT: f64 = 10.0;
/// Radius of a point in ems of body text, and the most and the least in parts of the height of a row.
const RADIUS: (f64, f64, f64) = (0.26, 0.09, 0.02);
/// Part of a row that points may fill.
pub(super) const FILLED: f64 = 0.84;
/// Ticks of the axis, at most.
const MOST_TICKS: usize = 10;

/// The plan of a page.
pub(super) struct Plan {
    /// The plot with its greatest height.
    pub(super) plot: Bounds,
    /// Height of a row.
    pub(super) pitch: f64,
    /// Size of the rows' text.
    pub(super) font: f64,
    /// Radius of a point.
    pub(super) r: f64,
    /// Values at the left and at the right edge of the plot.
    pub(super) ends: (f64, f64),
    pub(super) ticks: Vec<f64>,
    /// Right ends of the columns behind the plot.
    pub(super) n_x: f64,
    pub(super) median_x: f64,
    pub(super) references: Labelled,
}

/// How many rows fit a sheet.
///
/// # Errors
/// [`ChartError::TooSmall`] when none does.
pub(super) fn most_rows(chart: &BoxPlot, sheet: &Sheet<'_>) -> Result<usize, ChartError> {
    let lanes = references::LANES.min(chart.references.len());
    rows::most_lines(sheet, edges(chart, sheet, lanes), LEAST_FONT * LEAST_PITCH)
}

/// Upper and lower edge of what rows may use under so many lanes of labels.
fn edges(chart: &BoxPlot, sheet: &Sheet<'_>, lanes: usize) -> (f64, f64) {
    let line = sheet.sizes.small * LINE;
    let above = chart.key(sheet).height() + line * lanes.max(1) as f64 + sheet.sizes.gap;
    ((sheet.body.y0 + above).ceil(), sheet.body.y1 - line - sheet.sizes.gap * 0.6)
}

impl Plan {
    pub(super) fn new(chart: &BoxPlot, sheet: &Sheet<'_>, rows: usize) -> Result<Self, ChartError> {
        let sizes = &sheet.sizes;
        let fill = |(y0, y1): (f64, f64)| ((y1 - y0) / rows.max(1) as f64).min(sizes.body * MOST_PITCH);
        let all = references::LANES.min(chart.references.len());
        let pitch = fill(edges(chart, sheet, all));
        let mut font = (pitch / LEAST_PITCH).clamp(LEAST_FONT, sizes.body);
        loop {
            let plot = Self::columns(chart, sheet, font);
            if plot.0.width() >= sizes.body * LEAST_PLOT {
                let (ends, ticks) = scale(chart, plot.0.width(), sizes.body);
                let references =
                    Labelled::values(sheet, &chart.references, chart.unit, plot.0, ends.0..ends.1);
                // Lanes that the labels do not need go to the rows.
                let edges = edges(chart, sheet, references.lanes());
                let pitch = fill(edges);
                let plot_at = Bounds { y0: edges.0, y1: edges.0 + pitch * rows as f64, ..plot.0 };
                return Ok(Self {
                    plot: plot_at,
                    pitch,
                    font,
                    r: (sizes.body * RADIUS.0).min(pitch * RADIUS.1).max(pitch * RADIUS.2).max(1.2),
                    ends,
                    ticks,
                    n_x: plot.1,
                    median_x: sheet.body.x1,
                    references,
                });
            }
            if font <= LEAST_FONT {
                return Err(sheet.too_small("the labels leave no room for the boxes"));
            }
            font = (font - 1.0).max(LEAST_FONT);
        }
    }

    /// The plot between the columns, and the right end of the first column behind it.
    fn columns(chart: &BoxPlot, sheet: &Sheet<'_>, font: f64) -> (Bounds, f64) {
        let (lang, gap) = (sheet.lang(), sheet.sizes.gap);
        let ink = Ink::new(font, sheet.theme.ink);
        let head = Ink::new(font.min(sheet.sizes.small), sheet.theme.ink);
        let column = |texts: Vec<String>, title: &str| {
            widest(ink, texts.iter().map(String::as_str)).max(head.width(title)) + gap * 1.4
        };
        let medians = chart.groups.iter().map(|group| chart.unit.format(group.median)).collect();
        let counts = chart.groups.iter().map(|group| group_thousands(group.points.len() as f64, 0)).collect();
        let n_x = sheet.body.x1 - column(medians, words::MEDIAN.get(lang));
        let x1 = n_x - column(counts, words::REGIONS.get(lang));
        let labels = widest(ink, chart.groups.iter().map(|group| group.label.as_str()));
        (Bounds { x0: (sheet.body.x0 + labels + gap * 1.2).ceil(), x1, ..sheet.body }, n_x)
    }

    /// The pixel of a value.
    pub(super) fn x(&self, value: f64) -> f64 {
        let (low, high) = self.ends;
        self.plot.x0 + (value - low) / (high - low) * self.plot.width()
    }
}

/// The ends of the axis, a little beyond its outermost values, and its ticks.
fn scale(chart: &BoxPlot, width: f64, body: f64) -> ((f64, f64), Vec<f64>) {
    let points = chart.groups.iter().flat_map(|group| &group.points).map(|point| point.value);
    let all = points.chain(chart.references.iter().map(|r| r.value));
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
    let whole = match chart.unit {
        Unit::Share => 1.0,
        Unit::Percent => 100.0,
        _ => f64::INFINITY,
    };
    let (base, top, mut ticks) = if low < high {
        axis::outward(low, high, MOST_TICKS)
    } else {
        // All values are the same: the whole scale, or from zero to twice the value.
        let top = if whole.is_finite() { whole } else { (low.abs() * 2.0).max(1.0) };
        axis::outward(low.min(0.0), top, MOST_TICKS)
    };
    let base = if low >= 0.0 { base.max(0.0) } else { base };
    let top = if high <= whole { top.min(whole) } else { top };
    let is_whole = chart.unit.is_count();
    ticks.retain(|tick| (base..=top).contains(tick) && (!is_whole || tick.fract() == 0.0));
    // Points at the ends are whole.
    let edge = (top - base) / width * body * 0.4;
    ((base - edge, top + edge), ticks)
}
