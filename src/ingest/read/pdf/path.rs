//! Path operations: which strokes and thin areas are ruling lines.

use super::geometry::{Matrix, Page, Rect, Rule};

/// An area thinner than this is a line, in points; borders of tables are up to 3 wide.
const THIN: f64 = 3.6;
/// What is shorter is no border of a cell.
const SHORT: f64 = 2.0;
/// How far the ends of a line may be off the axis.
const SLOPE: f64 = 0.8;
/// Points of a path that is still a border and not a drawing.
const MAX_POINTS: usize = 20_000;

/// The path that is being built.
#[derive(Debug, Default)]
pub(super) struct Path {
    /// Its parts on the page: the points, and whether the part is closed.
    parts: Vec<(Vec<(f64, f64)>, bool)>,
    points: usize,
}

impl Path {
    /// Carries out a path operation and tells whether it was one.
    pub(super) fn operator(
        &mut self,
        operator: &str,
        numbers: &[f64],
        ctm: Matrix,
        line_width: f64,
        page: &mut Page,
    ) -> bool {
        match (operator, numbers) {
            // A curve is no border: what comes after it begins anew.
            ("m", &[x, y]) | ("c" | "v" | "y", &[.., x, y]) => self.begin(ctm.point(x, y)),
            ("l", &[x, y]) => self.to(ctm.point(x, y)),
            ("h", _) => self.close(),
            ("re", &[x, y, width, height]) => {
                self.begin(ctm.point(x, y));
                self.to(ctm.point(x + width, y));
                self.to(ctm.point(x + width, y + height));
                self.to(ctm.point(x, y + height));
                self.close();
            }
            ("S", _) => self.paint(true, false, ctm, line_width, page),
            ("s", _) => {
                self.close();
                self.paint(true, false, ctm, line_width, page);
            }
            ("f" | "F" | "f*", _) => self.paint(false, true, ctm, line_width, page),
            ("B" | "B*" | "b" | "b*", _) => {
                self.close();
                self.paint(true, true, ctm, line_width, page);
            }
            ("n", _) => self.clear(),
            (operator, _) => return matches!(operator, "m" | "l" | "c" | "v" | "y" | "re" | "W" | "W*"),
        }
        true
    }

    fn begin(&mut self, point: (f64, f64)) {
        self.parts.push((vec![point], false));
        self.points += 1;
        if self.points > MAX_POINTS {
            self.clear();
        }
    }

    fn to(&mut self, point: (f64, f64)) {
        self.points += 1;
        match self.parts.last_mut() {
            Some((points, false)) if self.points <= MAX_POINTS => points.push(point),
            _ => self.begin(point),
        }
    }

    fn close(&mut self) {
        if let Some((points, closed)) = self.parts.last_mut() {
            points.extend(points.first().copied());
            *closed = true;
        }
    }

    fn clear(&mut self) {
        self.parts.clear();
        self.points = 0;
    }

    fn paint(&mut self, stroke: bool, fill: bool, ctm: Matrix, line_width: f64, page: &mut Page) {
        let (wx, wy) = ctm.vector(line_width, line_width);
        let wide = wx.abs().max(wy.abs()) > THIN + 1.0;
        for (points, _) in &self.parts {
            let Some(area) = Rect::around(points.iter().copied()) else { continue };
            if (fill || points.len() > 2) && thin(area, page) {
                continue;
            }
            if stroke && !wide {
                for (a, b) in points.iter().zip(points.iter().skip(1)) {
                    segment(*a, *b, page);
                }
            }
        }
        self.clear();
    }
}

/// Notes a thin area as a line, and tells whether it was one.
pub(super) fn thin(area: Rect, page: &mut Page) -> bool {
    let (x, y) = area.center();
    let (width, height) = (area.width(), area.height());
    if height <= THIN && width >= SHORT && width > height {
        page.horizontal.push(Rule { at: y, from: area.x0, to: area.x1 });
    } else if width <= THIN && height >= SHORT {
        page.vertical.push(Rule { at: x, from: area.y0, to: area.y1 });
    }
    width <= THIN || height <= THIN
}

fn segment((ax, ay): (f64, f64), (bx, by): (f64, f64), page: &mut Page) {
    let (width, height) = ((ax - bx).abs(), (ay - by).abs());
    if height <= SLOPE && width >= SHORT {
        page.horizontal.push(Rule { at: f64::midpoint(ay, by), from: ax.min(bx), to: ax.max(bx) });
    } else if width <= SLOPE && height >= SHORT {
        page.vertical.push(Rule { at: f64::midpoint(ax, bx), from: ay.min(by), to: ay.max(by) });
    }
}
