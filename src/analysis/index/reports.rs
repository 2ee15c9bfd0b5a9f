//! The reports of a sample as plain columns, by the groups in which they are scored.

use std::collections::BTreeMap;

use polars::prelude::*;

use crate::analysis::figures::{reason, value};
use crate::analysis::sample::Sample;
use crate::analysis::{Reason, Within};
use crate::dataset::GROUP;
use crate::error::Result;
use crate::stats::index::Column;

/// The reports of one year that are scored together: of one level, and of one province or prefecture if asked
/// for.
pub(super) struct Group {
    pub(super) year: i32,
    /// Level and name, which find the same group in other years.
    pub(super) key: (String, String),
    /// Rows of its reports.
    pub(super) rows: Vec<usize>,
}

/// Reports with the values of the metrics.
pub(super) struct Reports {
    pub(super) frame: DataFrame,
    /// The values that count, metric by metric.
    pub(super) values: Vec<Column>,
    /// Why a report has no value that counts.
    pub(super) reasons: Vec<Vec<Option<Reason>>>,
    pub(super) groups: Vec<Group>,
}

impl Reports {
    /// The reports of the sample's years.
    pub(super) fn of(sample: &Sample) -> Result<Self> {
        let name = match sample.within {
            Within::All => lit("all"),
            _ => col(sample.within.column().unwrap_or("province")),
        };
        let rows = sample.in_years(sample.reports());
        let frame = rows.with_columns([name.cast(DataType::String).alias("group")]).collect()?;
        let (mut values, mut reasons) = (Vec::new(), Vec::new());
        for i in 0..sample.metrics.len() {
            let cells = frame.column(&reason(i))?.i32()?.clone();
            let why = |number: i32| Reason::ALL.get(usize::try_from(number).ok()?).copied();
            let why: Vec<Option<Reason>> = cells.iter().map(|number| number.and_then(why)).collect();
            let figures = frame.column(&value(i))?.cast(&DataType::Float64)?;
            let figures = figures.f64()?.iter().zip(&why);
            values
                .push(figures.map(|(value, why)| value.filter(|v| why.is_none() && v.is_finite())).collect());
            reasons.push(why);
        }
        let groups = groups(&frame)?;
        Ok(Self { frame, values, reasons, groups })
    }

    /// The values of a metric in some rows.
    pub(super) fn pick(&self, metric: usize, rows: &[usize]) -> Column {
        let column = self.values.get(metric);
        rows.iter().map(|row| column.and_then(|column| column.get(*row)).copied().flatten()).collect()
    }

    /// The known values of a metric in the groups of this key, of all years or of one.
    pub(super) fn known(&self, metric: usize, key: &(String, String), year: Option<i32>) -> Vec<f64> {
        let groups = self.groups.iter();
        let groups = groups.filter(|group| group.key == *key && year.is_none_or(|year| year == group.year));
        groups.flat_map(|group| self.pick(metric, &group.rows)).flatten().collect()
    }
}

fn groups(frame: &DataFrame) -> Result<Vec<Group>> {
    let (years, places) = (frame.column("year")?.i32()?, frame.column(GROUP)?.u32()?);
    let (levels, names) = (frame.column("level")?.str()?, frame.column("group")?.str()?);
    let mut groups: BTreeMap<(i32, u32), Group> = BTreeMap::new();
    for row in 0..frame.height() {
        let (Some(year), Some(place)) = (years.get(row), places.get(row)) else { continue };
        let text = |cells: &StringChunked| cells.get(row).unwrap_or_default().to_owned();
        let new = || Group { year, key: (text(levels), text(names)), rows: Vec::new() };
        groups.entry((year, place)).or_insert_with(new).rows.push(row);
    }
    Ok(groups.into_values().collect())
}
