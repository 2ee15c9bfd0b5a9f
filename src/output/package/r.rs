//! A script that loads the CSV into R with its labels, without any package.

use std::fmt::Write as _;

use super::Package;
use crate::analysis::{Coded, Place, Role, Type, Variable};
use crate::text::{Label, Lang, export as words};

/// The largest whole number of R.
const MAX_INTEGER: f64 = 2_147_483_647.0;

/// Classes to a line.
const PER_LINE: usize = 8;

/// The script.
pub(super) fn script(package: &Package<'_>) -> String {
    let export = package.export;
    let columns: Vec<&Variable> = export.variables.iter().filter(|v| v.place == Place::Column).collect();
    let mut out = head(package);
    let classes: Vec<String> = columns.iter().map(|column| string(class(column))).collect();
    let _ = writeln!(
        out,
        "panel <- read.csv(\"panel.csv\", colClasses = c(\n  {}),\n  na.strings = \"\", check.names = FALSE, encoding = \"UTF-8\")",
        classes.chunks(PER_LINE).map(|line| line.join(", ")).collect::<Vec<_>>().join(",\n  ")
    );
    for column in columns.iter().filter(|column| column.of == Type::Text) {
        let set = if column.role == Role::Status { "status" } else { column.name.as_str() };
        let codes: Vec<&Coded> = export.values.iter().filter(|coded| coded.variable == set).collect();
        // Items may share their words, and a factor would throw them together.
        if codes.is_empty() || set == "item" {
            continue;
        }
        let name = string(&column.name);
        let levels: Vec<String> = codes.iter().map(|coded| string(&coded.value)).collect();
        let labels: Vec<&Label> = codes.iter().map(|coded| &coded.label).collect();
        let _ = writeln!(
            out,
            "panel[[{name}]] <- factor(panel[[{name}]], levels = c({}),\n  labels = {})",
            levels.join(", "),
            both(&labels)
        );
    }
    let labels: Vec<&Label> = columns.iter().map(|column| &column.label).collect();
    let _ = writeln!(out, "\nlabels <- {}", both(&labels));
    out.push_str("for (i in seq_along(panel)) attr(panel[[i]], \"label\") <- labels[i]\n");
    out.push_str("\nvariables <- read.csv(\"variables.csv\", na.strings = \"\", encoding = \"UTF-8\")\n");
    out.push_str(
        "regions <- read.csv(\"regions.csv\", colClasses = c(region_code = \"character\"), na.strings = \"\",\n  \
         encoding = \"UTF-8\")\n",
    );
    out
}

fn head(package: &Package<'_>) -> String {
    let mut out = String::new();
    for line in package.head(words::load_r()) {
        let _ = writeln!(out, "# {}", line.replace(['\n', '\r'], " "));
    }
    let _ = writeln!(out, "\nlanguage <- {}", string(package.lang.pick("zh", "en")));
    out.push_str("pick <- function(zh, en) if (language == \"en\") en else zh\n\n");
    out
}

fn class(column: &Variable) -> &'static str {
    let fits = column.most.is_none_or(|most| most <= MAX_INTEGER)
        && column.least.is_none_or(|least| least >= -MAX_INTEGER);
    match column.of {
        Type::Text => "character",
        Type::Date => "Date",
        Type::Flag => "logical",
        Type::Whole | Type::Year if fits => "integer",
        Type::Whole | Type::Year | Type::Number => "numeric",
    }
}

/// Words in both languages, of which the script picks one.
fn both(labels: &[&Label]) -> String {
    let of = |lang: Lang| {
        let words: Vec<String> = labels.iter().map(|label| string(label.get(lang))).collect();
        format!("c({})", words.join(", "))
    };
    format!("pick({},\n    {})", of(Lang::Zh), of(Lang::En))
}

/// A text as R writes it.
fn string(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " ");
    format!("\"{escaped}\"")
}
