//! Where everything of a funnel plot stands.

use super::{FunnelClass, FunnelPlot, FunnelPoint, LimitsAt};
use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::canvas::{Canvas, Ink, Pane};
use crate::chart::labels::{self, Obstacle, Wanted};
use crate::chart::layout::{self, Sheet, widest};
use crate::chart::rows::Key;
use crate::chart::scene::{Anchor, Bounds};
use crate::chart::theme::LINE;
use crate::chart::words;
use crate::schema::{Unit, group_thousands};

/// Numbers of cases that span this factor or more have a logarithmic axis.
const LOGARITHMIC: f64 = 20.0;
/// Radius of a point in ems of body text.
const RADIUS: f64 = 0.3;
/// Radius of a highlighted point in parts of the others'.
const STRONG: f64 = 1.4;
/// Radius of a square, which looks smaller than other shapes, in parts of the others'.
pub(super) const SQUARE: f64 = 1.15;
/// Radius of the ring about a highlighted point in parts of the point's.
pub(super) const RING: f64 = 1.6;
/// Least width and height of the plot in ems of body text.
const LEAST_PLOT: (f64, f64) = (12.0, 8.0);
/// What a name costs that the benchmark runs through.
const ON_BENCHMARK: f64 = 0.3;
/// What a name costs for each of the hundred or so pieces of a limit that run through it.
const ON_LIMIT: f64 = 0.08;
/// What a name may cost.
const MOST_COST: f64 = 0.6;
/// Names up to which those without room beside their points stand away from them; more would be a tangle.
const FEW: usize = 20;
/// How far they stand away at most, in heights of the text.
const AWAY: f64 = 8.0;
/// Distance of a name from other points to the side, in heights of its text; nearer, it would seem theirs.
const APART: f64 = 1.2;

/// The axis of the numbers of cases.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cases {
    pub(super) logarithmic: bool,
    /// Ends, as places on the axis.
    pub(super) ends: (f64, f64),
    /// Ends, as numbers of cases.
    numbers: (f64, f64),
}

impl Cases {
    fn new(chart: &FunnelPlot) -> Self {
        let limits = chart.limits.iter().map(|l| l.n);
        let numbers = chart.points.iter().map(|p| p.n).chain(limits);
        let numbers = numbers.fold((f64::INFINITY, 0.0_f64), |(low, high), n| (low.min(n), high.max(n)));
        let logarithmic = numbers.1 >= LOGARITHMIC * numbers.0;
        // A single number stands in the middle.
        let numbers = if numbers.0 < numbers.1 { numbers } else { (numbers.0 * 0.5, numbers.1 * 1.5) };
        let mut cases = Self { logarithmic, ends: (0.0, 1.0), numbers };
        let (low, high) = (cases.at(numbers.0), cases.at(numbers.1));
        let edge = (high - low) * 0.015;
        cases.ends = (low - edge, high + edge);
        cases
    }

    /// The place of a number.
    pub(super) fn at(&self, n: f64) -> f64 {
        if self.logarithmic { n.log10() } else { n }
    }

    /// The ticks, and which of them have a label, on an axis of a length in pixels.
    pub(super) fn ticks(&self, ink: Ink, pixels: f64) -> (Vec<f64>, Vec<f64>) {
        let (low, high) = self.numbers;
        if self.logarithmic {
            let ticks = axis::log_ticks(low, high);
            let per_pixel = pixels / (self.ends.1 - self.ends.0);
            let width = |tick: f64| ink.width(&format!("{}  ", group_thousands(tick, 0)));
            let labels = axis::log_labels(&ticks, |tick| self.at(tick) * per_pixel, width);
            return (ticks, labels);
        }
        let widest = ink.width(&format!("{}  ", group_thousands(high, 0)));
        let most = layout::how_many(pixels, widest.max(1.0)).clamp(2, 10);
        let whole: Vec<f64> =
            axis::ticks(low, high, most).into_iter().filter(|tick| tick.fract() == 0.0).collect();
        (whole.clone(), whole)
    }
}

/// A name with its place: the number of its point, and where.
pub(super) struct Named {
    pub(super) point: usize,
    pub(super) wanted: Wanted,
    pub(super) place: Bounds,
}

/// The plan of the picture.
pub(super) struct Plan {
    pub(super) plot: Bounds,
    pub(super) cases: Cases,
    /// Values at the lower and upper edge of the plot.
    pub(super) ends: (f64, f64),
    pub(super) ticks: Vec<f64>,
    /// Radius of a point.
    pub(super) r: f64,
    /// The label of the benchmark, its lines.
    pub(super) benchmark: [String; 2],
    pub(super) names: Vec<Named>,
    /// Points outside the limits without a name.
    pub(super) unnamed: usize,
}

