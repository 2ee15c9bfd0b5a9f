//! `dataset.toml`: what a dataset is called, whose it is, and whether its figures are invented.

use serde::Deserialize;

use super::source::Source;
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Label, errors};

/// The content of `dataset.toml`. Every entry but the name may be left out.
#[derive(Clone, Debug, Deserialize)]
pub struct Manifest {
    /// Short name.
    pub name: String,
    /// Version of the figures.
    #[serde(default)]
    pub version: String,
    /// Whether the figures are invented; every output says so.
    #[serde(default)]
    pub synthetic: bool,
    /// Licence as an SPDX expression.
    #[serde(default)]
    pub licence: String,
    /// Title.
    pub title: Option<Label>,
    /// Description.
    pub description: Option<Label>,
    /// Where the figures come from.
    #[serde(default)]
    pub sources: Vec<NamedSource>,
    /// Columns of the report files that are none of the dictionary's and are meant to be there.
    #[serde(default)]
    pub further_columns: Vec<String>,
    /// Whether a report's form is that of its year, as in China; a dataset of another country says no.
    #[serde(default = "yes")]
    pub form_by_year: bool,
}

const fn yes() -> bool {
    true
}

/// One `[[sources]]` entry.
#[derive(Clone, Debug, Deserialize)]
pub struct NamedSource {
    /// Name of the source.
    pub name: String,
    /// Its address, if it has one.
    #[serde(default)]
    pub url: String,
    /// Its licence.
    #[serde(default)]
    pub licence: String,
}

impl Manifest {
    /// Reads `dataset.toml`.
    ///
    /// # Errors
    /// The file cannot be read or does not parse; the cause names line and column.
    pub(crate) fn read(source: &Source) -> Result<Self> {
        let text = source.text()?.text;
        toml::from_str(&text)
            .map_err(|e| Error::new(ErrorKind::File, errors::bad_toml(&source.name)).with_source(e))
    }

    /// The manifest of a folder without `dataset.toml`: its name is all there is to say.
    pub(crate) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            version: String::new(),
            synthetic: false,
            licence: String::new(),
            title: None,
            description: None,
            sources: Vec::new(),
            further_columns: Vec::new(),
            form_by_year: true,
        }
    }

    /// The title, or the name where there is none.
    pub fn title(&self) -> Label {
        self.title.clone().unwrap_or_else(|| Label::same(&self.name))
    }

    /// Name and version, as they stand in a footer.
    pub fn name_and_version(&self) -> String {
        if self.version.is_empty() { self.name.clone() } else { format!("{} {}", self.name, self.version) }
    }
}
