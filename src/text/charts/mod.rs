//! Words around charts: titles, subtitles, footers, alternative texts, and why one could not be drawn.

pub mod compare;
pub mod index;
pub mod outcomes;
pub mod rank;
pub mod rank_spread;
pub mod rank_years;
pub mod trend;

use std::fmt::Write as _;

use super::{Label, Text};

/// Label of the median.
pub const MEDIAN: Text = Text::new("中位数", "median");
/// Label of the pooled value: all numerators over all denominators.
pub const POOLED: Text = Text::new("合并值", "pooled");
/// Footer of a chart of outcomes.
pub const OUTCOMES_OF: Text = Text::new(
    "各类结果占办理结果总计的比例，右列为总计（件）",
    "Shares of all applications resolved; the column to the right is their number",
);
/// Footer of a comparison.
pub const DOTS_EXPLAINED: Text = Text::new(
    "每行自成标尺，左为同级最低，右为同级最高；浅带为中间一半，竖线为中位数；括号内为名次/参评数",
    "Each row has its own scale from the peers' lowest to their highest; the band holds their middle half, the tick is the median; rank/of in brackets",
);

/// Heading of the columns of rules whose violation is an error.
pub const ERRORS: Text = Text::new("勾稽规则", "Arithmetic");
/// Heading of the columns of rules whose violation is a warning.
pub const WARNINGS: Text = Text::new("疑点规则", "Suspicions");
/// A cell of a rule or year in which nothing was found.
pub const NOTHING_FOUND: Text = Text::new("已核对，没有发现", "checked, nothing found");
/// A cell of a rule that could not run.
pub const NOT_ASSESSED: Text = Text::new("未能核对", "not assessed");
/// A cell of a year that could not be checked.
pub const YEAR_NOT_ASSESSED: Text =
    Text::new("未能核对（没有报告，或报告中没有数字）", "not assessed (no report, or no figures in it)");
/// A report with tables.
pub const WITH_TABLES: Text = Text::new("有表格", "with tables");
/// A report without tables.
pub const TEXT_ONLY: Text = Text::new("只有文字", "text only");
/// No report.
pub const NO_REPORT: Text = Text::new("没有报告", "no report");
/// The row that stands for every region when nothing was found.
pub const ALL_REGIONS: Text = Text::new("全部地区", "All regions");

fn years((from, to): (i32, i32)) -> Label {
    if from == to {
        Label::new(format!("{from} 年"), from.to_string())
    } else {
        Label::new(format!("{from}—{to} 年"), format!("{from}–{to}"))
    }
}

/// "宿迁市等地公开率，2019—2024 年".
pub fn trend_title(place: &str, metric: &Label, span: (i32, i32)) -> Label {
    let years = years(span);
    let colon = if place.is_empty() { "" } else { ": " };
    Label::new(
        format!("{place}{}，{}", metric.zh, years.zh),
        format!("{place}{colon}{}, {}", metric.en, years.en),
    )
}

/// Title of a chart of outcomes.
pub fn outcomes_title(span: (i32, i32)) -> Label {
    let years = years(span);
    Label::new(
        format!("政府信息公开申请办理结果，{}", years.zh),
        format!("How applications were resolved, {}", years.en),
    )
}

/// Title of a comparison.
pub fn compare_title(regions: &str, year: i32) -> Label {
    Label::new(
        format!("{regions}与同级地区对比，{year} 年"),
        format!("{regions} against their peers, {year}"),
    )
}

/// Unit, group and number of series.
pub fn lines_subtitle(unit: &Text, group: &Label, series: usize) -> Label {
    Label::new(
        format!("单位：{}；{}；{series} 个序列；缺报年份断开", unit.zh, group.zh),
        format!("Unit: {}; {}; {series} series; a gap is a year without a figure", unit.en, group.en),
    )
}

/// Unit and group of a chart of outcomes.
pub fn stack_subtitle(group: &Label) -> Label {
    Label::new(format!("单位：%；{}", group.zh), format!("Unit: %; {}", group.en))
}

/// Group of a comparison.
pub fn dots_subtitle(group: &Label) -> Label {
    Label::new(format!("比较组：{}", group.zh), format!("Peers: {}", group.en))
}

/// Metrics that only one report has, so that there is nothing to compare with.
pub fn alone(titles: &[&str]) -> Label {
    Label::new(
        format!("没有数字或没有其他地区可比，未画：{}", titles.join("、")),
        format!("Not drawn, for lack of a figure or of others to compare with: {}", titles.join(", ")),
    )
}

/// The formula of a metric in words.
pub fn definition(title: &Label, formula: &Label) -> Label {
    // A figure of the reports may be called the same in one language only.
    let zh = if title.zh == formula.zh {
        format!("{}：报告原始数字", title.zh)
    } else {
        format!("{} = {}", title.zh, formula.zh)
    };
    let en = if title.en == formula.en {
        format!("{}: as reported", title.en)
    } else {
        format!("{} = {}", title.en, formula.en)
    };
    Label::new(zh, en)
}

