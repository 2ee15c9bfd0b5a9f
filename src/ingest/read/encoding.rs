//! Bytes into text: byte order mark, UTF-8, the declared encoding, GBK, in this order.
//!
//! What is valid UTF-8 is UTF-8, whatever the page declares: pages are converted and keep their old `<meta>`.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes in which a page must declare its encoding. HTML asks for the first 1,024; word processors write
/// their styles before it.
const DECLARED_WITHIN: usize = 8192;

/// The share of characters that may be unreadable: one in so many.
const READABLE: usize = 200;

/// The text, or `None` if no encoding fits.
pub(super) fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).unwrap_or_default();
        return readable(encoding.decode_without_bom_handling(rest).0);
    }
    if bytes.contains(&0) {
        return wide(bytes); // other text has no zeros
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => return Some(Cow::Borrowed(text)),
        // Only the last character is cut off.
        Err(error) if error.error_len().is_none() => return readable(String::from_utf8_lossy(bytes)),
        Err(_) => {}
    }
    let declared = declared(bytes).filter(|encoding| *encoding != UTF_8).map(|encoding| {
        // GB 2312 and GBK are parts of GB 18030, and a page that declares one has characters of the other.
        if [GBK, GB18030].contains(&encoding) { GB18030 } else { encoding }
    });
    if let Some(encoding) = declared
        && let Some(text) = readable(encoding.decode_without_bom_handling(bytes).0)
    {
        return Some(text);
    }
    let chinese = GB18030.decode_without_bom_handling(bytes).0;
    let unicode = String::from_utf8_lossy(bytes);
    // A few broken characters in UTF-8 would make other characters of its neighbours in GBK.
    readable(if losses(&unicode) < losses(&chinese) { unicode } else { chinese })
}

/// UTF-16 without a byte order mark: every line end and every Latin letter has a zero on the same side.
fn wide(bytes: &[u8]) -> Option<Cow<'_, str>> {
    [UTF_16LE, UTF_16BE].into_iter().find_map(|encoding| {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        let strange = |c: char| c.is_control() && !c.is_whitespace() || c == char::REPLACEMENT_CHARACTER;
        let known = |c: char| c.is_ascii() || matches!(c, '\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}');
        let (all, usual) = (text.chars().count(), text.chars().filter(|c| known(*c)).count());
        (!broken && !text.chars().any(strange) && usual * 10 > all * 9).then_some(text)
    })
}

/// The number of characters that could not be read.
fn losses(text: &str) -> usize {
    text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count()
}

fn readable(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    let lost = losses(&text);
    (lost <= 2 || lost.saturating_mul(READABLE) <= text.chars().count()).then_some(text)
}

/// The encoding that `<meta charset=…>`, `<meta content="…; charset=…">` or `<?xml encoding=…?>` names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(DECLARED_WITHIN))?;
    // Declarations are ASCII, and so is what surrounds them.
    let head: String =
        head.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { ' ' }).collect();
    let head = head.to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|key| {
        head.split(key).skip(1).find_map(|rest| {
            let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
            let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))?;
            Encoding::for_label(value.get(..end)?.as_bytes())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_byte_order_mark_comes_first() {
        assert_eq!(decode(b"\xEF\xBB\xBF\xE5\x8E\xBF").as_deref(), Some("县"));
        assert_eq!(decode(b"\xFF\xFE\xBF\x53").as_deref(), Some("县"));
        assert_eq!(decode(b"\xFE\xFF\x53\xBF").as_deref(), Some("县"));
    }

    #[test]
    fn gbk_is_read_with_and_without_its_declaration() {
        assert_eq!(decode(b"\xCF\xD8\xB9\xAB\xBF\xAA").as_deref(), Some("县公开"));
        let page = b"<meta charset=gb2312>\xCF\xD8\xB9\xAB\xBF\xAA";
        assert_eq!(decode(page).as_deref(), Some("<meta charset=gb2312>县公开"));
    }

    #[test]
    fn utf_8_under_a_wrong_declaration_stays_utf_8() {
        let page = "<meta charset=\"gb2312\">县";
        assert_eq!(decode(page.as_bytes()).as_deref(), Some(page));
    }

    #[test]
    fn gbk_under_a_wrong_declaration_stays_gbk() {
        let page = b"<meta charset='utf-8'>\xCF\xD8\xB9\xAB\xBF\xAA";
        assert_eq!(decode(page).as_deref(), Some("<meta charset='utf-8'>县公开"));
    }

    #[test]
    fn a_declared_encoding_that_is_neither_is_used() {
        let page = b"<?xml version=\"1.0\" encoding=\"Big5\"?>\xBF\xA4";
        assert_eq!(decode(page).as_deref(), Some("<?xml version=\"1.0\" encoding=\"Big5\"?>縣"));
    }

    #[test]
    fn a_character_cut_off_at_the_end_spoils_nothing() {
        assert_eq!(decode("公开县".as_bytes().get(..8).expect("8 bytes")).as_deref(), Some("公开\u{FFFD}"));
    }

    #[test]
    fn binary_is_no_text() {
        assert_eq!(decode(b"\x01\x02\0\x03"), None);
        let noise: Vec<u8> =
            (0..4000_u32).map(|i| 0x80 | (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert_eq!(decode(&noise), None);
    }
}
