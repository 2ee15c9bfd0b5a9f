//! The colours of the themes. In each, every colour that tells categories apart has a contrast of at least
//! 3:1 against the ground, text one of at least 4.5:1, and a scale changes its lightness evenly.

use super::scene::Color;
use super::theme::Theme;

/// For paper: white, readable in grey print. Colours of the UK Analysis Function and of Okabe and Ito.
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

/// For screens and slides: white, with brighter colours than paper takes, those of Okabe and Ito darkened as
/// far as needed; viridis as the scale.
pub static SCREEN: Theme = Theme {
    background: Color::WHITE,
    ink: Color(0x1A, 0x1A, 0x1A),
    soft_ink: Color(0x55, 0x5B, 0x63),
    grid: Color(0xE1, 0xE5, 0xE9),
    axis: Color(0x6B, 0x72, 0x7A),
    bar: Color(0x2B, 0x8F, 0xCB),
    strong: Color(0xC9, 0x52, 0x00),
    rest: Color(0x8C, 0x93, 0x99),
    band: Color(0xF0, 0xF5, 0xFA),
    range: Color(0xB0, 0xBA, 0xC4),
    band_dark: Color(0xCF, 0xDB, 0xE6),
    reference: Color(0x9C, 0x27, 0x7A),
    warning: Color(0xC2, 0x3B, 0x22),
    series: [
        Color(0x00, 0x72, 0xB2),
        Color(0xD5, 0x5E, 0x00),
        Color(0x00, 0x9E, 0x73),
        Color(0xB8, 0x58, 0x8F),
        Color(0x2B, 0x8F, 0xCB),
        Color(0x4D, 0x4D, 0x4D),
        Color(0x8C, 0x6B, 0xD1),
        Color(0xB2, 0x79, 0x00),
    ],
    parts: [
        Color(0x00, 0x72, 0xB2),
        Color(0x3C, 0x9A, 0xD3),
        Color(0xD5, 0x5E, 0x00),
        Color(0xC0, 0x8A, 0x00),
        Color(0xA3, 0x47, 0x8A),
        Color(0x00, 0x9E, 0x8E),
        Color(0xE6, 0xE8, 0xEB),
    ],
    scale: [
        Color(0xD2, 0xE2, 0x1B),
        Color(0x5D, 0xC8, 0x63),
        Color(0x21, 0x91, 0x8C),
        Color(0x3B, 0x52, 0x8B),
        Color(0x44, 0x01, 0x54),
    ],
    nothing: Color(0xEE, 0xF1, 0xF4),
};

/// For dark pages and slides: light on dark; viridis as the scale, the most the brightest.
pub static DARK: Theme = Theme {
    background: Color(0x14, 0x18, 0x1D),
    ink: Color(0xE8, 0xEA, 0xED),
    soft_ink: Color(0xA9, 0xB0, 0xB8),
    grid: Color(0x30, 0x36, 0x3D),
    axis: Color(0x8B, 0x94, 0x9E),
    bar: Color(0x5A, 0xA2, 0xDC),
    strong: Color(0xFF, 0xC1, 0x4D),
    rest: Color(0x6F, 0x79, 0x85),
    band: Color(0x1F, 0x25, 0x2C),
    range: Color(0x5F, 0x69, 0x75),
    band_dark: Color(0x33, 0x3B, 0x45),
    reference: Color(0xE5, 0x8F, 0xC0),
    warning: Color(0xFF, 0xA0, 0x61),
    series: [
        Color(0x7C, 0xC4, 0xFF),
        Color(0xFF, 0x9E, 0x4A),
        Color(0x3D, 0xD6, 0xA3),
        Color(0xE5, 0x8F, 0xC0),
        Color(0x4D, 0x8F, 0xD6),
        Color(0xC9, 0xCD, 0xD2),
        Color(0xB4, 0x9B, 0xF0),
        Color(0xE3, 0xC0, 0x4A),
    ],
    parts: [
        Color(0x3F, 0x8F, 0xD6),
        Color(0x8C, 0xCB, 0xFF),
        Color(0xF2, 0x8A, 0x3C),
        Color(0xE3, 0xC0, 0x4A),
        Color(0xD9, 0x84, 0xB8),
        Color(0x3F, 0xBF, 0xAF),
        Color(0x2C, 0x33, 0x3B),
    ],
    scale: [
        Color(0x3B, 0x52, 0x8B),
        Color(0x2C, 0x7D, 0x8E),
        Color(0x2A, 0xB0, 0x7F),
        Color(0x8F, 0xD7, 0x44),
        Color(0xFD, 0xE7, 0x25),
    ],
    nothing: Color(0x24, 0x2A, 0x31),
};

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [(&str, &Theme); 3] = [("print", &PRINT), ("screen", &SCREEN), ("dark", &DARK)];

    /// Lightness as CIE 1976 defines it, 0 to 100.
    fn lightness(color: Color) -> f64 {
        116.0 * color.luminance().cbrt() - 16.0
    }

    #[test]
    fn every_colour_that_carries_meaning_stands_out_from_the_ground() {
        for (name, theme) in ALL {
            let (unexplained, outcomes) = theme.parts.split_last().expect("seven parts");
            let faint = unexplained.contrast(theme.background);
            assert!(faint < 3.0, "{name}: the remainder is faint and hatched");
            let categories = theme.series.iter().chain(outcomes);
            for color in categories.chain([&theme.rest, &theme.bar, &theme.strong, &theme.axis]) {
                assert!(color.contrast(theme.background) >= 3.0, "{name}: {color:?}");
            }
            for color in [theme.ink, theme.soft_ink, theme.warning, theme.reference] {
                assert!(color.contrast(theme.background) >= 4.5, "{name}: {color:?}");
            }
            for color in [theme.ink, theme.soft_ink] {
                assert!(color.contrast(theme.band) >= 4.5, "{name}: {color:?} on a band");
            }
        }
    }

    #[test]
    fn text_in_an_area_can_be_read() {
        for (name, theme) in ALL {
            for fill in theme.parts.iter().chain(&theme.scale).chain([&theme.nothing]) {
                let contrast = theme.ink_on(*fill).contrast(*fill);
                assert!(contrast >= 3.0, "{name}: {contrast:.2} on {fill:?}");
            }
        }
    }

    #[test]
    fn the_highlighted_region_differs_from_the_rest_in_grey_too() {
        for (name, theme) in ALL {
            let apart = (lightness(theme.strong) - lightness(theme.rest)).abs();
            assert!(apart > 7.0, "{name}: {apart:.0}");
        }
    }

    #[test]
    fn a_scale_changes_its_lightness_evenly_so_that_grey_print_keeps_its_order() {
        for (name, theme) in ALL {
            let sign = if theme.background.luminance() > 0.5 { -1.0 } else { 1.0 };
            let steps: Vec<f64> = [theme.nothing].iter().chain(&theme.scale).map(|c| lightness(*c)).collect();
            for (less, more) in steps.iter().zip(steps.iter().skip(1)) {
                assert!((more - less) * sign > 6.0, "{name}: {steps:?}");
            }
        }
    }
}
