//! One integration binary: each module says what belongs in it.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests fail the test, which is what a test is for"
)]

mod bad_input;
mod batch;
mod certainty;
mod charts;
mod checks;
mod diff;
mod export;
mod figures;
mod filled_form;
mod gallery;
mod held;
mod index;
mod ingest;
mod layers;
mod methods;
mod outcomes;
mod peers;
mod readme;
mod regions;
mod report;
mod spread;
mod support;
mod transcripts;
mod words;
