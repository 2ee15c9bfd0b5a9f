//! What a chart looks like, independent of any file format.
//!
//! Lengths are in pixels at scale 1, `y` grows downwards, marks are drawn in order.

use super::font::{self, Weight};
use crate::text::Lang;

/// An opaque colour, red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Color(pub u8, pub u8, pub u8);

/// Contrast that small text needs against its ground (WCAG 2.1, 1.4.3).
const TEXT_CONTRAST: f64 = 4.5;

impl Color {
    /// White.
    pub const WHITE: Self = Self(255, 255, 255);

    /// Relative luminance, 0 (black) to 1 (white), as WCAG 2.1 defines it.
    pub fn luminance(self) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast ratio to another colour, 1 to 21, as WCAG 2.1 defines it.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This colour mixed with another, `part` (0 to 1) of the other.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255")]
    #[must_use]
    pub fn mix(self, other: Self, part: f64) -> Self {
        let channel = |a: u8, b: u8| {
            (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round().clamp(0.0, 255.0) as u8
        };
        Self(channel(self.0, other.0), channel(self.1, other.1), channel(self.2, other.2))
    }

    /// The colour for text of this hue on `ground`: darkened or lightened until small text can be read.
    #[must_use]
    pub fn for_text_on(self, ground: Self) -> Self {
        let towards = if ground.luminance() > 0.18 { Self(0, 0, 0) } else { Self::WHITE };
        (0..=10)
            .map(|step| self.mix(towards, f64::from(step) / 10.0))
            .find(|c| c.contrast(ground) >= TEXT_CONTRAST)
            .unwrap_or(towards)
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub color: Color,
    /// Width in pixels.
    pub width: f64,
    /// Length of a dash and of the gap after it, in pixels; solid without.
    pub dash: Option<(f64, f64)>,
}

impl Stroke {
    /// A solid line.
    pub const fn solid(color: Color, width: f64) -> Self {
        Self { color, width, dash: None }
    }

    /// A dashed line.
    pub const fn dashed(color: Color, width: f64, on: f64, off: f64) -> Self {
        Self { color, width, dash: Some((on, off)) }
    }
}

/// Diagonal lines over a rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hatch {
    /// Colour of the lines.
    pub color: Color,
    /// Distance of the lines along x, in pixels.
    pub gap: f64,
    /// Width of the lines in pixels.
    pub width: f64,
}

/// Fill, hatch and outline of an area.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Paint {
    /// Colour inside.
    pub fill: Option<Color>,
    /// Lines over the fill; of rectangles only.
    pub hatch: Option<Hatch>,
    /// The outline.
    pub stroke: Option<Stroke>,
}

impl Paint {
    /// A plain fill.
    pub const fn fill(color: Color) -> Self {
        Self { fill: Some(color), hatch: None, stroke: None }
    }

    /// A fill with an outline.
    pub const fn outlined(color: Color, stroke: Stroke) -> Self {
        Self { fill: Some(color), hatch: None, stroke: Some(stroke) }
    }
}

/// Which point of a text its position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextMark {
    /// The text.
    pub text: String,
    /// Position of the anchor.
    pub x: f64,
    /// Position of the baseline.
    pub y: f64,
    /// Which point of the text the position is.
    pub anchor: Anchor,
    /// Clockwise quarter turns about the position, 0 to 3.
    pub quarter_turns: u8,
    /// Regular or bold.
    pub weight: Weight,
    /// Size of the em in pixels.
    pub size: f64,
    /// Colour.
    pub color: Color,
    /// Measured width in pixels.
    pub width: f64,
}

/// A drawn thing.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle: left, top, width, height.
    Rect {
        /// Left edge.
        x: f64,
        /// Upper edge.
        y: f64,
        /// Width, not negative.
        w: f64,
        /// Height, not negative.
        h: f64,
        /// How it is filled.
        paint: Paint,
    },
    /// A line through points.
    Line {
        /// The points.
        points: Vec<(f64, f64)>,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A circle.
    Circle {
        /// Centre.
        center: (f64, f64),
        /// Radius.
        r: f64,
        /// How it is filled.
        paint: Paint,
    },
    /// A closed area.
    Polygon {
        /// The corners.
        points: Vec<(f64, f64)>,
        /// How it is filled.
        paint: Paint,
    },
    /// A line of text.
    Text(TextMark),
}

