//! Words of the checks: what each rule is about, and the sentence of each finding.

use std::collections::BTreeSet;

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

/// A figure that is a power of ten from the usual one.
pub fn slip(field: &str, found: Option<f64>, usual: f64, factor: f64, of_peers: bool, look: Text) -> Label {
    let found = found.unwrap_or_default();
    let said = |lang: Lang| {
        let name = name(field, lang);
        let by = number(if factor >= 1.0 { factor } else { 1.0 / factor });
        let of = match (of_peers, lang) {
            (true, Lang::Zh) => "同级各地的中位数",
            (true, Lang::En) => "the median of its peers",
            (false, Lang::Zh) => "本地其他年份的中位数",
            (false, Lang::En) => "the median of its other years",
        };
        let (found_text, usual, right) = (number(found), number(usual), number(found / factor));
        let direction =
            if factor >= 1.0 { ("约大", "about", "times") } else { ("约小", "one in about", "of") };
        lang.pick(
            format!("{name} {found_text}，比{of} {usual} {} {by} 倍；若单位或位数有误，应为 {right}。{}", direction.0, look.zh),
            format!(
                "{name} {found_text} is {} {by} {} {of} ({usual}); if the unit or a digit slipped, it is {right}. {}",
                direction.1, direction.2, look.en
            ),
        )
    };
    Label::new(said(Lang::Zh), said(Lang::En))
}

/// A figure far from the county's other years.
pub fn outlier(field: &str, value: f64, usual: f64, z: f64, others: usize, look: Text) -> Label {
    let (value, usual) = (number(value), number(usual.round()));
    Label::new(
        format!(
            "{} {value}，与本地其他 {others} 年的中位数 {usual} 相差悬殊（稳健 z＝{z:.1}）。{}",
            name(field, Lang::Zh),
            look.zh
        ),
        format!(
            "{} {value} is far from the median {usual} of the county's {} (robust z = {z:.1}). {}",
            name(field, Lang::En),
            plural(others, "other year"),
            look.en
        ),
    )
}

/// A figure far from that of the year before.
pub fn jump(field: &str, value: f64, before: f64, year: i32, look: Text) -> Label {
    let (now, then) = (number(value), number(before));
    let fold = number((value.max(before) / value.min(before)).round());
    let (zh, en) = if value > before { ("增至", "rose") } else { ("减至", "fell") };
    Label::new(
        format!(
            "{}由 {} 年的 {then} {zh} {now}，相差约 {fold} 倍。{}",
            name(field, Lang::Zh),
            year - 1,
            look.zh
        ),
        format!(
            "{} {en} from {then} in {} to {now}, by a factor of about {fold}. {}",
            name(field, Lang::En),
            year - 1,
            look.en
        ),
    )
}

/// A report that repeats the one of the year before.
pub fn copied_from_before(year: i32, equal: usize, all: usize, look: Text) -> Label {
    Label::new(
        format!("{all} 个较大的数字中有 {equal} 个与 {} 年报告完全相同。{}", year - 1, look.zh),
        format!("{equal} of {all} larger figures are those of the report on {}. {}", year - 1, look.en),
    )
}

/// A report that repeats the one of another region.
pub fn copied_from_other(region: &str, year: i32, equal: usize, all: usize, look: Text) -> Label {
    Label::new(
        format!("{all} 个较大的数字中有 {equal} 个与{region} {year} 年报告完全相同。{}", look.zh),
        format!("{equal} of {all} larger figures are those of {region}'s report on {year}. {}", look.en),
    )
}

/// Two places that are off by the same number in opposite directions.
pub fn compensating(first: &Label, second: &Label, k: f64, look: Text) -> Label {
    let size = number(k.abs());
    let (more, less) = if k > 0.0 { (first, second) } else { (second, first) };
    Label::new(
        format!(
            "{}的合计比各项之和多 {size}，{}恰少 {size}，而总计相符：可能有数字填错了位置。{}",
            more.zh, less.zh, look.zh
        ),
        format!(
            "The total of {} is {size} above its parts, that of {} {size} below, and the total column agrees: a \
             figure may stand in the wrong place. {}",
            more.en, less.en, look.en
        ),
    )
}

/// W6 without the applicants' columns.
pub fn no_applicants() -> Label {
    Label::new("未核对：数据集没有分申请人的数字", "not assessed: the dataset has no figures by applicant")
}

