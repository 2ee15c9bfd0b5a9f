//! The index as a whole and its robustness.

use std::f64::consts::TAU;

use approx::assert_abs_diff_eq;

use super::*;
use crate::stats::competition_rank;
use crate::stats::random::Draws;

fn draws(count: usize, seed: u64, threads: usize) -> Draws {
    Draws { count, seed, threads }
}

#[test]
fn the_asem_index_agrees_with_coinr_at_every_level() {
    let asem = asem();
    let scores = asem.tree.scores(&asem.normalised, 0.0).unwrap();
    let results = records(include_str!("../../../../tests/golden/asem_results.csv"));
    assert_eq!(results.len(), 51);
    let root = asem.tree.root();
    let ranks = competition_rank(&scores[root], Best::Highest);
    for result in results {
        let country = asem.countries.iter().position(|code| *code == result["uCode"]).unwrap();
        for (code, column) in asem.codes.iter().zip(&scores) {
            if let Some(expected) = result.get(code) {
                let got = column[country].unwrap();
                assert_abs_diff_eq!(got, expected.parse::<f64>().unwrap(), epsilon = 5.000_001e-3);
            }
        }
        assert_eq!(ranks[country].unwrap().place.to_string(), result["Rank"]);
    }
    let shares = asem.tree.effective_weights();
    assert_abs_diff_eq!(shares.iter().sum::<f64>(), 1.0, epsilon = 1e-12);
    // Goods: one of 5 in a pillar, one of 5 pillars, one of 2 sub-indexes.
    assert_abs_diff_eq!(shares[0], 0.02, epsilon = 1e-12);
}

#[test]
fn arithmetic_and_geometric_indexes_agree_with_coinr() {
    let asem = asem();
    let columns = min_max(&asem.treated, 1.0);
    let means = records(include_str!("../../../../tests/golden/asem_means.csv"));
    for (name, rank, mean) in [("arith", "ra", Mean::Arithmetic), ("geom", "rg", Mean::Geometric)] {
        let nodes =
            asem.tree.nodes().iter().map(|node| Node { aggregation: Aggregation::Mean(mean), ..*node });
        let scores = Tree::new(nodes.collect()).unwrap().index(&columns, 0.0).unwrap();
        let ranks = competition_rank(&scores, Best::Highest);
        for row in &means {
            let country = asem.countries.iter().position(|code| *code == row["uCode"]).unwrap();
            let expected: f64 = row[name].parse().unwrap();
            assert_abs_diff_eq!(scores[country].unwrap(), expected, epsilon = 1e-9);
            assert_eq!(ranks[country].unwrap().place.to_string(), row[rank]);
        }
    }
}

#[test]
fn leaving_out_an_asem_indicator_agrees_with_the_index_without_it() {
    let asem = asem();
    let got = leave_one_out(&asem.tree, &asem.normalised, 0.0, asem.tree.indicators()).unwrap();
    let place = |code: &str| asem.countries.iter().position(|country| country == code).unwrap();
    let cases = golden().asem_left_out;
    assert_eq!((got.len(), cases.len()), (49, 49));
    for ((left_out, case), node) in got.iter().zip(cases).zip(asem.tree.indicators()) {
        assert_eq!(asem.codes[*node], case.indicator);
        assert_abs_diff_eq!(left_out.score_shift[place("CHE")].unwrap(), case.score_che, epsilon = 1e-9);
        assert_eq!(left_out.rank_shift[place("DNK")], Some(case.rank_dnk));
        assert_abs_diff_eq!(left_out.mean_rank_shift.unwrap(), case.mean_rank_shift, epsilon = 1e-9);
    }
}

fn node(parent: Option<usize>, weight: f64) -> Node {
    Node { parent, weight, aggregation: ARITHMETIC }
}

