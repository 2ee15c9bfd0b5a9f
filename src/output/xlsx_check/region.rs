//! What an answer of `check` knows of each region: its findings, and the figures of its reports.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::Column as Data;

use crate::analysis::{Answer, Table};
use crate::output::cell::Cell;
use crate::output::official::layout::Shape;
use crate::schema::Form;
use crate::text::{Text, workbook as words};

/// Weight of a finding, the heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Severity {
    Error,
    Warning,
    Info,
}

impl Severity {
    fn from_id(id: &str) -> Self {
        match id {
            "error" => Self::Error,
            "warning" => Self::Warning,
            _ => Self::Info,
        }
    }

    pub(super) const fn name(self) -> Text {
        match self {
            Self::Error => words::ERROR,
            Self::Warning => words::WARNING,
            Self::Info => words::INFO,
        }
    }
}

/// A finding of a report.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub rule: String,
    pub severity: Severity,
    pub year: i32,
    /// The field in question; empty if there is none.
    pub field: String,
    pub expected: Option<f64>,
    pub found: Option<f64>,
    pub difference: Option<f64>,
    pub message: String,
}

/// A figure of a report, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Figure {
    pub value: Option<f64>,
    pub severity: Option<Severity>,
    /// The rules that blame it, `E1、E5`.
    pub rules: String,
}

/// The figures of a report by field.
#[derive(Clone, Debug)]
pub(super) struct Report {
    pub form: Form,
    pub figures: BTreeMap<String, Figure>,
}

impl Shape for Report {
    fn form(&self) -> Form {
        self.form
    }

    /// A figure, or a finding that blames the blank.
    fn has(&self, field: &str) -> bool {
        self.figures.get(field).is_some_and(|figure| figure.value.is_some() || figure.severity.is_some())
    }
}

/// A region and everything that its sheet shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Region {
    pub code: String,
    pub name: String,
    pub prefecture: String,
    pub province: String,
    /// Years of which there is a report.
    pub years: BTreeSet<i32>,
    /// The newest year first, in it the heaviest first.
    pub findings: Vec<Finding>,
    pub reports: BTreeMap<i32, Report>,
}

impl Region {
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    fn is_blamed(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity != Severity::Info)
    }

    /// The years whose tables are drawn, newest first: those with an error or a warning.
    pub(super) fn years_in_question(&self) -> Vec<i32> {
        let blamed = self.findings.iter().filter(|finding| finding.severity != Severity::Info);
        let years: BTreeSet<i32> = blamed.map(|finding| finding.year).collect();
        years.into_iter().rev().collect()
    }
}

/// A table's columns by name; what is not there reads as null.
struct Rows<'a> {
    columns: BTreeMap<&'a str, &'a Data>,
    height: usize,
}

impl<'a> Rows<'a> {
    fn new(table: Option<&'a Table>) -> Self {
        let columns = table.into_iter().flat_map(|table| table.frame.columns());
        let columns = columns.map(|column| (column.name().as_str(), column)).collect();
        Self { columns, height: table.map_or(0, |table| table.frame.height()) }
    }

    fn get(&self, row: usize, name: &str) -> Cell<'a> {
        let column = self.columns.get(name);
        column.map_or(Cell::Null, |column| column.get(row).map_or(Cell::Null, Cell::read))
    }

    fn text(&self, row: usize, name: &str) -> String {
        self.get(row, name).raw().into_owned()
    }

    fn number(&self, row: usize, name: &str) -> Option<f64> {
        self.get(row, name).number()
    }

    fn whole(&self, row: usize, name: &str) -> Option<i32> {
        match self.get(row, name) {
            Cell::Whole(whole) => i32::try_from(whole).ok(),
            _ => None,
        }
    }
}

fn rows<'a>(answer: &'a Answer, id: &str) -> Rows<'a> {
    Rows::new(answer.tables.iter().find(|table| table.id == id))
}

/// The regions with an error or a warning, by code, without the figures of their reports.
pub(super) fn blamed(answer: &Answer) -> BTreeMap<String, Region> {
    let table = rows(answer, "check");
    let mut regions: BTreeMap<String, Region> = BTreeMap::new();
    for row in 0..table.height {
        let (code, Some(year)) = (table.text(row, "region_code"), table.whole(row, "year")) else { continue };
        if code.is_empty() {
            continue;
        }
        let region = regions.entry(code.clone()).or_default();
        if region.findings.iter().all(|finding| finding.year < year) {
            // a region that was renamed has the name of its newest report
            let [name, prefecture, province] =
                ["region", "prefecture", "province"].map(|column| table.text(row, column));
            (region.name, region.prefecture, region.province) = (name, prefecture, province);
        }
        region.code = code;
        region.findings.push(Finding {
            rule: table.text(row, "rule"),
            severity: Severity::from_id(&table.text(row, "severity")),
            year,
            field: table.text(row, "field"),
            expected: table.number(row, "expected"),
            found: table.number(row, "found"),
            difference: table.number(row, "difference"),
            message: table.text(row, "message"),
        });
    }
    regions.retain(|_, region| region.is_blamed());
    for region in regions.values_mut() {
        region.findings.sort_by_key(|finding| (std::cmp::Reverse(finding.year), finding.severity));
    }
    regions
}

/// Adds the years and the figures of the reports.
pub(super) fn read_reports(answer: &Answer, regions: &mut BTreeMap<String, Region>) {
    let coverage = rows(answer, "coverage");
    for row in 0..coverage.height {
        let Some(region) = regions.get_mut(&*coverage.get(row, "region_code").raw()) else { continue };
        if coverage.text(row, "status") != "none" {
            region.years.extend(coverage.whole(row, "year"));
        }
    }
    let cells = rows(answer, "cells");
    for row in 0..cells.height {
        let Some(region) = regions.get_mut(&*cells.get(row, "region_code").raw()) else { continue };
        let Some(year) = cells.whole(row, "year") else { continue };
        let number = cells.whole(row, "form");
        let form = Form::ALL.into_iter().find(|form| Some(form.number()) == number);
        let report = region.reports.entry(year).or_insert_with(|| Report {
            form: form.unwrap_or(Form::of_year(year)),
            figures: BTreeMap::new(),
        });
        let severity = Some(cells.text(row, "severity")).filter(|id| !id.is_empty());
        report.figures.insert(
            cells.text(row, "field"),
            Figure {
                value: cells.number(row, "value"),
                severity: severity.map(|id| Severity::from_id(&id)),
                rules: cells.text(row, "rules"),
            },
        );
    }
}

/// What each rule is about.
pub(super) fn rule_titles(answer: &Answer) -> BTreeMap<String, String> {
    let table = rows(answer, "rules");
    (0..table.height).map(|row| (table.text(row, "rule"), table.text(row, "title"))).collect()
}
