//! Compares government-information-disclosure annual reports (政府信息公开工作年度报告) of many regions over
//! many years: rankings, trends, how applications were resolved, one region against its peers.
//!
//! Data flows one way, and the modules are its stations:
//!
//! ```text
//! reports ─► ingest ─► dataset ─► metric ─► analysis ─► chart / output ─► files
//! ```
//!
//! | module | what lives there |
//! |---|---|
//! | [`dataset`] | a folder on disk, or the one compiled in, as a checked [`Panel`](dataset::Panel); regions |
//! | [`metric`] | the catalogue of metrics, compiled to expressions; the one place that divides |
//! | [`check`] | rules on which figures must agree; findings |
//! | [`ingest`] | raw reports into the rows of a dataset, each figure with the place that it was read from |
//! | [`analysis`] | the questions: a request, `run`, an [`Answer`](analysis::Answer) |
//! | [`chart`] | an answer as a figure, a scene, SVG or PNG |
//! | [`output`] | an answer as a table on the terminal, CSV, Parquet, JSON, Markdown, a workbook, a Stata file; an export as a package |
//! | [`batch`] | many questions: a plan, its runs, the manifest by which others run them again |
//! | [`stats`] | pure functions on slices: intervals, ranks, trends |
//! | [`schema`] | the field dictionary, forms, outcomes, applicants, units |
//! | [`text`] | every string shown to a user, in both languages |
//! | [`error`] | what is wrong, where, and what to do |
//!
//! ```
//! use gongkai::analysis::{RankRequest, Which, rank};
//! use gongkai::dataset::{Dataset, Years};
//! use gongkai::metric::Catalogue;
//!
//! let request = RankRequest {
//!     metrics: vec!["interpretations_total".into()],
//!     which: Which { years: Some(Years::one(2022)), ..Which::default() },
//!     ..RankRequest::default()
//! };
//! let answer = rank(&Dataset::built_in()?, &Catalogue::built_in()?, &request)?;
//! assert_eq!(answer.coverage[0].used, 19);
//! let first = answer.tables[0].frame.column("region")?.str()?.get(0);
//! assert_eq!(first, Some("黄埔区"));
//! # Ok::<(), gongkai::Error>(())
//! ```
//!
//! A program that asks a dataset many questions opens it with [`Dataset::held`](dataset::Dataset::held), which
//! reads the files once. `examples/library.rs` draws a chart and follows a trend as well.

pub mod analysis;
pub mod batch;
pub mod chart;
pub mod check;
pub mod dataset;
pub mod error;
pub mod ingest;
pub mod metric;
pub mod output;
pub mod schema;
pub mod stats;
pub mod text;

pub use error::{Error, ErrorKind, Result};
