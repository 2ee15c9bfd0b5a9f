//! Scenes as pages of a PDF file: vector shapes, and texts that can be searched and copied.
//!
//! The characters used of the built-in fonts are embedded. The bytes depend on the scenes alone: neither a
//! date nor a random number is written.

use std::ops::Range;
use std::sync::LazyLock;

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineJoin, Stroke as Pen, StrokeDash};
use krilla::surface::{Location, Surface};
use krilla::tagging::{ContentTag, Node, Tag, TagGroup, TagTree};
use krilla::text::{Font, Glyph, GlyphId};
use krilla::{Document, SerializeSettings};

use super::font::{self, Weight};
use super::scene::{Anchor, Color, Paint, Scene, Shape, Stroke, TextMark, hatch_lines};
use super::size::DPI;
use super::{ChartError, svg};

/// Points of a PDF, 72 to an inch, in a pixel of a scene.
const POINTS: f64 = 72.0 / DPI;
/// Distance of the handles of a cubic curve that draws a quarter of a circle, in radii.
const QUARTER: f64 = 0.552_284_75;

static REGULAR: LazyLock<Option<Font>> = LazyLock::new(|| Font::new(font::data(Weight::Regular).into(), 0));
static BOLD: LazyLock<Option<Font>> = LazyLock::new(|| Font::new(font::data(Weight::Bold).into(), 0));

/// Writes a chart, a page for each scene. The alternative text of a scene is that of its page.
///
/// # Errors
/// [`ChartError::Draw`] when a page has no area or the file cannot be put together.
pub fn write(scenes: &[Scene]) -> Result<Vec<u8>, ChartError> {
    let mut document = Document::new_with(SerializeSettings::default());
    let mut metadata = Metadata::new().creator(format!("gongkai {}", env!("CARGO_PKG_VERSION")));
    let mut tags = TagTree::new();
    if let Some(first) = scenes.first() {
        let lang = svg::language(first.lang).to_owned();
        metadata = metadata.title(first.title.clone()).description(first.desc.clone()).language(lang.clone());
        tags = tags.with_lang(Some(lang));
    }
    for scene in scenes {
        tags.push(page(&mut document, scene)?);
    }
    document.set_metadata(metadata);
    document.set_tag_tree(tags);
    document.finish().map_err(|error| ChartError::Draw(format!("{error:?}")))
}

/// Adds a page and gives its place among the tags.
fn page(document: &mut Document, scene: &Scene) -> Result<Node, ChartError> {
    let (width, height) = (f64::from(scene.width), f64::from(scene.height));
    let settings = PageSettings::from_wh(single(width * POINTS), single(height * POINTS))
        .ok_or_else(|| ChartError::Draw("a page of the PDF has no area".to_owned()))?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    let all = surface.start_tagged(ContentTag::Other);
    surface.push_transform(&Transform::from_scale(single(POINTS), single(POINTS)));
    let mut painter = Painter { surface: &mut surface };
    painter.rect((0.0, 0.0, width, height), &Paint::fill(scene.background));
    for mark in &scene.marks {
        match &mark.shape {
            Shape::Rect { x, y, w, h, paint } => painter.rect((*x, *y, *w, *h), paint),
            Shape::Line { points, stroke } => painter.draw(path_through(points, false), None, Some(stroke)),
            Shape::Circle { center, r, paint } => painter.area(circle(*center, *r), paint),
            Shape::Polygon { points, paint } => painter.area(path_through(points, true), paint),
            Shape::Text(text) => painter.text(text)?,
        }
    }
    surface.pop();
    surface.end_tagged();
    surface.finish();
    page.finish();
    let mut figure = TagGroup::new(Tag::Figure(Some(scene.desc.clone())));
    figure.push(all);
    Ok(figure.into())
}

struct Painter<'a, 'b> {
    surface: &'a mut Surface<'b>,
}

impl Painter<'_, '_> {
    fn rect(&mut self, (x, y, w, h): (f64, f64, f64, f64), paint: &Paint) {
        if w <= 0.0 || h <= 0.0 {
            return;
        }
        if let Some(fill) = paint.fill {
            self.draw(rectangle(x, y, w, h), Some(fill), None);
        }
        if let Some(hatch) = paint.hatch {
            let mut path = PathBuilder::new();
            for ((x0, y0), (x1, y1)) in hatch_lines(x, y, w, h, hatch.gap) {
                path.move_to(single(x0), single(y0));
                path.line_to(single(x1), single(y1));
            }
            self.draw(path.finish(), None, Some(&Stroke::solid(hatch.color, hatch.width)));
        }
        if let Some(stroke) = &paint.stroke {
            // The outline lies inside, so that it does not make the bar longer.
            let half = stroke.width / 2.0;
            let inner = rectangle(x + half, y + half, w - stroke.width, h - stroke.width);
            self.draw(inner, None, Some(stroke));
        }
    }

