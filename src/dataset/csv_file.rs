//! CSV files of a dataset: the wanted columns, cell by cell, each with its line.
//!
//! Only the cells of the wanted columns are looked at, and parts of the file are read side by side. What
//! people write (`1,234`, `１２３`, `/`) is read and mentioned; all faults of a file are listed at once.

use std::borrow::Cow;

use polars::prelude::*;
use simd_csv::ZeroCopyByteRecord;

use super::cell::{Fault, Habit};
use super::csv_cells::{Cells, plain_number};
use super::csv_records::{LineCounter, each, text};
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
    /// The words of a choice. Its cells are read as the number of the word, [`OTHER_WORD`] for any other.
    pub(crate) words: &'static [&'static str],
}

/// What a choice holds that is none of its words.
pub(crate) const OTHER_WORD: i32 = -1;

impl Wanted {
    pub(crate) fn new(name: &str, content: Content) -> Self {
        Self { name: name.to_owned(), content, required: false, words: &[] }
    }

    pub(crate) fn required(name: &str, content: Content) -> Self {
        Self { required: true, ..Self::new(name, content) }
    }

    pub(crate) fn choice(name: &str, words: &'static [&'static str]) -> Self {
        Self { words, ..Self::new(name, Content::Choice) }
    }

    pub(crate) fn dtype(&self) -> DataType {
        match self.content {
            Content::Text | Content::Date => DataType::String,
            Content::Year | Content::Choice => DataType::Int32,
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
    bytes: Cow<'static, [u8]>,
    from_gbk: bool,
}

/// The wanted columns of a file and what was said about them.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) frame: DataFrame,
    pub(crate) notes: Vec<Said>,
}

/// What was said while a file was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    /// The number of the file.
    pub(crate) file: usize,
    /// The position and name of the column that it is about; `None` for the whole file.
    pub(crate) column: Option<(usize, String)>,
    pub(crate) note: Note,
}

impl CsvFile {
    /// Reads a file into memory and takes its header.
    ///
    /// # Errors
    /// It cannot be read, is empty, in no known encoding, or names a column twice.
    pub(crate) fn open(source: Source) -> Result<Self> {
        let decoded = source.text()?;
        let bytes = match decoded.text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
        let mut columns: Vec<String> = Vec::new();
        each(&bytes, 0, |_, record| {
            columns = (0..record.len()).map(|i| text(record, i).trim().to_owned()).collect();
            false
        })?;
        for (i, name) in columns.iter().enumerate() {
            if columns.iter().take(i).any(|earlier| earlier == name) {
                return Err(Error::new(ErrorKind::Data, errors::column_twice(&source.name, name)));
            }
        }
        Ok(Self { source, columns, bytes, from_gbk: decoded.from_gbk })
    }

    /// Size in bytes.
    pub(crate) fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Reads the wanted columns; those that the file lacks are left out.
    ///
    /// # Errors
    /// Cells or lines that are wrong: all of them, with line, column and fault.
    pub(crate) fn read(&self, wanted: &[Wanted]) -> Result<Loaded> {
        let mut columns: Vec<(usize, &Wanted)> =
            wanted.iter().filter_map(|wanted| Some((self.position(&wanted.name)?, wanted))).collect();
        columns.sort_by_key(|(position, _)| *position);
        let parts = self.parts();
        let one = |(offset, bytes): &(usize, &[u8])| Part::read(bytes, *offset, self.columns.len(), &columns);
        let read: Vec<Part> = if let [all] = parts.as_slice() {
            vec![one(all)?]
        } else {
            std::thread::scope(|scope| {
                let threads: Vec<_> = parts.iter().map(|part| scope.spawn(|| one(part))).collect();
                let lost = |_| Err(Error::new(ErrorKind::Internal, errors::internal()));
                threads.into_iter().map(|thread| thread.join().unwrap_or_else(lost)).collect::<Result<_>>()
            })?
        };
        self.report_faults(&read, &columns)?;
        let notes = self.notes(&read, &columns);
        let mut frame: Option<DataFrame> = None;
        for part in read {
            let names = columns.iter().map(|(_, wanted)| wanted.name.as_str());
            let part = DataFrame::new_infer_height(
                part.cells.into_iter().zip(names).map(|(c, n)| c.finish(n)).collect(),
            )?;
            match &mut frame {
                None => frame = Some(part),
                Some(whole) => {
                    whole.vstack_mut_owned(part)?;
                }
            }
        }
        Ok(Loaded { frame: frame.unwrap_or_default(), notes })
    }

    /// Stretches of whole records behind the header, with their offsets: several for a large file without
    /// quotes (a quoted cell may hold a line break, so such a file is read in one go).
    fn parts(&self) -> Vec<(usize, &[u8])> {
        /// Below it a thread costs more than it saves.
        const LEAST: usize = 1 << 20;
        let bytes: &[u8] = &self.bytes;
        let threads = || std::thread::available_parallelism().map_or(1, usize::from);
        let small = bytes.len() < 2 * LEAST || bytes.contains(&b'"');
        let count = if small { 1 } else { threads().min(bytes.len() / LEAST) };
        let mut parts = Vec::new();
        let mut start = 0;
        for i in 1..=count {
            let near = bytes.len() * i / count;
            let rest = bytes.get(near..).unwrap_or_default();
            let end = if i == count {
                bytes.len()
            } else {
                near + rest.iter().position(|b| *b == b'\n').map_or(0, |at| at + 1)
            };
            if let Some(part) = bytes.get(start..end) {
                parts.push((start, part));
            }
            start = end;
        }
        parts
    }

