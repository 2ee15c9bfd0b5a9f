//! Values of two years: one line a region from the first to the second, name and value at both ends.
//!
//! Names that would overlap are moved apart and led to their points. Whether a value rose or fell is told by the
//! symbol, the dash and the colour of its line. More regions than can be read go on further pages, each with a
//! scale of its own: the values are written, and no page is read against another.

mod page;
mod plan;

use crate::chart::ChartError;
use crate::chart::layout::{self, Frame, Sheet};
use crate::chart::scene::Scene;
use crate::chart::theme::Theme;
use crate::chart::words;
use crate::schema::Unit;
use crate::text::{Lang, Text};

use page::Page;
use plan::Plan;

/// A slope chart.
#[derive(Clone, Debug)]
pub struct Slope {
    /// Titles, footer, size.
    pub frame: Frame,
    /// Unit of the values.
    pub unit: Unit,
    /// What the two ends are: the years.
    pub heads: (String, String),
    /// The regions in the order of the pages.
    pub rows: Vec<SlopeRow>,
}

/// A region of a slope chart.
#[derive(Clone, Debug, Default)]
pub struct SlopeRow {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region.
    pub label: String,
    /// The first value.
    pub from: Option<f64>,
    /// The second value.
    pub to: Option<f64>,
    /// Whether it is drawn in a strong colour and those without it in grey.
    pub highlight: bool,
}

/// Which way a value went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It rose.
    Up,
    /// It fell.
    Down,
    /// It is the same as written.
    Same,
    /// One of the two is not known.
    OneEnd,
}

impl Way {
    /// All, in the order of the key.
    pub(crate) const ALL: [Self; 4] = [Self::Up, Self::Down, Self::Same, Self::OneEnd];

    const fn name(self) -> Text {
        match self {
            Self::Up => words::RISES,
            Self::Down => words::FALLS,
            Self::Same => words::SAME,
            Self::OneEnd => words::ONE_END,
        }
    }
}

impl SlopeRow {
    /// Which way the value went; the same where both are written the same.
    pub fn way(&self, unit: Unit) -> Way {
        match (self.from, self.to) {
            (Some(from), Some(to)) if unit.format(from) == unit.format(to) => Way::Same,
            (Some(from), Some(to)) if to > from => Way::Up,
            (Some(_), Some(_)) => Way::Down,
            _ => Way::OneEnd,
        }
    }

    fn end(&self, is_second: bool) -> Option<f64> {
        if is_second { self.to } else { self.from }
    }

    fn tip(&self, chart: &Slope, lang: Lang) -> String {
        let said = |value: Option<f64>| match value {
            Some(value) => chart.unit.say(value, lang),
            None => words::NO_FIGURE.get(lang).to_owned(),
        };
        let (from, to) = (said(self.from), said(self.to));
        let (first, second) = (&chart.heads.0, &chart.heads.1);
        lang.pick(
            format!("{}：{first} {from}，{second} {to}", self.label),
            format!("{}: {first} {from}, {second} {to}", self.label),
        )
    }
}

impl Slope {
    /// Draws the chart, one scene a page.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] when no region has a value, [`ChartError::NotFinite`],
    /// [`ChartError::TooSmall`] and [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        for row in &self.rows {
            if !row.from.iter().chain(&row.to).all(|value| value.is_finite()) {
                return Err(ChartError::NotFinite { label: row.label.clone() });
            }
        }
        let rows: Vec<&SlopeRow> =
            self.rows.iter().filter(|row| row.from.is_some() || row.to.is_some()).collect();
        if rows.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        let sheet = Sheet::new(&self.frame, theme, None)?;
        let most = plan::most_rows(self, &sheet)?;
        if rows.len() <= most {
            return Ok(vec![self.page(&sheet, &rows)?]);
        }
        // The number of the page may take a line more, and so does what is said of the scales.
        let mut frame = self.frame.clone();
        let above = frame.footer.len().saturating_sub(1);
        frame.footer.insert(above, words::OWN_SCALES.get(frame.lang).to_owned());
        let number = rows.len();
        let most = plan::most_rows(self, &Sheet::new(&frame, theme, Some((number, number)))?)?;
        let pages = layout::pages(number, most);
        let count = pages.len();
        let draw_page = |(i, range): (usize, std::ops::Range<usize>)| {
            let sheet = Sheet::new(&frame, theme, Some((i + 1, count)))?;
            self.page(&sheet, rows.get(range).unwrap_or_default())
        };
        pages.into_iter().enumerate().map(draw_page).collect()
    }

    fn page(&self, sheet: &Sheet<'_>, rows: &[&SlopeRow]) -> Result<Scene, ChartError> {
        let plan = Plan::new(self, sheet, rows)?;
        let canvas = sheet.open()?;
        let drawing = Page { chart: self, sheet, plan: &plan, canvas: &canvas };
        drawing.key()?;
        drawing.heads()?;
        for strong in [false, true] {
            for (i, row) in rows.iter().enumerate().filter(|(_, row)| row.highlight == strong) {
                drawing.row(i, row)?;
            }
        }
        sheet.close(canvas)
    }
}

#[cfg(test)]
mod tests;
