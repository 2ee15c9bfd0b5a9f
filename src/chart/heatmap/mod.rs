//! A heat map: regions by columns (rules, years), or metrics by regions; each cell a count, a value or a percentile
//! by its shade, or a class by its colour.
//!
//! A cell in which nothing was found and a cell for which nothing is known look different: the one is light,
//! the other hatched. Everything is shaded in steps, so that a cell can be looked up in the key.

mod plan;
mod steps;

use plan::Plan;
use steps::Steps;

use crate::chart::ChartError;
use crate::chart::backend::Tag;
use crate::chart::canvas::{Canvas, Ink};
use crate::chart::layout::{Frame, Sheet, axis_ink};
use crate::chart::lines::cycle;
use crate::chart::rows::{self, Key, Line};
use crate::chart::scene::{Anchor, Bounds, Hatch, Paint, Scene};
use crate::chart::theme::{HATCH_GAP, Theme};
use crate::chart::words;
use crate::schema::{Unit, group_thousands};

/// A heat map.
#[derive(Clone, Debug, Default)]
pub struct HeatMap {
    /// Titles, footer, size.
    pub frame: Frame,
    /// The columns from left to right.
    pub columns: Vec<HeatColumn>,
    /// Whether labels of columns may be left out where there is no room for all: the columns are years.
    pub in_sequence: bool,
    /// The rows from top to bottom.
    pub rows: Vec<HeatRow>,
    /// Names of the classes, if the cells have classes, from most to least.
    pub classes: Vec<String>,
    /// What [`Cell::Zero`] means.
    pub zero: String,
    /// What [`Cell::None`] means.
    pub none: String,
    /// What the shades stand for.
    pub shades: Shades,
    /// What [`Cell::Plain`] means.
    pub plain: String,
}

/// What the shades of cells stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shades {
    /// Counts from 1; fewer is [`Cell::Zero`].
    #[default]
    Counts,
    /// Any values, in this unit; zero is one of them.
    Values(Unit),
    /// Percentiles, 0 for the last and 100 for the best; the texts of the cells are given.
    Percentiles,
}

/// A column.
#[derive(Clone, Debug, Default)]
pub struct HeatColumn {
    /// The short name above it: a rule's code, a year.
    pub label: String,
    /// The whole name, for tooltips; the label without.
    pub name: Option<String>,
    /// Heading of the columns of its kind; they stand apart from others.
    pub group: Option<String>,
    /// Code of the region, where the columns are regions.
    pub region_code: Option<String>,
}

/// A row.
#[derive(Clone, Debug, Default)]
pub struct HeatRow {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region.
    pub label: String,
    /// Header under which the row stands.
    pub group: Option<String>,
    /// A cell for each column; [`Cell::None`] where there are fewer.
    pub cells: Vec<Cell>,
    /// What is written in the cells, where it is not the number that shades them.
    pub texts: Vec<String>,
    /// Whether the label is bold.
    pub highlight: bool,
}

/// What is known of a region in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Cell {
    /// The number that shades the cell; a count below one is drawn as [`Cell::Zero`].
    Value(f64),
    /// Looked for, and nothing found.
    Zero,
    /// Not known: no figure, not assessed.
    #[default]
    None,
    /// The class with this number.
    Class(usize),
    /// A figure with neither a good nor a bad end: no shade.
    Plain,
}

