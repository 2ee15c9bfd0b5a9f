//! How unequally something is spread over units: requests over counties, staff over departments.
//!
//! The measures take amounts that are 0 or more and do not change when all of them are multiplied. `None`
//! stands for no answer: no amounts, one below 0 or not finite, or nothing to spread (a sum of 0).

use super::rank::{quantile, sorted};
use super::structure::shares;

/// Gini coefficient: 0 for equal amounts, (n − 1)/n where one unit has everything.
///
/// With the amounts in ascending order: Σ(2i − n − 1)xᵢ/(nΣx). Times n/(n − 1) it is the corrected
/// coefficient, which reaches 1.
///
/// Source: Gini 1912; R's `ineq::Gini` without correction.
pub fn gini(amounts: &[f64]) -> Option<f64> {
    let total = total(amounts)?;
    let n = amounts.len() as f64;
    let weighted: f64 =
        sorted(amounts).iter().zip(1_u32..).map(|(x, i)| (2.0 * f64::from(i) - n - 1.0) * x).sum();
    Some((weighted / (n * total)).max(0.0))
}

/// Theil's T: (1/n)Σ(x/μ)ln(x/μ), 0 for equal amounts, ln n where one unit has everything. In nats.
///
/// Source: Theil 1967, Economics and Information Theory.
pub fn theil_t(amounts: &[f64]) -> Option<f64> {
    let mean = total(amounts)? / amounts.len() as f64;
    let sum: f64 = amounts.iter().map(|x| x_ln_x(x / mean)).sum();
    Some((sum / amounts.len() as f64).max(0.0))
}

/// Theil's L, the mean log deviation: (1/n)Σln(μ/x), 0 for equal amounts. In nats.
///
/// `None` also where an amount is 0, which would make it infinite.
///
/// Source: as [`theil_t`].
pub fn theil_l(amounts: &[f64]) -> Option<f64> {
    let mean = total(amounts)? / amounts.len() as f64;
    if amounts.iter().any(|x| *x <= 0.0) {
        return None;
    }
    let sum: f64 = amounts.iter().map(|x| (mean / x).ln()).sum();
    Some((sum / amounts.len() as f64).max(0.0))
}

/// Theil's T taken apart by groups: T = between + within.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decomposition {
    /// Inequality if every unit had the mean of its group: Σs ln(m/μ) with s the group's part of the
    /// sum and m its mean.
    pub between: f64,
    /// Inequality inside the groups: Σs·T with T that of the group.
    pub within: f64,
}

/// Theil's T between and within groups: how much of the spread between counties is that between their
/// provinces. `groups` has the number of each unit's group, from 0.
///
/// `None` also where the lengths differ.
///
/// Source: Shorrocks 1980, Econometrica 48:613.
pub fn theil_decomposition(amounts: &[f64], groups: &[usize]) -> Option<Decomposition> {
    let total = total(amounts)?;
    if groups.len() != amounts.len() {
        return None;
    }
    let mean = total / amounts.len() as f64;
    let mut members: Vec<(usize, f64)> = groups.iter().copied().zip(amounts.iter().copied()).collect();
    members.sort_by_key(|(group, _)| *group);
    let mut parts = Decomposition { between: 0.0, within: 0.0 };
    for group in members.chunk_by(|a, b| a.0 == b.0) {
        let own: Vec<f64> = group.iter().map(|(_, x)| *x).collect();
        let sum: f64 = own.iter().sum();
        // A group that has nothing is no part of the sum.
        if let Some(within) = theil_t(&own) {
            parts.between += sum / total * (sum / own.len() as f64 / mean).ln();
            parts.within += sum / total * within;
        }
    }
    Some(Decomposition { between: parts.between.max(0.0), ..parts })
}

/// Atkinson index with aversion ε: 1 − (mean of x^(1−ε))^(1/(1−ε))/μ, and 1 − geometric mean/μ for ε = 1. 0
/// for equal amounts, towards 1 for unequal ones; the part of the sum that could be spared if it were spread
/// evenly.
///
/// It is 1 where ε is 1 or more and an amount is 0. `None` also for ε not above 0.
///
/// Source: Atkinson 1970, J Econ Theory 2:244; R's `ineq::Atkinson`.
pub fn atkinson(amounts: &[f64], aversion: f64) -> Option<f64> {
    let n = amounts.len() as f64;
    let mean = total(amounts)? / n;
    if !(aversion > 0.0 && aversion.is_finite()) {
        return None;
    }
    let power = 1.0 - aversion;
    // Adding 0 makes −0 the one zero: an odd power would tell them apart.
    let average = |of: &dyn Fn(f64) -> f64| amounts.iter().map(|x| of(x / mean + 0.0)).sum::<f64>() / n;
    let even = if power.abs() < 1e-12 {
        average(&f64::ln).exp()
    } else {
        average(&|ratio| ratio.powf(power)).powf(power.recip())
    };
    Some((1.0 - even).clamp(0.0, 1.0))
}

