//! How unequally a metric is spread, as Lorenz curves.

use std::collections::BTreeSet;

use crate::analysis::Answer;
use crate::chart::figure::{Cells, Figure, Head, footer, only};
use crate::chart::lorenz::{LorenzCurve, LorenzPlot, LorenzPoint, MOST_CURVES};
use crate::chart::{ChartError, Size};
use crate::error::{Error, ErrorKind, Result};
use crate::text::charts::rank as words;
use crate::text::{errors, words as table_words};

/// A curve by year and group.
type Key<'a> = (i32, &'a str);

pub(super) fn figure(answer: &Answer, asked: &Figure<'_>) -> Result<LorenzPlot> {
    let lang = asked.lang;
    let spread = Cells::named(answer, "spread")?;
    let metric = only(&spread.texts("metric")?, "metric")?.unwrap_or_default();
    let card = answer.metric(metric).ok_or_else(|| Error::new(ErrorKind::Internal, errors::internal()))?;
    only(&spread.texts("level")?, "level")?;
    let (years, groups) = (spread.years()?, spread.texts("group")?);
    let (ginis, notes) = (spread.numbers("gini")?, spread.texts("note")?);
    let curves = Cells::named(answer, "lorenz")?;
    let mut drawn: Vec<(Key<'_>, f64)> = Vec::new();
    let mut refused: Vec<(Key<'_>, &str)> = Vec::new();
    for (((year, group), gini), note) in years.iter().zip(&groups).zip(&ginis).zip(&notes) {
        match gini {
            Some(gini) => drawn.push(((*year, group), *gini)),
            None => refused.push(((*year, group), note)),
        }
    }
    if drawn.is_empty() {
        return Err(match refused.first() {
            Some(((year, _), note)) => {
                let why = table_words::of_id(note);
                Error::new(ErrorKind::Request, words::no_lorenz(&card.title, *year, &why))
                    .with_hint(words::choose_an_amount())
            }
            None => ChartError::NothingToDraw.into(),
        });
    }
    let several_years = drawn.iter().map(|((year, _), _)| *year).collect::<BTreeSet<_>>().len() > 1;
    if several_years {
        let names: Vec<&str> = drawn.iter().map(|((_, group), _)| *group).collect();
        let by_province = curves.texts("prefecture")?.iter().all(|name| name.is_empty());
        only(&names, if by_province { "province" } else { "prefecture" })?;
    }
    if drawn.len() > MOST_CURVES {
        let error = Error::new(ErrorKind::Request, words::too_many_curves(drawn.len(), MOST_CURVES));
        return Err(error.with_hint(words::fewer_curves()));
    }
    let label = |(year, group): Key<'_>| match (drawn.len(), several_years) {
        (1, _) => String::new(),
        (_, true) => year.to_string(),
        _ => table_words::of_id(group).get(lang).to_owned(),
    };
    let points = points(&curves, asked)?;
    let of = |key: Key<'_>| -> Vec<LorenzPoint> {
        points.iter().filter(|(known, _)| *known == key).map(|(_, point)| point.clone()).collect()
    };
    let plotted: Vec<LorenzCurve> = drawn
        .iter()
        .map(|(key, gini)| LorenzCurve { label: label(*key), gini: *gini, points: of(*key) })
        .collect();
    let span = (
        drawn.iter().map(|((year, _), _)| *year).min().unwrap_or_default(),
        drawn.iter().map(|((year, _), _)| *year).max().unwrap_or_default(),
    );
    let one_group = groups.iter().all(|group| groups.first() == Some(group));
    let place = groups.first().filter(|group| one_group && **group != "all").copied().unwrap_or_default();
    let mut lines = footer(answer, card, lang);
    let left: Vec<(i32, String)> = refused
        .iter()
        .map(|((year, _), note)| (*year, table_words::of_id(note).get(lang).to_owned()))
        .collect();
    if !left.is_empty() {
        lines.push(words::curves_left_out(&left).get(lang).to_owned());
    }
    let head = Head {
        title: words::lorenz_title(place, span, &card.title).get(lang).to_owned(),
        subtitle: words::lorenz_subtitle(&answer.subtitle).get(lang).to_owned(),
        footer: lines,
        desc: words::lorenz_desc(&card.title, span, &spoken(&plotted, span)).get(lang).to_owned(),
    };
    Ok(LorenzPlot {
        frame: asked.frame(answer, head, Size::new(1000, 1080)),
        unit: card.unit,
        total: card.title.get(lang).to_owned(),
        curves: plotted,
    })
}

/// The label and the Gini coefficient of each curve.
fn spoken(curves: &[LorenzCurve], span: (i32, i32)) -> Vec<(String, f64)> {
    let label = |curve: &LorenzCurve| match curve.label.as_str() {
        "" => span.1.to_string(),
        label => label.to_owned(),
    };
    curves.iter().map(|curve| (label(curve), curve.gini)).collect()
}

fn points<'a>(cells: &Cells<'a>, asked: &Figure<'_>) -> Result<Vec<(Key<'a>, LorenzPoint)>> {
    let (years, groups) = (cells.years()?, cells.texts("group")?);
    let (codes, names) = (cells.texts("region_code")?, cells.texts("region")?);
    let values = cells.numbers("value")?;
    let (regions, totals) = (cells.numbers("share_of_regions")?, cells.numbers("share_of_total")?);
    let point = |i: usize| {
        let code = *codes.get(i)?;
        let point = LorenzPoint {
            region_code: code.to_owned(),
            label: (*names.get(i)?).to_owned(),
            value: (*values.get(i)?)?,
            regions: (*regions.get(i)?)?,
            total: (*totals.get(i)?)?,
            highlight: asked.is_highlighted(code),
        };
        Some(((*years.get(i)?, *groups.get(i)?), point))
    };
    Ok((0..cells.rows()).filter_map(point).collect())
}
