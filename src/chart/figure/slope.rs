//! Values of two years as a slope chart, as rankings and trends both draw it.

use super::{Figure, Head, footer, height};
use crate::analysis::{Answer, MetricCard};
use crate::chart::Size;
use crate::chart::slope::{Slope, SlopeRow, Way};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Lang;
use crate::text::charts::rank_years as words;

/// The kind of chart.
pub(super) const KIND: &str = "slope";

/// What a question knows of two years.
pub(super) struct TwoYears<'a> {
    pub(super) answer: &'a Answer,
    pub(super) card: &'a MetricCard,
    /// The place that the title names, if all regions are of one.
    pub(super) place: String,
    pub(super) span: (i32, i32),
    /// How many years with figures lie between the two.
    pub(super) between: usize,
    /// The regions in the order of the pages.
    pub(super) rows: Vec<SlopeRow>,
}

impl TwoYears<'_> {
    /// The chart.
    pub(super) fn figure(self, asked: &Figure<'_>) -> Slope {
        let (lang, card, span) = (asked.lang, self.card, self.span);
        let shown = self.rows.len();
        let mut lines = footer(self.answer, card, lang);
        if self.between > 0 {
            lines.insert(0, words::years_between(span, self.between).get(lang).to_owned());
        }
        let subtitle = words::slope_subtitle(&card.unit.name(), &self.answer.subtitle, shown as u64);
        let head = Head {
            title: words::slope_title(&self.place, span, &card.title).get(lang).to_owned(),
            subtitle: subtitle.get(lang).to_owned(),
            footer: lines,
            desc: self.desc(lang),
        };
        let size = Size::new(1200, height(shown.min(60), 330, 28, 2200).max(560));
        Slope {
            frame: asked.frame(self.answer, head, size),
            unit: card.unit,
            heads: (words::year(span.0).get(lang).to_owned(), words::year(span.1).get(lang).to_owned()),
            rows: self.rows,
        }
    }

    fn desc(&self, lang: Lang) -> String {
        let (unit, rows) = (self.card.unit, &self.rows);
        let count = |way: Way| rows.iter().filter(|row| row.way(unit) == way).count();
        let rise = |row: &SlopeRow| Some(row.to? - row.from?);
        let said =
            |row: &SlopeRow| Some((row.label.clone(), unit.say(row.from?, lang), unit.say(row.to?, lang)));
        let by_rise =
            |a: &&SlopeRow, b: &&SlopeRow| rise(a).unwrap_or(0.0).total_cmp(&rise(b).unwrap_or(0.0));
        let both = || rows.iter().filter(|row| rise(row).is_some());
        let up = both().max_by(by_rise).filter(|row| row.way(unit) == Way::Up).and_then(said);
        let down = both().min_by(by_rise).filter(|row| row.way(unit) == Way::Down).and_then(said);
        let counts = (count(Way::Up), count(Way::Down), count(Way::Same));
        words::slope_desc(&self.card.title, self.span, counts, (up, down)).get(lang).to_owned()
    }
}

/// Refuses two years between which the form changes; `other` is a kind of chart that shows them all the same.
pub(super) fn refuse_breaks(card: &MetricCard, span: (i32, i32), breaks: &[i32], other: &str) -> Result<()> {
    let Some(year) = breaks.iter().max() else { return Ok(()) };
    let error = Error::new(ErrorKind::Refused, words::across_forms(&card.title, span, *year));
    Err(error.with_hint(words::years_on_one_form(span, breaks, other)))
}
