//! Drawing a page of ranks over years.

use super::plan::{self, Ends, Plan, Said};
use super::{Bump, BumpLine, BumpPlace};
use crate::chart::ChartError;
use crate::chart::backend::Tag;
use crate::chart::canvas::{Canvas, Ink, Pane};
use crate::chart::layout::{self, Sheet};
use crate::chart::lines::cycle;
use crate::chart::scene::{Anchor, Bounds, Color, Paint, Stroke};
use crate::chart::symbols::Symbol;
use crate::chart::theme::LINE;

/// Width of a line in ems of body text, plain and highlighted.
const WIDTHS: (f64, f64) = (0.12, 0.24);

/// A page while it is drawn.
pub(super) struct Page<'a> {
    pub(super) chart: &'a Bump,
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) plan: &'a Plan,
    pub(super) lines: &'a [&'a BumpLine],
    pub(super) canvas: &'a Canvas,
    pub(super) pane: &'a Pane,
}

impl Page<'_> {
    pub(super) fn key(&self) -> Result<(), ChartError> {
        let (sheet, page, none) = (self.sheet, &self.canvas.page, Tag::default());
        let said = plan::said(self.chart);
        let symbol = |i: usize, b: Bounds| {
            let at = (f64::midpoint(b.x0, b.x1), f64::midpoint(b.y0, b.y1));
            let r = b.height() * 0.4;
            match said.get(i) {
                Some(Said::Entered) => {
                    self.point(at, r, sheet.theme.axis, Ends { entered: true, left: false }, &none)
                }
                Some(Said::Left) => {
                    self.point(at, r, sheet.theme.axis, Ends { entered: false, left: true }, &none)
                }
                _ => page.line(&[(at.0, b.y0), (at.0, b.y1)], self.tie_stroke(r), &none),
            }
        };
        plan::key(sheet, &said).draw(page, symbol)
    }

    /// The years above and below, and a line for each.
    pub(super) fn axes(&self) -> Result<(), ChartError> {
        let (sheet, plan, page, none) = (self.sheet, self.plan, &self.canvas.page, Tag::default());
        let (sizes, plot) = (&sheet.sizes, plan.plot);
        let ink = layout::axis_ink(sheet, Anchor::Middle);
        let each = plot.width() / f64::from(plan.span.1.saturating_sub(plan.span.0)).max(1.0);
        let every = layout::how_many(ink.width("2000 ").max(1.0), each.max(1.0)) + 1;
        let half = sizes.small * LINE / 2.0;
        for year in (plan.span.0..=plan.span.1).rev() {
            let x = self.pane.px((f64::from(year), 0.0)).0;
            page.line(&[(x, plot.y0), (x, plot.y1)], sizes.hairline(sheet.theme.grid), &none)?;
            // Counted from the last year, which is always named.
            if usize::try_from(plan.span.1 - year).is_ok_and(|back| back % every == 0) {
                for y in [plot.y0 - half - sizes.gap * 0.2, plot.y1 + half + sizes.gap * 0.2] {
                    page.text(&year.to_string(), (x, y), ink, &none)?;
                }
            }
        }
        let above = Bounds { y0: plot.y0 - 2.0 * half - sizes.gap * 0.2, ..plot };
        plan.breaks.draw(sheet, self.canvas, above)
    }

    /// Joins the points that share a rank.
    pub(super) fn ties(&self) -> Result<(), ChartError> {
        for (year, column) in &self.plan.columns {
            let rank = |i: &usize| self.lines.get(*i).and_then(|line| line.at(*year)).map(|place| place.rank);
            let ranked: Vec<(usize, Option<u32>)> = column.iter().map(rank).enumerate().collect();
            for tied in ranked.chunk_by(|a, b| a.1 == b.1).filter(|tied| tied.len() > 1) {
                let (Some(first), Some(last)) = (tied.first(), tied.last()) else { continue };
                let at = |slot: usize| self.at(*year, slot);
                let stroke = self.tie_stroke(self.plan.r);
                self.canvas.page.line(&[at(first.0), at(last.0)], stroke, &Tag::default())?;
            }
        }
        Ok(())
    }

    fn tie_stroke(&self, r: f64) -> Stroke {
        Stroke::solid(self.sheet.theme.band_dark, r * 1.5)
    }

    /// The pixel of a place in a year.
    fn at(&self, year: i32, slot: usize) -> (f64, f64) {
        self.pane.px((f64::from(year), slot as f64 + 0.5))
    }

    /// The pixel of a region in a year.
    fn of(&self, line: &BumpLine, place: &BumpPlace) -> Option<(f64, f64)> {
        let i = self.lines.iter().position(|other| std::ptr::eq(*other, line))?;
        Some(self.at(place.year, *self.plan.slots.get(&(i, place.year))?))
    }

    /// The colour of a region: where some are highlighted the others are grey.
    pub(super) fn color(&self, i: usize, is_any: bool) -> Color {
        let theme = self.sheet.theme;
        let Some(line) = self.lines.get(i) else { return theme.rest };
        match (is_any, line.highlight) {
            (true, false) => theme.rest,
            (true, true) => {
                let before = self.chart.lines.iter().take_while(|other| !std::ptr::eq(*other, *line));
                cycle(&theme.series, before.filter(|other| other.highlight).count())
            }
            (false, _) => cycle(&theme.series, i),
        }
    }

    pub(super) fn line(&self, line: &BumpLine, color: Color) -> Result<(), ChartError> {
        let width = self.sheet.sizes.body * if line.highlight { WIDTHS.1 } else { WIDTHS.0 };
        let tag = Tag::new(&line.region_code, line.label.clone());
        for stretch in line.stretches(&self.chart.breaks) {
            let points: Vec<(f64, f64)> = stretch.iter().filter_map(|place| self.of(line, place)).collect();
            if points.len() > 1 {
                self.canvas.page.line(&points, Stroke::solid(color, width), &tag)?;
            }
        }
        Ok(())
    }

    pub(super) fn points(&self, line: &BumpLine, color: Color) -> Result<(), ChartError> {
        let (plan, theme) = (self.plan, self.sheet.theme);
        for place in &line.places {
            let Some(at) = self.of(line, place) else { continue };
            let ends = Ends::of(line, place, plan.span);
            let tag = Tag::new(&line.region_code, line.tip(place, self.sheet.lang()));
            self.point(at, plan.r, color, ends, &tag)?;
            if let Some(size) = plan.number {
                let ground = if ends.entered { theme.background } else { color };
                let ink = Ink::new(size, theme.ink_on(ground)).bold(line.highlight).at(Anchor::Middle);
                self.canvas.page.text(&place.rank.to_string(), at, ink, &Tag::region(&line.region_code))?;
            }
        }
        Ok(())
    }

    /// A point: hollow where a line enters, a square where it leaves.
    fn point(&self, at: (f64, f64), r: f64, color: Color, ends: Ends, tag: &Tag) -> Result<(), ChartError> {
        let (theme, hair) = (self.sheet.theme, self.sheet.sizes.hair);
        let paint = if ends.entered {
            Paint::outlined(theme.background, Stroke::solid(color, (r * 0.28).max(hair)))
        } else {
            Paint::outlined(color, Stroke::solid(theme.background, hair))
        };
        let symbol = if ends.left { Symbol::Square } else { Symbol::Circle };
        symbol.draw(&self.canvas.page, at, r, paint, tag)
    }

    /// The names at both ends; to the right, below the ranked ones, those that have no rank in the last year.
    pub(super) fn names(&self, is_any: bool) -> Result<(), ChartError> {
        let (sheet, plan) = (self.sheet, self.plan);
        let last = plan.columns.get(&plan.span.1).map_or(0, Vec::len);
        let mut below = last;
        let away = plan.r + sheet.sizes.gap * 0.6;
        for (i, line) in self.lines.iter().enumerate() {
            let tag = Tag::region(&line.region_code);
            let color = self.color(i, is_any);
            let color = if is_any && !line.highlight { sheet.theme.soft_ink } else { color };
            let ink = Ink::new(plan.font, color.for_text_on(sheet.theme.background)).bold(line.highlight);
            if let (true, Some(slot)) = (plan.left, plan.slots.get(&(i, plan.span.0)))
                && let Some(text) = plan.name(line, false, sheet.lang())
            {
                let y = self.at(plan.span.0, *slot).1;
                self.canvas.page.text(&text, (plan.plot.x0 - away, y), ink.at(Anchor::End), &tag)?;
            }
            let Some(text) = plan.name(line, true, sheet.lang()) else { continue };
            let slot = plan.slots.get(&(i, plan.span.1)).copied().unwrap_or_else(|| {
                below += 1;
                below - 1
            });
            let y = self.at(plan.span.1, slot).1;
            self.canvas.page.text(&text, (plan.plot.x1 + away, y), ink, &tag)?;
        }
        Ok(())
    }
}
