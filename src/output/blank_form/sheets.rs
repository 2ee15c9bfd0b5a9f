//! The sheets: what the report is, the figures of the text, the three tables.

use rust_xlsxwriter::{DataValidation, DataValidationRule, Worksheet, XlsxError};

use super::{Blank, BlankForm, Spot, Spots, both, style as own};
use crate::output::official::layout::{self, COLUMNS, Content as Slotted, Shape, Slot};
use crate::output::official::page::{Page, Value};
use crate::output::official::style;
use crate::output::official::table3::table3;
use crate::schema::{Content, Field, Form, Part, Unit, dictionary};
use crate::text::{Lang, Text, blank_form as words, workbook};

/// A table of the form: its sheet, its title, and what draws it.
pub(super) struct Table {
    sheet: Text,
    title: Text,
    slots: fn(&dyn Shape, Lang) -> Vec<Slot>,
}

/// The three tables.
pub(super) const TABLES: [Table; 3] = [
    Table { sheet: words::TABLE2, title: workbook::TABLE2, slots: layout::table2 },
    Table { sheet: words::TABLE3, title: workbook::TABLE3, slots: table3 },
    Table { sheet: words::TABLE4, title: workbook::TABLE4, slots: layout::table4 },
];

/// The names of the sheets with cells to fill in, in their order.
pub(super) fn names() -> Vec<String> {
    let tables = TABLES.iter().map(|table| table.sheet);
    [words::REPORT, words::NARRATIVE].into_iter().chain(tables).map(sheet_name).collect()
}

/// `表三 Table 3`.
pub(super) fn sheet_name(name: Text) -> String {
    format!("{} {}", name.zh, name.en)
}

/// Begins a sheet: name, title and how it is filled in.
pub(super) fn begin<'a>(
    sheet: &'a mut Worksheet,
    name: Text,
    title: &str,
    rule: Text,
) -> Result<Page<'a>, XlsxError> {
    /// A4, in Excel's numbers.
    const A4: u8 = 9;
    sheet.set_name(sheet_name(name))?;
    sheet.set_portrait().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
    sheet.protect();
    // The longer words are the English ones.
    let mut page = Page::new(sheet, Lang::En)?;
    page.grow(0, 2.4);
    page.line(title, &style::title())?;
    page.line(&both(&rule.label()), &style::small())?;
    page.skip();
    Ok(page)
}

/// Columns of a row of one figure: the label, the cell, what to know of it.
const ROW: [u16; 3] = [6, 3, 6];

/// The first sheet: of which region and year the report is, whom it counts, when it was published.
pub(super) fn report(sheet: &mut Worksheet, form: &BlankForm, spots: &mut Spots) -> Result<(), XlsxError> {
    let mut page = begin(sheet, words::REPORT, &both(&words::title(form.form)), words::HOW_TO_FILL_IN)?;
    let region = form.region.clone().unwrap_or_default();
    let rows = [
        ("region_code", words::REGION, words::REGION_NOTE),
        ("year", words::YEAR, words::YEAR_NOTE),
        ("scope", words::SCOPE, words::SCOPE_NOTE),
        ("published_on", words::PUBLISHED, words::PUBLISHED_NOTE),
    ];
    for (field, label, note) in rows {
        let (value, format) = match field {
            "region_code" if !region.is_empty() => (Value::Text(&region), own::input_text()),
            "year" => (form.year.map(f64::from).into(), own::input("0")),
            "scope" => (Value::Text(words::SCOPES[0]), own::input_text()),
            "published_on" => (Value::Blank, own::input("yyyy-mm-dd")),
            _ => (Value::Blank, own::input_text()),
        };
        let (label, note) = (both(&label.label()), both(&note.label()));
        let at = row(&mut page, words::REPORT, field, &label, &note, spots)?;
        page.put(at, (1, ROW[1]), value, &format)?;
        if let Some(allowed) = report_validation(field)? {
            page.sheet.add_data_validation(at.0, at.1, at.0, at.1, &allowed)?;
        }
    }
    page.skip();
    for line in words::INSTRUCTIONS {
        page.line(&both(&line.label()), &style::text())?;
    }
    page.finish()
}

/// Draws the label and the remark of a row of one figure and gives the place of its cell.
fn row(
    page: &mut Page<'_>,
    sheet: Text,
    field: &str,
    label: &str,
    note: &str,
    spots: &mut Spots,
) -> Result<(u32, u16), XlsxError> {
    let [width, cell, rest] = ROW;
    let at = (page.next, width);
    page.put((at.0, 0), (1, width), Value::Text(label), &style::boxed())?;
    page.put((at.0, width + cell), (1, rest), Value::Text(note), &style::small())?;
    spots.insert(field.to_owned(), Spot { sheet: sheet_name(sheet), row: at.0, column: at.1 });
    page.next += 1;
    Ok(at)
}

