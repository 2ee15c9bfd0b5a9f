//! Shares over years as stacked areas, a panel for each region, all with the same axes.
//!
//! Order and colours of the parts are those of the bars of 100 per cent. A year without figures is a gap, one without
//! neighbours a narrow bar. A line stands where the form of the reports changes; the outcomes on either side may be
//! compared, so the areas go on.

use std::ops::Range;

use crate::chart::ChartError;
use crate::chart::backend::Tag;
use crate::chart::canvas::Canvas;
use crate::chart::layout::{Frame, Sheet};
use crate::chart::lines::{FormBreak, cycle};
use crate::chart::panels::{self, Axes, Grid, Head, form_line};
use crate::chart::rows::Key;
use crate::chart::scene::{Bounds, Paint, Scene, Stroke};
use crate::chart::theme::Theme;
use crate::chart::words;
use crate::schema::{Unit, group_thousands};

/// Half the width of a year without neighbours, in years.
const ALONE: f64 = 0.18;

/// A chart of stacked areas.
#[derive(Clone, Debug)]
pub struct Areas {
    /// Titles, footer, size.
    pub frame: Frame,
    /// Names of the parts in their fixed order.
    pub categories: Vec<String>,
    /// The panels in their order.
    pub panels: Vec<AreaPanel>,
    /// Changes of the form.
    pub breaks: Vec<FormBreak>,
}

/// A panel of a chart of stacked areas.
#[derive(Clone, Debug, Default)]
pub struct AreaPanel {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region or group.
    pub label: String,
    /// The years with figures, in their order.
    pub years: Vec<AreaYear>,
    /// Whether the name is bold.
    pub highlight: bool,
}

/// A year of a panel.
#[derive(Clone, Debug, Default)]
pub struct AreaYear {
    /// The year.
    pub year: i32,
    /// The total; the parts may leave some of it open.
    pub total: f64,
    /// Cases of each category, not negative.
    pub parts: Vec<f64>,
}

impl AreaYear {
    /// The share that a category has.
    fn share(&self, category: usize) -> f64 {
        self.parts.get(category).map_or(0.0, |part| part / self.whole())
    }

    /// Lower and upper edge of a category, 0 to 1.
    fn edges(&self, category: usize) -> (f64, f64) {
        let below = self.parts.iter().take(category).sum::<f64>() / self.whole();
        (below.min(1.0), (below + self.share(category)).min(1.0))
    }

    fn whole(&self) -> f64 {
        self.total.max(self.parts.iter().sum())
    }
}

impl AreaPanel {
    /// The years with cases, in stretches without a gap.
    fn stretches(&self) -> Vec<Vec<&AreaYear>> {
        let mut stretches: Vec<Vec<&AreaYear>> = Vec::new();
        for year in self.years.iter().filter(|year| year.whole() > 0.0) {
            match stretches.last_mut() {
                Some(stretch) if stretch.last().is_some_and(|last| last.year + 1 == year.year) => {
                    stretch.push(year);
                }
                _ => stretches.push(vec![year]),
            }
        }
        stretches
    }
}

