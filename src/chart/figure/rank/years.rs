//! The ranked reports of several years, by region.

use std::collections::BTreeMap;

use super::Ranking;
use crate::chart::figure::{Cells, Figure};
use crate::error::{Error, ErrorKind, Result};
use crate::text::charts::rank_years as words;

/// A ranked report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ranked {
    pub(super) year: i32,
    pub(super) rank: u32,
    pub(super) tied: bool,
    pub(super) value: f64,
}

/// A region with its ranked reports, in the order of the years.
pub(super) struct Followed {
    pub(super) code: String,
    pub(super) label: String,
    pub(super) highlight: bool,
    pub(super) reports: Vec<Ranked>,
}

/// The regions that are ranked in some year, and the first and the last year with ranks.
pub(super) struct Years {
    pub(super) regions: Vec<Followed>,
    pub(super) span: (i32, i32),
    /// First years on a new form, within the span.
    pub(super) breaks: Vec<i32>,
}

impl Years {
    /// Follows the regions over the years.
    ///
    /// # Errors
    /// Fewer than two years with ranks.
    pub(super) fn of(ranking: &Ranking<'_>, asked: &Figure<'_>, kind: &str) -> Result<Self> {
        let cells = &ranking.cells;
        let (codes, names, places) =
            (cells.texts("region_code")?, cells.texts("region")?, cells.texts("prefecture")?);
        let (years, ranks) = (cells.years()?, ranking.places("rank")?);
        let (values, tied) = (cells.numbers("value")?, cells.flags("tie")?);
        // A region is known by its code, and is called as in its last year.
        let mut regions: BTreeMap<&str, (i32, &str, &str, Vec<Ranked>)> = BTreeMap::new();
        for i in 0..cells.rows() {
            let (Some(code), Some(name), Some(place)) = (codes.get(i), names.get(i), places.get(i)) else {
                continue;
            };
            let (Some(year), Some(Some(rank)), Some(Some(value)), Some(tied)) =
                (years.get(i), ranks.get(i), values.get(i), tied.get(i))
            else {
                continue;
            };
            let region = regions.entry(*code).or_insert((*year, *name, *place, Vec::new()));
            if *year >= region.0 {
                (region.0, region.1, region.2) = (*year, *name, *place);
            }
            region.3.push(Ranked { year: *year, rank: *rank, tied: *tied, value: *value });
        }
        let all = || regions.values().flat_map(|region| &region.3).map(|report| report.year);
        let span = all().min().zip(all().max()).filter(|(first, last)| first < last);
        let span = span.ok_or_else(|| {
            Error::new(ErrorKind::Request, words::needs_years(kind)).with_hint(words::ask_for_years())
        })?;
        let mut called: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, name, ..) in regions.values() {
            *called.entry(*name).or_default() += 1;
        }
        let follow = |(code, (_, name, place, reports)): (&&str, &(i32, &str, &str, Vec<Ranked>))| {
            let mut reports = reports.clone();
            reports.sort_by_key(|report| report.year);
            let is_twice = called.get(name).is_some_and(|count| *count > 1) && !place.is_empty();
            let label = if is_twice { format!("{name}（{place}）") } else { (*name).to_owned() };
            Followed { code: (*code).to_owned(), label, highlight: asked.is_highlighted(code), reports }
        };
        let regions = regions.iter().map(follow).collect();
        Ok(Self { regions, span, breaks: breaks(ranking, span)? })
    }
}

/// The changes of form of the metric after the first year.
fn breaks(ranking: &Ranking<'_>, (first, last): (i32, i32)) -> Result<Vec<i32>> {
    let Some(table) = ranking.answer.tables.iter().find(|table| table.id == "breaks") else {
        return Ok(Vec::new());
    };
    let cells = Cells::of(Some(table))?;
    let (metrics, years) = (cells.texts("metric")?, cells.years()?);
    let own = metrics.iter().zip(years).filter(|(metric, _)| **metric == ranking.card.id);
    Ok(own.map(|(_, year)| year).filter(|year| *year > first && *year <= last).collect())
}
