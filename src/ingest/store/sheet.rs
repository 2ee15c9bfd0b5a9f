//! A CSV file of a dataset as texts, so that what is not touched stays as it stands.

use std::path::Path;

use crate::dataset::Source;
use crate::error::{Error, ErrorKind, Result};
use crate::text::ingest::store as words;

/// Columns by name, and rows of as many texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Sheet {
    pub(super) fn new(columns: &[&str]) -> Self {
        Self { columns: columns.iter().map(|name| (*name).to_owned()).collect(), rows: Vec::new() }
    }

    /// Reads a file; one that does not exist has no columns and no rows.
    ///
    /// # Errors
    /// The file cannot be read or has a row of another length than its header.
    pub(super) fn read(path: &Path) -> Result<Self> {
        if !path.is_file() {
            return Ok(Self::default());
        }
        let text = Source::disk(path).text()?.text;
        Self::parse(&text, &path.display().to_string())
    }

    /// Reads the text of a file called `name`.
    ///
    /// # Errors
    /// A row has another length than the header.
    pub(super) fn parse(text: &str, name: &str) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record
                .map_err(|error| Error::new(ErrorKind::Data, words::uneven(name)).with_source(error))?;
            rows.push(record.iter().map(str::to_owned).collect::<Vec<String>>());
        }
        if rows.is_empty() {
            return Ok(Self::default());
        }
        let columns = rows.remove(0).into_iter().map(|name| name.trim().to_owned()).collect();
        Ok(Self { columns, rows })
    }

    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The place of a column, which is made if it is not there.
    pub(super) fn column_or_new(&mut self, name: &str) -> usize {
        self.column(name).unwrap_or_else(|| {
            self.columns.push(name.to_owned());
            for row in &mut self.rows {
                row.push(String::new());
            }
            self.columns.len() - 1
        })
    }

    /// A cell; empty where there is none.
    pub(super) fn cell(&self, row: usize, column: Option<usize>) -> &str {
        column.and_then(|column| self.rows.get(row)?.get(column)).map_or("", String::as_str)
    }

    pub(super) fn set(&mut self, row: usize, column: usize, text: String) {
        if let Some(cell) = self.rows.get_mut(row).and_then(|row| row.get_mut(column)) {
            *cell = text;
        }
    }

    /// Adds a row of blanks, and gives its place.
    pub(super) fn add_row(&mut self) -> usize {
        self.rows.push(vec![String::new(); self.columns.len()]);
        self.rows.len() - 1
    }

    /// Puts the columns into an order; those that `rank` does not know come last, as they stand.
    pub(super) fn order_columns(&mut self, rank: impl Fn(&str) -> Option<usize>) {
        let mut order: Vec<usize> = (0..self.columns.len()).collect();
        order.sort_by_key(|at| self.columns.get(*at).and_then(|name| rank(name)).unwrap_or(usize::MAX));
        let sort = |row: &mut Vec<String>| {
            *row = order.iter().map(|at| row.get_mut(*at).map(std::mem::take).unwrap_or_default()).collect();
        };
        sort(&mut self.columns);
        self.rows.iter_mut().for_each(sort);
    }

    /// The file's text.
    ///
    /// # Errors
    /// None that memory does not give.
    pub(super) fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        let failed = |error: csv::Error| {
            Error::new(ErrorKind::Internal, crate::text::errors::internal()).with_source(error)
        };
        for row in std::iter::once(&self.columns).chain(&self.rows) {
            writer.write_record(row).map_err(failed)?;
        }
        writer.into_inner().map_err(|error| {
            Error::new(ErrorKind::Internal, crate::text::errors::internal()).with_source(error.into_error())
        })
    }
}
