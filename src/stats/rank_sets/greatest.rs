//! The greatest statistic over all pairs of a draw, without looking at all pairs; and the greatest of many
//! draws, without looking at all draws.
//!
//! Both short cuts are exact. The first: in (zⱼ − zₖ)/√(σⱼ² + σₖ²), as long as it is positive, nothing is
//! lost by trading j for a unit with a value as high and an error as small, nor k for one as low and as
//! exact. So j need only run over the units that are higher than all more exact ones, and k over those that
//! are lower. Of thousands of units some dozens remain ([`Extremes`]).
//!
//! The second: leaving pairs out can only lower the greatest of a draw. With its old greatest as a bound, a
//! draw is looked at again only while it may still be one of the few that the quantile needs ([`largest`]).

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rand_core::Rng;
use rand_distr::{Distribution, StandardNormal};

use super::{Estimate, precision, squared_statistic};

/// The units in ascending order of their variance, as the search for extremes wants them.
pub(super) struct ByVariance {
    /// Places of the units in the order given.
    order: Vec<usize>,
    /// Their variances, in the order given.
    pub(super) variances: Vec<f64>,
}

impl ByVariance {
    pub(super) fn of(units: &[Estimate]) -> Self {
        let variances: Vec<f64> = units.iter().map(|unit| unit.variance).collect();
        let mut order: Vec<(f64, usize)> = variances.iter().copied().zip(0..).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self { order: order.into_iter().map(|(_, unit)| unit).collect(), variances }
    }
}

/// The noise of one draw: for each unit a normal number with the unit's variance and mean 0.
pub(super) fn noise(variances: &[f64], mut numbers: impl Rng) -> Vec<f64> {
    let scaled = |variance: &f64| {
        let normal: f64 = StandardNormal.sample(&mut numbers);
        normal * variance.sqrt()
    };
    variances.iter().map(scaled).collect()
}

/// A unit in a draw.
#[derive(Clone, Copy)]
pub(super) struct Extreme {
    pub(super) unit: usize,
    pub(super) noise: f64,
    pub(super) variance: f64,
}

/// The units of a draw that can be part of a greatest statistic.
pub(super) struct Extremes {
    /// Higher than every more exact unit.
    pub(super) high: Vec<Extreme>,
    /// Lower than every more exact unit.
    pub(super) low: Vec<Extreme>,
}

impl Extremes {
    pub(super) fn of(units: &ByVariance, noise: &[f64]) -> Self {
        let mut extremes = Self { high: Vec::new(), low: Vec::new() };
        let (mut highest, mut lowest) = (f64::NEG_INFINITY, f64::INFINITY);
        for &unit in &units.order {
            let (Some(&noise), Some(&variance)) = (noise.get(unit), units.variances.get(unit)) else {
                continue;
            };
            if noise > highest {
                highest = noise;
                extremes.high.push(Extreme { unit, noise, variance });
            }
            if noise < lowest {
                lowest = noise;
                extremes.low.push(Extreme { unit, noise, variance });
            }
        }
        extremes
    }

    /// Square of the greatest statistic over all pairs.
    pub(super) fn greatest(&self) -> f64 {
        self.high.iter().map(|high| self.greatest_above(high.noise, high.variance)).fold(0.0, f64::max)
    }

    /// Square of the greatest statistic of a unit above any other; 0 if it is above none.
    pub(super) fn greatest_above(&self, noise: f64, variance: f64) -> f64 {
        self.low.iter().fold(0.0, |greatest, low| {
            let difference = (noise - low.noise).max(0.0);
            greatest.max(squared_statistic(difference, precision(variance, low.variance)))
        })
    }
}

/// Number of largest draws that the quantile at `confidence` is made of.
pub(super) fn tail(draws: usize, confidence: f64) -> usize {
    draws - quantile_place(draws, confidence).0
}

/// The critical value: the quantile at `confidence` of all draws, given the squares of the [`tail`] largest
/// in descending order.
///
/// Source: Hyndman & Fan 1996, definition 7, as [`quantile`](crate::stats::quantile).
pub(super) fn critical_value(largest_squares: &[f64], draws: usize, confidence: f64) -> f64 {
    let (_, part) = quantile_place(draws, confidence);
    let mut ascending = largest_squares.iter().rev().map(|square| square.sqrt());
    let lower = ascending.next().unwrap_or_default();
    let upper = ascending.next().unwrap_or(lower);
    lower + part * (upper - lower)
}

/// (draws − 1) · confidence as a whole number and the part beyond it.
fn quantile_place(draws: usize, confidence: f64) -> (usize, f64) {
    let place = draws.saturating_sub(1) as f64 * confidence;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the number of draws"
    )]
    let whole = place.floor() as usize;
    (whole, place - place.floor())
}

/// The `count` largest values in descending order, where `bounds` has a number at or above each value and
/// `value` finds the value itself, given its number and its bound. Where it was looked at, the bound becomes
/// the value.
///
/// The draw with the highest bound is looked at first; one whose value is known and still at the top is the
/// next largest.
pub(super) fn largest(
    bounds: &mut [f64],
    count: usize,
    mut value: impl FnMut(usize, f64) -> f64,
) -> Vec<f64> {
    let mut heap: BinaryHeap<Candidate> = bounds
        .iter()
        .zip(0..)
        .map(|(bound, draw)| Candidate { bound: *bound, draw, is_known: false })
        .collect();
    let mut found = Vec::with_capacity(count);
    while found.len() < count {
        let Some(top) = heap.pop() else { break };
        if top.is_known {
            found.push(top.bound);
            continue;
        }
        let known = value(top.draw, top.bound).min(top.bound);
        if let Some(bound) = bounds.get_mut(top.draw) {
            *bound = known;
        }
        heap.push(Candidate { bound: known, is_known: true, ..top });
    }
    found
}

/// A draw in the heap of [`largest`], in order of its bound.
struct Candidate {
    bound: f64,
    draw: usize,
    is_known: bool,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound
            .total_cmp(&other.bound)
            .then(self.is_known.cmp(&other.is_known))
            .then(self.draw.cmp(&other.draw))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}
