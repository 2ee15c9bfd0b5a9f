use approx::assert_abs_diff_eq;
use proptest::prelude::*;
use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
struct Golden {
    areas: Vec<AreasCase>,
    normal: Vec<LimitsCase>,
    exact: Vec<LimitsCase>,
    heterogeneity: Vec<HeterogeneityCase>,
    overdispersion: Vec<OverdispersionCase>,
    agreement: Vec<AgreementCase>,
}

#[derive(Deserialize)]
struct AgreementCase {
    z: Vec<f64>,
    tau2: f64,
}

#[derive(Deserialize)]
struct AreasCase {
    units: Vec<(f64, f64)>,
    benchmark: f64,
    class: Vec<String>,
}

#[derive(Deserialize)]
struct LimitsCase {
    benchmark: f64,
    n: u32,
    lo: f64,
    hi: f64,
    lo998: f64,
    hi998: f64,
}

#[derive(Deserialize)]
struct HeterogeneityCase {
    /// Cases and others with the treatment, cases and others without.
    tables: Vec<[f64; 4]>,
    dl: f64,
    reml: f64,
    pm: f64,
    hedges: f64,
    mean_dl: f64,
    error_dl: f64,
    /// In percent.
    i2: f64,
    q: f64,
}

#[derive(Deserialize)]
struct OverdispersionCase {
    phi: f64,
    tau2: f64,
}

const ESTIMATORS: [Tau2; 4] = [Tau2::DerSimonianLaird, Tau2::PauleMandel, Tau2::Reml, Tau2::Hedges];

fn golden() -> Golden {
    serde_json::from_str(include_str!("../../../tests/golden/funnel.json")).unwrap()
}

fn rows<T: for<'a> Deserialize<'a>>(csv: &str) -> Vec<T> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn foia() -> Vec<(f64, f64)> {
    rows(include_str!("../../../tests/golden/foia_2024.csv"))
}

fn class(name: &str) -> FunnelClass {
    match name {
        "low998" => FunnelClass::Low998,
        "low95" => FunnelClass::Low95,
        "within" => FunnelClass::Within,
        "high95" => FunnelClass::High95,
        "high998" => FunnelClass::High998,
        other => panic!("no class {other}"),
    }
}

fn close(got: Option<(f64, f64)>, lower: f64, upper: f64, within: f64) {
    let got = got.unwrap();
    assert_abs_diff_eq!(got.0, lower, epsilon = within);
    assert_abs_diff_eq!(got.1, upper, epsilon = within);
}

#[test]
fn the_classes_of_303_areas_agree_with_public_health_england() {
    let areas: Vec<(f64, f64, String)> = rows(include_str!("../../../tests/golden/phe_funnel_areas.csv"));
    assert_eq!(areas.len(), 303);
    let units: Vec<(f64, f64)> = areas.iter().map(|(x, n, _)| (*x, *n)).collect();
    let p = benchmark(&units).unwrap();
    for (x, n, expected) in areas {
        assert_eq!(classify(x, n, p), Some(class(&expected)), "{x} of {n}");
    }
    for case in golden().areas {
        let p = benchmark(&case.units).unwrap();
        assert_abs_diff_eq!(p, case.benchmark, epsilon = 1e-12);
        for ((x, n), expected) in case.units.iter().zip(&case.class) {
            assert_eq!(classify(*x, *n, p), Some(class(expected)));
        }
    }
}

#[test]
fn normal_limits_agree_with_public_health_england() {
    for case in golden().normal {
        let limits = |z| normal_limits(case.benchmark, f64::from(case.n), z);
        close(limits(Z95), case.lo, case.hi, 1e-12);
        close(limits(Z998), case.lo998, case.hi998, 1e-12);
    }
    let points: Vec<[f64; 6]> = rows(include_str!("../../../tests/golden/phe_funnel_limits.csv"));
    assert_eq!(points.len(), 200);
    for [n, lo, hi, lo998, hi998, p] in points {
        let percent = |z| {
            let (lower, upper) = normal_limits(p / 100.0, n, z)?;
            Some(((lower * 100.0).clamp(0.0, 100.0), (upper * 100.0).clamp(0.0, 100.0)))
        };
        close(percent(Z95), lo, hi, 1e-6);
        close(percent(Z998), lo998, hi998, 1e-6);
    }
}

#[test]
fn exact_limits_agree_with_spiegelhalter_s_formula() {
    for case in golden().exact {
        let limits = |z| exact_limits(case.benchmark, u64::from(case.n), z);
        close(limits(Z95), case.lo, case.hi, 1e-9);
        close(limits(Z998), case.lo998, case.hi998, 1e-9);
    }
}

