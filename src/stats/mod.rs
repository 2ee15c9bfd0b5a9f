//! Statistics as pure functions on slices and numbers: no tables, no files.
//!
//! | module | answers |
//! |---|---|
//! | [`interval`] | how far a rate, or the difference of two, may be off |
//! | [`rank`] | places, percentiles, median and quantiles |
//! | [`trend`] | whether a short series rises or falls, and how fast |
//! | [`multiple`] | p values of many counties tested at once |
//!
//! Every function names its formula and its source. `None` means that there is no answer (no
//! denominator, too few points), never zero; NaN neither comes in nor goes out. The figures the tests
//! compare with come from outside and stand in `tests/golden`, each with its source.

pub mod interval;
pub mod multiple;
pub mod rank;
mod rank_within;
pub mod trend;

pub use interval::{Z95, clopper_pearson, newcombe_difference, wilson};
pub use multiple::{benjamini_hochberg, holm};
pub use rank::{Best, Rank, competition_rank, median, percentile_of_rank, quantile};
pub use rank_within::{competition_rank_within, rank_among, ranked_within, tied_within};
pub use trend::{
    LEAST_POINTS, MannKendall, TheilSen, TrendMethod, cagr, mann_kendall, smallest_p, theil_sen,
};
