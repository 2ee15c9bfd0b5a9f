//! The questions: one file each, with a request, a result and `run`.

mod answer;
mod request;
mod sample;

pub use answer::{Answer, Column, Coverage, Kind, MetricCard, Provenance, Reason, SourceFile, Table};
pub use crate::text::{Level, Note};
pub use request::{By, Which, Within};
