//! Ranked horizontal bars.
//!
//! Rank and name to the left, the value behind the end of the bar (or of its whisker), the denominator in a
//! column to the right. The base is zero. Rows that do not fit at a readable size go on further pages with
//! the same scale.

use std::ops::Range;

use super::ChartError;
use super::axis;
use super::backend::Tag;
use super::canvas::{Canvas, Ink, Pane};
use super::layout::{self, Frame, Sheet, widest};
use super::references::{self, Reference};
use super::scene::{Anchor, Bounds, Color, Hatch, Paint, Scene, Stroke};
use super::theme::{LEAST_FONT, LINE, Theme};
use super::words;
use crate::schema::{Unit, group_thousands};
use crate::text::Lang;

/// Least height of a row in ems of its text.
const LEAST_PITCH: f64 = 1.3;
/// Greatest height of a row in ems of body text; a few rows do not fill a whole page.
const MOST_PITCH: f64 = 3.2;
/// Height of a bar in parts of its row.
const BAR: f64 = 0.66;
/// Greatest height of a bar in ems of body text.
const MOST_BAR: f64 = 1.5;
/// Least width of the plot in ems of body text.
const LEAST_PLOT: f64 = 10.0;
/// Distance of hatch lines in ems of body text.
pub(crate) const HATCH_GAP: f64 = 0.42;

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
        lang.pick(self.rank.to_string(), format!("{}{}", if self.tied { "=" } else { "" }, self.rank))
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
            tip.push_str(lang.pick("，", ", "));
            tip.push_str(&format!("n={}", group_thousands(n as f64, 0)));
        }
        tip.push_str(lang.pick("，", ", "));
        tip.push_str(&words::place(lang, self.rank, self.tied));
        tip
    }
}

