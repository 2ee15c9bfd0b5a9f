//! Intervals of a rate and of the difference of two rates.
//!
//! A rate here is `x` of `n`: `x` counts a part of what `n` counts. All limits are shares, 0 to 1.

use statrs::distribution::{Beta, ContinuousCDF};

/// Standard normal quantile of a two-sided 95 % interval: Φ⁻¹(0.975).
pub const Z95: f64 = 1.959_963_984_540_054;

/// Standard normal quantile of a two-sided 99.8 % interval: Φ⁻¹(0.999).
pub const Z998: f64 = 3.090_232_306_167_813;

/// Wilson score interval of `x` of `n`, as (lower, upper), both in 0 to 1.
///
/// (2x + z² ± z√(z² + 4x(1 − x/n))) / (2(n + z²))
///
/// It never leaves 0 to 1 and is of use at small `n` and at 0 and 100 %, where the lower and upper limit
/// are exactly 0 and 1. `z` is the normal quantile, [`Z95`] for 95 %.
///
/// `None` where there is no share: `n` not above 0, or `x` outside 0 to `n`.
///
/// Source: Wilson 1927, JASA 22:209; Newcombe 1998, Stat Med 17:857, method 3.
pub fn wilson(x: f64, n: f64, z: f64) -> Option<(f64, f64)> {
    if !is_share(x, n) || !z.is_finite() || z < 0.0 {
        return None;
    }
    let z2 = z * z;
    let middle = 2.0 * x + z2;
    let reach = z * (z2 + 4.0 * x * (1.0 - x / n)).sqrt();
    let double = 2.0 * (n + z2);
    // At the ends the formula gives 0 and 1 but for rounding.
    let lower = if x <= 0.0 { 0.0 } else { ((middle - reach) / double).clamp(0.0, 1.0) };
    let upper = if x >= n { 1.0 } else { ((middle + reach) / double).clamp(0.0, 1.0) };
    Some((lower, upper))
}

/// Interval of the difference `x1/n1 − x2/n2` of two independent rates, as (lower, upper) in −1 to 1.
///
/// With p the two shares and l, u their Wilson limits:
/// p₁ − p₂ − √((p₁ − l₁)² + (u₂ − p₂)²) and p₁ − p₂ + √((u₁ − p₁)² + (p₂ − l₂)²).
///
/// Each rate is given as `(x, n)`; `None` where one of them is no share.
///
/// Source: Newcombe 1998, Stat Med 17:873, method 10.
pub fn newcombe_difference(first: (f64, f64), second: (f64, f64), z: f64) -> Option<(f64, f64)> {
    let (lower1, upper1) = wilson(first.0, first.1, z)?;
    let (lower2, upper2) = wilson(second.0, second.1, z)?;
    let share1 = first.0 / first.1;
    let share2 = second.0 / second.1;
    let difference = share1 - share2;
    let down = (share1 - lower1).hypot(upper2 - share2);
    let up = (upper1 - share1).hypot(share2 - lower2);
    Some((difference - down, difference + up))
}

/// Test of whether two independent rates are the same: z, positive where the first is higher, and its
/// two-sided p value.
///
/// z = (p₁ − p₂)/√(p̄(1 − p̄)(1/n₁ + 1/n₂)), p̄ = (x₁ + x₂)/(n₁ + n₂); p from the normal distribution,
/// without correction for continuity. Two rates that are both 0 or both 1 do not differ: z = 0, p = 1.
///
/// Each rate is given as `(x, n)`; `None` where one of them is no share.
///
/// Source: the pooled z test; Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, 3.2.
pub fn two_proportion_z(first: (f64, f64), second: (f64, f64)) -> Option<(f64, f64)> {
    if !(is_share(first.0, first.1) && is_share(second.0, second.1)) {
        return None;
    }
    let pooled = (first.0 + second.0) / (first.1 + second.1);
    let variance = pooled * (1.0 - pooled) * (1.0 / first.1 + 1.0 / second.1);
    let z = if variance > 0.0 { (first.0 / first.1 - second.0 / second.1) / variance.sqrt() } else { 0.0 };
    Some((z, super::normal_p(z)))
}

