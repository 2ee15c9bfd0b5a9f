//! The errors of the readers: each message with its hint.

use crate::error::{Error, ErrorKind};
use crate::text::Label;
use crate::text::ingest::files;

use super::Source;

fn file(message: Label, hint: Label) -> Error {
    Error::new(ErrorKind::File, message).with_hint(hint)
}

pub(super) fn empty(name: &str) -> Error {
    file(files::empty(name), files::fetch_again())
}

pub(super) fn too_large(name: &str, bytes: u64, most: u64) -> Error {
    file(files::too_large(name, bytes, most), files::raise_max_size())
}

pub(super) fn unpacks_too_large(source: Source<'_>) -> Error {
    file(files::unpacks_too_large(source.name, source.limits.unpacked), files::one_report_a_file())
}

pub(super) fn too_many_cells(source: Source<'_>) -> Error {
    file(files::too_many_cells(source.name, source.limits.cells), files::one_report_a_file())
}

pub(super) fn too_many_paragraphs(source: Source<'_>) -> Error {
    file(files::too_many_paragraphs(source.name, source.limits.paragraphs), files::one_report_a_file())
}

pub(super) fn tangled(source: Source<'_>) -> Error {
    file(files::tangled(source.name), files::fetch_again())
}

pub(super) fn unknown_format(name: &str) -> Error {
    file(files::unknown_format(name), files::known_formats())
}

pub(super) fn not_what_it_says(name: &str, ending: &str) -> Error {
    file(files::not_what_it_says(name, ending), files::fetch_again())
}

pub(super) fn damaged(source: Source<'_>) -> Error {
    file(files::damaged(source.name), files::fetch_again())
}

pub(super) fn encrypted(name: &str) -> Error {
    file(files::encrypted(name), files::remove_password())
}

pub(super) fn old_word(name: &str) -> Error {
    file(files::old_word(name), files::save_as_docx())
}

pub(super) fn other_word(name: &str) -> Error {
    file(files::other_word(name), files::save_as_docx())
}

pub(super) fn old_excel(name: &str) -> Error {
    file(files::old_excel(name), files::save_as_xlsx())
}

pub(super) fn other_office(name: &str) -> Error {
    file(files::other_office(name), files::known_formats())
}

pub(super) fn archive(name: &str) -> Error {
    file(files::archive(name), files::unpack_first())
}

pub(super) fn picture(name: &str) -> Error {
    file(files::picture(name), files::recognise_first())
}

pub(super) fn web_archive(name: &str) -> Error {
    file(files::web_archive(name), files::save_as_html())
}

pub(super) fn unknown_encoding(name: &str) -> Error {
    file(files::unknown_encoding(name), files::save_as_utf8())
}
