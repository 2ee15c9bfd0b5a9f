//! An Excel workbook: a sheet for each table, those of the regions for `check`, then one about them.
//!
//! Cells are typed. A figure is a number with a format, exact below it; text is text, never a formula; no
//! figure is a blank cell, never 0. The same answer gives the same bytes.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    ColNum, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, RowNum, TableColumn, TableStyle,
    Workbook, Worksheet, XlsxError,
};

use super::cell::{Cell, Cells, decimals, is_right};
use super::wrap::width;
use super::{xlsx_about, xlsx_check};
use crate::analysis::{Answer, Kind, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Unit;
use crate::text::{Lang, output as words};

/// Rows of a sheet below its heading.
const MAX_ROWS: usize = 1_048_575;
/// Characters of a cell, as UTF-16 counts them.
const MAX_TEXT: usize = 32_767;
/// Characters of a sheet's name.
const MAX_NAME: usize = 31;
/// Rows by which the width of a column is judged.
const MEASURED_ROWS: usize = 1_000;

/// The workbook's bytes.
pub(super) fn workbook(answer: &Answer, lang: Lang) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    book.set_properties(&properties(answer, lang)?);
    let mut names = vec![words::ABOUT.get(lang).to_owned()];
    for table in answer.tables.iter().filter(|table| !xlsx_check::is_part(answer, table)) {
        check_size(table)?;
        let name = unique_name(table.title.get(lang), None, table.id, &names);
        let sheet = book.add_worksheet();
        sheet.set_name(&name).map_err(failed)?;
        names.push(name);
        fill(sheet, answer, table, Filter::Buttons, lang).map_err(failed)?;
    }
    let remark = xlsx_check::add(&mut book, answer, lang, &mut names).map_err(failed)?;
    let about = book.add_worksheet();
    about.set_name(words::ABOUT.get(lang)).map_err(failed)?;
    xlsx_about::fill(about, answer, remark.as_ref(), lang).map_err(failed)?;
    book.save_to_buffer().map_err(failed)
}

/// Refuses a table that no sheet can hold.
pub(super) fn check_size(table: &Table) -> Result<()> {
    if table.frame.height() <= MAX_ROWS {
        return Ok(());
    }
    let message = words::too_large_for_a_sheet(table.id, table.frame.height(), MAX_ROWS);
    Err(Error::new(ErrorKind::Output, message).with_hint(words::use_csv_or_parquet()))
}

pub(super) fn failed(error: XlsxError) -> Error {
    Error::new(ErrorKind::Internal, words::cannot_write_stream()).with_source(error)
}

/// Title and program; the date is fixed, for the same bytes on every day.
pub(super) fn properties(answer: &Answer, lang: Lang) -> Result<DocProperties> {
    let date = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    Ok(DocProperties::new()
        .set_title(answer.title.get(lang))
        .set_subject(&answer.provenance.request)
        .set_author("")
        .set_comment(concat!("gongkai ", env!("CARGO_PKG_VERSION")))
        .set_creation_datetime(&date))
}

/// A title as the name of a sheet: without the characters that Excel forbids, cut to its length, and not
/// used before. `mark` stands behind it in full; `fallback` in place of a title of which nothing is left.
pub(super) fn unique_name(title: &str, mark: Option<&str>, fallback: &str, used: &[String]) -> String {
    let allowed = |text: &str| {
        let kept: String = text.chars().filter(|c| !c.is_control() && !r"*?:[]\/'".contains(*c)).collect();
        Some(kept.trim().to_owned()).filter(|kept| !kept.is_empty())
    };
    let base = allowed(title).or_else(|| allowed(fallback)).unwrap_or_else(|| "_".to_owned());
    let mark = mark.and_then(allowed).map(|mark| format!(" {mark}")).unwrap_or_default();
    let named = |more: &str| {
        let room = MAX_NAME.saturating_sub(mark.encode_utf16().count() + more.len());
        cut(&format!("{}{mark}{more}", cut(&base, room)), MAX_NAME).to_owned()
    };
    let taken = |name: &str| used.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let numbered = (2..=used.len() + 2).map(|n| named(&format!(" {n}")));
    std::iter::once(named("")).chain(numbered).find(|name| !taken(name)).unwrap_or_else(|| named(""))
}

