//! Two metrics against each other: every region a point, the medians as lines.
//!
//! The highlighted regions and those farthest from the medians have names, as far as there is room. An axis is
//! logarithmic only where almost all points would lie on one edge without that, and then says so.

mod page;
mod plan;
mod scale;

use crate::chart::ChartError;
use crate::chart::layout::{Frame, Sheet};
use crate::chart::scene::Scene;
use crate::chart::theme::Theme;
use crate::schema::Unit;
use crate::text::Lang;

use page::Page;
use plan::Plan;

/// A scatter plot.
#[derive(Clone, Debug)]
pub struct Scatter {
    /// Titles, footer, size.
    pub frame: Frame,
    /// What runs to the right.
    pub x: Measure,
    /// What runs upwards.
    pub y: Measure,
    /// The regions.
    pub points: Vec<ScatterPoint>,
}

/// A metric of a scatter plot.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its title.
    pub title: String,
    /// Unit of its values.
    pub unit: Unit,
    /// The median of the values, drawn as a line.
    pub median: f64,
}

/// A region of a scatter plot.
#[derive(Clone, Debug, Default)]
pub struct ScatterPoint {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region.
    pub label: String,
    /// The first value.
    pub x: f64,
    /// The second value.
    pub y: f64,
    /// How far out it lies: the farthest have the first choice of a place for their names. Those without have none
    /// unless they are highlighted.
    pub distance: Option<f64>,
    /// Whether it is drawn in the strong colour, and has its name in any case.
    pub highlight: bool,
}

impl Scatter {
    /// Draws the chart, always one scene.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] without points, [`ChartError::NotFinite`], [`ChartError::TooSmall`] and
    /// [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        if self.points.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        for point in &self.points {
            if !(point.x.is_finite() && point.y.is_finite()) {
                return Err(ChartError::NotFinite { label: point.label.clone() });
            }
        }
        for measure in [&self.x, &self.y] {
            if !measure.median.is_finite() {
                return Err(ChartError::NotFinite { label: measure.title.clone() });
            }
        }
        let sheet = Sheet::new(&self.frame, theme, None)?;
        let plan = Plan::new(self, &sheet)?;
        let canvas = sheet.open()?;
        let drawing = Page { chart: self, sheet: &sheet, plan: &plan, canvas: &canvas };
        drawing.axes()?;
        drawing.medians()?;
        drawing.grounds()?;
        drawing.points()?;
        drawing.names()?;
        Ok(vec![sheet.close(canvas)?])
    }
}

impl ScatterPoint {
    fn tip(&self, chart: &Scatter, lang: Lang) -> String {
        let (x, y) = (chart.x.unit.say(self.x, lang), chart.y.unit.say(self.y, lang));
        let (first, second) = (&chart.x.title, &chart.y.title);
        lang.pick(
            format!("{}：{first} {x}，{second} {y}", self.label),
            format!("{}: {first} {x}, {second} {y}", self.label),
        )
    }
}

#[cfg(test)]
mod tests;
