//! What stands around the values: header, names, labels, notes, long texts, and the map of where each begins.

use super::column::{Column, Values};
use crate::error::{Error, ErrorKind, Result};
use crate::text::errors;

/// Bytes of a name: 32 characters of up to 4 bytes, and a 0.
const NAME: usize = 129;
/// Bytes of a format.
const FORMAT: usize = 57;
/// Bytes of a variable's label: 80 characters of up to 4 bytes, and a 0.
const LABEL: usize = 321;
/// Bytes of a note that Stata takes.
const MAX_NOTE: usize = 67_784;
/// The bytes before the map: `<stata_dta>` and the header follow each other.
const OPENING: &str = "<stata_dta>";

/// A note of the dataset (`_dta`) or of a variable.
pub(super) struct Note {
    target: String,
    name: String,
    text: String,
}

impl Note {
    pub(super) fn new(target: &str, name: &str, text: &str) -> Self {
        let mut end = text.len().min(MAX_NOTE);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = text.get(..end).unwrap_or_default().replace('\0', "");
        Self { target: target.to_owned(), name: name.to_owned(), text }
    }
}

/// The first characters of a text, of which Stata takes so many.
pub(super) fn chars(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// All that the file says beside the values.
pub(super) struct Header<'a> {
    pub(super) label: String,
    pub(super) rows: usize,
    pub(super) columns: &'a [Column<'a>],
    pub(super) notes: Vec<Note>,
}

impl Header<'_> {
    /// Everything up to the first value.
    pub(super) fn before_data(&self, long_texts: usize) -> Result<Vec<u8>> {
        let head = self.head()?;
        let sections = self.sections();
        // Where each part begins; the map itself has 14 places.
        let mut places = vec![0, head.len()];
        let mut at = head.len() + "<map></map>".len() + 14 * 8;
        let row: usize = self.columns.iter().map(Column::size).sum();
        let sizes = [
            "<data></data>".len() + row * self.rows,
            "<strls></strls>".len() + long_texts,
            self.value_labels().len(),
            "</stata_dta>".len(),
        ];
        for size in sections.iter().map(Vec::len).chain(sizes) {
            places.push(at);
            at += size;
        }
        places.push(at);
        let mut out = head;
        out.extend_from_slice(b"<map>");
        for place in places {
            out.extend_from_slice(&(place as u64).to_le_bytes());
        }
        out.extend_from_slice(b"</map>");
        out.extend(sections.concat());
        out.extend_from_slice(b"<data>");
        Ok(out)
    }

    /// Everything behind the last value.
    pub(super) fn after_data(&self, long_texts: &[u8]) -> Vec<u8> {
        let mut out = b"</data><strls>".to_vec();
        out.extend_from_slice(long_texts);
        out.extend_from_slice(b"</strls>");
        out.extend(self.value_labels());
        out.extend_from_slice(b"</stata_dta>");
        out
    }

    fn head(&self) -> Result<Vec<u8>> {
        let mut out =
            format!("{OPENING}<header><release>118</release><byteorder>LSF</byteorder><K>").into_bytes();
        out.extend_from_slice(&u16::try_from(self.columns.len()).map_err(|_| fault())?.to_le_bytes());
        out.extend_from_slice(b"</K><N>");
        out.extend_from_slice(&(self.rows as u64).to_le_bytes());
        out.extend_from_slice(b"</N><label>");
        out.extend_from_slice(&u16::try_from(self.label.len()).map_err(|_| fault())?.to_le_bytes());
        out.extend_from_slice(self.label.as_bytes());
        // A time of no characters: the same figures give the same bytes.
        out.extend_from_slice(b"</label><timestamp>\0</timestamp></header>");
        Ok(out)
    }

    /// From the types to the notes.
    fn sections(&self) -> [Vec<u8>; 7] {
        let columns = || self.columns.iter();
        let set = |column: &Column<'_>| {
            if column.codes.is_empty() { String::new() } else { column.name.to_owned() }
        };
        let label = |column: &Column<'_>| padded(&chars(&column.label, super::MAX_LABEL), LABEL);
        [
            tagged("variable_types", columns().flat_map(|column| column.type_code().to_le_bytes())),
            tagged("varnames", columns().flat_map(|column| padded(column.name, NAME))),
            // Sorted by no variable.
            tagged("sortlist", std::iter::repeat_n(0, 2 * (self.columns.len() + 1))),
            tagged("formats", columns().flat_map(|column| padded(&column.format(), FORMAT))),
            tagged("value_label_names", columns().flat_map(|column| padded(&set(column), NAME))),
            tagged("variable_labels", columns().flat_map(label)),
            tagged("characteristics", self.notes.iter().flat_map(note)),
        ]
    }

    fn value_labels(&self) -> Vec<u8> {
        let sets = self.columns.iter().filter(|column| !column.codes.is_empty());
        tagged("value_labels", sets.flat_map(value_labels))
    }
}

fn fault() -> Error {
    Error::new(ErrorKind::Internal, errors::internal())
}

fn tagged(tag: &str, content: impl IntoIterator<Item = u8>) -> Vec<u8> {
    let mut out = format!("<{tag}>").into_bytes();
    out.extend(content);
    out.extend_from_slice(format!("</{tag}>").as_bytes());
    out
}

/// A text, and zeros up to its size.
fn padded(text: &str, size: usize) -> Vec<u8> {
    let mut out: Vec<u8> = text.bytes().filter(|byte| *byte != 0).take(size - 1).collect();
    out.resize(size, 0);
    out
}

fn length(size: usize) -> [u8; 4] {
    u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes()
}

fn note(note: &Note) -> Vec<u8> {
    let content =
        [padded(&note.target, NAME), padded(&note.name, NAME), note.text.as_bytes().to_vec(), vec![0]]
            .concat();
    tagged("ch", length(content.len()).into_iter().chain(content))
}

/// The labels of a variable's numbers.
fn value_labels(column: &Column<'_>) -> Vec<u8> {
    let mut codes: Vec<_> = column.codes.iter().collect();
    codes.sort_by_key(|code| code.number);
    let (mut offsets, mut numbers, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for code in &codes {
        offsets.extend_from_slice(&length(texts.len()));
        numbers.extend_from_slice(&code.number.to_le_bytes());
        texts.extend(code.label.bytes().filter(|byte| *byte != 0).chain([0]));
    }
    let table =
        [length(codes.len()).to_vec(), length(texts.len()).to_vec(), offsets, numbers, texts].concat();
    let content = [length(table.len()).to_vec(), padded(column.name, NAME), vec![0; 3], table].concat();
    tagged("lbl", content)
}

/// The texts that stand apart, each with the variable and the row that it belongs to.
pub(super) fn long_texts(columns: &[Column<'_>], rows: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for row in 0..rows {
        for (variable, column) in (1_u32..).zip(columns) {
            let Values::LongText(texts) = &column.values else { continue };
            let text = texts.get(row).unwrap_or_default();
            if text.is_empty() {
                continue;
            }
            out.extend_from_slice(b"GSO");
            out.extend_from_slice(&variable.to_le_bytes());
            out.extend_from_slice(&(row as u64 + 1).to_le_bytes());
            // Text that ends in a 0, which counts.
            out.push(130);
            out.extend_from_slice(&length(text.len() + 1));
            out.extend_from_slice(text.as_bytes());
            out.push(0);
        }
    }
    out
}
