//! What can go wrong while a chart is drawn.

/// Why a chart could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// A label has a character that the built-in fonts do not have. It would be drawn as an empty box.
    #[error("the character {character:?} (U+{:04X}) of the label \"{label}\" is not in the built-in font", u32::from(*.character))]
    MissingGlyph {
        /// The character.
        character: char,
        /// The whole label it stands in.
        label: String,
    },
    /// There are no rows, or no row has a figure.
    #[error("there is no figure to draw")]
    NothingToDraw,
    /// A figure is infinite or not a number.
    #[error("the figure of \"{label}\" is not a finite number")]
    NotFinite {
        /// The row or series.
        label: String,
    },
    /// The titles, the footer and the labels leave no room for the chart itself.
    #[error("a picture of {width}x{height} pixels is too small for this chart: {what}")]
    TooSmall {
        /// Width of the picture in pixels.
        width: u32,
        /// Height of the picture in pixels.
        height: u32,
        /// What does not fit.
        what: &'static str,
    },
    /// A size that cannot be read.
    #[error("\"{0}\" is not a size; write 1600x2000, 16x20cm, 16cm, 1200px, A4 or A4-landscape")]
    Size(String),
    /// A picture of more pixels than can be drawn.
    #[error("a picture of {width}x{height} pixels is too large")]
    TooLarge {
        /// Width of the file in pixels.
        width: u64,
        /// Height of the file in pixels.
        height: u64,
    },
    /// The font, the canvas or the image encoder failed.
    #[error("the chart could not be drawn: {0}")]
    Draw(String),
}
