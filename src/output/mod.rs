//! An answer as a table on the terminal or as a file.
//!
//! ```text
//! Answer ─► cell ─► terminal, md, xlsx      formatted for people, in one language
//!        └────────► csv, parquet, json, dta exact figures for programs, stable names
//! ```
//!
//! [`write()`] streams one answer in a [`Format`]; [`file::save`] writes it to a file, whole or not at all;
//! [`names`] and [`split`] cut an answer into one file a group; [`package`] writes an export as a folder.

pub mod blank_form;
pub mod cell;
mod csv;
mod csv_cells;
mod dta;
pub mod file;
#[cfg(test)]
mod fixture;
pub mod foot;
mod json;
mod md;
pub mod names;
mod official;
pub mod package;
mod parquet;
pub mod report;
pub mod split;
pub mod terminal;
pub mod wrap;
mod xlsx;
mod xlsx_about;
mod xlsx_check;

use std::io::{self, Write};
use std::path::Path;

use polars::prelude::{DataFrame, DataType, IntoColumn, PolarsError};

use crate::analysis::{Answer, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Lang, output as words};

/// A file format of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values of the main table: exact figures, UTF-8.
    Csv,
    /// Apache Parquet of the main table, with provenance in the file's metadata.
    Parquet,
    /// All tables with their description and provenance.
    Json,
    /// A Markdown document with the main table.
    Md,
    /// An Excel workbook with a sheet for each table and one about them.
    Xlsx,
    /// A Stata file of the main table, with labels in one language.
    Dta,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] = [Self::Csv, Self::Parquet, Self::Json, Self::Md, Self::Xlsx, Self::Dta];

    /// The file ending, without the dot.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Json => "json",
            Self::Md => "md",
            Self::Xlsx => "xlsx",
            Self::Dta => "dta",
        }
    }

    /// The format of a file ending without dot, in upper or lower case.
    pub fn from_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.ending().eq_ignore_ascii_case(ending))
    }

    /// The format that a path's ending names.
    pub fn from_path(path: &Path) -> Option<Self> {
        path.extension().and_then(|ending| ending.to_str()).and_then(Self::from_ending)
    }
}

/// How a result is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The language of headings and notes. Column names of CSV, Parquet and JSON do not depend on it.
    pub lang: Lang,
    /// Whether a CSV file begins with a byte order mark, without which Excel misreads Chinese.
    pub excel_bom: bool,
}

/// The answer as the bytes of a file.
///
/// # Errors
/// As [`write()`].
pub fn to_bytes(answer: &Answer, format: Format, options: &Options) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write(answer, format, options, &mut bytes)?;
    Ok(bytes)
}

/// Writes the answer to a stream. CSV, Parquet, JSON and Stata files are written piece by piece, so that a table of
/// millions of rows is not held in memory a second time. The caller buffers and flushes the stream.
///
/// # Errors
/// [`ErrorKind::File`] when the stream fails, with the [`io::Error`] as its source;
/// [`ErrorKind::Output`] when the answer cannot be written in this format (no table, too many rows).
pub fn write(answer: &Answer, format: Format, options: &Options, writer: &mut impl Write) -> Result<()> {
    match format {
        Format::Csv => csv::write(answer, options.excel_bom, writer),
        Format::Parquet => parquet::write(answer, writer),
        Format::Json => json::write(answer, options.lang, writer),
        Format::Md => {
            writer.write_all(md::document(answer, options.lang)?.as_bytes()).map_err(|e| stream_failed(&e))
        }
        Format::Xlsx => {
            writer.write_all(&xlsx::workbook(answer, options.lang)?).map_err(|e| stream_failed(&e))
        }
        Format::Dta => dta::write(answer, options.lang, writer),
    }
}

/// The main table, or the error that there is none.
fn main_table(answer: &Answer) -> Result<&Table> {
    answer.main().ok_or_else(|| Error::new(ErrorKind::Output, words::no_table(answer.question)))
}

