//! Which uncertain input moves a result: variance-based sensitivity.

use rand_core::Rng;

use crate::stats::random::Draws;

/// What part of the variance of a result an input has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Influence {
    /// First-order index: the part that would go if the input alone were known. About 0 to 1.
    pub first: f64,
    /// Total index: the part that would stay if all other inputs were known; above the first by what the
    /// input does together with others. About 0 to 1.
    pub total: f64,
}

/// First-order and total Sobol indices of the inputs of `result`, which takes numbers from 0 to 1.
///
/// `inputs` has the number of numbers of each input, taken in this order; an input of several numbers (all
/// weights, say) is varied as one. With the results a and b of two independent draws and m of the first draw
/// with one input taken from the second, all less the mean of a and b: first = mean(b(m − a))/V and total =
/// mean((a − m)²)/(2V), V the variance over a and b. Takes draws·(inputs + 2) results.
///
/// A draw with a result that is not finite is left out. `None` with fewer than two such draws, or where the
/// result does not vary.
///
/// Source: Saltelli et al. 2010, Comput Phys Commun 181:259 (first order); Jansen 1999, Comput Phys Commun
/// 117:35 (total).
pub fn sobol(
    inputs: &[usize],
    draws: &Draws,
    result: impl Fn(&[f64]) -> f64 + Sync,
) -> Option<Vec<Influence>> {
    let width = inputs.iter().sum();
    let evaluated: Vec<Vec<f64>> = draws.map(|mut numbers| {
        let mut point = || (0..width).map(|_| uniform(&mut numbers)).collect::<Vec<f64>>();
        let (a, b) = (point(), point());
        let mut results = vec![result(&a), result(&b)];
        let mut start = 0;
        for input in inputs {
            let taken = |(place, (a, b)): (usize, (&f64, &f64))| {
                if (start..start + input).contains(&place) { *b } else { *a }
            };
            let mixed: Vec<f64> = a.iter().zip(&b).enumerate().map(taken).collect();
            results.push(result(&mixed));
            start += input;
        }
        results
    });
    let evaluated: Vec<Vec<f64>> =
        evaluated.into_iter().filter(|results| results.iter().all(|y| y.is_finite())).collect();
    let n = evaluated.len() as f64;
    let both = || evaluated.iter().flat_map(|results| results.iter().take(2));
    let mean = both().sum::<f64>() / (2.0 * n);
    let variance = both().map(|y| (y - mean).powi(2)).sum::<f64>() / (2.0 * n);
    if evaluated.len() < 2 || variance <= 0.0 || !variance.is_finite() {
        return None;
    }
    let influence = |input: usize| {
        let triple =
            |results: &Vec<f64>| Some((*results.first()?, *results.get(1)?, *results.get(2 + input)?));
        let triples = || evaluated.iter().filter_map(triple);
        let first: f64 = triples().map(|(a, b, mixed)| (b - mean) * (mixed - a)).sum();
        let total: f64 = triples().map(|(a, _, mixed)| (a - mixed).powi(2)).sum();
        Influence { first: first / n / variance, total: total / (2.0 * n) / variance }
    };
    Some((0..inputs.len()).map(influence).collect())
}

/// A number from 0 to below 1, a multiple of 2⁻⁵³.
pub(super) fn uniform(numbers: &mut impl Rng) -> f64 {
    (numbers.next_u64() >> 11) as f64 * (0.5_f64).powi(53)
}