    /// The error that lists all faults, if there are any.
    fn report_faults(&self, parts: &[Part], columns: &[(usize, &Wanted)]) -> Result<()> {
        let name = &self.source.name;
        let mut faults = Faults::default();
        let mut lines = LineCounter::new(&self.bytes);
        for found in parts.iter().flat_map(|part| &part.faults) {
            let line = lines.at(found.offset);
            let fault = match &found.what {
                What::Ragged(cells) => errors::ragged_line(name, line, *cells, self.columns.len()),
                What::Cell(column, text, fault) => {
                    let column = columns.get(*column).map_or("", |(_, wanted)| wanted.name.as_str());
                    errors::bad_cell(name, line, column, text, fault.text())
                }
            };
            faults.add(fault);
        }
        faults.count += parts.iter().map(|part| part.more_faults).sum::<usize>();
        faults.into_result(name)
    }

    /// What is to be said about the file and its cells.
    fn notes(&self, parts: &[Part], columns: &[(usize, &Wanted)]) -> Vec<Said> {
        let mut notes = Vec::new();
        if self.from_gbk {
            let note = Note::info(errors::read_as_gbk(&self.source.name));
            notes.push(Said { file: 0, column: None, note });
        }
        for (i, (position, wanted)) in columns.iter().enumerate() {
            let habits = || parts.iter().filter_map(|part| part.habits.get(i).copied().flatten());
            if let Some((habit, first, _)) = habits().next() {
                let count = habits().map(|(.., count)| count).sum();
                let line = LineCounter::new(&self.bytes).at(first);
                let text =
                    errors::read_with_habit(&self.source.name, line, &wanted.name, count, habit.text());
                let column = Some((*position, wanted.name.clone()));
                notes.push(Said { file: 0, column, note: Note::info(text) });
            }
        }
        notes
    }

    /// The position of a column.
    fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// Calls `f` with the line number and the cells named, trimmed, of every record; a missing cell is empty.
    pub(crate) fn each_row<const N: usize>(
        &self,
        names: [&str; N],
        mut f: impl FnMut(u64, [&str; N]),
    ) -> Result<()> {
        let positions = names.map(|name| self.position(name));
        let mut lines = LineCounter::new(&self.bytes);
        let mut header = true;
        each(&self.bytes, 0, |offset, record| {
            if !std::mem::take(&mut header) {
                let cells = positions.map(|position| position.map_or(Cow::Borrowed(""), |i| text(record, i)));
                f(lines.at(offset), std::array::from_fn(|i| cells.get(i).map_or("", |cell| cell.trim())));
            }
            true
        })
    }
}

impl CsvFile {
    /// Calls `f` with the cells named of every record, in the order of the names; a missing cell is empty.
    pub(crate) fn each_record(&self, names: &[&str], mut f: impl FnMut(&[Cow<'_, str>])) -> Result<()> {
        let positions: Vec<Option<usize>> = names.iter().map(|name| self.position(name)).collect();
        let mut header = true;
        each(&self.bytes, 0, |_, record| {
            if !std::mem::take(&mut header) {
                let cells = positions.iter().map(|at| at.map_or(Cow::Borrowed(""), |i| text(record, i)));
                f(&cells.collect::<Vec<_>>());
            }
            true
        })
    }
}

/// A fault and where its record begins.
struct Found {
    offset: usize,
    what: What,
}

enum What {
    /// A line with another number of cells than the header.
    Ragged(usize),
    /// A cell of the wanted column of this number.
    Cell(usize, String, Fault),
}

/// A stretch of the file, read.
#[derive(Default)]
struct Part {
    cells: Vec<Cells>,
    /// A habit of a column: which, where first, how often.
    habits: Vec<Option<(Habit, usize, usize)>>,
    faults: Vec<Found>,
    more_faults: usize,
}

impl Part {
    fn read(bytes: &[u8], offset: usize, width: usize, columns: &[(usize, &Wanted)]) -> Result<Self> {
        let rows = bytes.len() / (2 * width).max(1);
        let mut part = Self {
            cells: columns.iter().map(|(_, wanted)| Cells::new(wanted, rows)).collect(),
            habits: vec![None; columns.len()],
            ..Self::default()
        };
        let mut header = offset == 0;
        each(bytes, offset, |offset, record| {
            if std::mem::take(&mut header) {
                return true;
            }
            if record.len() != width {
                part.fault(offset, What::Ragged(record.len()));
                return true;
            }
            for (i, (position, wanted)) in columns.iter().enumerate() {
                part.cell(i, wanted, offset, record, *position);
            }
            true
        })?;
        Ok(part)
    }

    fn cell(
        &mut self,
        i: usize,
        wanted: &Wanted,
        offset: usize,
        record: &ZeroCopyByteRecord<'_>,
        position: usize,
    ) {
        let Some(cells) = self.cells.get_mut(i) else { return };
        if let Some(plain) = record.get(position).and_then(plain_number)
            && cells.push_plain(plain.number())
        {
            return;
        }
        let text = text(record, position);
        match cells.push(&text, wanted) {
            Ok(None) => {}
            Ok(Some(habit)) => {
                if let Some(known) = self.habits.get_mut(i) {
                    known.get_or_insert((habit, offset, 0)).2 += 1;
                }
            }
            Err(fault) => {
                let text = text.into_owned();
                self.fault(offset, What::Cell(i, text, fault));
            }
        }
    }

    fn fault(&mut self, offset: usize, what: What) {
        if self.faults.len() < FAULTS_SHOWN {
            self.faults.push(Found { offset, what });
        } else {
            self.more_faults += 1;
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
