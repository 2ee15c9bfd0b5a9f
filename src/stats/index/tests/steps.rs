//! Direction, treatment, scales, means, outranking, sheets.

use approx::assert_abs_diff_eq;
use proptest::prelude::*;

use super::*;

#[test]
fn scales_agree_with_coinr() {
    for case in golden().normalisation {
        let reference = known(&case.x);
        let by = |how| normalise(&case.x, &reference, how);
        same(&by(Normalisation::MinMax { lower: 0.0, upper: 100.0 }), &case.minmax100);
        same(&by(Normalisation::ZScore { mean: 0.0, deviation: 1.0 }), &case.zscore);
        same(&by(Normalisation::Percentile), &case.percentile);
        same(&by(Normalisation::Borda), &case.borda);
        let ranks: Column = case.borda.iter().map(|points| points.map(|points| points + 1.0)).collect();
        same(&by(Normalisation::Rank), &ranks);
        let goalposts = Normalisation::Goalposts { low: 10.0, high: 40.0, scale: 100.0 };
        same(&by(goalposts), &case.goalposts_10_40_100);
        same(&by(Normalisation::DistanceToTarget { target: 40.0 }), &case.target40);
        same(&by(Normalisation::FractionOfBest), &case.fraction_of_best);
        let hundredth: Column = case.minmax100.iter().map(|score| score.map(|score| score / 100.0)).collect();
        same(&by(Normalisation::DistanceToBest), &hundredth);
    }
}

#[test]
fn the_normalised_asem_indicators_agree_with_coinr() {
    let asem = asem();
    for (got, expected) in min_max(&asem.treated, 0.0).iter().zip(&asem.normalised) {
        same(got, expected);
    }
}

#[test]
fn a_base_year_may_be_exceeded_and_a_level_reference_has_no_scale() {
    let base = [10.0, 20.0];
    let later = [Some(25.0), Some(5.0), None, Some(f64::NAN)];
    let by = |how| normalise(&later, &base, how);
    same(&by(Normalisation::MinMax { lower: 0.0, upper: 100.0 }), &[Some(150.0), Some(-50.0), None, None]);
    same(&by(Normalisation::Percentile), &[Some(1.0), Some(0.0), None, None]);
    for how in [
        Normalisation::MinMax { lower: 0.0, upper: 100.0 },
        Normalisation::ZScore { mean: 0.0, deviation: 1.0 },
        Normalisation::DistanceToBest,
        Normalisation::DistanceToTarget { target: 7.0 },
        Normalisation::Goalposts { low: 3.0, high: 3.0, scale: 1.0 },
    ] {
        assert_eq!(normalise(&[Some(7.0), Some(8.0)], &[7.0, 7.0, 7.0], how), [None, None]);
    }
    assert_eq!(normalise(&[Some(1.0)], &[], Normalisation::MinMax { lower: 0.0, upper: 1.0 }), [None]);
    assert_eq!(normalise(&[Some(1.0)], &[1.0], Normalisation::Percentile), [None]);
    assert_eq!(normalise(&[Some(1.0)], &[0.0], Normalisation::FractionOfBest), [None]);
}

#[test]
fn means_agree_with_coinr() {
    for case in golden().aggregation {
        let by = |mean| aggregate(&case.x, &case.w, mean, 0.0).unwrap();
        assert_abs_diff_eq!(by(Mean::Arithmetic), case.arithmetic, epsilon = 1e-9);
        assert_abs_diff_eq!(by(Mean::Geometric), case.geometric, epsilon = 1e-9);
        assert_abs_diff_eq!(by(Mean::Harmonic), case.harmonic, epsilon = 1e-9);
        if let Some(expected) = case.power2 {
            assert_abs_diff_eq!(by(Mean::Power(2.0)), expected, epsilon = 1e-9);
        }
        assert_abs_diff_eq!(by(Mean::Power(1.0)), case.arithmetic, epsilon = 1e-9);
        assert_abs_diff_eq!(by(Mean::Power(-1.0)), case.harmonic, epsilon = 1e-9);
    }
}

