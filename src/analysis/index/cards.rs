//! What a scheme says of itself: its components as columns and definitions, their weights, the rule in words.

use polars::prelude::*;

use super::scheme::{Kind, Scheme};
use super::table::Component;
use crate::analysis::about::column;
use crate::analysis::{Column, Kind as Cell, MetricCard, Table};
use crate::error::Result;
use crate::metric::Direction;
use crate::schema::Unit;
use crate::stats::index::{Tree, WeightNoise};
use crate::text::{Label, index as words};

/// The components in the order of their columns: levels, then indicators; or the groups of a
/// sheet, then its items.
pub(super) fn components(scheme: &Scheme) -> Vec<Component> {
    match &scheme.kind {
        Kind::Composite(composite) => {
            let levels = composite.nodes.len() - composite.indicators.len();
            let component = |(place, (id, title)): (usize, &(String, Label))| Component {
                id: id.clone(),
                title: title.clone(),
                // Without levels the indicators are what the index is made of.
                is_detail: levels > 1 && place >= levels,
            };
            composite.names.iter().enumerate().skip(1).map(component).collect()
        }
        Kind::Sheet(sheet) => {
            let groups = sheet.groups.iter().map(|group| (&group.id, &group.title, false));
            let items = sheet.items.iter().map(|item| (&item.id, &item.title, true));
            let component = |(id, title, is_detail): (&String, &Label, bool)| Component {
                id: id.clone(),
                title: title.clone(),
                is_detail,
            };
            groups.chain(items).map(component).collect()
        }
    }
}

/// The titles of classes and bands.
pub(super) fn terms(scheme: &Scheme) -> Vec<(String, Label)> {
    let classes = scheme.classes.iter().map(|class| (class.id.clone(), class.title.clone()));
    classes.chain(scheme.bands.iter().map(|band| (band.name.clone(), band.title.clone()))).collect()
}

/// A weight in a formula.
fn times((weight, name): (f64, &str)) -> String {
    format!("{weight}·{name}")
}

/// The definitions of the index and of what it has above its metrics.
pub(super) fn cards(scheme: &Scheme) -> Vec<MetricCard> {
    let card = |id: &str, title: &Label, formula: String, formula_in_words: Label| MetricCard {
        id: id.to_owned(),
        title: title.clone(),
        meaning: how(scheme),
        caveat: None,
        unit: Unit::Point,
        direction: Direction::Higher.text(),
        formula,
        formula_in_words,
    };
    match &scheme.kind {
        Kind::Composite(composite) => {
            let levels = composite.nodes.len() - composite.indicators.len();
            let of_level = |(place, (id, title)): (usize, &(String, Label))| {
                let below = || {
                    let both = composite.nodes.iter().zip(&composite.names);
                    both.filter(move |(node, _)| node.parent == Some(place))
                };
                let part = |name: &dyn Fn(&(String, Label)) -> String| -> String {
                    let terms = below().map(|(node, names)| times((node.weight, &name(names))));
                    terms.collect::<Vec<_>>().join(" + ")
                };
                let in_words = words::mean_of(
                    composite.aggregation,
                    &Label::new(part(&|(_, title)| title.zh.clone()), part(&|(_, title)| title.en.clone())),
                );
                card(id, title, part(&|(id, _)| id.clone()), in_words)
            };
            composite.names.iter().enumerate().take(levels).map(of_level).collect()
        }
        Kind::Sheet(sheet) => {
            let ids =
                |group| -> Vec<&str> { sheet.items_of(group).map(|(_, item)| item.id.as_str()).collect() };
            let groups = sheet.groups.iter().map(|group| group.id.as_str());
            let parts: Vec<&str> = groups.chain(ids(None)).collect();
            let formula = format!("100·({})/weight", parts.join(" + "));
            let mut cards = vec![card(&scheme.name, &scheme.title, formula, words::SHEET.label())];
            for (place, group) in sheet.groups.iter().enumerate() {
                let weight = sheet.items_of(Some(place)).map(|(_, item)| item.weight).sum();
                let sum = ids(Some(place)).join(" + ");
                let formula = group.cap.map_or_else(|| sum.clone(), |cap| format!("min({sum}, {cap})"));
                cards.push(card(&group.id, &group.title, formula, words::worth_of_group(weight, group.cap)));
            }
            cards.extend(sheet.items.iter().map(|item| {
                let metrics: Vec<&str> = item.metrics().map(String::as_str).collect();
                card(&item.id, &item.title, metrics.join(", "), words::worth(item.weight))
            }));
            cards
        }
    }
}

