//! A plan: which questions to ask, read from TOML with the place of everything that can be wrong.

mod entry;
mod expand;
mod file;

use std::path::{Path, PathBuf};

use super::manifest::sha256_of_file;
use crate::dataset::Source;
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Label, Lang, batch as words, errors};

pub use entry::{Entry, Setting};
pub use expand::{Axes, RunSpec};
use file::File;

/// Where something stands in a plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file, as messages name it.
    pub file: String,
    /// The folder of the file, as seen from that of the plan; empty for the plan itself.
    pub folder: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Location {
    /// The error that something at this place is wrong.
    pub fn error(&self, what: &Label) -> Error {
        Error::new(ErrorKind::Request, self.label(what))
    }

    /// An error that came of what stands at this place, with the place before it.
    pub fn place(&self, error: Error) -> Error {
        error.with_message(|what| self.label(what))
    }

    fn label(&self, what: &Label) -> Label {
        words::at(&self.file, self.line, self.column, what)
    }
}

/// A plan with all that it extends.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its title, for the manifest.
    pub title: Option<String>,
    /// The language of the outputs.
    pub lang: Option<Lang>,
    /// Options of all runs whose question has them.
    pub defaults: Vec<(String, Setting)>,
    /// The runs before they are multiplied.
    pub entries: Vec<Entry>,
    /// The files of the plan with their SHA-256: those that it extends first, itself last. Paths are as seen from
    /// its folder.
    pub files: Vec<(PathBuf, String)>,
    /// The folder of the plan; paths in it begin here.
    pub folder: PathBuf,
}

impl Plan {
    /// Reads a plan and what it extends.
    ///
    /// # Errors
    /// A file cannot be read, is no TOML (with line and column), has a key that plans do not have (with the
    /// nearest), extends itself, or names two runs alike.
    pub fn read(path: &Path) -> Result<Self> {
        if !path.is_file() {
            return Err(Error::new(ErrorKind::File, errors::no_such_path(&path.display().to_string())));
        }
        let folder = path.parent().unwrap_or_else(|| Path::new("")).to_owned();
        let name = PathBuf::from(path.file_name().unwrap_or_default());
        let empty = Self {
            title: None,
            lang: None,
            defaults: Vec::new(),
            entries: Vec::new(),
            files: Vec::new(),
            folder,
        };
        let plan = empty.with_file(&name, &mut Vec::new(), None)?;
        if plan.entries.is_empty() {
            let message = words::no_runs(&path.display().to_string());
            return Err(Error::new(ErrorKind::Request, message).with_hint(words::what_a_run_is()));
        }
        Ok(plan)
    }

    /// Adds a file, whose path is as seen from the plan's folder, below those that it extends.
    fn with_file(
        mut self,
        path: &Path,
        within: &mut Vec<PathBuf>,
        asked_at: Option<&Location>,
    ) -> Result<Self> {
        if within.iter().any(|other| other == path) {
            let circle: Vec<String> = within
                .iter()
                .map(PathBuf::as_path)
                .chain([path])
                .map(|path| path.display().to_string())
                .collect();
            let what = words::circle(&circle.join(" → "));
            return Err(asked_at.map_or_else(
                || Error::new(ErrorKind::Request, what.clone()),
                |location| location.error(&what),
            ));
        }
        if self.files.iter().any(|(known, _)| known == path) {
            // Two plans that extend a third have its runs once.
            return Ok(self);
        }
        let real = self.folder.join(path);
        let shown = real.display().to_string();
        let in_place = |error| match asked_at {
            Some(location) => location.place(error),
            None => error,
        };
        // As other texts of a user: UTF-8 with or without a mark, or GBK.
        let text = Source::disk(&real).text().map_err(in_place)?.text;
        let sum = sha256_of_file(&real).map_err(in_place)?;
        let folder = path.parent().unwrap_or_else(|| Path::new("")).to_owned();
        let file = File::parse(&shown, &folder, &text)?;
        within.push(path.to_owned());
        for (base, location) in &file.extends {
            self = self.with_file(&relative_path(&folder, Path::new(base)), within, Some(location))?;
        }
        within.pop();
        self.files.push((path.to_owned(), sum));
        self.title = file.title.or(self.title);
        self.lang = file.lang.or(self.lang);
        for (key, setting) in file.defaults {
            self.defaults.retain(|(known, _)| *known != key);
            self.defaults.push((key, setting));
        }
        for entry in file.entries {
            self.add(entry)?;
        }
        Ok(self)
    }

    /// Adds an entry; one of the same name in a file that is extended is changed by it.
    fn add(&mut self, entry: Entry) -> Result<()> {
        let name = |entry: &Entry| entry.name.as_ref().map(|(name, _)| name.clone());
        let known = self.entries.iter_mut().find(|known| entry.name.is_some() && name(known) == name(&entry));
        match known {
            None => {
                self.entries.push(entry);
                Ok(())
            }
            Some(known) if known.at.file == entry.at.file => {
                Err(entry.at.error(&words::name_twice(&name(&entry).unwrap_or_default(), known.at.line)))
            }
            Some(known) => {
                known.change(entry);
                Ok(())
            }
        }
    }
}

/// A path that begins in a folder, without going into a folder and out of it again. Names of links are kept as
/// they are written.
pub fn relative_path(folder: &Path, path: &Path) -> PathBuf {
    use std::path::Component;
    let mut whole = PathBuf::new();
    for component in folder.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if whole.components().next_back().is_some_and(is_name) => {
                whole.pop();
            }
            other => whole.push(other),
        }
    }
    whole
}

fn is_name(component: std::path::Component<'_>) -> bool {
    matches!(component, std::path::Component::Normal(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_does_not_go_into_a_folder_and_out_again() {
        let path = |folder: &str, path: &str| relative_path(Path::new(folder), Path::new(path));
        assert_eq!(path("../common", "../data/x"), Path::new("../data/x"));
        assert_eq!(path("", "./a/b/../c.csv"), Path::new("a/c.csv"));
        assert_eq!(path("../..", "../x"), Path::new("../../../x"));
        assert_eq!(path("a", "/data/x"), Path::new("/data/x"));
    }
}
