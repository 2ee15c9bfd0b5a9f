//! What can be asked: the catalogues of metrics, fields and regions.

use std::fmt::Write as _;
use std::io::Write as _;

use gongkai::check::{RULES, Rule, Thresholds};
use gongkai::dataset::Dataset;
use gongkai::error::{Error, ErrorKind};
use gongkai::metric::{Catalogue, Metric};
use gongkai::output::terminal;
use gongkai::schema::{Part, dictionary};
use gongkai::text::methods::{Method, methods, no_such_method};
use gongkai::text::{
    Lang, check as check_words, cli as words, metrics as metric_words, regions as region_words,
    words as columns,
};

use super::args::{FieldsArgs, FormatArg, MetricsArgs, RegionsArgs};
use super::deliver::table_width;

/// Prints a table in the format asked for: headings in words for people, stable names for programs.
pub(super) fn print(
    format: Option<FormatArg>,
    names: &[&str],
    rows: &[Vec<String>],
    lang: Lang,
) -> anyhow::Result<()> {
    // A buffer first: a writer of CSV wraps a broken pipe into an error of its own.
    let mut stdout = Vec::new();
    match format {
        None | Some(FormatArg::Table) => {
            let heads: Vec<String> =
                names.iter().map(|name| columns::column(name).get(lang).to_owned()).collect();
            writeln!(stdout, "{}", terminal::plain(&heads, rows, Some(table_width())))?;
        }
        Some(FormatArg::Csv) => {
            let mut writer = csv::Writer::from_writer(&mut stdout);
            writer.write_record(names)?;
            for row in rows {
                writer.write_record(row)?;
            }
            writer.flush()?;
        }
        Some(FormatArg::Json) => {
            let objects: Vec<serde_json::Map<String, serde_json::Value>> = rows
                .iter()
                .map(|row| {
                    names.iter().map(|n| (*n).to_owned()).zip(row.iter().map(|c| c.clone().into())).collect()
                })
                .collect();
            writeln!(stdout, "{}", serde_json::to_string_pretty(&objects)?)?;
        }
        Some(FormatArg::Md) => {
            writeln!(stdout, "| {} |\n|{}", names.join(" | "), "---|".repeat(names.len()))?;
            for row in rows {
                let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
                writeln!(stdout, "| {} |", cells.join(" | "))?;
            }
        }
    }
    let mut out = std::io::stdout().lock();
    out.write_all(&stdout)?;
    Ok(out.flush()?)
}

/// `gongkai check --explain`: the rules.
pub(super) fn rules(format: Option<FormatArg>, lang: Lang) -> anyhow::Result<()> {
    let row = |rule: &Rule| {
        let entries = Thresholds::built_in_entries(rule.id);
        let explanation = rule.explanation.get(lang);
        let explanation = match entries.as_slice() {
            [] => explanation.to_owned(),
            entries => format!("{explanation}{}", check_words::thresholds_of(entries).get(lang)),
        };
        let [severity, title] = [rule.severity.name(), rule.title].map(|text| text.get(lang).to_owned());
        vec![rule.id.to_owned(), severity, title, explanation]
    };
    let rows: Vec<Vec<String>> = RULES.iter().map(row).collect();
    print(format, &["rule", "severity", "title", "explanation"], &rows, lang)
}

/// `gongkai metrics [ID]`.
pub(super) fn metrics(args: &MetricsArgs, lang: Lang) -> anyhow::Result<()> {
    if let Some(id) = &args.method {
        return method(id, args.format, lang);
    }
    let mut catalogue = Catalogue::built_in()?;
    for path in &args.metrics {
        catalogue.add_file(path)?;
    }
    if let Some(id) = &args.id {
        let text = explain(&catalogue.get(id)?, lang);
        return Ok(std::io::stdout().lock().write_all(text.as_bytes())?);
    }
    let mut rows = Vec::new();
    for id in catalogue.ids() {
        let metric = catalogue.get(id)?;
        rows.push(vec![
            metric.id.clone(),
            metric.title.get(lang).to_owned(),
            metric_words::theme(&metric.theme).get(lang).to_owned(),
            metric.unit.name().get(lang).to_owned(),
            metric.direction.text().get(lang).to_owned(),
            metric.formula(),
        ]);
    }
    print(args.format, &["id", "title", "theme", "unit", "direction", "formula"], &rows, lang)
}

