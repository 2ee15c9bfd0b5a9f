//! The reports that a question is about, with the values of its metrics.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::about::{card, provenance};
use super::figures::{compile, figures, need, panel, reason};
use super::places::{Places, choose_levels, one_of};
use super::{Coverage, MetricCard, Provenance, Reason, Which, Within};
use crate::dataset::{Dataset, Directory, Need, Scope, Years};
use crate::error::{Error, ErrorKind, Result};
use crate::metric::{Catalogue, Metric};
use crate::schema::Form;
use crate::text::{Label, Lang, Note, notes, questions, regions};

/// What is drawn from a dataset for a question.
#[expect(clippy::struct_excessive_bools, reason = "each is a column or rows that are needed or not")]
pub(super) struct Draw<'a> {
    pub(super) dataset: &'a Dataset,
    pub(super) catalogue: &'a Catalogue,
    pub(super) which: &'a Which,
    /// The metrics by id.
    pub(super) metrics: &'a [String],
    /// Fields that the question needs beside those of the metrics, taken over under their own names.
    pub(super) fields: BTreeSet<String>,
    /// Whether numerators and denominators are needed, not only values.
    pub(super) parts: bool,
    /// Whether the year before the first is needed too.
    pub(super) year_before: bool,
    /// Which years to take where none are asked for.
    pub(super) default_years: DefaultYears,
    /// Whether all levels are taken where none is asked for; else counties, or whatever most reports are about.
    pub(super) all_levels: bool,
}

/// Which years a question takes where none are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DefaultYears {
    /// The latest with a figure of the first metric.
    Latest,
    /// All.
    All,
}

/// The reports of the other scope, and the codes of the regions that take part.
struct OtherReports {
    codes: BTreeSet<String>,
    reports: Vec<(String, i32)>,
}

/// Whose reports a coverage counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CoverageOf {
    /// All that take part: the regions shown are compared with them.
    Group,
    /// Those of the regions shown, which stand for themselves.
    Shown,
}

/// The reports that a question is about.
pub(super) struct Sample {
    pub(super) metrics: Vec<Metric>,
    /// One row a report, sorted by region and year: year, form, `__place`, `__unit`, `__group`, the figures of
    /// each metric, the fields asked for. Has the year before the first where it was asked for.
    frame: DataFrame,
    directory: Directory,
    /// Number of groups.
    pub(super) group_count: usize,
    /// The years that the answer is about.
    pub(super) years: Years,
    /// The levels that take part.
    pub(super) levels: Vec<String>,
    /// Codes of the regions to show; all if `None`.
    pub(super) shown: Option<BTreeSet<String>>,
    is_shown: Expr,
    /// The group in which ranks are formed.
    pub(super) within: Within,
    pub(super) notes: Vec<Note>,
    pub(super) provenance: Provenance,
}

impl Sample {
    /// Draws the sample.
    ///
    /// # Errors
    /// Names that do not resolve, figures that the dataset lacks or that are wrong, or no report left.
    pub(super) fn draw(draw: &Draw<'_>) -> Result<Self> {
        let metrics = compile(draw)?;
        let places = Places::resolve(draw.dataset, draw.which)?;
        let mut notes = places.notes.clone();
        let mut panel = panel(draw.dataset, &need(draw, &metrics))?;
        notes.extend(draw.dataset.notes().iter().chain(&panel.notes).cloned());
        let within = places.within();
        let asked = draw.which.years.unwrap_or_default();
        let there = panel.levels(asked, within.clone())?;
        let levels = if draw.all_levels && draw.which.level.is_none() && places.levels.is_empty() {
            there.iter().map(|(level, _)| level.clone()).collect()
        } else {
            choose_levels(draw.which, &places, &there)?
        };
        let group_count = panel.group_by(draw.which.within.column())?;
        let directory = panel.directory().clone();
        let taking_part = within.clone().and(one_of("level", &levels));
        let mut others = OtherReports { codes: BTreeSet::new(), reports: panel.other_scope.clone() };
        if !others.reports.is_empty() {
            others.codes = directory.codes(taking_part.clone())?;
        }
        let reports = directory.filter(panel.reports()?, taking_part)?;
        let frame = figures(reports, draw, &metrics).collect()?;
        let is_shown = match &places.shown {
            Some(codes) => {
                directory.condition(one_of("region_code", &codes.iter().cloned().collect::<Vec<_>>()))?
            }
            None => lit(true),
        };
        let mut sample = Self {
            metrics,
            frame,
            directory,
            group_count,
            years: draw.which.years.unwrap_or_default(),
            levels,
            shown: places.shown,
            is_shown,
            within: draw.which.within,
            notes,
            provenance: provenance(draw.dataset),
        };
        sample.choose_years(draw)?;
        sample.require_shown(&places.names)?;
        if draw.which.level.is_none() && sample.shown.is_none() && there.len() > 1 {
            sample.say_levels(&panel.levels(sample.years, within)?);
        }
        sample.say_scope(draw.which.scope, &others);
        Ok(sample)
    }

