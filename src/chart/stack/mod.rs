//! Bars of 100 per cent: how the cases of a region divide into outcomes.
//!
//! They begin at the left edge, or at a zero line with some outcomes on either side of it.
//!
//! Order and colours of the outcomes are fixed, so that charts of different years can be laid side by side.
//! The seventh is the remainder that a report does not explain: light grey and hatched.

mod page;
mod plan;

use page::Page;
use plan::Plan;

use crate::chart::ChartError;
use crate::chart::layout::{Frame, Sheet};
use crate::chart::rows::{self, Key, Line};
use crate::chart::scene::{Bounds, Scene};
use crate::chart::theme::{LEAST_FONT, LINE, Theme};
use crate::chart::words;
use crate::schema::group_thousands;

/// Least height of a row in ems of its text.
const LEAST_PITCH: f64 = 1.4;

/// A chart of bars of 100 per cent.
#[derive(Clone, Debug)]
pub struct Stack100 {
    /// Titles, footer, size.
    pub frame: Frame,
    /// Names of the parts in their fixed order: the six official outcomes and the unexplained remainder. The
    /// seventh is hatched.
    pub categories: Vec<String>,
    /// The rows from top to bottom.
    pub rows: Vec<StackRow>,
    /// Head of the column of totals; "total" without.
    pub n_label: Option<String>,
    /// A zero line, and what lies on its sides; the bars begin at the left edge without.
    pub zero: Option<ZeroLine>,
}

/// A zero line in bars of 100 per cent.
#[derive(Clone, Debug, Default)]
pub struct ZeroLine {
    /// How many of the first categories lie to its right; the others lie to its left, the first of them beside it.
    pub right: usize,
    /// What lies to its left, and to its right.
    pub sides: [String; 2],
}

/// A bar of 100 per cent.
#[derive(Clone, Debug, Default)]
pub struct StackRow {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region, or the year under a group's header.
    pub label: String,
    /// Header under which the row stands: the region, when its years are the rows.
    pub group: Option<String>,
    /// The total; the sum of the parts without.
    pub n: Option<u64>,
    /// Cases of each category, not negative; absent where the report has no figure. Where the total is more
    /// than the parts, the rest of the bar stays empty.
    pub parts: Vec<Option<f64>>,
    /// Whether the label is bold.
    pub highlight: bool,
}

impl StackRow {
    fn sum(&self) -> f64 {
        self.parts.iter().flatten().sum()
    }

    /// What the whole bar stands for.
    fn total(&self) -> f64 {
        self.n.map_or(0.0, |n| n as f64).max(self.sum())
    }

    /// Where each part lies, in parts of the whole bar: category, from, to; below zero left of a zero line.
    fn spans(&self, zero: Option<&ZeroLine>) -> Vec<(usize, f64, f64)> {
        let total = self.total();
        let (mut right, mut left) = (0.0, 0.0);
        let span = |(category, count): (usize, &Option<f64>)| {
            let share = count.filter(|count| *count > 0.0)? / total;
            if zero.is_some_and(|zero| category >= zero.right) {
                left -= share;
                Some((category, left, left + share))
            } else {
                right += share;
                Some((category, right - share, f64::min(right, 1.0)))
            }
        };
        self.parts.iter().enumerate().filter_map(span).collect()
    }

    /// How far the row reaches to the left and to the right.
    fn reach(&self, zero: Option<&ZeroLine>) -> (f64, f64) {
        let spans = self.spans(zero);
        spans
            .iter()
            .fold((0.0, 0.0), |(low, high), (_, from, to)| (f64::min(low, *from), f64::max(high, *to)))
    }

    /// The total as written, absent when nothing is known.
    fn written(&self) -> Option<String> {
        let is_known = self.n.is_some() || self.parts.iter().any(Option::is_some);
        is_known.then(|| group_thousands(self.n.map_or(self.sum(), |n| n as f64), 0))
    }
}

impl Stack100 {
    /// Draws the chart, one scene a page.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] when no row has a case, [`ChartError::NotFinite`] for a negative or
    /// infinite part, [`ChartError::TooSmall`] and [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        for row in &self.rows {
            if row.parts.iter().flatten().any(|v| !v.is_finite() || *v < 0.0) {
                return Err(ChartError::NotFinite { label: row.label.clone() });
            }
        }
        if self.rows.iter().all(|r| r.sum() <= 0.0) {
            return Err(ChartError::NothingToDraw);
        }
        let groups: Vec<Option<&str>> = self.rows.iter().map(|r| r.group.as_deref()).collect();
        let most = |sheet: &Sheet<'_>| rows::most_lines(sheet, self.room(sheet), LEAST_FONT * LEAST_PITCH);
        rows::draw_pages(&self.frame, theme, &groups, most, |sheet, lines, longest| {
            self.page(sheet, lines, longest)
        })
    }

    fn key(&self, sheet: &Sheet<'_>) -> Key<'_> {
        Key::new(sheet, self.categories.iter().map(String::as_str).collect())
    }

    /// Upper and lower end of what rows may use.
    fn room(&self, sheet: &Sheet<'_>) -> (f64, f64) {
        let line = sheet.sizes.small * LINE;
        let top = sheet.body.y0 + self.key(sheet).height() + line + sheet.sizes.gap * 1.2;
        (top.ceil(), sheet.body.y1 - line - sheet.sizes.gap * 0.6)
    }

    fn page(&self, sheet: &Sheet<'_>, lines: &[Line<'_>], longest: usize) -> Result<Scene, ChartError> {
        let plan = Plan::new(self, sheet, longest)?;
        let canvas = sheet.open()?;
        let plot = Bounds { y1: plan.plot.y0 + lines.len() as f64 * plan.pitch, ..plan.plot };
        let pane = canvas.plot(plot, plan.low..plan.high, 0.0..lines.len() as f64);
        let drawing = Page { chart: self, sheet, plan: &plan, canvas: &canvas, pane: &pane };
        drawing.axis(plot)?;
        drawing.key()?;
        let group = |i, text: &str| drawing.group(i, text);
        rows::draw_lines(lines, &self.rows, sheet.lang(), group, |i, row| drawing.row(i, row))?;
        sheet.close(canvas)
    }
}

impl Stack100 {
    fn n_label<'s>(&'s self, sheet: &Sheet<'_>) -> &'s str {
        self.n_label.as_deref().unwrap_or(words::TOTAL.get(sheet.lang()))
    }
}

#[cfg(test)]
mod tests;
