//! Cells of a table as CSV text, for millions of rows: one allocation for many lines, and short cells are copied
//! as pieces of a fixed length, which takes one instruction where a copy of any length takes a call.

use polars::prelude::*;

use crate::error::Result;

/// The array behind a column in one piece.
type Array<T> = <T as PolarsDataType>::Array;

/// Lines of text, in a buffer that is larger than they are.
#[derive(Default)]
pub(super) struct Lines {
    buffer: Vec<u8>,
    length: usize,
}

impl Lines {
    pub(super) fn text(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or_default()
    }

    pub(super) fn clear(&mut self) {
        self.length = 0;
    }

    /// Adds the first `length` bytes of a piece.
    fn push<const N: usize>(&mut self, piece: &[u8; N], length: usize) {
        if self.buffer.len() < self.length + N {
            self.grow(N);
        }
        if let Some(room) = self.buffer.get_mut(self.length..).and_then(|rest| rest.first_chunk_mut()) {
            *room = *piece;
        }
        self.length += length;
    }

    fn push_all(&mut self, bytes: &[u8]) {
        let end = self.length + bytes.len();
        if self.buffer.len() < end {
            self.grow(bytes.len());
        }
        if let Some(room) = self.buffer.get_mut(self.length..end) {
            room.copy_from_slice(bytes);
        }
        self.length = end;
    }

    #[cold]
    fn grow(&mut self, by: usize) {
        const LEAST: usize = 1 << 12;
        let size = (self.length + by).max(2 * self.buffer.len()).max(LEAST);
        self.buffer.resize(size, 0);
    }

    fn push_blank(&mut self) {
        self.push(b",", 1);
    }

    fn push_flag(&mut self, flag: bool) {
        if flag { self.push(b"true,\0\0\0", 5) } else { self.push(b"false,\0\0", 6) }
    }

    fn push_signed(&mut self, number: i64) {
        if number < 0 {
            self.push(b"-", 1);
        }
        self.push_whole(number.unsigned_abs());
        self.push_blank();
    }

    /// Digits by four. Most numbers have no more.
    fn push_whole(&mut self, number: u64) {
        let (above, last) = (number / 10_000, digits(number % 10_000));
        if above == 0 {
            return self.push(&last.shifted().to_le_bytes(), last.length());
        }
        self.push_whole(above);
        self.push(&last.0.to_le_bytes(), 4);
    }

    /// The shortest text that reads back as the same number; blank if it is not finite.
    fn push_number(&mut self, number: f64) {
        if number.is_finite() {
            self.push_all(zmij::Buffer::new().format_finite(number).as_bytes());
        }
        self.push_blank();
    }

    /// Ends the line behind its last cell.
    pub(super) fn end_line(&mut self) {
        if let Some(comma) = self.length.checked_sub(1).and_then(|last| self.buffer.get_mut(last)) {
            *comma = b'\n';
        }
    }

    /// Adds a cell of text.
    pub(super) fn push_text(&mut self, text: &str) {
        let mut cell = Text::default();
        cell.set(text);
        cell.write(self);
    }
}

/// Four decimal digits as text, the first in the lowest byte.
#[derive(Clone, Copy)]
struct Digits(u32);

/// The digits of each number below ten thousand.
#[expect(clippy::indexing_slicing, reason = "a constant that is out of bounds does not compile")]
static DIGITS: [Digits; 10_000] = {
    let mut all = [Digits(0); 10_000];
    let mut number = 0;
    while number < 10_000_u32 {
        let parts = [number / 1000, number / 100 % 10, number / 10 % 10, number % 10];
        let text = parts[0] | parts[1] << 8 | parts[2] << 16 | parts[3] << 24;
        all[number as usize] = Digits(text | 0x3030_3030);
        number += 1;
    }
    all
};

/// The digits of a number below ten thousand.
fn digits(number: u64) -> Digits {
    usize::try_from(number).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or(Digits(0x3030_3030))
}

impl Digits {
    /// How many there are without leading zeros; 0 has one.
    fn length(self) -> usize {
        4 - self.leading()
    }

