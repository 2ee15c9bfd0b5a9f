//! The sheets of a workbook of `check` that go back to the regions: one a region, with its findings and the
//! official tables as they are printed, the cells in question marked.
//!
//! ```text
//! Answer ─► region ─► sheet ─► worksheet
//!            official tables ┘
//! ```
//!
//! It takes the answer's tables as they are and judges nothing.

mod mark;
mod region;
mod sheet;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rust_xlsxwriter::{Workbook, XlsxError};

use self::region::Region;
use super::xlsx::unique_name;
use crate::analysis::{Answer, Note, Table};
use crate::text::{Lang, workbook as words};

/// Regions beyond which there are no sheets: a choice among them would be arbitrary, and nobody pages
/// through more.
const MAX_REGIONS: usize = 200;

fn is_check(answer: &Answer) -> bool {
    answer.question == "check"
}

/// Whether a table is there for these sheets only and has none of its own.
pub(super) fn is_part(answer: &Answer, table: &Table) -> bool {
    is_check(answer) && table.id == "cells"
}

/// Adds a sheet for each region with an error or a warning, by code; or says why there are none.
pub(super) fn add(
    book: &mut Workbook,
    answer: &Answer,
    lang: Lang,
    used: &mut Vec<String>,
) -> Result<Option<Note>, XlsxError> {
    if !is_check(answer) {
        return Ok(None);
    }
    let mut regions = region::blamed(answer);
    if regions.len() > MAX_REGIONS {
        return Ok(Some(Note::warning(words::too_many_regions(regions.len(), MAX_REGIONS))));
    }
    region::read_reports(answer, &mut regions);
    let titles = region::rule_titles(answer);
    let namesakes = namesakes(regions.values());
    for region in regions.values() {
        let is_alone = namesakes.get(&region.name.to_lowercase()).is_none_or(|count| *count == 1);
        let code = (!is_alone).then_some(region.code.as_str());
        let name = unique_name(&region.name, code, &region.code, used);
        let sheet = book.add_worksheet();
        sheet.set_name(&name)?;
        used.push(name);
        sheet::fill(sheet, answer, region, &titles, lang)?;
    }
    Ok(None)
}

/// How many regions have each name.
fn namesakes<'a>(regions: impl Iterator<Item = &'a Region>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for region in regions {
        *counts.entry(region.name.to_lowercase()).or_default() += 1;
    }
    counts
}
