//! A sheet of points: items that earn, deduct and top up, as local assessment rules write them.

use serde::Deserialize;
use toml::Spanned;

use super::composite::noise;
use super::{Band, ClassEntry, Head, Kind, Reading, Scheme};
use crate::error::Result;
use crate::metric::Direction;
use crate::stats::Best;
use crate::stats::index::WeightNoise;
use crate::text::index::faults as words;
use crate::text::{Label, errors, nearest_names};

/// A sheet, checked.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Sheet {
    pub(in super::super) groups: Vec<Group>,
    pub(in super::super) items: Vec<Item>,
    /// How far what items are worth may be off, and whether one may be left out.
    pub(in super::super) weights: WeightNoise,
    pub(in super::super) drop_one: bool,
}

impl Sheet {
    /// The items of a group, or those of none, with their places.
    pub(in super::super) fn items_of(&self, group: Option<usize>) -> impl Iterator<Item = (usize, &Item)> {
        self.items.iter().enumerate().filter(move |(_, item)| item.group == group)
    }
}

/// Items that belong together (一级指标), with a subtotal of their own.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Group {
    pub(in super::super) id: String,
    pub(in super::super) title: Label,
    /// Points at most, deductions and bonuses counted.
    pub(in super::super) cap: Option<f64>,
}

/// An item of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Item {
    pub(in super::super) id: String,
    pub(in super::super) title: Label,
    /// Place of its group.
    pub(in super::super) group: Option<usize>,
    /// Points that it is worth.
    pub(in super::super) weight: f64,
    /// The metric that earns points and how; all points are there from the start without.
    pub(in super::super) earning: Option<(String, Earning)>,
    /// Whether a figure that the report does not have earns nothing, instead of taking the item out.
    pub(in super::super) is_zero_if_missing: bool,
    pub(in super::super) deductions: Vec<Amount>,
    pub(in super::super) bonuses: Vec<Amount>,
}

/// How a metric earns points.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) enum Earning {
    /// From nothing at the first value to all points at the second, in proportion between.
    Between(f64, f64),
    /// The most points of those whose value is reached.
    Steps(Best, Vec<Step>),
}

/// Points for a value.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Step {
    /// The value to reach.
    pub(in super::super) at: f64,
    /// The points for it.
    pub(in super::super) points: f64,
}

/// Points for each unit of a metric.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Amount {
    pub(in super::super) metric: String,
    /// Points for one unit.
    pub(in super::super) each: f64,
    /// Units that do not count.
    pub(in super::super) above: f64,
    /// Points at most.
    pub(in super::super) most: f64,
}

impl Item {
    /// Its id and those of its metrics.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.id.as_str()).chain(self.metrics().map(String::as_str))
    }

    /// The metrics of the item.
    pub(in super::super) fn metrics(&self) -> impl Iterator<Item = &String> {
        let amounts = self.deductions.iter().chain(&self.bonuses).map(|amount| &amount.metric);
        self.earning.iter().map(|(metric, _)| metric).chain(amounts)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    title: Label,
    least_coverage: Option<f64>,
    #[serde(default)]
    group: Vec<GroupEntry>,
    item: Vec<ItemEntry>,
    #[serde(default)]
    band: Vec<Band>,
    #[serde(default)]
    class: Vec<ClassEntry>,
    #[serde(default)]
    sensitivity: SensitivityEntry,
}

/// A sheet has neither scales nor means that might have been chosen otherwise.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SensitivityEntry {
    weights: Option<f64>,
    drop_one: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupEntry {
    id: Spanned<String>,
    title: Label,
    cap: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemEntry {
    id: Spanned<String>,
    title: Label,
    group: Option<Spanned<String>>,
    weight: f64,
    metric: Option<Spanned<String>>,
    direction: Option<Direction>,
    from: Option<f64>,
    to: Option<f64>,
    #[serde(default)]
    steps: Vec<Step>,
    #[serde(default)]
    missing: Missing,
    #[serde(default)]
    deduct: Vec<AmountEntry>,
    #[serde(default)]
    bonus: Vec<AmountEntry>,
}

/// What becomes of an item whose figure is not in the report.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Missing {
    #[default]
    LeaveOut,
    Zero,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AmountEntry {
    metric: Spanned<String>,
    each: f64,
    #[serde(default)]
    above: f64,
    most: Option<f64>,
}

pub(super) fn read(reading: &Reading<'_>) -> Result<Scheme> {
    let file: File = reading.toml()?;
    let groups = groups(reading, &file)?;
    let mut items: Vec<Item> = Vec::new();
    for entry in &file.item {
        let of_groups = groups.iter().map(|group| group.id.as_str());
        let mut taken: Vec<&str> = items.iter().map(|item| item.id.as_str()).chain(of_groups).collect();
        taken.push(&file.name);
        reading.column(&entry.id, &taken)?;
        items.push(Item { group: group_of(reading, entry, &groups)?, ..item(reading, entry)? });
    }
    for (place, entry) in file.group.iter().enumerate() {
        if !items.iter().any(|item| item.group == Some(place)) {
            return Err(reading.fault(&entry.id, &words::empty_group(entry.id.get_ref())));
        }
    }
    // Both have a definition in the answer, which is found by its name.
    let is_metric = |id: &str| items.iter().flat_map(Item::metrics).any(|metric| metric == id);
    let ids = file.item.iter().map(|entry| &entry.id).chain(file.group.iter().map(|entry| &entry.id));
    if let Some(id) = ids.into_iter().find(|id| is_metric(id.get_ref())) {
        return Err(reading.fault(id, &words::item_named_as_metric(id.get_ref())));
    }
    if items.iter().map(|item| item.weight).sum::<f64>() <= 0.0 {
        return Err(reading.fault_of_file(&words::no_weight(&file.name)));
    }
    let head = Head {
        name: file.name,
        title: file.title,
        band: file.band,
        class: file.class,
        least_coverage: file.least_coverage,
    };
    reading.head(
        head,
        Kind::Sheet(Sheet {
            groups,
            items,
            weights: noise(reading, file.sensitivity.weights)?,
            drop_one: file.sensitivity.drop_one.unwrap_or(true),
        }),
    )
}

fn groups(reading: &Reading<'_>, file: &File) -> Result<Vec<Group>> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in &file.group {
        let mut taken: Vec<&str> = groups.iter().map(|group| group.id.as_str()).collect();
        taken.push(&file.name);
        reading.column(&entry.id, &taken)?;
        let id = entry.id.get_ref().clone();
        if entry.cap.is_some_and(|cap| !cap.is_finite() || cap <= 0.0) {
            return Err(reading.fault(&entry.id, &words::bad_cap(&id)));
        }
        groups.push(Group { id, title: entry.title.clone(), cap: entry.cap });
    }
    Ok(groups)
}

