//! Small panels in a grid, on pages: one a region, all with the same axes.

use std::ops::Range;

use super::ChartError;
use super::backend::Tag;
use super::canvas::{Canvas, Ink};
use super::layout::{self, Frame, Sheet, widest};
use super::scene::{Anchor, Bounds, Color, Scene, Stroke};
use super::theme::{LEAST_FONT, LINE, Theme};

/// Least width of a panel in ems of body text.
const LEAST_WIDTH: f64 = 11.0;
/// Least height of a panel with its title and years in ems of body text.
const LEAST_HEIGHT: f64 = 8.0;
/// Greatest height of a panel in parts of its width.
const TALLEST: f64 = 0.75;
/// Width in parts of the height at which a panel is best.
const BEST: f64 = 1.7;

/// The axes that all panels share.
pub(crate) struct Axes {
    /// The ticks of the values as written, with their places from 0 (below) to 1 (above).
    pub(crate) ticks: Vec<(String, f64)>,
    /// The years as written, with their places from 0 (left) to 1 (right); from the last, which is always named.
    pub(crate) years: Vec<(String, f64)>,
}

/// What stands over a panel.
pub(crate) struct Head<'a> {
    /// Code of the region.
    pub(crate) region: &'a str,
    /// Its name.
    pub(crate) label: &'a str,
    /// What stands at the right; a name that leaves no room for it is shortened.
    pub(crate) value: &'a str,
    /// Colour of that.
    pub(crate) color: Color,
    /// Whether the name is bold.
    pub(crate) highlight: bool,
}

/// Where the panels of a page stand.
pub(crate) struct Grid {
    columns: usize,
    rows: usize,
    /// The upper left corner of the first panel's plot and title.
    x0: f64,
    y0: f64,
    /// Width and height of a panel with what is around its plot.
    cell: (f64, f64),
    /// Distance of panels.
    gap: f64,
    /// Size of the names.
    font: f64,
    /// The names of all panels.
    names: Vec<String>,
}

impl Grid {
    /// The grid for `count` panels below `top`: as large as they can be, as many as there is room for.
    fn new(
        sheet: &Sheet<'_>,
        axes: &Axes,
        labels: &[&str],
        count: usize,
        top: f64,
    ) -> Result<Self, ChartError> {
        let sizes = &sheet.sizes;
        let ticks = widest(layout::axis_ink(sheet, Anchor::End), axes.ticks.iter().map(|t| t.0.as_str()));
        let x0 = (sheet.body.x0 + ticks + sizes.gap).ceil();
        let (wide, tall) = (sheet.body.x1 - x0, sheet.body.y1 - top);
        let gap = sizes.gap * 2.0;
        // A name is as wide as its panel at the most, in small text if need be.
        let name = |size: f64| widest(Ink::new(size, sheet.theme.ink).bold(true), labels.iter().copied());
        let least = (sizes.body * LEAST_WIDTH).max(name(sizes.small.max(LEAST_FONT)) + 1.0);
        let most_columns = layout::how_many(wide + gap, least + gap);
        let most_rows = layout::how_many(tall + gap, sizes.body * LEAST_HEIGHT + gap);
        if most_columns == 0 || most_rows == 0 {
            return Err(sheet.too_small("no panel fits"));
        }
        let width = |columns: usize| (wide - gap * (columns - 1) as f64) / columns as f64;
        let height = |rows: usize| (tall - gap * (rows - 1) as f64) / rows as f64;
        // Of the grids that hold all panels the one with the largest; else the fullest there is.
        let fitting = (1..=most_columns.min(count.max(1)))
            .map(|columns| (columns, count.div_ceil(columns).max(1)))
            .filter(|(_, rows)| *rows <= most_rows);
        let size = |(columns, rows): &(usize, usize)| width(*columns).min(height(*rows) * BEST);
        let (columns, rows) =
            fitting.max_by(|a, b| size(a).total_cmp(&size(b))).unwrap_or((most_columns, most_rows));
        let cell =
            (width(columns).floor(), height(rows).min(width(columns) * TALLEST + sizes.body * 3.0).floor());
        let font =
            [sizes.body, sizes.small].into_iter().find(|size| name(*size) <= cell.0).unwrap_or(LEAST_FONT);
        let names = labels.iter().map(|label| (*label).to_owned()).collect();
        Ok(Self { columns, rows, x0, y0: top, cell, gap, font, names })
    }

    fn per_page(&self) -> usize {
        self.columns * self.rows
    }

    /// The plot of a panel.
    pub(crate) fn plot(&self, sheet: &Sheet<'_>, i: usize) -> Bounds {
        let (column, row) = ((i % self.columns) as f64, (i / self.columns) as f64);
        let (x, y) = (self.x0 + column * (self.cell.0 + self.gap), self.y0 + row * (self.cell.1 + self.gap));
        Bounds {
            x0: x,
            y0: y + self.font * LINE + sheet.sizes.gap * 0.5,
            x1: x + self.cell.0,
            y1: y + self.cell.1 - sheet.sizes.small * LINE - sheet.sizes.gap * 0.3,
        }
    }

