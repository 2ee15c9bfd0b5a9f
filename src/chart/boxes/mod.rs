//! How values spread within groups: one row a group, a box over its middle half, and every region a point.
//!
//! Points of one value stand beside one another, always in the same way. Groups that do not fit go on further
//! pages with the same scale.

mod page;
mod plan;
mod swarm;

use crate::chart::ChartError;
use crate::chart::layout::{Frame, Sheet};
use crate::chart::references::Reference;
use crate::chart::rows::{self, Key, Line};
use crate::chart::scene::{Bounds, Scene};
use crate::chart::theme::Theme;
use crate::chart::words;
use crate::schema::Unit;
use crate::text::Lang;

use page::Page;
use plan::Plan;

/// A chart of boxes.
#[derive(Clone, Debug)]
pub struct BoxPlot {
    /// Titles, footer, size.
    pub frame: Frame,
    /// Unit of the values.
    pub unit: Unit,
    /// The groups from top to bottom.
    pub groups: Vec<BoxGroup>,
    /// Values drawn as lines across all groups.
    pub references: Vec<Reference>,
}

/// A group of regions.
#[derive(Clone, Debug, Default)]
pub struct BoxGroup {
    /// Name of the group.
    pub label: String,
    /// Its median.
    pub median: f64,
    /// Its box; without one only the points are drawn.
    pub summary: Option<Summary>,
    /// Its regions.
    pub points: Vec<BoxPoint>,
}

/// Box and whiskers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// End of the lower whisker.
    pub low: f64,
    /// The lower quartile.
    pub q1: f64,
    /// The upper quartile.
    pub q3: f64,
    /// End of the upper whisker.
    pub high: f64,
}

/// A region of a group.
#[derive(Clone, Debug, Default)]
pub struct BoxPoint {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region.
    pub label: String,
    /// The value.
    pub value: f64,
    /// Whether it is drawn in the strong colour, with its name.
    pub highlight: bool,
}

impl BoxGroup {
    fn tip(&self, unit: Unit, lang: Lang) -> String {
        let (n, median) = (self.points.len(), unit.say(self.median, lang));
        let quartiles = self.summary.map(|s| (unit.say(s.q1, lang), unit.say(s.q3, lang)));
        let (colon, median_of) = (lang.pick("：", ": "), words::MEDIAN.get(lang));
        let head = format!("{}{colon}n={n}{}{median_of} {median}", self.label, lang.pick("，", ", "));
        match quartiles {
            Some((q1, q3)) => {
                lang.pick(format!("{head}，四分位数 {q1}—{q3}"), format!("{head}, quartiles {q1} to {q3}"))
            }
            None => head,
        }
    }
}

impl BoxPlot {
    /// Draws the chart, one scene a page.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] without points, [`ChartError::NotFinite`], [`ChartError::TooSmall`] and
    /// [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        self.check()?;
        let groups = vec![None; self.groups.len()];
        let most = |sheet: &Sheet<'_>| plan::most_rows(self, sheet);
        rows::draw_pages(&self.frame, theme, &groups, most, |sheet, lines, longest| {
            self.page(sheet, lines, longest)
        })
    }

    fn check(&self) -> Result<(), ChartError> {
        if self.groups.iter().all(|group| group.points.is_empty()) {
            return Err(ChartError::NothingToDraw);
        }
        for group in &self.groups {
            let box_ends = group.summary.iter().flat_map(|s| [s.low, s.q1, s.q3, s.high]);
            if !box_ends.chain([group.median]).all(f64::is_finite) {
                return Err(ChartError::NotFinite { label: group.label.clone() });
            }
            if let Some(point) = group.points.iter().find(|point| !point.value.is_finite()) {
                return Err(ChartError::NotFinite { label: point.label.clone() });
            }
        }
        match self.references.iter().find(|r| !r.value.is_finite()) {
            Some(line) => Err(ChartError::NotFinite { label: line.label.clone() }),
            None => Ok(()),
        }
    }

    fn key(&self, sheet: &Sheet<'_>) -> Key<'static> {
        let lang = sheet.lang();
        let mut texts = vec![words::EACH_POINT.get(lang)];
        if self.groups.iter().any(|group| group.summary.is_some()) {
            texts.extend([
                words::QUARTILES.get(lang),
                words::GROUP_MEDIAN.get(lang),
                words::WHISKERS.get(lang),
            ]);
        }
        Key::new(sheet, texts)
    }

    fn page(&self, sheet: &Sheet<'_>, lines: &[Line<'_>], longest: usize) -> Result<Scene, ChartError> {
        let plan = Plan::new(self, sheet, longest)?;
        let canvas = sheet.open()?;
        let groups: Vec<&BoxGroup> = lines
            .iter()
            .filter_map(|line| match line {
                Line::Row(number) => self.groups.get(*number),
                Line::Group(..) => None,
            })
            .collect();
        let plot = Bounds { y1: plan.plot.y0 + groups.len() as f64 * plan.pitch, ..plan.plot };
        let drawing = Page { chart: self, sheet, plan: &plan, canvas: &canvas, plot };
        drawing.key()?;
        drawing.axis()?;
        plan.references.draw(sheet, &canvas, plot)?;
        drawing.heads()?;
        let mut points = Vec::new();
        for (i, group) in groups.iter().enumerate() {
            points.extend(drawing.group(i as f64, group)?);
        }
        let names = drawing.place(&groups, &points);
        drawing.grounds(&names)?;
        drawing.dots(&points)?;
        for (i, group) in groups.iter().enumerate() {
            drawing.median_of(i as f64, group)?;
        }
        drawing.names(&points, &names)?;
        sheet.close(canvas)
    }
}

#[cfg(test)]
mod tests;
