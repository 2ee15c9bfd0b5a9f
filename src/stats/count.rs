//! Intervals of a count, and of a rate per 10,000 people when divided by the people: cases that happen one by
//! one, without a number they are part of.

use statrs::distribution::{ContinuousCDF, Gamma};

use super::normal_p;

/// Count below which [`count_interval`] is exact.
const FEW: f64 = 10.0;

/// Count above which [`poisson_exact`] has no answer: its quantiles would take ever longer.
const MANY: f64 = 1e6;

/// Interval of a count as published by OHID: exact below 10, Byar's from there on. As (lower, upper), in
/// cases; `z` is the normal quantile, [`Z95`](super::Z95) for 95 %.
///
/// `None` for a count below 0 or not finite.
///
/// Source: OHID, Fingertips technical guidance; see [`poisson_exact`] and [`byar`].
pub fn count_interval(x: f64, z: f64) -> Option<(f64, f64)> {
    if x < FEW { poisson_exact(x, z) } else { byar(x, z) }
}

/// Byar's interval of a count, as (lower, upper), in cases: an approximation good to a hundredth of a case
/// from 10 cases on at 95 %.
///
/// x(1 − 1/(9x) − z/(3√x))³ and (x + 1)(1 − 1/(9(x + 1)) + z/(3√(x + 1)))³. The lower limit is 0 where the
/// cube is not above 0, as at x = 0.
///
/// `None` for a count below 0 or not finite.
///
/// Source: Breslow & Day 1987, Statistical Methods in Cancer Research II, IARC, p. 69.
pub fn byar(x: f64, z: f64) -> Option<(f64, f64)> {
    if !(x.is_finite() && x >= 0.0 && z.is_finite()) {
        return None;
    }
    let limit = |x: f64, z: f64| x * (1.0 - 1.0 / (9.0 * x) + z / (3.0 * x.sqrt())).powi(3);
    let lower = if x > 0.0 { limit(x, -z.abs()).max(0.0) } else { 0.0 };
    Some((lower, limit(x + 1.0, z.abs())))
}

/// Exact interval of a Poisson count, as (lower, upper), in cases.
///
/// χ²(α/2; 2x)/2 and χ²(1 − α/2; 2x + 2)/2 with quantiles of χ², α the two-sided tail of `z`. The lower limit
/// is 0 at x = 0.
///
/// `None` for a count below 0 or above a million, where [`byar`] is as good, or a `z` beyond 8.
///
/// Source: Garwood 1936, Biometrika 28:437.
pub fn poisson_exact(x: f64, z: f64) -> Option<(f64, f64)> {
    let tail = normal_p(z) / 2.0;
    // Beyond z = 8.2 the tail is too thin to be told from none.
    if !((0.0..=MANY).contains(&x) && tail > f64::EPSILON) {
        return None;
    }
    // Half of χ² with 2x degrees of freedom is a gamma variable of shape x.
    let quantile = |shape: f64, p: f64| Some(Gamma::new(shape, 1.0).ok()?.inverse_cdf(p));
    let lower = if x > 0.0 { quantile(x, tail)? } else { 0.0 };
    Some((lower, quantile(x + 1.0, 1.0 - tail)?))
}

#[cfg(test)]
mod tests {
    use approx::{assert_abs_diff_eq, assert_relative_eq};
    use proptest::prelude::*;
    use serde::Deserialize;
    use statrs::distribution::{DiscreteCDF, Poisson};

    use super::*;
    use crate::stats::{Z95, Z998};

    #[derive(Deserialize)]
    struct Golden {
        byar: Vec<Case>,
        poisson_exact: Vec<Case>,
        count_interval: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        x: f64,
        lo: Option<f64>,
        hi: Option<f64>,
        lo998: Option<f64>,
        hi998: Option<f64>,
    }

    fn golden() -> Golden {
        serde_json::from_str(include_str!("../../tests/golden/counts.json")).unwrap()
    }

    /// Printed figures have twelve digits; the quantiles of `statrs` are good to ten.
    fn close(got: Option<(f64, f64)>, lower: Option<f64>, upper: Option<f64>) {
        let got = got.unwrap();
        if let Some(lower) = lower {
            assert_relative_eq!(got.0, lower, max_relative = 1e-9);
        }
        if let Some(upper) = upper {
            assert_relative_eq!(got.1, upper, max_relative = 1e-9);
        }
    }

    #[test]
    fn limits_of_counts_agree_with_public_health_england() {
        let golden = golden();
        for (cases, interval) in [
            (golden.byar, byar as fn(f64, f64) -> Option<(f64, f64)>),
            (golden.poisson_exact, poisson_exact),
            (golden.count_interval, count_interval),
        ] {
            for case in cases {
                close(interval(case.x, Z95), case.lo, case.hi);
                close(interval(case.x, Z998), case.lo998, case.hi998);
            }
        }
    }

    #[test]
    fn no_case_has_an_upper_limit_and_no_count_has_none() {
        // By hand: no case in a Poisson with mean 3.688879 has the probability 0.025.
        let (lower, upper) = count_interval(0.0, Z95).unwrap();
        assert_abs_diff_eq!(lower, 0.0);
        assert_abs_diff_eq!(upper, -(0.025_f64.ln()), epsilon = 1e-9);
        assert_eq!(byar(0.0, Z95).map(|limits| limits.0), Some(0.0));
        for x in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(count_interval(x, Z95), None);
            assert_eq!(byar(x, Z95), None);
        }
        assert_eq!(count_interval(3.0, f64::NAN), None);
    }

    proptest! {
        #[test]
        fn limits_hold_the_count_and_byar_is_near_the_exact_ones(x in 0_u32..5_000) {
            let x = f64::from(x);
            for z in [Z95, Z998] {
                let exact = poisson_exact(x, z).unwrap();
                let approximate = byar(x, z).unwrap();
                for limits in [exact, approximate] {
                    prop_assert!(0.0 <= limits.0 && limits.0 <= x && x < limits.1);
                }
                if x >= FEW && z <= Z95 {
                    prop_assert!((exact.0 - approximate.0).abs() < 0.01);
                    prop_assert!((exact.1 - approximate.1).abs() < 0.01);
                }
            }
        }

        #[test]
        fn exact_limits_leave_half_of_alpha_on_each_side(x in 1_u32..200) {
            let (lower, upper) = poisson_exact(f64::from(x), Z95).unwrap();
            let x = u64::from(x);
            prop_assert!((Poisson::new(lower).unwrap().sf(x - 1) - 0.025).abs() < 1e-9);
            prop_assert!((Poisson::new(upper).unwrap().cdf(x) - 0.025).abs() < 1e-9);
        }
    }
}
