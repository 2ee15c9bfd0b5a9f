//! CSV of the main table: figures exact and unformatted, null empty, `true`/`false`, line feeds, UTF-8.

use std::io::Write;
use std::sync::mpsc;

use polars::prelude::{Column, DataFrame, Scalar};

use super::csv_cells::{Cells, Lines, is_whole, plain};
use super::{main_table, stream_failed};
use crate::analysis::Answer;
use crate::error::{Error, ErrorKind, Result};
use crate::text::errors;

/// Rows that are written together: enough for a thread to be worth its while, few enough for the cache.
const BATCH: usize = 4096;

/// Writes the main table. An invented dataset adds the column `synthetic`, the only place that CSV has for
/// saying so.
pub(super) fn write(answer: &Answer, excel_bom: bool, writer: &mut impl Write) -> Result<()> {
    let mut frame = main_table(answer)?.frame.clone();
    if answer.provenance.synthetic && frame.column("synthetic").is_err() {
        frame.with_column(Column::new_scalar("synthetic".into(), Scalar::from(true), frame.height()))?;
    }
    write_frame(frame, excel_bom, writer)
}

/// Writes a table as it is.
pub(super) fn write_frame(frame: DataFrame, excel_bom: bool, writer: &mut impl Write) -> Result<()> {
    let mut write = |bytes: &[u8]| writer.write_all(bytes).map_err(|e| stream_failed(&e));
    if excel_bom {
        write(b"\xef\xbb\xbf")?;
    }
    let mut header = Lines::default();
    for name in frame.get_column_names() {
        header.push_text(name);
    }
    header.end_line();
    write(header.text())?;
    let table = Rows { whole: frame.columns().iter().map(is_whole).collect(), frame };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(table.batches());
    if threads > 1 { table.write_by_threads(threads, write) } else { table.write(write) }
}

/// The rows of a table.
struct Rows {
    frame: DataFrame,
    /// Which columns are written as whole numbers.
    whole: Vec<bool>,
}

impl Rows {
    fn batches(&self) -> usize {
        self.frame.height().div_ceil(BATCH)
    }

    fn write(&self, mut write: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let mut lines = Lines::default();
        for batch in 0..self.batches() {
            self.format(batch, &mut lines)?;
            write(lines.text())?;
        }
        Ok(())
    }

    /// Each thread formats every so many-th batch, while this one writes them in their order.
    fn write_by_threads(&self, threads: usize, mut write: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        /// Batches that a thread may be ahead.
        const AHEAD: usize = 2;
        std::thread::scope(|scope| {
            let start = |first: usize| {
                let (done, batches) = mpsc::sync_channel::<Result<Lines>>(AHEAD);
                let (give_back, used) = mpsc::channel::<Lines>();
                scope.spawn(move || {
                    for batch in (first..self.batches()).step_by(threads) {
                        let mut lines = used.try_recv().unwrap_or_default();
                        let result = self.format(batch, &mut lines).map(|()| lines);
                        // Nobody listens any more once writing has failed.
                        if done.send(result).is_err() {
                            return;
                        }
                    }
                });
                (batches, give_back)
            };
            let threads: Vec<_> = (0..threads).map(start).collect();
            for ((batches, give_back), _) in threads.iter().cycle().zip(0..self.batches()) {
                let stopped = |_| Err(Error::new(ErrorKind::Internal, errors::internal()));
                let lines = batches.recv().unwrap_or_else(stopped)?;
                write(lines.text())?;
                // The thread may have ended.
                let _ = give_back.send(lines);
            }
            Ok(())
        })
    }