impl HeatMap {
    /// Draws the chart, one scene a page.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] without rows or columns, [`ChartError::NotFinite`] for a negative or
    /// infinite value, [`ChartError::TooSmall`] and [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        let can_be_below = matches!(self.shades, Shades::Values(_));
        let is_bad =
            |cell: &Cell| matches!(cell, Cell::Value(v) if !v.is_finite() || *v < 0.0 && !can_be_below);
        if let Some(row) = self.rows.iter().find(|row| row.cells.iter().any(is_bad)) {
            return Err(ChartError::NotFinite { label: row.label.clone() });
        }
        if self.rows.is_empty() || self.columns.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        let groups: Vec<Option<&str>> = self.rows.iter().map(|r| r.group.as_deref()).collect();
        let steps = Steps::of(self.shades, self.values().collect(), theme.scale.len());
        let look = Look { chart: self, steps: &steps };
        let most = |sheet: &Sheet<'_>| {
            let texts = look.key(sheet);
            let key = Key::new(sheet, texts.iter().map(|(text, _)| text.as_str()).collect());
            plan::most_lines(self, sheet, key.height())
        };
        rows::draw_pages(&self.frame, theme, &groups, most, |sheet, lines, longest| {
            self.page(sheet, lines, longest, &look)
        })
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| match cell {
            Cell::Value(value) => Some(*value),
            _ => None,
        })
    }

    /// What is written in a cell.
    fn written(&self, row: &HeatRow, column: usize, cell: Cell) -> Option<String> {
        let number = |value: f64| match self.shades {
            Shades::Values(Unit::Share) => group_thousands(value * 100.0, 1),
            // Six digits have no room in a column of years.
            Shades::Values(unit) if unit.is_count() && value.abs() >= 1e5 => {
                words::short(self.frame.lang, value)
            }
            Shades::Values(unit) if unit != Unit::Percent => unit.format(value),
            Shades::Values(_) => group_thousands(value, 1),
            Shades::Counts | Shades::Percentiles => group_thousands(value, 0),
        };
        match (cell, row.texts.get(column)) {
            (Cell::Value(_) | Cell::Plain, Some(text)) => Some(text.clone()),
            (Cell::Value(value), None) if !self.is_zero(value) => Some(number(value)),
            _ => None,
        }
    }

    /// Whether a number stands for nothing found.
    fn is_zero(&self, value: f64) -> bool {
        self.shades == Shades::Counts && value < 1.0
    }

    fn page(
        &self,
        sheet: &Sheet<'_>,
        lines: &[Line<'_>],
        longest: usize,
        look: &Look<'_>,
    ) -> Result<Scene, ChartError> {
        let entries = look.key(sheet);
        let key = Key::new(sheet, entries.iter().map(|(text, _)| text.as_str()).collect());
        let plan = Plan::new(self, sheet, key.height(), longest)?;
        let canvas = sheet.open()?;
        key.draw(&canvas.page, |i, b: Bounds| {
            let paint = entries.get(i).map(|(_, paint)| *paint).unwrap_or_default();
            canvas.page.rect((b.x0, b.y0), (b.x1, b.y1), paint, &Tag::default())
        })?;
        let drawing = Page { chart: self, sheet, plan: &plan, canvas: &canvas, look };
        drawing.heads()?;
        let group = |i, text: &str| drawing.group(i, text);
        rows::draw_lines(lines, &self.rows, sheet.lang(), group, |i, row| drawing.row(i, row))?;
        sheet.close(canvas)
    }
}

/// How cells are painted and what the key says of it.
struct Look<'a> {
    chart: &'a HeatMap,
    steps: &'a Steps,
}

impl Look<'_> {
    fn paint(&self, cell: Cell, sheet: &Sheet<'_>) -> Paint {
        let theme = sheet.theme;
        match cell {
            Cell::Value(value) => match self.steps.color(value, &theme.scale) {
                Some(color) => Paint::fill(color),
                None => Paint::fill(theme.nothing),
            },
            Cell::Plain => Paint::outlined(theme.background, sheet.sizes.hairline(theme.grid)),
            Cell::Zero => Paint::fill(theme.nothing),
            Cell::Class(class) => {
                // The first class is the darkest.
                let classes = self.chart.classes.len();
                let color = steps::spread(classes.saturating_sub(class + 1), classes, theme.scale.len());
                Paint::fill(cycle(&theme.scale, color))
            }
            Cell::None => {
                let gap = sheet.sizes.small * HATCH_GAP;
                let hatch = Hatch { color: theme.range, gap, width: sheet.sizes.hair };
                Paint { fill: Some(theme.background), hatch: Some(hatch), stroke: None }
            }
        }
    }

    /// The key: what occurs in the chart, with how it is painted.
    fn key(&self, sheet: &Sheet<'_>) -> Vec<(String, Paint)> {
        let cells = || self.chart.rows.iter().flat_map(|row| &row.cells);
        let is_short = |row: &HeatRow| row.cells.len() < self.chart.columns.len();
        let mut key: Vec<(String, Paint)> = self
            .steps
            .classes(sheet.lang())
            .into_iter()
            .map(|(text, first)| (text, self.paint(Cell::Value(first), sheet)))
            .collect();
        let classes = self.chart.classes.iter().enumerate();
        key.extend(classes.map(|(i, name)| (name.clone(), self.paint(Cell::Class(i), sheet))));
        if cells().any(|cell| {
            matches!(cell, Cell::Zero) || matches!(cell, Cell::Value(v) if self.chart.is_zero(*v))
        }) {
            key.push((self.chart.zero.clone(), self.paint(Cell::Zero, sheet)));
        }
        if cells().any(|cell| *cell == Cell::Plain) {
            key.push((self.chart.plain.clone(), self.paint(Cell::Plain, sheet)));
        }
        if cells().any(|cell| *cell == Cell::None) || self.chart.rows.iter().any(is_short) {
            key.push((self.chart.none.clone(), self.paint(Cell::None, sheet)));
        }
        key
    }
}

