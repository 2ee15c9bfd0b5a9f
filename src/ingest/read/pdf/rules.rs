//! Ruling lines: merged strokes, and the groups of those that touch, each the frame of a table.

use super::geometry::Rule;

/// Strokes as near as this, in points, are one line drawn twice.
const TOGETHER: f64 = 2.5;
/// A gap as short as this, in points, is none.
const GAP: f64 = 3.0;
/// More lines in one direction are a drawing; the longest are kept.
const MAX_LINES: usize = 1500;

/// Lines of both directions that belong together.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    pub(super) horizontal: Vec<Rule>,
    pub(super) vertical: Vec<Rule>,
}

/// Merges strokes that lie on each other, beside each other or end to end.
pub(super) fn merge(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut merged: Vec<Rule> = Vec::new();
    let mut rest = rules.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|rule| rule.at - first.at <= TOGETHER).count();
        let (near, others) = rest.split_at(count);
        merged.extend(end_to_end(near.to_vec()));
        rest = others;
    }
    if merged.len() > MAX_LINES {
        merged.sort_by(|a, b| (b.to - b.from).total_cmp(&(a.to - a.from)));
        merged.truncate(MAX_LINES);
        merged.sort_by(|a, b| a.at.total_cmp(&b.at));
    }
    merged
}

fn end_to_end(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut merged: Vec<Rule> = Vec::new();
    for rule in rules {
        match merged.last_mut() {
            Some(last) if rule.from <= last.to + GAP => {
                let (old, new) = (last.to - last.from, rule.to - rule.from);
                last.at = (last.at * old + rule.at * new) / (old + new).max(f64::MIN_POSITIVE);
                last.to = last.to.max(rule.to);
            }
            _ => merged.push(rule),
        }
    }
    merged
}

/// Groups merged lines that touch or cross.
pub(super) fn frames(horizontal: &[Rule], vertical: &[Rule]) -> Vec<Frame> {
    let mut groups = Groups((0..horizontal.len() + vertical.len()).collect());
    for (v, upright) in vertical.iter().enumerate() {
        for (h, level) in horizontal.iter().enumerate() {
            let touches = level.at >= upright.from - GAP
                && level.at <= upright.to + GAP
                && upright.at >= level.from - GAP
                && upright.at <= level.to + GAP;
            if touches {
                groups.unite(h, horizontal.len() + v);
            }
        }
    }
    let mut frames: std::collections::BTreeMap<usize, Frame> = std::collections::BTreeMap::new();
    for (index, rule) in horizontal.iter().enumerate() {
        frames.entry(groups.root(index)).or_default().horizontal.push(*rule);
    }
    for (index, rule) in vertical.iter().enumerate() {
        frames.entry(groups.root(horizontal.len() + index)).or_default().vertical.push(*rule);
    }
    frames.into_values().collect()
}

/// Disjoint sets; each member points to another of its set, the root to itself.
struct Groups(Vec<usize>);

impl Groups {
    fn root(&mut self, member: usize) -> usize {
        let mut root = member;
        while let Some(&parent) = self.0.get(root) {
            if parent == root {
                break;
            }
            root = parent;
        }
        let mut member = member;
        while let Some(parent) = self.0.get_mut(member) {
            if *parent == root {
                break;
            }
            member = std::mem::replace(parent, root);
        }
        root
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(parent) = self.0.get_mut(a.max(b)) {
            *parent = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn double_strokes_and_small_gaps_are_one_line() {
        let stroke = |at, from, to| Rule { at, from, to };
        let merged = merge(vec![
            stroke(100.0, 50.0, 200.0),
            stroke(101.5, 50.0, 200.0),
            stroke(100.2, 202.0, 400.0),
            stroke(100.2, 450.0, 500.0),
            stroke(120.0, 50.0, 200.0),
        ]);
        let ends: Vec<(f64, f64)> = merged.iter().map(|rule| (rule.from, rule.to)).collect();
        assert_eq!(ends, [(50.0, 400.0), (450.0, 500.0), (50.0, 200.0)]);
    }
}
