//! The questions: one file each, with a request, a result and `run`.

mod answer;

pub use answer::{
    Answer, Column, Coverage, Kind, Level, MetricCard, Note, Provenance, Reason, SourceFile, Table,
};
