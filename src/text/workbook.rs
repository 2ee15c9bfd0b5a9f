//! Wording of the sheets that a workbook of `check` has for each region, and of the official form on them.

use super::{Label, Lang, Text, output};

pub use super::check::{ERROR, INFO, WARNING};

/// What the colour of an error means.
pub const ERROR_MEANS: Text =
    Text::new("数字互相矛盾，其中至少有一个不对", "figures contradict each other: at least one is wrong");
/// What the colour of a warning means.
pub const WARNING_MEANS: Text =
    Text::new("数字可疑，请核对是否属实", "the figure is suspicious: please verify it");
/// How the sheet is read.
pub const HOW_TO_READ: Text = Text::new(
    "下表逐条列出问题；其后按报告年度重排原表，有问题的单元格已标出，批注写明原因。空白表示报告中没有数字，不是 0。",
    "The findings are listed first; the tables of each report follow, with the cells in question marked and the \
     reason in a cell note. A blank means that the report has no figure; it is not 0.",
);

/// The years of the reports.
pub const YEARS: Text = Text::new("报告年度", "Reports on");
/// The counts of findings.
pub const COUNTS: Text = Text::new("核对结果", "Result");

/// Headings of the list of findings.
pub mod column {
    use super::Text;

    /// The rule's name.
    pub const RULE: Text = Text::new("规则", "Rule");
    /// Error, warning or note.
    pub const SEVERITY: Text = Text::new("程度", "Severity");
    /// What the rule says.
    pub const TITLE: Text = Text::new("规则内容", "What it checks");
    /// The report's year.
    pub const YEAR: Text = Text::new("年度", "Year");
    /// The cell in the words of the form.
    pub const CELL: Text = Text::new("单元格", "Cell");
    /// What the other figures ask for.
    pub const EXPECTED: Text = Text::new("应为", "Expected");
    /// What the report says.
    pub const FOUND: Text = Text::new("实为", "Found");
    /// The one less the other.
    pub const DIFFERENCE: Text = Text::new("相差", "Difference");
    /// The finding in a sentence.
    pub const MESSAGE: Text = Text::new("说明", "Finding");
}

/// The heading over the figures of the text.
pub const NARRATIVE: Text = Text::new("文字部分的数字", "Figures of the text");
/// The title of table 2.
pub const TABLE2: Text =
    Text::new("二、主动公开政府信息情况", "II. Government information disclosed proactively");
/// The title of table 3.
pub const TABLE3: Text =
    Text::new("三、收到和处理政府信息公开申请情况", "III. Applications received and handled");
/// The title of table 4.
pub const TABLE4: Text = Text::new(
    "四、政府信息公开行政复议、行政诉讼情况",
    "IV. Administrative reviews and lawsuits about disclosure",
);
/// Table 2: the heading over the names of its rows.
pub const SUBJECT: Text = Text::new("信息内容", "Subject");
/// Table 3: its upper left corner.
pub const BALANCE: Text = Text::new(
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "(in each column: the first row plus the second equals the third plus the fourth)",
);
/// Table 3: the heading over all applicants.
pub const APPLICANTS: Text = Text::new("申请人情况", "Applicants");
/// Table 3: the heading over the applicants that are not natural persons.
pub const ORGANISATIONS: Text = Text::new("法人或其他组织", "Legal persons and other organisations");
/// Table 3: the heading of the last column.
pub const TOTAL: Text = Text::new("总计", "Total");
/// Table 3: the name of its third row.
pub const RESOLVED: Text = Text::new("三、本年度办理结果", "Results of the year");
/// Table 3: the name of a group total, which the form itself does not have.
pub const SUBTOTAL: Text = Text::new("合计", "sum");
/// Stands above a table 3 that has no applicants.
pub const NO_APPLICANTS: Text =
    Text::new("没有分申请人的数字，只列总计。", "There are no figures by applicant, only the total.");
/// A report from before the official tables.
pub const NO_TABLES: Text = Text::new(
    "该年报告为文字报告，没有统计表。",
    "The report of this year is a text without the official tables.",
);
/// A report of which nothing was read.
pub const NO_FIGURES: Text =
    Text::new("没有读到该年报告的数字。", "No figure of this year's report was read.");

