//! The questions: one file each, with a request, a result and `run`.

mod about;
mod answer;
mod breaks;
mod check;
mod compare;
mod diff;
mod export;
mod figures;
mod index;
mod ingested;
mod kernels;
mod outcomes;
mod peers;
mod places;
mod rank;
mod report;
mod request;
mod sample;
mod series;
mod there;
mod trend;

pub use crate::text::{Level, Note};
pub use answer::{
    Answer, Column, Coverage, IN_FILES_ONLY, Kind, MetricCard, Provenance, Reason, SourceFile, Table,
};
pub use check::{CheckRequest, check, error_count};
pub use compare::{CompareRequest, compare};
pub use diff::{DiffRequest, diff, is_same};
pub use export::{Coded, Export, ExportRequest, Place, REPORT_KEY, Role, Type, Variable, export};
pub use index::{IndexRequest, Scheme, Sensitivity, index};
pub use ingested::ingested;
pub use outcomes::{Intervals, OutcomesRequest, outcomes};
pub use peers::{NEAREST, Peers};
pub use rank::{Certainty, Limits, RankRequest, SMALL_N, Spread, SpreadBy, rank};
pub use report::{Report, ReportRequest, report};
pub use request::{By, Which, Within};
pub use there::{Aspect, form_breaks, metrics_there, there};
pub use trend::{Breaks, TrendRequest, trend};

use crate::error::{Error, ErrorKind};
use crate::text::{errors, nearest_names};

/// The error for a column that an answer does not have.
fn no_such_column<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Error {
    let near = nearest_names(name, known.clone());
    let near = if near.is_empty() { known.map(str::to_owned).collect() } else { near };
    Error::new(ErrorKind::Request, errors::no_such_column(name)).with_hint(errors::nearest(&near))
}

/// The columns asked for, in the order asked for, or all. `keys` come before them where none is among them.
fn pick_columns(all: &[Column], names: &[String], keys: &[&str]) -> Result<Vec<Column>, Error> {
    if names.is_empty() {
        return Ok(all.to_vec());
    }
    let mut wanted = Vec::new();
    for name in names {
        match all.iter().find(|column| column.name == *name) {
            Some(found) if wanted.contains(found) => {}
            Some(found) => wanted.push(found.clone()),
            None => return Err(no_such_column(name, all.iter().map(|column| column.name.as_str()))),
        }
    }
    if !wanted.iter().any(|column| keys.contains(&column.name.as_str())) {
        let missing = |column: &&Column| {
            let is_key = keys.contains(&column.name.as_str()) || column.name == "metric";
            is_key && !wanted.contains(column)
        };
        let mut keyed: Vec<Column> = all.iter().filter(missing).cloned().collect();
        keyed.append(&mut wanted);
        wanted = keyed;
    }
    Ok(wanted)
}
