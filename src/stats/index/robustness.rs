//! What the index would say had other choices been made.

use super::sensitivity::{Influence, sobol, uniform};
use super::{Aggregation, Column, Tree};
use crate::stats::random::Draws;
use crate::stats::rank::{Best, competition_rank, median, quantile};

/// How far weights may be off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WeightNoise {
    /// The weights as given.
    Fixed,
    /// Each weight times a number from 1 − part to 1 + part, all equally likely; part is from 0 to below 1.
    Uniform(f64),
    /// Any weights at all: each times an exponential number, which makes equal weights a flat Dirichlet
    /// distribution over the children of a node.
    Dirichlet,
}

/// An index and the choices that might have been made otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Robustness<'a> {
    /// The index with its weights and ways to aggregate as chosen.
    pub tree: &'a Tree,
    /// The normalised columns of the indicators: first as chosen, then by other normalisations or treatments.
    pub columns: &'a [Vec<Column>],
    /// Ways to aggregate that may replace those of all nodes; without any, the tree's stay.
    pub aggregations: &'a [Aggregation],
    /// How far weights may be off.
    pub weights: WeightNoise,
    /// Whether a draw leaves out an indicator: one of them or none, all equally likely.
    pub drops_one: bool,
    /// As in [`Tree::scores`].
    pub least_coverage: f64,
}

/// The ranks of a unit over all draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankSpread {
    /// Rank by the choices made.
    pub nominal: usize,
    /// Mean rank.
    pub mean: f64,
    /// Median rank.
    pub median: f64,
    /// Rank at the 5 % quantile.
    pub low: f64,
    /// Rank at the 95 % quantile.
    pub high: f64,
}

impl Robustness<'_> {
    /// The ranks of each unit over so many draws of choices.
    ///
    /// A draw picks weights, columns, a way to aggregate and an indicator to leave out, all at random and
    /// independently. One in which a unit has no score has no rank for it. `None` for a unit without a score
    /// by the choices made; the whole is `None` where columns and tree do not fit or the noise is no part.
    ///
    /// Source: Saisana, Saltelli & Tarantola 2005, JRSS A 168:307; OECD & JRC 2008, section 7.
    pub fn ranks(&self, draws: &Draws) -> Option<Vec<Option<RankSpread>>> {
        let nominal = self.nominal()?;
        let outcomes = draws.map(|mut numbers| {
            let point: Vec<f64> = (0..self.width()).map(|_| uniform(&mut numbers)).collect();
            self.places(&point).unwrap_or_default()
        });
        let spread = |(unit, nominal): (usize, Option<usize>)| {
            let ranks: Vec<f64> =
                outcomes.iter().filter_map(|places| Some(places.get(unit).copied()?? as f64)).collect();
            Some(RankSpread {
                nominal: nominal?,
                // Without a rank there is no median, and so no spread.
                median: median(&ranks)?,
                mean: ranks.iter().sum::<f64>() / ranks.len() as f64,
                low: quantile(&ranks, 0.05)?,
                high: quantile(&ranks, 0.95)?,
            })
        };
        Some(nominal.into_iter().enumerate().map(spread).collect())
    }

    /// What part each kind of choice has in the mean absolute rank shift against the choices made: weights,
    /// columns, ways to aggregate, the indicator left out, in this order.
    ///
    /// `None` as for [`ranks`](Self::ranks), and where no choice moves a rank.
    ///
    /// Source: as [`sobol`] and [`ranks`](Self::ranks).
    pub fn influences(&self, draws: &Draws) -> Option<[Influence; 4]> {
        let nominal = self.nominal()?;
        let shift = |point: &[f64]| {
            let places = self.places(point).unwrap_or_default();
            mean_shift(&nominal, &places).unwrap_or(f64::NAN)
        };
        let influences = sobol(&[self.tree.nodes().len(), 1, 1, 1], draws, shift)?;
        influences.try_into().ok()
    }

    /// Numbers that a draw takes.
    fn width(&self) -> usize {
        self.tree.nodes().len() + 3
    }

    /// The ranks by the choices made, if they can be.
    fn nominal(&self) -> Option<Vec<Option<usize>>> {
        let sound = match self.weights {
            WeightNoise::Uniform(part) => (0.0..1.0).contains(&part),
            WeightNoise::Fixed | WeightNoise::Dirichlet => true,
        };
        let scores = self.tree.index(self.columns.first()?, self.least_coverage)?;
        let fits = |columns: &Vec<Column>| {
            columns.len() == self.tree.indicators().len() && columns.iter().all(|c| c.len() == scores.len())
        };
        (sound && self.columns.iter().all(fits)).then(|| ranked(&scores))
    }

    /// The ranks by the choices that a point of the unit cube stands for.
    fn places(&self, point: &[f64]) -> Option<Vec<Option<usize>>> {
        let nodes = self.tree.nodes();
        let (noise, choices) = point.split_at_checked(nodes.len())?;
        let &[columns, aggregation, dropped] = choices else { return None };
        let mut weights: Vec<f64> = nodes
            .iter()
            .zip(noise)
            .map(|(node, u)| match self.weights {
                WeightNoise::Fixed => node.weight,
                WeightNoise::Uniform(part) => node.weight * (1.0 + part * (2.0 * u - 1.0)),
                // 1 − u is above 0.
                WeightNoise::Dirichlet => node.weight * -(1.0 - u).ln(),
            })
            .collect();
        if self.drops_one {
            let indicators = self.tree.indicators();
            let left_out = indicators.get(pick(dropped, indicators.len() + 1));
            if let Some(weight) = left_out.and_then(|place| weights.get_mut(*place)) {
                *weight = 0.0;
            }
        }
        let aggregation = self.aggregations.get(pick(aggregation, self.aggregations.len())).copied();
        let columns = self.columns.get(pick(columns, self.columns.len()))?;
        Some(ranked(&self.tree.with(&weights, aggregation).index(columns, self.least_coverage)?))
    }
}

