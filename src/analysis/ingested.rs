//! What was read of raw reports: a row a file, what is doubtful, what contradicts itself, what is missing.

use std::path::{Path, PathBuf};

use polars::prelude::*;

use super::about::{column, provenance};
use super::{Answer, Column, Coverage, IN_FILES_ONLY, Kind, Provenance, Table};
use crate::check::{Finding, Severity};
use crate::error::Result;
use crate::ingest::reading::{Read, Status};
use crate::ingest::{Difference, Fate, Ingested, IngestedFile, IngestedReport};
use crate::schema::{Field, Form, Part, dictionary};
use crate::text::ingest::summary as words;
use crate::text::{Label, Lang, Note};

const FILES: [(&str, Kind, u8); 17] = [
    ("file", Kind::Text, 0),
    ("status", Kind::Id, 0),
    ("region_code", Kind::Text, 6),
    ("region", Kind::Text, 0),
    ("year", Kind::Year, 0),
    ("scope", Kind::Id, 4),
    ("form", Kind::Text, 7),
    ("figures", Kind::Count, 0),
    ("sums", Kind::Text, 1),
    ("proven", Kind::Count, 2),
    ("repaired", Kind::Count, 0),
    ("ambiguous", Kind::Count, 0),
    ("no_figure", Kind::Count, 8),
    ("not_found", Kind::Count, 3),
    ("errors", Kind::Count, 0),
    ("warnings", Kind::Count, 0),
    // The notes say it below the table.
    ("message", Kind::Text, IN_FILES_ONLY),
];

/// Most remarks that stand below the table; all are in the other tables.
const REMARKS: usize = 20;

/// The answer to what was read: a row for each file, then the doubtful figures, the findings of the rules, and
/// the figures of the form that are not in the report.
///
/// # Errors
/// A fault of the program.
pub fn ingested(ingested: &Ingested, lang: Lang) -> Result<Answer> {
    let folder = common_folder(ingested);
    let rows: Vec<Row<'_>> =
        ingested.files.iter().map(|file| Row::of(file, ingested, &folder, lang)).collect();
    let tables = vec![
        Table {
            id: "files",
            title: words::FILES.label(),
            frame: file_rows(&rows)?,
            columns: columns(&FILES),
        },
        doubts(ingested, lang)?,
        findings(ingested, lang)?,
        missing(ingested)?,
    ];
    let read = ingested.reports().count();
    Ok(Answer {
        question: "ingest",
        title: words::title(ingested.files.len()),
        subtitle: words::subtitle(read, ingested.files.len() - read, written(ingested)),
        tables,
        metrics: Vec::new(),
        terms: Vec::new(),
        coverage: vec![Coverage {
            metric: "ingest".to_owned(),
            selected: ingested.files.len(),
            used: read,
            left_out: Vec::new(),
        }],
        notes: notes(ingested, &rows),
        provenance: ingested.dataset.as_ref().map_or_else(Provenance::default, provenance),
    })
}

fn written(ingested: &Ingested) -> usize {
    ingested.reports().filter(|read| matches!(read.fate, Some(Fate::Added | Fate::Replaced { .. }))).count()
}

fn columns(columns: &[(&str, Kind, u8)]) -> Vec<Column> {
    columns.iter().map(|(name, kind, order)| column(name, *kind, *order)).collect()
}

/// A file as it is shown.
struct Row<'a> {
    file: String,
    status: &'static str,
    read: Option<&'a IngestedReport>,
    not_found: usize,
    errors: u32,
    warnings: u32,
    message: String,
}

impl<'a> Row<'a> {
    fn of(file: &'a IngestedFile, ingested: &Ingested, folder: &Path, lang: Lang) -> Self {
        let path = file.path.display().to_string();
        let below = file.path.strip_prefix(folder).unwrap_or(&file.path);
        let read = file.outcome.as_ref().ok();
        let count = |severity: Severity| {
            let found = ingested.findings.iter().filter(|(scope, finding)| {
                let key = read.map(|read| &read.report.key);
                finding.severity == severity
                    && key.is_some_and(|k| {
                        k.scope == *scope && k.region_code == finding.region_code && k.year == finding.year
                    })
            });
            u32::try_from(found.count()).unwrap_or(u32::MAX)
        };
        Self {
            status: status(file),
            not_found: read.map_or(0, |read| not_found(read).count()),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            message: message(file, &path, lang),
            file: below.display().to_string(),
            read,
        }
    }

