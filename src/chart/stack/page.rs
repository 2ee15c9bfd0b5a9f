//! Drawing a page of bars of 100 per cent.

use super::plan::Plan;
use super::{Stack100, StackRow};
use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::backend::Tag;
use crate::chart::canvas::{Canvas, Ink, Pane};
use crate::chart::layout::{self, Sheet};
use crate::chart::lines::cycle;
use crate::chart::scene::{Anchor, Bounds, Hatch, Paint, Stroke};
use crate::chart::theme::{HATCH_GAP, LEAST_FONT, LINE};
use crate::chart::words;
use crate::schema::Unit;

/// Height of a bar in parts of its row.
const BAR: f64 = 0.8;

/// A page while it is drawn.
pub(super) struct Page<'a> {
    pub(super) chart: &'a Stack100,
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) plan: &'a Plan,
    pub(super) canvas: &'a Canvas,
    pub(super) pane: &'a Pane,
}

impl Page<'_> {
    pub(super) fn axis(&self, plot: Bounds) -> Result<(), ChartError> {
        let (sheet, none) = (self.sheet, Tag::default());
        let ink = layout::axis_ink(sheet, Anchor::Middle);
        let most = layout::how_many(plot.width(), ink.width("1000%")).clamp(3, 11);
        let reach = |row: &StackRow| row.reach(self.chart.zero.as_ref()).0;
        let low = self.chart.rows.iter().map(reach).fold(0.0, f64::min);
        let high = if self.chart.zero.is_some() { self.furthest() } else { 1.0 };
        let ticks = axis::ticks(low, high, most);
        let step = axis::step(&ticks);
        let y = plot.y1 + sheet.sizes.gap * 0.4 + sheet.sizes.small * LINE / 2.0;
        for tick in ticks {
            let x = self.pane.px((tick, 0.0)).0;
            let is_zero = tick == 0.0 && self.chart.zero.is_some();
            let color = if is_zero { sheet.theme.axis } else { sheet.theme.grid };
            let stroke = sheet.sizes.hairline(color);
            self.canvas.page.line(&[(x, plot.y0), (x, plot.y1)], stroke, &none)?;
            // Both sides of a zero line count from it.
            let label = axis::tick_label(Unit::Share, tick.abs(), step);
            self.canvas.page.text(&label, (x, y), ink, &none)?;
        }
        self.sides(plot)?;
        let size = self.plan.font.min(sheet.sizes.small);
        let ink = Ink::new(size, sheet.theme.soft_ink).at(Anchor::End);
        let y = plot.y0 - sheet.sizes.gap * 0.4 - size * LINE / 2.0;
        self.canvas.page.text(self.chart.n_label(sheet), (sheet.body.x1, y), ink, &none)
    }

    /// How far the bars reach to the right.
    fn furthest(&self) -> f64 {
        let reach = |row: &StackRow| row.reach(self.chart.zero.as_ref()).1;
        self.chart.rows.iter().map(reach).fold(0.0, f64::max)
    }

    /// Says above the plot what lies on the sides of a zero line.
    fn sides(&self, plot: Bounds) -> Result<(), ChartError> {
        let Some(zero) = &self.chart.zero else { return Ok(()) };
        let (sheet, none) = (self.sheet, Tag::default());
        let size = self.plan.font.min(sheet.sizes.small);
        let ink = Ink::new(size, sheet.theme.soft_ink);
        let (x, gap) = (self.pane.px((0.0, 0.0)).0, sheet.sizes.gap * 0.6);
        let y = plot.y0 - sheet.sizes.gap * 0.4 - size * LINE / 2.0;
        let [left, right] = &zero.sides;
        if ink.width(left) + gap <= x - sheet.body.x0 {
            self.canvas.page.text(left, (x - gap, y), ink.at(Anchor::End), &none)?;
        }
        if x + gap + ink.width(right) <= plot.x1 - gap {
            self.canvas.page.text(right, (x + gap, y), ink, &none)?;
        }
        Ok(())
    }

    pub(super) fn key(&self) -> Result<(), ChartError> {
        let symbol = |i: usize, b: Bounds| {
            self.canvas.page.rect((b.x0, b.y0), (b.x1, b.y1), self.paint(i), &Tag::default())
        };
        self.chart.key(self.sheet).draw(&self.canvas.page, symbol)
    }

    /// The paint of a category: a colour, for the remainder a hatch.
    fn paint(&self, category: usize) -> Paint {
        let theme = self.sheet.theme;
        let fill = cycle(&theme.parts, category);
        if category + 1 < theme.parts.len() {
            return Paint::fill(fill);
        }
        let hatch =
            Hatch { color: theme.axis, gap: self.plan.font * HATCH_GAP, width: self.sheet.sizes.hair };
        Paint { fill: Some(fill), hatch: Some(hatch), stroke: None }
    }

    pub(super) fn group(&self, i: f64, text: &str) -> Result<(), ChartError> {
        let y = self.plan.plot.y0 + (i + 0.5) * self.plan.pitch;
        let ink = Ink::new(self.plan.font, self.sheet.theme.ink).bold(true);
        // The grid does not run through the header.
        let x = self.sheet.body.x0;
        let edge = self.plan.pitch * 0.45;
        let ground = Paint::fill(self.sheet.theme.background);
        let none = Tag::default();
        self.canvas.page.rect((x, y - edge), (x + ink.width(text) + 4.0, y + edge), ground, &none)?;
        self.canvas.page.text(text, (x, y), ink, &none)
    }

    pub(super) fn row(&self, i: f64, row: &StackRow) -> Result<(), ChartError> {
        let (sheet, plan, page) = (self.sheet, self.plan, &self.canvas.page);
        let own = Tag::region(&row.region_code);
        let middle = plan.plot.y0 + (i + 0.5) * plan.pitch;
        let ink = Ink::new(plan.font, sheet.theme.ink).bold(row.highlight);
        page.text(&row.label, (sheet.body.x0 + plan.indent, middle), ink, &own)?;
        let soft = Ink::new(plan.font, sheet.theme.soft_ink);
        let number = row.written();
        if let Some(number) = &number {
            page.text(number, (sheet.body.x1, middle), soft.at(Anchor::End), &own)?;
        }
        if row.sum() > 0.0 {
            return self.segments(i, row);
        }
        let text = match number {
            Some(_) if row.total() <= 0.0 => words::NO_CASES,
            _ => words::NO_FIGURE,
        };
        let text = text.get(sheet.lang());
        let (x, edge) = (self.pane.px((0.0, 0.0)).0 + sheet.sizes.gap * 0.5, plan.pitch * 0.4);
        let corners = ((x, middle - edge), (x + soft.width(text) + sheet.sizes.gap * 0.5, middle + edge));
        page.rect(corners.0, corners.1, Paint::fill(sheet.theme.background), &own)?;
        page.text(text, (x, middle), soft, &own)
    }

    fn segments(&self, i: f64, row: &StackRow) -> Result<(), ChartError> {
        let (sheet, plan) = (self.sheet, self.plan);
        let half = (plan.pitch * BAR).round().max(2.0) / plan.pitch / 2.0;
        let total = row.total();
        let tall = half * 2.0 * plan.pitch;
        let ink = Ink::new((plan.font * 0.92).min(tall * 0.85), sheet.theme.ink).at(Anchor::Middle);
        let colon = sheet.lang().pick("：", ": ");
        if row.sum() < total && self.chart.zero.is_none() {
            // What the parts do not cover stays open.
            let edge = sheet.sizes.hairline(sheet.theme.rest);
            let paint = Paint::outlined(sheet.theme.background, edge);
            let own = Tag::region(&row.region_code);
            self.pane.rect((0.0, i + 0.5 - half), (1.0, i + 0.5 + half), paint, &own)?;
        }
        let spans = row.spans(self.chart.zero.as_ref());
        for (category, from, to) in &spans {
            let count = row.parts.get(*category).copied().flatten().unwrap_or_default();
            let name = self.chart.categories.get(*category).map_or("", String::as_str);
            let share = Unit::Share.format(count / total);
            let group = row.group.as_ref().map(|g| format!("{g} ")).unwrap_or_default();
            let said = Unit::Case.say(count, sheet.lang());
            let tip = format!("{group}{} {name}{colon}{said} ({share})", row.label);
            let tag = Tag::new(&row.region_code, tip);
            let paint = self.paint(*category);
            self.pane.rect((*from, i + 0.5 - half), (*to, i + 0.5 + half), paint, &tag)?;
            self.share(*category, (*from, *to), i, ink, &row.region_code)?;
        }
        // White lines keep neighbours apart in grey print.
        let (low, high) = row.reach(self.chart.zero.as_ref());
        for (_, from, to) in &spans {
            let edge = if *from < 0.0 { *from } else { *to };
            // The whole bar ends at 1, with or without a part up to there; those about zero end with their parts.
            let ends = if self.chart.zero.is_some() { (low, high) } else { (low, 1.0) };
            if edge > ends.0 + 1e-9 && edge < ends.1 - 1e-9 {
                let ends = [(edge, i + 0.5 - half), (edge, i + 0.5 + half)];
                let stroke = Stroke::solid(sheet.theme.background, sheet.sizes.hair * 1.2);
                self.pane.line(&ends, stroke, &Tag::region(&row.region_code))?;
            }
        }
        self.sums(i, row)
    }

    /// Writes the shares of both sides of a zero line behind the bars.
    fn sums(&self, i: f64, row: &StackRow) -> Result<(), ChartError> {
        let Some(zero) = &self.chart.zero else { return Ok(()) };
        let (low, high) = row.reach(Some(zero));
        let (page, gap) = (&self.canvas.page, self.sheet.sizes.gap * 0.5);
        let (own, middle) = (Tag::region(&row.region_code), self.plan.plot.y0 + (i + 0.5) * self.plan.pitch);
        let x = |share: f64| self.pane.px((share, 0.0)).0;
        let written = |share: f64| format!("{:.1}%", share * 100.0);
        let ink = Ink::new(self.plan.font, self.sheet.theme.ink).bold(row.highlight);
        page.text(&written(high), (x(high) + gap, middle), ink, &own)?;
        let soft = Ink { color: self.sheet.theme.soft_ink, ..ink }.at(Anchor::End);
        page.text(&written(low.abs()), (x(low) - gap, middle), soft, &own)
    }

    /// Writes the share inside its segment if it fits.
    fn share(
        &self,
        category: usize,
        (from, to): (f64, f64),
        i: f64,
        ink: Ink,
        region: &str,
    ) -> Result<(), ChartError> {
        if ink.size < LEAST_FONT * 0.9 {
            return Ok(());
        }
        let room = self.pane.px((to, 0.0)).0 - self.pane.px((from, 0.0)).0 - ink.size * 0.5;
        let text = format!("{:.1}%", (to - from) * 100.0);
        if ink.width(&text) > room {
            return Ok(());
        }
        let paint = self.paint(category);
        let fill = paint.fill.unwrap_or(self.sheet.theme.background);
        let color = self.sheet.theme.ink_on(fill);
        let at =
            (self.pane.px((f64::midpoint(from, to), 0.0)).0, self.plan.plot.y0 + (i + 0.5) * self.plan.pitch);
        let tag = Tag::region(region);
        if paint.hatch.is_some() {
            let (wide, tall) = (ink.width(&text) / 2.0 + ink.size * 0.15, ink.size * 0.5);
            let corners = ((at.0 - wide, at.1 - tall), (at.0 + wide, at.1 + tall));
            self.canvas.page.rect(corners.0, corners.1, Paint::fill(fill), &tag)?;
        }
        self.canvas.page.text(&text, at, Ink { color, ..ink }, &tag)
    }
}
