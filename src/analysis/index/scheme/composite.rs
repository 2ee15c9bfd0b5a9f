//! A composite: indicators on one scale, weighted means of them level by level.

use serde::Deserialize;
use toml::Spanned;

use super::entries::{Aggregate, File, IndicatorEntry, Method, NormaliseEntry, SensitivityEntry, Treat};
use super::{Head, Kind, Reading, Scheme};
use crate::error::Result;
use crate::metric::{Direction, Metric};
use crate::stats::Best;
use crate::stats::index::{Aggregation, Mean, Node, Normalisation, Tree, WeightNoise};
use crate::text::index::faults as words;
use crate::text::{Label, errors, nearest_names};

/// Points that a treatment may move, where the scheme does not say.
const MOST_POINTS: usize = 5;
/// The scale of the scores, where the scheme does not say.
const SCORES: (f64, f64) = (0.0, 100.0);
/// The same for means of scores above 0.
pub(in super::super) const POSITIVE_SCORES: (f64, f64) = (1.0, 100.0);
/// Score of the average and of a standard deviation by the method `z`.
const Z_SCORE: (f64, f64) = (50.0, 10.0);
/// How far weights may be off, where the scheme does not say.
const WEIGHT_NOISE: f64 = 0.25;

/// Ids and titles.
type Names = Vec<(String, Label)>;

/// A composite, checked.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Composite {
    /// The index at place 0, then its levels, then its indicators, each in the order of the file.
    pub(in super::super) nodes: Vec<Node>,
    /// Ids and titles of the nodes; those of the index and of the indicators are the scheme's and the
    /// catalogue's.
    pub(in super::super) names: Names,
    /// The indicators, in the order of their nodes.
    pub(in super::super) indicators: Vec<Indicator>,
    pub(in super::super) aggregation: Aggregation,
    pub(in super::super) most_points: usize,
    pub(in super::super) sensitivity: Sensitivity,
}

/// An indicator: a metric brought to the scale.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Indicator {
    pub(in super::super) metric: String,
    pub(in super::super) best: Best,
    /// How it is brought to the scale; in the direction of the index.
    pub(in super::super) how: Normalisation,
    /// Where a method gives 0 to 1: the scores at 0 and 1.
    pub(in super::super) stretch: Option<(f64, f64)>,
    pub(in super::super) over: Over,
    pub(in super::super) is_treated: bool,
}

/// The reports from which minimum, mean and ranks of a scale are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(in super::super) enum Over {
    /// Those of the same year.
    #[default]
    Year,
    /// Those of one year for all years.
    Base(i32),
    /// Those of all years of the dataset together.
    Pooled,
}

impl TryFrom<String> for Over {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        match word.split_once(':') {
            None if word == "year" => Ok(Self::Year),
            None if word == "pooled" => Ok(Self::Pooled),
            Some(("base", year)) if year.parse::<i32>().is_ok() => {
                year.parse().map(Self::Base).map_err(|_| word)
            }
            _ => Err(words::bad_over(&word)),
        }
    }
}

/// The choices that might have been made otherwise.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Sensitivity {
    pub(in super::super) weights: WeightNoise,
    /// Further normalisations, each for all indicators.
    pub(in super::super) normalise: Vec<(Normalisation, Option<(f64, f64)>)>,
    /// All ways to aggregate, that of the scheme first.
    pub(in super::super) aggregate: Vec<Aggregation>,
    pub(in super::super) drop_one: bool,
}

/// Whether a way to aggregate takes scores above 0 only.
pub(in super::super) fn is_for_positive(aggregation: Aggregation) -> bool {
    !matches!(aggregation, Aggregation::Mean(Mean::Arithmetic) | Aggregation::Copeland)
}

pub(super) fn read(reading: &Reading<'_>) -> Result<Scheme> {
    let file: File = reading.toml()?;
    let aggregation = file.aggregate.0;
    let (nodes, names) = tree(reading, &file)?;
    let usual_treat = file.treat;
    let mut indicators = Vec::new();
    for entry in &file.indicator {
        let metric = reading.metric(&entry.metric)?;
        let normalise = entry.normalise.unwrap_or(file.normalise);
        let mut indicator = indicator(reading, entry, &metric, normalise, aggregation)?;
        // Posts and targets are values of the metric, and ranks know no outliers.
        let can_treat = matches!(normalise.method, Method::MinMax | Method::Z);
        indicator.is_treated = match entry.treat {
            Some(Treat::Winsorise) if !can_treat => {
                return Err(reading.fault(&entry.metric, &words::treat_without_use(&metric.id)));
            }
            own => can_treat && own.unwrap_or(usual_treat) == Treat::Winsorise,
        };
        if indicator.is_treated && matches!(indicator.over, Over::Base(_)) {
            return Err(reading.fault(&entry.metric, &words::treat_of_base(&metric.id)));
        }
        indicators.push(indicator);
    }
    let sensitivity = sensitivity(reading, &file.sensitivity, file.normalise, aggregation)?;
    let composite = Composite {
        nodes,
        names,
        indicators,
        aggregation,
        most_points: file.most_points.unwrap_or(MOST_POINTS),
        sensitivity,
    };
    let head = Head {
        name: file.name,
        title: file.title,
        band: file.band,
        class: file.class,
        least_coverage: file.least_coverage,
    };
    reading.head(head, Kind::Composite(composite))
}

