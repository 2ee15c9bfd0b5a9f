//! Everything that the questions say of a province, a prefecture or the whole set, together: what a report
//! for print and for the desk is made of.

use std::collections::BTreeMap;

use polars::prelude::col;

use super::check::check_in;
use super::compare::headline;
use super::{
    Answer, Breaks, By, CheckRequest, OutcomesRequest, RankRequest, TrendRequest, Which, Within, outcomes,
    rank, trend,
};
use crate::check::{Mode, Severity, Thresholds};
use crate::dataset::{Dataset, Need, Years};
use crate::error::{Error, ErrorKind, Result};
use crate::metric::Catalogue;
use crate::text::{Label, Lang, Note, notes, report as words};

/// Regions of which a report is too long to be read or printed as one page.
const MANY_REGIONS: usize = 500;

/// Asks for a report.
#[derive(Clone, Debug)]
pub struct ReportRequest {
    /// Metrics by id; those that the catalogue puts in front if empty.
    pub metrics: Vec<String>,
    /// The reports. The last of the years is that of the rankings; the years before it are those of the
    /// trends. `regions` names those that get a section of their own; all if empty.
    pub which: Which,
    /// How blanks are taken when the figures are checked.
    pub mode: Mode,
    /// From when a figure is suspicious.
    pub thresholds: Thresholds,
}

/// The answers of which a report is made. All are about the same reports.
#[derive(Clone, Debug)]
pub struct Report {
    /// Whom it is about and for when.
    pub title: Label,
    /// The levels and the group of the comparison.
    pub subtitle: Label,
    /// The year of the rankings.
    pub year: i32,
    /// Codes of the regions that get a section of their own; all if empty.
    pub sections: Vec<String>,
    /// The ranking of all metrics in that year.
    pub ranks: Answer,
    /// The same with the metrics side by side.
    pub places: Answer,
    /// The trends of the regions, with the values by year.
    pub trends: Answer,
    /// The trends of all reports together.
    pub overall: Answer,
    /// How applications were resolved in that year, by region.
    pub outcomes: Option<Answer>,
    /// The same of all reports together, by year.
    pub outcomes_by_year: Option<Answer>,
    /// The checks, in words of each language.
    pub checks: [Answer; 2],
    /// What must be said of the whole.
    pub notes: Vec<Note>,
}

/// Asks all questions of a report.
///
/// # Errors
/// As [`rank`](rank()) and [`trend`](trend()).
pub fn report(dataset: &Dataset, catalogue: &Catalogue, request: &ReportRequest) -> Result<Report> {
    let (metrics, left_out) = headline(dataset, catalogue, &request.metrics)?;
    let mut which = Which { regions: Vec::new(), ..request.which.clone() };
    let asked = which.years.unwrap_or_default();
    // A single year has its past before it.
    let asked = if asked.from == asked.to { Years { from: None, ..asked } } else { asked };
    let mut notes = Vec::new();
    let counts = reports_by_year(dataset, &which, asked)?;
    let (year, count) = counts.last_key_value().map(|(year, count)| (*year, *count)).unwrap_or_default();
    let years = Years { from: asked.from, to: Some(year) };
    if request.which.years.is_none_or(|years| years.to.is_none()) {
        let fuller = counts.iter().max_by_key(|(year, count)| (**count, **year));
        let fuller = fuller.filter(|(_, most)| **most > 2 * count).map(|(year, count)| (*year, *count));
        notes.push(Note::info(notes::latest_year(year, count, fuller)));
    }
    if !left_out.is_empty() {
        notes.push(Note::info(notes::metrics_left_out(&left_out)));
    }
    let mut sections = Vec::new();
    for word in &request.which.regions {
        sections.extend(dataset.regions.resolve(word)?.codes);
    }
    which.years = Some(Years::one(year));
    let ranked = RankRequest {
        metrics: metrics.clone(),
        which: which.clone(),
        groups: true,
        ..RankRequest::default()
    };
    let ranks = rank(dataset, catalogue, &ranked)?;
    let columns = ["region_code", "region", "prefecture", "province", "value", "rank"].map(str::to_owned);
    let side_by_side = RankRequest { wide: true, groups: false, columns: columns.to_vec(), ..ranked };
    let places = rank(dataset, catalogue, &side_by_side)?;
    let of_year = OutcomesRequest { which: which.clone(), ..OutcomesRequest::default() };
    let outcomes_of_year = optional(outcomes(dataset, catalogue, &of_year), &mut notes)?;
    which.years = Some(years);
    let by_year = OutcomesRequest { which: which.clone(), by: By::All, ..OutcomesRequest::default() };
    let outcomes_by_year = optional(outcomes(dataset, catalogue, &by_year), &mut notes)?;
    let over_years = |by: By| {
        let which = Which { within: Within::All, ..which.clone() };
        let request =
            TrendRequest { metrics: metrics.clone(), which, by, series: true, ..TrendRequest::default() };
        trend(dataset, catalogue, &TrendRequest { breaks: Breaks::LeaveOut, ..request })
    };
    let (trends, overall) = (over_years(By::Region)?, over_years(By::All)?);
    let checked = CheckRequest {
        which: which.clone(),
        rules: Vec::new(),
        severity: Severity::Warning,
        mode: request.mode,
        thresholds: request.thresholds.clone(),
        lang: Lang::Zh,
        columns: Vec::new(),
        cells: false,
    };
    let checks = check_in(dataset, &checked, [Lang::Zh, Lang::En])?;
    let regions = places.main().map_or(0, |table| table.frame.height());
    if regions > MANY_REGIONS {
        notes.push(Note::warning(words::many_regions(regions)));
    }
    let whom: Vec<&String> = which.provinces.iter().chain(&which.prefectures).collect();
    Ok(Report {
        title: words::title(&whom, year),
        subtitle: ranks.subtitle.clone(),
        year,
        sections,
        ranks,
        places,
        trends,
        overall,
        outcomes: outcomes_of_year,
        outcomes_by_year,
        checks,
        notes,
    })
}

/// An answer that a dataset may not be able to give, because of what it does not have: then it is said why.
fn optional(answer: Result<Answer>, notes: &mut Vec<Note>) -> Result<Option<Answer>> {
    match answer {
        Err(error) if error.kind() == ErrorKind::Request => {
            notes.push(Note::warning(Label::new(error.message(Lang::Zh), error.message(Lang::En))));
            Ok(None)
        }
        answer => answer.map(Some),
    }
}

/// How many reports there are of those asked for, by year; at least one.
fn reports_by_year(dataset: &Dataset, which: &Which, asked: Years) -> Result<BTreeMap<i32, usize>> {
    let places = super::places::Places::resolve(dataset, which)?;
    let need = Need { scope: which.scope, years: asked, ..Need::default() };
    let reports = dataset.panel(&need)?.reports()?.filter(places.within()).select([col("year")]).collect()?;
    let mut counts = BTreeMap::new();
    for year in reports.column("year")?.i32()?.iter().flatten().filter(|year| asked.contains(*year)) {
        *counts.entry(year).or_default() += 1;
    }
    if counts.is_empty() {
        return Err(Error::new(ErrorKind::Request, notes::no_report_left(&asked.label())));
    }
    Ok(counts)
}
