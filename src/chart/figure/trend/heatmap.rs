//! Trends as a heat map of regions by years.

use super::Trend;
use crate::analysis::Answer;
use crate::chart::Size;
use crate::chart::figure::{Figure, Head, footer, height};
use crate::chart::heatmap::{Cell, HeatColumn, HeatMap, HeatRow, Shades};
use crate::chart::lines::Series;
use crate::text::charts as words;
use crate::text::charts::trend as own_words;

pub(super) fn figure(mut trend: Trend<'_>, answer: &Answer, asked: &Figure<'_>) -> HeatMap {
    let (lang, card, span) = (asked.lang, trend.card, trend.span);
    // By the latest value of each, the highest first; those of an earlier year among them.
    let latest = |series: &Series| series.points.iter().rev().find_map(|(_, value)| *value);
    trend.series.sort_by(|a, b| {
        let (a, b) = (latest(a).unwrap_or(f64::NEG_INFINITY), latest(b).unwrap_or(f64::NEG_INFINITY));
        b.total_cmp(&a)
    });
    let years: Vec<i32> = (span.0..=span.1).collect();
    let row = |series: &Series| {
        let value = |year: &i32| series.points.iter().find(|(known, _)| known == year).and_then(|(_, v)| *v);
        HeatRow {
            region_code: series.region_code.clone(),
            label: series.label.clone(),
            cells: years.iter().map(|year| value(year).map_or(Cell::None, Cell::Value)).collect(),
            highlight: series.highlight,
            ..HeatRow::default()
        }
    };
    let rows: Vec<HeatRow> = trend.series.iter().map(row).collect();
    let column = |year: &i32| HeatColumn { label: year.to_string(), ..HeatColumn::default() };
    let head = Head {
        title: words::trend_title(&trend.place(lang), &card.title, span).get(lang).to_owned(),
        subtitle: own_words::heat_subtitle(&card.unit.name(), &answer.subtitle, rows.len())
            .get(lang)
            .to_owned(),
        footer: footer(answer, card, lang),
        desc: own_words::heat_desc(&card.title, span, rows.len(), trend.ends(), card.unit)
            .get(lang)
            .to_owned(),
    };
    let size = Size::new(1200, height(rows.len(), 330, 24, 1700));
    HeatMap {
        frame: asked.frame(answer, head, size),
        columns: years.iter().map(column).collect(),
        in_sequence: true,
        rows,
        none: own_words::NO_FIGURE.get(lang).to_owned(),
        shades: Shades::Values(card.unit),
        ..HeatMap::default()
    }
}
