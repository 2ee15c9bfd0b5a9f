//! What is exported: names resolved to fields and metrics, and the columns that come of them.

use std::collections::BTreeSet;

use polars::prelude::*;

use super::variable::{Role, Type};
use super::{ExportRequest, KEYS};
use crate::analysis::compare::headline;
use crate::analysis::figures::{denominator, numerator, value};
use crate::analysis::sample::Sample;
use crate::analysis::{Column as Described, Kind};
use crate::dataset::Dataset;
use crate::error::{Error, ErrorKind, Result};
use crate::metric::{Catalogue, Metric, Rule};
use crate::schema::{Content, Field, Forms, Unit, dictionary};
use crate::text::{Label, Note, errors, export as words, nearest_names, notes};

/// The document that a report is, in columns of text.
const DOCUMENT: [&str; 4] = ["published_on", "source_url", "source_file", "source_sha256"];

/// A field to export.
pub(super) struct Item {
    pub(super) name: String,
    field: Option<&'static Field>,
    /// Whether it was asked for by name, so that it is there even without a figure.
    asked: bool,
}

/// What is to be exported.
pub(super) struct Items {
    /// Metrics by id that are more than a field.
    pub(super) metrics: Vec<String>,
    pub(super) fields: Vec<Item>,
    /// Columns of text about the reports.
    documents: Vec<String>,
    pub(super) notes: Vec<Note>,
}

impl Items {
    /// Resolves the names.
    pub(super) fn resolve(dataset: &Dataset, catalogue: &Catalogue, request: &ExportRequest) -> Result<Self> {
        let all = request.metrics.is_empty() && request.fields.is_empty();
        let mut items =
            Self { metrics: Vec::new(), fields: Vec::new(), documents: Vec::new(), notes: Vec::new() };
        let mut names = Vec::new();
        for name in &request.fields {
            names.extend(field_named(dataset, name)?);
        }
        if all {
            let (usual, lacking) = headline(dataset, catalogue, &[])?;
            items.metrics = usual;
            if !lacking.is_empty() {
                items.notes.push(Note::info(notes::metrics_left_out(&lacking)));
            }
        } else {
            items.metrics.clone_from(&request.metrics);
        }
        // A metric that is a field is that field: whole numbers stay whole.
        let mut metrics = Vec::new();
        for id in std::mem::take(&mut items.metrics) {
            let metric = catalogue.get(&id)?;
            let is_field = dictionary().get(&id).is_some() && is_own_value(&metric);
            match is_field {
                true if !all => names.extend(field_named(dataset, &id)?),
                true => {}
                false => metrics.push(id),
            }
        }
        items.metrics = metrics;
        let chosen = |name: &String| Item { name: name.clone(), field: dictionary().get(name), asked: true };
        items.fields = names.iter().map(chosen).collect();
        if all {
            let fields = dictionary().fields().iter();
            let there = fields.filter(|field| field.content.is_number() && dataset.has(&field.name));
            items.fields.extend(there.map(|field| Item {
                name: field.name.clone(),
                field: Some(field),
                asked: false,
            }));
            let further = dataset.regions.further_columns().filter(|name| dataset.is_regional(name));
            items.fields.extend(further.map(|name| Item {
                name: name.to_owned(),
                field: None,
                asked: false,
            }));
        }
        // The metric of a user's own may stand in the place of a field.
        let mut seen: BTreeSet<String> = items.metrics.iter().cloned().collect();
        items.fields.retain(|item| seen.insert(item.name.clone()));
        let further = dataset.manifest.further_columns.iter().map(String::as_str);
        let documents = DOCUMENT.into_iter().chain(further).filter(|name| dataset.has_field(name));
        items.documents = documents.map(str::to_owned).collect();
        Ok(items)
    }

    /// The columns of the reports that are needed beside those of the metrics.
    pub(super) fn columns(&self) -> BTreeSet<String> {
        let fields = self.fields.iter().map(|item| item.name.clone());
        fields.chain(self.documents.iter().cloned()).chain(["form".to_owned()]).collect()
    }

