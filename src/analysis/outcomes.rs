//! How applications were resolved: by outcome, by reason and by applicant, per report, per group, over years.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::sample::{DefaultYears, Draw, Sample, column};
use super::{Answer, By, Column as Described, Coverage, Kind, Reason, Table, Which};
use crate::dataset::Dataset;
use crate::error::{Error, ErrorKind, Result};
use crate::metric::Catalogue;
use crate::schema::{Applicant, Outcome, Unit};
use crate::stats;
use crate::text::{Note, metrics as metric_words, notes, questions};

/// Asks how applications were resolved.
#[derive(Clone, Debug, Default)]
pub struct OutcomesRequest {
    /// The reports.
    pub which: Which,
    /// What a row stands for: one report, or the reports of a group together.
    pub by: By,
    /// Whether each outcome is broken down into its reasons, as shares of that outcome.
    pub reasons: bool,
    /// Whether each applicant's column is given beside the total.
    pub applicants: bool,
    /// Columns to give, in this order; all if empty.
    pub columns: Vec<String>,
}

/// The outcome rows of one column of table 3.
const ROWS: [Outcome; 7] = [
    Outcome::Granted,
    Outcome::PartlyGranted,
    Outcome::Denied,
    Outcome::Unavailable,
    Outcome::NotProcessed,
    Outcome::OtherwiseHandled,
    Outcome::Total,
];

const COLUMNS: [(&str, Kind, u8); 13] = [
    ("region_code", Kind::Text, 6),
    ("region", Kind::Id, 0),
    ("prefecture", Kind::Text, 7),
    ("province", Kind::Text, 4),
    ("year", Kind::Year, 0),
    ("applicant", Kind::Id, 0),
    ("outcome", Kind::Id, 0),
    ("reason", Kind::Id, 0),
    ("count", Kind::Count, 0),
    ("denominator", Kind::Count, 5),
    ("share", Kind::In(Unit::Share), 0),
    ("ci_low", Kind::In(Unit::Share), 3),
    ("ci_high", Kind::In(Unit::Share), 3),
];

/// Breaks applications down by outcome.
///
/// A share is of all applications resolved (总计); that of a reason is of its outcome. `disclosed` is the
/// subtotal of granted and partly granted, `unexplained` what the six outcomes leave of the total. A group
/// sums only reports whose total and six outcomes are all known, so that its shares have one base.
///
/// # Errors
/// As [`super::rank()`].
pub fn outcomes(dataset: &Dataset, catalogue: &Catalogue, request: &OutcomesRequest) -> Result<Answer> {
    let fields = fields(request);
    let total = Outcome::Total.field();
    if !dataset.has(total) {
        let message = metric_words::dataset_lacks("outcomes", &dataset.manifest.name, total);
        return Err(Error::new(ErrorKind::Request, message));
    }
    let mut sample = Sample::draw(&Draw {
        dataset,
        catalogue,
        which: &request.which,
        metrics: &["disclosure_rate".to_owned()],
        fields: fields.iter().filter(|field| dataset.has(field)).cloned().collect(),
        parts: false,
        year_before: false,
        default_years: DefaultYears::Latest,
    })?;
    let (reports, coverage) = read(&sample, &fields, request.by)?;
    let uneven = reports.iter().filter(|report| report.unexplained("").is_some_and(|rest| rest != 0)).count();
    if uneven > 0 {
        sample.notes.push(Note::warning(notes::outcomes_do_not_sum(uneven)).on_charts());
    }
    let reports = if request.by == By::Region { reports } else { together(reports) };
    let mut rows = Rows::default();
    for report in &reports {
        rows.add(report, request);
    }
    let (frame, columns) = rows.table(&request.columns)?;
    Ok(Answer {
        question: "outcomes",
        title: questions::outcomes_title(&sample.years_label()),
        subtitle: sample.levels_label(),
        tables: vec![Table { id: "outcomes", title: questions::OUTCOMES.label(), frame, columns }],
        metrics: sample.cards(),
        coverage: vec![coverage],
        notes: sample.notes,
        provenance: sample.provenance,
    })
}

