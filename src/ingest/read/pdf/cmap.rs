//! Character maps of fonts: which bytes are a code, which character or glyph number a code means.
//!
//! The maps are small programs in PostScript; only their tables matter, so the tokens are read and the
//! rest is passed over. A range keeps its ends and is never spelt out: a damaged one may span all numbers.

use std::collections::BTreeMap;

/// Entries beyond this belong to no font.
const MAX_ENTRIES: usize = 200_000;

/// A character map.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Length in bytes, first and last code.
    spaces: Vec<(usize, u32, u32)>,
    /// First code to last code and the characters of the first.
    text: BTreeMap<u32, (u32, Vec<u16>)>,
    /// First code to last code and the glyph number of the first.
    cid: BTreeMap<u32, (u32, u32)>,
}

#[derive(Debug, PartialEq)]
enum Token {
    Hex(Vec<u8>),
    Number(u32),
    Open,
    Close,
    Word(Vec<u8>),
}

impl CMap {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut tokens = Tokens(bytes);
        while let Some(token) = tokens.next() {
            let Token::Word(word) = token else { continue };
            match word.as_slice() {
                b"begincodespacerange" => map.spaces(&mut tokens),
                b"beginbfchar" => map.characters(&mut tokens, false),
                b"beginbfrange" => map.characters(&mut tokens, true),
                b"begincidchar" => map.numbers(&mut tokens, false),
                b"begincidrange" => map.numbers(&mut tokens, true),
                _ => {}
            }
            if map.text.len() + map.cid.len() + map.spaces.len() > MAX_ENTRIES {
                break;
            }
        }
        map
    }

    fn spaces(&mut self, tokens: &mut Tokens<'_>) {
        while let (Some(Token::Hex(low)), Some(Token::Hex(high))) = (tokens.next(), tokens.next()) {
            if (1..=4).contains(&low.len()) && self.spaces.len() < 256 {
                self.spaces.push((low.len(), number(&low), number(&high)));
            }
        }
    }

    fn characters(&mut self, tokens: &mut Tokens<'_>, ranges: bool) {
        while let Some(Token::Hex(first)) = tokens.next() {
            let first = number(&first);
            let last = if ranges {
                let Some(Token::Hex(last)) = tokens.next() else { return };
                number(&last)
            } else {
                first
            };
            match tokens.next() {
                Some(Token::Hex(text)) if last >= first => {
                    self.text.insert(first, (last, units(&text)));
                }
                Some(Token::Open) => {
                    let mut code = first;
                    while let Some(Token::Hex(text)) = tokens.next() {
                        self.text.insert(code, (code, units(&text)));
                        code = code.saturating_add(1);
                    }
                }
                Some(Token::Hex(_)) => {}
                _ => return,
            }
            if self.text.len() > MAX_ENTRIES {
                return;
            }
        }
    }

    fn numbers(&mut self, tokens: &mut Tokens<'_>, ranges: bool) {
        while let Some(Token::Hex(first)) = tokens.next() {
            let first = number(&first);
            let last = if ranges {
                let Some(Token::Hex(last)) = tokens.next() else { return };
                number(&last)
            } else {
                first
            };
            let Some(Token::Number(cid)) = tokens.next() else { return };
            if last >= first && self.cid.len() < MAX_ENTRIES {
                self.cid.insert(first, (last, cid));
            }
        }
    }

    /// The code at the head of `bytes` and its length; `None` where no range of the map fits.
    pub(super) fn code(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        (1..=4usize.min(bytes.len())).find_map(|length| {
            let code = number(bytes.get(..length)?);
            let fits =
                |&(size, low, high): &(usize, u32, u32)| size == length && (low..=high).contains(&code);
            self.spaces.iter().any(fits).then_some((code, length))
        })
    }

    pub(super) fn has_spaces(&self) -> bool {
        !self.spaces.is_empty()
    }

    /// The characters of a code.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        let (&first, (last, units)) = self.text.range(..=code).next_back()?;
        if code > *last {
            return None;
        }
        let mut units = units.clone();
        if let Some(unit) = units.last_mut() {
            *unit = unit.wrapping_add(u16::try_from(code - first).ok()?);
        }
        Some(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
    }

    /// The glyph number of a code.
    pub(super) fn cid(&self, code: u32) -> Option<u32> {
        let (&first, &(last, cid)) = self.cid.range(..=code).next_back()?;
        (code <= last).then(|| cid.saturating_add(code - first))
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |value, &byte| value << 8 | u32::from(byte))
}

/// UTF-16; a single byte is a character of its own.
fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [byte] => vec![u16::from(*byte)],
        _ => bytes
            .chunks(2)
            .take(32)
            .map(|pair| pair.iter().fold(0, |unit, &b| unit << 8 | u16::from(b)))
            .collect(),
    }
}

struct Tokens<'a>(&'a [u8]);

impl Tokens<'_> {
    fn take_while(&mut self, test: impl Fn(u8) -> bool) -> Vec<u8> {
        let end = self.0.iter().position(|&byte| !test(byte)).unwrap_or(self.0.len());
        let (head, rest) = self.0.split_at(end);
        self.0 = rest;
        head.to_vec()
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let (&byte, rest) = self.0.split_first()?;
            match byte {
                b'%' => {
                    self.take_while(|byte| byte != b'\n' && byte != b'\r');
                }
                b'<' if rest.first() == Some(&b'<') => self.0 = rest.get(1..).unwrap_or_default(),
                b'<' => {
                    self.0 = rest;
                    let digits = self.take_while(|byte| byte != b'>');
                    self.0 = self.0.get(1..).unwrap_or_default();
                    let digits: Vec<u8> = digits
                        .iter()
                        .filter_map(|&digit| {
                            char::from(digit).to_digit(16).and_then(|d| u8::try_from(d).ok())
                        })
                        .collect();
                    return Some(Token::Hex(
                        digits
                            .chunks(2)
                            .map(|pair| pair.iter().fold(0, |value, digit| value << 4 | digit))
                            .collect(),
                    ));
                }
                b'[' => {
                    self.0 = rest;
                    return Some(Token::Open);
                }
                b']' => {
                    self.0 = rest;
                    return Some(Token::Close);
                }
                b'0'..=b'9' => {
                    let digits = self.take_while(|byte| byte.is_ascii_digit());
                    let value = digits.iter().fold(0u32, |value, digit| {
                        value.saturating_mul(10).saturating_add(u32::from(digit - b'0'))
                    });
                    return Some(Token::Number(value));
                }
                b'a'..=b'z' | b'A'..=b'Z' => {
                    return Some(Token::Word(self.take_while(|byte| byte.is_ascii_alphanumeric())));
                }
                _ => self.0 = rest,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_gives_characters_of_single_codes_ranges_and_lists() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar <0001> <653F> <0002> <D840DC00> endbfchar\n\
              2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<5E9C> <00660069>] endbfrange",
        );
        assert_eq!(map.code(&[0, 1, 0, 2]), Some((1, 2)));
        assert_eq!(map.text(1).as_deref(), Some("政"));
        assert_eq!(map.text(2).as_deref(), Some("\u{20000}"));
        assert_eq!(map.text(0x12).as_deref(), Some("C"));
        assert_eq!(map.text(0x21).as_deref(), Some("fi"));
        assert_eq!(map.text(0x13), None);
    }

    #[test]
    fn a_range_over_all_numbers_costs_nothing() {
        let map = CMap::parse(b"beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange");
        assert_eq!(map.text(1).as_deref(), Some("B"));
    }
}
