//! Where everything of a scatter plot stands.

use super::scale::Scale;
use super::{Measure, Scatter, ScatterPoint};
use crate::chart::ChartError;
use crate::chart::canvas::Ink;
use crate::chart::font::Weight;
use crate::chart::labels::{self, Obstacle, Wanted};
use crate::chart::layout::{self, Sheet, widest, wrap};
use crate::chart::scene::{Anchor, Bounds};
use crate::chart::theme::LINE;
use crate::chart::words;
use crate::text::Lang;

/// Radius of a point in ems of body text, among few and among very many.
const RADII: (f64, f64) = (0.3, 0.15);
/// Points up to which they are few, and from which they are crowded.
pub(super) const FEW: usize = 60;
pub(super) const CROWDED: usize = 300;
/// Radius of a highlighted point in parts of the others', and in ems of body text at least.
const STRONG: (f64, f64) = (1.4, 0.32);
/// Radius of the ring about a highlighted point in parts of the point's.
pub(super) const RING: f64 = 1.6;
/// Names that are no highlighted region's, at most.
const MOST_NAMES: usize = 20;
/// Least width and height of the plot in ems of body text.
const LEAST_PLOT: (f64, f64) = (12.0, 8.0);
/// What a name costs that a median or a point of a crowd runs through, and what it may cost.
const ON_LINE: f64 = 0.3;
const ON_POINT: f64 = 0.04;
const MOST_COST: f64 = 0.5;
/// How far a name that is no highlighted region's stands away at most, in heights of the text.
const AWAY: f64 = 6.0;
/// Distance of a name from other points to the side, in heights of its text.
const APART: f64 = 0.8;

/// A name with its place: the number of its point, and where.
pub(super) struct Named {
    pub(super) point: usize,
    pub(super) wanted: Wanted,
    pub(super) place: Bounds,
}

/// The plan of the picture.
pub(super) struct Plan {
    pub(super) plot: Bounds,
    pub(super) x: Scale,
    pub(super) y: Scale,
    /// The titles of the axes, in lines.
    pub(super) titles: [Vec<String>; 2],
    /// Radius of a point.
    pub(super) r: f64,
    pub(super) names: Vec<Named>,
}

/// The title of an axis with its unit and kind.
fn title(measure: &Measure, scale: &Scale, lang: Lang) -> String {
    words::axis_title(lang, &measure.title, measure.unit.name(), (scale.logarithmic, scale.zero))
}

/// The label of a median, in two lines.
pub(super) fn median(measure: &Measure, lang: Lang) -> [String; 2] {
    [words::MEDIAN.get(lang).to_owned(), measure.unit.format(measure.median)]
}

impl Plan {
    pub(super) fn new(chart: &Scatter, sheet: &Sheet<'_>) -> Result<Self, ChartError> {
        let (sizes, lang) = (&sheet.sizes, sheet.lang());
        let values = |of: fn(&ScatterPoint) -> f64| chart.points.iter().map(of).collect::<Vec<f64>>();
        let (x, y) = (Scale::new(&values(|p| p.x), chart.x.unit), Scale::new(&values(|p| p.y), chart.y.unit));
        let ink = layout::axis_ink(sheet, Anchor::End);
        let line = sizes.small * LINE;
        let lines = |text: &str| wrap(text, sheet.body.width(), sizes.small, Weight::Regular);
        let titles = [lines(&title(&chart.x, &x, lang)), lines(&title(&chart.y, &y, lang))];
        let [below, above] = titles.each_ref().map(|title| title.len() as f64 * line);
        // The title of the vertical axis stands above it, under that the label of the other's median.
        let y0 = sheet.body.y0 + above + line + sizes.gap * 1.2;
        let y1 = sheet.body.y1 - line - below - sizes.gap * 1.5;
        let labels = y.ticks((y1 - y0).max(1.0), |_| line * 1.4);
        let left = widest(ink, labels.iter().map(|(_, label)| label.as_str())) + sizes.gap;
        let right = widest(ink, median(&chart.y, lang).iter().map(String::as_str)) + sizes.gap * 0.8;
        let plot = Bounds { x0: sheet.body.x0 + left, y0, x1: sheet.body.x1 - right, y1 };
        if plot.width() < sizes.body * LEAST_PLOT.0 || plot.height() < sizes.body * LEAST_PLOT.1 {
            return Err(sheet.too_small("the labels leave no room for the points"));
        }
        let crowd = (chart.points.len() as f64 / FEW as f64).max(1.0);
        let r = (sizes.body * RADII.0 / crowd.powf(0.25)).max(sizes.body * RADII.1);
        let mut plan = Self { plot, x, y, titles, r, names: Vec::new() };
        plan.name(chart, sheet);
        Ok(plan)
    }

