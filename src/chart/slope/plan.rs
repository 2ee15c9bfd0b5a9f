//! Where everything of a page of a slope chart stands.

use super::{Slope, SlopeRow, Way};
use crate::chart::ChartError;
use crate::chart::canvas::Ink;
use crate::chart::layout::{self, Sheet, spread, widest};
use crate::chart::rows::Key;
use crate::chart::scene::Bounds;
use crate::chart::theme::{LEAST_FONT, LINE};
use crate::chart::words;

/// Rows of a page, at most: beyond that lines cannot be followed.
const MOST_ROWS: usize = 60;
/// Height of a name in ems of its text.
const PITCH: f64 = 1.25;
/// Least width of the plot in ems of body text.
const LEAST_PLOT: f64 = 7.0;
/// Greatest width of the plot in parts of its height: flatter slopes are not told apart.
const MOST_PLOT: f64 = 1.6;
/// Width of the leaders between names and points, in gaps.
const LEADER: f64 = 3.0;

/// The plan of a page.
pub(super) struct Plan {
    /// From the points of the first year to those of the second.
    pub(super) plot: Bounds,
    /// Size of the names.
    pub(super) font: f64,
    /// Length of the leaders.
    pub(super) leader: f64,
    /// Height of the point and of the name of each row, at the first and at the second end.
    pub(super) ends: [Vec<Option<(f64, f64)>>; 2],
}

/// How many rows can be on a page.
///
/// # Errors
/// [`ChartError::TooSmall`] when none can.
pub(super) fn most_rows(chart: &Slope, sheet: &Sheet<'_>) -> Result<usize, ChartError> {
    let (top, bottom) = edges(chart, sheet);
    match layout::how_many(bottom - top, LEAST_FONT * PITCH) {
        0 => Err(sheet.too_small("no row fits")),
        most => Ok(most.min(MOST_ROWS)),
    }
}

/// Upper and lower edge of what names may use.
fn edges(chart: &Slope, sheet: &Sheet<'_>) -> (f64, f64) {
    let line = sheet.sizes.body * LINE;
    let key = key(sheet, &key_texts(sheet, chart)).height();
    let top = sheet.body.y0 + key + line + sheet.sizes.gap;
    (top.ceil(), sheet.body.y1 - sheet.sizes.gap * 0.4)
}

/// The ways that occur, with how many go each.
pub(super) fn ways(chart: &Slope) -> Vec<(Way, usize)> {
    let ways: Vec<Way> = chart.rows.iter().map(|row| row.way(chart.unit)).collect();
    let count = |way: Way| (way, ways.iter().filter(|other| **other == way).count());
    Way::ALL.into_iter().map(count).filter(|(_, count)| *count > 0).collect()
}

/// The texts of the key: which way how many went.
pub(super) fn key_texts(sheet: &Sheet<'_>, chart: &Slope) -> Vec<String> {
    let text = |(way, count): (Way, usize)| words::counted(sheet.lang(), way.name(), count);
    ways(chart).into_iter().map(text).collect()
}

/// The key.
pub(super) fn key<'t>(sheet: &Sheet<'_>, texts: &'t [String]) -> Key<'t> {
    Key::new(sheet, texts.iter().map(String::as_str).collect())
}

impl Plan {
    pub(super) fn new(chart: &Slope, sheet: &Sheet<'_>, rows: &[&SlopeRow]) -> Result<Self, ChartError> {
        let (y0, y1) = edges(chart, sheet);
        let each = (y1 - y0) / rows.len().max(1) as f64;
        let mut font = (each / PITCH).clamp(LEAST_FONT, sheet.sizes.body);
        loop {
            let plan = Self::with_font(chart, sheet, rows, font, (y0, y1));
            if plan.plot.width() >= sheet.sizes.body * LEAST_PLOT {
                return Ok(plan);
            }
            if font <= LEAST_FONT {
                return Err(sheet.too_small("the labels leave no room for the lines"));
            }
            font = (font - 1.0).max(LEAST_FONT);
        }
    }

    fn with_font(
        chart: &Slope,
        sheet: &Sheet<'_>,
        rows: &[&SlopeRow],
        font: f64,
        (y0, y1): (f64, f64),
    ) -> Self {
        let bold = chart.rows.iter().any(|row| row.highlight);
        let ink = Ink::new(font, sheet.theme.ink).bold(bold);
        let height = font * PITCH;
        let leader = sheet.sizes.gap * LEADER;
        let side = |is_second: bool| {
            let texts: Vec<String> = rows.iter().filter_map(|row| name(row, chart, is_second)).collect();
            widest(ink, texts.iter().map(String::as_str)) + leader + sheet.sizes.gap * 0.5
        };
        let (x0, x1) = (sheet.body.x0 + side(false), sheet.body.x1 - side(true));
        // Names at the ends of the scale are whole; a wide picture keeps its slopes steep, in the middle.
        let plot = Bounds { x0, y0: y0 + height / 2.0, x1, y1: y1 - height / 2.0 };
        let over = ((plot.width() - plot.height() * MOST_PLOT) / 2.0).max(0.0);
        let over = if plot.width() - 2.0 * over >= sheet.sizes.body * LEAST_PLOT { over } else { 0.0 };
        let plot = Bounds { x0: x0 + over, x1: x1 - over, ..plot };
        let values = || rows.iter().flat_map(|row| row.from.iter().chain(&row.to)).copied();
        let (low, high) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
        let to_y = |value: f64| {
            if high > low {
                plot.y1 - (value - low) / (high - low) * plot.height()
            } else {
                f64::midpoint(plot.y0, plot.y1)
            }
        };
        let place = |is_second: bool| {
            let mut points: Vec<(f64, f64, usize)> = rows
                .iter()
                .enumerate()
                .filter_map(|(i, row)| {
                    let own = to_y(row.end(is_second)?);
                    Some((own, row.end(!is_second).map_or(own, to_y), i))
                })
                .collect();
            // Of two at one place that one is higher which is so at the other end.
            points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
            let wanted: Vec<f64> = points.iter().map(|point| point.0).collect();
            let names = spread(&wanted, height, y0, y1);
            let mut ends = vec![None; rows.len()];
            for ((y, _, i), name) in points.into_iter().zip(names) {
                if let Some(end) = ends.get_mut(i) {
                    *end = Some((y, name));
                }
            }
            ends
        };
        Self { plot, font, leader, ends: [place(false), place(true)] }
    }
}

/// What stands at an end of a row, if it has a value there.
pub(super) fn name(row: &SlopeRow, chart: &Slope, is_second: bool) -> Option<String> {
    let value = chart.unit.format(row.end(is_second)?);
    Some(if is_second { format!("{value} {}", row.label) } else { format!("{} {value}", row.label) })
}
