//! Composite indexes: many indicators of a county to one score, and how much the score owes to the choices
//! made on the way.
//!
//! | step | function |
//! |---|---|
//! | direction: higher is better everywhere | [`oriented`] |
//! | treatment of outlying values | [`treat`] |
//! | one scale for all indicators | [`normalise`] |
//! | weights, levels, means or outranking | [`Tree`], [`aggregate`], [`copeland`] |
//! | what other choices would give | [`Robustness`], [`sobol`], [`leave_one_out`] |
//! | sheets of points as local rules write them | [`sheet_score`] |
//!
//! A [`Column`] has one value a unit, in one order throughout; `None` is missing. Which indicator a weight
//! belongs to is settled by name before a column comes here.
//!
//! Source: OECD & JRC 2008, Handbook on Constructing Composite Indicators; conventions of `COINr` 1.1.14.

mod aggregation;
mod normalisation;
mod outranking;
mod robustness;
mod scoring;
mod sensitivity;
mod treatment;
mod tree;

#[cfg(test)]
mod tests;

pub use aggregation::{Aggregation, Mean, aggregate};
pub use normalisation::{Normalisation, normalise};
pub use outranking::{copeland, dominance_share, outranking};
pub use robustness::{LeftOut, RankSpread, Robustness, WeightNoise, leave_one_out};
pub use scoring::{Item, sheet_score};
pub use sensitivity::{Influence, sobol};
pub use treatment::{Treated, Treatment, kurtosis, skewness, treat};
pub use tree::{Node, Tree};

use super::Best;

/// The values of one indicator, or the scores of one node, unit by unit.
pub type Column = Vec<Option<f64>>;

/// The values with higher as better: as they are, or with the sign turned where the lowest is best.
pub fn oriented(values: &[Option<f64>], best: Best) -> Column {
    let turn = |value: f64| match best {
        Best::Highest => value,
        // Adding 0 makes −0 the one zero.
        Best::Lowest => -value + 0.0,
    };
    values.iter().map(|value| value.filter(|v| v.is_finite()).map(turn)).collect()
}
