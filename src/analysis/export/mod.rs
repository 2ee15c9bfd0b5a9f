//! The panel for other programs: a row a report (or a row a figure), with what is needed to go on: whether a
//! figure is comparable over the years, why one is missing, what each column means and where it comes from.

mod items;
mod long;
mod tables;
mod variable;

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::sample::{DefaultYears, Draw, Sample};
use super::{Answer, Column as Described, Coverage, Kind, Table, Which};
use crate::dataset::{Dataset, Need, Scope, Years};
use crate::error::{Error, ErrorKind, Result};
use crate::metric::Catalogue;
use crate::schema::Form;
use crate::text::{Label, Note, export as words};

use items::{Items, Plan};
pub use tables::Coded;
pub use variable::{Place, Role, Type, Variable};

/// Asks for the data.
#[derive(Clone, Debug, Default)]
pub struct ExportRequest {
    /// The reports; all years and all levels without any named.
    pub which: Which,
    /// Metrics by id. Without metrics and fields: the usual metrics and every field with a figure.
    pub metrics: Vec<String>,
    /// Fields of the dictionary and numeric columns of the regions by name.
    pub fields: Vec<String>,
    /// A row a figure instead of a row a report.
    pub long: bool,
    /// Whether each figure of a wide table has a column that says how it came or why it is missing; a long
    /// table always has.
    pub status: bool,
}

/// The data, and what is to be known of each of its columns.
#[derive(Clone, Debug)]
pub struct Export {
    /// The tables `panel`, `reports` (beside a long panel), `regions`, `variables` and `values`.
    pub answer: Answer,
    /// The columns of the panel in their order, then the items of a long one.
    pub variables: Vec<Variable>,
    /// The identifiers of the panel in words, with the numbers that stand for them where a program wants numbers.
    pub values: Vec<Coded>,
}

/// The columns that tell which report a row is about.
const KEYS: [(&str, Kind, Type); 9] = [
    ("region_code", Kind::Text, Type::Text),
    ("region", Kind::Text, Type::Text),
    ("level", Kind::Id, Type::Text),
    ("prefecture", Kind::Text, Type::Text),
    ("province", Kind::Text, Type::Text),
    ("year", Kind::Year, Type::Year),
    ("form", Kind::Number, Type::Whole),
    ("scope", Kind::Id, Type::Text),
    ("balanced", Kind::Flag, Type::Flag),
];

/// The column of an invented dataset, which says so in each row.
const SYNTHETIC: &str = "synthetic";

/// The columns that identify a report.
pub const REPORT_KEY: [&str; 3] = ["region_code", "year", "scope"];

/// Gathers the data.
///
/// A figure is the one that [`rank`](super::rank()) gives: a group total that is not published stands as the
/// sum of its parts where all of these are, and its status says so. Nothing is filled in otherwise.
///
/// # Errors
/// Names that do not resolve (with the nearest ones), figures that the dataset lacks or that are wrong, no
/// report left, two columns of one name.
pub fn export(dataset: &Dataset, catalogue: &Catalogue, request: &ExportRequest) -> Result<Export> {
    let items = Items::resolve(dataset, catalogue, request)?;
    let mut sample = Sample::draw(&Draw {
        dataset,
        catalogue,
        which: &request.which,
        metrics: &items.metrics,
        fields: items.columns(),
        parts: true,
        year_before: false,
        default_years: DefaultYears::All,
        all_levels: true,
    })?;
    sample.notes.extend(items.notes.iter().cloned());
    let with_status = request.long || request.status;
    let published = if with_status { published(dataset, &items, &request.which)? } else { None };
    let mut plans = keys(request.which.scope.id());
    if sample.provenance.synthetic {
        plans.push(Plan::new(SYNTHETIC, Kind::Flag, Type::Flag, Role::Report, lit(true)));
    }
    plans.extend(items.plans(&sample, with_status, published.is_some()));
    unique(&plans)?;
    let (mut frame, dropped) = collect(&sample, &plans, published)?;
    plans.retain(|plan| !dropped.contains(&plan.name));
    let absent = plans_dropped(&items, &dropped);
    if absent > 0 {
        sample.notes.push(Note::info(words::fields_left_out(absent)));
    }
    let balanced = balanced(&frame)?;
    frame.replace("balanced", balanced)?;
    if with_status {
        say_absences(&mut frame, dataset, &items, request.which.scope)?;
    }
    let years = span(&frame)?;
    let forms = forms(&frame)?;
    assemble(&sample, frame, &plans, &Scene { request, years, forms })
}

