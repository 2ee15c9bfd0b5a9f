//! Trends as small multiples with the group's median behind them.

use super::{Trend, breaks};
use crate::analysis::Answer;
use crate::chart::Size;
use crate::chart::figure::{Cells, Figure, Head, footer, panels_height};
use crate::chart::lines::Series;
use crate::chart::multiples::SmallMultiples;
use crate::error::Result;
use crate::text::charts::trend as own_words;
use crate::text::{Lang, charts as words};

pub(super) fn figure(trend: Trend<'_>, answer: &Answer, asked: &Figure<'_>) -> Result<SmallMultiples> {
    let (lang, card, span) = (asked.lang, trend.card, trend.span);
    let count = trend.series.len();
    let group = group(answer, span, lang)?;
    let head = Head {
        title: words::trend_title(&trend.place(lang), &card.title, span).get(lang).to_owned(),
        subtitle: own_words::panels_subtitle(&card.unit.name(), &answer.subtitle, count).get(lang).to_owned(),
        footer: footer(answer, card, lang),
        desc: own_words::panels_desc(&card.title, span, count, trend.ends(), card.unit).get(lang).to_owned(),
    };
    let frame = asked.frame(answer, head, Size::new(1200, panels_height(count)));
    Ok(SmallMultiples {
        frame,
        unit: card.unit,
        series: trend.series,
        group,
        breaks: breaks(answer, span.0)?,
    })
}

/// The medians of the group, if the answer has them.
fn group(answer: &Answer, span: (i32, i32), lang: Lang) -> Result<Option<Series>> {
    if !answer.tables.iter().any(|table| table.id == "group") {
        return Ok(None);
    }
    let cells = Cells::named(answer, "group")?;
    let points = cells.years()?.into_iter().zip(cells.numbers("median")?);
    let points = points.filter(|(year, _)| (span.0..=span.1).contains(year)).collect();
    let label = own_words::GROUP_MEDIAN.get(lang).to_owned();
    Ok(Some(Series { label, points, ..Series::default() }))
}
