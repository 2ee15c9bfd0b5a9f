//! Sets of ranks of the categories of one count: exact, without simulation.

use statrs::distribution::{Binomial, DiscreteCDF};

use super::{Coverage, RankSet};
use crate::stats::multiple::holm;

/// Confidence sets of the ranks of the categories of a multinomial count, highest first, in the order given:
/// which outcome of requests is the most frequent, which the second.
///
/// Of the cases in categories j and k together, those in j are binomial with ½ if the two are equally
/// frequent. So j is separated above k where p = P(X ≥ xⱼ), X binomial with xⱼ + xₖ trials and ½, is at most
/// 1 − confidence after the adjustment by Holm: over all p(p − 1) directed pairs of categories for
/// [`Coverage::Simultaneous`], over the 2(p − 1) of the category for [`Coverage::Marginal`]. The places open
/// to j run from 1 + the categories separated above it to p less those separated below it.
///
/// Takes p² tails of a binomial; meant for tens of categories.
///
/// `None` where the confidence is not between 0 and 1.
///
/// Source: Bazylik, Mogstad, Romano, Shaikh & Wilhelm 2021, NBER working paper 29519; conditional test as in
/// Przyborowski & Wilenski 1940, Biometrika 31:313.
pub fn multinomial_rank_sets(counts: &[u64], coverage: Coverage, confidence: f64) -> Option<Vec<RankSet>> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return None;
    }
    let categories = counts.len();
    // p values of all ordered pairs, row by row; a category is not compared with itself.
    let mut pairs: Vec<Option<f64>> = Vec::with_capacity(categories * categories);
    for (j, above) in counts.iter().enumerate() {
        for (k, below) in counts.iter().enumerate() {
            pairs.push(if j == k { None } else { Some(p_above(*above, *below)?) });
        }
    }
    let row = |p: &[Option<f64>], j: usize| -> Vec<Option<f64>> {
        p.iter().skip(j * categories).take(categories).copied().collect()
    };
    let column = |p: &[Option<f64>], j: usize| -> Vec<Option<f64>> {
        p.iter().skip(j).step_by(categories).copied().collect()
    };
    let alpha = 1.0 - confidence;
    let separated = |adjusted: &[Option<f64>]| adjusted.iter().flatten().filter(|p| **p <= alpha).count();
    let jointly_adjusted = holm(&pairs);
    let set = |(j, own): (usize, &u64)| {
        let (below, above) = match coverage {
            Coverage::Simultaneous => {
                (separated(&row(&jointly_adjusted, j)), separated(&column(&jointly_adjusted, j)))
            }
            Coverage::Marginal => {
                let own: Vec<_> = [row(&pairs, j), column(&pairs, j)].concat();
                let adjusted = holm(&own);
                let (below, above) = adjusted.split_at(categories);
                (separated(below), separated(above))
            }
        };
        let place = 1 + counts.iter().filter(|count| *count > own).count();
        RankSet { place, lower: 1 + above, upper: categories - below }
    };
    Some(counts.iter().enumerate().map(set).collect())
}

/// P(X ≥ above), X binomial with above + below trials and ½. `None` where the counts overflow.
fn p_above(above: u64, below: u64) -> Option<f64> {
    let Some(fewer) = above.checked_sub(1) else { return Some(1.0) };
    let trials = above.checked_add(below)?;
    Some(Binomial::new(0.5, trials).ok()?.sf(fewer))
}
