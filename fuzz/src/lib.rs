//! What the targets share: the promises of the neutral form, files built around fuzzed parts, real reports.

pub mod document;
pub mod file;
pub mod reports;

/// A panic of a dependency that the reader catches is no crash; one of our own is. For the start of a target.
pub fn let_the_reader_catch() {
    let crash = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|place| place.file().contains("/registry/")) {
            crash(panic);
        }
    }));
}

/// Reads bytes under a name, as the program does, and checks what comes out.
pub fn read(name: &str, bytes: &[u8]) {
    let limits = gongkai::ingest::read::Limits::default();
    if let Ok(document) = gongkai::ingest::read::read(name, bytes, &limits) {
        document::check(&document, &limits);
    }
}
