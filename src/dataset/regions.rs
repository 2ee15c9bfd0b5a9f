//! The regions of a dataset: codes, names, levels, hierarchy, and what became of those that ended.

use polars::prelude::*;

use super::csv_file::{CsvFile, Wanted};
use super::kind::{KIND, kind_or_other};
use super::source::Source;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Content;
use crate::text::{errors, regions as words};

/// One record of `regions.csv`: a code with its name for the years in which both were valid.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Administrative division code, the key of the reports.
    pub code: String,
    /// Name.
    pub name: String,
    /// `province`, `prefecture`, `county`, or another word that the dataset uses.
    pub level: String,
    /// Prefecture that it belongs to; empty for provinces and prefectures.
    pub prefecture: String,
    /// Province that it belongs to.
    pub province: String,
    /// First year in which the record is valid; `None` if open.
    pub valid_from: Option<i32>,
    /// Last year in which it is valid; `None` while it is in use.
    pub valid_to: Option<i32>,
    /// Codes that it went to when it ended.
    pub successors: Vec<String>,
}

impl Region {
    /// Name with prefecture and province, to tell regions of one name apart.
    pub fn full_name(&self) -> String {
        let mut parts = vec![self.province.as_str()];
        for part in [self.prefecture.as_str(), self.name.as_str()] {
            if !part.is_empty() && parts.last() != Some(&part) && !part.ends_with("直辖") {
                parts.push(part);
            }
        }
        parts.retain(|part| !part.is_empty());
        parts.concat()
    }

    pub(super) fn named(&self) -> words::Named<'_> {
        words::Named { name: &self.name, code: &self.code, until: self.valid_to }
    }

    /// Whether the record is still in use.
    pub fn is_current(&self) -> bool {
        self.valid_to.is_none()
    }
}

/// The regions of a dataset.
#[derive(Clone, Debug)]
pub struct Regions {
    pub(super) frame: DataFrame,
    file: CsvFile,
}

const TEXT_COLUMNS: [&str; 5] = ["region_code", "name", "level", "prefecture", "province"];

impl Regions {
    /// Reads `regions.csv`.
    ///
    /// # Errors
    /// The file is not readable, or a cell or a needed column is wrong.
    pub(crate) fn read(source: Source) -> Result<Self> {
        let file = CsvFile::open(source)?;
        for name in ["region_code", "name"] {
            if !file.columns.iter().any(|column| column == name) {
                return Err(Error::new(ErrorKind::Data, errors::no_key_column(&file.source.name, name)));
            }
        }
        let wanted = [
            Wanted::required("region_code", Content::Text),
            Wanted::required("name", Content::Text),
            Wanted::new("level", Content::Text),
            Wanted::new("prefecture", Content::Text),
            Wanted::new("province", Content::Text),
            Wanted::new("valid_from", Content::Count),
            Wanted::new("valid_to", Content::Count),
            Wanted::new("successor_codes", Content::Text),
        ];
        let frame = file.read(&wanted)?.frame;
        let text = |name: &str, blank: &str| -> Result<Column> {
            Ok(match frame.column(name) {
                Ok(column) if column.null_count() == 0 => column.clone(),
                Ok(column) if column.null_count() < column.len() => {
                    let filled: StringChunked =
                        column.str()?.iter().map(|text| Some(text.unwrap_or(blank))).collect_ca(name.into());
                    filled.into_column()
                }
                _ => {
                    Column::new_scalar(name.into(), Scalar::from(PlSmallStr::from_str(blank)), frame.height())
                }
            })
        };
        let year = |name: &str| -> Result<Column> {
            Ok(match frame.column(name) {
                Ok(column) => column.cast(&DataType::Int32)?,
                Err(_) => Column::full_null(name.into(), frame.height(), &DataType::Int32),
            })
        };
        let columns = vec![
            frame.column("region_code")?.clone(),
            frame.column("name")?.clone(),
            levels(&text("level", "county")?)?,
            text("prefecture", "")?,
            text("province", "")?,
            year("valid_from")?,
            year("valid_to")?,
            text("successor_codes", "")?,
        ];
        let regions = Self { frame: DataFrame::new_infer_height(columns)?, file };
        regions.check_unique()?;
        Ok(regions)
    }

