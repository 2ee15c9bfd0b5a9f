//! A composite score by a scoring scheme: scores, ranks, and how much they owe to the scheme's choices.
//!
//! Scores are formed in the groups of ranks (one year and level; one province or prefecture if asked for): the
//! scale of an indicator is that of the group's reports, unless the scheme takes it from a base year or from all
//! years. A scheme with classes forms scales, scores and ranks within each class. A component's column has its score on the scale of the scheme, or its points in a sheet.

mod cards;
mod classes;
mod composite;
mod reports;
mod robust;
mod scheme;
mod score;
mod sheet;
mod table;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use super::sample::{CoverageOf, DefaultYears, Draw, Sample};
use super::{Answer, Coverage, Reason, Table, Which, Within};
use crate::dataset::Dataset;
use crate::error::{Error, ErrorKind, Result};
use crate::metric::Catalogue;
use crate::stats::index::Treatment;
use crate::stats::median;
use crate::text::{Label, Note, index as words};
pub use scheme::Scheme;

use classes::Classes;
use composite::Scored;
use reports::{Group, Reports};
use robust::{Robust, robustness};
use scheme::{Class, Kind, Over};
use table::{Cells, Component};
use tables::{Contributions, Influences, Shifts};

/// Asks for an index.
#[derive(Clone, Debug)]
pub struct IndexRequest {
    /// The scheme.
    pub scheme: Scheme,
    /// The reports.
    pub which: Which,
    /// What is to be drawn of other choices than the scheme's, if anything.
    pub sensitivity: Option<Sensitivity>,
    /// Columns of the main table to give, in this order; all if empty.
    pub columns: Vec<String>,
}

/// How other choices are drawn. The same seed and draws give the same result on any number of threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sensitivity {
    /// Seed of the random numbers.
    pub seed: u64,
    /// Draws of the simulation.
    pub draws: usize,
    /// Threads; as many as there are cores without.
    pub threads: Option<usize>,
}

impl Default for Sensitivity {
    fn default() -> Self {
        Self { seed: 1, draws: 1_000, threads: None }
    }
}

/// Scores reports by a scheme.
///
/// A report with less than the scheme's least coverage is listed without score and rank, with the reason. Ranks
/// are competition ranks within a group of one year and one level.
///
/// # Errors
/// Names that do not resolve, figures that are missing or wrong, no report that has a score, columns that do not
/// exist, sensitivity of a sheet with an item that is worth nothing.
pub fn index(dataset: &Dataset, catalogue: &Catalogue, request: &IndexRequest) -> Result<Answer> {
    let scheme = &request.scheme;
    if let (Some(_), Kind::Sheet(sheet)) = (&request.sensitivity, &scheme.kind)
        && let Some(item) = sheet.items.iter().find(|item| item.weight <= 0.0)
    {
        return Err(Error::new(ErrorKind::Request, words::sensitivity_of_worthless(&item.id)));
    }
    let metrics = scheme.metrics();
    let draw = |which: &Which, default_years| {
        Sample::draw(&Draw {
            dataset,
            catalogue,
            which,
            metrics: &metrics,
            fields: BTreeSet::new(),
            parts: false,
            year_before: false,
            default_years,
            all_levels: false,
        })
    };
    let mut sample = draw(&request.which, DefaultYears::Latest)?;
    let classes = Classes::resolve(scheme, &dataset.regions)?;
    let reports = Reports::of(&sample, &classes)?;
    let reference = if needs_other_years(scheme) {
        let level = sample.levels.first().filter(|_| sample.levels.len() == 1).cloned();
        let which = Which { years: None, level, ..request.which.clone() };
        Some(Reports::of(&draw(&which, DefaultYears::All)?, &classes)?)
    } else {
        None
    };
    let components = cards::components(scheme);
    let mut scored = Scoring::new(&reports, &components);
    for group in &reports.groups {
        scored.score(request, &reports, reference.as_ref(), group, (&metrics, &components));
    }
    scored.cells.fill_without_class(&reports.without_class);
    let mut coverage = vec![coverage(scheme, &reports, &scored.cells)];
    coverage.extend(sample.coverage(CoverageOf::Group)?);
    if scored.cells.ranked() == 0 && sample.shown.is_none() {
        return Err(nothing_scored(&sample, &coverage, scheme));
    }
    let said = scored.said(scheme, &sample, request.sensitivity.as_ref(), reports.groups.len());
    sample.notes.extend(said);
    sample.notes.extend(classes::said(scheme, &reports));
    let frame = scored.cells.beside(&reports.frame, &components)?;
    let has_spread = request.sensitivity.is_some();
    let mut tables =
        vec![table::main(&sample, &frame, &components, (reports.has_classes, has_spread), &request.columns)?];
    if has_spread {
        tables.push(scored.shifts.into_table(&sample, &reports)?);
        tables.push(scored.influences.into_table(reports.has_classes)?);
    }
    if !scored.contributions.is_empty() {
        tables.push(scored.contributions.into_table(&sample, &reports)?);
    }
    tables.push(table::figures(&sample, &frame, reports.has_classes)?);
    tables.push(cards::weights(scheme)?);
    Ok(answer(scheme, sample, tables, coverage))
}

