//! A ranking as bars.

use super::{Cells, Figure, Head, count, footer, height, only};
use crate::analysis::{Answer, MetricCard};
use crate::chart::bars::{BarRow, RankedBars};
use crate::chart::{Reference, Size};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Lang, charts as words, errors};

pub(super) fn figure(answer: &Answer, asked: &Figure<'_>) -> Result<RankedBars> {
    let lang = asked.lang;
    let cells = Cells::of(answer.main())?;
    let metric = only(&cells.texts("metric")?, "metric")?.unwrap_or_default();
    let year = only(&cells.years()?, "year")?.unwrap_or_default();
    let groups = cells.texts("group")?;
    let by_province = cells.texts("province")? == groups;
    let group_column = if by_province { "province" } else { "prefecture" };
    let group = only(&groups, group_column)?.unwrap_or_default();
    let card = answer.metric(metric).ok_or_else(|| Error::new(ErrorKind::Internal, errors::internal()))?;
    let level = only(&cells.texts("level")?, "level")?.unwrap_or_default();
    let rows = rows(&cells, asked, card.unit.is_share())?;
    let references = references(answer, card, (year, group, level), lang)?;
    let place = if group == "all" { "" } else { group };
    let of = cells
        .numbers("rank_of")?
        .into_iter()
        .flatten()
        .next()
        .and_then(|of| count(Some(of)))
        .unwrap_or_default();
    let shown = rows.len();
    let subtitle =
        words::bars_subtitle(&card.unit.name(), &answer.subtitle, of, shown as u64, card.unit.is_share());
    let head = Head {
        title: words::rank_title(place, year, &card.title).get(lang).to_owned(),
        subtitle: subtitle.get(lang).to_owned(),
        footer: footer(answer, card, lang),
        desc: desc(&rows, card, year, lang),
    };
    let size = Size::new(1200, height(shown, 300, if shown > 60 { 22 } else { 30 }, 3400));
    Ok(RankedBars {
        frame: asked.frame(answer, head, size),
        unit: card.unit,
        rows,
        references,
        interval_label: None,
        flag_label: None,
    })
}

/// The ranked reports, in the order of their ranks.
fn rows(cells: &Cells<'_>, asked: &Figure<'_>, with_n: bool) -> Result<Vec<BarRow>> {
    let (codes, names) = (cells.texts("region_code")?, cells.texts("region")?);
    let (ranks, values) = (cells.numbers("rank")?, cells.numbers("value")?);
    let (low, high, n) = (cells.numbers("ci_low")?, cells.numbers("ci_high")?, cells.numbers("denominator")?);
    let (ties, flags) = (cells.flags("tie")?, cells.flags("n_flag")?);
    let prefectures = cells.texts("prefecture")?;
    let mut rows: Vec<BarRow> = (0..cells.rows())
        .filter_map(|i| {
            let (rank, value) = (count(*ranks.get(i)?)?, (*values.get(i)?)?);
            let (code, name) = (*codes.get(i)?, *names.get(i)?);
            let twice = names.iter().filter(|other| **other == name).count() > 1;
            let place = prefectures.get(i).filter(|place| twice && !place.is_empty());
            Some(BarRow {
                region_code: code.to_owned(),
                label: place.map_or_else(|| name.to_owned(), |place| format!("{name}（{place}）")),
                value,
                low: *low.get(i)?,
                high: *high.get(i)?,
                n: count(*n.get(i)?).filter(|_| with_n),
                rank: u32::try_from(rank).unwrap_or(u32::MAX),
                tied: *ties.get(i)?,
                highlight: asked.is_highlighted(code),
                flagged: *flags.get(i)?,
                tier: None,
                note: None,
            })
        })
        .collect();
    rows.sort_by_key(|row| row.rank);
    Ok(rows)
}

/// Median and pooled value of the group.
fn references(
    answer: &Answer,
    card: &MetricCard,
    (year, group, level): (i32, &str, &str),
    lang: Lang,
) -> Result<Vec<Reference>> {
    let Some(table) = answer.tables.iter().find(|table| table.id == "groups") else { return Ok(Vec::new()) };
    let cells = Cells::of(Some(table))?;
    let (metrics, years, groups) = (cells.texts("metric")?, cells.years()?, cells.texts("group")?);
    let levels = cells.texts("level")?;
    let row = (0..cells.rows()).find(|i| {
        metrics.get(*i) == Some(&card.id.as_str())
            && years.get(*i) == Some(&year)
            && groups.get(*i) == Some(&group)
            && levels.get(*i) == Some(&level)
    });
    let value = |name: &str| -> Result<Option<f64>> {
        Ok(row.and_then(|row| cells.numbers(name).ok()?.get(row).copied().flatten()))
    };
    let mut references = Vec::new();
    for (name, label) in [("median", words::MEDIAN), ("pooled", words::POOLED)] {
        if let Some(value) = value(name)? {
            references.push(Reference { value, label: label.get(lang).to_owned() });
        }
    }
    Ok(references)
}

fn desc(rows: &[BarRow], card: &MetricCard, year: i32, lang: Lang) -> String {
    let written = |row: Option<&BarRow>| row.map(|row| (row.label.clone(), card.unit.say(row.value, lang)));
    words::rank_desc(&card.title, year, rows.len(), written(rows.first()), written(rows.last()))
        .get(lang)
        .to_owned()
}
