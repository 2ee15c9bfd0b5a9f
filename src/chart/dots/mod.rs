//! A few regions against their peers, one row a metric.
//!
//! Every row has a scale of its own from 0 to 1: a percentile, or the place between the peers' lowest and
//! highest value. The values themselves stand in columns to the right, one a region.

use crate::chart::ChartError;
use crate::chart::backend::Tag;
use crate::chart::canvas::{Canvas, Ink, Pane};
use crate::chart::layout::{Frame, Sheet, widest};
use crate::chart::lines::cycle;
use crate::chart::rows::{self, Key, Line};
use crate::chart::scene::{Anchor, Bounds, Color, Paint, Scene, Stroke};
use crate::chart::symbols::Symbol;
use crate::chart::theme::{LEAST_FONT, LINE, Theme};
use crate::chart::words;

/// Least height of a row in ems of its text.
const LEAST_PITCH: f64 = 1.5;
/// Greatest height of a row in ems of body text.
const MOST_PITCH: f64 = 2.6;
/// Least width of the plot in ems of its text.
const LEAST_PLOT: f64 = 9.0;

/// A dot plot of regions against peers.
#[derive(Clone, Debug)]
pub struct DotPlot {
    /// Titles, footer, size.
    pub frame: Frame,
    /// The regions compared, at most eight or so.
    pub regions: Vec<DotRegion>,
    /// The rows from top to bottom.
    pub rows: Vec<DotRow>,
    /// What stands at the left and right end of the scale; "low" and "high" without.
    pub ends: Option<(String, String)>,
}

/// A compared region.
#[derive(Clone, Debug)]
pub struct DotRegion {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region.
    pub label: String,
}

/// A metric.
#[derive(Clone, Debug, Default)]
pub struct DotRow {
    /// Theme under whose header the row stands.
    pub theme: Option<String>,
    /// Name of the metric.
    pub label: String,
    /// Where the peers lie, absent without peers.
    pub peers: Option<Peers>,
    /// A dot for each region, in the order of the regions; absent where there is no figure.
    pub dots: Vec<Option<Dot>>,
}

/// Where the peers lie on a row's scale, all from 0 to 1.
#[derive(Clone, Debug)]
pub struct Peers {
    /// The lowest.
    pub low: f64,
    /// The lower quartile.
    pub q1: f64,
    /// The median.
    pub median: f64,
    /// The upper quartile.
    pub q3: f64,
    /// The highest.
    pub high: f64,
    /// The median's value as written.
    pub median_text: String,
}

/// Where a region lies on a row's scale.
#[derive(Clone, Debug)]
pub struct Dot {
    /// The place, 0 to 1.
    pub position: f64,
    /// The value as written.
    pub text: String,
}

