//! Ranks within groups, for millions of values.

use super::Best;

/// Competition ranks within groups: for each value its place among the values of the same group, 0 for a
/// value that is not known.
///
/// `groups` numbers the group of each value from 0; there are `group_count` of them. A value that `is_known`
/// denies has no place and moves no other. Same rule as [`competition_rank`](super::competition_rank), in
/// another plan: the values are dealt out to their groups in one pass, then each group is sorted.
pub fn competition_rank_within(
    groups: &[u32],
    group_count: usize,
    values: &[f64],
    is_known: impl Fn(usize) -> bool,
    best: Best,
) -> Vec<u32> {
    let known = || groups.iter().zip(0_u32..).filter(|(_, i)| is_known(*i as usize));
    let mut ends = vec![0_usize; group_count];
    for (group, _) in known() {
        if let Some(end) = ends.get_mut(*group as usize) {
            *end += 1;
        }
    }
    let mut start = 0;
    for end in &mut ends {
        start += std::mem::replace(end, start);
    }
    // `ends` holds each group's start now, and grows to its end while the values are dealt out.
    let mut dealt = vec![0_u32; start];
    for (group, i) in known() {
        if let Some(end) = ends.get_mut(*group as usize) {
            if let Some(slot) = dealt.get_mut(*end) {
                *slot = i;
            }
            *end += 1;
        }
    }
    let mut ranks = vec![0_u32; groups.len()];
    let mut members: Vec<(u64, u32)> = Vec::new();
    let mut start = 0;
    for end in ends {
        members.clear();
        let value = |i: &u32| values.get(*i as usize).copied().unwrap_or(f64::NAN);
        members
            .extend(dealt.get(start..end).unwrap_or_default().iter().map(|i| (sort_key(value(i), best), *i)));
        start = end;
        members.sort_unstable_by_key(|(key, _)| *key);
        let mut place = 0;
        let mut last = None;
        for (i, (key, at)) in (1..).zip(&members) {
            if last != Some(*key) {
                place = i;
                last = Some(*key);
            }
            if let Some(rank) = ranks.get_mut(*at as usize) {
                *rank = place;
            }
        }
    }
    ranks
}

/// A whole number for each value that sorts as the values do, the best first; equal values have equal numbers.
fn sort_key(value: f64, best: Best) -> u64 {
    // The sum makes one zero of the two. Bits of positive numbers sort as they are, those of negative ones the
    // other way round.
    let bits = (value + 0.0).to_bits().cast_signed();
    let ascending = (bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()).cast_unsigned() ^ (1 << 63);
    match best {
        Best::Highest => !ascending,
        Best::Lowest => ascending,
    }
}

/// Competition ranks among some of the ranked values of each group, from their places among all of them: no
/// value is compared again.
///
/// `places` has the place of each value in a wider ranking, from 1; within a group all places must come from one
/// ranking. The ranks take their room.
pub fn rank_among(groups: &[u32], group_count: usize, mut places: Vec<u32>) -> Vec<u32> {
    // Each group has a stretch of counters, one for each place up to its last, and one for place 0, which has none.
    let mut starts = vec![0_usize; group_count];
    for (group, place) in groups.iter().zip(&places) {
        if let Some(size) = starts.get_mut(*group as usize) {
            *size = (*size).max(*place as usize + 1);
        }
    }
    let mut total = 0;
    for start in &mut starts {
        total += std::mem::replace(start, total);
    }
    let slot =
        |(group, place): (&u32, &u32)| starts.get(*group as usize).map(|start| start + *place as usize);
    let mut better = vec![0_u32; total];
    for taken in groups.iter().zip(&places) {
        if let Some(holders) = slot(taken).and_then(|at| better.get_mut(at)) {
            *holders += 1;
        }
    }
    for (start, end) in starts.iter().zip(starts.iter().skip(1).chain([&total])) {
        let mut before = 0;
        for holders in better.get_mut(*start..*end).unwrap_or_default() {
            before += std::mem::replace(holders, before);
        }
    }
    for (group, place) in groups.iter().zip(&mut places) {
        *place = slot((group, &*place)).and_then(|at| better.get(at)).copied().unwrap_or_default() + 1;
    }
    places
}

