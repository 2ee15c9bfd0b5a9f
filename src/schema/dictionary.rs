//! The field dictionary: every figure that a report can hold, compiled in from `fields.csv`.

use std::sync::LazyLock;

use super::{Applicant, Forms, Outcome, Unit};
use crate::text::{Label, Text};

/// Where a field stands in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Region, year: what identifies the report.
    Key,
    /// The report as a document: form, scope, source.
    Report,
    /// The text.
    Narrative,
    /// 主动公开政府信息情况.
    Table2,
    /// 收到和处理政府信息公开申请情况.
    Table3,
    /// 政府信息公开行政复议、行政诉讼情况.
    Table4,
}

impl Part {
    fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "key" => Self::Key,
            "report" => Self::Report,
            "narrative" => Self::Narrative,
            "table2" => Self::Table2,
            "table3" => Self::Table3,
            "table4" => Self::Table4,
            _ => return None,
        })
    }

    /// The part's name.
    pub const fn name(self) -> Text {
        match self {
            Self::Key => Text::new("主键", "key"),
            Self::Report => Text::new("报告信息", "report"),
            Self::Narrative => Text::new("文字部分", "text"),
            Self::Table2 => Text::new("表二 主动公开", "table 2"),
            Self::Table3 => Text::new("表三 依申请公开", "table 3"),
            Self::Table4 => Text::new("表四 复议诉讼", "table 4"),
        }
    }
}

/// What the cells of a field hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text: codes, names, addresses.
    Text,
    /// One of a few words: the form, the scope.
    Choice,
    /// A calendar year.
    Year,
    /// A date as `2024-01-31`.
    Date,
    /// A whole number that is never negative.
    Count,
    /// A whole number with a sign: a change.
    SignedCount,
    /// A number with decimals that is never negative.
    Amount,
}

impl Content {
    /// Whether the cells are numbers that metrics can use.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Count | Self::SignedCount | Self::Amount)
    }
}

/// One field of the dictionary.
#[derive(Clone, Debug)]
pub struct Field {
    /// Stable name, also the column name in a dataset.
    pub name: String,
    /// Where it stands in the report.
    pub part: Part,
    /// Its name in both languages.
    pub label: Label,
    /// What its cells hold.
    pub content: Content,
    /// Unit of its figures; `None` for text, dates and keys.
    pub unit: Option<Unit>,
    /// The forms in which it exists.
    pub forms: Forms,
    /// The row and column of the official form, in its own words; empty for the text's figures.
    pub form_row: String,
    /// Remark.
    pub note: String,
}

impl Field {
    /// The field of the 总计 column and the applicant, for a field of one applicant's column.
    pub fn applicant(&self) -> Option<(&str, Applicant)> {
        let (base, suffix) = self.name.split_once("__")?;
        let applicant = Applicant::ALL.into_iter().find(|a| a.suffix() == suffix)?;
        Some((base, applicant))
    }

    /// The fields whose sum fills this group total where it is not published: `denied` from its eight
    /// reasons, `denied__business` from the eight of that column. Empty for every other field.
    pub fn parts(&self) -> Vec<String> {
        let (base, applicant) = self.applicant().map_or((self.name.as_str(), None), |(b, a)| (b, Some(a)));
        let reasons = Outcome::of_group_total(base).map_or(&[][..], Outcome::reasons);
        reasons.iter().map(|reason| applicant.map_or((*reason).to_owned(), |a| a.field(reason))).collect()
    }
}

/// The dictionary.
#[derive(Debug)]
pub struct Dictionary {
    fields: Vec<Field>,
}

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| Dictionary::parse(include_str!("fields.csv")));

/// The dictionary of the official forms, the only one; parsed on first use.
pub fn dictionary() -> &'static Dictionary {
    &DICTIONARY
}

impl Dictionary {
    /// Reads the compiled-in file. Rows that do not parse are left out, which the test below forbids.
    fn parse(text: &str) -> Self {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let fields = reader.records().filter_map(Result::ok).filter_map(|row| field(&row)).collect();
        Self { fields }
    }

