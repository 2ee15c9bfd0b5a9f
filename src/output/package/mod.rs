//! An export as a folder: the tables as CSV with a Data Package descriptor, the panel as Parquet and as a Stata
//! file, the codebook in both languages, scripts that load the CSV with its labels into Stata and R, and how to
//! cite it.

mod citation;
mod codebook;
mod descriptor;
mod r;
mod readme;
mod stata;

use std::fs;
use std::path::{Path, PathBuf};

use super::file::{save_bytes, write_whole};
use super::{Format, Options, csv, finite};
use crate::analysis::{Export, Provenance, Table};
use crate::dataset::Manifest;
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Label, Lang, export as words, output};

use descriptor::Resource;

/// The file that makes a folder a package; it is written last.
const DESCRIPTOR: &str = "datapackage.json";
/// What a descriptor of this program holds.
const MARK: &str = "\"gongkai\"";
/// Every file that a package may have.
pub const FILES: [&str; 14] = [
    "panel.csv",
    "panel.parquet",
    "panel.dta",
    "reports.csv",
    "regions.csv",
    "variables.csv",
    "values.csv",
    "codebook.md",
    "codebook.en.md",
    "load.do",
    "load.R",
    "CITATION.cff",
    "README.md",
    DESCRIPTOR,
];

/// What the files of a package say of it.
struct Package<'a> {
    export: &'a Export,
    manifest: &'a Manifest,
    lang: Lang,
}

impl Package<'_> {
    fn source(&self) -> &Provenance {
        &self.export.answer.provenance
    }

    /// The words that stand at the head of each file that has room for them.
    fn synthetic(&self, lang: Lang) -> Option<&'static str> {
        self.source().synthetic.then(|| output::SYNTHETIC.get(lang))
    }

    /// What a script says at its head, a line each: what it loads, and how it is run.
    fn head(&self, how: Label) -> Vec<String> {
        let (title, source) = (&self.export.answer.title, self.source());
        let mut lines = vec![title.zh.clone(), title.en.clone()];
        lines.extend(
            [Lang::Zh, Lang::En].into_iter().filter_map(|lang| self.synthetic(lang)).map(str::to_owned),
        );
        lines.push(format!("{}; {}", source.dataset, source.licence));
        lines.push(format!("gongkai {} {}", env!("CARGO_PKG_VERSION"), source.request));
        lines.extend([how.zh, how.en]);
        lines
    }

    /// The columns that identify a row of a table.
    fn key(&self, table: &Table) -> Vec<&'static str> {
        let report = crate::analysis::REPORT_KEY;
        match table.id {
            "panel" if self.is_long() => [&report[..], &["item"]].concat(),
            "panel" | "reports" => report.to_vec(),
            "regions" => vec!["region_code"],
            "variables" => vec!["name"],
            _ => vec!["variable", "value"],
        }
    }

    fn is_long(&self) -> bool {
        self.export.answer.tables.iter().any(|table| table.id == "reports")
    }
}

/// Whether a package can be written to a folder: it is new, empty, or one of an earlier export. Nothing else is
/// overwritten.
///
/// # Errors
/// [`ErrorKind::File`], naming the path, when a file stands there or the folder holds other things.
pub fn check_folder(folder: &Path) -> Result<()> {
    let folder = &plain(folder);
    let shown = folder.display().to_string();
    let refuse = |message| Err(Error::new(ErrorKind::File, message).with_hint(words::name_a_new_folder()));
    if !folder.exists() {
        return Ok(());
    }
    if !folder.is_dir() {
        return refuse(words::is_a_file(&shown));
    }
    let empty = fs::read_dir(folder).map_err(|e| cannot_write(folder, e))?.next().is_none();
    let own = fs::read_to_string(folder.join(DESCRIPTOR)).is_ok_and(|text| text.contains(MARK));
    if empty || own { Ok(()) } else { refuse(words::not_a_package(&shown)) }
}

/// Writes the package. It is made beside the folder and takes its name, or the place of an earlier one, only
/// once all of it is written.
///
/// # Errors
/// As [`check_folder`]; [`ErrorKind::File`] when a file cannot be written.
pub fn save(export: &Export, manifest: &Manifest, options: &Options, folder: &Path) -> Result<()> {
    check_folder(folder)?;
    let folder = &plain(folder);
    let parent = match folder.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&parent).map_err(|error| {
        let message = output::cannot_make_folder(&parent.display().to_string());
        Error::new(ErrorKind::File, message).with_source(error)
    })?;
    let made = beside(&parent).map_err(|error| cannot_write(folder, error))?;
    fill(&Package { export, manifest, lang: options.lang }, *options, made.path())?;
    if !folder.exists() {
        // Nothing of it is ever seen that is not whole.
        let made = made.keep();
        return fs::rename(&made, folder).map_err(|error| cannot_write(folder, error));
    }
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, error))?;
    // The descriptor comes last: a folder without it is no package.
    for name in FILES {
        let (from, to) = (made.path().join(name), folder.join(name));
        if from.exists() {
            fs::rename(&from, &to).map_err(|error| cannot_write(&to, error))?;
        } else if to.exists() {
            // Of an earlier export; it would contradict the new one.
            fs::remove_file(&to).map_err(|error| cannot_write(&to, error))?;
        }
    }
    Ok(())
}

/// The path without a slash at its end, behind which a file would not be found.
fn plain(folder: &Path) -> PathBuf {
    folder.components().collect()
}

fn beside(parent: &Path) -> std::io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gongkai-").suffix(".tmp");
    #[cfg(unix)]
    {
        // As any new folder: open to others as far as the umask allows. The default is 0700.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(parent)
}

fn cannot_write(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::File, output::cannot_write(&path.display().to_string())).with_source(error)
}

/// Writes every file into a folder that is there.
fn fill(package: &Package<'_>, options: Options, folder: &Path) -> Result<()> {
    let answer = &package.export.answer;
    let mut resources = Vec::new();
    for table in &answer.tables {
        let path = folder.join(format!("{}.csv", table.id));
        let frame = finite(&table.frame)?;
        // Programs read this, for which a byte-order mark is part of the first name.
        write_whole(&path, |writer| csv::write_frame(frame, false, writer))?;
        resources.push(Resource::of(table, &path)?);
    }
    for format in [Format::Parquet, Format::Dta] {
        super::file::save(answer, format, &options, &folder.join(format!("panel.{}", format.ending())))?;
    }
    let texts = [
        ("codebook.md", codebook::document(package, Lang::Zh)),
        ("codebook.en.md", codebook::document(package, Lang::En)),
        ("load.do", stata::script(package)),
        ("load.R", r::script(package)),
        ("CITATION.cff", citation::document(package)),
        ("README.md", readme::document(package)),
        (DESCRIPTOR, descriptor::document(package, &resources)?),
    ];
    for (name, text) in texts {
        save_bytes(text.as_bytes(), &folder.join(name))?;
    }
    Ok(())
}
