//! Which figures contradict each other, what is suspicious, and who has not reported.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::places::{Places, one_of};
use super::sample::{column, provenance};
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
    ("field", Kind::Id, 4),
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
    let rules = check::find_rules(&request.rules)?;
    let places = Places::resolve(dataset, &request.which)?;
    let years = request.which.years.unwrap_or_default();
    let mut reports = read(dataset, request, &places, years)?;
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
    let list = finding_rows(&shown, &names, request.lang)?;
    let list = list.select(wanted.iter().map(|column| column.name.as_str()))?;
    let mut tables = vec![
        Table { id: "check", title: questions::CHECK.label(), frame: list, columns: wanted },
        table("rules", questions::CHECK_RULES.label(), rule_rows(&verdicts, request.lang)?),
        table("regions", questions::CHECK_REGIONS.label(), region_rows(&reports, &findings, &names)?),
        table("coverage", questions::CHECK_COVERAGE.label(), coverage_rows(&coverage, &names)?),
    ];
    if request.cells {
        tables.push(table("cells", questions::CHECK_CELLS.label(), cell_rows(&reports, &shown, &names)?));
    }
    let count = reports.len();
    Ok(Answer {
        question: "check",
        title: questions::check_title(&years.label()),
        subtitle: questions::check_subtitle(count, region_count(&reports)),
        tables,
        metrics: Vec::new(),
        coverage: vec![Coverage {
            metric: "check".to_owned(),
            selected: count,
            used: count,
            left_out: Vec::new(),
        }],
        notes,
        provenance: provenance(dataset),
    })
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
    places: &Places,
    years: Years,
) -> Result<(Reports, Vec<Note>)> {
    let mut condition = places.within();
    if let Some(codes) = &places.shown {
        condition = condition.and(one_of("region_code", &codes.iter().cloned().collect::<Vec<_>>()));
    }
    if let Some(level) = &request.which.level {
        condition = condition.and(col("level").eq(lit(regions::level_id(level))));
    }
    let wanted = Wanted { years, scope: request.which.scope, regions: condition, mode: request.mode };
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
        let levels: BTreeSet<&str> = reports.frame().column("level")?.str()?.iter().flatten().collect();
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
        "severity" | "status" | "field" => Kind::Id,
        "value" => Kind::Number,
        _ if dtype.is_string() => Kind::Text,
        _ => Kind::Count,
    };
    let columns = frame.columns().iter().map(|c| column(c.name(), kind(c.name(), c.dtype()), 0)).collect();
    Table { id, title, frame, columns }
}

/// Region, prefecture and province by code and year.
struct Names {
    by_report: BTreeMap<(String, i32), [String; 3]>,
    by_code: BTreeMap<String, [String; 3]>,
}

impl Names {
    fn of(dataset: &Dataset, reports: &Reports) -> Result<Self> {
        let rows = |frame: &DataFrame, key: &mut dyn FnMut(usize, String, [String; 3])| -> Result<()> {
            let text = |name: &str| Ok::<_, Error>(frame.column(name)?.str()?.clone());
            let (code, names) = (text("region_code")?, ["region", "prefecture", "province"].map(text));
            let [region, prefecture, province] = names;
            let (region, prefecture, province) = (region?, prefecture?, province?);
            for row in 0..frame.height() {
                let of = |column: &StringChunked| column.get(row).unwrap_or_default().to_owned();
                key(row, of(&code), [of(&region), of(&prefecture), of(&province)]);
            }
            Ok(())
        };
        let mut names = Self { by_report: BTreeMap::new(), by_code: BTreeMap::new() };
        rows(&dataset.regions.attributes(&[])?, &mut |_, code, name| {
            names.by_code.insert(code, name);
        })?;
        rows(reports.frame(), &mut |row, code, name| {
            names.by_report.insert((code, reports.key(row).1), name);
        })?;
        Ok(names)
    }

