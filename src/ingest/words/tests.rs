//! Sentences in the wording of reports, with what must be read from them.

use std::collections::BTreeMap;

use super::samples::paragraphs;
use super::{read_head, read_text};
use crate::ingest::document::{Block, Document, Paragraph, Place};
use crate::ingest::reading::Status;

const SENTENCES: &str = include_str!("../../../tests/words/sentences.tsv");
const WORDINGS: &str = include_str!("../../../tests/words/wordings.tsv");
const TRAPS: &str = include_str!("../../../tests/words/traps.tsv");
const MORE_HEADS: &str = include_str!("../../../tests/words/heads.tsv");

#[test]
fn sentences_give_their_figures_and_no_other() {
    gives_its_figures_and_no_other(SENTENCES);
}

#[test]
fn wordings_give_their_figures_and_no_other() {
    gives_its_figures_and_no_other(WORDINGS);
}

#[test]
fn a_figure_is_not_taken_for_another() {
    gives_its_figures_and_no_other(TRAPS);
}

fn gives_its_figures_and_no_other(lines: &str) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in lines.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (text, wanted) = line.split_once('\t').expect("a tab");
        let lines: Vec<String> = text.split('‖').map(str::to_owned).collect();
        let read: BTreeMap<String, String> = read_text(&paragraphs(&lines), Some(2022))
            .into_iter()
            .map(|(field, read)| (field, read.value.map_or("~".to_owned(), |value| value.to_string())))
            .collect();
        let pairs = wanted.split_whitespace().filter_map(|pair| pair.split_once('='));
        let wanted: BTreeMap<String, String> = pairs.map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        count += 1;
        if read != wanted {
            wrong.push(format!("{text}\n   read   {read:?}\n   wanted {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
}

/// Head lines, parted by `‖`, and `year organ scope published` that they give; `-` for none.
const HEADS: [(&str, [&str; 4]); 22] = [
    (
        "模拟县0001 2022 年政府信息公开工作年度报告‖本报告所列数据的统计期限为2022年1月1日至12月31日。",
        ["2022", "模拟县0001", "region", "-"],
    ),
    (
        "模拟市人民政府2021年度政府信息公开工作年度报告‖发布时间：2022-01-20 10:30 来源：政府办",
        ["2021", "模拟市人民政府", "region", "2022-01-20"],
    ),
    (
        "模拟市财政局政府信息公开工作2022年度报告‖发布日期：2023年1月9日",
        ["2022", "模拟市财政局", "office", "2023-01-09"],
    ),
    ("模拟县人民政府办公室‖2020年政府信息公开工作年度报告", ["2020", "模拟县人民政府办公室", "office", "-"]),
    ("模拟县韩庄镇人民政府2022年政府信息公开工作年度报告", ["2022", "模拟县韩庄镇人民政府", "office", "-"]),
    ("模拟县二〇二二年政府信息公开工作年度报告", ["2022", "模拟县", "region", "-"]),
    ("2022年模拟县政府信息公开年报", ["2022", "模拟县", "region", "-"]),
    (
        "模拟县2022年政府信息公开工作年度报‖告‖按照《条例》的规定编制本报告。",
        ["2022", "模拟县", "region", "-"],
    ),
    ("模拟县2022年‖政府信息公开工作年度报告", ["2022", "模拟县", "region", "-"]),
    // The period was copied from the year before; the sentences say which year it is.
    (
        "模拟县2022年政府信息公开工作年度报告‖统计期限为2021年1月1日至2021年12月31日。‖2022年，全县共收到政府信息公开申请5件。",
        ["2022", "模拟县", "region", "-"],
    ),
    // Nothing decides.
    (
        "模拟县2022年政府信息公开工作年度报告‖统计期限为2021年1月1日至2021年12月31日。",
        ["-", "模拟县", "region", "-"],
    ),
    (
        "政府信息公开工作年度报告‖现公布模拟县2022年政府信息公开工作年度报告，统计时限为2022年1月1日至12月31日。",
        ["2022", "模拟县", "region", "-"],
    ),
    (
        "2022年政府信息公开工作年度报告‖本报告由模拟县人民政府办公室编制。数据范围包括各部门、各乡镇。",
        ["2022", "模拟县人民政府办公室", "region", "-"],
    ),
    (
        "模拟县2022年政府信息公开工作年度报告‖本报告数据仅统计县政府办公室本级办理情况。",
        ["2022", "模拟县", "office", "-"],
    ),
    (
        "模拟市模拟区卫生健康委员会2022年政府信息公开工作年度报告",
        ["2022", "模拟市模拟区卫生健康委员会", "office", "-"],
    ),
    ("模拟经济技术开发区2022年政府信息公开工作年度报告", ["2022", "模拟经济技术开发区", "office", "-"]),
    ("模拟县2022年政府信息公开工作年度报告‖成文日期：2023-01-30", ["2022", "模拟县", "region", "-"]),
    ("模拟县2022年政府信息公开工作年度报告‖发布日期：2023-13-40", ["2022", "模拟县", "region", "-"]),
    (
        "模拟县2022年政府信息公开工作年度报告‖模拟县人民政府办公室‖2023年1月30日",
        ["2022", "模拟县", "region", "-"],
    ),
    ("关于模拟县2022年度政府信息公开工作情况的报告", ["2022", "模拟县", "region", "-"]),
    ("首页 > 政府信息公开年报‖模拟县2019年政府信息公开工作年度报告", ["2019", "模拟县", "region", "-"]),
    ("模拟自治县人民政府2022年政府信息公开工作年度报告", ["2022", "模拟自治县人民政府", "region", "-"]),
];

fn document(text: &str) -> Document {
    let lines: Vec<String> = text.split('‖').map(str::to_owned).collect();
    let blocks = paragraphs(&lines).into_iter().map(Block::Paragraph).collect();
    Document { blocks, ..Document::default() }
}

#[test]
fn heads_give_year_organ_scope_and_date() {
    let mut wrong = Vec::new();
    let more = MORE_HEADS.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let (text, wanted) = line.split_once('\t').expect("a tab");
        let mut words = wanted.split(' ');
        (text, std::array::from_fn(|_| words.next().expect("four words")))
    });
    for (text, wanted) in HEADS.into_iter().chain(more) {
        let head = read_head(&document(text));
        let read = [
            head.year.as_ref().map(|year| year.value.to_string()),
            head.organ.as_ref().map(|organ| organ.value.clone()),
            head.scope.as_ref().map(|scope| scope.value.id().to_owned()),
            head.published.as_ref().map(|date| date.value.clone()),
        ]
        .map(|part| part.unwrap_or("-".to_owned()));
        if read != wanted {
            wrong.push(format!("{text}\n   {read:?}\n   {wanted:?}"));
        }
        if !head.is_report() {
            wrong.push(format!("{text} is a report"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_notice_about_reports_is_no_report() {
    let notices = [
        "关于做好2022年政府信息公开工作年度报告编制发布工作的通知‖各乡镇、各部门：",
        "模拟县2022年政府工作报告‖各位代表：",
        "模拟县政府信息公开指南",
        "模拟县2022年政务公开工作要点",
    ];
    for notice in notices {
        assert!(!read_head(&document(notice)).is_report(), "{notice}");
    }
}

#[test]
fn the_date_of_the_file_counts_where_the_text_has_none() {
    let mut document = document("模拟县2022年政府信息公开工作年度报告");
    document.published = Some("2023-01-30 09:15".to_owned());
    let published = read_head(&document).published.map(|found| found.value);
    assert_eq!(published.as_deref(), Some("2023-01-30"));
}

#[test]
fn a_figure_keeps_its_sentence_rule_and_place() {
    let lines = [
        "引言。".to_owned(),
        "（二）依申请公开。2022 年共收到政府信息公开申请 36 件，全部办结。其他。".to_owned(),
    ];
    let figures = read_text(&paragraphs(&lines), Some(2022));
    let read = &figures["stated_received"];
    assert_eq!(read.text, "2022 年共收到政府信息公开申请 36 件，全部办结。");
    assert_eq!((read.rule, read.place.zh.as_str()), ("sentence:stated_received", "第 2 段"));
}

#[test]
fn differing_sentences_are_both_in_the_note() {
    let lines = ["全年收到政府信息公开申请36件。".to_owned(), "本年收到政府信息公开申请38件。".to_owned()];
    let figures = read_text(&paragraphs(&lines), Some(2022));
    let read = &figures["stated_received"];
    assert_eq!((read.value, read.status), (None, Status::Ambiguous));
    assert!(lines.iter().all(|line| read.note.zh.contains(line.as_str())), "{}", read.note.zh);
}

/// On a page of a PDF all paragraphs have one place: the plans for the next year end with their paragraph.
#[test]
fn a_year_that_opens_a_paragraph_does_not_hold_for_the_next_on_the_same_page() {
    let place = Place { page: Some(3), line: None };
    let paragraph = |text: &str| Paragraph { text: text.to_owned(), place };
    let texts = [
        "2025年，将加强培训指导，推动公开工作再上台阶。",
        "六、其他需要报告的事项",
        "发布民意征集事项19项。",
    ];
    let figures = read_text(&texts.map(paragraph), Some(2024));
    assert_eq!(figures.get("consultations_opened").and_then(|read| read.value), Some(19.0));
}
