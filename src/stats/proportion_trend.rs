//! Whether a rate rises or falls over the years, weighing each year by its cases.

use super::interval::is_share;
use super::normal_p;

/// Result of the Cochran–Armitage test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CochranArmitage {
    /// The trend in standard deviations, above 0 for a rise.
    pub z: f64,
    /// z², with one degree of freedom.
    pub chi2: f64,
    /// Two-sided p value.
    pub p: f64,
}

/// Cochran–Armitage test for a linear trend of rates, one `(x, n)` a time.
///
/// With p̄ = Σx/Σn and t̄ = Σnt/Σn: z = Σt(x − np̄)/√(p̄(1 − p̄)Σn(t − t̄)²). Times are centred before they
/// are squared, so that calendar years lose no digits.
///
/// A time without cases counts for nothing. `None` where the lengths differ or a time is not finite, where a
/// unit with cases is no share, where all rates are 0 or all are 1, or with cases at one time only.
///
/// Source: Cochran 1954, Biometrics 10:417; Armitage 1955, Biometrics 11:375; R's `prop.trend.test`. Its χ²
/// is that of OHID's recent-trend marker for proportions.
pub fn cochran_armitage(times: &[f64], units: &[(f64, f64)]) -> Option<CochranArmitage> {
    if times.len() != units.len() || times.iter().any(|t| !t.is_finite()) {
        return None;
    }
    let rate = super::funnel::benchmark(units)?;
    let counted = || times.iter().zip(units).filter(|(_, (x, n))| is_share(*x, *n));
    let cases: f64 = counted().map(|(_, (_, n))| n).sum();
    let centre = counted().map(|(t, (_, n))| n * t).sum::<f64>() / cases;
    let slope: f64 = counted().map(|(t, (x, n))| (t - centre) * (x - n * rate)).sum();
    let spread: f64 = counted().map(|(t, (_, n))| n * (t - centre).powi(2)).sum();
    let variance = rate * (1.0 - rate) * spread;
    if variance <= 0.0 || counted().all(|(t, _)| (t - centre).abs() <= f64::EPSILON * centre.abs()) {
        return None;
    }
    let z = slope / variance.sqrt();
    Some(CochranArmitage { z, chi2: z * z, p: normal_p(z) })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Golden {
        prop_trend: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        x: Vec<f64>,
        n: Vec<f64>,
        chi2: f64,
        p: f64,
    }

    #[test]
    fn the_trend_of_rates_agrees_with_r() {
        let golden: Golden = serde_json::from_str(include_str!("../../tests/golden/markers.json")).unwrap();
        for case in golden.prop_trend {
            let units: Vec<_> = case.x.into_iter().zip(case.n).collect();
            for start in [1, 2019] {
                let times: Vec<f64> = (start..).map(f64::from).take(units.len()).collect();
                let got = cochran_armitage(&times, &units).unwrap();
                assert_abs_diff_eq!(got.chi2, case.chi2, epsilon = 1e-9);
                assert_abs_diff_eq!(got.p, case.p, epsilon = 1e-9);
            }
        }
    }

    #[test]
    fn rates_that_cannot_rise_have_no_trend() {
        let times = [2019.0, 2020.0, 2021.0];
        for units in [
            [(0.0, 5.0), (0.0, 7.0), (0.0, 9.0)],
            [(5.0, 5.0), (7.0, 7.0), (9.0, 9.0)],
            [(1.0, 5.0), (0.0, 0.0), (0.0, 0.0)],
            [(0.0, 0.0); 3],
            [(6.0, 5.0), (1.0, 7.0), (1.0, 9.0)],
        ] {
            assert_eq!(cochran_armitage(&times, &units), None);
        }
        assert_eq!(cochran_armitage(&times, &[(1.0, 2.0)]), None);
        assert_eq!(cochran_armitage(&[1.0, f64::NAN], &[(1.0, 2.0), (0.0, 2.0)]), None);
        assert_eq!(cochran_armitage(&[2020.1; 2], &[(1.0, 2.0), (0.0, 3.0)]), None);
        assert_eq!(cochran_armitage(&[], &[]), None);
        let level = cochran_armitage(&times, &[(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]).unwrap();
        assert_abs_diff_eq!(level.z, 0.0, epsilon = 1e-12);
    }

    proptest! {
        #[test]
        fn the_trend_of_the_rest_is_the_opposite(
            units in prop::collection::vec((1_u32..300, 0.0..=1.0_f64), 2..12), step in 1_u8..9,
        ) {
            let units: Vec<(f64, f64)> =
                units.iter().map(|(n, part)| ((f64::from(*n) * part).round(), f64::from(*n))).collect();
            let times: Vec<f64> = (0..units.len()).map(|k| 2010.0 + k as f64).collect();
            let rest: Vec<_> = units.iter().map(|(x, n)| (n - x, *n)).collect();
            let stretched: Vec<f64> = times.iter().map(|t| t * f64::from(step)).collect();
            if let Some(got) = cochran_armitage(&times, &units) {
                prop_assert!((0.0..=1.0).contains(&got.p) && got.chi2.is_finite());
                prop_assert!((cochran_armitage(&times, &rest).unwrap().z + got.z).abs() < 1e-9);
                prop_assert!((cochran_armitage(&stretched, &units).unwrap().z - got.z).abs() < 1e-9);
            }
        }
    }
}
