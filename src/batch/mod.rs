//! Many questions in one run: a plan, the runs that it stands for, and the manifest that lets others run them
//! again.
//!
//! ```text
//! PLAN.toml ─► Plan ─► expand ─► RunSpec (a question and its options, as words) ─► … ─► Record ─► Manifest
//! ```
//! A plan knows that a question has options, not which: the words of a run are those of the command line, and the
//! same parser takes both, so that an option exists once. Who runs the runs therefore stands above this module.

mod claims;
mod compare;
mod journal;
mod manifest;
mod plan;

pub use claims::{Claims, inside, sweep};
pub use compare::{Cause, Difference, Outcome, answer, causes, differences};
pub use journal::{Journal, MANIFEST};
pub use manifest::{
    Definition, Done, InputFile, LeftOut, Manifest, MetricCoverage, OutputFile, PlanFile, Program, Record,
    SetOfData, sha256_of_bytes, sha256_of_file,
};
pub use plan::{Axes, Entry, Location, Plan, RunSpec, Setting, relative_path};
