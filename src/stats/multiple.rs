//! p values adjusted for many tests made at once.
//!
//! Both take one p value a test and give the adjusted one in the same place. A test without a p value
//! (`None`, or a number that is no probability) stays `None` and does not count as a test.

/// Benjamini–Hochberg adjusted p values: those at or below q are found with a false discovery rate of q.
///
/// With p₍₁₎ ≤ … ≤ p₍ₘ₎: the k-th is min over j ≥ k of p₍ⱼ₎ · m/j, at most 1. The tests are to be
/// independent or positively dependent.
///
/// Source: Benjamini & Hochberg 1995, JRSS B 57:289; adjusted form as in Yekutieli & Benjamini 1999.
pub fn benjamini_hochberg(p: &[Option<f64>]) -> Vec<Option<f64>> {
    adjust(p, |ascending| {
        let tests = ascending.len() as f64;
        let mut least = 1.0_f64;
        for (k, (_, p)) in ascending.iter_mut().enumerate().rev() {
            least = least.min(*p * (tests / (k + 1) as f64));
            *p = least;
        }
    })
}

/// Holm adjusted p values: those at or below α are found with a chance of at most α of any false one.
///
/// With p₍₁₎ ≤ … ≤ p₍ₘ₎: the k-th is max over j ≤ k of p₍ⱼ₎ · (m − j + 1), at most 1. Holds whatever the
/// dependence of the tests.
///
/// Source: Holm 1979, Scand J Stat 6:65.
pub fn holm(p: &[Option<f64>]) -> Vec<Option<f64>> {
    adjust(p, |ascending| {
        let tests = ascending.len();
        let mut greatest = 0.0_f64;
        for (k, (_, p)) in ascending.iter_mut().enumerate() {
            greatest = greatest.max(*p * (tests - k) as f64).min(1.0);
            *p = greatest;
        }
    })
}

/// Hands the known p values, with their places and in ascending order, to `step`, and puts what it makes
/// of them back in their places.
fn adjust(p: &[Option<f64>], step: impl FnOnce(&mut [(usize, f64)])) -> Vec<Option<f64>> {
    let mut ascending: Vec<(usize, f64)> = p
        .iter()
        .enumerate()
        .filter_map(|(place, p)| p.filter(|p| (0.0..=1.0).contains(p)).map(|p| (place, p)))
        .collect();
    ascending.sort_by(|a, b| a.1.total_cmp(&b.1));
    step(&mut ascending);
    let mut adjusted = vec![None; p.len()];
    for (place, p) in ascending {
        if let Some(slot) = adjusted.get_mut(place) {
            *slot = Some(p);
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Golden {
        adjusted: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        p: Vec<Option<f64>>,
        bh: Vec<f64>,
        holm: Option<Vec<f64>>,
    }

    fn same(got: &[Option<f64>], expected: &[f64]) {
        assert_eq!(got.len(), expected.len());
        for (got, expected) in got.iter().zip(expected) {
            assert_abs_diff_eq!(got.unwrap(), *expected, epsilon = 1e-12);
        }
    }

    #[test]
    fn adjusted_p_values_agree_with_the_published_example() {
        let golden: Golden = serde_json::from_str(include_str!("../../tests/golden/multiple.json")).unwrap();
        for case in golden.adjusted {
            same(&benjamini_hochberg(&case.p), &case.bh);
            if let Some(expected) = case.holm {
                same(&holm(&case.p), &expected);
            }
        }
    }

    #[test]
    fn a_missing_p_value_stays_missing_and_is_no_test() {
        let p = [None, Some(0.02), Some(f64::NAN), Some(0.04)];
        assert_eq!(benjamini_hochberg(&p), [None, Some(0.04), None, Some(0.04)]);
        assert_eq!(holm(&p), [None, Some(0.04), None, Some(0.04)]);
        assert_eq!(benjamini_hochberg(&[]), []);
        assert_eq!(holm(&[None]), [None]);
    }

    proptest! {
        #[test]
        fn adjusting_keeps_the_order_and_never_lowers(p in prop::collection::vec(0.0..=1.0_f64, 0..40)) {
            let given: Vec<_> = p.iter().copied().map(Some).collect();
            let bh: Vec<f64> = benjamini_hochberg(&given).into_iter().flatten().collect();
            let holm: Vec<f64> = holm(&given).into_iter().flatten().collect();
            prop_assert_eq!(bh.len(), p.len());
            for (i, first) in p.iter().enumerate() {
                // Holm controls more and so is never below, but for the order of two roundings.
                prop_assert!(*first <= bh[i] && bh[i] <= holm[i] + 1e-15 && holm[i] <= 1.0);
                for (j, second) in p.iter().enumerate() {
                    if first <= second {
                        prop_assert!(bh[i] <= bh[j] && holm[i] <= holm[j]);
                    }
                }
            }
        }
    }
}
