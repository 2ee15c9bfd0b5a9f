//! Sets of ranks: which places a unit may have, given how uncertain all the values are.
//!
//! A list 1 to p of counties is mostly noise: values that differ by less than their errors are put in order
//! all the same. A rank confidence set says which places the data leave open.
//!
//! For two units the statistic is T = (xⱼ − xₖ)/√(σⱼ² + σₖ²). Unit j is *separated above* unit k where T is
//! above a critical value c. Then the places open to j run from 1 + the units separated above it to p less
//! the units separated below it. c is the quantile, at the confidence asked for, of the greatest of the
//! statistics of independent normal noise with the standard errors σ; it comes from simulation.
//!
//! Step-down: once c has separated some pairs, the greatest is looked for among the others only, which lowers
//! c and may separate more, until nothing new is found. Pairs are directed here: j above k and k above j are
//! two hypotheses, so that the chance of any wrong separation, a wrong sign included, stays below
//! 1 − confidence.
//!
//! Source: Mogstad, Romano, Shaikh & Wilhelm 2024, Rev Econ Stud 91:476; step-down as in Romano & Wolf
//! 2005, Econometrica 73:1237.

mod greatest;
mod marginal;
mod multinomial;
mod simultaneous;
#[cfg(test)]
mod tests;
mod tiers;

use super::Best;
use super::interval::{Z95, is_share};
use super::random::Draws;
pub use multinomial::multinomial_rank_sets;
pub use tiers::{possibly_among_best, tiers};

/// A value with its sampling variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value that is ranked.
    pub value: f64,
    /// Square of its standard error, in the square of its unit; above 0.
    pub variance: f64,
}

/// For how many units at once sets hold what they are to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Each set taken alone holds its unit's true rank with the confidence asked for: for one county's
    /// report.
    Marginal,
    /// All sets together hold all true ranks with the confidence asked for: for a published list.
    Simultaneous,
}

/// The places open to a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankSet {
    /// Its place by value alone: 1 + the number of values strictly better.
    pub place: usize,
    /// The best place the data leave open, from 1.
    pub lower: usize,
    /// The worst place the data leave open, up to the number of units.
    pub upper: usize,
}

/// The share `x` of `n` as an estimate: x/n with the variance p(1 − p)/n.
///
/// At 0 and 100 % that variance is 0, as if the share were known without error. There the variance is taken
/// at the centre of the Wilson interval: p̃(1 − p̃)/(n + z²) with p̃ = (x + z²/2)/(n + z²) and z of 95 %.
///
/// `None` where there is no share: `n` not above 0, or `x` outside 0 to `n`.
///
/// Source: Agresti & Coull 1998, Am Stat 52:119, for the variance at the ends.
pub fn share_estimate(x: f64, n: f64) -> Option<Estimate> {
    if !is_share(x, n) {
        return None;
    }
    let value = x / n;
    let variance = if x > 0.0 && x < n {
        value * (1.0 - value) / n
    } else {
        let trials = n + Z95 * Z95;
        let centre = (x + Z95 * Z95 / 2.0) / trials;
        centre * (1.0 - centre) / trials
    };
    Some(Estimate { value, variance })
}

/// Confidence sets of the ranks of independent, nearly normal estimates, in the order given.
///
/// Place 1 has the value that is `best`. `confidence` is the chance that a set holds the true rank, 0.95 as a
/// rule; for one or for all at once says `coverage`. Formula, steps and source: see the [module](self).
///
/// With 2,000 draws limits differ by a place or two from seed to seed, with 20,000 hardly ever. The time
/// grows with draws · units · (units that can be extreme, some dozens), not with the pairs of units, and the
/// result is that of all pairs. Marginal sets hold draws · units numbers in memory.
///
/// `None` where an estimate is not finite or its variance not above 0, where the confidence is not from 0.5
/// to below 1, or without draws.
pub fn rank_sets(
    estimates: &[Estimate],
    best: Best,
    coverage: Coverage,
    confidence: f64,
    draws: &Draws,
) -> Option<Vec<RankSet>> {
    let sound = |e: &Estimate| e.value.is_finite() && e.variance.is_finite() && e.variance > 0.0;
    if !estimates.iter().all(sound) || !(0.5..1.0).contains(&confidence) || draws.count == 0 {
        return None;
    }
    let units: Vec<Estimate> = match best {
        Best::Highest => estimates.to_vec(),
        Best::Lowest => estimates.iter().map(|e| Estimate { value: -e.value, ..*e }).collect(),
    };
    let critical = match coverage {
        Coverage::Marginal => marginal::critical_values(&units, confidence, draws),
        Coverage::Simultaneous => vec![simultaneous::critical_value(&units, confidence, draws); units.len()],
    };
    Some(units.iter().zip(critical).map(|(unit, critical)| set_of(unit, &units, critical)).collect())
}

/// The places that a critical value leaves open to a unit.
fn set_of(unit: &Estimate, units: &[Estimate], critical: f64) -> RankSet {
    let mut set = RankSet { place: 1, lower: 1, upper: units.len() };
    for other in units {
        if other.value > unit.value {
            set.place += 1;
            set.lower += usize::from(is_separated(other, unit, critical));
        } else if is_separated(unit, other, critical) {
            set.upper -= 1;
        }
    }
    set
}

/// Whether the first unit is separated above the second: T above the critical value.
fn is_separated(above: &Estimate, below: &Estimate, critical: f64) -> bool {
    let difference = above.value - below.value;
    difference > 0.0
        && squared_statistic(difference, precision(above.variance, below.variance)) > critical * critical
}

/// 1/(σⱼ² + σₖ²), the precision of the difference of two estimates.
fn precision(first: f64, second: f64) -> f64 {
    1.0 / (first + second)
}

/// The square of the statistic of a difference. Statistics are compared as squares throughout: a square
/// spares the root, and by computing it in one way only, a short cut gives the same bits as all pairs would.
fn squared_statistic(difference: f64, precision: f64) -> f64 {
    difference * difference * precision
}
