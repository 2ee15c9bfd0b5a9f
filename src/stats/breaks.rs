//! Whether a series changed its level or its line: at a known point, or at the point where it did most.

use std::f64::consts::TAU;

use statrs::distribution::{ContinuousCDF, FisherSnedecor};

/// What a series follows between its breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// A constant level: one parameter.
    Level,
    /// A straight line over the order of the points: two parameters.
    Line,
}

impl Course {
    /// Number of parameters.
    fn parameters(self) -> usize {
        match self {
            Self::Level => 1,
            Self::Line => 2,
        }
    }
}

/// A break of a series and how much better two courses fit than one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Break {
    /// Number of points before the break.
    pub before: usize,
    /// Chow's F; infinite fits are no break, see [`chow`].
    pub f: f64,
    /// p value of F for a break known beforehand. For the strongest of many it is far too small.
    pub p: f64,
    /// Residual sum of squares of one course and of two.
    pub rss: (f64, f64),
    /// Bayesian information criterion of one course and of two, the place of the break counted as a
    /// parameter: the lower is the better description, also of a break that was looked for.
    pub bic: (f64, f64),
}

/// Chow's test for a break after the first `before` points.
///
/// With k parameters, n points, R the residual sum of squares of one course and R₁ + R₂ of two:
///
/// F = ((R − R₁ − R₂)/k)/((R₁ + R₂)/(n − 2k)), p from F with k and n − 2k degrees of freedom.
///
/// The criterion is n(ln(R/n) + 1 + ln 2π) + q ln n with q = k + 1 for one course and 2k + 2 for two.
///
/// `None` where a side has no more points than parameters, a value is not finite, or two courses fit without
/// any rest: then there is nothing to measure the break with.
///
/// Source: Chow 1960, Econometrica 28:591; R's strucchange, whose criterion this is.
pub fn chow(values: &[f64], before: usize, course: Course) -> Option<Break> {
    let k = course.parameters();
    let (first, second) = values.split_at_checked(before)?;
    if first.len() <= k || second.len() <= k || values.iter().any(|y| !y.is_finite()) {
        return None;
    }
    let one = residual(values, course);
    let two = residual(first, course) + residual(second, course);
    let n = values.len() as f64;
    let (free, parameters) = (n - 2.0 * k as f64, k as f64);
    // What rounding leaves of a perfect fit is no rest.
    let scale: f64 = values.iter().map(|y| y * y).sum();
    if two <= scale * f64::EPSILON * f64::EPSILON * n {
        return None;
    }
    let f = ((one - two) / parameters).max(0.0) / (two / free);
    let p = FisherSnedecor::new(parameters, free).ok()?.sf(f);
    let bic = |rss: f64, q: f64| n * ((rss / n).ln() + 1.0 + TAU.ln()) + q * n.ln();
    Some(Break {
        before,
        f,
        p,
        rss: (one, two),
        bic: (bic(one, parameters + 1.0), bic(two, 2.0 * parameters + 2.0)),
    })
}

/// The break with the greatest F among those with at least `margin` points on each side. Of equals the first.
///
/// It always finds one: whether it is one, [`Break::bic`] says, not its p.
///
/// `None` where no place is left, or [`chow`] has no answer anywhere.
///
/// Source: Andrews 1993, Econometrica 61:821 (sup F).
pub fn strongest_break(values: &[f64], margin: usize, course: Course) -> Option<Break> {
    let last = values.len().checked_sub(margin)?;
    let breaks = (margin..=last).filter_map(|before| chow(values, before, course));
    breaks.reduce(|strongest, next| if next.f > strongest.f { next } else { strongest })
}

/// Residual sum of squares of a course, points numbered in their order.
fn residual(values: &[f64], course: Course) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let slope = match course {
        Course::Level => 0.0,
        Course::Line => {
            let products: f64 = centred(values).map(|(t, y)| t * (y - mean)).sum();
            let squares: f64 = centred(values).map(|(t, _)| t * t).sum();
            products / squares
        }
    };
    centred(values).map(|(t, y)| (y - mean - slope * t).powi(2)).sum()
}

