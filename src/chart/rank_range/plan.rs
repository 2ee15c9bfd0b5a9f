//! Where everything of a page of ranks stands.

use super::{LEAST_PITCH, RankRanges};
use crate::chart::ChartError;
use crate::chart::canvas::Ink;
use crate::chart::layout::{Sheet, widest};
use crate::chart::scene::Bounds;
use crate::chart::theme::{LEAST_FONT, LINE};
use crate::chart::words;
use crate::text::Text;

/// Greatest height of a row in ems of body text.
const MOST_PITCH: f64 = 2.4;
/// Least width of the plot in ems of the rows' text.
const LEAST_PLOT: f64 = 12.0;

/// Upper and lower edge of what rows may use.
pub(super) fn edges(chart: &RankRanges, sheet: &Sheet<'_>) -> (f64, f64) {
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
    /// Right ends of the columns behind the plot, those that have room: open places, values, tiers.
    pub(super) range_x: Option<f64>,
    pub(super) value_x: Option<f64>,
    pub(super) tier_x: Option<f64>,
}

impl Plan {
    pub(super) fn new(chart: &RankRanges, sheet: &Sheet<'_>, rows: usize) -> Result<Self, ChartError> {
        let (y0, y1) = edges(chart, sheet);
        let pitch = ((y1 - y0) / rows.max(1) as f64).min(sheet.sizes.body * MOST_PITCH);
        let mut font = (pitch / LEAST_PITCH).clamp(LEAST_FONT, sheet.sizes.body);
        loop {
            // Fewer columns, then smaller text, before giving up.
            for (ranges, values) in [(true, true), (true, false), (false, false)] {
                let plan = Self::columns(chart, sheet, (font, pitch), (ranges, values), (y0, y1));
                if plan.plot.width() >= font * LEAST_PLOT {
                    return Ok(plan);
                }
            }
            if font <= LEAST_FONT {
                return Err(sheet.too_small("the labels leave no room for the ranks"));
            }
            font = (font - 1.0).max(LEAST_FONT);
        }
    }

    fn columns(
        chart: &RankRanges,
        sheet: &Sheet<'_>,
        (font, pitch): (f64, f64),
        (ranges, values): (bool, bool),
        (y0, y1): (f64, f64),
    ) -> Self {
        let (lang, gap) = (sheet.lang(), sheet.sizes.gap);
        let ink = Ink::new(font, sheet.theme.ink);
        let head = Ink::new(font.min(sheet.sizes.small), sheet.theme.ink);
        let any_bold = chart.rows.iter().any(|row| row.highlight);
        let width = |texts: Vec<String>, title: Text| {
            let texts = || texts.iter().map(String::as_str);
            let bold = if any_bold { widest(ink.bold(true), texts()) } else { 0.0 };
            widest(ink, texts()).max(bold).max(head.width(title.get(lang)))
        };
        let rank = width(chart.rows.iter().map(|row| row.rank(lang)).collect(), words::RANK);
        let label = width(chart.rows.iter().map(|row| row.label.clone()).collect(), Text::new("", ""));
        let mut x = sheet.body.x1 - gap * 0.5;
        let mut column = |is_there: bool, texts: Vec<String>, title: Text| {
            let end = x;
            if is_there {
                x -= width(texts, title) + gap * 1.6;
            }
            is_there.then_some(end)
        };
        let tiers = chart.rows.iter().filter_map(|row| row.tier).map(|tier| tier.to_string()).collect();
        let tier_x = column(chart.has_tiers(), tiers, words::TIER);
        let value_x = column(values, chart.rows.iter().map(|row| row.value.clone()).collect(), words::VALUE);
        let range_x =
            column(ranges, chart.rows.iter().map(|row| row.range(lang)).collect(), words::RANGE_COLUMN);
        let rank_x = sheet.body.x0 + gap * 0.5 + rank;
        let label_x = rank_x + gap * 0.9;
        let plot = Bounds { x0: (label_x + label + gap * 0.9).ceil(), y0, x1: x, y1 };
        Self { plot, pitch, font, rank_x, label_x, range_x, value_x, tier_x }
    }
}
