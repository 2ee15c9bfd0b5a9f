//! What is to be known of a column: the codebook's entries.

use polars::prelude::*;

use super::FormYears;
use super::items::Plan;
use crate::error::Result;
use crate::schema::{Forms, Unit, stata_names};
use crate::text::Label;

/// What a column or an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It identifies the report.
    Key,
    /// It says something of the report or its region.
    Report,
    /// A figure of the report.
    Field,
    /// A figure of the region, from `regions.csv`.
    Regional,
    /// A metric's value.
    Metric,
    /// A metric's numerator.
    Numerator,
    /// A metric's denominator.
    Denominator,
    /// How a figure came or why there is none.
    Status,
    /// A column of a long table that says which figure a row holds, or holds it.
    Item,
}

impl Role {
    /// The word in the codebook.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Report => "report",
            Self::Field => "field",
            Self::Regional => "regional",
            Self::Metric => "metric",
            Self::Numerator => "numerator",
            Self::Denominator => "denominator",
            Self::Status => "status",
            Self::Item => "item",
        }
    }
}

/// The type of a column's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text, codes among it.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A calendar year.
    Year,
    /// A date as 2024-01-31.
    Date,
}

impl Type {
    /// The name that a Data Package has for it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Whole => "integer",
            Self::Number => "number",
            Self::Flag => "boolean",
            Self::Year => "year",
            Self::Date => "date",
        }
    }
}

/// Whether a variable is a column of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A column.
    Column,
    /// One of the items that a long panel has below each other.
    Item,
}

/// An entry of the codebook.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The name of the column or the item.
    pub name: String,
    /// The name in Stata; for an item, what it would be called as a column.
    pub stata: String,
    /// What it is.
    pub role: Role,
    /// Whether it is a column.
    pub place: Place,
    /// The type of its cells.
    pub of: Type,
    /// Title.
    pub label: Label,
    /// Meaning: the row and column of the official form, or a sentence.
    pub meaning: Label,
    /// What to beware of.
    pub note: Label,
    /// Unit; none for text, flags and parts of a metric.
    pub unit: Option<Unit>,
    /// The forms that have it; none for what no form has.
    pub forms: Option<Forms>,
    /// Whether its figures may be compared over all years of the panel; none for what is no figure of a form.
    pub comparable: Option<bool>,
    /// The forms whose figures may stand in one series, as [`trend`](crate::analysis::trend()) takes them.
    pub comparable_forms: Forms,
    /// The years of the panel's reports on these forms, as `2019..2025`; empty where there is no such form.
    pub comparable_years: String,
    /// How it is computed, in field names.
    pub formula: String,
    /// Whether figures below 0 can be right.
    pub signed: bool,
    /// Rows with a figure.
    pub figures: usize,
    /// Rows without.
    pub missing: usize,
    /// The smallest figure.
    pub least: Option<f64>,
    /// The largest.
    pub most: Option<f64>,
}

/// Describes the columns of a wide panel whose rows are of these forms.
pub(super) fn describe(frame: &DataFrame, plans: &[Plan], forms: &FormYears) -> Result<Vec<Variable>> {
    let names = stata_names(plans.iter().map(|plan| plan.name.as_str()));
    plans.iter().zip(names).map(|(plan, stata)| variable(frame, plan, stata, forms)).collect()
}

/// The forms whose figures may stand in one series: those that have the figure, as long as it is the same figure on
/// each; else the latest of them.
fn comparable_forms(plan: &Plan, forms: &FormYears) -> Forms {
    let with = forms.keys().copied().filter(|form| plan.forms.is_some_and(|of| of.contains(*form)));
    if plan.same_on_forms {
        with.fold(Forms::NONE, Forms::with)
    } else {
        with.max().map_or(Forms::NONE, |last| Forms::NONE.with(last))
    }
}

fn variable(frame: &DataFrame, plan: &Plan, stata: String, forms: &FormYears) -> Result<Variable> {
    let column = frame.column(&plan.name)?;
    let counts = count(column)?;
    let kept = comparable_forms(plan, forms);
    let years = || forms.iter().filter(|(form, _)| kept.contains(**form)).map(|(_, years)| *years);
    let first = years().map(|(first, _)| first).min();
    let last = years().map(|(_, last)| last).max();
    Ok(Variable {
        name: plan.name.clone(),
        stata,
        role: plan.role,
        place: Place::Column,
        of: plan.of,
        label: plan.label.clone(),
        meaning: plan.meaning.clone(),
        note: plan.note.clone(),
        unit: plan.unit,
        forms: plan.forms,
        comparable: plan.forms.map(|_| forms.keys().all(|form| kept.contains(*form))),
        comparable_forms: kept,
        comparable_years: first
            .zip(last)
            .map_or_else(String::new, |(first, last)| format!("{first}..{last}")),
        formula: plan.formula.clone(),
        signed: plan.signed,
        figures: column.len() - column.null_count(),
        missing: column.null_count(),
        least: counts.0,
        most: counts.1,
    })
}

/// The smallest and the largest number of a column.
pub(super) fn count(column: &Column) -> Result<(Option<f64>, Option<f64>)> {
    if !column.dtype().is_primitive_numeric() {
        return Ok((None, None));
    }
    let numbers = column.cast(&DataType::Float64)?;
    let numbers = numbers.f64()?;
    Ok((numbers.min(), numbers.max()))
}
