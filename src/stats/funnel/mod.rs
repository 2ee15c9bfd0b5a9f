//! Funnel plots of rates: how far a county may lie from the benchmark by chance, given its number of cases.
//!
//! | limits | for |
//! |---|---|
//! | [`normal_limits`] | the published OHID formula; leaves 0 to 1 for few cases |
//! | [`exact_limits`] | few cases, shares near 0 or 100 % |
//! | [`Overdispersion::limits`] | counties that differ by more than chance for reasons of their own |
//!
//! A benchmark is a share, 0 to 1: as a rule Σx/Σn ([`benchmark`]). `z` is the normal quantile of the limits:
//! [`Z95`] and [`Z998`] are the usual pair.

mod heterogeneity;
mod overdispersion;
#[cfg(test)]
mod tests;

use statrs::distribution::{Binomial, Discrete, DiscreteCDF};

pub use self::heterogeneity::{Heterogeneity, Tau2, heterogeneity};
pub use self::overdispersion::Overdispersion;
use super::interval::{Z95, Z998, is_share};

/// Where a unit lies against the limits of a funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FunnelClass {
    /// Below the 99.8 % limit: one in 1,000 by chance.
    Low998,
    /// Below the 95 % limit: 25 in 1,000 by chance.
    Low95,
    /// Within the limits: no sign that the unit differs.
    Within,
    /// Above the 95 % limit.
    High95,
    /// Above the 99.8 % limit.
    High998,
}

impl FunnelClass {
    /// The class of a distance from the benchmark in standard deviations. A unit on a limit is within it.
    pub fn of_z(z: f64) -> Option<Self> {
        match z {
            _ if z.is_nan() => None,
            _ if z < -Z998 => Some(Self::Low998),
            _ if z < -Z95 => Some(Self::Low95),
            _ if z <= Z95 => Some(Self::Within),
            _ if z <= Z998 => Some(Self::High95),
            _ => Some(Self::High998),
        }
    }
}

/// The share of all cases together, Σx/Σn, 0 to 1. Each unit is (x, n).
///
/// `None` without cases or where a unit with cases has no share.
pub fn benchmark(units: &[(f64, f64)]) -> Option<f64> {
    let (x, n) = units.iter().fold((0.0, 0.0), |(x, n), unit| (x + unit.0, n + unit.1));
    let sound = |unit: &(f64, f64)| is_share(unit.0, unit.1) || (unit.0, unit.1) == (0.0, 0.0);
    (units.iter().all(sound) && is_share(x, n)).then(|| x / n)
}

/// Funnel limits by the normal approximation, as shares: p̄ ± z√(p̄(1 − p̄)/n).
///
/// They leave 0 to 1 where n is small; a chart cuts them there. `None` for a benchmark outside 0 to 1 or `n`
/// not above 0.
///
/// Source: OHID, Fingertips technical guidance, in closed form; Spiegelhalter 2005, Stat Med 24:1185.
pub fn normal_limits(benchmark: f64, n: f64, z: f64) -> Option<(f64, f64)> {
    let usable = (0.0..=1.0).contains(&benchmark) && n.is_finite() && n > 0.0 && z.is_finite();
    let reach = z.abs() * (benchmark * (1.0 - benchmark) / n).sqrt();
    usable.then_some((benchmark - reach, benchmark + reach))
}

/// The class of a share `x` of `n` against the [`normal_limits`].
///
/// `None` where there is no share or no limits. Where the benchmark is 0 or 1 the limits are the benchmark.
///
/// Source: as [`normal_limits`].
pub fn classify(x: f64, n: f64, benchmark: f64) -> Option<FunnelClass> {
    if !is_share(x, n) {
        return None;
    }
    let share = x / n;
    let (outer, inner) = (normal_limits(benchmark, n, Z998)?, normal_limits(benchmark, n, Z95)?);
    Some(match share {
        _ if share < outer.0 => FunnelClass::Low998,
        _ if share < inner.0 => FunnelClass::Low95,
        _ if share <= inner.1 => FunnelClass::Within,
        _ if share <= outer.1 => FunnelClass::High95,
        _ => FunnelClass::High998,
    })
}

/// Funnel limits from the binomial distribution itself, interpolated between whole numbers, as shares in
/// 0 to 1.
///
/// For the tail probability P (0.025 below and 0.975 above for 95 %), r is the smallest whole number with
/// F(r) > P; the limit is (r − α)/n with α = (F(r) − P)/f(r), F and f of the binomial with `n` trials and
/// the benchmark. P comes from the normal quantile `z`.
///
/// `None` for a benchmark outside 0 to 1 or no trials.
///
/// Source: Spiegelhalter 2005, Stat Med 24:1185, appendix A.1.1.
pub fn exact_limits(benchmark: f64, n: u64, z: f64) -> Option<(f64, f64)> {
    if n == 0 || !z.is_finite() {
        return None;
    }
    let binomial = Binomial::new(benchmark, n).ok()?;
    let tail = super::normal_p(z) / 2.0;
    let limit = |probability: f64| {
        let r = smallest_above(&binomial, n, probability);
        let mass = binomial.pmf(r);
        let part = if mass > 0.0 { (binomial.cdf(r) - probability) / mass } else { 0.0 };
        ((r as f64 - part) / n as f64).clamp(0.0, 1.0)
    };
    Some((limit(tail), limit(1.0 - tail)))
}

/// The smallest whole number whose distribution function is above `probability`, at most `n`.
fn smallest_above(binomial: &Binomial, n: u64, probability: f64) -> u64 {
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = low.midpoint(high);
        if binomial.cdf(middle) > probability { high = middle } else { low = middle + 1 }
    }
    low
}
