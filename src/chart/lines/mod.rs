//! Lines over years.
//!
//! Series are labelled at their ends, there is no legend. A missing year is a gap, a year with missing
//! neighbours a dot; no line crosses a change of form. More series than a panel holds go on further pages
//! with the same axes.
//!
//! The vertical axis begins with zero when the smallest value is at most half the greatest, so that heights
//! can be compared; else a line that moves between 80 and 95 per cent would be flat, so it begins below the
//! smallest value and the chart says so.

mod scale;

pub(crate) use scale::Scale;

use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::backend::Tag;
use crate::chart::canvas::{Canvas, Ink, Pane};
use crate::chart::layout::{self, Frame, Sheet, widest};
use crate::chart::references::Labelled;
use crate::chart::scene::{Anchor, Bounds, Color, Paint, Scene, Stroke};
use crate::chart::theme::{LINE, Theme};
use crate::chart::words;
use crate::schema::Unit;
use crate::text::Lang;

/// Series of a panel, at most.
pub const MOST_SERIES: usize = 12;
/// Greatest part of the picture's width that the labels at the ends may take.
const MOST_LABELS: f64 = 0.6;
/// Part of the width up to which the labels also state the last value.
const VALUES_TOO: f64 = 0.33;
/// Years up to which every point has a dot.
const MOST_DOTS: i64 = 30;

/// A line chart.
#[derive(Clone, Debug)]
pub struct Lines {
    /// Titles, footer, size.
    pub frame: Frame,
    /// Unit of the values.
    pub unit: Unit,
    /// The series in the order of the pages.
    pub series: Vec<Series>,
    /// Changes of the form.
    pub breaks: Vec<FormBreak>,
}

/// A series of a line chart.
#[derive(Clone, Debug, Default)]
pub struct Series {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region.
    pub label: String,
    /// Year and value; a year may be absent or without a value.
    pub points: Vec<(i32, Option<f64>)>,
    /// Whether the series is drawn in a strong colour and those without it in grey.
    pub highlight: bool,
}

/// A change of the form.
#[derive(Clone, Debug)]
pub struct FormBreak {
    /// The first year with the new form.
    pub year: i32,
    /// What is written at the line; "form changed" when empty.
    pub label: String,
}

impl Series {
    /// The points with values, by year.
    pub(crate) fn known(&self) -> Vec<(i32, f64)> {
        let mut known: Vec<_> = self.points.iter().filter_map(|(year, v)| v.map(|v| (*year, v))).collect();
        known.sort_by_key(|p| p.0);
        known
    }

    /// Stretches of consecutive years with values that no break divides.
    pub(crate) fn stretches(&self, breaks: &[FormBreak]) -> Vec<Vec<(i32, f64)>> {
        let mut stretches: Vec<Vec<(i32, f64)>> = Vec::new();
        for point in self.known() {
            let before = stretches.last().and_then(|s| s.last()).map(|p| p.0);
            let is_next = before.is_some_and(|year| year.checked_add(1) == Some(point.0));
            match stretches.last_mut() {
                Some(stretch) if is_next && breaks.iter().all(|b| b.year != point.0) => stretch.push(point),
                _ => stretches.push(vec![point]),
            }
        }
        stretches
    }
}

