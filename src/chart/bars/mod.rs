//! Ranked horizontal bars.
//!
//! Rank and name to the left, the value behind the end of the bar (or of its whisker), the denominator in a
//! column to the right. The base is zero. Rows that do not fit at a readable size go on further pages with
//! the same scale.
//!
//! The same rows can be drawn as dots (Cleveland 1984): without bars there need be no zero, so that rates which
//! are all near 100 % are told apart; the chart says where its axis begins elsewhere.

mod page;
mod plan;

use std::ops::Range;

use crate::chart::ChartError;
use crate::chart::layout::{self, Frame, Sheet};
use crate::chart::references::Reference;
use crate::chart::scene::{Bounds, Color, Scene};
use crate::chart::theme::Theme;
use crate::chart::words;
use crate::schema::{Unit, group_thousands};
use crate::text::Lang;

use page::Page;
use plan::Plan;

/// A ranked bar chart.
#[derive(Clone, Debug)]
pub struct RankedBars {
    /// Titles, footer, size.
    pub frame: Frame,
    /// Unit of the values.
    pub unit: Unit,
    /// The rows in the order of their ranks.
    pub rows: Vec<BarRow>,
    /// Values drawn as lines across all rows: a median, a pooled value.
    pub references: Vec<Reference>,
    /// What the whiskers are; "95% confidence interval" without.
    pub interval_label: Option<String>,
    /// What hatched bars are; "n below 30" without.
    pub flag_label: Option<String>,
}

/// A row of a ranked bar chart.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "three independent facts about a row")]
pub struct BarRow {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region.
    pub label: String,
    /// Length of the bar; may be negative.
    pub value: f64,
    /// Lower end of the interval, absent without one.
    pub low: Option<f64>,
    /// Upper end of the interval, absent without one.
    pub high: Option<f64>,
    /// The denominator, absent for counts.
    pub n: Option<u64>,
    /// The rank, shared by tied rows.
    pub rank: u32,
    /// Whether another row has the same rank.
    pub tied: bool,
    /// Whether the row is drawn in the strong colour.
    pub highlight: bool,
    /// Whether the figure is unstable (a denominator below 30): the bar is hatched.
    pub flagged: bool,
    /// Rows of one tier cannot be told apart statistically; every second tier is shaded.
    pub tier: Option<u32>,
    /// Written behind the value: a change of rank, a remark.
    pub note: Option<String>,
}

/// What stands for a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BarStyle {
    /// A bar from zero.
    #[default]
    Bars,
    /// A dot on an axis that begins near the smallest value.
    Dots,
}

impl BarRow {
    /// Value and note as written behind the bar.
    fn written(&self, unit: Unit) -> String {
        match &self.note {
            Some(note) => format!("{} {note}", unit.format(self.value)),
            None => unit.format(self.value),
        }
    }

    /// The smallest and the greatest value the row draws.
    fn extent(&self) -> (f64, f64) {
        let low = self.low.unwrap_or(self.value).min(self.value);
        (low, self.high.unwrap_or(self.value).max(self.value))
    }

    /// The rank as written.
    fn rank(&self, lang: Lang) -> String {
        words::rank(lang, self.rank, self.tied)
    }

    fn tip(&self, unit: Unit, lang: Lang) -> String {
        let mut tip = format!("{}{}", self.label, lang.pick("：", ": "));
        tip.push_str(&unit.say(self.value, lang));
        if let (Some(low), Some(high)) = (self.low, self.high) {
            tip.push_str(&lang.pick(
                format!("（{}—{}）", unit.format(low), unit.format(high)),
                format!(" ({} to {})", unit.format(low), unit.format(high)),
            ));
        }
        if let Some(n) = self.n {
            tip.push_str(lang.pick("，n=", ", n="));
            tip.push_str(&group_thousands(n as f64, 0));
        }
        tip.push_str(lang.pick("，", ", "));
        tip.push_str(&words::place(lang, self.rank, self.tied));
        tip
    }
}

