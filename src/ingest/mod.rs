//! Raw reports into the rows of a dataset: what a file says, read without guessing.
//!
//! ```text
//! files ─► read ─► Document (paragraphs, grids) ─► tables, words ─► Report ─► store ─► check
//! ```
//!
//! | module | what lives there |
//! |---|---|
//! | [`read`] | one reader a source format, all giving the same [`document`] |
//! | [`tables`] | tables 2, 3 and 4 by their labels; repairs that the sums prove |
//! | [`words`] | what the text says: figures, year, organ, scope, date |
//! | `filled` | a form that was filled in by hand, read by the names of its cells |
//! | [`reading`] | a figure with its place, its text and how sure it is |
//! | `report`, `region` | one file as a report of a region and a year |
//! | `proof` | how far the report's own sums prove the reading |
//! | `store` | `reports.csv` and `sources.csv`, written whole or not at all |
//! | `run` | many files at once |

pub mod document;
mod files;
mod filled;
mod proof;
pub mod read;
pub mod reading;
mod region;
mod report;
mod run;
mod store;
pub mod tables;
#[cfg(test)]
mod tests;
pub mod words;

pub use proof::{Proof, prove};
pub use report::{Key, Report};
pub use run::{IngestRequest, Ingested, IngestedFile, IngestedReport, ingest};
pub use store::{Difference, Fate};
