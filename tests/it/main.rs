//! One integration binary: each module says what belongs in it.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests fail the test, which is what a test is for"
)]

mod bad_input;
mod certainty;
mod checks;
mod export;
mod figures;
mod filled_form;
mod gallery;
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
