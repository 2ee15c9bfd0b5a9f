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

fn ranks(column: &Column) -> PolarsResult<Vec<Option<u32>>> {
    Ok(column.u32()?.iter().collect())
}

/// The competition rank of `value` in its group.
pub(super) fn rank(group: Expr, group_count: usize, value: Expr, highest_first: bool) -> Expr {
    let best = if highest_first { Best::Highest } else { Best::Lowest };
    expression(&[group, value], DataType::UInt32, move |c| {
        let ranks = stats::competition_rank_within(
            &groups(column(c, 0)?)?,
            group_count,
            &numbers(column(c, 1)?)?,
            best,
        );
        Ok(Column::new("rank".into(), ranks))
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
