//! A ranking as bars or dots, as a funnel plot, as ranks with their confidence sets, as Lorenz curves, as boxes by
//! place; over years as ranks or as values; two metrics against each other.

mod bars;
mod boxes;
mod bump;
mod funnel;
mod lorenz;
mod range;
mod scatter;
mod slope;
mod years;

use super::{Cells, Figure, count, only};
use crate::analysis::{Answer, MetricCard};
use crate::chart::Scene;
use crate::chart::bars::BarStyle;
use crate::chart::theme::Theme;
use crate::error::{Error, ErrorKind, Result};
use crate::text::charts::{rank as words, rank_years};
use crate::text::{Label, errors};

/// The kinds of chart, the usual one first.
pub(super) const KINDS: [&str; 9] =
    ["bars", "dot", "funnel", "rank-range", "lorenz", "box", "scatter", "bump", "slope"];

/// Draws the chart of the kind asked for.
pub(super) fn draw(answer: &Answer, asked: &Figure<'_>, theme: &Theme) -> Result<Vec<Scene>> {
    let scenes = match asked.kind {
        Some("dot") => {
            bars::figure(&Ranking::new(answer)?, asked, BarStyle::Dots)?.draw_as(BarStyle::Dots, theme)
        }
        Some("funnel") => funnel::figure(&Ranking::new(answer)?, asked)?.draw(theme),
        Some("rank-range") => range::figure(&Ranking::new(answer)?, asked)?.draw(theme),
        Some("box") => boxes::figure(&Ranking::of_groups(answer)?, asked)?.draw(theme),
        Some("lorenz") => lorenz::figure(answer, asked)?.draw(theme),
        Some("scatter") => scatter::figure(answer, asked)?.draw(theme),
        Some("bump") => bump::figure(&Ranking::of_years(answer)?, asked)?.draw(theme),
        Some("slope") => slope::figure(&Ranking::of_years(answer)?, asked)?.draw(theme),
        _ => bars::figure(&Ranking::new(answer)?, asked, BarStyle::Bars)?.draw(theme),
    };
    Ok(scenes?)
}

/// The ranking of one metric, year and group: what all its charts need.
struct Ranking<'a> {
    answer: &'a Answer,
    cells: Cells<'a>,
    card: &'a MetricCard,
    year: i32,
    group: &'a str,
    level: &'a str,
    /// How many were ranked.
    of: u64,
}

impl<'a> Ranking<'a> {
    /// The ranking of the only year and group.
    fn new(answer: &'a Answer) -> Result<Self> {
        let year = only(&Cells::named(answer, "rank")?.years()?, "year")
            .map_err(|error| error.with_hint(rank_years::one_year_or_over_years()))?
            .unwrap_or_default();
        Ok(Self { year, ..Self::of_years(answer)? })
    }

    /// The rankings of the only group in all years; the year is the last.
    fn of_years(answer: &'a Answer) -> Result<Self> {
        let cells = Cells::named(answer, "rank")?;
        let groups = cells.texts("group")?;
        let by_province = cells.texts("province")? == groups;
        let group = only(&groups, if by_province { "province" } else { "prefecture" })?.unwrap_or_default();
        let year = cells.years()?.into_iter().max().unwrap_or_default();
        Self::open(answer, year, group)
    }

    /// The rankings of all groups in the only year; of several, none is named.
    fn of_groups(answer: &'a Answer) -> Result<Self> {
        let cells = Cells::named(answer, "rank")?;
        let year = only(&cells.years()?, "year")?.unwrap_or_default();
        let groups = cells.texts("group")?;
        let is_one = groups.iter().all(|group| Some(group) == groups.first());
        let group = groups.first().copied().filter(|_| is_one).unwrap_or_default();
        Self::open(answer, year, group)
    }

    fn open(answer: &'a Answer, year: i32, group: &'a str) -> Result<Self> {
        let cells = Cells::named(answer, "rank")?;
        let metric = only(&cells.texts("metric")?, "metric")?.unwrap_or_default();
        let card =
            answer.metric(metric).ok_or_else(|| Error::new(ErrorKind::Internal, errors::internal()))?;
        let level = only(&cells.texts("level")?, "level")?.unwrap_or_default();
        let of = cells.numbers("rank_of")?.into_iter().flatten().next();
        let of = of.and_then(|of| count(Some(of))).unwrap_or_default();
        Ok(Self { answer, cells, card, year, group, level, of })
    }

    /// The group as a title names it.
    fn place(&self) -> &'a str {
        if self.group == "all" { "" } else { self.group }
    }

    /// The names of the rows, with the prefecture where two are the same.
    fn labels(&self) -> Result<Vec<String>> {
        let (names, prefectures) = (self.cells.texts("region")?, self.cells.texts("prefecture")?);
        let label = |(name, place): (&&str, &&str)| {
            let twice = names.iter().filter(|other| *other == name).count() > 1;
            if twice && !place.is_empty() { format!("{name}（{place}）") } else { (*name).to_owned() }
        };
        Ok(names.iter().zip(&prefectures).map(label).collect())
    }

    /// The tiers of the rows, if the answer has tiers.
    fn tiers(&self) -> Result<Vec<Option<u32>>> {
        if self.cells.has("tier") { self.places("tier") } else { Ok(vec![None; self.cells.rows()]) }
    }

    /// A column of places.
    fn places(&self, name: &str) -> Result<Vec<Option<u32>>> {
        let place = |value: Option<f64>| count(value).map(|value| u32::try_from(value).unwrap_or(u32::MAX));
        Ok(self.cells.numbers(name)?.into_iter().map(place).collect())
    }

    /// Refuses a metric that is no share.
    fn require_share(&self, kind: &str) -> Result<()> {
        if self.card.unit.is_share() {
            return Ok(());
        }
        let error = Error::new(ErrorKind::Request, words::only_for_shares(kind, &self.card.title));
        Err(error.with_hint(words::choose_a_share()))
    }

    /// What a kind of chart shows is not in the answer.
    fn lacks(&self, kind: &str) -> Error {
        Error::new(ErrorKind::Request, words::without_certainty(kind, &self.card.title))
    }
}

/// What the cases of a share are: what stands behind the only ÷ of its formula, in words.
fn cases(formula: &Label) -> Label {
    let denominator = |words: &str| -> String {
        let mut parts = words.split('÷');
        let (Some(_), Some(last), None) = (parts.next(), parts.next(), parts.next()) else {
            return String::new();
        };
        let last = last.trim();
        let plain = last.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        plain.filter(|plain| !plain.contains(['(', ')'])).unwrap_or(last).to_owned()
    };
    Label::new(denominator(&formula.zh), denominator(&formula.en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cases_of_a_share_are_what_it_is_divided_by() {
        let formula = Label::new("结转 ÷ (本年新收 + 上年结转)", "granted ÷ applications resolved");
        assert_eq!(cases(&formula), Label::new("本年新收 + 上年结转", "applications resolved"));
        let formula = Label::new("甲 × (乙 ÷ 丙) ÷ 丁", "(a + b) ÷ (c + d) × (e + f)");
        assert_eq!(cases(&formula), Label::new("", "(c + d) × (e + f)"));
    }
}