#[test]
fn too_few_scores_make_no_mean() {
    let x = [Some(20.0), None, Some(80.0), Some(5.0)];
    let mean = |weights: &[f64], least| aggregate(&x, weights, Mean::Arithmetic, least);
    assert_eq!(mean(&[1.0, 1.0, 1.0, 0.0], 0.6), Some(50.0));
    assert_eq!(mean(&[1.0, 1.0, 1.0, 0.0], 0.7), None);
    // Without weight the missing one does not count as missing.
    assert_eq!(mean(&[1.0, 0.0, 1.0, 0.0], 1.0), Some(50.0));
    assert_eq!(mean(&[0.0; 4], 0.0), None);
    assert_eq!(mean(&[-1.0, 1.0, 1.0, 1.0], 0.0), None);
    assert_eq!(mean(&[1.0; 3], 0.0), None);
    assert_eq!(aggregate(&[None, None], &[1.0, 1.0], Mean::Arithmetic, 0.0), None);
    assert_eq!(aggregate(&[], &[], Mean::Arithmetic, 0.0), None);
    for mean in [Mean::Geometric, Mean::Harmonic, Mean::Power(0.5)] {
        assert_eq!(aggregate(&[Some(0.0), Some(1.0)], &[1.0, 1.0], mean, 0.0), None);
    }
    assert_eq!(aggregate(&[Some(2.0)], &[1.0], Mean::Power(0.0), 0.0), None);
}

#[test]
fn outranking_agrees_with_coinr() {
    for case in golden().outranking {
        let matrix = outranking(&case.rows, &case.weights).unwrap();
        for (got, expected) in matrix.iter().flatten().zip(case.matrix.iter().flatten()) {
            assert_abs_diff_eq!(got, expected, epsilon = 1e-12);
        }
        assert_eq!(copeland(&case.rows, &case.weights).unwrap(), case.copeland);
        if let Some(expected) = case.dominance_share {
            let share = dominance_share(&case.rows, &case.weights).unwrap();
            assert_abs_diff_eq!(share, expected, epsilon = 1e-12);
        }
    }
    // 0.1 + 0.2 against 0.3 is a draw, whatever the rounding.
    let rows = [vec![Some(1.0), Some(1.0), Some(0.0)], vec![Some(0.0), Some(0.0), Some(1.0)]];
    assert_eq!(copeland(&rows, &[0.1, 0.2, 0.3]), Some(vec![0, 0]));
    assert_eq!(outranking(&[vec![None], vec![Some(1.0)]], &[1.0]).unwrap()[0], [0.0, 0.5]);
    assert_eq!(copeland(&rows, &[1.0]), None);
    assert_eq!(dominance_share(&rows[..1], &[0.1, 0.2, 0.3]), None);
    assert_eq!(copeland(&[], &[]), Some(Vec::new()));
}

#[test]
fn treatment_agrees_with_coinr() {
    for case in golden().treatment {
        assert_abs_diff_eq!(skewness(&known(&case.x)).unwrap(), case.skewness, epsilon = 1e-9);
        assert_abs_diff_eq!(kurtosis(&known(&case.x)).unwrap(), case.kurtosis, epsilon = 1e-9);
        let got = treat(&case.x, 5);
        same(&got.values, &case.treated);
        assert_eq!(got.treatment, Treatment::Winsorised(case.points));
    }
}

