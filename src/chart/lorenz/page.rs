//! Drawing Lorenz curves.

use super::LorenzPlot;
use super::plan::{self, Plan};
use crate::chart::ChartError;
use crate::chart::backend::Tag;
use crate::chart::canvas::{Canvas, Pane};
use crate::chart::layout::{self, Sheet};
use crate::chart::scene::{Anchor, Paint, Stroke};
use crate::chart::theme::LINE;
use crate::chart::words;

/// The picture while it is drawn.
pub(super) struct Page<'a> {
    pub(super) chart: &'a LorenzPlot,
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) plan: &'a Plan,
    pub(super) canvas: &'a Canvas,
    pub(super) pane: &'a Pane,
}

impl Page<'_> {
    pub(super) fn axes(&self) -> Result<(), ChartError> {
        let (sheet, plot, page) = (self.sheet, self.plan.plot, &self.canvas.page);
        let (sizes, theme, none) = (&sheet.sizes, sheet.theme, Tag::default());
        let (end, middle) = (layout::axis_ink(sheet, Anchor::End), layout::axis_ink(sheet, Anchor::Middle));
        let line = sizes.small * LINE;
        for tick in &self.plan.ticks {
            let (x, y) = self.pane.px((*tick, *tick));
            page.line(&[(plot.x0, y), (plot.x1, y)], sizes.hairline(theme.grid), &none)?;
            page.line(&[(x, plot.y0), (x, plot.y1)], sizes.hairline(theme.grid), &none)?;
        }
        let mut widest: f64 = 0.0;
        for tick in &self.plan.ticks {
            let (x, y) = self.pane.px((*tick, *tick));
            let label = plan::tick_label(&self.plan.ticks, *tick);
            widest = widest.max(end.width(&label));
            page.text(&label, (plot.x0 - sizes.gap, y), end, &none)?;
            page.text(&label, (x, plot.y1 + sizes.gap * 0.5 + line / 2.0), middle, &none)?;
        }
        page.line(&[(plot.x0, plot.y1), (plot.x1, plot.y1)], sizes.hairline(theme.axis), &none)?;
        page.line(&[(plot.x0, plot.y0), (plot.x0, plot.y1)], sizes.hairline(theme.axis), &none)?;
        self.pane.line(&[(0.0, 0.0), (1.0, 1.0)], self.equality(), &none)?;
        // Of the words for an axis the longest that fit.
        let lang = sheet.lang();
        let across = words::share_of_regions(lang);
        if let Some(title) = across.iter().find(|title| middle.width(title) <= plot.width()) {
            let at = (f64::midpoint(plot.x0, plot.x1), plot.y1 + sizes.gap * 0.5 + line * 1.5);
            page.text(title, at, middle, &none)?;
        }
        let upwards = words::share_of_total(lang, &self.chart.total);
        if let Some(title) = upwards.iter().find(|title| middle.width(title) <= plot.height()) {
            let x = plot.x0 - sizes.gap * 1.2 - widest - line / 2.0;
            page.text(title, (x, f64::midpoint(plot.y0, plot.y1)), middle.upwards(true), &none)?;
        }
        Ok(())
    }

    /// The line on which all have the same.
    fn equality(&self) -> Stroke {
        let width = self.sheet.sizes.hair * 1.2;
        Stroke::dashed(self.sheet.theme.axis, width, width * 4.0, width * 3.0)
    }

    fn stroke(&self, curve: usize) -> Stroke {
        plan::stroke(self.chart, curve, self.sheet)
    }

    pub(super) fn key(&self) -> Result<(), ChartError> {
        let (sheet, page, none) = (self.sheet, &self.canvas.page, Tag::default());
        let ink = plan::key_ink(sheet);
        let (sample, gap) = self.plan.sample(sheet);
        let half = ink.size * LINE / 2.0;
        for (i, line) in self.plan.key.iter().enumerate() {
            let (x, y) = self.plan.line_at(sheet, i);
            // Interrupts the grid.
            let end = x + sample + gap + ink.width(&line.text);
            let ground = Paint::fill(sheet.theme.background);
            page.rect((x - gap * 0.5, y - half), (end + gap * 0.5, y + half), ground, &none)?;
        }
        for (i, line) in self.plan.key.iter().enumerate() {
            let (x, y) = self.plan.line_at(sheet, i);
            let stroke = line.curve.map_or_else(|| self.equality(), |curve| self.stroke(curve));
            page.line(&[(x, y), (x + sample, y)], stroke, &none)?;
            page.text(&line.text, (x + sample + gap, y), ink, &none)?;
        }
        Ok(())
    }

    pub(super) fn curves(&self) -> Result<(), ChartError> {
        for (i, curve) in self.chart.curves.iter().enumerate() {
            let mut points = vec![(0.0, 0.0)];
            points.extend(curve.points.iter().map(|point| (point.regions, point.total)));
            self.pane.line(&points, self.stroke(i), &Tag::default())?;
        }
        let has_dots = plan::has_dots(self.chart);
        // The dots lie above all curves, the highlighted above all dots.
        for strong in [false, true] {
            for (i, curve) in self.chart.curves.iter().enumerate() {
                let color = plan::color(self.chart, i, self.sheet.theme);
                let (small, large) = plan::radius(self.sheet, curve);
                let edge = Stroke::solid(self.sheet.theme.background, self.sheet.sizes.hair);
                for point in curve.points.iter().filter(|p| p.highlight == strong && (strong || has_dots)) {
                    let tip = point.tip(curve, self.chart.unit, self.sheet.lang());
                    let tag = Tag::new(&point.region_code, tip);
                    let paint = if strong { Paint::outlined(color, edge) } else { Paint::fill(color) };
                    let r = if strong { large } else { small };
                    self.pane.circle((point.regions, point.total), r, paint, &tag)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn names(&self) -> Result<(), ChartError> {
        let ink = plan::name_ink(self.sheet).at(Anchor::Middle);
        for named in &self.plan.names {
            let curve = self.chart.curves.get(named.curve);
            let Some(point) = curve.and_then(|curve| curve.points.get(named.point)) else { continue };
            let tag = Tag::region(&point.region_code);
            if let Some(leader) = named.wanted.leader(named.place) {
                let stroke = self.sheet.sizes.hairline(self.sheet.theme.soft_ink);
                self.canvas.page.line(&leader, stroke, &tag)?;
            }
            let b = named.place;
            let at = (f64::midpoint(b.x0, b.x1), f64::midpoint(b.y0, b.y1));
            self.canvas.page.text(&point.label, at, ink, &tag)?;
        }
        Ok(())
    }
}
