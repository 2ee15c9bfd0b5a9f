//! From when a figure is suspicious: the numbers behind W3–W5, which a user's TOML file may change.

use std::path::Path;

use serde::Deserialize;

use crate::error::{Error, ErrorKind, Result};
use crate::text::check as words;

const BUILT_IN: &str = include_str!("thresholds.toml");

/// The thresholds of the rules that weigh rather than add up. The built-in file explains each entry.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Unit slips.
    #[serde(rename = "W3")]
    pub slips: Slips,
    /// Outliers and jumps.
    #[serde(rename = "W4")]
    pub outliers: Outliers,
    /// Copied reports.
    #[serde(rename = "W5")]
    pub copies: Copies,
}

/// Thresholds of W3.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slips {
    /// Other years with a figure.
    pub years: u32,
    /// How far log10 of the ratio may be from a whole number.
    pub band: f64,
    /// Highest over lowest of the other years, at most.
    pub spread: f64,
    /// Least usual figure.
    pub size: f64,
    /// Factor by which an amount may miss 10,000 times.
    pub amount_band: f64,
    /// Least number of peers.
    pub peers: u32,
    /// Least ratio to the median of the peers.
    pub peer_ratio: f64,
}

/// Thresholds of W4.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outliers {
    /// Years with a figure.
    pub years: u32,
    /// Least robust z.
    pub z: f64,
    /// Least MAD of the log series.
    pub floor: f64,
    /// Least ratio to the usual figure, up or down.
    pub fold: f64,
    /// Least ratio to the year before, up or down.
    pub jump: f64,
    /// Least size of the larger figure.
    pub size: f64,
}

/// Thresholds of W5.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copies {
    /// Least distinctive figure.
    pub distinctive: f64,
    /// Least number of equal distinctive figures.
    pub cells: u32,
    /// Their least part of all distinctive figures.
    pub share: f64,
    /// Reports of a year that may have the same figure.
    pub holders: u32,
}

impl Thresholds {
    /// The built-in thresholds.
    ///
    /// # Errors
    /// A fault of the program.
    pub fn built_in() -> Result<Self> {
        toml::from_str(BUILT_IN)
            .map_err(|e| Error::new(ErrorKind::Internal, crate::text::errors::internal()).with_source(e))
    }

    /// The built-in entries of a rule's section as they stand in the file, `z = 8.0`; none for other rules.
    pub fn built_in_entries(rule: &str) -> Vec<String> {
        let lines = BUILT_IN.lines().skip_while(|line| *line != format!("[{rule}]")).skip(1);
        let section = lines.take_while(|line| !line.starts_with('['));
        section.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
    }

    /// The built-in thresholds with those of a file in their place.
    ///
    /// # Errors
    /// The file cannot be read, does not parse, has an entry that does not exist or a value that cannot be.
    pub fn with_file(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|e| {
            Error::new(ErrorKind::File, crate::text::errors::cannot_read(&name)).with_source(e)
        })?;
        Self::parse(&name, &text)
    }

    fn parse(name: &str, text: &str) -> Result<Self> {
        let bad = |e: toml::de::Error| {
            Error::new(ErrorKind::File, words::bad_thresholds(name))
                .with_source(e)
                .with_hint(words::thresholds_hint())
        };
        let own: toml::Table = toml::from_str(text).map_err(bad)?;
        let mut all: toml::Table = toml::from_str(BUILT_IN).map_err(bad)?;
        for (rule, entries) in own {
            match (all.get_mut(&rule), entries) {
                (Some(toml::Value::Table(known)), toml::Value::Table(entries)) => known.extend(entries),
                (_, entries) => drop(all.insert(rule, entries)),
            }
        }
        let thresholds: Self = all.try_into().map_err(bad)?;
        thresholds.check(name)?;
        Ok(thresholds)
    }

    /// Refuses values that cannot be.
    fn check(&self, name: &str) -> Result<()> {
        let (slips, outliers, copies) = (&self.slips, &self.outliers, &self.copies);
        let limits: [(&str, f64, f64, f64); 17] = [
            ("[W3] years", f64::from(slips.years), 2.0, 100.0),
            ("[W3] band", slips.band, 0.0, 0.3),
            ("[W3] spread", slips.spread, 1.0, 1e6),
            ("[W3] size", slips.size, 0.0, 1e15),
            ("[W3] peers", f64::from(slips.peers), 1.0, 1e6),
            ("[W3] amount_band", slips.amount_band, 1.0, 100.0),
            ("[W3] peer_ratio", slips.peer_ratio, 1.0, 1e9),
            ("[W4] years", f64::from(outliers.years), 3.0, 100.0),
            ("[W4] z", outliers.z, 0.0, 1e6),
            ("[W4] floor", outliers.floor, 1e-6, 10.0),
            ("[W4] fold", outliers.fold, 1.0, 1e6),
            ("[W4] jump", outliers.jump, 1.0, 1e6),
            ("[W4] size", outliers.size, 0.0, 1e15),
            ("[W5] distinctive", copies.distinctive, 1.0, 1e15),
            ("[W5] holders", f64::from(copies.holders), 2.0, 1e6),
            ("[W5] cells", f64::from(copies.cells), 1.0, 1000.0),
            ("[W5] share", copies.share, 0.0, 1.0),
        ];
        for (entry, value, least, most) in limits {
            // NaN is outside as well.
            if !(least..=most).contains(&value) {
                let message = words::impossible_threshold(name, entry, value, least, most);
                return Err(Error::new(ErrorKind::File, message));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        let error = Thresholds::parse("own.toml", text).unwrap_err();
        let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        format!("{error} {cause}")
    }

    #[test]
    fn the_entries_of_a_rule_are_listed_as_they_stand() {
        assert!(Thresholds::built_in_entries("W4").contains(&"z = 8.0".to_owned()));
        assert_eq!(Thresholds::built_in_entries("E1"), [""; 0]);
    }

    #[test]
    fn a_file_may_set_some_entries() {
        let own = Thresholds::parse("own.toml", "[W4]\nz = 6\n").unwrap();
        let built_in = Thresholds::built_in().unwrap();
        assert!((own.outliers.z - 6.0).abs() < 1e-12);
        assert_eq!(own.slips, built_in.slips);
        assert_eq!(own.outliers, Outliers { z: 6.0, ..built_in.outliers });
    }

    #[test]
    fn unknown_entries_and_impossible_values_are_named() {
        assert!(message("[W4]\nzz = 6\n").contains("zz"));
        assert!(message("[W99]\nz = 6\n").contains("W99"));
        assert!(message("[W5]\nshare = 80\n").contains("own.toml, [W5] share: 80 is not between 0 and 1"));
        assert!(message("[W4]\nsize = nan\n").contains("[W4] size"));
        assert!(message("[W5]\nholders = 0\n").contains("[W5] holders: 0"));
        assert!(message("[W4\n").contains("own.toml"));
        assert!(message("[W4]\nyears = \"six\"\n").contains("six"));
    }
}
