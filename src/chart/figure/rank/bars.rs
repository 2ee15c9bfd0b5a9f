//! A ranking as bars or as dots.

use super::Ranking;
use crate::analysis::MetricCard;
use crate::chart::bars::{BarRow, BarStyle, RankedBars};
use crate::chart::figure::{Cells, Figure, Head, count, footer, height};
use crate::chart::{Reference, Size};
use crate::error::Result;
use crate::text::charts::rank as words;
use crate::text::{Lang, charts};

pub(super) fn figure(ranking: &Ranking<'_>, asked: &Figure<'_>, style: BarStyle) -> Result<RankedBars> {
    let (lang, card) = (asked.lang, ranking.card);
    let is_share = card.unit.is_share();
    let rows = rows(ranking, asked, is_share)?;
    let shown = rows.len();
    let subtitle =
        words::bars_subtitle(&card.unit.name(), &ranking.answer.subtitle, ranking.of, shown as u64, is_share);
    let head = Head {
        title: words::rank_title(ranking.place(), ranking.year, &card.title).get(lang).to_owned(),
        subtitle: subtitle.get(lang).to_owned(),
        footer: footer(ranking.answer, card, lang),
        desc: desc(&rows, card, ranking.year, lang),
    };
    let size = Size::new(1200, height(shown, 300, if shown > 60 { 22 } else { 30 }, 3400));
    Ok(RankedBars {
        frame: asked.frame(ranking.answer, head, size),
        unit: card.unit,
        rows,
        references: references(ranking, lang)?,
        interval_label: None,
        flag_label: (style == BarStyle::Dots).then(|| words::few_hollow().get(lang).to_owned()),
    })
}

/// The ranked reports, in the order of their ranks.
fn rows(ranking: &Ranking<'_>, asked: &Figure<'_>, with_n: bool) -> Result<Vec<BarRow>> {
    let cells = &ranking.cells;
    let (codes, labels) = (cells.texts("region_code")?, ranking.labels()?);
    let (ranks, values) = (ranking.places("rank")?, cells.numbers("value")?);
    let (low, high, n) = (cells.numbers("ci_low")?, cells.numbers("ci_high")?, cells.numbers("denominator")?);
    let (tied, flags) = (cells.flags("tie")?, cells.flags("n_flag")?);
    let tiers = ranking.tiers()?;
    let mut rows: Vec<BarRow> = (0..cells.rows())
        .filter_map(|i| {
            let (rank, value) = ((*ranks.get(i)?)?, (*values.get(i)?)?);
            let code = *codes.get(i)?;
            Some(BarRow {
                region_code: code.to_owned(),
                label: labels.get(i)?.clone(),
                value,
                low: *low.get(i)?,
                high: *high.get(i)?,
                n: count(*n.get(i)?).filter(|_| with_n),
                rank,
                tied: *tied.get(i)?,
                highlight: asked.is_highlighted(code),
                flagged: *flags.get(i)?,
                tier: *tiers.get(i)?,
                note: None,
            })
        })
        .collect();
    // Rows of one rank may be of two tiers.
    rows.sort_by_key(|row| (row.rank, row.tier));
    Ok(rows)
}

/// Median and pooled value of the group.
pub(super) fn references(ranking: &Ranking<'_>, lang: Lang) -> Result<Vec<Reference>> {
    let Some(table) = ranking.answer.tables.iter().find(|table| table.id == "groups") else {
        return Ok(Vec::new());
    };
    let cells = Cells::of(Some(table))?;
    let (metrics, years, groups) = (cells.texts("metric")?, cells.years()?, cells.texts("group")?);
    let levels = cells.texts("level")?;
    let row = (0..cells.rows()).find(|i| {
        metrics.get(*i) == Some(&ranking.card.id.as_str())
            && years.get(*i) == Some(&ranking.year)
            && groups.get(*i) == Some(&ranking.group)
            && levels.get(*i) == Some(&ranking.level)
    });
    let value = |name: &str| -> Result<Option<f64>> {
        Ok(row.and_then(|row| cells.numbers(name).ok()?.get(row).copied().flatten()))
    };
    let mut references = Vec::new();
    for (name, label) in [("median", charts::MEDIAN), ("pooled", charts::POOLED)] {
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