impl Lines {
    /// Draws the chart, one scene a page.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] when no series has a value, [`ChartError::NotFinite`],
    /// [`ChartError::TooSmall`] and [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        let scale = Scale::new(self.unit, &self.series)?;
        let sheet = Sheet::new(&self.frame, theme, None)?;
        let most = Panel::new(self, &sheet, &scale)?.most_series();
        if self.series.len() <= most {
            return Ok(vec![self.page(&sheet, &scale, &self.series)?]);
        }
        let number = self.series.len();
        let most =
            Panel::new(self, &Sheet::new(&self.frame, theme, Some((number, number)))?, &scale)?.most_series();
        if most == 0 {
            return Err(sheet.too_small("no label fits beside the lines"));
        }
        let pages = layout::pages(number, most);
        let count = pages.len();
        let draw_page = |(i, rows)| {
            let sheet = Sheet::new(&self.frame, theme, Some((i + 1, count)))?;
            self.page(&sheet, &scale, self.series.get::<std::ops::Range<usize>>(rows).unwrap_or_default())
        };
        pages.into_iter().enumerate().map(draw_page).collect()
    }

    fn page(&self, sheet: &Sheet<'_>, scale: &Scale, series: &[Series]) -> Result<Scene, ChartError> {
        let panel = Panel::new(self, sheet, scale)?;
        let canvas = sheet.open()?;
        let pane = canvas.plot(panel.plot, scale.first..scale.last, scale.high..scale.low);
        let drawing = Page { chart: self, sheet, scale, panel: &panel, canvas: &canvas, pane: &pane };
        drawing.axes()?;
        panel.breaks.draw(sheet, &canvas, panel.plot)?;
        let is_any = self.series.iter().any(|s| s.highlight);
        let mut order: Vec<(usize, &Series)> = series.iter().enumerate().collect();
        // The highlighted lines lie on top.
        order.sort_by_key(|(_, s)| s.highlight);
        let mut strong = 0;
        let mut styles: Vec<(usize, Color)> = Vec::new();
        for (i, s) in order {
            let color = if is_any && !s.highlight {
                sheet.theme.rest
            } else {
                strong += 1;
                cycle(&sheet.theme.series, if is_any { strong - 1 } else { i })
            };
            drawing.line(s, color, if is_any { 0 } else { i / sheet.theme.series.len() })?;
            styles.push((i, color));
        }
        styles.sort_by_key(|s| s.0);
        drawing.labels(series, &styles)?;
        sheet.close(canvas)
    }
}

/// Where everything of a page stands.
struct Panel {
    plot: Bounds,
    /// Height of a label at the end of a line.
    label: f64,
    /// Whether labels state the last value.
    values: bool,
    breaks: Labelled,
}

impl Panel {
    fn new(chart: &Lines, sheet: &Sheet<'_>, scale: &Scale) -> Result<Self, ChartError> {
        let sizes = &sheet.sizes;
        let ink = Ink::new(sizes.body, sheet.theme.ink).bold(chart.series.iter().any(|s| s.highlight));
        let width = |values: bool| {
            let texts: Vec<String> = chart
                .series
                .iter()
                .map(|s| end_label(s, chart.unit, scale.years.1, values, sheet.lang()))
                .collect();
            widest(ink, texts.iter().map(String::as_str)) + sizes.gap * 2.2
        };
        let all = sheet.body.width();
        let values = width(true) <= all * VALUES_TOO;
        let labels = width(values);
        if labels > all * MOST_LABELS {
            return Err(sheet.too_small("the labels leave no room for the lines"));
        }
        let step = axis::step(&scale.ticks);
        let ticks: Vec<String> = scale.ticks.iter().map(|t| axis::tick_label(chart.unit, *t, step)).collect();
        let left = widest(layout::axis_ink(sheet, Anchor::End), ticks.iter().map(String::as_str)) + sizes.gap;
        let (x0, x1) = (sheet.body.x0 + left, sheet.body.x1 - labels);
        let to_x = |year: f64| x0 + (year - scale.first) / (scale.last - scale.first) * (x1 - x0);
        let inside = |b: &&FormBreak| b.year > scale.years.0 && b.year <= scale.years.1;
        let lines = chart.breaks.iter().filter(inside).map(|b| to_x(f64::from(b.year) - 0.5)).collect();
        let texts = chart.breaks.iter().filter(inside).map(|b| match b.label.as_str() {
            "" => words::FORM.get(sheet.lang()).to_owned(),
            label => label.to_owned(),
        });
        let breaks = Labelled::arrange(sheet, lines, texts.collect(), (x0, sheet.body.x1));
        let line = sizes.small * LINE;
        let note = if scale.note(chart.unit, sheet.lang()).is_empty() { 0.4 } else { 1.2 };
        let above = line * (breaks.lanes() as f64 + note) + sizes.gap * 0.5;
        let plot = Bounds { x0, y0: sheet.body.y0 + above, x1, y1: sheet.body.y1 - line - sizes.gap * 1.6 };
        if plot.height() < sizes.body * 4.0 || plot.width() < sizes.body * 8.0 {
            return Err(sheet.too_small("the labels leave no room for the lines"));
        }
        Ok(Self { plot, label: sizes.body * 1.2, values, breaks })
    }

