//! Whose a file is: no two runs write the same one, and none writes outside the folder of the outputs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::journal;
use crate::error::{Error, ErrorKind, Result};
use crate::output::file;
use crate::text::{batch as words, errors};

/// The files that runs have taken, by any of several threads.
#[derive(Debug, Default)]
pub struct Claims {
    taken: Mutex<BTreeMap<String, Claim>>,
}

#[derive(Debug)]
struct Claim {
    path: PathBuf,
    runs: BTreeSet<String>,
}

impl Claims {
    /// Takes a file for a run.
    ///
    /// # Errors
    /// Another run has it, also under a name that differs in upper and lower case only; or it is a file of the
    /// program's own.
    pub fn take(&self, path: &Path, run: &str) -> Result<()> {
        let name = path.display().to_string();
        if journal::OWN.iter().any(|own| name.eq_ignore_ascii_case(own)) {
            return Err(Error::new(ErrorKind::Request, words::own_file(&name)));
        }
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let claim = taken
            .entry(name.to_lowercase())
            .or_insert_with(|| Claim { path: path.to_owned(), runs: BTreeSet::new() });
        claim.runs.insert(run.to_owned());
        match (claim.runs.first(), claim.runs.last()) {
            (Some(first), Some(last)) if first != last => Err(same_file(&name, first, last)),
            _ => Ok(()),
        }
    }

    /// Whether another run wanted a file of this one.
    pub fn is_contested(&self, run: &str) -> bool {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.values().any(|claim| claim.runs.len() > 1 && claim.runs.contains(run))
    }

    /// The files that a run took and that are its own.
    pub fn of(&self, run: &str) -> Vec<PathBuf> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.values().filter(|claim| claim.runs.len() == 1 && claim.runs.contains(run));
        own.map(|claim| claim.path.clone()).collect()
    }

    /// The files that several runs wanted, each with these runs. Which of them came first depends on the threads,
    /// so that none may keep it.
    pub fn contested(&self) -> Vec<(PathBuf, BTreeSet<String>)> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let several = taken.values().filter(|claim| claim.runs.len() > 1);
        several.map(|claim| (claim.path.clone(), claim.runs.clone())).collect()
    }
}

/// The error for two runs that write one file.
fn same_file(file: &str, one: &str, other: &str) -> Error {
    Error::new(ErrorKind::Request, words::same_file(file, one, other)).with_hint(words::tell_files_apart())
}

/// Whether a file lies in the folder of the outputs, whatever stands in the braces of its name.
pub fn inside(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

/// Removes what a run that was killed has begun and not ended: from the folder of the outputs, and from those that
/// `outputs` name in it, with all below a folder that has braces in its name. Nothing else is looked at.
///
/// # Errors
/// A folder cannot be read, or a file of it not removed.
pub fn sweep<'a>(folder: &Path, outputs: impl Iterator<Item = &'a Path>) -> Result<()> {
    let mut folders = BTreeMap::from([(PathBuf::new(), false)]);
    for output in outputs {
        let parts = output.parent().into_iter().flat_map(Path::components);
        let has_brace = |part: &Component<'_>| part.as_os_str().to_string_lossy().contains('{');
        let mut known = PathBuf::new();
        let mut is_deep = false;
        for part in parts {
            is_deep = has_brace(&part);
            if is_deep {
                break;
            }
            known.push(part);
        }
        *folders.entry(known).or_default() |= is_deep;
    }
    folders.into_iter().try_for_each(|(inner, is_deep)| sweep_one(&folder.join(inner), is_deep))
}

fn sweep_one(folder: &Path, is_deep: bool) -> Result<()> {
    let failed = |path: &Path, error| {
        Error::new(ErrorKind::File, errors::cannot_read(&path.display().to_string())).with_source(error)
    };
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(|error| failed(folder, error))?,
    };
    for entry in entries {
        let entry = entry.map_err(|error| failed(folder, error))?;
        let kind = entry.file_type().map_err(|error| failed(folder, error))?;
        let is_temporary = file::is_temporary(&entry.file_name().to_string_lossy());
        let removed = match (kind.is_dir(), is_temporary) {
            (true, true) => std::fs::remove_dir_all(entry.path()),
            (true, false) => {
                if is_deep {
                    sweep_one(&entry.path(), true)?;
                }
                Ok(())
            }
            (false, true) if kind.is_file() => std::fs::remove_file(entry.path()),
            (false, _) => Ok(()),
        };
        removed.map_err(|error| failed(&entry.path(), error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_belongs_to_one_run() {
        let claims = Claims::default();
        claims.take(Path::new("a/B.csv"), "one").unwrap();
        claims.take(Path::new("a/B.csv"), "one").unwrap();
        claims.take(Path::new("a/c.csv"), "two").unwrap();
        assert!(claims.contested().is_empty());
        let error = claims.take(Path::new("a/b.CSV"), "two").unwrap_err();
        assert!(error.to_string().contains("one") && error.to_string().contains("two"), "{error}");
        assert_eq!(claims.contested().len(), 1);
        assert!(claims.take(Path::new("Manifest.json"), "one").is_err());
    }

    #[test]
    fn only_what_was_begun_in_the_folders_of_the_outputs_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let there = |path: &str| folder.path().join(path);
        for path in [
            "a/.gongkai-x.tmp",
            "a/b/.gongkai-y.tmp",
            "c/d/.gongkai-z.tmp",
            "other/.gongkai-o.tmp",
            "a/k.csv",
        ] {
            std::fs::create_dir_all(there(path).parent().unwrap()).unwrap();
            std::fs::write(there(path), "").unwrap();
        }
        let outputs = ["a/x.csv", "c/{year}/x.csv", "none/x.csv"].map(PathBuf::from);
        sweep(folder.path(), outputs.iter().map(PathBuf::as_path)).unwrap();
        assert!(!there("a/.gongkai-x.tmp").exists() && !there("c/d/.gongkai-z.tmp").exists());
        assert!(there("a/b/.gongkai-y.tmp").exists() && there("other/.gongkai-o.tmp").exists());
        assert!(there("a/k.csv").exists());
    }

    #[test]
    fn a_file_lies_in_the_folder() {
        for (path, is_inside) in [
            ("a/b.csv", true),
            ("./b.csv", true),
            ("../b.csv", false),
            ("a/../../b", false),
            ("/b.csv", false),
        ] {
            assert_eq!(inside(Path::new(path)), is_inside, "{path}");
        }
    }
}
