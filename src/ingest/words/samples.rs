//! The sample reports: every value of their text, and their head.

use std::collections::BTreeMap;
use std::io::Read as _;

use regex::Regex;

use super::{candidates, read_head, read_text};
use crate::ingest::document::{Block, Document, Paragraph, Place};
use crate::schema::{Part, dictionary};

const EXPECTED: &str = include_str!("../../../tests/reports/expected.csv");

/// The samples; of those in PDF the text that another program took out of them, tables and all.
const SAMPLES: [(&str, &[u8]); 13] = [
    ("baiyuan_2022.txt", include_bytes!("../../../tests/reports/baiyuan_2022.txt")),
    ("chengyuan_2025.docx", include_bytes!("../../../tests/reports/chengyuan_2025.docx")),
    ("hongze_2024.docx", include_bytes!("../../../tests/reports/hongze_2024.docx")),
    ("qinglan_2023.pdf", include_bytes!("../../../tests/words/qinglan_2023.txt")),
    ("qinglan_2024.docx", include_bytes!("../../../tests/reports/qinglan_2024.docx")),
    ("shanghai_office_2019.html", include_bytes!("../../../tests/reports/shanghai_office_2019.html")),
    ("shanghai_stc_2024.pdf", include_bytes!("../../../tests/words/shanghai_stc_2024.txt")),
    ("shiyu_2023.txt", include_bytes!("../../../tests/reports/shiyu_2023.txt")),
    ("shuyang_drc_2023.html", include_bytes!("../../../tests/reports/shuyang_drc_2023.html")),
    ("suqian_2023.html", include_bytes!("../../../tests/reports/suqian_2023.html")),
    ("suqian_2024.pdf", include_bytes!("../../../tests/words/suqian_2024.txt")),
    ("tongxin_2022.txt", include_bytes!("../../../tests/reports/tongxin_2022.txt")),
    ("yunting_2020.html", include_bytes!("../../../tests/reports/yunting_2020.html")),
];

/// The lines of a sample outside of its tables.
fn lines(name: &str, bytes: &[u8]) -> Vec<String> {
    let text = if name.ends_with("docx") {
        let mut xml = String::new();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
        let without = Regex::new("(?s)<w:tbl>.*?</w:tbl>").unwrap().replace_all(&xml, "").into_owned();
        without.replace("</w:p>", "\n")
    } else if name.ends_with("html") {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
        };
        let blocks = Regex::new("</(?:p|div|h1|title|td)>|<br */?>").unwrap();
        let hidden = Regex::new("(?s)<style.*?</style>|<script.*?</script>|<!--.*?-->").unwrap();
        let text = hidden.replace_all(&text, "").replace(['\n', '\r'], " ");
        blocks.replace_all(&without_tables(text), "\n").into_owned()
    } else {
        String::from_utf8(bytes.to_vec()).unwrap()
    };
    let text = Regex::new("(?s)<[^>]*>").unwrap().replace_all(&text, "").replace("&nbsp;", " ");
    let cells = |line: &&str| name.ends_with("txt") && (line.contains('\t') || line.contains('|'));
    let lines = text.lines().filter(|line| !cells(line));
    lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect()
}

/// Without the tables of figures; tables for layout stay.
fn without_tables(mut text: String) -> String {
    while let Some(start) = text.rfind("<table") {
        let end = text[start..].find("</table>").map_or(text.len(), |end| start + end + "</table>".len());
        let figures = ["第二十条", "申请人", "结果"].iter().any(|word| text[start..end].contains(word));
        let kept = if figures { String::new() } else { text[start..end].replace("<table", "<p") };
        text.replace_range(start..end, &kept);
    }
    text
}

pub(super) fn paragraphs(lines: &[String]) -> Vec<Paragraph> {
    let place = |at: usize| Place { page: None, line: u32::try_from(at + 1).ok() };
    lines.iter().enumerate().map(|(at, text)| Paragraph { text: text.clone(), place: place(at) }).collect()
}

fn expected() -> BTreeMap<String, BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(EXPECTED.as_bytes());
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    rows.map(|row| row.unwrap()).map(|row| (row["source_file"].clone(), row)).collect()
}

#[test]
fn the_samples_give_every_value_of_their_text_and_no_other() {
    let expected = expected();
    let mut wrong = Vec::new();
    for (name, bytes) in SAMPLES {
        let lines = paragraphs(&lines(name, bytes));
        let figures = read_text(&lines, expected[name]["year"].parse().ok());
        assert_eq!(read_text(&lines, None), figures, "{name} without the year");
        for field in dictionary().fields().iter().filter(|field| field.part == Part::Narrative) {
            let wanted = expected[name].get(&field.name).and_then(|cell| cell.parse::<f64>().ok());
            let read = figures.get(&field.name);
            let value = read.and_then(|read| read.value);
            if value != wanted {
                wrong.push(format!("{name} {}: {value:?} for {wanted:?}, {read:?}", field.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_samples_give_their_heads() {
    let expected = expected();
    let places = include_str!("../../../tests/reports/regions.csv");
    let mut wrong = Vec::new();
    for (name, bytes) in SAMPLES {
        let blocks = paragraphs(&lines(name, bytes)).into_iter().map(Block::Paragraph).collect();
        let head = read_head(&Document { blocks, ..Document::default() });
        let row = &expected[name];
        let code = head.organ.as_ref().and_then(|organ| {
            candidates(&organ.value).iter().find_map(|place| {
                let line = places.lines().find(|line| line.split(',').nth(1) == Some(place.as_str()))?;
                line.split(',').next().map(str::to_owned)
            })
        });
        let read = [
            head.year.as_ref().map(|year| year.value.to_string()),
            head.scope.as_ref().map(|scope| scope.value.id().to_owned()),
            head.published.as_ref().map(|date| date.value.clone()),
            code,
        ];
        for (column, value) in ["year", "scope", "published_on", "region_code"].iter().zip(read) {
            if value.clone().unwrap_or_default() != row[*column] {
                wrong.push(format!("{name} {column}: {value:?} for {}, {:?}", row[*column], head.organ));
            }
        }
        if !head.is_report() {
            wrong.push(format!("{name} is a report: {} parts", head.parts));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
