//! Comparative analytics for government-information-disclosure annual reports.

pub mod chart;
pub mod schema;
pub mod text;
