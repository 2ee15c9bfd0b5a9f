//! CSV files of a dataset, read in two ways with one meaning.
//!
//! The quick way lets Polars scan the columns that are wanted. It is taken when the file can hold no
//! surprise: plain UTF-8, no quotes, the same number of cells in every line, and nothing that Polars cannot
//! parse. Everything else goes the careful way, cell by cell, which knows the line of each cell, reads what
//! people write (`1,234`, `１２３`, `/`), mentions it, and lists all faults at once.

use std::fmt::Write as _;

use polars::prelude::*;
use polars_buffer::Buffer;

use super::cell::{self, Fault, Habit};
use super::source::Source;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Content;
use crate::text::{Label, Note, errors};

/// Faults of one file that are listed before the rest is only counted.
pub(crate) const FAULTS_SHOWN: usize = 20;

/// A column that is wanted of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Its name in the header.
    pub(crate) name: String,
    /// What its cells must be.
    pub(crate) content: Content,
    /// Whether every row must have one.
    pub(crate) required: bool,
}

impl Wanted {
    pub(crate) fn new(name: &str, content: Content) -> Self {
        Self { name: name.to_owned(), content, required: false }
    }

    pub(crate) fn required(name: &str, content: Content) -> Self {
        Self { name: name.to_owned(), content, required: true }
    }

    pub(crate) fn dtype(&self) -> DataType {
        match self.content {
            Content::Text | Content::Date => DataType::String,
            Content::Year => DataType::Int32,
            Content::Count | Content::SignedCount => DataType::Int64,
            Content::Amount => DataType::Float64,
        }
    }
}

/// A CSV file in memory with its header.
#[derive(Clone, Debug)]
pub(crate) struct CsvFile {
    pub(crate) source: Source,
    pub(crate) columns: Vec<String>,
    bytes: Buffer<u8>,
    from_gbk: bool,
}

/// The wanted columns of a file and what was said about them.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) frame: DataFrame,
    pub(crate) notes: Vec<Note>,
}

impl CsvFile {
    /// Reads a file into memory and takes its header.
    ///
    /// # Errors
    /// It cannot be read, is empty, in no known encoding, or names a column twice.
    pub(crate) fn open(source: Source) -> Result<Self> {
        let decoded = source.text()?;
        let bytes = match decoded.text {
            std::borrow::Cow::Borrowed(text) => Buffer::from_static(text.as_bytes()),
            std::borrow::Cow::Owned(text) => Buffer::from_vec(text.into_bytes()),
        };
        let header = csv::Reader::from_reader(bytes.as_slice()).headers().cloned().map_err(|e| malformed(&source, e))?;
        let columns: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        for (i, name) in columns.iter().enumerate() {
            if columns.iter().take(i).any(|earlier| earlier == name) {
                return Err(Error::new(ErrorKind::Data, errors::column_twice(&source.name, name)));
            }
        }
        Ok(Self { source, columns, bytes, from_gbk: decoded.from_gbk })
    }

    /// Reads the wanted columns; those that the file lacks are left out. `rows` keeps rows of the quick way
    /// early; the caller filters again.
    ///
    /// # Errors
    /// Cells or lines that are wrong: all of them, with line, column and fault.
    pub(crate) fn read(&self, wanted: &[Wanted], rows: Option<Expr>) -> Result<Loaded> {
        let present: Vec<Wanted> = wanted.iter().filter(|w| self.columns.contains(&w.name)).cloned().collect();
        if let Some(frame) = self.read_quickly(&present, rows) {
            return Ok(Loaded { frame, notes: Vec::new() });
        }
        self.read_carefully(&present)
    }

    /// The columns as Polars reads them, or nothing if the file needs the careful way.
    fn read_quickly(&self, wanted: &[Wanted], rows: Option<Expr>) -> Option<DataFrame> {
        if self.from_gbk || !self.is_plain() {
            return None;
        }
        let types: Schema =
            wanted.iter().map(|w| Field::new(w.name.as_str().into(), w.dtype())).collect();
        let missing = cell::NO_FIGURE.iter().map(|text| (*text).into()).collect();
        let scan = LazyCsvReader::new_with_sources(ScanSources::Buffers(Arc::new([self.bytes.clone()])))
            .with_infer_schema_length(Some(0))
            .with_dtype_overwrite(Some(Arc::new(types)))
            .with_null_values(Some(NullValues::AllColumns(missing)))
            .finish()
            .ok()?;
        let scan = match rows {
            Some(rows) => scan.filter(rows),
            None => scan,
        };
        let columns: Vec<Expr> = wanted.iter().map(|w| col(w.name.as_str())).collect();
        let frame = scan.select(columns).collect().ok()?;
        wanted.iter().all(|w| is_sound(&frame, w)).then_some(frame)
    }

