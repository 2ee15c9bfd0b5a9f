#![no_main]

use fuzzing::document::check_figure;
use fuzzing::reports::Tables;
use gongkai::ingest::tables::read_tables;

libfuzzer_sys::fuzz_target!(|tables: Tables| {
    for (field, read) in &read_tables(&tables.document()).figures {
        check_figure(field, read);
    }
});
