//! Whether a short series rises or falls, and how fast.
//!
//! The series of these reports have three to a dozen years. With so few, a test can only find a trend
//! that hardly ever turns back, and with three or four none at all: see [`smallest_p`].

use std::sync::LazyLock;

use serde::Serialize;

use super::normal_p;
use super::rank::sorted;

/// Fewest points for which a trend is looked for.
pub const LEAST_POINTS: usize = 3;

/// Most points for which p is counted exactly; beyond, the normal approximation serves.
const MOST_EXACT: usize = 10;

/// How a p value was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TrendMethod {
    /// Counted over all orders of the values: ten points or fewer, no two equal.
    Exact,
    /// Normal approximation with corrections for ties and continuity.
    Normal,
}

/// Result of the Mann–Kendall test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannKendall {
    /// Number of points.
    pub n: usize,
    /// Pairs of points that rise less pairs that fall.
    pub s: i64,
    /// Variance of S without a trend, corrected for ties; 0 where all values are equal.
    pub variance: f64,
    /// S in standard deviations, with continuity correction; 0 where S is 0.
    pub z: f64,
    /// Two-sided p value, 0 to 1.
    pub p: f64,
    /// How p was found.
    pub method: TrendMethod,
}

/// Mann–Kendall test for a monotone trend, the values in order of time.
///
/// S = Σᵢ﹤ⱼ sign(yⱼ − yᵢ) and
/// Var S = [n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5)] / 18 over groups of t equal values.
///
/// p is two-sided. Up to ten points and without ties it is the share of all n! orders whose |S| is at
/// least as large. Otherwise z = (S − sign S) / √Var S, and p = 2(1 − Φ(|z|)); p is 1 where S is 0.
/// Only the order of the years counts, so a year may be missing.
///
/// `None` below [`LEAST_POINTS`] points or where a value is not finite.
///
/// Source: Mann 1945, Econometrica 13:245; Kendall 1975, Rank Correlation Methods; exact counts as in
/// Hollander & Wolfe, Nonparametric Statistical Methods, section 9.1.
pub fn mann_kendall(values: &[f64]) -> Option<MannKendall> {
    let n = values.len();
    if n < LEAST_POINTS || values.iter().any(|v| !v.is_finite()) {
        return None;
    }
    let s: i64 =
        pairs(values).map(|(before, after)| i64::from(after > before) - i64::from(after < before)).sum();
    let ties = tie_term(values);
    let variance = (spread_term(n) - ties) / 18.0;
    let z = if s == 0 { 0.0 } else { (s - s.signum()) as f64 / variance.sqrt() };
    let (p, method) = if n <= MOST_EXACT && ties <= 0.0 {
        (exact_p(n, s), TrendMethod::Exact)
    } else {
        (normal_p(z), TrendMethod::Normal)
    };
    Some(MannKendall { n, s, variance, z, p, method })
}

/// The smallest p value that [`mann_kendall`] can give for `n` points: that of a series which never turns
/// back and has no ties.
///
/// 2/n! up to ten points (0.083 for four: never below 0.05), the normal approximation beyond. `None` below
/// [`LEAST_POINTS`].
pub fn smallest_p(n: usize) -> Option<f64> {
    if n < LEAST_POINTS {
        return None;
    }
    let most = n as f64 * (n - 1) as f64 / 2.0;
    if n <= MOST_EXACT {
        return Some(2.0 / (1..=n).map(|k| k as f64).product::<f64>());
    }
    Some(normal_p((most - 1.0) / (spread_term(n) / 18.0).sqrt()))
}

/// A slope by Theil and Sen with its interval, in units of the values for each unit of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TheilSen {
    /// Median of the slopes of all pairs of points.
    pub slope: f64,
    /// Lower limit of the slope.
    pub lower: f64,
    /// Upper limit of the slope.
    pub upper: f64,
}