    /// Whether every line has the header's number of cells and no cell is quoted, so that separators can be
    /// counted instead of parsed.
    fn is_plain(&self) -> bool {
        let (mut commas, mut lines) = (0_usize, 0_usize);
        for chunk in self.bytes.as_slice().chunks(1 << 16) {
            // Three plain counts, which the compiler turns into vector code, are quicker than one state machine.
            if chunk.contains(&b'"') {
                return false;
            }
            commas += chunk.iter().filter(|b| **b == b',').count();
            lines += chunk.iter().filter(|b| **b == b'\n').count();
        }
        let open_end = usize::from(!self.bytes.as_slice().ends_with(b"\n"));
        commas == (lines + open_end) * (self.columns.len() - 1) && self.header_is_exact()
    }

    /// Whether the names stand in the file just as they were taken, without blanks around them.
    fn header_is_exact(&self) -> bool {
        let line = self.bytes.as_slice().split(|b| *b == b'\n').next().unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        line == self.columns.join(",").as_bytes()
    }

    fn read_carefully(&self, wanted: &[Wanted]) -> Result<Loaded> {
        let mut columns: Vec<Careful<'_>> =
            wanted.iter().filter_map(|w| Some(Careful::new(w, self.position(&w.name)?))).collect();
        columns.sort_by_key(|column| column.position);
        let mut faults = Faults::default();
        self.each_record(|line, record| {
            if record.len() != self.columns.len() {
                faults.add(errors::ragged_line(&self.source.name, line, record.len(), self.columns.len()));
                return;
            }
            for column in &mut columns {
                let text = record.get(column.position).unwrap_or_default();
                if let Err(fault) = column.push(text, line) {
                    faults.add(errors::bad_cell(&self.source.name, line, &column.wanted.name, text, fault.text()));
                }
            }
        })?;
        faults.into_result(&self.source.name)?;
        let mut notes = Vec::new();
        if self.from_gbk {
            notes.push(Note::info(errors::read_as_gbk(&self.source.name)));
        }
        for column in &columns {
            if let Some((habit, line, count)) = column.habit {
                let text = errors::read_with_habit(
                    &self.source.name,
                    line,
                    &column.wanted.name,
                    count,
                    habit.text(),
                );
                notes.push(Note::info(text));
            }
        }
        let columns = columns.into_iter().map(Careful::into_column).collect();
        Ok(Loaded { frame: DataFrame::new_infer_height(columns)?, notes })
    }

    /// The position of a column.
    fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// Calls `f` with the line number and the cells of every record.
    pub(crate) fn each_record(&self, mut f: impl FnMut(u64, &csv::StringRecord)) -> Result<()> {
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).from_reader(self.bytes.as_slice());
        let mut record = csv::StringRecord::new();
        let mut lines = LineCounter { bytes: self.bytes.as_slice(), line: 1 };
        let mut passed = 0;
        while reader.read_record(&mut record).map_err(|e| malformed(&self.source, e))? {
            let start = record.position().map_or(passed, csv::Position::byte);
            let line = lines.advance(start - passed);
            passed = start;
            // A line of nothing but separators is what a spreadsheet leaves behind; it holds no report.
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            f(line, &record);
        }
        Ok(())
    }

    /// The cells of some columns in one record, by name.
    pub(crate) fn cells<'r, const N: usize>(
        &self,
        record: &'r csv::StringRecord,
        names: [&str; N],
    ) -> [&'r str; N] {
        names.map(|name| self.position(name).and_then(|i| record.get(i)).unwrap_or_default().trim())
    }
}

/// Counts the lines of a file up to the records of it. The reader's own count is one short after CRLF, since
/// it takes a record to end at the CR.
struct LineCounter<'a> {
    /// What was not passed yet.
    bytes: &'a [u8],
    line: u64,
}

impl LineCounter<'_> {
    /// The line of a record that begins so many bytes on, line breaks before it not counted.
    fn advance(&mut self, by: u64) -> u64 {
        let by = usize::try_from(by).unwrap_or(usize::MAX).min(self.bytes.len());
        let (passed, rest) = self.bytes.split_at(by);
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.bytes = rest;
        let breaks = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        self.line + breaks.filter(|byte| **byte == b'\n').count() as u64
    }
}

