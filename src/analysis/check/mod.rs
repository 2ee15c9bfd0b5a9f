//! Which figures contradict each other, what is suspicious, and who has not reported.

use std::collections::BTreeSet;

use polars::prelude::*;

mod tables;

use tables::{Names, cell_rows, coverage_rows, finding_rows, region_rows, rule_rows};

use super::about::{column, provenance};
use super::places::{Places, one_of};
use super::{Answer, Column, Coverage, Kind, Table, Which};
use crate::check::{self, Due, Finding, Mode, Reports, Rule, Severity, Thresholds, Verdict, Wanted};
use crate::dataset::{Dataset, Years};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Label, Lang, Note, check as said, notes, questions, regions};

/// Asks for a check.
#[derive(Clone, Debug)]
pub struct CheckRequest {
    /// The reports; all years without any named.
    pub which: Which,
    /// Rules by id; all if empty.
    pub rules: Vec<String>,
    /// The lightest findings to list.
    pub severity: Severity,
    /// How blanks are taken.
    pub mode: Mode,
    /// From when a figure is suspicious.
    pub thresholds: Thresholds,
    /// Language of the sentences.
    pub lang: Lang,
    /// Columns of the findings, in this order; all if empty.
    pub columns: Vec<String>,
    /// Whether the figures of the reports with findings are wanted too, for the official tables.
    pub cells: bool,
}

const FINDINGS: [(&str, Kind, u8); 13] = [
    ("severity", Kind::Id, 0),
    ("rule", Kind::Text, 0),
    ("region_code", Kind::Text, 6),
    ("region", Kind::Text, 0),
    ("prefecture", Kind::Text, 7),
    ("province", Kind::Text, 5),
    ("year", Kind::Year, 0),
    ("field", Kind::Field, 4),
    ("expected", Kind::Number, 3),
    ("found", Kind::Number, 3),
    ("difference", Kind::Number, 2),
    ("evidence", Kind::Text, 8),
    ("message", Kind::Text, 0),
];

/// Runs the rules over the reports.
///
/// # Errors
/// Names that do not resolve, figures that cannot be read, no report left.
pub fn check(dataset: &Dataset, request: &CheckRequest) -> Result<Answer> {
    let [answer] = check_in(dataset, request, [request.lang])?;
    Ok(answer)
}

/// The same with its sentences in each of the languages, from one run of the rules.
pub(super) fn check_in<const N: usize>(
    dataset: &Dataset,
    request: &CheckRequest,
    langs: [Lang; N],
) -> Result<[Answer; N]> {
    let rules = check::find_rules(&request.rules)?;
    let places = Places::resolve(dataset, &request.which)?;
    let years = request.which.years.unwrap_or_default();
    let mut reports = read(dataset, request, &rules, &places, years)?;
    let mut notes = places.notes.clone();
    notes.extend(dataset.notes().iter().chain(&reports.1).cloned());
    let reports = {
        reports.0.expect(due(dataset, request, &places, &reports.0)?);
        reports.0
    };
    let mut verdicts = Vec::new();
    for rule in rules {
        verdicts.push((rule, rule.run(&reports, &request.thresholds)?));
    }
    let coverage = check::coverage(&reports)?;
    let mut findings: Vec<&Finding> = verdicts.iter().flat_map(|(_, verdict)| &verdict.findings).collect();
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.severity, f.region_code.clone(), f.year);
        key(a).cmp(&key(b))
    });
    let names = Names::of(dataset, &reports)?;
    notes.push(summary(&reports, &verdicts, &findings, request.mode));
    notes.extend(not_run(&verdicts));
    let shown: Vec<&Finding> = findings.iter().copied().filter(|f| f.severity <= request.severity).collect();
    let wanted = super::pick_columns(&all_columns(&FINDINGS), &request.columns, &[])?;
    let list = |lang: Lang| -> Result<Table> {
        let list = finding_rows(&shown, &names, lang)?;
        let frame = list.select(wanted.iter().map(|column| column.name.as_str()))?;
        Ok(Table { id: "check", title: questions::CHECK.label(), frame, columns: wanted.clone() })
    };
    let by_rule = |lang: Lang| -> Result<Table> {
        Ok(table("rules", questions::CHECK_RULES.label(), rule_rows(&verdicts, lang)?))
    };
    let mut tables = vec![
        list(request.lang)?,
        by_rule(request.lang)?,
        table("regions", questions::CHECK_REGIONS.label(), region_rows(&reports, &findings, &names)?),
        table("coverage", questions::CHECK_COVERAGE.label(), coverage_rows(&coverage, &names)?),
    ];
    if request.cells {
        tables.push(table("cells", questions::CHECK_CELLS.label(), cell_rows(&reports, &shown, &names)?));
    }
    let count = reports.len();
    let answer = Answer {
        question: "check",
        title: questions::check_title(&years.label()),
        subtitle: questions::check_subtitle(count, region_count(&reports)),
        tables,
        metrics: Vec::new(),
        terms: Vec::new(),
        coverage: vec![Coverage {
            metric: "check".to_owned(),
            selected: count,
            used: count,
            left_out: Vec::new(),
        }],
        notes,
        provenance: provenance(dataset),
    };
    let mut answers = langs.map(|_| answer.clone());
    for (answer, lang) in answers.iter_mut().zip(langs).filter(|(_, lang)| *lang != request.lang) {
        let worded = [list(lang)?, by_rule(lang)?];
        answer.tables.splice(0..worded.len(), worded);
    }
    Ok(answers)
}

