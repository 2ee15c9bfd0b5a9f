//! The names that the cells of the form to fill in bear, by which they are found again wherever they were moved.

use super::{Field, dictionary};

const PREFIX: &str = "gongkai_";

/// The name of the cell of a field, as workbooks define names.
pub fn cell_name(field: &str) -> String {
    format!("{PREFIX}{field}")
}

/// The field whose cell bears this name.
pub fn field_of_cell(name: &str) -> Option<&'static Field> {
    dictionary().get(name.strip_prefix(PREFIX)?)
}