    /// The pixel of two values.
    pub(super) fn px(&self, x: f64, y: f64) -> (f64, f64) {
        let plot = self.plot;
        (plot.x0 + self.x.part(x) * plot.width(), plot.y1 - self.y.part(y) * plot.height())
    }

    /// The radius of a point.
    pub(super) fn radius(&self, point: &ScatterPoint, sheet: &Sheet<'_>) -> f64 {
        if point.highlight { (self.r * STRONG.0).max(sheet.sizes.body * STRONG.1) } else { self.r }
    }

    fn reach(&self, point: &ScatterPoint, sheet: &Sheet<'_>) -> f64 {
        self.radius(point, sheet) * if point.highlight { RING } else { 1.0 }
    }

    /// Finds places for the names: highlighted points first, then the farthest out.
    fn name(&mut self, chart: &Scatter, sheet: &Sheet<'_>) {
        let far = |p: &ScatterPoint| p.distance.unwrap_or(0.0);
        let mut order: Vec<(usize, &ScatterPoint)> =
            chart.points.iter().enumerate().filter(|(_, p)| p.highlight || p.distance.is_some()).collect();
        order.sort_by(|(_, a), (_, b)| b.highlight.cmp(&a.highlight).then(far(b).total_cmp(&far(a))));
        let strong = order.iter().filter(|(_, p)| p.highlight).count();
        order.truncate(strong + MOST_NAMES);
        let wanted: Vec<Wanted> = order
            .iter()
            .map(|(own, p)| {
                let ink = name_ink(sheet, p);
                let (width, height) = (ink.width(&p.label) + ink.size * 0.2, ink.size * 1.1);
                let reach = if p.highlight { f64::INFINITY } else { height * AWAY };
                let (at, r) = (self.px(p.x, p.y), self.reach(p, sheet));
                Wanted { at, r, width, height, own: Some(*own), reach }
            })
            .collect();
        let places = labels::place(&wanted, &self.obstacles(chart, sheet, &order), self.plot, MOST_COST);
        for (((point, _), wanted), place) in order.iter().zip(wanted).zip(places) {
            if let Some(place) = place {
                self.names.push(Named { point: *point, wanted, place });
            }
        }
    }

    /// What names keep off: points, in the order of the chart, and the medians where they can. In a crowd only the
    /// points with names may not be covered.
    fn obstacles(
        &self,
        chart: &Scatter,
        sheet: &Sheet<'_>,
        named: &[(usize, &ScatterPoint)],
    ) -> Vec<Obstacle> {
        let is_crowded = chart.points.len() > CROWDED;
        let point = |(i, p): (usize, &ScatterPoint)| {
            let ((x, y), r) = (self.px(p.x, p.y), self.reach(p, sheet));
            let bounds = Bounds { x0: x, y0: y, x1: x, y1: y }.grown(r);
            let is_free = is_crowded && named.iter().all(|(other, _)| *other != i);
            let (cost, aside) =
                if is_free { (ON_POINT, 0.0) } else { (f64::INFINITY, sheet.sizes.small * APART) };
            Obstacle { bounds, cost, aside }
        };
        let mut obstacles: Vec<Obstacle> = chart.points.iter().enumerate().map(point).collect();
        let (x, y) = self.px(chart.x.median, chart.y.median);
        let plot = self.plot;
        for bounds in
            [Bounds { x0: x - 1.0, x1: x + 1.0, ..plot }, Bounds { y0: y - 1.0, y1: y + 1.0, ..plot }]
        {
            obstacles.push(Obstacle { bounds, cost: ON_LINE, aside: 0.0 });
        }
        obstacles
    }
}

/// How a name is written.
pub(super) fn name_ink(sheet: &Sheet<'_>, point: &ScatterPoint) -> Ink {
    Ink::new(sheet.sizes.small, sheet.theme.ink).bold(point.highlight)
}
