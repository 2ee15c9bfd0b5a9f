//! Rows that are read once for many questions.
//!
//! A held dataset gives the same panels as one that reads its files for each question: what a question would
//! not have read has no say in its answer. Where the whole cannot be read as one, because of a fault in a year
//! or column that the question does not ask for, the question reads for itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use polars::prelude::*;

use super::Dataset;
use super::csv_file::Said;
use super::directory::{PLACE, UNIT};
use super::panel::{Need, Panel, Years};
use super::rows::{Rows, Wants};
use crate::error::Result;
use crate::schema::dictionary;

/// Size of files, in bytes of text, up to which all columns are read at once: one pass over a file takes as
/// long for all columns as for a few.
const SMALL: u64 = 128 << 20;

/// The rows that are held, by scope.
#[derive(Debug, Default)]
pub(super) struct Held {
    rows: Mutex<BTreeMap<&'static str, Kept>>,
}

/// The reports of one scope in all years.
#[derive(Clone, Debug, Default)]
struct Kept {
    rows: Rows,
    /// The columns that were read; also those that no file has.
    fields: BTreeSet<String>,
    is_read: bool,
}

impl Held {
    /// The panel that a question needs.
    pub(super) fn panel(&self, dataset: &Dataset, need: &Need) -> Result<Panel> {
        let wants = Wants::of(dataset, need);
        let kept = {
            let mut all = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = all.entry(need.scope.id()).or_default();
            if !kept.hold(dataset, &wants) {
                return Panel::read(dataset, need);
            }
            kept.clone()
        };
        Panel::of(dataset, need, kept.part(&wants)?)
    }
}

impl Kept {
    /// Reads what is missing; false if it cannot be held.
    fn hold(&mut self, dataset: &Dataset, wants: &Wants) -> bool {
        let missing: BTreeSet<String> = wants.fields.difference(&self.fields).cloned().collect();
        if self.is_read && missing.is_empty() {
            return true;
        }
        let all = |fields| Wants { fields, years: Years::default(), scope: wants.scope, form: true };
        let mut rows = None;
        if !self.is_read && dataset.size() <= SMALL {
            let mut more = columns_of(dataset);
            more.extend(missing.iter().cloned());
            rows = Rows::read(dataset, &all(more.clone())).ok().map(|rows| (rows, more));
        }
        let rows = rows.or_else(|| {
            let rows = Rows::read(dataset, &all(missing.clone())).ok()?;
            Some((rows, missing))
        });
        rows.is_some_and(|(rows, fields)| self.add(rows, fields).is_some())
    }

    /// Adds columns; `None` if they are not of the same rows.
    fn add(&mut self, rows: Rows, fields: BTreeSet<String>) -> Option<()> {
        if !self.is_read {
            *self = Self { rows, fields, is_read: true };
            return Some(());
        }
        let frame = &mut self.rows.frame;
        let same = |key| Some(frame.column(key).ok()? == rows.frame.column(key).ok()?);
        if frame.height() != rows.frame.height() || !same(PLACE)? || !same("year")? {
            return None;
        }
        for name in &fields {
            frame.with_column(rows.frame.column(name).ok()?.clone()).ok()?;
        }
        self.fields.extend(fields);
        for said in rows.notes {
            if !self.rows.notes.contains(&said) {
                self.rows.notes.push(said);
            }
        }
        let place = |said: &Said| (said.file, said.column.as_ref().map(|(position, _)| *position));
        self.rows.notes.sort_by_key(place);
        Some(())
    }

    /// What is wanted of the rows.
    fn part(self, wants: &Wants) -> Result<Rows> {
        let form = wants.form.then_some("form");
        let keys = std::iter::once("year").chain(form);
        let names = keys.chain(wants.fields.iter().map(String::as_str)).chain([PLACE, UNIT]);
        let mut frame = self.rows.frame.select(names)?;
        let mut other_scope = self.rows.other_scope;
        if let Some(years) = wants.years.condition() {
            frame = frame.lazy().filter(years).collect()?;
            frame.rechunk_mut_par();
            let units = renumbered(frame.column(UNIT)?.u32()?);
            frame.with_column(Column::new(UNIT.into(), units))?;
            other_scope.retain(|(_, year)| wants.years.contains(*year));
        }
        let is_wanted = |said: &Said| match &said.column {
            Some((_, name)) => {
                wants.fields.contains(name) || ["form", "scope", "year"].contains(&name.as_str())
            }
            None => true,
        };
        let notes = self.rows.notes.into_iter().filter(is_wanted).collect();
        Ok(Rows { frame, other_scope, notes })
    }
}

/// The same numbers without gaps.
fn renumbered(units: &UInt32Chunked) -> Vec<u32> {
    let mut last = None;
    let mut number = 0;
    let mut numbers = Vec::with_capacity(units.len());
    for unit in units.into_no_null_iter() {
        if last.is_some_and(|last| last != unit) {
            number += 1;
        }
        last = Some(unit);
        numbers.push(number);
    }
    numbers
}

/// The numeric columns of the files.
fn columns_of(dataset: &Dataset) -> BTreeSet<String> {
    let columns = dataset.files.iter().flat_map(super::ReportFile::columns);
    let is_number = |name: &&String| dictionary().get(name).is_some_and(|field| field.content.is_number());
    columns.filter(is_number).cloned().collect()
}
