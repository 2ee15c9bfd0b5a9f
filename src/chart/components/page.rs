//! Drawing a page of scores.

use super::plan::Plan;
use super::{KeyMark, ScoreBars, ScoreRow, Segment};
use crate::chart::ChartError;
use crate::chart::axis;
use crate::chart::backend::Tag;
use crate::chart::canvas::{Canvas, Ink, Pane};
use crate::chart::layout::{self, Sheet};
use crate::chart::scene::{Anchor, Bounds, Color, Hatch, Paint, Stroke};
use crate::chart::symbols::Symbol;
use crate::chart::theme::{HATCH_GAP, LEAST_FONT, LINE};
use crate::chart::words;
use crate::schema::{Unit, group_thousands};

/// Height of a bar in parts of its row.
const BAR: f64 = 0.78;
/// Radius of a dot in ems of the rows' text.
const RADIUS: f64 = 0.34;
/// Height of the lanes of dots in parts of the row.
const LANES: f64 = 0.5;

/// A page while it is drawn.
pub(super) struct Page<'a> {
    pub(super) chart: &'a ScoreBars,
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) plan: &'a Plan,
    pub(super) canvas: &'a Canvas,
    pub(super) pane: &'a Pane,
    pub(super) plot: Bounds,
    pub(super) places: Option<Bounds>,
}