/// What is known of the panel as a whole.
struct Scene<'a> {
    request: &'a ExportRequest,
    years: Years,
    forms: FormYears,
}

/// Forms with the first and the last year of their reports.
type FormYears = BTreeMap<Form, (i32, i32)>;

/// Puts the tables together.
fn assemble(sample: &Sample, frame: DataFrame, plans: &[Plan], scene: &Scene<'_>) -> Result<Export> {
    let mut variables = variable::describe(&frame, plans, &scene.forms)?;
    let reports = frame.height();
    let regions = tables::regions(&frame)?;
    let wide: Vec<Described> = plans.iter().map(Plan::column).collect();
    let mut answer = Answer {
        question: "export",
        title: words::title(&sample.provenance.title, &scene.years.label()),
        subtitle: sample.levels_label(),
        tables: Vec::new(),
        metrics: sample.cards(),
        terms: Vec::new(),
        coverage: vec![Coverage {
            metric: "export".to_owned(),
            selected: reports,
            used: reports,
            left_out: Vec::new(),
        }],
        notes: sample.notes.clone(),
        provenance: sample.provenance.clone(),
    };
    if scene.request.long {
        let (panel, columns) = long::melt(&frame, plans, &variables)?;
        let of_report: Vec<&Plan> = plans.iter().filter(|plan| plan.is_of_report()).collect();
        answer.tables.push(Table { id: "panel", title: words::PANEL.label(), frame: panel, columns });
        answer.tables.push(Table {
            id: "reports",
            title: words::REPORTS.label(),
            frame: frame.select(of_report.iter().map(|plan| plan.name.as_str()))?,
            columns: of_report.iter().map(|plan| plan.column()).collect(),
        });
        variables = long::variables(answer.main().map(|table| &table.frame), variables)?;
    } else {
        answer.tables.push(Table { id: "panel", title: words::PANEL.label(), frame, columns: wide });
    }
    let values = tables::values(&answer, &variables)?;
    answer.terms = tables::terms(&values, &variables);
    answer.tables.push(regions);
    answer.tables.push(tables::variables(&variables)?);
    answer.tables.push(tables::coded(&values)?);
    Ok(Export { answer, variables, values })
}

/// The plans of the columns that tell which report a row is about.
fn keys(scope: &str) -> Vec<Plan> {
    let plan = |(name, kind, of): (&str, Kind, Type)| {
        let expr = match name {
            "scope" => lit(scope),
            "balanced" => lit(false), // known once the rows are
            name => col(name),
        };
        let role = if REPORT_KEY.contains(&name) { Role::Key } else { Role::Report };
        Plan::new(name, kind, of, role, expr)
    };
    KEYS.into_iter().map(plan).collect()
}

/// The rows and columns, without columns that have no figure and were not asked for by name; gives their names.
fn collect(
    sample: &Sample,
    plans: &[Plan],
    published: Option<LazyFrame>,
) -> Result<(DataFrame, BTreeSet<String>)> {
    let mut reports = sample.to_show(sample.reports());
    if let Some(published) = published {
        let on = [col("region_code"), col("year")];
        let options = JoinArgs { maintain_order: MaintainOrderJoin::Left, ..JoinArgs::new(JoinType::Left) };
        reports = reports.join(published, on.clone(), on, options);
    }
    let columns: Vec<Expr> = plans.iter().map(|plan| plan.expr.clone().alias(plan.name.as_str())).collect();
    let frame = reports.select(columns).collect()?;
    let mut dropped = BTreeSet::new();
    for plan in plans.iter().filter(|plan| plan.droppable) {
        if frame.column(&plan.name)?.null_count() == frame.height() {
            dropped.insert(plan.name.clone());
            dropped.insert(items::status(&plan.name));
        }
    }
    let names: Vec<String> = dropped.iter().cloned().collect();
    Ok((frame.drop_many(names), dropped))
}

