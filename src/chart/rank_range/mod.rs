//! Ranks with the places that chance, or other choices, leave open: one row a region, in the order of the ranks.
//!
//! The dot is the rank, the line runs from the best place to the last one that is left open.
//! Rows that do not fit go on further pages with the same scale.

mod plan;

use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::backend::Tag;
use crate::chart::canvas::{Canvas, Ink, Pane};
use crate::chart::layout::{self, Frame, Sheet};
use crate::chart::rows::{self, Key, Line};
use crate::chart::scene::{Anchor, Bounds, Color, Paint, Scene, Stroke};
use crate::chart::theme::{LEAST_FONT, LINE, Theme};
use crate::chart::words;
use crate::text::{Lang, Text};

use plan::Plan;

/// Least height of a row in ems of its text.
const LEAST_PITCH: f64 = 1.3;
/// Radius of a dot in ems of the rows' text.
const RADIUS: f64 = 0.34;

/// A chart of ranks with their confidence sets.
#[derive(Clone, Debug)]
pub struct RankRanges {
    /// Titles, footer, size.
    pub frame: Frame,
    /// The rows in the order of their ranks.
    pub rows: Vec<RangeRow>,
    /// How many were ranked: the last place.
    pub of: u32,
    /// What leaves places open.
    pub open_to: OpenTo,
}

/// What leaves places open to a region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OpenTo {
    /// Chance: the range is a confidence set of 95 per cent, which holds the rank.
    #[default]
    Chance,
    /// Other choices of weights and methods: the range holds 90 per cent of their ranks, and not always the rank.
    Choices,
}

impl OpenTo {
    const fn range(self) -> Text {
        match self {
            Self::Chance => words::RANGE,
            Self::Choices => words::RANGE_OF_CHOICES,
        }
    }
}

/// A region of a chart of ranks.
#[derive(Clone, Debug, Default)]
pub struct RangeRow {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region.
    pub label: String,
    /// The value as written, behind the rank.
    pub value: String,
    /// The rank, shared by tied rows.
    pub rank: u32,
    /// Whether another row has the same rank.
    pub tied: bool,
    /// The best place that is open; of many choices a quantile, which may lie between two places.
    pub low: f64,
    /// The last place that is open.
    pub high: f64,
    /// The median of the places, where there are many.
    pub median: Option<f64>,
    /// The tier, from 1; every second one is shaded.
    pub tier: Option<u32>,
    /// Whether the row is drawn in the strong colour.
    pub highlight: bool,
}

impl RangeRow {
    /// The rank as written.
    fn rank(&self, lang: Lang) -> String {
        words::rank(lang, self.rank, self.tied)
    }

    /// The open places as written.
    fn range(&self, lang: Lang) -> String {
        words::counts(lang, self.low, Some(self.high))
    }

    fn tip(&self, lang: Lang, open_to: OpenTo) -> String {
        let (place, range) = (words::place(lang, self.rank, self.tied), self.range(lang));
        let set = open_to.range().get(lang);
        lang.pick(
            format!("{}：{place}，{set} {range}，{}", self.label, self.value),
            format!("{}: {place}, {set} {range}, {}", self.label, self.value),
        )
    }
}

