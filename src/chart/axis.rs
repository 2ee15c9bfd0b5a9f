//! Ticks of an axis and how they are written.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

use crate::schema::{Unit, group_thousands};

/// Values at which an axis has ticks: at most `most`, at steps of 1, 2 or 5 times a power of ten.
pub(crate) fn ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    if !(low.is_finite() && high.is_finite()) || high <= low {
        return Vec::new();
    }
    let scale = high.abs().max(low.abs());
    RangedCoordf64::from(low..high)
        .key_points(most.max(2))
        .into_iter()
        // Key points may lie a rounding error beside zero.
        .map(|v| if v.abs() < scale * 1e-9 { 0.0 } else { v })
        .collect()
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
    }
}
