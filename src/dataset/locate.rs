//! Faults of a panel as a whole, traced back to the lines of the files they stand in.

use polars::prelude::*;

use super::csv_file::{Faults, OTHER_WORD};
use super::panel::Scope;
use super::{Dataset, ReportFile};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Form;
use crate::text::{Label, errors, nearest_names};

/// Words by which a row of totals calls itself.
const TOTALS: [&str; 7] = ["合计", "总计", "小计", "全省", "全市", "全县", "total"];

/// The key cells of a row: line, code, year, scope, form.
type KeyCells = (u64, String, String, String, String);

impl ReportFile {
    /// The key cells of every row, with its line; rows of a Parquet file are counted from 1.
    fn keys(&self) -> Result<Vec<KeyCells>> {
        const NAMES: [&str; 4] = ["region_code", "year", "scope", "form"];
        let mut keys = Vec::new();
        match self {
            Self::Csv(file) => file.each_row(NAMES, |line, cells| {
                let [code, year, scope, form] = cells.map(str::to_owned);
                keys.push((line, code, year, scope, form));
            })?,
            Self::Parquet(file) => {
                let present = NAMES.into_iter().filter(|name| file.columns.iter().any(|c| c == name));
                let columns: Vec<Expr> = present.map(|name| col(name).cast(DataType::String)).collect();
                let frame = file.scan().select(columns).collect()?;
                for row in 0..frame.height() {
                    let [code, year, scope, form] = NAMES.map(|name| {
                        let column = frame.column(name).ok().and_then(|c| c.str().ok());
                        column.and_then(|c| c.get(row)).unwrap_or_default().to_owned()
                    });
                    keys.push((row as u64 + 1, code, year, scope, form));
                }
            }
        }
        Ok(keys)
    }
}

/// Checks that `scope` and `form` hold only words that exist.
///
/// # Errors
/// The lines with other words.
pub(crate) fn check_words(dataset: &Dataset, frame: &DataFrame) -> Result<()> {
    let has_other = |name: &str| -> Result<bool> {
        let Ok(column) = frame.column(name) else { return Ok(false) };
        Ok(column.i32()?.iter().flatten().any(|word| word == OTHER_WORD))
    };
    if !has_other("scope")? && !has_other("form")? {
        return Ok(());
    }
    let (scopes, forms) = (Scope::WORDS, Form::WORDS);
    for file in &dataset.files {
        let mut faults = Faults::default();
        for (line, _, _, scope, form) in file.keys()? {
            if !super::cell::is_no_figure(&scope) && !scopes.contains(&scope.as_str()) {
                faults.add(errors::unknown_scope(file.name(), line, &scope));
            }
            if !super::cell::is_no_figure(&form) && !forms.contains(&form.as_str()) {
                faults.add(errors::unknown_form(file.name(), line, &form));
            }
        }
        faults.into_result(file.name())?;
    }
    Ok(())
}

/// Checks that no report stands twice in a sorted frame.
///
/// # Errors
/// Every report that does, with its lines.
pub(crate) fn check_unique(dataset: &Dataset, frame: &DataFrame, scope: Scope) -> Result<()> {
    let codes = frame.column("region_code")?.str()?;
    let years = frame.column("year")?.i32()?;
    let mut twice: Vec<(String, i32)> = Vec::new();
    let mut last = None;
    for (code, year) in codes.iter().zip(years.iter()) {
        let key = (code.unwrap_or_default(), year.unwrap_or_default());
        if last == Some(key) && twice.last().map(|(c, y)| (c.as_str(), *y)) != Some(key) {
            twice.push((key.0.to_owned(), key.1));
        }
        last = Some(key);
    }
    if twice.is_empty() {
        return Ok(());
    }
    let mut faults = Faults::default();
    for (code, year) in &twice {
        faults.add(duplicate(dataset, code, *year, scope)?);
    }
    faults.into_result(&dataset.name())
}

fn duplicate(dataset: &Dataset, code: &str, year: i32, scope: Scope) -> Result<Label> {
    let mut places = Vec::new();
    for file in &dataset.files {
        let lines: Vec<u64> = file
            .keys()?
            .into_iter()
            .filter(|(_, c, y, s, _)| {
                let same_scope = s == scope.id() || (super::cell::is_no_figure(s) && scope == Scope::Region);
                c == code && y.trim().parse() == Ok(year) && same_scope
            })
            .map(|(line, ..)| line)
            .collect();
        if !lines.is_empty() {
            places.push((file.name().to_owned(), errors::lines(&lines)));
        }
    }
    let name = dataset.region_name(code);
    let in_words = |pick: fn(&Label) -> &String, sep: &str| {
        places
            .iter()
            .map(|(file, lines)| format!("{file}{sep}{}", pick(lines)))
            .collect::<Vec<_>>()
            .join("; ")
    };
    Ok(errors::duplicate_report(
        &Label::new(in_words(|l| &l.zh, "，"), in_words(|l| &l.en, ", ")),
        &format!("{name} ({code})"),
        year,
        scope.name(),
    ))
}

/// The error for reports whose region is not in `regions.csv`, all of them.
pub(crate) fn unknown_region(dataset: &Dataset, first: &str) -> Result<Error> {
    let mut faults = Faults::default();
    for file in &dataset.files {
        let mut seen = std::collections::BTreeSet::new();
        for (line, code, ..) in file.keys()? {
            if dataset.has_region(&code) || !seen.insert(code.clone()) {
                continue;
            }
            let total = TOTALS.iter().any(|word| code.to_lowercase().contains(word));
            faults.add(if total {
                errors::total_row(file.name(), line, &code)
            } else {
                errors::unknown_region_code(file.name(), line, &code)
            });
        }
    }
    let near = nearest_names(first, dataset.regions.codes()?.iter().flatten());
    match faults.into_result(&dataset.name()) {
        Err(error) if !near.is_empty() => Ok(error.with_hint(errors::nearest(&near))),
        Err(error) => Ok(error),
        Ok(()) => Ok(Error::new(ErrorKind::Internal, errors::internal())),
    }
}
