//! The figures that stand at the head of the page.

use std::collections::BTreeMap;

use serde::Serialize;

use super::view::View;
use crate::analysis::{MetricCard, Report};
use crate::error::Result;
use crate::schema::group_thousands;
use crate::stats;
use crate::text::{Label, Lang, charts, report as words};

/// A figure with what it is and what to know about it.
#[derive(Serialize)]
pub(super) struct Card {
    pub(super) label: Label,
    pub(super) value: Label,
    pub(super) remarks: Vec<Label>,
}

/// Reports, errors, and each metric of all reports together.
pub(super) fn cards(report: &Report) -> Result<Vec<Card>> {
    let mut cards = vec![reports(report)?, errors(report)?];
    let by_metric = by_metric(report)?;
    for card in &report.ranks.metrics {
        if let Some(values) = by_metric.get(&card.id) {
            cards.extend(of_metric(report.year, card, values));
        }
    }
    Ok(cards)
}

fn reports(report: &Report) -> Result<Card> {
    let view = View::of(&report.ranks, "rank")?;
    let codes: std::collections::BTreeSet<String> =
        (0..view.rows()).map(|row| view.raw(row, "region_code")).collect();
    let value = Label::same(group_thousands(codes.len() as f64, 0));
    Ok(Card { label: words::REPORTS.label(), value, remarks: vec![report.subtitle.clone()] })
}

/// The errors in the reports of the year.
fn errors(report: &Report) -> Result<Card> {
    let [check, _] = &report.checks;
    let view = View::of(check, "check")?;
    let is_of_year = |row: &usize| {
        view.number(*row, "year") == Some(f64::from(report.year)) && view.raw(*row, "severity") == "error"
    };
    let found: Vec<String> =
        (0..view.rows()).filter(is_of_year).map(|row| view.raw(row, "region_code")).collect();
    let regions: std::collections::BTreeSet<&String> = found.iter().collect();
    Ok(Card {
        label: words::ERRORS.label(),
        value: Label::same(found.len().to_string()),
        remarks: vec![words::reports_with_errors(regions.len())],
    })
}

/// The values of a metric by region, of one year.
type Values = BTreeMap<String, Figure>;

/// A value with its numerator and denominator, if it is a ratio.
#[derive(Clone, Copy)]
struct Figure {
    value: f64,
    parts: Option<(f64, f64)>,
}

/// The values of the regions by metric and year.
fn by_metric(report: &Report) -> Result<BTreeMap<String, BTreeMap<i32, Values>>> {
    let view = View::of(&report.trends, "series")?;
    let mut values: BTreeMap<String, BTreeMap<i32, Values>> = BTreeMap::new();
    for row in 0..view.rows() {
        let (Some(year), Some(value)) = (view.number(row, "year"), view.number(row, "value")) else {
            continue;
        };
        #[expect(clippy::cast_possible_truncation, reason = "a year")]
        let year = year as i32;
        let parts = view.number(row, "numerator").zip(view.number(row, "denominator"));
        let of_year = values.entry(view.raw(row, "metric")).or_default().entry(year).or_default();
        of_year.insert(view.raw(row, "region_code"), Figure { value, parts });
    }
    Ok(values)
}

/// The value of reports together: pooled for a ratio, else the median. The second says which.
fn together(figures: &[Figure]) -> Option<(f64, bool)> {
    let parts: Option<Vec<(f64, f64)>> = figures.iter().map(|figure| figure.parts).collect();
    let Some(parts) = parts.filter(|parts| !parts.is_empty()) else {
        let values: Vec<f64> = figures.iter().map(|figure| figure.value).collect();
        return stats::median(&values).map(|median| (median, false));
    };
    let sum = |part: fn(&(f64, f64)) -> f64| parts.iter().map(part).sum::<f64>();
    let (numerator, denominator) = (sum(|(x, _)| *x), sum(|(_, n)| *n));
    (denominator > 0.0).then(|| (numerator / denominator, true))
}

/// The value of the year, and the change from the year before on the regions that have both: a change of who
/// reports is no change of what they do.
fn of_metric(year: i32, card: &MetricCard, values: &BTreeMap<i32, Values>) -> Option<Card> {
    let now = values.get(&year)?;
    let (value, is_pooled) = together(&now.values().copied().collect::<Vec<_>>())?;
    let said = |value: f64| Label::new(card.unit.say(value, Lang::Zh), card.unit.say(value, Lang::En));
    let kind = if is_pooled { charts::POOLED } else { charts::MEDIAN };
    let mut remarks = vec![words::of_reports(kind, now.len())];
    if let Some(before) = values.get(&(year - 1)) {
        let both: Vec<&String> = now.keys().filter(|code| before.contains_key(*code)).collect();
        let of = |values: &Values| {
            let figures: Vec<Figure> = both.iter().filter_map(|code| values.get(*code)).copied().collect();
            together(&figures).map(|(value, _)| value)
        };
        if let (false, Some(then), Some(now)) = (both.is_empty(), of(before), of(now)) {
            remarks.push(words::on_both_years(both.len(), (year - 1, &said(then)), (year, &said(now))));
        }
    }
    Some(Card { label: card.title.clone(), value: said(value), remarks })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn ratios_are_pooled_and_others_have_a_median() {
        let figure = |value, parts| Figure { value, parts };
        // By hand: (1 + 8) / (10 + 10); the median of 1, 2 and 9.
        let ratios = [figure(0.1, Some((1.0, 10.0))), figure(0.8, Some((8.0, 10.0)))];
        let (value, is_pooled) = together(&ratios).unwrap();
        assert_abs_diff_eq!(value, 0.45);
        assert!(is_pooled);
        let counts = [figure(1.0, None), figure(9.0, None), figure(2.0, None)];
        assert_eq!(together(&counts), Some((2.0, false)));
        assert_eq!(together(&[]), None);
    }
}
