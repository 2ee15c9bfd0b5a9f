//! The report as a workbook: a sheet with a native table for each table of the answers, and one about them.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::cards::{Card, cards};
use crate::analysis::{Answer, Report, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::output::xlsx::{self, Filter};
use crate::output::xlsx_about;
use crate::text::{Lang, Text, output as output_words, report as words};

/// The workbook's bytes.
///
/// # Errors
/// [`ErrorKind::Output`] for a table with more rows than a sheet has.
pub fn workbook(report: &Report, lang: Lang) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let mut about = report.ranks.clone();
    about.title = report.title.clone();
    about.notes = super::notes(report);
    book.set_properties(&xlsx::properties(&about, lang)?);
    let mut names = vec![output_words::ABOUT.get(lang).to_owned()];
    let sheet = add(&mut book, words::KEY_FIGURES.get(lang), "key", &mut names)?;
    key_figures(sheet, &cards(report)?, lang).map_err(xlsx::failed)?;
    for (answer, title) in answers(report, lang) {
        for table in &answer.tables {
            if table.frame.height() == 0 {
                continue;
            }
            xlsx::check_size(table)?;
            let title = title.as_ref().and_then(|titles| named(titles, table));
            let title = title.map_or_else(|| table.title.get(lang), |title| title.get(lang));
            let sheet = add(&mut book, title, table.id, &mut names)?;
            xlsx::fill(sheet, answer, table, Filter::Table, lang).map_err(xlsx::failed)?;
        }
    }
    let sheet = book.add_worksheet();
    sheet.set_name(output_words::ABOUT.get(lang)).map_err(xlsx::failed)?;
    xlsx_about::fill(sheet, &about, None, lang).map_err(xlsx::failed)?;
    book.save_to_buffer().map_err(xlsx::failed)
}

/// Titles of the tables of an answer that stands in the workbook beside another of its kind.
type Titles = [(&'static str, Text)];

/// The answers in the order of the page, with other titles for those that come twice.
fn answers(report: &Report, lang: Lang) -> Vec<(&Answer, Option<&'static Titles>)> {
    const OVERALL: &Titles = &[("trend", words::OVERALL), ("series", words::OVERALL_SERIES)];
    const BY_YEAR: &Titles = &[("outcomes", words::OUTCOMES_BY_YEAR)];
    let [zh, en] = &report.checks;
    let mut answers = vec![
        (&report.places, Some(&[("rank", words::PLACES)] as &Titles)),
        (&report.ranks, None),
        (&report.trends, None),
        (&report.overall, Some(OVERALL)),
    ];
    answers.extend(report.outcomes.iter().map(|answer| (answer, None)));
    answers.extend(report.outcomes_by_year.iter().map(|answer| (answer, Some(BY_YEAR))));
    answers.push((lang.pick(zh, en), None));
    answers
}

fn named<'a>(titles: &'a Titles, table: &Table) -> Option<&'a Text> {
    titles.iter().find(|(id, _)| *id == table.id).map(|(_, title)| title)
}

fn add<'a>(
    book: &'a mut Workbook,
    title: &str,
    fallback: &str,
    names: &mut Vec<String>,
) -> Result<&'a mut Worksheet> {
    let name = xlsx::unique_name(title, None, fallback, names);
    let sheet = book.add_worksheet();
    sheet.set_name(&name).map_err(|error| {
        Error::new(ErrorKind::Internal, crate::text::errors::internal()).with_source(error)
    })?;
    names.push(name);
    Ok(sheet)
}

/// The cards as rows.
fn key_figures(sheet: &mut Worksheet, cards: &[Card], lang: Lang) -> Result<(), XlsxError> {
    let headings = [words::WHAT, words::VALUE, words::REMARK].map(|heading| heading.get(lang).to_owned());
    for (line, card) in (1..).zip(cards) {
        let remarks: Vec<&str> = card.remarks.iter().map(|remark| remark.get(lang)).collect();
        let cells = [card.label.get(lang), card.value.get(lang), &remarks.join(lang.pick("；", "; "))];
        for (place, text) in (0..).zip(cells) {
            xlsx::write_text(sheet, line, place, text, lang, None)?;
        }
    }
    for (place, width) in [(0, 30.0), (1, 18.0), (2, 60.0)] {
        sheet.set_column_width(place, width)?;
    }
    xlsx::add_table(sheet, cards.len(), &headings)
}
