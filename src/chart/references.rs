//! Vertical lines through a chart (reference values, changes of form) with labels above it that never overlap.

use std::ops::Range;

use super::ChartError;
use super::backend::Tag;
use super::canvas::{Canvas, Ink};
use super::layout::Sheet;
use super::scene::{Anchor, Bounds, Stroke};
use super::theme::LINE;
use crate::schema::Unit;

/// Rows of labels above the plot, at most.
pub(crate) const LANES: usize = 3;

/// A value drawn as a line across all rows.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The value, in the unit of the chart.
    pub value: f64,
    /// What it is: "median of the 30 counties".
    pub label: String,
}

/// A label of a line: from, to, and its lane counted from the plot upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    line: f64,
    from: f64,
    to: f64,
    lane: usize,
}

/// Vertical lines with labels above the plot.
#[derive(Default)]
pub(crate) struct Labelled {
    lines: Vec<f64>,
    texts: Vec<String>,
    places: Vec<Place>,
}

impl Labelled {
    /// The lines of reference values in a plot with the given ends of its horizontal axis.
    pub(crate) fn values(
        sheet: &Sheet<'_>,
        references: &[Reference],
        unit: Unit,
        plot: Bounds,
        ends: Range<f64>,
    ) -> Self {
        let to_x = |value: f64| plot.x0 + (value - ends.start) / (ends.end - ends.start) * plot.width();
        let texts = references.iter().map(|r| format!("{} {}", r.label, unit.format(r.value))).collect();
        let lines = references.iter().map(|r| to_x(r.value)).collect();
        Self::arrange(sheet, lines, texts, (plot.x0, plot.x1))
    }

    /// The x of the lines in pixels.
    pub(crate) fn lines(&self) -> &[f64] {
        &self.lines
    }

    /// Finds places for the labels of lines at the given x, within a room from left to right.
    pub(crate) fn arrange(sheet: &Sheet<'_>, lines: Vec<f64>, texts: Vec<String>, room: (f64, f64)) -> Self {
        let ink = Self::ink(sheet);
        let widths: Vec<f64> = texts.iter().map(|t| ink.width(t)).collect();
        let places = arrange(&lines, &widths, room, sheet.sizes.gap)
            .unwrap_or_else(|| stacked(&lines, &widths, room, sheet.sizes.gap));
        Self { lines, texts, places }
    }

    /// Rows of labels above the plot.
    pub(crate) fn lanes(&self) -> usize {
        self.places.iter().map(|p| p.lane + 1).max().unwrap_or(0)
    }

    /// Draws the lines down to the lower edge of the plot.
    pub(crate) fn draw(&self, sheet: &Sheet<'_>, canvas: &Canvas, plot: Bounds) -> Result<(), ChartError> {
        let (sizes, theme) = (&sheet.sizes, sheet.theme);
        let height = sizes.small * LINE;
        let stroke = Stroke::dashed(theme.reference, sizes.hair * 1.3, sizes.hair * 5.0, sizes.hair * 3.0);
        for (place, text) in self.places.iter().zip(&self.texts) {
            let y = plot.y0 - sizes.gap * 0.4 - (place.lane as f64 + 0.5) * height;
            // Beside its label a line reaches to the label's top, else it stops beneath.
            let is_beside = place.line <= place.from || place.line >= place.to;
            let top = if is_beside { y - height * 0.4 } else { y + height * 0.5 };
            canvas.page.line(&[(place.line, top), (place.line, plot.y1)], stroke, &Tag::default())?;
            let ink = Self::ink(sheet).at(Anchor::Start);
            canvas.page.text(text, (place.from, y), ink, &Tag::default())?;
        }
        Ok(())
    }

    fn ink(sheet: &Sheet<'_>) -> Ink {
        Ink::new(sheet.sizes.small, sheet.theme.reference)
    }
}

/// Finds places in the fewest lanes: each label right of, left of or over its line, inside the room, no label
/// on another and no line through the label of another. Lines with labels in higher lanes pass the lower ones.
fn arrange(lines: &[f64], widths: &[f64], room: (f64, f64), gap: f64) -> Option<Vec<Place>> {
    for most in 1..=LANES.max(lines.len()) {
        let mut places = Vec::new();
        if search(lines, widths, room, gap, most, &mut places) {
            return Some(places);
        }
    }
    None
}

/// Where no arrangement is free of crossings (a narrow plot): each label in a lane of its own, as near to
/// its line as the room allows.
fn stacked(lines: &[f64], widths: &[f64], room: (f64, f64), gap: f64) -> Vec<Place> {
    let place = |(lane, (line, width)): (usize, (&f64, &f64))| {
        let from = (line + gap * 0.4).min(room.1 - width).max(room.0);
        Place { line: *line, from, to: from + width, lane }
    };
    lines.iter().zip(widths).enumerate().map(place).collect()
}

fn search(
    lines: &[f64],
    widths: &[f64],
    room: (f64, f64),
    gap: f64,
    most: usize,
    places: &mut Vec<Place>,
) -> bool {
    let (Some(line), Some(width)) = (lines.get(places.len()), widths.get(places.len())) else {
        return true;
    };
    let side = gap * 0.4;
    let over = (line - width / 2.0).clamp(room.0, (room.1 - width).max(room.0));
    for lane in 0..most {
        for from in [line + side, line - side - width, over] {
            let place = Place { line: *line, from, to: from + width, lane };
            let fits = from >= room.0 - 0.5 && place.to <= room.1 + 0.5;
            if fits && places.iter().all(|p| !clash(*p, place, gap)) {
                places.push(place);
                if search(lines, widths, room, gap, most, places) {
                    return true;
                }
                places.pop();
            }
        }
    }
    false
}

fn clash(a: Place, b: Place, gap: f64) -> bool {
    let (high, low) = if a.lane > b.lane { (a, b) } else { (b, a) };
    let crosses = |line: f64, p: Place| line > p.from - gap * 0.2 && line < p.to + gap * 0.2;
    if a.lane == b.lane {
        return a.from < b.to + gap && b.from < a.to + gap || crosses(a.line, b) || crosses(b.line, a);
    }
    crosses(high.line, low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_close_lines_stand_on_either_side() {
        let places = arrange(&[50.0, 52.0], &[30.0, 30.0], (0.0, 100.0), 5.0).expect("room");
        assert!(places.iter().all(|p| p.lane == 0), "{places:?}");
        assert!(places[0].to < 50.0 && places[1].from > 52.0, "{places:?}");
    }

    #[test]
    fn a_label_takes_a_higher_lane_rather_than_lie_on_another() {
        let places = arrange(&[90.0, 92.0, 94.0], &[60.0, 60.0, 60.0], (0.0, 100.0), 5.0).expect("room");
        for (i, a) in places.iter().enumerate() {
            assert!(a.from >= 0.0 && a.to <= 100.0);
            assert!(places.iter().skip(i + 1).all(|b| !clash(*a, *b, 5.0)));
        }
    }
}