    fn get<'a>(&'a self, code: &'a str, year: i32) -> [&'a str; 3] {
        let found = self.by_report.get(&(code.to_owned(), year)).or_else(|| self.by_code.get(code));
        found.map_or([code, "", ""], |names| names.each_ref().map(String::as_str))
    }
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
    let rows = 0..reports.frame().height();
    let codes: BTreeSet<&str> = rows
        .map(|row| reports.key(row))
        .filter(|(_, year)| reports.years().contains(*year))
        .map(|(c, _)| c)
        .collect();
    codes.len()
}

fn finding_rows(findings: &[&Finding], names: &Names, lang: Lang) -> Result<DataFrame> {
    let name = |i: usize| {
        findings.iter().map(move |f| names.get(&f.region_code, f.year).get(i).copied().unwrap_or_default())
    };
    Ok(df!(
        "severity" => findings.iter().map(|f| f.severity.id()).collect::<Vec<_>>(),
        "rule" => findings.iter().map(|f| f.rule).collect::<Vec<_>>(),
        "region_code" => findings.iter().map(|f| f.region_code.as_str()).collect::<Vec<_>>(),
        "region" => name(0).collect::<Vec<_>>(),
        "prefecture" => name(1).collect::<Vec<_>>(),
        "province" => name(2).collect::<Vec<_>>(),
        "year" => findings.iter().map(|f| f.year).collect::<Vec<_>>(),
        "field" => findings.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(),
        "expected" => findings.iter().map(|f| f.expected).collect::<Vec<_>>(),
        "found" => findings.iter().map(|f| f.found).collect::<Vec<_>>(),
        "difference" => findings.iter().map(|f| f.difference()).collect::<Vec<_>>(),
        "evidence" => findings.iter().map(|f| f.evidence.as_str()).collect::<Vec<_>>(),
        "message" => findings.iter().map(|f| f.message.get(lang)).collect::<Vec<_>>(),
    )?)
}

/// A count as the tables hold it.
fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn rule_rows(verdicts: &[(&Rule, Verdict)], lang: Lang) -> Result<DataFrame> {
    let count =
        |of: &dyn Fn(&Verdict) -> usize| verdicts.iter().map(|(_, v)| whole(of(v))).collect::<Vec<_>>();
    let errors = |v: &Verdict| v.findings.iter().filter(|f| f.severity == Severity::Error).count();
    let reports =
        |v: &Verdict| v.findings.iter().map(|f| (&f.region_code, f.year)).collect::<BTreeSet<_>>().len();
    let remarks = verdicts.iter().map(|(_, v)| v.remark.as_ref().map_or("", |remark| remark.get(lang)));
    Ok(df!(
        "rule" => verdicts.iter().map(|(rule, _)| rule.id).collect::<Vec<_>>(),
        "severity" => verdicts.iter().map(|(rule, _)| rule.severity.id()).collect::<Vec<_>>(),
        "title" => verdicts.iter().map(|(rule, _)| rule.title.get(lang)).collect::<Vec<_>>(),
        "assessed" => count(&|v| v.assessed),
        "not_assessed" => count(&|v| v.not_assessed),
        "findings" => count(&|v| v.findings.len()),
        "errors" => count(&errors),
        "reports" => count(&reports),
        "remark" => remarks.collect::<Vec<_>>(),
    )?)
}

