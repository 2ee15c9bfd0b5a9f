//! Wording of what is said about raw reports.

pub mod files;
pub mod pdf;
pub mod tables;
pub mod words;
