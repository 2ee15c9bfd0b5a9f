//! What the targets share: the promises of the neutral form, files built around fuzzed parts, real reports.

pub mod document;
pub mod file;
pub mod reports;

/// Reads bytes under a name, as the program does, and checks what comes out.
pub fn read(name: &str, bytes: &[u8]) {
    let limits = gongkai::ingest::read::Limits::default();
    if let Ok(document) = gongkai::ingest::read::read(name, bytes, &limits) {
        document::check(&document, &limits);
    }
}
