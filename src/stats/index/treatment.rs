//! Values so far out that they would decide an indicator alone.

use super::Column;
use super::normalisation::mean_and_deviation;
use crate::stats::rank::sorted;

/// Skewness beyond which, together with [`MOST_KURTOSIS`], an indicator is treated.
const MOST_SKEWNESS: f64 = 2.0;

/// Kurtosis above which, together with [`MOST_SKEWNESS`], an indicator is treated.
const MOST_KURTOSIS: f64 = 3.5;

/// What was done to an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// Nothing: it is not outlying, or has too few values to tell.
    Kept,
    /// So many points moved to the next value inward.
    Winsorised(usize),
    /// Logarithm, because moving points was not enough. The unit of the values is lost.
    Logged,
}

/// An indicator after treatment.
#[derive(Clone, Debug, PartialEq)]
pub struct Treated {
    /// The values, missing where they were missing.
    pub values: Column,
    /// What was done.
    pub treatment: Treatment,
}

/// Sample skewness G₁ = n/((n − 1)(n − 2)) · Σ((x − x̄)/s)³.
///
/// `None` for fewer than three values, equal values, or a value that is not finite.
///
/// Source: Joanes & Gill 1998, The Statistician 47:183, type 2: the skewness of spreadsheets and of `COINr`.
pub fn skewness(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let third = standardised_moment(values, 3, 3)?;
    Some(n / ((n - 1.0) * (n - 2.0)) * third)
}

/// Sample excess kurtosis, about 0 for a normal sample:
///
/// G₂ = n(n + 1)/((n − 1)(n − 2)(n − 3)) · Σ((x − x̄)/s)⁴ − 3(n − 1)²/((n − 2)(n − 3))
///
/// `None` for fewer than four values, equal values, or a value that is not finite.
///
/// Source: as [`skewness`].
pub fn kurtosis(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let fourth = standardised_moment(values, 4, 4)?;
    let scale = n * (n + 1.0) / ((n - 1.0) * (n - 2.0) * (n - 3.0));
    Some(scale * fourth - 3.0 * (n - 1.0).powi(2) / ((n - 2.0) * (n - 3.0)))
}

/// Σ((x − x̄)/s)^power with s of n − 1, for at least `least` values that are not all equal.
fn standardised_moment(values: &[f64], power: i32, least: usize) -> Option<f64> {
    if values.len() < least {
        return None;
    }
    let (mean, deviation) = mean_and_deviation(values)?;
    let moment: f64 = values.iter().map(|x| ((x - mean) / deviation).powi(power)).sum();
    (deviation > 0.0 && moment.is_finite()).then_some(moment)
}

/// Treats an indicator whose skewness is beyond ±2 while its kurtosis is above 3.5.
///
/// Points are moved one by one from the skewed end to the next value inward, at most `most_points` (5 as a
/// rule), until the two no longer exceed their limits. If that does not do, the values as given are logged:
/// ln(x − min + 0.01(max − min)), or −ln(max − x + 0.01(max − min)) for a skew to the left.
///
/// Missing values stay missing and count for nothing.
///
/// Source: OECD & JRC 2008, section 3; conventions of `COINr` (`winsorise`, `log_CT`).
pub fn treat(values: &[Option<f64>], most_points: usize) -> Treated {
    let known: Vec<f64> = values.iter().flatten().copied().filter(|v| v.is_finite()).collect();
    let treated = |to: &dyn Fn(f64) -> f64, treatment| Treated {
        values: values.iter().map(|value| value.filter(|v| v.is_finite()).map(to)).collect(),
        treatment,
    };
    let Some(skew) = outlying_skew(&known) else {
        return treated(&|value| value, Treatment::Kept);
    };
    let ascending = sorted(&known);
    let (mut low, mut high) = (0, 0);
    let mut skew_now = skew;
    while low + high < most_points {
        if skew_now > 0.0 {
            high += 1;
        } else {
            low += 1;
        }
        let (Some(least), Some(most)) = (ascending.get(low), ascending.iter().rev().nth(high)) else { break };
        // All points at one value would no longer tell units apart.
        if least >= most {
            break;
        }
        let within = |value: f64| value.clamp(*least, *most);
        match outlying_skew(&known.iter().map(|value| within(*value)).collect::<Vec<_>>()) {
            None => return treated(&within, Treatment::Winsorised(low + high)),
            Some(skew) => skew_now = skew,
        }
    }
    let (Some(min), Some(max)) = (ascending.first(), ascending.last()) else {
        return treated(&|value| value, Treatment::Kept);
    };
    let margin = 0.01 * (max - min);
    if skew > 0.0 {
        treated(&|value| (value - min + margin).ln(), Treatment::Logged)
    } else {
        treated(&|value| -(max - value + margin).ln(), Treatment::Logged)
    }
}

/// The skewness, if both moments exceed their limits.
fn outlying_skew(values: &[f64]) -> Option<f64> {
    let (skew, kurtosis) = (skewness(values)?, kurtosis(values)?);
    (skew.abs() > MOST_SKEWNESS && kurtosis > MOST_KURTOSIS).then_some(skew)
}
