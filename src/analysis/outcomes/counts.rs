//! The outcomes of one report, or of the reports of a group together.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use crate::analysis::{By, Coverage, Reason};
use crate::error::Result;
use crate::schema::Outcome;

/// The column of the residents, which tells the nearest peers.
pub(super) const POPULATION: &str = "population";

/// The counts of one report, or of several together.
#[derive(Clone)]
pub(super) struct Counts {
    /// Code, region, prefecture, province.
    pub(super) names: [String; 4],
    pub(super) level: String,
    pub(super) year: i32,
    pub(super) population: Option<f64>,
    cells: BTreeMap<String, Option<i64>>,
}

impl Counts {
    pub(super) fn get(&self, field: &str) -> Option<i64> {
        self.cells.get(field).copied().flatten()
    }

    /// All applications resolved.
    pub(super) fn total(&self) -> Option<i64> {
        self.get(Outcome::Total.field())
    }

    /// The six outcomes of a column, if all are known.
    pub(super) fn parts(&self, suffix: &str) -> Option<[i64; 6]> {
        let mut parts = [0; 6];
        for (part, outcome) in parts.iter_mut().zip(Outcome::PARTS) {
            *part = self.get(&format!("{}{suffix}", outcome.field()))?;
        }
        Some(parts)
    }

    /// What the six outcomes of a column leave of its total, if all are known.
    pub(super) fn unexplained(&self, suffix: &str) -> Option<i64> {
        let total = self.get(&format!("{}{suffix}", Outcome::Total.field()));
        let sum: i64 = self.parts(suffix)?.iter().sum();
        Some(total? - sum)
    }

    /// Why a report has no shares; `None` where it has some. Those that are summed need all outcomes.
    pub(super) fn why_not(&self, by: By) -> Option<Reason> {
        match self.total() {
            Some(0) => Some(Reason::ZeroDenominator),
            Some(total) if total > 0 => {
                let known = Outcome::PARTS.into_iter().any(|part| self.get(part.field()).is_some());
                let enough = if by == By::Region { known } else { self.unexplained("").is_some() };
                (!enough).then_some(Reason::NoFigure)
            }
            _ => Some(Reason::NoFigure),
        }
    }
}

/// The counts of every report among the rows.
pub(super) fn read(rows: LazyFrame, fields: &BTreeSet<String>, by: By) -> Result<Vec<Counts>> {
    let frame = rows.collect()?;
    let names = match by {
        By::Region => ["region_code", "region", "prefecture", "province"],
        By::Prefecture => ["", "prefecture", "prefecture", "province"],
        By::Province => ["", "province", "", "province"],
        By::All => ["", "all", "", ""],
    };
    let level = if by == By::Region { "level" } else { "" };
    let text = |name: &str, row: usize| match name {
        "" => String::new(),
        "all" => "all".to_owned(),
        name => {
            let cell = frame.column(name).ok().and_then(|c| c.str().ok()).and_then(|c| c.get(row));
            cell.unwrap_or_default().to_owned()
        }
    };
    let mut columns = BTreeMap::new();
    for field in fields.iter().filter(|field| *field != POPULATION) {
        if let Ok(column) = frame.column(field) {
            columns.insert(field, column.cast(&DataType::Int64)?.i64()?.clone());
        }
    }
    let population = match frame.column(POPULATION) {
        Ok(column) => Some(column.cast(&DataType::Float64)?.f64()?.clone()),
        Err(_) => None,
    };
    let years = frame.column("year")?.i32()?;
    let mut reports = Vec::new();
    for (row, year) in years.iter().enumerate() {
        let cells = columns.iter().map(|(field, cells)| ((*field).clone(), cells.get(row))).collect();
        reports.push(Counts {
            names: names.map(|name| text(name, row)),
            level: text(level, row),
            year: year.unwrap_or_default(),
            population: population.as_ref().and_then(|population| population.get(row)),
            cells,
        });
    }
    Ok(reports)
}

/// How many of the reports have shares, and why the others have none.
pub(super) fn coverage(reports: &[Counts], by: By) -> Coverage {
    let count = |reason| reports.iter().filter(|report| report.why_not(by) == Some(reason)).count();
    let left_out = [Reason::NoFigure, Reason::ZeroDenominator].map(|reason| (reason, count(reason)));
    let without: usize = left_out.iter().map(|(_, count)| count).sum();
    Coverage {
        metric: "outcomes".to_owned(),
        selected: reports.len(),
        used: reports.len() - without,
        left_out: left_out.into_iter().filter(|(_, count)| *count > 0).collect(),
    }
}

/// The sums of each group and year; a cell that one report lacks is unknown in the sum.
pub(super) fn together(reports: Vec<Counts>) -> Vec<Counts> {
    let mut groups: BTreeMap<([String; 4], i32), Counts> = BTreeMap::new();
    for report in reports {
        match groups.entry((report.names.clone(), report.year)) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(report);
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                for (field, sum) in &mut entry.get_mut().cells {
                    *sum = sum.and_then(|sum| Some(sum + report.get(field)?));
                }
            }
        }
    }
    groups.into_values().collect()
}
