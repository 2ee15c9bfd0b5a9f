//! Table 3 as rows of seven cells, and its identities.

use std::collections::BTreeMap;

use super::Spot;
use super::cell::Shape;
use super::columns::WIDTH;
use crate::ingest::reading::Status;
use crate::schema::Outcome;
use crate::text::Label;

/// A cell of table 3.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Its text.
    pub(super) text: String,
    /// Where it stands.
    pub(super) spot: Spot,
    /// What it holds.
    pub(super) shape: Shape,
    /// What it was settled to, with the reason; as its shape says otherwise.
    pub(super) settled: Option<(Option<f64>, Status, Label)>,
}

impl Cell {
    /// The figure.
    pub(super) fn value(&self) -> Option<f64> {
        self.settled.as_ref().map_or_else(|| self.shape.value(), |(value, ..)| *value)
    }

    /// The figure for a sum: a blank counts as nothing; `None` if the cell is open.
    fn summand(&self) -> Option<f64> {
        match (&self.settled, &self.shape) {
            (Some((value, ..)), _) => *value,
            (None, Shape::Figure(value, _)) => Some(*value),
            (None, Shape::Empty(_)) => Some(0.0),
            _ => None,
        }
    }
}

/// One way to read a row: text and meaning of its seven cells.
pub(super) type Choice = Vec<(String, Shape)>;

/// A row of table 3.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Its seven cells.
    pub(super) cells: Vec<Cell>,
    /// The ways to read it, if it cannot be read as it stands.
    pub(super) choices: Vec<Choice>,
    /// Whether the cells could not be given to the columns at all.
    pub(super) unclear: bool,
    /// Its label, as it stands.
    pub(super) label: String,
    /// What was done to find the row.
    pub(super) note: Option<Label>,
    /// Whether the row calls itself a group's total.
    pub(super) subtotal: bool,
}

impl Row {
    /// Whether it cannot be read as it stands.
    pub(super) fn is_open(&self) -> bool {
        self.unclear || !self.choices.is_empty()
    }
}

/// The rows of a table by field.
pub(super) type Matrix = BTreeMap<&'static str, Row>;

/// A look at the figures of a matrix, one row replaced by another reading of it.
pub(super) struct View<'a> {
    pub(super) matrix: &'a Matrix,
    pub(super) replaced: Option<(&'static str, &'a [Option<f64>])>,
}

impl View<'_> {
    fn at(&self, field: &str, column: usize) -> Option<f64> {
        match self.replaced {
            Some((name, values)) if name == field => values.get(column).copied().flatten(),
            _ => self
                .matrix
                .get(field)
                .filter(|row| !row.is_open())
                .and_then(|row| row.cells.get(column))
                .and_then(Cell::summand),
        }
    }

    /// E1: what came in equals what was resolved and what is left; `None` if a figure is missing.
    pub(super) fn balance(&self, column: usize) -> Option<bool> {
        let incoming = self.at("received_new", column)? + self.at("carried_in", column)?;
        let outgoing = self.at("resolved_total", column)? + self.at("carried_out", column)?;
        Some(same(incoming, outgoing))
    }

    /// E2: the outcomes sum to their total.
    pub(super) fn outcomes(&self, column: usize) -> Option<bool> {
        let mut sum = 0.0;
        for outcome in Outcome::PARTS {
            let parts = outcome.reasons();
            let all = !parts.is_empty() && parts.iter().all(|p| self.matrix.contains_key(p));
            sum += if all {
                parts.iter().map(|part| self.at(part, column)).sum::<Option<f64>>()?
            } else {
                self.at(outcome.field(), column)?
            };
        }
        Some(same(sum, self.at("resolved_total", column)?))
    }

    /// E3: the applicants sum to 总计.
    pub(super) fn applicants(&self, field: &'static str) -> Option<bool> {
        let parts: Option<f64> = (0..WIDTH - 1).map(|column| self.at(field, column)).sum();
        Some(same(parts?, self.at(field, WIDTH - 1)?))
    }
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}
