//! Outcomes as areas over years, a panel for each region or group.

use std::collections::BTreeMap;

use super::{Bars, PARTS, footer};
use crate::analysis::Answer;
use crate::chart::area::{AreaPanel, AreaYear, Areas};
use crate::chart::figure::{Cells, Figure, Head, panels_height};
use crate::chart::lines::FormBreak;
use crate::chart::{ChartError, Size};
use crate::error::{Error, ErrorKind, Result};
use crate::text::charts::outcomes as words;

/// Panels that can still be read one by one.
const MOST_PANELS: usize = 60;

pub(super) fn figure(bars: &Bars<'_>, answer: &Answer, asked: &Figure<'_>) -> Result<Areas> {
    let lang = asked.lang;
    let mut panels: Vec<AreaPanel> = Vec::new();
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for bar in &bars.all {
        let at = *known.entry((bar.code, bar.id)).or_insert_with(|| {
            panels.push(AreaPanel {
                region_code: bar.code.to_owned(),
                label: bar.name.clone(),
                years: Vec::new(),
                highlight: bar.highlight,
            });
            panels.len() - 1
        });
        let parts: Vec<f64> = bar.parts().into_iter().map(Option::unwrap_or_default).collect();
        if let Some(panel) = panels.get_mut(at) {
            panel.years.push(AreaYear { year: bar.year, total: bar.total().unwrap_or_default(), parts });
        }
    }
    if panels.is_empty() {
        return Err(ChartError::NothingToDraw.into());
    }
    if panels.len() > MOST_PANELS {
        let error = Error::new(ErrorKind::Request, words::too_many_panels(panels.len(), MOST_PANELS));
        return Err(error.with_hint(words::fewer_panels()));
    }
    for panel in &mut panels {
        panel.years.sort_by_key(|year| year.year);
    }
    let years = panels.iter().flat_map(|panel| &panel.years).map(|year| year.year);
    let span = (years.clone().min().unwrap_or_default(), years.max().unwrap_or_default());
    if span.0 == span.1 {
        let error = Error::new(ErrorKind::Request, words::one_year_only(span.0));
        return Err(error.with_hint(words::give_years()));
    }
    // What became of disclosure in the first panel, as the finding.
    let of_first = bars.all.iter().filter(|bar| panels.first().is_some_and(|first| first.label == bar.name));
    let shares = || of_first.clone().filter_map(|bar| Some((bar.year, bar.disclosed()?)));
    let ends = shares().min_by_key(|end| end.0).zip(shares().max_by_key(|end| end.0));
    let ends = ends.map(|(first, last)| [first, last]);
    let is_all = bars.all.iter().all(|bar| bar.id == "all");
    let name = panels.first().map_or("", |panel| panel.label.as_str());
    let head = Head {
        title: words::area_title(span, (panels.len() == 1 && !is_all).then_some(name)).get(lang).to_owned(),
        subtitle: words::area_subtitle(&answer.subtitle).get(lang).to_owned(),
        footer: footer(answer, &words::SHARES_OF, lang),
        desc: words::area_desc(span, panels.len(), name, ends).get(lang).to_owned(),
    };
    let size = Size::new(1200, panels_height(panels.len()));
    let categories = bars.categories(lang);
    for year in panels.iter_mut().flat_map(|panel| &mut panel.years) {
        year.parts.truncate(categories.len().min(PARTS.len()));
    }
    let breaks = breaks(answer)?;
    Ok(Areas { frame: asked.frame(answer, head, size), categories, panels, breaks })
}

/// The changes of form, if the answer has them.
fn breaks(answer: &Answer) -> Result<Vec<FormBreak>> {
    let Some(table) = answer.tables.iter().find(|table| table.id == "breaks") else {
        return Ok(Vec::new());
    };
    let years = Cells::of(Some(table))?.years()?;
    Ok(years.into_iter().map(|year| FormBreak { year, label: String::new() }).collect())
}
