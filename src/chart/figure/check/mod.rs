//! Findings of the rule checks by rule and by year, and the reports that were there to be checked.
//!
//! Remarks (severity `info`) are not counted: a heat map shows what is wrong, not what is noteworthy.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cells, Figure, Head, count, height};
use crate::analysis::Answer;
use crate::chart::heatmap::{Cell, HeatColumn, HeatMap, HeatRow};
use crate::chart::{ChartError, Size};
use crate::error::Result;
use crate::text::{Label, Text, charts as words, words as table_words};

/// Height of a page of the default width, in its proportion that of A4.
const PAGE: u32 = 1700;

/// The charts by the names of their kinds; by rule without one.
pub(super) fn figure(answer: &Answer, asked: &Figure<'_>) -> Result<HeatMap> {
    match asked.kind {
        Some("heatmap-years") => by_year(answer, asked),
        Some("coverage") => coverage(answer, asked),
        _ => by_rule(answer, asked),
    }
}

/// A rule that was run.
struct Rule<'a> {
    code: &'a str,
    title: String,
    is_error: bool,
    assessed: bool,
}

/// The rules that were run, errors before warnings.
fn rules<'a>(answer: &'a Answer, asked: &Figure<'_>) -> Result<Vec<Rule<'a>>> {
    let cells = Cells::named(answer, "rules")?;
    let (codes, severities) = (cells.texts("rule")?, cells.texts("severity")?);
    let (titles, assessed) = (cells.texts("title")?, cells.numbers("assessed")?);
    let rows = codes.into_iter().zip(severities).zip(titles.into_iter().zip(assessed));
    let mut rules: Vec<Rule<'_>> = rows
        .filter(|((_, severity), _)| *severity != "info")
        .map(|((code, severity), (title, assessed))| Rule {
            code,
            title: table_words::of_id(title).get(asked.lang).to_owned(),
            is_error: severity == "error",
            assessed: assessed.is_some_and(|reports| reports > 0.0),
        })
        .collect();
    rules.sort_by_key(|rule| !rule.is_error);
    Ok(rules)
}

/// A remark that names the rules that could not run, if there are any.
fn not_run(rules: &[Rule<'_>]) -> Option<Label> {
    let idle: Vec<&str> = rules.iter().filter(|rule| !rule.assessed).map(|rule| rule.code).collect();
    (!idle.is_empty()).then(|| words::rules_not_run(&idle))
}

/// A region that took part.
struct Region<'a> {
    code: &'a str,
    label: String,
    province: &'a str,
    prefecture: &'a str,
    reports: u64,
    errors: u64,
    warnings: u64,
}

impl Region<'_> {
    fn findings(&self) -> u64 {
        self.errors + self.warnings
    }
}

/// The regions in the order of the table; a name that several have stands with its prefecture.
fn regions<'a>(answer: &'a Answer, asked: &Figure<'_>) -> Result<Vec<Region<'a>>> {
    let cells = Cells::named(answer, "regions")?;
    let (codes, names) = (cells.texts("region_code")?, cells.texts("region")?);
    let (provinces, prefectures) = (cells.texts("province")?, cells.texts("prefecture")?);
    let counts = |name: &str| -> Result<Vec<u64>> {
        Ok(cells.numbers(name)?.into_iter().map(|value| count(value).unwrap_or_default()).collect())
    };
    let (reports, errors, warnings) = (counts("reports")?, counts("errors")?, counts("warnings")?);
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &names {
        *known.entry(name).or_default() += 1;
    }
    let places = codes.iter().zip(&names).zip(provinces.iter().zip(&prefectures));
    let totals = reports.iter().zip(errors.iter().zip(&warnings));
    let region = |((places, totals), of): ((_, _), _)| {
        let ((code, name), (province, prefecture)): ((&&'a str, &&'a str), (&&'a str, &&'a str)) = places;
        let (reports, (errors, warnings)): (&u64, (&u64, &u64)) = totals;
        let label = table_words::of_id(name).get(asked.lang).to_owned();
        let label = match of {
            Some(2..) if !prefecture.is_empty() => format!("{label}（{prefecture}）"),
            _ => label,
        };
        let (reports, errors, warnings) = (*reports, *errors, *warnings);
        Region { code, label, province, prefecture, reports, errors, warnings }
    };
    let of = names.iter().map(|name| known.get(name).copied());
    Ok(places.zip(totals).zip(of).map(region).collect())
}

/// The errors and warnings of regions.
struct Findings<'a> {
    regions: Vec<Region<'a>>,
    /// How many regions have any; they come first, most errors first.
    shown: usize,
}

impl<'a> Findings<'a> {
    fn of(answer: &'a Answer, asked: &Figure<'_>) -> Result<Self> {
        let mut regions = regions(answer, asked)?;
        if regions.is_empty() {
            return Err(ChartError::NothingToDraw.into());
        }
        regions.sort_by(|a, b| (b.errors, b.warnings, a.code).cmp(&(a.errors, a.warnings, b.code)));
        let shown = regions.iter().filter(|region| region.findings() > 0).count();
        Ok(Self { regions, shown })
    }

