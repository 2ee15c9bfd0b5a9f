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

/// Code, year and the [`SUMMED`] figures of a row.
type MainFigures = (String, String, [Option<f64>; SUMMED.len()]);

impl ReportFile {
    /// Code, year and the [`SUMMED`] figures of every row; a cell that is no plain number is left out.
    fn main_figures(&self) -> Result<Vec<MainFigures>> {
        let mut rows = Vec::new();
        let [new, granted, resolved, out] = SUMMED;
        match self {
            Self::Csv(file) => {
                file.each_row(["region_code", "year", new, granted, resolved, out], |_, cells| {
                    let [code, year, figures @ ..] = cells;
                    rows.push((
                        code.to_owned(),
                        year.to_owned(),
                        figures.map(|cell| cell.trim().parse().ok()),
                    ));
                })?;
            }
            Self::Parquet(file) => {
                let has = |name: &str| file.columns.iter().any(|c| c == name);
                let mut columns = ["region_code", "year"].map(|key| col(key).cast(DataType::String)).to_vec();
                let there = SUMMED.into_iter().filter(|name| has(name));
                columns.extend(there.map(|name| col(name).cast(DataType::Float64)));
                let frame = file.scan().select(columns).collect()?;
                let text = |name: &str, row| {
                    let column = frame.column(name).ok().and_then(|column| column.str().ok());
                    column.and_then(|column| column.get(row)).unwrap_or_default().to_owned()
                };
                let figure = |name: &str, row| frame.column(name).ok()?.f64().ok()?.get(row);
                for row in 0..frame.height() {
                    let figures = SUMMED.map(|name| figure(name, row));
                    rows.push((text("region_code", row), text("year", row), figures));
                }
            }
        }
        Ok(rows)
    }
}

/// Checks that `scope` and `form` hold only words that exist.
///
/// # Errors
/// The lines with other words.
pub(crate) fn check_words(dataset: &Dataset, frame: &DataFrame) -> Result<()> {
    let has_other = |name: &str| -> Result<bool> {
        let Ok(column) = frame.column(name) else { return Ok(false) };
        let words = column.i32()?.downcast_iter();
        // What stands in the place of a null is mostly another number, so that nulls need no look.
        let mut suspect = words.filter(|array| array.values_iter().any(|word| *word == OTHER_WORD));
        Ok(suspect.any(|array| array.iter().flatten().any(|word| *word == OTHER_WORD)))
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

/// Checks that no report stands twice; the codes and years of the reports are sorted.
///
/// # Errors
/// Every report that does, with its lines.
pub(crate) fn check_unique(
    dataset: &Dataset,
    codes: &StringChunked,
    years: &Int32Chunked,
    scope: Scope,
) -> Result<()> {
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

/// The figures by which a row of totals is told.
const SUMMED: [&str; 4] = ["received_new", "granted", "resolved_total", "carried_out"];

/// Whether the figures of a code are, in some year, the sums of all others.
fn is_sum_of_others(code: &str, rows: &[MainFigures]) -> bool {
    /// With fewer others, one may be their sum by chance.
    const LEAST_OTHERS: usize = 3;
    let own = rows.iter().filter(|(c, ..)| c == code);
    own.into_iter().any(|(_, year, figures)| {
        let others: Vec<_> = rows.iter().filter(|(c, y, _)| c != code && y == year).collect();
        let sums = figures.iter().enumerate().filter_map(|(i, figure)| {
            let figure = figure.filter(|figure| *figure > 0.0)?;
            let sum: f64 = others.iter().filter_map(|(.., f)| f.get(i).copied().flatten()).sum();
            Some((sum - figure).abs() <= figure * 1e-3)
        });
        let sums: Vec<bool> = sums.collect();
        others.len() >= LEAST_OTHERS && sums.len() >= 3 && sums.iter().all(|is_sum| *is_sum)
    })
}

/// The error for reports whose region is not in `regions.csv`, all of them.
pub(crate) fn unknown_region(dataset: &Dataset, first: &str) -> Result<Error> {
    let mut faults = Faults::default();
    let mut misspelt = false;
    for file in &dataset.files {
        let mut seen = std::collections::BTreeSet::new();
        for (line, code, ..) in file.keys()? {
            if dataset.has_region(&code) || !seen.insert(code.clone()) {
                continue;
            }
            let total = TOTALS.iter().any(|word| code.to_lowercase().contains(word))
                || is_sum_of_others(&code, &file.main_figures()?);
            misspelt |= !total;
            faults.add(if total {
                errors::total_row(file.name(), line, &code)
            } else {
                errors::unknown_region_code(file.name(), line, &code)
            });
        }
    }
    let near = nearest_names(first, dataset.regions.codes()?.iter().flatten());
    match faults.into_result(&dataset.name()) {
        Err(error) if misspelt && !near.is_empty() => Ok(error.with_hint(errors::nearest(&near))),
        Err(error) => Ok(error),
        Ok(()) => Ok(Error::new(ErrorKind::Internal, errors::internal())),
    }
}