    fn number(&self, f: impl Fn(&IngestedReport) -> usize) -> Option<u32> {
        self.read.map(|read| u32::try_from(f(read)).unwrap_or(u32::MAX))
    }
}

/// The folder that all files lie in.
fn common_folder(ingested: &Ingested) -> PathBuf {
    let mut folders = ingested.files.iter().filter_map(|file| file.path.parent());
    let first = folders.next().unwrap_or(Path::new("")).to_owned();
    folders.fold(first, |common, folder| {
        let same = common.components().zip(folder.components()).take_while(|(a, b)| a == b);
        same.map(|(part, _)| part).collect()
    })
}

/// What became of a file, in a word.
fn status(file: &IngestedFile) -> &'static str {
    match &file.outcome {
        Err(_) => "failed",
        Ok(read) => match &read.fate {
            None => "read",
            Some(Fate::Added) => "added",
            Some(Fate::Replaced { changed, .. }) if changed.is_empty() => "unchanged",
            Some(Fate::Replaced { .. }) => "replaced",
            Some(Fate::Conflict { .. }) => "conflict",
        },
    }
}

/// Why a file was not read or written, or what its reader should know.
fn message(file: &IngestedFile, path: &str, lang: Lang) -> String {
    match &file.outcome {
        Err(error) => {
            let text = error.message(lang);
            let text = text.strip_prefix(path).unwrap_or(text).trim_start_matches(['：', ':', ' ']);
            let details = error.details().iter().map(|detail| detail.get(lang).to_owned());
            let parts =
                std::iter::once(text.to_owned()).chain(details).chain(error.hint(lang).map(str::to_owned));
            parts.collect::<Vec<_>>().join(lang.pick("；", "; "))
        }
        Ok(read) => {
            let fate = match &read.fate {
                Some(Fate::Conflict { with, differences }) => Some(words::conflict(with, &said(differences))),
                Some(Fate::Replaced { changed, .. }) if !changed.is_empty() => {
                    Some(words::changed(&said(changed)))
                }
                _ => None,
            };
            let all = fate.into_iter().chain(absent_tables(read)).chain(read.report.remarks.iter().cloned());
            all.map(|label| label.get(lang).to_owned()).collect::<Vec<_>>().join(lang.pick("；", "; "))
        }
    }
}

fn said(differences: &[Difference]) -> Vec<words::Differs> {
    differences.iter().map(|d| (d.field.clone(), d.old, d.new)).collect()
}

/// The tables that were not found.
fn absent_tables(read: &IngestedReport) -> Option<Label> {
    let absent: Vec<Part> = [Part::Table2, Part::Table3, Part::Table4]
        .into_iter()
        .filter(|part| !read.report.tables.contains(part))
        .collect();
    (!absent.is_empty()).then(|| words::absent_tables(&absent))
}

/// The figures of the report's form of which neither a cell nor a sentence was found.
fn not_found(read: &IngestedReport) -> impl Iterator<Item = &'static Field> {
    let form = read.report.form.unwrap_or(Form::of_year(read.report.key.year));
    let numbers = dictionary().fields().iter().filter(|field| {
        matches!(field.part, Part::Narrative | Part::Table2 | Part::Table3 | Part::Table4)
            && field.content.is_number()
    });
    numbers.filter(move |field| {
        field.forms.contains(form) && !read.report.figures.contains_key(field.name.as_str())
    })
}

