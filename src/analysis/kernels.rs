//! Functions of [`crate::stats`] as Polars expressions over whole columns, so that a lazy plan can use them
//! and leave them out where nobody asks for their result.

use polars::prelude::*;

use crate::stats::{self, Best};

type Columns<'a> = &'a mut [Column];

fn expression(
    inputs: &[Expr],
    dtype: DataType,
    f: impl Fn(Columns<'_>) -> PolarsResult<Column> + Send + Sync + 'static,
) -> Expr {
    // Not elementwise: each call must see the whole column, since it ranks all rows of a group.
    let output = move |_: &Schema, fields: &[Field]| {
        Ok(Field::new(fields.first().map(|field| field.name().clone()).unwrap_or_default(), dtype.clone()))
    };
    apply_multiple(f, inputs, output, false)
}

fn column(columns: &[Column], i: usize) -> PolarsResult<&Column> {
    columns.get(i).ok_or_else(|| polars_err!(ComputeError: "a column is missing"))
}

fn groups(column: &Column) -> PolarsResult<Vec<u32>> {
    Ok(column.u32()?.iter().map(Option::unwrap_or_default).collect())
}

fn numbers(column: &Column) -> PolarsResult<Vec<Option<f64>>> {
    Ok(column.f64()?.iter().collect())
}

/// The figures of a column that count, as one slice: those without a reason why not.
struct Figures {
    values: Float64Chunked,
    reasons: Int32Chunked,
}

impl Figures {
    fn new(values: &Column, reasons: &Column) -> PolarsResult<Self> {
        Ok(Self {
            values: values.f64()?.rechunk().into_owned(),
            reasons: reasons.i32()?.rechunk().into_owned(),
        })
    }

    fn values(&self) -> &[f64] {
        self.values.downcast_iter().next().map_or(&[], |array| array.values().as_slice())
    }

    /// Which of them count.
    fn count(&self) -> impl Fn(usize) -> bool {
        let reasons = self.reasons.downcast_iter().next();
        let given = reasons.map(|array| array.validity());
        move |i| match given {
            Some(Some(given)) => i < given.len() && !given.get_bit(i),
            // Every report has a reason why not, or there is no report.
            Some(None) | None => false,
        }
    }
}

/// The numbers of a column without nulls as one slice.
fn whole(column: &Column) -> PolarsResult<UInt32Chunked> {
    Ok(column.u32()?.rechunk().into_owned())
}

fn slice(column: &UInt32Chunked) -> &[u32] {
    column.downcast_iter().next().map_or(&[], |array| array.values().as_slice())
}

/// Bits without nulls, in one piece.
fn mask(values: impl Iterator<Item = bool>) -> BooleanChunked {
    BooleanChunked::from_iter_values("mask".into(), values)
}

fn ranks(column: &Column) -> PolarsResult<Vec<Option<u32>>> {
    Ok(column.u32()?.iter().collect())
}

/// The competition rank of a value in its group; a value with a reason why it does not count has none.
pub(super) fn rank(group: Expr, group_count: usize, [value, reason]: [Expr; 2], highest_first: bool) -> Expr {
    let best = if highest_first { Best::Highest } else { Best::Lowest };
    expression(&[group, value, reason], DataType::UInt32, move |c| {
        let (group, value) = (whole(column(c, 0)?)?, Figures::new(column(c, 1)?, column(c, 2)?)?);
        let known = value.count();
        let ranks = stats::competition_rank_within(slice(&group), group_count, value.values(), known, best);
        let is_rank = mask(ranks.iter().map(|rank| *rank > 0));
        let known = is_rank.downcast_iter().next().map(|array| array.values().clone());
        Ok(UInt32Chunked::from_vec_validity("rank".into(), ranks, known).into_column())
    })
}

/// How many places a report moved up in its group against the calendar year before, both ranks formed on the
/// reports of the group that have a rank in both years. The rows are sorted by `unit` and `year`.
pub(super) fn rank_change(
    [unit, year, group]: [Expr; 3],
    group_count: usize,
    [rank, value]: [Expr; 2],
    highest_first: bool,
) -> Expr {
    let best = if highest_first { Best::Highest } else { Best::Lowest };
    expression(&[unit, year, group, rank, value], DataType::Int32, move |c| {
        let (unit, group) = (whole(column(c, 0)?)?, whole(column(c, 2)?)?);
        let (unit, group) = (slice(&unit), slice(&group));
        let year = column(c, 1)?.i32()?.rechunk().into_owned();
        let years = year.downcast_iter().next().map_or(&[][..], |array| array.values().as_slice());
        let ranks = whole(column(c, 3)?)?;
        let (ranks, is_rank) =
            (slice(&ranks), ranks.downcast_iter().next().and_then(|array| array.validity()));
        let place = |i: usize| ranks.get(i).copied().filter(|_| is_rank.is_none_or(|known| known.get_bit(i)));
        let follows = |i: usize| {
            let above = i.checked_sub(1)?;
            (unit.get(above)? == unit.get(i)? && years.get(above)? + 1 == *years.get(i)?).then_some(above)
        };
        let both = mask(
            (0..ranks.len())
                .map(|i| follows(i).is_some_and(|above| place(above).is_some()) && place(i).is_some()),
        );
        let both = both.downcast_iter().next();
        let both = |i: usize| both.is_some_and(|both| both.values().get_bit(i));
        let now = stats::rank_among(group, group_count, |i| both(i).then(|| ranks.get(i).copied())?);
        let then = if come_from_one_group(group, group_count, both) {
            // The year before stands one row up.
            let before = |i: usize| ranks.get(i.checked_sub(1)?).copied();
            stats::rank_among(group, group_count, |i| both(i).then(|| before(i))?)
        } else {
            let values = column(c, 4)?.f64()?.shift(1);
            let values: Vec<f64> = values.iter().map(|value| value.unwrap_or(f64::NAN)).collect();
            stats::competition_rank_within(group, group_count, &values, both, best)
        };
        let is_ranked = mask(now.iter().map(|rank| *rank > 0));
        let known = is_ranked.downcast_iter().next().map(|array| array.values().clone());
        let moved = then.into_iter().zip(now).map(|(then, now)| then.cast_signed() - now.cast_signed());
        Ok(Int32Chunked::from_vec_validity("rank_change".into(), moved.collect(), known).into_column())
    })
}

/// Whether the reports of each group that `both` takes were in one group in the row above: no county changed
/// its province or level.
fn come_from_one_group(groups: &[u32], group_count: usize, both: impl Fn(usize) -> bool) -> bool {
    let mut from: Vec<Option<u32>> = vec![None; group_count];
    groups.windows(2).enumerate().filter(|(above, _)| both(above + 1)).all(|(_, pair)| match *pair {
        [before, group] => {
            from.get_mut(group as usize).is_some_and(|from| *from.get_or_insert(before) == before)
        }
        _ => true,
    })
}

/// What [`why_not`] needs to know of a metric: the number of each reason, `None` where it cannot occur.
#[derive(Clone, Copy, Debug)]
pub(super) struct WhyNot {
    pub(super) no_figure: i32,
    /// A ratio whose denominator is zero.
    pub(super) zero_denominator: Option<i32>,
    /// A share with a denominator below the least.
    pub(super) below_min_n: Option<(f64, i32)>,
    /// A share above one.
    pub(super) above_one: Option<i32>,
}

/// The number of the reason why a value does not count; null where it does. The last that applies is given.
pub(super) fn why_not([value, denominator]: [Expr; 2], known: WhyNot) -> Expr {
    expression(&[value, denominator], DataType::Int32, move |c| {
        let (values, denominators) = (column(c, 0)?.f64()?, column(c, 1)?.f64()?);
        let why = |(value, n): (Option<f64>, Option<f64>)| {
            let Some(value) = value else {
                return known.zero_denominator.filter(|_| n == Some(0.0)).or(Some(known.no_figure));
            };
            let too_few = known.below_min_n.filter(|(least, _)| n.is_some_and(|n| n < *least));
            known.above_one.filter(|_| value > 1.0).or(too_few.map(|(_, reason)| reason))
        };
        let reasons: Int32Chunked =
            values.iter().zip(denominators.iter()).map(why).collect_ca("reason".into());
        Ok(reasons.into_column())
    })
}

/// The number of ranked values in the group of a rank.
pub(super) fn rank_of(group: Expr, group_count: usize, rank: Expr) -> Expr {
    expression(&[group, rank], DataType::UInt32, move |c| {
        let sizes = stats::ranked_within(&groups(column(c, 0)?)?, group_count, &ranks(column(c, 1)?)?);
        Ok(Column::new("rank_of".into(), sizes))
    })
}

/// Whether a rank is shared in its group.
pub(super) fn tie(group: Expr, group_count: usize, rank: Expr) -> Expr {
    expression(&[group, rank], DataType::Boolean, move |c| {
        let ties = stats::tied_within(&groups(column(c, 0)?)?, group_count, &ranks(column(c, 1)?)?);
        Ok(Column::new("tie".into(), ties))
    })
}

/// The percentile of a rank among `of`: 100 for the best, 0 for the last.
pub(super) fn percentile(rank: Expr, of: Expr) -> Expr {
    expression(&[rank, of], DataType::Float64, |c| {
        let of = ranks(column(c, 1)?)?;
        let percentiles = ranks(column(c, 0)?)?
            .into_iter()
            .zip(of)
            .map(|(rank, of)| stats::percentile_of_rank(rank? as usize, of? as usize))
            .collect::<Vec<_>>();
        Ok(Column::new("percentile".into(), percentiles))
    })
}

/// Lower (or upper) end of the 95 % Wilson interval of a share.
pub(super) fn wilson(numerator: Expr, denominator: Expr, upper: bool) -> Expr {
    expression(&[numerator, denominator], DataType::Float64, move |c| {
        let ends = numbers(column(c, 0)?)?
            .into_iter()
            .zip(numbers(column(c, 1)?)?)
            .map(|(x, n)| stats::wilson(x?, n?, stats::Z95).map(|(low, high)| if upper { high } else { low }))
            .collect::<Vec<_>>();
        Ok(Column::new("ci".into(), ends))
    })
}