    /// Refuses a code that stands twice from the same year on: which of the two is meant cannot be told.
    fn check_unique(&self) -> Result<()> {
        let codes = self.frame.column("region_code")?.str()?;
        let from = self.frame.column("valid_from")?.i32()?;
        let mut records: Vec<(&str, Option<i32>)> =
            codes.iter().zip(from.iter()).map(|(code, from)| (code.unwrap_or_default(), from)).collect();
        records.sort_unstable();
        let twice = records.windows(2).find_map(|pair| match pair {
            [a, b] if a == b => Some(a.0),
            _ => None,
        });
        match twice {
            Some(code) => {
                let message = errors::region_twice(&self.file.source.name, code);
                Err(Error::new(ErrorKind::Data, message).with_hint(errors::give_valid_from()))
            }
            None => Ok(()),
        }
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.frame.height()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The numeric columns beyond the usual ones that formulas may use: `population` and whatever else the
    /// file holds.
    pub fn further_columns(&self) -> impl Iterator<Item = &str> {
        const KNOWN: [&str; 4] = ["valid_from", "valid_to", "successor_codes", "partial_transfers"];
        self.file
            .columns
            .iter()
            .map(String::as_str)
            .filter(|name| !TEXT_COLUMNS.contains(name) && !KNOWN.contains(name))
    }

    /// The records' `region_code`, `region`, `level`, `prefecture`, `province`, the kind of place and the numeric
    /// columns asked for, in the order of the file, to be gathered by [`Regions::places`].
    ///
    /// # Errors
    /// A numeric column has a wrong cell.
    pub(crate) fn attributes(&self, numeric: &[String]) -> Result<DataFrame> {
        let columns = ["region_code", "name", "level", "prefecture", "province"];
        let mut frame = self.frame.select(columns)?;
        frame.rename("name", "region".into())?;
        let names = frame.column("region")?.str()?.iter();
        let kinds: StringChunked = names.map(|name| name.map(kind_or_other)).collect_ca(KIND.into());
        frame.with_column(kinds.into_column())?;
        if !numeric.is_empty() {
            let wanted: Vec<_> = numeric.iter().map(|name| Wanted::new(name, Content::Amount)).collect();
            frame.hstack_mut(self.file.read(&wanted)?.frame.columns())?;
        }
        Ok(frame)
    }

    /// For reports sorted by code, the record of each; the error is the first code that has none. `runs` has each
    /// code and how many reports in a row have it, `years` the year of each report.
    ///
    /// Of a code with several records the one is taken whose years have the report's: each from its own
    /// start up to the next one's, the first also for all years before. One pass over both sorted lists
    /// takes the place of a join.
    ///
    /// # Errors
    /// The frame lacks a column, which is a fault of the program.
    pub(crate) fn places(
        &self,
        runs: &[(&str, usize)],
        years: &[i32],
    ) -> Result<std::result::Result<Vec<IdxSize>, String>> {
        let known = self.frame.column("region_code")?.str()?;
        let from = self.frame.column("valid_from")?.i32()?;
        let mut sorted: Vec<(&str, i32, IdxSize)> = known
            .iter()
            .zip(from.iter())
            .zip(0..)
            .map(|((code, from), row)| (code.unwrap_or_default(), from.unwrap_or(i32::MIN), row))
            .collect();
        // Files mostly are in order, which the sort notices in one pass.
        sorted.sort_unstable();
        let mut places = Vec::with_capacity(years.len());
        let mut rest = sorted.as_slice();
        for (code, count) in runs {
            while let [(first, ..), tail @ ..] = rest
                && first < code
            {
                rest = tail;
            }
            let records = rest.iter().take_while(|(known, ..)| known == code).count();
            let Some((first, later)) = rest.get(..records).and_then(|records| records.split_first()) else {
                return Ok(Err((*code).to_owned()));
            };
            if later.is_empty() {
                places.extend(std::iter::repeat_n(first.2, *count));
                continue;
            }
            for year in years.iter().skip(places.len()).take(*count) {
                let place = later.iter().take_while(|(_, from, _)| from <= year).last().unwrap_or(first);
                places.push(place.2);
            }
        }
        Ok(Ok(places))
    }

    /// Code, first and last year of the records that a condition on their attributes takes; open ends are the
    /// first and last years there are.
    ///
    /// # Errors
    /// A fault of the program.
    pub(crate) fn spans(&self, condition: Expr) -> Result<Vec<(String, i32, i32)>> {
        let records = self
            .attributes(&[])?
            .hstack(&[self.frame.column("valid_from")?.clone(), self.frame.column("valid_to")?.clone()])?;
        let taken = records.lazy().filter(condition).collect()?;
        let (from, to) = (taken.column("valid_from")?.i32()?, taken.column("valid_to")?.i32()?);
        let codes = taken.column("region_code")?.str()?.iter();
        let ends = from.iter().zip(to.iter());
        let span = |(code, (from, to)): (Option<&str>, (Option<i32>, Option<i32>))| {
            Some((code?.to_owned(), from.unwrap_or(i32::MIN), to.unwrap_or(i32::MAX)))
        };
        Ok(codes.zip(ends).filter_map(span).collect())
    }

    /// Reports on years in which their record was not valid: how many, and code and year of the first.
    ///
    /// # Errors
    /// A fault of the program.
    pub(crate) fn outside_validity(
        &self,
        places: &IdxCa,
        years: &Int32Chunked,
    ) -> Result<Option<(usize, String, i32)>> {
        let (from, to) = (self.frame.column("valid_from")?.i32()?, self.frame.column("valid_to")?.i32()?);
        if from.null_count() == self.len() && to.null_count() == self.len() {
            return Ok(None);
        }
        let mut outside = places.iter().zip(years.iter()).filter_map(|(place, year)| {
            let (place, year) = (place? as usize, year?);
            let valid =
                from.get(place).is_none_or(|from| from <= year) && to.get(place).is_none_or(|to| year <= to);
            (!valid).then_some((place, year))
        });
        let Some((place, year)) = outside.next() else { return Ok(None) };
        let count = 1 + outside.count();
        Ok(Some((count, self.codes()?.get(place).unwrap_or_default().to_owned(), year)))
    }

    /// All codes, in the order of the file.
    pub(crate) fn codes(&self) -> Result<&StringChunked> {
        Ok(self.frame.column("region_code")?.str()?)
    }

    /// Whether a code is known.
    pub(crate) fn has_code(&self, code: &str) -> bool {
        !self.rows(|[known, ..]| known == code).is_empty()
    }

    /// The latest name of a code.
    pub fn name_of(&self, code: &str) -> Option<String> {
        let rows = self.rows(|[known, ..]| known == code);
        self.record(*rows.last()?).map(|region| region.name)
    }

    fn record(&self, row: usize) -> Option<Region> {
        let text = |name: &str| {
            let column = self.frame.column(name).ok()?.str().ok()?;
            Some(column.get(row).unwrap_or_default().to_owned())
        };
        let year = |name: &str| self.frame.column(name).ok().and_then(|c| c.i32().ok()?.get(row));
        Some(Region {
            code: text("region_code")?,
            name: text("name")?,
            level: text("level")?,
            prefecture: text("prefecture")?,
            province: text("province")?,
            valid_from: year("valid_from"),
            valid_to: year("valid_to"),
            successors: text("successor_codes")?
                .split(';')
                .map(|code| code.trim().to_owned())
                .filter(|code| !code.is_empty())
                .collect(),
        })
    }

    /// Rows of the frame whose text columns satisfy `f(code, name, prefecture, province)`.
    pub(super) fn rows(&self, f: impl Fn([&str; 4]) -> bool) -> Vec<usize> {
        let columns: Vec<&StringChunked> = ["region_code", "name", "prefecture", "province"]
            .iter()
            .filter_map(|name| self.frame.column(name).ok()?.str().ok())
            .collect();
        let [codes, names, prefectures, provinces] = columns.as_slice() else { return Vec::new() };
        (0..self.len())
            .filter(|row| f([codes, names, prefectures, provinces].map(|c| c.get(*row).unwrap_or_default())))
            .collect()
    }

    pub(super) fn records(&self, rows: &[usize]) -> Vec<Region> {
        rows.iter().filter_map(|row| self.record(*row)).collect()
    }
}

/// The level column in the words of the program.
fn levels(column: &Column) -> Result<Column> {
    let known = |word: &str| matches!(word, "province" | "prefecture" | "county" | "agency");
    let texts = column.str()?;
    if texts.iter().flatten().all(known) {
        return Ok(column.clone());
    }
    let levels: StringChunked = texts.iter().map(|word| word.map(words::level_id)).collect_ca("level".into());
    Ok(levels.into_column())
}
