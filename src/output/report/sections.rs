//! A section for each region: its own figures against those of its group.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::view::View;
use crate::analysis::{Report, SMALL_N};
use crate::error::Result;
use crate::text::{Label, Lang, output as output_words, report as words, words as table_words};

/// Width and height of a line drawn in a table, and the margin inside.
const SPARK: (f64, f64, f64) = (96.0, 24.0, 3.0);

/// What the page says of one region.
#[derive(Serialize)]
pub(super) struct Section {
    pub(super) code: String,
    pub(super) name: String,
    /// The prefecture and the province that it belongs to.
    within: String,
    years: Vec<i32>,
    lines: Vec<Line>,
    outcomes: Vec<OutcomeLine>,
    findings: Vec<FindingLine>,
}

/// A metric of a region: its values by year, and how it stands in its group.
#[derive(Serialize)]
struct Line {
    metric: String,
    title: Label,
    values: Vec<String>,
    /// Values by year as a path, a line for each run without a gap.
    spark: Option<String>,
    interval: Label,
    place: Label,
    peers: String,
}

#[derive(Serialize)]
struct OutcomeLine {
    outcome: Label,
    count: String,
    share: String,
    all: String,
}

#[derive(Serialize, Clone)]
struct FindingLine {
    severity: Label,
    mark: String,
    year: String,
    rule: String,
    message: Label,
}

/// The sections in the order of the codes; those of the regions asked for, or of all that have a report in
/// one of the years.
pub(super) fn sections(report: &Report) -> Result<Vec<Section>> {
    let series = Series::read(report)?;
    let standing = Standing::read(report)?;
    let outcomes = outcomes(report)?;
    let findings = findings(report)?;
    let wanted = |code: &str| report.sections.is_empty() || report.sections.iter().any(|known| known == code);
    let mut sections = Vec::new();
    for (code, region) in series.regions.iter().filter(|(code, _)| wanted(code)) {
        let lines = report.ranks.metrics.iter().filter_map(|card| {
            let key = (code.clone(), card.id.clone());
            let values = series.values.get(&key);
            let row = standing.rows.get(&key);
            if values.is_none() && row.is_none() {
                return None;
            }
            let of_year = |year: &i32| values.and_then(|values| values.get(year)).copied();
            let written = |year: &i32| of_year(year).map_or_else(dash, |value| card.unit.format(value));
            let (interval, place, peers) = row.map_or_else(
                || (Label::same(dash()), Label::same(dash()), dash()),
                |row| standing.of(*row, &card.id),
            );
            Some(Line {
                metric: card.id.clone(),
                title: card.title.clone(),
                values: series.years.iter().map(written).collect(),
                spark: spark(&series.years.iter().map(of_year).collect::<Vec<_>>()),
                interval,
                place,
                peers,
            })
        });
        sections.push(Section {
            code: code.clone(),
            name: region.0.clone(),
            within: region.1.clone(),
            years: series.years.clone(),
            lines: lines.collect(),
            outcomes: outcomes
                .get(code)
                .map(|lines| lines.iter().map(OutcomeRow::line).collect())
                .unwrap_or_default(),
            findings: findings.get(code).cloned().unwrap_or_default(),
        });
    }
    Ok(sections)
}

/// The values by region, metric and year.
struct Series {
    years: Vec<i32>,
    /// Name, and what it belongs to, by code.
    regions: BTreeMap<String, (String, String)>,
    values: BTreeMap<(String, String), BTreeMap<i32, f64>>,
}

impl Series {
    fn read(report: &Report) -> Result<Self> {
        let mut read = Self { years: Vec::new(), regions: BTreeMap::new(), values: BTreeMap::new() };
        for view in [View::of(&report.trends, "series")?, View::of(&report.ranks, "rank")?] {
            for row in 0..view.rows() {
                let code = view.raw(row, "region_code");
                read.regions
                    .entry(code.clone())
                    .or_insert_with(|| (view.raw(row, "region"), within(&view, row)));
                #[expect(clippy::cast_possible_truncation, reason = "a year")]
                let Some(year) = view.number(row, "year").map(|year| year as i32) else { continue };
                let Some(value) = view.number(row, "value") else { continue };
                if !read.years.contains(&year) {
                    read.years.push(year);
                }
                read.values.entry((code, view.raw(row, "metric"))).or_default().insert(year, value);
            }
        }
        read.years.sort_unstable();
        Ok(read)
    }
}

/// Prefecture and province, as far as they are not the region itself.
fn within(view: &View<'_>, row: usize) -> String {
    let name = view.raw(row, "region");
    let mut places: Vec<String> = Vec::new();
    for column in ["province", "prefecture"] {
        let place = view.raw(row, column);
        if !place.is_empty() && place != name && !places.contains(&place) {
            places.push(place);
        }
    }
    places.join(" ")
}

/// The ranking, its rows by region and metric, and the medians of its groups.
struct Standing<'a> {
    view: View<'a>,
    rows: BTreeMap<(String, String), usize>,
    medians: BTreeMap<[String; 3], String>,
}

impl<'a> Standing<'a> {
    fn read(report: &'a Report) -> Result<Self> {
        let view = View::of(&report.ranks, "rank")?;
        let rows = (0..view.rows()).map(|row| ((view.raw(row, "region_code"), view.raw(row, "metric")), row));
        let rows = rows.collect();
        let groups = View::of(&report.ranks, "groups")?;
        let key = |row| ["metric", "group", "level"].map(|name| groups.raw(row, name));
        let medians =
            (0..groups.rows()).map(|row| (key(row), groups.text(row, "median", Lang::Zh))).collect();
        Ok(Self { view, rows, medians })
    }

