//! An index as bars of what its scores are made of, or as ranks with those that other choices would have given.

mod components;
mod range;

use super::{Cells, Figure, count, coverage_line, only};
use crate::analysis::{Answer, MetricCard};
use crate::chart::theme::Theme;
use crate::chart::{ChartError, Scene};
use crate::error::Result;
use crate::text::Lang;

/// The kinds of chart, the usual one first.
pub(super) const KINDS: [&str; 2] = ["components", "rank-range"];

/// Draws the chart of the kind asked for.
pub(super) fn draw(answer: &Answer, asked: &Figure<'_>, theme: &Theme) -> Result<Vec<Scene>> {
    let index = Index::new(answer, asked)?;
    let scenes = match asked.kind {
        Some("rank-range") => range::figure(&index, asked)?.draw(theme),
        _ => components::figure(&index, asked)?.draw(theme),
    };
    Ok(scenes?)
}

/// The scores of one year and group: what all charts of an index need.
struct Index<'a> {
    answer: &'a Answer,
    cells: Cells<'a>,
    /// The index itself.
    card: &'a MetricCard,
    year: i32,
    group: &'a str,
    /// The class, in words, where the scheme has classes.
    class: Option<&'a str>,
    /// How many were ranked.
    of: u32,
    /// The reports with a rank, in the order of the ranks.
    rows: Vec<Scored<'a>>,
}

/// A report with a score.
struct Scored<'a> {
    /// Its row in the main table.
    at: usize,
    code: &'a str,
    label: String,
    rank: u32,
    tied: bool,
    score: f64,
    /// The ranks of 5, 50 and 95 per cent of other choices.
    spread: Option<[f64; 3]>,
    highlight: bool,
}

impl<'a> Index<'a> {
    fn new(answer: &'a Answer, asked: &Figure<'_>) -> Result<Self> {
        let cells = Cells::of(answer.main())?;
        let card = answer.metrics.first().ok_or(ChartError::NothingToDraw)?;
        let year = only(&cells.years()?, "year")?.unwrap_or_default();
        let groups = cells.texts("group")?;
        let by_province = cells.texts("province")? == groups;
        let group = only(&groups, if by_province { "province" } else { "prefecture" })?.unwrap_or_default();
        only(&cells.texts("level")?, "level")?;
        // Regions of no class have no rank, and so no place in the chart.
        let classes = if cells.has("class") { cells.texts("class")? } else { Vec::new() };
        let classes: Vec<&str> = classes.into_iter().filter(|class| !class.is_empty()).collect();
        let class = only(&classes, "class")?;
        let class = class.map(|class| answer.term(class).map_or(class, |title| title.get(asked.lang)));
        let of = cells.numbers("rank_of")?.into_iter().flatten().next();
        let of = count(of).map_or(0, |of| u32::try_from(of).unwrap_or(u32::MAX));
        let rows = rows(&cells, asked)?;
        if rows.is_empty() {
            return Err(ChartError::NothingToDraw.into());
        }
        Ok(Self { answer, cells, card, year, group, class, of, rows })
    }

    /// The group and the class as a title names them.
    fn place(&self) -> String {
        let group = (self.group != "all").then_some(self.group);
        group.into_iter().chain(self.class).collect::<Vec<_>>().join(" ")
    }

    /// Reports with a score and without.
    fn coverage(&self, lang: Lang) -> Vec<String> {
        let own = self.answer.coverage.iter().filter(|coverage| coverage.metric == self.card.id);
        own.map(|coverage| coverage_line(coverage).get(lang).to_owned()).collect()
    }
}

fn rows<'a>(cells: &Cells<'a>, asked: &Figure<'_>) -> Result<Vec<Scored<'a>>> {
    let (codes, names, places) =
        (cells.texts("region_code")?, cells.texts("region")?, cells.texts("prefecture")?);
    let (ranks, scores, tied) = (cells.numbers("rank")?, cells.numbers("score")?, cells.flags("tie")?);
    let spread = if cells.has("rank_p50") {
        let [low, median, high] = ["rank_p05", "rank_p50", "rank_p95"].map(|name| cells.numbers(name));
        let (low, median, high) = (low?, median?, high?);
        let of =
            |((low, median), high): ((Option<f64>, Option<f64>), Option<f64>)| Some([low?, median?, high?]);
        low.into_iter().zip(median).zip(high).map(of).collect()
    } else {
        vec![None; cells.rows()]
    };
    let row = |at: usize| {
        let (code, name) = (*codes.get(at)?, *names.get(at)?);
        let is_twice = names.iter().filter(|other| **other == name).count() > 1;
        let place = places.get(at).filter(|place| is_twice && !place.is_empty());
        let rank = count(*ranks.get(at)?)?;
        Some(Scored {
            at,
            code,
            label: place.map_or_else(|| name.to_owned(), |place| format!("{name}（{place}）")),
            rank: u32::try_from(rank).ok()?,
            tied: *tied.get(at)?,
            score: (*scores.get(at)?)?,
            spread: *spread.get(at)?,
            highlight: asked.is_highlighted(code),
        })
    };
    let mut rows: Vec<Scored<'_>> = (0..cells.rows()).filter_map(row).collect();
    rows.sort_by_key(|row| row.rank);
    Ok(rows)
}
