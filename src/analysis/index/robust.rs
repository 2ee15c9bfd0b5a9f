//! What other choices would have given: spreads of ranks, what leaving out an indicator does, what part each
//! kind of choice has.

use super::Sensitivity;
use super::composite::{Scored, renormalised};
use super::scheme::{Composite, Item, POSITIVE_SCORES, Sheet, is_for_positive};
use super::score::Scores;
use crate::stats::Draws;
use crate::stats::index::{
    Aggregation, Column, Influence, LeftOut, Mean, Node, RankSpread, Robustness, Tree, leave_one_out,
};

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
    /// Which kinds of choice there are.
    pub(super) varied: [bool; 4],
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
    drawn(&robustness, &scored.columns, asked, [true; 4])
}

/// Draws other choices for a group scored by a sheet: what items are worth, and one left out.
///
/// The score is the mean of the items' points in per cent of what they are worth, weighted by that, over the items
/// that apply; a draw changes the worth, and with it the points in proportion. What a cap takes off a group is
/// taken off its items in proportion. The scheme's least coverage is asked of the sheet as it is.
pub(super) fn of_sheet(sheet: &Sheet, scores: &Scores, asked: &Sensitivity) -> Option<Robust> {
    let aggregation = Aggregation::Mean(Mean::Arithmetic);
    let node = |parent, weight| Node { parent, weight, aggregation };
    let items = sheet.items.iter().map(|item| node(Some(0), item.weight));
    let tree = Tree::new(std::iter::once(node(None, 1.0)).chain(items).collect())?;
    let cell = |column: &Column, unit: usize| column.get(unit).copied().flatten();
    let points = |item: usize| scores.components.get(sheet.groups.len() + item);
    let kept = |group: Option<usize>, unit: usize| {
        let Some(place) = group else { return 1.0 };
        let own = sheet.items_of(group).filter_map(|(item, _)| cell(points(item)?, unit));
        let sum: f64 = own.sum();
        let counted = scores.components.get(place).and_then(|column| cell(column, unit));
        counted.filter(|_| sum > 0.0).map_or(1.0, |counted| counted / sum)
    };
    let column = |(place, item): (usize, &Item)| -> Column {
        let of_unit = |unit: usize| {
            cell(&scores.score, unit)?;
            Some(100.0 * cell(points(place)?, unit)? * kept(item.group, unit) / item.weight)
        };
        (0..scores.score.len()).map(of_unit).collect()
    };
    let columns: Vec<Column> = sheet.items.iter().enumerate().map(column).collect();
    let robustness = Robustness {
        tree: &tree,
        columns: std::slice::from_ref(&columns),
        aggregations: &[],
        weights: sheet.weights,
        drops_one: sheet.drop_one,
        least_coverage: 0.0,
    };
    drawn(&robustness, &columns, asked, [true, false, false, true])
}

/// Draws; `varied` tells which kinds of choice there are.
fn drawn(
    robustness: &Robustness<'_>,
    columns: &[Column],
    asked: &Sensitivity,
    varied: [bool; 4],
) -> Option<Robust> {
    let threads =
        asked.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let draws = Draws { count: asked.draws, seed: asked.seed, threads };
    let tree = robustness.tree;
    Some(Robust {
        spreads: robustness.ranks(&draws)?,
        left_out: leave_one_out(tree, columns, robustness.least_coverage, tree.indicators())?,
        influences: robustness.influences(&draws),
        varied,
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
