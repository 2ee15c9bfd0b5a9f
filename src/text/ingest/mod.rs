//! Wording of what is said about raw reports.

pub mod files;
