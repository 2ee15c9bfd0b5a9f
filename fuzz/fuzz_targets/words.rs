#![no_main]

use fuzzing::document::check_figure;
use fuzzing::reports::Words;
use gongkai::ingest::document::Block;
use gongkai::ingest::words::{candidates, read_head, read_text};

libfuzzer_sys::fuzz_target!(|words: Words| {
    let document = words.document();
    let head = read_head(&document);
    if let Some(organ) = head.organ {
        candidates(&organ.value);
    }
    let paragraphs: Vec<_> = document
        .blocks
        .into_iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Grid(_) => None,
        })
        .collect();
    let year = words.year.map(|year| 2000 + i32::from(year));
    for (field, read) in &read_text(&paragraphs, year) {
        check_figure(field, read);
    }
});