    /// The fields that are filled from their parts where they are not published.
    pub(super) fn totals(&self) -> Vec<String> {
        let is_total = |item: &&Item| item.field.is_some_and(|field| !field.parts().is_empty());
        self.fields.iter().filter(is_total).map(|item| item.name.clone()).collect()
    }

    /// The columns: fields, metrics with their parts, the reports as documents.
    pub(super) fn plans(&self, sample: &Sample, with_status: bool, totals: bool) -> Vec<Plan> {
        let mut plans = Vec::new();
        for item in &self.fields {
            plans.push(item.plan());
            if with_status {
                plans.push(item.status(totals));
            }
        }
        for (i, metric) in sample.metrics.iter().enumerate() {
            plans.extend(metric_plans(metric, i, with_status));
        }
        for name in &self.documents {
            let of = if name == "published_on" { Type::Date } else { Type::Text };
            let mut plan = Plan::new(name, Kind::Text, of, Role::Report, col(name.as_str()));
            if let Some(field) = dictionary().get(name) {
                plan.label = field.label.clone();
            }
            plan.droppable = true;
            plans.push(plan);
        }
        plans
    }
}

/// The field of this name; none for a column that every export has.
fn field_named(dataset: &Dataset, name: &str) -> Result<Option<String>> {
    if KEYS.iter().any(|(key, ..)| *key == name) {
        return Ok(None);
    }
    let document = DOCUMENT.contains(&name) || dataset.manifest.further_columns.iter().any(|c| c == name);
    let known = dictionary().get(name).is_some_and(|field| field.content.is_number());
    if (known && dataset.has(name)) || dataset.is_regional(name) {
        return Ok(Some(name.to_owned()));
    }
    if document && dataset.has_field(name) {
        return Ok(None);
    }
    if dictionary().get(name).is_some() {
        let message = words::dataset_lacks_field(name, &dataset.manifest.name);
        return Err(Error::new(ErrorKind::Request, message).with_hint(words::list_fields()));
    }
    let fields = dictionary().fields().iter().filter(|field| field.content.is_number());
    let fields = fields.map(|field| field.name.as_str()).chain(dataset.regions.further_columns());
    let near = nearest_names(name, fields);
    let hint = if near.is_empty() { words::list_fields() } else { errors::nearest(&near) };
    Err(Error::new(ErrorKind::Request, words::no_such_field(name)).with_hint(hint))
}

/// Whether a metric is nothing but the field of its name.
fn is_own_value(metric: &Metric) -> bool {
    matches!(&metric.rule, Rule::Value(formula) if formula.text.trim() == metric.id)
}

/// The name of the column that says how a figure came or why it is missing.
pub(super) fn status(name: &str) -> String {
    format!("{name}_status")
}

/// The name of the column that holds a group total as published.
pub(super) fn published(name: &str) -> String {
    format!("__published_{name}")
}

/// A column to be computed and described.
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
#[derive(Clone)]
pub(super) struct Plan {
    pub(super) name: String,
    pub(super) expr: Expr,
    pub(super) kind: Kind,
    pub(super) of: Type,
    pub(super) role: Role,
    pub(super) label: Label,
    pub(super) meaning: Label,
    pub(super) note: Label,
    pub(super) unit: Option<Unit>,
    pub(super) forms: Option<Forms>,
    /// Whether its figures on different forms are the same thing.
    pub(super) same_on_forms: bool,
    pub(super) formula: String,
    /// Whether figures below 0 can be right.
    pub(super) signed: bool,
    /// Whether it is left out if no report has it.
    pub(super) droppable: bool,
}

impl Plan {
    pub(super) fn new(name: &str, kind: Kind, of: Type, role: Role, expr: Expr) -> Self {
        Self {
            name: name.to_owned(),
            expr,
            kind,
            of,
            role,
            label: words::column(name),
            meaning: words::meaning(name),
            note: Label::default(),
            unit: None,
            forms: None,
            same_on_forms: true,
            formula: String::new(),
            signed: false,
            droppable: false,
        }
    }

    /// The column's description.
    pub(super) fn column(&self) -> Described {
        Described { name: self.name.clone(), label: self.label.clone(), kind: self.kind, drop_order: 0 }
    }

