//! Trends as a slope chart of their first and last year.

use super::{Trend, breaks};
use crate::analysis::Answer;
use crate::chart::figure::Figure;
use crate::chart::figure::slope::{KIND, TwoYears, refuse_breaks};
use crate::chart::lines::Series;
use crate::chart::slope::{Slope, SlopeRow};
use crate::error::{Error, ErrorKind, Result};
use crate::text::charts::trend as words;

pub(super) fn figure(trend: &Trend<'_>, answer: &Answer, asked: &Figure<'_>) -> Result<Slope> {
    let span = trend.span;
    if span.0 == span.1 {
        let error = Error::new(ErrorKind::Request, words::needs_years(KIND));
        return Err(error.with_hint(words::ask_for_years()));
    }
    let breaks: Vec<i32> =
        breaks(answer, span.0)?.iter().map(|known| known.year).filter(|year| *year <= span.1).collect();
    refuse_breaks(trend.card, span, &breaks, "lines")?;
    let two = TwoYears {
        answer,
        card: trend.card,
        place: trend.place(asked.lang),
        span,
        between: between(trend),
        rows: rows(trend),
    };
    Ok(two.figure(asked))
}

/// The regions by their values of the last year, the highest first; those without one last, by their values of the
/// first. One with figures between the two years alone has no line.
fn rows(trend: &Trend<'_>) -> Vec<SlopeRow> {
    let at = |series: &Series, year: i32| {
        series.points.iter().find(|(known, _)| *known == year).and_then(|(_, value)| *value)
    };
    let row = |series: &Series| {
        let (from, to) = (at(series, trend.span.0), at(series, trend.span.1));
        from.or(to)?;
        Some(SlopeRow {
            region_code: series.region_code.clone(),
            label: series.label.clone(),
            from,
            to,
            highlight: series.highlight,
        })
    };
    let mut rows: Vec<SlopeRow> = trend.series.iter().filter_map(row).collect();
    let height = |value: Option<f64>| value.unwrap_or(f64::NEG_INFINITY);
    rows.sort_by(|a, b| {
        height(b.to).total_cmp(&height(a.to)).then(height(b.from).total_cmp(&height(a.from)))
    });
    rows
}

/// How many years with a figure lie between the two.
fn between(trend: &Trend<'_>) -> usize {
    let known = trend.series.iter().flat_map(|series| &series.points).filter(|(_, value)| value.is_some());
    let inside = known.map(|(year, _)| *year).filter(|year| *year > trend.span.0 && *year < trend.span.1);
    inside.collect::<std::collections::BTreeSet<i32>>().len()
}
