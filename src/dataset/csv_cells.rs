//! The cells of a wanted column, as they are read from a CSV file.

use polars::prelude::*;

use super::cell::{self, Fault, Habit};
use super::csv_file::{OTHER_WORD, Wanted};
use crate::schema::Content;

/// The number in a cell that is blank or has nothing but a few digits, which most cells are.
pub(super) fn plain_number(cell: &[u8]) -> Option<Plain> {
    if cell.is_empty() {
        return Some(Plain::Blank);
    }
    let digits = cell.len() <= 15 && cell.iter().all(u8::is_ascii_digit);
    digits.then(|| Plain::Number(cell.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))))
}

/// What [`plain_number`] finds.
#[derive(Clone, Copy)]
pub(super) enum Plain {
    Blank,
    Number(i64),
}

impl Plain {
    pub(super) fn number(self) -> Option<i64> {
        match self {
            Self::Blank => None,
            Self::Number(number) => Some(number),
        }
    }
}

/// The cells of a wanted column, as they are read.
pub(super) enum Cells {
    Text(StringChunkedBuilder),
    Small(Vec<Option<i32>>),
    Count(Vec<Option<i64>>),
    Amount(Vec<Option<f64>>),
}

impl Cells {
    pub(super) fn new(wanted: &Wanted, rows: usize) -> Self {
        match wanted.content {
            Content::Text | Content::Date => {
                Self::Text(StringChunkedBuilder::new(wanted.name.as_str().into(), rows))
            }
            Content::Year | Content::Choice => Self::Small(Vec::with_capacity(rows)),
            Content::Count | Content::SignedCount => Self::Count(Vec::with_capacity(rows)),
            Content::Amount => Self::Amount(Vec::with_capacity(rows)),
        }
    }

    /// Takes a plain number where the column needs no further check.
    pub(super) fn push_plain(&mut self, number: Option<i64>) -> bool {
        match self {
            Self::Count(cells) => cells.push(number),
            Self::Amount(cells) => cells.push(number.map(|number| number as f64)),
            Self::Small(_) | Self::Text(_) => return false,
        }
        true
    }

    /// Reads a cell of any sort; the habit is how it was written, if not plainly.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to be whole and below 2^53, years below 2100"
    )]
    pub(super) fn push(&mut self, text: &str, wanted: &Wanted) -> Result<Option<Habit>, Fault> {
        let text = text.trim();
        let missing = cell::is_no_figure(text);
        if missing && wanted.required {
            return Err(Fault::Missing);
        }
        if let Self::Text(cells) = self {
            if wanted.content == Content::Date && !missing && !cell::is_date(text) {
                return Err(Fault::NotDate);
            }
            cells.append_option((!missing).then_some(text));
            return Ok(None);
        }
        if let (Self::Small(cells), Content::Choice) = (&mut *self, wanted.content) {
            let word = wanted.words.iter().zip(0..).find(|(word, _)| **word == text);
            cells.push((!missing).then(|| word.map_or(OTHER_WORD, |(_, number)| number)));
            return Ok(None);
        }
        let (value, habit) = cell::number(text, wanted.content)?;
        match self {
            Self::Small(cells) => cells.push(value.map(|value| value as i32)),
            Self::Count(cells) => cells.push(value.map(|value| value as i64)),
            Self::Amount(cells) => cells.push(value),
            Self::Text(_) => {}
        }
        Ok(habit)
    }

    pub(super) fn finish(self, name: &str) -> Column {
        let name = PlSmallStr::from_str(name);
        match self {
            Self::Text(cells) => cells.finish().into_column(),
            Self::Small(cells) => Column::new(name, cells),
            Self::Count(cells) => Column::new(name, cells),
            Self::Amount(cells) => Column::new(name, cells),
        }
    }
}
