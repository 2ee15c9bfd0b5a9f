//! The official form as a workbook to fill in by hand, with the labels of both languages.
//!
//! Every cell for a figure is the only kind that can be written into, takes nothing but what the field can
//! hold, and bears the field's name, by which `ingest` reads it back exactly. Totals that do not add up turn
//! red as they are typed, and a sheet lists every sum of the form with its two sides.

mod sheets;
mod style;
mod sums;

use std::collections::BTreeMap;

use rust_xlsxwriter::{ColNum, DocProperties, ExcelDateTime, RowNum, Workbook, XlsxError};

use crate::error::{Error, ErrorKind, Result};
use crate::output::official::layout::Shape;
use crate::schema::{Form, Outcome, cell_name, dictionary};
use crate::text::{Label, blank_form as words, output};

/// What is known of the report before it is filled in.
#[derive(Clone, Debug)]
pub struct BlankForm {
    /// The form whose tables are drawn.
    pub form: Form,
    /// Name or code of the region.
    pub region: Option<String>,
    /// The year that the figures will describe.
    pub year: Option<i32>,
}

impl Default for BlankForm {
    fn default() -> Self {
        Self { form: Form::Tables2021, region: None, year: None }
    }
}

/// The tables as the form has them: every applicant, and no totals of groups, which the form does not ask for.
struct Blank(Form);

impl Shape for Blank {
    fn form(&self) -> Form {
        self.0
    }

    fn has(&self, field: &str) -> bool {
        let Some(known) = dictionary().get(field).filter(|field| field.forms.contains(self.0)) else {
            return false;
        };
        let base = known.applicant().map_or(field, |(base, _)| base);
        let parts = Outcome::of_group_total(base).map_or(&[][..], Outcome::reasons);
        let split = |part: &&str| dictionary().get(part).is_some_and(|part| part.forms.contains(self.0));
        !parts.iter().any(split)
    }
}

/// Where a field's cell is: the sheet's name, the row and the column.
#[derive(Clone, Debug)]
struct Spot {
    sheet: String,
    row: RowNum,
    column: ColNum,
}

impl Spot {
    /// The cell as formulas name it on its own sheet.
    fn cell(&self) -> String {
        format!("${}${}", rust_xlsxwriter::utility::column_number_to_name(self.column), self.row + 1)
    }
}

/// The cells of all fields that the form has.
type Spots = BTreeMap<String, Spot>;

/// A label in both languages, one below the other.
fn both(label: &Label) -> String {
    if label.zh == label.en { label.zh.clone() } else { format!("{}\n{}", label.zh, label.en) }
}

impl BlankForm {
    /// The workbook's bytes; the same form gives the same bytes.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`] if the workbook cannot be made.
    pub fn workbook(&self) -> Result<Vec<u8>> {
        self.draw().map_err(|error| {
            Error::new(ErrorKind::Internal, output::cannot_write_stream()).with_source(error)
        })
    }

    fn draw(&self) -> std::result::Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let comment = concat!("gongkai ", env!("CARGO_PKG_VERSION"));
        let title = words::title(self.form);
        let properties = DocProperties::new().set_title(&title.zh).set_author("").set_comment(comment);
        book.set_properties(&properties.set_creation_datetime(&date));
        let mut spots = Spots::new();
        sheets::report(book.add_worksheet(), self, &mut spots)?;
        sheets::narrative(book.add_worksheet(), self.form, &mut spots)?;
        for table in sheets::TABLES {
            sheets::table(book.add_worksheet(), &table, self.form, &mut spots)?;
        }
        let sums = sums::on_form(&spots);
        for (index, name) in (0_usize..).zip(sheets::names()) {
            sums::mark(book.worksheet_from_index(index)?, &name, &sums, &spots)?;
        }
        sums::list(book.add_worksheet(), &sums)?;
        for (field, spot) in &spots {
            book.define_name(cell_name(field), &format!("='{}'!{}", spot.sheet, spot.cell()))?;
        }
        book.save_to_buffer()
    }
}
