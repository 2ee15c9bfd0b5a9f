//! One scale for indicators of different units.

use super::Column;
use crate::stats::rank::sorted;

/// How an indicator is brought to a scale on which higher is better.
///
/// Minimum, maximum, mean, deviation and ranks are those of a reference: the values of the same year for
/// scores that compare units within a year, of a base year or of all years together for scores that compare
/// years.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Normalisation {
    /// lower + (x − min)/(max − min)·(upper − lower): 0 to 100 as a rule, 1 to 100 for a geometric mean. A
    /// value beyond the reference goes beyond the ends.
    MinMax {
        /// Score of the lowest value of the reference.
        lower: f64,
        /// Score of the highest.
        upper: f64,
    },
    /// mean + (x − x̄)/s·deviation, s of n − 1.
    ZScore {
        /// Score of the average of the reference.
        mean: f64,
        /// Score of one standard deviation.
        deviation: f64,
    },
    /// 1 + number of reference values below: 1 for the lowest.
    Rank,
    /// Number of reference values below: the points of a Borda count.
    Borda,
    /// Number of reference values below, over n − 1 and at most 1: 0 to 1.
    Percentile,
    /// (x − min)/(target − min), at most 1: the part of the way to the target.
    DistanceToTarget {
        /// The value to reach, in the direction of the indicator.
        target: f64,
    },
    /// 1 − (max − x)/(max − min): distance to the best.
    DistanceToBest,
    /// x/max: the part of the best.
    FractionOfBest,
    /// scale·(x − low)/(high − low), cut at 0 and `scale`. Needs no reference.
    Goalposts {
        /// The value that scores 0.
        low: f64,
        /// The value that scores `scale`.
        high: f64,
        /// The highest score.
        scale: f64,
    },
}

/// The scores of an indicator whose values are in the direction of the index (higher is better).
///
/// A missing value stays missing. All are missing where the scale has no width: a constant reference, a
/// target at its lowest value, equal goalposts, or no reference at all (one of fewer than two values for z
/// and percentile).
///
/// Source: OECD & JRC 2008, section 5; `COINr`'s `n_minmax`, `n_zscore`, `n_rank`, `n_borda`, `n_prank`,
/// `n_dist2targ`, `n_dist2max`, `n_fracmax`, `n_goalposts`.
pub fn normalise(values: &[Option<f64>], reference: &[f64], how: Normalisation) -> Column {
    let scale = Scale::of(reference, how);
    values
        .iter()
        .map(|value| {
            let score = scale.as_ref()?.score(value.filter(|v| v.is_finite())?);
            score.is_finite().then_some(score)
        })
        .collect()
}

/// A scale, made from the reference once.
enum Scale {
    /// offset + slope·(x − origin), kept within the two limits.
    Linear { origin: f64, slope: f64, offset: f64, within: (f64, f64) },
    /// offset + slope·(number of values below), at most `most`.
    Below { ascending: Vec<f64>, offset: f64, slope: f64, most: f64 },
}

impl Scale {
    /// `None` where the scale has no width.
    fn of(reference: &[f64], how: Normalisation) -> Option<Self> {
        let known: Vec<f64> = reference.iter().copied().filter(|v| v.is_finite()).collect();
        let ascending = sorted(&known);
        let ends = ascending.first().copied().zip(ascending.last().copied());
        let linear = |origin: f64, width: f64, scores: (f64, f64), within: (f64, f64)| {
            let slope = (scores.1 - scores.0) / width;
            (width.abs() > 0.0 && slope.is_finite()).then_some(Self::Linear {
                origin,
                slope,
                offset: scores.0,
                within,
            })
        };
        let free = (f64::NEG_INFINITY, f64::INFINITY);
        let unit = (0.0, 1.0);
        let below = |ascending, offset, slope, most| Some(Self::Below { ascending, offset, slope, most });
        match how {
            Normalisation::MinMax { lower, upper } => {
                let (min, max) = ends?;
                linear(min, max - min, (lower, upper), free)
            }
            Normalisation::ZScore { mean, deviation } => {
                let (centre, width) = mean_and_deviation(&known)?;
                linear(centre, width, (mean, mean + deviation), free)
            }
            Normalisation::Rank => below(ascending, 1.0, 1.0, f64::INFINITY),
            Normalisation::Borda => below(ascending, 0.0, 1.0, f64::INFINITY),
            Normalisation::Percentile => {
                let others = ascending.len().checked_sub(1).filter(|others| *others > 0)?;
                below(ascending, 0.0, (others as f64).recip(), 1.0)
            }
            Normalisation::DistanceToTarget { target } => {
                let (min, _) = ends?;
                if target > min { linear(min, target - min, unit, (f64::NEG_INFINITY, 1.0)) } else { None }
            }
            Normalisation::DistanceToBest => {
                let (min, max) = ends?;
                linear(min, max - min, unit, free)
            }
            Normalisation::FractionOfBest => {
                let (_, max) = ends?;
                linear(0.0, max, unit, free)
            }
            Normalisation::Goalposts { low, high, scale } => {
                linear(low, high - low, (0.0, scale), (scale.min(0.0), scale.max(0.0)))
            }
        }
    }

    fn score(&self, value: f64) -> f64 {
        match self {
            Self::Linear { origin, slope, offset, within } => {
                (offset + slope * (value - origin)).max(within.0).min(within.1)
            }
            Self::Below { ascending, offset, slope, most } => {
                let below = ascending.partition_point(|reference| *reference < value);
                (offset + slope * below as f64).min(*most)
            }
        }
    }
}

/// Mean and standard deviation (n − 1) of at least two values that are all finite.
pub(super) fn mean_and_deviation(values: &[f64]) -> Option<(f64, f64)> {
    if values.len() < 2 || values.iter().any(|v| !v.is_finite()) {
        return None;
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
    // Equal values have no spread; what is left of it is the rounding of the mean.
    let first = values.first()?;
    let equal = values.iter().all(|v| (v - first).abs() <= 0.0);
    Some((mean, if equal { 0.0 } else { (squares / (n - 1.0)).sqrt() }))
}
