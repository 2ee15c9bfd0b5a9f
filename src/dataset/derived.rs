//! Figures that are not in a report but follow from it, usable in formulas like fields.

use polars::prelude::*;

use crate::schema::{Content, Field, Form, dictionary};
use crate::text::Text;

/// A derived figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derived {
    /// Days from 1 January of the year after the report year to the day of publication.
    PublishedDay,
    /// Figures of the report's form that the report has.
    FieldsPresent,
    /// Figures that the report's form has.
    FieldsOfForm,
    /// Figures of the report that contradict others; the rules that tell are above this layer, see
    /// [`Panel::set_figure`](super::Panel::set_figure).
    CheckErrors,
}

impl Derived {
    /// All derived figures.
    pub const ALL: [Self; 4] =
        [Self::PublishedDay, Self::FieldsPresent, Self::FieldsOfForm, Self::CheckErrors];

    /// The name in formulas.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PublishedDay => "published_day",
            Self::FieldsPresent => "fields_present",
            Self::FieldsOfForm => "fields_of_form",
            Self::CheckErrors => "check_errors",
        }
    }

    /// What it is, in words.
    pub const fn label(self) -> Text {
        match self {
            Self::PublishedDay => Text::new(
                "公布日期距次年 1 月 1 日的天数",
                "days from 1 January of the next year to publication",
            ),
            Self::FieldsPresent => Text::new("报告中有数字的指标数", "figures that the report has"),
            Self::FieldsOfForm => Text::new("报表格式的指标总数", "figures that the report's form has"),
            Self::CheckErrors => Text::new("勾稽错误数", "errors that the checks find"),
        }
    }

    /// The derived figure of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|derived| derived.name() == name)
    }

    /// The fields it is made from.
    pub(crate) fn needs(self) -> Vec<String> {
        match self {
            Self::PublishedDay => vec!["published_on".to_owned()],
            Self::FieldsPresent => figures().map(|field| field.name.clone()).collect(),
            Self::FieldsOfForm | Self::CheckErrors => Vec::new(),
        }
    }

    /// Its expression over `year`, `form` and those of the fields that the dataset has; none if it is set from
    /// above.
    pub(crate) fn expr(self, has: impl Fn(&str) -> bool) -> Option<Expr> {
        let expr = match self {
            Self::CheckErrors => return None,
            Self::PublishedDay => {
                let options = StrptimeOptions {
                    format: Some("%Y-%m-%d".into()),
                    strict: true,
                    ..StrptimeOptions::default()
                };
                let published = col("published_on").str().to_date(options);
                let new_year = datetime(DatetimeArgs::new(col("year") + lit(1), lit(1), lit(1)));
                published.cast(DataType::Int32) - new_year.cast(DataType::Date).cast(DataType::Int32)
            }
            Self::FieldsPresent => by_form(|form| {
                figures()
                    .filter(|field| field.forms.contains(form) && has(&field.name))
                    .map(|field| col(field.name.as_str()).is_not_null().cast(DataType::Int64))
                    .reduce(|a, b| a + b)
                    .unwrap_or_else(|| lit(0_i64))
            }),
            Self::FieldsOfForm => by_form(|form| {
                let count = figures().filter(|field| field.forms.contains(form)).count();
                lit(i64::try_from(count).unwrap_or(i64::MAX))
            }),
        };
        Some(expr.alias(self.name()))
    }
}

/// The dictionary's figures: all fields that hold numbers.
fn figures() -> impl Iterator<Item = &'static Field> {
    dictionary().fields().iter().filter(|field| field.content.is_number() && field.content != Content::Year)
}

fn by_form(figure: impl Fn(Form) -> Expr) -> Expr {
    when(col("form").eq(lit(2021)))
        .then(figure(Form::Tables2021))
        .when(col("form").eq(lit(2019)))
        .then(figure(Form::Tables2019))
        .otherwise(figure(Form::Text2008))
}
