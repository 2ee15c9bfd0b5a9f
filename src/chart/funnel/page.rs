//! Drawing a funnel plot.

use super::plan::{self, Plan};
use super::{FunnelClass, FunnelPlot, LimitsAt};
use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::backend::Tag;
use crate::chart::canvas::{Canvas, Pane};
use crate::chart::layout::{self, Sheet};
use crate::chart::lines::cycle;
use crate::chart::scene::{Anchor, Bounds, Color, Paint, Stroke};
use crate::chart::theme::{LINE, Theme};
use crate::chart::words;
use crate::schema::group_thousands;

/// The picture while it is drawn.
pub(super) struct Page<'a> {
    pub(super) chart: &'a FunnelPlot,
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) plan: &'a Plan,
    pub(super) canvas: &'a Canvas,
    pub(super) pane: &'a Pane,
}

impl Page<'_> {
    pub(super) fn key(&self) -> Result<(), ChartError> {
        let (sheet, none) = (self.sheet, Tag::default());
        let classes = plan::classes(self.chart);
        let symbol = |i: usize, b: Bounds| {
            let middle = (f64::midpoint(b.x0, b.x1), f64::midpoint(b.y0, b.y1));
            let Some(class) = classes.get(i) else {
                let stroke = self.limit_stroke(i > classes.len());
                return self.canvas.page.line(&[(b.x0, middle.1), (b.x1, middle.1)], stroke, &none);
            };
            let paint = self.paint(color(*class, sheet.theme));
            let r = self.plan.r * if *class == FunnelClass::Outside998 { plan::SQUARE } else { 1.0 };
            class.symbol().draw(&self.canvas.page, middle, r, paint, &none)
        };
        plan::key(sheet, self.chart).draw(&self.canvas.page, symbol)
    }

    pub(super) fn axes(&self) -> Result<(), ChartError> {
        let (sheet, plan, page) = (self.sheet, self.plan, &self.canvas.page);
        let (sizes, theme, plot, none) = (&sheet.sizes, sheet.theme, plan.plot, Tag::default());
        let ink = layout::axis_ink(sheet, Anchor::End);
        let step = axis::step(&plan.ticks);
        for tick in &plan.ticks {
            let y = self.pane.px((plan.cases.ends.0, *tick)).1;
            page.line(&[(plot.x0, y), (plot.x1, y)], sizes.hairline(theme.grid), &none)?;
            let label = axis::tick_label(self.chart.unit, *tick, step);
            page.text(&label, (plot.x0 - sizes.gap, y), ink, &none)?;
        }
        page.line(&[(plot.x0, plot.y1), (plot.x1, plot.y1)], sizes.hairline(theme.axis), &none)?;
        let ink = ink.at(Anchor::Middle);
        let (ticks, labels) = plan.cases.ticks(ink, plot.width());
        let y = plot.y1 + sizes.gap * 0.7 + sizes.small * LINE / 2.0;
        for tick in &ticks {
            let x = self.pane.px((plan.cases.at(*tick), plan.ends.0)).0;
            let is_named = labels.contains(tick);
            let length = sizes.gap * if is_named { 0.5 } else { 0.25 };
            page.line(&[(x, plot.y1), (x, plot.y1 + length)], sizes.hairline(theme.axis), &none)?;
            if is_named {
                let label = group_thousands(*tick, 0);
                let half = ink.width(&label) / 2.0;
                let x = x.clamp(sheet.body.x0 + half, sheet.body.x1 - half);
                page.text(&label, (x, y), ink, &none)?;
            }
        }
        // Of the words for the axis the longest that fit.
        let y = y + sizes.small * LINE;
        let titles = words::cases(sheet.lang(), &self.chart.cases, plan.cases.logarithmic);
        if let Some(title) = titles.iter().find(|title| ink.width(title) <= plot.width()) {
            page.text(title, (f64::midpoint(plot.x0, plot.x1), y), ink, &none)?;
        }
        Ok(())
    }

    /// Interrupts the grid where names will stand.
    pub(super) fn grounds(&self) -> Result<(), ChartError> {
        let paint = Paint::fill(self.sheet.theme.background);
        for named in &self.plan.names {
            let (b, none) = (named.place, Tag::default());
            self.canvas.page.rect((b.x0, b.y0), (b.x1, b.y1), paint, &none)?;
        }
        Ok(())
    }

    /// Draws the limits as far as they lie in the plot and between nothing and the whole.
    pub(super) fn limits(&self) -> Result<(), ChartError> {
        type Limit = fn(&LimitsAt) -> f64;
        let curves: [(Limit, bool); 4] =
            [(|l| l.outer.0, true), (|l| l.outer.1, true), (|l| l.inner.0, false), (|l| l.inner.1, false)];
        let (low, high) = self.plan.ends;
        let ends = (low.max(0.0), high.min(plan::whole(self.chart.unit)));
        for (limit, is_outer) in curves {
            let points: Vec<(f64, f64)> =
                self.chart.limits.iter().map(|l| (self.plan.cases.at(l.n), limit(l))).collect();
            for stretch in inside(&points, ends) {
                self.pane.line(&stretch, self.limit_stroke(is_outer), &Tag::default())?;
            }
        }
        Ok(())
    }

    fn limit_stroke(&self, is_outer: bool) -> Stroke {
        let (color, width) = (self.sheet.theme.axis, self.sheet.sizes.hair * 1.4);
        if is_outer {
            Stroke::dashed(color, width, width * 4.0, width * 2.5)
        } else {
            Stroke::solid(color, width)
        }
    }

    /// Draws the benchmark, with its label and value to the right.
    pub(super) fn benchmark(&self) -> Result<(), ChartError> {
        let (sheet, plot, none) = (self.sheet, self.plan.plot, Tag::default());
        let y = self.pane.px((self.plan.cases.ends.0, self.chart.benchmark.value)).1;
        let stroke = Stroke::solid(sheet.theme.ink, sheet.sizes.hair * 1.4);
        self.canvas.page.line(&[(plot.x0, y), (plot.x1, y)], stroke, &none)?;
        let ink = layout::axis_ink(sheet, Anchor::Start);
        let line = sheet.sizes.small * LINE;
        // Both lines of the label beside the plot, also of a benchmark at its edge.
        let middle = y.clamp(plot.y0 + line, plot.y1 - line);
        let x = plot.x1 + sheet.sizes.gap * 0.8;
        for (text, y) in self.plan.benchmark.iter().zip([middle - line / 2.0, middle + line / 2.0]) {
            self.canvas.page.text(text, (x, y), ink, &none)?;
        }
        Ok(())
    }

    pub(super) fn points(&self) -> Result<(), ChartError> {
        let (sheet, chart) = (self.sheet, self.chart);
        for point in chart.in_order() {
            let tag = Tag::new(&point.region_code, point.tip(chart.unit, sheet.lang()));
            let at = self.pane.px((self.plan.cases.at(point.n), point.value));
            let color = if point.highlight { sheet.theme.strong } else { color(point.class, sheet.theme) };
            let r = self.plan.radius(point);
            if point.highlight {
                // A ring tells it apart in grey print.
                let ring = Stroke::solid(sheet.theme.strong, sheet.sizes.hair * 1.2);
                let ground = Paint::outlined(sheet.theme.background, ring);
                self.canvas.page.circle(at, r * plan::RING, ground, &Tag::region(&point.region_code))?;
            }
            point.class.symbol().draw(&self.canvas.page, at, r, self.paint(color), &tag)?;
        }
        Ok(())
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

    /// A colour with an edge, so that points that touch are told apart.
    fn paint(&self, color: Color) -> Paint {
        Paint::outlined(color, Stroke::solid(self.sheet.theme.background, self.sheet.sizes.hair))
    }
}

