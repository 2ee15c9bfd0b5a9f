//! Classes that are assessed apart (分类考核): which regions a scheme puts into each.

use serde::Deserialize;
use toml::Spanned;

use super::Reading;
use crate::error::Result;
use crate::text::Label;
use crate::text::index::faults as words;

/// A class, checked as far as that goes without regions.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Class {
    pub(in super::super) id: String,
    pub(in super::super) title: Label,
    /// Line of its id.
    pub(in super::super) line: usize,
    /// Regions by code or name, which are in the class whatever else is asked for.
    pub(in super::super) regions: Vec<Named>,
    /// Prefectures of which a region must be; any if empty.
    pub(in super::super) prefectures: Vec<Named>,
    /// Endings of which a region's name must have one; any if empty.
    pub(in super::super) ends: Vec<String>,
}

impl Class {
    /// Whether it takes whatever the classes before it leave.
    pub(in super::super) fn is_rest(&self) -> bool {
        self.regions.is_empty() && self.prefectures.is_empty() && self.ends.is_empty()
    }
}

/// A name of the file and its line.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Named {
    pub(in super::super) word: String,
    pub(in super::super) line: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassEntry {
    id: Spanned<String>,
    title: Label,
    regions: Option<Vec<Spanned<String>>>,
    prefectures: Option<Vec<Spanned<String>>>,
    ends: Option<Vec<Spanned<String>>>,
}

/// The classes of a file; `taken` are ids that mean something else.
pub(super) fn read(reading: &Reading<'_>, entries: &[ClassEntry], taken: &[&str]) -> Result<Vec<Class>> {
    let mut classes: Vec<Class> = Vec::new();
    for (place, entry) in (1..).zip(entries) {
        let known = classes.iter().map(|class| class.id.as_str());
        let taken: Vec<&str> = taken.iter().copied().chain(known).collect();
        reading.column(&entry.id, &taken)?;
        let id = entry.id.get_ref();
        let class = Class {
            id: id.clone(),
            title: entry.title.clone(),
            line: reading.line(&entry.id),
            regions: named(reading, entry, "regions", entry.regions.as_deref())?,
            prefectures: named(reading, entry, "prefectures", entry.prefectures.as_deref())?,
            ends: named(reading, entry, "ends", entry.ends.as_deref())?
                .into_iter()
                .map(|end| end.word)
                .collect(),
        };
        if class.is_rest() && place < entries.len() {
            return Err(reading
                .fault(&entry.id, &words::rest_not_last(id))
                .with_hint(words::what_classes_ask_for()));
        }
        classes.push(class);
    }
    Ok(classes)
}

/// The words of a list, none of them empty.
fn named(
    reading: &Reading<'_>,
    entry: &ClassEntry,
    key: &str,
    list: Option<&[Spanned<String>]>,
) -> Result<Vec<Named>> {
    let Some(list) = list else { return Ok(Vec::new()) };
    if list.is_empty() || list.iter().any(|word| word.get_ref().trim().is_empty()) {
        return Err(reading.fault(&entry.id, &words::empty_list(entry.id.get_ref(), key)));
    }
    let name =
        |word: &Spanned<String>| Named { word: word.get_ref().trim().to_owned(), line: reading.line(word) };
    Ok(list.iter().map(name).collect())
}