fn answer(scheme: &Scheme, sample: Sample, tables: Vec<Table>, coverage: Vec<Coverage>) -> Answer {
    let mut metrics = cards::cards(scheme);
    metrics.extend(sample.cards());
    Answer {
        question: "index",
        title: words::title(&scheme.title, &sample.years_label()),
        subtitle: if scheme.classes.is_empty() {
            sample.group_label()
        } else {
            // All are not compared together then.
            let is_all = sample.within == Within::All;
            words::by_class(&if is_all { sample.levels_label() } else { sample.group_label() })
        },
        tables,
        metrics,
        terms: cards::terms(scheme),
        coverage,
        notes: sample.notes,
        provenance: sample.provenance,
    }
}

/// Whether a scale is made of reports of other years.
fn needs_other_years(scheme: &Scheme) -> bool {
    match &scheme.kind {
        Kind::Composite(composite) => composite.indicators.iter().any(|one| one.over != Over::Year),
        Kind::Sheet(_) => false,
    }
}

/// The groups scored so far.
struct Scoring {
    cells: Cells,
    contributions: Contributions,
    shifts: Shifts,
    influences: Influences,
    /// Indicators whose values do not differ, and those treated, with the groups in which they are so.
    without_scale: BTreeMap<usize, Vec<Label>>,
    treated: BTreeMap<usize, Vec<Label>>,
    /// Widths of the ranges of ranks.
    widths: Vec<f64>,
    /// The indicator whose absence moves ranks most on average, and by how many places.
    most_moving: Option<(usize, f64)>,
}

impl Scoring {
    fn new(reports: &Reports, components: &[Component]) -> Self {
        Self {
            cells: Cells::new(reports.frame.height(), components.len()),
            contributions: Contributions::default(),
            shifts: Shifts::default(),
            influences: Influences::default(),
            without_scale: BTreeMap::new(),
            treated: BTreeMap::new(),
            widths: Vec::new(),
            most_moving: None,
        }
    }

    fn score(
        &mut self,
        request: &IndexRequest,
        reports: &Reports,
        reference: Option<&Reports>,
        group: &Group,
        (metrics, components): (&[String], &[Component]),
    ) {
        let scheme = &request.scheme;
        match &scheme.kind {
            Kind::Sheet(sheet) => {
                let mut scores = sheet::score(sheet, reports, metrics, group, scheme.least_coverage);
                let ranks = scores.rank();
                self.cells.fill(scheme, &group.rows, &scores, &ranks);
                self.contributions.add(&group.rows, components, &scores);
                let robust =
                    request.sensitivity.as_ref().and_then(|asked| robust::of_sheet(sheet, &scores, asked));
                if let Some(robust) = robust {
                    let ids: Vec<String> = sheet.items.iter().map(|item| item.id.clone()).collect();
                    self.add(&robust, &ids, group, scheme.class(group.key.class));
                }
            }
            Kind::Composite(composite) => {
                let scored = composite::score(composite, reports, reference, group, scheme.least_coverage);
                let Some(mut scored) = scored else { return };
                let ranks = scored.scores.rank();
                self.cells.fill(scheme, &group.rows, &scored.scores, &ranks);
                self.contributions.add(&group.rows, components, &scored.scores);
                self.remember(&scored, scheme, group);
                let robust = request
                    .sensitivity
                    .as_ref()
                    .and_then(|asked| robustness(composite, &scored, asked, scheme.least_coverage));
                if let Some(robust) = robust {
                    let ids: Vec<String> =
                        composite.indicators.iter().map(|one| one.metric.clone()).collect();
                    self.add(&robust, &ids, group, scheme.class(group.key.class));
                }
            }
        }
    }

