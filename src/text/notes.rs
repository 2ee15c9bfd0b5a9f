//! Remarks of the questions: what was chosen, what was left out, what to beware of.

use std::fmt::Write as _;

use super::{Label, Text, agreeing, plural, regions};

/// The year that was chosen because none was asked for.
pub fn latest_year(year: i32, reports: usize, fuller: Option<(i32, usize)>) -> Label {
    let mut label = Label::new(
        format!("未指定年份，取最近有数字的 {year} 年（{reports} 份）"),
        format!("no year was given: {year}, the latest with figures ({})", plural(reports, "report")),
    );
    if let Some((fuller, count)) = fuller {
        let _ = write!(label.zh, "；{fuller} 年更全（{count} 份），可用 --year {fuller}");
        let _ = write!(label.en, "; {fuller} has more ({count}), see --year {fuller}");
    }
    label
}

/// Levels that were left out because none was asked for.
pub fn level_chosen(level: &str, others: &[(String, usize)]) -> Label {
    let zh: Vec<String> =
        others.iter().map(|(id, count)| format!("{} {count} 份", regions::level(id).zh)).collect();
    let en: Vec<String> =
        others.iter().map(|(id, count)| format!("{count} of {}", regions::level(id).en)).collect();
    Label::new(
        format!("只比较{}；另有{}报告未列入，可用 --level", regions::level(level).zh, zh.join("、")),
        format!(
            "only {} are compared; reports left out: {} (see --level)",
            regions::level(level).en,
            en.join(", ")
        ),
    )
}

/// Reports of the other scope.
pub fn other_scope(count: usize, scope: Text, option: &str) -> Label {
    Label::new(
        format!("另有 {count} 份{}的报告不混入比较（--scope {option}）", scope.zh),
        format!(
            "{} of the {} {} not mixed in (--scope {option})",
            plural(count, "report"),
            scope.en,
            agreeing(count, "is", "are")
        ),
    )
}

/// Nothing is left to answer with.
pub fn no_report_left(what: &Label) -> Label {
    Label::new(
        format!("筛选后没有报告：{}", what.zh),
        format!("no report is left after filtering: {}", what.en),
    )
}

/// Hint for [`no_report_left`]: the years that do have reports.
pub fn years_there_are(years: &[(i32, usize)]) -> Label {
    let zh: Vec<String> = years.iter().map(|(year, count)| format!("{year} 年 {count} 份")).collect();
    let en: Vec<String> = years.iter().map(|(year, count)| format!("{year}: {count}")).collect();
    Label::new(format!("有报告的年份：{}", zh.join("，")), format!("years with reports: {}", en.join(", ")))
}

/// A level that no region has.
pub fn no_such_level(level: &str) -> Label {
    Label::new(format!("数据中没有层级“{level}”"), format!("the data has no level \"{level}\""))
}

/// Regions asked for that have no report in the answer.
pub fn without_report(names: &[String]) -> Label {
    Label::new(
        format!("以下地区没有符合条件的报告：{}", names.join("、")),
        format!("no such report of {}", names.join(", ")),
    )
}

/// A last place that is shared and was cut.
pub fn cut_through_tie(count: usize) -> Label {
    Label::new(
        format!("末位名次并列的还有 {count} 份报告未列出"),
        match count {
            1 => "one more report shares the last place shown".to_owned(),
            _ => format!("{count} more reports share the last place shown"),
        },
    )
}

/// Reports that are not listed because they have no rank.
pub fn unranked(metric: &Label, names: &[&str]) -> Label {
    const MOST: usize = 12;
    let list = |sep: &str| names.iter().take(MOST).copied().collect::<Vec<_>>().join(sep);
    let more = names.len() > MOST;
    Label::new(
        format!(
            "{}：{} 份报告没有名次，未列出（写入文件时列在最后）：{}{}",
            metric.zh,
            names.len(),
            list("、"),
            if more { " 等" } else { "" }
        ),
        format!(
            "{}: {} {} no rank and {} not listed here (files have {} at the end): {}{}",
            metric.en,
            plural(names.len(), "report"),
            agreeing(names.len(), "has", "have"),
            agreeing(names.len(), "is", "are"),
            agreeing(names.len(), "it", "them"),
            list(", "),
            if more { ", …" } else { "" }
        ),
    )
}

/// A metric that the dataset cannot answer and that was not asked for by name.
pub fn metrics_left_out(ids: &[String]) -> Label {
    Label::new(
        format!("数据集缺少所需字段，未列出指标：{}", ids.join("、")),
        format!("left out, since the dataset lacks their fields: {}", ids.join(", ")),
    )
}

/// Years that were left out because the metric is not in their form.
pub fn years_of_other_form(metric: &Label, years: &str, form: Text) -> Label {
    Label::new(
        format!("{}：{years} 年的报告用{}，没有可比的数字，未列入", metric.zh, form.zh),
        format!(
            "{}: the reports on {years} are on {} and have no comparable figure; left out",
            metric.en, form.en
        ),
    )
}

/// A series that cannot be compared across a change of form.
pub fn incomparable(metric: &Label, years: &str, form: Text) -> Label {
    Label::new(
        format!("{}不能跨报表格式比较：{years} 年的报告用{}，没有可比的数字", metric.zh, form.zh),
        format!(
            "{} cannot be followed across a change of form: the reports on {years} are on {} and have no comparable figure",
            metric.en, form.en
        ),
    )
}

