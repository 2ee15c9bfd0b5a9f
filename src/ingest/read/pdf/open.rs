//! Opening the file: limits, encryption, and what its objects hold.

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use crate::text::ingest::pdf::{self as wording, TooLarge};
use crate::{Error, ErrorKind, Result};

/// A report has under a megabyte, with pictures a few.
const MAX_BYTES: usize = 100 << 20;
/// What a single stream may unpack to.
pub(super) const MAX_UNPACKED: usize = 32 << 20;
/// A report has ten to thirty pages.
const MAX_PAGES: usize = 500;
/// A report has some thousand.
const MAX_OBJECTS: usize = 400_000;

/// Opens a file, with the empty password if it has one.
pub(super) fn document(name: &str, bytes: &[u8]) -> Result<Document> {
    if bytes.len() > MAX_BYTES {
        return Err(too_large(name, TooLarge::Bytes, MAX_BYTES));
    }
    let options = LoadOptions { max_decompressed_size: Some(MAX_UNPACKED), ..LoadOptions::default() };
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|error| cause(name, error))?;
    if document.objects.len() > MAX_OBJECTS {
        return Err(too_large(name, TooLarge::Objects, MAX_OBJECTS));
    }
    if document.trailer.has(b"Encrypt") && !document.was_encrypted() {
        document.decrypt("").map_err(|error| {
            Error::new(ErrorKind::File, wording::encrypted(name))
                .with_hint(wording::remove_password())
                .with_source(error)
        })?;
    }
    Ok(document)
}

/// The pages in their order.
pub(super) fn pages(name: &str, document: &Document) -> Result<Vec<ObjectId>> {
    let pages: Vec<ObjectId> = document.page_iter().take(MAX_PAGES + 1).collect();
    match pages.len() {
        0 => Err(unreadable(name)),
        1..=MAX_PAGES => Ok(pages),
        _ => Err(too_large(name, TooLarge::Pages, MAX_PAGES)),
    }
}

/// The title among the document's properties.
pub(super) fn title(document: &Document) -> Option<String> {
    let info = resolve(document, document.trailer.get(b"Info").ok()?).as_dict().ok()?;
    let title = lopdf::decode_text_string(resolve(document, info.get(b"Title").ok()?)).ok()?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}

/// An unreadable file.
pub(super) fn unreadable(name: &str) -> Error {
    Error::new(ErrorKind::File, wording::unreadable(name)).with_hint(wording::download_again())
}

/// More than a report can have.
pub(super) fn too_large(name: &str, what: TooLarge, limit: usize) -> Error {
    Error::new(ErrorKind::File, wording::too_large(name, what, limit)).with_hint(wording::only_the_report())
}

/// An error of the library that reads the objects.
pub(super) fn cause(name: &str, error: lopdf::Error) -> Error {
    let error = match error {
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
            return too_large(name, TooLarge::Unpacked, MAX_UNPACKED).with_source(error);
        }
        other => other,
    };
    unreadable(name).with_source(error)
}

/// Follows a reference; an object that is not there is null.
pub(super) fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map_or(&Object::Null, |(_, object)| object)
}

/// A code or a glyph number.
pub(super) fn to_code(object: &Object) -> Option<u32> {
    object.as_i64().ok().and_then(|code| u32::try_from(code).ok())
}

pub(super) fn to_number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from).filter(|number| number.is_finite())
}

pub(super) fn number(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<f64> {
    to_number(resolve(document, dictionary.get(key).ok()?))
}

pub(super) fn numbers(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<Vec<f64>> {
    let array = resolve(document, dictionary.get(key).ok()?).as_array().ok()?;
    Some(array.iter().map(|item| to_number(resolve(document, item)).unwrap_or(0.0)).collect())
}

pub(super) fn name<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
    resolve(document, dictionary.get(key).ok()?).as_name().ok()
}

pub(super) fn dictionary<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    resolve(document, dictionary.get(key).ok()?).as_dict().ok()
}

/// An entry of a page or of the nodes above it.
pub(super) fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    const MAX_DEPTH: usize = 32;
    let mut node = page;
    for _ in 0..MAX_DEPTH {
        if let Ok(object) = node.get(key) {
            return Some(resolve(document, object));
        }
        node = dictionary(document, node, b"Parent")?;
    }
    None
}
