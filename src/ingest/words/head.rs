//! The head of a report: what it is, of which year and organ, when it was published.

use std::sync::LazyLock;

use regex::Regex;

use super::sentences::{Sentence, one_form, plain, sentences, whole_paragraphs};
use super::{names, years};
use crate::dataset::Scope;
use crate::ingest::document::{Block, Document, Grid, Paragraph, Place};
use crate::text::Label;

/// A finding with the text that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// What was found.
    pub value: T,
    /// The sentence or line, as it stands.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// What a document says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The title of the report, if there is one.
    pub title: Option<Found<String>>,
    /// How many of the six parts of a report have their heading.
    pub parts: usize,
    /// The year that the figures describe.
    pub year: Option<Found<i32>>,
    /// The organ whose report it is, as it stands.
    pub organ: Option<Found<String>>,
    /// Whom the report counts, as far as can be told.
    pub scope: Option<Found<Scope>>,
    /// The date that is named as that of publication, `YYYY-MM-DD`.
    pub published: Option<Found<String>>,
    /// What is doubtful.
    pub doubts: Vec<Label>,
}

impl Head {
    /// Whether the document is a report on the disclosure of government information.
    pub fn is_report(&self) -> bool {
        self.title.is_some() || self.parts >= 4
    }
}

/// Reads the head of a document.
pub fn read_head(document: &Document) -> Head {
    let paragraphs: Vec<Paragraph> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.clone()),
            Block::Grid(_) => None,
        })
        .collect();
    let sentences = sentences(&paragraphs);
    let of_file = document.title.as_ref().filter(|title| is_title(&plain(title)));
    let of_file =
        of_file.map(|title| Found { value: plain(title), text: title.clone(), place: Place::default() });
    let (year, doubt) = years::year(&paragraphs, &sentences);
    let organ = organ_of(&paragraphs).or_else(|| organ_in_title(of_file.as_ref()?));
    let by_title = || {
        let title = of_file.as_ref()?;
        Some(Found { value: years::in_title(&title.value)?, text: title.text.clone(), place: title.place })
    };
    let unclear = doubt.is_some();
    Head {
        year: year.or_else(|| if unclear { None } else { by_title() }),
        scope: scope(organ.as_ref(), &sentences),
        organ,
        published: published(document, &paragraphs),
        parts: parts(&paragraphs),
        title: title_of(&paragraphs).or(of_file),
        doubts: doubt.into_iter().collect(),
    }
}

/// Whether a line is the title of such a report, and not of a notice about reports.
fn is_title(line: &str) -> bool {
    static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            "(?:(?:政府|政务)信息公开|年度?信息公开)(?:工作)?(?:情况)?(?:的)?",
            "(?:\\d{4}年?)?(?:年度|\\d{4}年度?)?(?:工作)?(?:情况)?(?:的)?(?:报告|年报)(?:（[^）]*）)?$"
        ))
        .ok()
    });
    line.chars().count() <= 80
        && !line.contains(['，', '。', '；', '>'])
        && !line.starts_with("根据")
        && TITLE.as_ref().is_some_and(|title| title.is_match(line))
}

/// The title in the text: a line, or two or three that belong together.
pub(super) fn title_of(paragraphs: &[Paragraph]) -> Option<Found<String>> {
    const FIRST: usize = 60;
    let lines: Vec<(&str, String, Place)> = paragraphs
        .iter()
        .take(FIRST)
        .map(|paragraph| (paragraph.text.as_str(), plain(&paragraph.text), paragraph.place))
        .collect();
    // A menu may have shorter titles than the report: one with a year is better, one with an organ is best.
    let (mut found, mut dated): (Option<Found<String>>, Option<Found<String>>) = (None, None);
    for (at, (text, line, place)) in lines.iter().enumerate() {
        let mut whole = line.clone();
        let mut printed = (*text).to_owned();
        let mut more = lines.iter().skip(at + 1);
        for _ in 0..3 {
            if is_title(&whole) {
                let whole_title = Found { value: whole.clone(), text: printed.clone(), place: *place };
                let titled = with_organ(whole_title, lines.get(..at));
                let better = years::in_title(&whole).is_some();
                if better && organ_in_title(&titled).is_some() {
                    return Some(titled);
                }
                if better {
                    dated.get_or_insert(titled);
                } else {
                    found.get_or_insert(titled);
                }
                break;
            }
            let torn = whole.contains('年') || whole.ends_with("政府") || whole.contains("信息公开");
            let short = whole.chars().count() < 50 && !whole.contains(['，', '。', '；', '：', '>']);
            let Some((next, next_line, _)) = more.next().filter(|_| torn && short) else { break };
            whole.push_str(next_line);
            printed.push_str(next);
        }
    }
    dated.or(found)
}

