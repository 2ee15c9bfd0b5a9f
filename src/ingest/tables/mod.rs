//! Tables 2, 3 and 4 out of the grids of a document, found by their labels.
//!
//! ```text
//! grids ─► join (lines by table) ─► identify (rows) ─► columns ─► repair (sums) ─► figures
//! ```
//!
//! A label that is not certain gives no row and a cell that is not certain gives no figure; both are said.

mod cell;
mod columns;
mod flow;
mod identify;
mod join;
mod labels;
mod matrix;
mod repair;
mod rows;
mod sideways;
mod table2;
mod table3;
mod table4;
#[cfg(test)]
pub(super) mod tests;

use std::collections::BTreeMap;

pub(super) use cell::read_cell;
pub(super) use table3::sum_parts;

use super::document::Document;
use super::reading::{Figures, Status};
use crate::schema::{Form, Part};
use crate::text::Label;
use crate::text::ingest::tables as words;

/// The rule of a group's total that is not printed: the sum of its rows.
pub(crate) const SUM_OF_PARTS: &str = "sum_of_parts";

/// What the tables of a report give.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables {
    /// The figures by field. A field whose row is not in the report is not here.
    pub figures: Figures,
    /// The form: of table 2, or of row （六） of table 3 without one.
    pub form: Option<Form>,
    /// The form of each table that shows one.
    pub forms: BTreeMap<Part, Form>,
    /// What the reader of the result should know: rows not read, labels taken by likeness.
    pub remarks: Vec<Label>,
}

/// What one table gives.
#[derive(Clone, Debug, Default)]
struct Found {
    figures: Figures,
    form: Option<Form>,
    remarks: Vec<Label>,
}

/// Where a cell stands, all from 1.
#[derive(Clone, Copy, Debug, Default)]
struct Spot {
    /// The piece of the table, if it is in several.
    piece: usize,
    row: usize,
    column: usize,
    page: Option<u32>,
}

/// Reads tables 2, 3 and 4 of a document.
pub fn read_tables(document: &Document) -> Tables {
    let split = join::split(document);
    let mut tables = Tables::default();
    tables.take(Part::Table2, table2::read(&split.two).into_iter().collect());
    tables.take(Part::Table3, split.three.iter().filter_map(|lines| table3::read(lines)).collect());
    tables.take(Part::Table4, split.four.iter().filter_map(|lines| table4::read(lines)).collect());
    tables.form = [Part::Table2, Part::Table3].iter().find_map(|part| tables.forms.get(part)).copied();
    tables
}

impl Tables {
    /// Adds the tables of one kind: one, or several that must agree.
    fn take(&mut self, part: Part, all: Vec<Found>) {
        let before = self.figures.len();
        let count = all.len();
        let mut differ = false;
        for found in all {
            self.remarks
                .extend(found.remarks.into_iter().filter(|r| !self.remarks.contains(r)).collect::<Vec<_>>());
            if let Some(form) = found.form {
                self.forms.entry(part).or_insert(form);
            }
            for (field, read) in found.figures {
                match self.figures.get_mut(&field) {
                    None => {
                        self.figures.insert(field, read);
                    }
                    Some(first) if first.value == read.value => {}
                    Some(first) if first.status == Status::Blank => *first = read,
                    Some(_) if read.status == Status::Blank => {}
                    Some(first) => {
                        differ = true;
                        first.note = words::contradicts(&first.text, &read.text);
                        first.value = None;
                        first.status = Status::Ambiguous;
                    }
                }
            }
        }
        if differ && self.figures.len() > before {
            self.remarks.push(words::several_tables(part, count));
        }
    }
}
