//! From when a figure is suspicious: the numbers behind W3–W6, which a user's TOML file may change.

use std::path::Path;

use serde::Deserialize;

use crate::error::{Error, ErrorKind, Result};
use crate::text::check as words;

const BUILT_IN: &str = include_str!("thresholds.toml");

/// The thresholds of the rules that weigh rather than add up. The built-in file explains each.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {}

impl Thresholds {
    /// The built-in thresholds.
    ///
    /// # Errors
    /// A fault of the program.
    pub fn built_in() -> Result<Self> {
        toml::from_str(BUILT_IN)
            .map_err(|e| Error::new(ErrorKind::Internal, crate::text::errors::internal()).with_source(e))
    }

    /// The built-in thresholds with those of a file in their place.
    ///
    /// # Errors
    /// The file cannot be read, does not parse, or has an entry that does not exist.
    pub fn with_file(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let bad = |e: Box<dyn std::error::Error + Send + Sync>| {
            Error::new(ErrorKind::File, words::bad_thresholds(&name))
                .with_source(e)
                .with_hint(words::thresholds_hint())
        };
        let own = std::fs::read_to_string(path).map_err(|e| bad(e.into()))?;
        let own: toml::Table = toml::from_str(&own).map_err(|e| bad(e.into()))?;
        let mut all: toml::Table = toml::from_str(BUILT_IN).map_err(|e| bad(e.into()))?;
        for (rule, entries) in own {
            match (all.get_mut(&rule), entries) {
                (Some(toml::Value::Table(known)), toml::Value::Table(entries)) => known.extend(entries),
                (_, entries) => drop(all.insert(rule, entries)),
            }
        }
        all.try_into().map_err(|e: toml::de::Error| bad(e.into()))
    }
}