#[test]
fn a_tree_has_one_top_and_no_circle() {
    assert!(Tree::new(Vec::new()).is_none());
    assert!(Tree::new(vec![node(None, 1.0), node(None, 1.0)]).is_none());
    assert!(Tree::new(vec![node(None, 1.0), node(Some(2), 1.0), node(Some(1), 1.0)]).is_none());
    assert!(Tree::new(vec![node(None, 1.0), node(Some(9), 1.0)]).is_none());
    assert!(Tree::new(vec![node(None, 1.0), node(Some(0), -1.0)]).is_none());
    let tree = Tree::new(vec![node(Some(1), 1.0), node(None, 1.0), node(Some(1), 3.0)]).unwrap();
    assert_eq!((tree.root(), tree.indicators()), (1, &[0, 2][..]));
    assert_eq!(tree.effective_weights(), [0.25, 0.75]);
    let columns = [vec![Some(4.0), None, None], vec![Some(8.0), Some(1.0), None]];
    assert_eq!(tree.index(&columns, 0.0).unwrap(), [Some(7.0), Some(1.0), None]);
    assert_eq!(tree.index(&columns, 0.6).unwrap(), [Some(7.0), None, None]);
    assert_eq!(tree.index(&columns[..1], 0.0), None);
}

#[test]
fn a_sub_index_without_indicators_leaves_with_them() {
    let tree = Tree::new(vec![
        node(None, 1.0),
        node(Some(0), 1.0),
        node(Some(0), 1.0),
        node(Some(1), 1.0),
        node(Some(2), 1.0),
    ])
    .unwrap();
    let columns = [vec![Some(10.0), Some(20.0)], vec![Some(40.0), Some(30.0)]];
    let got = leave_one_out(&tree, &columns, 1.0, &[3, 2]).unwrap();
    assert_eq!(got[0].score_shift, [Some(15.0), Some(5.0)]);
    assert_eq!(got[1].score_shift, [Some(-15.0), Some(-5.0)]);
    // Both stand at 25 and share the first place.
    assert_eq!(got[0].rank_shift, [Some(0), Some(1)]);
    assert_eq!(got[1].mean_rank_shift, Some(0.5));
}

#[test]
fn a_level_of_copeland_compares_the_units_it_covers() {
    let copeland = Node { aggregation: Aggregation::Copeland, ..node(None, 1.0) };
    let tree = Tree::new(vec![copeland, node(Some(0), 1.0), node(Some(0), 1.0)]).unwrap();
    let columns = [vec![Some(3.0), None, Some(1.0), Some(2.0)], vec![Some(9.0), None, Some(1.0), None]];
    assert_eq!(tree.index(&columns, 0.0).unwrap(), [Some(2.0), None, Some(-2.0), Some(0.0)]);
    assert_eq!(tree.index(&columns, 1.0).unwrap(), [Some(1.0), None, Some(-1.0), None]);
}

#[test]
fn sobol_indices_of_the_ishigami_function_agree_with_its_exact_ones() {
    for case in golden().ishigami {
        let ishigami = |u: &[f64]| {
            let x: Vec<f64> = u.iter().map(|u| TAU * (u - 0.5)).collect();
            x[0].sin() + case.a * x[1].sin().powi(2) + case.b * x[2].powi(4) * x[0].sin()
        };
        let got = sobol(&[1, 1, 1], &draws(10_000, 3, 2), ishigami).unwrap();
        assert_eq!(got, sobol(&[1, 1, 1], &draws(10_000, 3, 1), ishigami).unwrap());
        for ((got, first), total) in got.iter().zip(&case.first).zip(&case.total) {
            assert_abs_diff_eq!(got.first, *first, epsilon = 0.04);
            assert_abs_diff_eq!(got.total, *total, epsilon = 0.04);
        }
        // Two numbers as one input: what the two do together counts as its own.
        let grouped = sobol(&[2, 1], &draws(10_000, 3, 2), ishigami).unwrap();
        assert_abs_diff_eq!(grouped[0].total, 1.0, epsilon = 0.04);
        assert_abs_diff_eq!(grouped[1].total, case.total[2], epsilon = 0.04);
    }
    assert_eq!(sobol(&[1], &draws(50, 1, 1), |_| 2.0), None);
    assert_eq!(sobol(&[1], &draws(50, 1, 1), |_| f64::NAN), None);
    assert_eq!(sobol(&[1], &draws(1, 1, 1), |u| u[0]), None);
}

