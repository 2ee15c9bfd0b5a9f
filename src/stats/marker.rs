//! The recent-trend marker of OHID's Fingertips: does the indicator rise or fall over the last five years?
//!
//! It is made for series as short as these and answers in one word. It asks for five annual points without a
//! gap; where the form of the reports changed, the points before are not to be handed over.

use super::interval::is_share;
use super::proportion_trend::cochran_armitage;

/// Points the marker takes.
pub const MARKER_POINTS: usize = 5;

/// χ² with one degree of freedom above which a trend is significant: its 0.998 quantile as published.
pub const MARKER_THRESHOLD: f64 = 9.5495;

/// What the marker says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecentTrend {
    /// Significant rise.
    Increasing,
    /// Significant fall.
    Decreasing,
    /// χ² is not above the threshold.
    NoSignificantChange,
    /// χ² is above the threshold, but without one of the years the slope has the other sign.
    OneYearOnly,
}

/// The marker with the figures it comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Marker {
    /// What it says.
    pub trend: RecentTrend,
    /// χ² of the trend, one degree of freedom.
    pub chi2: f64,
    /// Slope a year: of the log odds for rates, in the unit of the values otherwise.
    pub slope: f64,
    /// Whether ½ was added to cases and to the others because a year was at 0 or 100 %.
    pub is_corrected: bool,
}

/// The marker of a rate, one `(x, n)` a year, years in ascending order; the last five count.
///
/// χ² is that of [`cochran_armitage`]. The direction is the slope of the least-squares line through
/// ln(x/(n − x)); where one of the years is at 0 or 100 %, where that is infinite, ln((x + ½)/(n − x + ½))
/// replaces it in all of them. Five years at 0, or at 100 %, do not change: χ² and slope are 0.
///
/// `None` where the lengths differ, for fewer than five years or a gap among the last five, and where a year
/// has no cases or no share.
///
/// Source: OHID, Fingertips technical guidance, recent trends; ½ as in Haldane 1956, Ann Hum Genet 20:309.
pub fn marker_of_rate(years: &[i32], units: &[(f64, f64)]) -> Option<Marker> {
    let units = last_annual(years, units)?;
    if !units.iter().all(|(x, n)| is_share(*x, *n)) {
        return None;
    }
    let is_corrected = units.iter().any(|(x, n)| *x <= 0.0 || x >= n);
    let half = if is_corrected { 0.5 } else { 0.0 };
    let log_odds: Vec<f64> = units.iter().map(|(x, n)| ((x + half) / (n - x + half)).ln()).collect();
    let Some(test) = cochran_armitage(&times(), units) else {
        return Some(Marker { trend: RecentTrend::NoSignificantChange, chi2: 0.0, slope: 0.0, is_corrected });
    };
    let trend = trend_of(test.chi2, &log_odds, &[1.0; MARKER_POINTS]);
    let (slope, _) = weighted_slope(&times(), &log_odds, &[1.0; MARKER_POINTS])?;
    Some(Marker { trend, chi2: test.chi2, slope, is_corrected })
}

/// The marker of values with limits (lower, upper) at the normal quantile `z`, years in ascending order; the
/// last five count.
///
/// Weighted least squares with weights 1/σ², σ = (upper − lower)/(2z): χ² = β²/Var β, Var β = 1/Σw(t − t̄)².
///
/// `None` where the lengths differ, for fewer than five years or a gap among the last five, and where a
/// number is not finite or limits have no width.
///
/// Source: OHID, Fingertips technical guidance, recent trends.
pub fn marker_of_value(years: &[i32], values: &[f64], limits: &[(f64, f64)], z: f64) -> Option<Marker> {
    let values = last_annual(years, values)?;
    let limits = last_annual(years, limits)?;
    let weights: Vec<f64> = limits.iter().map(|(lower, upper)| (2.0 * z / (upper - lower)).powi(2)).collect();
    let sound = weights.iter().all(|w| w.is_finite() && *w > 0.0) && limits.iter().all(|(l, u)| l < u);
    if !sound || values.iter().any(|y| !y.is_finite()) {
        return None;
    }
    let (slope, precision) = weighted_slope(&times(), values, &weights)?;
    let chi2 = slope * slope * precision;
    Some(Marker { trend: trend_of(chi2, values, &weights), chi2, slope, is_corrected: false })
}

/// The last five of a series, if they are of consecutive years.
fn last_annual<'a, T>(years: &[i32], series: &'a [T]) -> Option<&'a [T]> {
    let start = years.len().checked_sub(MARKER_POINTS)?;
    let last = years.get(start..)?;
    let annual =
        last.iter().zip(last.iter().skip(1)).all(|(before, after)| before.checked_add(1) == Some(*after));
    if annual && years.len() == series.len() { series.get(start..) } else { None }
}

