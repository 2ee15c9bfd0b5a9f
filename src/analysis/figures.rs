//! The figures of metrics as columns of a sample: values, their parts, and why a value does not count.

use std::collections::BTreeSet;

use polars::prelude::*;

use super::Reason;
use super::kernels::{self, WhyNot};
use super::sample::Draw;
use crate::check;
use crate::dataset::{Dataset, Derived, GROUP, Need, PLACE, Panel, UNIT};
use crate::error::{Error, ErrorKind, Result};
use crate::metric::Metric;
use crate::schema::Form;
use crate::text::metrics as metric_words;

/// Names of the columns that hold the figures of the metric number `i`.
pub(super) fn value(i: usize) -> String {
    format!("v{i}")
}
pub(super) fn numerator(i: usize) -> String {
    format!("x{i}")
}
pub(super) fn denominator(i: usize) -> String {
    format!("n{i}")
}
/// Why a report has no value that counts, as a number; null where it has one.
pub(super) fn reason(i: usize) -> String {
    format!("r{i}")
}

/// Compiles the metrics and checks that the dataset has what they need.
pub(super) fn compile(draw: &Draw<'_>) -> Result<Vec<Metric>> {
    let mut metrics: Vec<Metric> = Vec::new();
    for id in draw.metrics {
        let metric = draw.catalogue.get(id)?;
        let lacking: Vec<String> = lacking(draw.dataset, &metric);
        if !lacking.is_empty() {
            let dataset = &draw.dataset.manifest.name;
            let message = metric_words::dataset_lacks(&metric.id, dataset, &lacking.join(", "));
            return Err(Error::new(ErrorKind::Request, message));
        }
        if !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    Ok(metrics)
}

/// The fields of a metric that the dataset does not have. A formula that can do with one of several
/// (COALESCE) lacks nothing as long as one is there.
pub(super) fn lacking(dataset: &Dataset, metric: &Metric) -> Vec<String> {
    let fields = metric.fields();
    let lacking: Vec<String> = fields.iter().filter(|field| !dataset.has(field)).cloned().collect();
    let some_will_do = metric.formula().to_uppercase().contains("COALESCE") && lacking.len() < fields.len();
    if some_will_do { Vec::new() } else { lacking }
}

/// The column of a report's form, as a number.
const FORM: &str = "form";

/// Whether the form of each report is needed: by a metric, or for itself.
fn needs_form(draw: &Draw<'_>, metrics: &[Metric]) -> bool {
    metrics.iter().any(Metric::depends_on_form) || draw.fields.contains(FORM)
}

pub(super) fn need(draw: &Draw<'_>, metrics: &[Metric]) -> Need {
    let mut fields: BTreeSet<String> = metrics.iter().flat_map(Metric::fields).collect();
    fields.extend(draw.fields.iter().filter(|name| *name != FORM).cloned());
    let years = draw.which.years.unwrap_or_default();
    Need {
        fields,
        years: if draw.year_before { years.with_year_before() } else { years },
        scope: draw.which.scope,
        form: needs_form(draw, metrics),
    }
}

/// The figures of the metrics, in two steps, so that each is computed once: values and their parts, then why
/// a value does not count.
pub(super) fn figures(reports: LazyFrame, draw: &Draw<'_>, metrics: &[Metric]) -> LazyFrame {
    let mut kept: Vec<Expr> = ["year", PLACE, UNIT, GROUP].iter().map(|name| col(*name)).collect();
    if needs_form(draw, metrics) {
        kept.push(col(FORM));
    }
    let (mut values, mut reasons) = (Vec::new(), Vec::new());
    for (i, metric) in metrics.iter().enumerate() {
        values.push(metric.value().alias(value(i)));
        values.push(metric.numerator().alias(numerator(i)));
        values.push(metric.denominator().alias(denominator(i)));
        reasons.push(why_not(metric, i, draw.which.min_n).alias(reason(i)));
        kept.extend([col(value(i)), col(reason(i))]);
        if draw.parts {
            kept.extend([col(numerator(i)), col(denominator(i))]);
        }
    }
    kept.extend(draw.fields.iter().filter(|name| *name != FORM).map(|name| col(name.as_str())));
    reports.with_columns(values).with_columns(reasons).select(kept)
}

/// Why a report has no value of a metric that counts, as the number of a [`Reason`]; null where it has one.
fn why_not(metric: &Metric, i: usize, min_n: Option<u32>) -> Expr {
    let number = |reason: Reason| {
        let at = Reason::ALL.iter().position(|known| *known == reason).unwrap_or_default();
        i32::try_from(at).unwrap_or_default()
    };
    let why = kernels::why_not(
        [col(value(i)), col(denominator(i))],
        WhyNot {
            no_figure: number(Reason::NoFigure),
            zero_denominator: metric.is_ratio().then(|| number(Reason::ZeroDenominator)),
            // Only the denominator of a share is a number of cases; a population is no sample.
            below_min_n: min_n
                .filter(|_| metric.is_share())
                .map(|least| (f64::from(least), number(Reason::BelowMinN))),
            above_one: metric.is_share().then(|| number(Reason::AboveOne)),
        },
    );
    // A figure outside its form does not count, wherever it was taken from.
    let forms = metric.forms();
    let other = Form::ALL.into_iter().filter(|form| !forms.contains(*form));
    match other.map(|form| col("form").eq(lit(form.number()))).reduce(Expr::or) {
        Some(other_form) => when(other_form).then(lit(number(Reason::OtherForm))).otherwise(why),
        None => why,
    }
}

/// The reports, with what the checks find in them where a metric asks for it.
pub(super) fn panel(dataset: &Dataset, need: &Need) -> Result<Panel> {
    let mut panel = dataset.panel(need)?;
    let errors = Derived::CheckErrors.name();
    if need.fields.contains(errors) {
        let counts = check::count_errors(dataset, need.years, need.scope)?;
        panel.set_figure(errors, |code, year| counts.get(code, year))?;
    }
    Ok(panel)
}
