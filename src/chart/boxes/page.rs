//! Drawing a page of boxes.

use super::plan::{FILLED, Plan};
use super::swarm::swarm;
use super::{BoxGroup, BoxPlot, BoxPoint, Summary};
use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::backend::Tag;
use crate::chart::canvas::{Canvas, Ink};
use crate::chart::labels::{self, Obstacle, Wanted};
use crate::chart::layout::{self, Sheet};
use crate::chart::scene::{Anchor, Bounds, Color, Paint, Stroke};
use crate::chart::theme::LINE;
use crate::chart::words;
use crate::schema::{Unit, group_thousands};

/// Height of a box in parts of its row.
const BOX: f64 = 0.56;
/// A highlighted point is larger by this factor.
const STRONG: f64 = 1.7;

/// What a name costs for each point or line under it, and what it may cost beside its own point.
const ON_POINT: f64 = 0.6;
const ON_LINE: f64 = 0.4;
const MOST_COST: f64 = 0.2;

/// A point and where it stands.
pub(super) struct Placed<'a> {
    point: &'a BoxPoint,
    at: (f64, f64),
}

/// The name of a highlighted point, with its place.
pub(super) struct Named {
    point: usize,
    wanted: Wanted,
    place: Option<Bounds>,
}

/// A page while it is drawn.
pub(super) struct Page<'a> {
    pub(super) chart: &'a BoxPlot,
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) plan: &'a Plan,
    pub(super) canvas: &'a Canvas,
    pub(super) plot: Bounds,
}

impl<'a> Page<'a> {
    pub(super) fn key(&self) -> Result<(), ChartError> {
        let (sheet, page, none) = (self.sheet, &self.canvas.page, Tag::default());
        let symbol = |i: usize, b: Bounds| {
            let middle = (f64::midpoint(b.x0, b.x1), f64::midpoint(b.y0, b.y1));
            match i {
                0 => page.circle(middle, self.plan.r.max(sheet.sizes.small * 0.2), self.dot(false), &none),
                1 => page.rect((b.x0, b.y0), (b.x1, b.y1), self.fill(), &none),
                2 => page.line(&[(middle.0, b.y0), (middle.0, b.y1)], self.median(), &none),
                _ => {
                    let stroke = self.outline();
                    page.line(&[(b.x0, middle.1), (b.x1, middle.1)], stroke, &none)?;
                    page.line(&[(b.x1, b.y0 + 2.0), (b.x1, b.y1 - 2.0)], stroke, &none)
                }
            }
        };
        self.chart.key(sheet).draw(page, symbol)
    }