/// The five years, numbered from −2 to 2.
fn times() -> [f64; MARKER_POINTS] {
    [-2.0, -1.0, 0.0, 1.0, 2.0]
}

/// What χ² says, and whether it still says so without any one year.
fn trend_of(chi2: f64, values: &[f64], weights: &[f64]) -> RecentTrend {
    if chi2 <= MARKER_THRESHOLD {
        return RecentTrend::NoSignificantChange;
    }
    let slope = |left_out: Option<usize>| {
        let kept = |list: &[f64]| -> Vec<f64> {
            let numbered = list.iter().enumerate().filter(|(place, _)| Some(*place) != left_out);
            numbered.map(|(_, number)| *number).collect()
        };
        weighted_slope(&kept(&times()), &kept(values), &kept(weights)).map_or(0.0, |(slope, _)| slope)
    };
    let all = slope(None);
    if (0..values.len()).any(|place| slope(Some(place)) * all < 0.0) {
        RecentTrend::OneYearOnly
    } else if all > 0.0 {
        RecentTrend::Increasing
    } else {
        RecentTrend::Decreasing
    }
}

/// Slope of the weighted least-squares line, and Σw(t − t̄)². `None` without a difference in time.
fn weighted_slope(times: &[f64], values: &[f64], weights: &[f64]) -> Option<(f64, f64)> {
    let total: f64 = weights.iter().sum();
    let mean = |list: &[f64]| list.iter().zip(weights).map(|(x, w)| w * x).sum::<f64>() / total;
    let (t, y) = (mean(times), mean(values));
    let spread: f64 = times.iter().zip(weights).map(|(time, w)| w * (time - t).powi(2)).sum();
    let products =
        times.iter().zip(values).zip(weights).map(|((time, value), w)| w * (time - t) * (value - y));
    (spread > 0.0).then(|| (products.sum::<f64>() / spread, spread))
}

#[cfg(test)]
mod tests {
    use approx::{assert_abs_diff_eq, assert_relative_eq};
    use proptest::prelude::*;
    use serde::Deserialize;
    use statrs::distribution::{ChiSquared, ContinuousCDF};

    use super::*;
    use crate::stats::Z95;

    #[derive(Deserialize)]
    struct Golden {
        marker_of_rate: Vec<RateCase>,
        marker_of_value: Vec<ValueCase>,
        threshold: Vec<ThresholdCase>,
    }

    #[derive(Deserialize)]
    struct RateCase {
        years: Vec<i32>,
        x: Vec<f64>,
        n: Vec<f64>,
        chi2: f64,
        slope: f64,
        /// `None` where the years have a gap.
        trend: Option<String>,
    }

    #[derive(Deserialize)]
    struct ValueCase {
        years: Vec<i32>,
        value: Vec<f64>,
        lo: Vec<f64>,
        hi: Vec<f64>,
        chi2: f64,
        slope: f64,
        trend: String,
    }

    #[derive(Deserialize)]
    struct ThresholdCase {
        quantile: f64,
    }

    fn golden() -> Golden {
        serde_json::from_str(include_str!("../../tests/golden/markers.json")).unwrap()
    }

    fn trend(name: &str) -> RecentTrend {
        match name {
            "Increasing" => RecentTrend::Increasing,
            "Decreasing" => RecentTrend::Decreasing,
            "No significant change" => RecentTrend::NoSignificantChange,
            other => panic!("no trend {other}"),
        }
    }

    #[test]
    fn the_marker_of_a_rate_agrees_with_fingertips() {
        for case in golden().marker_of_rate {
            let units: Vec<_> = case.x.into_iter().zip(case.n).collect();
            let got = marker_of_rate(&case.years, &units);
            if let Some(name) = case.trend {
                let got = got.unwrap();
                assert_eq!((got.trend, got.is_corrected), (trend(&name), false));
                // The reference squares calendar years before it takes them apart, and loses two digits.
                assert_relative_eq!(got.chi2, case.chi2, max_relative = 1e-9);
                assert_abs_diff_eq!(got.slope, case.slope, epsilon = 1e-9);
            } else {
                // A gap: no marker, but the same figures.
                assert_eq!(got, None);
                let times: Vec<f64> = case.years.iter().map(|year| f64::from(*year)).collect();
                let log_odds: Vec<f64> = units.iter().map(|(x, n)| (x / (n - x)).ln()).collect();
                let chi2 = cochran_armitage(&times, &units).unwrap().chi2;
                assert_relative_eq!(chi2, case.chi2, max_relative = 1e-9);
                let (slope, _) = weighted_slope(&times, &log_odds, &[1.0; 5]).unwrap();
                assert_abs_diff_eq!(slope, case.slope, epsilon = 1e-9);
            }
        }
    }

