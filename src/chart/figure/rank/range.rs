//! A ranking as ranks with their confidence sets.

use super::Ranking;
use crate::chart::Size;
use crate::chart::figure::{Figure, Head, footer, height};
use crate::chart::rank_range::{OpenTo, RangeRow, RankRanges};
use crate::error::Result;
use crate::text::charts::rank as words;

/// The kind of chart.
const KIND: &str = "rank-range";

pub(super) fn figure(ranking: &Ranking<'_>, asked: &Figure<'_>) -> Result<RankRanges> {
    ranking.require_share(KIND)?;
    let (lang, card) = (asked.lang, ranking.card);
    if !ranking.cells.has("rank_low") {
        return Err(ranking.lacks(KIND));
    }
    let rows = rows(ranking, asked)?;
    if rows.is_empty() {
        return Err(ranking.lacks(KIND));
    }
    let shown = rows.len();
    let first = rows.first().map(|row| (row.label.as_str(), row.low, row.high));
    let tiers = rows.iter().filter_map(|row| row.tier).max().filter(|_| shown as u64 == ranking.of);
    let head = Head {
        title: words::range_title(ranking.place(), ranking.year, &card.title).get(lang).to_owned(),
        subtitle: words::range_subtitle(&ranking.answer.subtitle, ranking.of, shown as u64)
            .get(lang)
            .to_owned(),
        footer: footer(ranking.answer, card, lang),
        desc: words::range_desc(&card.title, ranking.year, shown, first, tiers).get(lang).to_owned(),
    };
    let size = Size::new(1200, height(shown, 330, if shown > 60 { 22 } else { 28 }, 3400));
    Ok(RankRanges {
        frame: asked.frame(ranking.answer, head, size),
        rows,
        of: u32::try_from(ranking.of).unwrap_or(u32::MAX),
        open_to: OpenTo::Chance,
    })
}

/// The ranked reports, in the order of their ranks.
fn rows(ranking: &Ranking<'_>, asked: &Figure<'_>) -> Result<Vec<RangeRow>> {
    let cells = &ranking.cells;
    let (codes, labels, values) = (cells.texts("region_code")?, ranking.labels()?, cells.numbers("value")?);
    let (ranks, tied, tiers) = (ranking.places("rank")?, cells.flags("tie")?, ranking.tiers()?);
    let (low, high) = (ranking.places("rank_low")?, ranking.places("rank_high")?);
    let row = |i: usize| {
        let code = *codes.get(i)?;
        Some(RangeRow {
            region_code: code.to_owned(),
            label: labels.get(i)?.clone(),
            value: ranking.card.unit.format((*values.get(i)?)?),
            rank: (*ranks.get(i)?)?,
            tied: *tied.get(i)?,
            low: f64::from((*low.get(i)?)?),
            high: f64::from((*high.get(i)?)?),
            median: None,
            tier: *tiers.get(i)?,
            highlight: asked.is_highlighted(code),
        })
    };
    let mut rows: Vec<RangeRow> = (0..cells.rows()).filter_map(row).collect();
    // Rows of one rank may be of two tiers.
    rows.sort_by_key(|row| (row.rank, row.tier));
    Ok(rows)
}
