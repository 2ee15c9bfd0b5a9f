//! One cell of a dataset: what counts as no figure, and how a figure is read.

use crate::schema::Content;
use crate::text::{Text, errors};

/// First report year: the Regulation took effect on 1 May 2008.
pub const FIRST_YEAR: i32 = 2008;
/// Last year that is taken for a report year and not for a slip of the pen.
pub const LAST_YEAR: i32 = 2099;

/// What stands in a cell that has no figure. All of them are null, never zero.
pub const NO_FIGURE: [&str; 14] =
    ["", "/", "-", "—", "——", "–", "无", "不适用", "N/A", "n/a", "NA", "／", "－", "\\"];

/// Something that was read although it was not written as a plain number. It is mentioned, not silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Habit {
    /// `1,234` or `1，234`.
    Thousands,
    /// `１２３`.
    FullWidth,
}

impl Habit {
    /// The habit in words.
    pub const fn text(self) -> Text {
        match self {
            Self::Thousands => errors::HABIT_THOUSANDS,
            Self::FullWidth => errors::HABIT_FULL_WIDTH,
        }
    }
}

/// Why a cell is not what its column needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Text where a number should be.
    NotNumber,
    /// A negative count.
    Negative,
    /// A fraction of something that is counted.
    Fraction,
    /// A number too large to be a count.
    TooLarge,
    /// A year that no report can have.
    YearRange,
    /// Nothing, in a column that must have something.
    Missing,
    /// Not a date of the form 2024-01-31.
    NotDate,
}

impl Fault {
    /// The fault in words, for the end of a sentence that has named the cell.
    pub const fn text(self) -> Text {
        match self {
            Self::NotNumber => errors::FAULT_NOT_NUMBER,
            Self::Negative => errors::FAULT_NEGATIVE,
            Self::Fraction => errors::FAULT_FRACTION,
            Self::TooLarge => errors::FAULT_TOO_LARGE,
            Self::YearRange => errors::FAULT_YEAR_RANGE,
            Self::Missing => errors::FAULT_MISSING,
            Self::NotDate => errors::FAULT_NOT_DATE,
        }
    }
}

/// Whether a cell says that there is no figure.
pub(super) fn is_no_figure(text: &str) -> bool {
    NO_FIGURE.contains(&text.trim())
}

/// Reads a number cell. `Ok((None, _))` is no figure.
///
/// # Errors
/// The fault, when the text is not a number that a column of this content can hold.
pub(super) fn number(text: &str, content: Content) -> Result<(Option<f64>, Option<Habit>), Fault> {
    let trimmed = text.trim();
    if is_no_figure(trimmed) {
        return Ok((None, None));
    }
    let half = half_width(trimmed);
    let mut habit = (half != trimmed).then_some(Habit::FullWidth);
    let plain = match strip_thousands(&half) {
        Some(stripped) => {
            habit = Some(habit.unwrap_or(Habit::Thousands));
            stripped
        }
        None => half,
    };
    // `f64::from_str` also takes `inf`, `nan` and `1e3`, which no report writes.
    if !plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+')) {
        return Err(Fault::NotNumber);
    }
    let value: f64 = plain.parse().map_err(|_| Fault::NotNumber)?;
    check(value, content)?;
    Ok((Some(value), habit))
}

/// Whether a number may stand in a column of this content.
///
/// # Errors
/// The fault, when it may not.
pub(crate) fn check(value: f64, content: Content) -> Result<(), Fault> {
    /// Above it an integer is no longer exact in a double.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match content {
        Content::Count | Content::Amount if value < 0.0 => Err(Fault::Negative),
        Content::Count | Content::SignedCount | Content::Year if value.fract() != 0.0 => Err(Fault::Fraction),
        Content::Year if !(f64::from(FIRST_YEAR)..=f64::from(LAST_YEAR)).contains(&value) => {
            Err(Fault::YearRange)
        }
        _ if value.abs() > EXACT => Err(Fault::TooLarge),
        _ => Ok(()),
    }
}

/// Whether a text is a date of the calendar, as `2024-01-31`.
pub(super) fn is_date(text: &str) -> bool {
    text.len() == 10 && chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

/// Full-width digits and marks as their ASCII counterparts.
fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            '−' => '-',
            _ => c,
        })
        .collect()
}

/// The number without its thousands separators, if it has them and they stand where they should.
fn strip_thousands(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(w, f)| (w, Some(f)));
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next()?;
    let mut rest = groups.peekable();
    rest.peek()?;
    let right = (1..=3).contains(&first.len()) && rest.all(|group| group.len() == 3);
    right.then(|| {
        let digits = whole.replace(',', "");
        fraction.map_or(digits.clone(), |fraction| format!("{digits}.{fraction}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> Result<(Option<f64>, Option<Habit>), Fault> {
        number(text, Content::Count)
    }

    #[test]
    fn no_figure_is_null_and_zero_is_zero() {
        for text in NO_FIGURE {
            assert_eq!(count(text), Ok((None, None)), "{text:?}");
        }
        assert_eq!(count("0"), Ok((Some(0.0), None)));
    }

    #[test]
    fn separators_and_full_width_digits_are_read_and_mentioned() {
        assert_eq!(count("36,410"), Ok((Some(36410.0), Some(Habit::Thousands))));
        assert_eq!(count("1，234，567"), Ok((Some(1_234_567.0), Some(Habit::FullWidth))));
        assert_eq!(count("１２３"), Ok((Some(123.0), Some(Habit::FullWidth))));
        assert_eq!(number("1,234.50", Content::Amount), Ok((Some(1234.5), Some(Habit::Thousands))));
        assert_eq!(count(" 12 "), Ok((Some(12.0), None)));
    }

    #[test]
    fn what_is_not_a_count_is_a_fault_of_its_own_kind() {
        assert_eq!(count("1O2"), Err(Fault::NotNumber));
        assert_eq!(count("1,23"), Err(Fault::NotNumber));
        assert_eq!(count("inf"), Err(Fault::NotNumber));
        assert_eq!(count("1e3"), Err(Fault::NotNumber));
        assert_eq!(count("-4"), Err(Fault::Negative));
        assert_eq!(count("3.5"), Err(Fault::Fraction));
        assert_eq!(number("-4", Content::SignedCount), Ok((Some(-4.0), None)));
        assert_eq!(number("20222", Content::Year), Err(Fault::YearRange));
        assert_eq!(number("1998", Content::Year), Err(Fault::YearRange));
    }
}
