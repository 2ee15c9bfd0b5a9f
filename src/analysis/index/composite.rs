//! A composite of one group: from values to the scores of every node.

use super::reports::{Group, Reports};
use super::scheme::{Composite, Indicator, Over};
use super::score::{Scores, Share};
use crate::analysis::Reason;
use crate::stats::index::{
    Aggregation, Column, Mean, Node, Normalisation, Treatment, Tree, normalise, oriented, treat,
};

/// A group scored by a composite, with what its sensitivity starts from.
pub(super) struct Scored {
    /// The nodes, those of indicators without a scale at weight 0.
    pub(super) tree: Tree,
    /// The indicators on the scale of the scheme.
    pub(super) columns: Vec<Column>,
    /// The indicators as treated, and the values that make their scale.
    pub(super) treated: Vec<(Column, Vec<f64>)>,
    /// What was done to outlying values.
    pub(super) treatments: Vec<Treatment>,
    /// The indicators whose values do not differ, which no scale tells apart.
    pub(super) without_scale: Vec<usize>,
    pub(super) scores: Scores,
}

/// Scores the reports of a group. `reference` has the reports of all years for scales that need them.
pub(super) fn score(
    composite: &Composite,
    reports: &Reports,
    reference: Option<&Reports>,
    group: &Group,
    least_coverage: f64,
) -> Option<Scored> {
    // Each indicator is a metric of its own: the metrics of the reports are in the same order.
    let (mut columns, mut treated, mut treatments, mut without_scale) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (i, indicator) in composite.indicators.iter().enumerate() {
        let values = oriented(&reports.pick(i, &group.rows), indicator.best);
        let of_others = |year| reference.map(|reports| reports.known(i, &group.key, year));
        let scale = match indicator.over {
            Over::Year => None,
            Over::Base(year) => of_others(Some(year)),
            Over::Pooled => of_others(None),
        };
        let scale = match scale {
            Some(scale) => {
                let scale: Column = scale.into_iter().map(Some).collect();
                oriented(&scale, indicator.best).into_iter().flatten().collect()
            }
            None => values.iter().flatten().copied().collect(),
        };
        let (values, scale, treatment) = outliers(values, scale, indicator, composite.most_points);
        let column = stretched(normalise(&values, &scale, indicator.how), indicator.stretch);
        if values.iter().any(Option::is_some) && column.iter().all(Option::is_none) {
            without_scale.push(i);
        }
        columns.push(column);
        treated.push((values, scale));
        treatments.push(treatment);
    }
    let first = composite.nodes.len() - composite.indicators.len();
    let weight = |(place, node): (usize, &Node)| {
        let is_out = without_scale.iter().any(|i| first + i == place);
        Node { weight: if is_out { 0.0 } else { node.weight }, ..*node }
    };
    let tree = Tree::new(composite.nodes.iter().enumerate().map(weight).collect())?;
    let scores = scores(composite, &tree, &columns, least_coverage)?;
    Some(Scored { tree, columns, treated, treatments, without_scale, scores })
}

/// The values and those that make the scale, after treatment. Values of the group are among those of the scale.
fn outliers(
    values: Column,
    scale: Vec<f64>,
    indicator: &Indicator,
    most_points: usize,
) -> (Column, Vec<f64>, Treatment) {
    if !indicator.is_treated {
        return (values, scale, Treatment::Kept);
    }
    let given: Column = scale.iter().copied().map(Some).collect();
    let treated = treat(&given, most_points);
    let mut pairs: Vec<(f64, f64)> =
        scale.iter().zip(&treated.values).filter_map(|(from, to)| Some((*from, (*to)?))).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Treatment moves equal values alike, so the value finds what became of it.
    let moved = |value: f64| {
        let at = pairs.partition_point(|(from, _)| *from < value);
        pairs.get(at).map(|(_, to)| *to)
    };
    let values = values.into_iter().map(|value| value.and_then(moved)).collect();
    (values, treated.values.into_iter().flatten().collect(), treated.treatment)
}