    fn most_series(&self) -> usize {
        layout::how_many(self.plot.height() + self.label, self.label).min(MOST_SERIES)
    }
}

/// A series, its colour and the pixel of its last value.
type LineEnd<'s> = (&'s Series, Color, Option<(f64, f64)>);

/// A page while it is drawn.
struct Page<'a> {
    chart: &'a Lines,
    sheet: &'a Sheet<'a>,
    scale: &'a Scale,
    panel: &'a Panel,
    canvas: &'a Canvas,
    pane: &'a Pane,
}

impl Page<'_> {
    fn axes(&self) -> Result<(), ChartError> {
        let (sheet, scale, plot) = (self.sheet, self.scale, self.panel.plot);
        let (sizes, theme, none) = (&sheet.sizes, sheet.theme, Tag::default());
        let ink = layout::axis_ink(sheet, Anchor::End);
        let step = axis::step(&scale.ticks);
        for tick in &scale.ticks {
            let y = self.pane.px((scale.first, *tick)).1;
            let color = if *tick == 0.0 { theme.axis } else { theme.grid };
            self.canvas.page.line(&[(plot.x0, y), (plot.x1, y)], sizes.hairline(color), &none)?;
            let label = axis::tick_label(self.chart.unit, *tick, step);
            self.canvas.page.text(&label, (plot.x0 - sizes.gap, y), ink, &none)?;
        }
        // What the axis shows stands above everything else, at the left.
        let y = plot.y0 - sizes.gap - sizes.small * LINE * (self.panel.breaks.lanes() as f64 + 0.5);
        let notes = scale.note(self.chart.unit, sheet.lang());
        self.canvas.page.text(&notes, (sheet.body.x0, y), ink.at(Anchor::Start), &none)?;
        let each = plot.width() / f64::from(scale.years.1 - scale.years.0 + 1).max(1.0);
        let ink = ink.at(Anchor::Middle);
        let every = layout::how_many(ink.width("2000 ").max(1.0), each.max(1.0)) + 1;
        let bottom = plot.y1 + sizes.gap * 0.8 + sizes.small * LINE / 2.0;
        for year in (scale.years.0..=scale.years.1).rev() {
            let x = self.pane.px((f64::from(year), scale.low)).0;
            // Counted from the last year, which is always named.
            let is_named = usize::try_from(scale.years.1 - year).is_ok_and(|back| back % every == 0);
            let length = sizes.gap * if is_named { 0.5 } else { 0.25 };
            let stroke = sizes.hairline(theme.axis);
            self.canvas.page.line(&[(x, plot.y1), (x, plot.y1 + length)], stroke, &none)?;
            if is_named {
                self.canvas.page.text(&year.to_string(), (x, bottom), ink, &none)?;
            }
        }
        Ok(())
    }

    fn line(&self, series: &Series, color: Color, round: usize) -> Result<(), ChartError> {
        let (sizes, theme) = (&self.sheet.sizes, self.sheet.theme);
        let width = sizes.body * if series.highlight { 0.2 } else { 0.13 };
        let is_dotted = i64::from(self.scale.years.1) - i64::from(self.scale.years.0) < MOST_DOTS;
        let tag = Tag::new(&series.region_code, series.label.clone());
        for stretch in series.stretches(&self.chart.breaks) {
            let points: Vec<(f64, f64)> = stretch.iter().map(|(year, v)| (f64::from(*year), *v)).collect();
            // A second round through the colours is dashed.
            let stroke = match round {
                0 => Stroke::solid(color, width),
                _ => Stroke::dashed(color, width, sizes.body * 0.55, sizes.body * 0.3),
            };
            if points.len() > 1 {
                self.pane.line(&points, stroke, &tag)?;
            }
            let is_alone = points.len() == 1;
            for ((year, value), at) in stretch.iter().zip(&points) {
                if !is_alone && !is_dotted {
                    break;
                }
                let said = self.chart.unit.say(*value, self.sheet.lang());
                let says = self.sheet.lang().pick("：", ": ");
                let tip = format!("{} {year}{says}{said}", series.label);
                let tag = Tag::new(&series.region_code, tip);
                let r = width * if is_alone { 1.9 } else { 1.4 };
                let edge = Stroke::solid(theme.background, sizes.hair);
                self.pane.circle(*at, r, Paint::outlined(color, edge), &tag)?;
            }
        }
        Ok(())
    }

    /// Writes the names at the ends of the lines, moved apart where they would overlap.
    fn labels(&self, series: &[Series], styles: &[(usize, Color)]) -> Result<(), ChartError> {
        let (sizes, theme, plot) = (&self.sheet.sizes, self.sheet.theme, self.panel.plot);
        let mut ends: Vec<LineEnd<'_>> = series
            .iter()
            .zip(styles)
            .map(|(s, style)| {
                let end = s.known().last().map(|(year, value)| self.pane.px((f64::from(*year), *value)));
                (s, style.1, end)
            })
            .collect();
        // Series without a value stand at the bottom.
        ends.sort_by(|a, b| wanted(a.2, plot).total_cmp(&wanted(b.2, plot)));
        let middles: Vec<f64> = ends.iter().map(|e| wanted(e.2, plot)).collect();
        let half = self.panel.label / 2.0;
        let placed = layout::spread(&middles, self.panel.label, plot.y0 - half, plot.y1 + half);
        let x = plot.x1 + sizes.gap * 2.0;
        for ((s, color, end), y) in ends.iter().zip(placed) {
            let tag = Tag::region(&s.region_code);
            let text =
                end_label(s, self.chart.unit, self.scale.years.1, self.panel.values, self.sheet.lang());
            let ground = theme.background;
            let color = if end.is_some() { *color } else { theme.soft_ink };
            if let Some(end) = end {
                let from = end.0 + sizes.body * 0.45;
                if (y - end.1).abs() > 1.0 || plot.x1 - end.0 > sizes.body {
                    // A leader from the last point to the moved label.
                    let points = [(from, end.1), (x - sizes.gap * 1.2, end.1), (x - sizes.gap * 0.3, y)];
                    let points = if from < x - sizes.gap * 1.2 {
                        &points[..]
                    } else {
                        &[(from, end.1), (x - sizes.gap * 0.3, y)][..]
                    };
                    let stroke = Stroke::dashed(color, sizes.hair, sizes.hair * 2.0, sizes.hair * 2.0);
                    self.canvas.page.line(points, stroke, &tag)?;
                }
            }
            let ink = Ink::new(sizes.body, color.for_text_on(ground)).bold(s.highlight);
            self.canvas.page.text(&text, (x, y), ink, &tag)?;
        }
        Ok(())
    }
}

/// Where the label of a line would stand: beside its end, at the bottom without one.
fn wanted(end: Option<(f64, f64)>, plot: Bounds) -> f64 {
    end.map_or(plot.y1, |end| end.1)
}

/// The name, and the last value if there is room for it; with its year if that is not the chart's last.
fn end_label(series: &Series, unit: Unit, last: i32, values: bool, lang: Lang) -> String {
    match series.known().last() {
        Some((year, value)) if values && *year != last => {
            let year = lang.pick(format!("（{year}）"), format!(" ({year})"));
            format!("{} {}{year}", series.label, unit.format(*value))
        }
        Some((_, value)) if values => format!("{} {}", series.label, unit.format(*value)),
        Some(_) => series.label.clone(),
        None => format!("{} {}", series.label, words::NO_FIGURE.get(lang)),
    }
}

/// A colour of a list that begins again at its end.
pub(crate) fn cycle(colors: &[Color], i: usize) -> Color {
    colors.get(i % colors.len().max(1)).copied().unwrap_or(Color(0, 0, 0))
}

#[cfg(test)]
mod tests;
