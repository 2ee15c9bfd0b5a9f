//! Who leads, who moved, within what group, and how far the order can be trusted.

mod certainty;
mod change;
mod groups;
mod limits;
mod spread;

use std::collections::BTreeMap;

use polars::prelude::*;

use super::about::column;
use super::figures::{denominator, numerator, value};
use super::sample::{CoverageOf, DefaultYears, Draw, Sample};
use super::trend::{self, Marked, TrendRequest};
use super::{Answer, Column, Coverage, Kind, Table, Which, breaks, kernels};
use crate::dataset::{Dataset, GROUP, UNIT};
use crate::error::{Error, ErrorKind, Result};
use crate::metric::{Catalogue, Direction, Metric};
use crate::text::{Label, Lang, Note, certainty as words, notes, questions};
pub use certainty::Certainty;
pub use limits::Limits;
pub use spread::{Spread, SpreadBy};

use groups::{benchmarks, groups};

/// A rate with a smaller denominator is shown, but flagged: its interval spans much of the scale.
pub const SMALL_N: u32 = 30;

/// Asks for a ranking.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own about what is listed")]
pub struct RankRequest {
    /// Metrics by id, each ranked by itself.
    pub metrics: Vec<String>,
    /// The reports.
    pub which: Which,
    /// Only so many of the best of each group.
    pub top: Option<usize>,
    /// Only so many of the last of each group.
    pub bottom: Option<usize>,
    /// Metrics side by side, one row a report, instead of one below the other.
    pub wide: bool,
    /// Columns to give, in this order; all if empty.
    pub columns: Vec<String>,
    /// Whether reports without a rank are left out of the table; they are named in a note instead. Those of
    /// the regions asked for stay.
    pub ranked_only: bool,
    /// Whether the table of the groups (size, median, pooled value) is wanted too.
    pub groups: bool,
    /// Whether the table of the changes of form is wanted too.
    pub breaks: bool,
    /// What is to be said of how certain the ranks are.
    pub certainty: Certainty,
    /// Whether the inequality between the counties is wanted. Its table then is the first, and `columns` are its.
    pub spread: Option<Spread>,
}

/// The columns of a ranking that belong to a metric, in their order.
const FIGURES: [(&str, Kind, u8); 14] = [
    ("rank", Kind::Rank, 0),
    ("value", Kind::Value, 0),
    ("numerator", Kind::Count, 2),
    ("denominator", Kind::Count, 2),
    ("n_flag", Kind::Flag, 3),
    ("ci_low", Kind::Value, 1),
    ("ci_high", Kind::Value, 1),
    ("rank_of", Kind::Rank, 4),
    ("tie", Kind::Flag, 5),
    ("rank_change", Kind::Change, 3),
    ("percentile", Kind::Percentile, 6),
    ("group", Kind::Id, 0),
    ("note", Kind::Id, 4),
    ("metric", Kind::Id, 0),
];

/// The columns of a ranking that tell which report a row is about.
const KEYS: [(&str, Kind, u8); 6] = [
    ("region_code", Kind::Text, 6),
    ("region", Kind::Text, 0),
    ("level", Kind::Id, 8),
    ("prefecture", Kind::Text, 7),
    ("province", Kind::Text, 3),
    ("year", Kind::Year, 0),
];

