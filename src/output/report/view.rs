//! A table of an answer, its cells by the names of their columns.

use std::collections::BTreeMap;

use crate::analysis::{Answer, Column, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::output::cell::{Cell, Cells};
use crate::text::{Label, Lang, errors};

/// A table with its columns by name.
pub(super) struct View<'a> {
    cells: Cells<'a>,
    places: BTreeMap<String, usize>,
}

impl<'a> View<'a> {
    /// The table of this name.
    pub(super) fn of(answer: &'a Answer, id: &str) -> Result<Self> {
        let table = answer.tables.iter().find(|table| table.id == id);
        let table = table.ok_or_else(|| Error::new(ErrorKind::Internal, errors::internal()))?;
        Ok(Self::new(answer, table))
    }

    pub(super) fn new(answer: &'a Answer, table: &'a Table) -> Self {
        let cells = Cells::new(answer, table);
        let places = cells.columns().enumerate().map(|(at, column)| (column.name.clone(), at)).collect();
        Self { cells, places }
    }

    pub(super) fn rows(&self) -> usize {
        self.cells.rows()
    }

    pub(super) fn columns(&self) -> impl ExactSizeIterator<Item = &Column> {
        self.cells.columns()
    }

    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.cells.column(*self.places.get(name)?)
    }

    /// A cell; null where there is no such column.
    pub(super) fn cell(&self, row: usize, name: &str) -> Cell<'a> {
        self.places.get(name).map_or(Cell::Null, |at| self.cells.get(row, *at))
    }

    /// A cell as it stands in the data: empty for null.
    pub(super) fn raw(&self, row: usize, name: &str) -> String {
        self.cell(row, name).raw().into_owned()
    }

    pub(super) fn number(&self, row: usize, name: &str) -> Option<f64> {
        self.cell(row, name).number()
    }

    /// A cell as people read it, in one language.
    pub(super) fn text(&self, row: usize, name: &str, lang: Lang) -> String {
        self.places.get(name).map(|at| self.cells.text(row, *at, lang)).unwrap_or_default()
    }

    /// A cell as people read it.
    pub(super) fn label(&self, row: usize, name: &str) -> Label {
        Label::new(self.text(row, name, Lang::Zh), self.text(row, name, Lang::En))
    }

    /// Whether no row has anything in this column, or there is no such column.
    pub(super) fn is_blank(&self, name: &str) -> bool {
        (0..self.rows()).all(|row| self.cell(row, name).raw().is_empty())
    }
}