impl RankRanges {
    /// Draws the chart, one scene a page.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] without rows, [`ChartError::NotFinite`] where a rank is outside its set or
    /// the set outside the places, [`ChartError::TooSmall`] and [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        if self.rows.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        let is_sound = |r: &RangeRow| {
            let (rank, places) = (f64::from(r.rank), 1.0..=f64::from(self.of));
            let holds = self.open_to == OpenTo::Choices || (r.low..=r.high).contains(&rank);
            let inside =
                [r.low, r.high, rank].into_iter().chain(r.median).all(|place| places.contains(&place));
            holds && inside && r.low <= r.high
        };
        if let Some(row) = self.rows.iter().find(|row| !is_sound(row)) {
            return Err(ChartError::NotFinite { label: row.label.clone() });
        }
        let groups = vec![None; self.rows.len()];
        let most =
            |sheet: &Sheet<'_>| rows::most_lines(sheet, plan::edges(self, sheet), LEAST_FONT * LEAST_PITCH);
        rows::draw_pages(&self.frame, theme, &groups, most, |sheet, lines, longest| {
            self.page(sheet, lines, longest)
        })
    }

    fn has_tiers(&self) -> bool {
        self.rows.iter().any(|row| row.tier.is_some())
    }

    fn has_medians(&self) -> bool {
        self.rows.iter().any(|row| row.median.is_some())
    }

    fn key(&self, sheet: &Sheet<'_>) -> Key<'static> {
        let lang = sheet.lang();
        let mut texts = vec![words::RANK.get(lang), self.open_to.range().get(lang)];
        if self.has_medians() {
            texts.push(words::MEDIAN_PLACE.get(lang));
        }
        if self.has_tiers() {
            texts.push(words::TIERS.get(lang));
        }
        Key::new(sheet, texts)
    }

    fn page(&self, sheet: &Sheet<'_>, lines: &[Line<'_>], longest: usize) -> Result<Scene, ChartError> {
        let plan = Plan::new(self, sheet, longest)?;
        let canvas = sheet.open()?;
        let plot = Bounds { y1: plan.plot.y0 + lines.len() as f64 * plan.pitch, ..plan.plot };
        // A place is as wide as its number, so that the dots of the ends lie inside.
        let pane = canvas.plot(plot, 0.5..f64::from(self.of) + 0.5, 0.0..lines.len() as f64);
        let drawing = Page { chart: self, sheet, plan: &plan, canvas: &canvas, pane: &pane, plot };
        let rows: Vec<&RangeRow> = lines
            .iter()
            .filter_map(|line| match line {
                Line::Row(number) => self.rows.get(*number),
                Line::Group(..) => None,
            })
            .collect();
        drawing.tiers(&rows)?;
        drawing.key()?;
        drawing.axis()?;
        drawing.heads()?;
        for (i, row) in rows.iter().enumerate() {
            drawing.row(i as f64, row)?;
        }
        sheet.close(canvas)
    }

    fn color(&self, row: &RangeRow, theme: &Theme) -> Color {
        match self.rows.iter().any(|r| r.highlight) {
            true if row.highlight => theme.strong,
            true => theme.rest,
            false => theme.bar,
        }
    }
}

/// A page while it is drawn.
struct Page<'a> {
    chart: &'a RankRanges,
    sheet: &'a Sheet<'a>,
    plan: &'a Plan,
    canvas: &'a Canvas,
    pane: &'a Pane,
    plot: Bounds,
}

