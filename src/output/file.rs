//! Files that are written whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{Format, Options};
use crate::analysis::Answer;
use crate::error::{Error, ErrorKind, Result};
use crate::text::output as words;

/// Writes an answer to a file in the given format; see [`write_whole`].
///
/// # Errors
/// As [`super::write()`] and [`write_whole`].
pub fn save(answer: &Answer, format: Format, options: &Options, path: &Path) -> Result<()> {
    write_whole(path, |writer| super::write(answer, format, options, writer))
}

/// Writes bytes to a file; see [`write_whole`].
///
/// # Errors
/// As [`write_whole`].
pub fn save_bytes(bytes: &[u8], path: &Path) -> Result<()> {
    write_whole(path, |writer| writer.write_all(bytes).map_err(|error| failed(path, error)))
}

/// Writes a file by way of a temporary one beside it, which takes its name only once all is written: a
/// failure leaves what was there before. Missing folders are made. A link is followed; what is not a
/// regular file (a pipe, `/dev/stdout`) is written to directly.
///
/// # Errors
/// [`ErrorKind::File`], naming the path, when the path is a folder or the folder or file cannot be
/// written; otherwise whatever `fill` gives.
pub fn write_whole(path: &Path, fill: impl FnOnce(&mut BufWriter<&mut File>) -> Result<()>) -> Result<()> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => return Err(is_a_folder(path)),
        Ok(found) if !found.is_file() => {
            let mut device = File::options().write(true).open(path).map_err(|e| failed(path, e))?;
            return fill_file(&mut device, path, fill);
        }
        _ if names_a_folder(path) => return Err(is_a_folder(path)),
        _ => {}
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&folder).map_err(|error| {
        let message = words::cannot_make_folder(&folder.display().to_string());
        Error::new(ErrorKind::File, message).with_source(error)
    })?;
    let mut temporary = beside(&folder).map_err(|error| failed(path, error))?;
    fill_file(temporary.as_file_mut(), path, fill)?;
    if let Ok(old) = fs::metadata(&target) {
        if old.permissions().readonly() {
            return Err(failed(path, io::Error::from(io::ErrorKind::PermissionDenied)));
        }
        fs::set_permissions(temporary.path(), old.permissions()).map_err(|error| failed(path, error))?;
    }
    temporary.persist(&target).map_err(|error| failed(path, error.error))?;
    Ok(())
}

/// Beginning and end of the names of temporary files.
const TEMPORARY: (&str, &str) = (".gongkai-", ".tmp");

/// Whether a file of this name is one that was begun and not ended.
pub(crate) fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1)
}

/// A temporary file in the folder of the target, so that renaming it never crosses file systems.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    #[cfg(unix)]
    {
        // As any new file: readable by others as far as the umask allows. The default is 0600.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn fill_file(
    target: &mut File,
    path: &Path,
    fill: impl FnOnce(&mut BufWriter<&mut File>) -> Result<()>,
) -> Result<()> {
    let mut writer = BufWriter::with_capacity(1 << 16, target);
    fill(&mut writer)
        .map_err(|error| if error.kind() == ErrorKind::File { failed(path, error) } else { error })?;
    writer.flush().map_err(|error| failed(path, error))
}

fn failed(path: &Path, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(ErrorKind::File, words::cannot_write(&path.display().to_string())).with_source(cause)
}

fn is_a_folder(path: &Path) -> Error {
    let message = words::is_a_folder(&path.display().to_string());
    Error::new(ErrorKind::File, message).with_hint(words::name_a_file())
}

/// `out/` is a folder even if it does not exist.
fn names_a_folder(path: &Path) -> bool {
    path.file_name().is_none()
        || path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture;
    use crate::text::Lang;

    fn files(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn missing_folders_are_made_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/排名.csv");
        save(&fixture::ranking(), Format::Csv, &Options::default(), &path).unwrap();
        assert!(fs::read_to_string(&path).unwrap().contains("同心县"));
        assert_eq!(files(path.parent().unwrap()), ["排名.csv"]);
    }

    #[test]
    fn a_failure_leaves_the_old_file_and_no_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.csv");
        fs::write(&path, "old").unwrap();
        let error = write_whole(&path, |writer| {
            writer.write_all(b"half").unwrap();
            Err(Error::new(ErrorKind::Output, words::no_table("rank")))
        });
        assert_eq!(error.unwrap_err().kind(), ErrorKind::Output);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(files(folder.path()), ["old.csv"]);
    }

    #[test]
    fn a_folder_in_the_place_of_the_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().display().to_string();
        let error = write_whole(folder.path(), |_| Ok(())).unwrap_err();
        assert!(error.message(Lang::Zh).contains(&text) && error.message(Lang::En).contains("is a folder"));
        let new = folder.path().join("new/");
        assert!(write_whole(&new, |_| Ok(())).unwrap_err().to_string().contains("is a folder"));
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        let path = folder.path().join("file/x.csv"); // a file where a folder should be
        let error = write_whole(&path, |_| Ok(())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::File);
        assert!(error.to_string().contains(&folder.path().join("file").display().to_string()), "{error}");
        assert!(std::error::Error::source(&error).is_some());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_stream_that_fails_names_the_path() {
        let full = Path::new("/dev/full");
        if full.exists() {
            let error = save(&fixture::ranking(), Format::Csv, &Options::default(), full).unwrap_err();
            assert!(error.to_string().contains("/dev/full"), "{error}");
            assert!(full.exists(), "a device is written to, not replaced");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.csv"), folder.path().join("link.csv"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&real, &link).unwrap();
        write_whole(&link, |writer| {
            writer.write_all(b"new").unwrap();
            Ok(())
        })
        .unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