/// Ranks reports by metrics.
///
/// Ranks are competition ranks within a group of one year and one level; a report without a value has none.
/// `rank_change` compares with the calendar year before, on the reports ranked in both years: both ranks are
/// formed again on these, so that an entry or an exit moves nobody.
///
/// # Errors
/// Names that do not resolve, figures that are missing or wrong, no report left, columns that do not exist.
pub fn rank(dataset: &Dataset, catalogue: &Catalogue, request: &RankRequest) -> Result<Answer> {
    let asks = |names: &[&str]| {
        request.columns.is_empty() || request.columns.iter().any(|name| names.contains(&name.as_str()))
    };
    let mut sample = Sample::draw(&Draw {
        dataset,
        catalogue,
        which: &request.which,
        metrics: &request.metrics,
        fields: std::collections::BTreeSet::new(),
        parts: request.groups
            || request.certainty.is_asked()
            || asks(&["numerator", "denominator", "n_flag", "ci_low", "ci_high"]),
        year_before: request.certainty.change || (request.spread.is_none() && asks(&["rank_change"])),
        default_years: DefaultYears::Latest,
        all_levels: false,
    })?;
    let coverage = sample.coverage(CoverageOf::Group)?;
    if sample.shown.is_none() {
        refuse_nothing(&sample, &coverage)?;
    }
    let ranked = ranked(&sample);
    let recent = recent(dataset, catalogue, request, &sample)?;
    let (ranked, limits) = certainty::attach(&mut sample, ranked, &request.certainty, &recent)?;
    let (frame, columns) =
        if request.wide { wide(&sample, ranked, request)? } else { long(&mut sample, &ranked, request)? };
    let mut tables = vec![Table { id: "rank", title: questions::RANK.label(), frame, columns }];
    if let Some(spread) = request.spread {
        let more = spread::tables(&mut sample, spread, &request.columns)?;
        tables.splice(0..0, more);
    }
    if request.groups {
        let table = groups(&sample)?;
        sample.notes.extend(benchmarks(&sample, &table.frame)?);
        tables.push(table);
    }
    tables.extend(limits);
    if request.breaks {
        // What is ranked before and after a change is the same where the figures are.
        tables.push(breaks::breaks(&sample, |metric| !metric.is_comparable())?);
    }
    Ok(Answer {
        question: "rank",
        title: match request.spread {
            Some(_) => words::spread_title(&sample.titles(), &sample.years_label()),
            None => questions::rank_title(&sample.titles(), &sample.years_label()),
        },
        subtitle: sample.group_label(),
        tables,
        metrics: sample.cards(),
        terms: Vec::new(),
        coverage,
        notes: sample.notes,
        provenance: sample.provenance,
    })
}

/// The recent trends that alerts need; none where no alerts are asked for.
fn recent(
    dataset: &Dataset,
    catalogue: &Catalogue,
    request: &RankRequest,
    sample: &Sample,
) -> Result<Vec<BTreeMap<String, Marked>>> {
    if !request.certainty.alerts {
        return Ok(Vec::new());
    }
    if let Some(metric) = sample.metrics.iter().find(|metric| metric.direction == Direction::None) {
        return Err(Error::new(ErrorKind::Request, words::no_bad_side(&metric.title)));
    }
    let (Some(from), Some(to)) = (sample.years.from, sample.years.to) else {
        return Err(Error::new(ErrorKind::Request, words::one_year()));
    };
    if from != to {
        return Err(Error::new(ErrorKind::Request, words::one_year()));
    }
    let request = TrendRequest {
        metrics: request.metrics.clone(),
        which: request.which.clone(),
        ..TrendRequest::default()
    };
    trend::recent(dataset, catalogue, &request, to)
}

/// Refuses a ranking in which no metric has a report to rank.
fn refuse_nothing(sample: &Sample, coverage: &[Coverage]) -> Result<()> {
    if coverage.iter().any(|coverage| coverage.used > 0) {
        return Ok(());
    }
    let faults = sample.metrics.iter().zip(coverage).map(|(metric, coverage)| {
        let reasons: Vec<_> =
            coverage.left_out.iter().map(|(reason, n)| (reason.text().label(), *n)).collect();
        notes::nothing_to_rank(&metric.title, &reasons)
    });
    let mut faults: Vec<Label> = faults.collect();
    let first = faults.remove(0);
    Err(Error::new(ErrorKind::Request, first).with_details(faults))
}