#[test]
fn the_ranks_of_asem_hardly_depend_on_the_weights() {
    let asem = asem();
    let columns = [min_max(&asem.treated, 1.0)];
    let fixed = Robustness {
        tree: &asem.tree,
        columns: &columns,
        aggregations: &[],
        weights: WeightNoise::Fixed,
        drops_one: false,
        least_coverage: 0.0,
    };
    let index = asem.tree.index(&columns[0], 0.0).unwrap();
    let nominal = competition_rank(&index, Best::Highest);
    let spreads = fixed.ranks(&draws(10, 1, 2)).unwrap();
    for (spread, rank) in spreads.iter().zip(&nominal) {
        let spread = spread.unwrap();
        let place = rank.unwrap().place as f64;
        assert_eq!((spread.mean, spread.median, spread.low, spread.high), (place, place, place, place));
    }
    assert_eq!(fixed.influences(&draws(10, 1, 2)), None);
    let weights = Robustness { weights: WeightNoise::Uniform(0.25), ..fixed };
    let spreads = weights.ranks(&draws(200, 1, 2)).unwrap();
    assert_eq!(spreads, weights.ranks(&draws(200, 1, 1)).unwrap());
    let first = spreads[asem.countries.iter().position(|code| code == "CHE").unwrap()].unwrap();
    assert_eq!((first.nominal, first.low, first.high), (1, 1.0, 1.0));
    for spread in spreads.iter().flatten() {
        assert!(spread.low <= spread.median && spread.median <= spread.high);
        assert!(1.0 <= spread.low && spread.high <= 51.0);
    }
    let any = Robustness { weights: WeightNoise::Dirichlet, ..fixed };
    let width = |spreads: Vec<Option<RankSpread>>| -> f64 {
        spreads.iter().flatten().map(|spread| spread.high - spread.low).sum()
    };
    assert!(width(any.ranks(&draws(200, 1, 2)).unwrap()) > width(spreads));
}

#[test]
fn the_choice_that_is_not_made_has_no_influence() {
    let asem = asem();
    let z = Normalisation::ZScore { mean: 50.0, deviation: 10.0 };
    let columns = [
        min_max(&asem.treated, 1.0),
        asem.treated.iter().map(|column| normalise(column, &known(column), z)).collect(),
    ];
    let means = [ARITHMETIC, Aggregation::Mean(Mean::Geometric)];
    let robustness = Robustness {
        tree: &asem.tree,
        columns: &columns,
        aggregations: &means,
        weights: WeightNoise::Fixed,
        drops_one: true,
        least_coverage: 0.0,
    };
    let [weights, columns, aggregation, dropped] = robustness.influences(&draws(60, 5, 2)).unwrap();
    assert_eq!((weights.first, weights.total), (0.0, 0.0));
    assert!(aggregation.total > 0.1 && columns.total > 0.1 && dropped.total < aggregation.total);
}

#[test]
fn robustness_needs_columns_that_fit() {
    let tree = Tree::new(vec![node(None, 1.0), node(Some(0), 1.0)]).unwrap();
    let columns = [vec![vec![Some(2.0), None, Some(1.0)]]];
    let robustness = Robustness {
        tree: &tree,
        columns: &columns,
        aggregations: &[],
        weights: WeightNoise::Dirichlet,
        drops_one: false,
        least_coverage: 0.0,
    };
    let spreads = robustness.ranks(&draws(5, 1, 1)).unwrap();
    assert_eq!(
        spreads.iter().map(|spread| spread.map(|s| s.nominal)).collect::<Vec<_>>(),
        [Some(1), None, Some(2)]
    );
    assert_eq!(robustness.ranks(&draws(0, 1, 1)).unwrap(), [None; 3]);
    assert_eq!(Robustness { columns: &[], ..robustness }.ranks(&draws(5, 1, 1)), None);
    assert_eq!(Robustness { columns: &[Vec::new()], ..robustness }.ranks(&draws(5, 1, 1)), None);
    assert_eq!(Robustness { weights: WeightNoise::Uniform(1.0), ..robustness }.ranks(&draws(5, 1, 1)), None);
}