/// Whether a column that Polars parsed holds only what its content allows.
pub(crate) fn is_sound(frame: &DataFrame, wanted: &Wanted) -> bool {
    let Ok(column) = frame.column(&wanted.name) else { return false };
    if wanted.required && column.null_count() > 0 {
        return false;
    }
    let series = column.as_materialized_series();
    let within = |low: f64, high: f64| {
        let least = series.min::<f64>().ok().flatten();
        let most = series.max::<f64>().ok().flatten();
        least.is_none_or(|v| v >= low) && most.is_none_or(|v| v <= high)
    };
    match wanted.content {
        Content::Text => true,
        Content::Date => series.str().is_ok_and(|dates| dates.iter().flatten().all(cell::is_date)),
        Content::Year => within(f64::from(cell::FIRST_YEAR), f64::from(cell::LAST_YEAR)),
        Content::Count | Content::SignedCount if series.dtype().is_float() => {
            let least = if wanted.content == Content::Count { 0.0 } else { f64::NEG_INFINITY };
            let whole = |value: f64| value >= least && value.abs() <= 9e15 && value.fract() == 0.0;
            series.f64().is_ok_and(|values| values.iter().flatten().all(whole))
        }
        Content::Count => within(0.0, 9e15),
        Content::SignedCount => within(-9e15, 9e15),
        Content::Amount => {
            within(0.0, 9e15) && series.f64().is_ok_and(|values| values.iter().flatten().all(f64::is_finite))
        }
    }
}

/// A column being read cell by cell.
struct Careful<'a> {
    wanted: &'a Wanted,
    position: usize,
    texts: Vec<Option<String>>,
    numbers: Vec<Option<f64>>,
    habit: Option<(Habit, u64, usize)>,
}

impl<'a> Careful<'a> {
    fn new(wanted: &'a Wanted, position: usize) -> Self {
        Self { wanted, position, texts: Vec::new(), numbers: Vec::new(), habit: None }
    }

    fn push(&mut self, text: &str, line: u64) -> std::result::Result<(), Fault> {
        let missing = cell::is_no_figure(text);
        if missing && self.wanted.required {
            return Err(Fault::Missing);
        }
        match self.wanted.content {
            Content::Date if !missing && !cell::is_date(text.trim()) => return Err(Fault::NotDate),
            Content::Text | Content::Date => self.texts.push((!missing).then(|| text.trim().to_owned())),
            content => {
                let (value, habit) = cell::number(text, content)?;
                self.numbers.push(value);
                if let Some(habit) = habit {
                    let (_, _, count) = self.habit.get_or_insert((habit, line, 0));
                    *count += 1;
                }
            }
        }
        Ok(())
    }

    #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and below 2^53, years below 2100")]
    fn into_column(self) -> Column {
        let name = PlSmallStr::from_str(&self.wanted.name);
        match self.wanted.content {
            Content::Text | Content::Date => Column::new(name, self.texts),
            Content::Amount => Column::new(name, self.numbers),
            Content::Year => {
                Column::new(name, self.numbers.iter().map(|v| v.map(|v| v as i32)).collect::<Vec<_>>())
            }
            Content::Count | Content::SignedCount => {
                Column::new(name, self.numbers.iter().map(|v| v.map(|v| v as i64)).collect::<Vec<_>>())
            }
        }
    }
}

/// The faults of one file: the first of them in words, all of them counted.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    shown: Vec<Label>,
    count: usize,
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Label) {
        self.count += 1;
        if self.shown.len() < FAULTS_SHOWN {
            self.shown.push(fault);
        }
    }

    /// An error that lists them, if there are any.
    pub(crate) fn into_result(mut self, file: &str) -> Result<()> {
        if self.count == 0 {
            return Ok(());
        }
        if let [only] = self.shown.as_slice() {
            return Err(Error::new(ErrorKind::Data, only.clone()));
        }
        if self.count > self.shown.len() {
            self.shown.push(errors::more_faults(self.count - self.shown.len()));
        }
        Err(Error::new(ErrorKind::Data, errors::faults(file, self.count)).with_details(self.shown))
    }
}

/// A file whose records do not parse at all.
fn malformed(source: &Source, error: csv::Error) -> Error {
    let mut place = String::new();
    if let Some(position) = error.position() {
        let _ = write!(place, "{}", position.line());
    }
    Error::new(ErrorKind::Data, errors::malformed_csv(&source.name, &place)).with_source(error)
}
