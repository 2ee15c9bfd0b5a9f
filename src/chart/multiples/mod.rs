//! Small multiples: a panel for each region over years, all with the same axes, the group's median in grey behind.
//!
//! Gaps, changes of form and the lower end of the axis are those of lines.

use std::ops::Range;

use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::backend::Tag;
use crate::chart::canvas::{Canvas, Ink};
use crate::chart::layout::{Frame, Sheet};
use crate::chart::lines::{FormBreak, Scale, Series};
use crate::chart::panels::{self, Axes, Grid, Head, form_line};
use crate::chart::rows::Key;
use crate::chart::scene::{Bounds, Color, Paint, Scene, Stroke};
use crate::chart::theme::{LINE, Theme};
use crate::chart::words;
use crate::schema::Unit;

/// A chart of small panels.
#[derive(Clone, Debug)]
pub struct SmallMultiples {
    /// Titles, footer, size.
    pub frame: Frame,
    /// Unit of the values.
    pub unit: Unit,
    /// The panels in their order.
    pub series: Vec<Series>,
    /// The line behind them: the group's median.
    pub group: Option<Series>,
    /// Changes of the form.
    pub breaks: Vec<FormBreak>,
}

impl SmallMultiples {
    /// Draws the chart, one scene a page.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] when no series has a value, [`ChartError::NotFinite`],
    /// [`ChartError::TooSmall`] and [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        if self.series.iter().all(|series| series.known().is_empty()) {
            return Err(ChartError::NothingToDraw);
        }
        let scale = Scale::new(self.unit, self.series.iter().chain(&self.group))?;
        let axes = self.axes(&scale);
        let labels: Vec<&str> = self.series.iter().map(|series| series.label.as_str()).collect();
        let top = |sheet: &Sheet<'_>| {
            let note =
                if scale.note(self.unit, sheet.lang()).is_empty() { 0.0 } else { sheet.sizes.small * LINE };
            (sheet.body.y0 + self.key(sheet).height() + note + sheet.sizes.gap).ceil()
        };
        panels::draw_pages(&self.frame, theme, &axes, &labels, top, |sheet, grid, range| {
            self.page(sheet, grid, &axes, &scale, range)
        })
    }

    fn axes(&self, scale: &Scale) -> Axes {
        // A few ticks are enough in a small panel.
        let few = axis::ticks(scale.low, scale.high, 3);
        let ticks = if few.len() > 1 { few } else { scale.ticks.clone() };
        let step = axis::step(&ticks);
        let place = |value: f64| (value - scale.low) / (scale.high - scale.low);
        let ticks =
            ticks.iter().map(|tick| (axis::tick_label(self.unit, *tick, step), place(*tick))).collect();
        let (first, last) = scale.years;
        let at = |year: i32| (f64::from(year) - scale.first) / (scale.last - scale.first);
        let ends = if first < last { vec![last, first] } else { vec![last] };
        Axes { ticks, years: ends.into_iter().map(|year| (year.to_string(), at(year))).collect() }
    }

    fn key(&self, sheet: &Sheet<'_>) -> Key<'_> {
        let lang = sheet.lang();
        let mut texts = vec![words::OWN_LINE.get(lang)];
        texts.extend(self.group.as_ref().map(|group| group.label.as_str()));
        if !self.breaks.is_empty() {
            texts.push(words::FORM.get(lang));
        }
        Key::new(sheet, texts)
    }

    fn page(
        &self,
        sheet: &Sheet<'_>,
        grid: &Grid,
        axes: &Axes,
        scale: &Scale,
        range: Range<usize>,
    ) -> Result<Scene, ChartError> {
        let canvas = sheet.open()?;
        let (sizes, theme, none) = (&sheet.sizes, sheet.theme, Tag::default());
        let key = self.key(sheet);
        key.draw(&canvas.page, |i, b: Bounds| {
            let y = f64::midpoint(b.y0, b.y1);
            let stroke = match (i, &self.group) {
                (0, _) => Stroke::solid(theme.bar, sizes.body * 0.13),
                (1, Some(_)) => Stroke::solid(theme.rest, sizes.body * 0.13),
                _ => form_line(sheet),
            };
            canvas.page.line(&[(b.x0, y), (b.x1, y)], stroke, &none)
        })?;
        let unit = scale.note(self.unit, sheet.lang());
        let y = sheet.body.y0 + key.height() + sizes.small * LINE * 0.7;
        let ink = Ink::new(sizes.small, theme.soft_ink);
        canvas.page.text(&unit, (sheet.body.x0, y), ink, &none)?;
        for (i, series) in self.series.get(range).unwrap_or_default().iter().enumerate() {
            let color = if series.highlight { theme.strong } else { theme.bar };
            let value = match series.known().last() {
                Some((year, value)) if *year == scale.years.1 => self.unit.format(*value),
                Some((year, value)) => {
                    let year = sheet.lang().pick(format!("（{year}）"), format!(" ({year})"));
                    format!("{}{year}", self.unit.format(*value))
                }
                None => words::NO_FIGURE.get(sheet.lang()).to_owned(),
            };
            let (region, label, highlight) =
                (series.region_code.as_str(), series.label.as_str(), series.highlight);
            let head = Head { region, label, value: &value, color, highlight };
            grid.draw_panel(sheet, &canvas, axes, i, &head)?;
            let panel = Panel { chart: self, sheet, canvas: &canvas, scale, plot: grid.plot(sheet, i) };
            panel.breaks()?;
            if let Some(group) = &self.group {
                panel.line(group, theme.rest, region)?;
            }
            panel.line(series, color, region)?;
        }
        sheet.close(canvas)
    }
}