/// Hint for [`incomparable`].
pub fn years_to_ask_for(years: &str) -> Label {
    Label::new(format!("改用 --years {years}"), format!("ask for --years {years}"))
}

/// False discoveries among many tests.
pub fn multiple_tests(tested: usize, expected: f64) -> Label {
    Label::new(
        format!(
            "共检验 {tested} 个序列；若都无趋势，未校正时约有 {expected:.1} 个会误判为显著，因此判断依据 Benjamini–Hochberg 校正后的 p 值"
        ),
        format!(
            "{tested} series {} tested; without any trend about {expected:.1} would look significant by chance, so the verdict goes by the Benjamini–Hochberg p",
            agreeing(tested, "was", "were")
        ),
    )
}

/// Series too short to show anything.
pub fn short_series(count: usize, most: usize) -> Label {
    Label::new(
        format!("{count} 个序列不足 5 年（最多 {most} 年），Mann–Kendall 检验不可能达到 0.05"),
        format!(
            "{count} series {} fewer than five years (at most {most}); the Mann–Kendall test cannot reach 0.05 on {}",
            agreeing(count, "has", "have"),
            agreeing(count, "it", "them")
        ),
    )
}

/// Reports without all the figures that a pooled breakdown needs.
pub fn outcomes_do_not_sum(count: usize) -> Label {
    Label::new(
        format!("{count} 份报告的六类结果之和与总计不符，差额列为“未列明”"),
        format!(
            "in {} the six outcomes do not sum to the total; the difference is shown as unexplained",
            plural(count, "report")
        ),
    )
}

/// `compare` without a region.
pub fn compare_whom() -> Label {
    Label::new(
        "请给出要对比的地区，如 gongkai compare 同心县",
        "name the regions to compare, such as gongkai compare 同心县",
    )
}

/// The year that `compare` chose.
pub fn latest_report(year: i32) -> Label {
    Label::new(
        format!("未指定年份，取这些地区最近有报告的 {year} 年"),
        format!("no year was given: {year}, the latest with a report of these regions"),
    )
}

/// What the value of a group of reports is.
pub fn value_of_group(metric: &Label, ratio: bool) -> Label {
    if ratio {
        return Label::new(
            format!("{}：各组为合并值（分子之和 ÷ 分母之和）", metric.zh),
            format!(
                "{}: a group has its pooled value (sum of numerators over sum of denominators)",
                metric.en
            ),
        );
    }
    Label::new(
        format!("{}：各组为组内各报告的中位数，不是合计", metric.zh),
        format!("{}: a group has the median of its reports, not their sum", metric.en),
    )
}

/// Series without a figure, which are not listed.
pub fn empty_series(metric: &Label, count: usize) -> Label {
    Label::new(
        format!("{}：{count} 个地区各年都没有数字，未列出", metric.zh),
        format!(
            "{}: {} without a figure in any year {} not listed",
            metric.en,
            plural(count, "region"),
            agreeing(count, "is", "are")
        ),
    )
}

/// Nothing can be ranked.
pub fn nothing_to_rank(metric: &Label, reasons: &[(Label, usize)]) -> Label {
    let zh: Vec<String> = reasons.iter().map(|(reason, count)| format!("{} {count} 份", reason.zh)).collect();
    let en: Vec<String> = reasons.iter().map(|(reason, count)| format!("{}: {count}", reason.en)).collect();
    Label::new(
        format!("{}：没有一份报告可以排名（{}）", metric.zh, zh.join("，")),
        format!("{}: no report can be ranked ({})", metric.en, en.join(", ")),
    )
}

/// Reports on years in which their region's code was not in use.
pub fn outside_validity(count: usize, code: &str, year: i32) -> Label {
    Label::new(
        format!("{count} 份报告的年份不在其区划代码的启用期内（如 {code} 的 {year} 年），请核对代码"),
        format!(
            "{} {} on {} in which {} region code was not in use (such as {code} for {year}): check the code",
            plural(count, "report"),
            agreeing(count, "is", "are"),
            agreeing(count, "a year", "years"),
            agreeing(count, "its", "their")
        ),
    )
}

/// Median and pooled value of a group.
pub fn benchmark(metric: &Label, (place, year): (&Label, i32), median: &str, pooled: Option<&str>) -> Label {
    let (zh, en) = match pooled {
        Some(pooled) => (format!("，合并值 {pooled}"), format!(", pooled {pooled}")),
        None => (String::new(), String::new()),
    };
    Label::new(
        format!("{}，{}，{year} 年：中位数 {median}{zh}", metric.zh, place.zh),
        format!("{}, {}, {year}: median {median}{en}", metric.en, place.en),
    )
}

/// Series without a recent-trend marker.
pub fn no_marker(series: usize) -> Label {
    Label::new(
        format!("{series} 个序列没有近期趋势：需要最近连续五年的比率或件数"),
        format!("{series} series without a recent trend: it takes a share or a count in five years in a row"),
    )
}

/// Markers with a correction for years at 0 or 100 %.
pub fn corrected_marker(series: usize) -> Label {
    Label::new(
        format!("{series} 个序列有 0% 或 100% 的年份，判断方向时各加 ½ 件"),
        format!("{series} series have years at 0 or 100%: half a case was added to tell the direction"),
    )
}
