//! How unlike its peers' the structure of a county's outcomes is.

use polars::prelude::*;

use super::counts::Counts;
use crate::analysis::about::column;
use crate::analysis::peers::{Found, Member, Peers, find};
use crate::analysis::sample::Sample;
use crate::analysis::{By, Column as Described, IN_FILES_ONLY, Kind, Reason, SMALL_N, Table, pick_columns};
use crate::error::Result;
use crate::schema::{Outcome, Unit};
use crate::stats::structure::{jensen_shannon, jensen_shannon_parts, total_variation};
use crate::stats::{Best, competition_rank};
use crate::text::{Note, outcomes as words, peers as peer_words};

const COLUMNS: [(&str, Kind, u8); 18] = [
    ("rank", Kind::Rank, 0),
    ("region_code", Kind::Text, 9),
    ("region", Kind::Id, 0),
    ("prefecture", Kind::Text, 8),
    ("province", Kind::Text, 5),
    ("year", Kind::Year, 0),
    ("denominator", Kind::Count, 0),
    ("n_flag", Kind::Flag, 3),
    ("js_distance", Kind::In(Unit::Index), 0),
    ("tv_distance", Kind::In(Unit::Share), 0),
    ("differs_most", Kind::Id, 0),
    ("share", Kind::In(Unit::Share), 1),
    ("peer_share", Kind::In(Unit::Share), 1),
    ("difference", Kind::DifferenceIn(Unit::Share), 2),
    ("peers", Kind::Count, 4),
    ("peer_n", Kind::Count, 7),
    ("rank_of", Kind::Rank, 6),
    ("group", Kind::Id, 6),
];

/// Columns after the others: why there is no distance, and who the peers are.
const LAST: [(&str, Kind, u8); 2] = [("note", Kind::Id, 0), ("peer_names", Kind::Text, IN_FILES_ONLY)];

/// More peers are named by their group alone.
const MOST_NAMES: usize = 50;

/// The outcomes of one row, and the peers it is held against.
struct Row<'a> {
    report: &'a Counts,
    own: Option<[f64; 6]>,
    /// Cases of the peers together, their number, and their names where they are few.
    pooled: [f64; 6],
    peers: Option<usize>,
    names: Option<String>,
    group: Option<&'a str>,
    js: Option<f64>,
    note: Option<&'static str>,
}

