//! The year that the figures describe: from the title, the period of the statistics and the sentences.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::head::{Found, title_of, years_of_titles};
use super::sentences::{Sentence, one_form};
use crate::ingest::document::Paragraph;
use crate::text::Label;
use crate::text::ingest::words;

/// Years in which there can be such a report: the regulation came into force in 2008.
const YEARS: std::ops::RangeInclusive<i32> = 2007..=2099;

/// The year, and a doubt if the places differ.
///
/// Where the title and the period of the statistics differ, one of them was copied from another year; the
/// sentences with figures decide, and if they do not, there is no year.
pub(super) fn year(paragraphs: &[Paragraph], sentences: &[Sentence]) -> (Option<Found<i32>>, Option<Label>) {
    let title = title_of(paragraphs).and_then(|title| {
        let year = in_title(&title.value)?;
        Some(Found { value: year, text: title.text, place: title.place })
    });
    let stated = statistics(sentences);
    let (Some(by_title), Some(by_period)) = (&title, &stated) else {
        return (stated.or(title).or_else(|| announced(paragraphs)).or_else(|| spoken(sentences)), None);
    };
    if by_title.value == by_period.value {
        return (stated, None);
    }
    let doubt = Some(words::years_differ(&[by_title.value, by_period.value]));
    let decided = spoken(sentences).filter(|found| [by_title.value, by_period.value].contains(&found.value));
    // Titles of several years are those of a menu.
    let listed = || years_of_titles(paragraphs).contains(&by_period.value);
    (decided.or_else(|| listed().then(|| by_period.clone())), doubt)
}

/// The year of a title: `2022年…`, `二〇二二年度…`.
pub(super) fn in_title(title: &str) -> Option<i32> {
    static YEAR: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("(\\d{4}|[二两][〇○零OoＯ0][〇○零一二三四五六七八九]{2})年?度?").ok());
    let pattern = YEAR.as_ref()?;
    pattern.captures_iter(title).find_map(|found| number(found.get(1)?.as_str()))
}

/// A year in digits or in words.
fn number(text: &str) -> Option<i32> {
    let digits: String = text
        .chars()
        .map(|c| match c {
            '〇' | '○' | '零' | 'O' | 'o' | 'Ｏ' => '0',
            '两' => '2',
            _ => "一二三四五六七八九"
                .chars()
                .position(|digit| digit == c)
                .and_then(|place| u32::try_from(place + 1).ok())
                .and_then(|digit| char::from_digit(digit, 10))
                .unwrap_or(c),
        })
        .collect();
    digits.parse().ok().filter(|year| YEARS.contains(year))
}

/// The period of the statistics: "统计期限为2022年1月1日至12月31日".
fn statistics(sentences: &[Sentence]) -> Option<Found<i32>> {
    static PERIOD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            "(?:统计|数据|时限|期限|时间|年度)[^。]{0,30}?(\\d{4})[年.]0?1[月.]0?1(?:\\D[^。]{0,8}?)??(?:(\\d{4})[年.])?12[月.]31",
        )
        .ok()
    });
    let pattern = PERIOD.as_ref()?;
    sentences.iter().find_map(|sentence| {
        let found = pattern.captures(&sentence.plain)?;
        let year: i32 = found.get(1)?.as_str().parse().ok()?;
        let same = found.get(2).is_none_or(|end| end.as_str().parse() == Ok(year));
        (same && YEARS.contains(&year)).then(|| Found {
            value: year,
            text: sentence.text.clone(),
            place: sentence.place,
        })
    })
}

/// The year of the report that a preface announces: "现公布青岚县2023年政府信息公开工作年度报告".
fn announced(paragraphs: &[Paragraph]) -> Option<Found<i32>> {
    static SAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            "(?:(?:公布|发布|公开|编制|公告)[^。；]{0,30}?|^[^，。；]{0,25}?)(\\d{4})年度?",
            "(?:政府|政务)?信息公开(?:工作)?(?:年度报告|年报)(?:[》。，]|是|如下)"
        ))
        .ok()
    });
    let pattern = SAID.as_ref()?;
    paragraphs.iter().take(20).find_map(|paragraph| {
        let bare: String = paragraph.text.chars().filter(|c| !c.is_whitespace()).map(one_form).collect();
        let year = number(pattern.captures(&bare)?.get(1)?.as_str())?;
        Some(Found { value: year, text: paragraph.text.clone(), place: paragraph.place })
    })
}

/// The year of which the sentences with figures speak most often.
fn spoken(sentences: &[Sentence]) -> Option<Found<i32>> {
    static SAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("^(?:[^，。]{0,14}。)?(\\d{4})年(?:度)?(?:，|以来|全|共|我|本|累计|收到|主动)").ok()
    });
    let pattern = SAID.as_ref()?;
    let mut counts: BTreeMap<i32, (usize, &Sentence)> = BTreeMap::new();
    for sentence in sentences.iter().filter(|sentence| !sentence.problems) {
        let year = pattern.captures(&sentence.plain).and_then(|found| found.get(1)?.as_str().parse().ok());
        if let Some(year) = year.filter(|year| YEARS.contains(year)) {
            counts.entry(year).or_insert((0, sentence)).0 += 1;
        }
    }
    let most = counts.values().map(|(count, _)| *count).max()?;
    let mut best = counts.iter().filter(|(_, (count, _))| *count == most);
    let (year, (_, sentence)) = best.next()?;
    // Two years as often as each other tell nothing.
    best.next().is_none().then(|| Found { value: *year, text: sentence.text.clone(), place: sentence.place })
}
