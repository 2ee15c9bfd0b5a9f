//! The sums within the tables of one report, as fields.

use std::sync::OnceLock;

use super::equation::Equation;
use super::rules::table_equations;

/// Two sums of fields that must be equal in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// One side.
    pub found: Vec<String>,
    /// The other.
    pub expected: Vec<String>,
}

/// The sums of the rules E1 to E4 and E7, 100 in all.
pub fn sums() -> &'static [Sum] {
    static SUMS: OnceLock<Vec<Sum>> = OnceLock::new();
    SUMS.get_or_init(|| {
        let sum = |equation: Equation| {
            let names =
                |terms: Vec<super::equation::Term>| terms.into_iter().map(|term| term.field).collect();
            Sum { found: names(equation.found), expected: names(equation.expected) }
        };
        table_equations().into_iter().map(sum).collect()
    })
}
