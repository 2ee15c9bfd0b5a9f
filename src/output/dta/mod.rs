//! Stata's `.dta`, format 118 (Stata 14 and later): the main table, with labels in one language.
//!
//! Whole numbers have the smallest type that holds them, fractions are doubles, exact to the last bit. An
//! identifier is a number with a value label, a flag 0 or 1 with one; no figure is `.`, never 0. Where the
//! figures come from stands in the notes of the dataset. Stata sets a time into the header; here there is none.
//!
//! Layout: <https://www.stata.com/help.cgi?dta_118>. The crate `dta` reads what this writes in the tests; it
//! cannot write it, since it makes no value labels.

mod column;
mod layout;
#[cfg(test)]
mod tests;

use std::io::Write;

use super::cell::Cells;
use super::{foot, main_table, stream_failed};
use crate::analysis::Answer;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::stata_names;
use crate::text::output::about;
use crate::text::{Lang, output as words};

use column::{Coding, Column};
use layout::{Header, Note, chars};

/// Variables that a file of this format can have.
const MAX_VARIABLES: usize = 32_767;
/// Characters of a label of a variable or of the dataset.
const MAX_LABEL: usize = 80;
/// Bytes that are written together.
const BLOCK: usize = 1 << 16;

/// Writes the main table.
pub(super) fn write(answer: &Answer, lang: Lang, writer: &mut impl Write) -> Result<()> {
    let table = main_table(answer)?;
    let cells = Cells::new(answer, table);
    if cells.columns().len() > MAX_VARIABLES {
        let message = words::too_many_variables(table.id, cells.columns().len(), MAX_VARIABLES);
        return Err(Error::new(ErrorKind::Output, message).with_hint(words::use_csv_or_parquet()));
    }
    let names = stata_names(cells.columns().map(|column| column.name.as_str()));
    let coding = Coding::new(answer, lang)?;
    let columns: Vec<Column<'_>> = table
        .frame
        .columns()
        .iter()
        .zip(cells.columns())
        .zip(&names)
        .map(|((data, described), name)| Column::new(data, described, name, &coding))
        .collect::<Result<_>>()?;
    let long_texts = layout::long_texts(&columns, table.frame.height());
    let header = Header {
        label: chars(&label(answer, lang), MAX_LABEL),
        rows: table.frame.height(),
        columns: &columns,
        notes: notes(answer, &names, lang),
    };
    let mut put = |bytes: &[u8]| writer.write_all(bytes).map_err(|error| stream_failed(&error));
    put(&header.before_data(long_texts.len())?)?;
    let mut block = Vec::with_capacity(BLOCK + (1 << 12));
    for row in 0..table.frame.height() {
        for (number, column) in (1..).zip(&columns) {
            column.push(row, number, &mut block);
        }
        if block.len() >= BLOCK {
            put(&block)?;
            block.clear();
        }
    }
    put(&block)?;
    put(&header.after_data(&long_texts))
}

fn label(answer: &Answer, lang: Lang) -> String {
    let title = answer.title.get(lang);
    if answer.provenance.synthetic {
        format!("{}{title}", words::SYNTHETIC.get(lang))
    } else {
        title.to_owned()
    }
}

/// What Stata's `notes` shows: of the dataset, and the formula of each metric that is a variable.
fn notes(answer: &Answer, names: &[String], lang: Lang) -> Vec<Note> {
    let source = &answer.provenance;
    let pair = |heading: crate::text::Text, text: &str| words::pair(heading.get(lang), text, lang);
    let mut lines = Vec::new();
    if source.synthetic {
        lines.push(words::SYNTHETIC.get(lang).to_owned());
    }
    lines.push(foot::source(answer, lang));
    let further = source.sources.iter().map(|name| (about::SOURCE, name.as_str()));
    for (heading, text) in further.chain([(about::LICENCE, source.licence.as_str())]) {
        lines.push(pair(heading, text));
    }
    lines.push(pair(about::REQUEST, &source.request));
    lines.extend(answer.notes.iter().map(|note| foot::note(note, lang)));
    let mut notes = vec![Note::new("_dta", "note0", &lines.len().to_string())];
    notes.extend((1..).zip(&lines).map(|(number, line)| Note::new("_dta", &format!("note{number}"), line)));
    for card in answer.metrics.iter().filter(|card| names.contains(&card.id)) {
        notes.push(Note::new(&card.id, "note0", "1"));
        let text = format!("{} = {}", card.title.get(lang), card.formula_in_words.get(lang));
        notes.push(Note::new(&card.id, "note1", &text));
    }
    notes
}
