//! Words of the report: its headings, its controls, and the help that stands beside them.

use std::collections::BTreeMap;

use super::{Label, Text};

/// "江苏省政府信息公开年度报告比较，2023 年".
pub fn title(places: &[&String], year: i32) -> Label {
    let zh: Vec<&str> = places.iter().map(|place| place.as_str()).collect();
    let (zh, en) = (zh.join("、"), zh.join(", "));
    let of = if en.is_empty() { String::new() } else { format!(" of {en}") };
    Label::new(
        format!("{zh}政府信息公开工作年度报告比较，{year} 年"),
        format!("Annual reports on government information disclosure{of} compared, {year}"),
    )
}

/// The words of the page by the names under which its template knows them.
pub fn page() -> BTreeMap<&'static str, Text> {
    PAGE.iter().map(|(name, text)| (*name, *text)).collect()
}

/// Sheet of the workbook.
pub const KEY_FIGURES: Text = Text::new("主要数字", "key figures");
/// Sheet of the workbook.
pub const OUTCOMES_BY_YEAR: Text = Text::new("办理结果逐年", "outcomes by year");
/// Sheet of the workbook.
pub const PLACES: Text = Text::new("排名总表", "places side by side");
/// Sheet of the workbook.
pub const OVERALL: Text = Text::new("总体趋势", "all together");
/// Sheet of the workbook.
pub const OVERALL_SERIES: Text = Text::new("总体逐年数值", "all together by year");
/// Column of the key figures.
pub const WHAT: Text = Text::new("项目", "what");
/// Column of the key figures.
pub const VALUE: Text = Text::new("数值", "value");
/// Column of the key figures.
pub const REMARK: Text = Text::new("说明", "remark");

/// Caption of a table.
pub const RANK_TABLE: Text = Text::new("各地区各指标的数值和位次", "Values and places of every region");
/// Caption of a table.
pub const TREND_TABLE: Text = Text::new("各地区历年变化的检验", "Tests of every region's development");
/// Caption of a table.
pub const OUTCOME_TABLE: Text = Text::new("各地区办理结果占比", "Shares of outcomes by region");
/// Caption of a table.
pub const FINDINGS: Text = Text::new("问题清单", "List of findings");
/// Heading of a column.
pub const REGION: Text = Text::new("地区", "region");
/// Heading of a column.
pub const CASES: Text = Text::new("件数", "cases");

/// Key figure: reports that were there to be compared.
pub const REPORTS: Text = Text::new("参加比较的报告", "reports compared");
/// Key figure: errors that the checks found in the reports of the year.
pub const ERRORS: Text = Text::new("勾稽错误", "contradictions found");
/// Key figure: how many reports have them.
pub fn reports_with_errors(count: usize) -> Label {
    Label::new(format!("涉及 {count} 份报告"), format!("in {}", super::plural(count, "report")))
}

/// Key figure: how a value of several reports was made, and of how many.
pub fn of_reports(kind: Text, count: usize) -> Label {
    Label::new(
        format!("{}，{count} 份报告", kind.zh),
        format!("{} of {}", kind.en, super::plural(count, "report")),
    )
}

/// Key figure: the change from the year before, on the regions that have both years.
pub fn on_both_years(count: usize, (before, then): (i32, &Label), (year, now): (i32, &Label)) -> Label {
    Label::new(
        format!("两年均有数字的 {count} 个地区：{before} 年 {}，{year} 年 {}", then.zh, now.zh),
        format!(
            "{} with both years: {} in {before}, {} in {year}",
            super::plural(count, "region"),
            then.en,
            now.en
        ),
    )
}

/// "该地区在 18 个中居第 3".
pub fn place(rank: &str, of: &str) -> String {
    format!("{rank}/{of}")
}

/// A report on more regions than a page should have.
pub fn many_regions(count: usize) -> Label {
    Label::new(
        format!("共 {count} 个地区，网页会很大；可用 --province 或 --prefecture 分开"),
        format!("{count} regions make a very large page; part it with --province or --prefecture"),
    )
}

/// An interval of a rate with few cases.
pub fn few(interval: &str, n: &str) -> Label {
    Label::new(format!("{interval}（仅 {n} 件）"), format!("{interval} (n = {n} only)"))
}

/// The report is written as these files only.
pub fn endings() -> Label {
    Label::new(
        "用 -o 报告.html 或 -o 报告.xlsx，可同时给出两个",
        "write it with -o report.html or -o report.xlsx, or both",
    )
}

/// No file was named.
pub fn no_file() -> Label {
    Label::new("report 须写入文件", "a report is written to a file")
}

/// A file that is neither.
pub fn not_an_ending(path: &str) -> Label {
    Label::new(
        format!("{path}：report 只能写成 .html 或 .xlsx"),
        format!("{path}: a report is .html or .xlsx"),
    )
}

const PAGE: [(&str, Text); 37] = [
    ("skip", Text::new("跳到正文", "Skip to the content")),
    ("find_region", Text::new("突出地区", "Highlight a region")),
    ("find_region_hint", Text::new("输入地区名", "name of a region")),
    ("clear", Text::new("清除", "Clear")),
    ("contents", Text::new("目录", "Contents")),
    ("key_figures", Text::new("主要数字", "Key figures")),
    ("rankings", Text::new("排名", "Rankings")),
    ("trends", Text::new("历年变化", "Development over the years")),
    ("outcomes", Text::new("申请办理结果", "How applications were resolved")),
    ("outcome_table", OUTCOME_TABLE),
    ("outcomes_by_year", Text::new("全部地区合计，逐年", "All regions together, by year")),
    ("coverage", Text::new("报告情况", "Who has reported")),
    ("coverage_of_metrics", Text::new("各指标使用和未计入的报告", "Reports used and left out, by metric")),
    ("findings", Text::new("勾稽核对", "Checks of the figures")),
    (
        "findings_help",
        Text::new(
            "报表中的数字应互相吻合。错误：数字互相矛盾；警告：数字可疑，应对照原报告。",
            "Figures of the official tables must agree with each other. Error: figures contradict each other. Warning: a figure is suspicious and should be compared with the report.",
        ),
    ),
    ("no_findings", Text::new("没有发现错误或警告。", "No errors or warnings were found.")),
    ("regions", Text::new("各地区", "Region by region")),
    ("metric", Text::new("指标", "metric")),
    ("interval", Text::new("95% 区间", "95 % interval")),
    ("place", Text::new("位次", "place")),
    ("peers", Text::new("同组中位数", "median of the group")),
    ("development", Text::new("变化", "development")),
    ("outcome", Text::new("办理结果", "outcome")),
    ("cases", CASES),
    ("share", Text::new("占比", "share")),
    ("share_of_all", Text::new("全部地区占比", "share of all regions")),
    ("filter", Text::new("筛选", "Filter")),
    ("filter_hint", Text::new("输入文字筛选行", "text to filter the rows by")),
    ("all_metrics", Text::new("全部指标", "all metrics")),
    ("rows_shown", Text::new("行", "rows")),
    ("sort_help", Text::new("点击表头排序", "Click a heading to sort")),
    ("definition", Text::new("定义", "Definition")),
    ("formula", Text::new("公式", "Formula")),
    ("direction", Text::new("方向", "Direction")),
    ("caveat", Text::new("注意", "Beware")),
    ("notes", Text::new("说明和来源", "Remarks and sources")),
    ("top", Text::new("回到顶部", "Back to the top")),
];
