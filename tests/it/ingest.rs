//! Raw reports into a dataset: exactly, once, and nothing half written.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gongkai::analysis;
use gongkai::dataset::{Dataset, Scope};
use gongkai::error::{Error, ErrorKind};
use gongkai::ingest::reading::Status;
use gongkai::ingest::{Fate, IngestRequest, Ingested, ingest};
use gongkai::text::Lang;
use tempfile::TempDir;

use crate::support::{root, text};

pub(crate) type Row = BTreeMap<String, String>;

fn reports() -> PathBuf {
    root().join("tests/reports")
}

fn sample(name: &str) -> PathBuf {
    reports().join(name)
}

/// Reads files into `dataset`, with the regions of the samples.
fn read(paths: &[PathBuf], dataset: Option<&Path>) -> Ingested {
    try_read(paths, dataset).unwrap_or_else(|error| panic!("{error}"))
}

fn try_read(paths: &[PathBuf], dataset: Option<&Path>) -> Result<Ingested, Error> {
    let request = IngestRequest {
        paths: paths.to_vec(),
        dataset: dataset.map(Path::to_owned),
        regions: Some(sample("regions.csv")),
        ..IngestRequest::default()
    };
    ingest(&request, &|_, _| {})
}

/// The rows of a CSV file, without blank cells, by the cell of a column.
pub(crate) fn rows(path: &Path, key: &str) -> BTreeMap<String, Row> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let names = reader.headers().expect("a header").clone();
    let row = |record: csv::StringRecord| -> Row {
        let cells = names.iter().zip(record.iter());
        cells
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
            .collect()
    };
    reader
        .records()
        .map(|record| row(record.expect("a row")))
        .map(|row| (row.get(key).cloned().unwrap_or_default(), row))
        .collect()
}

/// The English message and hint of a file's failure.
fn failure(ingested: &Ingested, name: &str) -> String {
    let file = ingested.files.iter().find(|file| file.path.ends_with(name)).expect("the file is listed");
    let error = file.outcome.as_ref().expect_err("the file cannot be read");
    let text =
        [Some(error.message(Lang::En)), error.hint(Lang::En)].into_iter().flatten().collect::<Vec<_>>();
    text.join(" / ").replace(&format!("{}", file.path.display()), name)
}

/// The figures of `expected.csv` are those of the published reports; see the README beside it.
#[test]
fn every_figure_of_the_sample_reports_is_read_and_no_other() {
    let out = tempfile::tempdir().expect("a folder");
    let ingested = read(&[reports()], Some(out.path()));
    assert!(!ingested.has_failures());
    let expected = rows(&sample("expected.csv"), "source_file");
    let found = rows(&out.path().join("reports.csv"), "source_file");
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (file, expected) in &expected {
        assert_eq!(found.get(file), Some(expected), "{file}");
    }
}

#[test]
fn each_figure_keeps_the_file_the_place_the_text_and_the_rule_that_it_was_read_by() {
    let out = tempfile::tempdir().expect("a folder");
    let sources = |name: &str| {
        let dataset = out.path().join(name);
        read(&[sample(name)], Some(&dataset));
        rows(&dataset.join("sources.csv"), "field")
    };
    let found = sources("tongxin_2022.txt");
    let total = found.get("disclosed_total").expect("a line");
    assert_eq!(total.get("value").map(String::as_str), Some("36410"));
    assert_eq!(total.get("status").map(String::as_str), Some("exact"));
    assert_eq!(total.get("source_file").map(String::as_str), Some("tongxin_2022.txt"));
    assert!(total.get("text").is_some_and(|text| text.contains("36410")), "{total:?}");
    assert!(total.get("rule").is_some_and(|rule| rule.contains("disclosed_total")), "{total:?}");
    let found = sources("shanghai_office_2019.html");
    // The form of 2019 has 251000元 where 万元 is asked for.
    let amount = found.get("procurement_wan_yuan").expect("a line");
    assert_eq!(amount.get("value").map(String::as_str), Some("25.1"));
    assert_eq!(amount.get("text").map(String::as_str), Some("251000元"));
    assert!(amount.get("note").is_some_and(|note| note.contains('元')), "{amount:?}");
    // 市政府办公厅 left 总计 of 予以公开 blank.
    let blank = found.get("granted").expect("a line");
    assert_eq!(blank.get("status").map(String::as_str), Some("blank"));
    assert!(!blank.contains_key("value"), "{blank:?}");
}

