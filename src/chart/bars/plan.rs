//! Where everything of a page of ranked bars stands.

use super::{BarRow, BarStyle, RankedBars};
use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::canvas::Ink;
use crate::chart::layout::{self, Sheet, widest};
use crate::chart::references::{self, Labelled};
use crate::chart::scene::Bounds;
use crate::chart::theme::{LEAST_FONT, LINE};
use crate::chart::words;
use crate::schema::group_thousands;

/// Least height of a row in ems of its text.
const LEAST_PITCH: f64 = 1.3;
/// Greatest height of a row in ems of body text; a few rows do not fill a whole page.
const MOST_PITCH: f64 = 3.2;
/// Least width of the plot in ems of body text.
const LEAST_PLOT: f64 = 10.0;

/// The plan of a page.
pub(super) struct Plan {
    /// The plot with its greatest height.
    pub(super) plot: Bounds,
    /// Height of a row.
    pub(super) pitch: f64,
    /// Size of the rows' text.
    pub(super) font: f64,
    /// Right end of the ranks.
    pub(super) rank_x: f64,
    /// Left end of the names.
    pub(super) label_x: f64,
    /// Right end of the denominators, if there are any.
    pub(super) n_x: Option<f64>,
    /// Value at the left edge of the plot.
    pub(super) low: f64,
    /// Value at the right edge of the plot.
    pub(super) high: f64,
    /// The reference lines with their labels.
    pub(super) references: Labelled,
    pub(super) style: BarStyle,
}

impl Plan {
    /// Height of what stands above the rows: column heads and the labels of reference lines.
    fn above(sheet: &Sheet<'_>, lanes: usize) -> f64 {
        sheet.sizes.small * LINE * lanes.max(1) as f64 + sheet.sizes.gap * 0.5
    }

    /// Height of what stands below the rows: axis labels, unit, legend.
    fn below(chart: &RankedBars, style: BarStyle, sheet: &Sheet<'_>) -> f64 {
        // Dots have a line about their axis.
        let lines = if style == BarStyle::Dots { 2.2 } else { 1.0 }
            + if chart.has_legend() { 1.2 } else { 0.0 }
            + if chart.has_tiers() { 1.2 } else { 0.0 };
        sheet.sizes.small * LINE * lines + sheet.sizes.gap
    }

    /// How many rows fit a page at the least size of text.
    pub(super) fn most_rows(chart: &RankedBars, style: BarStyle, sheet: &Sheet<'_>) -> usize {
        let above = Self::above(sheet, references::LANES.min(chart.references.len()));
        let room = sheet.body.height() - above - Self::below(chart, style, sheet);
        layout::how_many(room, LEAST_FONT * LEAST_PITCH)
    }