/// Reports used and left out.
pub fn coverage(selected: usize, used: usize, left_out: &[(Label, usize)]) -> Label {
    let zh: Vec<String> =
        left_out.iter().map(|(reason, count)| format!("{} {count} 份", reason.zh)).collect();
    let en: Vec<String> = left_out.iter().map(|(reason, count)| format!("{}: {count}", reason.en)).collect();
    if left_out.is_empty() {
        return Label::new(
            format!("共 {selected} 份报告，全部使用"),
            format!("{}, all used", super::plural(selected, "report")),
        );
    }
    Label::new(
        format!("共 {selected} 份报告，使用 {used} 份，未计入 {} 份：{}", selected - used, zh.join("，")),
        format!(
            "{}, {used} used, {} left out: {}",
            super::plural(selected, "report"),
            selected - used,
            en.join(", ")
        ),
    )
}

/// The dataset behind a chart.
pub fn source(title: &Label, dataset: &str) -> Label {
    Label::new(format!("数据来源：{}（{dataset}）", title.zh), format!("Source: {} ({dataset})", title.en))
}

/// Alternative text of lines.
pub fn trend_desc(metric: &Label, span: (i32, i32), series: usize) -> Label {
    let years = years(span);
    Label::new(
        format!("{}的折线图，{}，{series} 个序列。", metric.zh, years.zh),
        format!("Lines of {}, {}, {series} series.", metric.en, years.en),
    )
}

/// Alternative text of a chart of outcomes.
pub fn outcomes_desc(span: (i32, i32), rows: usize) -> Label {
    let years = years(span);
    Label::new(
        format!("申请办理结果构成的百分比条形图，{}，{rows} 行。", years.zh),
        format!("Bars of 100 per cent by outcome, {}, {}.", years.en, super::plural(rows, "row")),
    )
}

/// Alternative text of a comparison.
pub fn compare_desc(regions: &str, year: i32, rows: usize) -> Label {
    Label::new(
        format!("{regions}与同级地区在 {rows} 项指标上的对比，{year} 年。"),
        format!("{regions} against their peers on {}, {year}.", super::plural(rows, "metric")),
    )
}

/// A count with thousands separators.
fn number(count: u64) -> String {
    crate::schema::group_thousands(count as f64, 0)
}

/// The same with its English noun.
fn counted(count: u64, noun: &str) -> String {
    format!("{} {noun}{}", number(count), if count == 1 { "" } else { "s" })
}

/// Title of a heat map of findings by year.
pub fn heat_years_title(title: &Label) -> Label {
    Label::new(format!("{}：逐年", title.zh), format!("{}: year by year", title.en))
}

/// Title of a heat map of reports.
pub fn coverage_title(title: &Label) -> Label {
    Label::new(format!("{}：报告收录", title.zh), format!("{}: reports included", title.en))
}

/// What a cell counts by rule, and the group.
pub fn heat_rules_subtitle(group: &Label) -> Label {
    Label::new(
        format!("格内为该条规则发现的错误和疑点处数；{}", group.zh),
        format!("Cells: errors and warnings found by the rule; {}", group.en),
    )
}

/// What a cell counts by year, and the group.
pub fn heat_years_subtitle(group: &Label) -> Label {
    Label::new(
        format!("格内为该年错误和疑点的合计处数；{}", group.zh),
        format!("Cells: errors and warnings of the year; {}", group.en),
    )
}

/// What a cell says of a report, and the group.
pub fn coverage_subtitle(group: &Label) -> Label {
    Label::new(
        format!("格内为该地区该年的报告；{}", group.zh),
        format!("Cells: the region's report of the year; {}", group.en),
    )
}

/// Reports and regions checked, and regions with findings.
pub fn checked(reports: u64, regions: usize, shown: usize) -> Label {
    let found = match shown {
        0 => Label::new("均没有发现错误或疑点", "no errors or warnings found"),
        all if all == regions => Label::new("均有错误或疑点", "all with errors or warnings"),
        some => Label::new(
            format!("列出有错误或疑点的 {some} 个，其余没有发现"),
            format!("{some} with errors or warnings are shown, nothing was found in the others"),
        ),
    };
    let regions = regions as u64;
    Label::new(
        format!("核对了 {} 个地区的 {} 份报告，{}", number(regions), number(reports), found.zh),
        format!("{} of {} checked, {}", counted(reports, "report"), counted(regions, "region"), found.en),
    )
}

/// Rules that could not run for want of figures.
pub fn rules_not_run(rules: &[&str]) -> Label {
    Label::new(
        format!("缺少所需数字，未能核对的规则：{}", rules.join("、")),
        format!("Rules not assessed, for lack of the figures they need: {}", rules.join(", ")),
    )
}

/// Codes of rules with their titles.
pub fn rule_titles(rules: &[(&str, &str)]) -> Label {
    let list = |between: &str| {
        let all: Vec<String> = rules.iter().map(|(rule, title)| format!("{rule} {title}")).collect();
        all.join(between)
    };
    Label::new(format!("规则：{}", list("；")), format!("Rules: {}", list("; ")))
}

