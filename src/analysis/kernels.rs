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
        let year = column(c, 1)?.i32()?.rechunk().into_owned();
        let years = year.downcast_iter().next().map_or(&[][..], |array| array.values().as_slice());
        let ranks = whole(column(c, 3)?)?;
        let mut both = Both::find([slice(&unit), slice(&group)], years, &ranks, group_count);
        let now = stats::rank_among(&both.groups, group_count, std::mem::take(&mut both.now));
        let then = if both.come_from_one_group {
            stats::rank_among(&both.groups, group_count, std::mem::take(&mut both.then))
        } else {
            let values = column(c, 4)?.f64()?.rechunk().into_owned();
            let values = values.downcast_iter().next().map_or(&[][..], |array| array.values().as_slice());
            let before = |row: &u32| values.get((*row as usize).wrapping_sub(1)).copied().unwrap_or(f64::NAN);
            let values: Vec<f64> = both.rows.iter().map(before).collect();
            stats::competition_rank_within(&both.groups, group_count, &values, |_| true, best)
        };
        let mut moved = vec![NOT_THERE; ranks.len()];
        for (row, (then, now)) in both.rows.iter().zip(then.into_iter().zip(now)) {
            if let Some(moved) = moved.get_mut(*row as usize) {
                *moved = then.cast_signed() - now.cast_signed();
            }
        }
        Ok(nullable("rank_change", moved).into_column())
    })
}

/// What stands in the place of a null until [`nullable`].
const NOT_THERE: i32 = i32::MIN;

/// A column that is null where `values` has [`NOT_THERE`].
fn nullable(name: &str, values: Vec<i32>) -> Int32Chunked {
    let is_there = mask(values.iter().map(|value| *value != NOT_THERE));
    let is_there = is_there.downcast_iter().next().map(|array| array.values().clone());
    Int32Chunked::from_vec_validity(name.into(), values, is_there)
}

/// The reports that have a rank in their year and in the one before.
#[derive(Default)]
struct Both {
    rows: Vec<u32>,
    groups: Vec<u32>,
    /// Their ranks in their year.
    now: Vec<u32>,
    /// Their ranks the year before, which stand one row up.
    then: Vec<u32>,
    /// Whether those of each group were in one group the year before: no county changed its province or level.
    come_from_one_group: bool,
}

impl Both {
    fn find([units, groups]: [&[u32]; 2], years: &[i32], ranks: &UInt32Chunked, group_count: usize) -> Self {
        let mut both = Self { come_from_one_group: true, ..Self::default() };
        for list in [&mut both.rows, &mut both.groups, &mut both.now, &mut both.then] {
            list.reserve(ranks.len() - ranks.null_count());
        }
        let mut from: Vec<Option<u32>> = vec![None; group_count];
        let is_rank = ranks.downcast_iter().next().and_then(|array| array.validity());
        let is_rank = |row: u32| is_rank.is_none_or(|known| known.get_bit(row as usize));
        let keys = units.array_windows().zip(years.array_windows()).zip(groups.array_windows());
        let rows = keys.zip(slice(ranks).array_windows()).zip(1_u32..);
        for (((([unit_above, unit], [year_above, year]), [group_above, group]), [then, now]), row) in rows {
            if unit_above == unit && year_above + 1 == *year && is_rank(row - 1) && is_rank(row) {
                both.rows.push(row);
                both.groups.push(*group);
                both.now.push(*now);
                both.then.push(*then);
                if let Some(from) = from.get_mut(*group as usize) {
                    both.come_from_one_group &= from.get_or_insert(*group_above) == group_above;
                }
            }
        }
        both
    }
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
        let (values, denominators) = (column(c, 0)?.f64()?.rechunk(), column(c, 1)?.f64()?.rechunk());
        let why = |value: Option<f64>, n: Option<f64>| {
            let Some(value) = value else {
                return known.zero_denominator.filter(|_| n == Some(0.0)).unwrap_or(known.no_figure);
            };
            let too_few = known.below_min_n.filter(|(least, _)| n.is_some_and(|n| n < *least));
            known.above_one.filter(|_| value > 1.0).or(too_few.map(|(_, reason)| reason)).unwrap_or(NOT_THERE)
        };
        let mut reasons = vec![NOT_THERE; values.len()];
        let pairs = values.downcast_iter().zip(denominators.downcast_iter());
        let pairs = pairs.flat_map(|(values, denominators)| values.iter().zip(denominators.iter()));
        for (reason, (value, n)) in reasons.iter_mut().zip(pairs) {
            *reason = why(value.copied(), n.copied());
        }
        Ok(nullable("reason", reasons).into_column())
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
