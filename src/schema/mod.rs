//! The field dictionary, the official forms, the outcomes of applications and the applicants.

mod cell_name;
mod dictionary;
mod form;
mod outcome;
mod unit;

pub use cell_name::{cell_name, field_of_cell};
pub use dictionary::{Content, Dictionary, Field, Part, dictionary};
pub use form::{Form, Forms};
pub use outcome::{Applicant, Outcome};
pub use unit::{Unit, group_thousands};