/// How many findings of an answer are errors.
pub fn error_count(answer: &Answer) -> usize {
    let table = answer.tables.iter().find(|table| table.id == "rules");
    let Some(frame) = table.map(|table| &table.frame) else { return 0 };
    let Ok(Ok(errors)) = frame.column("errors").map(|errors| errors.u32()) else { return 0 };
    errors.iter().flatten().map(|n| n as usize).sum()
}

/// Reads the reports, and what was said while reading.
fn read(
    dataset: &Dataset,
    request: &CheckRequest,
    rules: &[&Rule],
    places: &Places,
    years: Years,
) -> Result<(Reports, Vec<Note>)> {
    let whole = rules.iter().any(|rule| rule.needs_all);
    let mut condition = places.within();
    if let Some(codes) = &places.shown {
        condition = condition.and(one_of("region_code", &codes.iter().cloned().collect::<Vec<_>>()));
    }
    if let Some(level) = &request.which.level {
        condition = condition.and(col("level").eq(lit(regions::level_id(level))));
    }
    let wanted = Wanted { years, scope: request.which.scope, regions: condition, mode: request.mode, whole };
    let (reports, panel) = Reports::read(dataset, &wanted)?;
    if reports.is_empty() && places.shown.is_none() && !has_places(&request.which) {
        return Err(Error::new(ErrorKind::Request, notes::no_report_left(&years.label())));
    }
    Ok((reports, panel.notes))
}

fn has_places(which: &Which) -> bool {
    !which.regions.is_empty() || !which.provinces.is_empty() || !which.prefectures.is_empty()
}

/// The regions of which reports are due: those under the places asked for, of the levels that report.
fn due(dataset: &Dataset, request: &CheckRequest, places: &Places, reports: &Reports) -> Result<Vec<Due>> {
    if !has_places(&request.which) {
        return Ok(Vec::new());
    }
    let mut condition = places.within();
    if let Some(codes) = &places.shown {
        condition = condition.and(one_of("region_code", &codes.iter().cloned().collect::<Vec<_>>()));
    } else {
        let asked = (0..reports.frame().height()).filter(|row| reports.is_asked(*row));
        let levels: BTreeSet<&str> = asked.map(|row| reports.text(row, "level")).collect();
        let levels: Vec<String> = match &request.which.level {
            Some(level) => vec![regions::level_id(level)],
            None if levels.is_empty() => vec!["county".to_owned()],
            None => levels.into_iter().map(str::to_owned).collect(),
        };
        condition = condition.and(one_of("level", &levels));
    }
    let spans = dataset.regions.spans(condition)?;
    Ok(spans.into_iter().map(|(region_code, from, to)| Due { region_code, from, to }).collect())
}

fn all_columns(columns: &[(&str, Kind, u8)]) -> Vec<Column> {
    columns.iter().map(|(name, kind, order)| column(name, *kind, *order)).collect()
}

/// A table whose columns are described by what they hold.
fn table(id: &'static str, title: Label, frame: DataFrame) -> Table {
    let kind = |name: &str, dtype: &DataType| match name {
        "year" => Kind::Year,
        "severity" | "status" => Kind::Id,
        "field" => Kind::Field,
        "value" => Kind::Number,
        _ if dtype.is_string() => Kind::Text,
        _ => Kind::Count,
    };
    let columns = frame.columns().iter().map(|c| column(c.name(), kind(c.name(), c.dtype()), 0)).collect();
    Table { id, title, frame, columns }
}

/// How many reports were checked, and what was found.
fn summary(reports: &Reports, verdicts: &[(&Rule, Verdict)], findings: &[&Finding], mode: Mode) -> Note {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let compared = verdicts.iter().map(|(_, verdict)| verdict.assessed).sum();
    let strict = mode == Mode::Strict;
    Note::info(said::summary(reports.len(), compared, Severity::ALL.map(count), strict)).on_charts()
}

/// The rules that could not look at any report.
fn not_run(verdicts: &[(&Rule, Verdict)]) -> Option<Note> {
    let rules = verdicts.iter().filter(|(_, verdict)| verdict.assessed == 0);
    let rules: Vec<(&str, Option<&Label>)> = rules.map(|(rule, v)| (rule.id, v.remark.as_ref())).collect();
    (!rules.is_empty()).then(|| Note::warning(said::not_assessed(&rules)))
}

fn region_count(reports: &Reports) -> usize {
    let asked = (0..reports.frame().height()).filter(|row| reports.is_asked(*row));
    let codes: BTreeSet<&str> = asked.map(|row| reports.key(row).0).collect();
    codes.len()
}
