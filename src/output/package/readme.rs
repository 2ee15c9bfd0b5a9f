//! `README.md` of a package: what is in it, in both languages.

use std::fmt::Write as _;

use super::Package;
use crate::text::{Lang, export as words};

/// The text.
pub(super) fn document(package: &Package<'_>) -> String {
    let order = match package.lang {
        Lang::Zh => [Lang::Zh, Lang::En],
        Lang::En => [Lang::En, Lang::Zh],
    };
    order.map(|lang| part(package, lang)).join("\n")
}

fn part(package: &Package<'_>, lang: Lang) -> String {
    let (answer, source) = (&package.export.answer, package.source());
    let mut out = format!("# {}\n\n", answer.title.get(lang));
    if let Some(warning) = package.synthetic(lang) {
        let _ = writeln!(out, "**{warning}**\n");
    }
    if let Some(description) = &package.manifest.description {
        let _ = writeln!(out, "{}\n", description.get(lang));
    }
    let rows = answer.main().map_or(0, |table| table.frame.height());
    let _ = writeln!(out, "{}\n", words::package_head(rows, package.is_long()).get(lang));
    let headings = words::package_headings(lang);
    let _ = writeln!(out, "| {} |\n|---|---|", headings.join(" | "));
    let files = super::FILES.iter().filter(|name| **name != "README.md");
    for name in files.filter(|name| package.is_long() || **name != "reports.csv") {
        let _ = writeln!(out, "| `{name}` | {} |", words::package_file(name, package.is_long()).get(lang));
    }
    let _ = writeln!(out, "\n{}", words::missing_is_not_zero().get(lang));
    let _ = writeln!(
        out,
        "\n{}",
        words::package_source(&source.dataset, &source.licence, &source.request).get(lang)
    );
    for name in &package.manifest.sources {
        let parts = [name.name.as_str(), name.url.as_str(), name.licence.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let _ = writeln!(out, "- {}", parts.join(lang.pick("，", ", ")));
    }
    out
}
