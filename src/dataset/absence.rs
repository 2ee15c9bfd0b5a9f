//! How cells say that there is no figure. A panel has null for all of them; who must tell them apart asks here.

use std::collections::{BTreeMap, BTreeSet};

use super::cell;
use super::long;
use super::panel::Scope;
use super::{Dataset, ReportFile};
use crate::error::Result;
use crate::schema::Content;

/// What stands in a cell without a figure that is not just blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// A slash or a dash.
    Slash,
    /// 无, "none".
    None,
    /// 不适用, N/A.
    NotApplicable,
}

impl Absence {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Slash, Self::None, Self::NotApplicable];

    /// The word for it, also in the `status` column of a long table.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Slash => "slash",
            Self::None => "none",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// What a cell says; nothing if it is blank or has a figure.
    pub fn of(text: &str) -> Option<Self> {
        match text.trim() {
            "/" | "／" | "\\" | "-" | "－" | "—" | "——" | "–" => Some(Self::Slash),
            "无" => Some(Self::None),
            "不适用" | "N/A" | "n/a" | "NA" => Some(Self::NotApplicable),
            _ => None,
        }
    }
}

/// Cells without a figure that say so, by field, region and year.
#[derive(Clone, Debug, Default)]
pub struct Absences(BTreeMap<String, BTreeMap<(String, i32), Absence>>);

impl Absences {
    /// Whether no cell says anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields that have such cells.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// What the cell of a field in a report says.
    pub fn get(&self, field: &str, code: &str, year: i32) -> Option<Absence> {
        self.0.get(field)?.get(&(code.to_owned(), year)).copied()
    }

    fn add(&mut self, field: &str, code: &str, year: i32, absence: Absence) {
        self.0.entry(field.to_owned()).or_default().insert((code.to_owned(), year), absence);
    }
}

impl Dataset {
    /// How the cells of these fields say that they have no figure, in the reports of a scope. A Parquet file keeps
    /// numbers, and says nothing.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn absences(&self, fields: &BTreeSet<String>, scope: Scope) -> Result<Absences> {
        let mut found = Absences::default();
        for file in &self.files {
            let ReportFile::Csv(file) = file else { continue };
            if long::is_long(&file.columns) {
                let names = ["region_code", "year", "scope", "item", "applicant", "value", "status"];
                file.each_row(names, |_, [code, year, word, item, applicant, value, status]| {
                    let said = Absence::ALL.into_iter().find(|absence| absence.id() == status);
                    let Some(absence) = Absence::of(value).or(said.filter(|_| value.is_empty())) else {
                        return;
                    };
                    let Ok(field) = long::field_name(item, applicant) else { return };
                    if let Some(year) = year_of(year, word, scope).filter(|_| fields.contains(&field)) {
                        found.add(&field, code, year, absence);
                    }
                })?;
                continue;
            }
            let present = fields.iter().filter(|field| file.columns.contains(field)).map(String::as_str);
            let names: Vec<&str> = ["region_code", "year", "scope"].into_iter().chain(present).collect();
            file.each_record(&names, |cells| {
                let [code, year, word, figures @ ..] = cells else { return };
                let Some(year) = year_of(year, word, scope) else { return };
                for (name, cell) in names.iter().skip(3).zip(figures) {
                    if let Some(absence) = Absence::of(cell) {
                        found.add(name, code.trim(), year, absence);
                    }
                }
            })?;
        }
        Ok(found)
    }
}

/// The year of a report, if it is of the scope.
fn year_of(year: &str, word: &str, scope: Scope) -> Option<i32> {
    let is_of_scope =
        if cell::is_no_figure(word) { scope == Scope::Region } else { word.trim() == scope.id() };
    let (year, _) = cell::number(year, Content::Year).ok().filter(|_| is_of_scope)?;
    #[expect(clippy::cast_possible_truncation, reason = "checked to be a year")]
    year.map(|year| year as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_as_no_figure_says_something_unless_it_is_blank() {
        for text in cell::NO_FIGURE.into_iter().filter(|text| !text.is_empty()) {
            assert!(Absence::of(text).is_some(), "{text:?}");
        }
        assert_eq!(Absence::of(""), None);
        assert_eq!(Absence::of("0"), None);
        assert_eq!(Absence::of(" 无 "), Some(Absence::None));
    }

    #[test]
    fn cells_are_found_in_wide_and_long_files_of_one_scope() {
        let folder = tempfile::tempdir().expect("a folder");
        let fields: BTreeSet<String> = ["granted", "denied"].map(str::to_owned).into();
        let wide =
            "region_code,year,scope,granted,denied\n110101,2022,region,/,无\n110101,2022,office,N/A,1\n";
        let long = "region_code,year,item,value,status\n110101,2022,granted,,slash\n110101,2022,denied,无,\n";
        for (name, text) in [("wide.csv", wide), ("long.csv", long)] {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("written");
            let dataset = Dataset::open(&path).expect("opens");
            let found = dataset.absences(&fields, Scope::Region).expect("read");
            assert_eq!(found.get("granted", "110101", 2022), Some(Absence::Slash), "{name}");
            assert_eq!(found.get("denied", "110101", 2022), Some(Absence::None), "{name}");
            assert_eq!(found.get("denied", "110101", 2021), None, "{name}");
        }
    }
}
