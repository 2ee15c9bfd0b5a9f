//! A row a figure: the items of a wide panel below each other.

use polars::prelude::*;

use super::items::{Plan, status};
use super::variable::{Place, Role, Type, Variable, count};
use crate::analysis::{Column as Described, Kind};
use crate::error::Result;
use crate::schema::{Form, Forms, stata_names};
use crate::text::{Label, export as words};

/// The columns that stand behind those of the report.
const COLUMNS: [(&str, Kind, Type); 8] = [
    ("item", Kind::Id, Type::Text),
    ("kind", Kind::Id, Type::Text),
    ("value", Kind::Number, Type::Number),
    ("numerator", Kind::Count, Type::Number),
    ("denominator", Kind::Count, Type::Number),
    ("unit", Kind::Id, Type::Text),
    ("status", Kind::Id, Type::Text),
    ("comparable", Kind::Flag, Type::Flag),
];

/// Whether a variable of a wide panel is an item of a long one.
const fn is_item(role: Role) -> bool {
    matches!(role, Role::Field | Role::Regional | Role::Metric)
}

/// Whether a column about the report stands in each row; addresses stand in a table of their own.
fn is_repeated(plan: &Plan) -> bool {
    let keys = super::KEYS.iter().map(|(key, ..)| *key);
    plan.is_of_report() && keys.chain([super::SYNTHETIC]).any(|key| key == plan.name)
}

/// The panel with a row for each report and item, the items in their order, the reports of each in theirs.
pub(super) fn melt(
    frame: &DataFrame,
    plans: &[Plan],
    variables: &[Variable],
) -> Result<(DataFrame, Vec<Described>)> {
    let keys: Vec<&Plan> = plans.iter().filter(|plan| is_repeated(plan)).collect();
    let reports = frame.select(keys.iter().map(|plan| plan.name.as_str()))?;
    let mut long = DataFrame::empty();
    for variable in variables.iter().filter(|variable| is_item(variable.role)) {
        let mut part = reports.clone();
        for (name, ..) in COLUMNS {
            part.with_column(cell(frame, variable, name)?)?;
        }
        if long.width() == 0 {
            long = part;
        } else {
            long.vstack_mut_owned(part)?;
        }
    }
    if long.width() == 0 {
        // No item: a table without rows.
        long = reports.clear();
        for (name, _, of) in COLUMNS {
            let dtype = match of {
                Type::Number => DataType::Float64,
                Type::Flag => DataType::Boolean,
                _ => DataType::String,
            };
            long.with_column(Column::new_empty(name.into(), &dtype))?;
        }
    }
    long.rechunk_mut_par();
    let described = keys.iter().map(|plan| plan.column());
    let further = COLUMNS.into_iter().map(|(name, kind, _)| Described {
        name: name.to_owned(),
        label: words::column(name),
        kind,
        drop_order: 0,
    });
    Ok((long, described.chain(further).collect()))
}

/// A column of the rows of one item.
fn cell(frame: &DataFrame, variable: &Variable, name: &str) -> Result<Column> {
    let rows = frame.height();
    let text = |text: &str| Column::new_scalar(name.into(), Scalar::from(PlSmallStr::from_str(text)), rows);
    let taken = |from: &str, dtype: &DataType| -> Result<Column> {
        match frame.column(from) {
            Ok(column) => Ok(column.cast(dtype)?.with_name(name.into())),
            Err(_) => Ok(Column::full_null(name.into(), rows, dtype)),
        }
    };
    match name {
        "item" => Ok(text(&variable.name)),
        "kind" => Ok(text(variable.role.id())),
        "value" => taken(&variable.name, &DataType::Float64),
        "numerator" | "denominator" => taken(&format!("{}_{name}", variable.name), &DataType::Float64),
        "status" => taken(&status(&variable.name), &DataType::String),
        "unit" => Ok(match variable.unit {
            Some(unit) => text(unit.id()),
            None => Column::full_null(name.into(), rows, &DataType::String),
        }),
        _ if variable.forms.is_none() => Ok(Column::full_null(name.into(), rows, &DataType::Boolean)),
        _ => {
            let kept: Vec<i32> = variable.comparable_forms.iter().map(Form::number).collect();
            let forms = frame.column("form")?.i32()?;
            let flags: Vec<bool> =
                forms.iter().map(|form| form.is_some_and(|form| kept.contains(&form))).collect();
            Ok(Column::new(name.into(), flags))
        }
    }
}

/// The variables of the long panel: its columns, then its items.
pub(super) fn variables(panel: Option<&DataFrame>, wide: Vec<Variable>) -> Result<Vec<Variable>> {
    let Some(panel) = panel else { return Ok(wide) };
    let names = panel.get_column_names().into_iter().map(PlSmallStr::as_str);
    let mut columns = Vec::new();
    for stata in stata_names(names.clone()).into_iter().zip(names) {
        let (stata, name) = stata;
        let column = panel.column(name)?;
        let (least, most) = count(column)?;
        let own = COLUMNS.iter().find(|(known, ..)| *known == name);
        let known = wide.iter().find(|variable| variable.name == name && !is_item(variable.role));
        let variable = known.filter(|_| own.is_none()).cloned().unwrap_or_else(|| {
            // What identifies a row beside the report.
            let role = if name == "item" { Role::Key } else { Role::Item };
            further(name, role, own.map_or(Type::Text, |(_, _, of)| *of))
        });
        let missing = column.null_count();
        columns.push(Variable { stata, least, most, missing, figures: column.len() - missing, ..variable });
    }
    let items = wide.into_iter().filter(|variable| is_item(variable.role));
    columns.extend(items.map(|variable| Variable { place: Place::Item, ..variable }));
    Ok(columns)
}

fn further(name: &str, role: Role, of: Type) -> Variable {
    Variable {
        name: name.to_owned(),
        stata: String::new(),
        role,
        place: Place::Column,
        of,
        label: words::column(name),
        meaning: words::meaning(name),
        note: Label::default(),
        unit: None,
        forms: None,
        comparable: None,
        comparable_forms: Forms::NONE,
        comparable_years: String::new(),
        formula: String::new(),
        signed: true,
        figures: 0,
        missing: 0,
        least: None,
        most: None,
    }
}
