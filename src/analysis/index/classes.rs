//! The classes of a scheme, found among the regions of a dataset.
//!
//! A class never makes a region vanish: one that is in no class keeps its row, without score, with the reason.

use std::collections::{BTreeMap, BTreeSet};

use super::reports::Reports;
use super::scheme::{Class, Named, Scheme};
use crate::dataset::Regions;
use crate::error::{Error, ErrorKind, Result};
use crate::text::index::faults;
use crate::text::{Label, Lang, Note, index as words};

/// The classes, in the order of the scheme; none where reports are scored together.
#[derive(Default)]
pub(super) struct Classes(Vec<Members>);

/// What makes a region a member of a class.
struct Members {
    id: String,
    codes: BTreeSet<String>,
    prefectures: BTreeSet<String>,
    ends: Vec<String>,
    is_rest: bool,
}

impl Classes {
    /// Finds the regions and prefectures that the scheme names.
    ///
    /// # Errors
    /// A region or prefecture that is not there or not clear, a region named in two classes.
    pub(super) fn resolve(scheme: &Scheme, regions: &Regions) -> Result<Self> {
        let mut first: BTreeMap<String, &str> = BTreeMap::new();
        let mut all = Vec::new();
        for class in &scheme.classes {
            let mut codes = BTreeSet::new();
            for named in &class.regions {
                let found = regions.resolve(&named.word).map_err(|error| at(scheme, named, &error))?;
                for code in found.codes {
                    if let Some(other) = first.insert(code.clone(), &class.id)
                        && other != class.id
                    {
                        let what = faults::in_two_classes(&found.region.name, &code, other, &class.id);
                        let message = faults::at(&scheme.file, named.line, &what);
                        return Err(Error::new(ErrorKind::File, message));
                    }
                    codes.insert(code);
                }
            }
            let prefecture = |named: &Named| {
                regions.resolve_group("prefecture", &named.word).map_err(|error| at(scheme, named, &error))
            };
            all.push(Members {
                id: class.id.clone(),
                codes,
                prefectures: class.prefectures.iter().map(prefecture).collect::<Result<_>>()?,
                ends: class.ends.clone(),
                is_rest: class.is_rest(),
            });
        }
        Ok(Self(all))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The id of a class.
    pub(super) fn id(&self, class: usize) -> Option<&str> {
        self.0.get(class).map(|class| class.id.as_str())
    }

    /// The first class that has the region.
    pub(super) fn of(&self, code: &str, name: &str, prefecture: &str) -> Option<usize> {
        self.0.iter().position(|class| class.has(code, name, prefecture))
    }
}

impl Members {
    fn has(&self, code: &str, name: &str, prefecture: &str) -> bool {
        if self.is_rest || self.codes.contains(code) {
            return true;
        }
        let asks = !self.prefectures.is_empty() || !self.ends.is_empty();
        asks && (self.prefectures.is_empty() || self.prefectures.contains(prefecture))
            && (self.ends.is_empty() || self.ends.iter().any(|end| name.ends_with(end.as_str())))
    }
}

/// The error of a name, with its place in the scheme.
fn at(scheme: &Scheme, named: &Named, error: &Error) -> Error {
    let what = Label::new(error.message(Lang::Zh), error.message(Lang::En));
    let placed = Error::new(ErrorKind::File, faults::at(&scheme.file, named.line, &what))
        .with_details(error.details().to_vec());
    match (error.hint(Lang::Zh), error.hint(Lang::En)) {
        (Some(zh), Some(en)) => placed.with_hint(Label::new(zh, en)),
        _ => placed,
    }
}

/// How many reports each class has, and which has none.
pub(super) fn said(scheme: &Scheme, reports: &Reports) -> Vec<Note> {
    if scheme.classes.is_empty() {
        return Vec::new();
    }
    let count = |class: usize| -> usize {
        let own = reports.groups.iter().filter(|group| group.key.class == Some(class));
        own.map(|group| group.rows.len()).sum()
    };
    let counted: Vec<(&Class, usize)> =
        scheme.classes.iter().enumerate().map(|(place, class)| (class, count(place))).collect();
    let sizes: Vec<(&Label, usize)> = counted.iter().map(|(class, count)| (&class.title, *count)).collect();
    let mut said =
        vec![Note::info(words::classes(&sizes, reports.without_class.len(), scheme.is_composite()))];
    for (class, _) in counted.iter().filter(|(_, count)| *count == 0) {
        said.push(Note::warning(words::empty_class(&scheme.file, class.line, &class.title)));
    }
    said
}
