//! One variable: its type, its label, its values as bytes.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{
    BooleanChunked, Column as Data, DataType, Float64Chunked, Int64Chunked, StringChunked,
};

use crate::analysis::{Answer, Column as Described, Kind};
use crate::error::Result;
use crate::text::words::{field, of_id};
use crate::text::{Lang, output as words};

/// The most bytes of a text of fixed length; a longer one stands apart.
const MAX_TEXT: usize = 2045;
/// The most columns that a text takes in Stata's listings.
const MAX_WIDTH: usize = 60;

/// How the identifiers of an answer are numbered and called.
pub(super) struct Coding<'a> {
    answer: &'a Answer,
    lang: Lang,
    /// Numbers that the answer itself fixes, by variable: those of an export stay the same from file to file.
    fixed: BTreeMap<String, Vec<Code>>,
}

/// A number, the identifier that it stands for, and the identifier in words.
#[derive(Clone, Debug)]
pub(super) struct Code {
    pub(super) number: i32,
    pub(super) id: String,
    pub(super) label: String,
}

impl<'a> Coding<'a> {
    pub(super) fn new(answer: &'a Answer, lang: Lang) -> Result<Self> {
        let mut fixed: BTreeMap<String, Vec<Code>> = BTreeMap::new();
        if let Some(table) = answer.tables.iter().find(|table| table.id == "values") {
            let text = |name: &str| Ok::<_, crate::error::Error>(table.frame.column(name)?.str()?.clone());
            let (variables, ids) = (text("variable")?, text("value")?);
            let labels = text(lang.pick("label_zh", "label_en"))?;
            let numbers = table.frame.column("code")?.cast(&DataType::Int32)?;
            let rows = variables.iter().zip(numbers.i32()?.iter()).zip(ids.iter().zip(labels.iter()));
            for ((variable, number), (id, label)) in rows {
                let (Some(variable), Some(number), Some(id)) = (variable, number, id) else { continue };
                let code = Code { number, id: id.to_owned(), label: label.unwrap_or(id).to_owned() };
                fixed.entry(variable.to_owned()).or_default().push(code);
            }
        }
        Ok(Self { answer, lang, fixed })
    }

    /// The codes that are fixed for a variable.
    fn fixed(&self, name: &str) -> Option<&Vec<Code>> {
        self.fixed.get(name).or_else(|| self.fixed.get("status").filter(|_| name.ends_with("_status")))
    }

    /// The codes of a column of identifiers: fixed ones, else numbers in the order of the identifiers.
    fn codes(&self, described: &Described, texts: &StringChunked) -> Vec<Code> {
        let present: BTreeSet<&str> = texts.iter().flatten().collect();
        if let Some(fixed) = self.fixed(&described.name)
            && present.iter().all(|id| fixed.iter().any(|code| code.id == *id))
        {
            return fixed.clone();
        }
        let code =
            |(number, id): (i32, &str)| Code { number, id: id.to_owned(), label: self.say(described, id) };
        (1..).zip(present).map(code).collect()
    }

    /// An identifier in words, as other formats for people have it.
    fn say(&self, described: &Described, id: &str) -> String {
        if described.kind == Kind::Field {
            return field(id).get(self.lang).to_owned();
        }
        let own = self.answer.metric(id).map(|card| &card.title).or_else(|| self.answer.term(id));
        own.map_or_else(|| of_id(id).get(self.lang).to_owned(), |title| title.get(self.lang).to_owned())
    }
}

/// A variable with its values.
pub(super) struct Column<'a> {
    /// Its name in Stata.
    pub(super) name: &'a str,
    pub(super) label: String,
    pub(super) values: Values,
    /// The labels of its numbers; a set of the same name.
    pub(super) codes: Vec<Code>,
    width: usize,
}

/// The values of a variable, by how they are stored.
pub(super) enum Values {
    Whole(Int64Chunked, Whole),
    Number(Float64Chunked),
    Flag(BooleanChunked),
    /// Text, with its greatest number of bytes.
    Text(StringChunked, u16),
    /// Text of which some is too long for a fixed length.
    LongText(StringChunked),
}

/// The types of whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    Byte,
    Int,
    Long,
    /// Beyond 2,147,483,620.
    Double,
}

/// Stata's `.` as a double: 2 to the power of 1023.
const NO_DOUBLE: u64 = 0x7fe0_0000_0000_0000;

impl<'a> Column<'a> {
    pub(super) fn new(
        data: &Data,
        described: &Described,
        name: &'a str,
        coding: &Coding<'_>,
    ) -> Result<Self> {
        let label = described.label.get(coding.lang).to_owned();
        let is_id = matches!(described.kind, Kind::Id | Kind::Field);
        let mut codes = Vec::new();
        let values = match data.dtype() {
            DataType::Boolean => {
                codes = [0, 1]
                    .into_iter()
                    .zip(words::FLAG)
                    .map(|(number, word)| flag(number, word.get(coding.lang)))
                    .collect();
                Values::Flag(data.bool()?.clone())
            }
            DataType::Float32 | DataType::Float64 => {
                Values::Number(data.cast(&DataType::Float64)?.f64()?.clone())
            }
            dtype if dtype.is_integer() => {
                codes = coding.fixed(&described.name).cloned().unwrap_or_default();
                whole(data.cast(&DataType::Int64)?.i64()?.clone())
            }
            _ => {
                let texts = data.cast(&DataType::String)?.str()?.clone();
                if is_id {
                    codes = coding.codes(described, &texts);
                    numbered(&texts, &codes)
                } else {
                    text(texts)
                }
            }
        };
        let width = match &values {
            Values::Text(texts, _) | Values::LongText(texts) => {
                texts.iter().flatten().map(super::super::wrap::width).max().unwrap_or(1)
            }
            _ => 0,
        };
        Ok(Self { name, label, values, codes, width })
    }

