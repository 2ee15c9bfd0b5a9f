//! Funnel limits for counties that differ by more than chance.

use super::heterogeneity::{Tau2, heterogeneity, paule_mandel};
use super::{FunnelClass, benchmark};
use crate::stats::interval::is_share;
use crate::stats::rank::quantile;

/// How far counties differ beyond chance, on the arcsine scale Y = asin√(x/n), where the standard deviation
/// of chance is 1/(2√n) whatever the share.
///
/// Source: Spiegelhalter 2005, Qual Saf Health Care 14:347; formulas as in `FunnelPlotR` for proportions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overdispersion {
    /// The benchmark, a share.
    pub benchmark: f64,
    /// Number of units with cases.
    pub units: usize,
    /// φ = Σz²/I over winsorised distances from the benchmark in standard deviations: about 1 where counties
    /// differ by chance only.
    pub phi: f64,
    /// Variance between counties on the arcsine scale.
    pub tau2: f64,
}

impl Overdispersion {
    /// Estimates φ and τ² from units (x, n) about their common share Σx/Σn.
    ///
    /// z = (Y − asin√p̄)·2√n; values below the `trim` quantile of z, or above the 1 − `trim` quantile, are
    /// moved to it (0.1 as a rule), so that the units that are to stand out do not widen the limits
    /// themselves. With I units and s = 1/(2√n):
    ///
    /// - [`Tau2::DerSimonianLaird`], about the benchmark: τ² = (Iφ − (I − 1))/(Σs⁻² − Σs⁻⁴/Σs⁻²), and 0 where
    ///   Iφ < I − 1.
    /// - [`Tau2::PauleMandel`], about the benchmark: Σ(Y − asin√p̄)²/(s² + τ²) = I − 1 for the winsorised Y.
    /// - [`Tau2::Reml`] and [`Tau2::Hedges`] of the winsorised Y, about their own mean.
    ///
    /// Units without cases do not count. `None` for fewer than two units with cases, for a unit that is no
    /// share, or `trim` outside 0 to below 0.5.
    pub fn estimate(units: &[(f64, f64)], trim: f64, method: Tau2) -> Option<Self> {
        let p = benchmark(units)?;
        let counted: Vec<(f64, f64)> = units.iter().copied().filter(|unit| unit.1 > 0.0).collect();
        if counted.len() < 2 || !(0.0..0.5).contains(&trim) {
            return None;
        }
        let centre = arcsine(p);
        let z: Vec<f64> = counted.iter().map(|(x, n)| (arcsine(x / n) - centre) / deviation(*n)).collect();
        let (low, high) = (quantile(&z, trim)?, quantile(&z, 1.0 - trim)?);
        let z: Vec<f64> = z.iter().map(|z| z.clamp(low, high)).collect();
        let count = z.len() as f64;
        let squares: f64 = z.iter().map(|z| z * z).sum();
        let variances: Vec<f64> = counted.iter().map(|(_, n)| deviation(*n).powi(2)).collect();
        let offsets: Vec<f64> = z.iter().zip(&variances).map(|(z, v)| z * v.sqrt()).collect();
        let tau2 = tau2_about_benchmark(&offsets, &variances, method).filter(|tau2| tau2.is_finite())?;
        Some(Self { benchmark: p, units: z.len(), phi: squares / count, tau2 })
    }

    /// Distance of the share `x` of `n` from the benchmark in standard deviations of chance and of the
    /// counties' own differences: (Y − asin√p̄)/√(s² + τ²). `None` where there is no share.
    pub fn z(&self, x: f64, n: f64) -> Option<f64> {
        if !is_share(x, n) {
            return None;
        }
        Some((arcsine(x / n) - arcsine(self.benchmark)) / (deviation(n).powi(2) + self.tau2).sqrt())
    }

    /// The class of the share `x` of `n` against the limits, on the scale on which they are made: a unit is
    /// outside where it is drawn outside. `None` where there is no share.
    pub fn classify(&self, x: f64, n: f64) -> Option<FunnelClass> {
        FunnelClass::of_z(self.z(x, n)?)
    }

    /// Funnel limits at `n` cases as shares in 0 to 1: sin²(asin√p̄ ± z√(s² + τ²)).
    ///
    /// `None` for `n` not above 0.
    pub fn limits(&self, n: f64, z: f64) -> Option<(f64, f64)> {
        if !(n.is_finite() && n > 0.0 && z.is_finite()) {
            return None;
        }
        let centre = arcsine(self.benchmark);
        let reach = z.abs() * (deviation(n).powi(2) + self.tau2).sqrt();
        // Beyond the ends of the scale the sine would turn back.
        let share = |angle: f64| angle.clamp(0.0, std::f64::consts::FRAC_PI_2).sin().powi(2);
        Some((share(centre - reach), share(centre + reach)))
    }
}

/// τ² of distances from the benchmark with the variances of chance, as told at [`Overdispersion::estimate`].
pub(super) fn tau2_about_benchmark(offsets: &[f64], variances: &[f64], method: Tau2) -> Option<f64> {
    let free = offsets.len() as f64 - 1.0;
    let q = |tau2: f64| offsets.iter().zip(variances).map(|(y, v)| y * y / (v + tau2)).sum();
    match method {
        Tau2::DerSimonianLaird => {
            let weight: f64 = variances.iter().map(|v| v.recip()).sum();
            let weight2: f64 = variances.iter().map(|v| v.recip().powi(2)).sum();
            let excess: f64 = q(0.0) - free;
            Some((excess / (weight - weight2 / weight)).max(0.0))
        }
        Tau2::PauleMandel => paule_mandel(q, free),
        Tau2::Reml | Tau2::Hedges => Some(heterogeneity(offsets, variances, method)?.tau2),
    }
}

/// asin√p, an angle from 0 to π/2.
fn arcsine(share: f64) -> f64 {
    share.sqrt().asin()
}

/// Standard deviation of the arcsine of a share of `n` by chance: 1/(2√n).
fn deviation(n: f64) -> f64 {
    0.5 / n.sqrt()
}
