//! How often intervals hold what they are to hold: forty counties with known rates, the same cases drawn
//! again and again with a fixed seed. The sets of ranks have a test of this kind of their own.

use rand_distr::{Binomial, Distribution, Poisson};

use super::funnel::{FunnelClass, classify, exact_limits};
use super::structure::goodman;
use super::{Draws, Z95, Z998, clopper_pearson, newcombe_difference, wilson};
use crate::stats::count::{count_interval, poisson_exact};

const DRAWS: Draws = Draws { count: 250, seed: 20_250_101, threads: 2 };

/// (rate, cases) of the counties: rates of 3 to 97 %, 12 to 597 cases.
fn counties() -> Vec<(f64, u32)> {
    (0..40).map(|county| (0.03 + 0.94 * f64::from(county) / 39.0, 12 + 15 * (county * 17 % 40))).collect()
}

/// Counts drawn for all counties in each draw, by their rates or by one for all.
fn samples(rate: Option<f64>) -> Vec<Vec<f64>> {
    DRAWS.map(|mut numbers| {
        let draw = |(own, n): (f64, u32)| {
            Binomial::new(u64::from(n), rate.unwrap_or(own)).unwrap().sample(&mut numbers) as f64
        };
        counties().into_iter().map(draw).collect()
    })
}

/// Share of all draws and counties in which `holds` is true.
fn share(holds: impl Fn(f64, f64, f64) -> bool) -> f64 {
    let mut held = 0;
    for sample in samples(None) {
        let counted = sample.iter().zip(counties());
        held += counted.filter(|(x, (p, n))| holds(**x, *p, f64::from(*n))).count();
    }
    held as f64 / (DRAWS.count * 40) as f64
}

fn within(limits: Option<(f64, f64)>, value: f64) -> bool {
    limits.is_some_and(|(lower, upper)| lower <= value && value <= upper)
}

/// 10,000 intervals: the standard deviation of their share is 0.0022 at 95 % and 0.0005 at 99.8 %.
#[test]
fn intervals_of_a_rate_hold_it_as_often_as_stated() {
    let held = share(|x, p, n| within(wilson(x, n, Z95), p));
    assert!((held - 0.95).abs() < 0.01, "{held}");
    let held = share(|x, p, n| within(wilson(x, n, Z998), p));
    assert!((held - 0.998).abs() < 0.002, "{held}");
    let held = share(|x, p, n| within(clopper_pearson(x, n, 0.95), p));
    assert!(held >= 0.95, "{held}");
}

#[test]
fn the_interval_of_a_difference_holds_it_as_often_as_stated() {
    let counties = counties();
    let (mut held, mut all) = (0, 0_u32);
    for sample in samples(None) {
        let units: Vec<_> = sample.iter().zip(&counties).map(|(x, (p, n))| (*x, f64::from(*n), *p)).collect();
        for pair in units.windows(2) {
            let limits = newcombe_difference((pair[0].0, pair[0].1), (pair[1].0, pair[1].1), Z95);
            held += u32::from(within(limits, pair[0].2 - pair[1].2));
            all += 1;
        }
    }
    let held = f64::from(held) / f64::from(all);
    assert!((held - 0.95).abs() < 0.01, "{held}");
}

#[test]
fn intervals_of_a_count_hold_its_mean_as_often_as_stated() {
    let samples = DRAWS.map(|mut numbers| {
        let draw = |mean: f64| (mean, Poisson::new(mean).unwrap().sample(&mut numbers));
        (0..40).map(|county| 1.5 * 1.15_f64.powi(county)).map(draw).collect::<Vec<(f64, f64)>>()
    });
    let share = |interval: fn(f64, f64) -> Option<(f64, f64)>| {
        let held = samples.iter().flatten().filter(|(mean, x)| within(interval(*x, Z95), *mean)).count();
        held as f64 / (DRAWS.count * 40) as f64
    };
    for interval in [poisson_exact, count_interval] {
        assert!(share(interval) >= 0.95, "{}", share(interval));
    }
}

#[test]
fn intervals_of_shares_hold_all_of_them_as_often_as_stated() {
    let truth = [0.55_f64, 0.05, 0.06, 0.2, 0.04, 0.1];
    let held = DRAWS.map(|mut numbers| {
        // The rest of the cases is dealt out category by category.
        let (mut cases, mut part) = (400_u64, 1.0_f64);
        let counts = truth.map(|p| {
            let drawn = Binomial::new(cases, (p / part).min(1.0)).unwrap().sample(&mut numbers);
            cases -= drawn;
            part -= p;
            drawn as f64
        });
        let limits = goodman(&counts, 0.95).unwrap();
        limits.iter().zip(truth).all(|(limits, p)| within(Some(*limits), p))
    });
    let share = held.iter().filter(|held| **held).count() as f64 / DRAWS.count as f64;
    // The standard deviation is 0.014; Goodman's intervals hold a little more often than stated.
    assert!(share >= 0.93, "{share}");
}

#[test]
fn a_county_like_all_others_lies_within_the_funnel_as_often_as_stated() {
    let p = 0.7;
    let (mut normal, mut exact, mut all) = (0, 0, 0_u32);
    for sample in samples(Some(p)) {
        for (x, (_, n)) in sample.into_iter().zip(counties()) {
            let share = x / f64::from(n);
            normal += u32::from(classify(x, f64::from(n), p) == Some(FunnelClass::Within));
            exact += u32::from(within(exact_limits(p, u64::from(n), Z95), share));
            all += 1;
        }
    }
    for held in [normal, exact] {
        let share = f64::from(held) / f64::from(all);
        assert!((share - 0.95).abs() < 0.012, "{share}");
    }
}