fn region_rows(reports: &Reports, findings: &[&Finding], names: &Names) -> Result<DataFrame> {
    /// Last year, reports, and findings by severity.
    type Counts = (i32, u32, [u32; 3]);
    let mut regions: BTreeMap<&str, Counts> = BTreeMap::new();
    for row in 0..reports.frame().height() {
        let (code, year) = reports.key(row);
        if reports.years().contains(year) {
            let entry = regions.entry(code).or_default();
            (entry.0, entry.1) = (year, entry.1 + 1);
        }
    }
    for finding in findings {
        let entry = regions.entry(&finding.region_code).or_default();
        entry.0 = entry.0.max(finding.year);
        let at = Severity::ALL.iter().position(|severity| *severity == finding.severity);
        if let Some(count) = at.and_then(|at| entry.2.get_mut(at)) {
            *count += 1;
        }
    }
    let rows: Vec<(&str, Counts)> = regions.into_iter().collect();
    let name = |i: usize| {
        rows.iter()
            .map(|(code, (year, ..))| names.get(code, *year).get(i).copied().unwrap_or_default())
            .collect::<Vec<_>>()
    };
    let count = |i: usize| {
        rows.iter().map(|(_, (.., counts))| counts.get(i).copied().unwrap_or_default()).collect::<Vec<_>>()
    };
    Ok(df!(
        "region_code" => rows.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
        "region" => name(0),
        "prefecture" => name(1),
        "province" => name(2),
        "reports" => rows.iter().map(|(_, (_, reports, _))| *reports).collect::<Vec<_>>(),
        "errors" => count(0),
        "warnings" => count(1),
        "infos" => count(2),
    )?)
}

fn coverage_rows(coverage: &[check::Coverage], names: &Names) -> Result<DataFrame> {
    let name = |i: usize| {
        coverage
            .iter()
            .map(|c| names.get(&c.region_code, c.year).get(i).copied().unwrap_or_default())
            .collect::<Vec<_>>()
    };
    Ok(df!(
        "region_code" => coverage.iter().map(|c| c.region_code.as_str()).collect::<Vec<_>>(),
        "region" => name(0),
        "prefecture" => name(1),
        "province" => name(2),
        "year" => coverage.iter().map(|c| c.year).collect::<Vec<_>>(),
        "status" => coverage.iter().map(|c| c.held.id()).collect::<Vec<_>>(),
        "figures" => coverage.iter().map(|c| c.figures).collect::<Vec<_>>(),
    )?)
}

/// The figures of the reports that have an error or a warning, and which of them are in question.
fn cell_rows(reports: &Reports, findings: &[&Finding], names: &Names) -> Result<DataFrame> {
    type Blamed<'a> = BTreeMap<&'a str, (Severity, Vec<&'static str>)>;
    let mut blamed: BTreeMap<(&str, i32), Blamed<'_>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.severity != Severity::Info) {
        let cells = blamed.entry((&finding.region_code, finding.year)).or_default();
        for cell in &finding.cells {
            let entry = cells.entry(cell).or_insert((finding.severity, Vec::new()));
            entry.0 = entry.0.min(finding.severity);
            if !entry.1.contains(&finding.rule) {
                entry.1.push(finding.rule);
            }
        }
    }
    let forms = reports.frame().column("form")?.i32()?;
    let (mut keys, mut form, mut field) = (Vec::new(), Vec::new(), Vec::new());
    let (mut value, mut severity, mut rules) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..reports.frame().height() {
        let (code, year) = reports.key(row);
        let Some(cells) = blamed.get(&(code, year)) else { continue };
        let there = reports.fields().filter(|field| reports.figure(row, field).is_some());
        let all: BTreeSet<&str> = there.chain(cells.keys().copied()).collect();
        for name in all {
            let blame = cells.get(name);
            keys.push((code, year));
            form.push(forms.get(row));
            field.push(name);
            value.push(reports.figure(row, name));
            severity.push(blame.map(|(severity, _)| severity.id()));
            rules.push(blame.map(|(_, rules)| rules.join("、")));
        }
    }
    let name = |i: usize| {
        let of = |(code, year): &(&str, i32)| {
            names.get(code, *year).get(i).copied().unwrap_or_default().to_owned()
        };
        keys.iter().map(of).collect::<Vec<String>>()
    };
    Ok(df!(
        "region_code" => keys.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
        "region" => name(0),
        "prefecture" => name(1),
        "province" => name(2),
        "year" => keys.iter().map(|(_, year)| *year).collect::<Vec<_>>(),
        "form" => form,
        "field" => field,
        "value" => value,
        "severity" => severity,
        "rules" => rules,
    )?)
}
