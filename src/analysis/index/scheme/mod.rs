//! A scoring scheme as data: read from its TOML file, its names resolved, its numbers checked.
//!
//! There are two kinds. A *composite* brings indicators to one scale and takes weighted means of them level by
//! level; a *sheet* gives points for items, as the assessment rules of local governments do. Whatever is wrong
//! with a file is found here, before a report is read, and named with its line.

mod class;
mod composite;
mod entries;
mod sheet;

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::dataset::Source;
use crate::error::{Error, ErrorKind, Result};
use crate::metric::{Catalogue, Direction, Metric};
use crate::stats::Best;
use crate::text::index::faults as words;
use crate::text::{Label, Lang, errors};

use class::ClassEntry;
pub(super) use class::{Class, Named};
pub(super) use composite::{Composite, Indicator, Over, POSITIVE_SCORES, is_for_positive};
pub(super) use sheet::{Amount, Earning, Item, Sheet};

/// Part of a level's members that must be there, where the scheme does not say: two of three.
const LEAST_COVERAGE: f64 = 0.66;

/// A scoring scheme, checked against a catalogue of metrics.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheme {
    /// Its name, as identifiers are formed.
    pub name: String,
    /// Its title.
    pub title: Label,
    /// The file, as messages name it.
    pub(super) file: String,
    /// Classes that are scored and ranked apart, in the order in which a region is put into the first that has
    /// it; without any all are scored together.
    pub(super) classes: Vec<Class>,
    /// Bands of scores, the best first.
    pub(super) bands: Vec<Band>,
    /// The part of what a score is made of that must be there, 0 to 1.
    pub(super) least_coverage: f64,
    pub(super) kind: Kind,
}

/// What a score is made of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Composite(Composite),
    Sheet(Sheet),
}

/// A band of scores: 优秀 from 90, say.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "BandEntry")]
pub(super) struct Band {
    /// As files for machines have it.
    pub(super) name: String,
    pub(super) title: Label,
    /// Lowest score of the band.
    pub(super) from: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BandEntry {
    name: Option<String>,
    title: Option<Label>,
    from: f64,
}

impl TryFrom<BandEntry> for Band {
    type Error = String;

    fn try_from(entry: BandEntry) -> Result<Self, String> {
        let title = entry.title.or_else(|| entry.name.as_deref().map(Label::same));
        let title = title.ok_or_else(words::band_without_name)?;
        Ok(Self { name: entry.name.unwrap_or_else(|| title.zh.clone()), title, from: entry.from })
    }
}

impl Scheme {
    /// Reads a scheme whose indicators are metrics of `catalogue`.
    ///
    /// # Errors
    /// The file cannot be read, is not of the form of a scheme, or names or numbers in it are wrong.
    pub fn read(path: &Path, catalogue: &Catalogue) -> Result<Self> {
        let source = Source::disk(path);
        if !path.is_file() {
            return Err(Error::new(ErrorKind::File, errors::no_such_path(&source.name)));
        }
        Self::parse(&source.name, &source.text()?.text, catalogue)
    }

    /// As [`read`](Self::read), from a text; `file` is its name in messages.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn parse(file: &str, text: &str, catalogue: &Catalogue) -> Result<Self> {
        let reading = Reading { file, text, catalogue };
        let table: toml::Table = reading.toml()?;
        let scheme = match (table.contains_key("indicator"), table.contains_key("item")) {
            (true, false) => composite::read(&reading)?,
            (false, true) => sheet::read(&reading)?,
            (is_both, _) => {
                return Err(
                    Error::new(ErrorKind::File, words::which_kind(file, is_both)).with_hint(words::kinds())
                );
            }
        };
        Ok(scheme)
    }

    /// The metrics that it asks for, each once, in the order of the file.
    pub(super) fn metrics(&self) -> Vec<String> {
        let mut metrics: Vec<String> = Vec::new();
        let named: Vec<&String> = match &self.kind {
            Kind::Composite(composite) => composite.indicators.iter().map(|one| &one.metric).collect(),
            Kind::Sheet(sheet) => sheet.items.iter().flat_map(Item::metrics).collect(),
        };
        for id in named {
            if !metrics.contains(id) {
                metrics.push(id.clone());
            }
        }
        metrics
    }

    /// The class of this place.
    pub(super) fn class(&self, place: Option<usize>) -> Option<&Class> {
        self.classes.get(place?)
    }

    /// Whether its scores are made on scales of the reports, not of points.
    pub(super) fn is_composite(&self) -> bool {
        matches!(self.kind, Kind::Composite(_))
    }