    pub(super) fn new(
        chart: &RankedBars,
        style: BarStyle,
        sheet: &Sheet<'_>,
        rows: usize,
    ) -> Result<Self, ChartError> {
        let sizes = &sheet.sizes;
        let lanes = references::LANES.min(chart.references.len());
        let (y0, y1) =
            (sheet.body.y0 + Self::above(sheet, lanes), sheet.body.y1 - Self::below(chart, style, sheet));
        let fill = |y0: f64| ((y1 - y0) / rows.max(1) as f64).min(sizes.body * MOST_PITCH).floor();
        let pitch = fill(y0);
        let font = (pitch / LEAST_PITCH).clamp(LEAST_FONT, sizes.body);
        let (ink, head) = (Ink::new(font, sheet.theme.ink), Ink::new(font.min(sizes.small), sheet.theme.ink));
        let ranks: Vec<String> = chart.rows.iter().map(|r| r.rank(sheet.lang())).collect();
        let rank_width =
            widest(ink, ranks.iter().map(String::as_str)).max(head.width(words::RANK.get(sheet.lang())));
        let label_width = widest(ink.bold(true), chart.rows.iter().map(|r| r.label.as_str()))
            .max(widest(ink, chart.rows.iter().map(|r| r.label.as_str())));
        let numbers: Vec<String> =
            chart.rows.iter().filter_map(|r| r.n.map(|n| group_thousands(n as f64, 0))).collect();
        let n_width = if numbers.is_empty() {
            0.0
        } else {
            widest(ink, numbers.iter().map(String::as_str))
                .max(head.width(words::DENOMINATOR.get(sheet.lang())))
                + sizes.gap
        };
        let gap = sizes.gap * 0.9;
        let plot = Bounds {
            x0: (sheet.body.x0 + rank_width + gap + label_width + gap).ceil(),
            y0: y0.ceil(),
            x1: sheet.body.x1 - n_width,
            y1,
        };
        if plot.width() < sizes.body * LEAST_PLOT {
            return Err(sheet.too_small("the labels leave no room for the bars"));
        }
        let mut plan = Self {
            plot,
            pitch,
            font,
            rank_x: sheet.body.x0 + rank_width,
            label_x: sheet.body.x0 + rank_width + gap,
            n_x: (n_width > 0.0).then_some(sheet.body.x1),
            low: 0.0,
            high: 1.0,
            references: Labelled::default(),
            style,
        };
        match style {
            BarStyle::Bars => plan.scale(chart, ink.bold(true), sizes.gap * 0.5),
            BarStyle::Dots => plan.fit(chart, ink.bold(true), sizes.gap * 0.5),
        }
        plan.references =
            Labelled::values(sheet, &chart.references, chart.unit, plan.plot, plan.low..plan.high);
        // Lanes that the labels do not need go to the rows.
        plan.plot.y0 = (sheet.body.y0 + Self::above(sheet, plan.references.lanes())).ceil();
        plan.pitch = fill(plan.plot.y0);
        Ok(plan)
    }

    /// Chooses the ends of the axis so that every value fits behind its bar.
    fn scale(&mut self, chart: &RankedBars, ink: Ink, gap: f64) {
        let widths: Vec<f64> =
            chart.rows.iter().map(|r| ink.width(&r.written(chart.unit)) + 2.0 * gap).collect();
        let lines = chart.references.iter().map(|r| (r.value, r.value));
        let (low, high) = (chart.rows.iter().map(BarRow::extent).chain(lines))
            .fold((0.0, 0.0), |(a, b): (f64, f64), (low, high)| (a.min(low), b.max(high)));
        let high = axis::upper_end(chart.unit, high);
        if low >= high {
            // All values are zero.
            (self.low, self.high) = (0.0, if chart.unit.is_count() { 10.0 } else { 1.0 });
            return;
        }
        let is_left = |r: &BarRow| r.value < 0.0;
        let pairs = || chart.rows.iter().zip(&widths);
        let left = pairs().filter(|p| is_left(p.0)).map(|p| *p.1).fold(0.0, f64::max);
        let left = if low < 0.0 { left } else { 0.0 };
        let room = self.plot.width() - left;
        let per_pixel = pairs()
            .filter(|p| !is_left(p.0))
            .map(|(row, width)| (row.extent().1 - low) / (room - width).max(1.0))
            .fold((high - low) / room, f64::max);
        self.low = low - left * per_pixel;
        self.high = self.low + self.plot.width() * per_pixel;
    }

    /// Chooses the ends of the axis about the values, with room for a dot to the left and for each value behind
    /// its dot.
    fn fit(&mut self, chart: &RankedBars, ink: Ink, gap: f64) {
        let lines = chart.references.iter().map(|r| (r.value, r.value));
        let (low, high) = (chart.rows.iter().map(BarRow::extent).chain(lines))
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), (low, high)| (a.min(low), b.max(high)));
        // All values are the same: as much to either side as it is large.
        let span = if high > low { high - low } else { low.abs().max(1.0) };
        let left = ink.size;
        let room = self.plot.width() - left;
        let per_pixel = chart
            .rows
            .iter()
            .map(|row| {
                (row.extent().1 - low) / (room - ink.width(&row.written(chart.unit)) - 3.0 * gap).max(1.0)
            })
            .fold(span / room, f64::max);
        self.low = low - left * per_pixel;
        self.high = self.low + self.plot.width() * per_pixel;
    }

    /// Whether zero lies outside the axis.
    pub(super) fn is_without_zero(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}
