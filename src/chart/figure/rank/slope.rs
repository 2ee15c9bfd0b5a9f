//! Rankings of two years as a slope chart of their values.

use super::Ranking;
use super::years::{Followed, Years};
use crate::chart::figure::Figure;
use crate::chart::figure::slope::{KIND, TwoYears, refuse_breaks};
use crate::chart::slope::{Slope, SlopeRow};
use crate::error::Result;

pub(super) fn figure(ranking: &Ranking<'_>, asked: &Figure<'_>) -> Result<Slope> {
    let years = Years::of(ranking, asked, KIND)?;
    refuse_breaks(ranking.card, years.span, &years.breaks, "bump")?;
    let two = TwoYears {
        answer: ranking.answer,
        card: ranking.card,
        place: ranking.place().to_owned(),
        span: years.span,
        between: between(&years),
        rows: rows(&years),
    };
    Ok(two.figure(asked))
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
