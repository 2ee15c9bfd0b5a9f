//! Rates drawn towards the mean of all counties, the more the fewer cases they rest on.

use super::interval::is_share;

/// Rates after empirical Bayes shrinkage.
#[derive(Clone, Debug, PartialEq)]
pub struct EmpiricalBayes {
    /// m = Σx/Σn, the rate of all units together.
    pub mean: f64,
    /// s² = Σn(p − m)²/Σn, the variance of the rates, weighted by cases.
    pub variance: f64,
    /// a = max(0, s² − m/n̄): the part of it that is not chance. 0 draws every rate to the mean.
    pub between: f64,
    /// m + a(p − m)/(a + m/n) of each unit, in the order given; `None` for a unit without cases.
    pub rates: Vec<Option<f64>>,
}

/// Empirical Bayes estimates of rates by moments, from units (x, n).
///
/// A unit without cases counts for nothing. `None` without any case, or where a unit with cases is no share.
///
/// Source: Marshall 1991, Applied Statistics 40:283, with Poisson variance; `EBest` of R's spdep, esda.
pub fn empirical_bayes(units: &[(f64, f64)]) -> Option<EmpiricalBayes> {
    let mean = super::funnel::benchmark(units)?;
    let counted = || units.iter().filter(|(_, n)| *n > 0.0);
    let cases: f64 = counted().map(|(_, n)| n).sum();
    let variance = counted().map(|(x, n)| n * (x / n - mean).powi(2)).sum::<f64>() / cases;
    let average = cases / counted().count() as f64;
    let between = (variance - mean / average).max(0.0);
    let rate = |(x, n): &(f64, f64)| {
        let own = is_share(*x, *n).then(|| x / n)?;
        // Without difference beyond chance, the weight of the own rate is 0, also where the mean is 0.
        let weight = if between > 0.0 { between / (between + mean / n) } else { 0.0 };
        Some(mean + weight * (own - mean))
    };
    Some(EmpiricalBayes { mean, variance, between, rates: units.iter().map(rate).collect() })
}

/// Values after shrinkage by one factor.
#[derive(Clone, Debug, PartialEq)]
pub struct JamesStein {
    /// ȳ, the mean of the values.
    pub mean: f64,
    /// c, the part of its distance from the mean that a value keeps, 0 to 1.
    pub factor: f64,
    /// ȳ + c(y − ȳ), in the order given.
    pub values: Vec<f64>,
}

