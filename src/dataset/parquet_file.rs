//! Parquet files of a dataset: scanned lazily, only the wanted columns, then checked like any other cell.

use std::fs::File;

use polars::prelude::*;

use super::cell::{self, Fault};
use super::csv_file::{Loaded, OTHER_WORD, Wanted};
use super::source::Source;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Content;
use crate::text::errors;

/// A Parquet file with its columns.
#[derive(Clone)]
pub(crate) struct ParquetFile {
    pub(crate) source: Source,
    pub(crate) columns: Vec<String>,
    schema: SchemaRef,
    scan: LazyFrame,
}

impl std::fmt::Debug for ParquetFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetFile").field("source", &self.source).finish_non_exhaustive()
    }
}

impl ParquetFile {
    /// Reads the footer.
    ///
    /// # Errors
    /// The file is missing, truncated or no Parquet file.
    pub(crate) fn open(source: Source) -> Result<Self> {
        let bad =
            |e: PolarsError| Error::new(ErrorKind::File, errors::bad_parquet(&source.name)).with_source(e);
        let Some(path) = source.path() else {
            return Err(Error::new(ErrorKind::Internal, errors::internal()));
        };
        // A path that is no local file would be taken for an address of object storage.
        File::open(path)
            .map_err(|e| Error::new(ErrorKind::File, errors::cannot_read(&source.name)).with_source(e))?;
        let path = PlRefPath::try_from_path(path).map_err(bad)?;
        let args = ScanArgsParquet { glob: false, ..ScanArgsParquet::default() };
        let mut scan = LazyFrame::scan_parquet(path, args).map_err(bad)?;
        // The scan keeps the footer that this reads, so that it is read once.
        let schema = scan.collect_schema().map_err(bad)?;
        let columns = schema.iter_names().map(PlSmallStr::to_string).collect();
        Ok(Self { source, columns, schema, scan })
    }

    /// A lazy scan of the whole file.
    pub(crate) fn scan(&self) -> LazyFrame {
        self.scan.clone()
    }

    /// Size in bytes that its figures would have as text, roughly.
    pub(crate) fn size(&self) -> u64 {
        /// The benchmark's panels are about five times as large as text.
        const AS_TEXT: u64 = 5;
        let size =
            self.source.path().and_then(|path| std::fs::metadata(path).ok()).map_or(0, |file| file.len());
        size * AS_TEXT
    }

    /// Reads the wanted columns; those that the file lacks are left out. `rows` filters early.
    ///
    /// # Errors
    /// A column of another type, or a cell that is wrong.
    pub(crate) fn read(&self, wanted: &[Wanted], rows: Option<Expr>) -> Result<Loaded> {
        let mut columns = Vec::new();
        let mut present = Vec::new();
        for wanted in wanted {
            if let Some(dtype) = self.schema.get(&wanted.name) {
                columns.push(self.typed(wanted, dtype)?);
                present.push(wanted.clone());
            }
        }
        let scan = match rows {
            Some(rows) => self.scan().filter(rows),
            None => self.scan(),
        };
        let frame = scan.select(columns).collect().map_err(|e| {
            Error::new(ErrorKind::File, errors::bad_parquet(&self.source.name)).with_source(e)
        })?;
        if let Some(wanted) = first_unsound(&frame, &present) {
            let fault = fault(&frame, wanted);
            let message = errors::bad_column(&self.source.name, &wanted.name, fault.text());
            return Err(Error::new(ErrorKind::Data, message));
        }
        Ok(Loaded { frame, notes: Vec::new() })
    }

    /// The column in the type that its content needs.
    fn typed(&self, wanted: &Wanted, dtype: &DataType) -> Result<Expr> {
        let column = col(wanted.name.as_str());
        let wrong = || {
            let message = errors::wrong_type(&self.source.name, &wanted.name, &dtype.to_string());
            Err(Error::new(ErrorKind::Data, message))
        };
        let numeric = dtype.is_primitive_numeric();
        if wanted.content == Content::Choice {
            return Ok(choice(column, wanted.words).alias(wanted.name.as_str()));
        }
        Ok(match wanted.content {
            Content::Text | Content::Date if dtype.is_string() => column,
            Content::Date if matches!(dtype, DataType::Date) => column.cast(DataType::String),
            Content::Text if numeric || matches!(dtype, DataType::Categorical(..)) => {
                column.cast(DataType::String)
            }
            Content::Year if numeric => column.strict_cast(DataType::Int32),
            Content::Count | Content::SignedCount if dtype.is_integer() => column.cast(DataType::Int64),
            // A count with nulls that passed through pandas is a float; `is_sound` sees fractions.
            Content::Count | Content::SignedCount | Content::Amount if numeric => {
                column.cast(DataType::Float64)
            }
            _ if matches!(dtype, DataType::Null) => column.cast(DataType::Float64),
            _ => return wrong(),
        })
    }
}

