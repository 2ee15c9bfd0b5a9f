//! What W3 and W4 share: a figure against the county's own other years and its peers.

use polars::prelude::*;

use super::super::Reports;
use super::super::reports::{number, rows_where};
use crate::dataset::UNIT;
use crate::error::Result;

/// The main figures, whose series are looked at.
pub(super) const MAIN: [&str; 14] = [
    "disclosed_total",
    "interpretations_total",
    "normative_docs_in_force",
    "permits_decided",
    "penalties_decided",
    "received_new",
    "granted",
    "resolved_total",
    "carried_out",
    "review_total",
    "letters_received",
    "hotline_received",
    "new_media_accounts",
    "training_attendees",
];

/// A column of figures with the rows of each county side by side.
pub(super) struct Series {
    values: Vec<Option<f64>>,
    units: Vec<u32>,
}

impl Series {
    /// The figures of a field that are above zero; a zero is no level to compare with.
    pub(super) fn of(reports: &Reports, field: &str) -> Result<Self> {
        let column = reports.frame().column(field)?.cast(&DataType::Float64)?;
        let values = column.f64()?.iter().map(|value| value.filter(|value| *value > 0.0)).collect();
        let units = reports.frame().column(UNIT)?.u32()?.iter().map(Option::unwrap_or_default).collect();
        Ok(Self { values, units })
    }

    pub(super) fn get(&self, row: usize) -> Option<f64> {
        self.values.get(row).copied().flatten()
    }

    /// The other years of a row's county, in order.
    pub(super) fn others(&self, row: usize) -> Vec<f64> {
        let Some(unit) = self.units.get(row) else { return Vec::new() };
        let first = self.units.partition_point(|other| other < unit);
        let last = self.units.partition_point(|other| other <= unit);
        (first..last).filter(|other| *other != row).filter_map(|other| self.get(other)).collect()
    }
}

/// The rows of the years asked for in which a figure is far from the usual one of its county: the median of its
/// figures above zero, if there are so many. One query for all fields gives the rows to look at.
pub(super) fn far(reports: &Reports, fields: &[&str], years: u32, fold: f64) -> Result<Vec<Vec<usize>>> {
    let mut columns = Vec::new();
    for (i, field) in fields.iter().enumerate() {
        let value = when(number(field).gt(lit(0.0))).then(number(field)).otherwise(lit(NULL));
        let usual = value.clone().median().over([col(UNIT)])?;
        let count = value.clone().count().over([col(UNIT)])?.cast(DataType::UInt32);
        let far = value.clone().gt_eq(usual.clone() * lit(fold)).or((value * lit(fold)).lt_eq(usual));
        columns.push(far.and(count.gt_eq(lit(years))).and(Reports::asked()).alias(format!("far{i}")));
    }
    let looked = reports.lazy().with_columns(columns).collect()?;
    let rows = |i: usize| -> Result<Vec<usize>> {
        let far = looked.column(&format!("far{i}"))?.bool()?;
        Ok(rows_where(far))
    };
    (0..fields.len()).map(rows).collect()
}
