//! Fonts: how the bytes of a text operation become characters with their widths.

use std::collections::BTreeMap;

use encoding_rs::{GB18030, UTF_16BE};
use lopdf::{Dictionary, Document, Object};

use super::{cmap::CMap, open, radicals};

/// What a map of characters may unpack to; one of all Chinese characters has a megabyte.
const MAX_MAP: usize = 4 << 20;
/// What all maps of a document may unpack to. The fonts of a page can be new ones each time it is drawn, with
/// the same map, and there may be two thousand of them.
pub(super) const MAX_MAPS: usize = 32 << 20;

/// A font as far as its text needs it.
#[derive(Debug)]
pub(super) struct Font {
    codes: Codes,
    to_unicode: Option<CMap>,
    /// Characters of a font with one byte a code.
    simple: Vec<String>,
    /// Widths in thousandths of the size, by glyph number.
    widths: BTreeMap<u32, f64>,
    default_width: f64,
    /// Characters stand one below the other.
    pub(super) stacked: bool,
}

#[derive(Debug)]
enum Codes {
    One,
    Two,
    Mapped(CMap),
    /// The bytes are GB 18030 text.
    Gb,
    /// The bytes are UTF-16.
    Utf16,
}

/// A code of a text operation.
#[derive(Debug, PartialEq)]
pub(super) struct Code {
    /// Its characters; `None` if the font does not tell.
    pub(super) text: Option<String>,
    /// Its width in units of the size.
    pub(super) width: f64,
    /// A blank of one byte, to which word spacing is added.
    pub(super) is_space: bool,
}

impl Font {
    /// The font of a dictionary; `left` is what maps may still unpack to.
    pub(super) fn new(document: &Document, font: &Dictionary, left: &mut usize) -> Self {
        let to_unicode = map(document, font, b"ToUnicode", left);
        if open::name(document, font, b"Subtype") == Some(b"Type0".as_slice()) {
            return Self::composite(document, font, to_unicode, left);
        }
        let mut widths = BTreeMap::new();
        let first = font
            .get(b"FirstChar")
            .ok()
            .and_then(|first| open::to_code(open::resolve(document, first)))
            .unwrap_or(0);
        // The widths of a font drawn by operations are in its own space, mostly thousandths too.
        let scale = open::numbers(document, font, b"FontMatrix")
            .and_then(|matrix| matrix.first().copied())
            .map_or(1.0, |a| a.abs() * 1000.0);
        for (index, width) in
            open::numbers(document, font, b"Widths").unwrap_or_default().iter().take(256).enumerate()
        {
            widths.insert(first.saturating_add(u32::try_from(index).unwrap_or(0)), width * scale);
        }
        let missing = open::dictionary(document, font, b"FontDescriptor")
            .and_then(|descriptor| open::number(document, descriptor, b"MissingWidth"))
            .filter(|width| *width > 0.0);
        Self {
            codes: Codes::One,
            simple: simple_characters(document, font),
            to_unicode,
            widths,
            default_width: missing.unwrap_or(500.0),
            stacked: false,
        }
    }

    fn composite(document: &Document, font: &Dictionary, to_unicode: Option<CMap>, left: &mut usize) -> Self {
        let name = open::name(document, font, b"Encoding").unwrap_or_default();
        let embedded = map(document, font, b"Encoding", left);
        let codes = match embedded {
            Some(map) if map.has_spaces() => Codes::Mapped(map),
            None if name.starts_with(b"GB") => Codes::Gb,
            None if name.starts_with(b"Uni") => Codes::Utf16,
            _ => Codes::Two,
        };
        let descendant = font
            .get(b"DescendantFonts")
            .ok()
            .and_then(|fonts| open::resolve(document, fonts).as_array().ok())
            .and_then(|fonts| fonts.first())
            .and_then(|font| open::resolve(document, font).as_dict().ok());
        let widths = descendant.map(|font| cid_widths(document, font)).unwrap_or_default();
        let default_width = descendant
            .and_then(|font| open::number(document, font, b"DW"))
            .unwrap_or(1000.0)
            .clamp(0.0, 4000.0);
        Self { codes, to_unicode, simple: Vec::new(), widths, default_width, stacked: name.ends_with(b"-V") }
    }