/// The Lorenz curve: from (0, 0) to (1, 1), for each unit from the smallest on the part of the units so far
/// and the part of the sum they have.
///
/// Source: Lorenz 1905.
pub fn lorenz(amounts: &[f64]) -> Option<Vec<(f64, f64)>> {
    let total = total(amounts)?;
    let n = amounts.len() as f64;
    let mut sum = 0.0;
    let points = sorted(amounts).into_iter().zip(1_u32..).map(|(x, i)| {
        sum += x;
        (f64::from(i) / n, (sum / total).min(1.0))
    });
    Some([(0.0, 0.0)].into_iter().chain(points).collect())
}

/// Ratio of the 90 % quantile to the 10 % quantile, 1 or more; quantiles as [`quantile`].
///
/// `None` also where the 10 % quantile is 0.
pub fn p90_p10(amounts: &[f64]) -> Option<f64> {
    total(amounts)?;
    let (low, high) = (quantile(amounts, 0.1)?, quantile(amounts, 0.9)?);
    (low > 0.0).then(|| high / low)
}

/// Herfindahl–Hirschman index: Σs² of the parts of the sum, from 1/n for equal amounts to 1 where one unit
/// has everything.
///
/// Source: Hirschman 1964, Am Econ Rev 54:761.
pub fn hhi(amounts: &[f64]) -> Option<f64> {
    Some(shares(amounts)?.iter().map(|share| share * share).sum())
}

/// Shannon entropy of the parts of the sum: −Σs ln s, from 0 where one unit has everything to ln n for equal
/// amounts. In nats.
///
/// Source: Shannon 1948, Bell Syst Tech J 27:379.
pub fn entropy(amounts: &[f64]) -> Option<f64> {
    Some(shares(amounts)?.iter().map(|share| -x_ln_x(*share)).sum::<f64>().max(0.0))
}

/// x ln x, 0 at 0.
fn x_ln_x(x: f64) -> f64 {
    if x > 0.0 { x * x.ln() } else { 0.0 }
}