#[test]
fn heterogeneity_of_the_bcg_trials_agrees_with_metafor() {
    for case in golden().heterogeneity {
        let ratio = |[a, b, c, d]: &[f64; 4]| (a / (a + b) / (c / (c + d))).ln();
        let variance = |[a, b, c, d]: &[f64; 4]| 1.0 / a - 1.0 / (a + b) + 1.0 / c - 1.0 / (c + d);
        let values: Vec<f64> = case.tables.iter().map(ratio).collect();
        let variances: Vec<f64> = case.tables.iter().map(variance).collect();
        let by = |method| heterogeneity(&values, &variances, method).unwrap();
        let moments = by(Tau2::DerSimonianLaird);
        assert_abs_diff_eq!(moments.tau2, case.dl, epsilon = 1e-9);
        assert_abs_diff_eq!(moments.mean, case.mean_dl, epsilon = 1e-9);
        assert_abs_diff_eq!(moments.error, case.error_dl, epsilon = 1e-9);
        assert_abs_diff_eq!(moments.i2 * 100.0, case.i2, epsilon = 1e-9);
        assert_abs_diff_eq!(moments.q, case.q, epsilon = 1e-9);
        // metafor stops its search for the root at 1.2e-4, R's default, and that for REML at 1e-5.
        let tau2 = by(Tau2::PauleMandel).tau2;
        assert_abs_diff_eq!(tau2, case.pm, epsilon = 1.2e-4);
        let total: Vec<f64> = variances.iter().map(|v| v + tau2).collect();
        let q = heterogeneity(&values, &total, Tau2::PauleMandel).unwrap().q;
        assert_abs_diff_eq!(q, values.len() as f64 - 1.0, epsilon = 1e-9);
        assert_abs_diff_eq!(by(Tau2::Reml).tau2, case.reml, epsilon = 1e-5);
        // Printed with four digits.
        assert_abs_diff_eq!(by(Tau2::Hedges).tau2, case.hedges, epsilon = 5e-5);
    }
}

#[test]
fn the_overdispersion_of_foia_agrees_with_funnelplotr() {
    let case = &golden().overdispersion[0];
    let units = foia();
    let got = Overdispersion::estimate(&units, 0.1, Tau2::DerSimonianLaird).unwrap();
    assert_eq!(got.units, 121);
    assert_abs_diff_eq!(got.phi, case.phi, epsilon = 1e-9);
    assert_abs_diff_eq!(got.tau2, case.tau2, epsilon = 1e-12);
    let classes: Vec<_> = units.iter().filter_map(|(x, n)| got.classify(*x, *n)).collect();
    let outside = classes.iter().filter(|class| matches!(class, FunnelClass::Low998 | FunnelClass::High998));
    assert_eq!(outside.count(), 60);
    // A few giants own the weights of the moments; the other estimators give every agency a say.
    for method in [Tau2::PauleMandel, Tau2::Reml, Tau2::Hedges] {
        assert!(Overdispersion::estimate(&units, 0.1, method).unwrap().tau2 > 5.0 * got.tau2);
    }
}

#[test]
fn units_that_agree_have_no_overdispersion() {
    for case in golden().agreement {
        let variances = vec![1.0; case.z.len()];
        let tau2 = overdispersion::tau2_about_benchmark(&case.z, &variances, Tau2::DerSimonianLaird);
        assert_eq!(tau2, Some(case.tau2));
    }
    let units = [(50.0, 100.0), (101.0, 200.0), (49.0, 100.0), (0.0, 0.0)];
    for method in ESTIMATORS {
        let got = Overdispersion::estimate(&units, 0.1, method).unwrap();
        assert!(got.phi < 1.0 && got.units == 3);
        assert!(got.tau2 <= 0.0);
    }
    let same = heterogeneity(&[2.0, 2.0], &[1.0, 3.0], Tau2::Reml).unwrap();
    assert_eq!((same.tau2, same.q, same.i2, same.mean), (0.0, 0.0, 0.0, 2.0));
}

#[test]
fn no_funnel_without_cases() {
    assert_eq!(benchmark(&[]), None);
    assert_eq!(benchmark(&[(0.0, 0.0)]), None);
    assert_eq!(benchmark(&[(3.0, 2.0), (1.0, 9.0)]), None);
    assert_eq!(benchmark(&[(0.0, 0.0), (1.0, 2.0)]), Some(0.5));
    assert_eq!(normal_limits(0.5, 0.0, Z95), None);
    assert_eq!(normal_limits(1.5, 5.0, Z95), None);
    assert_eq!(normal_limits(f64::NAN, 5.0, Z95), None);
    assert_eq!(exact_limits(0.5, 0, Z95), None);
    assert_eq!(exact_limits(f64::NAN, 5, Z95), None);
    assert_eq!(classify(1.0, 0.0, 0.5), None);
    assert_eq!(Overdispersion::estimate(&[(1.0, 2.0)], 0.1, Tau2::Reml), None);
    assert_eq!(Overdispersion::estimate(&[(1.0, 2.0), (1.0, 3.0)], 0.5, Tau2::Reml), None);
    assert_eq!(heterogeneity(&[1.0, 2.0], &[1.0, 0.0], Tau2::Reml), None);
    assert_eq!(heterogeneity(&[1.0], &[1.0], Tau2::Reml), None);
    assert_eq!(FunnelClass::of_z(f64::NAN), None);
}

