//! Small builders shared by the tests.

use std::path::{Path, PathBuf};

use gongkai::analysis::{Answer, Which};
use gongkai::dataset::{Dataset, Years};
use gongkai::metric::Catalogue;
use polars::prelude::*;

/// The shipped panel of 127 agencies.
pub(crate) fn foia() -> Dataset {
    Dataset::open(&root().join("datasets/foia")).expect("datasets/foia opens")
}

/// The built-in Chinese reports.
pub(crate) fn china() -> Dataset {
    Dataset::built_in().expect("the built-in dataset opens")
}

pub(crate) fn catalogue() -> Catalogue {
    Catalogue::built_in().expect("the catalogue parses")
}

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Reports of one region and year.
pub(crate) fn only(region: &str, year: i32) -> Which {
    Which { years: Some(Years::one(year)), regions: vec![region.to_owned()], ..Which::default() }
}

/// A number of a table.
pub(crate) fn number(answer: &Answer, table: usize, column: &str, row: usize) -> Option<f64> {
    let column = answer.tables[table].frame.column(column).unwrap_or_else(|e| panic!("{column}: {e}"));
    column.cast(&DataType::Float64).expect("a number").f64().expect("a number").get(row)
}

/// A text of a table.
pub(crate) fn text(answer: &Answer, table: usize, column: &str, row: usize) -> Option<String> {
    answer.tables[table]
        .frame
        .column(column)
        .expect("column")
        .str()
        .expect("text")
        .get(row)
        .map(str::to_owned)
}

/// Asserts that two numbers agree to a tolerance.
#[track_caller]
pub(crate) fn close(found: Option<f64>, expected: f64, tolerance: f64) {
    let found = found.expect("a number, not null");
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
}
