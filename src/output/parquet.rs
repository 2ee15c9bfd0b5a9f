//! Parquet of the main table, compressed with zstd, with provenance and column descriptions in the file's
//! key-value metadata under names that begin with `gongkai.`.

use std::io::Write;

use polars::prelude::{KeyValueMetadata, ParquetCompression, ParquetWriter};

use super::{Watched, finite, json, main_table};
use crate::analysis::Answer;
use crate::error::Result;

/// Writes the main table.
pub(super) fn write(answer: &Answer, writer: &mut impl Write) -> Result<()> {
    let mut frame = finite(&main_table(answer)?.frame)?;
    let mut stream = Watched::new(writer);
    let result = ParquetWriter::new(&mut stream)
        .with_compression(ParquetCompression::Zstd(None))
        .with_key_value_metadata(Some(KeyValueMetadata::from_static(metadata(answer)?)))
        .finish(&mut frame);
    stream.outcome(result).map(|_| ())
}

fn metadata(answer: &Answer) -> Result<Vec<(String, String)>> {
    let source = &answer.provenance;
    let pairs = [
        ("question", answer.question.to_owned()),
        ("title.zh", answer.title.zh.clone()),
        ("title.en", answer.title.en.clone()),
        ("request", source.request.clone()),
        ("dataset", source.dataset.clone()),
        ("licence", source.licence.clone()),
        ("synthetic", source.synthetic.to_string()),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("columns", json::columns_in_both_languages(main_table(answer)?)?),
    ];
    Ok(pairs.into_iter().map(|(key, value)| (format!("gongkai.{key}"), value)).collect())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use polars::prelude::{ParquetReader, SerReader};

    use crate::output::{Format, Options, fixture, to_bytes};

    #[test]
    fn reads_back_equal_with_its_provenance() {
        let answer = fixture::ranking();
        let bytes = to_bytes(&answer, Format::Parquet, &Options::default()).unwrap();
        let mut reader = ParquetReader::new(Cursor::new(bytes));
        let metadata = reader.get_metadata().unwrap().key_value_metadata.clone().unwrap();
        let value = |key: &str| metadata.iter().find(|pair| pair.key == key).unwrap().value.clone().unwrap();
        assert_eq!(value("gongkai.dataset"), "china 2025.1");
        let columns: serde_json::Value = serde_json::from_str(&value("gongkai.columns")).unwrap();
        assert_eq!(columns[0]["name"], "region_code");
        let back = reader.finish().unwrap();
        assert!(back.equals_missing(&answer.tables[0].frame), "{back}");
    }
}
