//! Raw reports into rows: what a file says, read without guessing.
//!
//! ```text
//! file ─► reader ─► Document (paragraphs, grids) ─► tables, words ─► Reading (figures with their places)
//! ```

pub mod document;
pub mod read;
pub mod reading;
pub mod tables;
pub mod words;