impl Page<'_> {
    pub(super) fn key(&self) -> Result<(), ChartError> {
        let (page, theme, none) = (&self.canvas.page, self.sheet.theme, Tag::default());
        let marks = self.chart.marks();
        let symbol = |i: usize, b: Bounds| {
            let middle = (f64::midpoint(b.x0, b.x1), f64::midpoint(b.y0, b.y1));
            let whole = |paint: Paint| page.rect((b.x0, b.y0), (b.x1, b.y1), paint, &none);
            let Some(mark) = i.checked_sub(self.chart.components.len()).and_then(|i| marks.get(i)) else {
                let paint = Paint::fill(self.chart.color(i, theme));
                return if self.chart.is_sum {
                    whole(paint)
                } else {
                    Symbol::of(i).draw(page, middle, b.height() * 0.4, paint, &none)
                };
            };
            match mark {
                KeyMark::Deduction => whole(self.deduction(theme.soft_ink)),
                KeyMark::Score => self.net(middle, b.height(), &none),
                KeyMark::ScoreBar => whole(Paint::fill(theme.range)),
                KeyMark::Rank => page.circle(middle, b.height() * 0.36, Paint::fill(theme.bar), &none),
                KeyMark::Range => {
                    let ends = [(b.x0, middle.1), (b.x1, middle.1)];
                    page.line(&ends, Stroke::solid(theme.bar, self.thick()), &none)
                }
                KeyMark::Median => self.median(middle, b.height(), &none),
            }
        };
        self.chart.key(self.sheet).draw(page, symbol)
    }

    /// Hatched in the colour of the component that it takes from.
    fn deduction(&self, color: Color) -> Paint {
        let sizes = &self.sheet.sizes;
        Paint {
            fill: Some(self.sheet.theme.background),
            hatch: Some(Hatch { color, gap: self.plan.font * HATCH_GAP, width: sizes.hair * 1.3 }),
            stroke: Some(Stroke::solid(color, sizes.hair)),
        }
    }

    /// A score that is not the end of its bar.
    fn net(&self, (x, y): (f64, f64), tall: f64, tag: &Tag) -> Result<(), ChartError> {
        let (theme, hair) = (self.sheet.theme, self.sheet.sizes.hair);
        let r = (tall * 0.3).min(self.plan.font * 0.42);
        let paint = Paint::outlined(theme.ink, Stroke::solid(theme.background, hair * 1.5));
        Symbol::Diamond.draw(&self.canvas.page, (x, y), r, paint, tag)
    }

    fn median(&self, (x, y): (f64, f64), tall: f64, tag: &Tag) -> Result<(), ChartError> {
        let ends = [(x, y - tall * 0.4), (x, y + tall * 0.4)];
        self.canvas.page.line(&ends, Stroke::solid(self.sheet.theme.bar, self.thick()), tag)
    }

    /// The width of a line of places.
    fn thick(&self) -> f64 {
        self.plan.font * 0.2
    }

    pub(super) fn axes(&self) -> Result<(), ChartError> {
        let (sheet, plot, none) = (self.sheet, self.plot, Tag::default());
        let ink = layout::axis_ink(sheet, Anchor::Middle);
        let step = axis::step(&self.plan.ticks);
        let y = plot.y1 + sheet.sizes.gap * 0.4 + sheet.sizes.small * LINE / 2.0;
        let grid = sheet.sizes.hairline(sheet.theme.grid);
        for tick in &self.plan.ticks {
            let x = self.pane.px((*tick, 0.0)).0;
            let color = if *tick == 0.0 { sheet.theme.axis } else { sheet.theme.grid };
            self.canvas.page.line(&[(x, plot.y0), (x, plot.y1)], sheet.sizes.hairline(color), &none)?;
            self.canvas.page.text(&axis::tick_label(Unit::Point, *tick, step), (x, y), ink, &none)?;
        }
        let Some(places) = self.places else { return Ok(()) };
        let last = f64::from(self.chart.of);
        let most = layout::how_many(places.width(), ink.width(&format!("{}00", self.chart.of))).clamp(2, 6);
        for tick in axis::place_ticks(last, most) {
            let x = self.place(places, tick);
            self.canvas.page.line(&[(x, places.y0), (x, places.y1)], grid, &none)?;
            self.canvas.page.text(&tick.to_string(), (x, y), ink, &none)?;
        }
        Ok(())
    }

    /// The pixel of a place; a place is as wide as its number, so that the dots of the ends lie inside.
    fn place(&self, bounds: Bounds, place: f64) -> f64 {
        let last = f64::from(self.chart.of).max(1.0);
        bounds.x0 + (place - 0.5) / last * bounds.width()
    }

    /// Heads of the columns.
    pub(super) fn heads(&self) -> Result<(), ChartError> {
        let (sheet, plan, lang) = (self.sheet, self.plan, self.sheet.lang());
        let size = plan.font.min(sheet.sizes.small);
        let ink = Ink::new(size, sheet.theme.soft_ink).at(Anchor::End);
        let y = self.plot.y0 - sheet.sizes.gap * 0.4 - size * LINE / 2.0;
        let columns = [
            (Some(plan.rank_x), words::RANK),
            (plan.score_x, words::SCORE),
            (plan.range_x, words::RANGE_COLUMN),
        ];
        for (x, head) in columns {
            if let Some(x) = x {
                self.canvas.page.text(head.get(lang), (x, y), ink, &Tag::default())?;
            }
        }
        let start = ink.at(Anchor::Start);
        let head = if self.chart.is_sum { words::SCORE_BY_PART } else { words::SCORES_OF_PARTS };
        for (head, bounds) in [(head, Some(self.plot)), (words::PLACES_OF_CHOICES, self.places)] {
            let (Some(bounds), head) = (bounds, head.get(lang)) else { continue };
            if start.width(head) <= bounds.width() {
                self.canvas.page.text(head, (bounds.x0, y), start, &Tag::default())?;
            }
        }
        Ok(())
    }

    pub(super) fn row(&self, i: f64, row: &ScoreRow) -> Result<(), ChartError> {
        let (sheet, plan, page, lang) = (self.sheet, self.plan, &self.canvas.page, self.sheet.lang());
        let own = Tag::region(&row.region_code);
        let middle = self.plot.y0 + (i + 0.5) * plan.pitch;
        let ink = Ink::new(plan.font, sheet.theme.ink).bold(row.highlight);
        page.text(&row.rank(lang), (plan.rank_x, middle), ink.at(Anchor::End), &own)?;
        page.text(&row.label, (plan.label_x, middle), ink, &own)?;
        if self.chart.is_sum {
            self.bar(row, middle, ink)?;
        } else {
            self.dots(row, middle)?;
            if let Some(x) = plan.score_x {
                page.text(&row.score(), (x, middle), ink.at(Anchor::End), &own)?;
            }
        }
        self.spread(row, middle, ink)
    }

    /// The bar of a score that is a sum, with the score behind it.
    fn bar(&self, row: &ScoreRow, middle: f64, ink: Ink) -> Result<(), ChartError> {
        let (theme, plan, page) = (self.sheet.theme, self.plan, &self.canvas.page);
        let half = (plan.pitch * BAR).round().max(2.0) / 2.0;
        let segments = row.segments();
        let x = |value: f64| self.pane.px((value, 0.0)).0;
        for segment in &segments {
            let color = self.chart.color(segment.component, theme);
            let paint = if segment.is_deduction { self.deduction(color) } else { Paint::fill(color) };
            let tag = Tag::new(&row.region_code, self.tip(row, segment));
            let ends = (x(segment.from), x(segment.to));
            page.rect((ends.0.min(ends.1), middle - half), (ends.0.max(ends.1), middle + half), paint, &tag)?;
            self.inside(segment, ends, middle, half, &row.region_code)?;
        }
        // Lines of the ground keep neighbours apart in grey print.
        let own = Tag::region(&row.region_code);
        for segment in segments.iter().filter(|s| !s.is_deduction && s.from != 0.0) {
            let at = x(segment.from);
            let stroke = Stroke::solid(theme.background, self.sheet.sizes.hair * 1.2);
            page.line(&[(at, middle - half), (at, middle + half)], stroke, &own)?;
        }
        if segments.iter().any(|s| s.to < 0.0) {
            let tip = format!("{}{}{}", row.label, self.colon(), row.score());
            self.net((x(row.score), middle), half * 2.0, &Tag::new(&row.region_code, tip))?;
        }
        let end = x(row.extent(true).1) + self.sheet.sizes.gap * 0.6;
        page.text(&row.score(), (end, middle), ink, &own)
    }

    fn colon(&self) -> &'static str {
        self.sheet.lang().pick("：", ": ")
    }

    fn tip(&self, row: &ScoreRow, segment: &Segment) -> String {
        let lang = self.sheet.lang();
        let name = self.chart.components.get(segment.component).map_or("", String::as_str);
        let said = Unit::Point.say((segment.to - segment.from).abs(), lang);
        let what = if segment.is_deduction {
            lang.pick(format!(" {}", words::DEDUCTED.zh), format!(", {}", words::DEDUCTED.en))
        } else {
            String::new()
        };
        format!("{} {name}{what}{}{said}", row.label, self.colon())
    }

    /// Writes the points of a segment inside it if they fit.
    fn inside(
        &self,
        segment: &Segment,
        (from, to): (f64, f64),
        middle: f64,
        half: f64,
        region: &str,
    ) -> Result<(), ChartError> {
        let size = (self.plan.font * 0.9).min(half * 1.7);
        let ink = Ink::new(size, self.sheet.theme.ink).at(Anchor::Middle);
        let text = group_thousands((segment.to - segment.from).abs(), 1);
        if size < LEAST_FONT * 0.9
            || segment.is_deduction
            || ink.width(&text) + size * 0.5 > (to - from).abs()
        {
            return Ok(());
        }
        let color = self.sheet.theme.ink_on(self.chart.color(segment.component, self.sheet.theme));
        let at = (f64::midpoint(from, to), middle);
        self.canvas.page.text(&text, at, Ink { color, ..ink }, &Tag::region(region))
    }

    /// The components as dots, over a bar of the score if it lies on their scale.
    fn dots(&self, row: &ScoreRow, middle: f64) -> Result<(), ChartError> {
        let (theme, plan, page) = (self.sheet.theme, self.plan, &self.canvas.page);
        let x = |value: f64| self.pane.px((value, 0.0)).0;
        if self.chart.is_on_scale() {
            let half = (plan.pitch * 0.3).round().max(1.0);
            let tip = format!("{}{}{}", row.label, self.colon(), row.score());
            let corners = ((x(0.0), middle - half), (x(row.score), middle + half));
            page.rect(corners.0, corners.1, Paint::fill(theme.range), &Tag::new(&row.region_code, tip))?;
        }
        for (component, part) in row.parts.iter().enumerate() {
            let Some(part) = part else { continue };
            let segment = Segment { component, from: 0.0, to: part.value, is_deduction: false };
            let tag = Tag::new(&row.region_code, self.tip(row, &segment));
            let edge = Stroke::solid(theme.background, self.sheet.sizes.hair);
            let paint = Paint::outlined(self.chart.color(component, theme), edge);
            // Each component has a lane of its own, so that equal scores do not hide one another.
            let count = row.parts.len() as f64;
            let lane = (component as f64 - (count - 1.0) / 2.0) / count * plan.pitch * LANES;
            Symbol::of(component).draw(
                page,
                (x(part.value), middle + lane),
                plan.font * RADIUS,
                paint,
                &tag,
            )?;
        }
        Ok(())
    }

    /// The places that other choices would have given.
    fn spread(&self, row: &ScoreRow, middle: f64, ink: Ink) -> Result<(), ChartError> {
        let (Some(places), Some([low, median, high])) = (self.places, row.spread) else { return Ok(()) };
        let (theme, page, lang) = (self.sheet.theme, &self.canvas.page, self.sheet.lang());
        let x = |place: f64| self.place(places, place);
        let (range, what) = (row.range(lang), words::RANGE_OF_CHOICES.get(lang));
        let place = words::place(lang, row.rank, row.tied);
        let tip = lang.pick(
            format!("{}：{place}，{what} {range}", row.label),
            format!("{}: {place}, {what} {range}", row.label),
        );
        let tag = Tag::new(&row.region_code, tip);
        if low < high {
            let ends = [(x(low), middle), (x(high), middle)];
            page.line(&ends, Stroke::solid(theme.bar, self.thick()), &tag)?;
        }
        self.median((x(median), middle), self.plan.font, &tag)?;
        let edge = Stroke::solid(theme.background, self.sheet.sizes.hair);
        let paint = Paint::outlined(theme.bar, edge);
        page.circle((x(f64::from(row.rank)), middle), self.plan.font * RADIUS, paint, &tag)?;
        match self.plan.range_x {
            Some(x) => page.text(&range, (x, middle), ink.at(Anchor::End), &Tag::region(&row.region_code)),
            None => Ok(()),
        }
    }
}
