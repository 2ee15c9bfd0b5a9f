//! Points of a page, in points of 1/72 inch from its upper left corner, y downwards.

/// An affine map: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

#[expect(clippy::many_single_char_names, reason = "the letters of the PDF specification")]
impl Matrix {
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) const fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// The map that does `self` first and `next` after it.
    pub(super) fn then(self, next: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [na, nb, nc, nd, ne, nf] = next.0;
        Self([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            e * na + f * nc + ne,
            e * nb + f * nd + nf,
        ])
    }

    pub(super) fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// A direction or a length, which a shift does not change.
    pub(super) fn vector(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }

    pub(super) fn is_finite(self) -> bool {
        self.0.iter().all(|value| value.is_finite() && value.abs() < 1e7)
    }
}

/// A rectangle with sides along the axes, `x0 <= x1`, `y0 <= y1`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub(super) x0: f64,
    pub(super) y0: f64,
    pub(super) x1: f64,
    pub(super) y1: f64,
}

impl Rect {
    /// The smallest rectangle around points.
    pub(super) fn around(points: impl IntoIterator<Item = (f64, f64)>) -> Option<Self> {
        points.into_iter().fold(None, |rect: Option<Self>, (x, y)| {
            Some(match rect {
                None => Self { x0: x, y0: y, x1: x, y1: y },
                Some(r) => Self { x0: r.x0.min(x), y0: r.y0.min(y), x1: r.x1.max(x), y1: r.y1.max(y) },
            })
        })
    }

    pub(super) fn width(self) -> f64 {
        self.x1 - self.x0
    }

    pub(super) fn height(self) -> f64 {
        self.y1 - self.y0
    }

    pub(super) fn center(self) -> (f64, f64) {
        (f64::midpoint(self.x0, self.x1), f64::midpoint(self.y0, self.y1))
    }

    pub(super) fn contains(self, (x, y): (f64, f64)) -> bool {
        (self.x0..=self.x1).contains(&x) && (self.y0..=self.y1).contains(&y)
    }

    pub(super) fn grown(self, by: f64) -> Self {
        Self { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    pub(super) fn touches(self, other: Self) -> bool {
        self.x0 <= other.x1 && other.x0 <= self.x1 && self.y0 <= other.y1 && other.y0 <= self.y1
    }
}

/// How the text of a glyph runs on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    /// From left to right, as usual.
    Right,
    /// Turned by a quarter to the left: from bottom to top.
    Up,
    /// Turned by a quarter to the right: from top to bottom.
    Down,
    /// Upside down.
    Left,
    /// Upright characters one below the other, columns from right to left.
    Stacked,
}

/// A character on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) text: char,
    /// From the start to the end of its advance, and from a fifth below the baseline to four fifths above.
    pub(super) area: Rect,
    /// Height of the font on the page.
    pub(super) size: f64,
    pub(super) direction: Direction,
    /// The text operation that drew it: glyphs of one operation belong together.
    pub(super) run: u32,
}

/// A ruling line: along x at the height `at`, or along y.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// What is on a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// Its number, from 1.
    pub(super) number: u32,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) horizontal: Vec<Rule>,
    pub(super) vertical: Vec<Rule>,
    /// Characters whose fonts do not tell what they are.
    pub(super) unknown: usize,
    /// Pictures that cover a good part of the page.
    pub(super) pictures: usize,
}

impl Page {
    /// Turns a page whose text runs sideways, as a landscape table on an upright page.
    pub(super) fn upright(mut self) -> Self {
        let count = |direction| self.glyphs.iter().filter(|glyph| glyph.direction == direction).count();
        let (up, down) = (count(Direction::Up), count(Direction::Down));
        let sideways = if up >= down { Direction::Up } else { Direction::Down };
        if up.max(down) * 5 < self.glyphs.len() * 3 || self.glyphs.is_empty() {
            return self;
        }
        let (width, height) = (self.width, self.height);
        let to = move |x: f64, y: f64| if up >= down { (height - y, x) } else { (y, width - x) };
        for glyph in &mut self.glyphs {
            let Rect { x0, y0, x1, y1 } = glyph.area;
            if let Some(area) = Rect::around([to(x0, y0), to(x1, y1)]) {
                glyph.area = area;
            }
            glyph.direction = match glyph.direction {
                direction if direction == sideways => Direction::Right,
                Direction::Right if up >= down => Direction::Down,
                Direction::Right => Direction::Up,
                other => other,
            };
        }
        let turn = |rules: &[Rule], horizontal: bool| -> Vec<Rule> {
            rules
                .iter()
                .map(|rule| {
                    let ends = if horizontal {
                        [to(rule.from, rule.at), to(rule.to, rule.at)]
                    } else {
                        [to(rule.at, rule.from), to(rule.at, rule.to)]
                    };
                    let [(ax, ay), (bx, by)] = ends;
                    if horizontal {
                        Rule { at: ax, from: ay.min(by), to: ay.max(by) }
                    } else {
                        Rule { at: ay, from: ax.min(bx), to: ax.max(bx) }
                    }
                })
                .collect()
        };
        let vertical = turn(&self.horizontal, true);
        self.horizontal = turn(&self.vertical, false);
        self.vertical = vertical;
        (self.width, self.height) = (height, width);
        self
    }
}