    pub(super) fn axis(&self) -> Result<(), ChartError> {
        let (sheet, plot, page, none) = (self.sheet, self.plot, &self.canvas.page, Tag::default());
        let ink = layout::axis_ink(sheet, Anchor::Middle);
        let step = axis::step(&self.plan.ticks);
        let y = plot.y1 + sheet.sizes.gap * 0.5 + sheet.sizes.small * LINE / 2.0;
        let mut before = f64::NEG_INFINITY;
        let unit = match self.chart.unit {
            Unit::Share | Unit::Percent => String::new(),
            unit => words::unit(sheet.lang(), unit.name()),
        };
        for tick in &self.plan.ticks {
            let x = self.plan.x(*tick);
            page.line(&[(x, plot.y0), (x, plot.y1)], sheet.sizes.hairline(sheet.theme.grid), &none)?;
            let label = axis::tick_label(self.chart.unit, *tick, step);
            let half = ink.width(&label) / 2.0;
            // Labels that would touch the one before are left out.
            if x - half > before + sheet.sizes.gap {
                page.text(&label, (x, y), ink, &none)?;
                if before == f64::NEG_INFINITY
                    && x - half - sheet.sizes.gap * 2.0 - ink.width(&unit) >= sheet.body.x0
                {
                    let at = (x - half - sheet.sizes.gap * 2.0, y);
                    page.text(&unit, at, ink.at(Anchor::End), &none)?;
                }
                before = x + half;
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
        for (x, head) in [(plan.n_x, words::REGIONS), (plan.median_x, words::MEDIAN)] {
            self.canvas.page.text(head.get(sheet.lang()), (x, y), ink, &Tag::default())?;
        }
        Ok(())
    }

    fn outline(&self) -> Stroke {
        Stroke::solid(self.sheet.theme.axis, self.sheet.sizes.hair * 1.2)
    }

    fn median(&self) -> Stroke {
        Stroke::solid(self.sheet.theme.ink, self.sheet.sizes.hair * 2.6)
    }

    fn fill(&self) -> Paint {
        Paint::outlined(self.sheet.theme.band_dark, self.outline())
    }

    fn dot(&self, highlight: bool) -> Paint {
        let theme = self.sheet.theme;
        let is_any = self.chart.groups.iter().flat_map(|group| &group.points).any(|point| point.highlight);
        let color: Color = match (is_any, highlight) {
            (_, true) => theme.strong,
            (true, false) => theme.rest,
            (false, false) => theme.bar,
        };
        Paint::outlined(color, Stroke::solid(theme.background, self.sheet.sizes.hair * 0.7))
    }

    /// Draws a row but for its points and median, which lie on top; gives back the points.
    pub(super) fn group(&self, i: f64, group: &'a BoxGroup) -> Result<Vec<Placed<'a>>, ChartError> {
        let (sheet, plan, page, none) = (self.sheet, self.plan, &self.canvas.page, Tag::default());
        let middle = self.plot.y0 + (i + 0.5) * plan.pitch;
        let ink = Ink::new(plan.font, sheet.theme.ink);
        page.text(&group.label, (sheet.body.x0, middle), ink, &none)?;
        let soft = Ink::new(plan.font, sheet.theme.soft_ink).at(Anchor::End);
        page.text(&group_thousands(group.points.len() as f64, 0), (plan.n_x, middle), soft, &none)?;
        page.text(
            &self.chart.unit.format(group.median),
            (plan.median_x, middle),
            ink.at(Anchor::End),
            &none,
        )?;
        let tag = Tag { region: None, tip: Some(group.tip(self.chart.unit, sheet.lang())) };
        let tall = plan.pitch * BOX / 2.0;
        if let Some(summary) = group.summary {
            self.whiskers(summary, middle, tall, &tag)?;
            let corners = ((plan.x(summary.q1), middle - tall), (plan.x(summary.q3), middle + tall));
            page.rect(corners.0, corners.1, self.fill(), &tag)?;
        }
        let xs: Vec<f64> = group.points.iter().map(|point| plan.x(point.value)).collect();
        let aside = swarm(&xs, plan.r, plan.pitch * FILLED / 2.0 - plan.r);
        let place = |((point, x), y): ((&'a BoxPoint, f64), f64)| Placed { point, at: (x, middle + y) };
        Ok(group.points.iter().zip(xs).zip(aside).map(place).collect())
    }

    fn tag(&self, point: &BoxPoint) -> Tag {
        let lang = self.sheet.lang();
        let value = self.chart.unit.say(point.value, lang);
        Tag::new(&point.region_code, format!("{}{}{value}", point.label, lang.pick("：", ": ")))
    }

    fn whiskers(&self, summary: Summary, y: f64, tall: f64, tag: &Tag) -> Result<(), ChartError> {
        let page = &self.canvas.page;
        for (from, to) in [(summary.q1, summary.low), (summary.q3, summary.high)] {
            let (from, to) = (self.plan.x(from), self.plan.x(to));
            page.line(&[(from, y), (to, y)], self.outline(), tag)?;
            page.line(&[(to, y - tall * 0.5), (to, y + tall * 0.5)], self.outline(), tag)?;
        }
        Ok(())
    }

    /// The median of a row in its box.
    pub(super) fn median_of(&self, i: f64, group: &BoxGroup) -> Result<(), ChartError> {
        if group.summary.is_none() {
            return Ok(());
        }
        let tag = Tag { region: None, tip: Some(group.tip(self.chart.unit, self.sheet.lang())) };
        let b = self.median_at(i, group);
        self.canvas.page.line(&[(b.x0, b.y0), (b.x0, b.y1)], self.median(), &tag)
    }

    fn median_at(&self, i: f64, group: &BoxGroup) -> Bounds {
        let (x, middle) = (self.plan.x(group.median), self.plot.y0 + (i + 0.5) * self.plan.pitch);
        let tall = self.plan.pitch * BOX / 2.0;
        Bounds { x0: x, y0: middle - tall, x1: x, y1: middle + tall }
    }

    /// Finds places for the names of the highlighted points, off other points and lines where they can.
    pub(super) fn place(&self, groups: &[&BoxGroup], points: &[Placed<'_>]) -> Vec<Named> {
        let (plan, plot, ink) = (self.plan, self.plot, self.name_ink());
        let r = plan.r * STRONG;
        let mut named: Vec<Named> = Vec::new();
        for (own, placed) in points.iter().enumerate().filter(|(_, placed)| placed.point.highlight) {
            let wanted = Wanted {
                at: placed.at,
                r,
                width: ink.width(&placed.point.label) + ink.size * 0.4,
                height: ink.size * 1.2,
                own: Some(own),
                reach: f64::INFINITY,
            };
            named.push(Named { point: own, wanted, place: None });
        }
        let point = |placed: &Placed<'_>| {
            let ((x, y), is_strong) = (placed.at, placed.point.highlight);
            let (r, cost) = if is_strong { (r, f64::INFINITY) } else { (plan.r, ON_POINT) };
            Obstacle { bounds: Bounds { x0: x, y0: y, x1: x, y1: y }.grown(r), cost, aside: 0.0 }
        };
        let line = |bounds: Bounds| Obstacle { bounds: bounds.grown(1.0), cost: ON_LINE, aside: 0.0 };
        let mut obstacles: Vec<Obstacle> = points.iter().map(point).collect();
        let boxed = groups.iter().enumerate().filter(|(_, group)| group.summary.is_some());
        obstacles.extend(boxed.map(|(i, group)| line(self.median_at(i as f64, group))));
        let references = plan.references.lines();
        obstacles.extend(references.iter().map(|x| line(Bounds { x0: *x, x1: *x, ..plot })));
        let wanted: Vec<Wanted> = named.iter().map(|named| named.wanted).collect();
        for (named, place) in named.iter_mut().zip(labels::place(&wanted, &obstacles, plot, MOST_COST)) {
            named.place = place;
        }
        named
    }

    fn name_ink(&self) -> Ink {
        Ink::new(self.sheet.sizes.small, self.sheet.theme.ink).bold(true).at(Anchor::Middle)
    }

    /// Interrupts boxes and lines where names will stand, under the points.
    pub(super) fn grounds(&self, names: &[Named]) -> Result<(), ChartError> {
        for b in names.iter().filter_map(|named| named.place) {
            let paint = Paint::fill(self.sheet.theme.background);
            self.canvas.page.rect((b.x0, b.y0), (b.x1, b.y1), paint, &Tag::default())?;
        }
        Ok(())
    }

    /// Draws the points that are not highlighted.
    pub(super) fn dots(&self, points: &[Placed<'_>]) -> Result<(), ChartError> {
        let dot = self.dot(false);
        for Placed { point, at } in points.iter().filter(|placed| !placed.point.highlight) {
            self.canvas.page.circle(*at, self.plan.r, dot, &self.tag(point))?;
        }
        Ok(())
    }

    /// Draws the highlighted points on top, with their names.
    pub(super) fn names(&self, points: &[Placed<'_>], names: &[Named]) -> Result<(), ChartError> {
        let (page, ink) = (&self.canvas.page, self.name_ink());
        for named in names {
            let Some(Placed { point, at }) = points.get(named.point) else { continue };
            let own = Tag::region(&point.region_code);
            if let Some(b) = named.place {
                if let Some(leader) = named.wanted.leader(b) {
                    page.line(&leader, self.sheet.sizes.hairline(self.sheet.theme.soft_ink), &own)?;
                }
                let middle = (f64::midpoint(b.x0, b.x1), f64::midpoint(b.y0, b.y1));
                page.text(&point.label, middle, ink, &own)?;
            }
            page.circle(*at, self.plan.r * STRONG, self.dot(true), &self.tag(point))?;
        }
        Ok(())
    }
}
