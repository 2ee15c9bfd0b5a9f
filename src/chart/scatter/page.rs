//! Drawing a scatter plot.

use super::plan::{self, Plan};
use super::{Scatter, ScatterPoint};
use crate::chart::ChartError;
use crate::chart::backend::Tag;
use crate::chart::canvas::Canvas;
use crate::chart::layout::{self, Sheet};
use crate::chart::scene::{Anchor, Paint, Stroke};
use crate::chart::theme::LINE;

/// The picture while it is drawn.
pub(super) struct Page<'a> {
    pub(super) chart: &'a Scatter,
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) plan: &'a Plan,
    pub(super) canvas: &'a Canvas,
}

impl Page<'_> {
    pub(super) fn axes(&self) -> Result<(), ChartError> {
        let (sheet, plan, page, none) = (self.sheet, self.plan, &self.canvas.page, Tag::default());
        let (sizes, theme, plot) = (&sheet.sizes, sheet.theme, plan.plot);
        let line = sizes.small * LINE;
        let ink = layout::axis_ink(sheet, Anchor::End);
        for (tick, label) in plan.y.ticks(plot.height(), |_| line * 1.4) {
            let y = plot.y1 - plan.y.part(tick) * plot.height();
            page.line(&[(plot.x0, y), (plot.x1, y)], sizes.hairline(theme.grid), &none)?;
            page.text(&label, (plot.x0 - sizes.gap, y), ink, &none)?;
        }
        let ink = ink.at(Anchor::Middle);
        let below = plot.y1 + sizes.gap * 0.6 + line / 2.0;
        for (tick, label) in plan.x.ticks(plot.width(), |label| ink.width(label) + sizes.gap * 2.0) {
            let x = plot.x0 + plan.x.part(tick) * plot.width();
            page.line(&[(x, plot.y0), (x, plot.y1)], sizes.hairline(theme.grid), &none)?;
            let half = ink.width(&label) / 2.0;
            let x = x.clamp(sheet.body.x0 + half, sheet.body.x1 - half);
            page.text(&label, (x, below), ink, &none)?;
        }
        for ends in [[(plot.x0, plot.y1), (plot.x1, plot.y1)], [(plot.x0, plot.y0), (plot.x0, plot.y1)]] {
            page.line(&ends, sizes.hairline(theme.axis), &none)?;
        }
        let [to_right, upwards] = &plan.titles;
        for (i, text) in to_right.iter().enumerate() {
            // Under the middle of its axis, unless it is wider.
            let half = ink.width(text) / 2.0;
            let middle = f64::midpoint(plot.x0, plot.x1)
                .clamp(sheet.body.x0 + half, (sheet.body.x1 - half).max(sheet.body.x0 + half));
            page.text(text, (middle, below + sizes.gap * 0.4 + line * (i as f64 + 1.0)), ink, &none)?;
        }
        for (i, text) in upwards.iter().enumerate() {
            let y = sheet.body.y0 + line * (i as f64 + 0.5);
            page.text(text, (sheet.body.x0, y), ink.at(Anchor::Start), &none)?;
        }
        Ok(())
    }

    /// The medians, each with its label at the end of its line.
    pub(super) fn medians(&self) -> Result<(), ChartError> {
        let (sheet, plot, page, none) = (self.sheet, self.plan.plot, &self.canvas.page, Tag::default());
        let (sizes, theme) = (&sheet.sizes, sheet.theme);
        let (x, y) = self.plan.px(self.chart.x.median, self.chart.y.median);
        let stroke = Stroke::dashed(theme.reference, sizes.hair * 1.3, sizes.hair * 5.0, sizes.hair * 3.0);
        page.line(&[(x, plot.y0 - sizes.gap * 0.3), (x, plot.y1)], stroke, &none)?;
        page.line(&[(plot.x0, y), (plot.x1, y)], stroke, &none)?;
        let line = sizes.small * LINE;
        let mut ink = layout::axis_ink(sheet, Anchor::Middle);
        ink.color = theme.reference;
        let text = plan::median(&self.chart.x, sheet.lang()).join(" ");
        let half = ink.width(&text) / 2.0;
        let at = x.clamp(sheet.body.x0 + half, sheet.body.x1 - half);
        page.text(&text, (at, plot.y0 - sizes.gap * 0.4 - line / 2.0), ink, &none)?;
        // Both lines of the label beside the plot, also of a median at its edge.
        let middle = y.clamp(plot.y0 + line, plot.y1 - line);
        let right = plot.x1 + sizes.gap * 0.8;
        let texts = plan::median(&self.chart.y, sheet.lang());
        for (text, y) in texts.iter().zip([middle - line / 2.0, middle + line / 2.0]) {
            page.text(text, (right, y), ink.at(Anchor::Start), &none)?;
        }
        Ok(())
    }

    /// Interrupts the grid and the medians where names will stand, under the points.
    pub(super) fn grounds(&self) -> Result<(), ChartError> {
        for named in &self.plan.names {
            let (b, none) = (named.place, Tag::default());
            let paint = Paint::fill(self.sheet.theme.background);
            self.canvas.page.rect((b.x0, b.y0), (b.x1, b.y1), paint, &none)?;
        }
        Ok(())
    }

    pub(super) fn points(&self) -> Result<(), ChartError> {
        let is_any = self.chart.points.iter().any(|p| p.highlight);
        for strong in [false, true] {
            for point in self.chart.points.iter().filter(|p| p.highlight == strong) {
                let tag = Tag::new(&point.region_code, point.tip(self.chart, self.sheet.lang()));
                let (at, r) = (self.plan.px(point.x, point.y), self.plan.radius(point, self.sheet));
                if strong {
                    // A ring tells it apart in grey print.
                    let ring = Stroke::solid(self.sheet.theme.strong, self.sheet.sizes.hair * 1.2);
                    let ground = Paint::outlined(self.sheet.theme.background, ring);
                    let own = Tag::region(&point.region_code);
                    self.canvas.page.circle(at, r * plan::RING, ground, &own)?;
                }
                self.canvas.page.circle(at, r, self.paint(point, is_any), &tag)?;
            }
        }
        Ok(())
    }

    /// Few points have a light edge; of many the edge is dark and the inside light, so that one can tell how many
    /// lie on one another.
    fn paint(&self, point: &ScatterPoint, is_any: bool) -> Paint {
        let (theme, hair) = (self.sheet.theme, self.sheet.sizes.hair);
        let color = match (point.highlight, is_any) {
            (true, _) => theme.strong,
            (false, true) => theme.rest,
            (false, false) => theme.bar,
        };
        if point.highlight || self.chart.points.len() <= plan::CROWDED {
            return Paint::outlined(color, Stroke::solid(theme.background, hair));
        }
        Paint::outlined(
            color.mix(theme.background, 0.6),
            Stroke::solid(color.mix(theme.background, 0.15), hair * 0.6),
        )
    }

    pub(super) fn names(&self) -> Result<(), ChartError> {
        for named in &self.plan.names {
            let Some(point) = self.chart.points.get(named.point) else { continue };
            let tag = Tag::region(&point.region_code);
            if let Some(leader) = named.wanted.leader(named.place) {
                let stroke = self.sheet.sizes.hairline(self.sheet.theme.soft_ink);
                self.canvas.page.line(&leader, stroke, &tag)?;
            }
            let ink = plan::name_ink(self.sheet, point).at(Anchor::Middle);
            let b = named.place;
            let middle = (f64::midpoint(b.x0, b.x1), f64::midpoint(b.y0, b.y1));
            self.canvas.page.text(&point.label, middle, ink, &tag)?;
        }
        Ok(())
    }
}