impl Plan {
    pub(super) fn new(chart: &FunnelPlot, sheet: &Sheet<'_>) -> Result<Self, ChartError> {
        let sizes = &sheet.sizes;
        let r = sizes.body * RADIUS;
        let (low, high, ticks) = values(chart);
        let ink = layout::axis_ink(sheet, Anchor::End);
        let step = axis::step(&ticks);
        let texts: Vec<String> = ticks.iter().map(|t| axis::tick_label(chart.unit, *t, step)).collect();
        let left = widest(ink, texts.iter().map(String::as_str)) + sizes.gap;
        let benchmark = [chart.benchmark.label.clone(), chart.unit.format(chart.benchmark.value)];
        let right = widest(ink, benchmark.iter().map(String::as_str)) + sizes.gap * 0.8;
        let line = sizes.small * LINE;
        let plot = Bounds {
            x0: sheet.body.x0 + left,
            y0: sheet.body.y0 + key(sheet, chart).height() + sizes.gap * 1.2,
            x1: sheet.body.x1 - right,
            y1: sheet.body.y1 - line * 2.0 - sizes.gap * 1.2,
        };
        if plot.width() < sizes.body * LEAST_PLOT.0 || plot.height() < sizes.body * LEAST_PLOT.1 {
            return Err(sheet.too_small("the labels leave no room for the points"));
        }
        // Points at the ends of the scale are whole.
        let edge = r * STRONG * RING + sizes.hair;
        let per_pixel = (high - low) / (plot.height() - 2.0 * edge);
        let mut plan = Self {
            plot,
            cases: Cases::new(chart),
            ends: (low - edge * per_pixel, high + edge * per_pixel),
            ticks,
            r,
            benchmark,
            names: Vec::new(),
            unnamed: 0,
        };
        plan.name(chart, sheet);
        Ok(plan)
    }

    /// The plot in the units of its axes.
    pub(super) fn pane(&self, canvas: &Canvas) -> Pane {
        let (x, y) = (self.cases.ends, self.ends);
        canvas.plot(self.plot, x.0..x.1, y.1..y.0)
    }

    /// The pixel of a number of cases and a value.
    fn px(&self, n: f64, value: f64) -> (f64, f64) {
        let part = |at: f64, ends: (f64, f64)| (at - ends.0) / (ends.1 - ends.0);
        let x = self.plot.x0 + part(self.cases.at(n), self.cases.ends) * self.plot.width();
        (x, self.plot.y1 - part(value, self.ends) * self.plot.height())
    }

    /// The radius of a point.
    pub(super) fn radius(&self, point: &FunnelPoint) -> f64 {
        match point.class {
            _ if point.highlight => self.r * STRONG,
            FunnelClass::Outside998 => self.r * SQUARE,
            _ => self.r,
        }
    }

    /// How far a point reaches, with its ring or its tips.
    fn reach(&self, point: &FunnelPoint) -> f64 {
        self.radius(point) * if point.highlight { RING } else { 1.25 }
    }

    /// Finds places for the names: highlighted points first, then the farthest outside.
    fn name(&mut self, chart: &FunnelPlot, sheet: &Sheet<'_>) {
        let is_named = |p: &FunnelPoint| p.highlight || p.class != FunnelClass::Within;
        let mut order: Vec<(usize, &FunnelPoint)> =
            chart.points.iter().enumerate().filter(|(_, p)| is_named(p)).collect();
        order.sort_by(|(_, a), (_, b)| {
            let key = |p: &FunnelPoint| (p.highlight, p.class);
            key(b).cmp(&key(a)).then(b.distance.total_cmp(&a.distance))
        });
        let is_few = order.len() <= FEW;
        let reach = |p: &FunnelPoint, height: f64| match p.highlight {
            true => f64::INFINITY,
            false if is_few => height * AWAY,
            false => 0.0,
        };
        let wanted: Vec<Wanted> = order
            .iter()
            .map(|(own, p)| {
                let ink = name_ink(sheet, p);
                let (width, height) = (ink.width(&p.label) + ink.size * 0.2, ink.size * 1.1);
                let (at, r) = (self.px(p.n, p.value), self.reach(p));
                Wanted { at, r, width, height, own: Some(*own), reach: reach(p, height) }
            })
            .collect();
        let places = labels::place(&wanted, &self.obstacles(chart, sheet), self.plot, MOST_COST);
        for (((point, _), wanted), place) in order.iter().zip(wanted).zip(places) {
            match place {
                Some(place) => self.names.push(Named { point: *point, wanted, place }),
                None => self.unnamed += 1,
            }
        }
    }

