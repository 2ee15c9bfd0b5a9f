//! What is written is read back by the crate `dta`, which shares no code with the writer.

use dta::stata::dta::dta_reader::DtaReader;
use dta::stata::dta::value::Value;
use dta::stata::stata_byte::StataByte;
use dta::stata::stata_double::StataDouble;
use dta::stata::stata_int::StataInt;
use dta::stata::stata_long::StataLong;
use polars::df;

use crate::analysis::Answer;
use crate::output::{Format, Options, fixture, to_bytes};
use crate::text::Lang;

/// A file as another program sees it.
struct Seen {
    label: String,
    /// Name, label and name of the value labels.
    variables: Vec<[String; 3]>,
    rows: Vec<Vec<Option<String>>>,
    notes: Vec<[String; 2]>,
    long_texts: Vec<String>,
    sets: Vec<(String, Vec<(i32, String)>)>,
}

fn read(bytes: &[u8]) -> Seen {
    let reader = DtaReader::new().from_reader(std::io::Cursor::new(bytes));
    let reader = reader.read_header().expect("a header");
    let label = reader.header().dataset_label().to_owned();
    let mut reader = reader.read_schema().expect("a schema");
    let mut notes = Vec::new();
    while let Some(note) = reader.read_characteristic().expect("a characteristic") {
        notes
            .push([format!("{}:{}", note.target().as_variable_name(), note.name()), note.value().to_owned()]);
    }
    let mut reader = reader.into_record_reader().expect("records");
    let variables = reader.schema().variables().iter();
    let variables =
        variables.map(|v| [v.name(), v.label(), v.value_label_name()].map(str::to_owned)).collect();
    let mut rows = Vec::new();
    while let Some(record) = reader.read_record().expect("a record") {
        rows.push(record.values().iter().map(shown).collect());
    }
    let mut reader = reader.into_long_string_reader().expect("long texts");
    let mut long_texts = Vec::new();
    while let Some(text) = reader.read_long_string().expect("a long text") {
        long_texts
            .push(String::from_utf8(text.data().to_vec()).expect("UTF-8").trim_end_matches('\0').to_owned());
    }
    let mut reader = reader.into_value_label_reader().expect("value labels");
    let mut sets = Vec::new();
    while let Some(set) = reader.read_value_label_set().expect("a set") {
        let entries = set.entries().iter().map(|entry| (entry.value(), entry.label().to_owned()));
        sets.push((set.name().to_owned(), entries.collect()));
    }
    Seen { label, variables, rows, notes, long_texts, sets }
}

fn shown(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Byte(StataByte::Present(value)) => Some(value.to_string()),
        Value::Int(StataInt::Present(value)) => Some(value.to_string()),
        Value::Long(StataLong::Present(value)) => Some(value.to_string()),
        Value::Double(StataDouble::Present(value)) => Some(value.to_string()),
        Value::String(text) => Some(text.to_string()),
        Value::LongStringRef(_) => Some("long".to_owned()),
        _ => None,
    }
}

fn dta(answer: &Answer, lang: Lang) -> Seen {
    read(&to_bytes(answer, Format::Dta, &Options { lang, excel_bom: false }).expect("written"))
}

