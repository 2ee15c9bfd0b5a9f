//! One region's sheet: what was found, then the tables of each report in question.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{Format, Note, Worksheet, XlsxError};

use super::mark::marked;
use super::region::{Finding, Region, Report, Severity};
use crate::analysis::Answer;
use crate::output::foot;
use crate::output::official::layout::{self, COLUMNS, Content, Slot};
use crate::output::official::page::{Page, Value, note_size};
use crate::output::official::style;
use crate::output::official::table3::table3;
use crate::schema::{Form, Part, dictionary};
use crate::text::workbook::{self as words, column};
use crate::text::{Lang, Text, output};

/// A4, in Excel's numbers.
const A4: u8 = 9;

/// Fills the sheet of a region; `titles` are those of the rules.
pub(super) fn fill(
    sheet: &mut Worksheet,
    answer: &Answer,
    region: &Region,
    titles: &BTreeMap<String, String>,
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_portrait().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3).set_print_center_horizontally(true);
    sheet.set_screen_gridlines(false).set_footer("&L&A&R&P / &N");
    if answer.provenance.synthetic {
        sheet.set_header(format!("&C{}", output::SYNTHETIC.get(lang)));
    }
    let mut page = Page::new(sheet, lang)?;
    head(&mut page, answer, region)?;
    findings(&mut page, region, titles)?;
    let mut breaks = Vec::new();
    for year in region.years_in_question() {
        breaks.push(page.next + 1);
        self::year(&mut page, region, year, titles)?;
    }
    // the first year goes below the list
    page.sheet.set_page_breaks(breaks.get(1..).unwrap_or_default())?;
    page.skip();
    page.line(&foot::source(answer, lang), &style::small())?;
    page.finish()
}

fn head(page: &mut Page<'_>, answer: &Answer, region: &Region) -> Result<(), XlsxError> {
    let lang = page.lang;
    page.grow(0, 1.4);
    page.line(words::title(&region.name).get(lang), &style::title())?;
    if answer.provenance.synthetic {
        page.line(output::SYNTHETIC.get(lang), &style::loud())?;
    }
    page.line(words::place(&region.province, &region.prefecture, &region.code).get(lang), &style::text())?;
    let of_findings = || region.findings.iter().map(|finding| finding.year).collect();
    let years: BTreeSet<i32> = if region.years.is_empty() { of_findings() } else { region.years.clone() };
    let years: Vec<String> = years.iter().map(i32::to_string).collect();
    let years = output::pair(words::YEARS.get(lang), &output::list(&years, lang), lang);
    page.line(&years, &style::text())?;
    let [errors, warnings, notes] =
        [Severity::Error, Severity::Warning, Severity::Info].map(|severity| region.count(severity));
    let counts = words::counts(errors, warnings, notes);
    page.line(&output::pair(words::COUNTS.get(lang), counts.get(lang), lang), &style::subtitle())?;
    page.line(words::HOW_TO_READ.get(lang), &style::small())?;
    page.skip();
    Ok(())
}

/// Columns of the list of findings, with their widths in columns of the sheet.
const LIST: [(Text, u16); 9] = [
    (column::RULE, 1),
    (column::SEVERITY, 1),
    (column::TITLE, 2),
    (column::YEAR, 1),
    (column::CELL, 3),
    (column::EXPECTED, 1),
    (column::FOUND, 1),
    (column::DIFFERENCE, 1),
    (column::MESSAGE, 4),
];