/// A panel while it is drawn.
struct Panel<'a> {
    chart: &'a SmallMultiples,
    sheet: &'a Sheet<'a>,
    canvas: &'a Canvas,
    scale: &'a Scale,
    plot: Bounds,
}

impl Panel<'_> {
    fn at(&self, year: f64, value: f64) -> (f64, f64) {
        let (scale, plot) = (self.scale, self.plot);
        let x = plot.x0 + (year - scale.first) / (scale.last - scale.first) * plot.width();
        (x, plot.y1 - (value - scale.low) / (scale.high - scale.low) * plot.height())
    }

    fn breaks(&self) -> Result<(), ChartError> {
        let inside = |b: &&FormBreak| b.year > self.scale.years.0 && b.year <= self.scale.years.1;
        for change in self.chart.breaks.iter().filter(inside) {
            let x = self.at(f64::from(change.year) - 0.5, self.scale.low).0;
            let ends = [(x, self.plot.y0), (x, self.plot.y1)];
            self.canvas.page.line(&ends, form_line(self.sheet), &Tag::default())?;
        }
        Ok(())
    }

    /// Draws a line; a year without neighbours is a dot, and so is the last year.
    fn line(&self, series: &Series, color: Color, region: &str) -> Result<(), ChartError> {
        let width = self.sheet.sizes.body * if series.highlight { 0.17 } else { 0.12 };
        let says = self.sheet.lang().pick("：", ": ");
        let stretches = series.stretches(&self.chart.breaks);
        let last = series.known().last().copied();
        for stretch in &stretches {
            let points: Vec<(f64, f64)> =
                stretch.iter().map(|(year, v)| self.at(f64::from(*year), *v)).collect();
            if points.len() > 1 {
                let tag = Tag::new(region, series.label.clone());
                self.canvas.page.line(&points, Stroke::solid(color, width), &tag)?;
            }
            for ((year, value), at) in stretch.iter().zip(&points) {
                if points.len() > 1 && last.is_none_or(|last| last.0 != *year) {
                    continue;
                }
                let said = self.chart.unit.say(*value, self.sheet.lang());
                let tag = Tag::new(region, format!("{} {year}{says}{said}", series.label));
                self.canvas.page.circle(*at, width * 1.5, Paint::fill(color), &tag)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
