//! Wording of errors.

use super::Label;

/// A fault of the program.
pub fn internal() -> Label {
    Label::new("程序内部错误", "internal error")
}
