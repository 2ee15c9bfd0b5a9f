//! Where everything of a page of a heat map stands.

use std::collections::BTreeSet;

use super::{HeatMap, HeatRow, Shades};
use crate::chart::ChartError;
use crate::chart::canvas::Ink;
use crate::chart::layout::{self, Sheet, axis_ink, widest};
use crate::chart::rows;
use crate::chart::scene::Anchor;
use crate::chart::theme::{LEAST_FONT, LINE};

/// Height of a row in ems of its text, which is no smaller than axis labels.
const PITCH: f64 = 1.55;
/// Greatest height of a row in ems of body text.
const MOST_PITCH: f64 = 2.0;
/// Greatest width of a cell in ems of body text; a few columns do not fill the page.
const MOST_CELL: f64 = 4.0;
/// Width below which smaller labels of rows are tried, in ems of the least text.
const NARROW: f64 = 1.5;
/// Least width of a cell in pixels.
const LEAST_CELL: f64 = 5.0;
/// What a number leaves free of the width of its cell, in pixels.
pub(super) const EDGE: f64 = 4.0;

/// The plan of a page.
pub(super) struct Plan {
    /// Upper edge of the first row.
    pub(super) top: f64,
    /// Height of a row.
    pub(super) pitch: f64,
    /// Size of the rows' labels.
    pub(super) font: f64,
    /// Size of the numbers in cells.
    pub(super) inside: f64,
    /// Distance of rows from the left under group headers.
    pub(super) indent: f64,
    /// Left edges of the columns.
    pub(super) columns: Vec<f64>,
    /// Width of a cell.
    pub(super) cell: f64,
    /// The labels of the columns.
    pub(super) head: Head,
}

/// How the columns are labelled.
pub(super) struct Head {
    /// Size of the labels.
    pub(super) size: f64,
    /// Whether they read upwards.
    pub(super) upwards: bool,
    /// Every how many columns one stands.
    pub(super) every: usize,
    /// Middle of the labels, their lower end if they read upwards.
    pub(super) y: f64,
    /// Middle of the headings of groups of columns, if they are drawn.
    pub(super) groups_y: Option<f64>,
    /// Lower end of all this.
    bottom: f64,
}

/// How many lines fit the sheet under a key of a height.
pub(super) fn most_lines(chart: &HeatMap, sheet: &Sheet<'_>, key: f64) -> Result<usize, ChartError> {
    let (_, head) = widest_labels(chart, sheet, key)?;
    rows::most_lines(sheet, (head.bottom, sheet.body.y1), sheet.sizes.small * PITCH)
}

/// The columns at the greatest size of the rows' labels that leaves them room, and how they are labelled.
fn widest_labels(chart: &HeatMap, sheet: &Sheet<'_>, key: f64) -> Result<(f64, Head), ChartError> {
    let mut font = sheet.sizes.body;
    loop {
        let grid = Grid::new(chart, sheet, font);
        if grid.cell >= LEAST_FONT * NARROW || font <= LEAST_FONT {
            let head = if grid.cell >= LEAST_CELL { Head::new(chart, sheet, &grid, key) } else { None };
            let head = head.ok_or_else(|| sheet.too_small("the columns do not fit beside the labels"))?;
            return Ok((font, head));
        }
        font = (font - 1.0).max(LEAST_FONT);
    }
}

/// The columns for a size of the rows' labels.
struct Grid {
    indent: f64,
    columns: Vec<f64>,
    cell: f64,
}

impl Grid {
    fn new(chart: &HeatMap, sheet: &Sheet<'_>, font: f64) -> Self {
        let sizes = &sheet.sizes;
        let ink = Ink::new(font, sheet.theme.ink).bold(chart.rows.iter().any(|r| r.highlight));
        let indent = if chart.rows.iter().any(|r| r.group.is_some()) { font } else { 0.0 };
        let labels = widest(ink, chart.rows.iter().map(|r| r.label.as_str())) + indent;
        let x0 = (sheet.body.x0 + labels + sizes.gap).ceil();
        let apart = sizes.gap.round();
        let mut before = chart.columns.first().map(|c| &c.group);
        let mut gaps = Vec::new();
        for column in &chart.columns {
            gaps.push(if before == Some(&column.group) { 0.0 } else { apart });
            before = Some(&column.group);
        }
        // Whole pixels, so that all cells are equally wide in a picture of pixels.
        let room = sheet.body.x1 - x0 - gaps.iter().sum::<f64>();
        // Columns that are regions are as wide as their names, if there is room.
        let names = match chart.shades {
            Shades::Percentiles => {
                widest(axis_ink(sheet, Anchor::Middle), chart.columns.iter().map(|c| c.label.as_str()))
                    .max(sizes.body * 6.0)
                    + sizes.body
            }
            _ => 0.0,
        };
        let cell = (room / gaps.len().max(1) as f64).min(names.max(sizes.body * MOST_CELL)).floor();
        let mut x = x0;
        let columns = gaps.iter().map(|gap| {
            let left = x + gap;
            x = left + cell;
            left
        });
        Self { indent, columns: columns.collect(), cell }
    }

