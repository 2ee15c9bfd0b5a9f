//! The questions: one file each, with a request, a result and `run`.

mod answer;

pub use answer::{Answer, Column, Coverage, Kind, MetricCard, Provenance, Reason, SourceFile, Table};
pub use crate::text::{Level, Note};
