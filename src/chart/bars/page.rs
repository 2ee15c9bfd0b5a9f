//! Drawing a page of ranked bars.

use super::plan::Plan;
use super::{BarRow, BarStyle, RankedBars};
use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::backend::Tag;
use crate::chart::canvas::{Canvas, Ink, Pane};
use crate::chart::layout::{self, Sheet};
use crate::chart::scene::{Anchor, Bounds, Color, Hatch, Paint, Stroke};
use crate::chart::theme::{HATCH_GAP, LINE, Theme};
use crate::chart::words;
use crate::schema::{Unit, group_thousands};

/// Height of a bar in parts of its row.
const BAR: f64 = 0.66;
/// Greatest height of a bar in ems of body text.
const MOST_BAR: f64 = 1.5;
/// Radius of a dot in ems of the rows' text.
const DOT: f64 = 0.36;

/// A page while it is drawn.
pub(super) struct Page<'a> {
    pub(super) chart: &'a RankedBars,
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) plan: &'a Plan,
    pub(super) canvas: &'a Canvas,
    pub(super) pane: &'a Pane,
    pub(super) plot: Bounds,
}

impl Page<'_> {
    /// Shades every second tier.
    pub(super) fn tiers(&self, rows: &[BarRow]) -> Result<(), ChartError> {
        for (i, row) in rows.iter().enumerate().filter(|r| r.1.tier.is_some_and(|t| t % 2 == 0)) {
            let y = self.plot.y0 + i as f64 * self.plan.pitch;
            let tag = Tag::region(&row.region_code);
            let ends = ((self.sheet.body.x0, y), (self.sheet.body.x1, y + self.plan.pitch));
            self.canvas.page.rect(ends.0, ends.1, Paint::fill(self.sheet.theme.band), &tag)?;
        }
        Ok(())
    }

    pub(super) fn axis(&self) -> Result<(), ChartError> {
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
    pub(super) fn heads(&self) -> Result<(), ChartError> {
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

    pub(super) fn row(&self, i: f64, row: &BarRow) -> Result<(), ChartError> {
        let (sheet, plan, page) = (self.sheet, self.plan, &self.canvas.page);
        let (theme, sizes) = (sheet.theme, &sheet.sizes);
        let tag = Tag::new(&row.region_code, row.tip(self.chart.unit, sheet.lang()));
        let own = Tag::region(&row.region_code);
        let color = self.chart.color(row, theme);
        let middle = self.plot.y0 + (i + 0.5) * plan.pitch;
        let thick = (plan.pitch * BAR).min(sizes.body * MOST_BAR).round().max(2.0);
        match plan.style {
            BarStyle::Bars => self.bar(i, row, (color, thick), &tag)?,
            BarStyle::Dots => self.dot(i, row, color, &tag)?,
        }
        let ink = Ink::new(plan.font, theme.ink).bold(row.highlight);
        page.text(&row.rank(sheet.lang()), (plan.rank_x, middle), ink.at(Anchor::End), &own)?;
        page.text(&row.label, (plan.label_x, middle), ink, &own)?;
        self.value(row, middle, ink)?;
        if let (Some(x), Some(n)) = (plan.n_x, row.n) {
            let ink = Ink::new(plan.font, theme.soft_ink).at(Anchor::End);
            page.text(&group_thousands(n as f64, 0), (x, middle), ink, &own)?;
        }
        Ok(())
    }

    /// The line at zero, over the bars that begin there.
    pub(super) fn zero(&self) -> Result<(), ChartError> {
        if self.plan.style == BarStyle::Dots {
            return Ok(());
        }
        let (x, sheet) = (self.pane.px((0.0, 0.0)).0, self.sheet);
        let stroke = Stroke::solid(sheet.theme.axis, sheet.sizes.hair);
        self.canvas.page.line(&[(x, self.plot.y0), (x, self.plot.y1)], stroke, &Tag::default())
    }

    /// Draws a bar from zero and its whisker.
    fn bar(&self, i: f64, row: &BarRow, (color, thick): (Color, f64), tag: &Tag) -> Result<(), ChartError> {
        let (sheet, plan, own) = (self.sheet, self.plan, Tag::region(&row.region_code));
        let half = thick / plan.pitch / 2.0;
        let paint = if row.flagged {
            hatched(color, sheet.theme, plan.font, sheet.sizes.hair)
        } else {
            Paint::fill(color)
        };
        let corners = ((0.0_f64.min(row.value), i + 0.5 - half), (0.0_f64.max(row.value), i + 0.5 + half));
        self.pane.rect(corners.0, corners.1, paint, tag)?;
        if let (Some(low), Some(high)) = (row.low, row.high) {
            whisker(sheet, self.pane, (low, high, i + 0.5), thick * 0.4 / plan.pitch / 2.0, &own)?;
        }
        Ok(())
    }

    /// Draws a dot on its interval, and a thin line that leads to it from the name; hollow if the figure is
    /// unstable.
    fn dot(&self, i: f64, row: &BarRow, color: Color, tag: &Tag) -> Result<(), ChartError> {
        let (sheet, plan, own) = (self.sheet, self.plan, Tag::region(&row.region_code));
        let (theme, hair) = (sheet.theme, sheet.sizes.hair);
        let y = i + 0.5;
        let guide = Stroke::dashed(theme.grid, hair, hair * 1.5, hair * 3.0);
        self.pane.line(&[(plan.low, y), (row.extent().0, y)], guide, &own)?;
        if let (Some(low), Some(high)) = (row.low, row.high) {
            self.pane.line(&[(low, y), (high, y)], Stroke::solid(color, plan.font * 0.16), &own)?;
        }
        self.pane.circle((row.value, y), plan.font * DOT, self.dot_paint(row.flagged, color), tag)
    }

    fn dot_paint(&self, is_flagged: bool, color: Color) -> Paint {
        let (ground, hair) = (self.sheet.theme.background, self.sheet.sizes.hair);
        if is_flagged {
            Paint::outlined(ground, Stroke::solid(color, hair * 1.8))
        } else {
            Paint::outlined(color, Stroke::solid(ground, hair))
        }
    }

    /// Writes the value behind the bar, over a white ground where a reference line would cross it.
    fn value(&self, row: &BarRow, middle: f64, ink: Ink) -> Result<(), ChartError> {
        let (low, high) = row.extent();
        let gap = self.sheet.sizes.gap * 0.5;
        let text = row.written(self.chart.unit);
        let width = ink.width(&text);
        let dot = self.plan.font * DOT;
        let (x, ink) = if self.plan.style == BarStyle::Dots {
            let end = self.pane.px((high, 0.0)).0.max(self.pane.px((row.value, 0.0)).0 + dot);
            (end + gap, ink)
        } else if row.value < 0.0 {
            (self.pane.px((low, 0.0)).0 - gap - width, ink)
        } else {
            (self.pane.px((high.max(0.0), 0.0)).0 + gap, ink)
        };
        let tag = Tag::region(&row.region_code);
        if self.plan.references.lines().iter().any(|line| (x - 2.0..=x + width + 2.0).contains(line)) {
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

    /// Says what hatched bars, whiskers and shades are.
    pub(super) fn legend(&self, rows: &[BarRow]) -> Result<(), ChartError> {
        let (sheet, sizes, theme) = (self.sheet, &self.sheet.sizes, self.sheet.theme);
        let ink = Ink::new(sizes.small, theme.soft_ink);
        let none = Tag::default();
        let y = self.plot.y1 + sizes.gap * 0.6 + sizes.small * LINE * 1.6;
        let mut x = self.plan.label_x;
        let key = sizes.body * 2.0;
        if rows.iter().any(|r| r.flagged) {
            let color = if self.chart.rows.iter().any(|r| r.highlight) { theme.rest } else { theme.bar };
            let tall = sizes.small * 0.4;
            let paint = hatched(color, theme, self.plan.font, sizes.hair);
            match self.plan.style {
                BarStyle::Bars => self.canvas.page.rect((x, y - tall), (x + key, y + tall), paint, &none)?,
                BarStyle::Dots => {
                    let at = (x + key - tall, y);
                    self.canvas.page.circle(at, self.plan.font * DOT, self.dot_paint(true, color), &none)?;
                }
            }
            self.canvas.page.text(self.chart.flag_label(), (x + key + sizes.gap * 0.6, y), ink, &none)?;
            x += key + sizes.gap * 3.0 + ink.width(self.chart.flag_label());
        }
        if rows.iter().any(|r| r.low.is_some() && r.high.is_some()) {
            let key = sizes.body * 1.6;
            match self.plan.style {
                BarStyle::Bars => {
                    whisker(sheet, &self.canvas.page, (x, x + key, y), sizes.small * 0.25, &none)?;
                }
                BarStyle::Dots => {
                    let color =
                        if self.chart.rows.iter().any(|r| r.highlight) { theme.rest } else { theme.bar };
                    let stroke = Stroke::solid(color, self.plan.font * 0.16);
                    self.canvas.page.line(&[(x, y), (x + key, y)], stroke, &none)?;
                }
            }
            let label = self.chart.interval_label();
            self.canvas.page.text(label, (x + key + sizes.gap * 0.6, y), ink, &none)?;
        }
        let line = sizes.small * LINE * 1.2;
        let y = if self.chart.has_legend() { y + line } else { y };
        self.without_zero(y)?;
        self.shades(if self.plan.style == BarStyle::Dots { y + line } else { y })
    }

    /// Says that an axis of dots does not begin with zero.
    fn without_zero(&self, y: f64) -> Result<(), ChartError> {
        let sheet = self.sheet;
        if self.plan.style == BarStyle::Bars || !self.plan.is_without_zero() {
            return Ok(());
        }
        let ink = Ink::new(sheet.sizes.small, sheet.theme.soft_ink);
        let text = words::X_NOT_ZERO.get(sheet.lang());
        self.canvas.page.text(text, (self.plan.label_x, y), ink, &Tag::default())
    }

    /// Says what shades are, under the names if there is room, else from the left edge.
    fn shades(&self, y: f64) -> Result<(), ChartError> {
        if !self.chart.has_tiers() {
            return Ok(());
        }
        let (sheet, sizes, none) = (self.sheet, &self.sheet.sizes, Tag::default());
        let ink = Ink::new(sizes.small, sheet.theme.soft_ink);
        let (text, key) = (words::TIERS.get(sheet.lang()), sizes.small);
        let width = key + sizes.gap * 0.6 + ink.width(text);
        let x = if self.plan.label_x + width <= sheet.body.x1 { self.plan.label_x } else { sheet.body.x0 };
        let swatch = Paint::outlined(sheet.theme.band, sizes.hairline(sheet.theme.grid));
        self.canvas.page.rect((x, y - key / 2.0), (x + key, y + key / 2.0), swatch, &none)?;
        self.canvas.page.text(text, (x + key + sizes.gap * 0.6, y), ink, &none)
    }
}

/// Like the ground, with hatch lines and outline in the colour.
fn hatched(color: Color, theme: &Theme, font: f64, hair: f64) -> Paint {
    Paint {
        fill: Some(color.mix(theme.background, 0.85)),
        hatch: Some(Hatch { color, gap: font * HATCH_GAP, width: hair }),
        stroke: Some(Stroke::solid(color, hair)),
    }
}

/// A line from `low` to `high` with end caps, in the units of the pane; the ground beneath, so that it stands out
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
