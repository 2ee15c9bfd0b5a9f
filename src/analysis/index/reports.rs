//! The reports of a sample as plain columns, by the groups in which they are scored.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::classes::Classes;
use crate::analysis::figures::{reason, value};
use crate::analysis::sample::Sample;
use crate::analysis::{Reason, Within};
use crate::dataset::GROUP;
use crate::error::Result;
use crate::stats::index::Column;

/// The reports of one year that are scored together: of one level, of one class of the scheme if it has any, and
/// of one province or prefecture if asked for.
pub(super) struct Group {
    pub(super) year: i32,
    pub(super) key: Key,
    /// Rows of its reports.
    pub(super) rows: Vec<usize>,
}

/// What finds the same group in other years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) level: String,
    pub(super) name: String,
    /// Place of its class in the scheme.
    pub(super) class: Option<usize>,
}

/// The column that orders rows by class, in the order of the scheme.
pub(super) const CLASS: &str = "__class";

/// Reports with the values of the metrics.
pub(super) struct Reports {
    pub(super) frame: DataFrame,
    /// The values that count, metric by metric.
    pub(super) values: Vec<Column>,
    /// Why a report has no value that counts.
    pub(super) reasons: Vec<Vec<Option<Reason>>>,
    pub(super) groups: Vec<Group>,
    /// Whether classes are scored apart.
    pub(super) has_classes: bool,
    /// Rows of regions that are in no class.
    pub(super) without_class: Vec<usize>,
}

impl Reports {
    /// The reports of the sample's years.
    pub(super) fn of(sample: &Sample, classes: &Classes) -> Result<Self> {
        let name = match sample.within {
            Within::All => lit("all"),
            _ => col(sample.within.column().unwrap_or("province")),
        };
        let rows = sample.in_years(sample.reports());
        let mut frame = rows.with_columns([name.cast(DataType::String).alias("group")]).collect()?;
        let of_rows = classify(&mut frame, classes)?;
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
        let has_classes = !classes.is_empty();
        let groups = groups(&frame, has_classes, &of_rows)?;
        let without = |(row, class): (usize, &Option<usize>)| class.is_none().then_some(row);
        let without_class =
            if has_classes { of_rows.iter().enumerate().filter_map(without).collect() } else { Vec::new() };
        Ok(Self { frame, values, reasons, groups, has_classes, without_class })
    }

    /// The values of a metric in some rows.
    pub(super) fn pick(&self, metric: usize, rows: &[usize]) -> Column {
        let column = self.values.get(metric);
        rows.iter().map(|row| column.and_then(|column| column.get(*row)).copied().flatten()).collect()
    }

    /// The known values of a metric in the groups of this key, of all years or of one.
    pub(super) fn known(&self, metric: usize, key: &Key, year: Option<i32>) -> Vec<f64> {
        let groups = self.groups.iter();
        let groups = groups.filter(|group| group.key == *key && year.is_none_or(|year| year == group.year));
        groups.flat_map(|group| self.pick(metric, &group.rows)).flatten().collect()
    }
}

/// Puts the class of each row beside it and gives its place in the scheme.
fn classify(frame: &mut DataFrame, classes: &Classes) -> Result<Vec<Option<usize>>> {
    let (codes, names) = (frame.column("region_code")?.str()?, frame.column("region")?.str()?);
    let prefectures = frame.column("prefecture")?.str()?;
    let text = |cells: &StringChunked, row: usize| cells.get(row).unwrap_or_default().to_owned();
    let class = |row| classes.of(&text(codes, row), &text(names, row), &text(prefectures, row));
    let of_rows: Vec<Option<usize>> = (0..frame.height()).map(class).collect();
    let ids: Vec<Option<&str>> = of_rows.iter().map(|class| classes.id((*class)?)).collect();
    let places: Vec<Option<u32>> = of_rows.iter().map(|class| u32::try_from((*class)?).ok()).collect();
    let columns = [Series::new("class".into(), ids), Series::new(CLASS.into(), places)];
    for column in columns {
        frame.with_column(column.into_column())?;
    }
    Ok(of_rows)
}

fn groups(frame: &DataFrame, has_classes: bool, of_rows: &[Option<usize>]) -> Result<Vec<Group>> {
    let (years, places) = (frame.column("year")?.i32()?, frame.column(GROUP)?.u32()?);
    let (levels, names) = (frame.column("level")?.str()?, frame.column("group")?.str()?);
    let mut groups: BTreeMap<(i32, u32, Option<usize>), Group> = BTreeMap::new();
    for (row, class) in (0..frame.height()).zip(of_rows.iter().copied()) {
        if has_classes && class.is_none() {
            continue;
        }
        let (Some(year), Some(place)) = (years.get(row), places.get(row)) else { continue };
        let text = |cells: &StringChunked| cells.get(row).unwrap_or_default().to_owned();
        let new =
            || Group { year, key: Key { level: text(levels), name: text(names), class }, rows: Vec::new() };
        groups.entry((year, place, class)).or_insert_with(new).rows.push(row);
    }
    Ok(groups.into_values().collect())
}