/// The sum of amounts of which there is something to spread.
fn total(amounts: &[f64]) -> Option<f64> {
    let total: f64 = amounts.iter().sum();
    (amounts.iter().all(|x| *x >= 0.0) && total.is_finite() && total > 0.0).then_some(total)
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Golden {
        inequality: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        x: Vec<f64>,
        gini: f64,
        gini_corrected: Option<f64>,
        theil_t: Option<f64>,
        theil_l: Option<f64>,
        atkinson_half: Option<f64>,
        hhi: Option<f64>,
        lorenz: Option<Vec<f64>>,
    }

    #[test]
    fn measures_agree_with_the_example_of_ineq() {
        let golden: Golden = serde_json::from_str(include_str!("../../tests/golden/spread.json")).unwrap();
        for case in golden.inequality {
            assert_abs_diff_eq!(gini(&case.x).unwrap(), case.gini, epsilon = 1e-12);
            let n = case.x.len() as f64;
            for (got, expected) in [
                (gini(&case.x).map(|gini| gini * n / (n - 1.0)), case.gini_corrected),
                (theil_t(&case.x), case.theil_t),
                (theil_l(&case.x), case.theil_l),
                (atkinson(&case.x, 0.5), case.atkinson_half),
                (hhi(&case.x), case.hhi),
            ] {
                if let Some(expected) = expected {
                    assert_abs_diff_eq!(got.unwrap(), expected, epsilon = 1e-12);
                }
            }
            if let Some(expected) = case.lorenz {
                let got = lorenz(&case.x).unwrap();
                assert_eq!(got.len(), expected.len() + 1);
                for ((_, got), expected) in got.iter().skip(1).zip(expected) {
                    assert_abs_diff_eq!(*got, expected, epsilon = 1e-12);
                }
            }
        }
    }

    #[test]
    fn one_unit_with_everything_and_equal_units_are_the_ends() {
        let (one, equal) = ([0.0, 0.0, 0.0, 8.0], [2.0; 4]);
        let four = 4.0_f64;
        assert_abs_diff_eq!(theil_t(&one).unwrap(), four.ln(), epsilon = 1e-12);
        assert_abs_diff_eq!(entropy(&equal).unwrap(), four.ln(), epsilon = 1e-12);
        assert_abs_diff_eq!(hhi(&equal).unwrap(), 0.25, epsilon = 1e-12);
        assert_eq!((hhi(&one), entropy(&one), atkinson(&one, 1.0)), (Some(1.0), Some(0.0), Some(1.0)));
        assert_eq!((theil_l(&one), p90_p10(&one)), (None, None));
        for measure in [theil_t, theil_l, gini] {
            assert_abs_diff_eq!(measure(&equal).unwrap(), 0.0, epsilon = 1e-12);
        }
        assert_eq!(p90_p10(&equal), Some(1.0));
        // By hand: quantiles of 1 to 11 at 0.1 and 0.9 are 2 and 10.
        let ladder: Vec<f64> = (1..=11).map(f64::from).collect();
        assert_abs_diff_eq!(p90_p10(&ladder).unwrap(), 5.0, epsilon = 1e-12);
        assert_eq!((gini(&[7.0]), theil_t(&[7.0]), hhi(&[7.0])), (Some(0.0), Some(0.0), Some(1.0)));
    }

    #[test]
    fn nothing_to_spread_has_no_measure() {
        for bad in [&[][..], &[0.0, 0.0], &[-1.0, 2.0], &[f64::NAN, 1.0], &[f64::INFINITY, 1.0]] {
            for measure in [gini, theil_t, theil_l, hhi, entropy, p90_p10] {
                assert_eq!(measure(bad), None);
            }
            assert_eq!(atkinson(bad, 0.5), None);
            assert_eq!(lorenz(bad), None);
            assert_eq!(theil_decomposition(bad, &vec![0; bad.len()]), None);
        }
        assert_eq!(atkinson(&[1.0, 2.0], 0.0), None);
        assert_eq!(theil_decomposition(&[1.0, 2.0], &[0]), None);
    }

    #[test]
    fn groups_without_difference_leave_it_between_them() {
        // By hand: means 1 and 3 about 2, s = ¼ and ¾: ¼ ln ½ + ¾ ln 1.5 = 0.130812.
        let got = theil_decomposition(&[1.0, 3.0, 1.0, 3.0, 0.0], &[0, 1, 0, 1, 2]).unwrap();
        assert_abs_diff_eq!(got.within, 0.0, epsilon = 1e-12);
        let got = theil_decomposition(&[1.0, 3.0, 1.0, 3.0], &[0, 1, 0, 1]).unwrap();
        assert_abs_diff_eq!(got.between, 0.130_812_035_941_137, epsilon = 1e-12);
        let got = theil_decomposition(&[1.0, 3.0], &[0, 0]).unwrap();
        assert_abs_diff_eq!(got.between, 0.0, epsilon = 1e-12);
    }

    proptest! {
        #[test]
        fn measures_are_free_of_scale_and_order_and_within_their_ends(
            amounts in prop::collection::vec((0_u16..500).prop_map(f64::from), 1..40), factor in 1_u8..9,
        ) {
            prop_assume!(amounts.iter().sum::<f64>() > 0.0);
            let n = amounts.len() as f64;
            let scaled: Vec<f64> = amounts.iter().rev().map(|x| x * f64::from(factor)).collect();
            let most = [(n - 1.0) / n, n.ln(), 1.0, n.ln()];
            for (measure, most) in [gini, theil_t, hhi, entropy].into_iter().zip(most) {
                let got = measure(&amounts).unwrap();
                prop_assert!((0.0..=most + 1e-12).contains(&got));
                prop_assert!((measure(&scaled).unwrap() - got).abs() < 1e-9);
            }
            let aversions = [0.25, 0.5, 1.0, 2.0].map(|aversion| atkinson(&amounts, aversion).unwrap());
            prop_assert!(aversions.windows(2).all(|pair| pair[0] <= pair[1] + 1e-9));
            // Twice the area between the curve and the diagonal is the Gini coefficient.
            let curve = lorenz(&amounts).unwrap();
            let strip = |pair: &[(f64, f64)]| (pair[1].0 - pair[0].0) * (pair[0].1 + pair[1].1) / 2.0;
            let area: f64 = curve.windows(2).map(strip).sum();
            prop_assert!((1.0 - 2.0 * area - gini(&amounts).unwrap()).abs() < 1e-9);
        }

        #[test]
        fn between_and_within_make_the_whole(
            pairs in prop::collection::vec(((0_u16..500).prop_map(f64::from), 0_usize..5), 1..40),
        ) {
            let (amounts, groups): (Vec<f64>, Vec<usize>) = pairs.into_iter().unzip();
            prop_assume!(amounts.iter().sum::<f64>() > 0.0);
            let got = theil_decomposition(&amounts, &groups).unwrap();
            prop_assert!(got.between >= 0.0 && got.within >= 0.0);
            prop_assert!((got.between + got.within - theil_t(&amounts).unwrap()).abs() < 1e-9);
        }
    }
}
