//! Pairwise comparison of units, which no good score makes up for a bad one in.

use std::cmp::Ordering;

/// The outranking matrix: for each pair of units the weight of the indicators on which the first is better,
/// plus half the weight of those on which both are equal, over all weight: 0 to 1, 0 on the diagonal.
///
/// `rows` has the scores of a unit by indicator, higher is better. A pair is compared on the indicators both
/// have; without any it stands at ½.
///
/// `None` where rows and weights differ in length or a weight is below 0 or not finite.
///
/// Source: OECD & JRC 2008, section 6 (non-compensatory); Munda & Nardo 2009, Appl Econ 41:1513.
pub fn outranking(rows: &[Vec<Option<f64>>], weights: &[f64]) -> Option<Vec<Vec<f64>>> {
    check(rows, weights)?;
    let share = |(i, first): (usize, &Vec<Option<f64>>), (j, second): (usize, &Vec<Option<f64>>)| {
        if i == j {
            return 0.0;
        }
        let (better, equal, worse) = compare(first, second, weights);
        let total = better + equal + worse;
        if total > 0.0 { (better + equal / 2.0) / total } else { 0.5 }
    };
    let row = |first| rows.iter().enumerate().map(|second| share(first, second)).collect();
    Some(rows.iter().enumerate().map(row).collect())
}

/// The Copeland score of each unit: the units it outranks less the units that outrank it, from −(n − 1) to
/// n − 1. A unit outranks another where its share of the weight, see [`outranking`], is above ½. Takes
/// units² · indicators steps.
///
/// `None` as for [`outranking`].
///
/// Source: Copeland 1951; Saari & Merlin 1996, Econ Theory 8:51.
pub fn copeland(rows: &[Vec<Option<f64>>], weights: &[f64]) -> Option<Vec<i64>> {
    check(rows, weights)?;
    let duel = |first: &Vec<Option<f64>>, second: &Vec<Option<f64>>| {
        let (better, equal, worse) = compare(first, second, weights);
        // Weights such as 0.1 + 0.2 against 0.3 are to balance.
        let slack = 1e-12 * (better + equal + worse);
        i64::from(better - worse > slack) - i64::from(worse - better > slack)
    };
    Some(rows.iter().map(|first| rows.iter().map(|second| duel(first, second)).sum()).collect())
}

/// Share of the pairs of units in which one is better on every indicator: how far the order of the units is
/// settled whatever the weights. 0 to 1.
///
/// `None` for fewer than two units, and as for [`outranking`].
///
/// Source: definition; `COINr`'s `outrankMatrix`.
pub fn dominance_share(rows: &[Vec<Option<f64>>], weights: &[f64]) -> Option<f64> {
    let matrix = outranking(rows, weights)?;
    let dominated = matrix.iter().flatten().filter(|share| **share >= 1.0).count();
    let pairs = rows.len() * rows.len().checked_sub(1)? / 2;
    (pairs > 0).then(|| dominated as f64 / pairs as f64)
}

/// Weight of the indicators on which the first is better, equal and worse.
fn compare(first: &[Option<f64>], second: &[Option<f64>], weights: &[f64]) -> (f64, f64, f64) {
    let mut sums = (0.0, 0.0, 0.0);
    for ((first, second), weight) in first.iter().zip(second).zip(weights) {
        let both = first.zip(*second);
        match both.and_then(|(first, second)| first.partial_cmp(&second)) {
            Some(Ordering::Greater) => sums.0 += weight,
            Some(Ordering::Equal) => sums.1 += weight,
            Some(Ordering::Less) => sums.2 += weight,
            None => {}
        }
    }
    sums
}

fn check(rows: &[Vec<Option<f64>>], weights: &[f64]) -> Option<()> {
    let fits = rows.iter().all(|row| row.len() == weights.len());
    (fits && weights.iter().all(|w| w.is_finite() && *w >= 0.0)).then_some(())
}
