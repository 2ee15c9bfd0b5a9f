//! The tables of a check.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use crate::check::{self, Finding, Reports, Rule, Severity, Verdict};
use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::text::Lang;

/// Region, prefecture and province by code and year.
pub(super) struct Names {
    by_report: BTreeMap<(String, i32), [String; 3]>,
    by_code: BTreeMap<String, [String; 3]>,
}

impl Names {
    pub(super) fn of(dataset: &Dataset, reports: &Reports) -> Result<Self> {
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

pub(super) fn finding_rows(findings: &[&Finding], names: &Names, lang: Lang) -> Result<DataFrame> {
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

pub(super) fn rule_rows(verdicts: &[(&Rule, Verdict)], lang: Lang) -> Result<DataFrame> {
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

pub(super) fn region_rows(reports: &Reports, findings: &[&Finding], names: &Names) -> Result<DataFrame> {
    /// Last year, reports, and findings by severity.
    type Counts = (i32, u32, [u32; 3]);
    let mut regions: BTreeMap<&str, Counts> = BTreeMap::new();
    for row in 0..reports.frame().height() {
        let (code, year) = reports.key(row);
        if reports.is_asked(row) {
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

pub(super) fn coverage_rows(coverage: &[check::Coverage], names: &Names) -> Result<DataFrame> {
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
pub(super) fn cell_rows(reports: &Reports, findings: &[&Finding], names: &Names) -> Result<DataFrame> {
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
