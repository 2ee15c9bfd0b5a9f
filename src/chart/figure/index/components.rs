//! An index as bars of its components.

use std::collections::BTreeMap;

use super::{Index, Scored};
use crate::chart::Size;
use crate::chart::components::{MOST_COMPONENTS, Part, ScoreBars, ScoreRow};
use crate::chart::figure::{Cells, Figure, Head, height};
use crate::error::Result;
use crate::text::charts::index as words;

pub(super) fn figure(index: &Index<'_>, asked: &Figure<'_>) -> Result<ScoreBars> {
    let lang = asked.lang;
    let Components { shown, rest } = components(index)?;
    let parts = Parts::of(index, &shown, &rest)?;
    let rows: Vec<ScoreRow> = index
        .rows
        .iter()
        .map(|row| ScoreRow {
            region_code: row.code.to_owned(),
            label: row.label.clone(),
            rank: row.rank,
            tied: row.tied,
            score: row.score,
            parts: parts.of_report(row.code),
            spread: row.spread,
            highlight: row.highlight,
        })
        .collect();
    let title = |id: &str| index.answer.metric(id).map_or(id, |card| card.title.get(lang)).to_owned();
    let mut components: Vec<String> = shown.iter().map(|id| title(id)).collect();
    let mut footer = vec![words::parts_explained(parts.are_sum).get(lang).to_owned()];
    let rest: Vec<String> = rest.iter().map(|id| title(id)).collect();
    if !rest.is_empty() {
        footer.push(words::rest(&rest, parts.are_sum).get(lang).to_owned());
        if parts.are_sum {
            components.push(words::other(rest.len()).get(lang).to_owned());
        }
    }
    footer.extend(index.coverage(lang));
    let shown = rows.len();
    let has_spread = rows.iter().any(|row| row.spread.is_some());
    let end = |row: Option<&Scored<'_>>| row.map(|row| (row.label.clone(), row.score));
    let (first, last) = (end(index.rows.first()), end(index.rows.last()));
    let head = Head {
        title: words::components_title(&index.place(), index.year, &index.card.title).get(lang).to_owned(),
        subtitle: words::subtitle(&index.answer.subtitle, index.of, shown, has_spread).get(lang).to_owned(),
        footer,
        desc: words::components_desc(&index.card.title, index.year, shown, first, last).get(lang).to_owned(),
    };
    let size = Size::new(1200, height(shown, 330, if shown > 60 { 22 } else { 30 }, 3400));
    Ok(ScoreBars {
        frame: asked.frame(index.answer, head, size),
        has_rest: components.len() > parts.shown,
        components,
        is_sum: parts.are_sum,
        rows,
        of: index.of,
    })
}

/// What is right under the index, in the order of the scheme.
struct Components<'a> {
    /// Those with a colour of their own.
    shown: Vec<&'a str>,
    /// The others: the lightest of many.
    rest: Vec<&'a str>,
}

fn components<'a>(index: &Index<'a>) -> Result<Components<'a>> {
    let cells = Cells::named(index.answer, "weights")?;
    let (ids, under, weights) = (cells.texts("component")?, cells.texts("under")?, cells.numbers("weight")?);
    let mut own: Vec<(&str, f64)> = ids
        .into_iter()
        .zip(under)
        .zip(weights)
        .filter(|((_, under), _)| *under == index.card.id)
        .map(|((id, _), weight)| (id, weight.unwrap_or_default()))
        .collect();
    if own.len() <= MOST_COMPONENTS {
        return Ok(Components { shown: own.into_iter().map(|(id, _)| id).collect(), rest: Vec::new() });
    }
    let order: Vec<&str> = own.iter().map(|(id, _)| *id).collect();
    // The heaviest have a colour, of equals the earlier.
    own.sort_by(|a, b| b.1.total_cmp(&a.1));
    let heavy: Vec<&str> = own.iter().take(MOST_COMPONENTS - 1).map(|(id, _)| *id).collect();
    let (shown, rest) = order.into_iter().partition(|id| heavy.contains(id));
    Ok(Components { shown, rest })
}

/// The parts of the scores.
struct Parts {
    /// By region, then in the order of the components.
    of: BTreeMap<String, Vec<Option<Part>>>,
    are_sum: bool,
    /// How many components have a colour of their own.
    shown: usize,
}

impl Parts {
    fn of(index: &Index<'_>, shown: &[&str], rest: &[&str]) -> Result<Self> {
        let are_sum = index.answer.tables.iter().any(|table| table.id == "contributions");
        let of = if are_sum { sums(index, shown, rest)? } else { scores(index, shown)? };
        Ok(Self { of, are_sum, shown: shown.len() })
    }

    fn of_report(&self, code: &str) -> Vec<Option<Part>> {
        self.of.get(code).cloned().unwrap_or_default()
    }
}

/// What each component gives to the scores; those without a colour together.
fn sums(index: &Index<'_>, shown: &[&str], rest: &[&str]) -> Result<BTreeMap<String, Vec<Option<Part>>>> {
    let cells = Cells::named(index.answer, "contributions")?;
    let (codes, ids) = (cells.texts("region_code")?, cells.texts("component")?);
    let (values, deducted) = (cells.numbers("contribution")?, cells.numbers("deducted")?);
    let slots = shown.len() + usize::from(!rest.is_empty());
    let mut of: BTreeMap<String, Vec<Option<Part>>> = BTreeMap::new();
    for ((code, id), (value, deducted)) in codes.into_iter().zip(ids).zip(values.into_iter().zip(deducted)) {
        let Some(value) = value else { continue };
        let slot = shown.iter().position(|known| *known == id).unwrap_or(shown.len());
        let parts = of.entry(code.to_owned()).or_insert_with(|| vec![None; slots]);
        if let Some(part) = parts.get_mut(slot) {
            let sum = part.unwrap_or_default();
            *part = Some(Part {
                value: sum.value + value,
                deducted: sum.deducted + deducted.unwrap_or_default(),
            });
        }
    }
    Ok(of)
}

/// The components' own scores.
fn scores(index: &Index<'_>, shown: &[&str]) -> Result<BTreeMap<String, Vec<Option<Part>>>> {
    let columns: Vec<Vec<Option<f64>>> =
        shown.iter().map(|id| index.cells.numbers(id)).collect::<Result<_>>()?;
    let of_report = |at: usize| -> Vec<Option<Part>> {
        let value = |column: &Vec<Option<f64>>| column.get(at).copied().flatten();
        columns.iter().map(|column| value(column).map(|value| Part { value, deducted: 0.0 })).collect()
    };
    Ok(index.rows.iter().map(|row| (row.code.to_owned(), of_report(row.at))).collect())
}
