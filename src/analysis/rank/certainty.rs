//! How far an order can be trusted: the places that chance leaves open, limits about the benchmark, and rates
//! after shrinkage. Only shares have them: a count of what happened is no sample of anything.
//!
//! Everything is reckoned in the group and the year of a row, over all reports ranked there, whichever are shown.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::limits::{Curves, Funnel, LIMITS, Limits, class, class_id, dispersion};
use super::{change, group_name};
use crate::analysis::figures::{denominator, numerator};
use crate::analysis::sample::Sample;
use crate::analysis::trend::Marked;
use crate::analysis::{Kind, Table};
use crate::dataset::GROUP;
use crate::error::Result;
use crate::metric::{Direction, Metric};
use crate::schema::Unit;
use crate::stats::funnel::FunnelClass;
use crate::stats::rank_sets::{Coverage, rank_sets, share_estimate, tiers};
use crate::stats::shrink::empirical_bayes;
use crate::stats::{Best, Draws, competition_rank, median};
use crate::text::{Label, Note, certainty as words};

/// Confidence of the rank sets.
const CONFIDENCE: f64 = 0.95;

/// What is to be said of how certain the ranks are.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each asks for something of its own")]
pub struct Certainty {
    /// Places that chance leaves open to each report, for each alone or for all at once.
    pub rank_sets: Option<Coverage>,
    /// Groups of reports that cannot be told apart, by sets for all at once.
    pub tiers: bool,
    /// Limits about the benchmark of the group.
    pub limits: Option<Limits>,
    /// Rates drawn towards the mean of the group, and their ranks.
    pub shrink: bool,
    /// What each value changed against the year before, and whether that is more than chance.
    pub change: bool,
    /// Only the reports that lie beyond the limits on the bad side and get worse.
    pub alerts: bool,
    /// Seed of the simulation.
    pub seed: u64,
    /// Draws of the simulation; as many as the size of the group allows without.
    pub draws: Option<usize>,
}

impl Default for Certainty {
    fn default() -> Self {
        Self {
            rank_sets: None,
            tiers: false,
            limits: None,
            shrink: false,
            change: false,
            alerts: false,
            seed: 1,
            draws: None,
        }
    }
}

type Columns = Vec<(&'static str, Kind, u8)>;

impl Certainty {
    /// The limits: alerts need some.
    fn limits(&self) -> Option<Limits> {
        self.limits.or(self.alerts.then_some(Limits::Exact))
    }

    /// Whether anything is asked for.
    pub(super) fn is_asked(&self) -> bool {
        self.change || self.is_of_shares()
    }

    /// Whether something is asked for that only shares have.
    fn is_of_shares(&self) -> bool {
        self.rank_sets.is_some() || self.tiers || self.limits().is_some() || self.shrink
    }

    /// The columns that a ranking has beside its own.
    pub(super) fn columns(&self) -> Columns {
        let mut columns = if self.change { change::COLUMNS.to_vec() } else { Columns::new() };
        columns.extend(self.of_shares());
        columns
    }

    fn of_shares(&self) -> Columns {
        let mut columns = Columns::new();
        if self.rank_sets.is_some() {
            columns.extend([("rank_low", Kind::Rank, 0), ("rank_high", Kind::Rank, 0)]);
        }
        if self.tiers || self.rank_sets.is_some() {
            columns.push(("tier", Kind::Rank, 0));
        }
        if self.limits().is_some() {
            columns.push(("benchmark", Kind::Value, 2));
            columns.extend(LIMITS.map(|name| (name, Kind::Value, 1)));
            columns.push(("outlier", Kind::Id, 0));
        }
        if self.alerts {
            columns.extend([("marker", Kind::Id, 0), ("marker_reading", Kind::Id, 1)]);
        }
        if self.shrink {
            columns.extend([("shrunk", Kind::Value, 0), ("shrunk_rank", Kind::Rank, 0)]);
        }
        columns
    }
}

/// The ranked reports of one group and year: their rows, and their cases as x of n.
pub(super) struct Group {
    pub(super) year: i32,
    pub(super) name: String,
    rows: Vec<usize>,
    pub(super) units: Vec<(f64, f64)>,
}

/// The columns of one metric under construction, a cell a row of the ranking.
struct Made {
    numbers: BTreeMap<&'static str, Vec<Option<f64>>>,
    words: BTreeMap<&'static str, Vec<Option<&'static str>>>,
}

impl Made {
    fn put(&mut self, name: &'static str, row: usize, value: Option<f64>) {
        if let Some(cell) = self.numbers.get_mut(name).and_then(|cells| cells.get_mut(row)) {
            *cell = value;
        }
    }

    fn say(&mut self, name: &'static str, row: usize, word: Option<&'static str>) {
        if let Some(cell) = self.words.get_mut(name).and_then(|cells| cells.get_mut(row)) {
            *cell = word;
        }
    }

    fn word(&self, name: &str, row: usize) -> Option<&'static str> {
        self.words.get(name)?.get(row).copied().flatten()
    }
}

