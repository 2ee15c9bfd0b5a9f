//! Ranks over years: one line a region, the first place at the top.
//!
//! The height of a point is the order among the regions drawn, one step each, so that tied regions stand apart;
//! its number is the rank itself, which they share. A year without a rank is a gap, its ends are marked, and no
//! line crosses a change of form. More regions than can be read go on further pages, by their latest rank.

mod page;
mod plan;

use std::collections::BTreeMap;

use crate::chart::ChartError;
use crate::chart::layout::{self, Frame, Sheet};
use crate::chart::lines::FormBreak;
use crate::chart::scene::Scene;
use crate::chart::theme::Theme;
use crate::chart::words;
use crate::text::Lang;

use page::Page;
use plan::Plan;

/// Regions of a page, at most: beyond that lines cannot be followed.
pub const MOST_LINES: usize = 30;

/// A chart of ranks over years.
#[derive(Clone, Debug)]
pub struct Bump {
    /// Titles, footer, size.
    pub frame: Frame,
    /// The regions.
    pub lines: Vec<BumpLine>,
    /// Changes of the form.
    pub breaks: Vec<FormBreak>,
}

/// A region of a chart of ranks over years.
#[derive(Clone, Debug, Default)]
pub struct BumpLine {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region.
    pub label: String,
    /// Its ranks, in the order of the years; a year without a rank is absent.
    pub places: Vec<BumpPlace>,
    /// Whether it is drawn in a strong colour and those without it in grey.
    pub highlight: bool,
}

/// A rank in a year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BumpPlace {
    /// The year.
    pub year: i32,
    /// The rank, shared by tied regions.
    pub rank: u32,
    /// Whether another region has the same rank.
    pub tied: bool,
    /// The value as written.
    pub value: String,
}

impl BumpLine {
    fn at(&self, year: i32) -> Option<&BumpPlace> {
        self.places.iter().find(|place| place.year == year)
    }

    /// Stretches of consecutive years that no change of form divides.
    fn stretches(&self, breaks: &[FormBreak]) -> Vec<&[BumpPlace]> {
        let is_joined = |a: &BumpPlace, b: &BumpPlace| {
            a.year.checked_add(1) == Some(b.year) && breaks.iter().all(|change| change.year != b.year)
        };
        self.places.chunk_by(is_joined).collect()
    }

    fn tip(&self, place: &BumpPlace, lang: Lang) -> String {
        let rank = words::place(lang, place.rank, place.tied);
        lang.pick(
            format!("{} {}：{rank}，{}", self.label, place.year, place.value),
            format!("{} {}: {rank}, {}", self.label, place.year, place.value),
        )
    }
}

impl Bump {
    /// Draws the chart, one scene a page.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] without a rank, [`ChartError::TooSmall`] and [`ChartError::MissingGlyph`]
    /// as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        let span = self.span().ok_or(ChartError::NothingToDraw)?;
        let lines = self.in_order(span);
        let sheet = Sheet::new(&self.frame, theme, None)?;
        let most = plan::most_lines(self, &sheet)?;
        if lines.len() <= most {
            return Ok(vec![self.page(&sheet, span, &lines)?]);
        }
        // The number of the page may take a line more.
        let number = lines.len();
        let most = plan::most_lines(self, &Sheet::new(&self.frame, theme, Some((number, number)))?)?;
        let pages = layout::pages(number, most);
        let count = pages.len();
        let draw_page = |(i, rows): (usize, std::ops::Range<usize>)| {
            let sheet = Sheet::new(&self.frame, theme, Some((i + 1, count)))?;
            self.page(&sheet, span, lines.get(rows).unwrap_or_default())
        };
        pages.into_iter().enumerate().map(draw_page).collect()
    }

    /// The first and the last year with a rank.
    fn span(&self) -> Option<(i32, i32)> {
        let years = || self.lines.iter().flat_map(|line| &line.places).map(|place| place.year);
        years().min().zip(years().max())
    }

    /// The regions that have a rank, by their ranks in the last year, then those that have none there, the
    /// latest first.
    fn in_order(&self, (_, last): (i32, i32)) -> Vec<&BumpLine> {
        let lines: Vec<&BumpLine> = self.lines.iter().filter(|line| !line.places.is_empty()).collect();
        let columns = columns(&lines);
        let mut years: Vec<(&i32, &Vec<usize>)> = columns.iter().collect();
        years.sort_by_key(|(year, _)| std::cmp::Reverse(**year));
        let mut ordered: Vec<&BumpLine> = Vec::new();
        for (year, column) in years {
            let ends_here = |line: &&BumpLine| line.places.last().is_some_and(|place| place.year == *year);
            debug_assert!(*year <= last);
            ordered.extend(column.iter().filter_map(|i| lines.get(*i)).copied().filter(ends_here));
        }
        ordered
    }

    fn page(&self, sheet: &Sheet<'_>, span: (i32, i32), lines: &[&BumpLine]) -> Result<Scene, ChartError> {
        let plan = Plan::new(self, sheet, span, lines)?;
        let canvas = sheet.open()?;
        let pane = plan.pane(&canvas);
        let drawing = Page { chart: self, sheet, plan: &plan, lines, canvas: &canvas, pane: &pane };
        drawing.key()?;
        drawing.axes()?;
        drawing.ties()?;
        let is_any = self.lines.iter().any(|line| line.highlight);
        for strong in [false, true] {
            let round = || lines.iter().enumerate().filter(move |(_, line)| line.highlight == strong);
            for (i, line) in round() {
                drawing.line(line, drawing.color(i, is_any))?;
            }
            for (i, line) in round() {
                drawing.points(line, drawing.color(i, is_any))?;
            }
        }
        drawing.names(is_any)?;
        sheet.close(canvas)
    }
}

/// The order of the regions in each year that one of them has a rank in: their numbers, the best first. Tied
/// ones keep the order of the year before; new among them, they take that of the year after.
fn columns(lines: &[&BumpLine]) -> BTreeMap<i32, Vec<usize>> {
    let mut ranks: BTreeMap<i32, Vec<(u32, f64, usize)>> = BTreeMap::new();
    for (i, line) in lines.iter().enumerate() {
        for (place, next) in line.places.iter().zip(line.places.iter().skip(1).map(Some).chain([None])) {
            let next = next.map_or(f64::INFINITY, |next| f64::from(next.rank));
            ranks.entry(place.year).or_default().push((place.rank, next, i));
        }
    }
    let mut before: BTreeMap<usize, usize> = BTreeMap::new();
    let mut columns = BTreeMap::new();
    for (year, mut places) in ranks {
        let wish = |(_, next, i): &(u32, f64, usize)| before.get(i).map_or(*next, |at| *at as f64);
        places.sort_by(|a, b| a.0.cmp(&b.0).then(wish(a).total_cmp(&wish(b))).then(a.2.cmp(&b.2)));
        let column: Vec<usize> = places.into_iter().map(|(_, _, i)| i).collect();
        before = column.iter().enumerate().map(|(at, i)| (*i, at)).collect();
        columns.insert(year, column);
    }
    columns
}

#[cfg(test)]
mod tests;
