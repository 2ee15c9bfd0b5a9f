#![no_main]

use fuzzing::file::pdf;
use fuzzing::let_the_reader_catch;

libfuzzer_sys::fuzz_target!(init: let_the_reader_catch(), |data: &[u8]| {
    fuzzing::read("report.pdf", &pdf(data));
});
