//! Whatever comes in, nothing panics and no NaN or infinity comes out.

use proptest::prelude::*;

use super::breaks::{Course, chow, strongest_break};
use super::concordance::{kendall_tau, kendall_w, spearman_rho};
use super::count::{byar, count_interval, poisson_exact};
use super::funnel::{
    FunnelClass, Overdispersion, Tau2, benchmark, classify, exact_limits, heterogeneity, normal_limits,
};
use super::index::{
    Item, Mean, Normalisation, aggregate, kurtosis, normalise, outranking, sheet_score, skewness, treat,
};
use super::inequality::{
    atkinson, entropy, gini, hhi, lorenz, p90_p10, theil_decomposition, theil_l, theil_t,
};
use super::marker::{marker_of_rate, marker_of_value};
use super::outlier::{median_absolute_deviation, robust_distance};
use super::proportion_trend::cochran_armitage;
use super::rank_sets::{Coverage, Estimate, multinomial_rank_sets, rank_sets, share_estimate};
use super::shrink::{empirical_bayes, james_stein};
use super::structure::{goodman, jensen_shannon, total_variation};
use super::{Best, Draws, Z95, two_proportion_z};

/// Any number: also NaN, infinities, −0, and sizes from 10⁻⁶⁰ to 10⁶⁰.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-1.0..1.0_f64, -60_i32..60).prop_map(|(part, size)| part * 10.0_f64.powi(size)),
        prop::sample::select(vec![
            0.0,
            -0.0,
            0.5,
            1e60,
            -1e60,
            1e-60,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY
        ]),
        (-5_i8..50).prop_map(f64::from),
    ]
}

fn numbers() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(number(), 0..8)
}

fn finite(numbers: impl IntoIterator<Item = f64>) -> bool {
    numbers.into_iter().all(f64::is_finite)
}

fn both(limits: Option<(f64, f64)>) -> bool {
    limits.is_none_or(|(lower, upper)| lower.is_finite() && upper.is_finite())
}

fn one(number: Option<f64>) -> bool {
    number.is_none_or(f64::is_finite)
}

/// The values with every third missing.
fn known(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().enumerate().map(|(place, value)| (place % 3 != 2).then_some(*value)).collect()
}

