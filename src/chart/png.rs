//! A scene as PNG: shapes by tiny-skia, letters as cached masks of the built-in fonts' outlines.
//!
//! Horizontal and vertical edges are put on whole pixels of the picture, so that bars and grid lines are
//! sharp at every scale; the scene itself is not rounded.

use std::cell::RefCell;

use tiny_skia::{
    FillRule, LineJoin, Paint as Brush, Path, PathBuilder, Pixmap, Rect, Stroke as Pen, StrokeDash, Transform,
};

use super::ChartError;
use super::glyphs::Glyphs;
use super::palette;
use super::scene::{Color, Paint, Scene, Shape, Stroke, hatch_lines};
use super::size::DPI;

/// Pixels up to which a picture is drawn: 1.6 GB of memory.
const MOST_PIXELS: u64 = 400_000_000;

/// Options of a PNG file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PngOptions {
    /// Pixels of the file to a pixel of the scene.
    pub scale: f64,
    /// Dots an inch at scale 1 to write into the file, for programs that place pictures by their size; none
    /// is written without it.
    pub dpi: Option<f64>,
}

impl Default for PngOptions {
    fn default() -> Self {
        Self { scale: 1.0, dpi: Some(DPI) }
    }
}

thread_local! {
    static GLYPHS: RefCell<Glyphs> = RefCell::new(Glyphs::default());
}

/// Draws the scene and encodes it.
///
/// # Errors
/// [`ChartError::TooLarge`] for too many pixels, [`ChartError::Draw`] when the picture cannot be encoded.
pub fn write(scene: &Scene, options: PngOptions) -> Result<Vec<u8>, ChartError> {
    let pixmap = draw(scene, options.scale)?;
    encode(&pixmap, options).map_err(|error| ChartError::Draw(error.to_string()))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size in pixels; too large is refused"
)]
fn draw(scene: &Scene, scale: f64) -> Result<Pixmap, ChartError> {
    let side = |length: u32| (f64::from(length) * scale).round().max(1.0) as u64;
    let (width, height) = (side(scene.width), side(scene.height));
    let too_large = || ChartError::TooLarge { width, height };
    if width.saturating_mul(height) > MOST_PIXELS {
        return Err(too_large());
    }
    let mut pixmap = match (u32::try_from(width), u32::try_from(height)) {
        (Ok(width), Ok(height)) => Pixmap::new(width, height).ok_or_else(too_large)?,
        _ => return Err(too_large()),
    };
    let Color(r, g, b) = scene.background;
    pixmap.fill(tiny_skia::Color::from_rgba8(r, g, b, 255));
    GLYPHS.with_borrow_mut(|glyphs| {
        let mut painter = Painter { pixmap: &mut pixmap, scale };
        for mark in &scene.marks {
            match &mark.shape {
                Shape::Rect { x, y, w, h, paint } => painter.rect((*x, *y, *w, *h), paint),
                Shape::Line { points, stroke } => painter.line(points, stroke),
                Shape::Circle { center, r, paint } => painter.circle(*center, *r, paint),
                Shape::Polygon { points, paint } => painter.polygon(points, paint),
                Shape::Text(text) => glyphs.draw(painter.pixmap, text, scale)?,
            }
        }
        Ok::<(), ChartError>(())
    })?;
    Ok(pixmap)
}

struct Painter<'a> {
    pixmap: &'a mut Pixmap,
    scale: f64,
}