    /// A row for each region with findings; if there is none, one row for all regions.
    fn rows(&self, asked: &Figure<'_>, cells: impl Fn(Option<&str>) -> Vec<Cell>) -> Vec<HeatRow> {
        if self.shown == 0 {
            let label = words::ALL_REGIONS.get(asked.lang).to_owned();
            return vec![HeatRow { label, cells: cells(None), ..HeatRow::default() }];
        }
        let row = |region: &Region<'_>| HeatRow {
            region_code: region.code.to_owned(),
            label: region.label.clone(),
            group: None,
            cells: cells(Some(region.code)),
            texts: Vec::new(),
            highlight: asked.is_highlighted(region.code),
        };
        self.regions.iter().take(self.shown).map(row).collect()
    }

    /// The words around a chart of findings.
    fn head(&self, asked: &Figure<'_>, title: &Label, subtitle: &Label, footer: Vec<Label>) -> Head {
        let sum = |of: fn(&Region<'_>) -> u64| self.regions.iter().map(of).sum::<u64>();
        let first = self.regions.first().filter(|_| self.shown > 0);
        let first = first.map(|region| (region.label.as_str(), region.findings()));
        let mut lines = vec![words::checked(sum(|r| r.reports), self.regions.len(), self.shown)];
        lines.extend(footer);
        let desc = words::heat_desc(title, sum(|r| r.errors), sum(|r| r.warnings), first);
        head(asked, title, subtitle, &lines, &desc)
    }
}

/// The words around a chart, in the language asked for.
fn head(asked: &Figure<'_>, title: &Label, subtitle: &Label, footer: &[Label], desc: &Label) -> Head {
    let said = |label: &Label| label.get(asked.lang).to_owned();
    let footer = footer.iter().map(said).collect();
    Head { title: said(title), subtitle: said(subtitle), footer, desc: said(desc) }
}

/// How many errors and warnings there are for each region and whatever else `key` gives of a row.
fn counted<'a, K: Ord + Copy>(cells: &Cells<'a>, keys: &[K]) -> Result<BTreeMap<(&'a str, K), f64>> {
    let (codes, severities) = (cells.texts("region_code")?, cells.texts("severity")?);
    let mut counts = BTreeMap::new();
    for ((code, severity), key) in codes.into_iter().zip(severities).zip(keys) {
        if severity != "info" {
            *counts.entry((code, *key)).or_default() += 1.0;
        }
    }
    Ok(counts)
}

fn by_rule(answer: &Answer, asked: &Figure<'_>) -> Result<HeatMap> {
    let lang = asked.lang;
    let rules = rules(answer, asked)?;
    let findings = Findings::of(answer, asked)?;
    let cells = Cells::of(answer.main())?;
    let counts = counted(&cells, &cells.texts("rule")?)?;
    let found: BTreeSet<&str> = counts.keys().map(|(_, rule)| *rule).collect();
    let columns = rules.iter().map(|rule| HeatColumn {
        label: rule.code.to_owned(),
        name: Some(format!("{} {}", rule.code, rule.title)),
        group: Some(if rule.is_error { words::ERRORS } else { words::WARNINGS }.get(lang).to_owned()),
        region_code: None,
    });
    let row = |region: Option<&str>| {
        let cell = |rule: &Rule<'_>| match region.and_then(|code| counts.get(&(code, rule.code))) {
            Some(count) => Cell::Value(*count),
            None if rule.assessed => Cell::Zero,
            None => Cell::None,
        };
        rules.iter().map(cell).collect()
    };
    let mut footer: Vec<Label> = not_run(&rules).into_iter().collect();
    // Codes alone say nothing on paper; titles of rules without a finding are left to the table.
    let named = rules.iter().filter(|rule| found.contains(rule.code));
    let named: Vec<(&str, &str)> = named.map(|rule| (rule.code, rule.title.as_str())).collect();
    if !named.is_empty() {
        footer.push(words::rule_titles(&named));
    }
    let subtitle = words::heat_rules_subtitle(&answer.subtitle);
    let head = findings.head(asked, &answer.title, &subtitle, footer);
    let rows = findings.rows(asked, row);
    Ok(HeatMap { columns: columns.collect(), ..map(answer, asked, head, rows, words::NOT_ASSESSED) })
}

/// A chart of rows whose columns are still to be given.
fn map(answer: &Answer, asked: &Figure<'_>, head: Head, rows: Vec<HeatRow>, none: Text) -> HeatMap {
    let groups: BTreeSet<&Option<String>> =
        rows.iter().map(|row| &row.group).filter(|g| g.is_some()).collect();
    // About a hundred characters of the footer stand on a line.
    let footer: usize = head.footer.iter().map(|line| line.chars().count() / 100 + 1).sum();
    let around = u32::try_from(footer).unwrap_or_default().saturating_mul(16).saturating_add(220);
    let size = Size::new(1200, height(rows.len() + groups.len(), around, 24, PAGE));
    HeatMap {
        frame: asked.frame(answer, head, size),
        rows,
        zero: words::NOTHING_FOUND.get(asked.lang).to_owned(),
        none: none.get(asked.lang).to_owned(),
        ..HeatMap::default()
    }
}

