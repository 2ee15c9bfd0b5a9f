//! A sheet of one group: from values to the points of every item.

use super::reports::{Group, Reports};
use super::scheme::{Amount, Earning, Item, Sheet};
use super::score::{Scores, Share};
use crate::analysis::Reason;
use crate::stats::Best;
use crate::stats::index::{self, Column, sheet_score};

/// Scores the reports of a group. `metrics` are the ids of the values, in their order.
pub(super) fn score(
    sheet: &Sheet,
    reports: &Reports,
    metrics: &[String],
    group: &Group,
    least_coverage: f64,
) -> Scores {
    let total: f64 = sheet.items.iter().map(|item| item.weight).sum();
    let mut components: Vec<Column> = vec![Column::new(); sheet.groups.len() + sheet.items.len()];
    let (mut score, mut coverage, mut why) = (Column::new(), Column::new(), Vec::new());
    let mut shares: Vec<Share> = parts_of_score(sheet)
        .into_iter()
        .map(|component| Share { component, contribution: Column::new(), deducted: Column::new() })
        .collect();
    for row in &group.rows {
        let report = Report { reports, metrics, row: *row };
        let items: Vec<Option<index::Item>> =
            sheet.items.iter().map(|item| item_points(item, &report)).collect();
        let mut parts: Vec<Part> =
            (0..sheet.groups.len()).map(|place| subtotal(sheet, place, &items)).collect();
        let excess: f64 = parts.iter().map(|part| part.excess).sum();
        parts.extend(items.iter().map(Option::as_ref).map(Part::of_item));
        for (part, column) in parts.iter().zip(&mut components) {
            column.push(part.points);
        }
        let applied: f64 = items.iter().flatten().map(|item| item.weight).sum();
        let is_covered = applied > 0.0 && applied >= least_coverage * total;
        // In per cent of what applies, as the score is.
        let per_cent = |points: f64| is_covered.then(|| 100.0 * points / applied);
        let capped = sheet_score(&items).map(|score| score - per_cent(excess).unwrap_or_default());
        score.push(capped.filter(|_| is_covered));
        coverage.push(Some(applied / total));
        for share in &mut shares {
            let part = parts.get(share.component);
            share.contribution.push(part.and_then(|part| part.points).and_then(per_cent));
            share.deducted.push(part.and_then(|part| part.deducted).and_then(per_cent));
        }
        why.push((!is_covered).then_some(Reason::BelowCoverage));
    }
    Scores { components, score, coverage, why, shares }
}

/// The places of the components that add up to the score: groups, and items of none.
fn parts_of_score(sheet: &Sheet) -> Vec<usize> {
    let first = sheet.groups.len();
    (0..first).chain(sheet.items_of(None).map(|(place, _)| first + place)).collect()
}

/// Points of an item or of a group.
struct Part {
    points: Option<f64>,
    /// Points that deductions took, where there are any.
    deducted: Option<f64>,
    /// Points above the cap of a group, which do not count.
    excess: f64,
}

impl Part {
    fn of_item(item: Option<&index::Item>) -> Self {
        Self {
            points: item.and_then(index::Item::points),
            deducted: item.filter(|item| !item.deductions.is_empty()).map(index::Item::deducted),
            excess: 0.0,
        }
    }
}

/// The subtotal of a group: min(Σ points, cap) over the items that apply; nothing where none does.
fn subtotal(sheet: &Sheet, place: usize, items: &[Option<index::Item>]) -> Part {
    let own = || {
        sheet.items_of(Some(place)).filter_map(|(at, _)| items.get(at)).map(Option::as_ref).map(Part::of_item)
    };
    let sum: Option<f64> = own().filter_map(|part| part.points).reduce(|a, b| a + b);
    let cap = sheet.groups.get(place).and_then(|group| group.cap).unwrap_or(f64::INFINITY);
    Part {
        points: sum.map(|sum| sum.min(cap)),
        deducted: own().filter_map(|part| part.deducted).reduce(|a, b| a + b),
        excess: sum.map_or(0.0, |sum| (sum - cap).max(0.0)),
    }
}

/// One report, its figures found by metric.
struct Report<'a> {
    reports: &'a Reports,
    metrics: &'a [String],
    row: usize,
}

impl Report<'_> {
    fn value(&self, metric: &str) -> Result<f64, Option<Reason>> {
        let at = self.metrics.iter().position(|id| id == metric).ok_or(None)?;
        let value = self.reports.values.get(at).and_then(|column| column.get(self.row)).copied().flatten();
        let reason = self.reports.reasons.get(at).and_then(|column| column.get(self.row)).copied().flatten();
        value.ok_or(reason)
    }

    /// Points of an amount; `None` where the report does not have the figure.
    fn amount(&self, amount: &Amount) -> Option<f64> {
        let units = (self.value(&amount.metric).ok()? - amount.above).max(0.0);
        Some((units * amount.each).min(amount.most))
    }
}

/// The item as it applies to a report.
///
/// It does not apply where its figure cannot be: of a form without it, over a denominator of zero, with too few
/// cases; nor, if the scheme says so, where the report is silent or wrong about it. An item that only deducts
/// applies where one of its figures is there.
fn item_points(item: &Item, report: &Report<'_>) -> Option<index::Item> {
    let taken: Vec<Option<f64>> = item.deductions.iter().map(|amount| report.amount(amount)).collect();
    let earned = match &item.earning {
        Some((metric, earning)) => match report.value(metric) {
            Ok(value) => earned(earning, item.weight, value),
            Err(Some(Reason::NoFigure | Reason::AboveOne)) if item.is_zero_if_missing => 0.0,
            Err(_) => return None,
        },
        None if taken.iter().all(Option::is_none) => return None,
        None => item.weight,
    };
    Some(index::Item {
        weight: item.weight,
        earned,
        deductions: taken.into_iter().flatten().collect(),
        bonus: item.bonuses.iter().filter_map(|amount| report.amount(amount)).sum(),
    })
}

/// Points that a value earns, of `weight`.
fn earned(earning: &Earning, weight: f64, value: f64) -> f64 {
    match earning {
        Earning::Between(from, to) => weight * ((value - from) / (to - from)).clamp(0.0, 1.0),
        Earning::Steps(best, steps) => {
            let is_reached = |at: f64| match best {
                Best::Highest => value >= at,
                Best::Lowest => value <= at,
            };
            let reached = steps.iter().filter(|step| is_reached(step.at));
            reached.map(|step| step.points).fold(0.0, f64::max)
        }
    }
}
