//! Where the form changes between the years of an answer that draws several together.

use polars::prelude::*;

use crate::analysis::about::column;
use crate::analysis::sample::Sample;
use crate::analysis::{Kind, Table};
use crate::error::Result;
use crate::metric::Metric;
use crate::text::questions;

/// The first year on a new form for each of the metrics that are `wanted`; years on a form that does not have the
/// metric are none of its years.
pub(super) fn breaks(sample: &Sample, wanted: impl Fn(&Metric) -> bool) -> Result<Table> {
    let (mut metrics, mut years) = (Vec::new(), Vec::new());
    let by_form = sample.years_by_form()?;
    for metric in sample.metrics.iter().filter(|metric| wanted(metric)) {
        let mut before = None;
        for (_, of_form) in by_form.iter().filter(|(form, _)| metric.forms().contains(**form)) {
            // A single report on the new form in a year of the old one changes nothing.
            let new = of_form.iter().copied().find(|year| before.is_none_or(|last| *year > last));
            if let (Some(_), Some(year)) = (before, new) {
                metrics.push(metric.id.clone());
                years.push(year);
            }
            before = before.max(of_form.last().copied());
        }
    }
    let frame = df!["metric" => metrics, "year" => years]?;
    let columns = vec![column("metric", Kind::Id, 0), column("year", Kind::Year, 0)];
    Ok(Table { id: "breaks", title: questions::BREAKS.label(), frame, columns })
}