/// Theil–Sen slope of `values` over `times`, with an interval by ranks at the normal quantile `z`
/// ([`Z95`](super::Z95) for 95 %).
///
/// The slope is the median of (yⱼ − yᵢ)/(tⱼ − tᵢ) over the N pairs at different times. With σ² the
/// variance of S of [`mann_kendall`], corrected for ties in the values and in the times, the limits are
/// the slopes in ascending order at the places round((N − zσ)/2) and round((N + zσ)/2) + 1, counted from 1
/// and kept within 1 to N; halves are rounded to the even number. Up to five points this is about the
/// whole range of the slopes.
///
/// `None` where `times` and `values` differ in length, below [`LEAST_POINTS`] points, where a number is
/// not finite, or where all times are the same.
///
/// Source: Theil 1950; Sen 1968, JASA 63:1379. Places as in scipy's `theilslopes`.
pub fn theil_sen(times: &[f64], values: &[f64], z: f64) -> Option<TheilSen> {
    let n = values.len();
    let finite = times.iter().chain(values).all(|v| v.is_finite()) && z.is_finite();
    if times.len() != n || n < LEAST_POINTS || !finite {
        return None;
    }
    let mut slopes: Vec<f64> = pairs(times)
        .zip(pairs(values))
        .map(|((t1, t2), (y1, y2))| (t2 - t1, y2 - y1))
        .filter(|(time, _)| time.abs() > 0.0)
        .map(|(time, rise)| rise / time + 0.0)
        .collect();
    let variance = (spread_term(n) - tie_term(values) - tie_term(times)) / 18.0;
    let reach = z.abs() * variance.max(0.0).sqrt() / 2.0;
    let count = slopes.len();
    let half = count as f64 / 2.0;
    let last = count.checked_sub(1)?;
    // Four of many slopes are asked for: putting these into their places takes less than sorting all.
    let mut at = |place: usize| *slopes.select_nth_unstable_by(place, f64::total_cmp).1;
    let slope = f64::midpoint(at(last / 2), at(count / 2));
    let lower = at(place((half - reach).round_ties_even() - 1.0, last));
    let upper = at(place((half + reach).round_ties_even(), last));
    Some(TheilSen { slope, lower, upper })
}

/// Compound annual growth rate from the first year to the last: (last/first)^(1/years) − 1, a share (0.02
/// for 2 % a year). −1 where the last value is 0.
///
/// `None` unless the first value is above 0, the last not below 0, and the last year after the first.
///
/// Source: definition; agrees with `COINr`'s `CAGR` where that is finite.
pub fn cagr(first: (i32, f64), last: (i32, f64)) -> Option<f64> {
    let years = f64::from(last.0) - f64::from(first.0);
    let finite = first.1.is_finite() && last.1.is_finite();
    if !finite || first.1 <= 0.0 || last.1 < 0.0 || years <= 0.0 {
        return None;
    }
    Some((last.1 / first.1).powf(1.0 / years) - 1.0)
}

/// All pairs of an earlier and a later number.
fn pairs(numbers: &[f64]) -> impl Iterator<Item = (f64, f64)> {
    numbers
        .iter()
        .enumerate()
        .flat_map(|(i, first)| numbers.iter().skip(i + 1).map(|second| (*first, *second)))
}

/// n(n − 1)(2n + 5), eighteen times the variance of S without ties.
fn spread_term(n: usize) -> f64 {
    let n = n as f64;
    n * (n - 1.0) * (2.0 * n + 5.0)
}

/// Σ t(t − 1)(2t + 5) over groups of t equal numbers: 0 without ties.
fn tie_term(numbers: &[f64]) -> f64 {
    if numbers.is_sorted_by(|a, b| a < b) {
        return 0.0;
    }
    sorted(numbers).chunk_by(|a, b| a.total_cmp(b).is_eq()).map(|group| spread_term(group.len())).sum()
}

/// A place in a list from 0 to `last`, kept within it.
fn place(at: f64, last: usize) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number between 0 and the length of a list"
    )]
    let place = at.clamp(0.0, last as f64) as usize;
    place
}

/// Share of the n! orders of n different values whose |S| is at least |s|.
pub(super) fn exact_p(n: usize, s: i64) -> f64 {
    // A national panel asks for the same few lengths many thousand times.
    static SHARES: LazyLock<Vec<Vec<f64>>> = LazyLock::new(|| (0..=MOST_EXACT).map(shares_of).collect());
    let at = |shares: &Vec<f64>| shares.get(usize::try_from(s.unsigned_abs()).ok()?).copied();
    match SHARES.get(n) {
        Some(shares) => at(shares),
        None => at(&shares_of(n)),
    }
    .unwrap_or(0.0)
}

