//! Comparative analytics for government-information-disclosure annual reports.

pub mod analysis;
pub mod chart;
pub mod dataset;
pub mod error;
pub mod metric;
pub mod output;
pub mod schema;
pub mod stats;
pub mod text;

pub use error::{Error, ErrorKind, Result};