/// The nodes with their names; each checked to hang where the file says.
fn tree(reading: &Reading<'_>, file: &File) -> Result<(Vec<Node>, Names)> {
    let aggregation = file.aggregate.0;
    let mut nodes = vec![Node { parent: None, weight: 1.0, aggregation }];
    let mut names = vec![(file.name.clone(), file.title.clone())];
    let ids: Vec<&str> = file.level.iter().map(|level| level.id.get_ref().as_str()).collect();
    let mut taken: Vec<&str> = vec![&file.name];
    let parent = |under: &Option<Spanned<String>>| {
        let Some(under) = under else { return Ok(0) };
        if let Some(place) = ids.iter().position(|id| *id == under.get_ref()) {
            return Ok(place + 1);
        }
        let near = nearest_names(under.get_ref(), ids.iter().copied());
        let near = if near.is_empty() { ids.iter().map(|id| (*id).to_owned()).collect() } else { near };
        let fault = reading.fault(under, &words::no_such_level(under.get_ref()));
        Err(if near.is_empty() { fault } else { fault.with_hint(errors::nearest(&near)) })
    };
    for level in &file.level {
        reading.column(&level.id, &taken)?;
        taken.push(level.id.get_ref());
        let weight = reading.weight(&level.id, level.weight)?;
        nodes.push(Node { parent: Some(parent(&level.under)?), weight, aggregation });
        names.push((level.id.get_ref().clone(), level.title.clone()));
    }
    for entry in &file.indicator {
        reading.column(&entry.metric, &taken)?;
        taken.push(entry.metric.get_ref());
        let weight = reading.weight(&entry.metric, entry.weight)?;
        let title = reading.metric(&entry.metric)?.title;
        nodes.push(Node { parent: Some(parent(&entry.under)?), weight, aggregation });
        names.push((entry.metric.get_ref().clone(), title));
    }
    let children = |place: usize| nodes.iter().filter(move |node| node.parent == Some(place));
    for (place, level) in (1..).zip(&file.level) {
        let mut above = nodes.get(place).and_then(|node| node.parent);
        for _ in 0..=file.level.len() {
            above = above.and_then(|place| nodes.get(place)).and_then(|node| node.parent);
        }
        if above.is_some() {
            return Err(reading.fault(&level.id, &words::circle(level.id.get_ref())));
        }
        if children(place).next().is_none() {
            return Err(reading.fault(&level.id, &words::no_children(level.id.get_ref())));
        }
    }
    for (place, (id, _)) in names.iter().enumerate().take(ids.len() + 1) {
        if children(place).map(|node| node.weight).sum::<f64>() <= 0.0 {
            return Err(reading.fault_of_file(&words::no_weight(id)));
        }
    }
    if Tree::new(nodes.clone()).is_none() {
        return Err(reading.fault_of_file(&words::no_weight(&file.name)));
    }
    Ok((nodes, names))
}

