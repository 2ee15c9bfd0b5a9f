//! Drawing a page of a slope chart.

use super::plan::{self, Plan};
use super::{Slope, SlopeRow, Way};
use crate::chart::ChartError;
use crate::chart::backend::Tag;
use crate::chart::canvas::{Canvas, Ink};
use crate::chart::layout::Sheet;
use crate::chart::lines::cycle;
use crate::chart::scene::{Anchor, Bounds, Color, Paint, Stroke};
use crate::chart::symbols::Symbol;
use crate::chart::theme::LINE;

/// Width of a line in ems of body text, plain and highlighted.
const WIDTHS: (f64, f64) = (0.1, 0.2);
/// Radius of a point in ems of its name, plain and highlighted.
const RADII: (f64, f64) = (0.3, 0.4);

/// A page while it is drawn.
pub(super) struct Page<'a> {
    pub(super) chart: &'a Slope,
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) plan: &'a Plan,
    pub(super) canvas: &'a Canvas,
}

impl Page<'_> {
    pub(super) fn key(&self) -> Result<(), ChartError> {
        let (sheet, page, none) = (self.sheet, &self.canvas.page, Tag::default());
        let ways = plan::ways(self.chart);
        let texts = plan::key_texts(sheet, self.chart);
        let symbol = |i: usize, b: Bounds| {
            let Some((way, _)) = ways.get(i) else { return Ok(()) };
            let middle = f64::midpoint(b.y0, b.y1);
            let color = self.color_of(*way);
            if *way != Way::OneEnd {
                page.line(&[(b.x0, middle), (b.x1, middle)], self.stroke(*way, color, WIDTHS.0), &none)?;
            }
            self.point((f64::midpoint(b.x0, b.x1), middle), b.height() * 0.36, *way, color, &none)
        };
        plan::key(sheet, &texts).draw(page, symbol)
    }

    /// What the ends are, over them, and a line down from each.
    pub(super) fn heads(&self) -> Result<(), ChartError> {
        let (sheet, page, none) = (self.sheet, &self.canvas.page, Tag::default());
        let (plot, sizes) = (self.plan.plot, &sheet.sizes);
        let half = self.plan.font * 0.6;
        let ink = Ink::new(sizes.body, sheet.theme.ink).bold(true).at(Anchor::Middle);
        let y = plot.y0 - half - sizes.gap * 0.6 - sizes.body * LINE / 2.0;
        for (x, head) in [(plot.x0, &self.chart.heads.0), (plot.x1, &self.chart.heads.1)] {
            let room = ink.width(head) / 2.0;
            let at = x.clamp(sheet.body.x0 + room, (sheet.body.x1 - room).max(sheet.body.x0 + room));
            page.text(head, (at, y), ink, &none)?;
            let ends = [(x, plot.y0 - half), (x, plot.y1 + half)];
            page.line(&ends, sizes.hairline(sheet.theme.axis), &none)?;
        }
        Ok(())
    }

    /// The colour of a way where none is highlighted.
    fn color_of(&self, way: Way) -> Color {
        let theme = self.sheet.theme;
        match way {
            Way::Up => cycle(&theme.series, 0),
            Way::Down => cycle(&theme.series, 1),
            Way::Same | Way::OneEnd => theme.axis,
        }
    }

    fn stroke(&self, way: Way, color: Color, width: f64) -> Stroke {
        let em = self.sheet.sizes.body;
        match way {
            Way::Down => Stroke::dashed(color, em * width, em * 0.5, em * 0.28),
            _ => Stroke::solid(color, em * width),
        }
    }

    /// The point at an end: its shape tells the way.
    fn point(&self, at: (f64, f64), r: f64, way: Way, color: Color, tag: &Tag) -> Result<(), ChartError> {
        let (theme, hair) = (self.sheet.theme, self.sheet.sizes.hair);
        let symbol = match way {
            Way::Up => Symbol::Triangle,
            Way::Down => Symbol::Falling,
            Way::Same | Way::OneEnd => Symbol::Circle,
        };
        let paint = match way {
            Way::OneEnd => Paint::outlined(theme.background, Stroke::solid(color, (r * 0.35).max(hair))),
            _ => Paint::outlined(color, Stroke::solid(theme.background, hair)),
        };
        symbol.draw(&self.canvas.page, at, r, paint, tag)
    }

    pub(super) fn row(&self, i: usize, row: &SlopeRow) -> Result<(), ChartError> {
        let (sheet, plan, page, theme) = (self.sheet, self.plan, &self.canvas.page, self.sheet.theme);
        let is_any = self.chart.rows.iter().any(|row| row.highlight);
        let way = row.way(self.chart.unit);
        let color = if is_any && !row.highlight { theme.rest } else { self.color_of(way) };
        let (width, r) = if row.highlight { (WIDTHS.1, RADII.1) } else { (WIDTHS.0, RADII.0) };
        let (own, tag) =
            (Tag::region(&row.region_code), Tag::new(&row.region_code, row.tip(self.chart, sheet.lang())));
        let end = |side: &[Option<(f64, f64)>]| side.get(i).copied().flatten();
        let [first, second] = &plan.ends;
        let (from, to) = (end(first), end(second));
        if let (Some(from), Some(to)) = (from, to) {
            let points = [(plan.plot.x0, from.0), (plan.plot.x1, to.0)];
            page.line(&points, self.stroke(way, color, width), &tag)?;
        }
        let text_color = if is_any && !row.highlight { theme.soft_ink } else { color };
        let ink = Ink::new(plan.font, text_color.for_text_on(theme.background)).bold(row.highlight);
        for (is_second, end, x, away) in [(false, from, plan.plot.x0, -1.0), (true, to, plan.plot.x1, 1.0)] {
            let (Some((y, name_y)), Some(text)) = (end, plan::name(row, self.chart, is_second)) else {
                continue;
            };
            let near = x + away * (plan.font * RADII.1 * 1.3 + sheet.sizes.gap * 0.2);
            let far = x + away * (plan.leader - sheet.sizes.gap * 0.3);
            if (y - name_y).abs() > 1.0 {
                page.line(&[(near, y), (far, name_y)], sheet.sizes.hairline(color), &own)?;
            }
            // The way stands where the line ends.
            let shape = if is_second || way == Way::OneEnd { way } else { Way::Same };
            self.point((x, y), plan.font * r, shape, color, &tag)?;
            let anchor = if is_second { Anchor::Start } else { Anchor::End };
            page.text(&text, (x + away * plan.leader, name_y), ink.at(anchor), &own)?;
        }
        Ok(())
    }
}