/// A shape with what it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What is drawn.
    pub shape: Shape,
    /// Code of the region the mark belongs to.
    pub region: Option<String>,
    /// What a viewer shows when the pointer rests on the mark.
    pub tip: Option<String>,
}

/// A left, top, right, bottom box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Left edge.
    pub x0: f64,
    /// Upper edge.
    pub y0: f64,
    /// Right edge.
    pub x1: f64,
    /// Lower edge.
    pub y1: f64,
}

impl Bounds {
    /// Width.
    pub fn width(self) -> f64 {
        self.x1 - self.x0
    }

    /// Height.
    pub fn height(self) -> f64 {
        self.y1 - self.y0
    }

    /// The box with so many pixels more on each side.
    #[must_use]
    pub fn grown(self, by: f64) -> Self {
        Self { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    /// Whether a point lies in the box or on its edge.
    pub fn contains(self, (x, y): (f64, f64)) -> bool {
        (self.x0..=self.x1).contains(&x) && (self.y0..=self.y1).contains(&y)
    }

    /// Whether the two boxes share more than `slack` pixels in both directions.
    pub fn overlaps(self, other: Self, slack: f64) -> bool {
        self.x0.max(other.x0) + slack < self.x1.min(other.x1)
            && self.y0.max(other.y0) + slack < self.y1.min(other.y1)
    }
}

impl TextMark {
    /// The box of the text: its measured width, and the height of Chinese characters.
    pub fn bounds(&self) -> Bounds {
        let left = match self.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => -self.width / 2.0,
            Anchor::End => -self.width,
        };
        let (x0, x1) = (left, left + self.width);
        let (y0, y1) = (-font::BOX_ABOVE * self.size, font::BOX_BELOW * self.size);
        let (x0, y0, x1, y1) = match self.quarter_turns % 4 {
            0 => (x0, y0, x1, y1),
            1 => (-y1, x0, -y0, x1),
            2 => (-x1, -y1, -x0, -y0),
            _ => (y0, -x1, y1, -x0),
        };
        Bounds { x0: self.x + x0, y0: self.y + y0, x1: self.x + x1, y1: self.y + y1 }
    }
}

/// A finished chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The title, as read by a screen reader.
    pub title: String,
    /// Alternative text: what the chart shows and its main finding.
    pub desc: String,
    /// Language of the texts.
    pub lang: Lang,
    /// Colour of the ground.
    pub background: Color,
    /// What is drawn, in order.
    pub marks: Vec<Mark>,
}

impl Scene {
    /// All texts of the scene.
    pub fn texts(&self) -> impl Iterator<Item = &TextMark> {
        self.marks.iter().filter_map(|mark| match &mark.shape {
            Shape::Text(text) => Some(text),
            _ => None,
        })
    }
}

/// The lines of a hatch over a rectangle: rising to the right at 45°, on one grid for the whole picture.
pub(crate) fn hatch_lines(x: f64, y: f64, w: f64, h: f64, gap: f64) -> Vec<((f64, f64), (f64, f64))> {
    let mut lines = Vec::new();
    if w <= 0.0 || h <= 0.0 || gap <= 0.0 {
        return lines;
    }
    // Points of one line share x + y.
    let mut sum = ((x + y) / gap).floor() * gap + gap;
    while sum < x + w + y + h {
        let left = x.max(sum - y - h);
        let right = (x + w).min(sum - y);
        if right > left {
            lines.push(((left, sum - left), (right, sum - right)));
        }
        sum += gap;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatch_lines_stay_inside_their_rectangle() {
        let lines = hatch_lines(10.0, 20.0, 30.0, 8.0, 5.0);
        assert_eq!(lines.len(), 7, "{lines:?}");
        for (x, y) in lines.into_iter().flat_map(|(a, b)| [a, b]) {
            assert!((10.0..=40.0).contains(&x) && (20.0..=28.0).contains(&y), "{x} {y}");
        }
    }

    #[test]
    fn contrast_is_the_one_of_the_web_guidelines() {
        assert!((Color::WHITE.contrast(Color(0, 0, 0)) - 21.0).abs() < 1e-9);
        // Worked example of the guidelines' understanding pages: #767676 on white is 4.54:1.
        assert!((Color(0x76, 0x76, 0x76).contrast(Color::WHITE) - 4.54).abs() < 0.005);
        assert!(Color(0xA2, 0x85, 0xD1).for_text_on(Color::WHITE).contrast(Color::WHITE) >= 4.5);
    }
}
