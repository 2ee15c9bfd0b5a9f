//! The critical value that holds for all pairs at once.

use super::greatest::{ByVariance, Extremes, critical_value as quantile, largest, noise, tail};
use super::{Estimate, is_separated, precision, squared_statistic};
use crate::stats::random::{Draws, in_parallel, stream};

/// The critical value of all directed pairs, after step-down. 0 for fewer than two units.
pub(super) fn critical_value(units: &[Estimate], confidence: f64, draws: &Draws) -> f64 {
    if units.len() < 2 {
        return 0.0;
    }
    let by_variance = ByVariance::of(units);
    let mut bounds =
        draws.map(|numbers| Extremes::of(&by_variance, &noise(&by_variance.variances, numbers)).greatest());
    let count = tail(draws.count, confidence);
    let all_pairs = largest(&mut bounds, count, |_, bound| bound);
    let mut critical = quantile(&all_pairs, draws.count, confidence);
    let mut separated = 0;
    loop {
        let before = separated;
        separated = separations(units, critical, draws.threads);
        if separated == before {
            return critical;
        }
        let remaining = largest(&mut bounds, count, |number, _| {
            let noise = noise(&by_variance.variances, stream(draws.seed, number));
            greatest_unseparated(units, &noise, &Extremes::of(&by_variance, &noise), critical)
        });
        critical = quantile(&remaining, draws.count, confidence);
    }
}

/// Number of separated pairs.
fn separations(units: &[Estimate], critical: f64, threads: usize) -> usize {
    let below = |number: usize| {
        let Some(unit) = units.get(number) else { return 0 };
        units.iter().filter(|other| is_separated(unit, other, critical)).count()
    };
    in_parallel(units.len(), threads, below).iter().sum()
}

/// Square of the greatest statistic of a draw over the directed pairs that the critical value does not
/// separate.
///
/// The greatest statistic over all pairs bounds that of a unit, so a unit counts only while its bound is
/// above what was found: a few of thousands.
fn greatest_unseparated(units: &[Estimate], noise: &[f64], extremes: &Extremes, critical: f64) -> f64 {
    let mut bounded: Vec<(f64, &Estimate, f64)> = units
        .iter()
        .zip(noise)
        .map(|(unit, noise)| (extremes.greatest_above(*noise, unit.variance), unit, *noise))
        .collect();
    bounded.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let mut greatest = 0.0;
    for (bound, unit, high) in bounded {
        if bound <= greatest {
            break;
        }
        for (other, low) in units.iter().zip(noise) {
            let difference = high - low;
            let square = squared_statistic(difference, precision(unit.variance, other.variance));
            if difference > 0.0 && square > greatest && !is_separated(unit, other, critical) {
                greatest = square;
            }
        }
    }
    greatest
}
