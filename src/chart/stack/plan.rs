//! Where everything of a page of bars of 100 per cent stands.

use super::{LEAST_PITCH, Stack100, StackRow};
use crate::chart::ChartError;
use crate::chart::canvas::Ink;
use crate::chart::layout::{Sheet, widest};
use crate::chart::scene::Bounds;
use crate::chart::theme::LEAST_FONT;

/// Greatest height of a row in ems of body text.
const MOST_PITCH: f64 = 2.8;
/// Least width of the plot in ems of body text.
const LEAST_PLOT: f64 = 12.0;

/// Where everything of a page stands.
pub(super) struct Plan {
    /// The plot with its greatest height.
    pub(super) plot: Bounds,
    /// Height of a row.
    pub(super) pitch: f64,
    /// Size of the rows' text.
    pub(super) font: f64,
    /// Distance of rows from the left under group headers.
    pub(super) indent: f64,
    /// Share at the left edge of the plot.
    pub(super) low: f64,
    /// Share at its right edge.
    pub(super) high: f64,
}

impl Plan {
    pub(super) fn new(chart: &Stack100, sheet: &Sheet<'_>, lines: usize) -> Result<Self, ChartError> {
        let sizes = &sheet.sizes;
        let (y0, y1) = chart.room(sheet);
        let pitch = ((y1 - y0) / lines.max(1) as f64).min(sizes.body * MOST_PITCH).floor();
        let font = (pitch / LEAST_PITCH).clamp(LEAST_FONT, sizes.body);
        let ink = Ink::new(font, sheet.theme.ink).bold(chart.rows.iter().any(|r| r.highlight));
        let indent = if chart.rows.iter().any(|r| r.group.is_some()) { font } else { 0.0 };
        let labels = widest(ink, chart.rows.iter().map(|r| r.label.as_str())) + indent;
        let numbers: Vec<String> = chart.rows.iter().filter_map(StackRow::written).collect();
        let head = Ink::new(font.min(sizes.small), sheet.theme.ink);
        let numbers = widest(ink, numbers.iter().map(String::as_str)).max(head.width(chart.n_label(sheet)));
        let plot = Bounds {
            x0: (sheet.body.x0 + labels + sizes.gap).ceil(),
            y0,
            x1: (sheet.body.x1 - numbers - sizes.gap).floor(),
            y1,
        };
        if plot.width() < sizes.body * LEAST_PLOT {
            return Err(sheet.too_small("the labels leave no room for the bars"));
        }
        let mut plan = Self { plot, pitch, font, indent, low: 0.0, high: 1.0 };
        plan.scale(chart, ink, sizes.gap);
        Ok(plan)
    }

    /// Chooses the ends of an axis with a zero line so that the sums fit behind the bars.
    fn scale(&mut self, chart: &Stack100, ink: Ink, gap: f64) {
        let Some(zero) = &chart.zero else { return };
        let reach = |(a, b): (f64, f64), (low, high): (f64, f64)| (a.min(low), b.max(high));
        let (low, high) = chart.rows.iter().map(|row| row.reach(Some(zero))).fold((0.0, 0.0), reach);
        let behind = ink.width("100.0%") + gap;
        let per_pixel = (high - low).max(0.01) / (self.plot.width() - 2.0 * behind).max(1.0);
        (self.low, self.high) = (low - behind * per_pixel, high + behind * per_pixel);
    }
}
