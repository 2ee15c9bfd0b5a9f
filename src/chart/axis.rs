//! Ticks of an axis and how they are written.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

use crate::schema::{Unit, group_thousands};

/// A distance of ticks: 1, 2 or 5 times a power of ten, kept so that its multiples are exact.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    digit: f64,
    power: i32,
}

impl Step {
    /// The step that plotters finds for at most `most` ticks.
    fn find(low: f64, high: f64, most: usize) -> Option<Self> {
        if !(low.is_finite() && high.is_finite()) || high <= low {
            return None;
        }
        let points = RangedCoordf64::from(low..high).key_points(most.max(3));
        let step = step(&points);
        if !step.is_finite() || step <= 0.0 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "the exponent of a finite number")]
        let power = (step.log10() + 1e-6).floor() as i32;
        Some(Self { digit: (step / 10_f64.powi(power)).round(), power })
    }

    fn times(self, k: f64) -> f64 {
        let digits = k * self.digit;
        if self.power < 0 { digits / 10_f64.powi(-self.power) } else { digits * 10_f64.powi(self.power) }
    }

    /// The multiples from the first at or above `low` to the last at or below `high`.
    fn multiples(self, low: f64, high: f64) -> Vec<f64> {
        let size = self.times(1.0);
        let (mut k, last) = ((low / size - 1e-6).ceil(), (high / size + 1e-6).floor());
        let mut values = Vec::new();
        while k <= last {
            values.push(self.times(k) + 0.0);
            k += 1.0;
        }
        values
    }
}

/// Values at which an axis has ticks: at most `most`, at steps of 1, 2 or 5 times a power of ten.
pub(crate) fn ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    Step::find(low, high, most).map(|step| step.multiples(low, high)).unwrap_or_default()
}

/// The ends of an axis moved outward to the next ticks, and the ticks.
pub(crate) fn outward(low: f64, high: f64, most: usize) -> (f64, f64, Vec<f64>) {
    let Some(step) = Step::find(low, high, most) else { return (low, high, vec![low, high]) };
    let size = step.times(1.0);
    let low = step.times((low / size + 1e-6).floor());
    let high = step.times((high / size - 1e-6).ceil());
    (low, high, step.multiples(low, high))
}

/// Ticks of a logarithmic axis: 1, 2 and 5 times the powers of ten between two ends above zero.
pub(crate) fn log_ticks(low: f64, high: f64) -> Vec<f64> {
    if !(low.is_finite() && high.is_finite()) || low <= 0.0 || high < low {
        return Vec::new();
    }
    #[expect(clippy::cast_possible_truncation, reason = "the exponent of a finite number")]
    let powers = (low.log10().floor() as i32)..=(high.log10().ceil() as i32);
    let step = |power: i32| [1.0, 2.0, 5.0].map(|digit| Step { digit, power }.times(1.0));
    powers.flat_map(step).filter(|tick| (low..=high).contains(tick)).collect()
}

/// The ticks of a logarithmic axis that have a label: all if none touches another, else the powers of ten, and
/// of these as many as there is room for. `at` says where a tick stands and `width` how wide its label is.
pub(crate) fn log_labels(ticks: &[f64], at: impl Fn(f64) -> f64, width: impl Fn(f64) -> f64) -> Vec<f64> {
    let apart = |a: f64, b: f64| at(b) - at(a) >= f64::midpoint(width(a), width(b));
    if ticks.iter().zip(ticks.iter().skip(1)).all(|(a, b)| apart(*a, *b)) {
        return ticks.to_vec();
    }
    let powers: Vec<f64> = ticks.iter().copied().filter(|tick| tick.log10().fract() == 0.0).collect();
    // A single power says nothing of the scale.
    let mut labels: Vec<f64> = Vec::new();
    for tick in if powers.len() > 1 { &powers } else { ticks } {
        if labels.last().is_none_or(|last| apart(*last, *tick)) {
            labels.push(*tick);
        }
    }
    labels
}

/// Ticks of an axis of places from 1 to `last`: both ends, and between them at most so many round places that
/// do not crowd them.
pub(crate) fn place_ticks(last: f64, most: usize) -> Vec<f64> {
    /// Least distance of a round place from the ends, in parts of the distance of ticks.
    const CLEAR: f64 = 0.6;
    if last <= 1.0 {
        return vec![1.0];
    }
    let round: Vec<f64> = ticks(0.0, last, most).into_iter().filter(|tick| tick.fract() == 0.0).collect();
    let clear = step(&round) * CLEAR;
    let mut places = vec![1.0];
    places.extend(round.into_iter().filter(|tick| tick - 1.0 >= clear && last - tick >= clear));
    places.push(last);
    places
}