/// James–Stein estimates of values with the same sampling variance:
/// c = max(0, 1 − (k − 3)·variance/Σ(y − ȳ)²) for k values.
///
/// `None` for fewer than four values, where a value is not finite, the variance is below 0, or all values are
/// the same.
///
/// Source: Efron & Morris 1977, Scientific American 236:119 (towards the mean); positive part as in Efron &
/// Morris 1973, JASA 68:117.
pub fn james_stein(values: &[f64], variance: f64) -> Option<JamesStein> {
    let count = values.len();
    if count < 4 || values.iter().any(|y| !y.is_finite()) || !variance.is_finite() || variance < 0.0 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / count as f64;
    let squares: f64 = values.iter().map(|y| (y - mean).powi(2)).sum();
    if squares <= 0.0 {
        return None;
    }
    let factor = (1.0 - (count - 3) as f64 * variance / squares).max(0.0);
    Some(JamesStein { mean, factor, values: values.iter().map(|y| mean + factor * (y - mean)).collect() })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Golden {
        marshall: Vec<MarshallCase>,
        james_stein: Vec<JamesSteinCase>,
    }

    #[derive(Deserialize)]
    struct MarshallCase {
        /// The units, or else those of `foia_2024.csv`.
        units: Option<Vec<(f64, f64)>>,
        mean: f64,
        variance: f64,
        between: f64,
        rates: Option<Vec<f64>>,
    }

    #[derive(Deserialize)]
    struct JamesSteinCase {
        x: Vec<f64>,
        n: f64,
        mean: f64,
        factor: f64,
        first: f64,
        last: f64,
    }

    fn golden() -> Golden {
        serde_json::from_str(include_str!("../../tests/golden/shrinkage.json")).unwrap()
    }

    fn foia() -> Vec<(f64, f64)> {
        let csv = include_str!("../../tests/golden/foia_2024.csv");
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
        reader.deserialize().map(Result::unwrap).collect()
    }

    #[test]
    fn empirical_bayes_rates_agree_with_esda() {
        for case in golden().marshall {
            let got = empirical_bayes(&case.units.unwrap_or_else(foia)).unwrap();
            assert_abs_diff_eq!(got.mean, case.mean, epsilon = 1e-12);
            assert_abs_diff_eq!(got.variance, case.variance, epsilon = 1e-12);
            assert_abs_diff_eq!(got.between, case.between, epsilon = 1e-12);
            for (rate, expected) in got.rates.iter().zip(case.rates.unwrap_or_default()) {
                assert_abs_diff_eq!(rate.unwrap(), expected, epsilon = 1e-12);
            }
        }
    }

    #[test]
    fn the_batting_averages_agree_with_efron_and_morris() {
        for case in golden().james_stein {
            let values: Vec<f64> = case.x.iter().map(|x| x / case.n).collect();
            let got = james_stein(&values, case.mean * (1.0 - case.mean) / case.n).unwrap();
            assert_abs_diff_eq!(got.mean, case.mean, epsilon = 1e-12);
            assert_abs_diff_eq!(got.factor, case.factor, epsilon = 1e-12);
            assert_abs_diff_eq!(got.values[0], case.first, epsilon = 1e-12);
            assert_abs_diff_eq!(*got.values.last().unwrap(), case.last, epsilon = 1e-12);
        }
    }

    #[test]
    fn rates_that_agree_are_all_drawn_to_the_mean() {
        let got = empirical_bayes(&[(5.0, 10.0), (50.0, 100.0), (0.0, 0.0)]).unwrap();
        assert_eq!((got.between, got.rates), (0.0, vec![Some(0.5), Some(0.5), None]));
        let none = empirical_bayes(&[(0.0, 10.0), (0.0, 3.0)]).unwrap();
        assert_eq!((none.mean, none.rates), (0.0, vec![Some(0.0), Some(0.0)]));
        let alone = empirical_bayes(&[(3.0, 10.0)]).unwrap();
        assert_eq!(alone.rates, [Some(0.3)]);
    }

    #[test]
    fn nothing_to_shrink_is_not_shrunk() {
        assert_eq!(empirical_bayes(&[]), None);
        assert_eq!(empirical_bayes(&[(0.0, 0.0)]), None);
        assert_eq!(empirical_bayes(&[(3.0, 2.0), (1.0, 9.0)]), None);
        assert_eq!(james_stein(&[1.0, 2.0, 3.0], 1.0), None);
        assert_eq!(james_stein(&[1.0; 5], 1.0), None);
        assert_eq!(james_stein(&[1.0, 2.0, 3.0, f64::NAN], 1.0), None);
        assert_eq!(james_stein(&[1.0, 2.0, 3.0, 4.0], -1.0), None);
        // More noise than difference: everything is the mean.
        assert_eq!(james_stein(&[1.0, 2.0, 3.0, 2.0], 9.0).unwrap().values, [2.0; 4]);
    }

    proptest! {
        #[test]
        fn a_shrunk_rate_lies_between_its_own_and_the_mean(
            units in prop::collection::vec((1_u32..900, 0.0..=1.0_f64), 1..30),
        ) {
            let units: Vec<(f64, f64)> =
                units.iter().map(|(n, part)| ((f64::from(*n) * part).round(), f64::from(*n))).collect();
            let got = empirical_bayes(&units).unwrap();
            for ((x, n), rate) in units.iter().zip(&got.rates) {
                let (own, rate) = (x / n, rate.unwrap());
                prop_assert!(own.min(got.mean) - 1e-12 <= rate && rate <= own.max(got.mean) + 1e-12);
            }
            let backward: Vec<_> = units.iter().rev().copied().collect();
            let again = empirical_bayes(&backward).unwrap();
            prop_assert!((again.between - got.between).abs() < 1e-12);
        }
    }
}
