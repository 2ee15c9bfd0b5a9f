//! An axis of a scatter plot, plain or logarithmic.

use crate::chart::axis;
use crate::chart::layout;
use crate::schema::Unit;
use crate::stats;

/// The greatest value in parts of the median from which an axis is logarithmic.
const SKEWED: f64 = 50.0;
/// How far left of the least value above zero a logarithmic axis has its zero, in powers of ten.
const ZERO: f64 = 0.4;
/// Room beyond the outermost values in parts of the axis.
const EDGE: f64 = 0.02;

/// An axis.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    pub(super) logarithmic: bool,
    /// Whether a logarithmic axis has a place for zero, before its scale begins.
    pub(super) zero: bool,
    /// Places of the ends.
    ends: (f64, f64),
    /// Least and greatest value shown, of a logarithmic axis those above zero.
    values: (f64, f64),
    unit: Unit,
}

impl Scale {
    pub(super) fn new(values: &[f64], unit: Unit) -> Self {
        let (low, high) =
            values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(*v), b.max(*v)));
        let whole = match unit {
            Unit::Share => 1.0,
            Unit::Percent => 100.0,
            _ => f64::INFINITY,
        };
        // Parts of a whole have two ends and are never skewed so much that it hides them.
        let median = stats::median(values).unwrap_or(high);
        let logarithmic = low >= 0.0 && whole.is_infinite() && median > 0.0 && high >= SKEWED * median;
        let zero = logarithmic && low <= 0.0;
        let (low, high) = if logarithmic {
            (values.iter().copied().filter(|value| *value > 0.0).fold(high, f64::min), high)
        } else if low < high {
            let (base, top, _) = axis::outward(low, high, 6);
            let base = if low >= 0.0 { base.max(0.0) } else { base };
            (base, if high <= whole { top.min(whole) } else { top })
        } else {
            // All values are the same: the whole scale, or from zero to twice the value.
            (low.min(0.0), if whole.is_finite() { whole } else { (high.abs() * 2.0).max(1.0) })
        };
        let mut scale = Self { logarithmic, zero, ends: (0.0, 1.0), values: (low, high), unit };
        let first = if zero { scale.place(0.0) } else { scale.place(low) };
        let last = scale.place(high);
        let edge = (last - first) * EDGE;
        scale.ends = (first - edge, last + edge);
        scale
    }

    fn place(&self, value: f64) -> f64 {
        match self.logarithmic {
            true if value > 0.0 => value.log10(),
            true => self.values.0.log10() - ZERO,
            false => value,
        }
    }

    /// Where a value lies, from 0 to 1.
    pub(super) fn part(&self, value: f64) -> f64 {
        (self.place(value) - self.ends.0) / (self.ends.1 - self.ends.0)
    }

    /// The ticks with their labels, which may be empty, on an axis of so many pixels: labels are as long along the
    /// axis as `length` says.
    pub(super) fn ticks(&self, pixels: f64, length: impl Fn(&str) -> f64) -> Vec<(f64, String)> {
        let (low, high) = self.values;
        if self.logarithmic {
            let ticks = axis::log_ticks(low, high);
            let label = |tick: f64| axis::tick_label(self.unit, tick, tick);
            let named =
                axis::log_labels(&ticks, |tick| self.part(tick) * pixels, |tick| length(&label(tick)));
            let text = |tick: &f64| if named.contains(tick) { label(*tick) } else { String::new() };
            let zero = self.zero.then(|| (0.0, "0".to_owned()));
            return zero.into_iter().chain(ticks.iter().map(|tick| (*tick, text(tick)))).collect();
        }
        // Fewer until the labels do not touch.
        (2..=9_usize).rev().find_map(|most| self.plain(most, pixels, &length)).unwrap_or_default()
    }

    fn plain(&self, most: usize, pixels: f64, length: impl Fn(&str) -> f64) -> Option<Vec<(f64, String)>> {
        let (low, high) = self.values;
        let mut ticks = axis::ticks(low, high, most);
        if self.unit.is_count() {
            ticks.retain(|tick| tick.fract() == 0.0);
        }
        let step = axis::step(&ticks);
        let labelled: Vec<(f64, String)> =
            ticks.into_iter().map(|tick| (tick, axis::tick_label(self.unit, tick, step))).collect();
        let widest = labelled.iter().map(|(_, label)| length(label)).fold(1.0, f64::max);
        (labelled.len() <= layout::how_many(pixels, widest) || most == 2).then_some(labelled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_is_logarithmic_only_where_almost_all_points_would_lie_on_an_edge() {
        let skewed = [1.0, 2.0, 3.0, 4.0, 1000.0];
        assert!(Scale::new(&skewed, Unit::Case).logarithmic);
        // Zero stands before the least value above it.
        let with_zero = Scale::new(&[0.0, 2.0, 3.0, 4.0, 1000.0], Unit::Case);
        assert!(with_zero.logarithmic && with_zero.zero && with_zero.part(0.0) < with_zero.part(2.0));
        assert_eq!(with_zero.ticks(900.0, |_| 40.0).first(), Some(&(0.0, "0".to_owned())));
        assert!(!Scale::new(&[-1.0, 2.0, 3.0, 4.0, 1000.0], Unit::Case).logarithmic);
        assert!(!Scale::new(&[0.0, 0.0, 0.0, 4.0, 1000.0], Unit::Case).logarithmic);
        assert!(!Scale::new(&[1.0, 20.0, 30.0, 40.0, 1000.0], Unit::Case).logarithmic);
        assert!(!Scale::new(&[0.0001, 0.0001, 0.0001, 0.9], Unit::Share).logarithmic);
        // 10 lies a third of the way from 1 to 1,000, with 2 % more at both ends.
        let part = Scale::new(&skewed, Unit::Case).part(10.0);
        assert!((part - (1.0 + 0.06) / 3.12).abs() < 1e-9, "{part}");
    }

    #[test]
    fn ticks_are_fewer_where_there_is_less_room() {
        let scale = Scale::new(&[0.0, 1.0], Unit::Share);
        let labels = |pixels: f64| scale.ticks(pixels, |_| 40.0).into_iter().map(|t| t.1).collect::<Vec<_>>();
        assert_eq!(labels(260.0), ["0%", "20%", "40%", "60%", "80%", "100%"]);
        assert_eq!(labels(130.0), ["0%", "50%", "100%"]);
        assert!(Scale::new(&[0.5], Unit::Share).ticks(300.0, |_| 40.0).len() > 1);
    }
}