/// The beginning of a text of at most `limit` UTF-16 characters.
fn cut(text: &str, limit: usize) -> &str {
    let mut length = 0;
    let end = text.char_indices().find(|(_, c)| {
        length += c.len_utf16();
        length > limit
    });
    end.and_then(|(index, _)| text.get(..index)).unwrap_or(text)
}

/// How a reader sorts and filters the rows of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    /// Buttons in the row of headings.
    Buttons,
    /// A native table.
    Table,
}

/// Fills a sheet with a table: headings, then the rows.
pub(super) fn fill(
    sheet: &mut Worksheet,
    answer: &Answer,
    table: &Table,
    filter: Filter,
    lang: Lang,
) -> Result<(), XlsxError> {
    let cells = Cells::new(answer, table);
    let last_row = RowNum::try_from(cells.rows()).unwrap_or(RowNum::MAX);
    let mut formats = Formats::default();
    for (index, column) in cells.columns().enumerate() {
        let place = column_number(index)?;
        let align = if is_right(column.kind) { FormatAlign::Right } else { FormatAlign::Left };
        let heading = Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_align(align);
        write_text(sheet, 0, place, column.label.get(lang), lang, Some(&heading))?;
        for (row, line) in (0..cells.rows()).zip(1..) {
            write_cell(sheet, (line, place), &cells, (row, index), lang, &mut formats)?;
        }
        sheet.set_column_width(place, column_width(&cells, index, lang))?;
    }
    if let Some(last_column) = cells.columns().len().checked_sub(1) {
        sheet.set_freeze_panes(1, 0)?;
        if filter == Filter::Buttons {
            sheet.autofilter(0, 0, last_row, column_number(last_column)?)?;
        } else {
            let headings: Vec<String> =
                cells.columns().map(|column| column.label.get(lang).to_owned()).collect();
            add_table(sheet, cells.rows(), &headings)?;
        }
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    if answer.provenance.synthetic {
        sheet.set_header(format!("&C{}", words::SYNTHETIC.get(lang)));
    }
    Ok(())
}

/// Makes a native table of the rows below the first one. Headings that are alike are numbered, as Excel
/// wants them.
pub(super) fn add_table(sheet: &mut Worksheet, rows: usize, headings: &[String]) -> Result<(), XlsxError> {
    let mut used: Vec<String> = Vec::new();
    for heading in headings {
        let numbered = (2..).map(|number| format!("{heading} {number}"));
        let is_free = |name: &String| !used.iter().any(|other| other.to_lowercase() == name.to_lowercase());
        used.extend(std::iter::once(heading.clone()).chain(numbered).find(is_free));
    }
    let columns: Vec<TableColumn> = used.iter().map(|name| TableColumn::new().set_header(name)).collect();
    let table = rust_xlsxwriter::Table::new().set_columns(&columns).set_style(TableStyle::Light9);
    let last_row = RowNum::try_from(rows.max(1)).unwrap_or(RowNum::MAX);
    sheet.add_table(0, 0, last_row, column_number(headings.len().saturating_sub(1))?, &table)?;
    Ok(())
}

fn column_number(index: usize) -> Result<ColNum, XlsxError> {
    ColNum::try_from(index).map_err(|_| XlsxError::RowColumnLimitError)
}

/// Formats by their number format, made once a sheet.
#[derive(Default)]
struct Formats(BTreeMap<String, Format>);

impl Formats {
    fn get(&mut self, code: String) -> &Format {
        self.0.entry(code).or_insert_with_key(|code| Format::new().set_num_format(code))
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    (line, place): (RowNum, ColNum),
    cells: &Cells<'_>,
    (row, column): (usize, usize),
    lang: Lang,
    formats: &mut Formats,
) -> Result<(), XlsxError> {
    let kind = cells.column(column).map_or(Kind::Text, |column| column.kind);
    let cell = cells.get(row, column);
    if let Some(words) = cells.words(row, column, lang) {
        return write_text(sheet, line, place, &words, lang, None);
    }
    match (&cell, cell.number()) {
        (Cell::Flag(flag), _) => {
            sheet.write_boolean(line, place, *flag)?;
        }
        (_, Some(value)) if matches!(kind, Kind::Text | Kind::Id | Kind::Field) => {
            sheet.write_number(line, place, value)?;
        }
        (_, Some(value)) => {
            let code = number_format(kind, cells.unit(row, column), value, lang);
            sheet.write_number_with_format(line, place, value, formats.get(code))?;
        }
        (_, None) => {} // no figure: no cell
    }
    Ok(())
}

/// Writes text as text. What looks like a formula also gets Excel's mark for text, so that it stays text
/// when someone edits the cell.
pub(super) fn write_text(
    sheet: &mut Worksheet,
    row: RowNum,
    column: ColNum,
    text: &str,
    lang: Lang,
    format: Option<&Format>,
) -> Result<(), XlsxError> {
    let mark = words::CUT.get(lang);
    let whole = cut(text, MAX_TEXT);
    let shortened = (whole.len() < text.len())
        .then(|| format!("{}{mark}", cut(text, MAX_TEXT - mark.encode_utf16().count())));
    let text = shortened.as_deref().unwrap_or(whole);
    let quoted = text.starts_with(['=', '+', '-', '@']);
    match (format, quoted) {
        (None, false) => sheet.write_string(row, column, text)?,
        (Some(format), false) => sheet.write_string_with_format(row, column, text, format)?,
        (format, true) => {
            let format = format.cloned().unwrap_or_default().set_quote_prefix();
            sheet.write_string_with_format(row, column, text, &format)?
        }
    };
    Ok(())
}

/// Excel's format of a figure. A difference of shares stays the fraction it is and says that its per cent
/// are points.
fn number_format(kind: Kind, unit: Option<Unit>, value: f64, lang: Lang) -> String {
    let points = lang.pick("\"（百分点）\"", "\" (pp)\"");
    let grouped = |places: usize| match places {
        0 => "#,##0".to_owned(),
        places => format!("#,##0.{}", "0".repeat(places)),
    };
    let fixed = |code: &str| code.to_owned();
    match (kind, unit) {
        (Kind::Text | Kind::Id | Kind::Field | Kind::Number | Kind::Flag, _) => fixed("General"),
        (Kind::Year, _) => fixed("0"),
        (Kind::Rank, _) => fixed(if value.fract() == 0.0 { "0" } else { "0.0" }),
        (Kind::Count, _) => grouped(if value.fract() == 0.0 { 0 } else { 2 }),
        (Kind::Change, _) => fixed("+0;-0;0"),
        (Kind::Relative, _) => fixed("0.0%"),
        (Kind::Percentile, _) => fixed("0.0"),
        (Kind::Probability, _) => fixed("0.0000"),
        (Kind::Value | Kind::In(_), Some(Unit::Share)) => fixed("0.00%"),
        (Kind::Value | Kind::In(_), Some(Unit::Percent)) => fixed("0.0\"%\""),
        (Kind::Difference | Kind::DifferenceIn(_), Some(Unit::Share)) => format!("0.00%{points}"),
        (Kind::Difference | Kind::DifferenceIn(_), Some(Unit::Percent)) => format!("0.0\"%\"{points}"),
        (_, Some(unit)) => grouped(decimals(unit, value)),
        (_, None) => fixed("General"),
    }
}

/// Width that shows the heading with its filter button and the first rows in full, within reason.
fn column_width(cells: &Cells<'_>, column: usize, lang: Lang) -> f64 {
    let heading = cells.column(column).map_or(0, |column| width(column.label.get(lang))) + 3;
    let rows = 0..cells.rows().min(MEASURED_ROWS);
    let widest = rows.map(|row| width(&cells.text(row, column, lang))).max().unwrap_or(0);
    heading.max(widest + 2).clamp(6, 60) as f64
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::output::fixture;

    fn open(answer: &Answer, lang: Lang) -> Xlsx<Cursor<Vec<u8>>> {
        Xlsx::new(Cursor::new(workbook(answer, lang).unwrap())).unwrap()
    }

    #[test]
    fn cells_are_typed() {
        let mut book = open(&fixture::ranking(), Lang::Zh);
        assert_eq!(book.sheet_names(), ["排名", "说明"]);
        let sheet = book.worksheet_range("排名").unwrap();
        let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        assert_eq!(cell(0, 1), Data::String("县".to_owned()));
        assert_eq!(cell(1, 0), Data::String("640324".to_owned()));
        assert_eq!(cell(1, 4), Data::Float(2022.0));
        assert_eq!(cell(1, 5), Data::String("图解比例".to_owned()));
        assert_eq!(cell(1, 6), Data::Float(48.0 / 52.0));
        assert_eq!(cell(2, 6), Data::Float(0.0));
        assert_eq!(cell(3, 6), Data::Empty, "no figure is blank, not 0");
        assert_eq!(cell(1, 11), Data::Bool(false));
        assert_eq!(cell(3, 14), Data::String("分母为零".to_owned()));
    }

    #[test]
    fn text_that_looks_like_a_formula_is_text() {
        let mut book = open(&fixture::ranking(), Lang::Zh);
        let sheet = book.worksheet_range("排名").unwrap();
        assert_eq!(sheet.get_value((2, 1)), Some(&Data::String("=1+1".to_owned())));
        assert_eq!(book.worksheet_formula("排名").unwrap().used_cells().count(), 0);
    }

    #[test]
    fn figures_have_the_format_of_their_unit() {
        let unit = Some(Unit::Share);
        assert_eq!(number_format(Kind::Value, unit, 0.5, Lang::Zh), "0.00%");
        assert_eq!(number_format(Kind::Value, Some(Unit::Case), 3500.0, Lang::Zh), "#,##0");
        assert_eq!(number_format(Kind::In(Unit::Index), Some(Unit::Index), 0.5, Lang::Zh), "#,##0.000");
        assert_eq!(number_format(Kind::Difference, unit, 0.1, Lang::En), "0.00%\" (pp)\"");
        assert_eq!(number_format(Kind::Value, None, 0.5, Lang::Zh), "General");
        assert_eq!(number_format(Kind::Year, None, 2022.0, Lang::Zh), "0");
        assert_eq!(number_format(Kind::Probability, None, 0.01, Lang::Zh), "0.0000");
    }

    #[test]
    fn each_row_has_the_format_of_its_metric() {
        let mut book = open(&fixture::two_metrics(), Lang::Zh);
        let styles = book.worksheet_style("排名").unwrap();
        let format = |row, column| {
            let style = styles.get((row, column)).unwrap();
            style.number_format.as_ref().unwrap().format_code.clone()
        };
        assert_eq!(format(1, 2), "0.00%");
        assert_eq!(format(2, 2), "#,##0");
        assert_eq!(format(1, 3), "0.00%\"（百分点）\"");
        assert_eq!(format(1, 4), "0.0000");
    }

    #[test]
    fn sheet_names_are_allowed_and_unique() {
        let mut answer = fixture::ranking();
        let mut other = answer.tables[0].clone();
        answer.tables.push(other.clone());
        other.title = crate::text::Label::same("a/b:c[d]*e?".repeat(9));
        answer.tables.push(other);
        let book = open(&answer, Lang::Zh);
        let names = book.sheet_names();
        assert_eq!(names[1], "排名 2");
        assert_eq!(names[2], "abcdeabcdeabcdeabcdeabcdeabcdea");
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_and_says_so() {
        let frame = polars::df!("region" => ["长".repeat(40_000)]).unwrap();
        let mut book = open(&fixture::plain(frame), Lang::Zh);
        let sheet = book.worksheet_range("排名").unwrap();
        let Some(Data::String(text)) = sheet.get_value((1, 0)) else { panic!("no text") };
        assert_eq!(text.chars().count(), MAX_TEXT);
        assert!(text.ends_with("已截断）"));
    }

    #[test]
    fn the_last_sheet_tells_where_the_figures_come_from() {
        let mut answer = fixture::ranking();
        answer.provenance.synthetic = true;
        let mut book = open(&answer, Lang::En);
        let sheet = book.worksheet_range("About").unwrap();
        let text: Vec<String> = sheet.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
        for needle in ["SYNTHETIC DATA", "a ÷ b", "a / b", "beware", "ab12", "CC-BY-4.0", "china 2025.1"] {
            assert!(text.iter().any(|cell| cell.contains(needle)), "{needle} in {text:?}");
        }
        assert!(text.iter().any(|cell| cell.contains("43 left out")), "{text:?}");
        assert!(text.contains(&"rank graphic_share --year 2022".to_owned()));
    }
}
