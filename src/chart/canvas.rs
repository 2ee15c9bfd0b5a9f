//! Drawing on a scene through plotters: lengths in pixels or in the units of an axis.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, FontTransform, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::DrawingErrorKind;

use super::ChartError;
use super::backend::{FINE, Recorder, SceneBackend, Tag};
use super::font::{self, Weight};
use super::scene::{Anchor, Bounds, Color, Mark, Paint, Stroke};
use super::size::Size;

/// The name under which plotters is told of the font; the backend knows only this one.
const FAMILY: &str = "Noto Sans SC";

/// How a text is written. The position given with it is its vertical middle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ink {
    /// Size of the em in pixels.
    pub(crate) size: f64,
    /// Weight.
    pub(crate) weight: Weight,
    /// Colour.
    pub(crate) color: Color,
    /// Which point of the text its position is.
    pub(crate) anchor: Anchor,
    /// Whether it reads upwards.
    pub(crate) upwards: bool,
}

impl Ink {
    /// Regular text that starts at its position.
    pub(crate) const fn new(size: f64, color: Color) -> Self {
        Self { size, weight: Weight::Regular, color, anchor: Anchor::Start, upwards: false }
    }

    /// The same in bold, if `bold`.
    pub(crate) const fn bold(mut self, bold: bool) -> Self {
        self.weight = if bold { Weight::Bold } else { Weight::Regular };
        self
    }

    /// The same with another anchor.
    pub(crate) const fn at(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }

    /// The same reading upwards, if `upwards`.
    pub(crate) const fn upwards(mut self, upwards: bool) -> Self {
        self.upwards = upwards;
        self
    }

    /// The width of `text` written so, in pixels.
    pub(crate) fn width(&self, text: &str) -> f64 {
        font::width(text, self.size, self.weight)
    }
}

/// A drawing area with two numeric axes: the whole picture in pixels, or a plot in its own units.
pub(crate) struct Pane {
    area: DrawingArea<SceneBackend, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    recorder: Rc<RefCell<Recorder>>,
}

/// The picture.
pub(crate) struct Canvas {
    root: DrawingArea<SceneBackend, Shift>,
    recorder: Rc<RefCell<Recorder>>,
    /// The whole picture, in pixels.
    pub(crate) page: Pane,
}

impl Canvas {
    /// An empty picture.
    pub(crate) fn new(size: Size) -> Self {
        let recorder = Rc::new(RefCell::new(Recorder::default()));
        let root = SceneBackend::new(size.width, size.height, Rc::clone(&recorder)).into_drawing_area();
        let (w, h) = (f64::from(size.width), f64::from(size.height));
        let whole = Bounds { x0: 0.0, y0: 0.0, x1: w, y1: h };
        let page = pane(&root, &recorder, whole, 0.0..w, 0.0..h);
        Self { root, recorder, page }
    }

    /// A plot in `bounds` (pixels). The range of y runs from the upper to the lower edge.
    pub(crate) fn plot(&self, bounds: Bounds, x: Range<f64>, y: Range<f64>) -> Pane {
        pane(&self.root, &self.recorder, bounds, x, y)
    }

    /// Everything drawn, in order.
    pub(crate) fn into_marks(self) -> Result<Vec<Mark>, ChartError> {
        self.root.present().map_err(drawing_error)?;
        Ok(std::mem::take(&mut self.recorder.borrow_mut().marks))
    }
}

fn pane(
    root: &DrawingArea<SceneBackend, Shift>,
    recorder: &Rc<RefCell<Recorder>>,
    bounds: Bounds,
    x: Range<f64>,
    y: Range<f64>,
) -> Pane {
    let pixels = (fine(bounds.x0)..fine(bounds.x1), fine(bounds.y0)..fine(bounds.y1));
    let spec = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(x, y, pixels);
    Pane { area: root.apply_coord_spec(spec), recorder: Rc::clone(recorder) }
}

impl Pane {
    /// The pixel of a point.
    pub(crate) fn px(&self, point: (f64, f64)) -> (f64, f64) {
        let (x, y) = self.area.map_coordinate(&point);
        (f64::from(x) / FINE, f64::from(y) / FINE)
    }

