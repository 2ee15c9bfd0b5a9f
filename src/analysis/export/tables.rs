//! The tables beside the panel: its regions, its codebook, its identifiers in words.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::variable::{Place, Type, Variable};
use super::{Role, SYNTHETIC, title_of};
use crate::analysis::{Answer, Column as Described, Kind, Reason, Table};
use crate::error::Result;
use crate::schema::{Form, Unit};
use crate::text::{Label, export as words, output, regions as region_words, words as known};

/// An identifier in words, and the number that stands for it in a program that wants numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// The column; `status` for every column whose name ends so.
    pub variable: String,
    /// The number. Those of levels, scopes, forms and statuses are the same in every export.
    pub code: i32,
    /// What stands in the column.
    pub value: String,
    /// It in words.
    pub label: Label,
}

fn heading(name: &str, kind: Kind) -> Described {
    Described { name: name.to_owned(), label: words::column(name), kind, drop_order: 0 }
}

/// One row a region: its latest names, its years, whether it is in all of them.
pub(super) fn regions(panel: &DataFrame) -> Result<Table> {
    struct Row<'a> {
        texts: [&'a str; 4],
        years: [i32; 2],
        reports: u32,
        balanced: bool,
    }
    let names = ["region", "level", "prefecture", "province"];
    let texts = names.map(|name| panel.column(name).and_then(|column| column.str()));
    let texts = texts.into_iter().collect::<PolarsResult<Vec<_>>>()?;
    let mut rows: BTreeMap<&str, Row<'_>> = BTreeMap::new();
    let codes = panel.column("region_code")?.str()?.iter();
    let flags = panel.column("balanced")?.bool()?.iter();
    let years = panel.column("year")?.i32()?.iter();
    for (row, ((code, year), balanced)) in codes.zip(years).zip(flags).enumerate() {
        let (Some(code), Some(year)) = (code, year) else { continue };
        let mut said = texts.iter().map(|texts| texts.get(row).unwrap_or_default());
        let texts = std::array::from_fn(|_| said.next().unwrap_or_default());
        let balanced = balanced == Some(true);
        let entry = rows.entry(code).or_insert(Row { texts, years: [year, year], reports: 0, balanced });
        // The rows of a region stand in the order of years: the last name is the latest.
        *entry = Row { texts, years: [entry.years[0], year], reports: entry.reports + 1, balanced };
    }
    let text = |at: usize| rows.values().map(move |row| row.texts.get(at).copied()).collect::<Vec<_>>();
    let [region, level, prefecture, province] = [0, 1, 2, 3].map(text);
    let mut frame = df![
        "region_code" => rows.keys().copied().collect::<Vec<_>>(),
        "region" => region,
        "level" => level,
        "prefecture" => prefecture,
        "province" => province,
        "first_year" => rows.values().map(|row| row.years[0]).collect::<Vec<_>>(),
        "last_year" => rows.values().map(|row| row.years[1]).collect::<Vec<_>>(),
        "reports" => rows.values().map(|row| row.reports).collect::<Vec<_>>(),
        "balanced" => rows.values().map(|row| row.balanced).collect::<Vec<_>>(),
    ]?;
    if panel.column(SYNTHETIC).is_ok() {
        frame.with_column(Column::new_scalar(SYNTHETIC.into(), Scalar::from(true), frame.height()))?;
    }
    let kinds = [
        Kind::Text,
        Kind::Text,
        Kind::Id,
        Kind::Text,
        Kind::Text,
        Kind::Year,
        Kind::Year,
        Kind::Count,
        Kind::Flag,
        Kind::Flag,
    ];
    let columns = frame.get_column_names().into_iter().zip(kinds).map(|(name, kind)| heading(name, kind));
    Ok(Table { id: "regions", title: words::REGIONS.label(), columns: columns.collect(), frame })
}

/// The codebook, a row a variable, in both languages.
pub(super) fn variables(variables: &[Variable]) -> Result<Table> {
    let text = |name: &str, of: &dyn Fn(&Variable) -> String| {
        let texts = variables.iter().map(|variable| Some(of(variable)).filter(|text| !text.is_empty()));
        Column::new(name.into(), texts.collect::<Vec<_>>())
    };
    let count = |name: &str, of: fn(&Variable) -> usize| {
        let counts = variables.iter().map(|variable| u32::try_from(of(variable)).unwrap_or(u32::MAX));
        Column::new(name.into(), counts.collect::<Vec<_>>())
    };
    let number = |name: &str, of: fn(&Variable) -> Option<f64>| {
        Column::new(name.into(), variables.iter().map(of).collect::<Vec<_>>())
    };
    let unit = |variable: &Variable| variable.unit.map(Unit::name);
    let comparable: Vec<Option<bool>> = variables.iter().map(|variable| variable.comparable).collect();
    let place = |variable: &Variable| if variable.place == Place::Column { "column" } else { "item" };
    let columns = vec![
        text("name", &|v| v.name.clone()),
        text("place", &|v| place(v).to_owned()),
        text("role", &|v| v.role.id().to_owned()),
        text("type", &|v| v.of.id().to_owned()),
        text("label_zh", &|v| v.label.zh.clone()),
        text("label_en", &|v| v.label.en.clone()),
        text("unit", &|v| v.unit.map_or_else(String::new, |unit| unit.id().to_owned())),
        text("unit_zh", &|v| unit(v).map_or("", |name| name.zh).to_owned()),
        text("unit_en", &|v| unit(v).map_or("", |name| name.en).to_owned()),
        text("forms", &|v| v.forms.map_or_else(String::new, |forms| forms.to_string())),
        Column::new("comparable".into(), comparable),
        text("comparable_years", &|v| v.comparable_years.clone()),
        count("figures", |v| v.figures),
        count("missing", |v| v.missing),
        number("minimum", |v| v.least),
        number("maximum", |v| v.most),
        text("meaning_zh", &|v| v.meaning.zh.clone()),
        text("meaning_en", &|v| v.meaning.en.clone()),
        text("formula", &|v| v.formula.clone()),
        text("note_zh", &|v| v.note.zh.clone()),
        text("note_en", &|v| v.note.en.clone()),
        text("stata_name", &|v| v.stata.clone()),
    ];
    let frame = DataFrame::new_infer_height(columns)?;
    let kind = |name: &str| match name {
        "comparable" => Kind::Flag,
        "figures" | "missing" => Kind::Count,
        "minimum" | "maximum" => Kind::Number,
        _ => Kind::Text,
    };
    let columns = frame.get_column_names().into_iter().map(|name| heading(name, kind(name))).collect();
    Ok(Table { id: "variables", title: words::VARIABLES.label(), frame, columns })
}

