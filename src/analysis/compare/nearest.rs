//! A comparison with the nearest by population: each region has peers of its own.

use std::collections::BTreeSet;

use polars::prelude::*;

use super::{CompareRequest, Parts, beside_peers};
use crate::analysis::about::column;
use crate::analysis::peers::{Found, Member, Peers, find};
use crate::analysis::places::Places;
use crate::analysis::rank::{RankRequest, rank};
use crate::analysis::{Coverage, Kind, Table, Which};
use crate::dataset::{Dataset, Need, Years};
use crate::error::{Error, ErrorKind, Result};
use crate::metric::Catalogue;
use crate::text::{Note, notes, peers as words, questions};

const POPULATION: &str = "population";
/// Reports whose peers a remark names; those of more stand in the table alone.
const FEW: usize = 3;

/// A report to compare, with its peers.
struct Own {
    code: String,
    region: String,
    year: i32,
    population: f64,
    /// Code, name and population of each peer, the nearest first.
    peers: Vec<(String, String, f64)>,
}

/// The rows of every region beside those of its own peers. A group is named by the region it is of.
pub(super) fn compare(
    dataset: &Dataset,
    catalogue: &Catalogue,
    request: &CompareRequest,
    (metrics, which, count): (&[String], &Which, usize),
) -> Result<Parts> {
    let all = own(dataset, which, count)?;
    let mut parts: Option<Parts> = None;
    for own in &all {
        let mut among: Vec<String> = own.peers.iter().map(|(code, ..)| code.clone()).collect();
        among.push(own.code.clone());
        let which = Which {
            years: Some(Years::one(own.year)),
            regions: vec![own.code.clone()],
            among,
            ..which.clone()
        };
        let request_of =
            RankRequest { metrics: metrics.to_vec(), which, groups: true, ..RankRequest::default() };
        let mut answer = rank(dataset, catalogue, &request_of)?;
        for table in &mut answer.tables {
            let name = lit(own.region.as_str()).alias("group");
            table.frame = table.frame.clone().lazy().with_columns([name]).collect()?;
        }
        answer.subtitle = words::nearest(&answer.subtitle, count);
        // Median and pooled value of each group stand in the table.
        answer.notes.retain(|note| note.level != crate::text::Level::Info);
        let part = beside_peers(answer, &request.columns)?;
        match &mut parts {
            None => parts = Some(part),
            Some(parts) => add(parts, part)?,
        }
    }
    let mut parts =
        parts.ok_or_else(|| Error::new(ErrorKind::Request, notes::without_report(&which.regions)))?;
    parts.answer.notes.dedup_by(|a, b| a.text == b.text);
    for own in all.iter().take(FEW) {
        let names: Vec<&str> = own.peers.iter().map(|(_, name, _)| name.as_str()).collect();
        let text = words::peers_of(&own.region, own.year, names.len(), &names.join("、"));
        parts.answer.notes.push(Note::info(text).on_charts());
    }
    parts.more.push(list(&all)?);
    Ok(parts)
}

fn add(parts: &mut Parts, more: Parts) -> Result<()> {
    parts.frame.vstack_mut(&more.frame)?;
    parts.groups.frame.vstack_mut(&more.groups.frame)?;
    for (sum, more) in parts.answer.coverage.iter_mut().zip(&more.answer.coverage) {
        together(sum, more);
    }
    parts.answer.notes.extend(more.answer.notes);
    for region in more.regions {
        if !parts.regions.contains(&region) {
            parts.regions.push(region);
        }
    }
    let (own, other) = (parts.years, more.years);
    parts.years = Years { from: own.from.min(other.from), to: own.to.max(other.to) };
    Ok(())
}

/// Reports of two groups; one that is in both counts twice.
fn together(sum: &mut Coverage, more: &Coverage) {
    sum.selected += more.selected;
    sum.used += more.used;
    for (reason, count) in &more.left_out {
        match sum.left_out.iter_mut().find(|(known, _)| known == reason) {
            Some((_, sum)) => *sum += count,
            None => sum.left_out.push((*reason, *count)),
        }
    }
    sum.left_out.sort_unstable();
}

