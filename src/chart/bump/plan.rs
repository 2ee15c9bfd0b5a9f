//! Where everything of a page of ranks over years stands.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bump, BumpLine, BumpPlace, MOST_LINES, columns};
use crate::chart::ChartError;
use crate::chart::canvas::{Canvas, Ink, Pane};
use crate::chart::layout::{self, Sheet, widest};
use crate::chart::lines::FormBreak;
use crate::chart::references::Labelled;
use crate::chart::rows::Key;
use crate::chart::scene::Bounds;
use crate::chart::theme::{LEAST_FONT, LINE};
use crate::chart::words;
use crate::text::Lang;

/// Least distance of places in ems of the names.
const LEAST_PITCH: f64 = 1.35;
/// Greatest distance of places in ems of body text.
const MOST_PITCH: f64 = 3.2;
/// Least width of the plot for each year and of the whole, in ems of body text.
const LEAST_PLOT: (f64, f64) = (0.7, 8.0);
/// Width for each year below which names stand to the right alone, in ems of body text.
const BOTH_ENDS: f64 = 1.6;
/// Radius of a point with a number, in parts of the distance of places and in ems of body text.
const NUMBERED: (f64, f64) = (0.4, 0.85);
/// Radius of a point without, likewise.
const PLAIN: (f64, f64) = (0.26, 0.36);

/// What is said in the key, if it occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Tied,
    Entered,
    Left,
}

/// What a point says beside its rank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ends {
    /// Not ranked in the year before.
    pub(super) entered: bool,
    /// Not ranked in the year after.
    pub(super) left: bool,
}

impl Ends {
    pub(super) fn of(line: &BumpLine, place: &BumpPlace, span: (i32, i32)) -> Self {
        let is_ranked = |year: Option<i32>| year.is_some_and(|year| line.at(year).is_some());
        Self {
            entered: place.year > span.0 && !is_ranked(place.year.checked_sub(1)),
            left: place.year < span.1 && !is_ranked(place.year.checked_add(1)),
        }
    }
}

/// The plan of a page.
pub(super) struct Plan {
    /// From the first to the last year, and from above the first place to below the last.
    pub(super) plot: Bounds,
    pub(super) span: (i32, i32),
    /// How many places there are.
    pub(super) rows: usize,
    /// The order in each year.
    pub(super) columns: BTreeMap<i32, Vec<usize>>,
    /// Place of each region in each year, by the number of the region.
    pub(super) slots: BTreeMap<(usize, i32), usize>,
    /// Size of the names.
    pub(super) font: f64,
    /// Radius of a point.
    pub(super) r: f64,
    /// Size of the numbers in the points, if there is room for them.
    pub(super) number: Option<f64>,
    /// Whether there are names to the left too.
    pub(super) left: bool,
    pub(super) breaks: Labelled,
}

/// How many regions can be on a page.
///
/// # Errors
/// [`ChartError::TooSmall`] when none can.
pub(super) fn most_lines(chart: &Bump, sheet: &Sheet<'_>) -> Result<usize, ChartError> {
    let (top, bottom) = edges(chart, sheet, 1);
    match layout::how_many(bottom - top, LEAST_FONT * LEAST_PITCH) {
        0 => Err(sheet.too_small("no row fits")),
        most => Ok(most.min(MOST_LINES)),
    }
}

/// Upper and lower edge of the plot under so many rows of labels of changes of form.
fn edges(chart: &Bump, sheet: &Sheet<'_>, lanes: usize) -> (f64, f64) {
    let line = sheet.sizes.small * LINE;
    let key = key(sheet, &said(chart)).height();
    let lanes = if chart.breaks.is_empty() { 0.0 } else { lanes as f64 * line };
    let top = sheet.body.y0 + key + sheet.sizes.gap + lanes + line;
    (top.ceil(), sheet.body.y1 - line - sheet.sizes.gap * 0.4)
}

/// What occurs in the chart and is said in its key.
pub(super) fn said(chart: &Bump) -> Vec<Said> {
    let Some(span) = chart.span() else { return Vec::new() };
    let places = || chart.lines.iter().flat_map(|line| line.places.iter().map(move |place| (line, place)));
    let mut said = Vec::new();
    let any = |is: fn(Ends) -> bool| places().any(|(line, place)| is(Ends::of(line, place, span)));
    let mut ranks = BTreeSet::new();
    if !places().all(|(_, place)| ranks.insert((place.year, place.rank))) {
        said.push(Said::Tied);
    }
    if any(|ends| ends.entered) {
        said.push(Said::Entered);
    }
    if any(|ends| ends.left) {
        said.push(Said::Left);
    }
    said
}

