//! Comparative analytics for government-information-disclosure annual reports.

pub mod analysis;
pub mod error;
pub mod output;
pub mod schema;
pub mod text;

pub use error::{Error, ErrorKind, Result};