/// The years of all lines that are such a title: menus have them for other years too.
pub(super) fn years_of_titles(paragraphs: &[Paragraph]) -> Vec<i32> {
    let lines = paragraphs.iter().map(|paragraph| plain(&paragraph.text));
    lines.filter(|line| is_title(line)).filter_map(|line| years::in_title(&line)).collect()
}

/// A title whose organ stands on the line above.
fn with_organ(title: Found<String>, above: Option<&[(&str, String, Place)]>) -> Found<String> {
    let alone = organ_in_title(&title).is_none();
    match above.and_then(<[_]>::last) {
        Some((text, line, place)) if alone && names::is_organ(line) => Found {
            value: format!("{line}{}", title.value),
            text: format!("{text} {}", title.text),
            place: *place,
        },
        _ => title,
    }
}

/// The organ in a title: what is left without the year and the words of every title.
fn organ_in_title(title: &Found<String>) -> Option<Found<String>> {
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("^关于|(?:\\d{4}|[二两][〇○零OoＯ0][〇○零一二三四五六七八九]{2})(?:年度|年)|(?:关于)?(?:政府|政务)?信息公开.*$").ok()
    });
    let organ = WORDS.as_ref()?.replace_all(&title.value, "").trim_end_matches(['的', '年', '度']).to_owned();
    let organ = organ.trim_end_matches("关于").to_owned();
    let organ = organ.trim_matches(['：', '-', ' ', '“', '”']).to_owned();
    (organ.chars().count() >= 2).then(|| Found { value: organ, text: title.text.clone(), place: title.place })
}

/// The organ whose report it is: from the title, else from the preface.
pub(super) fn organ_of(paragraphs: &[Paragraph]) -> Option<Found<String>> {
    static MADE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("(?:现公布|现将|现发布|公布|，由|由|，)([^，。；（）《》的由现]{2,25}?)(?:汇总)?(?:\\d{4}年度?(?:政府信息公开|的政府信息公开)|编制(?:了)?(?:本|《|。|，|而成|完成))").ok()
    });
    // "现发布《…县2023年政府信息公开工作年度报告》", "…县2023年政府信息公开工作年度报告是根据…编制的".
    static TITLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("(?:《|^)([^《》，。：]{2,25}?)\\d{4}年度?(?:政府|政务)?信息公开(?:工作)?(?:年度报告|年报)(?:》|是|根据|按照)").ok()
    });
    if let Some(organ) = title_of(paragraphs).and_then(|title| organ_in_title(&title)) {
        return Some(organ);
    }
    let (made, titled) = (MADE.as_ref()?, TITLED.as_ref()?);
    whole_paragraphs(paragraphs).into_iter().take(20).find_map(|(text, place)| {
        let named = |found: regex::Captures<'_>| found.get(1).map(|name| name.as_str().to_owned());
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let name = made
            .captures(&plain(&text))
            .and_then(named)
            .filter(|name| names::is_organ(name))
            .or_else(|| titled.captures(&bare).and_then(named).filter(|name| names::is_organ(name)))?;
        Some(Found { value: name, text, place })
    })
}

/// The scope that a name speaks of.
pub(in crate::ingest) fn scope_of(organ: &str) -> Scope {
    let organ = organ.trim_end_matches(|c: char| matches!(c, '）' | ')') || c.is_ascii_digit());
    let government =
        ["人民政府", "政府", "行政公署"].iter().find_map(|end| organ.strip_suffix(end)).unwrap_or(organ);
    let town = government.ends_with(['镇', '乡']) || government.ends_with("街道");
    let region =
        government.ends_with(['省', '市', '县', '区', '州', '旗', '盟']) && !names::is_zone(government);
    if region && !town { Scope::Region } else { Scope::Office }
}

