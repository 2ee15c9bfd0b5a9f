//! How a cell in question looks. What is wrong differs by more than colour, for prints in black and white: an
//! error is bold in a thick frame, a warning has a dashed one.

use rust_xlsxwriter::{Color, Format, FormatBorder};

use super::region::Severity;

const RED: Color = Color::RGB(0x00FF_B3B3);
const DARK_RED: Color = Color::RGB(0x00C0_0000);
const AMBER: Color = Color::RGB(0x00FF_E699);
const DARK_AMBER: Color = Color::RGB(0x009C_5700);

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
