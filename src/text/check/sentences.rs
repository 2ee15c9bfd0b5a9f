//! Sentences of the rules on shares, the text, labels and missing reports.

use super::{name, number};
use crate::text::{Label, Lang, Text};

/// A part above its whole, or a percentage above 100.
pub fn above_whole(
    part: &str,
    found: Option<f64>,
    whole: Option<&str>,
    most: Option<f64>,
    look: Text,
) -> Label {
    let said = |lang: Lang| {
        let part = format!("{} {}", name(part, lang), found.map(number).unwrap_or_default());
        let most = most.map(number).unwrap_or_default();
        let whole = whole.map_or_else(|| format!("{most}%"), |whole| format!("{} {most}", name(whole, lang)));
        lang.pick(
            format!("{part}，超过{}{whole}。{}", if whole.ends_with('%') { " " } else { "" }, look.zh),
            format!("{part} is above {whole}. {}", look.en),
        )
    };
    Label::new(said(Lang::Zh), said(Lang::En))
}

/// A county with rules of its own.
pub fn county_rules(cells: &[String], value: impl Fn(&str) -> Option<f64>, look: Text) -> Label {
    let said = |lang: Lang| {
        let each = cells
            .iter()
            .map(|cell| format!("{} {}", name(cell, lang), value(cell).map(number).unwrap_or_default()));
        each.collect::<Vec<_>>().join(lang.pick("、", ", "))
    };
    Label::new(
        format!("县级政府无权制定规章，而表二填有{}。{}", said(Lang::Zh), look.zh),
        format!("A county has no power to make rules, but table 2 has {}. {}", said(Lang::En), look.en),
    )
}

/// A way in which a number of the text may be read from the tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Its fields with their figures.
    pub terms: Vec<(&'static str, f64)>,
    /// Whether the figures are those of the government office alone.
    pub office: bool,
}

impl Reading {
    /// The sum of its figures.
    pub fn sum(&self) -> f64 {
        self.terms.iter().map(|(_, value)| value).sum()
    }

    fn in_words(&self, lang: Lang) -> String {
        let each =
            self.terms.iter().map(|(field, value)| format!("{} {}", name(field, lang), number(*value)));
        let sum = each.collect::<Vec<_>>().join(lang.pick("＋", " + "));
        let office =
            if self.office { lang.pick("政府办公室口径：", "the office's own: ") } else { "" };
        format!("{office}{sum}")
    }
}

/// A number of the text against its readings: the one that fits, or that none does.
pub fn claim(field: &str, stated: f64, fits: Option<&Reading>, tried: &[Reading], look: Text) -> Label {
    let said = |lang: Lang| {
        let stated = format!("{} {}", name(field, lang), number(stated));
        if let Some(fits) = fits {
            return lang.pick(
                format!("{stated}＝{}。口径不同，数字相符，建议在文中写明口径。", fits.in_words(lang)),
                format!(
                    "{stated} = {}: another reading, and it fits; the text should name it.",
                    fits.in_words(lang)
                ),
            );
        }
        let mut readings: Vec<String> = Vec::new();
        for reading in tried {
            let mut text = reading.in_words(lang);
            if reading.terms.len() > 1 {
                text = format!("{text}{}{}", lang.pick("＝", " = "), number(reading.sum()));
            }
            readings.push(text);
        }
        lang.pick(
            format!("{stated}，与表中各口径均不符：{}。{}", readings.join("；"), look.zh),
            format!("{stated} fits no reading of the table: {}. {}", readings.join("; "), look.en),
        )
    };
    Label::new(said(Lang::Zh), said(Lang::En))
}

/// Parts that the text lists, against its total.
pub fn parts_of_text(
    total: &str,
    found: Option<f64>,
    parts: &[(&str, f64)],
    sum: Option<f64>,
    look: Text,
) -> Label {
    let said = |lang: Lang| {
        let each = parts.iter().map(|(part, value)| format!("{} {}", name(part, lang), number(*value)));
        let each = each.collect::<Vec<_>>().join(lang.pick("＋", " + "));
        let (sum, found) = (sum.map(number).unwrap_or_default(), found.map(number).unwrap_or_default());
        let total = name(total, lang);
        lang.pick(
            format!("文字部分：{each}＝{sum}，而{total} {found}。{}", look.zh),
            format!("Text: {each} = {sum}, but {total} {found}. {}", look.en),
        )
    };
    Label::new(said(Lang::Zh), said(Lang::En))
}

/// A stated share against the one recomputed.
pub fn stated_share(said: f64, part: f64, whole: f64, share: f64, look: Text) -> Label {
    let (said, share) = (number(said), format!("{share:.2}"));
    let (part, whole) = (number(part), number(whole));
    Label::new(
        format!(
            "文字称图解比例 {said}%，而图片解读数 {part} ÷ 解读材料总数 {whole} ＝ {share}%。{}",
            look.zh
        ),
        format!(
            "The text states {said}%, but {part} graphic of {whole} interpretations are {share}%. {}",
            look.en
        ),
    )
}

/// A form that is not that of the year.
pub fn other_form(year: i32, form: i32, due: i32, look: Text) -> Label {
    Label::new(
        format!("{year} 年报告应当使用 {due} 年格式，实际为 {form} 年格式。{}", look.zh),
        format!("A report on {year} is due on the form of {due}, but is on that of {form}. {}", look.en),
    )
}

/// A date of publication within the year reported on.
pub fn published_too_early(year: i32, published: &str, look: Text) -> Label {
    Label::new(
        format!("{year} 年度报告的发布日期为 {published}，当时该年度尚未结束。{}", look.zh),
        format!("The report on {year} is dated {published}, before the year was over. {}", look.en),
    )
}

/// A file that names another year.
pub fn file_of_other_year(year: i32, file: &str, look: Text) -> Label {
    Label::new(
        format!("来源文件“{file}”所写年份不是 {year} 年。{}", look.zh),
        format!("The source file \"{file}\" names another year than {year}. {}", look.en),
    )
}

/// A row of totals among the units.
pub fn row_of_totals(region: &str, look: Text) -> Label {
    Label::new(
        format!("“{region}”的各项数字等于同年同级其他各地之和，应为合计行，不是一个地区。{}", look.zh),
        format!(
            "The figures of \"{region}\" are the sums of all others of the year and level: a row of totals, not a region. {}",
            look.en
        ),
    )
}

/// Years without a report, both ends included.
pub fn no_report(first: i32, last: i32, look: Text) -> Label {
    let (zh, en) = if first == last {
        (first.to_string(), first.to_string())
    } else {
        (format!("{first}—{last}"), format!("{first}–{last}"))
    };
    Label::new(format!("没有 {zh} 年报告。{}", look.zh), format!("There is no report on {en}. {}", look.en))
}

/// A report without tables.
pub fn no_tables(year: i32, look: Text) -> Label {
    Label::new(
        format!("{year} 年报告只录入了文字部分的数字，三张表均无数字，表内勾稽无法核对。{}", look.zh),
        format!(
            "Of the report on {year} only figures of the text are there, none of the tables. {}",
            look.en
        ),
    )
}