/// `gongkai metrics --method [ID]`: the statistical methods, or one of them in plain words.
fn method(id: &str, format: Option<FormatArg>, lang: Lang) -> anyhow::Result<()> {
    if id.is_empty() {
        let row =
            |method: &Method| vec![method.id.clone(), method.title.get(lang).to_owned(), method.seen.clone()];
        let rows: Vec<Vec<String>> = methods().iter().map(row).collect();
        return print(format, &["id", "title", "seen"], &rows, lang);
    }
    let Some(method) = methods().iter().find(|method| method.id == id) else {
        let known: Vec<&str> = methods().iter().map(|method| method.id.as_str()).collect();
        return Err(Error::new(ErrorKind::Request, no_such_method(id))
            .with_hint(words::valid_values(&gongkai::text::Label::same(known.join(", "))))
            .into());
    };
    Ok(std::io::stdout().lock().write_all(method.explain(lang).as_bytes())?)
}

/// One metric with its formula, fields, forms and caveat.
fn explain(metric: &Metric, lang: Lang) -> String {
    let mut out = String::new();
    let mut line = |name: &str, text: &str| {
        let _ = writeln!(out, "{}{}{text}", columns::column(name).get(lang), lang.pick("：", ": "));
    };
    line("id", &metric.id);
    line("title", metric.title.get(lang));
    line("meaning", metric.meaning.get(lang));
    line("formula", &metric.formula());
    line("formula_in_words", metric.formula_in_words().get(lang));
    line("unit", metric.unit.name().get(lang));
    line("direction", metric.direction.text().get(lang));
    let forms: Vec<&str> = metric.forms().iter().map(|form| form.name().get(lang)).collect();
    line("forms", &forms.join(lang.pick("；", "; ")));
    if let Some(caveat) = &metric.caveat {
        line("caveat", caveat.get(lang));
    }
    for name in metric.fields() {
        if let Some(field) = dictionary().get(&name) {
            let row = if field.form_row.is_empty() { field.part.name().get(lang) } else { &field.form_row };
            let text = format!("{name}  {}（{row}）", field.label.get(lang));
            line("field", &text);
        }
    }
    out
}

/// `gongkai fields [WORD]`.
pub(super) fn fields(args: &FieldsArgs, lang: Lang) -> anyhow::Result<()> {
    let query = args.word.join(" ");
    let rows: Vec<Vec<String>> = dictionary()
        .search(&query)
        .map(|field| {
            vec![
                field.name.clone(),
                field.label.get(lang).to_owned(),
                field.part.name().get(lang).to_owned(),
                field.unit.map_or(String::new(), |unit| unit.name().get(lang).to_owned()),
                if field.part == Part::Key { String::new() } else { field.forms.to_string() },
                // The notes of the dictionary are in English only.
                lang.pick(
                    field.form_row.clone(),
                    format!("{} {}", field.form_row, field.note).trim().to_owned(),
                ),
            ]
        })
        .collect();
    found(&rows, &query)?;
    print(args.format, &["field", "label", "part", "unit", "forms", "remark"], &rows, lang)
}

/// `gongkai regions [WORD]`.
pub(super) fn regions(args: &RegionsArgs, lang: Lang) -> anyhow::Result<()> {
    let dataset = match &args.data {
        Some(path) => Dataset::open(path)?,
        None => Dataset::built_in()?,
    };
    let query = args.word.join(" ");
    let rows: Vec<Vec<String>> = dataset
        .regions
        .search(&query)
        .into_iter()
        .map(|region| {
            let year = |year: Option<i32>| year.map_or(String::new(), |year| year.to_string());
            vec![
                region.code,
                region.name,
                region_words::level(&region.level).get(lang).to_owned(),
                region.prefecture,
                region.province,
                year(region.valid_from),
                year(region.valid_to),
                region.successors.join(" "),
            ]
        })
        .collect();
    found(&rows, &query)?;
    let names = [
        "region_code",
        "region",
        "level",
        "prefecture",
        "province",
        "valid_from",
        "valid_to",
        "successor_codes",
    ];
    print(args.format, &names, &rows, lang)
}

fn found(rows: &[Vec<String>], query: &str) -> anyhow::Result<()> {
    if rows.is_empty() {
        return Err(Error::new(ErrorKind::Request, words::nothing_found(query)).into());
    }
    Ok(())
}
