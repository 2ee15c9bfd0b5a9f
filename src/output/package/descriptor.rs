//! `datapackage.json`: what the tables are, by the Data Package standard, version 2
//! (<https://datapackage.org/standard/data-package/>). Names that the standard does not have stand beside its own,
//! which it allows: titles in both languages, comparability, formulas.

use std::path::Path;

use polars::prelude::{Column as Data, DataType};
use serde_json::{Map, Value, json};

use super::Package;
use crate::analysis::{Column, Kind, Place, Role, Table, Type, Variable};
use crate::dataset::Source;
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Label, export as words, output};

/// A table as a file.
pub(super) struct Resource {
    id: &'static str,
    bytes: u64,
    sha256: String,
}

impl Resource {
    /// The file of a table, once it is written.
    pub(super) fn of(table: &Table, path: &Path) -> Result<Self> {
        let bytes = std::fs::metadata(path).map_err(|error| super::cannot_write(path, error))?.len();
        Ok(Self { id: table.id, bytes, sha256: Source::disk(path).sha256()? })
    }
}

/// The descriptor, indented.
pub(super) fn document(package: &Package<'_>, resources: &[Resource]) -> Result<String> {
    let (answer, manifest, lang) = (&package.export.answer, package.manifest, package.lang);
    let mut root = Map::new();
    let mut put = |key: &str, value: Value| root.insert(key.to_owned(), value);
    put("$schema", json!("https://datapackage.org/profiles/2.0/datapackage.json"));
    put("name", json!(format!("{}-panel", slug(&manifest.name))));
    let title = warned(package, answer.title.get(lang));
    put("title", json!(title));
    put("title_zh", json!(answer.title.zh));
    put("title_en", json!(answer.title.en));
    if let Some(description) = &manifest.description {
        put("description", json!(warned(package, description.get(lang))));
    }
    if !manifest.version.is_empty() {
        put("version", json!(manifest.version));
    }
    put("keywords", json!(["政府信息公开", "open government", "panel data"]));
    let licences = licences(&manifest.licence);
    if !licences.is_empty() {
        put("licenses", json!(licences));
    }
    put("sources", json!(sources(package)));
    let mut tables = Vec::new();
    for (table, resource) in answer.tables.iter().zip(resources) {
        tables.push(table_resource(package, table, resource));
    }
    put("resources", json!(tables));
    let source = package.source();
    let files = source.files.iter().map(|file| json!({ "path": file.path, "sha256": file.sha256 }));
    put(
        "gongkai",
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "request": source.request,
            "dataset": source.dataset,
            "synthetic": source.synthetic,
            "files": files.collect::<Vec<_>>(),
        }),
    );
    let mut text = serde_json::to_string_pretty(&Value::Object(root))
        .map_err(|error| Error::new(ErrorKind::Internal, output::cannot_write_stream()).with_source(error))?;
    text.push('\n');
    Ok(text)
}

fn warned(package: &Package<'_>, text: &str) -> String {
    package.synthetic(package.lang).map_or_else(|| text.to_owned(), |warning| format!("{warning} {text}"))
}

/// A name as the standard has it: lower-case letters, digits, `.`, `_` and `-`.
fn slug(name: &str) -> String {
    let kept = name.to_lowercase();
    let kept: String = kept
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_') { c } else { '-' })
        .collect();
    let kept = kept.trim_matches('-');
    if kept.is_empty() { "data".to_owned() } else { kept.to_owned() }
}

/// The parts of an SPDX expression, each with its page.
fn licences(expression: &str) -> Vec<Value> {
    super::citation::licence_ids(expression)
        .iter()
        .map(|id| json!({ "name": id, "path": format!("https://spdx.org/licenses/{id}.html") }))
        .collect()
}

fn sources(package: &Package<'_>) -> Vec<Value> {
    let sources = package.manifest.sources.iter().map(|source| {
        let mut entry = Map::new();
        entry.insert("title".to_owned(), json!(source.name));
        if !source.url.is_empty() {
            entry.insert("path".to_owned(), json!(source.url));
        }
        if !source.licence.is_empty() {
            entry.insert("licence".to_owned(), json!(source.licence));
        }
        Value::Object(entry)
    });
    let own = json!({ "title": package.source().dataset });
    let mut all: Vec<Value> = sources.collect();
    all.push(own);
    all
}

fn table_resource(package: &Package<'_>, table: &Table, resource: &Resource) -> Value {
    let lang = package.lang;
    let fields: Vec<Value> = table
        .columns
        .iter()
        .zip(table.frame.columns())
        .map(|(column, data)| field(package, table, column, data))
        .collect();
    let mut schema = Map::new();
    schema.insert("fields".to_owned(), json!(fields));
    schema.insert("primaryKey".to_owned(), json!(package.key(table)));
    schema.insert("missingValues".to_owned(), json!([{ "value": "", "label": words::NO_FIGURE.get(lang) }]));
    let foreign = foreign_keys(package, table);
    if !foreign.is_empty() {
        schema.insert("foreignKeys".to_owned(), json!(foreign));
    }
    json!({
        "name": resource.id,
        "type": "table",
        "path": format!("{}.csv", resource.id),
        "title": table.title.get(lang),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": resource.bytes,
        "hash": format!("sha256:{}", resource.sha256),
        "schema": schema,
    })
}

