//! Long tables: one row a figure (`region_code,year,item,applicant,value`), turned into one row a report.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::cell;
use super::csv_file::{CsvFile, Faults, Loaded, OTHER_WORD, Wanted};
use super::panel::Scope;
use super::parquet_file::ParquetFile;
use crate::error::Result;
use crate::schema::{Applicant, Content, dictionary};
use crate::text::errors;

/// The columns that make a table a long one.
const MARKS: [&str; 2] = ["item", "value"];

/// Whether these are the columns of a long table.
pub(crate) fn is_long(columns: &[String]) -> bool {
    MARKS.iter().all(|mark| columns.iter().any(|column| column == mark))
}

type Key = (String, i32, String);

/// The columns of a long table, in the order in which a row is handed over.
const COLUMNS: [&str; 6] = ["region_code", "year", "scope", "item", "applicant", "value"];

/// The wanted columns of a long CSV table, wide.
///
/// # Errors
/// Cells that are wrong, items or applicants that do not exist, figures that stand twice.
pub(crate) fn read_csv(file: &CsvFile, wanted: &[Wanted]) -> Result<Loaded> {
    let mut long = Long::new(&file.source.name, wanted);
    file.each_row(COLUMNS, |line, cells| long.add(line, cells))?;
    long.finish()
}

/// The wanted columns of a long Parquet table, wide.
///
/// # Errors
/// As for CSV; lines are counted from 1.
pub(crate) fn read_parquet(file: &ParquetFile, wanted: &[Wanted]) -> Result<Loaded> {
    let present = COLUMNS.iter().filter(|name| file.columns.iter().any(|column| column == *name));
    let columns: Vec<Expr> = present.clone().map(|name| col(*name).cast(DataType::String)).collect();
    let frame = file.scan().select(columns).collect()?;
    let mut cells: BTreeMap<&str, &StringChunked> = BTreeMap::new();
    for name in present {
        cells.insert(name, frame.column(name)?.str()?);
    }
    let mut long = Long::new(&file.source.name, wanted);
    for row in 0..frame.height() {
        let cell = |name| cells.get(name).and_then(|column| column.get(row)).unwrap_or_default();
        long.add(row as u64 + 1, COLUMNS.map(cell));
    }
    long.finish()
}

/// A long table being read.
struct Long<'a> {
    name: &'a str,
    wanted: &'a [Wanted],
    reports: BTreeMap<Key, BTreeMap<String, Option<f64>>>,
    faults: Faults,
}

impl<'a> Long<'a> {
    fn new(name: &'a str, wanted: &'a [Wanted]) -> Self {
        Self { name, wanted, reports: BTreeMap::new(), faults: Faults::default() }
    }

    fn finish(self) -> Result<Loaded> {
        self.faults.into_result(self.name)?;
        Ok(Loaded { frame: wide(&self.reports, self.wanted)?, notes: Vec::new() })
    }

    fn add(&mut self, line: u64, [code, year, scope, item, applicant, value]: [&str; 6]) {
        let (name, faults) = (self.name, &mut self.faults);
        if cell::is_no_figure(code) {
            faults.add(errors::bad_cell(name, line, "region_code", code, cell::Fault::Missing.text()));
            return;
        }
        let year = match cell::number(year, Content::Year) {
            #[expect(clippy::cast_possible_truncation, reason = "checked to be a year")]
            Ok((Some(year), _)) => year as i32,
            Ok((None, _)) => {
                return faults.add(errors::bad_cell(name, line, "year", year, cell::Fault::Missing.text()));
            }
            Err(fault) => return faults.add(errors::bad_cell(name, line, "year", year, fault.text())),
        };
        let field = match field_name(item, applicant) {
            Ok(field) => field,
            Err(Unknown::Item) => return faults.add(errors::unknown_item(name, line, item)),
            Err(Unknown::Applicant) => return faults.add(errors::unknown_applicant(name, line, applicant)),
        };
        let cells = self.reports.entry((code.to_owned(), year, scope.to_owned())).or_default();
        let Some(wanted) = self.wanted.iter().find(|wanted| wanted.name == field) else { return };
        match cell::number(value, wanted.content) {
            Ok((value, _)) => {
                if cells.insert(field, value).is_some() {
                    faults.add(errors::duplicate_item(name, line, item));
                }
            }
            Err(fault) => faults.add(errors::bad_cell(name, line, "value", value, fault.text())),
        }
    }
}

pub(super) enum Unknown {
    Item,
    Applicant,
}

/// The field that an item and an applicant name; the applicant may be an identifier, its name on the form,
/// or blank (or 总计) for the total column.
pub(super) fn field_name(item: &str, applicant: &str) -> std::result::Result<String, Unknown> {
    let field = if matches!(applicant, "" | "总计" | "合计" | "total") {
        item.to_owned()
    } else {
        let applicant = Applicant::ALL
            .into_iter()
            .find(|a| a.suffix() == applicant || a.name().zh == applicant)
            .ok_or(Unknown::Applicant)?;
        applicant.field(item)
    };
    if dictionary().get(&field).is_some() { Ok(field) } else { Err(Unknown::Item) }
}

/// The number of a scope's word, as other files give it.
fn scope(word: &str) -> Option<i32> {
    let number = Scope::WORDS.iter().zip(0..).find(|(known, _)| **known == word).map(|(_, number)| number);
    (!cell::is_no_figure(word)).then(|| number.unwrap_or(OTHER_WORD))
}

#[expect(clippy::cast_possible_truncation, reason = "counts were checked to be whole and below 2^53")]
fn wide(reports: &BTreeMap<Key, BTreeMap<String, Option<f64>>>, wanted: &[Wanted]) -> Result<DataFrame> {
    let seen: BTreeSet<&String> = reports.values().flat_map(BTreeMap::keys).collect();
    let mut columns = vec![
        Column::new("region_code".into(), reports.keys().map(|key| key.0.as_str()).collect::<Vec<_>>()),
        Column::new("year".into(), reports.keys().map(|key| key.1).collect::<Vec<_>>()),
        Column::new("scope".into(), reports.keys().map(|key| scope(&key.2)).collect::<Vec<_>>()),
    ];
    for wanted in wanted.iter().filter(|wanted| seen.contains(&wanted.name)) {
        let values = reports.values().map(|cells| cells.get(&wanted.name).copied().flatten());
        let name = wanted.name.as_str().into();
        columns.push(match wanted.content {
            Content::Amount => Column::new(name, values.collect::<Vec<_>>()),
            _ => Column::new(name, values.map(|v| v.map(|v| v as i64)).collect::<Vec<_>>()),
        });
    }
    Ok(DataFrame::new_infer_height(columns)?)
}
