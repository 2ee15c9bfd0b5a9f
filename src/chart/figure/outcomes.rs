//! Outcomes as bars of 100 per cent.

use std::collections::BTreeMap;

use super::{Cells, Figure, Head, count, coverage_line, height};
use crate::analysis::Answer;
use crate::chart::Size;
use crate::chart::stack::{Stack100, StackRow};
use crate::error::Result;
use crate::schema::Outcome;
use crate::text::{charts as words, words as table_words};

/// The parts of a bar: the six outcomes, and what they leave of the total.
const PARTS: [&str; 7] = [
    "granted",
    "partly_granted",
    "denied",
    "unavailable",
    "not_processed",
    "otherwise_handled",
    "unexplained",
];

pub(super) fn figure(answer: &Answer, asked: &Figure<'_>) -> Result<Stack100> {
    let lang = asked.lang;
    let cells = Cells::named(answer, "outcomes")?;
    let (codes, names, years) = (cells.texts("region_code")?, cells.texts("region")?, cells.years()?);
    let (outcomes, reasons, applicants) =
        (cells.texts("outcome")?, cells.texts("reason")?, cells.texts("applicant")?);
    let counts = cells.numbers("count")?;
    // One bar a region and year, in the order of the table; the applicants' columns are not drawn.
    let mut order: Vec<(&str, &str, i32)> = Vec::new();
    let mut bars: BTreeMap<(&str, &str, i32), BTreeMap<&str, f64>> = BTreeMap::new();
    for i in 0..cells.rows() {
        let (Some(code), Some(name), Some(year)) = (codes.get(i), names.get(i), years.get(i)) else {
            continue;
        };
        if applicants.get(i) != Some(&"everyone") || reasons.get(i).is_some_and(|reason| !reason.is_empty()) {
            continue;
        }
        let key = (*code, *name, *year);
        if !bars.contains_key(&key) {
            order.push(key);
        }
        let bar = bars.entry(key).or_default();
        if let (Some(outcome), Some(Some(count))) = (outcomes.get(i), counts.get(i)) {
            bar.insert(outcome, *count);
        }
    }
    let several_years = order.iter().any(|(.., year)| order.first().is_some_and(|first| first.2 != *year));
    let rows: Vec<StackRow> = order
        .iter()
        .filter_map(|key| {
            let (code, name, year) = *key;
            let bar = bars.get(key)?;
            let name = table_words::of_id(name).get(lang).to_owned();
            Some(StackRow {
                region_code: code.to_owned(),
                label: if several_years { year.to_string() } else { name.clone() },
                group: several_years.then_some(name),
                n: bar.get(Outcome::Total.field()).and_then(|total| count(Some(*total))),
                parts: PARTS
                    .iter()
                    .map(|part| bar.get(part).copied().filter(|count| *count >= 0.0))
                    .collect(),
                highlight: asked.is_highlighted(code),
            })
        })
        .collect();
    let span =
        (years.iter().min().copied().unwrap_or_default(), years.iter().max().copied().unwrap_or_default());
    let mut footer: Vec<String> = vec![words::OUTCOMES_OF.get(lang).to_owned()];
    footer.extend(answer.coverage.iter().map(|coverage| coverage_line(coverage).get(lang).to_owned()));
    let head = Head {
        title: words::outcomes_title(span).get(lang).to_owned(),
        subtitle: words::stack_subtitle(&answer.subtitle).get(lang).to_owned(),
        footer,
        desc: words::outcomes_desc(span, rows.len()).get(lang).to_owned(),
    };
    let groups = rows.iter().map(|row| &row.group).collect::<std::collections::BTreeSet<_>>().len();
    let lines = if several_years { rows.len() + groups } else { rows.len() };
    let size = Size::new(1200, height(lines, 220, 34, 3400));
    let used = PARTS
        .iter()
        .rposition(|part| bars.values().any(|bar| bar.contains_key(part)))
        .map_or(6, |at| at.max(5) + 1);
    let categories =
        PARTS.iter().take(used).map(|part| table_words::of_id(part).get(lang).to_owned()).collect();
    Ok(Stack100 { frame: asked.frame(answer, head, size), categories, rows, n_label: None })
}
