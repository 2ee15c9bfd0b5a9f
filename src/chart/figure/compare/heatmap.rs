//! A comparison as a heat map: metrics by regions, coloured by the percentile among the peers.

use crate::analysis::Answer;
use crate::chart::Size;
use crate::chart::figure::{Cells, Figure, Head, count, height, only};
use crate::chart::heatmap::{Cell, HeatColumn, HeatMap, HeatRow, Shades};
use crate::error::Result;
use crate::metric::Direction;
use crate::text::charts as words;
use crate::text::charts::compare as own_words;

pub(super) fn figure(answer: &Answer, asked: &Figure<'_>) -> Result<HeatMap> {
    let lang = asked.lang;
    let cells = Cells::of(answer.main())?;
    let year = only(&cells.years()?, "year")?.unwrap_or_default();
    only(&cells.texts("level")?, "level")?;
    let (metrics, codes, names) =
        (cells.texts("metric")?, cells.texts("region_code")?, cells.texts("region")?);
    let (values, places) = (cells.numbers("value")?, cells.numbers("percentile")?);
    let of = cells.numbers("rank_of")?;
    let mut columns: Vec<HeatColumn> = Vec::new();
    for (code, name) in codes.iter().zip(&names) {
        if !columns.iter().any(|column| column.region_code.as_deref() == Some(*code)) {
            let (label, region_code) = ((*name).to_owned(), Some((*code).to_owned()));
            columns.push(HeatColumn { label, region_code, ..HeatColumn::default() });
        }
    }
    let mut rows = Vec::new();
    let mut best: Option<(f64, String)> = None;
    for card in &answer.metrics {
        let is_neutral = card.direction == Direction::None.text();
        let mut row = HeatRow::default();
        let mut peers: Option<(u32, u32)> = None;
        for column in &columns {
            let is_own = |i: &usize| {
                metrics.get(*i) == Some(&card.id.as_str())
                    && codes.get(*i).copied() == column.region_code.as_deref()
            };
            let at = (0..cells.rows()).find(is_own);
            let value = at.and_then(|at| values.get(at).copied().flatten());
            let place = at.and_then(|at| places.get(at).copied().flatten());
            // With nobody to compare with there is no percentile.
            let among = at.and_then(|at| count(of.get(at).copied().flatten())).filter(|among| *among >= 2);
            let among = among.and_then(|among| u32::try_from(among).ok());
            let place = place.filter(|_| among.is_some());
            if let Some(among) = among.filter(|_| place.is_some()) {
                let (least, most) = peers.unwrap_or((among, among));
                peers = Some((least.min(among), most.max(among)));
            }
            row.texts.push(value.map_or_else(String::new, |value| card.unit.format(value)));
            row.cells.push(match (value, place) {
                (None, _) => Cell::None,
                (Some(_), Some(place)) if !is_neutral => Cell::Value(place),
                (Some(_), _) => Cell::Plain,
            });
            if let Some(place) = place.filter(|_| !is_neutral)
                && best.as_ref().is_none_or(|(most, _)| place > *most)
            {
                best = Some((place, format!("{} {}", column.label, card.title.get(lang))));
            }
        }
        let good = (!is_neutral).then_some((&card.direction, peers));
        own_words::metric(&card.title, &card.unit.name(), good).get(lang).clone_into(&mut row.label);
        rows.push(row);
    }
    let list: Vec<&str> = columns.iter().map(|column| column.label.as_str()).collect();
    let place = if list.len() <= 6 {
        list.join(lang.pick("、", ", "))
    } else {
        own_words::regions(list.len()).get(lang).to_owned()
    };
    let head = Head {
        title: words::compare_title(&place, year).get(lang).to_owned(),
        subtitle: words::dots_subtitle(&answer.subtitle).get(lang).to_owned(),
        footer: vec![own_words::HEAT_EXPLAINED.get(lang).to_owned()],
        desc: own_words::heat_desc(&place, year, rows.len(), best).get(lang).to_owned(),
    };
    let size = Size::new(1200, height(rows.len(), 230, 29, 1700));
    Ok(HeatMap {
        frame: asked.frame(answer, head, size),
        columns,
        rows,
        none: own_words::NO_FIGURE.get(lang).to_owned(),
        plain: own_words::PLAIN.get(lang).to_owned(),
        shades: Shades::Percentiles,
        ..HeatMap::default()
    })
}