/// A page while it is drawn.
struct Page<'a> {
    chart: &'a HeatMap,
    sheet: &'a Sheet<'a>,
    plan: &'a Plan,
    canvas: &'a Canvas,
    look: &'a Look<'a>,
}

impl Page<'_> {
    /// Labels of the columns, and the headings over them.
    fn heads(&self) -> Result<(), ChartError> {
        let (plan, page) = (self.plan, &self.canvas.page);
        let anchor = if plan.head.upwards { Anchor::Start } else { Anchor::Middle };
        let ink = axis_ink(self.sheet, anchor).upwards(plan.head.upwards);
        let ink = Ink { size: plan.head.size, color: self.sheet.theme.ink, ..ink };
        let mut before = None;
        for (i, (column, x)) in self.chart.columns.iter().zip(&plan.columns).enumerate() {
            let tag = Tag { region: None, tip: column.name.clone() };
            if i.is_multiple_of(plan.head.every) {
                page.text(&column.label, (x + plan.cell / 2.0, plan.head.y), ink, &tag)?;
            }
            let group = column.group.as_deref();
            if let Some((name, y)) = group.filter(|_| group != before).zip(plan.head.groups_y) {
                page.text(name, (*x, y), axis_ink(self.sheet, Anchor::Start), &Tag::default())?;
            }
            before = group;
        }
        Ok(())
    }

    /// The upper edge of a line and its middle.
    fn line(&self, i: f64) -> (f64, f64) {
        let top = self.plan.top + i * self.plan.pitch;
        (top, top + self.plan.pitch / 2.0)
    }

    fn group(&self, i: f64, text: &str) -> Result<(), ChartError> {
        let ink = Ink::new(self.plan.font, self.sheet.theme.ink).bold(true);
        self.canvas.page.text(text, (self.sheet.body.x0, self.line(i).1), ink, &Tag::default())
    }

    fn row(&self, i: f64, row: &HeatRow) -> Result<(), ChartError> {
        let (sheet, plan, page) = (self.sheet, self.plan, &self.canvas.page);
        let own = Tag::region(&row.region_code);
        let (top, middle) = self.line(i);
        let ink = Ink::new(plan.font, sheet.theme.ink).bold(row.highlight);
        page.text(&row.label, (sheet.body.x0 + plan.indent, middle), ink, &own)?;
        let inside = Ink::new(plan.inside, sheet.theme.ink).at(Anchor::Middle);
        for (i, (column, x)) in self.chart.columns.iter().zip(&plan.columns).enumerate() {
            let cell = row.cells.get(i).copied().unwrap_or_default();
            let paint = self.look.paint(cell, sheet);
            let text = self.chart.written(row, i, cell);
            let region = column.region_code.as_ref().unwrap_or(&row.region_code);
            let tag = Tag::new(region, self.tip(row, column, cell, text.as_deref()));
            // A pixel of the ground stays open between cells.
            let half = 0.5;
            page.rect((x + half, top + half), (x + plan.cell - half, top + plan.pitch - half), paint, &tag)?;
            let Some(text) = text else { continue };
            if inside.width(&text) <= plan.cell - plan::EDGE {
                let color = paint.fill.map_or(sheet.theme.ink, |fill| sheet.theme.ink_on(fill));
                page.text(&text, (x + plan.cell / 2.0, middle), Ink { color, ..inside }, &tag)?;
            }
        }
        Ok(())
    }

    fn tip(&self, row: &HeatRow, column: &HeatColumn, cell: Cell, text: Option<&str>) -> String {
        let text = text.map(str::to_owned);
        let said = match (cell, self.chart.shades) {
            (Cell::Value(place), Shades::Percentiles) => {
                words::at_percentile(self.sheet.lang(), &text.unwrap_or_default(), place)
            }
            (Cell::Value(value), Shades::Values(unit)) => {
                text.map_or_else(String::new, |_| unit.say(value, self.sheet.lang()))
            }
            _ => self.said(cell, text),
        };
        let colon = self.sheet.lang().pick("：", ": ");
        let name = column.name.as_deref().unwrap_or(&column.label);
        format!("{} {name}{colon}{said}", row.label)
    }

    fn said(&self, cell: Cell, text: Option<String>) -> String {
        match cell {
            Cell::Value(_) | Cell::Plain => text.unwrap_or_else(|| self.chart.zero.clone()),
            Cell::Zero => self.chart.zero.clone(),
            Cell::None => self.chart.none.clone(),
            Cell::Class(class) => self.chart.classes.get(class).cloned().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests;
