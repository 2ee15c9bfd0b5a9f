//! Trends as lines.

use super::{Trend, breaks};
use crate::analysis::Answer;
use crate::chart::Size;
use crate::chart::figure::{Figure, Head, footer};
use crate::chart::lines::Lines;
use crate::error::Result;
use crate::text::charts as words;

pub(super) fn figure(trend: Trend<'_>, answer: &Answer, asked: &Figure<'_>) -> Result<Lines> {
    let (lang, card, span) = (asked.lang, trend.card, trend.span);
    let head = Head {
        title: words::trend_title(&trend.place(lang), &card.title, span).get(lang).to_owned(),
        subtitle: words::lines_subtitle(&card.unit.name(), &answer.subtitle, trend.series.len())
            .get(lang)
            .to_owned(),
        footer: footer(answer, card, lang),
        desc: words::trend_desc(&card.title, span, trend.series.len()).get(lang).to_owned(),
    };
    let frame = asked.frame(answer, head, Size::new(1200, 800));
    Ok(Lines { frame, unit: card.unit, series: trend.series, breaks: breaks(answer, span.0)? })
}