fn indicator(
    reading: &Reading<'_>,
    entry: &IndicatorEntry,
    metric: &Metric,
    normalise: NormaliseEntry,
    aggregation: Aggregation,
) -> Result<Indicator> {
    let id = &entry.metric;
    let fault = |what: &Label| reading.fault(id, what);
    for (is_given, key, belongs_to) in [
        (normalise.from.is_some() || normalise.to.is_some(), "from, to", Method::Goalposts),
        (normalise.target.is_some(), "target", Method::Target),
    ] {
        if is_given && normalise.method != belongs_to {
            return Err(fault(&words::key_without_use(&metric.id, key)));
        }
    }
    let posts = normalise.from.zip(normalise.to);
    let best = match (normalise.method, posts) {
        (Method::Goalposts, Some((from, to))) if from.is_finite() && to.is_finite() => {
            let by_posts = match from.total_cmp(&to) {
                std::cmp::Ordering::Less => Best::Highest,
                std::cmp::Ordering::Greater => Best::Lowest,
                std::cmp::Ordering::Equal => return Err(fault(&words::equal_posts(&metric.id))),
            };
            let is_open = entry.direction.unwrap_or(metric.direction) == Direction::None;
            if !is_open && reading.best(id, metric, entry.direction)? != by_posts {
                return Err(fault(&words::posts_against_direction(&metric.id)));
            }
            by_posts
        }
        (Method::Goalposts, _) => return Err(fault(&words::posts_missing(&metric.id))),
        _ => reading.best(id, metric, entry.direction)?,
    };
    // In the direction of the index, as the values will be.
    let turned = |value: f64| if best == Best::Lowest { -value } else { value };
    let scores = normalise.scores.unwrap_or(SCORES);
    if !(scores.0.is_finite() && scores.1.is_finite() && scores.0 < scores.1) {
        return Err(fault(&words::bad_scores(&metric.id)));
    }
    if is_for_positive(aggregation)
        && scores.0 <= 0.0
        && !matches!(normalise.method, Method::Rank | Method::Z)
    {
        return Err(fault(&words::scores_not_above_zero(&metric.id)).with_hint(words::scores_from_one()));
    }
    let (how, stretch) = match (normalise.method, posts, normalise.target) {
        (Method::Goalposts, Some((from, to)), _) => {
            (Normalisation::Goalposts { low: turned(from), high: turned(to), scale: 1.0 }, Some(scores))
        }
        (Method::Target, _, Some(target)) if target.is_finite() => {
            (Normalisation::DistanceToTarget { target: turned(target) }, Some(scores))
        }
        (Method::Target, ..) => return Err(fault(&words::target_missing(&metric.id))),
        (method, ..) => plain(method, scores),
    };
    Ok(Indicator { metric: metric.id.clone(), best, how, stretch, over: normalise.over, is_treated: false })
}

/// A normalisation without values of its own, with its stretch to the scale.
fn plain(method: Method, scores: (f64, f64)) -> (Normalisation, Option<(f64, f64)>) {
    match method {
        Method::Z => (Normalisation::ZScore { mean: Z_SCORE.0, deviation: Z_SCORE.1 }, None),
        Method::Rank => (Normalisation::Rank, None),
        Method::Percentile => (Normalisation::Percentile, Some(scores)),
        Method::MinMax | Method::Target | Method::Goalposts => {
            (Normalisation::MinMax { lower: scores.0, upper: scores.1 }, None)
        }
    }
}

/// How far weights may be off: the part that the scheme gives, or the usual one.
pub(super) fn noise(reading: &Reading<'_>, weights: Option<f64>) -> Result<WeightNoise> {
    let weights = weights.unwrap_or(WEIGHT_NOISE);
    if !(0.0..1.0).contains(&weights) {
        return Err(reading.fault_of_file(&words::bad_noise(weights)));
    }
    Ok(if weights > 0.0 { WeightNoise::Uniform(weights) } else { WeightNoise::Fixed })
}

/// What else might have been chosen: by the scheme, or the usual alternatives.
fn sensitivity(
    reading: &Reading<'_>,
    entry: &SensitivityEntry,
    usual: NormaliseEntry,
    aggregation: Aggregation,
) -> Result<Sensitivity> {
    let weights = noise(reading, entry.weights)?;
    let methods = entry.normalise.clone().unwrap_or_else(|| {
        [Method::MinMax, Method::Z, Method::Percentile]
            .into_iter()
            .filter(|one| *one != usual.method)
            .collect()
    });
    if methods.iter().any(|method| matches!(method, Method::Goalposts | Method::Target)) {
        return Err(reading.fault_of_file(&words::no_alternative()));
    }
    let scores = usual.scores.unwrap_or(SCORES);
    // A mean of scores above 0 is to find them above 0 by every method.
    let scores = if is_for_positive(aggregation) && scores.0 <= 0.0 { POSITIVE_SCORES } else { scores };
    let usual_means = || {
        vec![Aggregate(Aggregation::Mean(Mean::Arithmetic)), Aggregate(Aggregation::Mean(Mean::Geometric))]
    };
    let mut aggregate = vec![aggregation];
    for Aggregate(one) in entry.aggregate.clone().unwrap_or_else(usual_means) {
        if !aggregate.contains(&one) {
            aggregate.push(one);
        }
    }
    Ok(Sensitivity {
        weights,
        normalise: methods.into_iter().map(|method| plain(method, scores)).collect(),
        aggregate,
        drop_one: entry.drop_one.unwrap_or(true),
    })
}
