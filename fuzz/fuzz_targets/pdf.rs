#![no_main]

/// A panic of a dependency is caught by the reader and is no crash; one of our own is.
fn let_the_reader_catch() {
    let crash = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|place| place.file().contains("/registry/")) {
            crash(panic);
        }
    }));
}

libfuzzer_sys::fuzz_target!(init: let_the_reader_catch(), |data: &[u8]| {
    fuzzing::read("report.pdf", &fuzzing::file::pdf(data));
});
