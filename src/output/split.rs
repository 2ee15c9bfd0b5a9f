//! Cutting an answer into one answer a group.

use std::collections::BTreeMap;

use polars::prelude::{IdxCa, IdxSize, NewChunkedArray, PlSmallStr};

use super::cell::{Cell, Cells};
use crate::analysis::{Answer, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Label, output as words};

/// A group's values by column, and its part of the answer.
pub type Group<'a> = (BTreeMap<&'a str, String>, Answer);

/// What else tells two groups apart that have the same name: there are several 鼓楼区. Two such groups
/// stay apart here, and [`super::names::NamePattern::render_all`] then asks for a longer file name.
const TELLS_APART: [(&str, &[&str]); 2] =
    [("region", &["prefecture", "province"]), ("prefecture", &["province"])];

/// Cuts every table with the given columns into one answer a group, in order of first appearance; a table
/// that has only some of them is cut by those, and one that has none is kept whole. The subtitle names the
/// group; if a metric is among the columns, only its definition and coverage are kept. A null value gives
/// an empty string.
///
/// # Errors
/// [`ErrorKind::Request`] when the main table lacks one of the columns.
pub fn split_by<'a>(answer: &Answer, columns: &[&'a str]) -> Result<Vec<Group<'a>>> {
    if columns.is_empty() {
        return Ok(vec![(BTreeMap::new(), answer.clone())]);
    }
    check(answer, columns)?;
    let keys = with_what_tells_apart(answer, columns);
    let mut groups: Vec<Key> = Vec::new();
    for table in answer.tables.iter().filter(|table| columns.iter().all(|name| has(table, name))) {
        let known: BTreeMap<Key, usize> = groups.iter().cloned().zip(0..).collect();
        let found = rows_by_key(answer, table, &keys);
        let mut new: Vec<(IdxSize, Key)> = found
            .into_iter()
            .filter(|(key, _)| !known.contains_key(key))
            .filter_map(|(key, rows)| rows.first().map(|first| (*first, key)))
            .collect();
        new.sort_unstable();
        groups.extend(new.into_iter().map(|(_, key)| key));
    }
    let parts: Vec<Parts> = answer.tables.iter().map(|table| Parts::new(answer, table, &keys)).collect();
    groups.iter().map(|key| part(answer, columns, &keys, key, &parts)).collect()
}

/// The values of the key columns; None for null or for a column that the table lacks.
type Key = Vec<Option<String>>;

fn has(table: &Table, column: &str) -> bool {
    table.frame.get_column_index(column).is_some()
}

fn check(answer: &Answer, columns: &[&str]) -> Result<()> {
    let Some(main) = answer.main() else {
        return Err(Error::new(ErrorKind::Output, words::no_table(answer.question)));
    };
    let missing: Vec<&str> = columns.iter().copied().filter(|column| !has(main, column)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let present: Vec<&str> = main.frame.get_column_names().into_iter().map(PlSmallStr::as_str).collect();
    Err(Error::new(ErrorKind::Request, words::no_such_group(answer.question, &missing.join(", ")))
        .with_hint(words::has_columns(&present.join(", "))))
}

/// The columns asked for, followed by those that keep apart groups of the same name.
fn with_what_tells_apart<'a>(answer: &Answer, columns: &[&'a str]) -> Vec<&'a str> {
    let mut keys = columns.to_vec();
    for (_, more) in TELLS_APART.iter().filter(|(column, _)| columns.contains(column)) {
        for name in *more {
            if !keys.contains(name) && answer.main().is_some_and(|main| has(main, name)) {
                keys.push(name);
            }
        }
    }
    keys
}

fn rows_by_key(answer: &Answer, table: &Table, keys: &[&str]) -> BTreeMap<Key, Vec<IdxSize>> {
    let cells = Cells::new(answer, table);
    let places: Vec<Option<usize>> = keys.iter().map(|key| table.frame.get_column_index(key)).collect();
    let value = |row: usize, place: &Option<usize>| match cells.get(row, (*place)?) {
        Cell::Null => None,
        cell => Some(cell.raw().into_owned()),
    };
    let mut rows: BTreeMap<Key, Vec<IdxSize>> = BTreeMap::new();
    for (row, index) in (0..cells.rows()).zip(0..) {
        let key = places.iter().map(|place| value(row, place)).collect();
        rows.entry(key).or_default().push(index);
    }
    rows
}

/// A table's rows by what it has of the key.
struct Parts {
    present: Vec<bool>,
    rows: BTreeMap<Key, Vec<IdxSize>>,
}

impl Parts {
    fn new(answer: &Answer, table: &Table, keys: &[&str]) -> Self {
        Self {
            present: keys.iter().map(|key| has(table, key)).collect(),
            rows: rows_by_key(answer, table, keys),
        }
    }

    /// The rows of a group, or None where the table belongs to all groups.
    fn of(&self, key: &Key) -> Option<&[IdxSize]> {
        if !self.present.contains(&true) {
            return None;
        }
        let own: Key =
            key.iter().zip(&self.present).map(|(value, has)| value.clone().filter(|_| *has)).collect();
        Some(self.rows.get(&own).map_or(&[], Vec::as_slice))
    }
}