#[test]
fn a_benchmark_at_an_end_has_limits_at_that_end() {
    for (p, class) in [(0.0, FunnelClass::High998), (1.0, FunnelClass::Low998)] {
        assert_eq!(normal_limits(p, 10.0, Z95), Some((p, p)));
        assert_eq!(classify(p * 10.0, 10.0, p), Some(FunnelClass::Within));
        assert_eq!(classify(5.0, 10.0, p), Some(class));
        let (lower, upper) = exact_limits(p, 10, Z95).unwrap();
        assert!(0.0 <= lower && lower <= upper && upper <= 1.0);
    }
    let all = Overdispersion::estimate(&[(2.0, 2.0), (30.0, 30.0)], 0.1, Tau2::PauleMandel).unwrap();
    assert_eq!((all.phi, all.tau2, all.classify(2.0, 2.0)), (0.0, 0.0, Some(FunnelClass::Within)));
}

fn counted() -> impl Strategy<Value = Vec<(f64, f64)>> {
    let unit = (1_u32..2_000, 0.0..=1.0_f64);
    let unit = unit.prop_map(|(n, part)| ((f64::from(n) * part).round(), f64::from(n)));
    prop::collection::vec(unit, 2..30)
}

proptest! {
    #[test]
    fn limits_hold_the_benchmark_and_narrow_with_cases(p in 0.0..=1.0_f64, n in 1_u32..3_000) {
        for z in [Z95, Z998] {
            let near = normal_limits(p, f64::from(n) * 2.0, z).unwrap();
            let far = normal_limits(p, f64::from(n), z).unwrap();
            prop_assert!(far.0 <= near.0 && near.0 <= p && p <= near.1 && near.1 <= far.1);
            let exact = exact_limits(p, u64::from(n), z).unwrap();
            prop_assert!(0.0 <= exact.0 && exact.0 <= exact.1 && exact.1 <= 1.0);
        }
    }

    #[test]
    fn exact_limits_mirror_each_other(p in 0.01..0.99_f64, n in 1_u32..2_000) {
        let limits = exact_limits(p, u64::from(n), Z95).unwrap();
        let mirrored = exact_limits(1.0 - p, u64::from(n), Z95).unwrap();
        // Interpolation counts from below at both ends, so that the mirror image is one step of 1/n off.
        let step = 1.0 / f64::from(n);
        prop_assert!((limits.0 - (1.0 - mirrored.1)).abs() <= step + 1e-9);
        prop_assert!((limits.1 - (1.0 - mirrored.0)).abs() <= step + 1e-9);
    }

    #[test]
    fn overdispersion_widens_the_limits_and_ignores_the_order(
        units in counted(), n in 1_u32..3_000,
        method in prop::sample::select(ESTIMATORS.to_vec()),
    ) {
        let got = Overdispersion::estimate(&units, 0.1, method).unwrap();
        prop_assert!(got.tau2.is_finite() && got.tau2 >= 0.0 && got.phi >= 0.0);
        let chance = Overdispersion { tau2: 0.0, ..got };
        let wide = got.limits(f64::from(n), Z95).unwrap();
        let narrow = chance.limits(f64::from(n), Z95).unwrap();
        prop_assert!(0.0 <= wide.0 && wide.0 <= narrow.0 && narrow.1 <= wide.1 && wide.1 <= 1.0);
        let backward: Vec<_> = units.iter().rev().copied().collect();
        let again = Overdispersion::estimate(&backward, 0.1, method).unwrap();
        prop_assert!((again.tau2 - got.tau2).abs() <= 1e-9 * (1.0 + got.tau2));
        for (x, n) in &units {
            let (low, high) = got.limits(*n, Z95).unwrap();
            if got.classify(*x, *n) == Some(FunnelClass::Within) {
                prop_assert!(low - 1e-9 <= x / n && x / n <= high + 1e-9);
            } else {
                prop_assert!(x / n <= low + 1e-9 || high - 1e-9 <= x / n);
            }
        }
    }

    #[test]
    fn heterogeneity_follows_the_scale(
        pairs in prop::collection::vec((-50_i8..50, 0.1..9.0_f64), 2..20),
        method in prop::sample::select(ESTIMATORS.to_vec()),
    ) {
        let values: Vec<f64> = pairs.iter().map(|(y, _)| f64::from(*y)).collect();
        let variances: Vec<f64> = pairs.iter().map(|(_, v)| *v).collect();
        let got = heterogeneity(&values, &variances, method).unwrap();
        let scaled: Vec<f64> = values.iter().map(|y| y * 4.0 + 1.0).collect();
        let widened: Vec<f64> = variances.iter().map(|v| v * 16.0).collect();
        let again = heterogeneity(&scaled, &widened, method).unwrap();
        prop_assert!((again.tau2 - 16.0 * got.tau2).abs() <= 1e-6 * (1.0 + again.tau2));
        prop_assert!((again.mean - (4.0 * got.mean + 1.0)).abs() <= 1e-6);
        prop_assert!((0.0..=1.0).contains(&got.i2));
    }
}
