//! What the reports of a dataset have: years, provinces, prefectures, regions.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::Which;
use super::figures::panel;
use super::places::{Places, choose_levels, one_of};
use crate::dataset::{Dataset, Need};
use crate::error::Result;
use crate::metric::Catalogue;

/// What can be told apart about reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Their years.
    Year,
    /// The provinces of their regions.
    Province,
    /// The prefectures of their regions.
    Prefecture,
    /// The regions: the name, or the code where several have it.
    Region,
}

/// All values of an aspect that the reports of a selection have, years in their order, places in that of their
/// codes. The level is chosen as the questions choose it.
///
/// # Errors
/// Names of the selection that do not resolve, or a dataset that cannot be read.
pub fn there(dataset: &Dataset, which: &Which, aspect: Aspect) -> Result<Vec<String>> {
    let places = Places::resolve(dataset, which)?;
    let years = which.years.unwrap_or_default();
    let need = Need { scope: which.scope, years, ..Need::default() };
    let panel = dataset.panel(&need)?;
    let levels = choose_levels(which, &places, &panel.levels(years, places.within())?)?;
    let reports =
        panel.directory().filter(panel.reports()?, places.within().and(one_of("level", &levels)))?;
    if aspect == Aspect::Year {
        let frame = reports.select([col("year")]).collect()?;
        let years: BTreeSet<i32> = frame.column("year")?.i32()?.iter().flatten().collect();
        return Ok(years.into_iter().map(|year| year.to_string()).collect());
    }
    let column = match aspect {
        Aspect::Province => "province",
        Aspect::Prefecture => "prefecture",
        _ => "region",
    };
    let frame = reports.select([col("region_code"), col(column)]).collect()?;
    let codes = frame.column("region_code")?.str()?.iter().flatten();
    let names = frame.column(column)?.str()?.iter().map(Option::unwrap_or_default);
    let of_code: BTreeMap<&str, &str> = codes.zip(names).filter(|(_, name)| !name.is_empty()).collect();
    let mut values: Vec<String> = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for name in of_code.values() {
        *seen.entry(name).or_default() += 1;
    }
    for (code, name) in of_code {
        let is_ambiguous = aspect == Aspect::Region && seen.get(name).is_some_and(|count| *count > 1);
        let value = if is_ambiguous { code } else { name };
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }
    Ok(values)
}

/// The years in which the reports of a selection turn to another form, by the forms that the reports have: a
/// dataset of another country may keep one form while that of China changes.
///
/// # Errors
/// As [`there`](there()).
pub fn form_breaks(dataset: &Dataset, which: &Which) -> Result<Vec<i32>> {
    let places = Places::resolve(dataset, which)?;
    let years = which.years.unwrap_or_default();
    let panel = dataset.panel(&Need { scope: which.scope, years, form: true, ..Need::default() })?;
    let reports = panel.directory().filter(panel.published(), places.within())?;
    let frame = reports.select([col("form"), col("year")]).unique(None, UniqueKeepStrategy::Any).collect()?;
    let mut by_form: BTreeMap<i32, BTreeSet<i32>> = BTreeMap::new();
    for (form, year) in frame.column("form")?.i32()?.iter().zip(frame.column("year")?.i32()?.iter()) {
        if let (Some(form), Some(year)) = (form, year) {
            by_form.entry(form).or_default().insert(year);
        }
    }
    let mut breaks = Vec::new();
    let mut before: Option<i32> = None;
    for years in by_form.values() {
        // A single report on the new form in a year of the old one changes nothing.
        let new = years.iter().copied().find(|year| before.is_none_or(|last| *year > last));
        breaks.extend(before.and(new));
        before = before.max(years.last().copied());
    }
    Ok(breaks)
}

/// The metrics of a catalogue of which some report of a selection has a value, in the order of the catalogue.
///
/// # Errors
/// As [`there`](there()).
pub fn metrics_there(dataset: &Dataset, catalogue: &Catalogue, which: &Which) -> Result<Vec<String>> {
    let places = Places::resolve(dataset, which)?;
    let years = which.years.unwrap_or_default();
    let mut metrics = Vec::new();
    for id in catalogue.ids() {
        let metric = catalogue.get(id)?;
        if metric.fields().iter().all(|field| dataset.has(field)) {
            metrics.push(metric);
        }
    }
    let fields = metrics.iter().flat_map(crate::metric::Metric::fields).collect();
    let panel = panel(dataset, &Need { scope: which.scope, years, fields, form: true })?;
    let levels = choose_levels(which, &places, &panel.levels(years, places.within())?)?;
    let reports =
        panel.directory().filter(panel.reports()?, places.within().and(one_of("level", &levels)))?;
    let values =
        metrics.iter().map(|metric| metric.value().is_not_null().any(true).alias(metric.id.as_str()));
    let frame = reports.select(values.collect::<Vec<_>>()).collect()?;
    let mut there = Vec::new();
    for metric in metrics {
        if frame.column(&metric.id)?.bool()?.get(0) == Some(true) {
            there.push(metric.id);
        }
    }
    Ok(there)
}
