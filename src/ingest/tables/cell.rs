//! The text of a cell: a figure, a sign for none, or something that is neither.

use super::labels::fold_width;
use crate::ingest::reading::{Read, Status};
use crate::schema::{Field, Unit};
use crate::text::Label;
use crate::text::ingest::tables as words;

/// The unit in which the figures of a field are kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Measure {
    /// A count of things.
    Count,
    /// An amount in 万元, whose heading counts in so many 万元.
    Money(f64),
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// A figure, and what was left out or converted.
    Figure(f64, Option<Label>),
    /// No figure.
    Empty(Status),
    /// Digits with blanks between them that no grouping explains: one number or several.
    Cut(Vec<String>),
    /// Digits that are not a figure: approximate, unreadable.
    Doubtful(Label),
    /// Words.
    Words,
}

impl Shape {
    /// Whether the cell is a place for a figure, with or without one.
    pub(super) fn is_value(&self) -> bool {
        !matches!(self, Self::Words)
    }

    /// Whether something stands there.
    pub(super) fn is_filled(&self) -> bool {
        !matches!(self, Self::Words | Self::Empty(Status::Blank))
    }

    /// The figure, as far as it is certain.
    pub(super) fn value(&self) -> Option<f64> {
        match self {
            Self::Figure(value, _) => Some(*value),
            _ => None,
        }
    }
}

/// Digits that a blank groups like one number, `1 125`, as the two numbers that they also may be.
pub(super) fn apart(text: &str, shape: &Shape) -> Option<Shape> {
    let pieces: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    let plain = pieces.iter().all(|piece| piece.bytes().all(|b| b.is_ascii_digit()));
    (pieces.len() > 1 && plain && shape.value().is_some()).then_some(Shape::Cut(pieces))
}

/// Reads a cell.
pub(super) fn shape(text: &str, measure: Measure) -> Shape {
    let spaced: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { fold_width(c) }).collect();
    let spaced: String =
        spaced.chars().filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')).collect();
    let spaced = spaced.trim();
    if let Some(status) = nothing(spaced) {
        return Shape::Empty(status);
    }
    let (bare, annotated) = without_annotation(spaced);
    let bare = bare.trim();
    let Some(parts) = Parts::of(bare) else {
        return if bare.chars().any(is_han) || !bare.chars().any(|c| c.is_ascii_digit()) {
            approximate(bare).map_or(Shape::Words, Shape::Doubtful)
        } else {
            Shape::Doubtful(words::unreadable(text))
        };
    };
    let note = annotated.then(|| words::annotation_left_out(text));
    match parts.number() {
        Some(number) => scaled(number, parts.unit, measure, text, note),
        None if parts.unit.is_empty() && parts.digits.contains(' ') => {
            let pieces: Vec<String> = parts.digits.split_whitespace().map(str::to_owned).collect();
            if pieces.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit())) {
                Shape::Cut(pieces)
            } else {
                Shape::Doubtful(words::unreadable(text))
            }
        }
        None => Shape::Doubtful(words::unreadable(text)),
    }
}

/// A cell whose field is known, by itself: its figure, or why there is none. Words and cut numbers are doubtful;
/// `no_figure` says so.
pub(in crate::ingest) fn read_cell(
    text: &str,
    field: &Field,
    rule: &'static str,
    no_figure: impl Fn(&str) -> Label,
) -> Read {
    let measure = if field.unit == Some(Unit::WanYuan) { Measure::Money(1.0) } else { Measure::Count };
    let (value, status, note) = match shape(text, measure) {
        Shape::Figure(value, note) => (Some(value), Status::Exact, note.unwrap_or_default()),
        Shape::Empty(status) => (None, status, Label::default()),
        Shape::Doubtful(note) => (None, Status::Ambiguous, note),
        Shape::Cut(_) | Shape::Words => (None, Status::Ambiguous, no_figure(text)),
    };
    Read { value, status, text: text.to_owned(), place: Label::default(), rule, note }
}