impl Page<'_> {
    /// Shades every second tier, and writes the number of each beside its first row on the page.
    fn tiers(&self, rows: &[&RangeRow]) -> Result<(), ChartError> {
        let (sheet, plan) = (self.sheet, self.plan);
        let mut before = None;
        for (i, row) in rows.iter().enumerate() {
            let y = self.plot.y0 + i as f64 * plan.pitch;
            let tag = Tag::region(&row.region_code);
            if row.tier.is_some_and(|tier| tier % 2 == 0) {
                let ends = ((sheet.body.x0, y), (sheet.body.x1, y + plan.pitch));
                self.canvas.page.rect(ends.0, ends.1, Paint::fill(sheet.theme.band), &tag)?;
            }
            if let (Some(x), Some(tier)) = (plan.tier_x, row.tier.filter(|_| row.tier != before)) {
                let ink = Ink::new(plan.font, sheet.theme.soft_ink).at(Anchor::End);
                self.canvas.page.text(&tier.to_string(), (x, y + plan.pitch / 2.0), ink, &tag)?;
            }
            before = row.tier;
        }
        Ok(())
    }

    fn key(&self) -> Result<(), ChartError> {
        let (sheet, page, none) = (self.sheet, &self.canvas.page, Tag::default());
        let is_strong = self.chart.rows.iter().any(|row| row.highlight);
        let color = if is_strong { sheet.theme.rest } else { sheet.theme.bar };
        let symbol = |i: usize, b: Bounds| {
            let middle = (f64::midpoint(b.x0, b.x1), f64::midpoint(b.y0, b.y1));
            match i {
                0 => page.circle(middle, b.height() * 0.36, Paint::fill(color), &none),
                1 => {
                    let ends = [(b.x0, middle.1), (b.x1, middle.1)];
                    page.line(&ends, Stroke::solid(color, self.thick()), &none)
                }
                2 if self.chart.has_medians() => self.median(middle, b.height(), color, &none),
                _ => {
                    let edge = sheet.sizes.hairline(sheet.theme.grid);
                    let paint = Paint::outlined(sheet.theme.band, edge);
                    page.rect((b.x0, b.y0), (b.x1, b.y1), paint, &none)
                }
            }
        };
        self.chart.key(sheet).draw(page, symbol)
    }

    fn axis(&self) -> Result<(), ChartError> {
        let (sheet, plot, none) = (self.sheet, self.plot, Tag::default());
        let ink = layout::axis_ink(sheet, Anchor::Middle);
        let last = f64::from(self.chart.of);
        let each = ink.width(&format!("{}0", self.chart.of));
        let most = layout::how_many(plot.width(), each).clamp(2, 11);
        let y = plot.y1 + sheet.sizes.gap * 0.4 + sheet.sizes.small * LINE / 2.0;
        for tick in axis::place_ticks(last, most) {
            let x = self.pane.px((tick, 0.0)).0;
            let stroke = sheet.sizes.hairline(sheet.theme.grid);
            self.canvas.page.line(&[(x, plot.y0), (x, plot.y1)], stroke, &none)?;
            self.canvas.page.text(&tick.to_string(), (x, y), ink, &none)?;
        }
        Ok(())
    }

    /// Heads of the columns, and over the plot what the lines are.
    fn heads(&self) -> Result<(), ChartError> {
        let (sheet, plan, lang) = (self.sheet, self.plan, self.sheet.lang());
        let size = plan.font.min(sheet.sizes.small);
        let ink = Ink::new(size, sheet.theme.soft_ink).at(Anchor::End);
        let y = self.plot.y0 - sheet.sizes.gap * 0.4 - size * LINE / 2.0;
        let columns = [
            (Some(plan.rank_x), words::RANK),
            (plan.range_x, words::RANGE_COLUMN),
            (plan.value_x, words::VALUE),
            (plan.tier_x, words::TIER),
        ];
        for (x, head) in columns {
            if let Some(x) = x {
                self.canvas.page.text(head.get(lang), (x, y), ink, &Tag::default())?;
            }
        }
        let head = self.chart.open_to.range().get(lang);
        if ink.width(head) <= self.plot.width() {
            let ink = ink.at(Anchor::Start);
            self.canvas.page.text(head, (self.plot.x0, y), ink, &Tag::default())?;
        }
        Ok(())
    }

    fn row(&self, i: f64, row: &RangeRow) -> Result<(), ChartError> {
        let (sheet, plan, page, lang) = (self.sheet, self.plan, &self.canvas.page, self.sheet.lang());
        let own = Tag::region(&row.region_code);
        let tag = Tag::new(&row.region_code, row.tip(lang, self.chart.open_to));
        let color = self.chart.color(row, sheet.theme);
        let at = |place: f64| self.pane.px((place, i + 0.5));
        let stroke = Stroke::solid(color, self.thick());
        if row.low < row.high {
            page.line(&[at(row.low), at(row.high)], stroke, &tag)?;
        }
        if let Some(median) = row.median {
            self.median(at(median), plan.font, color, &tag)?;
        }
        page.circle(at(f64::from(row.rank)), self.plan.font * RADIUS, Paint::fill(color), &tag)?;
        let middle = self.plot.y0 + (i + 0.5) * plan.pitch;
        let ink = Ink::new(plan.font, sheet.theme.ink).bold(row.highlight);
        page.text(&row.rank(lang), (plan.rank_x, middle), ink.at(Anchor::End), &own)?;
        page.text(&row.label, (plan.label_x, middle), ink, &own)?;
        let columns = [(plan.range_x, row.range(lang)), (plan.value_x, row.value.clone())];
        for (x, text) in columns {
            if let Some(x) = x {
                page.text(&text, (x, middle), ink.at(Anchor::End), &own)?;
            }
        }
        Ok(())
    }

    /// Marks a median.
    fn median(&self, (x, y): (f64, f64), tall: f64, color: Color, tag: &Tag) -> Result<(), ChartError> {
        let ends = [(x, y - tall * 0.4), (x, y + tall * 0.4)];
        self.canvas.page.line(&ends, Stroke::solid(color, self.thick()), tag)
    }

    /// The width of a line of open places.
    fn thick(&self) -> f64 {
        self.plan.font * 0.2
    }
}

#[cfg(test)]
mod tests;
