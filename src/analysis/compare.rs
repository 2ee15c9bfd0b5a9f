//! These counties side by side against their peers, on many metrics.

use polars::prelude::*;

use super::figures::lacking;
use super::rank::{RankRequest, rank};
use super::{Answer, Column, Kind, Table, Which};
use crate::dataset::{Dataset, Years};
use crate::error::{Error, ErrorKind, Result};
use crate::metric::Catalogue;
use crate::text::{Note, notes, questions, words};

/// Asks for a comparison.
#[derive(Clone, Debug, Default)]
pub struct CompareRequest {
    /// Metrics by id; those that the catalogue puts in front if empty.
    pub metrics: Vec<String>,
    /// The reports; `regions` names those to compare.
    pub which: Which,
    /// Columns to give, in this order; all if empty.
    pub columns: Vec<String>,
}

/// The columns of the comparison, taken over from a ranking.
const COLUMNS: [&str; 17] = [
    "metric",
    "region_code",
    "region",
    "level",
    "prefecture",
    "province",
    "year",
    "value",
    "numerator",
    "denominator",
    "n_flag",
    "ci_low",
    "ci_high",
    "rank",
    "rank_of",
    "percentile",
    "note",
];

/// Compares regions with each other and with their peers: rank, percentile and the peers' spread for each
/// metric. The peers are the reports of the same year and level in the group of `within`.
///
/// # Errors
/// As [`rank`]; no region is named.
pub fn compare(dataset: &Dataset, catalogue: &Catalogue, request: &CompareRequest) -> Result<Answer> {
    if request.which.regions.is_empty() {
        return Err(Error::new(ErrorKind::Request, notes::compare_whom()));
    }
    let (metrics, left_out) = headline(dataset, catalogue, &request.metrics)?;
    let mut which = request.which.clone();
    let mut notes = Vec::new();
    if which.years.is_none() {
        // One year for all metrics: the latest in which any of the regions has a report.
        let year = latest_report(dataset, &which)?;
        notes.push(Note::info(notes::latest_report(year)));
        which.years = Some(Years::one(year));
    }
    let ranked =
        rank(dataset, catalogue, &RankRequest { metrics, which, groups: true, ..RankRequest::default() })?;
    let mut tables = ranked.tables.into_iter();
    let (Some(main), Some(groups)) = (tables.next(), tables.next()) else {
        return Err(Error::new(ErrorKind::Internal, crate::text::errors::internal()));
    };
    let names: Vec<String> = regions_of(&main.frame)?;
    let (frame, columns) = beside_peers(&main, &groups, &request.columns)?;
    notes.extend(ranked.notes);
    if !left_out.is_empty() {
        notes.push(Note::info(notes::metrics_left_out(&left_out)));
    }
    let years = span(&main.frame)?;
    Ok(Answer {
        question: "compare",
        title: questions::compare_title(&names.join("、"), &years),
        subtitle: ranked.subtitle,
        tables: vec![
            Table { id: "compare", title: questions::COMPARE.label(), frame, columns },
            Table { id: "peers", title: questions::PEERS.label(), ..groups },
        ],
        metrics: ranked.metrics,
        coverage: ranked.coverage,
        notes,
        provenance: ranked.provenance,
    })
}

/// The metrics asked for or else the usual ones, and those of the usual ones that the dataset cannot answer.
pub(super) fn headline(
    dataset: &Dataset,
    catalogue: &Catalogue,
    asked: &[String],
) -> Result<(Vec<String>, Vec<String>)> {
    if !asked.is_empty() {
        return Ok((asked.to_vec(), Vec::new()));
    }
    let mut metrics = Vec::new();
    let mut left_out = Vec::new();
    for id in catalogue.headline() {
        if lacking(dataset, &catalogue.get(id)?).is_empty() {
            metrics.push(id.to_owned());
        } else {
            left_out.push(id.to_owned());
        }
    }
    Ok((metrics, left_out))
}

fn latest_report(dataset: &Dataset, which: &Which) -> Result<i32> {
    let mut codes = Vec::new();
    for word in &which.regions {
        codes.extend(dataset.regions.resolve(word)?.codes);
    }
    let need = crate::dataset::Need { scope: which.scope, ..crate::dataset::Need::default() };
    let reports = dataset.panel(&need)?.reports()?.select([col("region_code"), col("year")]).collect()?;
    let rows = reports.column("region_code")?.str()?.iter().zip(reports.column("year")?.i32()?.iter());
    let of_these = rows.filter(|(code, _)| code.is_some_and(|code| codes.iter().any(|c| c == code)));
    of_these
        .filter_map(|(_, year)| year)
        .max()
        .ok_or_else(|| Error::new(ErrorKind::Request, notes::without_report(&which.regions)))
}

fn regions_of(frame: &DataFrame) -> Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for name in frame.column("region")?.str()?.iter().flatten() {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

fn span(frame: &DataFrame) -> Result<crate::text::Label> {
    let years = frame.column("year")?.i32()?;
    let span = Years { from: years.min(), to: years.max() };
    Ok(span.label())
}

/// The ranking's rows with median and pooled value of the group beside them.
fn beside_peers(main: &Table, groups: &Table, names: &[String]) -> Result<(DataFrame, Vec<Column>)> {
    let benchmarks = groups.frame.clone().lazy().select([
        col("metric"),
        col("year"),
        col("group"),
        col("level"),
        col("median").alias("group_median"),
        col("pooled").alias("group_pooled"),
    ]);
    let keys = || [col("metric"), col("year"), col("group"), col("level")];
    // A left join keeps the order of the rows that it is asked for.
    let arguments = JoinArgs { maintain_order: MaintainOrderJoin::Left, ..JoinArgs::new(JoinType::Left) };
    let mut all: Vec<Column> = COLUMNS
        .iter()
        .filter_map(|name| main.columns.iter().find(|column| column.name == *name))
        .cloned()
        .collect();
    for name in ["group_median", "group_pooled"] {
        all.push(Column {
            name: name.to_owned(),
            label: words::column(name),
            kind: Kind::Value,
            drop_order: 1,
        });
    }
    let wanted = super::pick_columns(&all, names, &["metric", "region_code", "region", "year"])?;
    let select: Vec<Expr> = wanted.iter().map(|column| col(column.name.as_str())).collect();
    let frame =
        main.frame.clone().lazy().join(benchmarks, keys(), keys(), arguments).select(select).collect()?;
    Ok((frame, wanted))
}