    /// What names keep off: points, in the order of the chart, at any cost; lines where they can.
    fn obstacles(&self, chart: &FunnelPlot, sheet: &Sheet<'_>) -> Vec<Obstacle> {
        let point = |p: &FunnelPoint| {
            let ((x, y), r) = (self.px(p.n, p.value), self.reach(p));
            let bounds = Bounds { x0: x, y0: y, x1: x, y1: y }.grown(r);
            Obstacle { bounds, cost: f64::INFINITY, aside: sheet.sizes.small * APART }
        };
        let mut obstacles: Vec<Obstacle> = chart.points.iter().map(point).collect();
        let y = self.px(1.0, chart.benchmark.value).1;
        let bounds = Bounds { x0: self.plot.x0, y0: y - 1.0, x1: self.plot.x1, y1: y + 1.0 };
        obstacles.push(Obstacle { bounds, cost: ON_BENCHMARK, aside: 0.0 });
        let whole = whole(chart.unit);
        let of = |l: &LimitsAt| [l.inner.0, l.inner.1, l.outer.0, l.outer.1];
        for (a, b) in chart.limits.iter().zip(chart.limits.iter().skip(1)) {
            let pairs = of(a).into_iter().zip(of(b));
            for (from, to) in pairs.filter(|(from, to)| from.max(*to) > 0.0 && from.min(*to) < whole) {
                let ((x0, y0), (x1, y1)) = (self.px(a.n, from), self.px(b.n, to));
                let bounds = Bounds { x0, y0: y0.min(y1) - 1.0, x1, y1: y0.max(y1) + 1.0 };
                obstacles.push(Obstacle { bounds, cost: ON_LIMIT, aside: 0.0 });
            }
        }
        obstacles
    }
}

/// How a name is written.
pub(super) fn name_ink(sheet: &Sheet<'_>, point: &FunnelPoint) -> Ink {
    Ink::new(sheet.sizes.small, sheet.theme.ink).bold(point.highlight)
}

/// The key: the classes that occur, then the limits.
pub(super) fn key(sheet: &Sheet<'_>, chart: &FunnelPlot) -> Key<'static> {
    let lang = sheet.lang();
    let mut texts: Vec<&str> = classes(chart).into_iter().map(|class| class.name(lang)).collect();
    if !chart.limits.is_empty() {
        texts.extend([words::LIMITS_95.get(lang), words::LIMITS_998.get(lang)]);
    }
    Key::new(sheet, texts)
}

/// The classes that occur, from the inside.
pub(super) fn classes(chart: &FunnelPlot) -> Vec<FunnelClass> {
    let occurs = |class: &FunnelClass| chart.points.iter().any(|p| p.class == *class);
    FunnelClass::ALL.into_iter().filter(occurs).collect()
}

/// The whole of which values are a part.
pub(super) const fn whole(unit: Unit) -> f64 {
    match unit {
        Unit::Share => 1.0,
        Unit::Percent => 100.0,
        _ => f64::INFINITY,
    }
}

/// The ends of the axis of values, and its ticks: all points, the benchmark, and the inner limits as far as they
/// lie between nothing and the whole.
fn values(chart: &FunnelPlot) -> (f64, f64, Vec<f64>) {
    const MOST_TICKS: usize = 8;
    let whole = whole(chart.unit);
    let inside = |value: f64| value.clamp(0.0, whole);
    let limits = chart.limits.iter().flat_map(|l| [inside(l.inner.0), inside(l.inner.1)]);
    let (low, high) = chart
        .points
        .iter()
        .map(|p| p.value)
        .chain(limits)
        .chain([chart.benchmark.value])
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    if low >= high {
        // All values are the same: the whole scale, or from zero to twice the value.
        let high = if whole.is_finite() { whole } else { (low.abs() * 2.0).max(1.0) };
        return axis::outward(0.0_f64.min(low), high, MOST_TICKS);
    }
    let (base, top, mut ticks) = axis::outward(low, high, MOST_TICKS);
    let (base, top) =
        (if low >= 0.0 { base.max(0.0) } else { base }, if high <= whole { top.min(whole) } else { top });
    ticks.retain(|tick| (base..=top).contains(tick));
    (base, top, ticks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::scene::Color;

    #[test]
    fn few_cases_apart_stand_on_a_plain_scale() {
        let ink = Ink::new(10.0, Color(0, 0, 0));
        let plain = Cases { logarithmic: false, ends: (25.0, 410.0), numbers: (26.0, 400.0) };
        assert_eq!(plain.ticks(ink, 400.0).1, [50.0, 100.0, 150.0, 200.0, 250.0, 300.0, 350.0, 400.0]);
        assert!((plain.at(300.0) - 300.0).abs() < 1e-12);
        let wide = Cases { logarithmic: true, ends: (1.0, 4.0), numbers: (10.0, 10_000.0) };
        assert!((wide.at(1000.0) - 3.0).abs() < 1e-12);
        // 300 pixels for three powers: no room for 10,000 beside 5,000.
        assert_eq!(wide.ticks(ink, 150.0).1, [10.0, 100.0, 1000.0, 10_000.0]);
    }
}