impl RankedBars {
    /// Draws the chart, one scene a page.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] without rows, [`ChartError::NotFinite`], [`ChartError::TooSmall`] and
    /// [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        self.check()?;
        let sheet = Sheet::new(&self.frame, theme, None)?;
        let most = Plan::most_rows(self, &sheet);
        if self.rows.len() <= most {
            return Ok(vec![self.page(&sheet, 0..self.rows.len())?]);
        }
        // The number of the page may take a line more.
        let sheet = Sheet::new(&self.frame, theme, Some((self.rows.len(), self.rows.len())))?;
        let most = Plan::most_rows(self, &sheet);
        if most == 0 {
            return Err(sheet.too_small("no row fits"));
        }
        let pages = layout::pages(self.rows.len(), most);
        let count = pages.len();
        let draw_page = |(i, rows)| {
            let sheet = Sheet::new(&self.frame, theme, Some((i + 1, count)))?;
            self.page(&sheet, rows)
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

    fn page(&self, sheet: &Sheet<'_>, rows: Range<usize>) -> Result<Scene, ChartError> {
        let most = self.rows.len().div_ceil(layout::pages(self.rows.len(), Plan::most_rows(self, sheet)).len());
        let plan = Plan::new(self, sheet, most)?;
        let canvas = sheet.open()?;
        let rows = self.rows.get(rows).unwrap_or_default();
        let plot = Bounds { y1: plan.plot.y0 + rows.len() as f64 * plan.pitch, ..plan.plot };
        let pane = canvas.plot(plot, plan.low..plan.high, 0.0..rows.len() as f64);
        let page = Page { chart: self, sheet, plan: &plan, canvas: &canvas, pane: &pane, plot };
        page.tiers(rows)?;
        page.axis()?;
        let lines = references::draw(sheet, &canvas, &pane, plot, &self.references, self.unit)?;
        page.heads()?;
        for (i, row) in rows.iter().enumerate() {
            page.row(i as f64, row, &lines)?;
        }
        page.legend(rows)?;
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

    fn has_intervals(&self) -> bool {
        self.rows.iter().any(|r| r.low.is_some() && r.high.is_some())
    }
}

/// Where everything of a page stands.
struct Plan {
    /// The plot with its greatest height.
    plot: Bounds,
    /// Height of a row.
    pitch: f64,
    /// Size of the rows' text.
    font: f64,
    /// Right end of the ranks.
    rank_x: f64,
    /// Left end of the names.
    label_x: f64,
    /// Right end of the denominators, if there are any.
    n_x: Option<f64>,
    /// Value at the left edge of the plot.
    low: f64,
    /// Value at the right edge of the plot.
    high: f64,
}

impl Plan {
    /// Height of what stands above the rows: column heads and the labels of reference lines.
    fn above(chart: &RankedBars, sheet: &Sheet<'_>) -> f64 {
        let lanes = if chart.references.is_empty() { 1 } else { references::LANES.min(chart.references.len()) };
        sheet.sizes.small * LINE * lanes as f64 + sheet.sizes.gap * 0.5
    }

    /// Height of what stands below the rows: axis labels, unit, legend.
    fn below(chart: &RankedBars, sheet: &Sheet<'_>) -> f64 {
        let is_legend = chart.has_intervals() || chart.rows.iter().any(|r| r.flagged);
        let lines = 1.0 + if is_legend { 1.2 } else { 0.0 };
        sheet.sizes.small * LINE * lines + sheet.sizes.gap
    }

    /// How many rows fit a page at the least size of text.
    fn most_rows(chart: &RankedBars, sheet: &Sheet<'_>) -> usize {
        let room = sheet.body.height() - Self::above(chart, sheet) - Self::below(chart, sheet);
        layout::how_many(room, LEAST_FONT * LEAST_PITCH)
    }

    fn new(chart: &RankedBars, sheet: &Sheet<'_>, rows: usize) -> Result<Self, ChartError> {
        let sizes = &sheet.sizes;
        let (y0, y1) = (sheet.body.y0 + Self::above(chart, sheet), sheet.body.y1 - Self::below(chart, sheet));
        let pitch = ((y1 - y0) / rows.max(1) as f64).min(sizes.body * MOST_PITCH).floor();
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
        };
        plan.scale(chart, ink.bold(true), sizes.gap * 0.5);
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
}

/// A page while it is drawn.
struct Page<'a> {
    chart: &'a RankedBars,
    sheet: &'a Sheet<'a>,
    plan: &'a Plan,
    canvas: &'a Canvas,
    pane: &'a Pane,
    plot: Bounds,
}

impl Page<'_> {
    /// Shades every second tier.
    fn tiers(&self, rows: &[BarRow]) -> Result<(), ChartError> {
        for (i, row) in rows.iter().enumerate().filter(|r| r.1.tier.is_some_and(|t| t % 2 == 0)) {
            let y = self.plot.y0 + i as f64 * self.plan.pitch;
            let tag = Tag::region(&row.region_code);
            let ends = ((self.sheet.body.x0, y), (self.sheet.body.x1, y + self.plan.pitch));
            self.canvas.page.rect(ends.0, ends.1, Paint::fill(self.sheet.theme.band), &tag)?;
        }
        Ok(())
    }

