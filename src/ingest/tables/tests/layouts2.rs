//! Random tables 2 of both forms are read back exactly.

use proptest::prelude::*;

use super::layouts::{Figures, Written, lay, spell};
use super::{document, paragraph};
use crate::ingest::tables::read_tables;
use crate::schema::Form;

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn table_2_reads_back_in_both_forms(
        values in proptest::collection::vec(0_u32..3_000_000, 20),
        (old, spelling, split, spans, sections) in (any::<bool>(), 0_usize..5, any::<bool>(), any::<bool>(), any::<bool>()),
    ) {
        let (lines, expected) = table2(&values, old, spelling, sections);
        let mut blocks = vec![paragraph("二、主动公开政府信息情况")];
        let mut part: Vec<Vec<Written>> = Vec::new();
        for (line, begins) in lines {
            if begins && split && !part.is_empty() {
                blocks.push(lay(&part, usize::from(!spans)));
                part.clear();
            }
            part.push(line);
        }
        blocks.push(lay(&part, usize::from(!spans)));
        let tables = read_tables(&document(blocks));
        let read: Figures = tables.figures.iter().filter_map(|(f, r)| Some((f.clone(), r.value?))).collect();
        prop_assert_eq!(read, expected, "{:?}", tables.remarks);
        prop_assert_eq!(tables.form, Some(if old { Form::Tables2019 } else { Form::Tables2021 }));
    }
}

/// Title, headings, rows with their fields.
type Section = (&'static str, &'static [&'static str], &'static [(&'static str, &'static [&'static str])]);

const NEW: [Section; 4] = [
    (
        "第二十条第（一）项",
        &["本年制发件数", "本年废止件数", "现行有效件数"],
        &[
            ("规章", &["rules_issued", "rules_repealed", "rules_in_force"]),
            (
                "行政规范性文件",
                &["normative_docs_issued", "normative_docs_repealed", "normative_docs_in_force"],
            ),
        ],
    ),
    ("第二十条第（五）项", &["本年处理决定数量"], &[("行政许可", &["permits_decided"])]),
    (
        "第二十条第（六）项",
        &["本年处理决定数量"],
        &[("行政处罚", &["penalties_decided"]), ("行政强制", &["coercive_measures_decided"])],
    ),
    ("第二十条第（八）项", &["本年收费金额（单位：万元）"], &[("行政事业性收费", &["fees_wan_yuan"])]),
];

const OLD: [Section; 4] = [
    (
        "第二十条第（一）项",
        &["本年新制作数量", "本年新公开数量", "对外公开总数量"],
        &[
            ("规章", &["rules_created", "rules_newly_disclosed", "rules_disclosed_total"]),
            (
                "规范性文件",
                &[
                    "normative_docs_created",
                    "normative_docs_newly_disclosed",
                    "normative_docs_disclosed_total",
                ],
            ),
        ],
    ),
    (
        "第二十条第（五）项",
        &["上一年项目数量", "本年增/减", "处理决定数量"],
        &[
            ("行政许可", &["permits_items_last_year", "permits_items_change", "permits_decided"]),
            (
                "其他对外管理服务事项",
                &["other_services_items_last_year", "other_services_items_change", "other_services_decided"],
            ),
        ],
    ),
    (
        "第二十条第（八）项",
        &["上一年项目数量", "本年增/减"],
        &[("行政事业性收费", &["fee_items_last_year", "fee_items_change"])],
    ),
    (
        "第二十条第（九）项",
        &["采购项目数量", "采购总金额（单位：万元）"],
        &[("政府集中采购", &["procurement_projects", "procurement_wan_yuan"])],
    ),
];

/// A table 2 as lines, each with whether it begins a section, and its figures.
fn table2(values: &[u32], old: bool, spelling: usize, titles: bool) -> (Vec<(Vec<Written>, bool)>, Figures) {
    let (mut lines, mut expected) = (Vec::new(), Figures::new());
    let mut values = values.iter().copied().cycle();
    for (title, headings, rows) in if old { &OLD } else { &NEW } {
        if titles {
            lines.push((vec![((*title).to_owned(), 1, 4)], true));
        }
        let last = 4 - headings.len();
        let wide = |i: usize| if i + 1 == headings.len() { last } else { 1 };
        let mut line: Vec<Written> = vec![("信息内容".into(), 1, 1)];
        line.extend(headings.iter().enumerate().map(|(i, h)| ((*h).to_owned(), 1, wide(i))));
        lines.push((line, !titles));
        for (label, fields) in *rows {
            let mut line: Vec<Written> = vec![((*label).to_owned(), 1, 1)];
            for (i, field) in fields.iter().enumerate() {
                let value = values.next().unwrap_or(0);
                expected.insert((*field).to_owned(), f64::from(value));
                line.push((spell(value, spelling), 1, wide(i)));
            }
            lines.push((line, false));
        }
    }
    (lines, expected)
}
