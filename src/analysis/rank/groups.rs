//! The groups of a ranking: their size, spread and benchmarks.

use polars::prelude::*;

use super::group_name;
use crate::analysis::about::column;
use crate::analysis::figures::{denominator, numerator, value};
use crate::analysis::sample::Sample;
use crate::analysis::{Column, Kind, Table};
use crate::dataset::GROUP;
use crate::error::Result;
use crate::text::{Note, notes, words};

/// Median and pooled value in words, where there are few groups.
pub(super) fn benchmarks(sample: &Sample, groups: &DataFrame) -> Result<Vec<Note>> {
    /// More groups are a table of their own.
    const FEW: usize = 4;
    if groups.height() > FEW {
        return Ok(Vec::new());
    }
    let (metrics, names) = (groups.column("metric")?.str()?, groups.column("group")?.str()?);
    let (years, median) = (groups.column("year")?.i32()?, groups.column("median")?.f64()?);
    let pooled = groups.column("pooled")?.f64()?;
    let mut said = Vec::new();
    for row in 0..groups.height() {
        let metric = sample.metrics.iter().find(|metric| Some(metric.id.as_str()) == metrics.get(row));
        let (Some(metric), Some(year), Some(median)) = (metric, years.get(row), median.get(row)) else {
            continue;
        };
        let pooled = pooled.get(row).map(|value| metric.unit.format(value));
        let place = words::of_id(names.get(row).unwrap_or_default());
        said.push(Note::info(notes::benchmark(
            &metric.title,
            (&place, year),
            &metric.unit.format(median),
            pooled.as_deref(),
        )));
    }
    Ok(said)
}

/// Size, spread and benchmarks of each group.
pub(super) fn groups(sample: &Sample) -> Result<Table> {
    let rows = sample.in_years(sample.reports());
    let mut parts = Vec::new();
    for (i, metric) in sample.metrics.iter().enumerate() {
        let used = Sample::has_value(i);
        let quantile = |q: f64| col(value(i)).quantile(lit(q), QuantileMethod::Linear);
        let pooled = if metric.is_ratio() {
            crate::metric::divide(col(numerator(i)).sum(), col(denominator(i)).sum())
        } else {
            lit(NULL).cast(DataType::Float64)
        };
        let part = rows.clone().filter(used).group_by([col(GROUP)]).agg([
            lit(metric.id.as_str()).first().alias("metric"),
            col("year").first(),
            group_name(sample).first().alias("group"),
            col("level").first(),
            len().alias("reports"),
            col(value(i)).min().alias("lowest"),
            quantile(0.25).alias("lower_quartile"),
            quantile(0.5).alias("median"),
            quantile(0.75).alias("upper_quartile"),
            col(value(i)).max().alias("highest"),
            pooled.alias("pooled"),
        ]);
        parts.push(part.sort(["year", GROUP], SortMultipleOptions::default()));
    }
    let names = [
        ("metric", Kind::Id),
        ("year", Kind::Year),
        ("group", Kind::Id),
        ("level", Kind::Id),
        ("reports", Kind::Count),
        ("lowest", Kind::Value),
        ("lower_quartile", Kind::Value),
        ("median", Kind::Value),
        ("upper_quartile", Kind::Value),
        ("highest", Kind::Value),
        ("pooled", Kind::Value),
    ];
    let columns: Vec<Column> = names.iter().map(|(name, kind)| column(name, *kind, 0)).collect();
    let select: Vec<Expr> = names.iter().map(|(name, _)| col(*name)).collect();
    let frame = concat(parts, UnionArgs::default())?.select(select).collect()?;
    Ok(Table { id: "groups", title: words::GROUPS.label(), frame, columns })
}
