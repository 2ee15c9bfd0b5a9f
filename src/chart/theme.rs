//! What a chart takes its colours and sizes from; the colours themselves are in [`themes`](super::themes).

use super::scene::{Color, Stroke};
use super::size::Size;

pub use super::themes::{DARK, PRINT, SCREEN};

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

/// The one for print.
impl Default for &'static Theme {
    fn default() -> Self {
        &PRINT
    }
}

impl Theme {
    /// The colour for text inside an area: the ground's or the ink's, whichever stands out more.
    pub(crate) fn ink_on(&self, fill: Color) -> Color {
        let is_dark = fill.contrast(self.background) >= fill.contrast(self.ink);
        if is_dark { self.background } else { self.ink }
    }
}

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
    fn no_text_is_too_small_to_read() {
        let sizes = Sizes::of(Size::new(300, 200));
        assert!(sizes.footer >= LEAST_FONT && sizes.small >= LEAST_FONT && sizes.body >= LEAST_BODY);
    }
}