impl Painter<'_> {
    /// A length of the scene in pixels of the file.
    #[expect(clippy::cast_possible_truncation, reason = "tiny-skia takes f32")]
    fn px(&self, length: f64) -> f32 {
        (length * self.scale) as f32
    }

    fn rect(&mut self, (x, y, w, h): (f64, f64, f64, f64), paint: &Paint) {
        if w <= 0.0 || h <= 0.0 {
            return;
        }
        let (left, top) = (self.px(x).round(), self.px(y).round());
        let right = self.px(x + w).round().max(left + 1.0);
        let bottom = self.px(y + h).round().max(top + 1.0);
        let Some(rect) = Rect::from_ltrb(left, top, right, bottom) else { return };
        if let Some(fill) = paint.fill {
            self.pixmap.fill_rect(rect, &brush(fill, false), Transform::identity(), None);
        }
        if let Some(hatch) = paint.hatch {
            let mut path = PathBuilder::new();
            for ((x0, y0), (x1, y1)) in hatch_lines(x, y, w, h, hatch.gap) {
                path.move_to(self.px(x0), self.px(y0));
                path.line_to(self.px(x1), self.px(y1));
            }
            self.stroke(path.finish(), &Stroke::solid(hatch.color, hatch.width));
        }
        if let Some(stroke) = &paint.stroke {
            // The outline lies inside, so that it does not make the bar longer.
            let half = (self.px(stroke.width).round().max(1.0)) / 2.0;
            let width = half * 2.0;
            if stroke.dash.is_none() && right - left >= width * 2.0 && bottom - top >= width * 2.0 {
                self.bar(left, top, right, top + width, stroke.color);
                self.bar(left, bottom - width, right, bottom, stroke.color);
                self.bar(left, top, left + width, bottom, stroke.color);
                self.bar(right - width, top, right, bottom, stroke.color);
            } else if let Some(inner) = Rect::from_ltrb(left + half, top + half, right - half, bottom - half)
            {
                let stroke = Stroke { width: f64::from(half) * 2.0 / self.scale, ..*stroke };
                self.stroke(Some(PathBuilder::from_rect(inner)), &stroke);
            }
        }
    }

    fn line(&mut self, points: &[(f64, f64)], stroke: &Stroke) {
        let mut stroke = *stroke;
        let mut points: Vec<(f32, f32)> = points.iter().map(|p| (self.px(p.0), self.px(p.1))).collect();
        if let [a, b] = points.as_mut_slice() {
            let upright = (a.0 - b.0).abs() < 0.01;
            let level = (a.1 - b.1).abs() < 0.01;
            if upright || level {
                // A thin straight line covers whole pixels: one, if thinner. It is then a rectangle, which is
                // much faster to draw.
                let width = self.px(stroke.width).round().max(1.0);
                stroke.width = f64::from(width) / self.scale;
                let snap = |v: f32| if width % 2.0 > 0.5 { v.floor() + 0.5 } else { v.round() };
                if upright {
                    (a.0, b.0) = (snap(a.0), snap(a.0));
                }
                if level {
                    (a.1, b.1) = (snap(a.1), snap(a.1));
                }
                if stroke.dash.is_none() {
                    let (across, along) = if upright { (width / 2.0, 0.0) } else { (0.0, width / 2.0) };
                    let (x0, x1) = ((a.0.min(b.0) - across).round(), (a.0.max(b.0) + across).round());
                    let (y0, y1) = ((a.1.min(b.1) - along).round(), (a.1.max(b.1) + along).round());
                    return self.bar(x0, y0, x1.max(x0 + 1.0), y1.max(y0 + 1.0), stroke.color);
                }
            }
        }
        self.stroke(path_through(&points, false), &stroke);
    }

    /// A rectangle of whole pixels.
    fn bar(&mut self, left: f32, top: f32, right: f32, bottom: f32, color: Color) {
        if let Some(rect) = Rect::from_ltrb(left, top, right, bottom) {
            self.pixmap.fill_rect(rect, &brush(color, false), Transform::identity(), None);
        }
    }

    fn circle(&mut self, center: (f64, f64), r: f64, paint: &Paint) {
        let path = PathBuilder::from_circle(self.px(center.0), self.px(center.1), self.px(r));
        self.area(path, paint);
    }

    fn polygon(&mut self, points: &[(f64, f64)], paint: &Paint) {
        let points: Vec<(f32, f32)> = points.iter().map(|p| (self.px(p.0), self.px(p.1))).collect();
        self.area(path_through(&points, true), paint);
    }

    fn area(&mut self, path: Option<Path>, paint: &Paint) {
        let Some(path) = path else { return };
        if let Some(fill) = paint.fill {
            let brush = brush(fill, true);
            self.pixmap.fill_path(&path, &brush, FillRule::Winding, Transform::identity(), None);
        }
        if let Some(stroke) = &paint.stroke {
            self.stroke(Some(path), stroke);
        }
    }

    fn stroke(&mut self, path: Option<Path>, stroke: &Stroke) {
        let Some(path) = path else { return };
        let dash = stroke.dash.and_then(|(on, off)| StrokeDash::new(vec![self.px(on), self.px(off)], 0.0));
        let pen = Pen { width: self.px(stroke.width), line_join: LineJoin::Round, dash, ..Pen::default() };
        self.pixmap.stroke_path(&path, &brush(stroke.color, true), &pen, Transform::identity(), None);
    }
}

fn path_through(points: &[(f32, f32)], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    path.move_to(first.0, first.1);
    for point in rest {
        path.line_to(point.0, point.1);
    }
    if closed {
        path.close();
    }
    path.finish()
}

fn brush(color: Color, anti_alias: bool) -> Brush<'static> {
    let mut brush = Brush { anti_alias, ..Brush::default() };
    brush.set_color_rgba8(color.0, color.1, color.2, 255);
    brush
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "dots a metre, clamped")]
fn encode(pixmap: &Pixmap, options: PngOptions) -> Result<Vec<u8>, png::EncodingError> {
    let indexed = palette::index(pixmap.data());
    let mut file = Vec::with_capacity(1 << 18);
    let mut encoder = png::Encoder::new(&mut file, pixmap.width(), pixmap.height());
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_deflate_compression(png::DeflateCompression::Level(1));
    encoder.set_filter(png::Filter::NoFilter);
    if let Some(dpi) = options.dpi {
        let per_metre = (dpi * options.scale / 0.0254).round().clamp(1.0, 1e6) as u32;
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: per_metre,
            yppu: per_metre,
            unit: png::Unit::Meter,
        }));
    }
    let data = if let Some(indexed) = indexed {
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(indexed.palette);
        indexed.pixels
    } else {
        encoder.set_color(png::ColorType::Rgb);
        pixmap.pixels().iter().flat_map(|p| [p.red(), p.green(), p.blue()]).collect()
    };
    encoder.write_header()?.write_image_data(&data)?;
    Ok(file)
}