/// The status of a text that says that there is no figure.
fn nothing(text: &str) -> Option<Status> {
    if text.is_empty() {
        return Some(Status::Blank);
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let dash = |c| matches!(c, '/' | '\\' | '-' | '—' | '–' | '―' | '─' | '－' | '一' | '~' | '～' | '﹣');
    if bare.chars().all(dash) || matches!(&*bare, "*" | "." | "…" | "……") {
        return Some(Status::Slash);
    }
    matches!(&*bare.to_lowercase(), "无" | "(无)" | "不适用" | "n/a" | "na" | "没有" | "暂无" | "未发生")
        .then_some(Status::None)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// `约16`, `18万余`: a number that the report itself does not hold for exact.
fn approximate(text: &str) -> Option<Label> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let about = ["约", "近", "超", "逾"].iter().any(|w| bare.starts_with(w))
        || ["余", "多"].iter().any(|w| bare.contains(w));
    let han = bare.chars().filter(|c| is_han(*c)).count();
    (about && han <= 4 && bare.bytes().any(|b| b.is_ascii_digit())).then(|| words::approximate(text))
}

/// The text without remarks in brackets behind the number and without marks of footnotes.
fn without_annotation(text: &str) -> (String, bool) {
    let Some(first) = text.chars().next() else { return (String::new(), false) };
    let mut bare = String::new();
    let (mut depth, mut cut) = (0_usize, false);
    for c in text.chars() {
        match c {
            '(' if first != '(' => {
                depth += 1;
                cut = true;
            }
            ')' if depth > 0 => depth -= 1,
            // A mark of a footnote is no digit.
            '①'..='⑳' | '¹' | '²' | '³' | '⁰'..='⁹' | '*' | '※' => cut = true,
            _ if depth > 0 => {}
            c => bare.push(c),
        }
    }
    if let Some((number, _)) = bare.split_once('注').filter(|(n, _)| n.contains(|c: char| c.is_ascii_digit()))
    {
        return (number.to_owned(), true);
    }
    (bare, cut)
}

/// A number in its parts.
struct Parts<'a> {
    negative: bool,
    digits: &'a str,
    unit: &'a str,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Self> {
        if text == "零" {
            return Some(Self { negative: false, digits: "0", unit: "" });
        }
        let signs: [(&str, bool); 12] = [
            ("增加", false),
            ("减少", true),
            ("增", false),
            ("减", true),
            ("+", false),
            ("-", true),
            ("﹣", true),
            ("−", true),
            ("－", true),
            ("↑", false),
            ("↓", true),
            ("±", false),
        ];
        let sign = signs.iter().find(|(s, _)| text.starts_with(s));
        let rest = sign.map_or(text, |(s, _)| text.get(s.len()..).unwrap_or_default()).trim_start();
        let numeric = |c: char| c.is_ascii_digit() || matches!(c, ',' | '，' | '.' | ' ' | '\'' | '’' | '٬');
        let end = rest.find(|c| !numeric(c)).unwrap_or(rest.len());
        let (digits, unit) = (rest.get(..end)?.trim(), rest.get(end..)?.trim());
        let units = [
            "", "件", "条", "项", "个", "次", "宗", "起", "份", "例", "人", "篇", "元", "万元", "亿元", "万",
            "万件", "万条", "万项", "万次", "万个",
        ];
        let bare: String = unit.chars().filter(|c| !c.is_whitespace()).collect();
        (digits.starts_with(|c: char| c.is_ascii_digit()) && units.contains(&&*bare)).then_some(Self {
            negative: sign.is_some_and(|(_, negative)| *negative),
            digits,
            unit,
        })
    }

    /// The number if its separators are regular: groups of three (or of four, as 万 are counted).
    fn number(&self) -> Option<f64> {
        let (whole, fraction) = match self.digits.split_once('.') {
            Some((whole, fraction)) => (whole.trim_end(), fraction.trim_start()),
            None => (self.digits, ""),
        };
        let whole = whole.replace(", ", ",").replace(" ,", ",");
        let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
        let (first, others) = groups.split_first()?;
        let regular = |size: usize| {
            (1..=size).contains(&first.len())
                && !first.starts_with('0')
                && others.iter().all(|g| g.len() == size)
        };
        if !(others.is_empty() || regular(3) || (regular(4) && !whole.contains(' '))) {
            return None;
        }
        if !fraction.bytes().all(|b| b.is_ascii_digit()) || (self.digits.contains('.') && fraction.is_empty())
        {
            return None;
        }
        let plain = format!("{}.{}0", groups.concat(), fraction);
        let value: f64 = plain.parse().ok()?;
        Some(if self.negative && value != 0.0 { -value } else { value })
    }
}