/// Words of the form's tables 2 and 4, which the field dictionary has in Chinese only.
const FORM_WORDS: [Text; 30] = [
    Text::new("第二十条第（一）项", "Article 20 (1)"),
    Text::new("第二十条第（五）项", "Article 20 (5)"),
    Text::new("第二十条第（六）项", "Article 20 (6)"),
    Text::new("第二十条第（八）项", "Article 20 (8)"),
    Text::new("第二十条第（九）项", "Article 20 (9)"),
    Text::new("规章", "rules"),
    Text::new("行政规范性文件", "normative documents"),
    Text::new("行政许可", "administrative permits"),
    Text::new("其他对外管理服务事项", "other public management services"),
    Text::new("行政处罚", "administrative penalties"),
    Text::new("行政强制", "coercive measures"),
    Text::new("行政事业性收费", "administrative fees"),
    Text::new("政府集中采购", "centralised procurement"),
    Text::new("本年制发件数", "issued in the year"),
    Text::new("本年废止件数", "repealed in the year"),
    Text::new("现行有效件数", "in force"),
    Text::new("本年新制作数量", "newly made in the year"),
    Text::new("本年新公开数量", "newly disclosed in the year"),
    Text::new("对外公开总数量", "disclosed in total"),
    Text::new("处理决定数量", "decisions"),
    Text::new("上一年项目数量", "items last year"),
    Text::new("本年增/减", "change in the year"),
    Text::new("本年收费金额（单位：万元）", "amount in the year (10,000 CNY)"),
    Text::new("采购项目数量", "projects"),
    Text::new("采购总金额", "amount"),
    Text::new("行政复议", "administrative review"),
    Text::new("行政诉讼", "lawsuits"),
    Text::new("未经复议直接起诉", "filed directly"),
    Text::new("复议后起诉", "filed after review"),
    Text::new("总计", "total"),
];

/// The results that table 4 counts.
const RESULT_WORDS: [Text; 4] = [
    Text::new("结果维持", "upheld"),
    Text::new("结果纠正", "corrected"),
    Text::new("其他结果", "other result"),
    Text::new("尚未审结", "pending"),
];

/// A word of the form; one that is not listed stands for itself.
pub fn form_word(zh: &str, lang: Lang) -> String {
    let known = FORM_WORDS.iter().chain(&RESULT_WORDS).find(|word| word.zh == zh);
    known.map_or(zh, |word| word.get(lang)).to_owned()
}

/// The heading of a region's sheet.
pub fn title(region: &str) -> Label {
    Label::new(
        format!("{region}：政府信息公开年度报告数字核对"),
        format!("{region}: figures of the disclosure reports checked"),
    )
}

/// Where the region is: `模拟省 模拟市（990001）`.
pub fn place(province: &str, prefecture: &str, code: &str) -> Label {
    let named = |mark: &str| {
        let names = [province, prefecture].into_iter().filter(|name| !name.is_empty());
        names.collect::<Vec<_>>().join(mark)
    };
    Label::new(format!("{}（{code}）", named(" ")), format!("{} ({code})", named(", ")).trim().to_owned())
}

/// Findings by severity, in a line.
pub fn counts(errors: usize, warnings: usize, notes: usize) -> Label {
    let en = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let more = |text: String| if notes == 0 { String::new() } else { text };
    Label::new(
        format!("错误 {errors} 处，疑点 {warnings} 处{}", more(format!("，提示 {notes} 条"))),
        format!(
            "{}, {}{}",
            en(errors, "error"),
            en(warnings, "warning"),
            more(format!(", {}", en(notes, "note")))
        ),
    )
}

/// The heading of a year: `2023 年报告（2021 年格式）`.
pub fn year(year: i32, form: Option<&str>) -> Label {
    match form {
        Some(form) => Label::new(
            format!("{year} 年报告（{form} 年格式）"),
            format!("Report on {year} (form of {form})"),
        ),
        None => Label::new(format!("{year} 年报告"), format!("Report on {year}")),
    }
}

/// A table of which the report has no figure.
pub fn no_table(title: Text) -> Label {
    Label::new(
        format!("报告中没有“{}”的数字，未重排此表。", title.zh),
        format!("“{}”: left out, the report has no figure of it.", title.en),
    )
}

/// A figure's name with its unit.
pub fn with_unit(name: &str, unit: &str, lang: Lang) -> String {
    if unit.is_empty() {
        name.to_owned()
    } else {
        lang.pick(format!("{name}（{unit}）"), format!("{name} ({unit})"))
    }
}

/// A cell in the words of the form: where it stands, and what it is.
pub fn cell(place: Text, zh: &str, en: &str) -> Label {
    Label::new(format!("{}：{zh}", place.zh), format!("{}: {en}", place.en))
}

/// A rule with its title or its finding, as in a cell's note.
pub fn rule(rule: &str, text: &str, lang: Lang) -> String {
    if text.is_empty() { rule.to_owned() } else { output::pair(rule, text, lang) }
}

/// Why the workbook has no sheets for the regions.
pub fn too_many_regions(regions: usize, limit: usize) -> Label {
    Label::new(
        format!(
            "有问题的地区共 {regions} 个，超过一个工作簿的上限 {limit} 个，因此没有逐个地区的工作表；\
             请用 -o 'out/{{province}}.xlsx' 按省分文件，或用 --province 只选一个省"
        ),
        format!(
            "{regions} regions have findings, more than the {limit} for which a workbook has sheets, so none \
             has one here; write a file a province with -o 'out/{{province}}.xlsx', or choose one with --province"
        ),
    )
}
