//! From the SQL text of a formula to a Polars expression over the fields of one report.
//!
//! This is the one place that divides: a quotient with a zero or null denominator is null, and nothing that
//! is not finite leaves it.

use std::collections::BTreeSet;

use polars::prelude::*;
use polars::sql::sql_expr;

use super::Catalogue;
use crate::dataset::Derived;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Forms, dictionary};
use crate::text::{Lang, errors, metrics as words, nearest_names};

/// A compiled scalar formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    /// The SQL text as written.
    pub text: String,
    /// The same as an expression: a number for each report, null where it is not defined.
    pub(crate) expr: Expr,
    /// Fields, derived figures and columns of `regions.csv` that it reads.
    pub fields: BTreeSet<String>,
    /// Forms in which its fields exist.
    pub forms: Forms,
    /// Whether it reads the same fields in each of these forms.
    pub comparable: bool,
}

/// Where a formula stands, for messages.
pub(super) struct Place<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) file: &'a str,
    pub(super) metric: &'a str,
    /// Metrics whose formulas are being expanded, outermost first.
    pub(super) within: Vec<String>,
}

/// Numerator over denominator: null where either is null or the denominator is zero.
pub(crate) fn divide(numerator: Expr, denominator: Expr) -> Expr {
    let denominator = denominator.cast(DataType::Float64);
    when(denominator.clone().neq(lit(0.0)))
        .then(numerator.cast(DataType::Float64) / denominator)
        .otherwise(lit(NULL))
}

impl Formula {
    /// Compiles a formula.
    ///
    /// # Errors
    /// It does not parse, names something unknown, does more than arithmetic, or leads back to itself.
    pub(super) fn compile(text: &str, place: &Place<'_>) -> Result<Self> {
        let raw = sql_expr(text).map_err(|e| {
            Error::new(ErrorKind::Metric, words::does_not_parse(place.file, place.metric, text))
                .with_source(e)
                .with_hint(words::allowed_in_formulas())
        })?;
        for node in &raw {
            if let Some(what) = beyond_arithmetic(node) {
                return Err(Error::new(
                    ErrorKind::Metric,
                    words::not_scalar(place.file, place.metric, &what),
                )
                .with_hint(words::allowed_in_formulas()));
            }
        }
        let expanded = expand(raw, place)?;
        let safe = expanded.clone().map_expr(|node| match node {
            Expr::BinaryExpr { left, op: Operator::RustDivide | Operator::TrueDivide, right } => {
                divide(Arc::unwrap_or_clone(left), Arc::unwrap_or_clone(right))
            }
            other => other,
        });
        let mut comparable = true;
        let forms = forms(&expanded, &mut comparable).unwrap_or(Forms::ALL);
        let stays_finite = stays_finite(&expanded);
        let fields = expanded.meta().root_names().into_iter().map(|name| name.to_string()).collect();
        let number = safe.cast(DataType::Float64);
        let expr = if stays_finite {
            number
        } else {
            when(number.clone().is_finite()).then(number).otherwise(lit(NULL))
        };
        Ok(Self { text: text.to_owned(), expr, fields, forms, comparable })
    }

    /// A formula that is one field.
    pub(super) fn field(name: &str, forms: Forms) -> Self {
        Self {
            text: name.to_owned(),
            expr: col(name).cast(DataType::Float64),
            fields: BTreeSet::from([name.to_owned()]),
            forms,
            comparable: true,
        }
    }

    /// The formula in the words of the form: field names as their labels, signs as in print.
    pub fn in_words(&self, lang: Lang) -> String {
        let mut out = String::new();
        let mut word = String::new();
        for c in self.text.chars().chain([' ']) {
            if c.is_ascii_alphanumeric() || c == '_' {
                word.push(c);
                continue;
            }
            match (dictionary().get(&word), Derived::from_name(&word), word.as_str()) {
                (Some(field), ..) => out.push_str(field.label.get(lang)),
                (_, Some(derived), _) => out.push_str(derived.label().get(lang)),
                (.., "population") => out.push_str(words::POPULATION.get(lang)),
                _ => out.push_str(&word),
            }
            word.clear();
            match c {
                '*' => out.push('×'),
                '/' => out.push('÷'),
                '-' => out.push('−'),
                other => out.push(other),
            }
        }
        out.trim_end().to_owned()
    }
}

/// Whether an expression only adds and subtracts figures of the report, which are finite.
fn stays_finite(expr: &Expr) -> bool {
    match expr {
        Expr::Column(_) => true,
        Expr::Alias(inner, _) => stays_finite(inner),
        Expr::BinaryExpr { left, op: Operator::Plus | Operator::Minus, right } => {
            stays_finite(left) && stays_finite(right)
        }
        _ => false,
    }
}

