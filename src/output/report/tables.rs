//! Tables of the page: what stands in their cells and by what they are sorted.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::view::View;
use crate::analysis::Answer;
use crate::error::Result;
use crate::output::cell::is_right;
use crate::schema::Unit;
use crate::text::{Label, Text, report as words, words as table_words};

/// A table that can be sorted and filtered.
#[derive(Serialize)]
pub(super) struct HtmlTable {
    id: &'static str,
    caption: Label,
    head: Vec<Head>,
    rows: Vec<Row>,
    /// The metrics among which the reader chooses; none for a table that is not by metric.
    metrics: Vec<Choice>,
}

#[derive(Serialize)]
struct Head {
    label: Label,
    number: bool,
}

#[derive(Serialize)]
struct Choice {
    id: String,
    title: Label,
}

#[derive(Serialize)]
struct Row {
    /// Code of the region that the row is about.
    region: String,
    metric: String,
    cells: Vec<HtmlCell>,
}

#[derive(Serialize)]
struct HtmlCell {
    text: Label,
    number: bool,
    /// Code of the region to whose section the cell leads.
    link: String,
    /// The class of an identifier: `error`, `warning`.
    mark: String,
    /// Whether the text is a sentence, which may take several lines.
    long: bool,
}

impl HtmlTable {
    /// Drops the links to regions that have no section of their own.
    pub(super) fn keep_links(mut self, codes: &BTreeSet<&str>) -> Self {
        for cell in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
            if !codes.contains(cell.link.as_str()) {
                cell.link.clear();
            }
        }
        self
    }
}

impl HtmlCell {
    fn text(text: Label) -> Self {
        Self { text, number: false, link: String::new(), mark: String::new(), long: false }
    }

    fn number(text: String) -> Self {
        Self { number: true, ..Self::text(Label::same(text)) }
    }
}

/// The columns of the table that are there and not blank, the region's name first.
pub(super) fn table(id: &'static str, caption: Text, view: &View<'_>, names: &[&str]) -> HtmlTable {
    let names: Vec<&str> = names.iter().copied().filter(|name| !view.is_blank(name)).collect();
    let head = names.iter().filter_map(|name| view.column(name));
    let head =
        head.map(|column| Head { label: column.label.clone(), number: is_right(column.kind) }).collect();
    let mut metrics: Vec<Choice> = Vec::new();
    let rows = (0..view.rows()).map(|row| {
        let (region, metric) = (view.raw(row, "region_code"), view.raw(row, "metric"));
        if names.contains(&"metric") && !metrics.iter().any(|known| known.id == metric) {
            metrics.push(Choice { id: metric.clone(), title: view.label(row, "metric") });
        }
        let cells = names.iter().map(|name| cell(view, row, name, &region)).collect();
        Row { region, metric, cells }
    });
    let rows = rows.collect();
    HtmlTable { id, caption: caption.label(), head, rows, metrics }
}

fn cell(view: &View<'_>, row: usize, name: &str, region: &str) -> HtmlCell {
    let is_number = view.column(name).is_some_and(|column| is_right(column.kind));
    let text = view.label(row, name);
    let link = if name == "region" { region.to_owned() } else { String::new() };
    let mark = if name == "severity" { view.raw(row, name) } else { String::new() };
    HtmlCell { text, number: is_number, link, mark, long: name == "message" }
}

/// The findings, with their sentences in both languages.
pub(super) fn findings(checks: &[Answer; 2]) -> Result<HtmlTable> {
    let [zh, en] = checks;
    let (zh, en) = (View::of(zh, "check")?, View::of(en, "check")?);
    let names = ["region", "prefecture", "province", "year", "severity", "rule", "message"];
    let mut table = table("finding-table", words::FINDINGS, &zh, &names);
    for (row, entry) in table.rows.iter_mut().enumerate() {
        if let Some(last) = entry.cells.last_mut() {
            last.text.en = en.raw(row, "message");
        }
    }
    Ok(table)
}

/// The shares of outcomes, a row for each region and a column for each outcome.
pub(super) fn outcomes(answer: &Answer) -> Result<HtmlTable> {
    let view = View::of(answer, "outcomes")?;
    let mut outcomes: Vec<String> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    let mut shares: BTreeMap<(usize, String), String> = BTreeMap::new();
    for row in 0..view.rows() {
        let (region, outcome) = (view.raw(row, "region_code"), view.raw(row, "outcome"));
        if rows.last().is_none_or(|last| last.region != region) {
            let name = HtmlCell { link: region.clone(), ..HtmlCell::text(view.label(row, "region")) };
            let total = view.number(row, "denominator");
            let total = HtmlCell::number(total.map_or_else(dash, |n| Unit::Case.format(n)));
            rows.push(Row { region, metric: String::new(), cells: vec![name, total] });
        }
        if outcome == "resolved_total" {
            continue;
        }
        if !outcomes.contains(&outcome) {
            outcomes.push(outcome.clone());
        }
        shares.insert((rows.len(), outcome), view.text(row, "share", crate::text::Lang::Zh));
    }
    for (place, row) in (1..).zip(&mut rows) {
        row.cells.extend(outcomes.iter().map(|outcome| {
            let text = shares.get(&(place, outcome.clone())).cloned().unwrap_or_else(dash);
            HtmlCell::number(text)
        }));
    }
    let heading = |label: Label, number| Head { label, number };
    let mut head = vec![heading(words::REGION.label(), false), heading(words::CASES.label(), true)];
    head.extend(outcomes.iter().map(|outcome| heading(table_words::of_id(outcome).clone(), true)));
    let caption = words::OUTCOME_TABLE.label();
    Ok(HtmlTable { id: "outcome-table", caption, head, rows, metrics: Vec::new() })
}

/// No figure.
fn dash() -> String {
    crate::text::output::NO_FIGURE.to_owned()
}