impl Row<'_> {
    fn total(&self) -> Option<f64> {
        self.own.map(|own| own.iter().sum())
    }

    /// The outcome that adds most to the distance, and its shares here and among the peers.
    fn most(&self) -> Option<(&'static str, f64, f64)> {
        let (own, total) = (self.own?, self.total()?);
        self.js?;
        let parts = jensen_shannon_parts(&own, &self.pooled)?;
        let pooled: f64 = self.pooled.iter().sum();
        let shares = own.iter().zip(&self.pooled).map(|(x, y)| (x / total, y / pooled));
        let all = Outcome::PARTS.iter().zip(parts).zip(shares);
        // The first of equals, in the order of the form; none where nothing differs.
        let mut most: Option<(f64, (&'static str, f64, f64))> = None;
        for ((outcome, part), (share, peer)) in all {
            if part > 1e-12 && most.is_none_or(|(largest, _)| part > largest) {
                most = Some((part, (outcome.field(), share, peer)));
            }
        }
        most.map(|(_, found)| found)
    }
}

/// The distance of each row's structure to that of its peers pooled, itself left out, the most unlike first.
///
/// A row takes part with all six outcomes known and one application at least. Ranks are formed over all that
/// take part in a year, of one level, whichever are shown.
pub(super) fn table(
    sample: &mut Sample,
    reports: &[Counts],
    (peers, by): (Peers, By),
    names: &[String],
) -> Result<Table> {
    let rows = rows(reports, peers);
    let ranks = ranks(&rows);
    let is_shown = |row: &Row<'_>| {
        by != By::Region
            || sample
                .shown
                .as_ref()
                .is_none_or(|codes| row.report.names.first().is_some_and(|c| codes.contains(c)))
    };
    let mut order: Vec<(usize, &Row<'_>)> =
        rows.iter().enumerate().filter(|(_, row)| is_shown(row)).collect();
    let key = |i: usize| ranks.get(i).copied().flatten().map_or(usize::MAX, |(place, _)| place);
    order.sort_by(|(i, a), (j, b)| {
        (a.report.year, &a.report.level, key(*i)).cmp(&(b.report.year, &b.report.level, key(*j)))
    });
    let places: Vec<Option<(usize, usize)>> =
        order.iter().map(|(i, _)| ranks.get(*i).copied().flatten()).collect();
    let order: Vec<&Row<'_>> = order.into_iter().map(|(_, row)| row).collect();
    sample.notes.extend(remarks(&order, peers));
    let (frame, columns) = frame(&order, &places, names)?;
    Ok(Table { id: "distances", title: words::DISTANCES.label(), frame, columns })
}

fn rows(reports: &[Counts], peers: Peers) -> Vec<Row<'_>> {
    let structure = |report: &Counts| {
        report.parts("").map(|parts| parts.map(|x| x as f64)).filter(|p| p.iter().sum::<f64>() > 0.0)
    };
    let complete: Vec<(&Counts, [f64; 6])> =
        reports.iter().filter_map(|report| Some((report, structure(report)?))).collect();
    let members: Vec<Member<'_>> = complete.iter().map(|(report, _)| member(report)).collect();
    let found = find(peers, &members);
    let sum = |all: &mut [f64; 6], more: &[f64; 6]| all.iter_mut().zip(more).for_each(|(a, b)| *a += b);
    let mut groups: Vec<([f64; 6], Vec<usize>)> = Vec::new();
    if let Found::Groups(numbers) = &found {
        let count = numbers.iter().flatten().max().map_or(0, |last| last + 1);
        groups.resize(count, ([0.0; 6], Vec::new()));
        for (i, ((_, own), number)) in complete.iter().zip(numbers).enumerate() {
            if let Some((pooled, of)) = number.and_then(|number| groups.get_mut(number)) {
                sum(pooled, own);
                of.push(i);
            }
        }
    }
    let name = |i: &usize| members.get(*i).map_or("", |member| member.region);
    let mut rows = Vec::with_capacity(reports.len());
    let mut at = 0;
    for report in reports {
        let own = structure(report);
        let mut row = Row {
            report,
            own,
            pooled: [0.0; 6],
            peers: None,
            names: None,
            group: member(report).group(peers),
            js: None,
            note: Some(
                if report.total() == Some(0) { Reason::ZeroDenominator } else { Reason::NoFigure }.id(),
            ),
        };
        let Some(own) = own else {
            rows.push(row);
            continue;
        };
        let i = at;
        at += 1;
        let mut among: Option<Vec<usize>> = None;
        row.note = match &found {
            Found::Groups(numbers) => match numbers.get(i).copied().flatten().and_then(|k| groups.get(k)) {
                Some((pooled, of)) => {
                    row.pooled = *pooled;
                    row.pooled.iter_mut().zip(own).for_each(|(all, own)| *all -= own);
                    row.peers = Some(of.len() - 1);
                    among = (of.len() <= MOST_NAMES + 1)
                        .then(|| of.iter().copied().filter(|other| *other != i).collect());
                    None
                }
                None => Some("no_kind"),
            },
            Found::Nearest(lists) => match lists.get(i).and_then(Option::as_ref) {
                Some(list) => {
                    list.iter()
                        .filter_map(|k| complete.get(*k))
                        .for_each(|(_, own)| sum(&mut row.pooled, own));
                    row.peers = Some(list.len());
                    among = Some(list.clone());
                    None
                }
                None => Some("no_population"),
            },
        };
        if row.peers == Some(0) {
            row.note = Some("no_peers");
        }
        row.names = among.filter(|all| !all.is_empty() && all.len() <= MOST_NAMES).map(|all| {
            let names: Vec<&str> = all.iter().map(name).collect();
            names.join("、")
        });
        row.js = jensen_shannon(&own, &row.pooled);
        rows.push(row);
    }
    rows
}

fn member(report: &Counts) -> Member<'_> {
    let [code, region, prefecture, province] = &report.names;
    let (level, year) = (&report.level, report.year);
    Member { code, region, level, prefecture, province, year, population: report.population }
}

