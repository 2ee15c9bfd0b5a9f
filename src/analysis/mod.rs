//! The questions: one file each, with a request, a result and `run`.

mod answer;
mod kernels;
mod rank;
mod request;
mod sample;

pub use answer::{Answer, Column, Coverage, Kind, MetricCard, Provenance, Reason, SourceFile, Table};
pub use crate::text::{Level, Note};
pub use rank::{RankRequest, SMALL_N, rank};
pub use request::{By, Which, Within};

use crate::error::{Error, ErrorKind};
use crate::text::{errors, nearest_names};

/// The error for a column that an answer does not have.
fn no_such_column<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Error {
    let near = nearest_names(name, known.clone());
    let near = if near.is_empty() { known.map(str::to_owned).collect() } else { near };
    Error::new(ErrorKind::Request, errors::no_such_column(name)).with_hint(errors::nearest(&near))
}
