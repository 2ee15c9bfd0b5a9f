//! Words around the charts of a ranking.

use std::fmt::Write as _;

use crate::text::{Label, Text, plural};

/// "江苏省 2022 年图解比例排名".
pub fn rank_title(place: &str, year: i32, metric: &Label) -> Label {
    let zh = if place.is_empty() { String::new() } else { format!("{place} ") };
    let en = if place.is_empty() { String::new() } else { format!("{place}, ") };
    Label::new(format!("{zh}{year} 年{}排名", metric.zh), format!("{en}Ranking by {}, {year}", metric.en))
}

/// "江苏省 2022 年公开率漏斗图".
pub fn funnel_title(place: &str, year: i32, metric: &Label) -> Label {
    let zh = if place.is_empty() { String::new() } else { format!("{place} ") };
    let en = if place.is_empty() { String::new() } else { format!("{place}, ") };
    Label::new(
        format!("{zh}{year} 年{}漏斗图", metric.zh),
        format!("{en}Funnel plot of {}, {year}", metric.en),
    )
}

/// "江苏省 2022 年公开率名次及其范围".
pub fn range_title(place: &str, year: i32, metric: &Label) -> Label {
    let zh = if place.is_empty() { String::new() } else { format!("{place} ") };
    let en = if place.is_empty() { String::new() } else { format!("{place}, ") };
    Label::new(
        format!("{zh}{year} 年{}名次及其范围", metric.zh),
        format!("{en}Ranks by {} and their ranges, {year}", metric.en),
    )
}

/// The group and the number of ranked reports.
fn ranked(group: &Label, of: u64, shown: u64) -> Label {
    if shown == of {
        return Label::new(format!("{}；{of} 个参评", group.zh), format!("{}; {of} ranked", group.en));
    }
    Label::new(
        format!("{}；{of} 个参评，列出 {shown} 个", group.zh),
        format!("{}; {of} ranked, {shown} shown", group.en),
    )
}

/// Unit, group and number of ranked reports.
pub fn subtitle(unit: &Text, group: &Label, of: u64, shown: u64) -> Label {
    let ranked = ranked(group, of, shown);
    Label::new(format!("单位：{}；{}", unit.zh, ranked.zh), format!("Unit: {}; {}", unit.en, ranked.en))
}

/// The same, and what whiskers are.
pub fn bars_subtitle(unit: &Text, group: &Label, of: u64, shown: u64, interval: bool) -> Label {
    let Label { mut zh, mut en } = subtitle(unit, group, of, shown);
    if interval {
        zh.push_str("；须线为 95% 置信区间");
        en.push_str("; whiskers are 95 % confidence intervals");
    }
    Label::new(zh, en)
}

/// What a hollow dot is.
pub fn few_hollow() -> Label {
    Label::new("空心：分母小于 30，数值不稳定", "hollow: n below 30, figure unstable")
}

/// Group and number of ranked reports, and which end of the scale is the first.
pub fn range_subtitle(group: &Label, of: u64, shown: u64) -> Label {
    let ranked = ranked(group, of, shown);
    Label::new(
        format!("横轴为名次，左端为第 1 名；{}", ranked.zh),
        format!("Horizontal axis: rank, the first at the left; {}", ranked.en),
    )
}

/// Alternative text of a ranking.
pub fn rank_desc(
    metric: &Label,
    year: i32,
    count: usize,
    first: Option<(String, String)>,
    last: Option<(String, String)>,
) -> Label {
    let (Some((best, high)), Some((worst, low))) = (first, last) else {
        return Label::new("没有可画的数字", "there is no figure to draw");
    };
    Label::new(
        format!(
            "{year} 年{}排名，共 {count} 个地区。第一：{best}，{high}；最后：{worst}，{low}。",
            metric.zh
        ),
        format!(
            "Ranking by {}, {year}, {}. First: {best}, {high}; last: {worst}, {low}.",
            metric.en,
            plural(count, "region")
        ),
    )
}

/// Alternative text of a funnel plot: points, the benchmark, points outside either limit, and the farthest.
pub fn funnel_desc(
    metric: &Label,
    year: i32,
    (count, benchmark): (usize, &str),
    (outside, far): (usize, usize),
    farthest: Option<(&str, &str)>,
) -> Label {
    let mut label = Label::new(
        format!(
            "{year} 年{}漏斗图，共 {count} 个地区，基准 {benchmark}；{outside} 个在 95% 限外，其中 {far} 个在 99.8% 限外",
            metric.zh
        ),
        format!(
            "Funnel plot of {}, {year}, {} about {benchmark}; {outside} outside the 95% limits, {far} \
             of them outside the 99.8% limits",
            metric.en,
            plural(count, "region")
        ),
    );
    if let Some((name, value)) = farthest {
        let _ = write!(label.zh, "；离基准最远的是{name}，{value}");
        let _ = write!(label.en, "; farthest out: {name}, {value}");
    }
    Label::new(format!("{}。", label.zh), format!("{}.", label.en))
}

