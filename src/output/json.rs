//! JSON of all tables, with the description of their columns, coverage, notes and provenance.
//!
//! Wording is in the chosen language; names, kinds, units and reasons are stable identifiers. Figures are
//! exact, null is null. Rows are written one by one, never gathered.

use std::io::Write;

use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::cell::{Cell, Cells};
use super::stream_failed;
use crate::analysis::{Answer, Kind, Level, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Unit;
use crate::text::{Label, Lang, output as words};

/// Writes the answer, indented, with a line end.
pub(super) fn write(answer: &Answer, lang: Lang, writer: &mut impl Write) -> Result<()> {
    serde_json::to_writer_pretty(&mut *writer, &document(answer, lang)).map_err(failed)?;
    writer.write_all(b"\n").map_err(|error| stream_failed(&error))
}

/// The columns of a table, with both labels, as one line of JSON.
pub(super) fn columns_in_both_languages(table: &Table) -> Result<String> {
    #[derive(Serialize)]
    struct Described<'a> {
        name: &'a str,
        label: &'a Label,
        kind: &'static str,
        unit: Option<Unit>,
    }
    let columns: Vec<Described<'_>> = table
        .columns
        .iter()
        .map(|column| Described {
            name: &column.name,
            label: &column.label,
            kind: kind(column.kind),
            unit: fixed_unit(column.kind),
        })
        .collect();
    serde_json::to_string(&columns).map_err(failed)
}

fn failed(error: serde_json::Error) -> Error {
    match error.io_error_kind() {
        Some(kind) => stream_failed(&std::io::Error::new(kind, error)),
        None => Error::new(ErrorKind::Internal, words::cannot_write_stream()).with_source(error),
    }
}

#[derive(Serialize)]
struct Document<'a> {
    question: &'a str,
    lang: Lang,
    title: &'a str,
    subtitle: &'a str,
    provenance: Source<'a>,
    metrics: Vec<Metric<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    terms: Vec<Term<'a>>,
    coverage: Vec<Covered<'a>>,
    notes: Vec<Remark<'a>>,
    tables: Vec<Sheet<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    dataset: &'a str,
    title: &'a str,
    licence: &'a str,
    synthetic: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    warning: Option<&'a str>,
    sources: &'a [String],
    files: Vec<File<'a>>,
    request: &'a str,
    program: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    sha256: Option<&'a str>,
}

#[derive(Serialize)]
struct Metric<'a> {
    id: &'a str,
    title: &'a str,
    meaning: &'a str,
    caveat: Option<&'a str>,
    unit: Unit,
    direction: &'a str,
    formula: &'a str,
    formula_in_words: &'a str,
}

#[derive(Serialize)]
struct Term<'a> {
    id: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct Covered<'a> {
    metric: &'a str,
    selected: usize,
    used: usize,
    left_out: Vec<LeftOut<'a>>,
}

#[derive(Serialize)]
struct LeftOut<'a> {
    reason: &'static str,
    text: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct Remark<'a> {
    level: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct Sheet<'a> {
    id: &'a str,
    title: &'a str,
    columns: Vec<Heading>,
    rows: Rows<'a>,
}

#[derive(Serialize)]
struct Heading {
    name: String,
    label: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Unit>,
}

fn document(answer: &Answer, lang: Lang) -> Document<'_> {
    let source = &answer.provenance;
    Document {
        question: answer.question,
        lang,
        title: answer.title.get(lang),
        subtitle: answer.subtitle.get(lang),
        provenance: Source {
            dataset: &source.dataset,
            title: source.title.get(lang),
            licence: &source.licence,
            synthetic: source.synthetic,
            warning: source.synthetic.then(|| words::SYNTHETIC.get(lang)),
            sources: &source.sources,
            files: source.files.iter().map(file).collect(),
            request: &source.request,
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        metrics: metrics(answer, lang),
        terms: answer.terms.iter().map(|(id, title)| Term { id, title: title.get(lang) }).collect(),
        coverage: coverage(answer, lang),
        notes: answer
            .notes
            .iter()
            .map(|note| Remark { level: level(note.level), text: note.text.get(lang) })
            .collect(),
        tables: answer.tables.iter().map(|table| sheet(answer, table, lang)).collect(),
    }
}

fn file(file: &crate::analysis::SourceFile) -> File<'_> {
    let sha256 = Some(file.sha256.as_str()).filter(|sum| !sum.is_empty());
    File { path: &file.path, sha256 }
}

fn metrics(answer: &Answer, lang: Lang) -> Vec<Metric<'_>> {
    let cards = answer.metrics.iter();
    cards
        .map(|card| Metric {
            id: &card.id,
            title: card.title.get(lang),
            meaning: card.meaning.get(lang),
            caveat: card.caveat.as_ref().map(|caveat| caveat.get(lang)),
            unit: card.unit,
            direction: card.direction.get(lang),
            formula: &card.formula,
            formula_in_words: card.formula_in_words.get(lang),
        })
        .collect()
}