/// What the cells of the first sheet take.
fn report_validation(field: &str) -> Result<Option<DataValidation>, XlsxError> {
    let validation = DataValidation::new();
    let validation = match field {
        "year" => validation.allow_whole_number(DataValidationRule::Between(2008, 2100)),
        "scope" => validation.allow_list_strings(&words::SCOPES)?,
        _ => return Ok(None),
    };
    validation.set_error_title(words::REFUSED)?.set_error_message(words::CHOOSE).map(Some)
}

/// What the cell of a figure takes.
fn validation(field: &Field) -> Result<DataValidation, XlsxError> {
    let validation = DataValidation::new();
    let (validation, message) = match field.content {
        Content::Amount if field.unit == Some(Unit::Percent) => {
            (validation.allow_decimal_number(DataValidationRule::Between(0.0, 100.0)), words::A_PERCENTAGE)
        }
        Content::Amount => {
            (validation.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)), words::AN_AMOUNT)
        }
        Content::SignedCount => (
            validation.allow_whole_number(DataValidationRule::Between(-100_000_000, 100_000_000)),
            words::A_CHANGE,
        ),
        _ => (validation.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)), words::A_COUNT),
    };
    validation.set_error_title(words::REFUSED)?.set_error_message(message)
}

/// Draws the cell of a figure.
fn figure(page: &mut Page<'_>, at: (u32, u16), size: (u32, u16), field: &Field) -> Result<(), XlsxError> {
    let code = if field.content == Content::Amount { "General" } else { "0" };
    page.grow(at.0, 1.6);
    page.put(at, size, Value::Blank, &own::input(code))?;
    page.sheet.add_data_validation(at.0, at.1, at.0, at.1, &validation(field)?)?;
    Ok(())
}

/// The sheet of the figures of the text, a row each.
pub(super) fn narrative(sheet: &mut Worksheet, form: Form, spots: &mut Spots) -> Result<(), XlsxError> {
    let title = both(&workbook::NARRATIVE.label());
    let mut page = begin(sheet, words::NARRATIVE, &title, words::AS_PUBLISHED)?;
    let fields = dictionary().fields().iter();
    for field in fields.filter(|field| field.part == Part::Narrative && field.forms.contains(form)) {
        let unit = field.unit.map(|unit| unit.name().label()).unwrap_or_default();
        let at = row(&mut page, words::NARRATIVE, &field.name, &both(&field.label), &both(&unit), spots)?;
        figure(&mut page, at, (1, ROW[1]), field)?;
    }
    page.finish()
}

/// The sheet of a table, as it is printed.
pub(super) fn table(
    sheet: &mut Worksheet,
    table: &Table,
    form: Form,
    spots: &mut Spots,
) -> Result<(), XlsxError> {
    let mut page = begin(sheet, table.sheet, &both(&table.title.label()), words::BLANK_IS_NO_FIGURE)?;
    let top = page.next;
    let shape = Blank(form);
    // The same table in both languages: slot by slot in the same places.
    let drawn = (table.slots)(&shape, Lang::Zh).into_iter().zip((table.slots)(&shape, Lang::En));
    for (zh, en) in drawn {
        let (at, size) = ((top + zh.row, zh.column), (zh.rows, zh.columns));
        let text = |zh: &str, en: &str| if zh == en { zh.to_owned() } else { format!("{zh}\n{en}") };
        match (&zh.content, &en.content) {
            (Slotted::Heading(zh), Slotted::Heading(en)) => {
                page.put(at, size, Value::Text(&text(zh, en)), &style::heading())?;
            }
            (Slotted::Label(zh), Slotted::Label(en)) => {
                page.put(at, size, Value::Text(&text(zh, en)), &style::boxed())?;
            }
            (Slotted::Figure(field), _) => {
                let Some(known) = dictionary().get(field) else { continue };
                spots.insert(field.clone(), Spot { sheet: sheet_name(table.sheet), row: at.0, column: at.1 });
                figure(&mut page, at, size, known)?;
            }
            _ => {}
        }
        page.next = page.next.max(at.0 + size.0);
    }
    page.finish()
}

// A row of one figure is as wide as the tables.
const _: () = assert!(ROW[0] + ROW[1] + ROW[2] == COLUMNS);
