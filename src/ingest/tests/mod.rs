//! Random valid reports, written in each format and layout, are read back exactly.

mod draw;

use proptest::prelude::*;

use super::document::{Block, Document, Grid};
use super::read::{Limits, read};
use super::tables::read_tables;
use super::tables::tests::layouts::{self, Figures};
use crate::schema::Form;

/// Reads a file's table 3.
fn figures(name: &str, bytes: &[u8]) -> (Figures, Option<Form>, String) {
    let document = read(name, bytes, &Limits::default()).unwrap();
    let tables = read_tables(&document);
    let read = tables.figures.iter().filter_map(|(field, read)| Some((field.clone(), read.value?))).collect();
    (read, tables.form, format!("{:?}\n{document:?}", tables.remarks))
}

fn grids(blocks: &[Block]) -> Vec<&Grid> {
    blocks.iter().filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn table_3_reads_back_from_every_format(
        seed in proptest::collection::vec(prop_oneof![0_u32..3, 0_u32..20_000], 40..160),
        layout in layouts::layouts(),
    ) {
        let rows = layouts::table3(&seed, layout.old);
        let blocks = layouts::blocks(&rows, &layout);
        let expected = layouts::expected(&rows);
        let form = Some(if layout.old { Form::Tables2019 } else { Form::Tables2021 });
        for (name, bytes) in draw::files(&blocks, layout.kind) {
            let (read, read_form, seen) = figures(name, &bytes);
            prop_assert_eq!(&read, &expected, "{}: {}", name, seen);
            prop_assert_eq!(read_form, form, "{}", name);
        }
    }
}

/// The paragraphs of a document are the same in every format.
#[test]
fn the_text_around_the_tables_is_the_same_in_every_format() {
    let paragraph = |text: &str| layouts::paragraph(text);
    let blocks =
        vec![paragraph("模拟县2024年政府信息公开工作年度报告"), paragraph("全年主动公开信息1,204条。")];
    for (name, bytes) in draw::files(&blocks, 0) {
        let Document { blocks: read, .. } = read(name, &bytes, &Limits::default()).unwrap();
        // A sheet has no place for text but its cells: it is both.
        let text = |block: &Block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text.clone()),
            Block::Grid(_) => None,
        };
        let texts: Vec<String> = read.iter().filter_map(text).collect();
        assert_eq!(texts, ["模拟县2024年政府信息公开工作年度报告", "全年主动公开信息1,204条。"], "{name}");
        assert!(name.ends_with("xlsx") || grids(&read).is_empty(), "{name}");
    }
}
