//! A plotters backend that records what plotters draws as marks of a scene.
//!
//! Plotters hands a backend whole pixels. The backend therefore says it is [`FINE`] times as large as the
//! picture, and positions in the scene are exact to a sixteenth of a pixel.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{FontStyle, FontTransform};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::ChartError;
use super::font::{self, Weight};
use super::scene::{Anchor, Color, Hatch, Mark, Paint, Shape, Stroke, TextMark};

/// Backend units to a pixel.
pub(crate) const FINE: f64 = 16.0;

/// What a mark stands for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tag {
    /// Code of the region.
    pub(crate) region: Option<String>,
    /// Text shown for the mark.
    pub(crate) tip: Option<String>,
}

impl Tag {
    /// A mark of a region, with a text shown for it.
    pub(crate) fn new(region: &str, tip: impl Into<String>) -> Self {
        Self { region: Some(region.to_owned()), tip: Some(tip.into()) }
    }

    /// A mark of a region without a text of its own.
    pub(crate) fn region(region: &str) -> Self {
        Self { region: Some(region.to_owned()), tip: None }
    }
}

/// The marks drawn so far, and what plotters' styles cannot say about the next one.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    /// The marks in drawing order.
    pub(crate) marks: Vec<Mark>,
    /// Region and text of the next mark.
    pub(crate) tag: Tag,
    /// Dash of the next line.
    pub(crate) dash: Option<(f64, f64)>,
    /// Hatch of the next area.
    pub(crate) hatch: Option<Hatch>,
    /// Outline of the next area.
    pub(crate) outline: Option<Stroke>,
}

impl Recorder {
    fn push(&mut self, shape: Shape) {
        self.marks.push(Mark { shape, region: self.tag.region.clone(), tip: self.tag.tip.clone() });
    }
}

/// The backend.
pub(crate) struct SceneBackend {
    size: (u32, u32),
    recorder: Rc<RefCell<Recorder>>,
}

type Drawn = Result<(), DrawingErrorKind<ChartError>>;

impl SceneBackend {
    /// A backend for a picture of `width` by `height` pixels.
    pub(crate) fn new(width: u32, height: u32, recorder: Rc<RefCell<Recorder>>) -> Self {
        Self { size: (width * 16, height * 16), recorder }
    }

    fn paint<S: BackendStyle>(&self, style: &S, fill: bool) -> Paint {
        let recorder = self.recorder.borrow();
        let color = color_of(style.color());
        let own = Stroke::solid(color, f64::from(style.stroke_width()) / FINE);
        Paint {
            fill: fill.then_some(color),
            hatch: recorder.hatch,
            stroke: if fill { recorder.outline } else { Some(recorder.outline.unwrap_or(own)) },
        }
    }

    fn line<S: BackendStyle>(&self, points: Vec<(f64, f64)>, style: &S) {
        if invisible(style) || points.len() < 2 {
            return;
        }
        let mut recorder = self.recorder.borrow_mut();
        let width = f64::from(style.stroke_width()) / FINE;
        let stroke = Stroke { color: color_of(style.color()), width, dash: recorder.dash };
        recorder.push(Shape::Line { points, stroke });
    }
}

impl DrawingBackend for SceneBackend {
    type ErrorType = ChartError;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        let (x, y) = pixel(point);
        let dot = Shape::Rect { x, y, w: 1.0 / FINE, h: 1.0 / FINE, paint: Paint::fill(color_of(color)) };
        self.recorder.borrow_mut().push(dot);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.line(vec![pixel(from), pixel(to)], style);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if invisible(style) {
            return Ok(());
        }
        let paint = self.paint(style, fill);
        let ((x0, y0), (x1, y1)) = (pixel(upper_left), pixel(bottom_right));
        self.recorder.borrow_mut().push(Shape::Rect {
            x: x0.min(x1),
            y: y0.min(y1),
            w: (x1 - x0).abs(),
            h: (y1 - y0).abs(),
            paint,
        });
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.line(path.into_iter().map(pixel).collect(), style);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if !invisible(style) {
            let paint = self.paint(style, fill);
            let r = f64::from(radius) / FINE;
            self.recorder.borrow_mut().push(Shape::Circle { center: pixel(center), r, paint });
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        if !invisible(style) {
            let paint = self.paint(style, true);
            let points = vert.into_iter().map(pixel).collect();
            self.recorder.borrow_mut().push(Shape::Polygon { points, paint });
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, pos: BackendCoord) -> Drawn {
        let weight = font::weight_for(text, weight_of(style)).map_err(DrawingErrorKind::DrawingError)?;
        let size = style.size() / FINE;
        let (anchor, down) = (style.anchor().h_pos, style.anchor().v_pos);
        let down = size
            * match down {
                VPos::Top => font::BOX_ABOVE,
                VPos::Center => font::MIDDLE,
                VPos::Bottom => -font::BOX_BELOW,
            };
        let (x, y) = pixel(pos);
        let (x, y, quarter_turns) = match style.transform() {
            FontTransform::None => (x, y + down, 0),
            FontTransform::Rotate90 => (x - down, y, 1),
            FontTransform::Rotate180 => (x, y - down, 2),
            FontTransform::Rotate270 => (x + down, y, 3),
        };
        let mark = TextMark {
            text: text.to_owned(),
            x,
            y,
            anchor: match anchor {
                HPos::Left => Anchor::Start,
                HPos::Center => Anchor::Middle,
                HPos::Right => Anchor::End,
            },
            quarter_turns,
            weight,
            size,
            color: color_of(style.color()),
            width: font::width(text, size, weight),
        };
        self.recorder.borrow_mut().push(Shape::Text(mark));
        Ok(())
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths are not negative")]
    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<ChartError>> {
        let width = font::width(text, style.size(), weight_of(style));
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}

/// Backend units as pixels.
fn pixel((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / FINE, f64::from(y) / FINE)
}

fn invisible<S: BackendStyle>(style: &S) -> bool {
    style.color().alpha <= 0.0
}

/// A plotters colour on white.
fn color_of(color: BackendColor) -> Color {
    let (r, g, b) = color.rgb;
    Color(r, g, b).mix(Color::WHITE, 1.0 - color.alpha)
}

fn weight_of<T: BackendTextStyle>(style: &T) -> Weight {
    match style.style() {
        FontStyle::Bold => Weight::Bold,
        FontStyle::Normal | FontStyle::Oblique | FontStyle::Italic => Weight::Regular,
    }
}
