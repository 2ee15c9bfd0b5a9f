//! The steps in which counts are shaded: few, with round bounds, narrow where counts are small.

use crate::chart::words;
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

/// The steps of a scale.
pub(super) struct Steps {
    /// The first count of each step.
    firsts: Vec<f64>,
    /// The greatest count.
    most: f64,
    /// How many colours there are.
    colors: usize,
}

impl Steps {
    /// Steps for counts up to `most`, no more than there are colours: each count its own step if they are
    /// few.
    pub(super) fn of(most: f64, colors: usize) -> Self {
        let single: Vec<f64> = (1..=colors).map(|count| count as f64).collect();
        let firsts = if most <= colors as f64 {
            single
        } else {
            BOUNDS.iter().find(|(up_to, _)| most <= *up_to).map_or(single, |(_, firsts)| firsts.to_vec())
        };
        let firsts: Vec<f64> = firsts.into_iter().filter(|first| *first <= most).take(colors).collect();
        Self { firsts, most, colors }
    }

    /// The number of the colour of a count, absent below one.
    pub(super) fn color(&self, value: f64) -> Option<usize> {
        let step = self.firsts.iter().rposition(|first| *first <= value)?;
        Some(spread(step, self.firsts.len(), self.colors))
    }

    /// What the key says of each step, and its first count.
    pub(super) fn classes(&self, lang: Lang) -> Vec<(String, f64)> {
        let lasts = self.firsts.iter().skip(1).map(|next| Some(next - 1.0));
        // Nothing lies above the last step if its first count is the greatest there is.
        let end = self.firsts.last().copied().filter(|last| *last >= self.most);
        let said = |(first, last): (&f64, Option<f64>)| (words::counts(lang, *first, last), *first);
        self.firsts.iter().zip(lasts.chain([end])).map(said).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(most: f64) -> Vec<String> {
        Steps::of(most, 5).classes(Lang::Zh).into_iter().map(|(text, _)| text).collect()
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
            let steps = Steps::of(most, 5);
            let colors: Vec<usize> = steps.firsts.iter().filter_map(|first| steps.color(*first)).collect();
            assert!(colors.iter().zip(colors.iter().skip(1)).all(|(a, b)| a < b), "{most}: {colors:?}");
            assert!(colors.last().is_none_or(|last| *last < 5), "{most}: {colors:?}");
            assert_eq!(steps.color(0.0), None);
        }
    }
}
