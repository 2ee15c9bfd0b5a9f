//! Rankings of two years as a slope chart of their values.

use super::Ranking;
use super::years::{Followed, Years};
use crate::chart::Size;
use crate::chart::figure::{Figure, Head, footer, height};
use crate::chart::slope::{Slope, SlopeRow, Way};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Lang;
use crate::text::charts::rank_years as words;

/// The kind of chart.
const KIND: &str = "slope";

pub(super) fn figure(ranking: &Ranking<'_>, asked: &Figure<'_>) -> Result<Slope> {
    let (lang, card) = (asked.lang, ranking.card);
    let years = Years::of(ranking, asked, KIND)?;
    if let Some(year) = years.breaks.last() {
        let error = Error::new(ErrorKind::Refused, words::across_forms(&card.title, years.span, *year));
        return Err(error.with_hint(words::years_on_one_form(years.span, &years.breaks)));
    }
    let rows = rows(&years);
    let shown = rows.len();
    let mut lines = footer(ranking.answer, card, lang);
    let between = between(&years);
    if between > 0 {
        lines.insert(0, words::years_between(years.span, between).get(lang).to_owned());
    }
    let subtitle = words::slope_subtitle(&card.unit.name(), &ranking.answer.subtitle, shown as u64);
    let head = Head {
        title: words::slope_title(ranking.place(), years.span, &card.title).get(lang).to_owned(),
        subtitle: subtitle.get(lang).to_owned(),
        footer: lines,
        desc: desc(&rows, ranking, years.span, lang),
    };
    let size = Size::new(1200, height(shown.min(60), 330, 28, 2200).max(560));
    Ok(Slope {
        frame: asked.frame(ranking.answer, head, size),
        unit: card.unit,
        heads: (
            words::year(years.span.0).get(lang).to_owned(),
            words::year(years.span.1).get(lang).to_owned(),
        ),
        rows,
    })
}

/// The regions by their ranks in the last year, those without one last, by their ranks in the first.
fn rows(years: &Years) -> Vec<SlopeRow> {
    let at = |region: &Followed, year: i32| region.reports.iter().find(|r| r.year == year).copied();
    let mut rows: Vec<((u32, u32), SlopeRow)> = years
        .regions
        .iter()
        .filter_map(|region| {
            let (from, to) = (at(region, years.span.0), at(region, years.span.1));
            from.or(to)?;
            let place = |report: Option<super::years::Ranked>| report.map_or(u32::MAX, |r| r.rank);
            let row = SlopeRow {
                region_code: region.code.clone(),
                label: region.label.clone(),
                from: from.map(|r| r.value),
                to: to.map(|r| r.value),
                highlight: region.highlight,
            };
            Some(((place(to), place(from)), row))
        })
        .collect();
    rows.sort_by_key(|row| row.0);
    rows.into_iter().map(|row| row.1).collect()
}

/// How many years with ranks lie between the two.
fn between(years: &Years) -> usize {
    let all = years.regions.iter().flat_map(|region| &region.reports).map(|report| report.year);
    let inside = all.filter(|year| *year > years.span.0 && *year < years.span.1);
    inside.collect::<std::collections::BTreeSet<i32>>().len()
}

fn desc(rows: &[SlopeRow], ranking: &Ranking<'_>, span: (i32, i32), lang: Lang) -> String {
    let unit = ranking.card.unit;
    let count = |way: Way| rows.iter().filter(|row| row.way(unit) == way).count();
    let rise = |row: &SlopeRow| Some(row.to? - row.from?);
    let said = |row: &SlopeRow| Some((row.label.clone(), unit.say(row.from?, lang), unit.say(row.to?, lang)));
    let by_rise = |a: &&SlopeRow, b: &&SlopeRow| rise(a).unwrap_or(0.0).total_cmp(&rise(b).unwrap_or(0.0));
    let both = || rows.iter().filter(|row| rise(row).is_some());
    let up = both().max_by(by_rise).filter(|row| row.way(unit) == Way::Up).and_then(said);
    let down = both().min_by(by_rise).filter(|row| row.way(unit) == Way::Down).and_then(said);
    let counts = (count(Way::Up), count(Way::Down), count(Way::Same));
    words::slope_desc(&ranking.card.title, span, counts, (up, down)).get(lang).to_owned()
}
