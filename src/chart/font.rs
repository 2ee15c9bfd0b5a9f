//! The built-in fonts: which characters they have and how wide they are.
//!
//! The fonts lie in the program file as they are and are parsed when the first chart is drawn.

use std::ops::Range;
use std::sync::LazyLock;

use ab_glyph::{Font, FontRef};

use super::ChartError;

static REGULAR: LazyLock<Option<FontRef<'static>>> =
    LazyLock::new(|| FontRef::try_from_slice(data(Weight::Regular)).ok());
static BOLD: LazyLock<Option<FontRef<'static>>> =
    LazyLock::new(|| FontRef::try_from_slice(data(Weight::Bold)).ok());

/// Height of the box of Chinese characters above the baseline, in ems.
pub(crate) const BOX_ABOVE: f64 = 0.88;
/// Depth of that box below the baseline, in ems.
pub(crate) const BOX_BELOW: f64 = 0.12;
/// Middle of that box above the baseline, in ems; also the middle of figures and capitals.
pub(crate) const MIDDLE: f64 = (BOX_ABOVE - BOX_BELOW) / 2.0;

/// Weight of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Regular.
    Regular,
    /// Bold: titles and highlighted labels.
    Bold,
}

/// The font file of a weight.
pub(crate) fn data(weight: Weight) -> &'static [u8] {
    match weight {
        Weight::Regular => include_bytes!("fonts/NotoSansSC-Regular.otf"),
        Weight::Bold => include_bytes!("fonts/NotoSansSC-Bold.otf"),
    }
}

/// The font of a weight.
pub(crate) fn face(weight: Weight) -> Result<&'static FontRef<'static>, ChartError> {
    match weight {
        Weight::Regular => REGULAR.as_ref(),
        Weight::Bold => BOLD.as_ref(),
    }
    .ok_or_else(|| ChartError::Draw("a built-in font cannot be read".to_owned()))
}

/// The weight in which every character of `text` can be drawn: the wanted one, or regular for a bold text
/// with characters that only the larger regular font has.
///
/// # Errors
/// [`ChartError::MissingGlyph`] when neither font has a character.
pub(crate) fn weight_for(text: &str, wanted: Weight) -> Result<Weight, ChartError> {
    if wanted == Weight::Bold && missing(text, Weight::Bold)?.is_none() {
        return Ok(Weight::Bold);
    }
    match missing(text, Weight::Regular)? {
        None => Ok(Weight::Regular),
        Some(character) => Err(ChartError::MissingGlyph { character, label: text.to_owned() }),
    }
}

/// The first character of `text` that the font does not have.
fn missing(text: &str, weight: Weight) -> Result<Option<char>, ChartError> {
    let face = face(weight)?;
    Ok(text.chars().find(|c| face.glyph_id(*c).0 == 0))
}

/// The width of `text` in pixels at an em of `size` pixels. Characters the font does not have count as
/// nothing; drawing them is an error.
pub(crate) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let Ok(weight) = weight_for(text, weight) else { return 0.0 };
    let Ok(face) = face(weight) else { return 0.0 };
    let units: f64 = text.chars().map(|c| f64::from(face.h_advance_unscaled(face.glyph_id(c)))).sum();
    units * size / units_per_em(face)
}

/// The characters of a text in a font: their bytes in the text, their glyph, their width in ems.
pub(crate) fn glyphs(text: &str, weight: Weight) -> Result<Vec<(Range<usize>, u16, f64)>, ChartError> {
    let face = face(weight)?;
    let units = units_per_em(face);
    let glyph = |(start, character): (usize, char)| {
        let id = face.glyph_id(character);
        (start..start + character.len_utf8(), id.0, f64::from(face.h_advance_unscaled(id)) / units)
    };
    Ok(text.char_indices().map(glyph).collect())
}

/// Units of the em of a font; 1000 for the built-in ones.
pub(crate) fn units_per_em(face: &FontRef<'_>) -> f64 {
    face.units_per_em().map_or(1000.0, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_one_em_wide_and_digits_are_even() {
        assert!((width("安吉县", 10.0, Weight::Regular) - 30.0).abs() < 1e-9);
        assert!((width("111", 10.0, Weight::Regular) - width("888", 10.0, Weight::Regular)).abs() < 1e-9);
    }

    #[test]
    fn a_missing_character_is_named_with_its_label() {
        assert_eq!(
            weight_for("县\u{1F600}", Weight::Regular),
            Err(ChartError::MissingGlyph { character: '\u{1F600}', label: "县\u{1F600}".to_owned() })
        );
    }

    #[test]
    fn both_fonts_have_what_charts_write() {
        let symbols = "—–·×±≥≤→▲▼％；（）：，。％0123456789abcXYZ%+-−/●■◆";
        for weight in [Weight::Regular, Weight::Bold] {
            assert_eq!(weight_for(symbols, weight), Ok(weight));
        }
        // 镕 is in GBK, not in GB2312: bold falls back to regular.
        assert_eq!(weight_for("镕", Weight::Bold), Ok(Weight::Regular));
    }
}
