//! Whether rankings agree: of two years, of two indicators, of many years.
//!
//! Pairs in which one value is not known are for the caller to leave out.

use statrs::distribution::{ChiSquared, ContinuousCDF, StudentsT};

use super::normal_p;
use super::rank::sorted;
use super::trend::exact_p;

/// Most pairs for which the p value of Kendall's tau is counted exactly.
const MOST_EXACT: usize = 10;

/// A rank correlation, −1 to 1, and its two-sided p value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    /// The coefficient.
    pub coefficient: f64,
    /// Two-sided p value; of Spearman's rho `None` for two pairs.
    pub p: Option<f64>,
}

/// Kendall's tau-b of pairs of values.
///
/// τ = S/√((N − T)(N − U)) with S the concordant less the discordant pairs, N = n(n − 1)/2, T and U the pairs
/// tied in the first and in the second values. p is exact up to ten pairs without ties, otherwise normal with
/// the variance of S corrected for ties.
///
/// `None` where the lengths differ, for fewer than two pairs, a value that is not finite, or where all of the
/// first or all of the second are the same. Takes n² steps.
///
/// Source: Kendall 1945, Biometrika 33:239; variance as in Kendall, Rank Correlation Methods; scipy's
/// `kendalltau`.
pub fn kendall_tau(first: &[f64], second: &[f64]) -> Option<Correlation> {
    check(first, second)?;
    let count = first.len();
    let mut s = 0_i64;
    for (i, (x, y)) in first.iter().zip(second).enumerate() {
        for (other_x, other_y) in first.iter().zip(second).skip(i + 1) {
            s += sign(other_x - x) * sign(other_y - y);
        }
    }
    let n = count as f64;
    let (ties_x, ties_y) = (Ties::of(first), Ties::of(second));
    let (free_x, free_y) = (n * (n - 1.0) - ties_x.pairs, n * (n - 1.0) - ties_y.pairs);
    if free_x <= 0.0 || free_y <= 0.0 {
        return None;
    }
    let coefficient = (2.0 * s as f64 / (free_x * free_y).sqrt()).clamp(-1.0, 1.0);
    let p = if count <= MOST_EXACT && ties_x.pairs + ties_y.pairs <= 0.0 {
        exact_p(count, s)
    } else {
        let spread = (n * (n - 1.0) * (2.0 * n + 5.0) - ties_x.spread - ties_y.spread) / 18.0;
        let both = ties_x.pairs * ties_y.pairs / (2.0 * n * (n - 1.0));
        let triples = ties_x.triples * ties_y.triples;
        // Two pairs have no triples, nor a divisor for them.
        let triples = if triples > 0.0 { triples / (9.0 * n * (n - 1.0) * (n - 2.0)) } else { 0.0 };
        normal_p(s as f64 / (spread + both + triples).sqrt())
    };
    Some(Correlation { coefficient, p: Some(p) })
}

/// Spearman's rho of pairs of values: the correlation of their ranks, ties at the mean of their places.
///
/// p from Student's t = ρ√((n − 2)/(1 − ρ²)) with n − 2 degrees of freedom; 0 where ρ is −1 or 1.
///
/// `None` as for [`kendall_tau`].
///
/// Source: Spearman 1904, Am J Psychol 15:72; scipy's `spearmanr`.
pub fn spearman_rho(first: &[f64], second: &[f64]) -> Option<Correlation> {
    check(first, second)?;
    let (x, y) = (mid_ranks(first), mid_ranks(second));
    let middle = f64::midpoint(first.len() as f64, 1.0);
    let product =
        |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum() };
    let (own_x, own_y) = (product(&x, &x), product(&y, &y));
    if own_x <= 0.0 || own_y <= 0.0 {
        return None;
    }
    let rho = (product(&x, &y) / (own_x * own_y).sqrt()).clamp(-1.0, 1.0);
    let free = first.len() as f64 - 2.0;
    let p = match StudentsT::new(0.0, 1.0, free) {
        Ok(_) if rho.abs() >= 1.0 => Some(0.0),
        Ok(student) => Some((2.0 * student.sf(rho.abs() * (free / (1.0 - rho * rho)).sqrt())).min(1.0)),
        Err(_) => None,
    };
    Some(Correlation { coefficient: rho, p })
}

/// Agreement of many rankings of the same units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Kendall's W, 0 (none) to 1 (all the same), corrected for ties.
    pub w: f64,
    /// Friedman's χ² with units − 1 degrees of freedom, corrected for ties.
    pub chi2: f64,
    /// p value of χ².
    pub p: f64,
}

