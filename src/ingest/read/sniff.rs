//! Which format a file is of: by its content first, by its ending where the content leaves it open.
//!
//! A new format is a variant of [`Format`], its mark here, and its reader in the list of `read`.

use std::borrow::Cow;

use crate::error::Result;

use super::archive::Archive;
use super::{Source, encoding, failure};

/// A format that has a reader.
#[derive(Debug)]
pub(super) enum Format<'a> {
    Word,
    Workbook,
    Html(Cow<'a, str>),
    Csv(Cow<'a, str>),
    Text(Cow<'a, str>),
    Pdf,
}

/// Marks of a PDF stand within the first 1,024 bytes.
const PDF_WITHIN: usize = 1024;
/// Characters in which markup must begin.
const MARKUP_WITHIN: usize = 4096;

/// The format of the bytes.
pub(super) fn format<'a>(source: Source<'_>, bytes: &'a [u8]) -> Result<Format<'a>> {
    let name = source.name;
    match bytes {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => return packed(source, bytes),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(container(name, bytes)),
        [0x1F, 0x8B, ..] | [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xBC, 0xAF, ..] => {
            return Err(failure::archive(name));
        }
        [0x89, b'P', b'N', b'G', ..]
        | [0xFF, 0xD8, 0xFF, ..]
        | [b'G', b'I', b'F', b'8', ..]
        | [b'I', b'I', b'*', 0, ..]
        | [b'M', b'M', 0, b'*', ..]
        | [b'R', b'I', b'F', b'F', ..] => return Err(failure::picture(name)),
        _ if bytes.trim_ascii_start().starts_with(b"{\\rtf") => return Err(failure::other_word(name)),
        _ => {}
    }
    let head = bytes.get(..bytes.len().min(PDF_WITHIN)).unwrap_or_default();
    let ending = ending(name);
    if bytes.trim_ascii_start().starts_with(b"%PDF-")
        || ending == "pdf" && head.windows(5).any(|window| window == b"%PDF-")
    {
        return Ok(Format::Pdf);
    }
    let binary = ["docx", "xlsx", "pdf"].into_iter().find(|binary| *binary == ending);
    let Some(text) = encoding::decode(bytes) else {
        return Err(match binary {
            Some(ending) => failure::not_what_it_says(name, ending),
            None if bytes.contains(&0) => failure::unknown_format(name),
            None => failure::unknown_encoding(name),
        });
    };
    if text.trim_matches(super::characters::is_blank).is_empty() {
        return Err(failure::empty(name));
    }
    let markup: String = text.chars().take(MARKUP_WITHIN).collect::<String>().to_ascii_lowercase();
    if markup.trim_start().starts_with("mime-version:") || markup.starts_with("from: <saved by") {
        return Err(failure::web_archive(name));
    }
    if markup.contains("<w:worddocument") && markup.contains("<?mso-application")
        || markup.contains("<pkg:package")
    {
        return Err(failure::other_word(name));
    }
    if is_html(&markup, &ending) {
        return Ok(Format::Html(text));
    }
    if let Some(ending) = binary {
        return Err(failure::not_what_it_says(name, ending));
    }
    Ok(if ending == "csv" { Format::Csv(text) } else { Format::Text(text) })
}

/// The ending of a file's name in small letters.
fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// Whether text begins like a page, or has tags under a page's ending.
fn is_html(markup: &str, ending: &str) -> bool {
    let tags =
        ["<!doctype html", "<html", "<head", "<body", "<meta", "<table", "<div", "<p>", "<p ", "<tr", "<br"];
    let tagged = tags.iter().any(|tag| markup.contains(tag));
    let page = ["html", "htm", "shtml", "xhtml", "jsp", "asp", "aspx", "php"].contains(&ending);
    tagged && (page || markup.trim_start_matches(super::characters::is_blank).starts_with('<'))
}

/// A packed file: by the parts that it has.
fn packed<'a>(source: Source<'_>, bytes: &[u8]) -> Result<Format<'a>> {
    let name = source.name;
    let archive = Archive::open(source, bytes)?;
    let has = |part: &str| archive.find(|name| name == part).is_some();
    let within = |folder: &str| archive.find(|name| name.starts_with(folder)).is_some();
    if within("word/document") {
        return Ok(Format::Word);
    }
    if has("xl/workbook.bin") {
        return Err(failure::old_excel(name));
    }
    if within("xl/workbook") {
        return Ok(Format::Workbook);
    }
    Err(if has("OFD.xml") || has("mimetype") {
        failure::other_office(name)
    } else if has("[Content_Types].xml") {
        failure::unknown_format(name)
    } else {
        failure::archive(name)
    })
}

/// A file of the old office container: by the names of the streams in it.
fn container(name: &str, bytes: &[u8]) -> crate::error::Error {
    let has = |stream: &str| {
        let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if has("EncryptedPackage") {
        failure::encrypted(name)
    } else if has("WordDocument") {
        failure::old_word(name)
    } else if has("Workbook") || has("Book") {
        failure::old_excel(name)
    } else {
        failure::unknown_format(name)
    }
}