/// The frame with everything that is not finite as null: no NaN leaves the library.
fn finite(frame: &DataFrame) -> Result<DataFrame> {
    let mut frame = frame.clone();
    let floats: Vec<usize> = frame
        .columns()
        .iter()
        .enumerate()
        .filter(|(_, column)| matches!(column.dtype(), DataType::Float32 | DataType::Float64))
        .map(|(index, _)| index)
        .collect();
    for index in floats {
        let Some(column) = frame.select_at_idx(index) else { continue };
        let series = column.as_materialized_series();
        let is_finite = series.is_finite()?;
        if is_finite.all() {
            continue; // nulls are ignored by `all`
        }
        let nulls = polars::prelude::Series::full_null(series.name().clone(), series.len(), series.dtype());
        let cleaned = series.zip_with(&is_finite, &nulls)?;
        frame.replace_column(index, cleaned.into_column())?;
    }
    Ok(frame)
}

/// A stream that failed, with the cause.
fn stream_failed(error: &io::Error) -> Error {
    let cause = io::Error::new(error.kind(), error.to_string());
    Error::new(ErrorKind::File, words::cannot_write_stream()).with_source(cause)
}

/// A stream that remembers why it failed: Polars turns the error of a Parquet stream into text, by which a
/// full disk could not be told from a fault of the program.
struct Watched<'a, W> {
    stream: &'a mut W,
    failure: Option<io::Error>,
}

impl<'a, W: Write> Watched<'a, W> {
    fn new(stream: &'a mut W) -> Self {
        Self { stream, failure: None }
    }

    /// What a Polars writer gave on this stream.
    fn outcome<T>(self, result: std::result::Result<T, PolarsError>) -> Result<T> {
        match (result, self.failure) {
            (Ok(value), _) => Ok(value),
            (Err(_), Some(failure)) => Err(stream_failed(&failure)),
            (Err(error), None) => Err(Error::from(error)),
        }
    }

    fn keep<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result
            && error.kind() != io::ErrorKind::Interrupted
        {
            self.failure = Some(io::Error::new(error.kind(), error.to_string()));
        }
        result
    }
}

impl<W: Write> Write for Watched<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.stream.write(bytes);
        self.keep(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.stream.flush();
        self.keep(result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::df;

    #[test]
    fn the_ending_decides_the_format() {
        assert_eq!(Format::from_path(Path::new("a/b.XLSX")), Some(Format::Xlsx));
        assert_eq!(Format::from_path(Path::new("a.tar.csv")), Some(Format::Csv));
        assert_eq!(Format::from_path(Path::new("a.svg")), None);
        assert_eq!(Format::from_path(Path::new("csv")), None);
    }

    #[test]
    fn what_is_not_finite_becomes_null_and_the_rest_stays() {
        let frame = df!("a" => [Some(1.0), None, Some(f64::NAN), Some(f64::INFINITY)], "b" => [1, 2, 3, 4]);
        let cleaned = finite(&frame.unwrap()).unwrap();
        let expected = df!("a" => [Some(1.0), None, None, None], "b" => [1, 2, 3, 4]).unwrap();
        assert!(cleaned.equals_missing(&expected), "{cleaned}");
    }

    #[test]
    fn no_format_lets_nan_or_infinity_out() {
        let answer = fixture::with_nan();
        for format in [Format::Csv, Format::Json, Format::Md] {
            let text = String::from_utf8(to_bytes(&answer, format, &Options::default()).unwrap()).unwrap();
            let mut numbers = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
            assert!(!numbers.any(|word| ["nan", "inf", "infinity"].contains(&word.as_str())), "{text}");
        }
    }

    #[test]
    fn same_answer_same_bytes() {
        let answer = fixture::ranking();
        for format in Format::ALL {
            let bytes = || to_bytes(&answer, format, &Options::default()).unwrap();
            assert!(bytes() == bytes(), "{format:?}");
        }
    }

    #[test]
    fn a_broken_stream_is_not_an_internal_error() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::Error::from(io::ErrorKind::BrokenPipe))
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        for format in Format::ALL {
            let error =
                write(&fixture::ranking(), format, &Options::default(), &mut Closed).expect_err("closed");
            assert_eq!(error.kind(), ErrorKind::File, "{format:?}");
            let cause = std::error::Error::source(&error).unwrap().downcast_ref::<io::Error>().unwrap();
            assert_eq!(cause.kind(), io::ErrorKind::BrokenPipe, "{format:?}");
        }
    }
}
