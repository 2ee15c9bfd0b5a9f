//! CSV of the main table: figures exact and unformatted, null empty, `true`/`false`, line feeds, UTF-8.

use std::io::Write;
use std::num::NonZeroUsize;

use polars::prelude::{
    BooleanChunked, Column, CsvWriter, DataFrame, DataType, IntoColumn, NewChunkedArray, SerWriter,
};

use super::{Watched, finite, main_table};
use crate::analysis::Answer;
use crate::error::Result;

/// Rows that are written together: enough for the threads, few enough for the cache.
const BATCH: NonZeroUsize = NonZeroUsize::MIN.saturating_add(8191);

/// Writes the main table. An invented dataset adds the column `synthetic`, the only place that CSV has for
/// saying so.
pub(super) fn write(answer: &Answer, excel_bom: bool, writer: &mut impl Write) -> Result<()> {
    let mut frame = finite(&main_table(answer)?.frame)?;
    write_whole_numbers_plainly(&mut frame)?;
    if answer.provenance.synthetic && frame.column("synthetic").is_err() {
        let marks = BooleanChunked::from_iter_values("synthetic".into(), (0..frame.height()).map(|_| true));
        frame.with_column(marks.into_column())?;
    }
    let mut stream = Watched::new(writer);
    let result = CsvWriter::new(&mut stream).include_bom(excel_bom).with_batch_size(BATCH).finish(&mut frame);
    stream.outcome(result)
}

/// Turns columns of numbers that are all whole into integers: `16`, not `16.0`.
fn write_whole_numbers_plainly(frame: &mut DataFrame) -> Result<()> {
    let whole = |column: &&Column| {
        column.f64().is_ok_and(|values| values.iter().flatten().all(|v| v.fract() == 0.0 && v.abs() < 9e15))
    };
    let columns: Vec<Column> =
        frame.columns().iter().filter(whole).map(|c| c.cast(&DataType::Int64)).collect::<Result<_, _>>()?;
    for column in columns {
        frame.with_column(column)?;
    }
    Ok(())
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