    fn axis(&self) -> Result<(), ChartError> {
        let (sheet, plot) = (self.sheet, self.plot);
        let ink = layout::axis_ink(sheet, Anchor::Middle);
        let most = layout::how_many(plot.width(), ink.width("00,000%")).clamp(2, 11);
        // No tick stands where only values are written.
        let ticks = axis::ticks(self.plan.low, self.plan.high, most);
        let step = axis::step(&ticks);
        let y = plot.y1 + sheet.sizes.gap * 0.4 + sheet.sizes.small * LINE / 2.0;
        let is_whole = self.chart.unit.is_count();
        let beyond = match self.chart.unit {
            Unit::Share => 1.0,
            Unit::Percent => 100.0,
            _ => f64::INFINITY,
        };
        for tick in ticks.iter().filter(|t| (!is_whole || t.fract() == 0.0) && **t <= beyond) {
            let x = self.pane.px((*tick, 0.0)).0;
            let (stroke, tag) = (sheet.sizes.hairline(sheet.theme.grid), Tag::default());
            self.canvas.page.line(&[(x, plot.y0), (x, plot.y1)], stroke, &tag)?;
            let label = axis::tick_label(self.chart.unit, *tick, step);
            let half = ink.width(&label) / 2.0;
            let x = x.clamp(self.plan.label_x + half, sheet.body.x1 - half);
            self.canvas.page.text(&label, (x, y), ink, &tag)?;
        }
        if !matches!(self.chart.unit, Unit::Share | Unit::Percent) {
            let unit = words::unit(sheet.lang(), self.chart.unit.name());
            let ink = ink.at(Anchor::End);
            // Left of the zero label, under the names.
            let x = self.pane.px((ticks.first().copied().unwrap_or(0.0), 0.0)).0 - ink.width("00,000");
            if x - ink.width(&unit) >= sheet.body.x0 {
                self.canvas.page.text(&unit, (x, y), ink, &Tag::default())?;
            }
        }
        Ok(())
    }

    /// Heads of the columns.
    fn heads(&self) -> Result<(), ChartError> {
        let (sheet, plan) = (self.sheet, self.plan);
        let size = plan.font.min(sheet.sizes.small);
        let ink = Ink::new(size, sheet.theme.soft_ink).at(Anchor::End);
        let y = self.plot.y0 - sheet.sizes.gap * 0.4 - size * LINE / 2.0;
        let tag = Tag::default();
        self.canvas.page.text(words::RANK.get(sheet.lang()), (plan.rank_x, y), ink, &tag)?;
        match plan.n_x {
            Some(x) => self.canvas.page.text(words::DENOMINATOR.get(sheet.lang()), (x, y), ink, &tag),
            None => Ok(()),
        }
    }

    fn row(&self, i: f64, row: &BarRow, lines: &[f64]) -> Result<(), ChartError> {
        let (sheet, plan, page) = (self.sheet, self.plan, &self.canvas.page);
        let (theme, sizes) = (sheet.theme, &sheet.sizes);
        let tag = Tag::new(&row.region_code, row.tip(self.chart.unit, sheet.lang()));
        let plain = Tag::region(&row.region_code);
        let color = self.chart.color(row, theme);
        let middle = self.plot.y0 + (i + 0.5) * plan.pitch;
        let thick = (plan.pitch * BAR).min(sizes.body * MOST_BAR).round().max(2.0);
        let half = thick / plan.pitch / 2.0;
        let paint = if row.flagged { hatched(color, sizes.body, sizes.hair) } else { Paint::fill(color) };
        let corners = ((0.0_f64.min(row.value), i + 0.5 - half), (0.0_f64.max(row.value), i + 0.5 + half));
        self.pane.rect(corners.0, corners.1, paint, &tag)?;
        let zero = self.pane.px((0.0, 0.0)).0;
        let ends = [(zero, self.plot.y0 + i * plan.pitch), (zero, self.plot.y0 + (i + 1.0) * plan.pitch)];
        page.line(&ends, Stroke::solid(theme.axis, sizes.hair), &plain)?;
        if let (Some(low), Some(high)) = (row.low, row.high) {
            whisker(sheet, self.pane, (low, high, i + 0.5), thick * 0.4 / plan.pitch / 2.0, &plain)?;
        }
        let ink = Ink::new(plan.font, theme.ink).bold(row.highlight);
        page.text(&row.rank(sheet.lang()), (plan.rank_x, middle), ink.at(Anchor::End), &plain)?;
        page.text(&row.label, (plan.label_x, middle), ink, &plain)?;
        self.value(row, middle, ink, lines)?;
        if let (Some(x), Some(n)) = (plan.n_x, row.n) {
            let ink = Ink::new(plan.font, theme.soft_ink).at(Anchor::End);
            page.text(&group_thousands(n as f64, 0), (x, middle), ink, &plain)?;
        }
        Ok(())
    }

