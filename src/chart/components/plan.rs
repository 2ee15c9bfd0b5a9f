//! Where everything of a page of scores stands.

use super::{LEAST_PITCH, ScoreBars, ScoreRow};
use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::canvas::Ink;
use crate::chart::layout::{Sheet, widest};
use crate::chart::scene::Bounds;
use crate::chart::theme::{LEAST_FONT, LINE};
use crate::chart::words;
use crate::schema::Unit;

/// Greatest height of a row in ems of body text.
const MOST_PITCH: f64 = 2.8;
/// Least width of the plot in ems of the rows' text.
const LEAST_PLOT: f64 = 12.0;
/// Least width of the plot of places in ems of the rows' text.
const LEAST_PLACES: f64 = 7.0;
/// Part of the width that the plots share which is for places.
const PLACES: f64 = 0.3;

/// Upper and lower edge of what rows may use.
pub(super) fn edges(chart: &ScoreBars, sheet: &Sheet<'_>) -> (f64, f64) {
    let line = sheet.sizes.small * LINE;
    let top = sheet.body.y0 + chart.key(sheet).height() + line + sheet.sizes.gap * 1.2;
    (top.ceil(), sheet.body.y1 - line - sheet.sizes.gap * 0.6)
}

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
    /// Right end of the scores, where they do not stand at the ends of bars.
    pub(super) score_x: Option<f64>,
    /// The plot of places.
    pub(super) places: Option<Bounds>,
    /// Right end of the places in figures, if there is room.
    pub(super) range_x: Option<f64>,
    /// Value at the left edge of the plot.
    pub(super) low: f64,
    /// Value at the right edge of the plot.
    pub(super) high: f64,
    /// The ticks of the values.
    pub(super) ticks: Vec<f64>,
}

impl Plan {
    pub(super) fn new(chart: &ScoreBars, sheet: &Sheet<'_>, rows: usize) -> Result<Self, ChartError> {
        let (y0, y1) = edges(chart, sheet);
        let pitch = ((y1 - y0) / rows.max(1) as f64).min(sheet.sizes.body * MOST_PITCH).floor();
        let mut font = (pitch / LEAST_PITCH).clamp(LEAST_FONT, sheet.sizes.body);
        loop {
            // Without the places in figures, then with smaller text, before giving up.
            for with_ranges in [true, false] {
                let mut plan = Self::columns(chart, sheet, (font, pitch), with_ranges, (y0, y1));
                let places = plan.places.map_or(f64::INFINITY, Bounds::width);
                if plan.plot.width() >= font * LEAST_PLOT && places >= font * LEAST_PLACES {
                    plan.scale(chart, sheet);
                    return Ok(plan);
                }
            }
            if font <= LEAST_FONT {
                return Err(sheet.too_small("the labels leave no room for the bars"));
            }
            font = (font - 1.0).max(LEAST_FONT);
        }
    }

    fn columns(
        chart: &ScoreBars,
        sheet: &Sheet<'_>,
        (font, pitch): (f64, f64),
        with_ranges: bool,
        (y0, y1): (f64, f64),
    ) -> Self {
        let (lang, gap) = (sheet.lang(), sheet.sizes.gap);
        let ink = Ink::new(font, sheet.theme.ink);
        let head = Ink::new(font.min(sheet.sizes.small), sheet.theme.ink);
        let is_any_bold = chart.rows.iter().any(|row| row.highlight);
        let width = |text: &dyn Fn(&ScoreRow) -> String, head_text: &str| {
            let texts: Vec<String> = chart.rows.iter().map(text).collect();
            let texts = || texts.iter().map(String::as_str);
            let bold = if is_any_bold { widest(ink.bold(true), texts()) } else { 0.0 };
            widest(ink, texts()).max(bold).max(head.width(head_text))
        };
        let rank_x = sheet.body.x0 + width(&|row| row.rank(lang), words::RANK.get(lang));
        let label_x = rank_x + gap * 0.9;
        let x0 = (label_x + width(&|row| row.label.clone(), "") + gap * 0.9).ceil();
        let mut x1 = sheet.body.x1;
        let (mut places, mut range_x) = (None, None);
        if chart.has_spread() {
            if with_ranges {
                range_x = Some(x1);
                x1 -= width(&|row| row.range(lang), words::RANGE_COLUMN.get(lang)) + gap * 1.2;
            }
            let wide = ((x1 - x0) * PLACES).floor();
            places = Some(Bounds { x0: x1 - wide, y0, x1, y1 });
            x1 -= wide + gap * 1.8;
        }
        let score_x = (!chart.is_sum).then_some(x1);
        if !chart.is_sum {
            x1 -= width(&ScoreRow::score, words::SCORE.get(lang)) + gap;
        }
        let plot = Bounds { x0, y0, x1: x1.floor(), y1 };
        let (low, high, ticks) = (0.0, 1.0, Vec::new());
        Self { plot, pitch, font, rank_x, label_x, score_x, places, range_x, low, high, ticks }
    }

    /// Chooses the ends of the axis so that every score fits behind its bar, and dots lie inside.
    fn scale(&mut self, chart: &ScoreBars, sheet: &Sheet<'_>) {
        let extents = || chart.rows.iter().map(|row| row.extent(chart.is_sum));
        let (low, high) =
            extents().fold((0.0, 0.0), |(a, b): (f64, f64), (low, high)| (a.min(low), b.max(high)));
        let (low, high) = if low < high { (low, high) } else { (0.0, 1.0) };
        let ink = Ink::new(self.font, sheet.theme.ink).bold(chart.rows.iter().any(|row| row.highlight));
        let gap = sheet.sizes.gap;
        let room = self.plot.width() - self.font * 0.5;
        let per_pixel = if chart.is_sum {
            let behind = |row: &ScoreRow| ink.width(&row.score()) + gap * 1.5;
            let needs = |row: &ScoreRow| (row.extent(true).1 - low) / (room - behind(row)).max(1.0);
            chart.rows.iter().map(needs).fold((high - low) / room, f64::max)
        } else {
            (high - low) / room
        };
        // Half a mark stays free at the left.
        let edge = if low < 0.0 || !chart.is_sum { self.font * 0.5 } else { 0.0 };
        self.low = low - edge * per_pixel;
        self.high = self.low + self.plot.width() * per_pixel;
        // Scores end at 100; where they come near it, so does the axis.
        let end = axis::upper_end(Unit::Percent, high).min(self.high);
        let label = sheet.sizes.small * 3.5;
        let most = crate::chart::layout::how_many(self.plot.width(), label).clamp(3, 11);
        self.ticks = axis::ticks(low, end, most);
    }
}
