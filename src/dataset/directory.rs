//! The regions as reports point at them: a report holds the number of its region's record (`__place`), and
//! what is said of the record is looked up only where it is needed.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use crate::error::Result;

/// The column that holds the number of a report's record.
pub(crate) const PLACE: &str = "__place";
/// The column that numbers the regions of a panel: the reports of one region have one number.
pub(crate) const UNIT: &str = "__unit";
/// The column that numbers the groups; see [`Grouping`].
pub(crate) const GROUP: &str = "__group";

/// The records that reports point at: `region_code`, `region`, `level`, `prefecture`, `province`, and numeric
/// columns.
#[derive(Clone, Debug)]
pub(crate) struct Directory(DataFrame);

impl Directory {
    pub(crate) fn new(attributes: DataFrame) -> Self {
        Self(attributes)
    }

    /// The columns of the records, one row a report; a lazy plan computes those that are used.
    pub(crate) fn columns(&self) -> Vec<Expr> {
        let gather = |column: &Column| {
            let (name, series) = (column.name().clone(), column.as_materialized_series().rechunk());
            let dtype = series.dtype().clone();
            let of_reports = move |places: Column| Ok(series.take(places.idx()?)?.into_column());
            let field =
                move |_: &Schema, places: &Field| Ok(Field::new(places.name().clone(), dtype.clone()));
            col(PLACE).map(of_reports, field).alias(name)
        };
        self.0.columns().iter().map(gather).collect()
    }

    /// A condition on a record's columns as a condition on reports.
    pub(crate) fn condition(&self, condition: Expr) -> Result<Expr> {
        Ok(lit(self.mask(condition)?.into_series()).gather(col(PLACE), true))
    }

    /// The reports whose records satisfy a condition; all of them, uncopied, if every record does.
    pub(crate) fn filter(&self, reports: LazyFrame, condition: Expr) -> Result<LazyFrame> {
        let mask = self.mask(condition)?;
        if mask.all() {
            return Ok(reports);
        }
        Ok(reports.filter(lit(mask.into_series()).gather(col(PLACE), true)))
    }

    /// The records that a condition takes.
    pub(crate) fn mask(&self, condition: Expr) -> Result<BooleanChunked> {
        // `with_column` and not `select`, since a condition may be the same for all records.
        let mask = self.0.clone().lazy().with_column(condition.alias("__keep")).collect()?;
        Ok(mask.column("__keep")?.bool()?.rechunk().into_owned())
    }

    /// The codes of the records that a condition takes.
    pub(crate) fn codes(&self, condition: Expr) -> Result<BTreeSet<String>> {
        let codes = self.0.column("region_code")?.str()?.filter(&self.mask(condition)?)?;
        Ok(codes.iter().flatten().map(str::to_owned).collect())
    }

    /// Reports by level, the most frequent first, of the records that `taken` takes and the rows that `is_in`
    /// does.
    pub(crate) fn levels(
        &self,
        places: &IdxCa,
        taken: &BooleanChunked,
        is_in: impl Fn(usize) -> bool,
    ) -> Result<Vec<(String, usize)>> {
        let mut count = vec![0_usize; self.0.height()];
        for (row, place) in places.into_no_null_iter().enumerate() {
            if let Some(count) = count.get_mut(place as usize)
                && is_in(row)
            {
                *count += 1;
            }
        }
        for (count, taken) in count.iter_mut().zip(taken.iter()) {
            if taken != Some(true) {
                *count = 0;
            }
        }
        let mut levels: BTreeMap<&str, usize> = BTreeMap::new();
        let column = self.0.column("level")?;
        for (level, count) in column.str()?.iter().zip(count).filter(|(_, count)| *count > 0) {
            *levels.entry(level.unwrap_or_default()).or_default() += count;
        }
        let mut levels: Vec<_> = levels.into_iter().map(|(level, count)| (level.to_owned(), count)).collect();
        levels.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(levels)
    }

    /// Numbers the groups of one year, one level and one value of `column` (all together if there is none).
    pub(crate) fn grouping(
        &self,
        column: Option<&str>,
        places: &IdxCa,
        years: &Int32Chunked,
    ) -> Result<Grouping> {
        let levels = self.0.column("level")?.str()?;
        let names = match column {
            Some(column) => self.0.column(column)?.str()?.clone(),
            None => StringChunked::full("all".into(), "", self.0.height()),
        };
        let mut numbers: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        let mut of_place = Vec::with_capacity(self.0.height());
        let mut last = (("", ""), 0);
        for (level, name) in levels.iter().zip(names.iter()) {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let key = (level.unwrap_or_default(), name.unwrap_or_default());
            // Neighbours mostly are of one group.
            if next == 0 || last.0 != key {
                last = (key, *numbers.entry(key).or_insert(next));
            }
            of_place.push(last.1);
        }
        let first = years.min().unwrap_or_default();
        let span = u32::try_from(years.max().unwrap_or_default() - first).unwrap_or_default() + 1;
        let group = |(place, year): (IdxSize, i32)| {
            let of_place = of_place.get(place as usize).copied().unwrap_or_default();
            of_place * span + u32::try_from(year - first).unwrap_or_default()
        };
        let groups: Vec<u32> = match (places.cont_slice(), years.cont_slice()) {
            (Ok(places), Ok(years)) => places.iter().copied().zip(years.iter().copied()).map(group).collect(),
            // Every report has both.
            _ => places.into_no_null_iter().zip(years.into_no_null_iter()).map(group).collect(),
        };
        let count = numbers.len() * span as usize;
        Ok(Grouping { count, of_report: Series::new(GROUP.into(), groups) })
    }
}

/// The groups in which reports are ranked.
#[derive(Clone, Debug)]
pub(crate) struct Grouping {
    /// One more than the highest number.
    pub(crate) count: usize,
    /// The number of each report's group, as the column [`GROUP`].
    pub(crate) of_report: Series,
}