/// Alternative text of ranks with their sets: the first with the places open to it, and the number of tiers.
pub fn range_desc(
    metric: &Label,
    year: i32,
    count: usize,
    first: Option<(&str, f64, f64)>,
    tiers: Option<u32>,
) -> Label {
    let mut label = Label::new(
        format!("{year} 年{}的名次及其 95% 置信集，共 {count} 个地区", metric.zh),
        format!("Ranks by {} with their 95% confidence sets, {year}, {}", metric.en, plural(count, "region")),
    );
    if let Some((name, low, high)) = first {
        let _ = write!(label.zh, "；第一：{name}，名次在第 {low} 至第 {high} 之间");
        let _ = write!(label.en, "; first: {name}, whose rank lies between {low} and {high}");
    }
    if let Some(tiers) = tiers {
        let _ = write!(label.zh, "；可分 {tiers} 档");
        let _ = write!(label.en, "; tiers: {tiers}");
    }
    Label::new(format!("{}。", label.zh), format!("{}.", label.en))
}

/// A chart for shares was asked for of a metric that is none.
pub fn only_for_shares(kind: &str, metric: &Label) -> Label {
    Label::new(
        format!("图种 {kind} 只用于比率，而{}不是比率", metric.zh),
        format!("the chart \"{kind}\" is for shares, and {} is none", metric.en),
    )
}

/// Hint for [`only_for_shares`].
pub fn choose_a_share() -> Label {
    Label::new(
        "gongkai metrics 列出单位为 % 的指标，或用 --chart bars",
        "gongkai metrics lists those whose unit is %; or use --chart bars",
    )
}

/// Limits or rank sets that a chart shows are not in the answer.
pub fn without_certainty(kind: &str, metric: &Label) -> Label {
    Label::new(
        format!(
            "{}没有图种 {kind} 所需的{}",
            metric.zh,
            if kind == "funnel" { "控制限" } else { "名次范围" }
        ),
        format!(
            "there are no {} of {} for the chart \"{kind}\"",
            if kind == "funnel" { "limits" } else { "rank intervals" },
            metric.en
        ),
    )
}

/// "江苏省新收申请数的洛伦兹曲线，2022—2024 年".
pub fn lorenz_title(place: &str, (from, to): (i32, i32), metric: &Label) -> Label {
    let zh = if from == to { format!("{from} 年") } else { format!("{from}—{to} 年") };
    let en = if from == to { from.to_string() } else { format!("{from}–{to}") };
    let comma = if place.is_empty() { "" } else { ", " };
    Label::new(
        format!("{place}{}的洛伦兹曲线，{zh}", metric.zh),
        format!("{place}{comma}Lorenz curve of {}, {en}", metric.en),
    )
}

/// The group, and how the curve is read.
pub fn lorenz_subtitle(group: &Label) -> Label {
    Label::new(
        format!("{}；曲线离对角线越远，地区差距越大", group.zh),
        format!("{}; the further from the diagonal, the more unequal", group.en),
    )
}

/// Alternative text of Lorenz curves.
pub fn lorenz_desc(metric: &Label, (from, to): (i32, i32), ginis: &[(String, f64)]) -> Label {
    let list = |between: &str| {
        ginis.iter().map(|(label, gini)| format!("{label} {gini:.3}")).collect::<Vec<_>>().join(between)
    };
    let (zh, en) = if from == to {
        (format!("{from} 年"), from.to_string())
    } else {
        (format!("{from}—{to} 年"), format!("{from}–{to}"))
    };
    Label::new(
        format!("{}的洛伦兹曲线，{zh}。基尼系数：{}。", metric.zh, list("，")),
        format!("Lorenz curves of {}, {en}. Gini: {}.", metric.en, list(", ")),
    )
}

/// A metric that has no Lorenz curve.
pub fn no_lorenz(metric: &Label, year: i32, why: &Label) -> Label {
    Label::new(
        format!("{}（{year} 年）画不出洛伦兹曲线：{}", metric.zh, why.zh),
        format!("there is no Lorenz curve of {}, {year}: {}", metric.en, why.en),
    )
}

/// Hint for [`no_lorenz`].
pub fn choose_an_amount() -> Label {
    Label::new(
        "洛伦兹曲线用于不为负、不全为零的数值，至少两个地区",
        "a Lorenz curve takes values of two regions or more, none below 0 and not all 0",
    )
}

/// Years or groups without a curve, with the reason.
pub fn curves_left_out(left: &[(i32, String)]) -> Label {
    let list = |open: &str, close: &str, between: &str| {
        left.iter().map(|(year, why)| format!("{year}{open}{why}{close}")).collect::<Vec<_>>().join(between)
    };
    Label::new(format!("未画：{}", list("（", "）", "、")), format!("Not drawn: {}", list(" (", ")", ", ")))
}

/// More curves than can be told apart.
pub fn too_many_curves(count: usize, most: usize) -> Label {
    Label::new(
        format!("一张图最多 {most} 条洛伦兹曲线，而结果有 {count} 条"),
        format!("a chart holds {most} Lorenz curves at most, and the answer has {count}"),
    )
}

/// Hint for [`too_many_curves`].
pub fn fewer_curves() -> Label {
    Label::new(
        "用 --years 少取几年，或在文件名中写 {year}、{province}，一年或一省一张",
        "ask for fewer --years, or write {year} or {province} in the file's name for one file each",
    )
}
