//! Words around the charts of how values spread and go together: boxes and scatter plots.

use std::fmt::Write as _;

use crate::schema::group_thousands;
use crate::text::{Label, Text, plural};

/// A group of regions of which no prefecture or province is known, beside others.
pub const NO_PLACE: Text = Text::new("未注明", "not stated");
/// The only group, of which none is known.
pub const ALL_PLACES: Text = Text::new("全部地区", "all regions");

/// What the groups are.
pub const BY_PROVINCE: Text = Text::new("（按省份）", " by province");
/// What the groups are.
pub const BY_PREFECTURE: Text = Text::new("（按地级市）", " by prefecture");

/// "江苏省 2022 年公开率分布（按地级市）".
pub fn box_title(place: &str, year: i32, metric: &Label, by: Option<Text>) -> Label {
    let zh = if place.is_empty() { String::new() } else { format!("{place} ") };
    let en = if place.is_empty() { String::new() } else { format!("{place}, ") };
    let by = by.map_or(("", ""), |by| (by.zh, by.en));
    Label::new(
        format!("{zh}{year} 年{}分布{}", metric.zh, by.0),
        format!("{en}Spread of {}{}, {year}", metric.en, by.1),
    )
}

/// Unit, group, numbers of groups and of regions.
pub fn box_subtitle(unit: &Text, group: &Label, groups: usize, regions: usize) -> Label {
    Label::new(
        format!("单位：{}；{}；{groups} 组，{regions} 个地区", unit.zh, group.zh),
        format!(
            "Unit: {}; {}; {}, {}",
            unit.en,
            group.en,
            plural(groups, "group"),
            plural(regions, "region")
        ),
    )
}

/// Footer: what box and whiskers are.
pub fn box_explained(least: usize) -> Label {
    Label::new(
        format!(
            "箱为下四分位数至上四分位数（相邻两值线性插值，同 R 第 7 类），竖线为组内中位数；须线至箱外 1.5 倍四分位距以内最远的值；不足 {least} 个地区的组只画点；各组按中位数排列"
        ),
        format!(
            "Box: lower to upper quartile (interpolated linearly, R type 7), with the median of the group; whiskers: to the \
             farthest value within 1.5 interquartile ranges of the box; groups of fewer than {least} regions show points \
             only; groups in the order of their medians"
        ),
    )
}

/// Name and median of a group, as written.
pub type Group = (String, String);

/// Alternative text of boxes: the groups with the best and the last median.
pub fn box_desc(
    metric: &Label,
    year: i32,
    (groups, regions): (usize, usize),
    (first, last): (Option<Group>, Option<Group>),
) -> Label {
    let mut label = Label::new(
        format!("{year} 年{}的箱线图，{groups} 组，共 {regions} 个地区", metric.zh),
        format!(
            "Boxes of {}, {year}, {} of {}",
            metric.en,
            plural(groups, "group"),
            plural(regions, "region")
        ),
    );
    if let (Some((first, high)), Some((last, low))) = (first, last) {
        let _ = write!(label.zh, "；中位数最前：{first}，{high}；最后：{last}，{low}");
        let _ = write!(label.en, "; best median: {first}, {high}; last: {last}, {low}");
    }
    Label::new(format!("{}。", label.zh), format!("{}.", label.en))
}

/// A correlation as written: two decimals and a true minus.
fn coefficient(rho: f64) -> String {
    group_thousands(rho, 2).replace('-', "−")
}

/// "2024 年公开率与申请量".
pub fn scatter_title(place: &str, year: i32, (x, y): (&Label, &Label)) -> Label {
    let zh = if place.is_empty() { String::new() } else { format!("{place} ") };
    let en = if place.is_empty() { String::new() } else { format!("{place}, ") };
    Label::new(format!("{zh}{year} 年{}与{}", x.zh, y.zh), format!("{en}{} and {}, {year}", x.en, y.en))
}

/// Group, number of regions and how the two go together.
pub fn scatter_subtitle(group: &Label, rho: Option<f64>, count: usize) -> Label {
    let n = group_thousands(count as f64, 0);
    let Some(rho) = rho.map(coefficient) else {
        return Label::new(
            format!("{}；n = {n}，无法计算相关系数", group.zh),
            format!("{}; n = {n}, no correlation can be computed", group.en),
        );
    };
    Label::new(
        format!("{}；Spearman 等级相关系数 ρ = {rho}（n = {n}）", group.zh),
        format!("{}; Spearman's rank correlation ρ = {rho} (n = {n})", group.en),
    )
}

/// Footer: what points and names are.
pub fn scatter_explained() -> Label {
    Label::new(
        "每点一个地区；虚线为中位数；标名的为突出的地区和离中位数最远的地区，以图上放得下为限；相关不等于因果",
        "A region a point; dashed: medians; named are the emphasised regions and those farthest from the medians, as far \
         as there is room; a correlation is no cause",
    )
}

/// Footer: regions that lack a figure.
pub fn lacking(count: usize) -> Label {
    Label::new(
        format!("{} 个地区缺其中一项或两项数字，未画", group_thousands(count as f64, 0)),
        format!("{} without one or both of the figures not drawn", plural(count, "region")),
    )
}

/// Alternative text of a scatter plot.
pub fn scatter_desc(
    (x, y): (&Label, &Label),
    year: i32,
    (rho, count): (Option<f64>, usize),
    farthest: Option<&str>,
) -> Label {
    let mut label = Label::new(
        format!("{year} 年{}与{}的散点图，共 {count} 个地区", x.zh, y.zh),
        format!("Scatter plot of {} and {}, {year}, {}", x.en, y.en, plural(count, "region")),
    );
    if let Some(rho) = rho.map(coefficient) {
        let _ = write!(label.zh, "；等级相关系数 {rho}");
        let _ = write!(label.en, "; rank correlation {rho}");
    }
    if let Some(name) = farthest {
        let _ = write!(label.zh, "；离中位数最远：{name}");
        let _ = write!(label.en, "; farthest from the medians: {name}");
    }
    Label::new(format!("{}。", label.zh), format!("{}.", label.en))
}

/// A scatter plot was asked for of a number of metrics other than two.
pub fn needs_two(count: usize) -> Label {
    Label::new(
        format!("图种 scatter 要两项指标，而结果有 {count} 项"),
        format!("the chart \"scatter\" needs two metrics, and the answer has {count}"),
    )
}

/// Hint for [`needs_two`].
pub fn name_two() -> Label {
    Label::new(
        "先写横轴指标，再写纵轴指标：gongkai rank received_new disclosure_rate --chart scatter；文件名中不写 {metric}",
        "name that of the horizontal axis, then that of the vertical one: gongkai rank received_new disclosure_rate \
         --chart scatter, without {metric} in the file's name",
    )
}
