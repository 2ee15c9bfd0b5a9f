//! Where everything of a chart of Lorenz curves stands.

use super::{LorenzCurve, LorenzPlot};
use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::canvas::{Canvas, Ink, Pane};
use crate::chart::labels::{self, Obstacle, Wanted};
use crate::chart::layout::{self, Sheet, widest};
use crate::chart::lines::cycle;
use crate::chart::scene::{Anchor, Bounds, Color, Stroke};
use crate::chart::theme::{LINE, Theme};
use crate::chart::words;
use crate::schema::Unit;

/// Least side of the plot in ems of body text.
const LEAST_SIDE: f64 = 12.0;
/// Length of a line of the key in ems of body text; of one among several, which shows how it is dashed.
const SAMPLE: (f64, f64) = (1.8, 3.2);
/// Dashes and gaps of the curves behind the first, which is solid, in widths of a curve: they are told apart in grey
/// print.
const DASHES: [(f64, f64); 5] = [(4.0, 1.5), (1.0, 1.2), (8.0, 1.5), (2.2, 2.6), (6.0, 4.0)];
/// Width of a curve in hairlines.
const CURVE: f64 = 2.2;
/// Points of a curve up to which each has a dot that is seen.
const FEW: usize = 60;
/// Radius of a dot in ems of body text; of one among many; of one highlighted.
const RADII: (f64, f64, f64) = (0.2, 0.09, 0.34);
/// What a name costs for each piece of a curve that it covers.
const ON_CURVE: f64 = 0.2;
/// What a name may cost.
const MOST_COST: f64 = 1.0;

/// A line of the key.
pub(super) struct Line {
    pub(super) text: String,
    /// The curve; `None` for the diagonal.
    pub(super) curve: Option<usize>,
}

/// The name of a highlighted region on a curve.
pub(super) struct Named {
    pub(super) curve: usize,
    pub(super) point: usize,
    pub(super) wanted: Wanted,
    pub(super) place: Bounds,
}

/// The plan of the picture.
pub(super) struct Plan {
    /// The square.
    pub(super) plot: Bounds,
    pub(super) ticks: Vec<f64>,
    pub(super) key: Vec<Line>,
    /// Upper left corner of the key.
    corner: (f64, f64),
    pub(super) names: Vec<Named>,
}

/// A tick in per cent.
pub(super) fn tick_label(ticks: &[f64], tick: f64) -> String {
    axis::tick_label(Unit::Share, tick, axis::step(ticks))
}

/// The colour of a curve: a single one has the strong colour.
pub(super) fn color(chart: &LorenzPlot, curve: usize, theme: &Theme) -> Color {
    if chart.curves.len() == 1 { theme.strong } else { cycle(&theme.series, curve) }
}

/// How a curve of so many is drawn.
pub(super) fn stroke(chart: &LorenzPlot, curve: usize, sheet: &Sheet<'_>) -> Stroke {
    let (color, width) = (color(chart, curve, sheet.theme), sheet.sizes.hair * CURVE);
    match curve.checked_sub(1).and_then(|at| DASHES.get(at % DASHES.len())) {
        Some((on, off)) => Stroke::dashed(color, width, on * width, off * width),
        None => Stroke::solid(color, width),
    }
}

/// Whether every region has a dot: many dots on several curves would fill the gaps of their dashes.
pub(super) fn has_dots(chart: &LorenzPlot) -> bool {
    chart.curves.len() == 1 || chart.curves.iter().all(|curve| curve.points.len() <= FEW)
}

/// Radius of the dots of a curve, and of a highlighted one.
pub(super) fn radius(sheet: &Sheet<'_>, curve: &LorenzCurve) -> (f64, f64) {
    let each = if curve.points.len() <= FEW { RADII.0 } else { RADII.1 };
    (sheet.sizes.body * each, sheet.sizes.body * RADII.2)
}