/// The colour of a class.
fn color(class: FunnelClass, theme: &Theme) -> Color {
    match class {
        FunnelClass::Within => theme.rest,
        FunnelClass::Outside95 => cycle(&theme.series, 1),
        FunnelClass::Outside998 => cycle(&theme.series, 3),
    }
}

/// The stretches of a line whose y lies between two ends. What runs along an end is left out: a limit that has
/// reached nothing or the whole is none.
fn inside(points: &[(f64, f64)], (low, high): (f64, f64)) -> Vec<Vec<(f64, f64)>> {
    let mut stretches: Vec<Vec<(f64, f64)>> = Vec::new();
    for (a, b) in points.iter().zip(points.iter().skip(1)) {
        let rise = b.1 - a.1;
        let (from, to) = if rise == 0.0 {
            if a.1 > low && a.1 < high { (0.0, 1.0) } else { continue }
        } else {
            let (s, t) = ((low - a.1) / rise, (high - a.1) / rise);
            (s.min(t).max(0.0), s.max(t).min(1.0))
        };
        if from >= to {
            continue;
        }
        // The ends themselves where nothing is cut, so that pieces join.
        let at = |part: f64| match part {
            0.0 => *a,
            1.0 => *b,
            part => (a.0 + (b.0 - a.0) * part, a.1 + rise * part),
        };
        match stretches.last_mut() {
            Some(stretch) if stretch.last() == Some(&at(from)) => stretch.push(at(to)),
            _ => stretches.push(vec![at(from), at(to)]),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_cut_where_it_leaves_the_plot() {
        let line = [(0.0, -1.0), (2.0, 1.0), (3.0, 0.5), (4.0, 0.5), (5.0, -0.5)];
        // From the crossing at x = 1 to the one at x = 4.5, in one piece.
        let whole = vec![(1.0, 0.0), (2.0, 1.0), (3.0, 0.5), (4.0, 0.5), (4.5, 0.0)];
        assert_eq!(inside(&line, (0.0, 1.0)), [whole]);
        // Twice in and out: at 0.75 it crosses at x = 1.75 and 2.5.
        assert_eq!(inside(&line[..3], (0.75, 2.0)), [vec![(1.75, 0.75), (2.0, 1.0), (2.5, 0.75)]]);
    }

    #[test]
    fn a_limit_that_has_reached_nothing_or_the_whole_is_not_drawn() {
        assert_eq!(inside(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.2)], (0.0, 1.0)), [vec![(1.0, 0.0), (2.0, 0.2)]]);
        assert!(inside(&[(0.0, 1.0), (1.0, 1.0)], (0.0, 1.0)).is_empty());
        assert!(inside(&[(0.0, 1.0)], (0.0, 1.0)).is_empty());
    }
}