impl DotPlot {
    /// Draws the chart, one scene a page.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] when no region has a figure, [`ChartError::NotFinite`],
    /// [`ChartError::TooSmall`] and [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        for row in &self.rows {
            let peers = row.peers.iter().flat_map(|p| [p.low, p.q1, p.median, p.q3, p.high]);
            if !peers.chain(row.dots.iter().flatten().map(|d| d.position)).all(f64::is_finite) {
                return Err(ChartError::NotFinite { label: row.label.clone() });
            }
        }
        if self.rows.iter().all(|r| r.dots.iter().flatten().next().is_none()) {
            return Err(ChartError::NothingToDraw);
        }
        let groups: Vec<Option<&str>> = self.rows.iter().map(|r| r.theme.as_deref()).collect();
        let most = |sheet: &Sheet<'_>| rows::most_lines(sheet, self.room(sheet), LEAST_FONT * LEAST_PITCH);
        rows::draw_pages(&self.frame, theme, &groups, most, |sheet, lines, longest| {
            self.page(sheet, lines, longest)
        })
    }

    fn has_peers(&self) -> bool {
        self.rows.iter().any(|r| r.peers.is_some())
    }

    /// The key: the regions, then what the bands are.
    fn key<'s>(&'s self, sheet: &Sheet<'_>) -> Key<'s> {
        let mut texts: Vec<&str> = self.regions.iter().map(|r| r.label.as_str()).collect();
        if self.has_peers() {
            let peers = [words::PEERS_RANGE, words::PEERS_HALF, words::PEERS_MEDIAN];
            texts.extend(peers.iter().map(|t| t.get(sheet.lang())));
        }
        Key::new(sheet, texts)
    }

    /// Upper and lower end of what rows may use.
    fn room(&self, sheet: &Sheet<'_>) -> (f64, f64) {
        let line = sheet.sizes.small * LINE;
        let top = sheet.body.y0 + self.key(sheet).height() + line + sheet.sizes.gap * 1.2;
        (top.ceil(), sheet.body.y1 - line * 0.2)
    }

    fn page(&self, sheet: &Sheet<'_>, lines: &[Line<'_>], longest: usize) -> Result<Scene, ChartError> {
        let plan = Plan::new(self, sheet, longest)?;
        let canvas = sheet.open()?;
        let plot = Bounds { y1: plan.plot.y0 + lines.len() as f64 * plan.pitch, ..plan.plot };
        let pane = canvas.plot(plot, 0.0..1.0, 0.0..lines.len() as f64);
        let drawing = Page { chart: self, sheet, plan: &plan, canvas: &canvas, pane: &pane };
        drawing.key()?;
        drawing.heads()?;
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
    indent: f64,
    /// Right ends of the columns: the peers' median if there is room, then the regions.
    median_x: Option<f64>,
    columns: Vec<f64>,
}

impl Plan {
    fn new(chart: &DotPlot, sheet: &Sheet<'_>, lines: usize) -> Result<Self, ChartError> {
        let sizes = &sheet.sizes;
        let (y0, y1) = chart.room(sheet);
        let pitch = ((y1 - y0) / lines.max(1) as f64).min(sizes.body * MOST_PITCH).floor();
        let mut font = (pitch / LEAST_PITCH).clamp(LEAST_FONT, sizes.body);
        loop {
            for with_median in [chart.has_peers(), false] {
                let plan = Self::columns(chart, sheet, font, with_median, (y0, y1), pitch);
                if plan.plot.width() >= font * LEAST_PLOT {
                    return Ok(plan);
                }
            }
            // Smaller text before giving up.
            if font <= LEAST_FONT {
                return Err(sheet.too_small("the labels and values leave no room for the dots"));
            }
            font = (font - 1.0).max(LEAST_FONT);
        }
    }

    fn columns(
        chart: &DotPlot,
        sheet: &Sheet<'_>,
        font: f64,
        with_median: bool,
        (y0, y1): (f64, f64),
        pitch: f64,
    ) -> Self {
        let gap = sheet.sizes.gap;
        let ink = Ink::new(font, sheet.theme.ink);
        let indent = if chart.rows.iter().any(|r| r.theme.is_some()) { font } else { 0.0 };
        let labels = widest(ink, chart.rows.iter().map(|r| r.label.as_str())) + indent;
        let none = words::NO_FIGURE.get(sheet.lang());
        let mut x = sheet.body.x1;
        let mut columns: Vec<f64> = Vec::new();
        for i in (0..chart.regions.len()).rev() {
            columns.push(x);
            let texts = chart
                .rows
                .iter()
                .map(|r| r.dots.get(i).and_then(Option::as_ref).map_or(none, |d| d.text.as_str()));
            x -= widest(ink, texts).max(font * 1.5) + gap * 1.6;
        }
        columns.reverse();
        let median_x = with_median.then_some(x);
        if with_median {
            let texts = chart.rows.iter().filter_map(|r| r.peers.as_ref()).map(|p| p.median_text.as_str());
            x -= widest(ink, texts).max(ink.width(words::MEDIAN.get(sheet.lang()))) + gap * 1.6;
        }
        let plot = Bounds { x0: sheet.body.x0 + labels + gap * 1.8, y0, x1: x - gap * 0.4, y1 };
        Self { plot, pitch, font, indent, median_x, columns }
    }
}

