use std::collections::BTreeMap;

use approx::assert_abs_diff_eq;
use serde::Deserialize;

use super::*;

mod steps;
mod whole;

#[derive(Deserialize)]
struct Golden {
    normalisation: Vec<NormalisationCase>,
    aggregation: Vec<AggregationCase>,
    outranking: Vec<OutrankingCase>,
    treatment: Vec<TreatmentCase>,
    blocks: Vec<BlocksCase>,
    deductions: Vec<DeductionsCase>,
    asem_left_out: Vec<LeftOutCase>,
    ishigami: Vec<IshigamiCase>,
}

#[derive(Deserialize)]
struct NormalisationCase {
    x: Column,
    minmax100: Column,
    zscore: Column,
    percentile: Column,
    borda: Column,
    goalposts_10_40_100: Column,
    target40: Column,
    fraction_of_best: Column,
}

#[derive(Deserialize)]
struct AggregationCase {
    x: Column,
    w: Vec<f64>,
    arithmetic: f64,
    geometric: f64,
    harmonic: f64,
    power2: Option<f64>,
}

#[derive(Deserialize)]
struct OutrankingCase {
    rows: Vec<Column>,
    weights: Vec<f64>,
    matrix: Vec<Vec<f64>>,
    copeland: Vec<i64>,
    dominance_share: Option<f64>,
}

#[derive(Deserialize)]
struct TreatmentCase {
    x: Column,
    skewness: f64,
    kurtosis: f64,
    treated: Column,
    points: usize,
}

#[derive(Deserialize)]
struct BlocksCase {
    earned: Vec<f64>,
    possible: Vec<f64>,
    score: f64,
}

#[derive(Deserialize)]
struct DeductionsCase {
    weight: f64,
    deductions: Vec<f64>,
    score: f64,
}

#[derive(Deserialize)]
struct LeftOutCase {
    indicator: String,
    score_che: f64,
    rank_dnk: i64,
    mean_rank_shift: f64,
}

#[derive(Deserialize)]
struct IshigamiCase {
    a: f64,
    b: f64,
    first: Vec<f64>,
    total: Vec<f64>,
}

const ARITHMETIC: Aggregation = Aggregation::Mean(Mean::Arithmetic);

fn golden() -> Golden {
    serde_json::from_str(include_str!("../../../../tests/golden/index.json")).unwrap()
}

fn same(got: &[Option<f64>], expected: &[Option<f64>]) {
    assert_eq!(got.len(), expected.len());
    for (got, expected) in got.iter().zip(expected) {
        match expected {
            Some(expected) => assert_abs_diff_eq!(got.unwrap(), *expected, epsilon = 1e-9),
            None => assert_eq!(*got, None),
        }
    }
}

fn records(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// The ASEM example: 51 countries, 49 indicators in 8 pillars, 2 sub-indexes and the index.
struct Asem {
    countries: Vec<String>,
    codes: Vec<String>,
    tree: Tree,
    /// Columns in the order of the tree's indicators.
    treated: Vec<Column>,
    normalised: Vec<Column>,
}

fn asem() -> Asem {
    let nodes = records(include_str!("../../../../tests/golden/asem_nodes.csv"));
    let codes: Vec<String> = nodes.iter().map(|node| node["code"].clone()).collect();
    let tree = Tree::new(
        nodes
            .iter()
            .map(|node| Node {
                parent: codes.iter().position(|code| *code == node["parent"]),
                weight: node["weight"].parse().unwrap(),
                aggregation: ARITHMETIC,
            })
            .collect(),
    )
    .unwrap();
    let treated = records(include_str!("../../../../tests/golden/asem_treated.csv"));
    let normalised = records(include_str!("../../../../tests/golden/asem_normalised.csv"));
    let column = |table: &[BTreeMap<String, String>], place: &usize| -> Column {
        table.iter().map(|row| row[&codes[*place]].parse().ok()).collect()
    };
    let treated_columns = tree
        .indicators()
        .iter()
        .map(|place| {
            let best = if nodes[*place]["direction"] == "-1" { Best::Lowest } else { Best::Highest };
            oriented(&column(&treated, place), best)
        })
        .collect();
    Asem {
        countries: normalised.iter().map(|row| row["uCode"].clone()).collect(),
        treated: treated_columns,
        normalised: tree.indicators().iter().map(|place| column(&normalised, place)).collect(),
        codes,
        tree,
    }
}

fn known(column: &[Option<f64>]) -> Vec<f64> {
    column.iter().flatten().copied().collect()
}

fn min_max(columns: &[Column], lower: f64) -> Vec<Column> {
    let how = Normalisation::MinMax { lower, upper: 100.0 };
    columns.iter().map(|column| normalise(column, &known(column), how)).collect()
}