#[test]
fn the_sums_of_tongxin_prove_every_cell_of_its_tables_3_and_4() {
    let ingested = read(&[sample("tongxin_2022.txt")], None);
    let read = ingested.reports().next().expect("a report");
    assert_eq!(read.proof.hold, read.proof.sums);
    let table3 = |field: &&String| read.report.figures.get(*field).is_some_and(|read| read.rule == "table3");
    let cells: Vec<&String> = read.report.figures.keys().filter(table3).collect();
    assert!(cells.len() >= 175, "{}", cells.len());
    for field in cells {
        assert!(read.proof.proven.contains(field), "{field}");
    }
}

#[test]
fn the_same_report_again_changes_nothing() {
    let out = tempfile::tempdir().expect("a folder");
    let paths = [sample("qinglan_2023.pdf"), sample("baiyuan_2022.txt")];
    read(&paths, Some(out.path()));
    let all =
        || ["reports.csv", "sources.csv", "regions.csv"].map(|name| fs::read(out.path().join(name)).ok());
    let before = all();
    let again = read(&paths, Some(out.path()));
    assert!(again.reports().all(|read| matches!(
        &read.fate,
        Some(Fate::Replaced { whole: true, changed }) if changed.is_empty()
    )));
    assert_eq!(all(), before);
}

#[test]
fn a_second_report_with_other_figures_is_a_conflict_until_it_is_to_replace_the_first() {
    let out = tempfile::tempdir().expect("a folder");
    let text = fs::read_to_string(sample("baiyuan_2022.txt")).expect("the sample");
    let second = out.path().join("other.txt");
    let (old, new) = changed_figure(&text);
    fs::write(&second, new).expect("written");
    let dataset = out.path().join("dataset");
    read(&[sample("baiyuan_2022.txt")], Some(&dataset));
    let before = fs::read(dataset.join("reports.csv")).expect("written");
    let conflict = read(std::slice::from_ref(&second), Some(&dataset));
    assert!(conflict.has_failures());
    let Some(Fate::Conflict { with, differences }) = conflict.reports().next().and_then(|r| r.fate.clone())
    else {
        panic!("no conflict")
    };
    assert!(with.contains("baiyuan_2022.txt"), "{with}");
    assert!(differences.iter().any(|d| d.old == Some(old)), "{differences:?}");
    assert_eq!(fs::read(dataset.join("reports.csv")).expect("there"), before);
    let request = IngestRequest {
        paths: vec![second],
        dataset: Some(dataset.clone()),
        replace: true,
        ..IngestRequest::default()
    };
    assert!(!ingest(&request, &|_, _| {}).expect("replaced").has_failures());
    assert_ne!(fs::read(dataset.join("reports.csv")).expect("there"), before);
}

/// The text of a report with the first figure of its first table made larger by 1, and that figure.
fn changed_figure(text: &str) -> (f64, String) {
    let line =
        text.lines().find(|line| line.starts_with('|') && line.contains("规范性文件")).expect("table 2");
    let cells: Vec<&str> = line.split('|').collect();
    let cell = cells.iter().rev().find(|cell| cell.trim().parse::<u32>().is_ok()).expect("a figure");
    let old: u32 = cell.trim().parse().expect("a figure");
    let end = line.rfind(cell).expect("there");
    let new = format!("{} {} {}", &line[..end], old + 1, &line[end + cell.len()..]);
    (f64::from(old), text.replace(line, &new))
}

/// A folder with good and bad files.
fn mixed() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    fs::copy(sample("shiyu_2023.txt"), folder.path().join("good.txt")).expect("copied");
    put("empty.html", b"");
    put("news.html", "<html><body><p>县里今天开会，讨论 2023 年工作。</p></body></html>".as_bytes());
    let pdf = fs::read(sample("qinglan_2023.pdf")).expect("the sample");
    put("cut.pdf", &pdf[..pdf.len() / 3]);
    let docx = fs::read(sample("qinglan_2024.docx")).expect("the sample");
    put("cut.docx", &docx[..docx.len() / 2]);
    put("old.doc", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
    put("photo.jpg", &[0xff, 0xd8, 0xff]);
    let nowhere = fs::read_to_string(sample("shiyu_2023.txt")).expect("the sample").replace("石榆", "无名");
    put("nowhere.txt", nowhere.as_bytes());
    folder
}

#[test]
fn bad_files_are_said_with_what_to_do_and_the_others_go_on() {
    let folder = mixed();
    let out = tempfile::tempdir().expect("a folder");
    let ingested = read(&[folder.path().to_owned()], Some(out.path()));
    assert!(ingested.has_failures());
    assert_eq!(ingested.reports().count(), 1);
    assert_eq!(rows(&out.path().join("reports.csv"), "source_file").len(), 1);
    assert_eq!(ingested.others.get("jpg"), Some(&1));
    for (name, says) in [
        ("empty.html", "is empty"),
        ("news.html", "no report on the disclosure of government information"),
        ("cut.pdf", "damaged"),
        ("cut.docx", "damaged"),
        ("old.doc", "docx"),
        ("nowhere.txt", "--region"),
    ] {
        let message = failure(&ingested, name);
        assert!(message.starts_with(name) && message.contains(says), "{message}");
    }
}