    /// The codes of a string.
    pub(super) fn codes(&self, bytes: &[u8]) -> Vec<Code> {
        let mut rest = bytes;
        let mut codes = Vec::new();
        while !rest.is_empty() {
            let (code, length) = self.next_code(rest);
            let (head, tail) = rest.split_at(length.clamp(1, rest.len()));
            codes.push(self.code(code, head));
            rest = tail;
        }
        codes
    }

    fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        let length = match &self.codes {
            Codes::One => 1,
            Codes::Mapped(map) => return map.code(bytes).unwrap_or((0, 2)),
            Codes::Gb => match bytes {
                [0..=0x80, ..] => 1,
                [_, 0x30..=0x39, ..] => 4,
                _ => 2,
            },
            Codes::Utf16 => match bytes {
                [0xd8..=0xdb, ..] => 4,
                _ => 2,
            },
            Codes::Two => 2,
        };
        let code = bytes.iter().take(length).fold(0, |code, &byte| code << 8 | u32::from(byte));
        (code, length)
    }

    fn code(&self, code: u32, bytes: &[u8]) -> Code {
        let text = self.to_unicode.as_ref().and_then(|map| map.text(code)).or_else(|| match &self.codes {
            Codes::One => self.simple.get(code as usize).filter(|text| !text.is_empty()).cloned(),
            Codes::Two | Codes::Mapped(_) => None,
            Codes::Gb => Some(GB18030.decode_without_bom_handling(bytes).0.into_owned()),
            Codes::Utf16 => Some(UTF_16BE.decode_without_bom_handling(bytes).0.into_owned()),
        });
        let width = match &self.codes {
            Codes::Mapped(map) => self.width(map.cid(code).unwrap_or(code)),
            // The glyph numbers of the predefined maps are not at hand; Chinese characters are as wide as high.
            Codes::Gb if bytes.len() == 1 => 500.0,
            Codes::Utf16 if code < 0x80 => 500.0,
            Codes::Gb | Codes::Utf16 => self.default_width,
            Codes::One | Codes::Two => self.width(code),
        };
        Code {
            text: text.map(|text| text.chars().map(radicals::plain).collect()),
            width: width / 1000.0,
            is_space: bytes == b" ",
        }
    }

    fn width(&self, cid: u32) -> f64 {
        self.widths.get(&cid).copied().unwrap_or(self.default_width)
    }
}

fn map(document: &Document, dictionary: &Dictionary, key: &[u8], left: &mut usize) -> Option<CMap> {
    let object = open::resolve(document, dictionary.get(key).ok()?);
    let most = MAX_MAP.min(*left);
    let bytes = object.as_stream().ok()?.get_plain_content_with_limit(most).ok();
    *left = left.saturating_sub(bytes.as_ref().map_or(most, Vec::len));
    bytes.map(|bytes| CMap::parse(&bytes))
}

/// The characters of the 256 codes by the font's encoding, without its character map.
fn simple_characters(document: &Document, font: &Dictionary) -> Vec<String> {
    let mut plain = font.clone();
    plain.remove(b"ToUnicode");
    plain.set("Type", Object::Name(b"Font".to_vec()));
    let Ok(encoding) = plain.get_font_encoding_with_limit(document, open::MAX_UNPACKED) else {
        return Vec::new();
    };
    (0..=u8::MAX).map(|byte| encoding.bytes_to_string(&[byte]).unwrap_or_default()).collect()
}

/// The array `W`: `first [w w w]` or `first last w`.
fn cid_widths(document: &Document, font: &Dictionary) -> BTreeMap<u32, f64> {
    const MAX_WIDTHS: usize = 70_000;
    let mut widths = BTreeMap::new();
    let Some(array) = font.get(b"W").ok().and_then(|array| open::resolve(document, array).as_array().ok())
    else {
        return widths;
    };
    let mut left = MAX_WIDTHS;
    let mut items = array.iter().map(|item| open::resolve(document, item));
    while let (Some(first), Some(second)) = (items.next().and_then(open::to_code), items.next()) {
        if let Ok(list) = second.as_array() {
            for (cid, width) in (first..).zip(list).take(left) {
                widths.insert(cid, open::to_number(open::resolve(document, width)).unwrap_or(1000.0));
                left -= 1;
            }
        } else if let (Some(last), Some(width)) =
            (open::to_code(second), items.next().and_then(open::to_number))
        {
            for cid in (first..=last).take(left) {
                widths.insert(cid, width);
                left -= 1;
            }
        }
        if left == 0 {
            break;
        }
    }
    widths
}
