//! Words around the charts of rankings of several years.

use std::fmt::Write as _;

use crate::text::{Label, Text, plural};

/// A region, and where it was in the first and in the last year.
pub type Moved<T> = (String, T, T);

fn span((from, to): (i32, i32)) -> Label {
    Label::new(format!("{from}—{to} 年"), format!("{from}–{to}"))
}

/// A year as the head of a column.
pub fn year(year: i32) -> Label {
    Label::new(format!("{year} 年"), year.to_string())
}

/// "江苏省 2019—2024 年公开率名次变化".
pub fn bump_title(place: &str, years: (i32, i32), metric: &Label) -> Label {
    let zh = if place.is_empty() { String::new() } else { format!("{place} ") };
    let en = if place.is_empty() { String::new() } else { format!("{place}, ") };
    let years = span(years);
    Label::new(
        format!("{zh}{}{}名次变化", years.zh, metric.zh),
        format!("{en}Ranks by {}, {}", metric.en, years.en),
    )
}

/// Which way ranks run, the group and the number of regions.
pub fn bump_subtitle(group: &Label, shown: u64) -> Label {
    Label::new(
        format!("第 1 名在最上；{}；画出 {shown} 个地区", group.zh),
        format!("The first at the top; {}; {shown} drawn", group.en),
    )
}

/// Footer: what heights and numbers are.
pub fn bump_explained() -> Label {
    Label::new(
        "上下位置为所画地区之间的先后，并列者分开排列；数字为在整个比较组中的名次；缺年处断开",
        "Height: the order among the regions drawn, tied ones apart; numbers: ranks in the whole group; a gap is a \
         year without a rank",
    )
}

/// Footer: regions that are not drawn because they have a rank in one year only.
pub fn singles(count: usize) -> Label {
    Label::new(
        format!("另有 {count} 个地区只在一年有名次，未画"),
        format!("{} with a rank in one year only not drawn", plural(count, "more region")),
    )
}

/// Alternative text of ranks over years: the first of the last year, who gained and who lost most places.
pub fn bump_desc(
    metric: &Label,
    years: (i32, i32),
    count: usize,
    first: Option<&str>,
    (up, down): (Option<Moved<u32>>, Option<Moved<u32>>),
) -> Label {
    let years = span(years);
    let mut label = Label::new(
        format!("{}{}的名次变化，共 {count} 个地区", years.zh, metric.zh),
        format!("Ranks by {}, {}, {}", metric.en, years.en, plural(count, "region")),
    );
    if let Some(first) = first {
        let _ = write!(label.zh, "；最后一年第一：{first}");
        let _ = write!(label.en, "; first in the last year: {first}");
    }
    if let Some((name, from, to)) = up {
        let _ = write!(label.zh, "；上升最多：{name}，第 {from} 名升至第 {to} 名");
        let _ = write!(label.en, "; most gained: {name}, from {from} to {to}");
    }
    if let Some((name, from, to)) = down {
        let _ = write!(label.zh, "；下降最多：{name}，第 {from} 名降至第 {to} 名");
        let _ = write!(label.en, "; most lost: {name}, from {from} to {to}");
    }
    Label::new(format!("{}。", label.zh), format!("{}.", label.en))
}

/// "江苏省公开率，2019 年与 2024 年".
pub fn slope_title(place: &str, (from, to): (i32, i32), metric: &Label) -> Label {
    let en = if place.is_empty() { String::new() } else { format!("{place}, ") };
    Label::new(
        format!("{place}{}：{from} 年与 {to} 年", metric.zh),
        format!("{en}{}: {from} and {to}", metric.en),
    )
}

/// Unit, group and number of regions.
pub fn slope_subtitle(unit: &Text, group: &Label, shown: u64) -> Label {
    Label::new(
        format!("单位：{}；{}；画出 {shown} 个地区", unit.zh, group.zh),
        format!("Unit: {}; {}; {shown} drawn", unit.en, group.en),
    )
}

/// Footer: years that are not drawn.
pub fn years_between((from, to): (i32, i32), count: usize) -> Label {
    Label::new(
        format!("只画 {from} 年和 {to} 年，其间 {count} 个年份未画"),
        format!("Only {from} and {to}; {} between them not drawn", plural(count, "year")),
    )
}

/// Alternative text of a slope chart: how many rose, fell, stayed; who rose and who fell most.
pub fn slope_desc(
    metric: &Label,
    (from, to): (i32, i32),
    (rose, fell, same): (usize, usize, usize),
    (up, down): (Option<Moved<String>>, Option<Moved<String>>),
) -> Label {
    let mut label = Label::new(
        format!("{}，{from} 年与 {to} 年相比：{rose} 个地区上升，{fell} 个下降，{same} 个持平", metric.zh),
        format!(
            "{}, {from} and {to}: {} up, {fell} down, {same} unchanged",
            metric.en,
            plural(rose, "region")
        ),
    );
    if let Some((name, from, to)) = up {
        let _ = write!(label.zh, "；上升最多：{name}，{from} → {to}");
        let _ = write!(label.en, "; most up: {name}, {from} → {to}");
    }
    if let Some((name, from, to)) = down {
        let _ = write!(label.zh, "；下降最多：{name}，{from} → {to}");
        let _ = write!(label.en, "; most down: {name}, {from} → {to}");
    }
    Label::new(format!("{}。", label.zh), format!("{}.", label.en))
}

/// A chart over years was asked for with one year.
pub fn needs_years(kind: &str) -> Label {
    Label::new(
        format!("图种 {kind} 至少要两个有名次的年份"),
        format!("the chart \"{kind}\" needs two years with ranks or more"),
    )
}

/// Hint for [`needs_years`].
pub fn ask_for_years() -> Label {
    Label::new(
        "用 --years 给出年份，如 --years 2022..2024；文件名中不写 {year}",
        "ask for years, as in --years 2022..2024, without {year} in the file's name",
    )
}

/// Hint where a chart of one year was asked for and there are several.
pub fn one_year_or_over_years() -> Label {
    Label::new(
        "在文件名中写 {year}，一年一张图；或用 --chart bump（名次）、--chart slope（首末两年）画在一张图上",
        "write {year} in the file's name for one file each, or draw all in one with --chart bump (ranks) or --chart slope \
         (first and last year)",
    )
}

/// The form changes between the two years of a slope chart.
pub fn across_forms(metric: &Label, (from, to): (i32, i32), year: i32) -> Label {
    Label::new(
        format!("{}在 {from} 年和 {to} 年之间不可比：{year} 年起换用新的报表格式", metric.zh),
        format!("{} of {from} and {to} cannot be compared: the form changed in {year}", metric.en),
    )
}

/// Hint for [`across_forms`]; `other` is a kind of chart that shows all of the years.
pub fn years_on_one_form((from, to): (i32, i32), breaks: &[i32], other: &str) -> Label {
    let last = breaks.iter().max().copied().unwrap_or(from);
    let first = breaks.iter().min().copied().unwrap_or(to);
    let years = if last < to { format!("{last}..{to}") } else { format!("{from}..{}", first - 1) };
    Label::new(
        format!("改用 --years {years}，或 --chart {other}"),
        format!("ask for --years {years}, or --chart {other}"),
    )
}