fn findings(
    page: &mut Page<'_>,
    region: &Region,
    titles: &BTreeMap<String, String>,
) -> Result<(), XlsxError> {
    let lang = page.lang;
    let heading = LIST.map(|(text, width)| (width, Value::Text(text.get(lang)), style::heading()));
    page.cells(&heading)?;
    for finding in &region.findings {
        let cell = cell_name(&finding.field, lang);
        let title = titles.get(&finding.rule).map_or("", String::as_str);
        let values = [
            (Value::Text(&finding.rule), style::centred()),
            (Value::Text(finding.severity.name().get(lang)), marked(style::centred(), finding.severity)),
            (Value::Text(title), style::boxed()),
            (Value::Number(f64::from(finding.year)), style::number("0")),
            (Value::Text(&cell), style::boxed()),
            figure(finding.expected),
            figure(finding.found),
            (finding.difference.into(), style::number("+General;-General;0")),
            (Value::Text(&finding.message), style::boxed()),
        ];
        let row: Vec<_> = LIST
            .iter()
            .zip(values)
            .map(|((_, width), (value, format))| match value {
                Value::Text("") => (*width, Value::Blank, format),
                value => (*width, value, format),
            })
            .collect();
        page.cells(&row)?;
    }
    Ok(())
}

fn figure(value: Option<f64>) -> (Value<'static>, Format) {
    (value.into(), style::number(value.map_or("General", style::code)))
}

/// A cell in the words of the form; a name that the dictionary lacks stands for itself.
fn cell_name(field: &str, lang: Lang) -> String {
    let Some(known) = dictionary().get(field) else { return field.to_owned() };
    let zh = if known.form_row.is_empty() { &known.label.zh } else { &known.form_row };
    words::cell(known.part.name(), zh, &known.label.en).get(lang).to_owned()
}

/// A report of the region, with what its cells' notes are made of.
struct Context<'a> {
    report: &'a Report,
    findings: Vec<&'a Finding>,
    titles: &'a BTreeMap<String, String>,
}

/// The tables of a report: those of which it has something.
fn year(
    page: &mut Page<'_>,
    region: &Region,
    year: i32,
    titles: &BTreeMap<String, String>,
) -> Result<(), XlsxError> {
    let lang = page.lang;
    let report = region.reports.get(&year);
    let form = report.map(|report| report.form).filter(|form| *form != Form::Text2008);
    page.skip();
    page.grow(page.next, 1.2);
    page.line(words::year(year, form.map(Form::id)).get(lang), &style::year())?;
    let Some(report) = report else {
        return page.line(words::NO_FIGURES.get(lang), &style::small());
    };
    let findings = region.findings.iter().filter(|finding| finding.year == year).collect();
    let context = Context { report, findings, titles };
    if layout::has_figures(Part::Narrative, report) {
        table(page, words::NARRATIVE, &layout::narrative(report, lang), &context)?;
    }
    let parts = [Part::Table2, Part::Table3, Part::Table4];
    if form.is_none() && !parts.iter().any(|part| layout::has_figures(*part, report)) {
        return page.line(words::NO_TABLES.get(lang), &style::small());
    }
    for (part, title) in parts.into_iter().zip([words::TABLE2, words::TABLE3, words::TABLE4]) {
        if !layout::has_figures(part, report) {
            page.line(words::no_table(title).get(lang), &style::small())?;
            continue;
        }
        let slots = match part {
            Part::Table2 => layout::table2(report, lang),
            Part::Table3 => table3(report, lang),
            _ => layout::table4(report, lang),
        };
        table(page, title, &slots, &context)?;
    }
    Ok(())
}

/// A table under its title, and the key to its colours if it has any.
fn table(page: &mut Page<'_>, title: Text, slots: &[Slot], context: &Context<'_>) -> Result<(), XlsxError> {
    let lang = page.lang;
    page.line(title.get(lang), &style::subtitle())?;
    let is_applicant = |field: &str| dictionary().get(field).is_some_and(|field| field.applicant().is_some());
    let mut figures = slots.iter().filter_map(|slot| match &slot.content {
        Content::Figure(field) => Some(field),
        Content::Heading(_) | Content::Label(_) => None,
    });
    if title == words::TABLE3 && !figures.any(|field| is_applicant(field)) {
        page.line(words::NO_APPLICANTS.get(lang), &style::small())?;
    }
    let top = page.next;
    let mut marks = BTreeSet::new();
    for slot in slots {
        let at = (top + slot.row, slot.column);
        let size = (slot.rows, slot.columns);
        page.next = page.next.max(at.0 + slot.rows);
        match &slot.content {
            Content::Heading(text) => page.put(at, size, Value::Text(text), &style::heading())?,
            Content::Label(text) => page.put(at, size, Value::Text(text), &style::boxed())?,
            Content::Figure(field) => marks.extend(draw_figure(page, at, size, field, context)?),
        }
    }
    key(page, &marks)?;
    page.skip();
    Ok(())
}

