//! Trends as lines.

use super::{Cells, Figure, Head, footer, only};
use crate::analysis::Answer;
use crate::chart::Size;
use crate::chart::lines::{FormBreak, Lines, Series};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{charts as words, errors, words as table_words};

pub(super) fn figure(answer: &Answer, asked: &Figure<'_>) -> Result<Lines> {
    let lang = asked.lang;
    let cells = Cells::named(answer, "series")?;
    let metric = only(&cells.texts("metric")?, "metric")?.unwrap_or_default();
    let card = answer.metric(metric).ok_or_else(|| Error::new(ErrorKind::Internal, errors::internal()))?;
    let (codes, names, years) = (cells.texts("region_code")?, cells.texts("region")?, cells.years()?);
    let values = cells.numbers("value")?;
    let prefectures = cells.texts("prefecture")?;
    let mut series: Vec<Series> = Vec::new();
    let mut last = None;
    for (i, value) in values.iter().enumerate() {
        let key = (codes.get(i).copied().unwrap_or_default(), names.get(i).copied().unwrap_or_default());
        if last != Some(key) {
            last = Some(key);
            let twice = names.iter().zip(&codes).any(|(name, code)| *name == key.1 && *code != key.0);
            let name = table_words::of_id(key.1).get(lang).to_owned();
            let place = prefectures.get(i).filter(|place| twice && !place.is_empty());
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
    let with_value = || years.iter().zip(&values).filter(|(_, value)| value.is_some()).map(|(year, _)| *year);
    let span = (with_value().min().unwrap_or_default(), with_value().max().unwrap_or_default());
    for series in &mut series {
        series.points.retain(|(year, _)| (span.0..=span.1).contains(year));
    }
    let names: Vec<&str> = series.iter().map(|series| series.label.as_str()).collect();
    let place = if names.len() <= 3 { names.join("、") } else { String::new() };
    let lines = footer(answer, card, lang);
    let head = Head {
        title: words::trend_title(&place, &card.title, span).get(lang).to_owned(),
        subtitle: words::lines_subtitle(&card.unit.name(), &answer.subtitle, series.len())
            .get(lang)
            .to_owned(),
        footer: lines,
        desc: words::trend_desc(&card.title, span, series.len()).get(lang).to_owned(),
    };
    let breaks = breaks(answer, span.0)?;
    Ok(Lines { frame: asked.frame(answer, head, Size::new(1200, 800)), unit: card.unit, series, breaks })
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
