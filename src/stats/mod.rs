//! Statistics as pure functions on slices and numbers: no tables, no files.
//!
//! | module | answers |
//! |---|---|
//! | [`interval`] | how far a rate, or the difference of two, may be off |
//! | [`count`] | the same of a count |
//! | [`structure`] | the same of the shares of a whole; how far two structures are apart |
//! | [`rank`] | places, percentiles, median and quantiles |
//! | [`rank_sets`] | which places the data leave open, and who cannot be told apart |
//! | [`funnel`] | who lies further from the benchmark than chance explains |
//! | [`shrink`] | rates drawn towards the mean where they rest on few cases |
//! | [`trend`], [`proportion_trend`] | whether a short series or a rate rises or falls, and how fast |
//! | [`marker`] | the same in one word, as England publishes it |
//! | [`breaks`] | whether a series changed its level |
//! | [`multiple`] | p values of many counties tested at once |
//! | [`concordance`] | whether rankings agree |
//! | [`inequality`] | how unequally something is spread |
//! | [`outlier`] | how far a value is out |
//! | [`index`] | many indicators to one score, and what the score owes to choices |
//!
//! Every function names its formula and its source. `None` means that there is no answer (no
//! denominator, too few points), never zero; NaN neither comes in nor goes out. The figures the tests
//! compare with come from outside and stand in `tests/golden`, each with its source. What is simulated takes
//! [`Draws`]: the same seed gives the same result on any number of threads.

pub mod breaks;
pub mod concordance;
pub mod count;
pub mod funnel;
pub mod index;
pub mod inequality;
pub mod interval;
pub mod marker;
pub mod multiple;
pub mod outlier;
pub mod proportion_trend;
mod random;
pub mod rank;
pub mod rank_sets;
mod rank_within;
pub mod shrink;
pub mod structure;
pub mod trend;

#[cfg(test)]
mod any_input_tests;
#[cfg(test)]
mod coverage_tests;

pub use interval::{Z95, Z998, clopper_pearson, newcombe_difference, two_proportion_z, wilson};
pub use multiple::{benjamini_hochberg, holm};
pub use random::Draws;
pub(crate) use random::in_parallel;
pub use rank::{Best, Rank, competition_rank, median, percentile_of_rank, quantile};
pub use rank_within::{competition_rank_within, rank_among, ranked_within, tied_within};
pub use trend::{
    LEAST_POINTS, MannKendall, TheilSen, TrendMethod, cagr, mann_kendall, smallest_p, theil_sen,
};

/// Two-sided p of a standard normal: 2(1 − Φ(|z|)).
fn normal_p(z: f64) -> f64 {
    statrs::function::erf::erfc(z.abs() / std::f64::consts::SQRT_2)
}
