//! `CITATION.cff`, version 1.2.0 (<https://citation-file-format.github.io>): how to cite the data.

use std::fmt::Write as _;

use super::Package;
use crate::text::export as words;

/// The identifiers of an SPDX expression.
pub(super) fn licence_ids(expression: &str) -> Vec<String> {
    let words = expression.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')'));
    let words = words.filter(|word| !word.is_empty() && !matches!(*word, "AND" | "OR" | "WITH"));
    let is_id = |word: &&str| word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '+'));
    words.filter(is_id).map(str::to_owned).collect()
}

/// The citation.
pub(super) fn document(package: &Package<'_>) -> String {
    let (answer, manifest, lang) = (&package.export.answer, package.manifest, package.lang);
    let mut out = String::from("cff-version: 1.2.0\ntype: dataset\n");
    let mut put = |key: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "{key}: {}", text(value));
        }
    };
    put("message", words::cite().get(lang));
    let warning = package.synthetic(lang).map(|warning| format!("{warning} ")).unwrap_or_default();
    put("title", &format!("{warning}{}", answer.title.get(lang)));
    put("version", &manifest.version);
    let description = manifest.description.as_ref().map_or("", |description| description.get(lang));
    let licence = words::licence(&manifest.licence);
    let whole = [description, licence.get(lang)];
    put("abstract", &format!("{warning}{}", whole.map(str::trim).join(" ").trim()));
    // The format takes one licence, or several of which the user chooses; else the abstract names them.
    if let [only] = licence_ids(&manifest.licence).as_slice() {
        put("license", only);
    }
    let _ = writeln!(out, "keywords:\n  - \"政府信息公开\"\n  - \"open government\"");
    let _ = writeln!(out, "authors:\n  - name: {}", text(words::compilers(&manifest.title()).get(lang)));
    out.push_str("references:\n");
    for source in &manifest.sources {
        let _ = writeln!(out, "  - type: data\n    title: {}", text(&source.name));
        let _ = writeln!(out, "    authors:\n      - name: {}", text(&source.name));
        if source.url.starts_with("http") {
            let _ = writeln!(out, "    url: {}", text(&source.url));
        }
        if !source.licence.is_empty() {
            let _ = writeln!(out, "    notes: {}", text(&source.licence));
        }
    }
    let _ = writeln!(
        out,
        "  - type: software\n    title: gongkai\n    version: \"{}\"",
        env!("CARGO_PKG_VERSION")
    );
    out.push_str("    authors:\n      - name: gongkai\n");
    out
}

/// A text as YAML has it in double quotes, which are those of JSON.
fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