    /// Writes the value behind the bar, over a white ground where a reference line would cross it.
    fn value(&self, row: &BarRow, middle: f64, ink: Ink, lines: &[f64]) -> Result<(), ChartError> {
        let (low, high) = row.extent();
        let gap = self.sheet.sizes.gap * 0.5;
        let text = row.written(self.chart.unit);
        let width = ink.width(&text);
        let (x, ink) = if row.value < 0.0 {
            (self.pane.px((low, 0.0)).0 - gap - width, ink)
        } else {
            (self.pane.px((high.max(0.0), 0.0)).0 + gap, ink)
        };
        let tag = Tag::region(&row.region_code);
        if lines.iter().any(|line| (x - 2.0..=x + width + 2.0).contains(line)) {
            let ground = match row.tier {
                Some(tier) if tier % 2 == 0 => self.sheet.theme.band,
                _ => self.sheet.theme.background,
            };
            let tall = (ink.size * 0.6).min(self.plan.pitch / 2.0);
            let corners = ((x - gap * 0.5, middle - tall), (x + width + gap * 0.5, middle + tall));
            self.canvas.page.rect(corners.0, corners.1, Paint::fill(ground), &tag)?;
        }
        self.canvas.page.text(&text, (x, middle), ink, &tag)
    }

    /// Says what hatched bars and whiskers are.
    fn legend(&self, rows: &[BarRow]) -> Result<(), ChartError> {
        let (sheet, sizes, theme) = (self.sheet, &self.sheet.sizes, self.sheet.theme);
        let ink = Ink::new(sizes.small, theme.soft_ink);
        let none = Tag::default();
        let y = self.plot.y1 + sizes.gap * 0.6 + sizes.small * LINE * 1.6;
        let mut x = self.plan.label_x;
        let key = sizes.body * 2.0;
        if rows.iter().any(|r| r.flagged) {
            let color = if rows.iter().any(|r| r.highlight) { theme.rest } else { theme.bar };
            let tall = sizes.small * 0.4;
            let paint = hatched(color, sizes.body, sizes.hair);
            self.canvas.page.rect((x, y - tall), (x + key, y + tall), paint, &none)?;
            self.canvas.page.text(self.chart.flag_label(), (x + key + sizes.gap * 0.6, y), ink, &none)?;
            x += key + sizes.gap * 3.0 + ink.width(self.chart.flag_label());
        }
        if rows.iter().any(|r| r.low.is_some() && r.high.is_some()) {
            let key = sizes.body * 1.6;
            whisker(sheet, &self.canvas.page, (x, x + key, y), sizes.small * 0.25, &none)?;
            let label = self.chart.interval_label();
            self.canvas.page.text(label, (x + key + sizes.gap * 0.6, y), ink, &none)?;
        }
        Ok(())
    }
}

/// Light, with hatch lines and outline in the colour.
pub(crate) fn hatched(color: Color, body: f64, hair: f64) -> Paint {
    Paint {
        fill: Some(color.mix(Color::WHITE, 0.85)),
        hatch: Some(Hatch { color, gap: body * HATCH_GAP, width: hair }),
        stroke: Some(Stroke::solid(color, hair)),
    }
}

/// A line from `low` to `high` with end caps, in the units of the pane; white beneath, so that it stands out
/// from a dark bar.
fn whisker(
    sheet: &Sheet<'_>,
    pane: &Pane,
    (low, high, y): (f64, f64, f64),
    cap: f64,
    tag: &Tag,
) -> Result<(), ChartError> {
    let hair = sheet.sizes.hair;
    let under = Stroke::solid(sheet.theme.background, hair * 3.2);
    let over = Stroke::solid(sheet.theme.ink, hair * 1.2);
    for stroke in [under, over] {
        pane.line(&[(low, y), (high, y)], stroke, tag)?;
        for x in [low, high] {
            pane.line(&[(x, y - cap), (x, y + cap)], stroke, tag)?;
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "bars_tests.rs"]
mod tests;
