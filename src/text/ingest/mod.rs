//! Wording of what is said about raw reports.

pub mod files;
pub mod pdf;
pub mod report;
pub mod store;
pub mod summary;
pub mod tables;
pub mod words;

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