    /// Says which levels were left out because none was asked for.
    fn say_levels(&mut self, there: &[(String, usize)]) {
        let others: Vec<_> =
            there.iter().filter(|(level, _)| !self.levels.contains(level)).cloned().collect();
        if let (Some(chosen), false) = (self.levels.first(), others.is_empty()) {
            self.notes.push(Note::info(notes::level_chosen(chosen, &others)));
        }
    }

    /// Says how many reports of the other scope the selection would have.
    fn say_scope(&mut self, scope: Scope, others: &OtherReports) {
        let asked = |code: &String| {
            others.codes.contains(code) && self.shown.as_ref().is_none_or(|shown| shown.contains(code))
        };
        let count =
            others.reports.iter().filter(|(code, year)| self.years.contains(*year) && asked(code)).count();
        let (name, option) = match scope {
            Scope::Region => (regions::SCOPE_OFFICE, "office"),
            Scope::Office => (regions::SCOPE_REGION, "region"),
        };
        if count > 0 {
            self.notes.push(Note::info(notes::other_scope(count, name, option)));
        }
    }

    /// Fixes the years, and refuses a sample without a report in them.
    fn choose_years(&mut self, draw: &Draw<'_>) -> Result<()> {
        let counts = self.years_there()?;
        if draw.which.years.is_none() && draw.default_years == DefaultYears::Latest {
            let with_figure = self.reports_by_year(0)?;
            if let Some((year, count)) = with_figure.last_key_value() {
                let fuller = with_figure.iter().max_by_key(|(year, count)| (**count, **year));
                let fuller =
                    fuller.filter(|(_, most)| **most > 2 * count).map(|(year, count)| (*year, *count));
                self.notes.insert(0, Note::info(notes::latest_year(*year, *count, fuller)));
                self.years = Years::one(*year);
            }
        }
        let inside = counts.iter().any(|year| self.years.contains(*year));
        if !inside {
            let error = Error::new(ErrorKind::Request, notes::no_report_left(&self.describe()));
            let years = self.years_of_all(draw)?;
            return Err(if years.is_empty() {
                error
            } else {
                error.with_hint(notes::years_there_are(&years))
            });
        }
        let kept = if draw.year_before { self.years.with_year_before() } else { self.years };
        if counts.iter().any(|year| !kept.contains(*year))
            && let Some(condition) = kept.condition()
        {
            self.frame = self.frame.clone().lazy().filter(condition).collect()?;
        }
        Ok(())
    }

    /// The reports, lazily, with what is known of their regions.
    pub(super) fn reports(&self) -> LazyFrame {
        self.named(self.figures())
    }

    /// The reports, lazily, without it.
    pub(super) fn figures(&self) -> LazyFrame {
        self.frame.clone().lazy()
    }

    /// Adds what is known of the reports' regions.
    pub(super) fn named(&self, reports: LazyFrame) -> LazyFrame {
        reports.with_columns(self.directory.columns())
    }