    fn leading(self) -> usize {
        ((self.0 & 0x000f_0f0f | 0x0100_0000).trailing_zeros() / 8) as usize
    }

    /// The same without leading zeros.
    fn shifted(self) -> u32 {
        self.0 >> (8 * self.leading())
    }
}

/// A cell of text as it stands in the file, kept because the next row mostly has the same.
#[derive(Default)]
pub(super) struct Text {
    /// The cell with the comma behind it, padded to a piece of fixed length.
    cell: Vec<u8>,
    length: usize,
    /// A row that has it.
    row: usize,
}

/// The length of the piece in which most names fit.
const NAME: usize = 32;

impl Text {
    /// Quotes where a reader needs it: an empty text would be null, and commas, quotes and line ends would end
    /// the cell.
    fn set(&mut self, text: &str) {
        self.cell.clear();
        let quoted = text.is_empty() || text.bytes().any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r'));
        if quoted {
            self.cell.push(b'"');
            for byte in text.bytes() {
                self.cell.push(byte);
                if byte == b'"' {
                    self.cell.push(byte);
                }
            }
            self.cell.push(b'"');
        } else {
            self.cell.extend_from_slice(text.as_bytes());
        }
        self.cell.push(b',');
        self.length = self.cell.len();
        self.cell.resize(self.length.max(NAME), 0);
    }

    fn write(&self, lines: &mut Lines) {
        match self.cell.first_chunk::<NAME>() {
            Some(piece) if self.length <= NAME => lines.push(piece, self.length),
            _ => lines.push_all(self.cell.get(..self.length).unwrap_or_default()),
        }
    }
}