#[test]
fn figures_are_exact_and_no_figure_is_missing() {
    let frame = df!(
        "share" => [Some(48.0 / 52.0), None, Some(f64::NAN), Some(0.1 + 0.2)],
        "small" => [Some(-127_i64), Some(100), None, Some(0)],
        "middle" => [Some(32_740_i64), Some(-32_767), None, Some(101)],
        "large" => [Some(2_147_483_620_i64), Some(32_741), None, Some(-5)],
        "huge" => [Some(9_007_199_254_740_992_i64), None, Some(1), Some(2)],
        "tie" => [Some(true), Some(false), None, Some(true)],
        "region" => [Some("同心县"), Some(""), None, Some("a\"b")],
    );
    let seen = dta(&fixture::plain(frame.expect("a frame")), Lang::Zh);
    let row = |cells: [&str; 7]| cells.map(|cell| (cell != ".").then(|| cell.to_owned())).to_vec();
    assert_eq!(
        seen.rows[0],
        row(["0.9230769230769231", "-127", "32740", "2147483620", "9007199254740992", "1", "同心县"])
    );
    assert_eq!(seen.rows[1], row([".", "100", "-32767", "32741", ".", "0", ""]));
    assert_eq!(seen.rows[2], row([".", ".", ".", ".", "1", ".", ""]));
    assert_eq!(seen.rows[3], row(["0.30000000000000004", "0", "101", "-5", "2", "1", "a\"b"]));
    assert_eq!(seen.sets, [("tie".to_owned(), vec![(0, "否".to_owned()), (1, "是".to_owned())])]);
}

#[test]
fn labels_are_in_the_language_and_identifiers_have_value_labels() {
    let seen = dta(&fixture::ranking(), Lang::Zh);
    assert_eq!(seen.label, "图解比例排名，2022 年");
    let variable = |name: &str| seen.variables.iter().find(|v| v[0] == name).expect("a variable").clone();
    assert_eq!(variable("region"), ["region", "县", ""].map(str::to_owned));
    assert_eq!(variable("note")[2], "note");
    let notes = &seen.sets.iter().find(|set| set.0 == "note").expect("a set").1;
    assert!(notes.iter().any(|(_, label)| label == "分母为零"), "{notes:?}");
    let metric = &seen.sets.iter().find(|set| set.0 == "metric").expect("a set").1;
    assert_eq!(*metric, [(1, "图解比例".to_owned())]);
    assert_eq!(dta(&fixture::ranking(), Lang::En).label, "Ranking by graphic share, 2022");
}

#[test]
fn the_notes_say_where_the_figures_come_from_and_whether_they_are_invented() {
    let mut answer = fixture::ranking();
    answer.provenance.synthetic = true;
    let seen = dta(&answer, Lang::En);
    assert!(seen.label.starts_with("SYNTHETIC DATA"), "{}", seen.label);
    let count: usize = seen.notes[0][1].parse().expect("a number");
    let of_dataset = seen.notes.iter().filter(|note| note[0].starts_with("_dta:")).count();
    assert_eq!((seen.notes[0][0].as_str(), of_dataset), ("_dta:note0", count + 1));
    for needle in ["SYNTHETIC", "china 2025.1", "CC-BY-4.0", "rank graphic_share", "example.org"] {
        assert!(seen.notes.iter().any(|note| note[1].contains(needle)), "{needle} in {:?}", seen.notes);
    }
}

#[test]
fn a_text_too_long_for_a_fixed_length_stands_apart() {
    let long = "长".repeat(700); // 2,100 bytes
    let frame = df!("text" => [Some(long.as_str()), None, Some("短")], "n" => [1_i64, 2, 3]);
    let seen = dta(&fixture::plain(frame.expect("a frame")), Lang::Zh);
    assert_eq!(seen.long_texts, [long.as_str(), "短"]);
    assert_eq!(seen.rows[2][1].as_deref(), Some("3"));
}

#[test]
fn names_and_labels_keep_to_statas_limits() {
    let name = "denial_reason_administrative_inquiry_denominator";
    let mut answer = fixture::plain(df!(name => [1.0], "年" => [2.0]).expect("a frame"));
    for column in &mut answer.tables[0].columns {
        column.label = crate::text::Label::same("很".repeat(100));
    }
    let seen = dta(&answer, Lang::Zh);
    assert!(seen.variables.iter().all(|v| v[0].len() <= 32 && v[0].is_ascii()), "{:?}", seen.variables);
    if let Some(labelled) = seen.variables.iter().find(|v| v[1].starts_with('很')) {
        assert_eq!(labelled[1].chars().count(), 80);
    }
}