    /// Draws a rectangle between two corners.
    pub(crate) fn rect(
        &self,
        a: (f64, f64),
        b: (f64, f64),
        paint: Paint,
        tag: &Tag,
    ) -> Result<(), ChartError> {
        let style = self.prepare_paint(paint, tag);
        self.area.draw(&Rectangle::new([a, b], style)).map_err(drawing_error)
    }

    /// Draws a line through points.
    pub(crate) fn line(&self, points: &[(f64, f64)], stroke: Stroke, tag: &Tag) -> Result<(), ChartError> {
        {
            let mut recorder = self.recorder.borrow_mut();
            recorder.tag = tag.clone();
            recorder.dash = stroke.dash;
        }
        let style = rgb(stroke.color).stroke_width(fine_length(stroke.width));
        self.area.draw(&PathElement::new(points, style)).map_err(drawing_error)
    }

    /// Draws a circle of a radius in pixels.
    pub(crate) fn circle(
        &self,
        center: (f64, f64),
        r: f64,
        paint: Paint,
        tag: &Tag,
    ) -> Result<(), ChartError> {
        let style = self.prepare_paint(paint, tag);
        self.area.draw(&Circle::new(center, fine_length(r), style)).map_err(drawing_error)
    }

    /// Fills a polygon.
    pub(crate) fn polygon(&self, points: &[(f64, f64)], paint: Paint, tag: &Tag) -> Result<(), ChartError> {
        let style = self.prepare_paint(paint, tag);
        self.area.draw(&Polygon::new(points, style)).map_err(drawing_error)
    }

    /// Writes a text; its vertical middle is at the point, its horizontal one if it reads upwards.
    pub(crate) fn text(&self, text: &str, at: (f64, f64), ink: Ink, tag: &Tag) -> Result<(), ChartError> {
        if text.is_empty() {
            return Ok(());
        }
        self.recorder.borrow_mut().tag = tag.clone();
        let style = match ink.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        };
        let anchor = match ink.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let color = RGBColor(ink.color.0, ink.color.1, ink.color.2);
        let turn = if ink.upwards { FontTransform::Rotate270 } else { FontTransform::None };
        let font = FontDesc::new(FontFamily::Name(FAMILY), ink.size * FINE, style).transform(turn);
        let style = TextStyle::from(font).color(&color).pos(Pos::new(anchor, VPos::Center));
        self.area.draw(&Text::new(text, at, style)).map_err(drawing_error)
    }

    fn prepare_paint(&self, paint: Paint, tag: &Tag) -> ShapeStyle {
        let mut recorder = self.recorder.borrow_mut();
        recorder.tag = tag.clone();
        recorder.hatch = paint.hatch;
        recorder.outline = paint.stroke;
        match (paint.fill, paint.stroke) {
            (Some(fill), _) => rgb(fill).filled(),
            (None, Some(stroke)) => rgb(stroke.color).stroke_width(fine_length(stroke.width)),
            (None, None) => rgb(Color::WHITE).filled(),
        }
    }
}

fn rgb(color: Color) -> ShapeStyle {
    ShapeStyle::from(&RGBColor(color.0, color.1, color.2))
}

/// Pixels in backend units.
#[expect(clippy::cast_possible_truncation, reason = "pictures are at most 20,000 pixels wide")]
fn fine(pixels: f64) -> i32 {
    (pixels * FINE).round() as i32
}

/// A length in backend units, at least one.
#[expect(clippy::cast_sign_loss, reason = "at least one")]
fn fine_length(pixels: f64) -> u32 {
    fine(pixels).max(1) as u32
}

/// Plotters' error as ours, without the layers around it.
fn drawing_error(error: DrawingAreaErrorKind<ChartError>) -> ChartError {
    match error {
        DrawingAreaErrorKind::BackendError(DrawingErrorKind::DrawingError(error)) => error,
        other => ChartError::Draw(other.to_string()),
    }
}
