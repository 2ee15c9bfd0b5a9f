//! Bars of 100 per cent: how the cases of a region divide into outcomes.
//!
//! Order and colours of the outcomes are fixed, so that charts of different years can be laid side by side.
//! The seventh is the remainder that a report does not explain: light grey and hatched.

use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::backend::Tag;
use crate::chart::canvas::{Canvas, Ink, Pane};
use crate::chart::layout::{self, Frame, Sheet, widest};
use crate::chart::lines::cycle;
use crate::chart::rows::{self, Key, Line};
use crate::chart::scene::{Anchor, Bounds, Hatch, Paint, Scene, Stroke};
use crate::chart::theme::{HATCH_GAP, LEAST_FONT, LINE, Theme};
use crate::chart::words;
use crate::schema::{Unit, group_thousands};

/// Least height of a row in ems of its text.
const LEAST_PITCH: f64 = 1.4;
/// Greatest height of a row in ems of body text.
const MOST_PITCH: f64 = 2.8;
/// Height of a bar in parts of its row.
const BAR: f64 = 0.8;
/// Least width of the plot in ems of body text.
const LEAST_PLOT: f64 = 12.0;

/// A chart of bars of 100 per cent.
#[derive(Clone, Debug)]
pub struct Stack100 {
    /// Titles, footer, size.
    pub frame: Frame,
    /// Names of the parts in their fixed order: the six official outcomes and the unexplained remainder. The
    /// seventh is hatched.
    pub categories: Vec<String>,
    /// The rows from top to bottom.
    pub rows: Vec<StackRow>,
    /// Head of the column of totals; "total" without.
    pub n_label: Option<String>,
}

/// A bar of 100 per cent.
#[derive(Clone, Debug, Default)]
pub struct StackRow {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region, or the year under a group's header.
    pub label: String,
    /// Header under which the row stands: the region, when its years are the rows.
    pub group: Option<String>,
    /// The total; the sum of the parts without.
    pub n: Option<u64>,
    /// Cases of each category, not negative; absent where the report has no figure. Where the total is more
    /// than the parts, the rest of the bar stays empty.
    pub parts: Vec<Option<f64>>,
    /// Whether the label is bold.
    pub highlight: bool,
}

impl StackRow {
    fn sum(&self) -> f64 {
        self.parts.iter().flatten().sum()
    }

    /// What the whole bar stands for.
    fn total(&self) -> f64 {
        self.n.map_or(0.0, |n| n as f64).max(self.sum())
    }

    /// The total as written, absent when nothing is known.
    fn written(&self) -> Option<String> {
        let is_known = self.n.is_some() || self.parts.iter().any(Option::is_some);
        is_known.then(|| group_thousands(self.n.map_or(self.sum(), |n| n as f64), 0))
    }
}

impl Stack100 {
    /// Draws the chart, one scene a page.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] when no row has a case, [`ChartError::NotFinite`] for a negative or
    /// infinite part, [`ChartError::TooSmall`] and [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        for row in &self.rows {
            if row.parts.iter().flatten().any(|v| !v.is_finite() || *v < 0.0) {
                return Err(ChartError::NotFinite { label: row.label.clone() });
            }
        }
        if self.rows.iter().all(|r| r.sum() <= 0.0) {
            return Err(ChartError::NothingToDraw);
        }
        let groups: Vec<Option<&str>> = self.rows.iter().map(|r| r.group.as_deref()).collect();
        let most = |sheet: &Sheet<'_>| rows::most_lines(sheet, self.room(sheet), LEAST_FONT * LEAST_PITCH);
        rows::draw_pages(&self.frame, theme, &groups, most, |sheet, lines, longest| {
            self.page(sheet, lines, longest)
        })
    }

    fn key(&self, sheet: &Sheet<'_>) -> Key<'_> {
        Key::new(sheet, self.categories.iter().map(String::as_str).collect())
    }

    /// Upper and lower end of what rows may use.
    fn room(&self, sheet: &Sheet<'_>) -> (f64, f64) {
        let line = sheet.sizes.small * LINE;
        let top = sheet.body.y0 + self.key(sheet).height() + line + sheet.sizes.gap * 1.2;
        (top.ceil(), sheet.body.y1 - line - sheet.sizes.gap * 0.6)
    }

    fn page(&self, sheet: &Sheet<'_>, lines: &[Line<'_>], longest: usize) -> Result<Scene, ChartError> {
        let plan = Plan::new(self, sheet, longest)?;
        let canvas = sheet.open()?;
        let plot = Bounds { y1: plan.plot.y0 + lines.len() as f64 * plan.pitch, ..plan.plot };
        let pane = canvas.plot(plot, 0.0..1.0, 0.0..lines.len() as f64);
        let drawing = Page { chart: self, sheet, plan: &plan, canvas: &canvas, pane: &pane };
        drawing.axis(plot)?;
        drawing.key()?;
        let group = |i, text: &str| drawing.group(i, text);
        rows::draw_lines(lines, &self.rows, sheet.lang(), group, |i, row| drawing.row(i, row))?;
        sheet.close(canvas)
    }
}