/// The sample with the ranking's columns for each metric, named `rank0`, `rank_of0` and so on. Lazy: what no
/// one selects later is never computed.
fn ranked(sample: &Sample) -> LazyFrame {
    let count = sample.group_count;
    let group = || col(GROUP);
    let mut ranks = Vec::new();
    let mut of_ranks = Vec::new();
    for (i, metric) in sample.metrics.iter().enumerate() {
        let high = metric.direction.highest_first();
        let name = |figure: &str| format!("{figure}{i}");
        let figure = || [col(value(i)), Sample::reason(i)];
        ranks.push(kernels::rank(group(), count, figure(), high).alias(name("rank")));
        let keys = [col(UNIT), col("year"), group()];
        let places = [col(name("rank")), col(value(i))];
        of_ranks.push(kernels::rank_change(keys, count, places, high).alias(name("rank_change")));
        of_ranks.push(kernels::rank_of(group(), count, col(name("rank"))).alias(name("rank_of")));
        of_ranks.push(kernels::tie(group(), count, col(name("rank"))).alias(name("tie")));
    }
    // The names come last: they are wide, and what ranking takes in passing is given back by then.
    sample.named(sample.figures().with_columns(ranks).with_columns(of_ranks))
}

/// One of the ranking's columns for the metric number `i`, under its stable name.
fn figure(sample: &Sample, metric: &Metric, i: usize, name: &str) -> Expr {
    let of = |figure: &str| col(format!("{figure}{i}"));
    let expr = match name {
        "value" => col(value(i)),
        "numerator" => col(numerator(i)),
        "denominator" => col(denominator(i)),
        "n_flag" if metric.is_share() => col(denominator(i)).lt(lit(f64::from(SMALL_N))),
        "n_flag" => lit(NULL).cast(DataType::Boolean),
        "ci_low" | "ci_high" if metric.is_share() => {
            kernels::wilson(col(numerator(i)), col(denominator(i)), name == "ci_high")
        }
        "ci_low" | "ci_high" => lit(NULL).cast(DataType::Float64),
        "percentile" => kernels::percentile(of("rank"), of("rank_of")),
        "group" => group_name(sample),
        "note" => Sample::reason_id(i),
        "metric" => lit(metric.id.as_str()),
        ranked => of(ranked),
    };
    expr.alias(name)
}

/// The name of a row's group: its province or prefecture, or all.
fn group_name(sample: &Sample) -> Expr {
    match sample.within.column() {
        Some(column) => col(column),
        None => lit("all"),
    }
}

/// One row a report and metric, sorted by metric, year, group and rank.
fn long(sample: &mut Sample, ranked: &LazyFrame, request: &RankRequest) -> Result<(DataFrame, Vec<Column>)> {
    let names = if request.spread.is_some() { &[][..] } else { &request.columns };
    let wanted = super::pick_columns(&all_columns(request), names, &KEYS.map(|(name, ..)| name))?;
    let mut parts = Vec::new();
    for (i, metric) in sample.metrics.iter().enumerate() {
        let mut columns: Vec<Expr> = wanted
            .iter()
            .map(|column| {
                let is_key = KEYS.iter().any(|(key, ..)| *key == column.name);
                if is_key { col(column.name.as_str()) } else { figure(sample, metric, i, &column.name) }
            })
            .collect();
        columns.extend([
            col(GROUP),
            col(format!("rank{i}")).alias("__rank"),
            col("region_code").alias("__code"),
            col("year").alias("__year"),
        ]);
        let sort = ["__year", GROUP, "__rank", "__code"];
        let options = SortMultipleOptions::default().with_nulls_last(true).with_maintain_order(true);
        let mut shown = sample.to_show(ranked.clone());
        if request.certainty.alerts {
            shown = shown.filter(col(format!("alert{i}")));
        }
        if request.ranked_only && sample.shown.is_none() {
            let unranked =
                shown.clone().filter(col(format!("rank{i}")).is_null()).select([col("region")]).collect()?;
            if unranked.height() > 0 {
                let names: Vec<&str> = unranked.column("region")?.str()?.iter().flatten().collect();
                sample.notes.push(Note::info(notes::unranked(&metric.title, &names)));
            }
            shown = shown.filter(col(format!("rank{i}")).is_not_null());
        }
        let part = shown.select(columns).sort(sort, options).collect()?;
        let (part, cut) = ends(part, request.top, request.bottom)?;
        if cut > 0 {
            sample.notes.push(Note::info(notes::cut_through_tie(cut)).on_charts());
        }
        parts.push(part.drop_many([GROUP, "__rank", "__code", "__year"]));
    }
    let mut frame = DataFrame::empty();
    for (i, part) in parts.into_iter().enumerate() {
        if i == 0 {
            frame = part;
        } else {
            frame.vstack_mut_owned(part)?;
        }
    }
    Ok((frame, wanted))
}