/// Clopper–Pearson ("exact") interval of `x` of `n` at `confidence` (0.95 for 95 %), as (lower, upper).
///
/// With α = 1 − confidence and B the quantile function of the beta distribution:
/// B(α/2; x, n − x + 1) and B(1 − α/2; x + 1, n − x). The lower limit is 0 at x = 0, the upper 1 at x = n.
///
/// It covers at least as often as it says and is therefore wider than [`wilson`].
///
/// `None` where there is no share, or `confidence` is not between 0 and 1.
///
/// Source: Clopper & Pearson 1934, Biometrika 26:404; Newcombe 1998, Stat Med 17:857, method 5.
pub fn clopper_pearson(x: f64, n: f64, confidence: f64) -> Option<(f64, f64)> {
    if !(is_share(x, n) && confidence > 0.0 && confidence < 1.0) {
        return None;
    }
    let tail = (1.0 - confidence) / 2.0;
    let quantile = |a: f64, b: f64, p: f64| Beta::new(a, b).ok()?.try_inverse_cdf(p).ok();
    let lower = if x <= 0.0 { 0.0 } else { quantile(x, n - x + 1.0, tail)? };
    let upper = if x >= n { 1.0 } else { quantile(x + 1.0, n - x, 1.0 - tail)? };
    Some((lower, upper))
}