#[test]
fn a_folder_of_nothing_but_bad_files_makes_no_dataset() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("empty.html"), "").expect("written");
    let out = folder.path().join("out");
    assert!(read(&[folder.path().to_owned()], Some(&out)).has_failures());
    assert!(!out.exists());
}

#[test]
fn a_path_that_is_not_there_and_a_dataset_that_is_a_file_are_refused() {
    let missing = try_read(&[PathBuf::from("no/such/report.pdf")], None).expect_err("missing");
    assert_eq!(missing.kind(), ErrorKind::File);
    assert!(missing.to_string().contains("no/such/report.pdf"), "{missing}");
    let file = tempfile::NamedTempFile::new().expect("a file");
    let error = try_read(&[sample("shiyu_2023.txt")], Some(file.path())).expect_err("a file");
    assert!(error.to_string().contains("is a file, not a dataset folder"), "{error}");
}

#[test]
fn a_dataset_with_a_fault_is_left_as_it_is() {
    let out = tempfile::tempdir().expect("a folder");
    let text = "region_code,year,granted\n990001,2022,1O2\n";
    fs::write(out.path().join("reports.csv"), text).expect("written");
    let error = try_read(&[sample("shiyu_2023.txt")], Some(out.path())).expect_err("a fault");
    assert!(error.hint(Lang::En).is_some() || error.to_string().contains("reports.csv"), "{error}");
    assert_eq!(fs::read_to_string(out.path().join("reports.csv")).expect("there"), text);
    let files = fs::read_dir(out.path()).expect("a folder").count();
    assert_eq!(files, 1, "nothing is left behind");
}

#[test]
fn what_is_given_takes_the_place_of_what_a_report_says() {
    let request = IngestRequest {
        paths: vec![sample("shiyu_2023.txt")],
        regions: Some(sample("regions.csv")),
        region: Some("青岚县".to_owned()),
        year: Some(2022),
        scope: Some(Scope::Office),
        ..IngestRequest::default()
    };
    let ingested = ingest(&request, &|_, _| {}).expect("read");
    let report = &ingested.reports().next().expect("a report").report;
    assert_eq!((report.region.as_str(), report.key.year, report.key.scope), ("青岚县", 2022, "office"));
}

#[test]
fn a_dataset_that_was_read_answers_questions_at_once() {
    let out = tempfile::tempdir().expect("a folder");
    read(&[reports()], Some(out.path()));
    let dataset = Dataset::open(out.path()).expect("a dataset");
    let request = analysis::RankRequest {
        metrics: vec!["graphic_share".to_owned()],
        which: crate::support::only("同心县", 2022),
        ..analysis::RankRequest::default()
    };
    let answer = analysis::rank(&dataset, &crate::support::catalogue(), &request).expect("an answer");
    assert_eq!(text(&answer, 0, "region", 0).as_deref(), Some("同心县"));
    crate::support::close(crate::support::number(&answer, 0, "value", 0), 48.0 / 52.0, 1e-12);
}

#[test]
fn the_summary_tells_what_was_read_proven_doubtful_and_not_found() {
    let folder = mixed();
    let out = tempfile::tempdir().expect("a folder");
    let ingested = read(
        &[folder.path().to_owned(), sample("suqian_2023.html"), sample("hongze_2024.docx")],
        Some(out.path()),
    );
    let answer = analysis::ingested(&ingested, Lang::En).expect("a summary");
    let ids: Vec<&str> = answer.tables.iter().map(|table| table.id).collect();
    assert_eq!(ids, ["files", "doubts", "findings", "not_found"]);
    let doubt = (0..answer.tables[1].frame.height())
        .find(|row| text(&answer, 1, "field", *row).as_deref() == Some("disclosed_total"));
    let row = doubt.expect("18万余条 is doubtful");
    assert!(text(&answer, 1, "text", row).is_some_and(|text| text.contains("18万余条")));
    // The text of 洪泽区 2024 speaks of the office alone: 17 against 95.
    let found = (0..answer.tables[2].frame.height())
        .any(|row| text(&answer, 2, "rule", row).as_deref() == Some("W1"));
    assert!(found, "W1");
    let notes: Vec<&str> = answer.notes.iter().map(|note| note.text.get(Lang::En)).collect();
    assert!(notes.iter().any(|note| note.contains("empty.html") && note.contains("is empty")), "{notes:?}");
    let ambiguous = ingested.reports().flat_map(|read| read.report.with_status(Status::Ambiguous)).count();
    assert!(ambiguous >= 1);
}
