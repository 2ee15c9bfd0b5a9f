//! Formats of the sheets that show the official tables.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Height of a line of text, in points.
pub(super) const LINE: f64 = 14.5;
/// Added to the lines of a row, in points.
pub(super) const PADDING: f64 = 4.0;

const GREY: Color = Color::RGB(0x00F2_F2F2);

fn base() -> Format {
    Format::new().set_font_size(10).set_align(FormatAlign::VerticalCenter)
}

/// The heading of the sheet.
pub(in crate::output) fn title() -> Format {
    base().set_font_size(14).set_bold()
}

/// The heading of a year.
pub(in crate::output) fn year() -> Format {
    base().set_font_size(12).set_bold().set_border_bottom(FormatBorder::Medium)
}

/// The heading of a table.
pub(in crate::output) fn subtitle() -> Format {
    base().set_bold()
}

/// The warning on invented data.
pub(in crate::output) fn loud() -> Format {
    base().set_bold().set_font_color(Color::Red).set_text_wrap()
}

/// A line of text.
pub(in crate::output) fn text() -> Format {
    base().set_text_wrap()
}

/// A remark.
pub(in crate::output) fn small() -> Format {
    base().set_font_size(9).set_font_color(Color::RGB(0x0059_5959)).set_text_wrap()
}

/// A heading in a table.
pub(in crate::output) fn heading() -> Format {
    centred().set_background_color(GREY)
}

/// A word in a table.
pub(in crate::output) fn centred() -> Format {
    boxed().set_align(FormatAlign::Center)
}

/// Text in a table.
pub(in crate::output) fn boxed() -> Format {
    base().set_text_wrap().set_border(FormatBorder::Thin)
}

/// A number in a table; one that is too wide is written smaller, since `####` tells nothing.
pub(in crate::output) fn number(code: &str) -> Format {
    base().set_border(FormatBorder::Thin).set_align(FormatAlign::Center).set_shrink().set_num_format(code)
}

/// The number format of a figure as it is printed: a whole number in full, another with its decimals.
pub(in crate::output) fn code(value: f64) -> &'static str {
    if value.fract() == 0.0 { "0" } else { "General" }
}
