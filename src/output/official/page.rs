//! Writing to a region's sheet from top to bottom: merged cells, and rows as high as their text. Excel fits
//! no row to text in merged cells, so that the heights are reckoned here.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ColNum, Format, RowNum, Worksheet, XlsxError};

use super::layout::COLUMNS;
use super::style;
use crate::output::wrap::{width, wrap};
use crate::output::xlsx::write_text;
use crate::text::Lang;

/// The highest row that Excel has, in points.
const MAX_HEIGHT: f64 = 409.0;

/// What a slot of the sheet holds.
#[derive(Clone, Copy, Debug)]
pub(in crate::output) enum Value<'a> {
    Text(&'a str),
    Number(f64),
    /// No figure: a blank cell, never 0.
    Blank,
}

impl From<Option<f64>> for Value<'_> {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Self::Blank, Self::Number)
    }
}

/// A sheet that is being written.
pub(in crate::output) struct Page<'a> {
    pub sheet: &'a mut Worksheet,
    pub lang: Lang,
    /// The next free row.
    pub next: RowNum,
    /// Characters that a column holds.
    column: usize,
    lines: BTreeMap<RowNum, f64>,
}

impl<'a> Page<'a> {
    pub(in crate::output) fn new(sheet: &'a mut Worksheet, lang: Lang) -> Result<Self, XlsxError> {
        // an English heading has longer words
        let column: u8 = lang.pick(7, 10);
        sheet.set_column_range_width(0, COLUMNS - 1, f64::from(column))?;
        Ok(Self { sheet, lang, next: 0, column: usize::from(column), lines: BTreeMap::new() })
    }

    /// Writes a value in `size` rows and columns with the upper left cell at `at`.
    pub(in crate::output) fn put(
        &mut self,
        at: (RowNum, ColNum),
        size: (RowNum, ColNum),
        value: Value<'_>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let ((row, column), (rows, columns)) = (at, size);
        if rows > 1 || columns > 1 {
            self.sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", format)?;
        }
        match value {
            Value::Text(text) => {
                write_text(self.sheet, row, column, text, self.lang, Some(format))?;
                if rows == 1 {
                    let lines = wrap(text, Some(self.capacity(columns))).len().max(1);
                    self.grow(row, lines as f64);
                }
            }
            Value::Number(number) => {
                self.sheet.write_number_with_format(row, column, number, format)?;
            }
            Value::Blank => {
                self.sheet.write_blank(row, column, format)?;
            }
        }
        Ok(())
    }

    /// Characters that fit in a line of this many columns; a Chinese character takes two. In Excel's default
    /// font a column of n characters is 7 n + 5 pixels wide, of which the margins take 8; 7 pixels a
    /// character leave room for fonts that are a little wider than its own at 10 points.
    fn capacity(&self, columns: ColNum) -> usize {
        (usize::from(columns) * (self.column * 7 + 5)).saturating_sub(8) / 7
    }

    /// Makes a row high enough for this many lines.
    pub(in crate::output) fn grow(&mut self, row: RowNum, lines: f64) {
        let entry = self.lines.entry(row).or_default();
        *entry = entry.max(lines);
    }

    /// Writes text over the whole width, in a row of its own.
    pub(in crate::output) fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.put((self.next, 0), (1, COLUMNS), Value::Text(text), format)?;
        self.next += 1;
        Ok(())
    }

    /// Writes cells side by side, each with its width in columns.
    pub(in crate::output) fn cells(
        &mut self,
        cells: &[(ColNum, Value<'_>, Format)],
    ) -> Result<(), XlsxError> {
        let mut column = 0;
        for (width, value, format) in cells {
            self.put((self.next, column), (1, *width), *value, format)?;
            column += width;
        }
        self.next += 1;
        Ok(())
    }

    /// Leaves a row free.
    pub(in crate::output) fn skip(&mut self) {
        self.next += 1;
    }

    /// Sets the heights of all rows that were written.
    pub(in crate::output) fn finish(self) -> Result<(), XlsxError> {
        for (row, lines) in self.lines {
            self.sheet.set_row_height(row, (lines * style::LINE + style::PADDING).min(MAX_HEIGHT))?;
        }
        Ok(())
    }
}

/// Size in pixels of a cell's note that shows its text in full, within reason.
pub(in crate::output) fn note_size(text: &str) -> (u32, u32) {
    const COLUMNS: usize = 44;
    let lines = u32::try_from(wrap(text, Some(COLUMNS)).len()).unwrap_or(u32::MAX);
    let widest = u32::try_from(width(text).min(COLUMNS)).unwrap_or(u32::MAX);
    ((widest * 7 + 20).max(120), (lines.saturating_mul(16) + 14).min(480))
}