    /// Whether the headings of groups of columns fit over them.
    fn has_room(&self, chart: &HeatMap, ink: Ink) -> bool {
        let mut columns = chart.columns.iter().zip(&self.columns).peekable();
        while let Some((first, left)) = columns.next() {
            let mut right = left + self.cell;
            while let Some((_, x)) = columns.next_if(|(column, _)| column.group == first.group) {
                right = x + self.cell;
            }
            if first.group.as_deref().is_some_and(|name| ink.width(name) > right - left) {
                return false;
            }
        }
        chart.columns.iter().any(|column| column.group.is_some())
    }
}

impl Head {
    /// Level labels, else upright ones, each made smaller down to the least text; else level ones that leave
    /// out columns, if these may be left out.
    fn new(chart: &HeatMap, sheet: &Sheet<'_>, grid: &Grid, key: f64) -> Option<Self> {
        let wide = |size: f64| {
            let ink = Ink { size, ..axis_ink(sheet, Anchor::Middle) };
            widest(ink, chart.columns.iter().map(|column| column.label.as_str()))
        };
        let sizes =
            || std::iter::successors(Some(sheet.sizes.small), |s| (*s > LEAST_FONT).then_some(s - 1.0));
        let sizes = || sizes().map(|size| size.max(LEAST_FONT));
        let level = |size: &f64| wide(*size) + size * 0.4 <= grid.cell;
        let upright = |size: &f64| size * 1.1 <= grid.cell;
        let (size, upwards, every) = if let Some(size) = sizes().find(level) {
            (size, false, 1)
        } else if let Some(size) = sizes().find(upright) {
            (size, true, 1)
        } else if chart.in_sequence {
            let size = sheet.sizes.small;
            (size, false, layout::how_many(wide(size) + size * 0.6, grid.cell) + 1)
        } else {
            return None;
        };
        let (gap, line) = (sheet.sizes.gap * 0.3, sheet.sizes.small * LINE);
        let mut bottom = sheet.body.y0 + key + sheet.sizes.gap * 0.5;
        let groups_y = grid.has_room(chart, axis_ink(sheet, Anchor::Start)).then_some(bottom + line / 2.0);
        if groups_y.is_some() {
            bottom += line;
        }
        let tall = if upwards { wide(size) + gap } else { size * LINE };
        let y = if upwards { bottom + tall } else { bottom + tall / 2.0 };
        Some(Self { size, upwards, every, y, groups_y, bottom: (bottom + tall + gap).ceil() })
    }
}

impl Plan {
    /// The plan of a page of so many lines under a key of a height.
    pub(super) fn new(
        chart: &HeatMap,
        sheet: &Sheet<'_>,
        key: f64,
        lines: usize,
    ) -> Result<Self, ChartError> {
        let (most, head) = widest_labels(chart, sheet, key)?;
        let top = head.bottom;
        let room = (sheet.body.y1 - top) / lines.max(1) as f64;
        let pitch = room.min(sheet.sizes.body * MOST_PITCH).floor();
        let font = (pitch / PITCH).max(sheet.sizes.small).min(most);
        // Smaller labels leave the cells at least as much room as the head was laid out for.
        let Grid { indent, columns, cell } = Grid::new(chart, sheet, font);
        let cells = |row: &'_ HeatRow| -> Vec<String> {
            let cells = row.cells.iter().enumerate();
            cells.filter_map(|(i, cell)| chart.written(row, i, *cell)).collect()
        };
        // Each is measured once, however often it occurs.
        let numbers: BTreeSet<String> = chart.rows.iter().flat_map(cells).collect();
        let wide = widest(Ink::new(font, sheet.theme.ink), numbers.iter().map(String::as_str));
        let inside = (font * (cell - EDGE) / wide.max(1.0)).clamp(LEAST_FONT, (font * 0.92).max(LEAST_FONT));
        Ok(Self { top, pitch, font, inside, indent, columns, cell, head })
    }
}
