//! Shapes of points, so that classes differ without colour too.

use super::ChartError;
use super::backend::Tag;
use super::canvas::Pane;
use super::scene::Paint;

/// The shape of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    Circle,
    Square,
    Triangle,
    Diamond,
    /// A triangle on its tip.
    Falling,
}

impl Symbol {
    /// The shape of a series, by its number; they begin again after the last.
    pub(crate) const fn of(series: usize) -> Self {
        match series % 5 {
            0 => Self::Circle,
            1 => Self::Square,
            2 => Self::Triangle,
            3 => Self::Diamond,
            _ => Self::Falling,
        }
    }

    /// Draws it about a point of the picture. Shapes of one `r` look equally large; none reaches farther than
    /// 1.25 r.
    pub(crate) fn draw(
        self,
        page: &Pane,
        (x, y): (f64, f64),
        r: f64,
        paint: Paint,
        tag: &Tag,
    ) -> Result<(), ChartError> {
        match self {
            Self::Circle => page.circle((x, y), r, paint, tag),
            Self::Square => page.rect((x - r * 0.9, y - r * 0.9), (x + r * 0.9, y + r * 0.9), paint, tag),
            Self::Triangle => page.polygon(
                &[(x, y - r * 1.2), (x + r * 1.1, y + r * 0.8), (x - r * 1.1, y + r * 0.8)],
                paint,
                tag,
            ),
            Self::Diamond => page.polygon(
                &[(x, y - r * 1.25), (x + r * 1.25, y), (x, y + r * 1.25), (x - r * 1.25, y)],
                paint,
                tag,
            ),
            Self::Falling => page.polygon(
                &[(x, y + r * 1.2), (x + r * 1.1, y - r * 0.8), (x - r * 1.1, y - r * 0.8)],
                paint,
                tag,
            ),
        }
    }
}