/// The weights as given, and the part of the whole that each is where nothing is missing.
pub(super) fn weights(scheme: &Scheme) -> Result<Table> {
    let (mut ids, mut under, mut given, mut shares) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    match &scheme.kind {
        Kind::Composite(composite) => {
            let tree = Tree::new(composite.nodes.clone());
            let of_indicators = tree.as_ref().map(Tree::effective_weights).unwrap_or_default();
            let levels = composite.nodes.len() - composite.indicators.len();
            let name = |place: usize| composite.names.get(place).map(|(id, _)| id.clone());
            for (place, node) in composite.nodes.iter().enumerate().skip(1) {
                let is_below = |(at, _): &(usize, &f64)| {
                    let mut above = Some(*at);
                    while above.is_some_and(|at| at != place) {
                        above = above.and_then(|at| composite.nodes.get(at)).and_then(|node| node.parent);
                    }
                    above.is_some()
                };
                ids.push(name(place));
                under.push(node.parent.and_then(name));
                given.push(node.weight);
                shares.push((levels..).zip(&of_indicators).filter(is_below).map(|(_, share)| share).sum());
            }
        }
        Kind::Sheet(sheet) => {
            let total: f64 = sheet.items.iter().map(|item| item.weight).sum();
            let mut row = |id: &String, above: &String, weight: f64| {
                ids.push(Some(id.clone()));
                under.push(Some(above.clone()));
                given.push(weight);
                shares.push(weight / total);
            };
            for (place, group) in sheet.groups.iter().enumerate() {
                let weight = sheet.items_of(Some(place)).map(|(_, item)| item.weight).sum();
                row(&group.id, &scheme.name, weight);
            }
            for item in &sheet.items {
                let above = item.group.and_then(|place| sheet.groups.get(place)).map(|group| &group.id);
                row(&item.id, above.unwrap_or(&scheme.name), item.weight);
            }
        }
    }
    let series = vec![
        Series::new("component".into(), ids).into_column(),
        Series::new("under".into(), under).into_column(),
        Series::new("weight".into(), given).into_column(),
        Series::new("weight_share".into(), shares).into_column(),
    ];
    let kinds = [Cell::Id, Cell::Id, Cell::Number, Cell::In(Unit::Share)];
    let columns: Vec<Column> =
        series.iter().zip(kinds).map(|(data, kind)| column(data.name(), kind, 0)).collect();
    let frame = DataFrame::new_infer_height(series)?;
    Ok(Table { id: "weights", title: words::WEIGHTS.label(), frame, columns })
}

/// The rule of a scheme in a sentence.
pub(super) fn how(scheme: &Scheme) -> Label {
    match &scheme.kind {
        Kind::Composite(composite) => words::composite(
            composite.aggregation,
            (composite.indicators.len(), composite.nodes.len() - composite.indicators.len() - 1),
            scheme.least_coverage,
        ),
        Kind::Sheet(sheet) => {
            let total: f64 = sheet.items.iter().map(|item| item.weight).sum();
            words::sheet(sheet.items.len(), total, scheme.least_coverage)
        }
    }
}

/// How far weights may be off.
pub(super) fn noise(weights: WeightNoise) -> f64 {
    match weights {
        WeightNoise::Uniform(part) => part,
        WeightNoise::Fixed | WeightNoise::Dirichlet => 0.0,
    }
}
