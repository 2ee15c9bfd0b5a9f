//! Where the form changes between years that are ranked: what is ranked before and after is not the same.

use polars::prelude::*;

use crate::analysis::sample::{Sample, column};
use crate::analysis::{Kind, Table};
use crate::error::Result;
use crate::text::questions;

/// The first year on a new form for each metric whose figures on the two forms are not the same; a metric that
/// only one form has is ranked on no other.
pub(super) fn breaks(sample: &Sample) -> Result<Table> {
    let (mut metrics, mut years) = (Vec::new(), Vec::new());
    let by_form = sample.years_by_form()?;
    for metric in sample.metrics.iter().filter(|metric| !metric.is_comparable()) {
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
