//! The table of the outcomes: counts, shares and their intervals.

use polars::prelude::*;

use super::counts::Counts;
use super::{Intervals, OutcomesRequest, ROWS};
use crate::analysis::about::column;
use crate::analysis::{Column as Described, IN_FILES_ONLY, Kind, pick_columns};
use crate::error::Result;
use crate::schema::{Applicant, Outcome, Unit};
use crate::stats;
use crate::stats::structure::goodman;

const COLUMNS: [(&str, Kind, u8); 14] = [
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
    ("ci_method", Kind::Id, IN_FILES_ONLY),
];

/// Confidence of the intervals.
const CONFIDENCE: f64 = 0.95;

/// The ends of an interval.
type Ends = (f64, f64);

/// The rows of the answer.
#[derive(Default)]
pub(super) struct Rows<'a> {
    reports: Vec<&'a Counts>,
    applicant: Vec<&'static str>,
    outcome: Vec<&'static str>,
    reason: Vec<Option<&'static str>>,
    count: Vec<Option<i64>>,
    base: Vec<Option<i64>>,
    interval: Vec<Option<(Ends, &'static str)>>,
}

/// What a row is about.
#[derive(Clone, Copy)]
struct Part {
    applicant: &'static str,
    outcome: &'static str,
    reason: Option<&'static str>,
}

impl<'a> Rows<'a> {
    pub(super) fn add(&mut self, report: &'a Counts, request: &OutcomesRequest) {
        self.add_column(report, request, None);
        if request.applicants {
            for applicant in Applicant::ALL {
                self.add_column(report, request, Some(applicant));
            }
        }
    }

    /// The rows of one column of table 3.
    fn add_column(&mut self, report: &'a Counts, request: &OutcomesRequest, applicant: Option<Applicant>) {
        let suffix = applicant.map_or(String::new(), |applicant| format!("__{}", applicant.suffix()));
        let count = |field: &str| report.get(&format!("{field}{suffix}"));
        let total = count(Outcome::Total.field());
        let applicant = applicant.map_or("everyone", Applicant::suffix);
        let rest = report.unexplained(&suffix);
        let mut parts: Vec<Option<i64>> = Outcome::PARTS.iter().map(|part| count(part.field())).collect();
        parts.extend(rest.filter(|rest| *rest != 0).map(Some));
        let mut joint = joint(&parts, total, request.intervals).into_iter();
        for outcome in ROWS {
            let field = outcome.field();
            let part = Part { applicant, outcome: field, reason: None };
            if outcome == Outcome::Total {
                // The total is all of itself; there is nothing uncertain about that.
                self.push(report, part, (total, total), None);
                continue;
            }
            let joined = joint.next().flatten();
            self.push(report, part, (count(field), total), joined.or_else(|| single(count(field), total)));
            if outcome == Outcome::PartlyGranted {
                let disclosed =
                    count(Outcome::Granted.field()).and_then(|granted| Some(granted + count(field)?));
                // A sum of two parts is none of the parts, so it stands for itself.
                let part = Part { outcome: "disclosed", ..part };
                self.push(report, part, (disclosed, total), single(disclosed, total));
            }
            if request.reasons {
                let counts: Vec<Option<i64>> = outcome.reasons().iter().map(|reason| count(reason)).collect();
                let base = count(field);
                let joint = self::joint(&counts, base, request.intervals);
                for ((reason, x), joined) in outcome.reasons().iter().zip(counts).zip(joint) {
                    let part = Part { reason: Some(reason), ..part };
                    self.push(report, part, (x, base), joined.or_else(|| single(x, base)));
                }
            }
            if outcome == Outcome::OtherwiseHandled
                && let Some(rest) = rest.filter(|rest| *rest != 0)
            {
                let part = Part { outcome: "unexplained", ..part };
                let joined = joint.next().flatten();
                self.push(report, part, (Some(rest), total), joined.or_else(|| single(Some(rest), total)));
            }
        }
    }

    fn push(
        &mut self,
        report: &'a Counts,
        part: Part,
        (count, base): (Option<i64>, Option<i64>),
        interval: Option<(Ends, &'static str)>,
    ) {
        self.reports.push(report);
        self.applicant.push(part.applicant);
        self.outcome.push(part.outcome);
        self.reason.push(part.reason);
        self.count.push(count);
        self.base.push(base);
        self.interval.push(interval);
    }

    pub(super) fn table(self, names: &[String]) -> Result<(DataFrame, Vec<Described>)> {
        let share = |(count, base): (&Option<i64>, &Option<i64>)| -> Option<f64> {
            Some((*count)? as f64 / base.filter(|base| *base > 0)? as f64)
        };
        let shares: Vec<Option<f64>> = self.count.iter().zip(&self.base).map(share).collect();
        let end = |f: fn(&(Ends, &'static str)) -> f64| -> Vec<Option<f64>> {
            self.interval.iter().map(|interval| interval.as_ref().map(f)).collect()
        };
        let methods: Vec<Option<&str>> = self.interval.iter().map(|i| i.map(|(_, method)| method)).collect();
        let (low, high) = (end(|i| i.0.0), end(|i| i.0.1));
        let texts = |at: usize| -> Vec<&str> {
            self.reports.iter().map(|report| report.names.get(at).map_or("", String::as_str)).collect()
        };
        let columns = vec![
            Column::new("region_code".into(), texts(0)),
            Column::new("region".into(), texts(1)),
            Column::new("prefecture".into(), texts(2)),
            Column::new("province".into(), texts(3)),
            Column::new("year".into(), self.reports.iter().map(|report| report.year).collect::<Vec<_>>()),
            Column::new("applicant".into(), self.applicant),
            Column::new("outcome".into(), self.outcome),
            Column::new("reason".into(), self.reason),
            Column::new("count".into(), self.count),
            Column::new("denominator".into(), self.base),
            Column::new("share".into(), shares),
            Column::new("ci_low".into(), low),
            Column::new("ci_high".into(), high),
            Column::new("ci_method".into(), methods),
        ];
        let all: Vec<Described> = COLUMNS.iter().map(|(n, k, o)| column(n, *k, *o)).collect();
        let wanted = pick_columns(&all, names, &["region_code", "region", "year"])?;
        let frame = DataFrame::new_infer_height(columns)?;
        let frame = frame.select(wanted.iter().map(|column| column.name.as_str()))?;
        Ok((frame, wanted))
    }
}

/// Intervals that hold for all parts of a whole at once. None for each where they are not asked for, or where the
/// parts are not known or do not make up the whole.
fn joint(parts: &[Option<i64>], whole: Option<i64>, asked: Intervals) -> Vec<Option<(Ends, &'static str)>> {
    let none = vec![None; parts.len()];
    let known: Option<Vec<i64>> = parts.iter().copied().collect();
    let (Some(known), Some(whole), Intervals::Goodman) = (known, whole, asked) else { return none };
    if known.iter().sum::<i64>() != whole {
        return none;
    }
    let counts: Vec<f64> = known.iter().map(|count| *count as f64).collect();
    goodman(&counts, CONFIDENCE)
        .map_or(none, |all| all.into_iter().map(|ends| Some((ends, "goodman"))).collect())
}

/// The interval of a share by itself.
fn single(count: Option<i64>, base: Option<i64>) -> Option<(Ends, &'static str)> {
    let ends = stats::wilson(count? as f64, base.filter(|base| *base > 0)? as f64, stats::Z95)?;
    Some((ends, "wilson"))
}
