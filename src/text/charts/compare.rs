//! Words around the heat map of a comparison.

use std::fmt::Write as _;

use crate::text::{Label, Text, plural};

/// Footer of a heat map of percentiles.
pub const HEAT_EXPLAINED: Text = Text::new(
    "格内为数值；颜色为在比较组中的百分位（100 为第一名，0 为末名），n 为参评地区数，已按指标方向折算，深色为好",
    "Cells: the values; colours: the percentile among the n peers (100 for the first, 0 for the last), by each metric's direction, dark for good",
);
/// A cell without a colour.
pub const PLAIN: Text = Text::new("不分好坏或无可比对象，不着色", "no better end, or no peers: no colour");
/// A region without a figure.
pub const NO_FIGURE: Text = Text::new("无数据", "no figure");

/// A metric with its unit, which end is good, and how many have a figure, the fewest and the most where the regions
/// have different peers.
pub fn metric(title: &Label, unit: &Text, good: Option<(&Text, Option<(u32, u32)>)>) -> Label {
    let Some((direction, peers)) = good else {
        return Label::new(format!("{}（{}）", title.zh, unit.zh), format!("{} ({})", title.en, unit.en));
    };
    let (zh, en) = match peers {
        Some((least, most)) if least == most => (format!("，n = {least}"), format!(", n = {least}")),
        Some((least, most)) => (format!("，n = {least}—{most}"), format!(", n = {least}–{most}")),
        None => (String::new(), String::new()),
    };
    Label::new(
        format!("{}（{}，{}{zh}）", title.zh, unit.zh, direction.zh),
        format!("{} ({}, {}{en})", title.en, unit.en, direction.en),
    )
}

/// Many regions in a title.
pub fn regions(count: usize) -> Label {
    Label::new(format!("{count} 个地区"), plural(count, "region"))
}

/// Alternative text of a heat map of percentiles.
pub fn heat_desc(regions: &str, year: i32, rows: usize, best: Option<(f64, String)>) -> Label {
    let mut label = Label::new(
        format!("{regions}在 {rows} 项指标上的百分位热力图，{year} 年"),
        format!("Heat map of the percentiles of {regions} on {}, {year}", plural(rows, "metric")),
    );
    if let Some((place, what)) = best {
        let _ = write!(label.zh, "；最好：{what}，百分位 {place:.0}");
        let _ = write!(label.en, "; best: {what}, percentile {place:.0}");
    }
    Label::new(format!("{}。", label.zh), format!("{}.", label.en))
}
