//! The field dictionary, the official forms, the outcomes of applications and the applicants.

mod dictionary;
mod form;
mod outcome;
mod unit;

pub use dictionary::{Content, Dictionary, Field, Part, dictionary};
pub use form::{Form, Forms};
pub use outcome::{Applicant, Outcome};
pub use unit::{Unit, group_thousands};
