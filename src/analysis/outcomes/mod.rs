//! How applications were resolved: by outcome, by reason and by applicant, per report, per group, over years.

mod counts;
mod distance;
mod rows;

use std::collections::BTreeSet;

use super::peers::{self, Peers};
use super::sample::{DefaultYears, Draw, Sample};
use super::{Answer, By, Table, Which, breaks};
use crate::dataset::Dataset;
use crate::error::{Error, ErrorKind, Result};
use crate::metric::Catalogue;
use crate::schema::{Applicant, Outcome};
use crate::text::{Note, metrics as metric_words, notes, outcomes as words, questions};

use counts::{POPULATION, coverage, read, together};
use rows::Rows;

/// Asks how applications were resolved.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a table or a part of it that is wanted or not")]
pub struct OutcomesRequest {
    /// The reports.
    pub which: Which,
    /// What a row stands for: one report, or the reports of a group together.
    pub by: By,
    /// Whether each outcome is broken down into its reasons, as shares of that outcome.
    pub reasons: bool,
    /// Whether each applicant's column is given beside the total.
    pub applicants: bool,
    /// Which intervals the shares have.
    pub intervals: Intervals,
    /// Whether each row's structure is held against that of its peers, and who these are. The distances then
    /// are the first table.
    pub peers: Option<Peers>,
    /// Whether the changes of the form between the years are wanted too.
    pub breaks: bool,
    /// Columns to give of the first table, in this order; all if empty.
    pub columns: Vec<String>,
}

/// The intervals of shares that make up a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Intervals {
    /// By Goodman: all shares of a whole lie in theirs at once with 95 % confidence.
    #[default]
    Goodman,
    /// By Wilson: each share for itself.
    Wilson,
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

/// Breaks applications down by outcome.
///
/// A share is of all applications resolved (总计); that of a reason is of its outcome. `disclosed` is the
/// subtotal of granted and partly granted, `unexplained` what the six outcomes leave of the total. A group
/// sums only reports whose total and six outcomes are all known, so that its shares have one base.
///
/// The intervals of outcomes that make up the total hold for all at once (Goodman); those of `disclosed`, and of
/// parts that do not make up a whole, are Wilson's. `ci_method` says which.
///
/// # Errors
/// As [`super::rank()`].
pub fn outcomes(dataset: &Dataset, catalogue: &Catalogue, request: &OutcomesRequest) -> Result<Answer> {
    let mut fields = fields(request);
    if let Some(peers) = request.peers {
        peers::check(peers, dataset, request.by)?;
        if peers.needs_population() {
            fields.insert(POPULATION.to_owned());
        }
    }
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
        all_levels: false,
    })?;
    let own = if request.by == By::Region {
        sample.to_show(sample.reports())
    } else {
        sample.in_years(sample.reports())
    };
    let mut reports = read(own, &fields, request.by)?;
    let coverage = coverage(&reports, request.by);
    // Only the distances look at those without shares too.
    let selected = if request.peers.is_some() { reports.clone() } else { Vec::new() };
    reports.retain(|report| report.why_not(request.by).is_none());
    let uneven = reports.iter().filter(|report| report.unexplained("").is_some_and(|rest| rest != 0)).count();
    if uneven > 0 {
        sample.notes.push(Note::warning(notes::outcomes_do_not_sum(uneven)).on_charts());
    }
    let reports = if request.by == By::Region { reports } else { together(reports) };
    let mut rows = Rows::default();
    for report in &reports {
        rows.add(report, request);
    }
    let asks_interval =
        request.columns.is_empty() || request.columns.iter().any(|name| name.starts_with("ci_"));
    if request.peers.is_none() && asks_interval {
        sample.notes.push(Note::info(words::intervals_are(request.intervals == Intervals::Goodman)));
    }
    let columns = if request.peers.is_some() { &[][..] } else { &request.columns };
    let (frame, columns) = rows.table(columns)?;
    let mut tables = vec![Table { id: "outcomes", title: questions::OUTCOMES.label(), frame, columns }];
    if let Some(peers) = request.peers {
        let all = match request.by {
            By::Region if sample.shown.is_some() => {
                read(sample.in_years(sample.reports()), &fields, request.by)?
            }
            By::Region => selected,
            _ => reports,
        };
        let table = distance::table(&mut sample, &all, (peers, request.by), &request.columns)?;
        tables.insert(0, table);
    }
    if request.breaks {
        // Outcomes may be compared across forms; a reader wants to see where one begins all the same.
        tables.push(breaks::breaks(&sample, |_| true)?);
    }
    Ok(Answer {
        question: "outcomes",
        title: match request.peers {
            Some(_) => words::distance_title(&sample.years_label()),
            None => questions::outcomes_title(&sample.years_label()),
        },
        subtitle: match request.peers {
            Some(peers) => words::distance_subtitle(&sample.levels_label(), &peers.label()),
            None => sample.levels_label(),
        },
        tables,
        metrics: sample.cards(),
        terms: Vec::new(),
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