/// The figure in the unit of its field.
fn scaled(number: f64, unit: &str, measure: Measure, text: &str, note: Option<Label>) -> Shape {
    let unit: String = unit.chars().filter(|c| !c.is_whitespace()).collect();
    match (&*unit, measure) {
        ("", Measure::Money(factor)) if (factor - 1.0).abs() < f64::EPSILON => Shape::Figure(number, note),
        ("", Measure::Money(factor)) => {
            Shape::Figure(rescale(number, factor), Some(words::unit_of_heading(text)))
        }
        ("元", Measure::Money(_)) => {
            Shape::Figure(rescale(number, 0.0001), Some(words::unit_converted(text, "元")))
        }
        ("万元" | "万", Measure::Money(_)) => Shape::Figure(number, note),
        ("亿元", Measure::Money(_)) => {
            Shape::Figure(rescale(number, 10_000.0), Some(words::unit_converted(text, "亿元")))
        }
        ("元" | "万元" | "亿元", Measure::Count) => Shape::Doubtful(words::wrong_unit(text)),
        (_, Measure::Money(_)) if !unit.is_empty() => Shape::Doubtful(words::wrong_unit(text)),
        (unit, Measure::Count) if unit.starts_with('万') => {
            Shape::Figure(rescale(number, 10_000.0), Some(words::unit_converted(text, "万")))
        }
        _ => Shape::Figure(number, note),
    }
}

/// A product with a power of ten, without the dust of binary fractions.
pub(super) fn rescale(number: f64, factor: f64) -> f64 {
    (number * factor * 1e8).round() / 1e8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> Shape {
        shape(text, Measure::Count)
    }

    #[test]
    fn figures_are_read_in_all_their_spellings() {
        for (text, value) in [
            ("16", 16.0),
            ("14,069", 14069.0),
            ("１２，７３３", 12733.0),
            ("11，398，889", 11_398_889.0),
            ("12 733", 12733.0),
            ("1,2733", 12733.0),
            ("22（其中修订16件）", 22.0),
            ("22\n(其中修订16件)", 22.0),
            ("22①", 22.0),
            ("+1036", 1036.0),
            ("-5", -5.0),
            ("减少3", -3.0),
            ("5件", 5.0),
            ("1.2万件", 12000.0),
            ("0", 0.0),
            ("零", 0.0),
        ] {
            assert_eq!(count(text).value(), Some(value), "{text}");
        }
        for (text, value) in
            [("251000元", 25.1), ("2041.5531", 2041.5531), ("7545万元", 7545.0), ("1.2亿元", 12000.0)]
        {
            assert_eq!(shape(text, Measure::Money(1.0)).value(), Some(value), "{text}");
        }
        assert_eq!(shape("251000", Measure::Money(0.0001)).value(), Some(25.1));
    }

    #[test]
    fn signs_for_no_figure_keep_their_kind() {
        assert_eq!(count(" \u{a0}"), Shape::Empty(Status::Blank));
        for text in ["/", "／", "—", "－", "--", "\\"] {
            assert_eq!(count(text), Shape::Empty(Status::Slash), "{text}");
        }
        for text in ["无", "不适用", "N/A"] {
            assert_eq!(count(text), Shape::Empty(Status::None), "{text}");
        }
    }

    #[test]
    fn what_is_no_figure_is_not_made_one() {
        assert_eq!(count("1 0"), Shape::Cut(vec!["1".into(), "0".into()]));
        assert_eq!(count("3\n5"), Shape::Cut(vec!["3".into(), "5".into()]));
        for text in ["约16件", "18万余条", "5500多条", "1.2.3", "1O", "12,34", "5元"] {
            assert!(matches!(count(text), Shape::Doubtful(_)), "{text}: {:?}", count(text));
        }
        for text in ["3.其他", "2.重复申请", "行政许可", "第二十条第（一）项", "（一）予以公开", "2022年"]
        {
            assert_eq!(count(text), Shape::Words, "{text}");
        }
    }
}
