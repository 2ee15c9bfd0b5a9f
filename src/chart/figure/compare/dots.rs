//! A comparison as dots against the spread of the peers.

use crate::analysis::Answer;
use crate::chart::Size;
use crate::chart::dots::{Dot, DotPlot, DotRegion, DotRow, Peers};
use crate::chart::figure::{Cells, Figure, Head, height, only};
use crate::error::Result;
use crate::text::charts as words;

/// Places a value between the peers' lowest and highest, 0 to 1; the middle where they are all equal.
fn place(value: f64, low: f64, high: f64) -> f64 {
    if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 }
}

pub(super) fn figure(answer: &Answer, asked: &Figure<'_>) -> Result<DotPlot> {
    let lang = asked.lang;
    let cells = Cells::of(answer.main())?;
    let year = only(&cells.years()?, "year")?.unwrap_or_default();
    let (metrics, codes, names) =
        (cells.texts("metric")?, cells.texts("region_code")?, cells.texts("region")?);
    let (values, ranks, of) = (cells.numbers("value")?, cells.numbers("rank")?, cells.numbers("rank_of")?);
    let mut regions: Vec<DotRegion> = Vec::new();
    for (code, name) in codes.iter().zip(&names) {
        if !regions.iter().any(|region| region.region_code == *code) {
            regions.push(DotRegion { region_code: (*code).to_owned(), label: (*name).to_owned() });
        }
    }
    let mut rows = Vec::new();
    let mut alone = Vec::new();
    for card in &answer.metrics {
        let of_metric = |i: &usize| metrics.get(*i) == Some(&card.id.as_str());
        let level = only(&cells.texts("level")?, "level")?.unwrap_or_default();
        let group = only(&cells.texts("group")?, "group")?.unwrap_or_default();
        let peers = peers(answer, &card.id, (level, group))?;
        let mut sizes = (0..cells.rows()).filter(of_metric).filter_map(|i| of.get(i).copied().flatten());
        if !sizes.any(|of| of >= 2.0) {
            alone.push(card.title.get(lang));
            continue;
        }
        let text = |i: usize, value: f64| {
            let rank = ranks.get(i).copied().flatten().zip(of.get(i).copied().flatten());
            match rank {
                Some((rank, of)) => format!("{}（{rank}/{of}）", card.unit.format(value)),
                None => card.unit.format(value),
            }
        };
        let dots: Vec<Option<Dot>> = regions
            .iter()
            .map(|region| {
                let at = (0..cells.rows())
                    .filter(of_metric)
                    .find(|i| codes.get(*i) == Some(&region.region_code.as_str()))?;
                let value = (*values.get(at)?)?;
                let (low, .., high) = peers?;
                Some(Dot { position: place(value, low, high), text: text(at, value) })
            })
            .collect();
        let peers = peers.map(|(low, q1, median, q3, high)| Peers {
            low: 0.0,
            q1: place(q1, low, high),
            median: place(median, low, high),
            q3: place(q3, low, high),
            high: 1.0,
            median_text: card.unit.format(median),
        });
        rows.push(DotRow { theme: None, label: card.title.get(lang).to_owned(), peers, dots });
    }
    rows.retain(|row| row.peers.is_some());
    let list: Vec<&str> = regions.iter().map(|region| region.label.as_str()).collect();
    let mut footer = vec![words::DOTS_EXPLAINED.get(lang).to_owned()];
    if !alone.is_empty() {
        footer.push(words::alone(&alone).get(lang).to_owned());
    }
    let list = list.join(lang.pick("、", ", "));
    let head = Head {
        title: words::compare_title(&list, year).get(lang).to_owned(),
        subtitle: words::dots_subtitle(&answer.subtitle).get(lang).to_owned(),
        footer,
        desc: words::compare_desc(&list, year, rows.len()).get(lang).to_owned(),
    };
    let size = Size::new(1200, height(rows.len(), 200, 33, 3400));
    Ok(DotPlot { frame: asked.frame(answer, head, size), regions, rows, ends: None })
}

/// Lowest, lower quartile, median, upper quartile and highest value.
type Five = (f64, f64, f64, f64, f64);

/// Lowest, lower quartile, median, upper quartile and highest value of the peers.
fn peers(answer: &Answer, metric: &str, (level, group): (&str, &str)) -> Result<Option<Five>> {
    let cells = Cells::named(answer, "peers")?;
    let metrics = cells.texts("metric")?;
    let levels = cells.texts("level")?;
    let groups = cells.texts("group")?;
    let row = metrics
        .iter()
        .zip(levels.iter().zip(&groups))
        .position(|(known, (of, name))| *known == metric && *of == level && *name == group);
    let Some(row) = row else { return Ok(None) };
    let value = |name: &str| -> Result<Option<f64>> { Ok(cells.numbers(name)?.get(row).copied().flatten()) };
    let five = (
        value("lowest")?,
        value("lower_quartile")?,
        value("median")?,
        value("upper_quartile")?,
        value("highest")?,
    );
    Ok(match five {
        (Some(low), Some(q1), Some(median), Some(q3), Some(high)) => Some((low, q1, median, q3, high)),
        _ => None,
    })
}
