//! Formats of the form to fill in.

use rust_xlsxwriter::{Color, Format, FormatAlign};

use crate::output::official::style;

/// A cell to write into: pale yellow, the only kind that is not locked.
pub(super) fn input(code: &str) -> Format {
    style::number(code).set_background_color(Color::RGB(0x00FF_FBE6)).set_unlocked()
}

/// A cell to write text into.
pub(super) fn input_text() -> Format {
    input("@").set_align(FormatAlign::Left)
}

/// A figure that does not add up.
pub(super) fn wrong() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00FF_B3B3))
        .set_font_color(Color::RGB(0x00C0_0000))
}
