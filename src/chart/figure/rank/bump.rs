//! Rankings of several years as ranks over years.

use std::collections::BTreeMap;

use super::Ranking;
use super::years::{Followed, Years};
use crate::chart::Size;
use crate::chart::bump::{Bump, BumpLine, BumpPlace, MOST_LINES};
use crate::chart::figure::{Figure, Head, footer, height};
use crate::chart::lines::FormBreak;
use crate::error::Result;
use crate::text::Lang;
use crate::text::charts::rank_years as words;

/// The kind of chart.
const KIND: &str = "bump";

pub(super) fn figure(ranking: &Ranking<'_>, asked: &Figure<'_>) -> Result<Bump> {
    let (lang, card) = (asked.lang, ranking.card);
    let mut years = Years::of(ranking, asked, KIND)?;
    // Of a list that was cut or picked, every region is drawn.
    let single = if is_whole(ranking)? { without_singles(&mut years) } else { 0 };
    let shown = years.regions.len();
    let mut lines = footer(ranking.answer, card, lang);
    lines.insert(0, words::bump_explained().get(lang).to_owned());
    if single > 0 {
        lines.insert(1, words::singles(single).get(lang).to_owned());
    }
    let head = Head {
        title: words::bump_title(ranking.place(), years.span, &card.title).get(lang).to_owned(),
        subtitle: words::bump_subtitle(&ranking.answer.subtitle, shown as u64).get(lang).to_owned(),
        footer: lines,
        desc: desc(&years, ranking, lang),
    };
    let size = Size::new(1200, height(shown.min(MOST_LINES), 330, 30, 2000));
    Ok(Bump {
        frame: asked.frame(ranking.answer, head, size),
        lines: years.regions.iter().map(|region| line(region, ranking)).collect(),
        breaks: years.breaks.iter().map(|year| FormBreak { year: *year, label: String::new() }).collect(),
    })
}

/// Whether every ranked report of each year is in the answer.
fn is_whole(ranking: &Ranking<'_>) -> Result<bool> {
    let (years, ranks) = (ranking.cells.years()?, ranking.places("rank")?);
    let of = ranking.places("rank_of")?;
    let mut there: BTreeMap<i32, u32> = BTreeMap::new();
    for (year, _) in years.iter().zip(&ranks).filter(|(_, rank)| rank.is_some()) {
        *there.entry(*year).or_default() += 1;
    }
    let is_all = |(year, of): (&i32, &Option<u32>)| of.is_none_or(|of| there.get(year) == Some(&of));
    let ranked = years.iter().zip(&of).zip(&ranks).filter(|(_, rank)| rank.is_some());
    Ok(ranked.map(|(pair, _)| pair).all(is_all))
}

/// Leaves out the regions with a rank in one year only, which say nothing of movement, where they would bury the
/// others; returns how many.
fn without_singles(years: &mut Years) -> usize {
    /// Part of the regions from which they are left out.
    const MANY: usize = 3;
    let all = years.regions.len();
    let is_followed = |region: &Followed| region.reports.len() > 1 || region.highlight;
    let singles = all - years.regions.iter().filter(|region| is_followed(region)).count();
    if singles * MANY <= all || singles == all {
        return 0;
    }
    years.regions.retain(is_followed);
    let all = || years.regions.iter().flat_map(|region| &region.reports).map(|report| report.year);
    if let Some(span) = all().min().zip(all().max()) {
        years.span = span;
    }
    singles
}

fn line(region: &Followed, ranking: &Ranking<'_>) -> BumpLine {
    let place = |report: &super::years::Ranked| BumpPlace {
        year: report.year,
        rank: report.rank,
        tied: report.tied,
        value: ranking.card.unit.format(report.value),
    };
    BumpLine {
        region_code: region.code.clone(),
        label: region.label.clone(),
        places: region.reports.iter().map(place).collect(),
        highlight: region.highlight,
    }
}

/// The first of the last year, and who gained and lost most places between the first year and the last.
fn desc(years: &Years, ranking: &Ranking<'_>, lang: Lang) -> String {
    let at = |region: &Followed, year: i32| region.reports.iter().find(|r| r.year == year).map(|r| r.rank);
    let first = years.regions.iter().find(|region| at(region, years.span.1) == Some(1));
    let moved: Vec<(&Followed, u32, u32)> = years
        .regions
        .iter()
        .filter_map(|region| Some((region, at(region, years.span.0)?, at(region, years.span.1)?)))
        .collect();
    let gain = |(_, from, to): &(&Followed, u32, u32)| i64::from(*from) - i64::from(*to);
    let said =
        |moved: Option<&(&Followed, u32, u32)>| moved.map(|(r, from, to)| (r.label.clone(), *from, *to));
    let up = said(moved.iter().rev().max_by_key(|m| gain(m)).filter(|m| gain(m) > 0));
    let down = said(moved.iter().min_by_key(|m| gain(m)).filter(|m| gain(m) < 0));
    let first = first.map(|region| region.label.as_str());
    words::bump_desc(&ranking.card.title, years.span, years.regions.len(), first, (up, down))
        .get(lang)
        .to_owned()
}
