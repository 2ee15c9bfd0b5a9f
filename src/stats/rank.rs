//! Places, percentiles, median and quantiles.

/// Which end of the values takes the first place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Best {
    /// The highest value is first.
    Highest,
    /// The lowest value is first.
    Lowest,
}

/// A place among the values ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// 1 for the best; equal values share the best of their places (1, 2, 2, 4).
    pub place: usize,
    /// Whether another value has the same place.
    pub tied: bool,
}

/// Competition ranks: 1 + the number of values strictly better.
///
/// A value that is not known (`None`, NaN) has no place and moves no other.
///
/// Source: the usual 1-2-2-4 rule ("min" in R's `rank`), as in Mogstad et al. 2024, Rev Econ Stud 91:476.
pub fn competition_rank(values: &[Option<f64>], best: Best) -> Vec<Option<Rank>> {
    let known: Vec<f64> = values.iter().flatten().copied().filter(|v| !v.is_nan()).collect();
    let ascending = sorted(&known);
    let rank = |value: f64| {
        let below = ascending.partition_point(|v| *v < value);
        let up_to = ascending.partition_point(|v| *v <= value);
        let better = match best {
            Best::Highest => ascending.len() - up_to,
            Best::Lowest => below,
        };
        Rank { place: better + 1, tied: up_to - below > 1 }
    };
    values.iter().map(|value| value.filter(|v| !v.is_nan()).map(rank)).collect()
}

/// Percentile of a place: 100 · (of − place) / (of − 1), so that the first is at 100 and the last at 0.
///
/// `None` where there is nothing to compare with (`of` below 2) or the place is not one of 1 to `of`.
///
/// Source: the percentile rank of `COINr` (`prank`), with the best at the top.
pub fn percentile_of_rank(place: usize, of: usize) -> Option<f64> {
    if of < 2 || !(1..=of).contains(&place) {
        return None;
    }
    Some(100.0 * (of - place) as f64 / (of - 1) as f64)
}

/// Median: the middle value, or the mean of the two in the middle. In the unit of the values.
///
/// `None` for no values or where one of them is NaN.
pub fn median(values: &[f64]) -> Option<f64> {
    if values.iter().any(|v| v.is_nan()) {
        return None;
    }
    let ascending = sorted(values);
    let upper = *ascending.get(values.len() / 2)?;
    let lower = *ascending.get((values.len() - 1) / 2)?;
    Some(f64::midpoint(lower, upper))
}

/// Quantile at `q` (0 to 1) by linear interpolation, in the unit of the values.
///
/// With h = (n − 1)q and the values in ascending order, counted from 0:
/// x₍⌊h⌋₎ + (h − ⌊h⌋)(x₍⌊h⌋₊₁₎ − x₍⌊h⌋₎).
///
/// `None` for no values, where one of them is NaN, or for `q` outside 0 to 1.
///
/// Source: Hyndman & Fan 1996, Am Stat 50:361, definition 7: the default of R, numpy and Polars ("linear").
pub fn quantile(values: &[f64], q: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&q) || values.iter().any(|v| v.is_nan()) {
        return None;
    }
    let ascending = sorted(values);
    let position = ascending.len().checked_sub(1)? as f64 * q;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the number of values"
    )]
    let below = position.floor() as usize;
    let lower = *ascending.get(below)?;
    // At the last value there is no next one, and nothing to interpolate.
    let upper = ascending.get(below + 1).copied().unwrap_or(lower);
    Some(lower + (position - position.floor()) * (upper - lower))
}