    /// The code of the type.
    pub(super) fn type_code(&self) -> u16 {
        match self.values {
            Values::Flag(_) | Values::Whole(_, Whole::Byte) => 65_530,
            Values::Whole(_, Whole::Int) => 65_529,
            Values::Whole(_, Whole::Long) => 65_528,
            Values::Number(_) | Values::Whole(_, Whole::Double) => 65_526,
            Values::Text(_, length) => length,
            Values::LongText(_) => 32_768,
        }
    }

    /// Bytes of a value in a row.
    pub(super) fn size(&self) -> usize {
        match self.values {
            Values::Flag(_) | Values::Whole(_, Whole::Byte) => 1,
            Values::Whole(_, Whole::Int) => 2,
            Values::Whole(_, Whole::Long) => 4,
            Values::Number(_) | Values::Whole(_, Whole::Double) | Values::LongText(_) => 8,
            Values::Text(_, length) => usize::from(length),
        }
    }

    /// How Stata shows the values.
    pub(super) fn format(&self) -> String {
        match self.values {
            Values::Text(..) | Values::LongText(_) => format!("%-{}s", self.width.clamp(1, MAX_WIDTH)),
            Values::Number(_) => "%10.0g".to_owned(),
            _ => "%8.0g".to_owned(),
        }
    }

    /// Adds the value of a row. `number` is that of the variable, from 1.
    pub(super) fn push(&self, row: usize, number: u16, to: &mut Vec<u8>) {
        match &self.values {
            Values::Whole(whole, kind) => push_whole(whole.get(row), *kind, to),
            Values::Number(numbers) => push_number(numbers.get(row), to),
            Values::Flag(flags) => push_whole(flags.get(row).map(i64::from), Whole::Byte, to),
            Values::Text(texts, length) => {
                let text = texts.get(row).unwrap_or_default();
                let end = to.len() + usize::from(*length);
                to.extend_from_slice(text.as_bytes());
                to.resize(end, 0);
            }
            Values::LongText(texts) => {
                // Variable and row where the text stands; 0 and 0 for none.
                let none = texts.get(row).unwrap_or_default().is_empty();
                let [row, variable] = if none { [0, 0] } else { [row as u64 + 1, u64::from(number)] };
                to.extend_from_slice(&(variable | row << 16).to_le_bytes());
            }
        }
    }
}

fn flag(number: i32, word: &str) -> Code {
    Code { number, id: number.to_string(), label: word.to_owned() }
}

/// Whole numbers in the smallest type that holds them.
fn whole(values: Int64Chunked) -> Values {
    let (low, high) =
        values.iter().flatten().fold((0, 0), |(low, high), value| (value.min(low), value.max(high)));
    let kind = if low >= -127 && high <= 100 {
        Whole::Byte
    } else if low >= -32_767 && high <= 32_740 {
        Whole::Int
    } else if low >= -2_147_483_647 && high <= 2_147_483_620 {
        Whole::Long
    } else {
        Whole::Double
    };
    Values::Whole(values, kind)
}

/// Identifiers as their numbers.
fn numbered(texts: &StringChunked, codes: &[Code]) -> Values {
    let of: BTreeMap<&str, i64> =
        codes.iter().map(|code| (code.id.as_str(), i64::from(code.number))).collect();
    let numbers = texts.iter().map(|id| id.and_then(|id| of.get(id).copied()));
    whole(numbers.collect())
}

fn text(texts: StringChunked) -> Values {
    let longest = texts.iter().flatten().map(str::len).max().unwrap_or_default().max(1);
    match u16::try_from(longest) {
        Ok(length) if longest <= MAX_TEXT => Values::Text(texts, length),
        _ => Values::LongText(texts),
    }
}

fn push_number(value: Option<f64>, to: &mut Vec<u8>) {
    let value = value.filter(|value| value.is_finite() && *value < f64::from_bits(NO_DOUBLE));
    to.extend_from_slice(&value.unwrap_or(f64::from_bits(NO_DOUBLE)).to_le_bytes());
}

/// Adds a whole number that the type holds; nothing is the first of the type's missing values.
fn push_whole(value: Option<i64>, kind: Whole, to: &mut Vec<u8>) {
    let bytes = |missing: i64| value.unwrap_or(missing).to_le_bytes();
    let (bytes, size) = match kind {
        Whole::Byte => (bytes(101), 1),
        Whole::Int => (bytes(32_741), 2),
        Whole::Long => (bytes(2_147_483_621), 4),
        Whole::Double => return push_number(value.map(|value| value as f64), to),
    };
    to.extend(bytes.iter().take(size));
}
