//! A ranking as boxes by province, or by prefecture where there is one province.

use std::collections::BTreeMap;

use super::{Ranking, bars};
use crate::chart::boxes::{BoxGroup, BoxPlot, BoxPoint, Summary};
use crate::chart::figure::{Figure, Head, footer, height};
use crate::chart::{Reference, Size};
use crate::error::Result;
use crate::stats::{median, quantile};
use crate::text::Lang;
use crate::text::charts::{self, rank_spread as words};

/// Regions from which a group has a box: quartiles of fewer are hardly more than the points themselves.
const LEAST: usize = 5;
/// How far a whisker reaches at most, in interquartile ranges (Tukey 1977).
const WHISKER: f64 = 1.5;

pub(super) fn figure(ranking: &Ranking<'_>, asked: &Figure<'_>) -> Result<BoxPlot> {
    let (lang, card) = (asked.lang, ranking.card);
    let cells = &ranking.cells;
    let provinces = cells.texts("province")?;
    let several = provinces.iter().any(|province| Some(province) != provinces.first());
    let places = if several { provinces } else { cells.texts("prefecture")? };
    let (codes, labels) = (cells.texts("region_code")?, ranking.labels()?);
    let (ranks, values) = (ranking.places("rank")?, cells.numbers("value")?);
    let mut groups: BTreeMap<&str, Vec<BoxPoint>> = BTreeMap::new();
    let mut ranked: Vec<(u32, f64)> = Vec::new();
    for i in 0..cells.rows() {
        let (Some(code), Some(label), Some(place)) = (codes.get(i), labels.get(i), places.get(i)) else {
            continue;
        };
        let (Some(Some(rank)), Some(Some(value))) = (ranks.get(i), values.get(i)) else { continue };
        ranked.push((*rank, *value));
        groups.entry(*place).or_default().push(BoxPoint {
            region_code: (*code).to_owned(),
            label: label.clone(),
            value: *value,
            highlight: asked.is_highlighted(code),
        });
    }
    let is_known = groups.keys().any(|place| !place.is_empty());
    let by = is_known.then_some(if several { words::BY_PROVINCE } else { words::BY_PREFECTURE });
    let unnamed = if groups.len() > 1 { words::NO_PLACE } else { words::ALL_PLACES };
    let mut groups: Vec<BoxGroup> = groups
        .into_iter()
        .map(|(place, points)| {
            let label = if place.is_empty() { unnamed.get(lang) } else { place };
            group(label, points)
        })
        .collect();
    // The best first: by the end of the scale that has rank 1.
    let first = ranked.iter().min_by_key(|r| r.0);
    let last = ranked.iter().max_by_key(|r| r.0);
    let is_high = first.zip(last).is_none_or(|(first, last)| first.1 >= last.1);
    groups.sort_by(|a, b| {
        let order = a.median.total_cmp(&b.median);
        if is_high { order.reverse() } else { order }
    });
    let all: Vec<f64> = ranked.iter().map(|r| r.1).collect();
    let shown = groups.len();
    let mut lines = footer(ranking.answer, card, lang);
    lines.insert(0, words::box_explained(LEAST).get(lang).to_owned());
    let head = Head {
        title: words::box_title(ranking.place(), ranking.year, &card.title, by).get(lang).to_owned(),
        subtitle: words::box_subtitle(&card.unit.name(), &ranking.answer.subtitle, shown, all.len())
            .get(lang)
            .to_owned(),
        footer: lines,
        desc: desc(&groups, ranking, all.len(), lang),
    };
    let size = Size::new(1200, height(shown, 340, if shown > 12 { 58 } else { 84 }, 2400).max(390));
    Ok(BoxPlot {
        frame: asked.frame(ranking.answer, head, size),
        unit: card.unit,
        groups,
        references: references(ranking, &all, lang)?,
    })
}

/// A group with its quartiles, interpolated between the neighbours as R does by default (type 7).
fn group(label: &str, points: Vec<BoxPoint>) -> BoxGroup {
    let values: Vec<f64> = points.iter().map(|point| point.value).collect();
    let quartiles = || {
        let (q1, q3) = (quantile(&values, 0.25)?, quantile(&values, 0.75)?);
        let reach = WHISKER * (q3 - q1);
        let inside = || values.iter().copied().filter(|v| (q1 - reach..=q3 + reach).contains(v));
        // A whisker never ends inside the box.
        let low = inside().fold(q1, f64::min);
        let high = inside().fold(q3, f64::max);
        Some(Summary { low, q1, q3, high })
    };
    BoxGroup {
        label: label.to_owned(),
        median: median(&values).unwrap_or_default(),
        summary: if points.len() >= LEAST { quartiles() } else { None },
        points,
    }
}

/// Median and pooled value of the group in which ranks are formed; of several, the median of all regions.
fn references(ranking: &Ranking<'_>, all: &[f64], lang: Lang) -> Result<Vec<Reference>> {
    let known = if ranking.group.is_empty() { Vec::new() } else { bars::references(ranking, lang)? };
    if !known.is_empty() {
        return Ok(known);
    }
    let label = charts::MEDIAN.get(lang).to_owned();
    Ok(median(all).map(|value| Reference { value, label }).into_iter().collect())
}

fn desc(groups: &[BoxGroup], ranking: &Ranking<'_>, count: usize, lang: Lang) -> String {
    let said = |group: &BoxGroup| (group.label.clone(), ranking.card.unit.say(group.median, lang));
    let ends = (groups.first().map(said), groups.last().map(said));
    words::box_desc(&ranking.card.title, ranking.year, (groups.len(), count), ends).get(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[f64]) -> Vec<BoxPoint> {
        values.iter().map(|value| BoxPoint { value: *value, ..BoxPoint::default() }).collect()
    }

    #[test]
    fn quartiles_are_those_of_r_and_whiskers_end_at_values() {
        // R: quantile(c(1, 2, 3, 4, 20)) gives 1, 2, 3, 4, 20; 4 + 1.5 · 2 = 7, so 20 is beyond.
        let five = group("甲市", points(&[20.0, 1.0, 4.0, 2.0, 3.0]));
        assert!((five.median - 3.0).abs() < 1e-12);
        assert_eq!(five.summary, Some(Summary { low: 1.0, q1: 2.0, q3: 4.0, high: 4.0 }));
        assert_eq!(group("乙市", points(&[1.0, 2.0, 3.0, 4.0])).summary, None);
    }
}