    /// Interval, place in the group, and the group's median of a row.
    fn of(&self, row: usize, metric: &str) -> (Label, Label, String) {
        let view = &self.view;
        let limits = ["ci_low", "ci_high"].map(|name| view.text(row, name, Lang::Zh));
        let known = view.number(row, "ci_low").is_some();
        let few = view.number(row, "denominator").is_some_and(|n| n < f64::from(SMALL_N));
        let [low, high] = limits;
        let interval = match (known, few) {
            (false, _) => Label::same(dash()),
            (true, false) => Label::same(format!("{low}–{high}")),
            (true, true) => words::few(&format!("{low}–{high}"), &view.text(row, "denominator", Lang::Zh)),
        };
        let place = match view.number(row, "rank") {
            Some(_) => Label::same(words::place(&view.raw(row, "rank"), &view.raw(row, "rank_of"))),
            None if view.raw(row, "note").is_empty() => Label::same(dash()),
            None => view.label(row, "note"),
        };
        let key = [metric.to_owned(), view.raw(row, "group"), view.raw(row, "level")];
        (interval, place, self.medians.get(&key).cloned().unwrap_or_else(dash))
    }
}

/// A region's outcome before it is written.
struct OutcomeRow {
    outcome: String,
    count: Option<f64>,
    share: String,
    all: String,
}

impl OutcomeRow {
    fn line(&self) -> OutcomeLine {
        let count = self.count.map_or_else(dash, |count| crate::schema::group_thousands(count, 0));
        OutcomeLine {
            outcome: table_words::of_id(&self.outcome),
            count,
            share: self.share.clone(),
            all: self.all.clone(),
        }
    }
}

/// The outcomes by region, beside the shares of all regions together.
fn outcomes(report: &Report) -> Result<BTreeMap<String, Vec<OutcomeRow>>> {
    let mut by_region: BTreeMap<String, Vec<OutcomeRow>> = BTreeMap::new();
    let Some(answer) = &report.outcomes else { return Ok(by_region) };
    let mut shares: BTreeMap<String, String> = BTreeMap::new();
    if let Some(all) = &report.outcomes_by_year {
        let view = View::of(all, "outcomes")?;
        let of_year =
            (0..view.rows()).filter(|row| view.number(*row, "year") == Some(f64::from(report.year)));
        shares = of_year.map(|row| (view.raw(row, "outcome"), view.text(row, "share", Lang::Zh))).collect();
    }
    let view = View::of(answer, "outcomes")?;
    for row in 0..view.rows() {
        let outcome = view.raw(row, "outcome");
        let all = shares.get(&outcome).cloned().unwrap_or_else(dash);
        by_region.entry(view.raw(row, "region_code")).or_default().push(OutcomeRow {
            outcome,
            count: view.number(row, "count"),
            share: view.text(row, "share", Lang::Zh),
            all,
        });
    }
    by_region.retain(|_, rows| rows.iter().any(|row| row.count.is_some()));
    Ok(by_region)
}

/// The findings by region.
fn findings(report: &Report) -> Result<BTreeMap<String, Vec<FindingLine>>> {
    let [zh, en] = &report.checks;
    let (zh, en) = (View::of(zh, "check")?, View::of(en, "check")?);
    let mut by_region: BTreeMap<String, Vec<FindingLine>> = BTreeMap::new();
    for row in 0..zh.rows() {
        by_region.entry(zh.raw(row, "region_code")).or_default().push(FindingLine {
            severity: zh.label(row, "severity"),
            mark: zh.raw(row, "severity"),
            year: zh.raw(row, "year"),
            rule: zh.raw(row, "rule"),
            message: Label::new(zh.raw(row, "message"), en.raw(row, "message")),
        });
    }
    Ok(by_region)
}

/// The values as a path in a small box, a line for each run without a gap; none for fewer than two values.
fn spark(values: &[Option<f64>]) -> Option<String> {
    let known = || values.iter().flatten().copied();
    if known().count() < 2 {
        return None;
    }
    let (least, most) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
    let (width, height, margin) = SPARK;
    let step = (width - 2.0 * margin) / (values.len().max(2) - 1) as f64;
    let mut path = String::new();
    let mut before = None;
    for (at, value) in values.iter().enumerate() {
        if let Some(value) = value {
            let part = if most > least { (value - least) / (most - least) } else { 0.5 };
            let (x, y) = (margin + step * at as f64, height - margin - part * (height - 2.0 * margin));
            // Writing to a String does not fail.
            let _ = write!(path, "{}{x:.0} {y:.0}", if before.is_some() { "L" } else { "M" });
        }
        before = *value;
    }
    Some(path)
}

/// No figure.
fn dash() -> String {
    output_words::NO_FIGURE.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_parts_the_line_and_one_value_has_none() {
        // By hand: 96 x 24 with a margin of 3; three years are 45 apart, the lowest lies at 21, the highest at 3.
        assert_eq!(spark(&[Some(1.0), Some(3.0), Some(2.0)]).as_deref(), Some("M3 21L48 3L93 12"));
        assert_eq!(spark(&[Some(1.0), None, Some(1.0)]).as_deref(), Some("M3 12M93 12"));
        assert_eq!(spark(&[None, Some(1.0)]), None);
    }
}