/// A threshold that cannot be.
pub fn impossible_threshold(file: &str, entry: &str, value: f64, least: f64, most: f64) -> Label {
    let (value, least, most) = (number(value), number(least), number(most));
    Label::new(
        format!("{file}，{entry}：{value} 不在 {least} 与 {most} 之间"),
        format!("{file}, {entry}: {value} is not between {least} and {most}"),
    )
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

const fn three(title: Text, explanation: Text, look: Text) -> [Text; 3] {
    [title, explanation, look]
}

/// Rule E1.
pub const E1: [Text; 3] = three(
    Text::new("新收＋上年结转＝办理结果总计＋结转下年", "received + carried in = resolved + carried out"),
    Text::new(
        "表三每一列：本年新收与上年结转之和，等于办理结果总计与结转下年度之和。",
        "In every column of table 3 what came in is what was resolved or carried over.",
    ),
    Text::new("请核对这四个数。", "Check these four figures."),
);

/// Rule E2.
pub const E2: [Text; 3] = three(
    Text::new("六类办理结果之和＝总计", "six outcomes = total"),
    Text::new(
        "表三每一列：（一）予以公开至（六）其他处理之和，等于（七）总计；未单列分组合计的，以各细项之和计。",
        "In every column of table 3 the outcomes (1) to (6) sum to (7); a group without a printed total counts as the sum of its rows.",
    ),
    Text::new("请逐项核对各类办理结果和总计。", "Check each outcome and the total."),
);

/// Rule E3.
pub const E3: [Text; 3] = three(
    Text::new("六类申请人之和＝总计列", "six applicants = total"),
    Text::new(
        "表三每一行：自然人和五类法人或其他组织之和，等于总计列。",
        "In every row of table 3 the six applicants sum to the total column.",
    ),
    Text::new("请核对该行各列。", "Check the cells of this row."),
);

/// Rule E4.
pub const E4: [Text; 3] = three(
    Text::new("维持＋纠正＋其他＋未审结＝总计", "upheld + corrected + other + pending = total"),
    Text::new(
        "表四的行政复议、未经复议直接起诉、复议后起诉三组：四项结果之和等于总计。",
        "In each of the three blocks of table 4 the four results sum to the total.",
    ),
    Text::new("请核对表四该组的五个数。", "Check the five figures of this block."),
);

/// Rule E5.
pub const E5: [Text; 3] = three(
    Text::new("上年结转＝上一年度报告的结转下年", "carried in = carried out of the year before"),
    Text::new(
        "表三每一列：本年度的上年结转，等于上一年度报告的结转下年度；缺上一年度报告的不核对。",
        "In every column of table 3 what is carried in is what the report of the year before carried out; without that report it is not assessed.",
    ),
    Text::new("请与上一年度报告核对。", "Compare with the report of the year before."),
);

/// Rule E6.
pub const E6: [Text; 3] = three(
    Text::new("现行有效＝上年现行有效＋制发−废止", "in force = in force before + issued − repealed"),
    Text::new(
        "表二规章、行政规范性文件：本年现行有效件数，等于上一年现行有效加本年制发减本年废止。",
        "Rules and normative documents in force are those of the year before, with those issued and without those repealed.",
    ),
    Text::new("请与上一年度报告核对现行有效件数。", "Compare with the report of the year before."),
);

/// Rule E7.
pub const E7: [Text; 3] = three(
    Text::new("分组合计＝各细项之和", "group total = its parts"),
    Text::new(
        "不予公开、无法提供、不予处理、其他处理单独公布合计的，合计等于各细项之和。",
        "Where the total of denied, unavailable, not processed or otherwise handled is published, it is the sum of its rows.",
    ),
    Text::new("请核对合计和各细项。", "Check the total and its rows."),
);

/// Rule E8.
pub const E8: [Text; 3] = three(
    Text::new("数字合法：部分不超过总数，比例不超过 100%", "no part above its whole, no share above 100 %"),
    Text::new(
        "部分不大于总数，百分比不大于 100；负数、小数件数和重复报告在读取数据时即报错。",
        "A part is not above its whole, a percentage not above 100; negative counts, fractions of a case and repeated reports are refused when the data are read.",
    ),
    Text::new("请核对这两个数。", "Check both figures."),
);

/// Rule W1.
pub const W1: [Text; 3] = three(
    Text::new("文字所述数字与表格一致", "the text's numbers against the tables"),
    Text::new(
        "收到申请数可为本年新收，或本年新收加上年结转；复议、诉讼数可不含未审结；也可为政府办公室口径。各种口径都不符的为疑点；以另一口径相符的给出提示。",
        "Received may be new, or new and carried in; reviews and lawsuits may leave out pending cases; the text may speak of the office alone. A number that fits in another reading is noted, one that fits none is suspicious.",
    ),
    Text::new("请核对文字和表格。", "Check the text against the table."),
);

/// Rule W2.
pub const W2: [Text; 3] = three(
    Text::new("文字部分合计与比例", "sums and shares within the text"),
    Text::new(
        "各渠道之和等于主动公开总数，各形式之和等于解读总数（只列部分时不得超过总数）；自报图解比例等于按数字重算的比例（按所写位数）。",
        "Channels sum to all items disclosed, forms to all interpretations (not above them where only some are listed); a stated share is the one recomputed, at the digits printed.",
    ),
    Text::new("请核对文字中的数字。", "Check the numbers of the text."),
);

/// Rule W3.
pub const W3: [Text; 3] = three(
    Text::new("单位或位数错误", "slips of the unit or a digit"),
    Text::new(
        "金额约为本地其他年份的 1 万倍（以元填入万元栏）；件数恰为本地其他年份的 10、100、1000、10000 倍或几分之一，而其他年份平稳、同级各地没有同样变化。",
        "An amount about 10,000 times that of other years (yuan in a column of 10,000 yuan); a count that is a power of ten from other years, where these are stable and the peers did not move the same way.",
    ),
    Text::new("请核对单位和位数。", "Check the unit and the digits."),
);

/// Rule W4.
pub const W4: [Text; 3] = three(
    Text::new("异常值", "outliers"),
    Text::new(
        "主要数字与本地其他年份相差悬殊（对数序列的稳健 z），或比上一年增减 10 倍以上。",
        "A main figure far from the county's other years (robust z of the log series), or ten times up or down on the year before.",
    ),
    Text::new(
        "请核对是否属实，口径有无变化。",
        "Check whether it is right, and whether what is counted has changed.",
    ),
);

/// Rule W5.
pub const W5: [Text; 3] = three(
    Text::new("照抄的报告", "copied reports"),
    Text::new(
        "较大的数字大多与上一年度报告，或与同年另一地区的报告完全相同。",
        "Most of the larger figures are those of the year before, or of another region in the same year.",
    ),
    Text::new("请核对报告是否为本年度、本地区的。", "Check that the report is of this year and region."),
);

/// Rule W6.
pub const W6: [Text; 3] = three(
    Text::new("互相抵消的错误", "errors that make up for each other"),
    Text::new(
        "表三中两列（或两行）相差同一个数而方向相反，总计列却相符：数字可能填错了列或行。",
        "Two columns (or rows) of table 3 are off by the same number in opposite directions, while the total column agrees: a figure may stand in the wrong column or row.",
    ),
    Text::new("请核对这两处。", "Check both places."),
);

/// Rule W7.
pub const W7: [Text; 3] = three(
    Text::new("县级报告填有规章", "a county with rules of its own"),
    Text::new(
        "县级政府没有规章制定权，规章各栏应为 0；常见原因是把规范性文件填入规章栏。",
        "Counties have no power to make rules; mostly normative documents were put into that row.",
    ),
    Text::new("请核对是否应填入行政规范性文件。", "Check whether these are normative documents."),
);

/// Rule W8.
pub const W8: [Text; 3] = three(
    Text::new("格式、年份、合计行", "form, year, row of totals"),
    Text::new(
        "表格格式与年度不符；发布日期或文件名与年度不符；某行数字等于其他各地之和（合计行混入）。",
        "A form that is not that of the year; a date or file name of another year; a row that is the sum of all others.",
    ),
    Text::new("请核对该报告的标注。", "Check the labels of this report."),
);

/// Rule W9.
pub const W9: [Text; 3] = three(
    Text::new("缺报告或缺表格", "no report, or no table"),
    Text::new(
        "指明省、市或地区时，列出其中没有报告的年份；否则列出首末年份之间的缺年。只录入文字部分的报告作为提示列出。",
        "Where places are named: every year without a report; else the years missing between a region's first and last. Reports of which only the text was read are noted.",
    ),
    Text::new("请补充报告。", "Supply the report."),
);