/// What leaving out one node does.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// New score less old score, unit by unit.
    pub score_shift: Column,
    /// New rank less old rank, unit by unit: above 0 for a fall.
    pub rank_shift: Vec<Option<i64>>,
    /// Mean of the absolute rank shifts; `None` where no unit has both ranks.
    pub mean_rank_shift: Option<f64>,
}

/// Scores and ranks without each of the nodes `left_out` in turn, the weights of the others as they are: the
/// [`indicators`](Tree::indicators), or sub-indexes with all that is below them.
///
/// A sub-index all of whose indicators are left out leaves with them. `None` where columns and tree do not
/// fit.
///
/// Source: OECD & JRC 2008, section 7; `COINr`'s `remove_elements`.
pub fn leave_one_out(
    tree: &Tree,
    columns: &[Column],
    least_coverage: f64,
    left_out: &[usize],
) -> Option<Vec<LeftOut>> {
    let scores = tree.index(columns, least_coverage)?;
    let ranks = ranked(&scores);
    let without = |removed: &usize| {
        let weight = |(place, node): (usize, &super::Node)| if place == *removed { 0.0 } else { node.weight };
        let weights: Vec<f64> = tree.nodes().iter().enumerate().map(weight).collect();
        let new_scores = tree.with(&weights, None).index(columns, least_coverage)?;
        let new_ranks = ranked(&new_scores);
        let pairs = || ranks.iter().zip(&new_ranks).map(|(old, new)| old.zip(*new));
        let fall = |(old, new): (usize, usize)| Some(i64::try_from(new).ok()? - i64::try_from(old).ok()?);
        Some(LeftOut {
            score_shift: scores.iter().zip(&new_scores).map(|(old, new)| Some((*new)? - (*old)?)).collect(),
            rank_shift: pairs().map(|pair| pair.and_then(fall)).collect(),
            mean_rank_shift: mean_shift(&ranks, &new_ranks),
        })
    };
    left_out.iter().map(without).collect()
}

/// Mean absolute difference of two ranks over the units that have both.
fn mean_shift(first: &[Option<usize>], second: &[Option<usize>]) -> Option<f64> {
    let both = first.iter().zip(second).filter_map(|(first, second)| first.zip(*second));
    let shifts: Vec<f64> = both.map(|(first, second)| first.abs_diff(second) as f64).collect();
    (!shifts.is_empty()).then(|| shifts.iter().sum::<f64>() / shifts.len() as f64)
}

/// Ranks of scores, the highest first.
fn ranked(scores: &[Option<f64>]) -> Vec<Option<usize>> {
    competition_rank(scores, Best::Highest).into_iter().map(|rank| rank.map(|rank| rank.place)).collect()
}

/// One of `count` places, equally likely for `u` from 0 to below 1.
fn pick(u: f64, count: usize) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and a number of choices"
    )]
    let place = (u * count as f64) as usize;
    place.min(count.saturating_sub(1))
}