/// Whether `x` of `n` is a share at all.
pub(super) fn is_share(x: f64, n: f64) -> bool {
    n.is_finite() && n > 0.0 && (0.0..=n).contains(&x)
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn cases(key: &str) -> Vec<Value> {
        let golden: Value = serde_json::from_str(include_str!("../../tests/golden/intervals.json")).unwrap();
        golden[key].as_array().unwrap().clone()
    }

    fn number(case: &Value, key: &str) -> f64 {
        case[key].as_f64().unwrap_or_else(|| panic!("{key} in {case}"))
    }

    fn close(got: Option<(f64, f64)>, lower: f64, upper: f64, within: f64) {
        let got = got.unwrap();
        assert_abs_diff_eq!(got.0, lower, epsilon = within);
        assert_abs_diff_eq!(got.1, upper, epsilon = within);
    }

    #[test]
    fn wilson_agrees_with_newcombe_and_statsmodels() {
        for case in cases("wilson") {
            let (x, n) = (number(&case, "x"), number(&case, "n"));
            close(wilson(x, n, Z95), number(&case, "lo"), number(&case, "hi"), 1e-12);
            close(wilson(x, n, Z998), number(&case, "lo998"), number(&case, "hi998"), 1e-12);
        }
        for case in cases("wilson_phe") {
            let (x, n) = (number(&case, "x"), number(&case, "n"));
            close(wilson(x, n, Z95), number(&case, "lo"), number(&case, "hi"), 1e-12);
            close(wilson(x, n, Z998), number(&case, "lo998"), number(&case, "hi998"), 1e-12);
        }
        for case in cases("wilson_reports") {
            let (x, n) = (number(&case, "x"), number(&case, "n"));
            close(wilson(x, n, Z95), number(&case, "lo"), number(&case, "hi"), 5e-5);
        }
    }

    #[test]
    fn wilson_agrees_with_public_health_england() {
        let mut reader = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .from_reader(include_str!("../../tests/golden/phe_proportion.csv").as_bytes());
        let rows: Vec<Vec<f64>> = reader.deserialize().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 8);
        for row in rows {
            close(wilson(row[0], row[1], Z95), row[2], row[3], 1e-12);
            close(wilson(row[0], row[1], Z998), row[4], row[5], 1e-12);
        }
    }

    #[test]
    fn clopper_pearson_agrees_with_newcombe_and_statsmodels() {
        for case in cases("clopper_pearson") {
            let got = clopper_pearson(number(&case, "x"), number(&case, "n"), 0.95);
            close(got, number(&case, "lo"), number(&case, "hi"), 1e-9);
        }
    }

    #[test]
    fn the_difference_of_two_rates_agrees_with_newcombe() {
        let rates = |case: &Value| {
            let pair = |x, n| (number(case, x), number(case, n));
            newcombe_difference(pair("x1", "n1"), pair("x2", "n2"), Z95)
        };
        for case in cases("newcombe") {
            close(rates(&case), number(&case, "lo"), number(&case, "hi"), 1e-9);
        }
        for case in cases("newcombe_reports") {
            let (lower, upper) = rates(&case).unwrap();
            let points = Some((lower * 100.0, upper * 100.0));
            close(points, number(&case, "lo_points"), number(&case, "hi_points"), 5e-3);
        }
    }

    #[test]
    fn the_test_of_two_rates_agrees_with_statsmodels() {
        for case in cases("two_proportion_z") {
            let pair = |x, n| (number(&case, x), number(&case, n));
            let (z, p) = two_proportion_z(pair("x1", "n1"), pair("x2", "n2")).unwrap();
            assert_abs_diff_eq!(z, number(&case, "z"), epsilon = 1e-9);
            assert_abs_diff_eq!(p, number(&case, "p"), epsilon = 1e-9);
        }
        assert_eq!(two_proportion_z((0.0, 5.0), (0.0, 9.0)), Some((0.0, 1.0)));
        assert_eq!(two_proportion_z((4.0, 4.0), (2.0, 2.0)), Some((0.0, 1.0)));
        assert_eq!(two_proportion_z((0.0, 0.0), (1.0, 2.0)), None);
    }

    #[test]
    fn no_share_has_no_interval() {
        for (x, n) in [(0.0, 0.0), (1.0, 0.0), (-1.0, 5.0), (6.0, 5.0), (f64::NAN, 5.0), (1.0, f64::NAN)] {
            assert_eq!(wilson(x, n, Z95), None);
            assert_eq!(clopper_pearson(x, n, 0.95), None);
            assert_eq!(newcombe_difference((x, n), (1.0, 2.0), Z95), None);
            assert_eq!(newcombe_difference((1.0, 2.0), (x, n), Z95), None);
        }
        assert_eq!(wilson(1.0, 2.0, f64::NAN), None);
        assert_eq!(clopper_pearson(1.0, 2.0, 1.0), None);
    }

    proptest! {
        #[test]
        fn an_interval_lies_in_0_to_1_and_holds_the_share(n in 1_u32..100_000, part in 0.0..=1.0_f64) {
            let n = f64::from(n);
            let x = (n * part).round();
            let share = x / n;
            for z in [Z95, Z998] {
                let (lower, upper) = wilson(x, n, z).unwrap();
                prop_assert!(0.0 <= lower && lower <= share && share <= upper && upper <= 1.0);
            }
            let (lower, upper) = clopper_pearson(x, n, 0.95).unwrap();
            prop_assert!(0.0 <= lower && lower <= share && share <= upper && upper <= 1.0);
        }

        #[test]
        fn clopper_pearson_leaves_half_of_alpha_on_each_side(n in 1_u32..5_000, part in 0.0..=1.0_f64) {
            let n = f64::from(n);
            let x = (n * part).round();
            let (lower, upper) = clopper_pearson(x, n, 0.95).unwrap();
            if x > 0.0 {
                let beta = Beta::new(x, n - x + 1.0).unwrap();
                prop_assert!((beta.cdf(lower) - 0.025).abs() < 1e-8);
            }
            if x < n {
                let beta = Beta::new(x + 1.0, n - x).unwrap();
                prop_assert!((beta.cdf(upper) - 0.975).abs() < 1e-8);
            }
        }

        #[test]
        fn a_difference_changes_its_sign_with_the_order(
            n1 in 1_u32..1000, n2 in 1_u32..1000, part1 in 0.0..=1.0_f64, part2 in 0.0..=1.0_f64,
        ) {
            let rate = |n: u32, part: f64| ((f64::from(n) * part).round(), f64::from(n));
            let (first, second) = (rate(n1, part1), rate(n2, part2));
            let (lower, upper) = newcombe_difference(first, second, Z95).unwrap();
            let (lower_back, upper_back) = newcombe_difference(second, first, Z95).unwrap();
            prop_assert!((lower + upper_back).abs() < 1e-12 && (upper + lower_back).abs() < 1e-12);
            let difference = first.0 / first.1 - second.0 / second.1;
            prop_assert!(-1.0 - 1e-12 <= lower && lower <= difference);
            prop_assert!(difference <= upper && upper <= 1.0 + 1e-12);
        }
    }
}