/// Draws the figure of a field; returns how it is marked.
fn draw_figure(
    page: &mut Page<'_>,
    at: (u32, u16),
    size: (u32, u16),
    field: &str,
    context: &Context<'_>,
) -> Result<Option<Severity>, XlsxError> {
    let known = context.report.figures.get(field);
    let (value, format) = figure(known.and_then(|figure| figure.value));
    page.grow(at.0, 1.0);
    let severity = known.and_then(|figure| figure.severity).filter(|severity| *severity != Severity::Info);
    let Some(severity) = severity else {
        page.put(at, size, value, &format)?;
        return Ok(None);
    };
    page.put(at, size, value, &marked(format, severity))?;
    let text = note(field, known.map_or("", |figure| &figure.rules), context, page.lang);
    let (width, height) = note_size(&text);
    let note = Note::new(text).add_author_prefix(false).set_width(width).set_height(height).set_font_size(9);
    page.sheet.insert_note(at.0, at.1, &note)?;
    Ok(Some(severity))
}

/// What is wrong with a cell: the findings that name it, and the other rules that blame it by their titles.
fn note(field: &str, rules: &str, context: &Context<'_>, lang: Lang) -> String {
    let own = context.findings.iter().filter(|finding| finding.field == field);
    let mut lines: Vec<String> =
        own.clone().map(|finding| words::rule(&finding.rule, &finding.message, lang)).collect();
    for rule in rules.split(['、', ',', ' ']).filter(|rule| !rule.is_empty()) {
        if !own.clone().any(|finding| finding.rule == rule) {
            lines.push(words::rule(rule, context.titles.get(rule).map_or("", String::as_str), lang));
        }
    }
    let text = lines.join("\n");
    text.chars().filter(|c| !c.is_control() || *c == '\n').take(MAX_NOTE).collect()
}

/// Characters of a note.
const MAX_NOTE: usize = 2_000;

fn key(page: &mut Page<'_>, marks: &BTreeSet<Severity>) -> Result<(), XlsxError> {
    let lang = page.lang;
    let mut cells = Vec::new();
    for severity in marks {
        let meaning = if *severity == Severity::Error { words::ERROR_MEANS } else { words::WARNING_MEANS };
        let sample = marked(style::centred(), *severity);
        cells.push((1, Value::Text(severity.name().get(lang)), sample));
        cells.push((COLUMNS / 2 - 1, Value::Text(meaning.get(lang)), style::small()));
    }
    if cells.is_empty() { Ok(()) } else { page.cells(&cells) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_has_the_sentences_of_its_cell_and_the_titles_of_the_other_rules() {
        let finding = |field: &str, message: &str| Finding {
            rule: "E1".to_owned(),
            severity: Severity::Error,
            year: 2023,
            field: field.to_owned(),
            expected: None,
            found: None,
            difference: None,
            message: message.to_owned(),
        };
        let (own, other) = (finding("carried_in", "相差 2。\u{7}"), finding("carried_out", "相差 3。"));
        let report = Report { form: Form::Tables2021, figures: BTreeMap::new() };
        let titles = BTreeMap::from([("E5".to_owned(), "跨年结转一致".to_owned())]);
        let context = Context { report: &report, findings: vec![&own, &other], titles: &titles };
        let text = note("carried_in", "E1、E5、E7", &context, Lang::Zh);
        assert_eq!(text, "E1：相差 2。\nE5：跨年结转一致\nE7");
    }
}
