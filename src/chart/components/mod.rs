//! Scores and what they are made of: one row a region, in the order of the ranks.
//!
//! Where the score is a sum, the row is a bar of what each component gives, deductions to the left of zero, and
//! the score at its end. Where it is none (a geometric mean, comparisons in pairs), a bar of contributions would
//! be invented: the components are dots on their own scale, and the score is a grey bar beneath them if it lies on
//! that scale. A second plot may show the places that other choices would have given.

mod page;
mod plan;

use page::Page;
use plan::Plan;

use crate::chart::ChartError;
use crate::chart::layout::{Frame, Sheet};
use crate::chart::lines::cycle;
use crate::chart::rows::{self, Key, Line};
use crate::chart::scene::{Bounds, Color, Scene};
use crate::chart::theme::{LEAST_FONT, Theme};
use crate::chart::words;
use crate::schema::Unit;
use crate::text::Lang;

/// Components that have a colour each.
pub const MOST_COMPONENTS: usize = 8;
/// Least height of a row in ems of its text.
const LEAST_PITCH: f64 = 1.4;

/// A chart of scores with their components.
#[derive(Clone, Debug, Default)]
pub struct ScoreBars {
    /// Titles, footer, size.
    pub frame: Frame,
    /// Names of the components, at most [`MOST_COMPONENTS`].
    pub components: Vec<String>,
    /// Whether the last component stands for several that have no colour of their own; it is grey.
    pub has_rest: bool,
    /// Whether the parts of a row add up to its score.
    pub is_sum: bool,
    /// The rows in the order of their ranks.
    pub rows: Vec<ScoreRow>,
    /// How many were ranked: the last place.
    pub of: u32,
}

/// A region of a chart of scores.
#[derive(Clone, Debug, Default)]
pub struct ScoreRow {
    /// Code of the region.
    pub region_code: String,
    /// Name of the region.
    pub label: String,
    /// The rank, shared by tied rows.
    pub rank: u32,
    /// Whether another row has the same rank.
    pub tied: bool,
    /// The score.
    pub score: f64,
    /// A part for each component; nothing where one does not apply.
    pub parts: Vec<Option<Part>>,
    /// The ranks of 5, 50 and 95 per cent of other choices.
    pub spread: Option<[f64; 3]>,
    /// Whether the name is bold.
    pub highlight: bool,
}

/// What a component gives to a score, or its own score.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// The value, after deductions.
    pub value: f64,
    /// What was deducted, not below 0; never where the parts are no sum.
    pub deducted: f64,
}

impl ScoreRow {
    /// The segments of a bar: component, from, to, whether it is a deduction.
    fn segments(&self) -> Vec<Segment> {
        let (mut right, mut left) = (0.0, 0.0);
        let mut segments = Vec::new();
        for (component, part) in self.parts.iter().enumerate() {
            let Some(part) = part else { continue };
            let given = part.value + part.deducted;
            for (amount, is_deduction) in [(given, false), (-part.deducted, true)] {
                let end = if amount > 0.0 { &mut right } else { &mut left };
                if amount != 0.0 {
                    segments.push(Segment { component, from: *end, to: *end + amount, is_deduction });
                    *end += amount;
                }
            }
        }
        segments
    }

    /// Least and greatest value that the row reaches; zero is always between them.
    fn extent(&self, is_sum: bool) -> (f64, f64) {
        let reach = |(low, high): (f64, f64), value: f64| (low.min(value), high.max(value));
        if is_sum {
            return self.segments().iter().map(|s| s.to).fold((0.0, 0.0), reach);
        }
        self.parts.iter().flatten().map(|part| part.value).fold((0.0, 0.0), reach)
    }

    fn rank(&self, lang: Lang) -> String {
        words::rank(lang, self.rank, self.tied)
    }

    fn range(&self, lang: Lang) -> String {
        self.spread.map_or_else(String::new, |[low, _, high]| words::counts(lang, low, Some(high)))
    }

    fn score(&self) -> String {
        Unit::Point.format(self.score)
    }
}

/// A piece of a bar.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Segment {
    component: usize,
    from: f64,
    to: f64,
    is_deduction: bool,
}