fn file_rows(rows: &[Row<'_>]) -> Result<DataFrame> {
    let text = |f: &dyn Fn(&IngestedReport) -> String| -> Vec<Option<String>> {
        rows.iter().map(|row| row.read.map(f)).collect()
    };
    let number = |f: &dyn Fn(&IngestedReport) -> usize| -> Vec<Option<u32>> {
        rows.iter().map(|row| row.number(f)).collect()
    };
    let no_figure = |read: &IngestedReport| {
        let none = [Status::Blank, Status::Slash, Status::None];
        none.iter().map(|status| read.report.with_status(*status).count()).sum()
    };
    let checked = |value: fn(&Row<'_>) -> u32| -> Vec<Option<u32>> {
        let kept = |row: &Row<'_>| !matches!(row.status, "failed" | "conflict");
        rows.iter().map(|row| kept(row).then(|| value(row))).collect()
    };
    Ok(df!(
        "file" => rows.iter().map(|row| row.file.as_str()).collect::<Vec<_>>(),
        "status" => rows.iter().map(|row| row.status).collect::<Vec<_>>(),
        "region_code" => text(&|read| read.report.key.region_code.clone()),
        "region" => text(&|read| read.report.region.clone()),
        "year" => rows.iter().map(|row| row.read.map(|read| read.report.key.year)).collect::<Vec<_>>(),
        "scope" => text(&|read| read.report.key.scope.to_owned()),
        "form" => rows.iter().map(|row| row.read.and_then(|r| r.report.form).map(Form::id)).collect::<Vec<_>>(),
        "figures" => number(&|read| read.report.count()),
        "sums" => text(&|read| format!("{}/{}", read.proof.hold, read.proof.sums)),
        "proven" => number(&|read| read.proof.proven.len()),
        "repaired" => number(&|read| read.report.with_status(Status::Repaired).count()),
        "ambiguous" => number(&|read| read.report.with_status(Status::Ambiguous).count()),
        "no_figure" => number(&no_figure),
        "not_found" => rows.iter().map(|row| row.number(|_| row.not_found)).collect::<Vec<_>>(),
        "errors" => checked(|row| row.errors),
        "warnings" => checked(|row| row.warnings),
        "message" => rows.iter().map(|row| row.message.as_str()).collect::<Vec<_>>(),
    )?)
}

/// The figures that were put together or may be read in several ways.
fn doubtful(ingested: &Ingested) -> Vec<(&IngestedReport, &String, &Read)> {
    let doubtful = |status| matches!(status, Status::Repaired | Status::Ambiguous);
    ingested
        .reports()
        .flat_map(|read| read.report.figures.iter().map(move |(field, figure)| (read, field, figure)))
        .filter(|(.., figure)| doubtful(figure.status))
        .collect()
}

fn doubts(ingested: &Ingested, lang: Lang) -> Result<Table> {
    let all = doubtful(ingested);
    let text = |f: &dyn Fn(&IngestedReport, &Read) -> String| -> Vec<String> {
        all.iter().map(|(report, _, read)| f(report, read)).collect()
    };
    let frame = df!(
        "file" => text(&|report, _| report.report.file.clone()),
        "region_code" => text(&|report, _| report.report.key.region_code.clone()),
        "region" => text(&|report, _| report.report.region.clone()),
        "year" => all.iter().map(|(report, ..)| report.report.key.year).collect::<Vec<_>>(),
        "field" => all.iter().map(|(_, field, _)| field.as_str()).collect::<Vec<_>>(),
        "status" => text(&|_, read| read.status.id().to_owned()),
        "value" => all.iter().map(|(_, _, read)| read.value).collect::<Vec<_>>(),
        "place" => text(&|_, read| read.place.get(lang).to_owned()),
        "text" => text(&|_, read| read.text.clone()),
        "note" => text(&|_, read| read.note.get(lang).to_owned()),
    )?;
    Ok(table("doubts", words::DOUBTS.label(), frame))
}

fn findings(ingested: &Ingested, lang: Lang) -> Result<Table> {
    let all: Vec<&Finding> = ingested.findings.iter().map(|(_, finding)| finding).collect();
    let frame = df!(
        "severity" => all.iter().map(|f| f.severity.id()).collect::<Vec<_>>(),
        "rule" => all.iter().map(|f| f.rule).collect::<Vec<_>>(),
        "region_code" => all.iter().map(|f| f.region_code.as_str()).collect::<Vec<_>>(),
        "year" => all.iter().map(|f| f.year).collect::<Vec<_>>(),
        "scope" => ingested.findings.iter().map(|(scope, _)| *scope).collect::<Vec<_>>(),
        "field" => all.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(),
        "message" => all.iter().map(|f| f.message.get(lang)).collect::<Vec<_>>(),
    )?;
    Ok(table("findings", words::FINDINGS.label(), frame))
}

fn missing(ingested: &Ingested) -> Result<Table> {
    let all: Vec<(&IngestedReport, &str)> = ingested
        .reports()
        .flat_map(|read| not_found(read).map(move |field| (read, field.name.as_str())))
        .collect();
    let frame = df!(
        "file" => all.iter().map(|(read, _)| read.report.file.as_str()).collect::<Vec<_>>(),
        "region_code" => all.iter().map(|(read, _)| read.report.key.region_code.as_str()).collect::<Vec<_>>(),
        "year" => all.iter().map(|(read, _)| read.report.key.year).collect::<Vec<_>>(),
        "field" => all.iter().map(|(_, field)| *field).collect::<Vec<_>>(),
    )?;
    Ok(table("not_found", words::NOT_FOUND.label(), frame))
}

fn table(id: &'static str, title: Label, frame: DataFrame) -> Table {
    let kind = |name: &str| match name {
        "year" => Kind::Year,
        "field" => Kind::Field,
        "value" => Kind::Number,
        "status" | "severity" => Kind::Id,
        _ => Kind::Text,
    };
    let columns = frame.columns().iter().map(|c| column(c.name(), kind(c.name()), 0)).collect();
    Table { id, title, frame, columns }
}

/// The doubts and findings in sentences, as far as they are few.
fn notes(ingested: &Ingested, rows: &[Row<'_>]) -> Vec<Note> {
    let mut notes = Vec::new();
    let bad = |row: &&Row<'_>| matches!(row.status, "failed" | "conflict");
    let of_file = |row: &Row<'_>| words::of_file(&row.file, &row.message);
    notes.extend(rows.iter().filter(bad).take(REMARKS).map(|row| Note::warning(of_file(row))));
    let remarks = rows.iter().filter(|row| !bad(row) && !row.message.is_empty());
    notes.extend(remarks.clone().take(REMARKS).map(|row| Note::info(of_file(row))));
    let unsaid = |count: usize| count.saturating_sub(REMARKS);
    let files = unsaid(rows.iter().filter(bad).count()) + unsaid(remarks.count());
    let region = |code: &str, year: i32| {
        let read = ingested.reports().find(|r| r.report.key.region_code == code && r.report.key.year == year);
        read.map(|read| read.report.region.clone()).unwrap_or_default()
    };
    let doubts = doubtful(ingested);
    notes.extend(doubts.iter().take(REMARKS).map(|(report, field, read)| {
        Note::warning(words::doubt(
            &report.report.file,
            field,
            read.value,
            &read.place,
            &read.text,
            &read.note,
        ))
    }));
    let weighty =
        ingested.findings.iter().map(|(_, f)| f).filter(|finding| finding.severity != Severity::Info);
    let weighty: Vec<_> = weighty.collect();
    notes.extend(weighty.iter().take(REMARKS).map(|finding| {
        let region = region(&finding.region_code, finding.year);
        Note::warning(words::finding(finding.rule, &region, finding.year, &finding.message))
    }));
    let more = files + unsaid(doubts.len()) + unsaid(weighty.len());
    if more > 0 {
        notes.push(Note::info(words::more(more)));
    }
    let others: usize = ingested.others.values().sum();
    if others > 0 {
        let endings: Vec<&str> = ingested.others.keys().map(String::as_str).collect();
        notes.push(Note::info(words::others(others, &endings)));
    }
    notes
}
