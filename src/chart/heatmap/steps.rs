//! The steps in which numbers are shaded: few, with round bounds; of counts narrow where these are small.

use super::Shades;
use crate::chart::scene::Color;
use crate::chart::{axis, layout, words};
use crate::text::Lang;

/// First counts of the steps, by the greatest count that they are for.
const BOUNDS: [(f64, &[f64]); 4] = [
    (99.0, &[1.0, 2.0, 4.0, 10.0, 30.0]),
    (299.0, &[1.0, 4.0, 10.0, 30.0, 100.0]),
    (2999.0, &[1.0, 10.0, 30.0, 100.0, 300.0]),
    (f64::INFINITY, &[1.0, 10.0, 100.0, 1_000.0, 10_000.0]),
];

/// The colour of step `i` of so many, counted from the light end: the middle of the colours for a few steps,
/// all of them for more.
pub(super) fn spread(i: usize, steps: usize, colors: usize) -> usize {
    (2 * i + 1) * colors / (2 * steps.max(1))
}

/// Steps of values, at most.
const MOST_STEPS: usize = 9;
/// The part of the values from which a single step has too many of them.
const CROWDED: f64 = 0.6;
/// The parts of the values below the bounds of steps where even steps would be crowded.
const PARTS: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];

/// The steps of a scale.
pub(super) struct Steps {
    /// The first number of each step.
    firsts: Vec<f64>,
    /// The greatest number.
    most: f64,
    /// How many colours there are.
    colors: usize,
    shades: Shades,
}

impl Steps {
    /// Steps for the numbers of a chart.
    pub(super) fn of(shades: Shades, values: Vec<f64>, colors: usize) -> Self {
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (firsts, most) = match shades {
            Shades::Counts => (counts(most.max(0.0), colors), most.max(0.0)),
            Shades::Percentiles => (vec![0.0, 20.0, 40.0, 60.0, 80.0], 100.0),
            Shades::Values(_) => bounds(values),
        };
        Self { firsts, most, colors, shades }
    }

    /// The step of a number; absent for a count below one.
    fn step(&self, value: f64) -> Option<usize> {
        self.firsts.iter().rposition(|first| *first <= value)
    }

    /// The colour of a number among those of a scale, absent for a count below one.
    pub(super) fn color(&self, value: f64, scale: &[Color]) -> Option<Color> {
        let (step, steps) = (self.step(value)?, self.firsts.len());
        if self.shades == Shades::Counts {
            return scale.get(spread(step, steps, self.colors)).copied();
        }
        // As many shades as there are steps, between those of the theme.
        let ends = scale.len().saturating_sub(1);
        let place = if steps > 1 { step as f64 / (steps - 1) as f64 } else { 0.5 } * ends as f64;
        let below = layout::how_many(place, 1.0).min(ends.saturating_sub(1));
        let (low, high) = (scale.get(below)?, scale.get(below + 1)?);
        Some(low.mix(*high, place - below as f64))
    }

    /// What the key says of each step, and its first number.
    pub(super) fn classes(&self, lang: Lang) -> Vec<(String, f64)> {
        let nexts = self.firsts.iter().skip(1).copied().map(Some).chain([None]);
        let both = self.firsts.iter().copied().zip(nexts);
        match self.shades {
            // Nothing lies above the last step if its first count is the greatest there is.
            Shades::Counts => both
                .map(|(first, next)| {
                    let last =
                        next.map(|next| next - 1.0).or_else(|| Some(first).filter(|last| *last >= self.most));
                    (words::counts(lang, first, last), first)
                })
                .collect(),
            Shades::Percentiles => both
                .map(|(first, next)| (words::percentiles(lang, first, next.unwrap_or(self.most)), first))
                .collect(),
            Shades::Values(unit) => {
                let distance = axis::step(&self.firsts);
                let is_even = self
                    .firsts
                    .iter()
                    .zip(self.firsts.iter().skip(1))
                    .all(|(a, b)| (b - a - distance).abs() < distance * 1e-6);
                let said = |value: f64| {
                    if is_even { axis::tick_label(unit, value, distance) } else { unit.format(value) }
                };
                both.map(|(first, next)| {
                    let last = next.unwrap_or(self.most);
                    let text = if last > first {
                        words::span(lang, &said(first), &said(last))
                    } else {
                        unit.format(first)
                    };
                    (text, first)
                })
                .collect()
            }
        }
    }
}

/// Steps for counts up to `most`, no more than there are colours: each count its own step if they are few.
fn counts(most: f64, colors: usize) -> Vec<f64> {
    let single: Vec<f64> = (1..=colors).map(|count| count as f64).collect();
    let firsts = if most <= colors as f64 {
        single
    } else {
        BOUNDS.iter().find(|(up_to, _)| most <= *up_to).map_or(single, |(_, firsts)| firsts.to_vec())
    };
    firsts.into_iter().filter(|first| *first <= most).take(colors).collect()
}

