//! Many scores of a unit to one.

use super::Column;
use super::outranking::copeland;

/// A weighted mean. The lower its power, the less a high score makes up for a low one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mean {
    /// Σwx/Σw: a low score is made up for point by point.
    Arithmetic,
    /// exp(Σw ln x/Σw); scores above 0 only.
    Geometric,
    /// Σw/Σ(w/x); scores above 0 only.
    Harmonic,
    /// (Σw xᵖ/Σw)^(1/p), p not 0; scores above 0 only.
    Power(f64),
}

/// How the children of a node make its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aggregation {
    /// A mean of the unit's own scores.
    Mean(Mean),
    /// The Copeland score of pairwise comparisons with all units: see [`copeland`].
    Copeland,
}

/// Weighted mean of the scores that are there; the weights of the others are shared out among them.
///
/// `least_coverage` is the smallest part of the scores, 0 to 1, that must be there. A score of weight 0 does
/// not count, neither as there nor as missing.
///
/// `None` below the coverage or without any score; for a weight below 0; and, but for the arithmetic mean,
/// where a score is not above 0: bring the scores to 1 to 100 first.
///
/// Source: OECD & JRC 2008, section 6; `COINr`'s `a_amean`, `a_gmean`, `a_hmean`, `a_genmean` and
/// `dat_thresh`.
pub fn aggregate(values: &[Option<f64>], weights: &[f64], mean: Mean, least_coverage: f64) -> Option<f64> {
    if values.len() != weights.len() || weights.iter().any(|w| !w.is_finite() || *w < 0.0) {
        return None;
    }
    let counted = || values.iter().zip(weights).filter(|(_, weight)| **weight > 0.0);
    let present =
        || counted().filter_map(|(value, weight)| Some((value.filter(|v| v.is_finite())?, *weight)));
    if present().count() == 0 || (present().count() as f64) < least_coverage * counted().count() as f64 {
        return None;
    }
    if mean != Mean::Arithmetic && present().any(|(value, _)| value <= 0.0) {
        return None;
    }
    let total: f64 = present().map(|(_, weight)| weight).sum();
    let averaged =
        |of: &dyn Fn(f64) -> f64| present().map(|(value, weight)| weight * of(value)).sum::<f64>() / total;
    let score = match mean {
        Mean::Arithmetic => averaged(&|x| x),
        Mean::Geometric => averaged(&f64::ln).exp(),
        Mean::Harmonic => averaged(&f64::recip).recip(),
        Mean::Power(p) if p.abs() > 0.0 => averaged(&|x| x.powf(p)).powf(p.recip()),
        Mean::Power(_) => return None,
    };
    score.is_finite().then_some(score)
}

/// The scores of a node for all units, from the columns of its children.
pub(super) fn aggregate_columns(
    children: &[(&Column, f64)],
    units: usize,
    how: Aggregation,
    least_coverage: f64,
) -> Column {
    let weights: Vec<f64> = children.iter().map(|(_, weight)| *weight).collect();
    let row = |unit: usize| children.iter().map(move |(column, _)| column.get(unit).copied().flatten());
    match how {
        Aggregation::Mean(mean) => {
            let mut scores = Vec::with_capacity(children.len());
            let score = |unit| {
                scores.clear();
                scores.extend(row(unit));
                aggregate(&scores, &weights, mean, least_coverage)
            };
            (0..units).map(score).collect()
        }
        Aggregation::Copeland => {
            // A unit below the coverage takes no part in the comparisons.
            let rows: Vec<Vec<Option<f64>>> = (0..units).map(|unit| row(unit).collect()).collect();
            let is_covered =
                |row: &[Option<f64>]| aggregate(row, &weights, Mean::Arithmetic, least_coverage).is_some();
            let (places, compared): (Vec<usize>, Vec<Vec<Option<f64>>>) =
                rows.into_iter().enumerate().filter(|(_, row)| is_covered(row)).unzip();
            let mut column = vec![None; units];
            for (place, score) in places.into_iter().zip(copeland(&compared, &weights).unwrap_or_default()) {
                if let Some(slot) = column.get_mut(place) {
                    *slot = Some(score as f64);
                }
            }
            column
        }
    }
}
