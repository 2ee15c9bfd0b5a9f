//! A report as one page for the desk and the printer, and as one workbook.
//!
//! ```text
//! analysis::Report ─┬─► cards, tables, figures, sections ─► page/report.html ─► one file
//!                   └─► book: a sheet with a native table for each table    ─► xlsx
//! ```
//! The page holds its style, its script and its charts, and asks for nothing outside. Every word of it stands in
//! both languages; a button shows the other one. The same report gives the same bytes.

mod book;
mod cards;
mod figures;
mod sections;
mod tables;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value};
use serde::Serialize;

use super::foot;
use crate::analysis::{Answer, MetricCard, Note, Report};
use crate::chart::Looks;
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Label, Lang, Text, errors, output as output_words, report as words};
use figures::{HtmlFigure, by_metric, figure};
use sections::Section;
use tables::HtmlTable;
use view::View;

pub use book::workbook;

const PAGE: &str = include_str!("page/report.html");
const STYLE: &str = include_str!("page/report.css");
const SCRIPT: &str = include_str!("page/report.js");

/// What the template is filled with.
#[derive(Serialize)]
struct Page<'a> {
    lang: &'static str,
    generator: &'static str,
    css: String,
    patterns: String,
    js: &'static str,
    w: BTreeMap<&'static str, Text>,
    title: &'a Label,
    subtitle: &'a Label,
    synthetic: Option<Text>,
    source: Label,
    licence: &'a str,
    sources: Vec<String>,
    request: &'a str,
    cards: Vec<cards::Card>,
    metrics: Vec<Metric>,
    places: HtmlTable,
    trends: HtmlTable,
    outcomes: Option<HtmlTable>,
    outcome_figures: Vec<HtmlFigure>,
    outcomes_by_year: Vec<HtmlFigure>,
    coverage_figures: Vec<HtmlFigure>,
    coverage: Vec<Label>,
    finding_figures: Vec<HtmlFigure>,
    findings: HtmlTable,
    sections: Vec<Section>,
    regions: Vec<Choice>,
    notes: Vec<Label>,
}

/// A metric of the page: its definition and its charts.
#[derive(Serialize)]
struct Metric {
    id: String,
    title: Label,
    meaning: Label,
    words: Label,
    formula: String,
    direction: Label,
    caveat: Option<Label>,
    ranks: Vec<HtmlFigure>,
    trends: Vec<HtmlFigure>,
}

/// A region as the reader looks it up.
#[derive(Serialize)]
struct Choice {
    name: String,
    code: String,
}

/// The page.
///
/// # Errors
/// A chart that cannot be drawn; a character that the built-in font does not have.
pub fn html(report: &Report, lang: Lang) -> Result<String> {
    let sections = sections::sections(report)?;
    let regions: Vec<Choice> = sections
        .iter()
        .map(|section| {
            let twice = sections.iter().filter(|other| other.name == section.name).count() > 1;
            let name =
                if twice { format!("{} {}", section.name, section.code) } else { section.name.clone() };
            Choice { name, code: section.code.clone() }
        })
        .collect();
    let codes: BTreeSet<&str> = sections.iter().map(|section| section.code.as_str()).collect();
    let view = View::of(&report.places, "rank")?;
    let of_metrics: Vec<String> = view
        .columns()
        .map(|column| column.name.clone())
        .filter(|name| !KEYS.contains(&name.as_str()))
        .collect();
    let names: Vec<&str> = ["region", "prefecture", "province"]
        .into_iter()
        .chain(of_metrics.iter().map(String::as_str))
        .collect();
    let places = tables::table("rank-table", words::RANK_TABLE, &view, &names);
    let trends =
        tables::table("trend-table", words::TREND_TABLE, &View::of(&report.trends, "trend")?, &TRENDS);
    let outcomes = report.outcomes.as_ref().map(tables::outcomes).transpose()?;
    let findings = tables::findings(&report.checks)?.keep_links(&codes);
    let outcomes = outcomes.map(|table| table.keep_links(&codes));
    let (places, trends) = (places.keep_links(&codes), trends.keep_links(&codes));
    let mut looks = Looks::default();
    let metrics = metrics(report, &mut looks)?;
    let mut drawn = |answer: Option<&Answer>, kind, class| -> Result<Vec<HtmlFigure>> {
        let drawn = answer.map(|answer| figure(answer, kind, class, &mut looks)).transpose()?;
        Ok(drawn.flatten().into_iter().collect())
    };
    let [check, _] = &report.checks;
    let source = &report.ranks.provenance;
    let outcome_figures = drawn(report.outcomes.as_ref(), None, "parts")?;
    let outcomes_by_year = drawn(report.outcomes_by_year.as_ref(), None, "parts")?;
    let coverage_figures = drawn(Some(check), Some("coverage"), "parts")?;
    let finding_figures = drawn(Some(check), None, "parts")?;
    let page = Page {
        lang: if lang == Lang::En { "en" } else { "zh" },
        generator: concat!("gongkai ", env!("CARGO_PKG_VERSION")),
        css: format!("{STYLE}{}", looks.css()),
        patterns: looks.patterns(),
        js: SCRIPT,
        w: words::page(),
        title: &report.title,
        subtitle: &report.subtitle,
        synthetic: source.synthetic.then_some(output_words::SYNTHETIC),
        source: Label::new(foot::source(&report.ranks, Lang::Zh), foot::source(&report.ranks, Lang::En)),
        licence: &source.licence,
        sources: sources(&report.ranks),
        request: &source.request,
        cards: cards::cards(report)?,
        metrics,
        places,
        trends,
        outcomes,
        outcome_figures,
        outcomes_by_year,
        coverage_figures,
        coverage: coverage(&report.ranks),
        finding_figures,
        findings,
        sections,
        regions,
        notes: notes(report).iter().map(|note| note.text.clone()).collect::<Vec<_>>(),
    };
    render(Value::from(Serde(&page)))
}