    /// The band of a score; none below the lowest.
    pub(super) fn band(&self, score: f64) -> Option<&str> {
        self.bands.iter().find(|band| score >= band.from).map(|band| band.name.as_str())
    }
}

/// A file while it is read.
struct Reading<'a> {
    file: &'a str,
    text: &'a str,
    catalogue: &'a Catalogue,
}

impl Reading<'_> {
    fn toml<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        toml::from_str(self.text)
            .map_err(|e| Error::new(ErrorKind::File, words::bad_scheme(self.file)).with_source(e))
    }

    /// The line of a value of the file.
    fn line<T>(&self, at: &Spanned<T>) -> usize {
        self.text.get(..at.span().start).unwrap_or_default().matches('\n').count() + 1
    }

    /// The error for a fault at a value of the file.
    fn fault<T>(&self, at: &Spanned<T>, what: &Label) -> Error {
        Error::new(ErrorKind::File, words::at(self.file, self.line(at), what))
    }

    /// The error for a fault of the file as a whole.
    fn fault_of_file(&self, what: &Label) -> Error {
        Error::new(ErrorKind::File, words::in_file(self.file, what))
    }

    fn metric(&self, id: &Spanned<String>) -> Result<Metric> {
        self.catalogue.get(id.get_ref()).map_err(|error| {
            let message = Label::new(error.message(Lang::Zh), error.message(Lang::En));
            let fault = self.fault(id, &message);
            match (error.hint(Lang::Zh), error.hint(Lang::En)) {
                (Some(zh), Some(en)) => fault.with_hint(Label::new(zh, en)),
                _ => fault,
            }
        })
    }

    /// An identifier that becomes a column of the answer: of the right form, not taken.
    fn column(&self, id: &Spanned<String>, taken: &[&str]) -> Result<()> {
        let name = id.get_ref().as_str();
        if !is_identifier(name) {
            return Err(self.fault(id, &words::bad_id(name)));
        }
        if super::table::is_reserved(name) {
            return Err(self.fault(id, &words::reserved(name)));
        }
        if taken.contains(&name) {
            return Err(self.fault(id, &words::twice(name)));
        }
        Ok(())
    }

    /// A weight: finite and not below 0.
    fn weight(&self, id: &Spanned<String>, weight: f64) -> Result<f64> {
        if weight.is_finite() && weight >= 0.0 {
            return Ok(weight);
        }
        Err(self.fault(id, &words::bad_weight(id.get_ref(), weight)))
    }

    /// Which end of a metric is good, by the scheme or else by the catalogue.
    fn best(&self, id: &Spanned<String>, metric: &Metric, own: Option<Direction>) -> Result<Best> {
        match own.unwrap_or(metric.direction) {
            Direction::Higher => Ok(Best::Highest),
            Direction::Lower => Ok(Best::Lowest),
            Direction::None => {
                Err(self.fault(id, &words::no_direction(&metric.id)).with_hint(words::give_direction()))
            }
        }
    }

    /// What stands at the head of both kinds of file.
    fn head(&self, head: Head, kind: Kind) -> Result<Scheme> {
        if !is_identifier(&head.name) || super::table::is_reserved(&head.name) {
            return Err(self.fault_of_file(&words::bad_id(&head.name)));
        }
        let least_coverage = head.least_coverage.unwrap_or(LEAST_COVERAGE);
        if !(0.0..=1.0).contains(&least_coverage) {
            return Err(self.fault_of_file(&words::bad_coverage(least_coverage)));
        }
        let mut bands = head.band;
        if let Some(band) = bands.iter().find(|band| !band.from.is_finite()) {
            return Err(self.fault_of_file(&words::bad_band(&band.name)));
        }
        bands.sort_by(|a, b| b.from.total_cmp(&a.from));
        let taken: Vec<&str> = match &kind {
            Kind::Composite(composite) => composite.names.iter().map(|(id, _)| id.as_str()).collect(),
            Kind::Sheet(sheet) => {
                let named = |item| -> Vec<&str> { Item::names(item).collect() };
                sheet
                    .items
                    .iter()
                    .flat_map(named)
                    .chain(sheet.groups.iter().map(|group| group.id.as_str()))
                    .chain([head.name.as_str()])
                    .collect()
            }
        };
        let classes = class::read(self, &head.class, &taken)?;
        Ok(Scheme {
            name: head.name,
            title: head.title,
            file: self.file.to_owned(),
            classes,
            bands,
            least_coverage,
            kind,
        })
    }
}

/// What stands at the head of both kinds of file.
struct Head {
    name: String,
    title: Label,
    band: Vec<Band>,
    class: Vec<ClassEntry>,
    least_coverage: Option<f64>,
}

/// Whether a name is formed as those of metrics are.
fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests;
