//! The charts of the page, as SVG in both languages.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::analysis::Answer;
use crate::chart::{ChartError, Figure, Looks, Scene, svg};
use crate::error::Result;
use crate::output::split::split_by;
use crate::text::Lang;
use crate::text::words::of_id;

/// A chart with its pages.
#[derive(Serialize)]
pub(super) struct HtmlFigure {
    /// How a region is emphasised in it: `fills` by its colour, `parts` by an outline, `lines` by its width.
    class: &'static str,
    pages: Vec<Page>,
}

/// A page of a chart in both languages.
#[derive(Serialize)]
struct Page {
    zh: String,
    en: String,
}

/// Draws an answer; none where there is nothing to draw.
pub(super) fn figure(
    answer: &Answer,
    kind: Option<&str>,
    class: &'static str,
    looks: &mut Looks,
) -> Result<Option<HtmlFigure>> {
    let drawn = |lang: Lang| Figure { kind, lang, ..Figure::default() }.draw(answer);
    let (zh, en) = match (drawn(Lang::Zh), drawn(Lang::En)) {
        (Ok(zh), Ok(en)) => {
            let mut written = |scenes: &[Scene]| -> Vec<String> {
                scenes.iter().map(|scene| svg::write_in_page(scene, looks)).collect()
            };
            (written(&zh), written(&en))
        }
        (Err(error), _) | (_, Err(error)) => {
            let cause = std::error::Error::source(&error).and_then(|cause| cause.downcast_ref());
            return if cause == Some(&ChartError::NothingToDraw) { Ok(None) } else { Err(error) };
        }
    };
    // The same figures have the same pages in both languages, but for the room that words take.
    let blank = String::new();
    let pages = (0..zh.len().max(en.len())).map(|at| {
        let of = |pages: &[String]| pages.get(at).unwrap_or(&blank).clone();
        Page { zh: of(&zh), en: of(&en) }
    });
    Ok(Some(HtmlFigure { class, pages: pages.collect() }))
}

/// The charts of an answer by metric, cut by the columns that a chart takes one value of.
pub(super) fn by_metric(
    answer: &Answer,
    cut: &[&str],
    kind: Option<&str>,
    class: &'static str,
    looks: &mut Looks,
) -> Result<BTreeMap<String, Vec<HtmlFigure>>> {
    let mut figures: BTreeMap<String, Vec<HtmlFigure>> = BTreeMap::new();
    let parts = split_by(answer, cut)?;
    let levels: BTreeSet<&String> = parts.iter().filter_map(|(values, _)| values.get("level")).collect();
    let several = levels.len() > 1;
    for (values, part) in &parts {
        // The heading above the chart says the metric; of the rest only a level is worth saying.
        let level = values.get("level").filter(|_| several).map(|level| of_id(level));
        let part = Answer { subtitle: level.unwrap_or_else(|| answer.subtitle.clone()), ..part.clone() };
        if let (Some(metric), Some(figure)) = (values.get("metric"), figure(&part, kind, class, looks)?) {
            figures.entry(metric.clone()).or_default().push(figure);
        }
    }
    Ok(figures)
}