    /// Whether it says something of the report, and is no figure.
    pub(super) fn is_of_report(&self) -> bool {
        matches!(self.role, Role::Key | Role::Report)
    }
}

impl Item {
    fn plan(&self) -> Plan {
        let expr = col(self.name.as_str());
        let Some(field) = self.field else {
            let mut plan = Plan::new(&self.name, Kind::Count, Type::Number, Role::Regional, expr);
            plan.droppable = !self.asked;
            return plan;
        };
        let of = if field.content == Content::Amount { Type::Number } else { Type::Whole };
        let kind = field.unit.map_or(Kind::Number, Kind::In);
        let mut plan = Plan::new(&self.name, kind, of, Role::Field, expr);
        plan.label = field.label.clone();
        plan.meaning = Label::new(field.form_row.clone(), field.label.en.clone());
        plan.note = Label::same(&field.note);
        plan.unit = field.unit;
        plan.forms = Some(field.forms);
        plan.signed = field.content == Content::SignedCount;
        plan.droppable = !self.asked;
        plan
    }

    /// How the figure came, or why there is none.
    fn status(&self, totals: bool) -> Plan {
        let figure = || col(self.name.as_str()).is_not_null();
        let forms = self.field.map_or(Forms::ALL, |field| field.forms);
        let on = forms.iter().map(|form| col("form").eq(lit(form.number()))).reduce(Expr::or);
        let absent = when(on.unwrap_or_else(|| lit(false))).then(lit("blank")).otherwise(lit("other_form"));
        let is_total = self.field.is_some_and(|field| !field.parts().is_empty());
        let there = if totals && is_total {
            when(col(published(&self.name)).is_null()).then(lit("summed")).otherwise(lit("reported"))
        } else {
            lit("reported")
        };
        status_plan(&self.name, &self.plan().label, when(figure()).then(there).otherwise(absent))
    }
}

fn status_plan(name: &str, label: &Label, expr: Expr) -> Plan {
    let mut plan = Plan::new(&status(name), Kind::Id, Type::Text, Role::Status, expr);
    plan.label = words::status_of(label);
    plan.meaning = words::meaning("status");
    plan
}

/// The columns of a metric: its value, numerator and denominator, and why a value does not count.
fn metric_plans(metric: &Metric, i: usize, with_status: bool) -> Vec<Plan> {
    let mut of_value =
        Plan::new(&metric.id, Kind::In(metric.unit), Type::Number, Role::Metric, col(value(i)));
    of_value.label = metric.title.clone();
    of_value.meaning = metric.meaning.clone();
    of_value.note = metric.caveat.clone().unwrap_or_default();
    of_value.unit = Some(metric.unit);
    of_value.forms = Some(metric.forms());
    of_value.same_on_forms = metric.is_comparable();
    of_value.formula = metric.formula().split_whitespace().collect::<Vec<_>>().join(" ");
    // A rate of counts is not below 0; a formula of the user's own may be.
    of_value.signed = !metric.is_share();
    let mut plans = vec![of_value.clone()];
    if let Rule::Ratio { numerator: over, denominator: under } = &metric.rule {
        let parts = [
            ("numerator", Role::Numerator, numerator(i), over),
            ("denominator", Role::Denominator, denominator(i), under),
        ];
        for (part, role, column, formula) in parts {
            let mut plan =
                Plan::new(&format!("{}_{part}", metric.id), Kind::Count, Type::Number, role, col(column));
            plan.label = words::part_of(&metric.title, part);
            plan.meaning =
                Label::new(formula.in_words(crate::text::Lang::Zh), formula.in_words(crate::text::Lang::En));
            plan.forms = of_value.forms;
            plan.same_on_forms = of_value.same_on_forms;
            plan.formula.clone_from(&formula.text);
            plan.signed = true;
            plans.push(plan);
        }
    }
    if with_status {
        let why = when(Sample::has_value(i)).then(lit("computed")).otherwise(Sample::reason_id(i));
        plans.push(status_plan(&metric.id, &metric.title, why));
    }
    plans
}