impl Areas {
    /// Draws the chart, one scene a page.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] when no year has a case, [`ChartError::NotFinite`] for a negative or infinite
    /// part, [`ChartError::TooSmall`] and [`ChartError::MissingGlyph`] as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        let is_bad =
            |year: &AreaYear| year.parts.iter().chain([&year.total]).any(|v| !v.is_finite() || *v < 0.0);
        if let Some(panel) = self.panels.iter().find(|panel| panel.years.iter().any(is_bad)) {
            return Err(ChartError::NotFinite { label: panel.label.clone() });
        }
        let years = || self.panels.iter().flat_map(AreaPanel::stretches).flatten().map(|year| year.year);
        let (Some(first), Some(last)) = (years().min(), years().max()) else {
            return Err(ChartError::NothingToDraw);
        };
        let axes = axes(first, last);
        let labels: Vec<&str> = self.panels.iter().map(|panel| panel.label.as_str()).collect();
        let span = (first, last);
        let top =
            |sheet: &Sheet<'_>| (sheet.body.y0 + self.key(sheet, span).height() + sheet.sizes.gap).ceil();
        panels::draw_pages(&self.frame, theme, &axes, &labels, top, |sheet, grid, range| {
            self.page(sheet, grid, &axes, span, range)
        })
    }

    /// The first years on a new form within the span.
    fn changes(&self, (first, last): (i32, i32)) -> impl Iterator<Item = i32> {
        self.breaks.iter().map(|change| change.year).filter(move |year| *year > first && *year <= last)
    }

    fn key(&self, sheet: &Sheet<'_>, span: (i32, i32)) -> Key<'_> {
        let mut texts: Vec<&str> = self.categories.iter().map(String::as_str).collect();
        if self.changes(span).next().is_some() {
            texts.push(words::FORM.get(sheet.lang()));
        }
        Key::new(sheet, texts)
    }

    fn page(
        &self,
        sheet: &Sheet<'_>,
        grid: &Grid,
        axes: &Axes,
        span: (i32, i32),
        range: Range<usize>,
    ) -> Result<Scene, ChartError> {
        let canvas = sheet.open()?;
        let (theme, none) = (sheet.theme, Tag::default());
        self.key(sheet, span).draw(&canvas.page, |i, b: Bounds| {
            if i >= self.categories.len() {
                let x = f64::midpoint(b.x0, b.x1);
                return canvas.page.line(&[(x, b.y0), (x, b.y1)], form_line(sheet), &none);
            }
            let edge = sheet.sizes.hairline(theme.rest);
            canvas.page.rect((b.x0, b.y0), (b.x1, b.y1), Paint::outlined(cycle(&theme.parts, i), edge), &none)
        })?;
        for (i, panel) in self.panels.get(range).unwrap_or_default().iter().enumerate() {
            let value = panel.years.iter().rev().find(|year| year.whole() > 0.0);
            let value = value.map_or_else(String::new, |year| {
                let n = group_thousands(year.total, 0);
                sheet.lang().pick(format!("{} 年 {n} 件", year.year), format!("n {n} ({})", year.year))
            });
            let head = Head {
                region: &panel.region_code,
                label: &panel.label,
                value: &value,
                color: theme.soft_ink,
                highlight: panel.highlight,
            };
            grid.draw_panel(sheet, &canvas, axes, i, &head)?;
            self.panel(sheet, &canvas, grid.plot(sheet, i), span, panel)?;
        }
        sheet.close(canvas)
    }

    fn panel(
        &self,
        sheet: &Sheet<'_>,
        canvas: &Canvas,
        plot: Bounds,
        span: (i32, i32),
        panel: &AreaPanel,
    ) -> Result<(), ChartError> {
        let (first, last) = ends(span);
        let at = |year: f64, share: f64| {
            let x = plot.x0 + (year - first) / (last - first) * plot.width();
            (x, plot.y1 - share * plot.height())
        };
        for stretch in panel.stretches() {
            // A year without neighbours is as wide as a bar.
            let places: Vec<(f64, &AreaYear)> = match stretch.as_slice() {
                [alone] => {
                    let year = f64::from(alone.year);
                    vec![(year - ALONE, *alone), (year + ALONE, *alone)]
                }
                many => many.iter().map(|year| (f64::from(year.year), *year)).collect(),
            };
            for category in 0..self.categories.len() {
                if stretch.iter().all(|year| year.share(category) <= 0.0) {
                    continue;
                }
                let upper = places.iter().map(|(x, year)| at(*x, year.edges(category).1));
                let lower = places.iter().rev().map(|(x, year)| at(*x, year.edges(category).0));
                let points: Vec<(f64, f64)> = upper.clone().chain(lower).collect();
                let tag = Tag::new(&panel.region_code, self.tip(sheet, panel, &stretch, category));
                canvas.page.polygon(&points, Paint::fill(cycle(&sheet.theme.parts, category)), &tag)?;
                // Lines of the ground keep neighbours apart in grey print.
                let stroke = Stroke::solid(sheet.theme.background, sheet.sizes.hair);
                canvas.page.line(&upper.collect::<Vec<_>>(), stroke, &Tag::region(&panel.region_code))?;
            }
        }
        for year in self.changes(span) {
            let x = at(f64::from(year) - 0.5, 0.0).0;
            let ends = [(x, plot.y0), (x, plot.y1)];
            // The ground beneath, so that it stands out from every colour.
            let ground = Stroke::solid(sheet.theme.background, sheet.sizes.hair * 3.5);
            canvas.page.line(&ends, ground, &Tag::default())?;
            canvas.page.line(&ends, form_line(sheet), &Tag::default())?;
        }
        Ok(())
    }

    fn tip(&self, sheet: &Sheet<'_>, panel: &AreaPanel, stretch: &[&AreaYear], category: usize) -> String {
        let lang = sheet.lang();
        let name = self.categories.get(category).map_or("", String::as_str);
        let said = |year: &&AreaYear| {
            let share = Unit::Share.format(year.share(category));
            lang.pick(format!("{} 年 {share}", year.year), format!("{} {share}", year.year))
        };
        let shares: Vec<String> = stretch.iter().map(said).collect();
        let (colon, comma) = lang.pick(("：", "，"), (": ", ", "));
        format!("{} {name}{colon}{}", panel.label, shares.join(comma))
    }
}

/// The ends of the axis of years.
fn ends((first, last): (i32, i32)) -> (f64, f64) {
    let edge = if first < last { 0.2 } else { 1.0 };
    (f64::from(first) - edge, f64::from(last) + edge)
}

fn axes(first: i32, last: i32) -> Axes {
    let (low, high) = ends((first, last));
    let years = if first < last { vec![last, first] } else { vec![last] };
    let place = |year: i32| (f64::from(year) - low) / (high - low);
    Axes {
        ticks: [("0%", 0.0), ("50%", 0.5), ("100%", 1.0)].map(|(label, at)| (label.to_owned(), at)).to_vec(),
        years: years.into_iter().map(|year| (year.to_string(), place(year))).collect(),
    }
}

#[cfg(test)]
mod tests;
