//! How far a report's own sums prove that its tables were read rightly.

use std::collections::BTreeSet;

use crate::check::{Sum, sums};

use super::report::Report;
use super::tables::SUM_OF_PARTS;

/// The sums of a report that could be held against each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Sums of which every figure was read.
    pub sums: usize,
    /// Those that hold.
    pub hold: usize,
    /// The figures that stand in a sum that holds.
    pub proven: BTreeSet<String>,
}

/// Holds the figures of a report against the sums E1 to E4 and E7.
///
/// A sum of zeros is no proof that a figure was read rightly, but it is one that nothing was read where nothing
/// should be; it counts.
pub fn prove(report: &Report) -> Proof {
    let mut proof = Proof::default();
    for Sum { found, expected } in sums() {
        let value = |side: &[String]| -> Option<f64> { side.iter().map(|field| report.figure(field)).sum() };
        // A group's total that is the sum of its rows because none is printed proves nothing.
        let made = |field: &String| report.figures.get(field).is_some_and(|read| read.rule == SUM_OF_PARTS);
        if found.iter().any(made) {
            continue;
        }
        let (Some(left), Some(right)) = (value(found), value(expected)) else { continue };
        proof.sums += 1;
        if (left - right).abs() < 0.5 {
            proof.hold += 1;
            proof.proven.extend(found.iter().chain(expected).cloned());
        }
    }
    proof
}