/// Kendall's W and Friedman's test of rankings: a row for each judge (a year), with one value a unit.
///
/// With m judges, n units, R the rank sums over the judges and ties at the mean of their places:
/// χ² = 12Σ(R − m(n + 1)/2)²/(mn(n + 1) − Σ(t³ − t)/(n − 1)), W = χ²/(m(n − 1)).
///
/// `None` for fewer than two judges or units, rows of different length, a value that is not finite, or where
/// every judge has all units at the same place.
///
/// Source: Kendall & Babington Smith 1939, Ann Math Stat 10:275; Friedman 1937, JASA 32:675; ties as in
/// scipy's `friedmanchisquare`.
pub fn kendall_w(rows: &[Vec<f64>]) -> Option<Agreement> {
    let units = rows.first()?.len();
    let sound = |row: &Vec<f64>| row.len() == units && row.iter().all(|x| x.is_finite());
    if rows.len() < 2 || units < 2 || !rows.iter().all(sound) {
        return None;
    }
    let (m, n) = (rows.len() as f64, units as f64);
    let mut sums = vec![0.0; units];
    for row in rows {
        for (sum, rank) in sums.iter_mut().zip(mid_ranks(row)) {
            *sum += rank;
        }
    }
    let squares: f64 = sums.iter().map(|sum| (sum - m * (n + 1.0) / 2.0).powi(2)).sum();
    let ties: f64 = rows.iter().map(|row| Ties::of(row).cubes).sum();
    let divisor = m * n * (n + 1.0) - ties / (n - 1.0);
    // Where all are tied, what is left is the rounding of a difference of equal numbers.
    if divisor <= 1e-9 * m * n * (n + 1.0) {
        return None;
    }
    let chi2 = 12.0 * squares / divisor;
    let p = ChiSquared::new(n - 1.0).ok()?.sf(chi2);
    Some(Agreement { w: (chi2 / (m * (n - 1.0))).min(1.0), chi2, p })
}

/// Ranks from 1 for the lowest, ties at the mean of their places.
fn mid_ranks(values: &[f64]) -> Vec<f64> {
    let ascending = sorted(values);
    let rank = |value: &f64| {
        let below = ascending.partition_point(|v| v < value);
        let up_to = ascending.partition_point(|v| v <= value);
        (below + up_to + 1) as f64 / 2.0
    };
    values.iter().map(rank).collect()
}

/// Sums over groups of t equal values.
struct Ties {
    /// Σ t(t − 1), twice the tied pairs.
    pairs: f64,
    /// Σ t(t − 1)(t − 2).
    triples: f64,
    /// Σ t(t − 1)(2t + 5).
    spread: f64,
    /// Σ (t³ − t).
    cubes: f64,
}

impl Ties {
    fn of(values: &[f64]) -> Self {
        let mut ties = Self { pairs: 0.0, triples: 0.0, spread: 0.0, cubes: 0.0 };
        for group in sorted(values).chunk_by(|a, b| a.total_cmp(b).is_eq()) {
            let t = group.len() as f64;
            ties.pairs += t * (t - 1.0);
            ties.triples += t * (t - 1.0) * (t - 2.0);
            ties.spread += t * (t - 1.0) * (2.0 * t + 5.0);
            ties.cubes += t * t * t - t;
        }
        ties
    }
}

/// −1, 0 or 1.
fn sign(difference: f64) -> i64 {
    i64::from(difference > 0.0) - i64::from(difference < 0.0)
}

