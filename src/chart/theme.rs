//! Colours and sizes, in one place.

use super::scene::{Color, Stroke};
use super::size::Size;

/// The colours of a chart.
#[derive(Clone, Debug)]
pub struct Theme {
    /// The ground.
    pub background: Color,
    /// Titles, labels, values.
    pub ink: Color,
    /// Subtitle, footer, axis labels.
    pub soft_ink: Color,
    /// Grid lines.
    pub grid: Color,
    /// The zero line and axes.
    pub axis: Color,
    /// Bars when no region is highlighted.
    pub bar: Color,
    /// The highlighted region.
    pub strong: Color,
    /// Everything else when a region is highlighted.
    pub rest: Color,
    /// Every second tier.
    pub band: Color,
    /// Peers' range.
    pub range: Color,
    /// Peers' middle half.
    pub band_dark: Color,
    /// Reference lines and changes of form.
    pub reference: Color,
    /// "Synthetic data".
    pub warning: Color,
    /// Series and compared regions, in order.
    pub series: [Color; 8],
    /// The six outcomes of the official form and the unexplained remainder.
    pub parts: [Color; 7],
    /// Steps of a scale, from little to much.
    pub scale: [Color; 5],
    /// A cell in which nothing was found.
    pub nothing: Color,
}

impl Theme {
    /// The colour for text inside an area: the ground's or the ink's, whichever stands out more.
    pub(crate) fn ink_on(&self, fill: Color) -> Color {
        let is_dark = fill.contrast(self.background) >= fill.contrast(self.ink);
        if is_dark { self.background } else { self.ink }
    }
}

/// For paper: white, readable in grey print. Colours of the UK Analysis Function and of Okabe and Ito, all
/// with a contrast of at least 3:1 against white.
pub static PRINT: Theme = Theme {
    background: Color::WHITE,
    ink: Color(0x22, 0x22, 0x22),
    soft_ink: Color(0x59, 0x59, 0x59),
    grid: Color(0xDD, 0xDD, 0xDD),
    axis: Color(0x6B, 0x6B, 0x6B),
    bar: Color(0x20, 0x60, 0x95),
    strong: Color(0x12, 0x43, 0x6D),
    rest: Color(0x94, 0x94, 0x94),
    band: Color(0xF1, 0xF3, 0xF5),
    range: Color(0xB4, 0xB9, 0xBE),
    band_dark: Color(0xD2, 0xD9, 0xE0),
    reference: Color(0x80, 0x16, 0x50),
    warning: Color(0xB3, 0x3A, 0x00),
    series: [
        Color(0x12, 0x43, 0x6D),
        Color(0xD5, 0x5E, 0x00),
        Color(0x00, 0x8A, 0x68),
        Color(0x80, 0x16, 0x50),
        Color(0x3E, 0x8E, 0xD0),
        Color(0x3D, 0x3D, 0x3D),
        Color(0x9A, 0x7B, 0xCB),
        Color(0xB0, 0x7D, 0x00),
    ],
    parts: [
        Color(0x12, 0x43, 0x6D),
        Color(0x4F, 0x93, 0xCC),
        Color(0xD5, 0x5E, 0x00),
        Color(0xB8, 0x86, 0x0B),
        Color(0x80, 0x16, 0x50),
        Color(0x28, 0x9C, 0x92),
        Color(0xE4, 0xE4, 0xE4),
    ],
    scale: [
        Color(0xC7, 0xE9, 0xB4),
        Color(0x73, 0xC8, 0xBD),
        Color(0x2F, 0x9E, 0xBF),
        Color(0x21, 0x66, 0xA5),
        Color(0x1B, 0x2A, 0x6B),
    ],
    nothing: Color(0xEE, 0xF1, 0xF4),
};

/// Size of body text in parts of the square root of the picture's area.
const BODY: f64 = 0.0148;
/// The least size of body text, in pixels.
const LEAST_BODY: f64 = 11.0;
/// The least size of any text, in pixels.
pub(crate) const LEAST_FONT: f64 = 10.0;
/// Distance of hatch lines in ems of the text beside them.
pub(crate) const HATCH_GAP: f64 = 0.42;
/// Height of a line of text in ems.
pub(crate) const LINE: f64 = 1.35;

/// Sizes of text and gaps for a picture, in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    /// Body text: labels, values.
    pub(crate) body: f64,
    /// The title.
    pub(crate) title: f64,
    /// Footer lines.
    pub(crate) footer: f64,
    /// Axis labels, column heads.
    pub(crate) small: f64,
    /// Distance of everything from the edges.
    pub(crate) margin: f64,
    /// Distance of things that stand side by side.
    pub(crate) gap: f64,
    /// Width of a thin line: grid, axes, outlines.
    pub(crate) hair: f64,
}

impl Sizes {
    /// The sizes for a picture. They follow its width alone, so that pictures of one width have one size of
    /// text on a page, however many rows they have.
    pub(crate) fn of(size: Size) -> Self {
        /// Height in parts of the width of the picture that [`BODY`] was chosen for.
        const HEIGHT: f64 = 2.0 / 3.0;
        let body = (f64::from(size.width) * HEIGHT.sqrt() * BODY).max(LEAST_BODY);
        Self {
            body,
            title: body * 1.45,
            footer: (body * 0.8).max(LEAST_FONT),
            small: (body * 0.86).max(LEAST_FONT),
            margin: body * 1.3,
            gap: body * 0.6,
            hair: (body / 16.0).max(0.75),
        }
    }

    /// A thin line.
    pub(crate) fn hairline(&self, color: Color) -> Stroke {
        Stroke::solid(color, self.hair)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_that_carries_meaning_stands_out_from_the_paper() {
        let theme = &PRINT;
        let (unexplained, outcomes) = theme.parts.split_last().expect("seven parts");
        assert!(unexplained.contrast(theme.background) < 3.0, "the remainder is light and hatched");
        for color in theme.series.iter().chain(outcomes).chain([&theme.rest, &theme.bar, &theme.strong]) {
            assert!(color.contrast(theme.background) >= 3.0, "{color:?}");
        }
        for color in [theme.ink, theme.soft_ink, theme.warning, theme.reference] {
            assert!(color.contrast(theme.background) >= 4.5, "{color:?}");
        }
    }

    #[test]
    fn a_scale_darkens_evenly_so_that_grey_print_keeps_its_order() {
        // Lightness as CIE 1976 defines it, 0 to 100.
        let lightness = |color: &Color| 116.0 * color.luminance().cbrt() - 16.0;
        let steps: Vec<f64> = [PRINT.nothing].iter().chain(&PRINT.scale).map(lightness).collect();
        for (lighter, darker) in steps.iter().zip(steps.iter().skip(1)) {
            assert!(lighter - darker > 6.0, "{steps:?}");
        }
    }

    #[test]
    fn no_text_is_too_small_to_read() {
        let sizes = Sizes::of(Size::new(300, 200));
        assert!(sizes.footer >= LEAST_FONT && sizes.small >= LEAST_FONT && sizes.body >= LEAST_BODY);
    }
}
