//! An index as ranks with those that other choices would have given.

use super::Index;
use crate::chart::Size;
use crate::chart::figure::{Figure, Head, height};
use crate::chart::rank_range::{OpenTo, RangeRow, RankRanges};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Unit;
use crate::text::charts::index as words;

pub(super) fn figure(index: &Index<'_>, asked: &Figure<'_>) -> Result<RankRanges> {
    let lang = asked.lang;
    let row = |row: &super::Scored<'_>| {
        let [low, median, high] = row.spread?;
        Some(RangeRow {
            region_code: row.code.to_owned(),
            label: row.label.clone(),
            value: Unit::Point.format(row.score),
            rank: row.rank,
            tied: row.tied,
            low,
            high,
            median: Some(median),
            tier: None,
            highlight: row.highlight,
        })
    };
    let rows: Vec<RangeRow> = index.rows.iter().filter_map(row).collect();
    if rows.is_empty() {
        let error = Error::new(ErrorKind::Request, words::without_spread());
        return Err(error.with_hint(words::ask_for_sensitivity()));
    }
    let shown = rows.len();
    let first = rows.first().map(|row| (row.label.as_str(), row.low, row.high));
    let widest = rows.iter().max_by(|a, b| (a.high - a.low).total_cmp(&(b.high - b.low)));
    let widest = widest.map(|row| (row.label.as_str(), row.low, row.high));
    let head = Head {
        title: words::range_title(&index.place(), index.year, &index.card.title).get(lang).to_owned(),
        subtitle: words::subtitle(&index.answer.subtitle, index.of, shown, false).get(lang).to_owned(),
        footer: index.coverage(lang),
        desc: words::range_desc(&index.card.title, index.year, shown, first, widest).get(lang).to_owned(),
    };
    let size = Size::new(1200, height(shown, 330, if shown > 60 { 22 } else { 28 }, 3400));
    let frame = asked.frame(index.answer, head, size);
    Ok(RankRanges { frame, rows, of: index.of, open_to: OpenTo::Choices })
}