/// The share of the n! orders of n different values whose |S| is at least 0, 1, 2, … n(n − 1)/2.
///
/// An order with k inversions has S = n(n − 1)/2 − 2k. The numbers of orders by inversions of n values are
/// those of n − 1 values, added over the n places that the last value can take.
fn shares_of(n: usize) -> Vec<f64> {
    let mut orders: Vec<u64> = vec![1];
    for size in 2..=n {
        let mut next = vec![0; orders.len() + size - 1];
        for moved in 0..size {
            for (slot, ways) in next.iter_mut().skip(moved).zip(&orders) {
                *slot += ways;
            }
        }
        orders = next;
    }
    let most = orders.len() - 1;
    let all = orders.iter().sum::<u64>() as f64;
    let at_least = |s: usize| {
        let extreme = orders.iter().enumerate().filter(|(k, _)| most.abs_diff(2 * k) >= s);
        extreme.map(|(_, ways)| ways).sum::<u64>() as f64 / all
    };
    (0..=most).map(at_least).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;
    use crate::stats::Z95;

    /// Φ⁻¹(0.95), the quantile of a 90 % interval.
    const Z90: f64 = 1.644_853_626_951_472_2;

    #[derive(Deserialize)]
    struct Golden {
        mann_kendall: Vec<SeriesCase>,
        exact: Vec<ExactCase>,
        cagr: Vec<GrowthCase>,
    }

    #[derive(Deserialize)]
    struct SeriesCase {
        y: Vec<f64>,
        s: i64,
        variance: f64,
        z: f64,
        p_normal: f64,
        p_exact: Option<f64>,
        sen: f64,
        sen_ci90: Option<(f64, f64)>,
        sen_ci95: Option<(f64, f64)>,
    }

    #[derive(Deserialize)]
    struct ExactCase {
        n: usize,
        p_by_s: BTreeMap<i64, f64>,
    }

    #[derive(Deserialize)]
    struct GrowthCase {
        y: Vec<Option<f64>>,
        t: Vec<i32>,
        cagr: Option<f64>,
    }

    fn golden() -> Golden {
        serde_json::from_str(include_str!("../../tests/golden/trends.json")).unwrap()
    }

    fn years(n: usize) -> Vec<f64> {
        (0..n).map(|k| 2015.0 + k as f64).collect()
    }

    #[test]
    fn mann_kendall_agrees_with_r_scipy_and_pymannkendall() {
        for case in golden().mann_kendall {
            let got = mann_kendall(&case.y).unwrap();
            assert_eq!((got.n, got.s), (case.y.len(), case.s));
            assert_abs_diff_eq!(got.variance, case.variance, epsilon = 1e-9);
            assert_abs_diff_eq!(got.z, case.z, epsilon = 1e-9);
            assert_abs_diff_eq!(normal_p(got.z), case.p_normal, epsilon = 1e-9);
            let (p, method) = match case.p_exact {
                Some(p) => (p, TrendMethod::Exact),
                None => (case.p_normal, TrendMethod::Normal),
            };
            assert_abs_diff_eq!(got.p, p, epsilon = 1e-9);
            assert_eq!(got.method, method);
        }
    }

    #[test]
    fn exact_p_values_agree_with_kendall_s_distribution() {
        for case in golden().exact {
            for (s, p) in &case.p_by_s {
                assert_abs_diff_eq!(exact_p(case.n, *s), *p, epsilon = 1e-12);
                assert_abs_diff_eq!(exact_p(case.n, -*s), *p, epsilon = 1e-12);
            }
            let least = case.p_by_s.values().copied().fold(1.0, f64::min);
            assert_abs_diff_eq!(smallest_p(case.n).unwrap(), least, epsilon = 1e-12);
        }
    }

    #[test]
    fn four_points_never_reach_five_per_cent() {
        assert_eq!(mann_kendall(&[1.0, 2.0, 3.0, 4.0]).map(|t| t.p), smallest_p(4));
        assert!(smallest_p(4).unwrap() > 0.05 && smallest_p(5).unwrap() < 0.05);
        assert_eq!(smallest_p(2), None);
        let rising = years(12);
        assert_abs_diff_eq!(mann_kendall(&rising).unwrap().p, smallest_p(12).unwrap(), epsilon = 1e-15);
    }

    #[test]
    fn a_level_series_has_no_trend() {
        let level = mann_kendall(&[2.0; 5]).unwrap();
        assert_eq!((level.s, level.z, level.p, level.method), (0, 0.0, 1.0, TrendMethod::Normal));
        assert_abs_diff_eq!(level.variance, 0.0);
        // Both zeros are the same value.
        assert_eq!(mann_kendall(&[0.0, -0.0, 0.0]).map(|t| t.p), Some(1.0));
        let slope = theil_sen(&years(5), &[2.0; 5], Z95).unwrap();
        assert_eq!(slope, TheilSen { slope: 0.0, lower: 0.0, upper: 0.0 });
    }

    #[test]
    fn the_slope_agrees_with_scipy_and_hollander_and_wolfe() {
        for case in golden().mann_kendall {
            for (limits, z) in [(case.sen_ci90, Z90), (case.sen_ci95, Z95)] {
                let got = theil_sen(&years(case.y.len()), &case.y, z).unwrap();
                assert_abs_diff_eq!(got.slope, case.sen, epsilon = 1e-9);
                if let Some((lower, upper)) = limits {
                    assert_abs_diff_eq!(got.lower, lower, epsilon = 1e-9);
                    assert_abs_diff_eq!(got.upper, upper, epsilon = 1e-9);
                }
            }
        }
    }

    #[test]
    fn a_missing_year_counts_in_the_slope() {
        // By hand: 4/1, 10/4 and 6/3.
        let got = theil_sen(&[2018.0, 2019.0, 2022.0], &[0.0, 4.0, 10.0], Z95).unwrap();
        assert_eq!(got, TheilSen { slope: 2.5, lower: 2.0, upper: 4.0 });
    }

    #[test]
    fn too_little_to_go_by_gives_no_trend() {
        assert_eq!(mann_kendall(&[1.0, 2.0]), None);
        assert_eq!(mann_kendall(&[1.0, f64::NAN, 2.0]), None);
        assert_eq!(theil_sen(&[1.0, 2.0], &[1.0, 2.0], Z95), None);
        assert_eq!(theil_sen(&[1.0, 2.0, 3.0], &[1.0, 2.0], Z95), None);
        assert_eq!(theil_sen(&[1.0, 1.0, 1.0], &[1.0, 2.0, 3.0], Z95), None);
        assert_eq!(theil_sen(&[1.0, 2.0, 3.0], &[1.0, 2.0, f64::INFINITY], Z95), None);
    }

    #[test]
    fn growth_agrees_with_coinr_and_starts_above_zero() {
        for case in golden().cagr {
            let end = |at: usize| (case.t[at], case.y[at].unwrap());
            let got = cagr(end(0), end(case.y.len() - 1));
            match case.cagr {
                Some(expected) => assert_abs_diff_eq!(got.unwrap(), expected, epsilon = 1e-12),
                None => assert_eq!(got, None),
            }
        }
        assert_eq!(cagr((2020, 5.0), (2022, 0.0)), Some(-1.0));
        assert_eq!(cagr((2020, 5.0), (2022, -1.0)), None);
        assert_eq!(cagr((2020, 5.0), (2020, 6.0)), None);
        assert_eq!(cagr((2020, f64::NAN), (2022, 6.0)), None);
    }

    fn series() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec((-50_i16..50).prop_map(f64::from), 3..20)
    }

    proptest! {
        #[test]
        fn turning_time_round_turns_the_sign(values in series()) {
            let backward: Vec<f64> = values.iter().rev().copied().collect();
            let (there, back) = (mann_kendall(&values).unwrap(), mann_kendall(&backward).unwrap());
            prop_assert_eq!((there.s, there.z), (-back.s, -back.z));
            prop_assert_eq!((there.p, there.variance, there.method), (back.p, back.variance, back.method));
            prop_assert!(0.0 <= there.p && there.p <= 1.0);
            prop_assert!(there.p >= smallest_p(values.len()).unwrap());
        }

        #[test]
        fn the_slope_lies_in_its_interval_and_scales(values in series(), factor in 1_u8..9, step in 1_u8..9) {
            let (factor, step) = (f64::from(factor), f64::from(step));
            let times = years(values.len());
            let slope = theil_sen(&times, &values, Z95).unwrap();
            prop_assert!(slope.lower <= slope.slope && slope.slope <= slope.upper);
            let scaled: Vec<f64> = values.iter().map(|v| v * factor + 7.0).collect();
            let stretched: Vec<f64> = times.iter().map(|t| t * step).collect();
            let same = theil_sen(&stretched, &scaled, Z95).unwrap();
            for (got, expected) in
                [(same.slope, slope.slope), (same.lower, slope.lower), (same.upper, slope.upper)]
            {
                prop_assert!((got - expected * factor / step).abs() < 1e-9);
            }
        }
    }
}
