//! Which region a report is of: the organ's name, looked up in the list of regions.

use super::document::{Block, Document};
use super::words::{Head, candidates};
use crate::dataset::{Region, Regions};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Label;
use crate::text::ingest::report as words;

/// Where to look for the region, beyond the report itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Hints {
    /// Only regions of these provinces, if any.
    pub provinces: Vec<String>,
    /// Only regions of these prefectures, if any.
    pub prefectures: Vec<String>,
    /// The folders that the file lies in, which may tell regions of one name apart.
    pub folders: String,
}

/// A region, and what to say of how it was found.
#[derive(Clone, Debug)]
pub(super) struct Located {
    pub region: Region,
    /// The text that it rests on.
    pub text: String,
    pub note: Label,
}

/// Finds the region of a report of `year`.
///
/// # Errors
/// No organ is named, or it is in no region of the list, or in several.
pub(super) fn locate(
    name: &str,
    document: &Document,
    head: &Head,
    year: i32,
    regions: &Regions,
    hints: &Hints,
) -> Result<Located> {
    let mut unknown = None;
    for organ in organs(document, head) {
        let names = candidates(&organ);
        let Some(whole) = names.first() else { continue };
        for place in &names {
            let above = whole.strip_suffix(place.as_str()).unwrap_or_default();
            let mut found = regions.named_in(place, year);
            found.retain(|region| hints.allow(region) && belongs(region, above, regions));
            match found.as_slice() {
                [] => {}
                [only] => return Ok(located(only, organ, Label::default())),
                several => return among(name, organ, several, document, hints),
            }
        }
        unknown.get_or_insert(organ);
    }
    Err(match unknown {
        Some(organ) => Error::new(ErrorKind::Data, words::unknown_region(name, &organ))
            .with_hint(words::name_the_region()),
        None => Error::new(ErrorKind::Data, words::no_organ(name)).with_hint(words::name_the_region()),
    })
}

fn located(region: &Region, text: String, note: Label) -> Located {
    Located { region: region.clone(), text, note }
}

/// The names of organs to try: the report's own, that of the signature, those of the file's title.
fn organs(document: &Document, head: &Head) -> Vec<String> {
    /// Lines at the end among which a signature stands.
    const LAST: usize = 8;
    let lines: Vec<&str> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
            Block::Grid(_) => None,
        })
        .collect();
    let signature = lines.iter().rev().take(LAST).filter(|line| {
        let long = line.chars().count();
        (4..=30).contains(&long) && !line.contains(['，', '。', '：', ':', '、'])
    });
    let own = head.organ.iter().map(|organ| organ.value.clone());
    let mut all: Vec<String> = own.chain(signature.map(|line| (*line).to_owned())).collect();
    all.extend(document.title.iter().flat_map(|title| title.split(['-', '_', '|', '—'])).map(str::to_owned));
    all
}

/// Whether a region can be what a name means that has `above` before it: `宿迁市` before `沭阳县`.
fn belongs(region: &Region, above: &str, regions: &Regions) -> bool {
    above.is_empty()
        || [&region.province, &region.prefecture]
            .iter()
            .any(|place| !place.is_empty() && above.contains(&***place))
        || candidates(above).iter().all(|place| !regions.has_name(place))
}

/// Of regions of one name, the one whose prefecture or province the folders or the text name.
fn among(
    name: &str,
    organ: String,
    several: &[Region],
    document: &Document,
    hints: &Hints,
) -> Result<Located> {
    let text: String = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
            Block::Grid(_) => None,
        })
        .chain(document.title.as_deref())
        .collect();
    for place in [&hints.folders, &text] {
        let named: Vec<&Region> = several.iter().filter(|region| names_parent(place, region)).collect();
        if let [only] = named.as_slice() {
            let note = words::told_apart(&only.full_name(), several.len());
            return Ok(located(only, organ, note));
        }
    }
    let list = several.iter().map(|r| Label::same(format!("{} {}", r.code, r.full_name()))).collect();
    Err(Error::new(ErrorKind::Data, words::ambiguous_region(name, &organ, several.len()))
        .with_details(list)
        .with_hint(words::name_the_region()))
}

fn names_parent(text: &str, region: &Region) -> bool {
    let own = |place: &str| place != region.name && place.chars().count() > 1;
    [&region.prefecture, &region.province].iter().any(|place| own(place) && text.contains(&***place))
}

impl Hints {
    fn allow(&self, region: &Region) -> bool {
        let within = |list: &[String], own: &str| {
            list.is_empty() || list.iter().any(|place| place == own || *place == region.name)
        };
        within(&self.provinces, &region.province) && within(&self.prefectures, &region.prefecture)
    }
}