impl Plan {
    pub(super) fn new(chart: &LorenzPlot, sheet: &Sheet<'_>) -> Result<Self, ChartError> {
        let sizes = &sheet.sizes;
        let ticks = axis::ticks(0.0, 1.0, 6);
        let ink = layout::axis_ink(sheet, Anchor::End);
        let texts: Vec<String> = ticks.iter().map(|tick| tick_label(&ticks, *tick)).collect();
        let line = sizes.small * LINE;
        // Tick labels, then the words for the axis reading upwards.
        let left = widest(ink, texts.iter().map(String::as_str)) + sizes.gap * 1.2 + line;
        // The last label stands half to the right of the square.
        let right = texts.last().map_or(0.0, |text| ink.width(text) / 2.0);
        let below = line * 2.0 + sizes.gap * 1.2;
        let above = line / 2.0;
        let (width, height) = (sheet.body.width() - left - right, sheet.body.height() - below - above);
        let side = width.min(height);
        if side < sizes.body * LEAST_SIDE {
            return Err(sheet.too_small("the axes leave no room for the curves"));
        }
        let y0 = sheet.body.y0 + above;
        let at = |x0: f64| Bounds { x0, y0, x1: x0 + side, y1: y0 + side };
        let plot = at(sheet.body.x0 + left + (width - side) / 2.0);
        let corner = (plot.x0 + sizes.gap * 1.2, plot.y0 + sizes.gap);
        let mut plan = Self { plot, ticks, key: key(chart, sheet), corner, names: Vec::new() };
        if !plan.has_key_above_diagonal(sheet) {
            plan.plot = at(sheet.body.x0 + left);
            plan.corner = (plan.plot.x1 + right.max(sizes.gap * 2.0), plan.plot.y0);
            if plan.key_ends(sheet).any(|(x, _)| x > sheet.body.x1) {
                return Err(sheet.too_small("the key does not fit above the diagonal"));
            }
        }
        plan.name(chart, sheet);
        Ok(plan)
    }

    /// The plot with its axes, both from nothing to the whole.
    pub(super) fn pane(&self, canvas: &Canvas) -> Pane {
        canvas.plot(self.plot, 0.0..1.0, 1.0..0.0)
    }

