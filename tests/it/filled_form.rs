//! The form to fill in by hand: what is written into it is read back exactly.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use gongkai::ingest::{IngestRequest, ingest};
use gongkai::output::blank_form::BlankForm;
use gongkai::schema::{Content, Form, dictionary};
use regex::Regex;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::ingest::rows;
use crate::support::root;

fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a part");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        let name = file.name().expect("a name").into_owned();
        parts.insert(name, text);
    }
    parts
}

/// Writes figures into the cells that bear the names of fields, as a spreadsheet program does.
fn fill(bytes: &[u8], figures: &BTreeMap<String, f64>) -> Vec<u8> {
    let mut parts = parts(bytes);
    let book = parts["xl/workbook.xml"].clone();
    let sheets: Vec<String> = Regex::new(r#"<sheet name="([^"]+)""#)
        .expect("a pattern")
        .captures_iter(&book)
        .map(|found| found[1].to_owned())
        .collect();
    let name =
        Regex::new(r"<definedName name=.gongkai_(\w+).>'([^']+)'!\$([A-Z]+)\$(\d+)<").expect("a pattern");
    let mut written = 0;
    for found in name.captures_iter(&book) {
        let Some(value) = figures.get(&found[1]) else { continue };
        let sheet = sheets.iter().position(|sheet| *sheet == found[2]).expect("a sheet") + 1;
        let part = parts.get_mut(&format!("xl/worksheets/sheet{sheet}.xml")).expect("a sheet");
        let cell = format!(r#"<c r="{}{}""#, &found[3], &found[4]);
        let start = part.find(&cell).expect("the cell is drawn");
        let end = start + part[start..].find("/>").expect("the cell is blank");
        part.replace_range(end..end + 2, &format!("><v>{value}</v></c>"));
        written += 1;
    }
    assert_eq!(written, figures.len());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("written");
    }
    writer.finish().expect("a workbook").into_inner()
}

/// A figure for every field of a form that is not the total of a group, each another one.
fn figures(form: Form) -> BTreeMap<String, f64> {
    let fields = dictionary().fields().iter().filter(|field| {
        let rows = field
            .parts()
            .iter()
            .any(|part| dictionary().get(part).is_some_and(|part| part.forms.contains(form)));
        field.content.is_number() && field.forms.contains(form) && !rows
    });
    fields
        .zip(1..)
        .map(|(field, count)| {
            let value = match field.content {
                Content::SignedCount => -f64::from(count),
                Content::Amount => f64::from(count % 100) + 0.25,
                _ => f64::from(count * 1000 + 7),
            };
            (field.name.clone(), value)
        })
        .collect()
}

/// The sum of the reasons of a group, without the applicants' columns.
fn sum(figures: &BTreeMap<String, f64>, group: &str) -> f64 {
    figures
        .iter()
        .filter(|(field, _)| field.starts_with(group) && !field.contains("__"))
        .map(|(_, v)| v)
        .sum()
}

fn read_back(bytes: &[u8], folder: &Path) -> crate::ingest::Row {
    let file = folder.join("form.xlsx");
    std::fs::write(&file, bytes).expect("written");
    let request = IngestRequest {
        paths: vec![file],
        dataset: Some(folder.join("out")),
        regions: Some(root().join("tests/reports/regions.csv")),
        ..IngestRequest::default()
    };
    let ingested = ingest(&request, &|_, _| {}).expect("read");
    for file in &ingested.files {
        assert!(file.outcome.is_ok(), "{:?}", file.outcome);
    }
    rows(&folder.join("out/reports.csv"), "source_file").remove("form.xlsx").expect("a row")
}

#[test]
fn what_is_filled_in_is_read_back_exactly() {
    for (form, year) in [(Form::Tables2019, 2020), (Form::Tables2021, 2025)] {
        let blank = BlankForm { form, region: Some("青岚县".to_owned()), year: Some(year) };
        let figures = figures(form);
        assert!(figures.len() > 200, "{}", figures.len());
        let folder = tempfile::tempdir().expect("a folder");
        let row = read_back(&fill(&blank.workbook().expect("a form"), &figures), folder.path());
        let mut found: BTreeMap<String, f64> = row
            .iter()
            .filter(|(name, _)| dictionary().get(name).is_some_and(|field| field.content.is_number()))
            .map(|(name, cell)| (name.clone(), cell.parse().expect("a number")))
            .collect();
        // The form has no row for the total of a group, which is the sum of its rows.
        assert_eq!(found.get("denied").copied(), Some(sum(&figures, "denied_")), "{form}");
        found.retain(|field, _| figures.contains_key(field));
        assert_eq!(found, figures, "{form}");
        assert_eq!(row.get("year").map(String::as_str), Some(&*year.to_string()));
        assert_eq!(row.get("form").map(String::as_str), Some(form.id()));
        assert_eq!(row.get("scope").map(String::as_str), Some("region"));
    }
}

#[test]
fn a_cell_left_blank_is_no_figure() {
    let blank = BlankForm { region: Some("青岚县".to_owned()), year: Some(2025), ..BlankForm::default() };
    let folder = tempfile::tempdir().expect("a folder");
    let one = BTreeMap::from([("granted".to_owned(), 3.0)]);
    let row = read_back(&fill(&blank.workbook().expect("a form"), &one), folder.path());
    assert_eq!(row.get("granted").map(String::as_str), Some("3"));
    assert!(!row.contains_key("denied_state_secret") && !row.contains_key("disclosed_total"));
}

#[test]
fn the_same_form_has_the_same_bytes() {
    let bytes = || BlankForm::default().workbook().expect("a form");
    assert!(bytes() == bytes());
}

#[test]
fn every_figure_takes_only_what_its_field_can_hold_and_totals_are_watched() {
    let parts = parts(&BlankForm::default().workbook().expect("a form"));
    let sheets: Vec<&String> =
        parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/")).map(|(_, text)| text).collect();
    let count = |what: &str| sheets.iter().map(|sheet| sheet.matches(what).count()).sum::<usize>();
    let fields = figures(Form::Tables2021).len();
    // The year and the scope are watched too.
    assert_eq!(count("<dataValidation "), fields + 2);
    assert_eq!(count("<sheetProtection "), 6);
    assert!(count("<conditionalFormatting ") >= 30);
}