/// How many ranked values each value's group has: the "of" in "3rd of 18". `None` where there is no rank.
pub fn ranked_within(groups: &[u32], group_count: usize, ranks: &[Option<u32>]) -> Vec<Option<u32>> {
    let mut counts = vec![0_u32; group_count];
    for (group, rank) in groups.iter().zip(ranks) {
        if rank.is_some()
            && let Some(count) = counts.get_mut(*group as usize)
        {
            *count += 1;
        }
    }
    groups
        .iter()
        .zip(ranks)
        .map(|(group, rank)| rank.and_then(|_| counts.get(*group as usize).copied()))
        .collect()
}

/// Whether another value of the group has the same rank. `None` where there is no rank.
pub fn tied_within(groups: &[u32], group_count: usize, ranks: &[Option<u32>]) -> Vec<Option<bool>> {
    let mut starts = vec![0_usize; group_count];
    for (group, _) in groups.iter().zip(ranks).filter(|(_, rank)| rank.is_some()) {
        if let Some(start) = starts.get_mut(*group as usize) {
            *start += 1;
        }
    }
    let mut total = 0;
    for start in &mut starts {
        total += std::mem::replace(start, total);
    }
    // A rank is at most the size of its group, so each group needs no more than its own stretch.
    let slot = |group: u32, rank: u32| starts.get(group as usize).map(|start| start + rank as usize - 1);
    let mut holders = vec![0_u32; total];
    for (group, rank) in groups.iter().zip(ranks) {
        if let Some(holder) = rank.and_then(|rank| slot(*group, rank)).and_then(|at| holders.get_mut(at)) {
            *holder += 1;
        }
    }
    let tied = |(group, rank): (&u32, &Option<u32>)| {
        rank.and_then(|rank| slot(*group, rank)).and_then(|at| holders.get(at)).map(|holders| *holders > 1)
    };
    groups.iter().zip(ranks).map(tied).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ties_and_sizes_are_counted_within_the_group() {
        let groups = [0, 0, 1, 0, 1];
        let ranks = [Some(1), Some(1), Some(1), Some(3), None];
        assert_eq!(tied_within(&groups, 2, &ranks), [Some(true), Some(true), Some(false), Some(false), None]);
        assert_eq!(ranked_within(&groups, 2, &ranks), [Some(3), Some(3), Some(1), Some(3), None]);
    }

    #[test]
    fn ranks_among_some_close_up() {
        // By hand: of places 1, 2, 2, 4, 5 the first is not among them; the second group stands apart.
        let groups = [0, 0, 0, 0, 1];
        assert_eq!(rank_among(&groups, 2, vec![4, 2, 2, 5, 1]), [3, 1, 1, 4, 1]);
    }

    proptest! {
        #[test]
        fn ranks_among_some_are_the_ranks_of_these_alone(
            rows in prop::collection::vec((0_u32..3, 0_i8..6, any::<bool>()), 0..40),
        ) {
            let groups: Vec<u32> = rows.iter().map(|(group, ..)| *group).collect();
            let values: Vec<f64> = rows.iter().map(|(_, value, _)| f64::from(*value)).collect();
            let places = competition_rank_within(&groups, 3, &values, |_| true, Best::Highest);
            let taken: Vec<usize> = (0..rows.len()).filter(|i| rows[*i].2).collect();
            let alone = competition_rank_within(&groups, 3, &values, |i| rows[i].2, Best::Highest);
            let of_taken = |all: &[u32]| taken.iter().map(|i| all[*i]).collect::<Vec<_>>();
            prop_assert_eq!(rank_among(&of_taken(&groups), 3, of_taken(&places)), of_taken(&alone));
        }
    }

    #[test]
    fn ranks_within_groups_are_those_of_each_group_alone() {
        let groups = [1, 0, 1, 1, 0, 1];
        let values = [2.0, 5.0, 9.0, 2.0, 7.0, -0.0];
        let known = |i: usize| i != 4;
        // By hand: group 1 holds 2, 9, 2, 0 and group 0 holds 5 alone.
        assert_eq!(competition_rank_within(&groups, 2, &values, known, Best::Highest), [2, 1, 1, 2, 0, 4]);
        assert_eq!(competition_rank_within(&groups, 2, &values, known, Best::Lowest), [2, 1, 4, 2, 0, 1]);
    }
}