/// The cells of a column, to be written row by row.
pub(super) enum Cells<'a> {
    Text(&'a Array<StringType>, Text),
    Signed(&'a Array<Int64Type>),
    Short(&'a Array<Int32Type>),
    Unsigned(&'a Array<UInt32Type>),
    Number(&'a Array<Float64Type>),
    /// Numbers that are all whole: `16`, not `16.0`.
    WholeNumber(&'a Array<Float64Type>),
    Flag(&'a Array<BooleanType>),
    /// No row, or nothing in any row.
    Blank,
}

impl<'a> Cells<'a> {
    /// The cells of a column that [`plain`] gave.
    pub(super) fn new(column: &'a Column, whole: bool) -> Result<Self> {
        let series = column.as_materialized_series();
        let cells = match series.dtype() {
            DataType::String => series.str()?.downcast_iter().next().map(|a| Self::Text(a, Text::default())),
            DataType::Int64 => series.i64()?.downcast_iter().next().map(Self::Signed),
            DataType::Int32 => series.i32()?.downcast_iter().next().map(Self::Short),
            DataType::UInt32 => series.u32()?.downcast_iter().next().map(Self::Unsigned),
            DataType::Float64 if whole => series.f64()?.downcast_iter().next().map(Self::WholeNumber),
            DataType::Float64 => series.f64()?.downcast_iter().next().map(Self::Number),
            DataType::Boolean => series.bool()?.downcast_iter().next().map(Self::Flag),
            _ => None,
        };
        Ok(cells.unwrap_or(Self::Blank))
    }

    /// Writes the cell of a row, with a comma behind it; the rows come in order.
    pub(super) fn write(&mut self, row: usize, lines: &mut Lines) {
        let written = match self {
            Self::Text(array, text) => {
                let Some(cell) = array.get(row) else { return lines.push_blank() };
                // Equal views are equal texts.
                let views = array.views();
                if text.length == 0 || views.get(row) != views.get(text.row) {
                    text.set(cell);
                    text.row = row;
                }
                return text.write(lines);
            }
            Self::Signed(array) => array.get(row).map(|number| lines.push_signed(number)),
            Self::Short(array) => array.get(row).map(|number| lines.push_signed(i64::from(number))),
            Self::Unsigned(array) => array.get(row).map(|number| lines.push_signed(i64::from(number))),
            Self::Number(array) => array.get(row).map(|number| lines.push_number(number)),
            Self::WholeNumber(array) => {
                array.get(row).and_then(whole).map(|number| lines.push_signed(number))
            }
            Self::Flag(array) => array.get(row).map(|flag| lines.push_flag(flag)),
            Self::Blank => None,
        };
        if written.is_none() {
            lines.push_blank();
        }
    }
}

/// Some rows of a column in one piece, and in a type that [`Cells`] knows.
pub(super) fn plain(rows: &Column) -> Result<Column> {
    let rows = rows.rechunk();
    Ok(match rows.dtype() {
        DataType::String
        | DataType::Int64
        | DataType::Int32
        | DataType::UInt32
        | DataType::Float64
        | DataType::Boolean => rows,
        dtype if dtype.is_integer() => rows.cast(&DataType::Int64)?,
        _ => rows.cast(&DataType::String)?,
    })
}

/// A number as a whole one, if it is one and small enough to be exact.
#[expect(clippy::cast_possible_truncation, reason = "a number that is cut off does not read back equal")]
fn whole(number: f64) -> Option<i64> {
    let whole = number as i64;
    #[expect(clippy::float_cmp, reason = "equal only if nothing was cut off")]
    let exact = whole as f64 == number && number.abs() < 9e15;
    exact.then_some(whole)
}

/// Whether a column holds numbers with fractions in their type, but whole ones only. What is not finite is left
/// out of the file, and so does not count.
pub(super) fn is_whole(column: &Column) -> bool {
    let fits = |number: f64| whole(number).is_some() || !number.is_finite();
    column.f64().is_ok_and(|numbers| {
        numbers.downcast_iter().all(|array| {
            // What stands in the place of a null is mostly 0, so that nulls need no look.
            array.values_iter().all(|number| fits(*number)) || array.iter().flatten().all(|n| fits(*n))
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(fill: impl FnOnce(&mut Lines)) -> String {
        let mut lines = Lines::default();
        fill(&mut lines);
        String::from_utf8(lines.text().to_vec()).unwrap()
    }

    proptest! {
        #[test]
        fn whole_numbers_are_written_as_the_language_writes_them(number in any::<i64>(), shift in 0_u32..64) {
            let number = number >> shift;
            prop_assert_eq!(written(|lines| lines.push_signed(number)), format!("{number},"));
        }

        #[test]
        fn numbers_read_back_equal(number in any::<f64>().prop_filter("finite", |n| n.is_finite())) {
            let text = written(|lines| lines.push_number(number));
            let back: f64 = text.trim_end_matches(',').parse().unwrap();
            prop_assert_eq!(back.to_bits(), number.to_bits());
        }
    }

    #[test]
    fn every_number_of_few_digits_is_right() {
        for number in 0..=100_000_i64 {
            assert_eq!(written(|lines| lines.push_signed(-number)), format!("{},", -number));
        }
        assert_eq!(written(|lines| lines.push_signed(i64::MIN)), format!("{},", i64::MIN));
    }

    #[test]
    fn a_text_is_quoted_only_where_needed_however_long_it_is() {
        let long = "很长的名字".repeat(20);
        let cases = [
            ("", "\"\""),
            ("同心县", "同心县"),
            ("a,b", "\"a,b\""),
            ("\"", "\"\"\"\""),
            ("a\rb", "\"a\rb\""),
            (long.as_str(), long.as_str()),
        ];
        for (text, cell) in cases {
            assert_eq!(written(|lines| lines.push_text(text)), format!("{cell},"));
        }
    }

    #[test]
    fn repeated_texts_and_nulls_between_them_are_kept_apart() {
        let long = "a name, longer than a view holds";
        let texts = [Some("b"), Some("b"), None, Some("b"), Some(""), Some(""), None, Some(long), Some(long)];
        let column = Column::new("text".into(), texts);
        let mut cells = Cells::new(&column, false).unwrap();
        let text = written(|lines| (0..texts.len()).for_each(|row| cells.write(row, lines)));
        assert_eq!(text, format!("b,b,,b,\"\",\"\",,\"{long}\",\"{long}\","));
    }
}
