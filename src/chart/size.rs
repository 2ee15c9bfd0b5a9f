//! The size of a picture.

use std::str::FromStr;

use super::ChartError;

/// Pixels an inch at which centimetres and paper sizes become pixels.
pub const DPI: f64 = 150.0;
/// The least width or height that is accepted, in pixels.
const LEAST: u32 = 200;
/// The greatest width or height that is accepted, in pixels.
const MOST: u32 = 20_000;
/// Centimetres in an inch.
const CM_PER_INCH: f64 = 2.54;

/// Width and height of a picture in pixels. Read from `1600x2000`, `16x20cm` (at 150 dots an inch), `A4`
/// or `A4-landscape`.
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

impl FromStr for Size {
    type Err = ChartError;

    fn from_str(text: &str) -> Result<Self, ChartError> {
        let bad = || ChartError::Size(text.to_owned());
        let plain = text.trim().to_ascii_lowercase().replace('×', "x");
        let size = match plain.as_str() {
            "a4" | "a4-portrait" => Self::from_cm(21.0, 29.7),
            "a4-landscape" => Self::from_cm(29.7, 21.0),
            _ => {
                let (numbers, is_cm) = match plain.strip_suffix("cm") {
                    Some(numbers) => (numbers, true),
                    None => (plain.strip_suffix("px").unwrap_or(&plain), false),
                };
                let (width, height) = numbers.split_once('x').ok_or_else(bad)?;
                let (width, height) = (width.trim(), height.trim());
                if is_cm {
                    let read = |s: &str| s.parse::<f64>().ok().filter(|v| v.is_finite()).ok_or_else(bad);
                    Self::from_cm(read(width)?, read(height)?)
                } else {
                    let read = |s: &str| s.parse::<u32>().map_err(|_| bad());
                    Self::new(read(width)?, read(height)?)
                }
            }
        };
        let fits = |v: u32| (LEAST..=MOST).contains(&v);
        if fits(size.width) && fits(size.height) { Ok(size) } else { Err(bad()) }
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
        assert_eq!("1600x2000".parse(), Ok(Size::new(1600, 2000)));
        assert_eq!("1600 × 2000".parse(), Ok(Size::new(1600, 2000)));
        assert_eq!("16x20cm".parse(), Ok(Size::new(945, 1181)));
        assert_eq!("A4".parse(), Ok(Size::new(1240, 1754)));
        assert_eq!("a4-landscape".parse(), Ok(Size::new(1754, 1240)));
    }

    #[test]
    fn what_is_no_size_is_named() {
        for bad in ["", "A5x", "1600", "0x0", "12x", "9999999x10", "-3x4cm", "NaNx4cm", "infx4cm"] {
            assert_eq!(bad.parse::<Size>(), Err(ChartError::Size(bad.to_owned())), "{bad}");
        }
    }
}
