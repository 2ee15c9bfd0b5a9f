//! The entries of a composite's file, as they are written.

use serde::Deserialize;
use toml::Spanned;

use super::composite::Over;
use super::{Band, ClassEntry};
use crate::metric::Direction;
use crate::stats::index::{Aggregation, Mean};
use crate::text::Label;
use crate::text::index::faults as words;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) title: Label,
    #[serde(default)]
    pub(super) normalise: NormaliseEntry,
    #[serde(default)]
    pub(super) treat: Treat,
    pub(super) most_points: Option<usize>,
    #[serde(default)]
    pub(super) aggregate: Aggregate,
    pub(super) least_coverage: Option<f64>,
    #[serde(default)]
    pub(super) level: Vec<LevelEntry>,
    pub(super) indicator: Vec<IndicatorEntry>,
    #[serde(default)]
    pub(super) band: Vec<Band>,
    #[serde(default)]
    pub(super) class: Vec<ClassEntry>,
    #[serde(default)]
    pub(super) sensitivity: SensitivityEntry,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LevelEntry {
    pub(super) id: Spanned<String>,
    pub(super) title: Label,
    #[serde(default = "one")]
    pub(super) weight: f64,
    pub(super) under: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorEntry {
    pub(super) metric: Spanned<String>,
    #[serde(default = "one")]
    pub(super) weight: f64,
    pub(super) under: Option<Spanned<String>>,
    pub(super) direction: Option<Direction>,
    pub(super) normalise: Option<NormaliseEntry>,
    pub(super) treat: Option<Treat>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NormaliseEntry {
    pub(super) method: Method,
    #[serde(default)]
    pub(super) over: Over,
    pub(super) scores: Option<(f64, f64)>,
    pub(super) from: Option<f64>,
    pub(super) to: Option<f64>,
    pub(super) target: Option<f64>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Method {
    #[default]
    MinMax,
    Z,
    Rank,
    Percentile,
    Target,
    Goalposts,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Treat {
    #[default]
    None,
    Winsorise,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Aggregate(pub(super) Aggregation);

impl Default for Aggregate {
    fn default() -> Self {
        Self(Aggregation::Mean(Mean::Arithmetic))
    }
}

impl TryFrom<String> for Aggregate {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        let mean = match word.split_once(':') {
            None => match word.as_str() {
                "arithmetic" => Mean::Arithmetic,
                "geometric" => Mean::Geometric,
                "harmonic" => Mean::Harmonic,
                "copeland" => return Ok(Self(Aggregation::Copeland)),
                _ => return Err(words::bad_aggregate(&word)),
            },
            Some(("power", p)) => match p.parse::<f64>() {
                Ok(p) if p.is_finite() && p.abs() > 0.0 => Mean::Power(p),
                _ => return Err(words::bad_aggregate(&word)),
            },
            Some(_) => return Err(words::bad_aggregate(&word)),
        };
        Ok(Self(Aggregation::Mean(mean)))
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SensitivityEntry {
    pub(super) weights: Option<f64>,
    pub(super) normalise: Option<Vec<Method>>,
    pub(super) aggregate: Option<Vec<Aggregate>>,
    pub(super) drop_one: Option<bool>,
}

fn one() -> f64 {
    1.0
}
