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
    let mut components: Vec<Column> = vec![Column::new(); sheet.items.len()];
    let (mut score, mut coverage, mut why) = (Column::new(), Column::new(), Vec::new());
    let mut shares: Vec<Share> = (0..sheet.items.len())
        .map(|component| Share { component, contribution: Column::new(), deducted: Column::new() })
        .collect();
    for row in &group.rows {
        let report = Report { reports, metrics, row: *row };
        let items: Vec<Option<index::Item>> =
            sheet.items.iter().map(|item| item_points(item, &report)).collect();
        for (item, column) in items.iter().zip(&mut components) {
            column.push(item.as_ref().and_then(index::Item::points));
        }
        let applied: f64 = items.iter().flatten().map(|item| item.weight).sum();
        let is_covered = applied > 0.0 && applied >= least_coverage * total;
        score.push(sheet_score(&items).filter(|_| is_covered));
        coverage.push(Some(applied / total));
        for (item, share) in items.iter().zip(&mut shares) {
            // In per cent of what applies, as the score is.
            let part = |points: f64| is_covered.then(|| 100.0 * points / applied);
            let item = item.as_ref();
            share.contribution.push(item.and_then(index::Item::points).and_then(part));
            share
                .deducted
                .push(item.filter(|item| !item.deductions.is_empty()).and_then(|item| part(item.deducted())));
        }
        why.push((!is_covered).then_some(Reason::BelowCoverage));
    }
    Scores { components, score, coverage, why, shares }
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
