//! Outcomes as bars of 100 per cent, about a zero line, or as areas over years.

mod area;
mod stack;

use std::collections::BTreeMap;

use super::{Cells, Figure, coverage_line};
use crate::analysis::Answer;
use crate::chart::Scene;
use crate::chart::theme::Theme;
use crate::error::Result;
use crate::schema::Outcome;
use crate::text::{Lang, words as table_words};

/// The kinds of chart, the usual one first.
pub(super) const KINDS: [&str; 3] = ["stack", "diverging", "area"];

/// The parts of a bar: the six outcomes, and what they leave of the total.
const PARTS: [&str; 7] = [
    "granted",
    "partly_granted",
    "denied",
    "unavailable",
    "not_processed",
    "otherwise_handled",
    "unexplained",
];
/// How many of them disclose something.
const DISCLOSED: usize = 2;

/// Draws the chart of the kind asked for.
pub(super) fn draw(answer: &Answer, asked: &Figure<'_>, theme: &Theme) -> Result<Vec<Scene>> {
    let bars = Bars::of(answer, asked)?;
    let scenes = match asked.kind {
        Some("area") => area::figure(&bars, answer, asked)?.draw(theme),
        Some("diverging") => stack::diverging(&bars, answer, asked).draw(theme),
        _ => stack::figure(&bars, answer, asked).draw(theme),
    };
    Ok(scenes?)
}

/// The outcomes of one region, or group, and year.
struct Bar<'a> {
    code: &'a str,
    /// The name as in the table, and in words.
    id: &'a str,
    name: String,
    year: i32,
    counts: BTreeMap<&'a str, f64>,
    highlight: bool,
}

impl Bar<'_> {
    fn total(&self) -> Option<f64> {
        self.counts.get(Outcome::Total.field()).copied()
    }

    /// The parts in their order; absent where the report has no figure.
    fn parts(&self) -> Vec<Option<f64>> {
        PARTS.iter().map(|part| self.counts.get(part).copied().filter(|count| *count >= 0.0)).collect()
    }

    /// The part of the total that was disclosed, wholly or in part.
    fn disclosed(&self) -> Option<f64> {
        let known = self.parts();
        let whole = self.total().unwrap_or_default().max(known.iter().flatten().sum());
        (whole > 0.0).then(|| known.iter().take(DISCLOSED).flatten().sum::<f64>() / whole)
    }
}

/// The bars in the order of the table; the applicants' columns are not drawn.
struct Bars<'a> {
    all: Vec<Bar<'a>>,
    span: (i32, i32),
}

impl<'a> Bars<'a> {
    fn of(answer: &'a Answer, asked: &Figure<'_>) -> Result<Self> {
        let cells = Cells::named(answer, "outcomes")?;
        let (codes, names, years) = (cells.texts("region_code")?, cells.texts("region")?, cells.years()?);
        let (outcomes, reasons, applicants) =
            (cells.texts("outcome")?, cells.texts("reason")?, cells.texts("applicant")?);
        let counts = cells.numbers("count")?;
        let mut all: Vec<Bar<'a>> = Vec::new();
        let mut known: BTreeMap<(&str, &str, i32), usize> = BTreeMap::new();
        for i in 0..cells.rows() {
            let (Some(code), Some(id), Some(year)) = (codes.get(i), names.get(i), years.get(i)) else {
                continue;
            };
            let is_detail = reasons.get(i).is_some_and(|reason| !reason.is_empty());
            if applicants.get(i) != Some(&"everyone") || is_detail {
                continue;
            }
            let at = *known.entry((code, id, *year)).or_insert_with(|| {
                all.push(Bar {
                    code,
                    id,
                    name: table_words::of_id(id).get(asked.lang).to_owned(),
                    year: *year,
                    counts: BTreeMap::new(),
                    highlight: asked.is_highlighted(code),
                });
                all.len() - 1
            });
            if let (Some(bar), Some(outcome), Some(Some(count))) =
                (all.get_mut(at), outcomes.get(i), counts.get(i))
            {
                bar.counts.insert(outcome, *count);
            }
        }
        let span = (
            years.iter().min().copied().unwrap_or_default(),
            years.iter().max().copied().unwrap_or_default(),
        );
        Ok(Self { all, span })
    }

    /// Whether the bars are of several years.
    fn have_years(&self) -> bool {
        self.all.iter().any(|bar| self.all.first().is_some_and(|first| first.year != bar.year))
    }

    /// The names of the parts that occur; the remainder only where there is one.
    fn categories(&self, lang: Lang) -> Vec<String> {
        let used = PARTS
            .iter()
            .rposition(|part| self.all.iter().any(|bar| bar.counts.contains_key(part)))
            .map_or(6, |at| at.max(5) + 1);
        PARTS.iter().take(used).map(|part| table_words::of_id(part).get(lang).to_owned()).collect()
    }
}

/// What every footer has: a line of its own, and the reports used and left out.
fn footer(answer: &Answer, own: &crate::text::Text, lang: Lang) -> Vec<String> {
    let mut footer = vec![own.get(lang).to_owned()];
    footer.extend(answer.coverage.iter().map(|coverage| coverage_line(coverage).get(lang).to_owned()));
    footer
}
