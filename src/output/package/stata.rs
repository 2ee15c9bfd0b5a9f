//! A do-file that loads the CSV into Stata with labels in both languages.
//!
//! Everything is read as text and the numbers are made of it, so that neither a code with leading zeros nor the
//! last digit of a rate depends on what Stata makes of the first rows.

use std::fmt::Write as _;

use super::Package;
use crate::analysis::{Coded, Place, Role, Type, Variable};
use crate::text::{Label, Lang, export as words};

/// Characters of a label that Stata takes.
const MAX_LABEL: usize = 80;
/// Names to a line.
const PER_LINE: usize = 4;

/// The do-file.
pub(super) fn script(package: &Package<'_>) -> String {
    let export = package.export;
    let columns: Vec<&Variable> = export.variables.iter().filter(|v| v.place == Place::Column).collect();
    let mut out = head(package);
    for (number, column) in (1..).zip(&columns) {
        let _ = writeln!(out, "rename v{number} {}", column.stata);
    }
    let of = |wanted: fn(&Variable) -> bool| {
        columns.iter().filter(|v| wanted(v)).map(|v| v.stata.as_str()).collect::<Vec<_>>()
    };
    let flags = of(|v| v.of == Type::Flag);
    if !flags.is_empty() {
        let _ = writeln!(out, "\nforeach v of varlist {} {{", listed(&flags));
        out.push_str(
            "    replace `v' = cond(`v' == \"true\", \"1\", cond(`v' == \"false\", \"0\", \"\"))\n}\n",
        );
    }
    let numbers = of(|v| !matches!(v.of, Type::Text | Type::Date));
    let _ = writeln!(out, "\ndestring {}, replace", listed(&numbers));
    let mut attached = Vec::new();
    for (set, names) in sets(package, &columns) {
        let codes: Vec<&Coded> = export.values.iter().filter(|coded| coded.variable == set).collect();
        number_texts(&mut out, &columns, &names, &codes);
        attached.push((set, names, codes));
    }
    let all: Vec<&str> = columns.iter().map(|v| v.stata.as_str()).collect();
    let _ = writeln!(out, "\norder {}", listed(&all));
    out.push_str("compress\n");
    for lang in [Lang::Zh, Lang::En] {
        labels(&mut out, package, &columns, &attached, lang);
    }
    let _ = writeln!(out, "\nlabel language {}", code(package.lang));
    let key: Vec<&str> = columns.iter().filter(|v| v.role == Role::Key).map(|v| v.stata.as_str()).collect();
    let _ = writeln!(out, "isid {}", key.join(" "));
    let _ = writeln!(out, "* encode region_code, generate(id)\n* xtset id year");
    out
}

fn code(lang: Lang) -> &'static str {
    lang.pick("zh", "en")
}

fn head(package: &Package<'_>) -> String {
    let mut out = String::new();
    for line in package.head(words::load_do()) {
        let _ = writeln!(out, "* {}", comment(&line));
    }
    out.push_str(
        "version 14\n\nimport delimited using \"panel.csv\", clear delimiters(\",\") varnames(nonames) ///\n    \
         stringcols(_all) bindquote(strict) encoding(\"utf-8\")\ndrop in 1\n\n",
    );
    out
}

/// A line of a comment, in which Stata would take `/*` and `///` for its own.
fn comment(text: &str) -> String {
    text.replace(['\n', '\r'], " ").replace("/*", "/ *").replace("*/", "* /").replace("//", "/ /")
}

/// Names, a few to a line.
fn listed(names: &[&str]) -> String {
    names.chunks(PER_LINE).map(|line| line.join(" ")).collect::<Vec<_>>().join(" ///\n    ")
}

/// The sets of value labels, each with the columns that have it.
fn sets<'a>(package: &Package<'_>, columns: &[&'a Variable]) -> Vec<(String, Vec<&'a str>)> {
    let mut sets: Vec<(String, Vec<&str>)> = Vec::new();
    for column in columns {
        let set = if column.role == Role::Status { "status" } else { column.name.as_str() };
        if !package.export.values.iter().any(|coded| coded.variable == set) {
            continue;
        }
        match sets.iter_mut().find(|(known, _)| known == set) {
            Some((_, names)) => names.push(&column.stata),
            None => sets.push((set.to_owned(), vec![&column.stata])),
        }
    }
    sets
}

/// Puts numbers in the place of identifiers; what is a number already stays.
fn number_texts(out: &mut String, columns: &[&Variable], names: &[&str], codes: &[&Coded]) {
    let is_text = |name: &&&str| columns.iter().any(|v| v.stata == ***name && v.of == Type::Text);
    let texts: Vec<&str> = names.iter().filter(is_text).copied().collect();
    if texts.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nforeach v of varlist {} {{\n    generate int __code = .", listed(&texts));
    for coded in codes {
        let _ = writeln!(out, "    replace __code = {} if `v' == {}", coded.code, quoted(&coded.value));
    }
    out.push_str("    drop `v'\n    rename __code `v'\n}\n");
}

/// The labels of a language: of the data, the variables and the values.
fn labels(
    out: &mut String,
    package: &Package<'_>,
    columns: &[&Variable],
    sets: &[(String, Vec<&str>, Vec<&Coded>)],
    lang: Lang,
) {
    // The first language takes the place of the unnamed one, the second begins without labels.
    let how = if lang == Lang::Zh { "rename" } else { "new" };
    let _ = writeln!(out, "\nlabel language {}, {how}", code(lang));
    let title = &package.export.answer.title;
    let warned = |lang: Lang| match package.synthetic(lang) {
        Some(warning) => format!("{warning} {}", title.get(lang)),
        None => title.get(lang).to_owned(),
    };
    let _ = writeln!(out, "label data {}", label(&Label::new(warned(Lang::Zh), warned(Lang::En)), lang));
    for column in columns {
        let _ = writeln!(out, "label variable {} {}", column.stata, label(&column.label, lang));
    }
    for (set, names, codes) in sets {
        let set = format!("{set}_{}", code(lang));
        for (number, coded) in codes.iter().enumerate() {
            let more = if number == 0 { "" } else { ", add" };
            let _ = writeln!(out, "label define {set} {} {}{more}", coded.code, label(&coded.label, lang));
        }
        let _ = writeln!(out, "label values {} {set}", listed(names));
    }
}

fn label(label: &Label, lang: Lang) -> String {
    let text = label.get(lang);
    let short: String = if text.chars().count() > MAX_LABEL {
        text.chars().take(MAX_LABEL - 1).chain(['…']).collect()
    } else {
        text.to_owned()
    };
    quoted(&short)
}

/// A text in Stata's compound quotes, without what Stata would replace in it.
fn quoted(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '`' => '‘',
            '$' => '＄',
            '\n' | '\r' => ' ',
            other => other,
        })
        .collect();
    format!("`\"{plain}\"'")
}
