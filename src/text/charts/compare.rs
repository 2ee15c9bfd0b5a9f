//! Words around the heat map of a comparison.

use std::fmt::Write as _;

use crate::text::{Label, Text};

/// Footer of a heat map of percentiles.
pub const HEAT_EXPLAINED: Text = Text::new(
    "格内为数值；颜色为在同级中的百分位（100 为第一名，0 为末名），已按指标方向折算，深色为好",
    "Cells: the values; colours: the percentile among the peers (100 for the first, 0 for the last), by each metric's direction, dark for good",
);
/// A cell without a colour.
pub const PLAIN: Text = Text::new("不分好坏或无可比对象，不着色", "no better end, or no peers: no colour");
/// A region without a figure.
pub const NO_FIGURE: Text = Text::new("无数据", "no figure");

/// A metric with its unit and which end is good.
pub fn metric(title: &Label, unit: &Text, direction: &Text, is_neutral: bool) -> Label {
    if is_neutral {
        return Label::new(format!("{}（{}）", title.zh, unit.zh), format!("{} ({})", title.en, unit.en));
    }
    Label::new(
        format!("{}（{}，{}）", title.zh, unit.zh, direction.zh),
        format!("{} ({}, {})", title.en, unit.en, direction.en),
    )
}

/// Many regions in a title.
pub fn regions(count: usize) -> Label {
    Label::new(format!("{count} 个地区"), format!("{count} regions"))
}

/// Alternative text of a heat map of percentiles.
pub fn heat_desc(regions: &str, year: i32, rows: usize, best: Option<(f64, String)>) -> Label {
    let mut label = Label::new(
        format!("{regions}在 {rows} 项指标上的百分位热力图，{year} 年"),
        format!("Heat map of the percentiles of {regions} on {rows} metrics, {year}"),
    );
    if let Some((place, what)) = best {
        let _ = write!(label.zh, "；最好：{what}，百分位 {place:.0}");
        let _ = write!(label.en, "; best: {what}, percentile {place:.0}");
    }
    Label::new(format!("{}。", label.zh), format!("{}.", label.en))
}