/// The fields of the request: outcomes, reasons and applicants.
fn fields(request: &OutcomesRequest) -> BTreeSet<String> {
    let mut fields = BTreeSet::new();
    for outcome in ROWS {
        let reasons: &[&str] = if request.reasons { outcome.reasons() } else { &[] };
        for field in reasons.iter().chain([&outcome.field()]) {
            fields.insert((*field).to_owned());
            if request.applicants {
                fields.extend(Applicant::ALL.map(|applicant| applicant.field(field)));
            }
        }
    }
    fields
}

/// The counts of one report, or of several together.
struct Counts {
    names: [String; 4],
    year: i32,
    cells: BTreeMap<String, Option<i64>>,
}

impl Counts {
    fn get(&self, field: &str) -> Option<i64> {
        self.cells.get(field).copied().flatten()
    }

    /// What the six outcomes of a column leave of its total, if all are known.
    fn unexplained(&self, suffix: &str) -> Option<i64> {
        let of = |outcome: Outcome| self.get(&format!("{}{suffix}", outcome.field()));
        let sum = Outcome::PARTS.into_iter().map(of).sum::<Option<i64>>()?;
        Some(of(Outcome::Total)? - sum)
    }
}

/// The counts of every report with a total, and how many were left out.
fn read(sample: &Sample, fields: &BTreeSet<String>, by: By) -> Result<(Vec<Counts>, Coverage)> {
    let reports = sample.reports();
    let rows = if by == By::Region { sample.to_show(reports) } else { sample.in_years(reports) };
    let frame = rows.collect()?;
    let names = match by {
        By::Region => ["region_code", "region", "prefecture", "province"],
        By::Prefecture => ["", "prefecture", "prefecture", "province"],
        By::Province => ["", "province", "", "province"],
        By::All => ["", "all", "", ""],
    };
    let text = |name: &str, row: usize| match name {
        "" => String::new(),
        "all" => "all".to_owned(),
        name => {
            let cell = frame.column(name).ok().and_then(|c| c.str().ok()).and_then(|c| c.get(row));
            cell.unwrap_or_default().to_owned()
        }
    };
    let mut columns = BTreeMap::new();
    for field in fields {
        if let Ok(column) = frame.column(field) {
            columns.insert(field, column.cast(&DataType::Int64)?.i64()?.clone());
        }
    }
    let years = frame.column("year")?.i32()?;
    let mut reports = Vec::new();
    for (row, year) in years.iter().enumerate() {
        let cells = columns.iter().map(|(field, cells)| ((*field).clone(), cells.get(row))).collect();
        reports.push(Counts {
            names: names.map(|name| text(name, row)),
            year: year.unwrap_or_default(),
            cells,
        });
    }
    let selected = reports.len();
    let total = |report: &Counts| report.get(Outcome::Total.field());
    let zero = reports.iter().filter(|report| total(report) == Some(0)).count();
    let known = |report: &Counts| Outcome::PARTS.into_iter().any(|part| report.get(part.field()).is_some());
    let complete = |report: &Counts| report.unexplained("").is_some();
    reports.retain(|report| {
        total(report).is_some_and(|total| total > 0)
            && if by == By::Region { known(report) } else { complete(report) }
    });
    let without = selected - zero - reports.len();
    let left_out = [(Reason::NoFigure, without), (Reason::ZeroDenominator, zero)];
    let coverage = Coverage {
        metric: "outcomes".to_owned(),
        selected,
        used: reports.len(),
        left_out: left_out.into_iter().filter(|(_, count)| *count > 0).collect(),
    };
    Ok((reports, coverage))
}

/// The sums of each group and year; a cell that one report lacks is unknown in the sum.
fn together(reports: Vec<Counts>) -> Vec<Counts> {
    let mut groups: BTreeMap<([String; 4], i32), Counts> = BTreeMap::new();
    for report in reports {
        match groups.entry((report.names.clone(), report.year)) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(report);
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                for (field, sum) in &mut entry.get_mut().cells {
                    *sum = sum.and_then(|sum| Some(sum + report.get(field)?));
                }
            }
        }
    }
    groups.into_values().collect()
}

/// The rows of the answer.
#[derive(Default)]
struct Rows {
    names: [Vec<String>; 4],
    year: Vec<i32>,
    applicant: Vec<&'static str>,
    outcome: Vec<&'static str>,
    reason: Vec<Option<&'static str>>,
    count: Vec<Option<i64>>,
    base: Vec<Option<i64>>,
}

