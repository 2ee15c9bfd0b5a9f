//! From an answer to its chart: which figures are drawn, and the words around them.
//!
//! One file a question. A figure is drawn of one metric at a time (of all, for `compare`); an answer with
//! several is cut into one a file by braces in the file's name before it comes here.

mod check;
mod compare;
mod index;
mod outcomes;
mod rank;
mod slope;
mod trend;

use std::collections::BTreeSet;

use polars::prelude::*;

use super::layout::Frame;
use super::theme::Theme;
use super::{ChartError, Extent, Scene, Size};
use crate::analysis::{Answer, Coverage, MetricCard, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Label, Lang, charts as words};

/// How an answer is to be drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figure<'a> {
    /// The kind of chart; the question's usual one without.
    pub kind: Option<&'a str>,
    /// Codes of the regions to emphasise.
    pub highlight: &'a [String],
    /// Size of the picture; fitted to the number of rows without.
    pub size: Option<Extent>,
    /// Language of the words.
    pub lang: Lang,
    /// The colours; those for print by default.
    pub theme: &'static Theme,
}

impl Figure<'_> {
    /// Draws an answer, one scene a page.
    ///
    /// # Errors
    /// A kind of chart that the question does not have, an answer with several metrics, years or groups
    /// where the chart shows one, or nothing to draw.
    pub fn draw(&self, answer: &Answer) -> Result<Vec<Scene>> {
        let first = self.draw_once(answer);
        // A height that nobody asked for grows with titles of several lines.
        let mut asked = *self;
        let mut error = first.as_ref().err().and_then(|error| self.taller(error));
        while let Some(size) = error {
            asked.size = Some(size.into());
            error = match asked.draw_once(answer) {
                Ok(scenes) => return Ok(scenes),
                Err(error) => self.taller(&error),
            };
        }
        first
    }

    /// The height to try after a picture was too small, where the height is free; none where it is already so high
    /// that the width must be what is too small.
    fn taller(&self, error: &Error) -> Option<Size> {
        if matches!(self.size, Some(Extent::Whole(_))) {
            return None;
        }
        let cause = std::error::Error::source(error)?.downcast_ref()?;
        let ChartError::TooSmall { width, height, .. } = cause else { return None };
        let higher = height.saturating_add(height / 4);
        (higher <= width.saturating_mul(2)).then(|| Size::new(*width, higher))
    }

    fn draw_once(&self, answer: &Answer) -> Result<Vec<Scene>> {
        let kinds: &[&str] = match answer.question {
            "rank" => &rank::KINDS,
            "trend" => &trend::KINDS,
            "outcomes" => &outcomes::KINDS,
            "index" => &index::KINDS,
            "check" => &["heatmap", "heatmap-years", "coverage"],
            _ => &compare::KINDS,
        };
        if let Some(kind) = self.kind
            && !kinds.contains(&kind)
        {
            let known: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
            return Err(Error::new(ErrorKind::Request, words::unknown_kind(kind, answer.question))
                .with_hint(crate::text::cli::valid_values(&Label::same(known.join(", ")))));
        }
        let theme = self.theme;
        match answer.question {
            "rank" => rank::draw(answer, self, theme),
            "index" => index::draw(answer, self, theme),
            "trend" => trend::draw(answer, self, theme),
            "outcomes" => outcomes::draw(answer, self, theme),
            "check" => Ok(check::figure(answer, self)?.draw(theme)?),
            _ => compare::draw(answer, self, theme),
        }
    }

    /// Titles and footer around a chart whose rows take so many lines.
    fn frame(&self, answer: &Answer, head: Head, size: Size) -> Frame {
        let lang = self.lang;
        let mut footer = head.footer;
        let remarks = answer.notes.iter().filter(|note| note.on_chart);
        footer.extend(remarks.map(|note| note.text.get(lang).to_owned()));
        footer.push(words::source(&answer.provenance.title, &answer.provenance.dataset).get(lang).to_owned());
        Frame {
            title: head.title,
            subtitle: head.subtitle,
            footer,
            desc: head.desc,
            lang,
            size: self.size.map_or(size, |asked| asked.fit(size)),
            synthetic: answer.provenance.synthetic,
        }
    }

    fn is_highlighted(&self, code: &str) -> bool {
        self.highlight.iter().any(|known| known == code)
    }
}

/// The words around a chart.
struct Head {
    title: String,
    subtitle: String,
    footer: Vec<String>,
    desc: String,
}