/// The first or last rows of each group, and how many rows not taken share the last place taken.
fn ends(frame: DataFrame, top: Option<usize>, bottom: Option<usize>) -> Result<(DataFrame, usize)> {
    if top.is_none() && bottom.is_none() {
        return Ok((frame, 0));
    }
    let groups: Vec<Option<u32>> = frame.column(GROUP)?.u32()?.iter().collect();
    let ranks: Vec<Option<u32>> = frame.column("__rank")?.u32()?.iter().collect();
    let mut keep = vec![false; groups.len()];
    let mut cut = 0;
    let mut start = 0;
    for run in groups.chunk_by(|a, b| a == b) {
        let rows = start..start + run.len();
        start = rows.end;
        let ranked: Vec<usize> = rows.filter(|row| ranks.get(*row).is_some_and(Option::is_some)).collect();
        let from_top = top.unwrap_or(0).min(ranked.len());
        let from_bottom = bottom.unwrap_or(0).min(ranked.len() - from_top);
        let (best, rest) = ranked.split_at(from_top);
        let (middle, worst) = rest.split_at(rest.len() - from_bottom);
        for row in best.iter().chain(worst) {
            if let Some(keep) = keep.get_mut(*row) {
                *keep = true;
            }
        }
        let rank_at = |row: Option<&usize>| row.and_then(|row| ranks.get(*row).copied().flatten());
        let edges = [rank_at(best.last()), rank_at(worst.first())];
        cut +=
            middle.iter().filter(|row| rank_at(Some(row)).is_some_and(|r| edges.contains(&Some(r)))).count();
    }
    Ok((frame.filter(&BooleanChunked::from_slice("keep".into(), &keep))?, cut))
}

/// One row a report, the metrics side by side: `graphic_share`, `graphic_share_rank` and so on, sorted by
/// region and year.
fn wide(sample: &Sample, ranked: LazyFrame, request: &RankRequest) -> Result<(DataFrame, Vec<Column>)> {
    // Of the keys, the level and the prefecture stand in the table only if they are asked for or all is.
    let is_wanted = |name: &str| {
        let further = matches!(name, "level" | "prefecture");
        !further || request.columns.is_empty() || request.columns.iter().any(|column| column == name)
    };
    let keys = || KEYS.iter().filter(|(name, ..)| is_wanted(name));
    let mut wanted: Vec<Column> = keys().map(|(name, kind, order)| column(name, *kind, *order)).collect();
    let is_key = |name: &str| KEYS.iter().any(|(key, ..)| *key == name);
    let figures: Vec<Column> = super::pick_columns(&all_columns(request), &request.columns, &[])?
        .into_iter()
        .filter(|c| !is_key(&c.name) && c.name != "metric")
        .collect();
    let mut columns: Vec<Expr> = keys().map(|(name, ..)| col(*name)).collect();
    for (i, metric) in sample.metrics.iter().enumerate() {
        for part in &figures {
            let name =
                if part.name == "value" { metric.id.clone() } else { format!("{}_{}", metric.id, part.name) };
            columns.push(figure(sample, metric, i, &part.name).alias(name.as_str()));
            let label = |lang: Lang| match part.name.as_str() {
                "value" => metric.title.get(lang).to_owned(),
                _ => format!("{} {}", metric.title.get(lang), part.label.get(lang)),
            };
            let kind = if part.kind == Kind::Value { Kind::In(metric.unit) } else { part.kind };
            wanted.push(Column {
                name,
                label: Label::new(label(Lang::Zh), label(Lang::En)),
                kind,
                drop_order: part.drop_order,
            });
        }
    }
    let frame = sample.to_show(ranked).select(columns).collect()?;
    Ok((frame, wanted))
}

/// Every column of a ranking.
fn all_columns(request: &RankRequest) -> Vec<Column> {
    let of_certainty = request.certainty.columns();
    let all = KEYS.iter().chain(&FIGURES).chain(&of_certainty);
    all.map(|(name, kind, order)| column(name, *kind, *order)).collect()
}