    /// All fields, in the form's order.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The field of this name.
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Fields whose name, labels, form row or note contain every word of `query`, whatever the case.
    pub fn search<'a>(&'a self, query: &str) -> impl Iterator<Item = &'a Field> {
        let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        self.fields.iter().filter(move |f| {
            let text = [&*f.name, &f.label.zh, &f.label.en, &f.form_row, &f.note].join("\n").to_lowercase();
            words.iter().all(|word| text.contains(word))
        })
    }
}

fn field(row: &csv::StringRecord) -> Option<Field> {
    let (name, unit) = (row.get(0)?, row.get(4)?);
    let signed = row.get(7)?.contains("signed");
    let (content, unit) = match unit {
        "code" | "text" => (Content::Text, None),
        "enum" => (Content::Choice, None),
        "year" => (Content::Year, None),
        "date" => (Content::Date, None),
        "percent" => (Content::Amount, Some(Unit::Percent)),
        "10k CNY" => (Content::Amount, Some(Unit::WanYuan)),
        count => (if signed { Content::SignedCount } else { Content::Count }, Some(count_unit(count)?)),
    };
    Some(Field {
        name: name.to_owned(),
        part: Part::from_id(row.get(1)?)?,
        label: Label::new(row.get(2)?, row.get(3)?),
        content,
        unit,
        forms: Forms::parse(row.get(5)?)?,
        form_row: row.get(6)?.to_owned(),
        note: row.get(7)?.to_owned(),
    })
}

fn count_unit(name: &str) -> Option<Unit> {
    Some(match name {
        "item" => Unit::Item,
        "piece" => Unit::Piece,
        "case" => Unit::Case,
        "letter" => Unit::Letter,
        "document" => Unit::Document,
        "decision" => Unit::Decision,
        "project" => Unit::Project,
        "event" => Unit::Event,
        "account" => Unit::Account,
        "session" => Unit::Session,
        "person" => Unit::Person,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_file_is_a_field_of_its_own() {
        let rows = include_str!("fields.csv").lines().count() - 1;
        assert_eq!(dictionary().fields().len(), rows);
        assert_eq!(rows, 284, "the dictionary of record has 284 fields");
        let mut names: Vec<_> = dictionary().fields().iter().map(|f| &f.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), rows);
    }

    #[test]
    fn outcomes_and_applicants_name_fields_that_exist() {
        for outcome in Outcome::PARTS.into_iter().chain([Outcome::Total]) {
            for field in outcome.reasons().iter().chain([&outcome.field()]) {
                assert!(dictionary().get(field).is_some(), "{field}");
                for applicant in Applicant::ALL {
                    let field = applicant.field(field);
                    assert!(dictionary().get(&field).is_some(), "{field}");
                }
            }
        }
    }

    #[test]
    fn a_group_total_knows_its_parts_in_each_column() {
        let denied = dictionary().get("denied").expect("field");
        assert_eq!(denied.parts().len(), 8);
        let business = dictionary().get("unavailable__business").expect("field");
        assert_eq!(business.parts()[0], "unavailable_not_held__business");
        assert!(dictionary().get("granted").expect("field").parts().is_empty());
    }

    #[test]
    fn changes_are_signed_and_amounts_have_decimals() {
        let content = |name| dictionary().get(name).expect("field").content;
        assert_eq!(content("permits_items_change"), Content::SignedCount);
        assert_eq!(content("fees_wan_yuan"), Content::Amount);
        assert_eq!(content("granted"), Content::Count);
        assert_eq!(content("published_on"), Content::Date);
    }

    #[test]
    fn search_takes_words_of_both_languages() {
        let names = |query| dictionary().search(query).map(|f| f.name.clone()).collect::<Vec<_>>();
        assert!(names("图片 解读").contains(&"interpretations_graphic".to_owned()));
        assert!(names("Graphic").contains(&"interpretations_graphic".to_owned()));
        assert!(names("no such thing").is_empty());
    }
}