/// The identifiers of the panel in words.
pub(super) fn values(answer: &Answer, variables: &[Variable]) -> Result<Vec<Coded>> {
    let mut values = Vec::new();
    let columns = || variables.iter().filter(|variable| variable.place == Place::Column);
    let has = |name: &str| columns().any(|variable| variable.name == name);
    let mut add = |variable: &str, code: i32, value: &str, label: Label| {
        values.push(Coded { variable: variable.to_owned(), code, value: value.to_owned(), label });
    };
    for (code, level) in levels(answer)? {
        let label = region_words::level(&level);
        add("level", code, &level, label);
    }
    for form in Form::ALL {
        add("form", form.number(), form.id(), form.name().label());
    }
    add("scope", 1, "region", region_words::SCOPE_REGION.label());
    add("scope", 2, "office", region_words::SCOPE_OFFICE.label());
    for flag in columns().filter(|variable| variable.of == Type::Flag) {
        for (code, (value, word)) in (0..).zip(["false", "true"].into_iter().zip(output::FLAG)) {
            add(&flag.name, code, value, word.label());
        }
    }
    if columns().any(|variable| variable.role == Role::Status || variable.name == "status") {
        for (code, (id, label)) in (1..).zip(statuses()) {
            add("status", code, id, label);
        }
    }
    if has("item") {
        let items = variables.iter().filter(|variable| variable.place == Place::Item);
        for (code, item) in (1..).zip(items.clone()) {
            add("item", code, &item.name, item.label.clone());
        }
        for (code, role) in (1..).zip([Role::Field, Role::Regional, Role::Metric]) {
            add("kind", code, role.id(), words::role(role.id()));
        }
        let mut units: Vec<Unit> = Vec::new();
        for unit in items.filter_map(|item| item.unit) {
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        units.sort_by_key(|unit| unit.id());
        for (code, unit) in (1..).zip(units) {
            add("unit", code, unit.id(), unit.name().label());
        }
    }
    Ok(values)
}

/// The levels that occur, with their numbers: those of China have their own, others follow.
fn levels(answer: &Answer) -> Result<Vec<(i32, String)>> {
    const OWN: [&str; 4] = ["province", "prefecture", "county", "agency"];
    let Some(panel) = answer.main() else { return Ok(Vec::new()) };
    let present: BTreeSet<&str> = panel.frame.column("level")?.str()?.iter().flatten().collect();
    let own = (1..).zip(OWN).filter(|(_, level)| present.contains(level));
    let others = (5..).zip(present.iter().copied().filter(|level| !OWN.contains(level)));
    Ok(own.chain(others).map(|(code, level)| (code, level.to_owned())).collect())
}

/// How a figure came or why there is none, in the order of their numbers.
fn statuses() -> Vec<(&'static str, Label)> {
    let own = ["reported", "summed", "computed", "blank", "slash", "none", "not_applicable"];
    let own = own.map(|id| (id, words::status(id)));
    let reasons =
        [Reason::OtherForm, Reason::NoFigure, Reason::ZeroDenominator, Reason::AboveOne, Reason::BelowMinN];
    own.into_iter().chain(reasons.map(|reason| (reason.id(), reason.text().label()))).collect()
}

/// The words of identifiers for tables that people read; those that all tables share are left to them.
pub(super) fn terms(values: &[Coded], variables: &[Variable]) -> Vec<(String, Label)> {
    let mut terms: Vec<(String, Label)> = Vec::new();
    for coded in values.iter().filter(|coded| !matches!(coded.variable.as_str(), "scope" | "level" | "form"))
    {
        let label = title_of(variables, &coded.value).filter(|_| coded.variable == "item");
        let label = label.unwrap_or_else(|| coded.label.clone());
        let shared = known::of_id(&coded.value) == label;
        if !shared && !terms.iter().any(|(id, _)| *id == coded.value) {
            terms.push((coded.value.clone(), label));
        }
    }
    terms
}

/// The identifiers as a table.
pub(super) fn coded(values: &[Coded]) -> Result<Table> {
    let text = |of: fn(&Coded) -> &str| values.iter().map(of).collect::<Vec<_>>();
    let frame = df![
        "variable" => text(|coded| &coded.variable),
        "code" => values.iter().map(|coded| coded.code).collect::<Vec<_>>(),
        "value" => text(|coded| &coded.value),
        "label_zh" => text(|coded| &coded.label.zh),
        "label_en" => text(|coded| &coded.label.en),
    ]?;
    let kind = |name: &str| if name == "code" { Kind::Number } else { Kind::Text };
    let columns = frame.get_column_names().into_iter().map(|name| heading(name, kind(name))).collect();
    Ok(Table { id: "values", title: words::VALUES.label(), frame, columns })
}
