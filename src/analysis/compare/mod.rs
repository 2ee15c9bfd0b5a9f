//! These counties side by side against their peers, on many metrics.

mod nearest;

use polars::prelude::*;

use super::figures::lacking;
use super::peers::{self, Peers};
use super::rank::{RankRequest, rank};
use super::{Answer, By, Column, Kind, Table, Which, Within};
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
    /// Who the peers are; the group of `which.within` without. Ranks and benchmarks count the region itself too.
    pub peers: Option<Peers>,
    /// Columns to give, in this order; all if empty.
    pub columns: Vec<String>,
}

/// The columns of the comparison, taken over from a ranking.
const COLUMNS: [&str; 18] = [
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
    "group",
    "note",
];

/// Compares regions with each other and with their peers: rank, percentile and the peers' spread for each
/// metric. The peers are the reports of the same year and level in the group of `within`, or those of `peers`.
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
    if let Some(peers) = request.peers {
        peers::check(peers, dataset, By::Region)?;
    }
    let parts = match request.peers {
        Some(Peers::Population(count)) => {
            nearest::compare(dataset, catalogue, request, (&metrics, &which, count))?
        }
        other => {
            which.within = match other {
                Some(Peers::All) => Within::All,
                Some(Peers::Province) => Within::Province,
                Some(Peers::Prefecture) => Within::Prefecture,
                Some(Peers::Kind) => Within::Kind,
                Some(Peers::Population(_)) | None => which.within,
            };
            let request_of = RankRequest { metrics, which, groups: true, ..RankRequest::default() };
            beside_peers(rank(dataset, catalogue, &request_of)?, &request.columns)?
        }
    };
    let ranked = parts.answer;
    notes.extend(ranked.notes);
    if !left_out.is_empty() {
        notes.push(Note::info(notes::metrics_left_out(&left_out)));
    }
    let columns = parts.columns;
    let main = Table { id: "compare", title: questions::COMPARE.label(), frame: parts.frame, columns };
    let groups = Table { id: "peers", title: questions::PEERS.label(), ..parts.groups };
    let tables = [vec![main, groups], parts.more].concat();
    Ok(Answer {
        question: "compare",
        title: questions::compare_title(&parts.regions.join("、"), &parts.years.label()),
        subtitle: ranked.subtitle,
        tables,
        metrics: ranked.metrics,
        terms: Vec::new(),
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

fn span(frame: &DataFrame) -> Result<Years> {
    let years = frame.column("year")?.i32()?;
    Ok(Years { from: years.min(), to: years.max() })
}

/// What a comparison is made of.
struct Parts {
    /// Names of the regions compared.
    regions: Vec<String>,
    years: Years,
    frame: DataFrame,
    columns: Vec<Column>,
    /// Size and spread of the groups.
    groups: Table,
    /// Further tables.
    more: Vec<Table>,
    /// Everything else of the ranking.
    answer: Answer,
}

/// The ranking's rows with median and pooled value of the group beside them.
fn beside_peers(mut answer: Answer, names: &[String]) -> Result<Parts> {
    let mut tables = std::mem::take(&mut answer.tables).into_iter();
    let (Some(main), Some(groups)) = (tables.next(), tables.next()) else {
        return Err(Error::new(ErrorKind::Internal, crate::text::errors::internal()));
    };
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
    let (regions, years) = (regions_of(&main.frame)?, span(&main.frame)?);
    Ok(Parts { regions, years, frame, columns: wanted, groups, more: Vec::new(), answer })
}