#[test]
fn the_treated_asem_indicators_agree_with_coinr() {
    let before = records(include_str!("../../../../tests/golden/asem_untreated.csv"));
    let after = records(include_str!("../../../../tests/golden/asem_treated.csv"));
    let mut points = BTreeMap::new();
    for code in before[0].keys().filter(|code| *code != "uCode") {
        let column = |table: &[BTreeMap<String, String>]| -> Column {
            table.iter().map(|row| row[code].parse().ok()).collect()
        };
        let got = treat(&column(&before), 5);
        same(&got.values, &column(&after));
        match got.treatment {
            Treatment::Kept => {}
            Treatment::Winsorised(moved) => assert_eq!(points.insert(code.as_str(), moved), None),
            Treatment::Logged => panic!("{code} is logged"),
        }
    }
    let expected =
        [("CostImpEx", 1), ("FemLab", 1), ("Forest", 2), ("Poverty", 3), ("PubDebt", 1), ("Tariff", 3)];
    assert_eq!(points, BTreeMap::from(expected));
}

#[test]
fn what_winsorising_cannot_mend_is_logged() {
    // Each power of ten stays far from the next; by hand ln(x − 1 + 0.01·(10²⁹ − 1)).
    let x: Column = (0..30).map(|power| Some(10.0_f64.powi(power))).collect();
    let got = treat(&x, 2);
    assert_eq!(got.treatment, Treatment::Logged);
    assert_abs_diff_eq!(got.values[0].unwrap(), (0.01 * (1e29 - 1.0_f64)).ln(), epsilon = 1e-12);
    let mirrored: Column = x.iter().map(|value| value.map(|value| -value)).collect();
    let back: Column = treat(&mirrored, 2).values.iter().map(|value| value.map(|value| -value)).collect();
    same(&back, &got.values);
    // Moving the only case would leave no difference between the units.
    let single: Column = (0..20).map(|unit| Some(if unit == 7 { 5.0 } else { 0.0 })).collect();
    assert_eq!(treat(&single, 5).treatment, Treatment::Logged);
}

#[test]
fn nothing_outlying_is_kept() {
    for values in [vec![], vec![None, Some(1.0)], vec![Some(3.0); 9], vec![Some(1.0), Some(2.0), Some(100.0)]]
    {
        let got = treat(&values, 5);
        assert_eq!((got.values, got.treatment), (values, Treatment::Kept));
    }
    assert_eq!(skewness(&[1.0, 2.0]), None);
    assert_eq!(kurtosis(&[1.0, 2.0, 3.0]), None);
    assert_eq!(skewness(&[0.1; 7]), None);
}

#[test]
fn sheets_agree_with_published_scores() {
    for case in golden().blocks {
        let items: Vec<_> = case
            .earned
            .iter()
            .zip(&case.possible)
            .map(|(earned, possible)| Some(Item { weight: *possible, earned: *earned, ..Item::default() }))
            .collect();
        assert_abs_diff_eq!(sheet_score(&items).unwrap(), case.score, epsilon = 1e-9);
    }
    for case in golden().deductions {
        let item = Item { weight: case.weight, earned: case.weight, deductions: case.deductions, bonus: 0.0 };
        assert_abs_diff_eq!(item.points().unwrap(), case.score, epsilon = 1e-12);
    }
}

#[test]
fn an_item_that_does_not_apply_leaves_the_denominator() {
    let item = |weight, earned| Item { weight, earned, ..Item::default() };
    assert_eq!(sheet_score(&[Some(item(10.0, 5.0)), None]), Some(50.0));
    assert_eq!(sheet_score(&[Some(item(10.0, 5.0)), Some(item(10.0, 0.0))]), Some(25.0));
    assert_eq!(sheet_score(&[Some(Item { bonus: 2.0, ..item(10.0, 10.0) })]), Some(120.0));
    assert_eq!(sheet_score(&[None, None]), None);
    assert_eq!(sheet_score(&[]), None);
    assert_eq!(sheet_score(&[Some(item(0.0, 0.0))]), None);
    assert_eq!(sheet_score(&[Some(item(10.0, 11.0))]), None);
    assert_eq!(sheet_score(&[Some(Item { deductions: vec![-1.0], ..item(10.0, 10.0) })]), None);
}