/// The reports to compare, by region as asked for and year.
fn own(dataset: &Dataset, which: &Which, count: usize) -> Result<Vec<Own>> {
    let places = Places::resolve(dataset, which)?;
    let need = Need {
        fields: BTreeSet::from([POPULATION.to_owned()]),
        scope: which.scope,
        years: which.years.unwrap_or_default(),
        ..Need::default()
    };
    let keys = ["region_code", "region", "level", "prefecture", "province", "year"].map(col);
    let population = col(POPULATION).cast(DataType::Float64);
    let reports = dataset.panel(&need)?.reports()?.filter(places.within());
    let frame = reports.select([keys.to_vec(), vec![population]].concat()).collect()?;
    let text = |name: &str| -> Result<StringChunked> { Ok(frame.column(name)?.str()?.clone()) };
    let (codes, regions, levels) = (text("region_code")?, text("region")?, text("level")?);
    let (prefectures, provinces) = (text("prefecture")?, text("province")?);
    let (years, sizes) = (frame.column("year")?.i32()?, frame.column(POPULATION)?.f64()?);
    let member = |row: usize| Member {
        code: codes.get(row).unwrap_or_default(),
        region: regions.get(row).unwrap_or_default(),
        level: levels.get(row).unwrap_or_default(),
        prefecture: prefectures.get(row).unwrap_or_default(),
        province: provinces.get(row).unwrap_or_default(),
        year: years.get(row).unwrap_or_default(),
        population: sizes.get(row),
    };
    let members: Vec<Member<'_>> = (0..frame.height()).map(member).collect();
    let Found::Nearest(lists) = find(Peers::Population(count), &members) else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for word in &which.regions {
        let found = dataset.regions.resolve(word)?;
        for (member, list) in members.iter().zip(&lists) {
            if !found.codes.iter().any(|code| code == member.code) {
                continue;
            }
            let (Some(list), Some(population)) = (list, member.population) else {
                let error = Error::new(ErrorKind::Request, words::no_population(member.region));
                return Err(error.with_hint(words::other_peers()));
            };
            let peer = |i: &usize| {
                let peer = members.get(*i)?;
                Some((peer.code.to_owned(), peer.region.to_owned(), peer.population?))
            };
            all.push(Own {
                code: member.code.to_owned(),
                region: member.region.to_owned(),
                year: member.year,
                population,
                peers: list.iter().filter_map(peer).collect(),
            });
        }
    }
    Ok(all)
}

/// The peers of each region, a row a peer.
fn list(all: &[Own]) -> Result<Table> {
    let rows: Vec<_> = all.iter().flat_map(|own| own.peers.iter().map(move |peer| (own, peer))).collect();
    let frame = df!(
        "region_code" => rows.iter().map(|(own, _)| own.code.as_str()).collect::<Vec<_>>(),
        "region" => rows.iter().map(|(own, _)| own.region.as_str()).collect::<Vec<_>>(),
        "year" => rows.iter().map(|(own, _)| own.year).collect::<Vec<_>>(),
        "population" => rows.iter().map(|(own, _)| own.population).collect::<Vec<_>>(),
        "peer_code" => rows.iter().map(|(_, peer)| peer.0.as_str()).collect::<Vec<_>>(),
        "peer" => rows.iter().map(|(_, peer)| peer.1.as_str()).collect::<Vec<_>>(),
        "peer_population" => rows.iter().map(|(_, peer)| peer.2).collect::<Vec<_>>(),
    )?;
    let whole = ["population", "peer_population"].map(|name| col(name).cast(DataType::Int64));
    let frame = frame.lazy().with_columns(whole).collect()?;
    let columns = vec![
        column("region_code", Kind::Text, 0),
        column("region", Kind::Text, 0),
        column("year", Kind::Year, 0),
        column("population", Kind::Count, 0),
        column("peer_code", Kind::Text, 0),
        column("peer", Kind::Text, 0),
        column("peer_population", Kind::Count, 0),
    ];
    Ok(Table { id: "peer_list", title: questions::PEER_LIST.label(), frame, columns })
}