impl RankedBars {
    /// Draws the chart as bars, one scene a page.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] without rows, [`ChartError::NotFinite`], [`ChartError::TooSmall`] and
    /// [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        self.draw_as(BarStyle::Bars, theme)
    }

    /// Draws the chart, one scene a page.
    ///
    /// # Errors
    /// As [`RankedBars::draw`].
    pub fn draw_as(&self, style: BarStyle, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        self.check()?;
        let sheet = Sheet::new(&self.frame, theme, None)?;
        let most = Plan::most_rows(self, style, &sheet);
        if self.rows.len() <= most {
            return Ok(vec![self.page(style, &sheet, 0..self.rows.len(), self.rows.len())?]);
        }
        // The number of the page may take a line more.
        let sheet = Sheet::new(&self.frame, theme, Some((self.rows.len(), self.rows.len())))?;
        let most = Plan::most_rows(self, style, &sheet);
        if most == 0 {
            return Err(sheet.too_small("no row fits"));
        }
        let pages = layout::pages(self.rows.len(), most);
        let (count, longest) = (pages.len(), pages.iter().map(Range::len).max().unwrap_or(1));
        let draw_page = |(i, rows)| {
            let sheet = Sheet::new(&self.frame, theme, Some((i + 1, count)))?;
            self.page(style, &sheet, rows, longest)
        };
        pages.into_iter().enumerate().map(draw_page).collect()
    }

    fn check(&self) -> Result<(), ChartError> {
        if self.rows.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        for row in &self.rows {
            let (low, high) = row.extent();
            if !(row.value.is_finite() && low.is_finite() && high.is_finite()) {
                return Err(ChartError::NotFinite { label: row.label.clone() });
            }
        }
        match self.references.iter().find(|r| !r.value.is_finite()) {
            Some(line) => Err(ChartError::NotFinite { label: line.label.clone() }),
            None => Ok(()),
        }
    }

    /// Draws some rows as high as those of the longest page.
    fn page(
        &self,
        style: BarStyle,
        sheet: &Sheet<'_>,
        rows: Range<usize>,
        longest: usize,
    ) -> Result<Scene, ChartError> {
        let plan = Plan::new(self, style, sheet, longest)?;
        let canvas = sheet.open()?;
        let rows = self.rows.get(rows).unwrap_or_default();
        let plot = Bounds { y1: plan.plot.y0 + rows.len() as f64 * plan.pitch, ..plan.plot };
        let pane = canvas.plot(plot, plan.low..plan.high, 0.0..rows.len() as f64);
        let drawing = Page { chart: self, sheet, plan: &plan, canvas: &canvas, pane: &pane, plot };
        drawing.tiers(rows)?;
        drawing.axis()?;
        plan.references.draw(sheet, &canvas, plot)?;
        drawing.heads()?;
        for (i, row) in rows.iter().enumerate() {
            drawing.row(i as f64, row)?;
        }
        drawing.zero()?;
        drawing.legend(rows)?;
        sheet.close(canvas)
    }

    /// What the bars are coloured: one colour, or the strong one against grey.
    fn color(&self, row: &BarRow, theme: &Theme) -> Color {
        if row.highlight {
            theme.strong
        } else if self.rows.iter().any(|r| r.highlight) {
            theme.rest
        } else {
            theme.bar
        }
    }

    fn interval_label(&self) -> &str {
        self.interval_label.as_deref().unwrap_or(words::INTERVAL.get(self.frame.lang))
    }

    fn flag_label(&self) -> &str {
        self.flag_label.as_deref().unwrap_or(words::FEW.get(self.frame.lang))
    }

    /// Whether whiskers or hatched bars are to be explained.
    fn has_legend(&self) -> bool {
        self.has_intervals() || self.rows.iter().any(|r| r.flagged)
    }

    fn has_tiers(&self) -> bool {
        self.rows.iter().any(|r| r.tier.is_some())
    }

    fn has_intervals(&self) -> bool {
        self.rows.iter().any(|r| r.low.is_some() && r.high.is_some())
    }
}

#[cfg(test)]
mod tests;