impl From<ChartError> for Error {
    fn from(error: ChartError) -> Self {
        in_words(error)
    }
}

/// An error of the drawing as one of the library.
fn in_words(error: ChartError) -> Error {
    let message = match &error {
        ChartError::MissingGlyph { character, label } => words::missing_glyph(*character, label),
        ChartError::NothingToDraw => words::nothing_to_draw(),
        ChartError::NotFinite { label } => words::not_finite(label),
        ChartError::TooSmall { width, height, what } => words::too_small(*width, *height, what),
        ChartError::TooLarge { width, height } => words::too_large(*width, *height),
        ChartError::Size(text) => words::bad_size(text),
        ChartError::Draw(_) => crate::text::errors::internal(),
    };
    let error = Error::new(ErrorKind::Chart, message).with_source(error);
    match error.message(Lang::En) {
        text if text.contains("too small") => error.with_hint(words::larger()),
        _ => error,
    }
}

/// Number of reports used and left out, and the formula: what every footer has.
fn footer(answer: &Answer, card: &MetricCard, lang: Lang) -> Vec<String> {
    let mut lines = vec![words::definition(&card.title, &card.formula_in_words).get(lang).to_owned()];
    if let Some(coverage) = answer.coverage.iter().find(|coverage| coverage.metric == card.id) {
        lines.push(coverage_line(coverage).get(lang).to_owned());
    }
    lines
}

fn coverage_line(coverage: &Coverage) -> Label {
    let reasons: Vec<(Label, usize)> =
        coverage.left_out.iter().map(|(reason, count)| (reason.text().label(), *count)).collect();
    words::coverage(coverage.selected, coverage.used, &reasons)
}

/// A table's cells by name.
struct Cells<'a>(&'a DataFrame);

impl<'a> Cells<'a> {
    fn of(table: Option<&'a Table>) -> Result<Self> {
        table.map(|table| Self(&table.frame)).ok_or_else(|| ChartError::NothingToDraw.into())
    }

    /// The cells of the table of this name.
    fn named(answer: &'a Answer, id: &str) -> Result<Self> {
        Self::of(answer.tables.iter().find(|table| table.id == id))
    }

    fn rows(&self) -> usize {
        self.0.height()
    }

    fn has(&self, name: &str) -> bool {
        self.0.column(name).is_ok()
    }

    fn texts(&self, name: &str) -> Result<Vec<&'a str>> {
        Ok(self.0.column(name)?.str()?.iter().map(Option::unwrap_or_default).collect())
    }

    fn numbers(&self, name: &str) -> Result<Vec<Option<f64>>> {
        Ok(self.0.column(name)?.cast(&DataType::Float64)?.f64()?.iter().collect())
    }

    fn flags(&self, name: &str) -> Result<Vec<bool>> {
        Ok(self.0.column(name)?.bool()?.iter().map(Option::unwrap_or_default).collect())
    }

    /// The years of the rows.
    #[expect(clippy::cast_possible_truncation, reason = "a year")]
    fn years(&self) -> Result<Vec<i32>> {
        Ok(self.numbers("year")?.into_iter().map(|year| year.unwrap_or_default() as i32).collect())
    }
}

/// The only value of a column; an error that says how to get one file for each if there are several.
fn only<T: Ord + Clone>(values: &[T], what: &str) -> Result<Option<T>> {
    let different: BTreeSet<&T> = values.iter().collect();
    if different.len() > 1 {
        let error = Error::new(ErrorKind::Request, words::several(what, different.len()));
        return Err(error.with_hint(words::braces(what)));
    }
    Ok(different.into_iter().next().cloned())
}

/// The height of a chart with so many rows: room for the words and for each row, up to a limit beyond which
/// the chart goes on further pages.
fn height(rows: usize, around: u32, each: u32, most: u32) -> u32 {
    let rows = u32::try_from(rows).unwrap_or(u32::MAX);
    rows.saturating_mul(each).saturating_add(around).clamp(340, most)
}

/// The height of a chart of so many panels, four or fewer beside one another.
fn panels_height(panels: usize) -> u32 {
    match panels {
        0..=2 => 560,
        3..=4 => 800,
        more => height(more.div_ceil(4), 300, 200, 1700),
    }
}

/// A count as the charts take it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count, checked when it was read"
)]
fn count(value: Option<f64>) -> Option<u64> {
    value.filter(|value| *value >= 0.0).map(|value| value as u64)
}