/// The values in ascending order, with one kind of zero so that equal values compare equal.
pub(super) fn sorted(values: &[f64]) -> Vec<f64> {
    let mut ascending: Vec<f64> = values.iter().map(|v| v + 0.0).collect();
    ascending.sort_unstable_by(f64::total_cmp);
    ascending
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Golden {
        rank: Vec<RankCase>,
        quantile: Vec<QuantileCase>,
    }

    #[derive(Deserialize)]
    struct RankCase {
        x: Vec<Option<f64>>,
        rank: Vec<usize>,
    }

    #[derive(Deserialize)]
    struct QuantileCase {
        x: Vec<f64>,
        q: f64,
        value: f64,
    }

    fn golden() -> Golden {
        serde_json::from_str(include_str!("../../tests/golden/ranks.json")).unwrap()
    }

    fn places(values: &[Option<f64>], best: Best) -> Vec<Option<usize>> {
        competition_rank(values, best).into_iter().map(|rank| rank.map(|r| r.place)).collect()
    }

    #[test]
    fn ranks_agree_with_csranks() {
        for case in golden().rank {
            let expected: Vec<_> = case.rank.iter().copied().map(Some).collect();
            assert_eq!(places(&case.x, Best::Highest), expected);
        }
    }

    #[test]
    fn ties_share_the_best_place_and_a_missing_value_has_none() {
        let values = [Some(0.0), None, Some(2.0), Some(-0.0), Some(f64::NAN), Some(1.0)];
        let rank = |place, tied| Some(Rank { place, tied });
        assert_eq!(
            competition_rank(&values, Best::Lowest),
            [rank(1, true), None, rank(4, false), rank(1, true), None, rank(3, false)]
        );
        assert_eq!(
            competition_rank(&values, Best::Highest),
            [rank(3, true), None, rank(1, false), rank(3, true), None, rank(2, false)]
        );
    }

    #[test]
    fn a_percentile_runs_from_the_first_place_to_the_last() {
        assert_eq!(percentile_of_rank(1, 5), Some(100.0));
        assert_eq!(percentile_of_rank(4, 5), Some(25.0));
        assert_eq!(percentile_of_rank(5, 5), Some(0.0));
        for (place, of) in [(1, 1), (1, 0), (0, 5), (6, 5)] {
            assert_eq!(percentile_of_rank(place, of), None);
        }
    }

    #[test]
    fn quantiles_agree_with_their_definition() {
        for case in golden().quantile {
            assert_abs_diff_eq!(quantile(&case.x, case.q).unwrap(), case.value, epsilon = 1e-12);
        }
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[1.0], 1.1), None);
        assert_eq!(quantile(&[1.0, f64::NAN], 0.5), None);
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }

    proptest! {
        #[test]
        fn a_rank_does_not_depend_on_the_order(
            mixed in prop::collection::vec(prop::option::of((0_i8..20).prop_map(f64::from)), 0..30)
                .prop_flat_map(|values| {
                    let numbered: Vec<_> = values.iter().copied().enumerate().collect();
                    (Just(values), Just(numbered).prop_shuffle())
                }),
        ) {
            let (values, shuffled) = mixed;
            for best in [Best::Highest, Best::Lowest] {
                let before = competition_rank(&values, best);
                let mixed: Vec<_> = shuffled.iter().map(|(_, value)| *value).collect();
                for ((place, _), rank) in shuffled.iter().zip(competition_rank(&mixed, best)) {
                    prop_assert_eq!(before[*place], rank);
                }
            }
        }

        #[test]
        fn ranks_without_ties_are_a_permutation(
            values in prop::collection::btree_set(any::<i32>(), 0..30)
                .prop_map(|set| set.into_iter().map(|v| Some(f64::from(v))).collect::<Vec<_>>())
                .prop_shuffle(),
        ) {
            for best in [Best::Highest, Best::Lowest] {
                let ranks = competition_rank(&values, best);
                prop_assert!(ranks.iter().flatten().all(|rank| !rank.tied));
                let mut places: Vec<_> = ranks.iter().flatten().map(|rank| rank.place).collect();
                places.sort_unstable();
                prop_assert_eq!(places, (1..=values.len()).collect::<Vec<_>>());
            }
        }

        #[test]
        fn the_median_is_the_middle_quantile(
            values in prop::collection::vec((-1e6_f64..1e6).prop_map(f64::round), 1..30),
        ) {
            let difference = median(&values).unwrap() - quantile(&values, 0.5).unwrap();
            prop_assert!(difference.abs() < 1e-9);
        }
    }
}