/// Reports with tables, without, and years without a report.
pub fn reports_included(regions: usize, with_tables: usize, text_only: usize, none: usize) -> Label {
    let [regions, with_tables, text_only, none] =
        [regions, with_tables, text_only, none].map(|count| count as u64);
    let text_only = number(text_only);
    Label::new(
        format!(
            "{} 个地区；有表格的报告 {} 份，只有文字的 {text_only} 份，没有报告的年份 {} 个",
            number(regions),
            number(with_tables),
            number(none)
        ),
        format!(
            "{}; {} with tables, {text_only} with text only, {} without a report",
            counted(regions, "region"),
            counted(with_tables, "report"),
            counted(none, "year")
        ),
    )
}

/// Alternative text of a heat map of findings.
pub fn heat_desc(title: &Label, errors: u64, warnings: u64, most: Option<(&str, u64)>) -> Label {
    let (mut zh, mut en) = (
        format!("热力图：{}。共 {errors} 处错误、{warnings} 处疑点", title.zh),
        format!("Heat map: {}. {} and {}", title.en, counted(errors, "error"), counted(warnings, "warning")),
    );
    if let Some((region, count)) = most {
        let _ = write!(zh, "；首行为{region}，{count} 处");
        let _ = write!(en, "; first row: {region}, {count}");
    }
    Label::new(format!("{zh}。"), format!("{en}."))
}

/// Alternative text of a heat map of reports.
pub fn coverage_desc(title: &Label, counted: &Label) -> Label {
    Label::new(
        format!("分类图：{}。{}。", title.zh, counted.zh),
        format!("Map of classes: {}. {}.", title.en, counted.en),
    )
}

/// A chart kind that a question does not have.
pub fn unknown_kind(kind: &str, question: &str) -> Label {
    Label::new(format!("{question} 没有图种“{kind}”"), format!("{question} has no chart \"{kind}\""))
}

/// A chart of one metric, year or group was asked for and there are several.
pub fn several(what: &str, count: usize) -> Label {
    let zh = match what {
        "metric" => "项指标",
        "year" => "个年份",
        "prefecture" => "个地级市",
        "level" => "个层级",
        "class" => "个类别",
        "group" => "个比较组",
        _ => "个省份",
    };
    Label::new(
        format!("一张图只画一组名次，而结果有 {count} {zh}"),
        format!("a chart shows one {what}, and the answer has {count}"),
    )
}

/// Hint for [`several`].
pub fn braces(what: &str) -> Label {
    if what == "group" {
        return Label::new(
            "一张图只画一个地区或一个组内的地区",
            "compare regions of one group, or one region at a time",
        );
    }
    if what == "level" {
        return Label::new("用 --level 指定一个层级", "choose one with --level");
    }
    Label::new(
        format!(
            "在文件名中写 {{{what}}}，一{}一张图",
            match what {
                "metric" => "项指标",
                "year" => "年",
                "prefecture" => "市",
                "class" => "类",
                _ => "省",
            }
        ),
        format!("write {{{what}}} in the file's name for one file each"),
    )
}

/// A character that the built-in font does not have.
pub fn missing_glyph(character: char, label: &str) -> Label {
    let code = u32::from(character);
    Label::new(
        format!("图中文字“{label}”的“{character}”（U+{code:04X}）不在内置字体中"),
        format!("the character {character:?} (U+{code:04X}) of \"{label}\" is not in the built-in font"),
    )
}

/// Nothing has a figure.
pub fn nothing_to_draw() -> Label {
    Label::new("没有可画的数字", "there is no figure to draw")
}

/// A figure that is infinite or no number.
pub fn not_finite(label: &str) -> Label {
    Label::new(
        format!("“{label}”的数值不是有限的数"),
        format!("the figure of \"{label}\" is not a finite number"),
    )
}

/// A picture without room for the chart.
pub fn too_small(width: u32, height: u32, what: &str) -> Label {
    Label::new(
        format!("{width}x{height} 像素放不下这张图"),
        format!("a picture of {width}x{height} pixels is too small for this chart: {what}"),
    )
}

/// A picture of too many pixels.
pub fn too_large(width: u64, height: u64) -> Label {
    Label::new(
        format!("{width}x{height} 像素的图过大；减小 --size 或 --scale"),
        format!("a picture of {width}x{height} pixels is too large; give a smaller --size or --scale"),
    )
}

/// Hint for [`too_small`].
pub fn larger() -> Label {
    Label::new(
        "用 --size 给更大的尺寸，或用 --top 少列几个",
        "give a larger --size, or show fewer with --top",
    )
}

/// A size that cannot be read.
pub fn bad_size(text: &str) -> Label {
    Label::new(
        format!("“{text}”不是尺寸；写作 1600x2000、16x20cm、16cm、1200px、A4 或 A4-landscape"),
        format!("\"{text}\" is not a size; write 1600x2000, 16x20cm, 16cm, 1200px, A4 or A4-landscape"),
    )
}
