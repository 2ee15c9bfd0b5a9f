//! Every cell of the tables of the sample reports, against the table of record.

use super::readers::sample;
use crate::ingest::tables::read_tables;
use crate::schema::{Form, Part, dictionary};

/// Field, expected and read value of every cell of a sample that differs.
fn differences(file: &str) -> Vec<(String, Option<f64>, Option<f64>, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reports/expected.csv");
    let mut csv = csv::Reader::from_path(path).expect("expected.csv");
    let names = csv.headers().expect("headers").clone();
    let at = names.iter().position(|n| n == "source_file").expect("column");
    let row = csv.records().map(|r| r.expect("row")).find(|r| &r[at] == file).expect("file");
    let form = names.iter().position(|n| n == "form").map(|i| row[i].to_owned());
    let tables = read_tables(&sample(file));
    assert_eq!(tables.form.map(|f: Form| f.id().to_owned()), form, "{file}");
    let table = |p: Part| matches!(p, Part::Table2 | Part::Table3 | Part::Table4);
    let fields = dictionary().fields().iter().filter(|f| table(f.part));
    let mut differences = Vec::new();
    for field in fields {
        let expected = names.iter().position(|n| n == field.name).and_then(|i| row[i].parse::<f64>().ok());
        let read = tables.figures.get(&field.name);
        let value = read.and_then(|r| r.value);
        if value != expected {
            let note = read.map_or_else(
                || "no row".to_owned(),
                |r| format!("{:?} {:?} {}", r.status, r.text, r.note.zh),
            );
            differences.push((field.name.clone(), expected, value, note));
        }
    }
    for field in tables.figures.keys() {
        assert!(dictionary().get(field).is_some(), "{field}");
    }
    differences
}

#[test]
fn every_cell_of_every_sample_is_as_published() {
    for file in [
        "tongxin_2022.txt",
        "shiyu_2023.txt",
        "baiyuan_2022.txt",
        "suqian_2023.html",
        "shanghai_office_2019.html",
        "shuyang_drc_2023.html",
        "yunting_2020.html",
        "hongze_2024.docx",
        "chengyuan_2025.docx",
        "qinglan_2024.docx",
    ] {
        let differences = differences(file);
        assert!(
            differences.is_empty(),
            "{file}: {} {:#?}",
            differences.len(),
            differences.iter().take(20).collect::<Vec<_>>()
        );
    }
}
