//! Finding regions by what people call them, and what became of those that ended.

use polars::prelude::ChunkUnique as _;

use super::regions::{Region, Regions};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Label, Note, errors, regions as words};

impl Regions {
    /// Records whose code, name or full name contains every word of `query`.
    pub fn search(&self, query: &str) -> Vec<Region> {
        let words: Vec<&str> = query.split_whitespace().collect();
        let rows = self.rows(|cells| words.iter().all(|word| cells.iter().any(|cell| cell.contains(word))));
        self.records(&rows)
    }

    /// The region that `word` means: a code, a name, a name with its prefecture or province before it, or
    /// the beginning of a name where only one region has it.
    ///
    /// # Errors
    /// No region, with the nearest names; or several, with the code and prefecture of each.
    pub fn resolve(&self, word: &str) -> Result<Found> {
        let word = word.trim();
        let exact = self.records(&self.rows(|[code, name, ..]| code == word || name == word));
        let candidates = if exact.is_empty() { self.loosely(word) } else { exact };
        let current: Vec<&Region> = candidates.iter().filter(|region| region.is_current()).collect();
        let mut chosen: Vec<&Region> = if current.is_empty() { candidates.iter().collect() } else { current };
        if chosen.len() > 1
            && chosen.iter().all(|region| Some(&region.code) == chosen.first().map(|r| &r.code))
        {
            chosen.truncate(1);
        }
        match chosen.as_slice() {
            [] => Err(self.no_such_region(word)),
            [only] => Ok(self.found((*only).clone())),
            several => {
                let list =
                    several.iter().map(|r| Label::same(format!("{} {}", r.code, r.full_name()))).collect();
                Err(Error::new(ErrorKind::Request, words::ambiguous(word, several.len()))
                    .with_details(list)
                    .with_hint(words::give_the_code()))
            }
        }
    }

    /// Regions whose full name ends in the word, or whose name begins with it.
    fn loosely(&self, word: &str) -> Vec<Region> {
        if word.is_empty() {
            return Vec::new();
        }
        let by_full_name = self.rows(|[_, name, prefecture, province]| {
            [
                format!("{prefecture}{name}"),
                format!("{province}{name}"),
                format!("{province}{prefecture}{name}"),
            ]
            .iter()
            .any(|full| full == word)
        });
        if !by_full_name.is_empty() {
            return self.records(&by_full_name);
        }
        // 同心 for 同心县, 宿迁 for 宿迁市: the kind of place left off.
        let shorter = self.rows(|[_, name, ..]| {
            name.strip_prefix(word).is_some_and(|kind| {
                !kind.is_empty()
                    && (kind.chars().count() == 1 || kind.ends_with("自治县") || kind.ends_with("自治州"))
            })
        });
        self.records(&shorter)
    }

    /// The regions that a name means in a year, alone or with its prefecture or province before it: those whose
    /// record was valid then, or all that ever bore the name if none was. One record a code.
    pub(crate) fn named_in(&self, word: &str, year: i32) -> Vec<Region> {
        let rows = self.rows(|[_, name, prefecture, province]| {
            name == word
                || word.strip_suffix(name).is_some_and(|above| {
                    above == prefecture || above == province || above == format!("{province}{prefecture}")
                })
        });
        let mut all = self.records(&rows);
        let valid = |region: &Region| {
            region.valid_from.is_none_or(|from| from <= year) && region.valid_to.is_none_or(|to| year <= to)
        };
        if all.iter().any(valid) {
            all.retain(valid);
        }
        all.dedup_by(|a, b| a.code == b.code);
        all
    }

    /// Whether a region ever bore this name.
    pub(crate) fn has_name(&self, word: &str) -> bool {
        !self.rows(|[_, name, ..]| name == word).is_empty()
    }

    fn no_such_region(&self, word: &str) -> Error {
        let Ok(names) = self.frame.column("name").and_then(|c| c.str().cloned()) else {
            return Error::new(ErrorKind::Request, words::no_such_region(word));
        };
        let near = crate::text::nearest_names(word, names.iter().flatten());
        let error = Error::new(ErrorKind::Request, words::no_such_region(word));
        if near.is_empty() { error } else { error.with_hint(errors::nearest(&near)) }
    }

    /// A region with the codes that continue its series, and what to say about them.
    fn found(&self, region: Region) -> Found {
        let mut codes = vec![region.code.clone()];
        let mut notes = Vec::new();
        let mut ended = region.clone();
        while let [only] = ended.successors.as_slice() {
            let Some(next) = self.records(&self.rows(|[code, ..]| code == only)).into_iter().next_back()
            else {
                break;
            };
            if codes.contains(&next.code) {
                break;
            }
            notes.push(Note::info(words::became(ended.named(), next.named())));
            codes.push(next.code.clone());
            ended = next;
        }
        if ended.successors.len() > 1 {
            let parts: Vec<Region> = ended
                .successors
                .iter()
                .filter_map(|to| self.records(&self.rows(|[code, ..]| code == to)).into_iter().next_back())
                .collect();
            notes.push(Note::info(words::was_split(
                ended.named(),
                &parts.iter().map(Region::named).collect::<Vec<_>>(),
            )));
        }
        for earlier in self.predecessors(&region) {
            notes.push(Note::info(words::was(region.named(), earlier.named())));
        }
        Found { region, codes, notes }
    }

    /// Records that went wholly to this code since reports exist.
    fn predecessors(&self, region: &Region) -> Vec<Region> {
        let Ok(successors) = self.frame.column("successor_codes").and_then(|c| c.str().cloned()) else {
            return Vec::new();
        };
        let rows: Vec<usize> = successors
            .iter()
            .enumerate()
            .filter(|(_, list)| {
                list.is_some_and(|list| list.split(';').any(|code| code.trim() == region.code))
            })
            .map(|(row, _)| row)
            .collect();
        self.records(&rows)
            .into_iter()
            .filter(|earlier| earlier.valid_to.is_some_and(|year| year >= super::FIRST_YEAR))
            .filter(|earlier| earlier.code != region.code)
            .collect()
    }

    /// The value of `province` or `prefecture` that `word` means, with or without 省 or 市.
    ///
    /// # Errors
    /// No region is in such a province or prefecture; the nearest names.
    pub fn resolve_group(&self, column: &str, word: &str) -> Result<String> {
        let values = self.frame.column(column)?.str()?.unique()?;
        let mut names: Vec<&str> = values.iter().flatten().filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        if let Some(exact) = names.iter().find(|name| **name == word) {
            return Ok((*exact).to_owned());
        }
        if let Some(region) = self.records(&self.rows(|[code, ..]| code == word)).into_iter().next()
            && names.contains(&region.name.as_str())
        {
            return Ok(region.name);
        }
        let begins: Vec<&&str> =
            names.iter().filter(|name| !word.is_empty() && name.starts_with(word)).collect();
        if let [only] = begins.as_slice() {
            return Ok((**only).to_owned());
        }
        let near = crate::text::nearest_names(word, names.iter().copied());
        let error = Error::new(ErrorKind::Request, words::no_such_group(column, word));
        Err(if near.is_empty() { error } else { error.with_hint(errors::nearest(&near)) })
    }
}

/// A region as resolved from a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The region meant.
    pub region: Region,
    /// Its code and those of the regions that continue it one to one.
    pub codes: Vec<String>,
    /// What to say about renames, mergers and splits.
    pub notes: Vec<Note>,
}