    /// The text of a batch.
    fn format(&self, batch: usize, lines: &mut Lines) -> Result<()> {
        lines.clear();
        let first = batch * BATCH;
        let rows = BATCH.min(self.frame.height() - first);
        let slice = |column: &Column| plain(&column.slice(i64::try_from(first).unwrap_or(i64::MAX), rows));
        let columns: Vec<Column> = self.frame.columns().iter().map(slice).collect::<Result<_>>()?;
        let cells = columns.iter().zip(&self.whole).map(|(column, whole)| Cells::new(column, *whole));
        let mut cells: Vec<Cells<'_>> = cells.collect::<Result<_>>()?;
        for row in 0..rows {
            for column in &mut cells {
                column.write(row, lines);
            }
            lines.end_line();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use polars::prelude::{CsvReadOptions, SerReader, df};

    use crate::output::{Format, Options, fixture, to_bytes};
    use crate::text::Lang;

    fn csv(answer: &crate::analysis::Answer, excel_bom: bool) -> String {
        let options = Options { lang: Lang::Zh, excel_bom };
        String::from_utf8(to_bytes(answer, Format::Csv, &options).unwrap()).unwrap()
    }

    #[test]
    fn figures_are_raw_null_is_empty_and_text_is_quoted_only_where_needed() {
        let frame = df!(
            "region" => ["同心县", "a,b", "say \"hi\"\nthere", "=1+1"],
            "value" => [Some(48.0 / 52.0), None, Some(0.0), Some(1e-7)],
            "n" => [Some(36410), Some(0), None, Some(-1)],
            "tie" => [Some(true), Some(false), None, Some(true)],
        );
        let text = csv(&fixture::plain(frame.unwrap()), false);
        assert_eq!(
            text,
            "region,value,n,tie\n同心县,0.9230769230769231,36410,true\n\"a,b\",,0,false\n\
             \"say \"\"hi\"\"\nthere\",0.0,,\n=1+1,1e-7,-1,true\n"
        );
    }

    #[test]
    fn reads_back_equal() {
        let frame = df!(
            "region" => ["同心县", "", "盐池县"],
            "value" => [Some(0.1 + 0.2), None, Some(f64::MIN_POSITIVE)],
            "n" => [Some(1_i64), None, Some(i64::MAX)],
            "tie" => [true, false, true],
        )
        .unwrap();
        let text = csv(&fixture::plain(frame.clone()), false);
        let back = CsvReadOptions::default()
            .into_reader_with_file_handle(std::io::Cursor::new(text.into_bytes()))
            .finish()
            .unwrap();
        assert!(back.equals_missing(&frame), "{back}");
    }

    #[test]
    fn many_rows_come_in_their_order_and_what_is_not_finite_is_blank() {
        let rows: Vec<f64> = (0..20_000).map(f64::from).collect();
        let halves: Vec<f64> =
            rows.iter().map(|row| if (*row - 7.0).abs() < 0.5 { f64::NAN } else { row / 2.0 }).collect();
        let mut frame = df!("row" => &rows, "half" => &halves).unwrap();
        frame.vstack_mut(&frame.clone()).unwrap();
        let text = csv(&fixture::plain(frame), false);
        let lines = (0..40_000).map(|i| (i % 20_000, f64::from(i % 20_000) / 2.0));
        let line = |(row, half): (i32, f64)| match row {
            7 => "7,\n".to_owned(),
            _ => format!("{row},{half:?}\n"),
        };
        assert_eq!(text, format!("row,half\n{}", lines.map(line).collect::<String>()));
    }

    #[test]
    fn the_byte_order_mark_is_written_on_demand_only() {
        let answer = fixture::ranking();
        assert!(csv(&answer, true).starts_with("\u{feff}region_code,"));
        assert!(csv(&answer, false).starts_with("region_code,"));
        assert!(!csv(&answer, false).contains('\r'));
    }

    #[test]
    fn an_invented_dataset_says_so_in_each_row() {
        let mut answer = fixture::ranking();
        answer.provenance.synthetic = true;
        let text = csv(&answer, false);
        assert!(text.lines().next().unwrap().ends_with(",synthetic"));
        assert!(text.lines().skip(1).all(|line| line.ends_with(",true")));
    }
}