/// What an expression node does beyond arithmetic on one report, if anything.
fn beyond_arithmetic(node: &Expr) -> Option<String> {
    let function_name = |function: &FunctionExpr| {
        let allowed = matches!(
            function,
            FunctionExpr::Abs
                | FunctionExpr::Negate
                | FunctionExpr::Sign
                | FunctionExpr::Coalesce
                | FunctionExpr::FillNull
                | FunctionExpr::Log
                | FunctionExpr::Log1p
                | FunctionExpr::Exp
                | FunctionExpr::Pow(_)
                | FunctionExpr::Round { .. }
                | FunctionExpr::Floor
                | FunctionExpr::Ceil
                | FunctionExpr::MaxHorizontal
                | FunctionExpr::MinHorizontal
                | FunctionExpr::Boolean(
                    BooleanFunction::IsNull
                        | BooleanFunction::IsNotNull
                        | BooleanFunction::IsBetween { .. }
                        | BooleanFunction::Not
                )
        );
        (!allowed).then(|| function.to_string().to_uppercase())
    };
    match node {
        Expr::Literal(value) if value.get_datatype().is_string() => Some("text".to_owned()),
        Expr::Column(_) | Expr::Literal(_) | Expr::Alias(..) | Expr::Cast { .. } | Expr::Ternary { .. } => {
            None
        }
        Expr::BinaryExpr { op: Operator::FloorDivide | Operator::Modulus, .. } => Some("DIV, %".to_owned()),
        Expr::BinaryExpr { .. } => None,
        Expr::Function { function, .. } => function_name(function),
        Expr::Agg(_) | Expr::Len => Some(aggregate_name(node)),
        Expr::Over { .. } => Some("OVER".to_owned()),
        Expr::SubPlan(..) => Some("SELECT".to_owned()),
        other => Some(format!("{other:?}").chars().take(40).collect()),
    }
}

fn aggregate_name(node: &Expr) -> String {
    let text = format!("{node:?}");
    // Written by Polars as `col("x").sum()`; the last call is the aggregate's name.
    let name = text.trim_end_matches(')').trim_end_matches('(').rsplit('.').next().unwrap_or_default();
    name.chars().take_while(|c| c.is_ascii_alphabetic() || *c == '_').collect::<String>().to_uppercase()
}

/// Puts the formulas of metrics in the place of their names, and checks that all other names are fields.
fn expand(expr: Expr, place: &Place<'_>) -> Result<Expr> {
    let mut failed = None;
    let expanded = expr.map_expr(|node| {
        let Expr::Column(name) = &node else { return node };
        match named(name, place) {
            Ok(Some(formula)) => formula,
            Ok(None) => node,
            Err(error) => {
                failed.get_or_insert(error);
                node
            }
        }
    });
    failed.map_or(Ok(expanded), Err)
}

/// The expression of the metric of this name; nothing if it is a field.
fn named(name: &str, place: &Place<'_>) -> Result<Option<Expr>> {
    if let Some(field) = dictionary().get(name) {
        if field.content.is_number() {
            return Ok(None);
        }
        return Err(Error::new(ErrorKind::Metric, words::text_field(place.file, place.metric, name)));
    }
    if Derived::from_name(name).is_some() || place.catalogue.is_regional(name) {
        return Ok(None);
    }
    if place.within.iter().any(|outer| outer == name) {
        let chain = [place.within.as_slice(), &[name.to_owned()]].concat().join(" → ");
        return Err(Error::new(ErrorKind::Metric, words::recursive(place.file, place.metric, &chain)));
    }
    if let Some(metric) = place.catalogue.compile_within(name, place.within.clone())? {
        return Ok(Some(metric.value()));
    }
    let names = dictionary().fields().iter().map(|field| field.name.as_str());
    let near = nearest_names(name, names.chain(place.catalogue.ids()));
    let error = Error::new(ErrorKind::Metric, words::unknown_field(place.file, place.metric, name));
    Err(if near.is_empty() { error } else { error.with_hint(errors::nearest(&near)) })
}

/// The forms in which an expression has a value; `None` for one without fields. `comparable` turns false
/// where a choice reads different fields in different forms.
fn forms(expr: &Expr, comparable: &mut bool) -> Option<Forms> {
    let all = |inputs: &[&Expr], comparable: &mut bool| {
        inputs.iter().filter_map(|input| forms(input, comparable)).reduce(Forms::and)
    };
    match expr {
        Expr::Column(name) => {
            // What a form asks for differs from form to form.
            let by_form = [Derived::FieldsPresent, Derived::FieldsOfForm].map(Derived::name);
            *comparable &= !by_form.contains(&name.as_str());
            Some(dictionary().get(name).map_or(Forms::ALL, |field| field.forms))
        }
        Expr::Alias(inner, _) | Expr::Cast { expr: inner, .. } => forms(inner, comparable),
        Expr::BinaryExpr { left, right, .. } => all(&[left, right], comparable),
        Expr::Ternary { predicate, truthy, falsy } => all(&[predicate, truthy, falsy], comparable),
        Expr::Function { input, function: FunctionExpr::Coalesce | FunctionExpr::FillNull } => {
            let each: Vec<Forms> = input.iter().filter_map(|input| forms(input, comparable)).collect();
            if each.windows(2).any(|pair| pair.first() != pair.last()) {
                *comparable = false;
            }
            each.into_iter().reduce(Forms::or)
        }
        Expr::Function { input, .. } => all(&input.iter().collect::<Vec<_>>(), comparable),
        _ => None,
    }
}