    /// Number of reports of the levels in every year of the dataset, for an answer that has none.
    fn years_of_all(&self, draw: &Draw<'_>) -> Result<Vec<(i32, usize)>> {
        let need = Need { scope: draw.which.scope, ..Need::default() };
        let reports = draw.dataset.panel(&need)?.reports()?.filter(one_of("level", &self.levels));
        let years = reports.select([col("year")]).collect()?;
        let mut counts = BTreeMap::new();
        for year in years.column("year")?.i32()?.iter().flatten() {
            *counts.entry(year).or_default() += 1;
        }
        Ok(counts.into_iter().collect())
    }

    /// The years of the reports.
    fn years_there(&self) -> Result<BTreeSet<i32>> {
        let column = self.frame.column("year")?.i32()?;
        let first = column.min().unwrap_or_default();
        let mut there =
            vec![false; column.max().map_or(0, |last| usize::try_from(last - first).unwrap_or(0) + 1)];
        for year in column.downcast_iter().flat_map(|years| years.iter().flatten()) {
            if let Some(there) = usize::try_from(year - first).ok().and_then(|at| there.get_mut(at)) {
                *there = true;
            }
        }
        let years = (first..).zip(there).filter(|(_, there)| *there).map(|(year, _)| year).collect();
        Ok(years)
    }

    /// Number of reports a year that have a value of a metric, and are of the regions shown if these have any.
    fn reports_by_year(&self, metric: usize) -> Result<BTreeMap<i32, usize>> {
        let count = |condition: Expr| -> Result<BTreeMap<i32, usize>> {
            let rows =
                self.frame.clone().lazy().filter(condition).group_by([col("year")]).agg([len().alias("n")]);
            let rows = rows.select([col("year"), col("n").cast(DataType::UInt32)]).collect()?;
            let counts = rows.column("year")?.i32()?.iter().zip(rows.column("n")?.u32()?.iter());
            Ok(counts.filter_map(|(year, n)| Some((year?, n? as usize))).collect())
        };
        let has = if metric < self.metrics.len() { Self::has_value(metric) } else { lit(true) };
        let shown = count(has.clone().and(self.is_shown.clone()))?;
        if shown.is_empty() && self.shown.is_some() { count(has) } else { Ok(shown) }
    }

    /// Says which of the regions asked for have no report, and refuses if none has.
    fn require_shown(&mut self, names: &BTreeMap<String, Vec<String>>) -> Result<()> {
        if names.is_empty() {
            return Ok(());
        }
        let rows = self.to_show(self.reports());
        let codes = rows.select([col("region_code")]).collect()?;
        let present: BTreeSet<&str> = codes.column("region_code")?.str()?.iter().flatten().collect();
        let missing: Vec<String> = names
            .iter()
            .filter(|(_, codes)| !codes.iter().any(|code| present.contains(code.as_str())))
            .map(|(name, _)| name.clone())
            .collect();
        if missing.len() == names.len() {
            let error = Error::new(ErrorKind::Request, notes::no_report_left(&self.describe()))
                .with_details(vec![notes::without_report(&missing)]);
            return Err(error);
        }
        if !missing.is_empty() {
            self.notes.push(Note::warning(notes::without_report(&missing)));
        }
        Ok(())
    }

    /// The years in words.
    pub(super) fn years_label(&self) -> Label {
        self.years.label()
    }

    /// The levels in words.
    pub(super) fn levels_label(&self) -> Label {
        let part = |lang: Lang| {
            let levels: Vec<String> =
                self.levels.iter().map(|level| regions::level(level).get(lang).to_owned()).collect();
            levels.join(lang.pick("、", ", "))
        };
        Label::new(part(Lang::Zh), part(Lang::En))
    }

    /// Levels and group in words, as they stand under a title.
    pub(super) fn group_label(&self) -> Label {
        questions::group(&self.levels_label(), self.within.column())
    }

    /// Years and levels in words.
    fn describe(&self) -> Label {
        let (years, levels) = (self.years_label(), self.levels_label());
        Label::new(format!("{}，{}", years.zh, levels.zh), format!("{}, {}", years.en, levels.en))
    }

