//! One integration binary: each module says what belongs in it.

mod bad_input;
mod figures;
mod gallery;
mod layers;
mod readme;
mod regions;
mod support;
mod transcripts;
