//! A form that was filled in by hand: each cell is read by its name, so that no layout has to be recognised.

use std::collections::BTreeMap;

use super::document::{NamedCell, Place};
use super::reading::{Figures, Status};
use super::tables::{read_cell, sum_parts};
use super::words::{Found, Head, date_of};
use crate::dataset::Scope;
use crate::schema::{Form, Outcome, dictionary};
use crate::text::{Label, blank_form as words};

/// The rule of figures that are read by the name of their cell.
const RULE: &str = "named_cell";

/// What a form says.
#[derive(Clone, Debug, Default)]
pub(super) struct Filled {
    /// Year, region as it was written, scope and date.
    pub head: Head,
    /// The form whose cells these are.
    pub form: Option<Form>,
    /// The figures, and the cells that have none.
    pub figures: Figures,
}

/// Reads the named cells of a workbook.
pub(super) fn read(cells: &[NamedCell]) -> Filled {
    let mut filled = Filled::default();
    let mut texts: BTreeMap<&str, Vec<&NamedCell>> = BTreeMap::new();
    for cell in cells {
        texts.entry(&cell.field).or_default().push(cell);
    }
    let mut forms = Form::ALL.to_vec();
    for (name, cells) in texts {
        let (Some(field), Some(first)) = (dictionary().get(name), cells.first()) else { continue };
        forms.retain(|form| field.forms.contains(*form));
        let other = cells.iter().find(|cell| cell.text != first.text);
        if field.content.is_number() {
            let mut read = read_cell(&first.text, field, RULE, words::no_number);
            read.place = Label::same(&*first.place);
            if let Some(other) = other {
                read.value = None;
                read.status = Status::Ambiguous;
                read.note = words::twice(&first.text, &other.text);
            }
            filled.figures.insert(name.to_owned(), read);
        } else if let Some(other) = other {
            filled.head.doubts.push(words::twice(&first.text, &other.text));
        } else if !first.text.is_empty() {
            head(&mut filled.head, name, &first.text);
        }
    }
    for outcome in Outcome::PARTS {
        sum_parts(&mut filled.figures, outcome);
    }
    filled.form = forms.last().copied();
    filled
}

/// Takes a text of the first sheet.
fn head(head: &mut Head, field: &str, text: &str) {
    let text = text.trim();
    match field {
        "region_code" => head.organ = Some(found(text.to_owned(), text)),
        "year" => head.year = text.trim_end_matches('年').parse().ok().map(|year| found(year, text)),
        "scope" => {
            let office = text.contains("本级") || text.to_lowercase().contains(Scope::Office.id());
            head.scope = Some(found(if office { Scope::Office } else { Scope::Region }, text));
        }
        "published_on" => head.published = date_of(text).map(|date| found(date, text)),
        _ => {}
    }
}

fn found<T>(value: T, text: &str) -> Found<T> {
    Found { value, text: text.to_owned(), place: Place::default() }
}