/// How many fields of the dataset were left out because no report has them.
fn plans_dropped(items: &Items, dropped: &BTreeSet<String>) -> usize {
    items.fields.iter().filter(|field| dropped.contains(&field.name)).count()
}

/// Refuses two columns of one name, which a metric of the user's own can make.
fn unique(plans: &[Plan]) -> Result<()> {
    let mut seen = BTreeSet::new();
    match plans.iter().find(|plan| !seen.insert(plan.name.as_str())) {
        Some(plan) => Err(Error::new(ErrorKind::Request, words::column_twice(&plan.name))
            .with_hint(words::name_it_otherwise())),
        None => Ok(()),
    }
}

/// The group totals as published, to tell them from those that are sums of their parts.
fn published(dataset: &Dataset, items: &Items, which: &Which) -> Result<Option<LazyFrame>> {
    let totals = items.totals();
    if totals.is_empty() {
        return Ok(None);
    }
    let need = Need {
        fields: totals.iter().cloned().collect(),
        years: which.years.unwrap_or_default(),
        scope: which.scope,
        form: false,
    };
    let mut columns = vec![col("region_code"), col("year")];
    columns.extend(totals.iter().map(|name| col(name.as_str()).alias(items::published(name))));
    Ok(Some(dataset.panel(&need)?.published().select(columns)))
}

/// Says of cells that are not just blank how they say that there is no figure.
fn say_absences(frame: &mut DataFrame, dataset: &Dataset, items: &Items, scope: Scope) -> Result<()> {
    let fields = items.fields.iter().map(|field| field.name.clone()).collect();
    let absences = dataset.absences(&fields, scope)?;
    for field in absences.fields() {
        let name = items::status(field);
        let Ok(statuses) = frame.column(&name) else { continue };
        let keys = frame.column("region_code")?.str()?.iter().zip(frame.column("year")?.i32()?.iter());
        let said = statuses.str()?.iter().zip(keys).map(|(status, (code, year))| {
            let absence = code.zip(year).and_then(|(code, year)| absences.get(field, code, year));
            absence.filter(|_| status == Some("blank")).map_or(status, |absence| Some(absence.id()))
        });
        let said = Column::new(name.as_str().into(), said.collect::<Vec<_>>());
        frame.with_column(said)?;
    }
    Ok(())
}

/// Whether the region of each row has a report in every year that any region has one in.
fn balanced(frame: &DataFrame) -> Result<Column> {
    let mut years: BTreeMap<&str, usize> = BTreeMap::new();
    let codes = frame.column("region_code")?.str()?;
    for code in codes.iter().flatten() {
        *years.entry(code).or_default() += 1; // one report a year
    }
    let all = frame.column("year")?.n_unique()?;
    let flags: Vec<bool> =
        codes.iter().map(|code| code.is_some_and(|code| years.get(code) == Some(&all))).collect();
    Ok(Column::new("balanced".into(), flags))
}

/// The first and the last year of the rows.
fn span(frame: &DataFrame) -> Result<Years> {
    let years = frame.column("year")?.i32()?;
    Ok(Years { from: years.min(), to: years.max() })
}

/// The forms of the rows, with the first and the last year of each.
fn forms(frame: &DataFrame) -> Result<FormYears> {
    let mut forms = FormYears::new();
    let rows = frame.column("form")?.i32()?.iter().zip(frame.column("year")?.i32()?.iter());
    for (number, year) in rows {
        let form = Form::ALL.into_iter().find(|form| Some(form.number()) == number);
        if let (Some(form), Some(year)) = (form, year) {
            let (first, last) = forms.entry(form).or_insert((year, year));
            (*first, *last) = (year.min(*first), year.max(*last));
        }
    }
    Ok(forms)
}

/// The title of an item in both languages, for a reader who sees its name in a column.
fn title_of(variables: &[Variable], name: &str) -> Option<Label> {
    variables.iter().find(|variable| variable.name == name).map(|variable| variable.label.clone())
}