fn coverage(answer: &Answer, lang: Lang) -> Vec<Covered<'_>> {
    let left_out = |reason: crate::analysis::Reason, count| LeftOut {
        reason: reason.id(),
        text: reason.text().get(lang),
        count,
    };
    let entries = answer.coverage.iter();
    entries
        .map(|entry| Covered {
            metric: &entry.metric,
            selected: entry.selected,
            used: entry.used,
            left_out: entry.left_out.iter().map(|&(reason, count)| left_out(reason, count)).collect(),
        })
        .collect()
}

fn sheet<'a>(answer: &'a Answer, table: &'a Table, lang: Lang) -> Sheet<'a> {
    let cells = Cells::new(answer, table);
    let heading = |column: &crate::analysis::Column| Heading {
        name: column.name.clone(),
        label: column.label.get(lang).to_owned(),
        kind: kind(column.kind),
        unit: fixed_unit(column.kind),
    };
    let columns = cells.columns().map(heading).collect();
    Sheet { id: table.id, title: table.title.get(lang), columns, rows: Rows(cells) }
}

struct Rows<'a>(Cells<'a>);

struct Row<'a>(&'a Cells<'a>, usize);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.0.rows()))?;
        for row in 0..self.0.rows() {
            rows.serialize_element(&Row(&self.0, row))?;
        }
        rows.end()
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Self(cells, row) = self;
        let mut map = serializer.serialize_map(Some(cells.columns().len()))?;
        for (index, column) in cells.columns().enumerate() {
            map.serialize_entry(&column.name, &cells.get(*row, index))?;
        }
        map.end()
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Whole(whole) => serializer.serialize_i64(*whole),
            #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and in range")]
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                serializer.serialize_i64(*number as i64)
            }
            Self::Number(number) if number.is_finite() => serializer.serialize_f64(*number),
            Self::Number(_) => Err(S::Error::custom("a number that is not finite")),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Info => "info",
        Level::Warning => "warning",
    }
}

fn fixed_unit(kind: Kind) -> Option<Unit> {
    match kind {
        Kind::In(unit) | Kind::DifferenceIn(unit) => Some(unit),
        _ => None,
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Id => "id",
        Kind::Field => "field",
        Kind::Number => "number",
        Kind::Year => "year",
        Kind::Count => "count",
        Kind::Rank => "rank",
        Kind::Change => "rank_change",
        Kind::Value | Kind::In(_) => "value",
        Kind::Difference | Kind::DifferenceIn(_) => "difference",
        Kind::Relative => "relative",
        Kind::Percentile => "percentile",
        Kind::Probability => "probability",
        Kind::Flag => "flag",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::output::{Format, Options, fixture, to_bytes};
    use crate::text::Lang;

    fn parsed(answer: &crate::analysis::Answer, lang: Lang) -> Value {
        let options = Options { lang, excel_bom: false };
        serde_json::from_slice(&to_bytes(answer, Format::Json, &options).unwrap()).unwrap()
    }

    #[test]
    fn reads_back_with_exact_figures_and_null_as_null() {
        let value = parsed(&fixture::ranking(), Lang::Zh);
        let rows = &value["tables"][0]["rows"];
        assert_eq!(rows[0]["numerator"], json!(48));
        assert_eq!(rows[0]["year"], json!(2022));
        assert_eq!(rows[0]["tie"], json!(false));
        assert_eq!(rows[2]["value"], Value::Null);
        assert_eq!(rows[1]["region"], json!("=1+1"));
        assert_eq!(value["tables"][0]["columns"][6]["kind"], "value");
        assert_eq!(value["coverage"][0]["left_out"][0]["reason"], "no_figure");
        assert_eq!(value["provenance"]["program"], "gongkai");
        assert_eq!(value["provenance"]["files"][0]["sha256"], "ab12");
        assert_eq!(value["provenance"]["files"][1]["sha256"], Value::Null);
    }

    #[test]
    fn figures_are_written_in_full() {
        // Looked for in the text: serde_json itself reads the last digit inexactly by default.
        let text = to_bytes(&fixture::ranking(), Format::Json, &Options::default()).unwrap();
        assert!(String::from_utf8(text).unwrap().contains("\"value\": 0.9230769230769231,"));
    }

    #[test]
    fn wording_follows_the_language_and_names_do_not() {
        let (zh, en) = (parsed(&fixture::ranking(), Lang::Zh), parsed(&fixture::ranking(), Lang::En));
        assert_ne!(zh["title"], en["title"]);
        assert_eq!(zh["tables"][0]["rows"], en["tables"][0]["rows"]);
    }
}
