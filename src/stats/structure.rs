//! The structure of a whole: shares of the outcomes of requests with their intervals, and how far the
//! structures of two counties are apart.

use statrs::distribution::{ContinuousCDF, Normal};

use super::interval::wilson;

/// Intervals of the shares of a whole that hold together at `confidence` (0.95 for 95 %), as (lower, upper),
/// each in 0 to 1, in the order of the counts.
///
/// For k categories and B the quantile of χ² with one degree of freedom at 1 − α/k:
///
/// (B + 2xᵢ ± √(B(B + 4xᵢ(n − xᵢ)/n)))/(2(n + B))
///
/// That is the [Wilson](super::wilson) interval of each share at 1 − α/k, so a share alone and a share of a
/// structure are shown by the same rule. The intervals of Sison & Glaz are a little narrower for many
/// categories, but are made for seven or more, none of them nearly empty; outcomes are six, and some counties
/// have none of a kind.
///
/// `None` without a case, where a count is below 0 or not finite, or for a confidence not between 0 and 1.
///
/// Source: Goodman 1965, Technometrics 7:247.
pub fn goodman(counts: &[f64], confidence: f64) -> Option<Vec<(f64, f64)>> {
    shares(counts)?;
    if !(confidence > 0.0 && confidence < 1.0) {
        return None;
    }
    let total: f64 = counts.iter().sum();
    let tail = (1.0 - confidence) / counts.len() as f64 / 2.0;
    // The square of a normal number is χ² with one degree of freedom.
    let z = -Normal::standard().inverse_cdf(tail);
    counts.iter().map(|x| wilson(*x, total, z)).collect()
}

/// Total variation distance of two structures: ½Σ|pᵢ − qᵢ|, the part that would have to move from one
/// category to another, 0 to 1.
///
/// Counts or shares; each is divided by its own sum. `None` where the two differ in length, have no sum, or
/// hold a number below 0.
///
/// Source: definition.
pub fn total_variation(first: &[f64], second: &[f64]) -> Option<f64> {
    let (p, q) = (shares(first)?, shares(second)?);
    if p.len() != q.len() {
        return None;
    }
    let moved: f64 = p.iter().zip(&q).map(|(p, q)| (p - q).abs()).sum();
    Some((moved / 2.0).min(1.0))
}

/// Jensen–Shannon distance of two structures, 0 to 1: the root of the mean divergence, in bits, of the two
/// from their middle m = (p + q)/2, √(½Σp log₂(p/m) + ½Σq log₂(q/m)).
///
/// More than [`total_variation`] it sees a category that only one of the two has. `None` as there.
///
/// Source: Lin 1991, IEEE Trans Inf Theory 37:145; Endres & Schindelin 2003, IEEE Trans Inf Theory 49:1858
/// (the root is a metric). scipy's `jensenshannon` with base 2.
pub fn jensen_shannon(first: &[f64], second: &[f64]) -> Option<f64> {
    // Equal structures may end a rounding below 0.
    Some(jensen_shannon_parts(first, second)?.iter().sum::<f64>().clamp(0.0, 1.0).sqrt())
}

/// What each category adds to the divergence of two structures, in bits: ½p log₂(p/m) + ½q log₂(q/m) with
/// m = (p + q)/2, 0 or more. They sum to the square of [`jensen_shannon`], so the largest is where two structures
/// differ most.
///
/// `None` as there.
///
/// Source: as there; 0 or more by the convexity of x log x.
pub fn jensen_shannon_parts(first: &[f64], second: &[f64]) -> Option<Vec<f64>> {
    let (p, q) = (shares(first)?, shares(second)?);
    if p.len() != q.len() {
        return None;
    }
    let part = |share: f64, middle: f64| if share > 0.0 { share * (share / middle).log2() } else { 0.0 };
    let of = |(p, q): (&f64, &f64)| part(*p, f64::midpoint(*p, *q)) + part(*q, f64::midpoint(*p, *q));
    Some(p.iter().zip(&q).map(|pair| (of(pair) / 2.0).max(0.0)).collect())
}