/// Scores of 0 to 1 on the scale of the scheme.
pub(super) fn stretched(column: Column, ends: Option<(f64, f64)>) -> Column {
    match ends {
        Some((low, high)) => {
            column.into_iter().map(|score| score.map(|score| low + score * (high - low))).collect()
        }
        None => column,
    }
}

/// The indicators by another normalisation.
pub(super) fn renormalised(scored: &Scored, how: Normalisation, ends: Option<(f64, f64)>) -> Vec<Column> {
    let column = |(values, scale): &(Column, Vec<f64>)| stretched(normalise(values, scale, how), ends);
    scored.treated.iter().map(column).collect()
}

/// The scores of all nodes, how much of the index is there, and why a report has no score.
fn scores(composite: &Composite, tree: &Tree, columns: &[Column], least_coverage: f64) -> Option<Scores> {
    let mut components = tree.scores(columns, least_coverage)?;
    let weights = tree.effective_weights();
    let units = columns.first().map_or(0, Vec::len);
    let counted: Vec<&Column> =
        columns.iter().zip(&weights).filter(|(_, weight)| **weight > 0.0).map(|(column, _)| column).collect();
    let there =
        |unit: usize| counted.iter().filter(|column| column.get(unit).is_some_and(Option::is_some)).count();
    let coverage = |unit: usize| (!counted.is_empty()).then(|| there(unit) as f64 / counted.len() as f64);
    // The same members averaged point by point: what has a score then has enough members.
    let plain: Vec<Node> = tree
        .nodes()
        .iter()
        .map(|node| Node { aggregation: Aggregation::Mean(Mean::Arithmetic), ..*node })
        .collect();
    let covered = Tree::new(plain)?.index(columns, least_coverage)?;
    let index = components.remove(0);
    let shares = match composite.aggregation {
        Aggregation::Mean(Mean::Arithmetic) => contributions(tree, &components, &index),
        _ => Vec::new(),
    };
    let why = |(score, covered): (&Option<f64>, &Option<f64>)| match (score, covered) {
        (Some(_), _) => None,
        (None, _) if counted.is_empty() => Some(Reason::NoScale),
        (None, Some(_)) if composite.aggregation != Aggregation::Copeland => Some(Reason::NotAboveZero),
        (None, _) => Some(Reason::BelowCoverage),
    };
    Some(Scores {
        why: index.iter().zip(&covered).map(why).collect(),
        coverage: (0..units).map(coverage).collect(),
        score: index,
        components,
        shares,
    })
}

/// What each child of the index gives to an arithmetic mean: w·x/Σw over the children that are there.
fn contributions(tree: &Tree, components: &[Column], index: &Column) -> Vec<Share> {
    // The index stands first among the nodes and is not among the components.
    let nodes = tree.nodes().iter().skip(1).zip(components).enumerate();
    let children: Vec<(usize, f64, &Column)> = nodes
        .filter(|(_, (node, _))| node.parent == Some(tree.root()) && node.weight > 0.0)
        .map(|(component, (node, column))| (component, node.weight, column))
        .collect();
    let value = |column: &Column, unit: usize| column.get(unit).copied().flatten();
    let total = |unit: usize| -> f64 {
        children.iter().filter(|(.., column)| value(column, unit).is_some()).map(|child| child.1).sum()
    };
    let totals: Vec<f64> = (0..index.len()).map(total).collect();
    let share = |(component, weight, column): &(usize, f64, &Column)| {
        let of = |(unit, (score, total)): (usize, (&Option<f64>, &f64))| {
            score.and_then(|_| value(column, unit)).map(|value| weight * value / total)
        };
        let contribution: Column = index.iter().zip(&totals).enumerate().map(of).collect();
        Share { component: *component, deducted: vec![None; contribution.len()], contribution }
    };
    children.iter().map(share).collect()
}