/// The number of a cell's word among the words of a choice; null where the cell is blank.
fn choice(column: Expr, words: &'static [&'static str]) -> Expr {
    /// What stands in the place of a null.
    const NO_WORD: i32 = i32::MIN;
    let number = |cell: &str| -> Option<i32> {
        let word = words.iter().zip(0..).find(|(word, _)| **word == cell).map(|(_, number)| number);
        word.or((!cell.is_empty()).then_some(OTHER_WORD))
    };
    column.cast(DataType::String).map(
        move |cells| {
            let (name, count) = (cells.name().clone(), cells.len());
            if cells.null_count() == count {
                return Ok(Int32Chunked::full_null(name, count).into_column());
            }
            let mut numbers = Vec::with_capacity(count);
            for array in cells.str()?.downcast_iter() {
                // Neighbours mostly hold the same word, which equal views tell; that of a null is left aside.
                let mut last = None;
                for (row, view) in array.views().iter().enumerate() {
                    if array.get(row).is_none() {
                        numbers.push(NO_WORD);
                        continue;
                    }
                    let known = last.filter(|(known, _)| *known == view).map(|(_, number)| number);
                    let found = || array.get(row).and_then(number).unwrap_or(NO_WORD);
                    let number = known.unwrap_or_else(found);
                    last = Some((view, number));
                    numbers.push(number);
                }
            }
            let is_word =
                BooleanChunked::from_iter_values("word".into(), numbers.iter().map(|n| *n != NO_WORD));
            let is_word = is_word.downcast_iter().next().map(|array| array.values().clone());
            Ok(Int32Chunked::from_vec_validity(name, numbers, is_word).into_column())
        },
        |_, field| Ok(Field::new(field.name().clone(), DataType::Int32)),
    )
}

/// The first column that holds what its content does not allow; the columns are shared out among threads.
fn first_unsound<'a>(frame: &DataFrame, columns: &'a [Wanted]) -> Option<&'a Wanted> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = columns.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let look = |part: &'a [Wanted]| part.iter().find(|wanted| !is_sound(frame, wanted));
        let threads: Vec<_> = columns.chunks(share).map(|part| scope.spawn(move || look(part))).collect();
        let mut found = None;
        for thread in threads {
            let unsound = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            found = found.or(unsound);
        }
        found
    })
}

/// Whether a column holds only what its content allows.
fn is_sound(frame: &DataFrame, wanted: &Wanted) -> bool {
    let Ok(column) = frame.column(&wanted.name) else { return false };
    if wanted.required && column.null_count() > 0 {
        return false;
    }
    let series = column.as_materialized_series();
    if is_sound_at_a_glance(series, wanted.content) {
        return true;
    }
    let within = |low: f64, high: f64| {
        let least = series.min::<f64>().ok().flatten();
        let most = series.max::<f64>().ok().flatten();
        least.is_none_or(|v| v >= low) && most.is_none_or(|v| v <= high)
    };
    match wanted.content {
        Content::Text | Content::Choice => true,
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

/// Whether whole numbers are in their range, those included that stand in the place of a null and are mostly 0.
/// False if a closer look is needed.
fn is_sound_at_a_glance(series: &Series, content: Content) -> bool {
    /// The limit of counts, 9e15, as a whole number.
    const LIMIT: i64 = 9_000_000_000_000_000;
    let least = match content {
        Content::Count => 0,
        Content::SignedCount => -LIMIT,
        _ => return false,
    };
    // Without a way out of the loop, several numbers are compared at once.
    let all_fit = |numbers: &[i64]| numbers.iter().fold(true, |fit, n| fit & (least..=LIMIT).contains(n));
    series.i64().is_ok_and(|numbers| numbers.downcast_iter().all(|array| all_fit(array.values())))
}

/// What is wrong with a column that is not sound.
fn fault(frame: &DataFrame, wanted: &Wanted) -> Fault {
    let column = frame.column(&wanted.name).map(Column::as_materialized_series);
    match (wanted.content, column) {
        (_, Ok(series)) if wanted.required && series.null_count() > 0 => Fault::Missing,
        (Content::Year, _) => Fault::YearRange,
        (Content::Date, _) => Fault::NotDate,
        (_, Ok(series)) if series.min::<f64>().ok().flatten().is_some_and(|v| v < 0.0) => Fault::Negative,
        (Content::Count | Content::SignedCount, Ok(series)) if series.dtype().is_float() => Fault::Fraction,
        _ => Fault::TooLarge,
    }
}
