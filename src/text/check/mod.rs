//! Words of the checks: what each rule is about, and the sentence of each finding.

mod rules;
mod sentences;
mod weigh;

use std::collections::BTreeSet;

pub use rules::*;
pub use sentences::*;
pub use weigh::*;

use super::{Label, Lang, Text, plural};
use crate::schema::{Applicant, Part, dictionary};

/// Figures further apart than this differ; counts are whole, amounts have few decimals.
pub const TOLERANCE: f64 = 1e-6;

/// Severity.
pub const ERROR: Text = Text::new("错误", "error");
/// Severity.
pub const WARNING: Text = Text::new("疑点", "warning");
/// Severity.
pub const INFO: Text = Text::new("提示", "note");

/// The blocks of table 4: the beginning of their fields, and their place.
pub const BLOCKS: [(&str, Text); 3] = [
    ("review", Text::new("表四“行政复议”", "table 4, administrative review")),
    ("suit_direct", Text::new("表四“未经复议直接起诉”", "table 4, lawsuits filed directly")),
    ("suit_after_review", Text::new("表四“复议后起诉”", "table 4, lawsuits after review")),
];

/// The column of table 3, as a place.
pub fn column_of(applicant: Option<Applicant>) -> Label {
    match applicant {
        Some(applicant) => Label::new(
            format!("表三“{}”列", applicant.name().zh),
            format!("table 3, column {}", applicant.name().en),
        ),
        None => Label::new("表三“总计”列", "table 3, column total"),
    }
}

/// The row of table 3, as a place.
pub fn row_of(label: &Label) -> Label {
    Label::new(format!("表三“{}”行", label.zh), format!("table 3, row {}", label.en))
}

/// A table, as a place.
pub fn table(part: Part) -> Label {
    part.name().label()
}

/// A number as it is said: whole, or with the decimals that it has.
pub fn number(value: f64) -> String {
    format!("{}", tidy(value))
}

/// A figure without the dust of binary fractions.
pub fn tidy(value: f64) -> f64 {
    (value * 1e6).round() / 1e6 + 0.0
}

/// How many decimals a figure is printed with.
pub fn decimals(value: f64) -> i32 {
    let text = number(value);
    text.split_once('.').map_or(0, |(_, decimals)| i32::try_from(decimals.len()).unwrap_or(0))
}

/// `received_new=713`.
pub fn evidence(field: &str, value: Option<f64>) -> String {
    format!("{field}={}", value.map(number).unwrap_or_default())
}

/// The label of a field, without the applicant.
fn name(field: &str, lang: Lang) -> String {
    let base = field.split("__").next().unwrap_or(field);
    dictionary().get(base).map_or_else(|| base.to_owned(), |field| field.label.get(lang).to_owned())
}

/// A figure as it stands in the sentence of a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The field.
    pub field: String,
    /// The year, if it is not that of the report.
    pub year: Option<i32>,
    /// The figure; `None` for a blank.
    pub value: Option<f64>,
    /// Whether it is taken away.
    pub minus: bool,
}

impl Said {
    /// `carried_out@2023=8`.
    pub fn evidence(&self) -> String {
        let year = self.year.map(|year| format!("@{year}")).unwrap_or_default();
        evidence(&format!("{}{year}", self.field), self.value)
    }

    fn in_words(&self, lang: Lang) -> String {
        let name = name(&self.field, lang);
        let value = self.value.map_or_else(|| lang.pick("空", "blank").to_owned(), number);
        match self.year {
            Some(year) => lang.pick(format!("{year} 年{name} {value}"), format!("{name} ({year}) {value}")),
            None => format!("{name} {value}"),
        }
    }
}

/// A side of a sum: `本年新收申请 713＋上年结转申请 36＝749`. Of long sums only what is not zero.
fn side(terms: &[Said], sum: f64, lang: Lang) -> String {
    /// More terms than this are cut to those that count.
    const FEW: usize = 3;
    let shown: Vec<&Said> =
        terms.iter().filter(|t| terms.len() <= FEW || t.value.is_some_and(|value| value != 0.0)).collect();
    let (plus, minus, equals) = lang.pick(("＋", "−", "＝"), (" + ", " − ", " = "));
    match (shown.as_slice(), terms) {
        ([only], [_]) => only.in_words(lang),
        ([], _) => lang.pick("各项合计 0".to_owned(), "all parts 0".to_owned()),
        (shown, _) => {
            let mut text = String::new();
            for (i, term) in shown.iter().enumerate() {
                if term.minus {
                    text.push_str(minus);
                } else if i > 0 {
                    text.push_str(plus);
                }
                text.push_str(&term.in_words(lang));
            }
            format!("{text}{equals}{}", number(sum))
        }
    }
}