fn part<'a>(
    answer: &Answer,
    columns: &[&'a str],
    keys: &[&str],
    key: &Key,
    parts: &[Parts],
) -> Result<Group<'a>> {
    let mut tables = Vec::with_capacity(answer.tables.len());
    for (table, parts) in answer.tables.iter().zip(parts) {
        let mut table = table.clone();
        if let Some(rows) = parts.of(key) {
            table.frame = table.frame.take(&IdxCa::from_slice("rows".into(), rows))?;
        }
        tables.push(table);
    }
    let mut part = Answer { tables, ..answer.clone() };
    let values: BTreeMap<&'a str, String> =
        columns.iter().copied().zip(key.iter().map(|value| value.clone().unwrap_or_default())).collect();
    if let Some(metric) = values.get("metric") {
        part.metrics.retain(|card| card.id == *metric);
        part.coverage.retain(|entry| entry.metric == *metric);
    }
    name(&mut part, answer, keys, key);
    if columns.iter().any(|column| *column != "metric") {
        let level = crate::analysis::Level::Info;
        part.notes.push(crate::analysis::Note { level, text: words::part_coverage(), on_chart: false });
    }
    Ok((values, part))
}

/// Says in the subtitle what the part holds.
fn name(part: &mut Answer, whole: &Answer, keys: &[&str], key: &Key) {
    let shown = |value: &str, column: &str, zh: bool| {
        let card = if column == "metric" { whole.metric(value) } else { None };
        let title = card.map(|card| if zh { card.title.zh.clone() } else { card.title.en.clone() });
        let title = title.or_else(|| {
            let term = whole.term(value).filter(|_| column == "class")?;
            Some(if zh { term.zh.clone() } else { term.en.clone() })
        });
        title.unwrap_or_else(|| value.to_owned())
    };
    let group = |zh: bool| {
        let values = key.iter().zip(keys).filter_map(|(value, column)| {
            value.as_deref().filter(|value| !value.is_empty()).map(|value| shown(value, column, zh))
        });
        values.collect::<Vec<_>>().join(if zh { "，" } else { ", " })
    };
    let (zh, en) = (words::part(&group(true)).zh, words::part(&group(false)).en);
    let join = |old: &str, new: String, mark: &str| {
        if old.is_empty() { new } else { format!("{old}{mark}{new}") }
    };
    part.subtitle = Label::new(join(&whole.subtitle.zh, zh, "；"), join(&whole.subtitle.en, en, "; "));
}

#[cfg(test)]
mod tests {
    use polars::df;

    use super::*;
    use crate::output::fixture;
    use crate::output::names::NamePattern;

    fn regions(answer: &Answer) -> Vec<String> {
        let cells = Cells::new(answer, &answer.tables[0]);
        let place = cells.columns().position(|column| column.name == "region").unwrap();
        (0..cells.rows()).map(|row| cells.get(row, place).raw().into_owned()).collect()
    }

    #[test]
    fn groups_come_in_order_of_first_appearance() {
        let groups = split_by(&fixture::ranking(), &["prefecture", "year"]).unwrap();
        let names: Vec<_> = groups.iter().map(|(group, _)| group["prefecture"].as_str()).collect();
        assert_eq!(names, ["吴忠市", "固原市"]);
        assert_eq!(groups[0].0["year"], "2022");
        assert_eq!(regions(&groups[0].1), ["同心县", "=1+1"]);
        assert_eq!(regions(&groups[1].1), ["西吉县"]);
        assert!(groups[1].1.subtitle.zh.ends_with("本文件：固原市，2022，宁夏"));
    }

    #[test]
    fn a_table_without_the_columns_is_kept_whole() {
        let mut answer = fixture::ranking();
        let mut other = answer.tables[0].clone();
        other.frame = df!("province" => ["宁夏", "甘肃"], "n" => [1, 2]).unwrap();
        answer.tables.push(other.clone());
        other.frame = df!("note" => ["a", "b"]).unwrap();
        answer.tables.push(other);
        let groups = split_by(&answer, &["province", "year"]).unwrap();
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].1.tables[1].frame.height(), 1, "cut by what it has");
        assert_eq!(groups[0].1.tables[2].frame.height(), 2, "whole");
    }

    #[test]
    fn a_metric_keeps_its_own_definition_only() {
        let groups = split_by(&fixture::two_metrics(), &["metric"]).unwrap();
        assert_eq!(groups.len(), 2);
        assert_eq!(groups[1].1.metrics.len(), 1);
        assert_eq!(groups[1].1.coverage[0].metric, "received");
        assert!(groups[1].1.subtitle.zh.ends_with("收到申请"));
        assert_eq!(groups[1].1.notes.len(), 1, "no remark on coverage: it is the metric's own");
    }

    #[test]
    fn two_counties_of_one_name_are_not_put_together() {
        let frame = df!(
            "region" => ["鼓楼区", "鼓楼区", "鼓楼区"],
            "prefecture" => ["南京市", "福州市", "南京市"],
            "year" => [2021, 2021, 2022],
        );
        let answer = fixture::plain(frame.unwrap());
        let groups = split_by(&answer, &["region"]).unwrap();
        assert_eq!(groups.len(), 2);
        let names = groups.iter().map(|(group, _)| group);
        assert!(NamePattern::parse("{region}.csv").unwrap().render_all(names).is_err());
        let groups = split_by(&answer, &["prefecture", "region"]).unwrap();
        let names = groups.iter().map(|(group, _)| group);
        let paths = NamePattern::parse("{prefecture}{region}.csv").unwrap().render_all(names).unwrap();
        assert_eq!(paths.len(), 2);
    }

    #[test]
    fn a_column_that_the_answer_lacks_is_named_with_those_it_has() {
        let error = split_by(&fixture::two_metrics(), &["province"]).unwrap_err();
        assert!(error.to_string().contains("no column province"));
        assert!(error.hint(crate::text::Lang::En).unwrap().contains("region, metric"));
    }

    #[test]
    fn null_is_a_group_of_its_own() {
        let answer =
            fixture::plain(df!("province" => [Some("宁夏"), None, Some("")], "n" => [1, 2, 3]).unwrap());
        let groups = split_by(&answer, &["province"]).unwrap();
        assert_eq!(groups.len(), 3);
        assert_eq!(groups[1].0["province"], "");
    }
}