    fn remember(&mut self, scored: &Scored, scheme: &Scheme, group: &Group) {
        let place = words::group(group.year, &group.key.name);
        let class = scheme.class(group.key.class);
        let place = class.map_or_else(|| place.clone(), |class| words::in_class(&place, &class.title));
        for indicator in &scored.without_scale {
            self.without_scale.entry(*indicator).or_default().push(place.clone());
        }
        for (indicator, treatment) in scored.treatments.iter().enumerate() {
            let what = match treatment {
                Treatment::Kept => continue,
                Treatment::Winsorised(points) => words::winsorised(*points),
                Treatment::Logged => words::LOGGED.label(),
            };
            self.treated.entry(indicator).or_default().push(words::pair(&place, &what));
        }
    }

    fn add(&mut self, robust: &Robust, indicators: &[String], group: &Group, class: Option<&Class>) {
        self.cells.fill_spread(&group.rows, robust);
        self.shifts.add(&group.rows, indicators, robust);
        let class = class.map(|class| class.id.as_str());
        self.influences.add(group.year, (&group.key.name, class), robust);
        self.widths.extend(robust.spreads.iter().flatten().map(|spread| spread.high - spread.low));
        for (indicator, left_out) in robust.left_out.iter().enumerate() {
            let shift = left_out.mean_rank_shift.unwrap_or_default();
            if self.most_moving.is_none_or(|(_, most)| shift > most) {
                self.most_moving = Some((indicator, shift));
            }
        }
    }

    /// What is to be said beside the tables.
    fn said(
        &self,
        scheme: &Scheme,
        sample: &Sample,
        asked: Option<&Sensitivity>,
        groups: usize,
    ) -> Vec<Note> {
        let title = |indicator: &usize| sample.metrics.get(*indicator).map(|metric| &metric.title);
        let mut said = vec![Note::info(cards::how(scheme)).on_charts()];
        for (indicator, places) in &self.without_scale {
            let text = title(indicator).map(|title| words::without_scale(title, places));
            said.extend(text.map(|text| Note::warning(text).on_charts()));
        }
        for (indicator, places) in &self.treated {
            said.extend(title(indicator).map(|title| Note::info(words::treated(title, places))));
        }
        if let Some(asked) = asked {
            let width = median(&self.widths).unwrap_or_default();
            let draws = (asked.draws, asked.seed);
            let text = match &scheme.kind {
                Kind::Composite(composite) => {
                    let choices = &composite.sensitivity;
                    let others = (choices.normalise.len() + 1, choices.aggregate.len());
                    words::drawn(draws, cards::noise(choices.weights), others, choices.drop_one, width)
                }
                Kind::Sheet(sheet) => {
                    let has_caps = sheet.groups.iter().any(|group| group.cap.is_some());
                    let choices = (sheet.drop_one, has_caps);
                    words::drawn_of_sheet(draws, cards::noise(sheet.weights), choices, width)
                }
            };
            let title = |place: &usize| match &scheme.kind {
                Kind::Composite(_) => title(place),
                Kind::Sheet(sheet) => sheet.items.get(*place).map(|item| &item.title),
            };
            said.push(Note::info(text).on_charts());
            let most = self.most_moving.filter(|_| groups == 1);
            let most =
                most.and_then(|(indicator, shift)| Some(words::most_moving(title(&indicator)?, shift)));
            said.extend(most.map(Note::info));
            if self.influences.is_empty() {
                said.push(Note::info(words::nothing_moves()));
            }
        }
        said
    }
}

/// Reports with a score and without, by reason.
fn coverage(scheme: &Scheme, reports: &Reports, cells: &Cells) -> Coverage {
    let count = |reason: &Reason| cells.notes().filter(|note| *note == reason.id()).count();
    let left_out = Reason::ALL.into_iter().map(|reason| (reason, count(&reason)));
    Coverage {
        metric: scheme.name.clone(),
        selected: reports.frame.height(),
        used: cells.ranked(),
        left_out: left_out.filter(|(_, count)| *count > 0).collect(),
    }
}

/// The error where no report has a score, with what is missing.
fn nothing_scored(sample: &Sample, coverage: &[Coverage], scheme: &Scheme) -> Error {
    let reasons = |coverage: &Coverage| -> Vec<(Label, usize)> {
        coverage.left_out.iter().map(|(reason, count)| (reason.text().label(), *count)).collect()
    };
    let mut titles = vec![&scheme.title];
    titles.extend(sample.titles());
    let missing = titles.iter().zip(coverage).filter(|(_, coverage)| !coverage.left_out.is_empty());
    let details = missing.map(|(title, coverage)| words::missing(title, &reasons(coverage))).collect();
    Error::new(ErrorKind::Request, words::nothing_scored())
        .with_details(details)
        .with_hint(words::lower_coverage(scheme.least_coverage))
}