/// What there is of the reports of regions and years.
struct Reports<'a> {
    years: Vec<i32>,
    /// Status and number of figures.
    known: BTreeMap<(&'a str, i32), (&'a str, f64)>,
}

impl<'a> Reports<'a> {
    fn of(answer: &'a Answer) -> Result<Self> {
        let cells = Cells::named(answer, "coverage")?;
        let (codes, years) = (cells.texts("region_code")?, cells.years()?);
        let (statuses, figures) = (cells.texts("status")?, cells.numbers("figures")?);
        let span = years.iter().min().copied().zip(years.iter().max().copied());
        let (first, last) = span.ok_or(ChartError::NothingToDraw)?;
        let keys = codes.into_iter().zip(years);
        let values = statuses.into_iter().zip(figures.into_iter().map(Option::unwrap_or_default));
        Ok(Self { years: (first..=last).collect(), known: keys.zip(values).collect() })
    }

    fn columns(&self) -> Vec<HeatColumn> {
        let column = |year: &i32| HeatColumn { label: year.to_string(), ..HeatColumn::default() };
        self.years.iter().map(column).collect()
    }

    /// Whether a region, or any, has a report of the year with figures that could be checked.
    fn has_figures(&self, region: Option<&str>, year: i32) -> bool {
        let can_be_checked = |of: &(&str, f64)| of.0 == "tables" || (of.0 == "text" && of.1 > 0.0);
        match region {
            Some(code) => self.known.get(&(code, year)).is_some_and(can_be_checked),
            None => self.known.iter().any(|((_, known), of)| *known == year && can_be_checked(of)),
        }
    }

    fn class(&self, region: &str, year: i32) -> Cell {
        match self.known.get(&(region, year)) {
            Some(("tables", _)) => Cell::Class(0),
            Some(("text", _)) => Cell::Class(1),
            _ => Cell::None,
        }
    }
}

fn by_year(answer: &Answer, asked: &Figure<'_>) -> Result<HeatMap> {
    let reports = Reports::of(answer)?;
    let findings = Findings::of(answer, asked)?;
    let cells = Cells::of(answer.main())?;
    let counts = counted(&cells, &cells.years()?)?;
    let row = |region: Option<&str>| {
        let cell = |year: &i32| match region.and_then(|code| counts.get(&(code, *year))) {
            Some(count) => Cell::Value(*count),
            None if reports.has_figures(region, *year) => Cell::Zero,
            None => Cell::None,
        };
        reports.years.iter().map(cell).collect()
    };
    let footer = not_run(&rules(answer, asked)?).into_iter().collect();
    let subtitle = words::heat_years_subtitle(&answer.subtitle);
    let head = findings.head(asked, &words::heat_years_title(&answer.title), &subtitle, footer);
    let rows = findings.rows(asked, row);
    let map = map(answer, asked, head, rows, words::YEAR_NOT_ASSESSED);
    Ok(HeatMap { columns: reports.columns(), in_sequence: true, ..map })
}

fn coverage(answer: &Answer, asked: &Figure<'_>) -> Result<HeatMap> {
    let lang = asked.lang;
    let reports = Reports::of(answer)?;
    let mut regions = regions(answer, asked)?;
    // Under provinces if there are several, else under prefectures, in the order of their codes.
    let provinces: BTreeSet<&str> = regions.iter().map(|region| region.province).collect();
    let heading = |region: &Region<'_>| match provinces.len() {
        2.. => region.province.to_owned(),
        _ => region.prefecture.to_owned(),
    };
    regions.sort_by_key(|region| region.code);
    let mut order: BTreeMap<String, usize> = BTreeMap::new();
    for (at, region) in regions.iter().enumerate() {
        order.entry(heading(region)).or_insert(at);
    }
    regions.sort_by_key(|region| order.get(&heading(region)).copied());
    let row = |region: &Region<'_>| HeatRow {
        region_code: region.code.to_owned(),
        label: region.label.clone(),
        group: Some(heading(region)).filter(|name| order.len() > 1 && !name.is_empty()),
        cells: reports.years.iter().map(|year| reports.class(region.code, *year)).collect(),
        texts: Vec::new(),
        highlight: asked.is_highlighted(region.code),
    };
    let rows: Vec<HeatRow> = regions.iter().map(row).collect();
    let number = |cell: Cell| rows.iter().flat_map(|row| &row.cells).filter(|known| **known == cell).count();
    let (tables, text, none) = (number(Cell::Class(0)), number(Cell::Class(1)), number(Cell::None));
    let counted = words::reports_included(regions.len(), tables, text, none);
    let title = words::coverage_title(&answer.title);
    let desc = words::coverage_desc(&title, &counted);
    let head = head(asked, &title, &words::coverage_subtitle(&answer.subtitle), &[counted], &desc);
    let map = map(answer, asked, head, rows, words::NO_REPORT);
    let classes = [words::WITH_TABLES, words::TEXT_ONLY].map(|class| class.get(lang).to_owned()).to_vec();
    Ok(HeatMap { columns: reports.columns(), in_sequence: true, classes, ..map })
}

#[cfg(test)]
mod tests;
