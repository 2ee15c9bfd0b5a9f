//! Whether a number speaks for the report's own year, and for all of it.

use std::sync::LazyLock;

use regex::Regex;

use super::sentences::Sentence;

/// The period that a number speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Period {
    /// The year of the report, said or understood.
    Own,
    /// Since some day, or at a moment.
    Cumulative,
    /// Another year, several years, a part of the year.
    Other,
}

/// Words of time; what stands first in the list wins where two begin at one place.
static MARKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let parts = [
        r"(?P<whole>自?(?:从)?(?:(?P<first>\d{4})年)?1月1日(?:起|开始)?(?:至|到|—|-|～)(?:(?P<last>\d{4})年)?12月31日)",
        r"(?P<beside>(?:相较于?|较之|对比|较|比|与|同|和)(?:\d{4}年度?|去年|上年度?|上一年度?)(?:同期|相比)?)",
        r"自(?P<from>\d{4})年[^，；]{0,24}?(?:至|到|—|-)(?P<to>\d{4})年(?:底|末|度|\d{1,2}月(?:\d{1,2}日|底)?)?",
        r"(?P<carried>(?:上年度?|上一年度?|去年|\d{4}年度?)结转|结转(?:至|到|入|自)?(?:上年度?|上一年度?|去年|下年度?|下一年度?|次年|\d{4}年度?))",
        r"(?P<until>(?:截至|截止)(?:到|至)?(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|底|末)?|年底|年末|底|末|目前)?)",
        r"(?P<span>\d{4}年?(?:至|到|—|-|－|～|~)\d{4}年)",
        r"(?P<since>\d{4})年(?:度)?(?:\d{1,2}月)?(?:以来|起|至今)",
        r"(?P<year>\d{4})年(?:度)?",
        r"(?P<own>今年以来|今年|本年度?|全年|年内|当年|一年来|本报告期)",
        r"(?P<far>“?十[一二三四五]五”?(?:期间|时期|以来)|去年|上年度?|上一年度?|前年|往年|历年|近年来|明年|下一?年度?|(?:近|过去|连续)?(?:[两二三四五六七八九十]{1,2}|\d{1,2})(?:个)?年(?:来|间|以来|内|累计)|近\d年)",
        r"(?P<part>[上下]半年|前?[一二三四1-4]季度|前三季度|\d{1,2}(?:-|—|至|到)\d{1,2}月份?|\d{1,2}月(?:份|上旬|中旬|下旬|底|初)?(?:\d{1,2}日)?(?:，|以来))",
        r"(?P<ever>以来|历史|至今|自[^，；]{1,15}(?:起|后))",
        r"(?P<sum>累计)",
    ];
    Regex::new(&parts.join("|")).ok()
});

/// The period of a number, from everything that stands before it in its sentence.
pub(super) fn period(before: &str, year: Option<i32>) -> Period {
    let (mut period, mut said) = (Period::Own, false);
    let Some(marks) = MARKS.as_ref() else { return period };
    for mark in marks.captures_iter(before) {
        let named = |name: &str| mark.name(name).map(|found| found.as_str());
        let own = |text: &str| year.is_none() || text.parse().ok() == year;
        let both = |first, last| Some((named(first)?, named(last)?));
        if let Some((from, to)) = both("from", "to").or_else(|| both("first", "last")) {
            (period, said) = if from != to {
                (Period::Cumulative, false)
            } else if own(from) {
                (Period::Own, true)
            } else {
                (Period::Other, false)
            };
        } else if let Some(text) = named("year") {
            period = if own(text) { Period::Own } else { Period::Other };
            said = own(text);
        } else if let Some(text) = named("since") {
            period = if own(text) { Period::Own } else { Period::Cumulative };
            said = own(text);
        } else if named("own").is_some() || named("whole").is_some() {
            (period, said) = (Period::Own, true);
        } else if named("far").is_some() || named("span").is_some() || named("part").is_some() {
            (period, said) = (Period::Other, false);
        } else if named("until").is_some() || named("ever").is_some() {
            (period, said) = (Period::Cumulative, false);
        } else if named("sum").is_some() && !said && period == Period::Own {
            period = Period::Cumulative;
        }
    }
    period
}

/// For every sentence the other year that its paragraph speaks of, as `2021年，`: a sentence that begins with
/// a year says it for those behind it too. Empty for the report's own.
pub(super) fn leads(sentences: &[Sentence], own: Option<i32>) -> Vec<String> {
    let (mut lead, mut paragraph) = (String::new(), None);
    let follow = |sentence: &Sentence| {
        let said = sentence.plain.split_once('年').and_then(|(year, _)| year.parse::<i32>().ok());
        match (said.filter(|year| (2000..2100).contains(year)), own) {
            (Some(year), Some(own)) if year != own => lead = format!("{year}年，"),
            (Some(_), _) => lead.clear(),
            (None, _) if paragraph != Some(sentence.paragraph) => lead.clear(),
            (None, _) => {}
        }
        paragraph = Some(sentence.paragraph);
        lead.clone()
    };
    sentences.iter().map(follow).collect()
}

/// Whether a clause sets its number beside another one, plans it, or gives it for each of something.
pub(super) fn is_other(clause: &str) -> bool {
    static OTHER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            "同比|环比|较上|较去|比上|比去|相比|增长|增幅|增加|下降|降幅|减少|回落|上升|翻番|每[^一]|平均|日均|月均|人均|",
            "下一步|计划|力争|不少于|不低于|要求|目标|预计|拟于|确保|应当|采用|采纳我|刊载|转载|转发|报送|阅读量|点击|浏览|访问|",
            r"粉丝|关注|\d{1,2}月(?:份|\d{1,2}日|，|$|[^份度]{0,12}$)",
        ))
        .ok()
    });
    // "按要求公开": what was asked for was done.
    static ASKED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("按照?[^，]{0,14}?要求").ok());
    let clause = ASKED.as_ref().map_or(clause.into(), |asked| asked.replace_all(clause, ""));
    OTHER.as_ref().is_some_and(|other| other.is_match(&clause))
}

/// Whether a number is a part of another one: behind "其中", unless the part is the report's year.
pub(super) fn is_part(before: &str, year: Option<i32>) -> bool {
    let Some((_, part)) = before.rsplit_once("其中") else { return false };
    let part = part.trim_start_matches(['，', '：']);
    let years = [year.map(|year| format!("{year}年")), Some("今年".to_owned()), Some("本年".to_owned())];
    !years.iter().flatten().any(|year| part.starts_with(year.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_time_decides() {
        let cases = [
            ("2022年，共收到", Period::Own),
            ("2021年，共收到", Period::Other),
            ("与2021年相比，2022年收到", Period::Own),
            ("本年新收申请14069件，上年结转560件，已办结", Period::Own),
            ("自条例实施以来，累计公开", Period::Cumulative),
            ("2022年累计发布", Period::Own),
            ("截至2022年12月31日，共有", Period::Cumulative),
            ("截至2022年底，全年共公开", Period::Own),
            ("三年来，共公开", Period::Other),
            ("2019年至2022年共公开", Period::Other),
            ("2022年上半年，公开", Period::Other),
            ("2022年1月1日至12月31日，共公开", Period::Own),
        ];
        for (text, wanted) in cases {
            assert_eq!(period(text, Some(2022)), wanted, "{text}");
        }
    }
}
