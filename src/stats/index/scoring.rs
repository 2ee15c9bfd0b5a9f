//! Sheets of points, as the assessment rules of local governments write them.

/// An item of a sheet that applies to the unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Points the item is worth; not below 0.
    pub weight: f64,
    /// Points earned before deductions, 0 to the weight: the whole weight where a rule only deducts.
    pub earned: f64,
    /// Points taken off, each not below 0. Together they take at most the weight.
    pub deductions: Vec<f64>,
    /// Points on top, not below 0, which no denominator holds.
    pub bonus: f64,
}

impl Item {
    /// Points of the item: max(0, earned − min(Σ deductions, weight)) + bonus.
    ///
    /// `None` where a number is not finite or below 0, or more is earned than the item is worth.
    pub fn points(&self) -> Option<f64> {
        let numbers = [self.weight, self.earned, self.bonus];
        let sound = |number: &f64| number.is_finite() && *number >= 0.0;
        if !numbers.iter().chain(&self.deductions).all(sound) || self.earned > self.weight {
            return None;
        }
        Some(self.earned - self.deducted() + self.bonus)
    }

    /// Points that deductions take: no more than are earned.
    pub fn deducted(&self) -> f64 {
        self.deductions.iter().sum::<f64>().min(self.weight).min(self.earned)
    }
}

/// The score of a sheet in percent: 100·Σ points/Σ weight over the items that apply; above 100 only by bonus.
///
/// `None` stands for an item that does not apply: it leaves the denominator. Classes of units that are
/// assessed apart (counties, departments) are ranked apart, see
/// [`competition_rank_within`](crate::stats::competition_rank_within).
///
/// `None` where no item applies or is worth anything, or where an item has no points.
///
/// Source: rules of 涡阳县 2020 (items that do not apply), 锦州市 2020 (deductions up to the weight, bonus).
pub fn sheet_score(items: &[Option<Item>]) -> Option<f64> {
    let applied = || items.iter().flatten();
    let weight: f64 = applied().map(|item| item.weight).sum();
    let points = applied().map(Item::points).sum::<Option<f64>>()?;
    (weight > 0.0).then(|| 100.0 * points / weight)
}