    /// Draws the axes of a panel and writes what stands over it.
    pub(crate) fn draw_panel(
        &self,
        sheet: &Sheet<'_>,
        canvas: &Canvas,
        axes: &Axes,
        i: usize,
        head: &Head<'_>,
    ) -> Result<(), ChartError> {
        let (sizes, theme, none) = (&sheet.sizes, sheet.theme, Tag::default());
        let plot = self.plot(sheet, i);
        let ink = layout::axis_ink(sheet, Anchor::End);
        for (n, (label, place)) in axes.ticks.iter().enumerate() {
            let y = plot.y1 - place * plot.height();
            let color = if n == 0 { theme.axis } else { theme.grid };
            canvas.page.line(&[(plot.x0, y), (plot.x1, y)], sizes.hairline(color), &none)?;
            if i.is_multiple_of(self.columns) {
                canvas.page.text(label, (plot.x0 - sizes.gap * 0.5, y), ink, &none)?;
            }
        }
        let y = plot.y1 + sizes.gap * 0.3 + sizes.small * LINE / 2.0;
        let mut free = f64::INFINITY;
        for (label, place) in &axes.years {
            // The first and the last year stand inside their panel.
            let (x, half) = (plot.x0 + place * plot.width(), ink.width(label) / 2.0);
            let middle = x.min(plot.x1 - half).max(plot.x0 + half);
            if middle + half <= free {
                canvas.page.text(label, (middle, y), ink.at(Anchor::Middle), &none)?;
                free = middle - half - sizes.gap;
            }
        }
        let y = plot.y0 - sheet.sizes.gap * 0.5 - self.font * LINE / 2.0;
        let own = Tag::region(head.region);
        let mut name = Ink::new(self.font, theme.ink).bold(head.highlight);
        let value = Ink::new(self.font.min(sizes.small), head.color.for_text_on(theme.background));
        let taken = if head.value.is_empty() { 0.0 } else { value.width(head.value) + sizes.gap };
        let room = plot.width() - taken;
        if name.width(head.label) > room {
            name = Ink::new(self.font.min(sizes.small), theme.ink).bold(head.highlight);
        }
        let label = self.shortened(head.label, |text| name.width(text) <= room);
        let own = if label == head.label { own } else { Tag::new(head.region, head.label.to_owned()) };
        canvas.page.text(&label, (plot.x0, y), name, &own)?;
        canvas.page.text(head.value, (plot.x1, y), value.at(Anchor::End), &Tag::region(head.region))
    }

    /// A name that fits: its beginning, or its beginning and its end where another panel's begins alike.
    fn shortened(&self, label: &str, fits: impl Fn(&str) -> bool) -> String {
        if fits(label) {
            return label.to_owned();
        }
        let letters: Vec<char> = label.chars().collect();
        let text = |letters: &[char]| letters.iter().collect::<String>();
        let cut = |kept: usize, at_end: usize| {
            let (start, end) = (letters.get(..kept - at_end), letters.get(letters.len() - at_end..));
            let start = text(start.unwrap_or_default());
            format!("{}…{}", start.trim_end(), text(end.unwrap_or_default()).trim_start())
        };
        let begins = |start: &str| self.names.iter().filter(|name| name.starts_with(start)).count();
        let longest = |ends: fn(usize) -> usize| {
            (1..letters.len()).rev().map(|kept| cut(kept, ends(kept))).find(|cut| fits(cut))
        };
        let plain = longest(|_| 0).unwrap_or_else(|| "…".to_owned());
        if begins(plain.trim_end_matches('…')) < 2 {
            return plain;
        }
        longest(|kept| kept / 2).unwrap_or(plain)
    }
}

/// A line at a change of form.
pub(crate) fn form_line(sheet: &Sheet<'_>) -> Stroke {
    let hair = sheet.sizes.hair;
    Stroke::dashed(sheet.theme.reference, hair * 1.3, hair * 5.0, hair * 3.0)
}

/// Draws panels of these names on as many pages as they need, under a key of the height that `top` gives.
pub(crate) fn draw_pages(
    frame: &Frame,
    theme: &Theme,
    axes: &Axes,
    labels: &[&str],
    top: impl Fn(&Sheet<'_>) -> f64,
    page: impl Fn(&Sheet<'_>, &Grid, Range<usize>) -> Result<Scene, ChartError>,
) -> Result<Vec<Scene>, ChartError> {
    let count = labels.len();
    let sheet = Sheet::new(frame, theme, None)?;
    let grid = Grid::new(&sheet, axes, labels, count, top(&sheet))?;
    if count <= grid.per_page() {
        return Ok(vec![page(&sheet, &grid, 0..count)?]);
    }
    // The number of the page may take a line more.
    let numbered = |i: usize, of: usize| Sheet::new(frame, theme, Some((i + 1, of)));
    let sheet = numbered(count - 1, count)?;
    let per_page = Grid::new(&sheet, axes, labels, count, top(&sheet))?.per_page();
    let pages = layout::pages(count, per_page);
    let of = pages.len();
    let draw = |(i, panels): (usize, Range<usize>)| {
        let sheet = numbered(i, of)?;
        let grid = Grid::new(&sheet, axes, labels, count, top(&sheet))?;
        page(&sheet, &grid, panels)
    };
    pages.into_iter().enumerate().map(draw).collect()
}
