//! Trends as lines, as small multiples, as a heat map of regions by years, or as slopes from the first to the last.

mod heatmap;
mod lines;
mod multiples;
mod slope;

use super::{Cells, Figure, only};
use crate::analysis::{Answer, MetricCard};
use crate::chart::Scene;
use crate::chart::lines::{FormBreak, Series};
use crate::chart::theme::Theme;
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Lang, errors, words as table_words};

/// The kinds of chart, the usual one first.
pub(super) const KINDS: [&str; 4] = ["lines", "small-multiples", "heatmap", "slope"];

/// Draws the chart of the kind asked for.
pub(super) fn draw(answer: &Answer, asked: &Figure<'_>, theme: &Theme) -> Result<Vec<Scene>> {
    let trend = Trend::new(answer, asked)?;
    let scenes = match asked.kind {
        Some("small-multiples") => multiples::figure(trend, answer, asked)?.draw(theme),
        Some("heatmap") => heatmap::figure(trend, answer, asked).draw(theme),
        Some("slope") => slope::figure(&trend, answer, asked)?.draw(theme),
        _ => lines::figure(trend, answer, asked)?.draw(theme),
    };
    Ok(scenes?)
}

/// The series of one metric: what all charts of a trend need.
struct Trend<'a> {
    card: &'a MetricCard,
    /// The series with a value, within the span.
    series: Vec<Series>,
    /// The first and the last year with a value.
    span: (i32, i32),
}

impl<'a> Trend<'a> {
    fn new(answer: &'a Answer, asked: &Figure<'_>) -> Result<Self> {
        let cells = Cells::named(answer, "series")?;
        let metric = only(&cells.texts("metric")?, "metric")?.unwrap_or_default();
        let card =
            answer.metric(metric).ok_or_else(|| Error::new(ErrorKind::Internal, errors::internal()))?;
        let (codes, names, years) = (cells.texts("region_code")?, cells.texts("region")?, cells.years()?);
        let values = cells.numbers("value")?;
        let prefectures = cells.texts("prefecture")?;
        let shared = shared_names(&names, &codes);
        let mut series: Vec<Series> = Vec::new();
        let mut last = None;
        for (i, value) in values.iter().enumerate() {
            let key = (codes.get(i).copied().unwrap_or_default(), names.get(i).copied().unwrap_or_default());
            if last != Some(key) {
                last = Some(key);
                let name = table_words::of_id(key.1).get(asked.lang).to_owned();
                let place = prefectures.get(i).filter(|place| shared.contains(key.1) && !place.is_empty());
                series.push(Series {
                    region_code: key.0.to_owned(),
                    label: place.map_or_else(|| name.clone(), |place| format!("{name}（{place}）")),
                    points: Vec::new(),
                    highlight: asked.is_highlighted(key.0),
                });
            }
            if let (Some(series), Some(year)) = (series.last_mut(), years.get(i)) {
                series.points.push((*year, *value));
            }
        }
        series.retain(|series| series.points.iter().any(|(_, value)| value.is_some()));
        let with_value =
            || years.iter().zip(&values).filter(|(_, value)| value.is_some()).map(|(year, _)| *year);
        let span = (with_value().min().unwrap_or_default(), with_value().max().unwrap_or_default());
        for series in &mut series {
            series.points.retain(|(year, _)| (span.0..=span.1).contains(year));
        }
        Ok(Self { card, series, span })
    }

    /// The names of up to three series, for a title.
    fn place(&self, lang: Lang) -> String {
        let names: Vec<&str> = self.series.iter().map(|series| series.label.as_str()).collect();
        if names.len() <= 3 { names.join(lang.pick("、", ", ")) } else { String::new() }
    }

    /// The name and value of the region with the highest and the lowest value of the last year.
    fn ends(&self) -> Option<[(String, f64); 2]> {
        let of_last_year = |series: &Series| {
            let last = series.points.iter().find(|(year, _)| *year == self.span.1)?;
            Some((series.label.clone(), last.1?))
        };
        let known = || self.series.iter().filter_map(of_last_year);
        let highest = known().max_by(|a, b| a.1.total_cmp(&b.1))?;
        Some([highest, known().min_by(|a, b| a.1.total_cmp(&b.1))?])
    }
}

/// The names that several regions have.
fn shared_names<'a>(names: &[&'a str], codes: &[&str]) -> std::collections::BTreeSet<&'a str> {
    let pairs: std::collections::BTreeSet<(&str, &str)> =
        names.iter().copied().zip(codes.iter().copied()).collect();
    let both = pairs.iter().zip(pairs.iter().skip(1));
    let twice: std::collections::BTreeSet<&str> =
        both.filter(|(a, b)| a.0 == b.0).map(|(a, _)| a.0).collect();
    names.iter().copied().filter(|name| twice.contains(name)).collect()
}

/// The changes of form that the summary names, if the years drawn reach across them.
fn breaks(answer: &Answer, first: i32) -> Result<Vec<FormBreak>> {
    let cells = Cells::named(answer, "trend")?;
    let mut years: Vec<i32> = Vec::new();
    #[expect(clippy::cast_possible_truncation, reason = "a year")]
    for year in cells.numbers("break_at")?.into_iter().flatten() {
        if year as i32 > first && !years.contains(&(year as i32)) {
            years.push(year as i32);
        }
    }
    Ok(years.into_iter().map(|year| FormBreak { year, label: String::new() }).collect())
}
