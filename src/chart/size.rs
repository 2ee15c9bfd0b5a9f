//! The size of a picture.

use std::str::FromStr;

use super::ChartError;
use super::theme::Sizes;

/// Pixels an inch at which centimetres and paper sizes become pixels.
pub const DPI: f64 = 150.0;
/// The least width or height that is accepted, in pixels.
const LEAST: u32 = 200;
/// The greatest width or height that is accepted, in pixels.
const MOST: u32 = 20_000;
/// Centimetres in an inch.
const CM_PER_INCH: f64 = 2.54;

/// Width and height of a picture in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl Size {
    /// A size in pixels.
    pub const fn new(width: u32, height: u32) -> Self {
        Self { width, height }
    }

    /// A size in centimetres at 150 dots an inch.
    pub fn from_cm(width: f64, height: f64) -> Self {
        Self::new(cm_to_px(width), cm_to_px(height))
    }
}

impl Default for Size {
    /// 1200 by 800 pixels.
    fn default() -> Self {
        Self::new(1200, 800)
    }
}

/// What is asked of a picture's size: all of it, as `1600x2000`, `16x20cm` (at 150 dots an inch), `A4` or
/// `A4-landscape`; or its width alone, as `16cm` or `1200px`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Width and height.
    Whole(Size),
    /// The width in pixels; the height follows from what is drawn.
    Width(u32),
}

impl Extent {
    /// The size of a chart that has `usual` when nothing is asked. The height follows the size of the text,
    /// which has a lower limit, so that as many rows fit.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to LEAST..=MOST")]
    pub(crate) fn fit(self, usual: Size) -> Size {
        match self {
            Self::Whole(size) => size,
            Self::Width(width) => {
                let text = |width: u32| Sizes::of(Size::new(width, usual.height)).body;
                let height = f64::from(usual.height) * text(width) / text(usual.width);
                Size::new(width, height.round().clamp(f64::from(LEAST), f64::from(MOST)) as u32)
            }
        }
    }
}

impl From<Size> for Extent {
    fn from(size: Size) -> Self {
        Self::Whole(size)
    }
}

impl FromStr for Extent {
    type Err = ChartError;

    fn from_str(text: &str) -> Result<Self, ChartError> {
        let bad = || ChartError::Size(text.to_owned());
        let fits = |side: &u32| (LEAST..=MOST).contains(side);
        let plain = text.trim().to_ascii_lowercase().replace('×', "x");
        let (numbers, unit) = match plain.as_str() {
            "a4" | "a4-portrait" => return Ok(Size::from_cm(21.0, 29.7).into()),
            "a4-landscape" => return Ok(Size::from_cm(29.7, 21.0).into()),
            other => match (other.strip_suffix("cm"), other.strip_suffix("px")) {
                (Some(numbers), _) => (numbers, "cm"),
                (_, Some(numbers)) => (numbers, "px"),
                _ => (other, ""),
            },
        };
        let side = |number: &str| {
            let number = number.trim();
            let pixels = match unit {
                "cm" => number.parse().ok().filter(|cm: &f64| cm.is_finite()).map(cm_to_px),
                _ => number.parse().ok(),
            };
            pixels.filter(fits).ok_or_else(bad)
        };
        match numbers.split_once('x') {
            Some((width, height)) => Ok(Size::new(side(width)?, side(height)?).into()),
            // A bare number would leave open what it counts.
            None if unit.is_empty() => Err(bad()),
            None => Ok(Self::Width(side(numbers)?)),
        }
    }
}

/// Centimetres in pixels at [`DPI`], rounded.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=MOST + 1 first")]
fn cm_to_px(cm: f64) -> u32 {
    (cm / CM_PER_INCH * DPI).round().clamp(0.0, f64::from(MOST) + 1.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_in_pixels_centimetres_and_paper() {
        let whole = |width, height| Ok(Extent::Whole(Size::new(width, height)));
        assert_eq!("1600x2000".parse(), whole(1600, 2000));
        assert_eq!("1600 × 2000".parse(), whole(1600, 2000));
        assert_eq!("1600x2000px".parse(), whole(1600, 2000));
        assert_eq!("16x20cm".parse(), whole(945, 1181));
        assert_eq!("A4".parse(), whole(1240, 1754));
        assert_eq!("a4-landscape".parse(), whole(1754, 1240));
        assert_eq!("16cm".parse(), Ok(Extent::Width(945)));
        assert_eq!("1200 px".parse(), Ok(Extent::Width(1200)));
    }

    #[test]
    fn what_is_no_size_is_named() {
        let bad =
            ["", "A5x", "1600", "0x0", "12x", "9999999x10", "-3x4cm", "NaNx4cm", "infx4cm", "1cm", "px"];
        for bad in bad {
            assert_eq!(bad.parse::<Extent>(), Err(ChartError::Size(bad.to_owned())), "{bad}");
        }
    }

    #[test]
    fn the_height_of_a_width_follows_the_size_of_its_text() {
        let usual = Size::new(1200, 900);
        assert_eq!(Extent::Width(1200).fit(usual), usual);
        assert_eq!(Extent::Width(2400).fit(usual), Size::new(2400, 1800));
        // Text does not get smaller than 11 pixels, so a narrow picture is taller than half of it.
        let narrow = Extent::Width(600).fit(usual);
        assert!(narrow.height > 600 && narrow.height < 900, "{narrow:?}");
        assert_eq!(Extent::from(Size::new(300, 500)).fit(usual), Size::new(300, 500));
    }
}