/// The distance of ticks.
pub(crate) fn step(ticks: &[f64]) -> f64 {
    ticks.iter().zip(ticks.iter().skip(1)).map(|(a, b)| b - a).fold(f64::INFINITY, f64::min)
}

/// A tick as written: in the unit, with just the decimals that the step needs.
pub(crate) fn tick_label(unit: Unit, value: f64, step: f64) -> String {
    let (factor, sign) = match unit {
        Unit::Share => (100.0, "%"),
        Unit::Percent => (1.0, "%"),
        _ => (1.0, ""),
    };
    let step = step * factor;
    let decimals = (0..=6_usize)
        .find(|d| {
            let scaled = step * 10_f64.powi(i32::try_from(*d).unwrap_or(0));
            (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1.0)
        })
        .unwrap_or(6);
    format!("{}{sign}", group_thousands(value * factor, if step.is_finite() { decimals } else { 2 }))
}

/// The end of an axis that shows values up to `high`: the whole for shares that come near it.
pub(crate) fn upper_end(unit: Unit, high: f64) -> f64 {
    match unit {
        Unit::Share if (0.8..=1.0).contains(&high) => 1.0,
        Unit::Percent if (80.0..=100.0).contains(&high) => 100.0,
        _ => high,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_written_with_the_decimals_they_need() {
        let t = ticks(0.0, 1.0, 6);
        assert_eq!(t.len(), 6);
        let labels: Vec<_> = t.iter().map(|v| tick_label(Unit::Share, *v, step(&t))).collect();
        assert_eq!(labels, ["0%", "20%", "40%", "60%", "80%", "100%"]);
        let t = ticks(0.0, 0.012, 5);
        assert_eq!(tick_label(Unit::Share, 0.005, step(&t)), "0.5%");
        assert_eq!(tick_label(Unit::Case, 12000.0, 2000.0), "12,000");
        assert_eq!(ticks(1.0, 1.0, 5), [] as [f64; 0]);
        assert_eq!(ticks(-0.25, 0.31, 7), [-0.2, -0.1, 0.0, 0.1, 0.2, 0.3]);
        assert_eq!(
            outward(-130.0, 310.0, 7),
            (-200.0, 400.0, vec![-200.0, -100.0, 0.0, 100.0, 200.0, 300.0, 400.0])
        );
    }

    #[test]
    fn a_logarithmic_axis_has_ticks_at_1_2_and_5_times_the_powers_of_ten() {
        assert_eq!(log_ticks(26.0, 1250.0), [50.0, 100.0, 200.0, 500.0, 1000.0]);
        assert_eq!(log_ticks(1.0, 10.0), [1.0, 2.0, 5.0, 10.0]);
        assert_eq!(log_ticks(0.04, 0.3), [0.05, 0.1, 0.2]);
        assert_eq!(log_ticks(0.0, 10.0), [] as [f64; 0]);
        assert_eq!(log_ticks(3.0, 4.0), [] as [f64; 0]);
    }

    #[test]
    fn where_labels_would_touch_only_powers_of_ten_have_one() {
        let ticks = log_ticks(1.0, 1000.0);
        // 1 to 2 is the narrowest distance, 0.301 of a power of ten.
        let labels = |pixels: f64, width: f64| log_labels(&ticks, |tick| tick.log10() * pixels, |_| width);
        assert_eq!(labels(100.0, 30.0), ticks);
        assert_eq!(labels(100.0, 31.0), [1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(labels(100.0, 101.0), [1.0, 100.0]);
        assert_eq!(log_labels(&[10.0, 20.0, 50.0], |tick| tick.log10() * 100.0, |_| 60.0), [10.0, 50.0]);
    }

    #[test]
    fn places_run_from_the_first_to_the_last() {
        assert_eq!(place_ticks(111.0, 8), [1.0, 20.0, 40.0, 60.0, 80.0, 111.0]);
        assert_eq!(place_ticks(29.0, 8), [1.0, 5.0, 10.0, 15.0, 20.0, 25.0, 29.0]);
        assert_eq!(place_ticks(3.0, 8), [1.0, 2.0, 3.0]);
        assert_eq!(place_ticks(1.0, 8), [1.0]);
    }
}