    #[test]
    fn the_marker_of_a_value_agrees_with_fingertips() {
        for case in golden().marker_of_value {
            let limits: Vec<_> = case.lo.into_iter().zip(case.hi).collect();
            let got = marker_of_value(&case.years, &case.value, &limits, Z95).unwrap();
            assert_eq!(got.trend, trend(&case.trend));
            assert_abs_diff_eq!(got.chi2, case.chi2, epsilon = 1e-9);
            assert_abs_diff_eq!(got.slope, case.slope, epsilon = 1e-9);
        }
    }

    #[test]
    fn the_threshold_is_the_published_quantile() {
        for case in golden().threshold {
            assert_abs_diff_eq!(MARKER_THRESHOLD, case.quantile, epsilon = 5e-5);
            let quantile = ChiSquared::new(1.0).unwrap().inverse_cdf(0.998);
            assert_abs_diff_eq!(quantile, case.quantile, epsilon = 1e-9);
        }
    }

    #[test]
    fn a_year_at_an_end_is_corrected_and_five_years_at_an_end_do_not_change() {
        let years = [2018, 2019, 2020, 2021, 2022];
        let units = [(0.0, 50.0), (5.0, 50.0), (10.0, 50.0), (20.0, 50.0), (30.0, 50.0)];
        let got = marker_of_rate(&years, &units).unwrap();
        assert_eq!((got.trend, got.is_corrected), (RecentTrend::Increasing, true));
        // By hand: the slope over −2 to 2 is Σt·y/10, here with y = ln((x + ½)/(n − x + ½)).
        let term = |x: f64| ((x + 0.5) / (50.5 - x)).ln();
        let slope = (2.0 * (term(30.0) - term(0.0)) + term(20.0) - term(5.0)) / 10.0;
        assert_abs_diff_eq!(got.slope, slope, epsilon = 1e-12);
        let level = marker_of_rate(&years, &[(7.0, 7.0); 5]).unwrap();
        assert_eq!((level.trend, level.chi2, level.slope), (RecentTrend::NoSignificantChange, 0.0, 0.0));
    }

    #[test]
    fn a_trend_that_one_year_makes_is_none() {
        let years = [2018, 2019, 2020, 2021, 2022];
        let limits = |values: &[f64; 5]| values.map(|value| (value - 1.0, value + 1.0));
        let one = [5.0, 4.5, 4.0, 3.5, 30.0];
        let got = marker_of_value(&years, &one, &limits(&one), Z95).unwrap();
        assert!(got.chi2 > MARKER_THRESHOLD && got.slope > 0.0);
        assert_eq!(got.trend, RecentTrend::OneYearOnly);
        let all = [5.0, 9.0, 15.0, 20.0, 30.0];
        assert_eq!(
            marker_of_value(&years, &all, &limits(&all), Z95).map(|marker| marker.trend),
            Some(RecentTrend::Increasing)
        );
    }

    #[test]
    fn a_gap_or_too_few_years_have_no_marker() {
        let units = [(1.0, 5.0); 6];
        assert!(marker_of_rate(&[2010, 2018, 2019, 2020, 2021, 2022], &units).is_some());
        assert_eq!(marker_of_rate(&[2015, 2016, 2019, 2020, 2021, 2022], &units), None);
        assert_eq!(marker_of_rate(&[2019, 2020, 2021, 2022], &units[..4]), None);
        assert_eq!(marker_of_rate(&[2018, 2019, 2020, 2021, 2022], &units), None);
        assert_eq!(marker_of_rate(&[2018, 2019, 2020, 2021, 2022], &[(0.0, 0.0); 5]), None);
        let years = [2018, 2019, 2020, 2021, 2022];
        assert_eq!(marker_of_value(&years, &[1.0; 5], &[(1.0, 1.0); 5], Z95), None);
        assert_eq!(marker_of_value(&years, &[f64::NAN; 5], &[(0.0, 1.0); 5], Z95), None);
        assert_eq!(marker_of_value(&[], &[], &[], Z95), None);
    }

    proptest! {
        #[test]
        fn turning_time_round_turns_the_marker(
            units in prop::collection::vec((1_u32..300, 0.0..=1.0_f64), 5),
        ) {
            let units: Vec<(f64, f64)> =
                units.iter().map(|(n, part)| ((f64::from(*n) * part).round(), f64::from(*n))).collect();
            let years = [2018, 2019, 2020, 2021, 2022];
            let there = marker_of_rate(&years, &units).unwrap();
            let backward: Vec<_> = units.iter().rev().copied().collect();
            let back = marker_of_rate(&years, &backward).unwrap();
            prop_assert!((there.slope + back.slope).abs() < 1e-9 && (there.chi2 - back.chi2).abs() < 1e-6);
            prop_assert!(there.chi2.is_finite() && there.slope.is_finite());
            let turned = match there.trend {
                RecentTrend::Increasing => RecentTrend::Decreasing,
                RecentTrend::Decreasing => RecentTrend::Increasing,
                other => other,
            };
            prop_assert_eq!(back.trend, turned);
        }
    }
}
