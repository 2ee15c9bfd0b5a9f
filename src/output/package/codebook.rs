//! The codebook for people: each variable with its label, unit, years and meaning.

use std::fmt::Write as _;

use super::Package;
use crate::analysis::{Place, Role, Type, Variable};
use crate::schema::group_thousands;
use crate::text::{Lang, export as words};

/// The codebook in a language.
pub(super) fn document(package: &Package<'_>, lang: Lang) -> String {
    let (export, source) = (package.export, package.source());
    let mut out = format!("# {}\n\n", words::codebook_title(&export.answer.title).get(lang));
    if let Some(warning) = package.synthetic(lang) {
        let _ = writeln!(out, "**{warning}**\n");
    }
    let _ = writeln!(out, "{}\n", words::codebook_head(&source.dataset, &source.request).get(lang));
    let is_column = |variable: &&Variable| variable.place == Place::Column;
    section(&mut out, words::COLUMNS.get(lang), export.variables.iter().filter(is_column), lang);
    if package.is_long() {
        let items = export.variables.iter().filter(|variable| !is_column(variable));
        section(&mut out, words::ITEMS.get(lang), items, lang);
    }
    values(&mut out, package, lang);
    out
}

fn section<'a>(out: &mut String, title: &str, variables: impl Iterator<Item = &'a Variable>, lang: Lang) {
    let _ = writeln!(out, "## {title}\n");
    let headings = words::codebook_headings(lang);
    let _ = writeln!(out, "| {} |", headings.join(" | "));
    let _ = writeln!(out, "|{}", "---|".repeat(headings.len()));
    // The statuses of a wide table say the same of each figure.
    for variable in variables.filter(|variable| variable.role != Role::Status) {
        // A year or a form is a name, and takes no separators.
        let plain = variable.of == Type::Year || variable.unit.is_none() && variable.role == Role::Report;
        let shown = |value: f64| if plain { value.to_string() } else { number(value) };
        let range = match (variable.least, variable.most) {
            (Some(least), Some(most)) => format!("{} – {}", shown(least), shown(most)),
            _ => String::new(),
        };
        let cells = [
            format!("`{}`", variable.name),
            variable.label.get(lang).to_owned(),
            words::role(variable.role.id()).get(lang).to_owned(),
            variable.unit.map_or_else(String::new, |unit| unit.name().get(lang).to_owned()),
            variable.forms.map_or_else(String::new, |forms| forms.to_string()),
            words::comparable(variable.comparable, &variable.comparable_years).get(lang).to_owned(),
            variable.figures.to_string(),
            range,
            meaning(variable, lang),
            format!("`{}`", variable.stata),
        ];
        let _ = writeln!(out, "| {} |", cells.map(|cell| escaped(&cell)).join(" | "));
    }
    out.push('\n');
}

fn meaning(variable: &Variable, lang: Lang) -> String {
    let formula = if variable.formula.is_empty() { String::new() } else { format!("`{}`", variable.formula) };
    let parts = [variable.meaning.get(lang).trim_end_matches(['。', '.']), &formula, variable.note.get(lang)];
    let said = |part: &&str| !part.is_empty() && *part != variable.label.get(lang);
    let parts: Vec<&str> = parts.into_iter().filter(said).collect();
    parts.join(lang.pick("；", "; "))
}

/// A figure with as many decimals as tell something.
fn number(value: f64) -> String {
    if value.fract() == 0.0 { group_thousands(value, 0) } else { group_thousands(value, 4) }
}

fn escaped(cell: &str) -> String {
    cell.replace('|', "\\|").replace(['\n', '\r'], " ")
}

fn values(out: &mut String, package: &Package<'_>, lang: Lang) {
    let _ = writeln!(out, "## {}\n", words::VALUES.get(lang));
    let headings = words::values_headings(lang);
    let _ = writeln!(out, "| {} |", headings.join(" | "));
    let _ = writeln!(out, "|{}", "---|".repeat(headings.len()));
    for coded in package.export.values.iter().filter(|coded| coded.variable != "item") {
        let cells = [
            format!("`{}`", coded.variable),
            format!("`{}`", coded.value),
            coded.code.to_string(),
            coded.label.get(lang).to_owned(),
        ];
        let _ = writeln!(out, "| {} |", cells.map(|cell| escaped(&cell)).join(" | "));
    }
    let _ = writeln!(out, "\n{}", words::missing_is_not_zero().get(lang));
}
