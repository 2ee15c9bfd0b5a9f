//! The official forms of the report and what can be compared across them.

use std::fmt;

use crate::text::Text;

/// The form that a report follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Before 2019: free text, no official tables. Only narrative figures are comparable.
    Text2008,
    /// 国办公开办函〔2019〕60号, report years 2019 and 2020.
    Tables2019,
    /// 国办公开办函〔2021〕30号, report years from 2021.
    Tables2021,
}

impl Form {
    /// All forms, oldest first.
    pub const ALL: [Self; 3] = [Self::Text2008, Self::Tables2019, Self::Tables2021];

    /// The names of [`Form::ALL`].
    pub const WORDS: &'static [&'static str] = &["2008", "2019", "2021"];

    /// The name in the `form` column.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Text2008 => "2008",
            Self::Tables2019 => "2019",
            Self::Tables2021 => "2021",
        }
    }

    /// The name as a number, as panels hold it.
    pub const fn number(self) -> i32 {
        match self {
            Self::Text2008 => 2008,
            Self::Tables2019 => 2019,
            Self::Tables2021 => 2021,
        }
    }

    /// The form with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.id() == id)
    }

    /// The form in force for reports on `year`; the one to assume where a report does not say.
    pub const fn of_year(year: i32) -> Self {
        match year {
            ..2019 => Self::Text2008,
            2019..2021 => Self::Tables2019,
            2021.. => Self::Tables2021,
        }
    }

    /// The form's name in words.
    pub const fn name(self) -> Text {
        match self {
            Self::Text2008 => Text::new("2018 年及以前的文字报告", "the text reports up to 2018"),
            Self::Tables2019 => {
                Text::new("2019 年格式（2019—2020 年报告）", "the 2019 form (reports on 2019–2020)")
            }
            Self::Tables2021 => Text::new("2021 年格式（2021 年起）", "the 2021 form (reports from 2021)"),
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A set of forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms(u8);

impl Forms {
    /// Every form.
    pub const ALL: Self = Self(0b111);
    /// No form.
    pub const NONE: Self = Self(0);

    const fn bit(form: Form) -> u8 {
        match form {
            Form::Text2008 => 1,
            Form::Tables2019 => 2,
            Form::Tables2021 => 4,
        }
    }

    /// The set that `fields.csv` writes as `2019 2021`; `None` if a word names no form.
    pub fn parse(text: &str) -> Option<Self> {
        text.split_whitespace()
            .try_fold(Self::NONE, |set, word| Form::from_id(word).map(|form| set.with(form)))
    }

    /// This set and one more form.
    #[must_use]
    pub const fn with(self, form: Form) -> Self {
        Self(self.0 | Self::bit(form))
    }

    /// Whether the set has `form`.
    pub const fn contains(self, form: Form) -> bool {
        self.0 & Self::bit(form) != 0
    }

    /// Forms that both sets have.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Forms that either set has.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The forms, oldest first.
    pub fn iter(self) -> impl Iterator<Item = Form> {
        Form::ALL.into_iter().filter(move |form| self.contains(*form))
    }
}

impl fmt::Display for Forms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, form) in self.iter().enumerate() {
            write!(f, "{}{form}", if i == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_change_with_the_reports_on_2019_and_2021() {
        assert_eq!(Form::of_year(2018), Form::Text2008);
        assert_eq!(Form::of_year(2019), Form::Tables2019);
        assert_eq!(Form::of_year(2020), Form::Tables2019);
        assert_eq!(Form::of_year(2021), Form::Tables2021);
    }

    #[test]
    fn a_set_of_forms_reads_and_writes_the_dictionary_notation() {
        let set = Forms::parse("2019 2021").expect("known forms");
        assert_eq!(set.to_string(), "2019 2021");
        assert!(!set.contains(Form::Text2008));
        assert_eq!(Forms::parse("2019 1999"), None);
    }
}