proptest! {
    #[test]
    fn rates_and_counts(x in number(), n in number(), p in number(), z in number(), trials in 0_u64..5_000) {
        prop_assert!(both(count_interval(x, Z95)) && both(byar(x, z)) && both(poisson_exact(x, z)));
        prop_assert!(both(two_proportion_z((x, n), (p, n))));
        prop_assert!(both(normal_limits(p, n, z)) && both(exact_limits(p, trials, z)));
        prop_assert!(classify(x, n, p).is_none() || (0.0..=1.0).contains(&(x / n)));
        prop_assert!(FunnelClass::of_z(z).is_some() != z.is_nan());
        prop_assert!(share_estimate(x, n).is_none_or(|e| e.value.is_finite() && e.variance.is_finite()));
    }

    #[test]
    fn shares_and_units(x in numbers(), n in numbers(), p in number()) {
        let units: Vec<(f64, f64)> = x.iter().copied().zip(n.iter().copied()).collect();
        prop_assert!(goodman(&x, p).is_none_or(|limits| limits.into_iter().all(|limits| both(Some(limits)))));
        prop_assert!(one(total_variation(&x, &n)) && one(jensen_shannon(&x, &n)) && one(benchmark(&units)));
        if let Some(got) = empirical_bayes(&units) {
            prop_assert!(finite([got.mean, got.variance, got.between]) && got.rates.into_iter().all(one));
        }
        prop_assert!(james_stein(&x, p).is_none_or(|got| finite(got.values) && got.factor.is_finite()));
        for method in [Tau2::DerSimonianLaird, Tau2::PauleMandel, Tau2::Reml, Tau2::Hedges] {
            if let Some(got) = heterogeneity(&x, &n[..x.len().min(n.len())], method) {
                prop_assert!(finite([got.tau2, got.mean, got.error, got.q, got.i2]), "{:?}", got);
            }
            if let Some(got) = Overdispersion::estimate(&units, 0.1, method) {
                prop_assert!(finite([got.benchmark, got.phi, got.tau2]), "{:?}", got);
                prop_assert!(both(got.limits(p, Z95)) && one(got.z(p, p)), "{:?}", got);
            }
        }
        let estimates: Vec<Estimate> =
            units.iter().map(|(value, variance)| Estimate { value: *value, variance: *variance }).collect();
        let draws = Draws { count: 20, seed: 1, threads: 1 };
        for coverage in [Coverage::Marginal, Coverage::Simultaneous] {
            if let Some(sets) = rank_sets(&estimates, Best::Lowest, coverage, 0.9, &draws) {
                prop_assert!(sets.iter().all(|set| 1 <= set.lower && set.lower <= set.place));
                prop_assert!(sets.iter().all(|set| set.place <= set.upper && set.upper <= units.len()));
            }
        }
    }

    #[test]
    fn categories(counts in prop::collection::vec(prop_oneof![any::<u64>(), 0_u64..50], 0..5)) {
        for coverage in [Coverage::Marginal, Coverage::Simultaneous] {
            if let Some(sets) = multinomial_rank_sets(&counts, coverage, 0.95) {
                prop_assert!(sets.iter().all(|set| 1 <= set.lower && set.upper <= counts.len()));
            }
        }
    }

    #[test]
    fn series(x in numbers(), n in numbers(), z in number(), first in any::<i32>()) {
        let units: Vec<(f64, f64)> = x.iter().copied().zip(n.iter().copied()).collect();
        let years: Vec<i32> = (0..8).map(|year| first.saturating_add(year)).take(units.len()).collect();
        let values = &x[..units.len()];
        prop_assert!(cochran_armitage(values, &units).is_none_or(|got| finite([got.z, got.chi2, got.p])));
        for got in [marker_of_rate(&years, &units), marker_of_value(&years, values, &units, z)] {
            prop_assert!(got.is_none_or(|got| finite([got.chi2, got.slope])));
        }
        for course in [Course::Level, Course::Line] {
            for got in [chow(&x, x.len() / 2, course), strongest_break(&x, 2, course)].into_iter().flatten() {
                prop_assert!(finite([got.f, got.p, got.rss.0, got.rss.1, got.bic.0, got.bic.1]));
            }
        }
        for correlation in [kendall_tau(&x, &n), spearman_rho(&x, &n)].into_iter().flatten() {
            prop_assert!(correlation.coefficient.is_finite() && one(correlation.p));
        }
        prop_assert!(kendall_w(&[x, n]).is_none_or(|got| finite([got.w, got.chi2, got.p])));
    }

    #[test]
    fn spread(x in numbers(), aversion in number(), floor in number()) {
        let of_amounts = [gini, theil_t, theil_l, p90_p10, hhi, entropy];
        let of_values = [median_absolute_deviation, skewness, kurtosis];
        for measure in of_amounts.into_iter().chain(of_values) {
            prop_assert!(one(measure(&x)));
        }
        prop_assert!(one(atkinson(&x, aversion)));
        prop_assert!(lorenz(&x).is_none_or(|curve| curve.into_iter().all(|point| both(Some(point)))));
        let groups: Vec<usize> = (0..x.len()).map(|unit| unit % 3).collect();
        prop_assert!(theil_decomposition(&x, &groups).is_none_or(|got| finite([got.between, got.within])));
        prop_assert!(robust_distance(aversion, &x, floor).is_none_or(|got| finite([got.z, got.usual])));
    }

    #[test]
    fn indexes(x in numbers(), w in numbers(), p in number(), low in number(), high in number()) {
        let values = known(&x);
        for how in [
            Normalisation::MinMax { lower: low, upper: high },
            Normalisation::ZScore { mean: low, deviation: high },
            Normalisation::Rank,
            Normalisation::Borda,
            Normalisation::Percentile,
            Normalisation::DistanceToTarget { target: p },
            Normalisation::DistanceToBest,
            Normalisation::FractionOfBest,
            Normalisation::Goalposts { low, high, scale: p },
        ] {
            prop_assert!(normalise(&values, &w, how).into_iter().all(one));
        }
        prop_assert!(treat(&values, 5).values.into_iter().all(one));
        for mean in [Mean::Arithmetic, Mean::Geometric, Mean::Harmonic, Mean::Power(p)] {
            prop_assert!(one(aggregate(&values, &w, mean, low)));
        }
        if let Some(matrix) = outranking(&[values.clone(), known(&w)], &x) {
            prop_assert!(matrix.into_iter().flatten().all(|share| (0.0..=1.0).contains(&share)));
        }
        let item = Item { weight: high, earned: low, deductions: w, bonus: p };
        prop_assert!(one(sheet_score(&[Some(item), None])));
    }
}
