//! Letters as coverage masks, cached by size and position within the pixel.

use std::collections::BTreeMap;

use ab_glyph::{Font, GlyphId, OutlineCurve, OutlinedGlyph, PxScale, point};
use tiny_skia::{FillRule, Paint as Brush, Path, PathBuilder, Pixmap, PremultipliedColorU8, Transform};

use super::ChartError;
use super::font::{self, Weight};
use super::scene::{Anchor, Color, TextMark};

/// Positions within a pixel for which a letter has a mask of its own.
const PLACES: f32 = 4.0;
/// Shades between paper and ink at the edges of letters; few of them, so that a picture has few colours.
const LEVELS: f32 = 17.0;
/// Masks kept before the cache is emptied: some 20 MB of letters of body size.
const MOST: usize = 40_000;

/// Weight, glyph, bits of the size, place within the pixel in quarters.
type Key = (Weight, u16, u32, u8);

/// How far a letter covers the pixels of a box.
struct Mask {
    left: i32,
    top: i32,
    width: usize,
    coverage: Vec<u8>,
}

/// The cache.
#[derive(Default)]
pub(crate) struct Glyphs {
    masks: BTreeMap<Key, Option<Mask>>,
}

impl Glyphs {
    /// Draws a text at `scale` pixels of the picture to one of the scene.
    #[expect(clippy::cast_possible_truncation, reason = "positions in a picture as f32 and i32")]
    pub(crate) fn draw(
        &mut self,
        pixmap: &mut Pixmap,
        text: &TextMark,
        scale: f64,
    ) -> Result<(), ChartError> {
        let back = match text.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => text.width / 2.0,
            Anchor::End => text.width,
        };
        if !text.quarter_turns.is_multiple_of(4) {
            return draw_turned(pixmap, text, scale, back);
        }
        let face = font::face(text.weight)?;
        let size = (text.size * scale) as f32;
        let units = font::units_per_em(face) as f32;
        let mut x = ((text.x - back) * scale) as f32;
        let y = ((text.y * scale) as f32).round() as i32;
        if self.masks.len() > MOST {
            self.masks.clear();
        }
        for c in text.text.chars() {
            let id = face.glyph_id(c);
            let quarters = ((x - x.floor()) * PLACES).floor();
            #[expect(clippy::cast_sign_loss, reason = "0 to 3")]
            let key = (text.weight, id.0, size.to_bits(), quarters as u8);
            let mask = self.masks.entry(key).or_insert_with(|| rasterise(face, id, size, quarters / PLACES));
            if let Some(mask) = mask {
                blend(pixmap, mask, x.floor() as i32, y, text.color);
            }
            x += face.h_advance_unscaled(id) * size / units;
        }
        Ok(())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "coverage is 0 to 1, boxes are small"
)]
fn rasterise(face: &ab_glyph::FontRef<'static>, id: GlyphId, size: f32, shift: f32) -> Option<Mask> {
    let outline = face.outline(id)?;
    let factor = size / font::units_per_em(face) as f32;
    let factor = ab_glyph::PxScaleFactor { horizontal: factor, vertical: factor };
    let glyph = id.with_scale_and_position(PxScale::from(size), point(shift, 0.0));
    let outlined = OutlinedGlyph::new(glyph, outline, factor);
    let bounds = outlined.px_bounds();
    let (width, height) = (bounds.width().ceil() as usize, bounds.height().ceil() as usize);
    let mut coverage = vec![0; width * height];
    outlined.draw(|x, y, c| {
        if let Some(cell) = coverage.get_mut(y as usize * width + x as usize) {
            *cell = ((c.clamp(0.0, 1.0) * LEVELS).round() * 255.0 / LEVELS) as u8;
        }
    });
    Some(Mask { left: bounds.min.x as i32, top: bounds.min.y as i32, width, coverage })
}

/// Lays a colour over the opaque picture where the mask covers it.
fn blend(pixmap: &mut Pixmap, mask: &Mask, x: i32, y: i32, color: Color) {
    let (width, height) = (pixmap.width() as usize, pixmap.height() as usize);
    let pixels = pixmap.pixels_mut();
    for (row, covers) in mask.coverage.chunks(mask.width.max(1)).enumerate() {
        let Some(py) = i32::try_from(row).ok().and_then(|row| usize::try_from(y + mask.top + row).ok())
        else {
            continue;
        };
        if py >= height {
            break;
        }
        for (column, cover) in covers.iter().enumerate().filter(|c| *c.1 > 0) {
            let px = i32::try_from(column).ok().and_then(|c| usize::try_from(x + mask.left + c).ok());
            let Some(pixel) = px.filter(|px| *px < width).and_then(|px| pixels.get_mut(py * width + px))
            else {
                continue;
            };
            let mix = |old: u8, new: u8| {
                let (old, new, cover) = (u32::from(old), u32::from(new), u32::from(*cover));
                u8::try_from((old * (255 - cover) + new * cover + 127) / 255).unwrap_or(u8::MAX)
            };
            let mixed = PremultipliedColorU8::from_rgba(
                mix(pixel.red(), color.0),
                mix(pixel.green(), color.1),
                mix(pixel.blue(), color.2),
                255,
            );
            if let Some(mixed) = mixed {
                *pixel = mixed;
            }
        }
    }
}

/// A turned text, drawn as outlines; there are few of them.
#[expect(clippy::cast_possible_truncation, reason = "tiny-skia takes f32")]
fn draw_turned(pixmap: &mut Pixmap, text: &TextMark, scale: f64, back: f64) -> Result<(), ChartError> {
    let face = font::face(text.weight)?;
    let units = font::units_per_em(face) as f32;
    let size = text.size as f32;
    let place = Transform::from_scale(scale as f32, scale as f32)
        .pre_translate(text.x as f32, text.y as f32)
        .pre_rotate(f32::from(text.quarter_turns % 4) * 90.0)
        .pre_translate(-back as f32, 0.0);
    let mut brush = Brush::default();
    brush.set_color_rgba8(text.color.0, text.color.1, text.color.2, 255);
    let mut x = 0.0;
    for c in text.text.chars() {
        let id = face.glyph_id(c);
        if let Some(path) = face.outline(id).and_then(|outline| glyph_path(&outline.curves)) {
            let place = place.pre_translate(x, 0.0).pre_scale(size / units, -size / units);
            pixmap.fill_path(&path, &brush, FillRule::Winding, place, None);
        }
        x += face.h_advance_unscaled(id) * size / units;
    }
    Ok(())
}

fn glyph_path(curves: &[OutlineCurve]) -> Option<Path> {
    let mut path = PathBuilder::new();
    let mut at = None;
    let mut start = |path: &mut PathBuilder, from: ab_glyph::Point, to: ab_glyph::Point| {
        if at != Some((from.x, from.y)) {
            path.move_to(from.x, from.y);
        }
        at = Some((to.x, to.y));
    };
    for curve in curves {
        match curve {
            OutlineCurve::Line(a, b) => {
                start(&mut path, *a, *b);
                path.line_to(b.x, b.y);
            }
            OutlineCurve::Quad(a, b, c) => {
                start(&mut path, *a, *c);
                path.quad_to(b.x, b.y, c.x, c.y);
            }
            OutlineCurve::Cubic(a, b, c, d) => {
                start(&mut path, *a, *d);
                path.cubic_to(b.x, b.y, c.x, c.y, d.x, d.y);
            }
        }
    }
    path.finish()
}
