//! How much units differ beyond chance: the variance τ² between them.

/// An estimator of τ².
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tau2 {
    /// DerSimonian & Laird 1986, Control Clin Trials 7:177: moments, in closed form. A few units with many
    /// cases own the weights.
    DerSimonianLaird,
    /// Paule & Mandel 1982, J Res NBS 87:377: the τ² at which the weighted sum of squares is what it should
    /// be, k − 1. Little swayed by a few large units.
    PauleMandel,
    /// Restricted maximum likelihood, normal effects.
    Reml,
    /// Hedges 1983, Psychol Bull 93:388: the plain variance of the values less the mean sampling variance. All
    /// units count the same, so that units with few cases make it unsteady.
    Hedges,
}

/// A random-effects summary of estimates with known variances.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heterogeneity {
    /// Variance between the units, in the square of the unit of the values; 0 where they agree by chance.
    pub tau2: f64,
    /// Mean weighted by 1/(v + τ²).
    pub mean: f64,
    /// Standard error of the mean.
    pub error: f64,
    /// Cochran's Q: Σ(y − ȳ)²/v about the mean weighted by 1/v.
    pub q: f64,
    /// Share of the variation that is not chance, 0 to 1: max(0, (Q − (k − 1))/Q).
    pub i2: f64,
}

/// Steps after which a search for τ² stops; both searches are at their last digits long before.
const MOST_STEPS: usize = 2_000;

/// τ² and the mean of `values` with the sampling variances `variances`.
///
/// With w = 1/v, Q = Σw(y − ȳ)², by DerSimonian & Laird τ² = max(0, (Q − (k − 1))/(Σw − Σw²/Σw)). By Paule &
/// Mandel τ² solves Σ(y − ȳ)²/(v + τ²) = k − 1, 0 if there is no root. By REML τ² is the fixed point of
/// τ² = Σw²((y − ȳ)² − v)/Σw² + 1/Σw with w = 1/(v + τ²), found by repeating it, and kept at or above 0.
/// By Hedges τ² = max(0, Σ(y − ȳ)²/(k − 1) − Σv/k) about the plain mean.
///
/// `None` for fewer than two values, slices of different length, or variances not above 0; also where a
/// search does not settle, or variances are so different that one unit has all the weight there is.
///
/// Source: Viechtbauer 2005, J Educ Behav Stat 30:261 (estimators); Higgins & Thompson 2002, Stat Med 21:1539
/// (I²).
pub fn heterogeneity(values: &[f64], variances: &[f64], method: Tau2) -> Option<Heterogeneity> {
    let usable = values.len() == variances.len()
        && values.len() >= 2
        && values.iter().all(|y| y.is_finite())
        && variances.iter().all(|v| v.is_finite() && *v > 0.0);
    if !usable {
        return None;
    }
    let free = values.len() as f64 - 1.0;
    let fixed = Fit::at(values, variances, 0.0);
    let tau2 = match method {
        Tau2::DerSimonianLaird => ((fixed.q - free) / (fixed.weight - fixed.weight2 / fixed.weight)).max(0.0),
        Tau2::PauleMandel => paule_mandel(|tau2| Fit::at(values, variances, tau2).q, free)?,
        Tau2::Reml => reml(values, variances)?,
        Tau2::Hedges => hedges(values, variances),
    };
    if !tau2.is_finite() {
        return None;
    }
    let random = Fit::at(values, variances, tau2);
    let i2 = if fixed.q > free { (fixed.q - free) / fixed.q } else { 0.0 };
    Some(Heterogeneity { tau2, mean: random.mean, error: random.weight.recip().sqrt(), q: fixed.q, i2 })
}

/// The τ² at which the falling function `q` is `expected`, 0 if it is below already at 0.
pub(super) fn paule_mandel(q: impl Fn(f64) -> f64, expected: f64) -> Option<f64> {
    if q(0.0) <= expected {
        return Some(0.0);
    }
    let mut high = 1.0;
    for _ in 0..MOST_STEPS {
        if q(high) <= expected {
            break;
        }
        high *= 2.0;
    }
    let mut low = 0.0;
    for _ in 0..MOST_STEPS {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if q(middle) > expected { low = middle } else { high = middle }
    }
    high.is_finite().then_some(high)
}

/// τ² by restricted maximum likelihood.
fn reml(values: &[f64], variances: &[f64]) -> Option<f64> {
    let mut tau2 = heterogeneity(values, variances, Tau2::PauleMandel)?.tau2;
    let least = variances.iter().copied().fold(f64::INFINITY, f64::min);
    for _ in 0..MOST_STEPS {
        let fit = Fit::at(values, variances, tau2);
        let excess: f64 = values
            .iter()
            .zip(variances)
            .map(|(y, v)| ((y - fit.mean).powi(2) - v) / (v + tau2).powi(2))
            .sum();
        let next = (excess / fit.weight2 + fit.weight.recip()).max(0.0);
        let step = (next - tau2).abs();
        tau2 = next;
        if step <= 1e-13 * (tau2 + least) {
            return Some(tau2);
        }
    }
    None
}

/// τ² from the plain variance of at least two values.
fn hedges(values: &[f64], variances: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|y| (y - mean).powi(2)).sum();
    (squares / (count - 1.0) - variances.iter().sum::<f64>() / count).max(0.0)
}

/// Weighted sums at a given τ².
struct Fit {
    mean: f64,
    /// Σ w, w = 1/(v + τ²).
    weight: f64,
    /// Σ w².
    weight2: f64,
    /// Σ w(y − ȳ)².
    q: f64,
}

impl Fit {
    fn at(values: &[f64], variances: &[f64], tau2: f64) -> Self {
        let weights = || variances.iter().map(|v| (v + tau2).recip());
        let weight: f64 = weights().sum();
        let mean = values.iter().zip(weights()).map(|(y, w)| w * y).sum::<f64>() / weight;
        let q = values.iter().zip(weights()).map(|(y, w)| w * (y - mean).powi(2)).sum();
        Self { mean, weight, weight2: weights().map(|w| w * w).sum(), q }
    }
}