/// The ranking with the columns asked for, for each metric `rank_low0`, `tier0` and so on; and the table of the
/// limits as curves, if limits are asked for.
pub(super) fn attach(
    sample: &mut Sample,
    ranked: LazyFrame,
    asked: &Certainty,
    recent: &[BTreeMap<String, Marked>],
) -> Result<(LazyFrame, Option<Table>)> {
    if !asked.is_asked() {
        return Ok((ranked, None));
    }
    let mut frame = ranked.collect()?;
    let mut curves = Curves::default();
    for i in 0..sample.metrics.len() {
        let Some(metric) = sample.metrics.get(i).cloned() else { continue };
        if asked.change {
            change::add(sample, &mut frame, i, &metric)?;
        }
        let names = asked.of_shares();
        let height = frame.height();
        let of = |words: bool| {
            names.iter().filter(move |(_, kind, _)| (*kind == Kind::Id) == words).map(|(name, ..)| *name)
        };
        let mut made = Made {
            numbers: of(false).map(|name| (name, vec![None; height])).collect(),
            words: of(true).map(|name| (name, vec![None; height])).collect(),
        };
        if metric.is_share() {
            let best = if metric.direction.highest_first() { Best::Highest } else { Best::Lowest };
            let groups = groups(sample, &frame, i)?;
            if let Some(kind) = asked.limits() {
                for group in &groups {
                    curves.add(&metric.id, group, kind);
                }
            }
            let mut said = Vec::new();
            for group in &groups {
                said.extend(open_places(group, best, asked, &mut made));
                said.extend(limits(group, asked, &mut made));
                said.extend(shrunk(group, best, asked, &mut made, metric.unit));
            }
            // Of many groups the figures stand in the table.
            if groups.len() == 1 {
                sample.notes.extend(said.into_iter().map(|text| Note::info(text).on_charts()));
            }
        } else if asked.is_of_shares() {
            sample.notes.push(Note::warning(words::no_share(&metric.title)));
        }
        if asked.alerts {
            let count = alerts(&mut frame, i, &metric, recent.get(i), &mut made)?;
            sample.notes.push(Note::info(words::alerts(&metric.title, count)).on_charts());
        }
        for (name, cells) in made.numbers {
            let kind = names.iter().find(|(known, ..)| *known == name).map(|(_, kind, _)| *kind);
            let column = Series::new(format!("{name}{i}").into(), cells);
            let column = if kind == Some(Kind::Rank) { column.cast(&DataType::UInt32)? } else { column };
            frame.with_column(column.into_column())?;
        }
        for (name, cells) in made.words {
            frame.with_column(Series::new(format!("{name}{i}").into(), cells).into_column())?;
        }
    }
    let curves = asked.limits().map(|_| curves.into_table()).transpose()?;
    Ok((frame.lazy(), curves))
}

/// Marks the reports that lie beyond the limits on the bad side and get worse, in a column `alert0`; returns
/// how many there are.
fn alerts(
    frame: &mut DataFrame,
    i: usize,
    metric: &Metric,
    recent: Option<&BTreeMap<String, Marked>>,
    made: &mut Made,
) -> Result<usize> {
    let codes = frame.column("region_code")?.str()?.clone();
    let bad: [&str; 2] =
        if metric.direction == Direction::Lower { ["high95", "high998"] } else { ["low95", "low998"] };
    let mut alerts = Vec::with_capacity(frame.height());
    for (row, code) in codes.iter().enumerate() {
        let outlier = made.word("outlier", row);
        let marked = code.filter(|_| outlier.is_some()).and_then(|code| recent?.get(code));
        made.say("marker", row, marked.map(|marked| marked.word));
        made.say("marker_reading", row, marked.and_then(|marked| marked.reading));
        let gets_worse = marked.is_some_and(|marked| marked.reading == Some("worse"));
        alerts.push(gets_worse && outlier.is_some_and(|class| bad.contains(&class)));
    }
    let count = alerts.iter().filter(|alert| **alert).count();
    frame.with_column(Series::new(format!("alert{i}").into(), alerts).into_column())?;
    Ok(count)
}