/// What blanks there are in two sides that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blanks {
    /// None.
    None,
    /// Some, which could not make the sides equal.
    Zero,
    /// Some, which would make the sides equal if they hid the difference.
    MayHide,
}

/// Two sides that should be equal.
pub fn unequal(
    place: &Label,
    (expected, found): (&[Said], &[Said]),
    expected_sum: f64,
    found_sum: f64,
    blanks: Blanks,
    look: Text,
) -> Label {
    let part = |lang: Lang| {
        let (a, b) = (side(expected, expected_sum, lang), side(found, found_sum, lang));
        let off = number((found_sum - expected_sum).abs());
        let blank = match blanks {
            Blanks::None => String::new(),
            Blanks::Zero => lang.pick("（空格按 0 计）", " (blanks count as 0)").to_owned(),
            Blanks::MayHide => lang.pick(
                format!("（空格按 0 计；空格处若漏填 {off}，则相符）"),
                format!(" (blanks count as 0; a blank that hides {off} would explain it)"),
            ),
        };
        let place = place.get(lang);
        lang.pick(
            format!("{place}：{a}，而{b}，相差 {off}{blank}。{}", look.zh),
            format!("{place}: {a}, but {b}, off by {off}{blank}. {}", look.en),
        )
    };
    Label::new(part(Lang::Zh), part(Lang::En))
}

/// How many reports were checked with how many comparisons, and what was found: errors, warnings, notes.
pub fn summary(
    reports: usize,
    compared: usize,
    [errors, warnings, infos]: [usize; 3],
    strict: bool,
) -> Label {
    let (zh, en) = if strict {
        ("有空格的不核对（严格）", "what has blanks is not assessed (strict)")
    } else {
        ("已录入的表中空格按 0 计（宽松）", "blanks of a table that was read count as 0 (lenient)")
    };
    Label::new(
        format!(
            "核对 {reports} 份报告，比较 {compared} 处：错误 {errors} 处，疑点 {warnings} 处，提示 {infos} 处；{zh}"
        ),
        format!(
            "{} checked in {}: {}, {}, {}; {en}",
            plural(reports, "report"),
            plural(compared, "comparison"),
            plural(errors, "error"),
            plural(warnings, "warning"),
            plural(infos, "note"),
        ),
    )
}

/// Rules that could not look at any report, and why where only one could not.
pub fn not_assessed(rules: &[(&str, Option<&Label>)]) -> Label {
    if let [(rule, Some(why))] = rules {
        return Label::new(format!("{rule} {}", why.zh), format!("{rule} {}", why.en));
    }
    let ids: Vec<&str> = rules.iter().map(|(rule, _)| *rule).collect();
    Label::new(
        format!("这些规则缺少所需数字，未核对：{}", ids.join("、")),
        format!("not assessed, since their figures are not there: {}", ids.join(", ")),
    )
}

/// A rule whose fields the dataset does not have.
pub fn lacking(fields: &BTreeSet<&str>) -> Label {
    let names: Vec<&str> = fields.iter().take(4).copied().collect();
    let more = if fields.len() > names.len() { "…" } else { "" };
    let names = names.join(", ");
    Label::new(
        format!("未核对：数据集没有字段 {names}{more}"),
        format!("not assessed: the dataset lacks {names}{more}"),
    )
}

/// E7 without published group totals.
pub fn no_group_totals() -> Label {
    Label::new(
        "未核对：数据集没有单独公布的分组合计",
        "not assessed: no group total is published beside its parts",
    )
}

/// A rule that does not exist.
pub fn no_such_rule(name: &str) -> Label {
    Label::new(format!("没有规则 {name}"), format!("there is no rule {name}"))
}

/// A file of thresholds that cannot be used.
pub fn bad_thresholds(file: &str) -> Label {
    Label::new(format!("{file}：不是有效的阈值文件"), format!("{file}: not a file of thresholds"))
}

/// What a file of thresholds holds.
pub fn thresholds_hint() -> Label {
    Label::new(
        "阈值文件为 TOML，每条规则一节，例如 [W4] 下写 z = 6；各项见 gongkai check --explain",
        "a TOML file with a section a rule, as z = 6 under [W4]; see gongkai check --explain",
    )
}

/// The thresholds of a rule, as they stand in the file.
pub fn thresholds_of(entries: &[String]) -> Label {
    Label::new(format!("阈值：{}", entries.join("，")), format!(" Thresholds: {}", entries.join(", ")))
}

/// A threshold that cannot be.
pub fn impossible_threshold(file: &str, entry: &str, value: f64, least: f64, most: f64) -> Label {
    let (value, least, most) = (number(value), number(least), number(most));
    Label::new(
        format!("{file}，{entry}：{value} 不在 {least} 与 {most} 之间"),
        format!("{file}, {entry}: {value} is not between {least} and {most}"),
    )
}