/// Values with their numbers less the mean of the numbers.
fn centred(values: &[f64]) -> impl Iterator<Item = (f64, f64)> {
    let middle = (values.len() as f64 - 1.0) / 2.0;
    values.iter().zip(0_u32..).map(move |(y, number)| (f64::from(number) - middle, *y))
}

#[cfg(test)]
mod tests {
    use approx::{assert_abs_diff_eq, assert_relative_eq};
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Golden {
        chow: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        y: Vec<f64>,
        before: usize,
        f: f64,
        p: f64,
        rss: Option<(f64, f64)>,
        bic: Option<(f64, f64)>,
    }

    #[test]
    fn breaks_agree_with_strucchange() {
        let golden: Golden = serde_json::from_str(include_str!("../../tests/golden/markers.json")).unwrap();
        for case in golden.chow {
            let got = chow(&case.y, case.before, Course::Level).unwrap();
            assert_relative_eq!(got.f, case.f, max_relative = 1e-9);
            assert_abs_diff_eq!(got.p, case.p, epsilon = 1e-12);
            assert_relative_eq!(got.p, case.p, max_relative = 1e-5);
            if let (Some(rss), Some(bic)) = (case.rss, case.bic) {
                assert_relative_eq!(got.rss.0, rss.0, max_relative = 1e-12);
                assert_relative_eq!(got.rss.1, rss.1, max_relative = 1e-12);
                assert_abs_diff_eq!(got.bic.0, bic.0, epsilon = 1e-9);
                assert_abs_diff_eq!(got.bic.1, bic.1, epsilon = 1e-9);
            }
            let margin = case.y.len() * 15 / 100 + 1;
            assert_eq!(strongest_break(&case.y, margin, Course::Level), Some(got));
        }
    }

    #[test]
    fn a_line_is_no_break_of_a_line() {
        let line: Vec<f64> = (0..12).map(|t| f64::from(t) + f64::from(t % 2) / 2.0).collect();
        let level = chow(&line, 6, Course::Level).unwrap();
        let straight = chow(&line, 6, Course::Line).unwrap();
        assert!(level.p < 0.001 && straight.p > 0.5);
        assert!(level.bic.1 < level.bic.0 && straight.bic.1 > straight.bic.0);
    }

    #[test]
    fn a_short_or_perfect_series_has_no_break() {
        let values = [1.0, 2.0, 1.0, 7.0, 8.0, 7.0];
        assert!(chow(&values, 2, Course::Level).is_some());
        for before in [0, 1, 5, 6, 9] {
            assert_eq!(chow(&values, before, Course::Level), None);
        }
        assert_eq!(chow(&values, 2, Course::Line), None);
        assert_eq!(chow(&[3.0, 3.0, 3.0, 5.0, 5.0, 5.0], 3, Course::Level), None);
        assert_eq!(chow(&[0.1; 8], 4, Course::Level), None);
        assert_eq!(chow(&[1.0, f64::NAN, 2.0, 3.0], 2, Course::Level), None);
        assert_eq!(strongest_break(&[], 1, Course::Level), None);
        assert_eq!(strongest_break(&values, 4, Course::Level), None);
    }

    proptest! {
        #[test]
        fn two_courses_never_fit_worse(
            values in prop::collection::vec(-50_i8..50, 6..25), factor in 1_u8..9,
        ) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let scaled: Vec<f64> = values.iter().map(|y| y * f64::from(factor)).collect();
            for course in [Course::Level, Course::Line] {
                for before in 0..values.len() {
                    if let Some(got) = chow(&values, before, course) {
                        prop_assert!(got.rss.1 <= got.rss.0 * (1.0 + 1e-9) && (0.0..=1.0).contains(&got.p));
                        let again = chow(&scaled, before, course).unwrap();
                        prop_assert!((again.f - got.f).abs() <= 1e-6 * (1.0 + got.f));
                    }
                }
            }
        }
    }
}