/// Regions of which each has a line of its own in the charts of trends.
const MOST_LINES: usize = 24;

/// Columns of the table of places that are not of a metric.
const KEYS: [&str; 6] = ["region_code", "region", "level", "prefecture", "province", "year"];

/// Columns of the table of trends.
const TRENDS: [&str; 9] =
    ["region", "metric", "years_used", "first", "last", "change", "sen_slope", "p_bh", "verdict"];

/// Fills the template. Whatever comes from the data is escaped; only style, script and charts are not.
fn render(page: Value) -> Result<String> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Chainable);
    let internal = |error| Error::new(ErrorKind::Internal, errors::internal()).with_source(error);
    environment.add_template("report.html", PAGE).map_err(internal)?;
    environment.get_template("report.html").and_then(|template| template.render(page)).map_err(internal)
}

fn metrics(report: &Report, looks: &mut Looks) -> Result<Vec<Metric>> {
    let mut ranks = by_metric(&report.ranks, &["metric", "level", "group"], None, "fills", looks)?;
    // Where lines of all regions would fill many pages, there is one of all together; each region has its own in
    // its section.
    let regions = View::of(&report.places, "rank")?.rows();
    let lines = if regions > MOST_LINES { &report.overall } else { &report.trends };
    let mut trends = by_metric(lines, &["metric"], None, "lines", looks)?;
    let metric = |card: &MetricCard| Metric {
        id: card.id.clone(),
        title: card.title.clone(),
        meaning: card.meaning.clone(),
        words: card.formula_in_words.clone(),
        formula: card.formula.clone(),
        direction: card.direction.label(),
        caveat: card.caveat.clone(),
        ranks: ranks.remove(&card.id).unwrap_or_default(),
        trends: trends.remove(&card.id).unwrap_or_default(),
    };
    Ok(report.ranks.metrics.iter().map(metric).collect())
}

fn coverage(answer: &Answer) -> Vec<Label> {
    let line = |lang| answer.coverage.iter().map(move |entry| foot::coverage(answer, entry, lang));
    line(Lang::Zh).zip(line(Lang::En)).map(|(zh, en)| Label::new(zh, en)).collect()
}

/// What the answers remark, each once.
fn notes(report: &Report) -> Vec<Note> {
    let answers = [&report.ranks, &report.trends, &report.overall];
    let further = report.outcomes.iter().chain(&report.outcomes_by_year).chain(report.checks.first());
    let mut notes = report.notes.clone();
    for note in answers.into_iter().chain(further).flat_map(|answer| &answer.notes) {
        if !notes.contains(note) {
            notes.push(note.clone());
        }
    }
    notes
}

/// The sources that the dataset names, and the files read with their checksums.
fn sources(answer: &Answer) -> Vec<String> {
    let source = &answer.provenance;
    let file = |file: &crate::analysis::SourceFile| match file.sha256.as_str() {
        "" => file.path.clone(),
        sum => format!("{} SHA-256 {sum}", file.path),
    };
    source.sources.iter().cloned().chain(source.files.iter().map(file)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_the_data_is_never_markup() {
        let cards = [cards::Card {
            label: Label::same("<script>alert(1)</script>"),
            value: Label::new("\"><img src=x>", "&"),
            remarks: Vec::new(),
        }];
        let page = render(
            minijinja::context! { cards => Serde(&cards), title => Serde(Label::same("</title><b>")) },
        )
        .unwrap();
        assert!(page.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;"), "{page}");
        assert!(!page.contains("<img") && !page.contains("</title><b>"));
    }

    #[test]
    fn every_word_of_the_template_is_known() {
        let known = words::page();
        let word = regex::Regex::new(r"\bw\.([a-z_]+)").unwrap();
        let used: BTreeSet<String> = word.captures_iter(PAGE).map(|found| found[1].to_owned()).collect();
        let unknown: Vec<&String> = used.iter().filter(|word| !known.contains_key(word.as_str())).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        let unused: Vec<&&str> = known.keys().filter(|word| !used.contains(**word)).collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    #[test]
    fn the_page_asks_for_nothing_outside() {
        for part in [PAGE, STYLE, SCRIPT] {
            for trace in [
                "http:",
                "https:",
                "url(h",
                "url('",
                "@import",
                "src=",
                "fetch(",
                "XMLHttpRequest",
                "innerHTML",
            ] {
                assert!(!part.contains(trace), "{trace}");
            }
        }
    }
}