impl Rows {
    fn add(&mut self, report: &Counts, request: &OutcomesRequest) {
        self.add_column(report, request, None);
        if request.applicants {
            for applicant in Applicant::ALL {
                self.add_column(report, request, Some(applicant));
            }
        }
    }

    /// The rows of one column of table 3.
    fn add_column(&mut self, report: &Counts, request: &OutcomesRequest, applicant: Option<Applicant>) {
        let suffix = applicant.map_or(String::new(), |applicant| format!("__{}", applicant.suffix()));
        let count = |field: &str| report.get(&format!("{field}{suffix}"));
        let total = count(Outcome::Total.field());
        let who = applicant.map_or("everyone", Applicant::suffix);
        for outcome in ROWS {
            let field = outcome.field();
            self.push(report, (who, field, None), count(field), total);
            if outcome == Outcome::PartlyGranted {
                let disclosed =
                    count(Outcome::Granted.field()).and_then(|granted| Some(granted + count(field)?));
                self.push(report, (who, "disclosed", None), disclosed, total);
            }
            if request.reasons {
                for reason in outcome.reasons() {
                    self.push(report, (who, field, Some(*reason)), count(reason), count(field));
                }
            }
            if outcome == Outcome::OtherwiseHandled {
                let rest = report.unexplained(&suffix).filter(|rest| *rest != 0);
                if rest.is_some() {
                    self.push(report, (who, "unexplained", None), rest, total);
                }
            }
        }
    }

    fn push(
        &mut self,
        report: &Counts,
        (applicant, outcome, reason): (&'static str, &'static str, Option<&'static str>),
        count: Option<i64>,
        base: Option<i64>,
    ) {
        for (names, name) in self.names.iter_mut().zip(&report.names) {
            names.push(name.clone());
        }
        self.year.push(report.year);
        self.applicant.push(applicant);
        self.outcome.push(outcome);
        self.reason.push(reason);
        self.count.push(count);
        self.base.push(base);
    }

    fn table(self, names: &[String]) -> Result<(DataFrame, Vec<Described>)> {
        let share = |count: &Option<i64>, base: &Option<i64>| -> Option<(f64, f64)> {
            let base = base.filter(|base| *base > 0)?;
            Some(((*count)? as f64, base as f64))
        };
        let parts: Vec<Option<(f64, f64)>> =
            self.count.iter().zip(&self.base).map(|(c, b)| share(c, b)).collect();
        // The total is all of itself; there is nothing uncertain about that.
        let is_total = |row: usize| self.outcome.get(row) == Some(&Outcome::Total.field());
        let intervals: Vec<Option<(f64, f64)>> = parts
            .iter()
            .enumerate()
            .map(|(row, part)| {
                part.filter(|_| !is_total(row)).and_then(|(x, n)| stats::wilson(x, n, stats::Z95))
            })
            .collect();
        let [code, region, prefecture, province] = self.names;
        let columns = vec![
            Column::new("region_code".into(), code),
            Column::new("region".into(), region),
            Column::new("prefecture".into(), prefecture),
            Column::new("province".into(), province),
            Column::new("year".into(), self.year),
            Column::new("applicant".into(), self.applicant),
            Column::new("outcome".into(), self.outcome),
            Column::new("reason".into(), self.reason),
            Column::new("count".into(), self.count),
            Column::new("denominator".into(), self.base),
            Column::new(
                "share".into(),
                parts.iter().map(|part| part.map(|(x, n)| x / n)).collect::<Vec<_>>(),
            ),
            Column::new("ci_low".into(), intervals.iter().map(|i| i.map(|i| i.0)).collect::<Vec<_>>()),
            Column::new("ci_high".into(), intervals.iter().map(|i| i.map(|i| i.1)).collect::<Vec<_>>()),
        ];
        let all: Vec<Described> = COLUMNS.iter().map(|(n, k, o)| column(n, *k, *o)).collect();
        let wanted = super::pick_columns(&all, names, &["region_code", "region", "year"])?;
        let frame = DataFrame::new_infer_height(columns)?;
        let frame = frame.select(wanted.iter().map(|column| column.name.as_str()))?;
        Ok((frame, wanted))
    }
}