/// First values of steps and the end of the last: even and round, unless most values would lie in one of them;
/// then so that each has a fair part.
fn bounds(mut values: Vec<f64>) -> (Vec<f64>, f64) {
    values.sort_by(f64::total_cmp);
    let (Some(low), Some(high)) = (values.first().copied(), values.last().copied()) else {
        return (Vec::new(), 0.0);
    };
    if low >= high {
        return (vec![low], high);
    }
    let (_, end, mut firsts) = axis::outward(low, high, MOST_STEPS);
    firsts.retain(|first| *first < end - (end - low) * 1e-9);
    let below = |bound: f64| values.partition_point(|value| *value < bound);
    let ends = firsts.iter().skip(1).copied().chain([f64::INFINITY]);
    let fullest = firsts.iter().zip(ends).map(|(first, next)| below(next) - below(*first)).max().unwrap_or(0);
    if (fullest as f64) <= CROWDED * values.len() as f64 {
        return (firsts, end);
    }
    let at = |part: f64| crate::stats::quantile(&values, part).map(two_digits);
    let mut uneven = vec![low];
    for bound in PARTS.into_iter().filter_map(at) {
        if uneven.last().is_some_and(|last| bound > *last) && bound < high {
            uneven.push(bound);
        }
    }
    (uneven, high)
}

/// A number of two digits near another.
fn two_digits(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return 0.0;
    }
    let scale = 10_f64.powf(value.abs().log10().floor() - 1.0);
    (value / scale).round() * scale
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::theme::PRINT;
    use crate::schema::Unit;

    fn classes(most: f64) -> Vec<String> {
        Steps::of(Shades::Counts, vec![most], 5).classes(Lang::Zh).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn few_counts_have_a_step_each_and_many_share_one() {
        assert_eq!(classes(0.0), [] as [&str; 0]);
        assert_eq!(classes(3.0), ["1", "2", "3"]);
        assert_eq!(classes(8.0), ["1", "2—3", "4 及以上"]);
        assert_eq!(classes(10.0), ["1", "2—3", "4—9", "10"]);
        assert_eq!(classes(17.0), ["1", "2—3", "4—9", "10 及以上"]);
        assert_eq!(classes(250.0), ["1—3", "4—9", "10—29", "30—99", "100 及以上"]);
    }

    #[test]
    fn every_step_has_a_colour_of_its_own_from_light_to_dark() {
        for most in [1.0, 2.0, 3.0, 5.0, 17.0, 60.0, 5_000.0, 1e7] {
            let steps = Steps::of(Shades::Counts, vec![most], 5);
            let scale = &PRINT.scale;
            let colors: Vec<f64> = steps
                .firsts
                .iter()
                .filter_map(|first| Some(steps.color(*first, scale)?.luminance()))
                .collect();
            assert_eq!(colors.len(), steps.firsts.len());
            assert!(colors.iter().zip(colors.iter().skip(1)).all(|(a, b)| a > b), "{most}: {colors:?}");
            assert_eq!(steps.color(0.0, scale), None);
        }
    }

    #[test]
    fn values_have_even_round_steps_unless_most_lie_in_one() {
        let said = |unit: Unit, values: Vec<f64>| -> Vec<String> {
            let steps = Steps::of(Shades::Values(unit), values, 5);
            steps.classes(Lang::Zh).into_iter().map(|(text, _)| text).collect()
        };
        let even = said(Unit::Share, vec![0.03, 0.5, 0.2, 0.9]);
        assert_eq!(
            (even.first().map(String::as_str), even.last().map(String::as_str)),
            (Some("0%—10%"), Some("80%—90%"))
        );
        assert_eq!(said(Unit::Case, vec![7.0, 7.0]), ["7"]);
        assert_eq!(said(Unit::Case, Vec::new()), [] as [&str; 0]);
        // 1 to 100 and one county of 30,000: by quantiles.
        let skewed: Vec<f64> = (1..=100).map(f64::from).chain([30_000.0]).collect();
        assert_eq!(said(Unit::Case, skewed), ["1—11", "11—26", "26—51", "51—76", "76—91", "91—30,000"]);
    }

    #[test]
    fn shades_of_values_darken_from_the_lightest_to_the_darkest() {
        let values: Vec<f64> = (0..=8).map(|v| f64::from(v) / 10.0).collect();
        let steps = Steps::of(Shades::Values(Unit::Share), values.clone(), 5);
        let colors: Vec<Color> = values.iter().filter_map(|v| steps.color(*v, &PRINT.scale)).collect();
        assert_eq!((colors.first(), colors.last()), (PRINT.scale.first(), PRINT.scale.last()));
        assert!(colors.iter().zip(colors.iter().skip(1)).all(|(a, b)| a.luminance() >= b.luminance()));
    }
}
