//! The cells of a workbook that bear the name of a field, as the form to fill in has them.

use std::collections::BTreeMap;

use crate::ingest::document::NamedCell;
use crate::schema::field_of_cell;

/// The named cells of a workbook, by sheet and position, with the texts found so far.
#[derive(Debug, Default)]
pub(super) struct NamedCells(BTreeMap<(String, u32, u32), NamedCell>);

impl NamedCells {
    /// The cells that the names of a workbook give: `gongkai_granted`, `'表三 Table 3'!$I$7`.
    pub(super) fn new(names: &[(String, String)]) -> Self {
        let cell = |(name, target): &(String, String)| {
            let field = field_of_cell(name)?;
            let (sheet, cell) = target.trim_start_matches('=').rsplit_once('!')?;
            let sheet = sheet.strip_prefix('\'').and_then(|s| s.strip_suffix('\'')).unwrap_or(sheet);
            let sheet = sheet.trim_start_matches('$').replace("''", "'");
            // Of a merged cell some programs name the whole.
            let cell = cell.split(':').next().unwrap_or(cell).replace('$', "");
            let (row, column) = position(&cell)?;
            let place = format!("{sheet}!{cell}");
            Some(((sheet, row, column), NamedCell { field: field.name.clone(), text: String::new(), place }))
        };
        Self(names.iter().filter_map(cell).collect())
    }

    /// Takes the text of a cell if it has a name.
    pub(super) fn put(&mut self, sheet: &str, row: u32, column: u32, text: &str) {
        if let Some(cell) = self.0.get_mut(&(sheet.to_owned(), row, column)) {
            text.clone_into(&mut cell.text);
        }
    }

    pub(super) fn into_cells(self) -> Vec<NamedCell> {
        self.0.into_values().collect()
    }
}

/// Row and column of `I7`, from 0.
fn position(cell: &str) -> Option<(u32, u32)> {
    let letters = cell.find(|c: char| !c.is_ascii_alphabetic()).filter(|end| (1..=3).contains(end))?;
    let column = cell
        .get(..letters)?
        .bytes()
        .fold(0, |sum, byte| sum * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = cell.get(letters..)?.parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_to_its_cell_wherever_it_was_moved() {
        let names = [
            ("gongkai_granted".to_owned(), "'表三 Table 3'!$I$7".to_owned()),
            ("gongkai_year".to_owned(), "=Report!$AB$12:$AC$12".to_owned()),
            ("gongkai_denied".to_owned(), "#REF!".to_owned()),
            ("gongkai_no_such_field".to_owned(), "Report!$A$1".to_owned()),
            ("Print_Area".to_owned(), "Report!$A$1".to_owned()),
        ];
        let mut cells = NamedCells::new(&names);
        cells.put("表三 Table 3", 6, 8, "12");
        cells.put("Report", 11, 27, "2025");
        cells.put("Report", 0, 0, "no name");
        let found: Vec<_> = cells.into_cells().into_iter().map(|c| (c.field, c.text, c.place)).collect();
        let expected = [("year", "2025", "Report!AB12"), ("granted", "12", "表三 Table 3!I7")];
        assert_eq!(found, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
    }
}
