//! A ranking as a funnel plot.

use super::{Ranking, cases};
use crate::chart::figure::{Cells, Figure, Head, footer};
use crate::chart::funnel::{FunnelClass, FunnelPlot, FunnelPoint, LimitsAt};
use crate::chart::{Reference, Size};
use crate::error::Result;
use crate::text::charts::rank as words;
use crate::text::{Lang, charts};

/// The kind of chart.
const KIND: &str = "funnel";
/// The columns of limits: the 95 % ones, then the 99.8 % ones.
const LIMITS: [&str; 4] = ["limit95_low", "limit95_high", "limit998_low", "limit998_high"];

pub(super) fn figure(ranking: &Ranking<'_>, asked: &Figure<'_>) -> Result<FunnelPlot> {
    ranking.require_share(KIND)?;
    let (lang, card) = (asked.lang, ranking.card);
    if !ranking.cells.has("benchmark") {
        return Err(ranking.lacks(KIND));
    }
    let benchmark = ranking.cells.numbers("benchmark")?.into_iter().flatten().next();
    let benchmark = benchmark.ok_or_else(|| ranking.lacks(KIND))?;
    let points = points(ranking, asked, benchmark)?;
    let shown = points.len() as u64;
    let subtitle = words::subtitle(&card.unit.name(), &ranking.answer.subtitle, ranking.of, shown);
    let head = Head {
        title: words::funnel_title(ranking.place(), ranking.year, &card.title).get(lang).to_owned(),
        subtitle: subtitle.get(lang).to_owned(),
        footer: footer(ranking.answer, card, lang),
        desc: desc(&points, ranking, benchmark, lang),
    };
    Ok(FunnelPlot {
        frame: asked.frame(ranking.answer, head, Size::default()),
        unit: card.unit,
        cases: cases(&card.formula_in_words).get(lang).to_owned(),
        points,
        benchmark: Reference { value: benchmark, label: charts::POOLED.get(lang).to_owned() },
        limits: limits(ranking)?,
    })
}

/// The ranked reports.
fn points(ranking: &Ranking<'_>, asked: &Figure<'_>, benchmark: f64) -> Result<Vec<FunnelPoint>> {
    let cells = &ranking.cells;
    let (codes, labels) = (cells.texts("region_code")?, ranking.labels()?);
    let (values, n) = (cells.numbers("value")?, cells.numbers("denominator")?);
    let (low, high) = (cells.numbers("limit998_low")?, cells.numbers("limit998_high")?);
    let (ranks, outlier) = (ranking.places("rank")?, cells.texts("outlier")?);
    let point = |i: usize| {
        (*ranks.get(i)?)?;
        let (code, value) = (*codes.get(i)?, (*values.get(i)?)?);
        let limit = if value < benchmark { *low.get(i)? } else { *high.get(i)? };
        Some(FunnelPoint {
            region_code: code.to_owned(),
            label: labels.get(i)?.clone(),
            value,
            n: (*n.get(i)?)?,
            class: match *outlier.get(i)? {
                "low998" | "high998" => FunnelClass::Outside998,
                "low95" | "high95" => FunnelClass::Outside95,
                _ => FunnelClass::Within,
            },
            distance: limit.map_or(0.0, |limit| distance(value, benchmark, limit)),
            highlight: asked.is_highlighted(code),
        })
    };
    Ok((0..cells.rows()).filter_map(point).collect())
}

/// How far a value lies from the benchmark, in parts of the way to a limit on its side.
fn distance(value: f64, benchmark: f64, limit: f64) -> f64 {
    /// Limits nearer than this are at the benchmark.
    const LEAST: f64 = 1e-9;
    (value - benchmark).abs() / (limit - benchmark).abs().max(LEAST)
}

/// The limits as curves: those of the metric, the year and the group.
fn limits(ranking: &Ranking<'_>) -> Result<Vec<LimitsAt>> {
    let cells = Cells::named(ranking.answer, "limits")?;
    let (metrics, years, groups) = (cells.texts("metric")?, cells.years()?, cells.texts("group")?);
    let n = cells.numbers("denominator")?;
    let mut columns = Vec::new();
    for name in LIMITS {
        columns.push(cells.numbers(name)?);
    }
    let limit = |column: usize, i: usize| columns.get(column)?.get(i).copied().flatten();
    let at = |i: usize| {
        let is_own = metrics.get(i) == Some(&ranking.card.id.as_str())
            && years.get(i) == Some(&ranking.year)
            && groups.get(i) == Some(&ranking.group);
        let n = (*n.get(i)?).filter(|n| is_own && *n > 0.0)?;
        Some(LimitsAt { n, inner: (limit(0, i)?, limit(1, i)?), outer: (limit(2, i)?, limit(3, i)?) })
    };
    Ok((0..cells.rows()).filter_map(at).collect())
}

fn desc(points: &[FunnelPoint], ranking: &Ranking<'_>, benchmark: f64, lang: Lang) -> String {
    let (card, count) = (ranking.card, |class| points.iter().filter(|p| p.class >= class).count());
    let outside = (count(FunnelClass::Outside95), count(FunnelClass::Outside998));
    let farthest = points
        .iter()
        .filter(|p| p.class != FunnelClass::Within)
        .max_by(|a, b| a.class.cmp(&b.class).then(a.distance.total_cmp(&b.distance)));
    let farthest = farthest.map(|p| (p.label.as_str(), card.unit.say(p.value, lang)));
    let farthest = farthest.as_ref().map(|(name, value)| (*name, value.as_str()));
    let benchmark = card.unit.say(benchmark, lang);
    words::funnel_desc(&card.title, ranking.year, (points.len(), &benchmark), outside, farthest)
        .get(lang)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_parts_of_the_way_to_the_limit() {
        assert!((distance(0.9, 0.5, 0.7) - 2.0).abs() < 1e-12);
        assert!((distance(0.45, 0.5, 0.3) - 0.25).abs() < 1e-12);
        assert!(distance(0.5, 0.5, 0.5).abs() < 1e-12);
    }
}
