//! The files of a dataset: finding them, reading their bytes, and their character encoding.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use sha2::{Digest as _, Sha256};

use crate::error::{Error, ErrorKind, Result};
use crate::text::errors;

/// A file of a dataset, on disk or compiled in.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name in messages: the path as given, or a name that says it is built in.
    pub name: String,
    place: Place,
    /// The hash, once it was asked for; clones share it.
    sha256: Arc<OnceLock<String>>,
}

#[derive(Clone, Debug)]
enum Place {
    Disk(PathBuf),
    Compiled(&'static str),
}

/// How a report file is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// Comma-separated text.
    Csv,
    /// Parquet.
    Parquet,
}

impl Storage {
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }
}

/// Text of a file, and whether it had to be decoded.
pub(crate) struct Decoded {
    pub(crate) text: Cow<'static, str>,
    pub(crate) from_gbk: bool,
}

/// A folder and the name that it has in messages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Folder<'a> {
    pub(crate) path: &'a Path,
    pub(crate) name: &'a Path,
}

impl Folder<'_> {
    /// A file in the folder.
    pub(crate) fn file(self, file: &str) -> Source {
        Source::named(&self.path.join(file), &self.name.join(file))
    }
}

impl Source {
    /// A file on disk under another name.
    fn named(path: &Path, name: &Path) -> Self {
        Self { name: name.display().to_string(), place: Place::Disk(path.to_owned()), sha256: Arc::default() }
    }

    /// A file on disk.
    pub(crate) fn disk(path: &Path) -> Self {
        Self { name: path.display().to_string(), place: Place::Disk(path.to_owned()), sha256: Arc::default() }
    }

    /// A text that is part of the program.
    pub(crate) fn compiled(name: &str, text: &'static str) -> Self {
        Self { name: name.to_owned(), place: Place::Compiled(text), sha256: Arc::default() }
    }

    /// The path, if the file is on disk.
    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.place {
            Place::Disk(path) => Some(path),
            Place::Compiled(_) => None,
        }
    }

    /// The whole file as text: UTF-8 without its byte-order mark, or decoded from GBK (GB 18030).
    ///
    /// # Errors
    /// The file cannot be read, is empty, or is in neither encoding.
    pub(crate) fn text(&self) -> Result<Decoded> {
        let path = match &self.place {
            Place::Compiled(text) => return Ok(Decoded { text: Cow::Borrowed(text), from_gbk: false }),
            Place::Disk(path) => path,
        };
        let bytes = read_whole(path).map_err(|e| cannot_read(&self.name, e))?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => Decoded { text: Cow::Owned(strip_mark(text)), from_gbk: false },
            Err(error) => match self.decode(error.as_bytes()) {
                Some(text) => Decoded { text: Cow::Owned(strip_mark(text)), from_gbk: true },
                None => {
                    return Err(Error::new(ErrorKind::File, errors::unknown_encoding(&self.name))
                        .with_hint(errors::save_as_utf8()));
                }
            },
        };
        if text.text.trim().is_empty() {
            return Err(Error::new(ErrorKind::File, errors::empty_file(&self.name)));
        }
        Ok(text)
    }

    #[expect(clippy::unused_self, reason = "reads as a step of `text`")]
    fn decode(&self, bytes: &[u8]) -> Option<String> {
        // A NUL byte is in no text file: a workbook or an archive that was renamed to .csv.
        if bytes.contains(&0) {
            return None;
        }
        encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
    }

    /// SHA-256 of the file's bytes in hexadecimal, as they are when it is first asked for.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn sha256(&self) -> Result<String> {
        if let Some(known) = self.sha256.get() {
            return Ok(known.clone());
        }
        let sum = match &self.place {
            Place::Compiled(text) => sha256(text.as_bytes()),
            Place::Disk(path) => sha256(&std::fs::read(path).map_err(|e| cannot_read(&self.name, e))?),
        };
        Ok(self.sha256.get_or_init(|| sum).clone())
    }
}

/// SHA-256 of bytes in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads a file; a large one in as many parts as there are processors, since copying its pages takes as long
/// as looking through them.
fn read_whole(path: &Path) -> std::io::Result<Vec<u8>> {
    /// Below it a thread costs more than it saves.
    const LEAST: usize = 4 << 20;
    let length = usize::try_from(std::fs::metadata(path)?.len()).unwrap_or(usize::MAX);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    if length < LEAST || threads == 1 {
        return std::fs::read(path);
    }
    let mut bytes = vec![0; length];
    let size = length.div_ceil(threads);
    std::thread::scope(|scope| {
        let parts = bytes.chunks_mut(size).enumerate().map(|(i, part)| {
            scope.spawn(move || -> std::io::Result<()> {
                let mut file = File::open(path)?;
                file.seek(SeekFrom::Start((i * size) as u64))?;
                file.read_exact(part)
            })
        });
        let lost = |_| Err(std::io::Error::other("a reading thread stopped"));
        parts.collect::<Vec<_>>().into_iter().try_for_each(|part| part.join().unwrap_or_else(lost))
    })?;
    Ok(bytes)
}

fn strip_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

fn cannot_read(name: &str, error: std::io::Error) -> Error {
    Error::new(ErrorKind::File, errors::cannot_read(name)).with_source(error)
}

/// The report files of a dataset folder: `reports.csv`, `reports.parquet`, and those in `reports/`.
///
/// # Errors
/// The folder has none, or has a file of another sort in `reports/`.
pub(crate) fn report_files(folder: Folder<'_>) -> Result<Vec<(Source, Storage)>> {
    let mut files = Vec::new();
    for name in ["reports.csv", "reports.parquet"] {
        let path = folder.path.join(name);
        if path.is_file() {
            files.extend(Storage::of(&path).map(|storage| (folder.file(name), storage)));
        }
    }
    let inner = folder.path.join("reports");
    if inner.is_dir() {
        let shown = folder.name.join("reports").display().to_string();
        let entries = std::fs::read_dir(&inner).map_err(|e| cannot_read(&shown, e))?;
        let mut paths = Vec::new();
        for entry in entries {
            paths.push(entry.map_err(|e| cannot_read(&shown, e))?.path());
        }
        paths.sort();
        files.extend(paths.iter().filter_map(|path| {
            let name = folder.name.join("reports").join(path.file_name()?);
            Some((Source::named(path, &name), Storage::of(path)?))
        }));
    }
    if files.is_empty() {
        return Err(Error::new(ErrorKind::File, errors::no_report_files(&folder.name.display().to_string()))
            .with_hint(errors::dataset_layout()));
    }
    Ok(files)
}

/// A single report file given instead of a folder.
///
/// # Errors
/// Its ending is neither `.csv` nor `.parquet`.
pub(crate) fn single_file(path: &Path, name: &Path) -> Result<(Source, Storage)> {
    match Storage::of(path) {
        Some(storage) => Ok((Source::named(path, name), storage)),
        None => Err(Error::new(ErrorKind::File, errors::not_a_dataset(&name.display().to_string()))
            .with_hint(errors::dataset_layout())),
    }
}