    /// The titles of the metrics.
    pub(super) fn titles(&self) -> Vec<&Label> {
        self.metrics.iter().map(|metric| &metric.title).collect()
    }

    /// The rows that the answer is about, without the year before.
    pub(super) fn in_years(&self, rows: LazyFrame) -> LazyFrame {
        // A condition that holds everywhere would still copy every row.
        match self.years.condition() {
            Some(condition) => rows.filter(condition),
            None => rows,
        }
    }

    /// The rows to show of those.
    pub(super) fn to_show(&self, rows: LazyFrame) -> LazyFrame {
        let rows = self.in_years(rows);
        if self.shown.is_some() { rows.filter(self.is_shown.clone()) } else { rows }
    }

    /// The column that is null for reports with a value that counts.
    pub(super) fn reason(i: usize) -> Expr {
        col(reason(i))
    }

    /// The condition for reports with a value that counts.
    pub(super) fn has_value(i: usize) -> Expr {
        col(reason(i)).is_null()
    }

    /// Why a report has no value that counts, as the id of a [`Reason`]; null where it has one.
    pub(super) fn reason_id(i: usize) -> Expr {
        Reason::ALL.into_iter().zip(0_i32..).fold(
            lit(NULL).cast(DataType::String),
            |rest, (known, number)| {
                when(col(reason(i)).eq(lit(number))).then(lit(known.id())).otherwise(rest)
            },
        )
    }

    /// The years of the sample by the form of their reports; none where no metric depends on the form.
    pub(super) fn years_by_form(&self) -> Result<BTreeMap<Form, BTreeSet<i32>>> {
        let mut by_form: BTreeMap<Form, BTreeSet<i32>> = BTreeMap::new();
        if self.frame.get_column_index("form").is_none() {
            return Ok(by_form);
        }
        let rows = self.to_show(self.frame.clone().lazy());
        let pairs =
            rows.select([col("form"), col("year")]).unique(None, UniqueKeepStrategy::Any).collect()?;
        for (form, year) in pairs.column("form")?.i32()?.iter().zip(pairs.column("year")?.i32()?.iter()) {
            if let (Some(form), Some(year)) = (form.and_then(|form| Form::from_id(&form.to_string())), year) {
                by_form.entry(form).or_default().insert(year);
            }
        }
        Ok(by_form)
    }

    /// Reports used and left out for each metric.
    pub(super) fn coverage(&self, of: CoverageOf) -> Result<Vec<Coverage>> {
        let rows = self.frame.clone().lazy();
        let rows = if of == CoverageOf::Shown { self.to_show(rows) } else { self.in_years(rows) };
        let rows =
            rows.select((0..self.metrics.len()).map(|i| col(reason(i))).collect::<Vec<_>>()).collect()?;
        let selected = rows.height();
        let columns = rows.columns().iter().map(|reasons| reasons.i32()).collect::<PolarsResult<Vec<_>>>()?;
        // A thread for each metric: these are passes over every report.
        let counts: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> =
                columns.iter().map(|reasons| scope.spawn(|| count_reasons(reasons))).collect();
            let join = |thread: std::thread::ScopedJoinHandle<'_, _>| {
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            threads.into_iter().map(join).collect()
        });
        let mut coverage = Vec::new();
        for (metric, counts) in self.metrics.iter().zip(counts) {
            let left_out: Vec<_> =
                Reason::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect();
            let used = selected - counts.iter().sum::<usize>();
            coverage.push(Coverage { metric: metric.id.clone(), selected, used, left_out });
        }
        Ok(coverage)
    }

    /// The definitions of the metrics.
    pub(super) fn cards(&self) -> Vec<MetricCard> {
        self.metrics.iter().map(card).collect()
    }
}

/// How many reports each reason leaves out.
fn count_reasons(reasons: &Int32Chunked) -> [usize; Reason::ALL.len()] {
    let mut counts = [0; Reason::ALL.len()];
    // By arrays, since an iterator over all of them is several times slower.
    for number in reasons.downcast_iter().flat_map(|array| array.iter().flatten()) {
        if let Some(count) = usize::try_from(*number).ok().and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    counts
}
