//! Values against the number of cases behind them, within limits that narrow as cases grow.
//!
//! A point within the limits differs from the benchmark by no more than chance explains. Those outside have
//! names, as far as there is room; how many have none stands in the footer.

mod page;
mod plan;

use crate::chart::ChartError;
use crate::chart::layout::{Frame, Sheet};
use crate::chart::references::Reference;
use crate::chart::scene::Scene;
use crate::chart::symbols::Symbol;
use crate::chart::theme::Theme;
use crate::chart::words;
use crate::schema::{Unit, group_thousands};
use crate::text::Lang;

use page::Page;
use plan::Plan;

/// A funnel plot.
#[derive(Clone, Debug)]
pub struct FunnelPlot {
    /// Titles, footer, size.
    pub frame: Frame,
    /// Unit of the values.
    pub unit: Unit,
    /// What the cases are: the label of the horizontal axis.
    pub cases: String,
    /// The regions.
    pub points: Vec<FunnelPoint>,
    /// The value that the limits lie about.
    pub benchmark: Reference,
    /// The limits over numbers of cases, from the fewest to the most.
    pub limits: Vec<LimitsAt>,
}

/// A region of a funnel plot.
#[derive(Clone, Debug, Default)]
pub struct FunnelPoint {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region.
    pub label: String,
    /// The value.
    pub value: f64,
    /// The number of cases behind it, above 0.
    pub n: f64,
    /// On which side of the limits it lies.
    pub class: FunnelClass,
    /// How far it lies from the benchmark, in parts of the way to the outer limit. The farthest of a class has
    /// the first choice of a place for its name.
    pub distance: f64,
    /// Whether the region is drawn in the strong colour, and has its name in any case.
    pub highlight: bool,
}

/// Where a value lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum FunnelClass {
    /// Within both limits.
    #[default]
    Within,
    /// Between the 95 % and the 99.8 % limit.
    Outside95,
    /// Outside the 99.8 % limits.
    Outside998,
}

impl FunnelClass {
    /// All, from the inside.
    pub(crate) const ALL: [Self; 3] = [Self::Within, Self::Outside95, Self::Outside998];

    const fn symbol(self) -> Symbol {
        match self {
            Self::Within => Symbol::Circle,
            Self::Outside95 => Symbol::Diamond,
            Self::Outside998 => Symbol::Square,
        }
    }

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Within => words::WITHIN,
            Self::Outside95 => words::OUTSIDE_95,
            Self::Outside998 => words::OUTSIDE_998,
        }
        .get(lang)
    }
}

/// The limits at a number of cases, in the unit of the values; they may leave the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LimitsAt {
    /// The number of cases, above 0.
    pub n: f64,
    /// The 95 % limits, lower and upper.
    pub inner: (f64, f64),
    /// The 99.8 % limits, lower and upper.
    pub outer: (f64, f64),
}

impl FunnelPoint {
    fn tip(&self, unit: Unit, lang: Lang) -> String {
        let (value, n) = (unit.say(self.value, lang), group_thousands(self.n, 0));
        let class = self.class.name(lang);
        lang.pick(
            format!("{}：{value}，n={n}，{class}", self.label),
            format!("{}: {value}, n={n}, {class}", self.label),
        )
    }
}

impl FunnelPlot {
    /// Draws the chart, always one scene.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] without points, [`ChartError::NotFinite`] also for a point without cases,
    /// [`ChartError::TooSmall`] and [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        self.check()?;
        let sheet = Sheet::new(&self.frame, theme, None)?;
        let plan = Plan::new(self, &sheet)?;
        if plan.unnamed == 0 {
            return Ok(vec![self.page(&sheet, &plan)?]);
        }
        // Room for the line in the footer is made before the names are counted that have no place.
        let reserved = self.with_remark(self.points.len());
        let plan = Plan::new(self, &Sheet::new(&reserved, theme, None)?)?;
        let frame = self.with_remark(plan.unnamed);
        let sheet = Sheet::new(&frame, theme, None)?;
        Ok(vec![self.page(&sheet, &plan)?])
    }

    /// The frame with the remark that so many points outside the limits have no name, above the source.
    fn with_remark(&self, unnamed: usize) -> Frame {
        let mut frame = self.frame.clone();
        if unnamed > 0 {
            let above = frame.footer.len().saturating_sub(1);
            frame.footer.insert(above, words::unnamed(frame.lang, unnamed));
        }
        frame
    }

    fn page(&self, sheet: &Sheet<'_>, plan: &Plan) -> Result<Scene, ChartError> {
        let canvas = sheet.open()?;
        let pane = plan.pane(&canvas);
        let drawing = Page { chart: self, sheet, plan, canvas: &canvas, pane: &pane };
        drawing.key()?;
        drawing.axes()?;
        drawing.grounds()?;
        drawing.limits()?;
        drawing.benchmark()?;
        drawing.points()?;
        drawing.names()?;
        sheet.close(canvas)
    }

    fn check(&self) -> Result<(), ChartError> {
        if self.points.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        for point in &self.points {
            if !(point.value.is_finite() && point.n.is_finite() && point.n > 0.0) {
                return Err(ChartError::NotFinite { label: point.label.clone() });
            }
        }
        let limits = self.limits.iter().flat_map(|l| [l.n, l.inner.0, l.inner.1, l.outer.0, l.outer.1]);
        let has_cases = self.limits.iter().all(|l| l.n > 0.0);
        if has_cases && limits.chain([self.benchmark.value]).all(f64::is_finite) {
            return Ok(());
        }
        Err(ChartError::NotFinite { label: self.benchmark.label.clone() })
    }

    /// The points in the order in which they are drawn, the most telling last.
    fn in_order(&self) -> Vec<&FunnelPoint> {
        let mut points: Vec<&FunnelPoint> = self.points.iter().collect();
        points.sort_by(|a, b| {
            let key = |p: &FunnelPoint| (p.highlight, p.class);
            key(a).cmp(&key(b)).then(a.distance.total_cmp(&b.distance))
        });
        points
    }
}

#[cfg(test)]
mod tests;
