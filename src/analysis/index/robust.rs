//! What other choices would have given: spreads of ranks, what leaving out an indicator does, what part each
//! kind of choice has.

use super::Sensitivity;
use super::composite::{Scored, renormalised};
use super::scheme::{Composite, POSITIVE_SCORES, is_for_positive};
use crate::stats::Draws;
use crate::stats::index::{Column, Influence, LeftOut, RankSpread, Robustness, leave_one_out};

/// The names of the kinds of choice, in the order of [`Robustness::influences`].
pub(super) const CHOICES: [&str; 4] = ["weights", "normalisation", "aggregation", "indicator_left_out"];

/// What other choices would have given a group.
pub(super) struct Robust {
    /// Ranks over the draws, report by report.
    pub(super) spreads: Vec<Option<RankSpread>>,
    /// What leaving out each indicator does.
    pub(super) left_out: Vec<LeftOut>,
    /// The part of each kind of choice; none where no choice moves a rank.
    pub(super) influences: Option<[Influence; 4]>,
}

/// Draws other choices for a group.
pub(super) fn robustness(
    composite: &Composite,
    scored: &Scored,
    asked: &Sensitivity,
    least_coverage: f64,
) -> Option<Robust> {
    let choices = &composite.sensitivity;
    let mut columns = vec![scored.columns.clone()];
    columns.extend(choices.normalise.iter().map(|(how, ends)| renormalised(scored, *how, *ends)));
    if !is_for_positive(composite.aggregation) && choices.aggregate.iter().any(|one| is_for_positive(*one)) {
        for columns in &mut columns {
            raise(columns);
        }
    }
    let robustness = Robustness {
        tree: &scored.tree,
        columns: &columns,
        aggregations: &choices.aggregate,
        weights: choices.weights,
        drops_one: choices.drop_one,
        least_coverage,
    };
    let threads =
        asked.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let draws = Draws { count: asked.draws, seed: asked.seed, threads };
    Some(Robust {
        spreads: robustness.ranks(&draws)?,
        left_out: leave_one_out(&scored.tree, &scored.columns, least_coverage, scored.tree.indicators())?,
        influences: robustness.influences(&draws),
    })
}

/// Moves scores that reach 0 or below to 1 to 100, all by the same line: the means that take scores above 0
/// find them there, and the order by the others stays.
fn raise(columns: &mut [Column]) {
    let known = || columns.iter().flatten().flatten().copied();
    let (least, most) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    if least > 0.0 || least >= most {
        return;
    }
    let (low, high) = POSITIVE_SCORES;
    for score in columns.iter_mut().flatten().flatten() {
        *score = low + (*score - least) / (most - least) * (high - low);
    }
}
