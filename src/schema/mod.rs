//! The field dictionary, the official forms, the outcomes of applications and the applicants.

mod cell_name;
mod dictionary;
mod form;
mod outcome;
mod stata_name;
mod unit;

pub use cell_name::{cell_name, field_of_cell};
pub use dictionary::{Content, Dictionary, Field, Part, dictionary};
pub use form::{Form, Forms};
pub use outcome::{Applicant, Outcome};
pub use stata_name::{LONGEST_STATA_NAME, stata_names};
pub use unit::{Unit, group_thousands};