/// Pairs of finite values, at least two.
fn check(first: &[f64], second: &[f64]) -> Option<()> {
    let finite = first.iter().chain(second).all(|x| x.is_finite());
    (first.len() == second.len() && first.len() >= 2 && finite).then_some(())
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Golden {
        kendall: Vec<PairsCase>,
        spearman: Vec<PairsCase>,
        kendall_w: Vec<RowsCase>,
        mid_ranks: Vec<RanksCase>,
    }

    #[derive(Deserialize)]
    struct RanksCase {
        x: Vec<f64>,
        descending: Vec<f64>,
    }

    #[derive(Deserialize)]
    struct PairsCase {
        x: Vec<f64>,
        y: Vec<f64>,
        coefficient: f64,
        p: f64,
    }

    #[derive(Deserialize)]
    struct RowsCase {
        /// The rows, or else those of `foia_rates.csv`.
        rows: Option<Vec<Vec<f64>>>,
        w: f64,
        chi2: f64,
        p: Option<f64>,
    }

    fn golden() -> Golden {
        serde_json::from_str(include_str!("../../tests/golden/spread.json")).unwrap()
    }

    /// Disclosure rates of 69 agencies: a row for each of 17 years.
    fn foia() -> Vec<Vec<f64>> {
        let csv = include_str!("../../tests/golden/foia_rates.csv");
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
        let agencies: Vec<Vec<f64>> = reader.deserialize().map(Result::unwrap).collect();
        assert_eq!((agencies.len(), agencies[0].len()), (69, 34));
        (0..17).map(|year| agencies.iter().map(|row| row[2 * year] / row[2 * year + 1]).collect()).collect()
    }

    fn same(got: Option<Correlation>, case: &PairsCase) {
        let got = got.unwrap();
        assert_abs_diff_eq!(got.coefficient, case.coefficient, epsilon = 1e-12);
        assert_abs_diff_eq!(got.p.unwrap(), case.p, epsilon = 1e-9);
    }

    #[test]
    fn rank_correlations_agree_with_scipy() {
        for case in golden().kendall {
            same(kendall_tau(&case.x, &case.y), &case);
        }
        for case in golden().spearman {
            same(spearman_rho(&case.x, &case.y), &case);
        }
    }

    #[test]
    fn ranks_of_ties_agree_with_csranks() {
        for case in golden().mid_ranks {
            let negative: Vec<f64> = case.x.iter().map(|x| -x).collect();
            assert_eq!(mid_ranks(&negative), case.descending);
        }
    }

    #[test]
    fn the_agreement_of_rankings_agrees_with_scipy() {
        for case in golden().kendall_w {
            let got = kendall_w(&case.rows.unwrap_or_else(foia)).unwrap();
            assert_abs_diff_eq!(got.w, case.w, epsilon = 1e-9);
            assert_abs_diff_eq!(got.chi2, case.chi2, epsilon = 1e-9);
            if let Some(p) = case.p {
                assert_abs_diff_eq!(got.p, p, epsilon = 1e-9);
            }
        }
    }

    #[test]
    fn rankings_that_are_the_same_agree_fully() {
        let rising = [1.0, 2.0, 5.0, 9.0];
        let falling = [4.0, 3.0, 2.0, 1.0];
        assert_eq!(spearman_rho(&rising, &falling), Some(Correlation { coefficient: -1.0, p: Some(0.0) }));
        assert_eq!(kendall_tau(&rising, &rising).map(|tau| tau.coefficient), Some(1.0));
        let same = kendall_w(&[rising.to_vec(), rising.to_vec()]).unwrap();
        assert_abs_diff_eq!(same.w, 1.0, epsilon = 1e-12);
        let opposite = kendall_w(&[rising.to_vec(), falling.to_vec()]).unwrap();
        assert_eq!((opposite.w, opposite.chi2, opposite.p), (0.0, 0.0, 1.0));
        let two = spearman_rho(&[1.0, 2.0], &[3.0, 4.0]).unwrap();
        assert_eq!((two.coefficient, two.p), (1.0, None));
    }

    #[test]
    fn what_cannot_be_ranked_does_not_agree() {
        let level = [2.0; 3];
        let some = [1.0, 2.0, 3.0];
        for correlation in [kendall_tau, spearman_rho] {
            assert_eq!(correlation(&level, &some), None);
            assert_eq!(correlation(&some, &level), None);
            assert_eq!(correlation(&some, &some[..2]), None);
            assert_eq!(correlation(&[1.0], &[1.0]), None);
            assert_eq!(correlation(&[1.0, f64::NAN], &[1.0, 2.0]), None);
        }
        assert_eq!(kendall_w(&[]), None);
        assert_eq!(kendall_w(&[some.to_vec()]), None);
        assert_eq!(kendall_w(&[level.to_vec(), level.to_vec()]), None);
        assert_eq!(kendall_w(&[some.to_vec(), vec![1.0, 2.0]]), None);
        assert_eq!(kendall_w(&[some.to_vec(), vec![1.0, 2.0, f64::NAN]]), None);
    }

    fn pairs() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
        let pair = (0_i8..12, 0_i8..12).prop_map(|(x, y)| (f64::from(x), f64::from(y)));
        prop::collection::vec(pair, 2..20).prop_map(|pairs| pairs.into_iter().unzip())
    }

    proptest! {
        #[test]
        fn correlations_are_even_and_turn_with_the_order((x, y) in pairs()) {
            let turned: Vec<f64> = y.iter().map(|y| 3.0 - 2.0 * y).collect();
            for correlation in [kendall_tau, spearman_rho] {
                let Some(got) = correlation(&x, &y) else { continue };
                prop_assert!((-1.0..=1.0).contains(&got.coefficient));
                prop_assert!(got.p.is_none_or(|p| (0.0..=1.0).contains(&p)));
                let (back, opposite) = (correlation(&y, &x).unwrap(), correlation(&x, &turned).unwrap());
                prop_assert!((got.coefficient - back.coefficient).abs() < 1e-12);
                prop_assert!((got.coefficient + opposite.coefficient).abs() < 1e-12);
            }
        }

        #[test]
        fn w_lies_between_0_and_1(
            rows in prop::collection::vec(prop::collection::vec((0_i8..6).prop_map(f64::from), 5), 2..8),
        ) {
            if let Some(got) = kendall_w(&rows) {
                prop_assert!((0.0..=1.0).contains(&got.w) && (0.0..=1.0).contains(&got.p) && got.chi2 >= 0.0);
            }
        }

        #[test]
        fn w_of_two_rankings_is_half_way_from_rho_to_1(
            x in prop::collection::btree_set(any::<i32>(), 3..20),
        ) {
            let x: Vec<f64> = x.into_iter().map(f64::from).collect();
            let y: Vec<f64> = x.iter().map(|x| (x * 0.37).sin()).collect();
            let rho = spearman_rho(&x, &y).unwrap().coefficient;
            let w = kendall_w(&[x, y]).unwrap().w;
            prop_assert!((w - f64::midpoint(rho, 1.0)).abs() < 1e-9);
        }
    }
}
