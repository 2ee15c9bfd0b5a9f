//! Who reported what in which year.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::Reports;
use super::reports::{TABLES, read_flag};
use crate::error::Result;

/// What is held of a region and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// A report with figures of some table.
    Tables,
    /// A report of which only the text was read.
    Text,
    /// No report.
    Nothing,
}

impl Held {
    /// The word in the `status` column.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Tables => "tables",
            Self::Text => "text",
            Self::Nothing => "none",
        }
    }
}

/// One region and year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The region.
    pub region_code: String,
    /// The year.
    pub year: i32,
    /// What is held.
    pub held: Held,
    /// Number of figures in the report.
    pub figures: u32,
    /// Whether a report is due: the region was asked for, or reported before and after.
    pub due: bool,
}

/// The coverage of every region that takes part, over the years asked for as far as any report reaches.
///
/// # Errors
/// A fault of the program.
pub fn coverage(reports: &Reports) -> Result<Vec<Coverage>> {
    let count = reports.fields().map(|field| col(field).is_not_null().cast(DataType::UInt32));
    let count = count.reduce(|a, b| a + b).unwrap_or_else(|| lit(0_u32)).cast(DataType::UInt32);
    let tables = any_horizontal(TABLES.map(|table| col(read_flag(table))))?;
    let looked = reports.lazy().with_columns([count.alias("figures"), tables.alias("tables")]).collect()?;
    let (figures, tables) = (looked.column("figures")?.u32()?, looked.column("tables")?.bool()?);
    let mut there: BTreeMap<String, BTreeMap<i32, (Held, u32)>> = BTreeMap::new();
    let mut years = BTreeSet::new();
    for row in 0..looked.height() {
        let (code, year) = reports.key(row);
        if reports.is_asked(row) {
            let held = if tables.get(row) == Some(true) { Held::Tables } else { Held::Text };
            let figures = figures.get(row).unwrap_or_default();
            there.entry(code.to_owned()).or_default().insert(year, (held, figures));
            years.insert(year);
        }
    }
    let first = reports.years.from.or(years.first().copied()).unwrap_or_default();
    let last = reports.years.to.or(years.last().copied()).unwrap_or_default();
    let mut due: BTreeMap<&str, Vec<(i32, i32)>> = BTreeMap::new();
    for place in &reports.due {
        due.entry(&place.region_code).or_default().push((place.from, place.to));
    }
    let codes: BTreeSet<&str> = there.keys().map(String::as_str).chain(due.keys().copied()).collect();
    let mut all = Vec::new();
    for code in codes {
        let held = there.get(code);
        let ends = held.and_then(|held| Some((*held.first_key_value()?.0, *held.last_key_value()?.0)));
        for year in first..=last {
            let between = ends.is_some_and(|(from, to)| from < year && year < to);
            let asked =
                due.get(code).is_some_and(|spans| spans.iter().any(|(a, b)| (*a..=*b).contains(&year)));
            let (held, figures) =
                held.and_then(|held| held.get(&year).copied()).unwrap_or((Held::Nothing, 0));
            all.push(Coverage { region_code: code.to_owned(), year, held, figures, due: between || asked });
        }
    }
    Ok(all)
}