impl ScoreBars {
    /// Draws the chart, one scene a page.
    ///
    /// # Errors
    /// [`ChartError::NothingToDraw`] without rows, [`ChartError::NotFinite`] for a figure that is none, a
    /// deduction below 0 or a place that there is not, [`ChartError::TooSmall`] and [`ChartError::MissingGlyph`]
    /// as they say.
    pub fn draw(&self, theme: &Theme) -> Result<Vec<Scene>, ChartError> {
        if self.rows.is_empty() || self.components.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        if let Some(row) = self.rows.iter().find(|row| !self.is_sound(row)) {
            return Err(ChartError::NotFinite { label: row.label.clone() });
        }
        let groups = vec![None; self.rows.len()];
        let most =
            |sheet: &Sheet<'_>| rows::most_lines(sheet, plan::edges(self, sheet), LEAST_FONT * LEAST_PITCH);
        rows::draw_pages(&self.frame, theme, &groups, most, |sheet, lines, longest| {
            self.page(sheet, lines, longest)
        })
    }

    fn is_sound(&self, row: &ScoreRow) -> bool {
        let places = 1.0..=f64::from(self.of);
        let is_part =
            |part: &Part| part.value.is_finite() && part.deducted.is_finite() && part.deducted >= 0.0;
        row.score.is_finite()
            && row.parts.iter().flatten().all(is_part)
            && row.spread.iter().flatten().all(|place| places.contains(place))
    }

    fn has_spread(&self) -> bool {
        self.rows.iter().any(|row| row.spread.is_some())
    }

    fn has_deductions(&self) -> bool {
        self.is_sum
            && self.rows.iter().flat_map(|row| row.parts.iter().flatten()).any(|part| part.deducted > 0.0)
    }

    /// Whether scores lie among those of the components, as every mean does; the score of comparisons in pairs
    /// need not.
    fn is_on_scale(&self) -> bool {
        /// What sums and rounding may be off.
        const SLACK: f64 = 1e-6;
        let lies_inside = |row: &ScoreRow| {
            let values = || row.parts.iter().flatten().map(|part| part.value);
            let (low, high) =
                (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
            (low - SLACK..=high + SLACK).contains(&row.score)
        };
        !self.is_sum && self.rows.iter().all(lies_inside)
    }

    /// The colour of a component.
    fn color(&self, component: usize, theme: &Theme) -> Color {
        let is_rest = self.has_rest && component + 1 == self.components.len();
        if is_rest { theme.rest } else { cycle(&theme.series, component) }
    }

    fn key(&self, sheet: &Sheet<'_>) -> Key<'_> {
        let lang = sheet.lang();
        let mut texts: Vec<&str> = self.components.iter().map(String::as_str).collect();
        texts.extend(self.marks().into_iter().map(|mark| mark.text(lang)));
        Key::new(sheet, texts)
    }

    /// What the key explains behind the components.
    fn marks(&self) -> Vec<KeyMark> {
        let mut marks = Vec::new();
        if self.has_deductions() {
            marks.extend([KeyMark::Deduction, KeyMark::Score]);
        }
        if self.is_on_scale() {
            marks.push(KeyMark::ScoreBar);
        }
        if self.has_spread() {
            marks.extend([KeyMark::Rank, KeyMark::Range, KeyMark::Median]);
        }
        marks
    }

    fn page(&self, sheet: &Sheet<'_>, lines: &[Line<'_>], longest: usize) -> Result<Scene, ChartError> {
        let plan = Plan::new(self, sheet, longest)?;
        let canvas = sheet.open()?;
        let y1 = plan.plot.y0 + lines.len() as f64 * plan.pitch;
        let plot = Bounds { y1, ..plan.plot };
        let pane = canvas.plot(plot, plan.low..plan.high, 0.0..lines.len() as f64);
        let places = plan.places.map(|places| Bounds { y1, ..places });
        let drawing = Page { chart: self, sheet, plan: &plan, canvas: &canvas, pane: &pane, plot, places };
        drawing.key()?;
        drawing.axes()?;
        drawing.heads()?;
        rows::draw_lines(lines, &self.rows, sheet.lang(), |_, _| Ok(()), |i, row| drawing.row(i, row))?;
        sheet.close(canvas)
    }
}

/// A mark that the key explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeyMark {
    Deduction,
    Score,
    ScoreBar,
    Rank,
    Range,
    Median,
}

impl KeyMark {
    const fn text(self, lang: Lang) -> &'static str {
        let text = match self {
            Self::Deduction => words::DEDUCTED,
            Self::Score => words::NET_SCORE,
            Self::ScoreBar => words::SCORE,
            Self::Rank => words::RANK,
            Self::Range => words::RANGE_OF_CHOICES,
            Self::Median => words::MEDIAN_PLACE,
        };
        text.get(lang)
    }
}

#[cfg(test)]
mod tests;