fn scores() -> impl Strategy<Value = (Column, Vec<f64>)> {
    let pair = (prop::option::weighted(0.8, 1.0..100.0_f64), 0.1..5.0_f64);
    prop::collection::vec(pair, 1..12).prop_map(|pairs| pairs.into_iter().unzip())
}

proptest! {
    #[test]
    fn a_mean_lies_between_its_scores_and_falls_with_its_power(
        (values, weights) in scores(), factor in 0.1..9.0_f64,
    ) {
        let by = |mean| aggregate(&values, &weights, mean, 0.0);
        let means = [
            Mean::Power(-3.0),
            Mean::Harmonic,
            Mean::Geometric,
            Mean::Power(0.5),
            Mean::Arithmetic,
            Mean::Power(2.0),
        ];
        let got: Vec<f64> = means.into_iter().filter_map(by).collect();
        let low = known(&values).into_iter().fold(f64::INFINITY, f64::min);
        let high = known(&values).into_iter().fold(0.0, f64::max);
        prop_assert_eq!(got.len(), if values.iter().any(Option::is_some) { means.len() } else { 0 });
        prop_assert!(got.iter().all(|mean| low - 1e-9 <= *mean && *mean <= high + 1e-9));
        prop_assert!(got.windows(2).all(|pair| pair[0] <= pair[1] + 1e-9));
        let scaled: Vec<f64> = weights.iter().map(|weight| weight * factor).collect();
        for (mean, expected) in means.into_iter().zip(got) {
            prop_assert!((aggregate(&values, &scaled, mean, 0.0).unwrap() - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn a_scale_keeps_the_order(
        values in prop::collection::vec(prop::option::of((-50_i8..50).prop_map(f64::from)), 2..30),
    ) {
        let reference = known(&values);
        for how in [
            Normalisation::MinMax { lower: 1.0, upper: 100.0 },
            Normalisation::ZScore { mean: 0.0, deviation: 1.0 },
            Normalisation::Rank,
            Normalisation::Percentile,
            Normalisation::DistanceToBest,
            Normalisation::Goalposts { low: -20.0, high: 30.0, scale: 10.0 },
        ] {
            let scores = normalise(&values, &reference, how);
            for (first, score) in values.iter().zip(&scores) {
                for (second, other) in values.iter().zip(&scores) {
                    if let (Some(score), Some(other)) = (score, other) && first <= second {
                        prop_assert!(score <= other);
                    }
                }
            }
        }
    }

    #[test]
    fn copeland_scores_balance_and_do_not_depend_on_the_order(
        rows in {
            let score = prop::option::weighted(0.8, (0_i8..5).prop_map(f64::from));
            prop::collection::vec(prop::collection::vec(score, 3), 0..9)
        },
    ) {
        let weights = [0.2, 0.3, 0.5];
        let scores = copeland(&rows, &weights).unwrap();
        prop_assert_eq!(scores.iter().sum::<i64>(), 0);
        let backward: Vec<_> = rows.iter().rev().cloned().collect();
        let again: Vec<i64> = copeland(&backward, &weights).unwrap().into_iter().rev().collect();
        prop_assert_eq!(again, scores);
        let matrix = outranking(&rows, &weights).unwrap();
        for (i, row) in matrix.iter().enumerate() {
            for (j, share) in row.iter().enumerate() {
                let both = share + matrix[j][i];
                let expected = if i == j { 0.0 } else { 1.0 };
                prop_assert!((both - expected).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn treatment_keeps_the_order_and_the_gaps(
        values in prop::collection::vec(prop::option::of(-9.0..9.0_f64), 0..40),
    ) {
        let skewed: Column = values.iter().map(|value| value.map(f64::exp)).collect();
        let got = treat(&skewed, 5);
        for (first, score) in skewed.iter().zip(&got.values) {
            prop_assert_eq!(first.is_some(), score.is_some());
            for (second, other) in skewed.iter().zip(&got.values) {
                prop_assert!(first > second || score <= other);
            }
        }
    }
}
