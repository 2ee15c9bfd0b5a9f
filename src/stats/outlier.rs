//! How far a value is out, measured so that what is out does not move the measure.

use super::rank::median;

/// The factor that makes the median absolute deviation of a normal sample its standard deviation: 1/Φ⁻¹(¾).
const CONSISTENT: f64 = 1.4826;

/// Median absolute deviation from the median, in the unit of the values.
///
/// `None` for no values or where one of them is not finite.
///
/// Source: Hampel 1974, JASA 69:383.
pub fn median_absolute_deviation(values: &[f64]) -> Option<f64> {
    if values.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let centre = median(values)?;
    median(&values.iter().map(|value| (value - centre).abs()).collect::<Vec<_>>())
}

/// How far a value is from others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RobustDistance {
    /// Distance from the median of the logs in units of 1.4826 MAD, 0 or more.
    pub z: f64,
    /// The usual value: the exponential of that median, in the unit of the values.
    pub usual: f64,
}

/// Distance of `value` from `others` on the log scale, where twice as much and half as much are as far:
/// |ln x − median(ln)|/(1.4826·max(MAD(ln), floor)).
///
/// `floor` is the least MAD to be taken seriously, so that a constant series does not flag every change
/// (0.15 is 16 %).
///
/// `None` without others, where a value is not above 0 or not finite, and where MAD and floor are both 0.
///
/// Source: Iglewicz & Hoaglin 1993, How to Detect and Handle Outliers, ASQC: the modified z-score.
pub fn robust_distance(value: f64, others: &[f64], floor: f64) -> Option<RobustDistance> {
    let logs: Vec<f64> = others.iter().chain([&value]).map(|v| v.ln()).collect();
    let (own, logs) = logs.split_last()?;
    if !own.is_finite() || logs.iter().any(|log| !log.is_finite()) {
        return None;
    }
    let centre = median(logs)?;
    let scale = CONSISTENT * median_absolute_deviation(logs)?.max(floor);
    (scale > 0.0).then(|| RobustDistance { z: (own - centre).abs() / scale, usual: centre.exp() })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;

    /// By hand: the logs of 100, 100, 200, 50, 100 have the median ln 100 and the MAD 0, so the floor counts:
    /// ln 10 / (1.4826 · 0.15) = 10.3538.
    #[test]
    fn the_distance_is_in_units_of_the_mad_or_its_floor() {
        let got = robust_distance(1000.0, &[100.0, 100.0, 200.0, 50.0, 100.0], 0.15).unwrap();
        assert_abs_diff_eq!(got.z, 10.353_8, epsilon = 1e-3);
        assert_abs_diff_eq!(got.usual, 100.0, epsilon = 1e-9);
        // By hand: logs 0, 1, 2, 3, 4 have the median 2 and the MAD 1.
        let others = [0.0_f64, 1.0, 2.0, 3.0, 4.0].map(f64::exp);
        let got = robust_distance(10.0_f64.exp(), &others, 0.15).unwrap();
        assert_abs_diff_eq!(got.z, 8.0 / 1.4826, epsilon = 1e-9);
        // By hand: the values 1, 1, 2, 2, 4, 6, 9 lie 1, 1, 0, 0, 2, 4, 7 from their median 2.
        assert_eq!(median_absolute_deviation(&[1.0, 1.0, 2.0, 2.0, 4.0, 6.0, 9.0]), Some(1.0));
    }

    #[test]
    fn no_others_or_no_log_have_no_distance() {
        assert_eq!(robust_distance(3.0, &[], 0.15), None);
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(robust_distance(bad, &[1.0, 2.0], 0.15), None);
            assert_eq!(robust_distance(1.0, &[bad, 2.0], 0.15), None);
        }
        assert_eq!(robust_distance(3.0, &[2.0, 2.0], 0.0), None);
        assert_eq!(median_absolute_deviation(&[]), None);
        assert_eq!(median_absolute_deviation(&[f64::NAN]), None);
    }

    proptest! {
        #[test]
        fn the_distance_is_free_of_scale_and_the_same_up_and_down(
            others in prop::collection::vec(0.1..1e6_f64, 1..12),
            factor in 0.01..100.0_f64,
            fold in 1.0..50.0_f64,
        ) {
            let usual = robust_distance(1.0, &others, 0.15).unwrap().usual;
            let up = robust_distance(usual * fold, &others, 0.15).unwrap().z;
            let down = robust_distance(usual / fold, &others, 0.15).unwrap().z;
            let scaled: Vec<f64> = others.iter().map(|x| x * factor).collect();
            let again = robust_distance(usual * fold * factor, &scaled, 0.15).unwrap().z;
            prop_assert!((up - down).abs() < 1e-9 && (up - again).abs() < 1e-9);
        }
    }
}
