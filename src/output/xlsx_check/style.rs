//! Formats of a region's sheet. What is wrong differs by more than colour, for prints in black and white:
//! an error is bold in a thick frame, a warning has a dashed one.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::region::Severity;

/// Height of a line of text, in points.
pub(super) const LINE: f64 = 14.5;
/// Added to the lines of a row, in points.
pub(super) const PADDING: f64 = 4.0;

const GREY: Color = Color::RGB(0x00F2_F2F2);
const RED: Color = Color::RGB(0x00FF_B3B3);
const DARK_RED: Color = Color::RGB(0x00C0_0000);
const AMBER: Color = Color::RGB(0x00FF_E699);
const DARK_AMBER: Color = Color::RGB(0x009C_5700);

fn base() -> Format {
    Format::new().set_font_size(10).set_align(FormatAlign::VerticalCenter)
}

/// The heading of the sheet.
pub(super) fn title() -> Format {
    base().set_font_size(14).set_bold()
}

/// The heading of a year.
pub(super) fn year() -> Format {
    base().set_font_size(12).set_bold().set_border_bottom(FormatBorder::Medium)
}

/// The heading of a table.
pub(super) fn subtitle() -> Format {
    base().set_bold()
}

/// The warning on invented data.
pub(super) fn loud() -> Format {
    base().set_bold().set_font_color(Color::Red).set_text_wrap()
}

/// A line of text.
pub(super) fn text() -> Format {
    base().set_text_wrap()
}

/// A remark.
pub(super) fn small() -> Format {
    base().set_font_size(9).set_font_color(Color::RGB(0x0059_5959)).set_text_wrap()
}

/// A heading in a table.
pub(super) fn heading() -> Format {
    centred().set_background_color(GREY)
}

/// A word in a table.
pub(super) fn centred() -> Format {
    boxed().set_align(FormatAlign::Center)
}

/// Text in a table.
pub(super) fn boxed() -> Format {
    base().set_text_wrap().set_border(FormatBorder::Thin)
}

/// A number in a table; one that is too wide is written smaller, since `####` tells nothing.
pub(super) fn number(code: &str) -> Format {
    base().set_border(FormatBorder::Thin).set_align(FormatAlign::Center).set_shrink().set_num_format(code)
}

/// What a format becomes on a cell in question.
pub(super) fn marked(format: Format, severity: Severity) -> Format {
    match severity {
        Severity::Error => format
            .set_bold()
            .set_background_color(RED)
            .set_border(FormatBorder::Thick)
            .set_border_color(DARK_RED),
        Severity::Warning => format
            .set_background_color(AMBER)
            .set_border(FormatBorder::MediumDashed)
            .set_border_color(DARK_AMBER),
        Severity::Info => format,
    }
}

/// The number format of a figure as it is printed: a whole number in full, another with its decimals.
pub(super) fn code(value: f64) -> &'static str {
    if value.fract() == 0.0 { "0" } else { "General" }
}