/// The place of the group that an item names.
fn group_of(reading: &Reading<'_>, entry: &ItemEntry, groups: &[Group]) -> Result<Option<usize>> {
    let Some(name) = &entry.group else { return Ok(None) };
    let place = groups.iter().position(|group| group.id == *name.get_ref());
    if place.is_some() {
        return Ok(place);
    }
    let ids = || groups.iter().map(|group| group.id.as_str());
    let near = nearest_names(name.get_ref(), ids());
    let near = if near.is_empty() { ids().map(str::to_owned).collect() } else { near };
    let fault = reading.fault(name, &words::no_such_group(name.get_ref()));
    Err(if near.is_empty() { fault } else { fault.with_hint(errors::nearest(&near)) })
}

fn item(reading: &Reading<'_>, entry: &ItemEntry) -> Result<Item> {
    let id = &entry.id;
    let name = id.get_ref();
    let weight = reading.weight(id, entry.weight)?;
    let earning = if let Some(metric) = &entry.metric {
        Some((metric.get_ref().clone(), earning(reading, entry, metric, weight)?))
    } else {
        let has_rule = entry.from.is_some() || entry.to.is_some() || !entry.steps.is_empty();
        if has_rule || entry.direction.is_some() || entry.missing == Missing::Zero {
            return Err(reading.fault(id, &words::rule_without_metric(name)));
        }
        if entry.deduct.is_empty() {
            return Err(reading.fault(id, &words::item_without_rule(name)));
        }
        None
    };
    Ok(Item {
        id: name.clone(),
        title: entry.title.clone(),
        group: None,
        weight,
        earning,
        is_zero_if_missing: entry.missing == Missing::Zero,
        deductions: amounts(reading, &entry.deduct, weight)?,
        bonuses: amounts(reading, &entry.bonus, f64::INFINITY)?,
    })
}

fn earning(reading: &Reading<'_>, entry: &ItemEntry, id: &Spanned<String>, weight: f64) -> Result<Earning> {
    let metric = reading.metric(id)?;
    match (entry.from, entry.to, entry.steps.as_slice()) {
        (Some(from), Some(to), []) => {
            if !from.is_finite() || !to.is_finite() || (to - from).abs() <= 0.0 {
                return Err(reading.fault(id, &words::equal_posts(&metric.id)));
            }
            let by_posts = if from < to { Best::Highest } else { Best::Lowest };
            let is_open = entry.direction.unwrap_or(metric.direction) == Direction::None;
            if !is_open && reading.best(id, &metric, entry.direction)? != by_posts {
                return Err(reading.fault(id, &words::posts_against_direction(&metric.id)));
            }
            Ok(Earning::Between(from, to))
        }
        (None, None, [_, ..]) => {
            let sound = |step: &Step| step.at.is_finite() && (0.0..=weight).contains(&step.points);
            if !entry.steps.iter().all(sound) {
                return Err(reading.fault(&entry.id, &words::bad_step(entry.id.get_ref(), weight)));
            }
            Ok(Earning::Steps(reading.best(id, &metric, entry.direction)?, entry.steps.clone()))
        }
        _ => Err(reading.fault(&entry.id, &words::how_points_are_earned(entry.id.get_ref()))),
    }
}

/// Amounts for units of metrics, each of `usual` points at most where the file does not say.
fn amounts(reading: &Reading<'_>, entries: &[AmountEntry], usual: f64) -> Result<Vec<Amount>> {
    let amount = |entry: &AmountEntry| {
        let metric = reading.metric(&entry.metric)?.id;
        let most = entry.most.unwrap_or(usual);
        if !(entry.each.is_finite() && entry.each > 0.0 && entry.above.is_finite() && most > 0.0) {
            return Err(reading.fault(&entry.metric, &words::bad_amount(&metric)));
        }
        Ok(Amount { metric, each: entry.each, above: entry.above, most })
    };
    entries.iter().map(amount).collect()
}