/// A page while it is drawn.
struct Page<'a> {
    chart: &'a DotPlot,
    sheet: &'a Sheet<'a>,
    plan: &'a Plan,
    canvas: &'a Canvas,
    pane: &'a Pane,
}

impl Page<'_> {
    fn key(&self) -> Result<(), ChartError> {
        let (theme, page, none) = (self.sheet.theme, &self.canvas.page, Tag::default());
        let regions = self.chart.regions.len();
        let symbol = |i: usize, b: Bounds| {
            let middle = (f64::midpoint(b.x0, b.x1), f64::midpoint(b.y0, b.y1));
            let tall = b.height() * 0.32;
            match i.checked_sub(regions) {
                None => self.shape(i, middle, b.height() * 0.42, &none),
                Some(0) => {
                    let corners = ((b.x0, middle.1 - tall * 0.35), (b.x1, middle.1 + tall * 0.35));
                    page.rect(corners.0, corners.1, Paint::fill(theme.range), &none)
                }
                Some(1) => {
                    let corners = ((b.x0, middle.1 - tall), (b.x1, middle.1 + tall));
                    page.rect(corners.0, corners.1, Paint::fill(theme.band_dark), &none)
                }
                Some(_) => {
                    let stroke = Stroke::solid(theme.axis, self.sheet.sizes.hair * 2.0);
                    page.line(&[(middle.0, b.y0), (middle.0, b.y1)], stroke, &none)
                }
            }
        };
        self.chart.key(self.sheet).draw(page, symbol)
    }

    /// Ends of the scale and heads of the columns.
    fn heads(&self) -> Result<(), ChartError> {
        let (sheet, plan, page, none) = (self.sheet, self.plan, &self.canvas.page, Tag::default());
        let lang = sheet.lang();
        let size = plan.font.min(sheet.sizes.small);
        let y = plan.plot.y0 - sheet.sizes.gap * 0.4 - size * LINE / 2.0;
        let ink = Ink::new(size, sheet.theme.soft_ink);
        let (low, high) = match &self.chart.ends {
            Some((low, high)) => (low.as_str(), high.as_str()),
            None => (words::LOW.get(lang), words::HIGH.get(lang)),
        };
        // Both ends only where they do not meet.
        if ink.width(low) + ink.width(high) + sheet.sizes.gap <= plan.plot.width() {
            page.text(low, (plan.plot.x0, y), ink, &none)?;
            page.text(high, (plan.plot.x1, y), ink.at(Anchor::End), &none)?;
        }
        if let Some(x) = plan.median_x {
            page.text(words::MEDIAN.get(lang), (x, y), ink.at(Anchor::End), &none)?;
        }
        for (i, (x, region)) in plan.columns.iter().zip(&self.chart.regions).enumerate() {
            let r = size * 0.42;
            let tag = Tag::new(&region.region_code, region.label.clone());
            self.shape(i, (x - size * 0.75, y), r, &tag)?;
        }
        Ok(())
    }

    fn group(&self, i: f64, text: &str) -> Result<(), ChartError> {
        let y = self.plan.plot.y0 + (i + 0.5) * self.plan.pitch;
        let ink = Ink::new(self.plan.font, self.sheet.theme.ink).bold(true);
        let under = y + self.plan.pitch * 0.5;
        let ends = [(self.sheet.body.x0, under), (self.sheet.body.x1, under)];
        let stroke = self.sheet.sizes.hairline(self.sheet.theme.grid);
        self.canvas.page.line(&ends, stroke, &Tag::default())?;
        self.canvas.page.text(text, (self.sheet.body.x0, y), ink, &Tag::default())
    }

    fn row(&self, i: f64, row: &DotRow) -> Result<(), ChartError> {
        let (sheet, plan, page) = (self.sheet, self.plan, &self.canvas.page);
        let (theme, none) = (sheet.theme, Tag::default());
        let middle = plan.plot.y0 + (i + 0.5) * plan.pitch;
        let ink = Ink::new(plan.font, theme.ink);
        page.text(&row.label, (sheet.body.x0 + plan.indent, middle), ink, &none)?;
        let y = i + 0.5;
        self.pane.line(&[(0.0, y), (1.0, y)], sheet.sizes.hairline(theme.grid), &none)?;
        if let Some(peers) = &row.peers {
            let lang = sheet.lang();
            let tip =
                format!("{}{}{}", words::PEERS_MEDIAN.get(lang), lang.pick("：", ": "), peers.median_text);
            let tag = Tag { region: None, tip: Some(tip) };
            let clamp = |v: f64| v.clamp(0.0, 1.0);
            let bands =
                [(peers.low, peers.high, 0.07, theme.range), (peers.q1, peers.q3, 0.2, theme.band_dark)];
            for (from, to, half, color) in bands {
                self.pane.rect((clamp(from), y - half), (clamp(to), y + half), Paint::fill(color), &tag)?;
            }
            let x = clamp(peers.median);
            let stroke = Stroke::solid(theme.axis, sheet.sizes.hair * 2.0);
            self.pane.line(&[(x, y - 0.3), (x, y + 0.3)], stroke, &tag)?;
            if let Some(x) = plan.median_x {
                let ink = Ink::new(plan.font, theme.soft_ink).at(Anchor::End);
                page.text(&peers.median_text, (x, middle), ink, &none)?;
            }
        }
        for (region, x) in self.chart.regions.iter().enumerate().zip(&plan.columns) {
            let dot = row.dots.get(region.0).and_then(Option::as_ref);
            let tag = Tag::region(&region.1.region_code);
            let color = cycle(&theme.series, region.0).for_text_on(theme.background);
            let (text, color) = match dot {
                Some(dot) => (dot.text.as_str(), color),
                None => (words::NO_FIGURE.get(sheet.lang()), theme.soft_ink),
            };
            page.text(text, (*x, middle), Ink { color, ..ink }.at(Anchor::End), &tag)?;
        }
        self.dots(i, row)
    }

    /// Draws the dots; those that would hide one another stand above one another.
    fn dots(&self, i: f64, row: &DotRow) -> Result<(), ChartError> {
        let plan = self.plan;
        let r = (plan.font * 0.42).min(plan.pitch * 0.3);
        let mut dots: Vec<(f64, usize, &Dot)> = row
            .dots
            .iter()
            .enumerate()
            .filter_map(|(region, dot)| dot.as_ref().map(|dot| (region, dot)))
            .map(|(region, dot)| (self.pane.px((dot.position.clamp(0.0, 1.0), 0.0)).0, region, dot))
            .collect();
        dots.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for group in dots.chunk_by(|a, b| b.0 - a.0 < r * 1.7) {
            let rest = group.len().saturating_sub(1) as f64;
            let step = if rest > 0.0 { (r * 2.0).min((plan.pitch - r * 2.0) / rest) } else { 0.0 };
            for (place, (x, region, dot)) in group.iter().enumerate() {
                let Some(of) = self.chart.regions.get(*region) else { continue };
                let y = plan.plot.y0 + (i + 0.5) * plan.pitch + (place as f64 - rest / 2.0) * step;
                let colon = self.sheet.lang().pick("：", ": ");
                let tag = Tag::new(&of.region_code, format!("{} {}{colon}{}", of.label, row.label, dot.text));
                let r = if rest > 1.0 { r * 0.85 } else { r };
                self.shape(*region, (*x, y), r, &tag)?;
            }
        }
        Ok(())
    }

    /// The symbol of a region: a colour and a shape.
    fn shape(&self, region: usize, at: (f64, f64), r: f64, tag: &Tag) -> Result<(), ChartError> {
        let theme = self.sheet.theme;
        let color: Color = cycle(&theme.series, region);
        let paint = Paint::outlined(color, Stroke::solid(theme.background, self.sheet.sizes.hair));
        Symbol::of(region).draw(&self.canvas.page, at, r, paint, tag)
    }
}

#[cfg(test)]
mod tests;