    fn area(&mut self, path: Option<Path>, paint: &Paint) {
        self.draw(path, paint.fill, paint.stroke.as_ref());
    }

    fn draw(&mut self, path: Option<Path>, fill: Option<Color>, stroke: Option<&Stroke>) {
        // The library fills in black what has neither.
        if let Some(path) = path
            && (fill.is_some() || stroke.is_some())
        {
            self.surface.set_fill(fill.map(ink));
            self.surface.set_stroke(stroke.map(pen));
            self.surface.draw_path(&path);
        }
    }

    fn text(&mut self, text: &TextMark) -> Result<(), ChartError> {
        let font = match text.weight {
            Weight::Regular => REGULAR.as_ref(),
            Weight::Bold => BOLD.as_ref(),
        };
        let font = font.ok_or_else(|| ChartError::Draw("a built-in font cannot be read".to_owned()))?;
        let glyphs: Vec<Letter> = font::glyphs(&text.text, text.weight)?
            .into_iter()
            .map(|(range, id, advance)| Letter { range, id, advance: single(advance) })
            .collect();
        let back = match text.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => text.width / 2.0,
            Anchor::End => text.width,
        };
        self.surface.set_fill(Some(ink(text.color)));
        self.surface.set_stroke(None);
        let (x, y, size) = (single(text.x), single(text.y), single(text.size));
        let turned = !text.quarter_turns.is_multiple_of(4);
        if turned {
            let degrees = f32::from(text.quarter_turns % 4) * 90.0;
            self.surface.push_transform(&Transform::from_rotate_at(degrees, x, y));
        }
        let start = Point::from_xy(single(text.x - back), y);
        self.surface.draw_glyphs(start, &glyphs, font.clone(), &text.text, size, false);
        if turned {
            self.surface.pop();
        }
        Ok(())
    }
}

/// A character of a text.
struct Letter {
    /// Its bytes in the text.
    range: Range<usize>,
    id: u16,
    /// In ems.
    advance: f32,
}

impl Glyph for Letter {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(u32::from(self.id))
    }

    fn text_range(&self) -> Range<usize> {
        self.range.clone()
    }

    fn x_advance(&self, size: f32) -> f32 {
        self.advance * size
    }

    fn x_offset(&self, _: f32) -> f32 {
        0.0
    }

    fn y_offset(&self, _: f32) -> f32 {
        0.0
    }

    fn y_advance(&self, _: f32) -> f32 {
        0.0
    }

    fn location(&self) -> Option<Location> {
        None
    }
}

fn rectangle(x: f64, y: f64, w: f64, h: f64) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(single(x), single(y), single(w), single(h))?);
    path.finish()
}

fn circle((x, y): (f64, f64), r: f64) -> Option<Path> {
    let mut path = PathBuilder::new();
    let at = |dx: f64, dy: f64| (single(x + dx * r), single(y + dy * r));
    let start = at(1.0, 0.0);
    path.move_to(start.0, start.1);
    // Each quarter begins where the one before it ended, at the point (c, s) of the circle of radius 1.
    for (c, s) in [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)] {
        let (x1, y1) = at(c - QUARTER * s, s + QUARTER * c);
        let (x2, y2) = at(-s + QUARTER * c, c + QUARTER * s);
        let (x3, y3) = at(-s, c);
        path.cubic_to(x1, y1, x2, y2, x3, y3);
    }
    path.close();
    path.finish()
}

fn path_through(points: &[(f64, f64)], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    path.move_to(single(first.0), single(first.1));
    for point in rest {
        path.line_to(single(point.0), single(point.1));
    }
    if closed {
        path.close();
    }
    path.finish()
}

fn ink(color: Color) -> Fill {
    Fill { paint: paint(color), ..Fill::default() }
}

fn pen(stroke: &Stroke) -> Pen {
    let dash = stroke.dash.map(|(on, off)| StrokeDash { array: vec![single(on), single(off)], offset: 0.0 });
    Pen {
        paint: paint(stroke.color),
        width: single(stroke.width),
        line_join: LineJoin::Round,
        dash,
        ..Pen::default()
    }
}

fn paint(Color(r, g, b): Color) -> krilla::paint::Paint {
    rgb::Color::new(r, g, b).into()
}

/// A length as the library takes it.
#[expect(clippy::cast_possible_truncation, reason = "pictures are at most 20,000 pixels wide")]
fn single(length: f64) -> f32 {
    length as f32
}

#[cfg(test)]
mod tests;
