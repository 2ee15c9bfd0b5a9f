//! The medians of the whole group by year, behind the series of its regions.

use polars::prelude::*;

use super::breaks::Broken;
use crate::analysis::about::column;
use crate::analysis::figures::value;
use crate::analysis::sample::Sample;
use crate::analysis::{Kind, Table};
use crate::error::Result;
use crate::text::questions;

/// One row a metric and year: the median of all reports that count, whichever regions are shown.
pub(super) fn medians(sample: &Sample, breaks: &[Broken]) -> Result<Table> {
    let of_metric = |((i, metric), broken): ((usize, &crate::metric::Metric), &Broken)| {
        let rows = broken.comparable(sample.in_years(sample.reports())).filter(Sample::has_value(i));
        let value = col(value(i)).cast(DataType::Float64);
        rows.group_by([col("year")])
            .agg([value.clone().median().alias("median"), value.count().alias("reports")])
            .sort(["year"], SortMultipleOptions::default())
            .select([lit(metric.id.as_str()).alias("metric"), col("year"), col("median"), col("reports")])
    };
    let parts: Vec<LazyFrame> = sample.metrics.iter().enumerate().zip(breaks).map(of_metric).collect();
    let frame = concat(parts, UnionArgs::default())?.collect()?;
    let names =
        [("metric", Kind::Id), ("year", Kind::Year), ("median", Kind::Value), ("reports", Kind::Count)];
    let columns = names.map(|(name, kind)| column(name, kind, 0)).to_vec();
    Ok(Table { id: "group", title: questions::GROUP_MEDIANS.label(), frame, columns })
}
