//! The critical value of each unit's own pairs.

use super::greatest::{ByVariance, Extreme, Extremes, critical_value, largest, noise, tail};
use super::{Estimate, is_separated, precision, squared_statistic};
use crate::stats::random::{Draws, in_parallel};

/// Units that are looked at together, so that their numbers lie side by side in memory.
const BLOCK: usize = 8;

/// A draw: the noise of all units and the extremes among them.
struct Draw {
    noise: Vec<f64>,
    extremes: Extremes,
}

/// For each unit the critical value of the directed pairs it is part of, after step-down. 0 for fewer than
/// two units.
pub(super) fn critical_values(units: &[Estimate], confidence: f64, draws: &Draws) -> Vec<f64> {
    if units.len() < 2 {
        return vec![0.0; units.len()];
    }
    let by_variance = ByVariance::of(units);
    let outcomes = draws.map(|numbers| {
        let noise = noise(&by_variance.variances, numbers);
        let extremes = Extremes::of(&by_variance, &noise);
        Draw { noise, extremes }
    });
    let blocks = in_parallel(units.len().div_ceil(BLOCK), draws.threads, |block| {
        let first = block * BLOCK;
        let members = first..(first + BLOCK).min(units.len());
        let bounds = greatest_of_block(&by_variance.variances, &outcomes, first);
        members
            .zip(bounds)
            .map(|(unit, bounds)| step_down(unit, units, &outcomes, bounds, confidence))
            .collect::<Vec<_>>()
    });
    blocks.into_iter().flatten().collect()
}

/// For each unit of a block the squares of the greatest statistics of its pairs, draw by draw.
///
/// The partner is one of the extremes, whichever the unit; itself it stands against at 0.
fn greatest_of_block(variances: &[f64], draws: &[Draw], first: usize) -> Vec<Vec<f64>> {
    let mut own = [1.0; BLOCK];
    for (slot, variance) in own.iter_mut().zip(variances.iter().skip(first)) {
        *slot = *variance;
    }
    let mut bounds = vec![Vec::new(); BLOCK];
    for draw in draws {
        let mut noise = [0.0; BLOCK];
        for (slot, value) in noise.iter_mut().zip(draw.noise.iter().skip(first)) {
            *slot = *value;
        }
        let mut greatest = [0.0_f64; BLOCK];
        for extreme in draw.extremes.high.iter().chain(&draw.extremes.low) {
            for ((greatest, noise), own) in greatest.iter_mut().zip(noise).zip(own) {
                let square = squared_statistic(noise - extreme.noise, precision(own, extreme.variance));
                *greatest = if square > *greatest { square } else { *greatest };
            }
        }
        for (list, greatest) in bounds.iter_mut().zip(greatest) {
            list.push(greatest);
        }
    }
    bounds
}

/// The critical value of one unit, from the squares of the greatest statistics of all its pairs.
fn step_down(
    number: usize,
    units: &[Estimate],
    draws: &[Draw],
    mut bounds: Vec<f64>,
    confidence: f64,
) -> f64 {
    let Some(unit) = units.get(number) else { return 0.0 };
    let count = tail(draws.len(), confidence);
    let all_pairs = largest(&mut bounds, count, |_, bound| bound);
    let mut critical = critical_value(&all_pairs, draws.len(), confidence);
    let mut separated = 0;
    loop {
        let pairs = OpenPairs::of(unit, units, critical);
        if pairs.separated == separated {
            return critical;
        }
        separated = pairs.separated;
        let remaining = largest(&mut bounds, count, |draw, bound| {
            draws.get(draw).map_or(0.0, |draw| pairs.greatest(number, draw, bound))
        });
        critical = critical_value(&remaining, draws.len(), confidence);
    }
}

/// The directed pairs of a unit that are not separated: the precision of each, 0 for a separated one, which
/// makes its statistic 0.
struct OpenPairs {
    /// The unit above another.
    above: Vec<f64>,
    /// The unit below another.
    below: Vec<f64>,
    /// Number of separated pairs.
    separated: usize,
}

impl OpenPairs {
    fn of(unit: &Estimate, units: &[Estimate], critical: f64) -> Self {
        let mut pairs = Self { above: Vec::new(), below: Vec::new(), separated: 0 };
        for other in units {
            let both = precision(unit.variance, other.variance);
            let (is_above, is_below) =
                (is_separated(unit, other, critical), is_separated(other, unit, critical));
            pairs.above.push(if is_above { 0.0 } else { both });
            pairs.below.push(if is_below { 0.0 } else { both });
            pairs.separated += usize::from(is_above || is_below);
        }
        pairs
    }

    /// Square of the greatest statistic of the open pairs in a draw, known to be at most `bound`.
    fn greatest(&self, unit: usize, draw: &Draw, bound: f64) -> f64 {
        let Some(own) = draw.noise.get(unit).copied() else { return 0.0 };
        let square = |noise: f64, above: f64, below: f64| {
            let difference = own - noise;
            squared_statistic(difference, if difference > 0.0 { above } else { below })
        };
        // Mostly the greatest of all pairs is that of an open one, and the extremes suffice.
        let of_extreme = |extreme: &Extreme| {
            let precision = |list: &[f64]| list.get(extreme.unit).copied().unwrap_or_default();
            square(extreme.noise, precision(&self.above), precision(&self.below))
        };
        let extremes = draw.extremes.high.iter().chain(&draw.extremes.low);
        let greatest = extremes.map(of_extreme).fold(0.0, f64::max);
        if greatest >= bound {
            return greatest;
        }
        // Lanes of their own let the processor compare several pairs at a time.
        let (noise, noise_rest) = draw.noise.as_chunks::<BLOCK>();
        let (above, above_rest) = self.above.as_chunks::<BLOCK>();
        let (below, below_rest) = self.below.as_chunks::<BLOCK>();
        let mut lanes = [0.0; BLOCK];
        for ((noise, above), below) in noise.iter().zip(above).zip(below) {
            for (((lane, noise), above), below) in lanes.iter_mut().zip(noise).zip(above).zip(below) {
                let square = square(*noise, *above, *below);
                *lane = if square > *lane { square } else { *lane };
            }
        }
        let rest = noise_rest.iter().zip(above_rest).zip(below_rest);
        let rest = rest.map(|((noise, above), below)| square(*noise, *above, *below));
        rest.chain(lanes).fold(0.0, f64::max)
    }
}
