//! Lorenz curves: what part of a total the smallest so many of the regions have.
//!
//! The further a curve hangs below the diagonal, on which all have the same, the more unequal they are; twice the
//! area between the two is the Gini coefficient, which stands in the key. The plot is square, so that the diagonal
//! is one, and the key stands in the half above it, which no curve enters.

mod page;
mod plan;

use crate::chart::ChartError;
use crate::chart::layout::{Frame, Sheet};
use crate::chart::scene::Scene;
use crate::chart::theme::Theme;
use crate::schema::Unit;
use crate::text::Lang;

use page::Page;
use plan::Plan;

/// Curves of a chart, at most: more are a tangle.
pub const MOST_CURVES: usize = 6;

/// Lorenz curves on one pair of axes.
#[derive(Clone, Debug)]
pub struct LorenzPlot {
    /// Titles, footer, size.
    pub frame: Frame,
    /// Unit of the values.
    pub unit: Unit,
    /// What the total is of: the words beside the vertical axis.
    pub total: String,
    /// The curves, at most [`MOST_CURVES`].
    pub curves: Vec<LorenzCurve>,
}

/// One curve.
#[derive(Clone, Debug, Default)]
pub struct LorenzCurve {
    /// What it is of: a year, a group; empty for a curve alone.
    pub label: String,
    /// Its Gini coefficient.
    pub gini: f64,
    /// The regions from the smallest value to the greatest.
    pub points: Vec<LorenzPoint>,
}

/// A region on a curve.
#[derive(Clone, Debug, Default)]
pub struct LorenzPoint {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region.
    pub label: String,
    /// Its value.
    pub value: f64,
    /// Part of the regions up to this one, 0 to 1.
    pub regions: f64,
    /// Part of the total that these have, 0 to 1.
    pub total: f64,
    /// Whether the region is drawn in the strong colour and has its name.
    pub highlight: bool,
}

impl LorenzPoint {
    fn tip(&self, curve: &LorenzCurve, unit: Unit, lang: Lang) -> String {
        let (value, total) = (unit.say(self.value, lang), Unit::Share.format(self.total));
        let of = if curve.label.is_empty() { String::new() } else { format!(" {}", curve.label) };
        lang.pick(
            format!("{}{of}：{value}；至此累计 {total}", self.label),
            format!("{}{of}: {value}; {total} of the total up to here", self.label),
        )
    }
}

impl LorenzPlot {
    /// Draws the chart, always one scene.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] without a curve or for a curve without points, [`ChartError::NotFinite`],
    /// [`ChartError::TooSmall`] and [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        self.check()?;
        let sheet = Sheet::new(&self.frame, theme, None)?;
        let plan = Plan::new(self, &sheet)?;
        let canvas = sheet.open()?;
        let pane = plan.pane(&canvas);
        let drawing = Page { chart: self, sheet: &sheet, plan: &plan, canvas: &canvas, pane: &pane };
        drawing.axes()?;
        drawing.key()?;
        drawing.curves()?;
        drawing.names()?;
        Ok(vec![sheet.close(canvas)?])
    }

    fn check(&self) -> Result<(), ChartError> {
        if self.curves.is_empty() || self.curves.iter().any(|curve| curve.points.is_empty()) {
            return Err(ChartError::NothingToDraw);
        }
        for curve in &self.curves {
            for point in &curve.points {
                let numbers = [point.value, point.regions, point.total, curve.gini];
                if !numbers.iter().all(|number| number.is_finite()) {
                    return Err(ChartError::NotFinite { label: point.label.clone() });
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