fn foreign_keys(package: &Package<'_>, table: &Table) -> Vec<Value> {
    let key = |fields: &[&str], resource: &str, of: &[&str]| json!({ "fields": fields, "reference": { "resource": resource, "fields": of } });
    let region = || key(&["region_code"], "regions", &["region_code"]);
    let report = crate::analysis::REPORT_KEY;
    match table.id {
        "panel" if package.is_long() => {
            vec![region(), key(&report, "reports", &report), key(&["item"], "variables", &["name"])]
        }
        "panel" | "reports" => vec![region()],
        _ => Vec::new(),
    }
}

/// A column: what the codebook says of it, or else what its description and type say.
fn field(package: &Package<'_>, table: &Table, column: &Column, data: &Data) -> Value {
    let lang = package.lang;
    let of_panel = matches!(table.id, "panel" | "reports");
    let known = package.export.variables.iter().filter(|_| of_panel);
    let variable = known.into_iter().find(|v| v.name == column.name && v.place == Place::Column);
    let mut entry = Map::new();
    let mut put = |key: &str, value: Value| entry.insert(key.to_owned(), value);
    put("name", json!(column.name));
    put("type", json!(variable.map_or_else(|| type_of(column.kind, data.dtype()), |v| v.of.id())));
    put("title", json!(column.label.get(lang)));
    let meaning = variable.map(|variable| variable.meaning.get(lang)).filter(|text| !text.is_empty());
    if let Some(meaning) = meaning.filter(|meaning| *meaning != column.label.get(lang)) {
        put("description", json!(meaning));
    }
    put("title_zh", json!(column.label.zh));
    put("title_en", json!(column.label.en));
    if let Some(variable) = variable {
        describe(variable, &mut put);
    }
    let labels = labels(package, &column.name);
    let is_text = data.dtype() == &DataType::String;
    let coded = of_panel && !labels.is_empty() && data.dtype() != &DataType::Boolean;
    let value = |text: &str| {
        // A whole number of a category is written as one.
        text.parse::<i64>().ok().filter(|_| !is_text).map_or_else(|| json!(text), |number| json!(number))
    };
    if coded && column.name != "item" {
        let category = |(id, label): &(&str, &Label)| json!({ "value": value(id), "label": label.get(lang) });
        put("categories", json!(labels.iter().map(category).collect::<Vec<_>>()));
    }
    let mut constraints = Map::new();
    if package.key(table).contains(&column.name.as_str()) {
        constraints.insert("required".to_owned(), json!(true));
    }
    if coded && column.name != "item" {
        let all: Vec<Value> = labels.iter().map(|(id, _)| value(id)).collect();
        constraints.insert("enum".to_owned(), json!(all));
    }
    let counted = variable.is_some_and(|v| !v.signed && matches!(v.of, Type::Whole | Type::Number) && !coded);
    if counted {
        constraints.insert("minimum".to_owned(), json!(0));
    }
    if !constraints.is_empty() {
        put("constraints", Value::Object(constraints));
    }
    Value::Object(entry)
}

/// The names of this program beside those of the standard.
fn describe(variable: &Variable, put: &mut impl FnMut(&str, Value) -> Option<Value>) {
    put("role", json!(variable.role.id()));
    if let Some(unit) = variable.unit {
        put("unit", json!(unit.id()));
    }
    if let Some(forms) = variable.forms {
        put("forms", json!(forms.to_string()));
    }
    if let Some(comparable) = variable.comparable {
        put("comparable", json!(comparable));
        put("comparable_years", json!(variable.comparable_years));
    }
    if !variable.formula.is_empty() {
        put("formula", json!(variable.formula));
    }
}

/// The identifiers of a column in words.
fn labels<'a>(package: &'a Package<'_>, column: &str) -> Vec<(&'a str, &'a Label)> {
    let export = package.export;
    let is_status = export.variables.iter().any(|v| v.name == column && v.role == Role::Status);
    let set = if is_status { "status" } else { column };
    let of_set = export.values.iter().filter(|coded| coded.variable == set);
    of_set.map(|coded| (coded.value.as_str(), &coded.label)).collect()
}

fn type_of(kind: Kind, dtype: &DataType) -> &'static str {
    match dtype {
        DataType::Boolean => Type::Flag.id(),
        _ if kind == Kind::Year => Type::Year.id(),
        dtype if dtype.is_integer() => Type::Whole.id(),
        dtype if dtype.is_float() => Type::Number.id(),
        _ => Type::Text.id(),
    }
}