/// Where everything of a page stands.
struct Plan {
    plot: Bounds,
    pitch: f64,
    font: f64,
    /// Distance of rows from the left under group headers.
    indent: f64,
}

impl Plan {
    fn new(chart: &Stack100, sheet: &Sheet<'_>, lines: usize) -> Result<Self, ChartError> {
        let sizes = &sheet.sizes;
        let (y0, y1) = chart.room(sheet);
        let pitch = ((y1 - y0) / lines.max(1) as f64).min(sizes.body * MOST_PITCH).floor();
        let font = (pitch / LEAST_PITCH).clamp(LEAST_FONT, sizes.body);
        let ink = Ink::new(font, sheet.theme.ink).bold(chart.rows.iter().any(|r| r.highlight));
        let indent = if chart.rows.iter().any(|r| r.group.is_some()) { font } else { 0.0 };
        let labels = widest(ink, chart.rows.iter().map(|r| r.label.as_str())) + indent;
        let numbers: Vec<String> = chart.rows.iter().filter_map(StackRow::written).collect();
        let head = Ink::new(font.min(sizes.small), sheet.theme.ink);
        let numbers = widest(ink, numbers.iter().map(String::as_str)).max(head.width(chart.n_label(sheet)));
        let plot = Bounds {
            x0: (sheet.body.x0 + labels + sizes.gap).ceil(),
            y0,
            x1: (sheet.body.x1 - numbers - sizes.gap).floor(),
            y1,
        };
        if plot.width() < sizes.body * LEAST_PLOT {
            return Err(sheet.too_small("the labels leave no room for the bars"));
        }
        Ok(Self { plot, pitch, font, indent })
    }
}

impl Stack100 {
    fn n_label<'s>(&'s self, sheet: &Sheet<'_>) -> &'s str {
        self.n_label.as_deref().unwrap_or(words::TOTAL.get(sheet.lang()))
    }
}

/// A page while it is drawn.
struct Page<'a> {
    chart: &'a Stack100,
    sheet: &'a Sheet<'a>,
    plan: &'a Plan,
    canvas: &'a Canvas,
    pane: &'a Pane,
}

