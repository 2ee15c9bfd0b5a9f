//! The levels of an index: indicators, sub-indexes, the index.

use super::aggregation::aggregate_columns;
use super::{Aggregation, Column};

/// A node of an index: an indicator, if nothing names it as a parent, else a sub-index or the index.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// Place of the node above; `None` for the index itself.
    pub parent: Option<usize>,
    /// Weight among the children of the same parent; only the ratios count. 0 leaves the node out.
    pub weight: f64,
    /// How its children make its score; without meaning for an indicator.
    pub aggregation: Aggregation,
}

/// The nodes of an index, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    nodes: Vec<Node>,
    /// Places of the nodes, children before their parents.
    order: Vec<usize>,
    /// Places of the indicators, in the order given.
    indicators: Vec<usize>,
}

impl Tree {
    /// Checks the nodes: one of them is the index, every other hangs below it, no weight is below 0.
    ///
    /// `None` otherwise.
    pub fn new(nodes: Vec<Node>) -> Option<Self> {
        let depth = |node: &Node| {
            let mut depth = 0;
            let mut parent = node.parent;
            while let Some(above) = parent {
                depth += 1;
                // Deeper than there are nodes: a circle.
                if depth > nodes.len() {
                    return None;
                }
                parent = nodes.get(above)?.parent;
            }
            Some(depth)
        };
        let depths: Vec<usize> = nodes.iter().map(depth).collect::<Option<_>>()?;
        let sound = nodes.iter().all(|node| node.weight.is_finite() && node.weight >= 0.0);
        if !sound || nodes.iter().filter(|node| node.parent.is_none()).count() != 1 {
            return None;
        }
        let mut order: Vec<(usize, usize)> = depths.into_iter().zip(0..).collect();
        order.sort_by(|a, b| b.cmp(a));
        let has_child = |place: usize| nodes.iter().any(|node| node.parent == Some(place));
        let indicators = (0..nodes.len()).filter(|place| !has_child(*place)).collect();
        Some(Self { order: order.into_iter().map(|(_, place)| place).collect(), indicators, nodes })
    }

    /// The nodes in the order given.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Places of the indicators among the nodes: the order of the columns that [`scores`](Self::scores)
    /// takes.
    pub fn indicators(&self) -> &[usize] {
        &self.indicators
    }

    /// Place of the index among the nodes.
    pub fn root(&self) -> usize {
        self.order.last().copied().unwrap_or_default()
    }

    /// The scores of every node, in the order of the nodes, from the normalised columns of the indicators.
    ///
    /// `least_coverage`, 0 to 1, is asked of each node's own children. `None` where the number of columns is
    /// not that of the indicators or their lengths differ.
    pub fn scores(&self, columns: &[Column], least_coverage: f64) -> Option<Vec<Column>> {
        let units = columns.first()?.len();
        if columns.len() != self.indicators.len() || columns.iter().any(|column| column.len() != units) {
            return None;
        }
        let mut scores = vec![Column::new(); self.nodes.len()];
        for (place, column) in self.indicators.iter().zip(columns) {
            scores.get_mut(*place)?.clone_from(column);
        }
        let weights = self.own_weights();
        for place in &self.order {
            if self.indicators.contains(place) {
                continue;
            }
            let children: Vec<(&Column, f64)> = self
                .nodes
                .iter()
                .zip(&weights)
                .zip(&scores)
                .filter(|((node, _), _)| node.parent == Some(*place))
                .map(|((_, weight), column)| (column, *weight))
                .collect();
            let aggregation = self.nodes.get(*place)?.aggregation;
            let column = aggregate_columns(&children, units, aggregation, least_coverage);
            *scores.get_mut(*place)? = column;
        }
        Some(scores)
    }

    /// The scores of the index alone, as [`scores`](Self::scores).
    pub fn index(&self, columns: &[Column], least_coverage: f64) -> Option<Column> {
        let root = self.root();
        self.scores(columns, least_coverage)?.into_iter().nth(root)
    }

    /// The share of each indicator in an index of arithmetic means without missing values, in the order of
    /// [`indicators`](Self::indicators): the product of the shares on the way up, together 1.
    ///
    /// An indicator without weight has 0. Source: `COINr`'s `get_eff_weights`.
    pub fn effective_weights(&self) -> Vec<f64> {
        let weights = self.own_weights();
        let own = |place: usize| weights.get(place).copied().unwrap_or_default();
        let share = |place: usize| {
            let siblings = |parent: usize| -> f64 {
                let children =
                    self.nodes.iter().zip(&weights).filter(|(node, _)| node.parent == Some(parent));
                children.map(|(_, weight)| weight).sum()
            };
            let mut share = 1.0;
            let mut place = place;
            while let Some(parent) = self.nodes.get(place).and_then(|node| node.parent) {
                let total = siblings(parent);
                share *= if total > 0.0 { own(place) / total } else { 0.0 };
                place = parent;
            }
            share
        };
        self.indicators.iter().map(|place| share(*place)).collect()
    }

    /// The same tree with other weights, or another way to aggregate everywhere.
    pub(super) fn with(&self, weights: &[f64], aggregation: Option<Aggregation>) -> Self {
        let mut tree = self.clone();
        for (node, weight) in tree.nodes.iter_mut().zip(weights) {
            node.weight = *weight;
            node.aggregation = aggregation.unwrap_or(node.aggregation);
        }
        tree
    }

    /// The weights of the nodes; 0 for a sub-index all of whose children are left out.
    fn own_weights(&self) -> Vec<f64> {
        let mut below = vec![0.0; self.nodes.len()];
        let mut weights = vec![0.0; self.nodes.len()];
        for place in &self.order {
            let Some(node) = self.nodes.get(*place) else { continue };
            let counts = self.indicators.contains(place) || below.get(*place).is_some_and(|sum| *sum > 0.0);
            let weight = if counts { node.weight } else { 0.0 };
            if let Some(slot) = weights.get_mut(*place) {
                *slot = weight;
            }
            if let Some(slot) = node.parent.and_then(|parent| below.get_mut(parent)) {
                *slot += weight;
            }
        }
        weights
    }
}