/// The key.
pub(super) fn key(sheet: &Sheet<'_>, said: &[Said]) -> Key<'static> {
    let text = |said: &Said| match said {
        Said::Tied => words::JOINED_TIES,
        Said::Entered => words::ENTERED,
        Said::Left => words::LEFT,
    };
    Key::new(sheet, said.iter().map(|said| text(said).get(sheet.lang())).collect())
}

impl Plan {
    pub(super) fn new(
        chart: &Bump,
        sheet: &Sheet<'_>,
        span: (i32, i32),
        lines: &[&BumpLine],
    ) -> Result<Self, ChartError> {
        let body = sheet.sizes.body;
        let years = f64::from(span.1.saturating_sub(span.0)) + 1.0;
        let least = (years * body * LEAST_PLOT.0).max(body * LEAST_PLOT.1);
        let mut font = body;
        loop {
            // Names to the right alone, then smaller text, before giving up.
            for (left, least) in [(true, least.max(years * body * BOTH_ENDS)), (false, least)] {
                let plan = Self::columns(chart, sheet, span, lines, (font, left));
                if plan.plot.width() >= least {
                    return Ok(plan);
                }
            }
            if font <= LEAST_FONT {
                return Err(sheet.too_small("the labels leave no room for the lines"));
            }
            font = (font - 1.0).max(LEAST_FONT);
        }
    }

    fn columns(
        chart: &Bump,
        sheet: &Sheet<'_>,
        span: (i32, i32),
        lines: &[&BumpLine],
        (font, left): (f64, bool),
    ) -> Self {
        let sizes = &sheet.sizes;
        let columns = columns(lines);
        let slots = columns
            .iter()
            .flat_map(|(year, column)| column.iter().enumerate().map(|(at, i)| ((*i, *year), at)))
            .collect();
        let edges_of = |lanes| edges(chart, sheet, lanes);
        let rows = lines.len().max(1);
        let pitch_in =
            |(top, bottom): (f64, f64)| ((bottom - top) / rows as f64).min(sizes.body * MOST_PITCH);
        let pitch = pitch_in(edges_of(1));
        let font = (pitch / LEAST_PITCH).clamp(LEAST_FONT, font);
        let most = lines.iter().flat_map(|line| &line.places).map(|place| place.rank).max().unwrap_or(1);
        let wide = (pitch * NUMBERED.0).min(sizes.body * NUMBERED.1);
        let size = (wide * 1.05).clamp(LEAST_FONT, sizes.small.max(LEAST_FONT));
        let number = Ink::new(size, sheet.theme.ink).bold(true);
        let years = f64::from(span.1.saturating_sub(span.0)).max(1.0);
        let each = sheet.body.width() * 0.6 / years;
        let is_numbered =
            number.width(&most.to_string()) <= wide * 1.75 && size <= wide * 1.5 && each > wide * 3.0;
        let r = if is_numbered { wide } else { (pitch * PLAIN.0).min(sizes.body * PLAIN.1) };
        let mut plan = Self {
            plot: sheet.body,
            span,
            rows,
            columns,
            slots,
            font,
            r,
            number: is_numbered.then_some(size),
            left,
            breaks: Labelled::default(),
        };
        let ink = Ink::new(font, sheet.theme.ink).bold(chart.lines.iter().any(|line| line.highlight));
        let texts = |to_right: bool| -> Vec<String> {
            lines.iter().filter_map(|line| plan.name(line, to_right, sheet.lang())).collect()
        };
        let width = |to_right: bool| match widest(ink, texts(to_right).iter().map(String::as_str)) {
            0.0 => r,
            width => width + r + sizes.gap,
        };
        let (to_left, to_right) = (if left { width(false) } else { r + sizes.gap }, width(true));
        let (x0, x1) = (sheet.body.x0 + to_left, sheet.body.x1 - to_right);
        let to_x = |year: f64| x0 + (year - f64::from(span.0)) / years * (x1 - x0);
        let inside: Vec<&FormBreak> =
            chart.breaks.iter().filter(|change| change.year > span.0 && change.year <= span.1).collect();
        let at = inside.iter().map(|change| to_x(f64::from(change.year) - 0.5)).collect();
        let labels = inside.iter().map(|change| match change.label.as_str() {
            "" => words::FORM.get(sheet.lang()).to_owned(),
            label => label.to_owned(),
        });
        plan.breaks = Labelled::arrange(sheet, at, labels.collect(), (sheet.body.x0, sheet.body.x1));
        let (y0, y1) = edges_of(plan.breaks.lanes().max(1));
        plan.plot = Bounds { x0, y0, x1, y1: y0 + pitch_in((y0, y1)) * rows as f64 };
        plan
    }

    /// The plot: years, and places from 0 down.
    pub(super) fn pane(&self, canvas: &Canvas) -> Pane {
        let (first, last) = (f64::from(self.span.0), f64::from(self.span.1));
        canvas.plot(self.plot, first..last.max(first + 1.0), 0.0..self.rows as f64)
    }

    /// What stands at an end of a line: the name, with the rank where the points do not say it. To the right
    /// each region has one, with its last year if that is not the chart's; to the left those of the first year.
    pub(super) fn name(&self, line: &BumpLine, to_right: bool, lang: Lang) -> Option<String> {
        let name = &line.label;
        if !to_right {
            let place = line.at(self.span.0)?;
            let rank = words::rank(lang, place.rank, place.tied);
            return Some(if self.number.is_some() { name.clone() } else { format!("{name} {rank}") });
        }
        let last = line.places.last()?;
        let rank = words::rank(lang, last.rank, last.tied);
        Some(match (last.year == self.span.1, self.number.is_some()) {
            (true, true) => name.clone(),
            (true, false) => format!("{rank} {name}"),
            (false, _) => format!("{name}{}", words::last_ranked(lang, last.year, &rank)),
        })
    }
}