/// Numbers, none below 0, over their sum; `None` where there is no sum.
pub(super) fn shares(numbers: &[f64]) -> Option<Vec<f64>> {
    let total: f64 = numbers.iter().sum();
    let sound = numbers.iter().all(|x| *x >= 0.0) && total.is_finite() && total > 0.0;
    sound.then(|| numbers.iter().map(|x| x / total).collect())
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;
    use crate::stats::Z95;

    #[derive(Deserialize)]
    struct Golden {
        shares: Vec<SharesCase>,
    }

    #[derive(Deserialize)]
    struct SharesCase {
        counts: Vec<f64>,
        percent: Vec<f64>,
    }

    #[test]
    fn the_shares_of_outcomes_agree_with_published_reports() {
        let golden: Golden = serde_json::from_str(include_str!("../../tests/golden/structure.json")).unwrap();
        for case in golden.shares {
            for (share, percent) in shares(&case.counts).unwrap().iter().zip(case.percent) {
                assert_abs_diff_eq!(share * 100.0, percent, epsilon = 5.000_001e-3);
            }
        }
    }

    /// By hand for 10 of 50 with five categories: B = χ²(0.99; 1) = 6.634896601,
    /// (B + 20 ± √(B(B + 40·40/50)))/(2·56.634896601) with √(6.634897·38.634897) = 16.010625.
    #[test]
    fn goodman_s_intervals_agree_with_his_formula() {
        let got = goodman(&[10.0, 10.0, 20.0, 5.0, 5.0], 0.95).unwrap();
        assert_abs_diff_eq!(got[0].0, (26.634_896_601 - 16.010_625) / 113.269_793_2, epsilon = 1e-6);
        assert_abs_diff_eq!(got[0].1, (26.634_896_601 + 16.010_625) / 113.269_793_2, epsilon = 1e-6);
        // Of two categories each has half of alpha; of one, all of it.
        let alone = goodman(&[7.0], 0.95).unwrap();
        assert_abs_diff_eq!(alone[0].0, wilson(7.0, 7.0, Z95).unwrap().0, epsilon = 1e-9);
    }

    #[test]
    fn distances_agree_with_scipy_and_their_definition() {
        // scipy.spatial.distance.jensenshannon, documented examples: 1 in base 2; 0.46450140402245893 in
        // nats.
        assert_abs_diff_eq!(
            jensen_shannon(&[1.0, 0.0, 0.0], &[0.0, 1.0, 0.0]).unwrap(),
            1.0,
            epsilon = 1e-12
        );
        let nats = 0.464_501_404_022_458_93 / std::f64::consts::LN_2.sqrt();
        assert_abs_diff_eq!(jensen_shannon(&[1.0, 0.0], &[0.5, 0.5]).unwrap(), nats, epsilon = 1e-12);
        assert_abs_diff_eq!(total_variation(&[1.0, 0.0], &[5.0, 5.0]).unwrap(), 0.5, epsilon = 1e-12);
        assert_abs_diff_eq!(total_variation(&[3.0, 0.0], &[0.0, 9.0]).unwrap(), 1.0, epsilon = 1e-12);
    }

    /// By hand, p = (½, ½, 0) and q = (¼, ¼, ½): the first two add ½(½ log₂(4/3) + ¼ log₂(2/3)) = 0.030639 each,
    /// the third ½·½ log₂ 2 = 0.25.
    #[test]
    fn the_category_that_only_one_has_adds_most_to_the_distance() {
        let parts = jensen_shannon_parts(&[2.0, 2.0, 0.0], &[5.0, 5.0, 10.0]).unwrap();
        for (part, expected) in parts.iter().zip([0.030_639_062, 0.030_639_062, 0.25]) {
            assert_abs_diff_eq!(*part, expected, epsilon = 1e-9);
        }
        let distance = jensen_shannon(&[2.0, 2.0, 0.0], &[5.0, 5.0, 10.0]).unwrap();
        assert_abs_diff_eq!(distance, 0.311_278_124_459_133_f64.sqrt(), epsilon = 1e-9);
    }

    #[test]
    fn no_whole_has_no_structure() {
        for bad in
            [&[][..], &[0.0, 0.0], &[-1.0, 2.0], &[f64::NAN, 1.0], &[f64::INFINITY, 1.0], &[1.0, 1.0, 1.0]]
        {
            assert_eq!(total_variation(bad, &[1.0, 1.0]), None);
            assert_eq!(jensen_shannon(&[1.0, 1.0], bad), None);
        }
        assert_eq!(goodman(&[0.0, 0.0], 0.95), None);
        assert_eq!(goodman(&[-1.0, 2.0], 0.95), None);
        assert_eq!(goodman(&[1.0, 2.0], 1.0), None);
        assert_eq!(goodman(&[], 0.95), None);
    }

    fn pair() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
        let counts = || prop::collection::vec((0_u16..500).prop_map(f64::from), 4);
        (counts(), counts())
            .prop_filter("a whole", |(a, b)| a.iter().sum::<f64>() > 0.0 && b.iter().sum::<f64>() > 0.0)
    }

    proptest! {
        #[test]
        fn distances_are_even_bounded_and_free_of_scale((a, b) in pair(), factor in 1_u8..9) {
            let scaled: Vec<f64> = a.iter().map(|x| x * f64::from(factor)).collect();
            for distance in [total_variation, jensen_shannon] {
                let there = distance(&a, &b).unwrap();
                prop_assert!((0.0..=1.0).contains(&there));
                prop_assert!((there - distance(&b, &a).unwrap()).abs() < 1e-12);
                // The root of the distance magnifies a rounding near 0.
                prop_assert!((there - distance(&scaled, &b).unwrap()).abs() < 1e-7);
                prop_assert!(distance(&a, &scaled).unwrap() < 1e-7);
            }
        }

        #[test]
        fn joint_intervals_hold_the_single_ones((a, _) in pair()) {
            let total: f64 = a.iter().sum();
            for (x, (lower, upper)) in a.iter().zip(goodman(&a, 0.95).unwrap()) {
                let single = wilson(*x, total, Z95).unwrap();
                prop_assert!(0.0 <= lower && lower <= single.0 && single.1 <= upper && upper <= 1.0);
            }
        }
    }
}