    /// The pixel of a point.
    fn px(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.plot.x0 + x * self.plot.width(), self.plot.y1 - y * self.plot.height())
    }

    /// Left end and middle of a line of the key.
    pub(super) fn line_at(&self, sheet: &Sheet<'_>, line: usize) -> (f64, f64) {
        (self.corner.0, self.corner.1 + sheet.sizes.body * LINE * (line as f64 + 0.5))
    }

    /// Length of a sample of the key, with the gap behind it.
    pub(super) fn sample(&self, sheet: &Sheet<'_>) -> (f64, f64) {
        // The diagonal is a line of the key too.
        let length = if self.key.len() > 2 { SAMPLE.1 } else { SAMPLE.0 };
        (sheet.sizes.body * length, sheet.sizes.gap)
    }

    /// Whether the key stands above the diagonal and off it; else it needs room beside the plot.
    fn has_key_above_diagonal(&self, sheet: &Sheet<'_>) -> bool {
        let half = sheet.sizes.body * LINE / 2.0;
        // The diagonal at the lower edge of a line.
        self.key_ends(sheet).all(|(x, y)| x <= self.plot.x1 - (y + half - self.plot.y0))
    }

    /// Right end and middle of each line of the key.
    fn key_ends(&self, sheet: &Sheet<'_>) -> impl Iterator<Item = (f64, f64)> {
        let (ink, (sample, gap)) = (key_ink(sheet), self.sample(sheet));
        self.key.iter().enumerate().map(move |(i, line)| {
            let (x, y) = self.line_at(sheet, i);
            (x + sample + gap + ink.width(&line.text), y)
        })
    }

    /// Finds places for the names of the highlighted regions: once each, on the last curve that has it.
    fn name(&mut self, chart: &LorenzPlot, sheet: &Sheet<'_>) {
        let mut seen: Vec<&str> = Vec::new();
        let mut found: Vec<(usize, usize, Wanted)> = Vec::new();
        let ink = name_ink(sheet);
        for (c, curve) in chart.curves.iter().enumerate().rev() {
            for (p, point) in curve.points.iter().enumerate().filter(|(_, point)| point.highlight) {
                if seen.contains(&point.region_code.as_str()) {
                    continue;
                }
                seen.push(&point.region_code);
                let wanted = Wanted {
                    at: self.px((point.regions, point.total)),
                    r: radius(sheet, curve).1,
                    width: ink.width(&point.label),
                    height: ink.size * LINE,
                    own: None,
                    reach: f64::INFINITY,
                };
                found.push((c, p, wanted));
            }
        }
        if found.is_empty() {
            return;
        }
        let all: Vec<Wanted> = found.iter().map(|(.., wanted)| *wanted).collect();
        let places = labels::place(&all, &self.obstacles(chart, sheet), self.plot, MOST_COST);
        let names = found.into_iter().zip(places);
        self.names = names
            .filter_map(|((curve, point, wanted), place)| Some(Named { curve, point, wanted, place: place? }))
            .collect();
    }

    /// The curves and the diagonal in small pieces, the dots of highlighted regions, and the key.
    fn obstacles(&self, chart: &LorenzPlot, sheet: &Sheet<'_>) -> Vec<Obstacle> {
        /// Pieces of the diagonal and of each curve.
        const PIECES: u32 = 100;
        let piece = |at: (f64, f64), r: f64, cost: f64| {
            let (x, y) = self.px(at);
            Obstacle { bounds: Bounds { x0: x - r, y0: y - r, x1: x + r, y1: y + r }, cost, aside: 0.0 }
        };
        let mut obstacles = Vec::new();
        for step in 0..=PIECES {
            let x = f64::from(step) / f64::from(PIECES);
            obstacles.push(piece((x, x), 1.0, ON_CURVE));
            for curve in &chart.curves {
                obstacles.push(piece((x, height(curve, x)), 1.0, ON_CURVE));
            }
        }
        for curve in &chart.curves {
            for point in curve.points.iter().filter(|point| point.highlight) {
                obstacles.push(piece((point.regions, point.total), radius(sheet, curve).1, 1e3));
            }
        }
        let half = sheet.sizes.body * LINE / 2.0;
        for (x1, y) in self.key_ends(sheet) {
            let bounds = Bounds { x0: self.corner.0, y0: y - half, x1, y1: y + half };
            obstacles.push(Obstacle { bounds, cost: f64::INFINITY, aside: 0.0 });
        }
        obstacles
    }
}

/// The height of a curve at a part of the regions.
fn height(curve: &LorenzCurve, x: f64) -> f64 {
    let mut before = (0.0, 0.0);
    for point in &curve.points {
        let next = (point.regions, point.total);
        if next.0 >= x {
            let span = next.0 - before.0;
            let part = if span > 0.0 { (x - before.0) / span } else { 1.0 };
            return before.1 + (next.1 - before.1) * part;
        }
        before = next;
    }
    before.1
}

/// The lines of the key: the diagonal, then the curves with their Gini coefficients and numbers of regions.
fn key(chart: &LorenzPlot, sheet: &Sheet<'_>) -> Vec<Line> {
    let lang = sheet.lang();
    let mut lines = vec![Line { text: words::EQUALITY.get(lang).to_owned(), curve: None }];
    for (i, curve) in chart.curves.iter().enumerate() {
        let text = words::gini(lang, &curve.label, curve.gini, curve.points.len());
        lines.push(Line { text, curve: Some(i) });
    }
    lines
}

pub(super) fn key_ink(sheet: &Sheet<'_>) -> Ink {
    Ink::new(sheet.sizes.body, sheet.theme.ink)
}

pub(super) fn name_ink(sheet: &Sheet<'_>) -> Ink {
    Ink::new(sheet.sizes.body, sheet.theme.strong.for_text_on(sheet.theme.background)).bold(true)
}