impl Page<'_> {
    fn axis(&self, plot: Bounds) -> Result<(), ChartError> {
        let (sheet, none) = (self.sheet, Tag::default());
        let ink = layout::axis_ink(sheet, Anchor::Middle);
        let ticks = axis::ticks(0.0, 1.0, layout::how_many(plot.width(), ink.width("1000%")).clamp(3, 11));
        let step = axis::step(&ticks);
        let y = plot.y1 + sheet.sizes.gap * 0.4 + sheet.sizes.small * LINE / 2.0;
        for tick in ticks {
            let x = self.pane.px((tick, 0.0)).0;
            let stroke = sheet.sizes.hairline(sheet.theme.grid);
            self.canvas.page.line(&[(x, plot.y0), (x, plot.y1)], stroke, &none)?;
            let label = axis::tick_label(Unit::Share, tick, step);
            self.canvas.page.text(&label, (x, y), ink, &none)?;
        }
        let size = self.plan.font.min(sheet.sizes.small);
        let ink = Ink::new(size, sheet.theme.soft_ink).at(Anchor::End);
        let y = plot.y0 - sheet.sizes.gap * 0.4 - size * LINE / 2.0;
        self.canvas.page.text(self.chart.n_label(sheet), (sheet.body.x1, y), ink, &none)
    }

    fn key(&self) -> Result<(), ChartError> {
        let symbol = |i: usize, b: Bounds| {
            self.canvas.page.rect((b.x0, b.y0), (b.x1, b.y1), self.paint(i), &Tag::default())
        };
        self.chart.key(self.sheet).draw(&self.canvas.page, symbol)
    }

    /// The paint of a category: a colour, for the remainder a hatch.
    fn paint(&self, category: usize) -> Paint {
        let theme = self.sheet.theme;
        let fill = cycle(&theme.parts, category);
        if category + 1 < theme.parts.len() {
            return Paint::fill(fill);
        }
        let hatch =
            Hatch { color: theme.axis, gap: self.plan.font * HATCH_GAP, width: self.sheet.sizes.hair };
        Paint { fill: Some(fill), hatch: Some(hatch), stroke: None }
    }

    fn group(&self, i: f64, text: &str) -> Result<(), ChartError> {
        let y = self.plan.plot.y0 + (i + 0.5) * self.plan.pitch;
        let ink = Ink::new(self.plan.font, self.sheet.theme.ink).bold(true);
        // The grid does not run through the header.
        let x = self.sheet.body.x0;
        let edge = self.plan.pitch * 0.45;
        let ground = Paint::fill(self.sheet.theme.background);
        let none = Tag::default();
        self.canvas.page.rect((x, y - edge), (x + ink.width(text) + 4.0, y + edge), ground, &none)?;
        self.canvas.page.text(text, (x, y), ink, &none)
    }

    fn row(&self, i: f64, row: &StackRow) -> Result<(), ChartError> {
        let (sheet, plan, page) = (self.sheet, self.plan, &self.canvas.page);
        let own = Tag::region(&row.region_code);
        let middle = plan.plot.y0 + (i + 0.5) * plan.pitch;
        let ink = Ink::new(plan.font, sheet.theme.ink).bold(row.highlight);
        page.text(&row.label, (sheet.body.x0 + plan.indent, middle), ink, &own)?;
        let soft = Ink::new(plan.font, sheet.theme.soft_ink);
        let number = row.written();
        if let Some(number) = &number {
            page.text(number, (sheet.body.x1, middle), soft.at(Anchor::End), &own)?;
        }
        if row.sum() > 0.0 {
            return self.segments(i, row);
        }
        let text = match number {
            Some(_) if row.total() <= 0.0 => words::NO_CASES,
            _ => words::NO_FIGURE,
        };
        let text = text.get(sheet.lang());
        let (x, edge) = (plan.plot.x0 + sheet.sizes.gap * 0.5, plan.pitch * 0.4);
        let corners = ((x, middle - edge), (x + soft.width(text) + sheet.sizes.gap * 0.5, middle + edge));
        page.rect(corners.0, corners.1, Paint::fill(sheet.theme.background), &own)?;
        page.text(text, (x, middle), soft, &own)
    }

    fn segments(&self, i: f64, row: &StackRow) -> Result<(), ChartError> {
        let (sheet, plan) = (self.sheet, self.plan);
        let half = (plan.pitch * BAR).round().max(2.0) / plan.pitch / 2.0;
        let total = row.total();
        let tall = half * 2.0 * plan.pitch;
        let ink = Ink::new((plan.font * 0.92).min(tall * 0.85), sheet.theme.ink).at(Anchor::Middle);
        let colon = sheet.lang().pick("：", ": ");
        let mut from = 0.0;
        if row.sum() < total {
            // What the parts do not cover stays open.
            let edge = sheet.sizes.hairline(sheet.theme.rest);
            let paint = Paint::outlined(sheet.theme.background, edge);
            let own = Tag::region(&row.region_code);
            self.pane.rect((0.0, i + 0.5 - half), (1.0, i + 0.5 + half), paint, &own)?;
        }
        for (category, count) in row.parts.iter().enumerate() {
            let Some(count) = count.filter(|c| *c > 0.0) else { continue };
            let to: f64 = from + count / total;
            let name = self.chart.categories.get(category).map_or("", String::as_str);
            let share = Unit::Share.format(count / total);
            let group = row.group.as_ref().map(|g| format!("{g} ")).unwrap_or_default();
            let said = Unit::Case.say(count, sheet.lang());
            let tip = format!("{group}{} {name}{colon}{said} ({share})", row.label);
            let tag = Tag::new(&row.region_code, tip);
            let paint = self.paint(category);
            self.pane.rect((from, i + 0.5 - half), (to.min(1.0), i + 0.5 + half), paint, &tag)?;
            self.share(category, (from, to), i, ink, &row.region_code)?;
            from = to;
        }
        // White lines keep neighbours apart in grey print.
        let mut from = 0.0;
        for count in row.parts.iter().flatten().filter(|c| **c > 0.0) {
            from += count / total;
            if from < 1.0 - 1e-9 {
                let ends = [(from, i + 0.5 - half), (from, i + 0.5 + half)];
                let stroke = Stroke::solid(sheet.theme.background, sheet.sizes.hair * 1.2);
                self.pane.line(&ends, stroke, &Tag::region(&row.region_code))?;
            }
        }
        Ok(())
    }

    /// Writes the share inside its segment if it fits.
    fn share(
        &self,
        category: usize,
        (from, to): (f64, f64),
        i: f64,
        ink: Ink,
        region: &str,
    ) -> Result<(), ChartError> {
        if ink.size < LEAST_FONT * 0.9 {
            return Ok(());
        }
        let room = (to - from) * self.plan.plot.width() - ink.size * 0.5;
        let text = format!("{:.1}%", (to - from) * 100.0);
        if ink.width(&text) > room {
            return Ok(());
        }
        let paint = self.paint(category);
        let fill = paint.fill.unwrap_or(self.sheet.theme.background);
        let color = self.sheet.theme.ink_on(fill);
        let at =
            (self.pane.px((f64::midpoint(from, to), 0.0)).0, self.plan.plot.y0 + (i + 0.5) * self.plan.pitch);
        let tag = Tag::region(region);
        if paint.hatch.is_some() {
            let (wide, tall) = (ink.width(&text) / 2.0 + ink.size * 0.15, ink.size * 0.5);
            let corners = ((at.0 - wide, at.1 - tall), (at.0 + wide, at.1 + tall));
            self.canvas.page.rect(corners.0, corners.1, Paint::fill(fill), &tag)?;
        }
        self.canvas.page.text(&text, at, Ink { color, ..ink }, &tag)
    }
}

#[cfg(test)]
mod tests;
