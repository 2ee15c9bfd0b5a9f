//! Years that can be compared: a series never crosses a change of form that makes its values others.

use std::collections::BTreeSet;

use polars::prelude::*;

use crate::analysis::sample::Sample;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Form, Forms};
use crate::text::{Note, notes};

/// The years of a metric's series and where the form changes before them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Broken {
    /// First year of the comparable years, if a change of form lies before it.
    pub(super) at: Option<i32>,
    /// The forms whose years belong to the series.
    pub(super) forms: Forms,
}

impl Broken {
    /// The rows of reports on the forms that belong to the series.
    pub(super) fn comparable(self, rows: LazyFrame) -> LazyFrame {
        if self.forms == Forms::ALL {
            return rows;
        }
        let forms = self.forms.iter().map(|form| col("form").eq(lit(form.number())));
        rows.filter(forms.reduce(Expr::or).unwrap_or_else(|| lit(false)))
    }
}

/// Finds the years in which a metric is comparable; refuses where others were asked for.
pub(super) fn break_of(sample: &mut Sample, i: usize, asked: bool) -> Result<Broken> {
    let Some(metric) = sample.metrics.get(i).cloned() else { return Ok(Broken::default()) };
    let forms = metric.forms();
    if forms == Forms::ALL && metric.is_comparable() {
        return Ok(Broken { at: None, forms });
    }
    let by_form = sample.years_by_form()?;
    // Forms that have the metric, as long as they read the same figures; else the latest of them only.
    let with: Vec<Form> = by_form.keys().copied().filter(|form| forms.contains(*form)).collect();
    let kept = match with.last() {
        Some(last) if !metric.is_comparable() => Forms::NONE.with(*last),
        _ => forms,
    };
    let good: BTreeSet<i32> = by_form
        .iter()
        .filter(|(form, _)| kept.contains(**form))
        .flat_map(|(_, years)| years)
        .copied()
        .collect();
    let mut at = None;
    for (form, years) in by_form.iter().filter(|(form, _)| !kept.contains(**form)) {
        // A single report on another form does not spoil a year; it is left out and counted.
        let years: BTreeSet<i32> = years.difference(&good).copied().collect();
        if years.is_empty() {
            continue;
        }
        let list = in_list(&years);
        if asked {
            let error =
                Error::new(ErrorKind::Refused, notes::incomparable(&metric.title, &list, form.name()));
            return Err(match (good.first(), good.last()) {
                (Some(from), Some(to)) => error.with_hint(notes::years_to_ask_for(&format!("{from}..{to}"))),
                _ => error,
            });
        }
        sample
            .notes
            .push(Note::warning(notes::years_of_other_form(&metric.title, &list, form.name())).on_charts());
        at = at.max(good.first().copied().filter(|first| years.iter().all(|year| year < first)));
    }
    Ok(Broken { at, forms: kept })
}

fn in_list(years: &BTreeSet<i32>) -> String {
    let mut parts: Vec<(i32, i32)> = Vec::new();
    for year in years {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == *year => *last = *year,
            _ => parts.push((*year, *year)),
        }
    }
    let part = |(from, to): (i32, i32)| if from == to { from.to_string() } else { format!("{from}–{to}") };
    parts.into_iter().map(part).collect::<Vec<_>>().join(", ")
}
