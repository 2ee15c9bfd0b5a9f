//! Scores, whichever kind of scheme gives them, and their ranks.

use crate::analysis::Reason;
use crate::stats::index::Column;
use crate::stats::{Best, Rank, competition_rank};

/// Scores of the reports of a group.
pub(super) struct Scores {
    /// The scores of the components, in the order of the scheme: on its scale, or in points of a sheet.
    pub(super) components: Vec<Column>,
    pub(super) score: Column,
    /// The part of what makes the score that is there, 0 to 1.
    pub(super) coverage: Column,
    /// Why a report has no score.
    pub(super) why: Vec<Option<Reason>>,
    /// What the score is the sum of; none where it is no sum.
    pub(super) shares: Vec<Share>,
}

/// What a component right under the index gives to the scores, in points of the score.
pub(super) struct Share {
    /// Place of the component.
    pub(super) component: usize,
    /// What it gives, report by report: together the score. Nothing where it does not apply.
    pub(super) contribution: Column,
    /// What deductions took off that.
    pub(super) deducted: Column,
}

impl Scores {
    /// The scores without the rounding of sums, which would part equal ones, and their ranks.
    pub(super) fn rank(&mut self) -> Vec<Option<Rank>> {
        /// Far below what a score can mean, far above what sums of a hundred numbers are off.
        const DIGITS: f64 = 1e10;
        for score in self.score.iter_mut().flatten() {
            *score = (*score * DIGITS).round() / DIGITS;
        }
        competition_rank(&self.score, Best::Highest)
    }
}
