//! The field dictionary, forms, outcomes and applicants.

mod unit;

pub use unit::{Unit, group_thousands};
