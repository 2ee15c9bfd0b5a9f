//! The regions, groups and levels of a request, resolved against those of the dataset.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::Which;
use crate::dataset::Dataset;
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Note, notes, regions};

/// The regions and groups of a request, resolved.
pub(super) struct Places {
    pub(super) shown: Option<BTreeSet<String>>,
    /// Names as resolved, with the codes of each.
    pub(super) names: BTreeMap<String, Vec<String>>,
    pub(super) levels: BTreeSet<String>,
    pub(super) provinces: Vec<String>,
    pub(super) prefectures: Vec<String>,
    /// Codes of the regions that take part; all if empty.
    among: Vec<String>,
    pub(super) notes: Vec<Note>,
}

impl Places {
    /// The condition for records of the provinces, prefectures and codes asked for.
    pub(super) fn within(&self) -> Expr {
        let mut condition = lit(true);
        for (column, names) in
            [("province", &self.provinces), ("prefecture", &self.prefectures), ("region_code", &self.among)]
        {
            if !names.is_empty() {
                condition = condition.and(one_of(column, names));
            }
        }
        condition
    }

    pub(super) fn resolve(dataset: &Dataset, which: &Which) -> Result<Self> {
        let regions = &dataset.regions;
        let mut places = Self {
            shown: None,
            names: BTreeMap::new(),
            levels: BTreeSet::new(),
            provinces: Vec::new(),
            prefectures: Vec::new(),
            among: which.among.clone(),
            notes: Vec::new(),
        };
        for word in &which.regions {
            let found = regions.resolve(word)?;
            places.shown.get_or_insert_default().extend(found.codes.iter().cloned());
            places.levels.insert(found.region.level.clone());
            places.names.insert(found.region.name, found.codes);
            places.notes.extend(found.notes);
        }
        for word in &which.provinces {
            places.provinces.push(regions.resolve_group("province", word)?);
        }
        for word in &which.prefectures {
            places.prefectures.push(regions.resolve_group("prefecture", word)?);
        }
        Ok(places)
    }
}

/// The levels that take part: the one asked for; else those of the regions asked for; else counties, or
/// whatever most reports are about.
pub(super) fn choose_levels(
    which: &Which,
    places: &Places,
    there: &[(String, usize)],
) -> Result<Vec<String>> {
    if let Some(asked) = &which.level {
        let level = regions::level_id(asked);
        if !there.iter().any(|(known, _)| *known == level) && !there.is_empty() {
            let known: Vec<String> = there.iter().map(|(level, _)| level.clone()).collect();
            return Err(Error::new(ErrorKind::Request, notes::no_such_level(asked))
                .with_hint(crate::text::errors::nearest(&known)));
        }
        return Ok(vec![level]);
    }
    if !places.levels.is_empty() {
        return Ok(places.levels.iter().cloned().collect());
    }
    let county = there.iter().find(|(level, _)| level == "county");
    Ok(vec![county.or(there.first()).map_or("county", |(level, _)| level).to_owned()])
}

pub(super) fn one_of(column: &str, names: &[String]) -> Expr {
    names.iter().map(|name| col(column).eq(lit(name.as_str()))).reduce(Expr::or).unwrap_or_else(|| lit(false))
}
