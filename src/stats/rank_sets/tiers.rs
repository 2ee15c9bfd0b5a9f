//! Groups of units that cannot be told apart, and units that may be among the best.

use super::RankSet;

/// Tiers: the number of each unit's tier, from 1 for the top, in the order given.
///
/// Units are taken in order of their place, of two at the same place the one with the narrower set first. The
/// first unit leads tier 1. Each next unit belongs to the current tier as long as its set overlaps that of
/// the tier's leader, lower ≤ the leader's upper; the first whose set does not leads the next tier.
///
/// A unit is thus told apart from the leader of every higher tier that its set does not reach, and units of
/// one tier are not told apart from their leader; two of them may still be told apart from each other, and a
/// unit with a wide set may overlap a tier above its own. A leader with a wide set makes a large tier, so
/// units with few cases are better left out beforehand.
///
/// Source: a list read from the top with the sets of Mogstad et al. 2024.
pub fn tiers(sets: &[RankSet]) -> Vec<usize> {
    let mut order: Vec<(&RankSet, usize)> = sets.iter().zip(0..).collect();
    order.sort_by_key(|(set, unit)| (set.place, set.upper.saturating_sub(set.lower), *unit));
    let mut tiers = vec![0; sets.len()];
    let (mut tier, mut reach) = (0, 0);
    for (set, unit) in order {
        if tier == 0 || set.lower > reach {
            tier += 1;
            reach = set.upper;
        }
        if let Some(slot) = tiers.get_mut(unit) {
            *slot = tier;
        }
    }
    tiers
}

/// The units that may be among the `count` best, as places in the order given: those whose best open place
/// is `count` or better.
///
/// With simultaneous sets the list holds all truly best units with the confidence of the sets: simultaneous
/// sets and their one-sided form have the same critical value, because pairs are directed.
///
/// Source: Mogstad et al. 2024, the confidence set of the τ best.
pub fn possibly_among_best(sets: &[RankSet], count: usize) -> Vec<usize> {
    sets.iter().zip(0..).filter(|(set, _)| set.lower <= count).map(|(_, unit)| unit).collect()
}