/// The scope, from the organ, unless the report itself says what it counts.
fn scope(organ: Option<&Found<String>>, sentences: &[Sentence]) -> Option<Found<Scope>> {
    static ONLY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("(?:仅|只)(?:统计|包括|包含|反映|含|涉及|为|限)(?:了)?[^，。；]{0,12}(?:本级|本机关|本单位|本局|本办|办公室|办公厅|自身)|(?:数据|统计|报告)[^。；]{0,16}不(?:包括|含|包含)[^。；]{0,20}(?:部门|乡镇|街道)").ok()
    });
    static WHOLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("(?:数据|统计|报告)[^。；]{0,12}(?:范围)?(?:包括|涵盖|包含|汇总|含)[^。；]{0,30}(?:各部门|各乡镇|各单位|街道|各镇|部门、)").ok()
    });
    let says = |pattern: &LazyLock<Option<Regex>>, value| {
        let pattern = pattern.as_ref()?;
        let sentence = sentences.iter().find(|sentence| pattern.is_match(&sentence.plain))?;
        Some(Found { value, text: sentence.text.clone(), place: sentence.place })
    };
    let by_name = organ.map(|organ| Found {
        value: scope_of(&organ.value),
        text: organ.text.clone(),
        place: organ.place,
    });
    if let Some(only) = says(&ONLY, Scope::Office) {
        return Some(only);
    }
    match by_name {
        // An office that compiles the report of its government says that all departments are in it.
        Some(found) if found.value == Scope::Office => {
            let compiled =
                found.text.contains("编制") && organ.is_some_and(|o| names::is_government_office(&o.value));
            if compiled { says(&WHOLE, Scope::Region) } else { Some(found) }
        }
        found => found,
    }
}

/// The date named as that of publication.
fn published(document: &Document, paragraphs: &[Paragraph]) -> Option<Found<String>> {
    static NAMED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("(?:发布|公布)(?:日期|时间)[：】\\]\\s]*(.{0,24})").ok());
    let named = NAMED.as_ref()?;
    let by_line = paragraphs.iter().enumerate().find_map(|(at, paragraph)| {
        let line = paragraph.text.replace(':', "：");
        let rest = named.captures(&line)?.get(1)?.as_str().to_owned();
        // The name of the date and the date may be two lines.
        let next = || date(&paragraphs.get(at + 1)?.text);
        let value = date(&rest).or_else(|| if rest.is_empty() { next() } else { None })?;
        Some(Found { value, text: paragraph.text.clone(), place: paragraph.place })
    });
    let by_cell = || {
        document.blocks.iter().find_map(|block| match block {
            Block::Grid(grid) => in_grid(grid, named),
            Block::Paragraph(_) => None,
        })
    };
    let by_file = || {
        let text = document.published.clone()?;
        Some(Found { value: date(&text)?, text, place: Place::default() })
    };
    by_line.or_else(by_cell).or_else(by_file)
}

/// A date of publication in the table above a report.
fn in_grid(grid: &Grid, named: &Regex) -> Option<Found<String>> {
    const MOST: usize = 20; // names of dates; one of them is beside its date
    grid.cells.iter().filter_map(|cell| Some((cell, named.captures(&cell.text)?))).take(MOST).find_map(
        |(cell, found)| {
            let own = found.get(1).and_then(|rest| date(rest.as_str()));
            let beside = || date(&grid.at(cell.row, cell.column + cell.column_span)?.text);
            Some(Found { value: own.or_else(beside)?, text: cell.text.clone(), place: grid.place })
        },
    )
}

/// The date at the beginning of a text: `2024-02-07 09:30`, `2024年2月7日`, `2024/2/7`, `2024.02.07` as
/// `2024-02-07`.
pub(in crate::ingest) fn date(text: &str) -> Option<String> {
    static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("^\\s*(\\d{4})\\s*[-年/.]\\s*(\\d{1,2})\\s*[-月/.]\\s*(\\d{1,2})(?:\\D|$)").ok()
    });
    let text: String = text.chars().map(one_form).collect();
    let found = DATE.as_ref()?.captures(&text)?;
    let part = |at| found.get(at).and_then(|part| part.as_str().parse::<u32>().ok());
    let (year, month, day) = (part(1)?, part(2)?, part(3)?);
    let right = (2008..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    right.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// How many of the six parts have their heading.
fn parts(paragraphs: &[Paragraph]) -> usize {
    const PARTS: [&[&str]; 6] = [
        &["总体情况", "概述", "基本情况"],
        &["主动公开政府信息", "主动公开情况"],
        &["政府信息公开申请情况", "依申请公开"],
        &["行政复议"],
        &["问题"],
        &["其他需要报告", "其他事项"],
    ];
    let headings: Vec<String> = paragraphs
        .iter()
        .map(|paragraph| plain(&paragraph.text))
        .filter(|line| {
            line.chars().count() <= 45
                && line.chars().next().is_some_and(|c| "一二三四五六七八".contains(c))
                && line.contains('、')
        })
        .collect();
    PARTS
        .iter()
        .filter(|words| headings.iter().any(|line| words.iter().any(|word| line.contains(word))))
        .count()
}
