//! Comparative analytics for government-information-disclosure annual reports.

pub mod schema;
pub mod stats;
pub mod text;