/// Place and number of places of each row among those of its year and level: 1 for the farthest.
fn ranks(rows: &[Row<'_>]) -> Vec<Option<(usize, usize)>> {
    let mut ranks = vec![None; rows.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let key = |i: &usize| rows.get(*i).map(|row| (row.report.year, row.report.level.as_str()));
    order.sort_by(|a, b| key(a).cmp(&key(b)));
    for group in order.chunk_by(|a, b| key(a) == key(b)) {
        let distances: Vec<Option<f64>> = group.iter().map(|i| rows.get(*i).and_then(|row| row.js)).collect();
        let of = distances.iter().flatten().count();
        for (i, rank) in group.iter().zip(competition_rank(&distances, Best::Highest)) {
            if let Some(slot) = ranks.get_mut(*i) {
                *slot = rank.map(|rank| (rank.place, of));
            }
        }
    }
    ranks
}

/// Who the peers are, where few rows are shown; what small numbers do to a distance.
fn remarks(rows: &[&Row<'_>], peers: Peers) -> Vec<Note> {
    /// More rows have their peers in the table alone.
    const FEW: usize = 3;
    let mut notes = vec![Note::info(words::distances_are(&peers.label()))];
    if rows.len() <= FEW {
        for row in rows {
            if let (Some(count), Some(names)) = (row.peers, &row.names) {
                let region = row.report.names.get(1).map_or("", String::as_str);
                notes.push(Note::info(peer_words::peers_of(region, row.report.year, count, names)));
            }
        }
    }
    let small = rows.iter().filter(|row| row.js.is_some() && row.total().is_some_and(is_small)).count();
    if small > 0 {
        notes.push(Note::info(words::small_structures(small, SMALL_N)));
    }
    notes
}

fn is_small(total: f64) -> bool {
    total < f64::from(SMALL_N)
}

fn frame(
    rows: &[&Row<'_>],
    places: &[Option<(usize, usize)>],
    names: &[String],
) -> Result<(DataFrame, Vec<Described>)> {
    let text = |name: &'static str, f: &dyn Fn(&Row<'_>) -> Option<String>| {
        Column::new(name.into(), rows.iter().map(|row| f(row)).collect::<Vec<_>>())
    };
    let number = |name: &'static str, f: &dyn Fn(&Row<'_>) -> Option<f64>| {
        Column::new(name.into(), rows.iter().map(|row| f(row)).collect::<Vec<_>>())
    };
    let key = |at: usize| move |row: &Row<'_>| row.report.names.get(at).cloned();
    let place = |name: &'static str, f: fn((usize, usize)) -> usize| {
        let places =
            places.iter().map(|place| place.map(|place| u32::try_from(f(place)).unwrap_or(u32::MAX)));
        Column::new(name.into(), places.collect::<Vec<_>>())
    };
    let whole =
        |name: &'static str, f: &dyn Fn(&Row<'_>) -> Option<f64>| number(name, f).cast(&DataType::Int64);
    let flags: Vec<Option<bool>> = rows.iter().map(|row| row.total().map(is_small)).collect();
    let columns = vec![
        place("rank", |place| place.0),
        text("region_code", &key(0)),
        text("region", &key(1)),
        text("prefecture", &key(2)),
        text("province", &key(3)),
        Column::new("year".into(), rows.iter().map(|row| row.report.year).collect::<Vec<_>>()),
        whole("denominator", &|row| row.total())?,
        Column::new("n_flag".into(), flags),
        number("js_distance", &|row| row.js),
        number("tv_distance", &|row| row.js.and(total_variation(&row.own?, &row.pooled))),
        text("differs_most", &|row| row.most().map(|most| most.0.to_owned())),
        number("share", &|row| row.most().map(|most| most.1)),
        number("peer_share", &|row| row.most().map(|most| most.2)),
        number("difference", &|row| row.most().map(|most| most.1 - most.2)),
        whole("peers", &|row| row.peers.map(|count| count as f64))?,
        whole("peer_n", &|row| row.peers.map(|_| row.pooled.iter().sum()))?,
        place("rank_of", |place| place.1),
        text("group", &|row| row.group.map(str::to_owned)),
        text("note", &|row| row.note.map(str::to_owned)),
        text("peer_names", &|row| row.names.clone()),
    ];
    let all = COLUMNS.iter().chain(&LAST);
    let all: Vec<Described> = all.map(|(name, kind, order)| column(name, *kind, *order)).collect();
    let wanted = pick_columns(&all, names, &["region_code", "region", "year"])?;
    let frame = DataFrame::new_infer_height(columns)?;
    let frame = frame.select(wanted.iter().map(|column| column.name.as_str()))?;
    Ok((frame, wanted))
}