/// The ranked reports of a metric by year and group.
fn groups(sample: &Sample, frame: &DataFrame, i: usize) -> Result<Vec<Group>> {
    let (years, places) = (frame.column("year")?.i32()?, frame.column(GROUP)?.u32()?);
    let ranks = frame.column(&format!("rank{i}"))?.u32()?;
    let (x, n) = (frame.column(&numerator(i))?, frame.column(&denominator(i))?);
    let (x, n) = (x.cast(&DataType::Float64)?, n.cast(&DataType::Float64)?);
    let (x, n) = (x.f64()?, n.f64()?);
    let names = frame.clone().lazy().select([col(GROUP), group_name(sample).alias("name")]).collect()?;
    let names = names.column("name")?.str()?.clone();
    let mut groups: BTreeMap<(i32, u32), Group> = BTreeMap::new();
    for row in 0..frame.height() {
        let (Some(year), Some(place), Some(_)) = (years.get(row), places.get(row), ranks.get(row)) else {
            continue;
        };
        let (Some(x), Some(n), true) = (x.get(row), n.get(row), sample.years.contains(year)) else {
            continue;
        };
        let group = groups.entry((year, place)).or_insert_with(|| Group {
            year,
            name: names.get(row).unwrap_or_default().to_owned(),
            rows: Vec::new(),
            units: Vec::new(),
        });
        group.rows.push(row);
        group.units.push((x, n));
    }
    Ok(groups.into_values().collect())
}

/// Draws of a simulation of so many units: with 20,000 the limits hardly move from seed to seed, and with 2,000
/// by a place or two, which in a long list is little.
const fn draws(units: usize) -> usize {
    if units <= 500 { 20_000 } else { 2_000 }
}

/// Places that chance leaves open, and tiers.
fn open_places(group: &Group, best: Best, asked: &Certainty, made: &mut Made) -> Option<Label> {
    let coverage = asked.rank_sets.or(asked.tiers.then_some(Coverage::Simultaneous))?;
    let estimates: Vec<_> = group.units.iter().filter_map(|(x, n)| share_estimate(*x, *n)).collect();
    if estimates.len() != group.units.len() {
        return None;
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let count = asked.draws.unwrap_or_else(|| draws(estimates.len()));
    let draws = Draws { count, seed: asked.seed, threads };
    let sets = rank_sets(&estimates, best, coverage, CONFIDENCE, &draws)?;
    let tiers = tiers(&sets);
    for ((row, set), tier) in group.rows.iter().zip(&sets).zip(&tiers) {
        made.put("rank_low", *row, Some(set.lower as f64));
        made.put("rank_high", *row, Some(set.upper as f64));
        made.put("tier", *row, Some(*tier as f64));
    }
    let widths: Vec<f64> = sets.iter().map(|set| (set.upper - set.lower + 1) as f64).collect();
    let together = coverage == Coverage::Simultaneous;
    let last = tiers.iter().max().copied().unwrap_or_default();
    Some(words::rank_sets(together, (count, asked.seed), median(&widths)?, last))
}

/// Limits about the benchmark, and on which side of them a report lies.
fn limits(group: &Group, asked: &Certainty, made: &mut Made) -> Option<Label> {
    let kind = asked.limits()?;
    let funnel = Funnel::of(group, kind)?;
    let mut outside = 0;
    for (row, (x, n)) in group.rows.iter().zip(&group.units) {
        let Some([inner, outer]) = funnel.at(*n) else { continue };
        made.put("benchmark", *row, Some(funnel.benchmark));
        for (name, limit) in LIMITS.into_iter().zip([inner.0, inner.1, outer.0, outer.1]) {
            made.put(name, *row, Some(limit));
        }
        let class = class(x / n, inner, outer);
        outside += usize::from(class != FunnelClass::Within);
        made.say("outlier", *row, Some(class_id(class)));
    }
    // How far the reports differ is told also where the limits do not take it into account.
    let spread = funnel.spread.or_else(|| dispersion(group)).map(|spread| (spread.phi, spread.tau2));
    let is_allowed_for = funnel.spread.is_some();
    Some(words::limits((outside, group.units.len()), spread, kind.name(), is_allowed_for))
}

/// Rates after shrinkage, and their ranks.
fn shrunk(group: &Group, best: Best, asked: &Certainty, made: &mut Made, unit: Unit) -> Option<Label> {
    if !asked.shrink {
        return None;
    }
    let shrunk = empirical_bayes(&group.units)?;
    let rates: Vec<f64> = shrunk.rates.iter().map(|rate| rate.unwrap_or(shrunk.mean)).collect();
    let values: Vec<Option<f64>> = rates.iter().copied().map(Some).collect();
    let ranks = competition_rank(&values, best);
    for ((row, rate), rank) in group.rows.iter().zip(&rates).zip(ranks) {
        made.put("shrunk", *row, Some(*rate));
        made.put("shrunk_rank", *row, rank.map(|rank| rank.place as f64));
    }
    Some(words::shrunk(&unit.format(shrunk.mean), shrunk.between))
}
