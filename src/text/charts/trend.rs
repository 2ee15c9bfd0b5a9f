//! Words around the charts of a trend.

use std::fmt::Write as _;

use super::years;
use crate::schema::Unit;
use crate::text::{Label, Lang, Text, plural};

/// The line behind small panels.
pub const GROUP_MEDIAN: Text = Text::new("全组中位数", "median of the group");
/// A year without a figure.
pub const NO_FIGURE: Text = Text::new("无数据", "no figure");

/// Unit, group and number of panels.
pub fn panels_subtitle(unit: &Text, group: &Label, panels: usize) -> Label {
    Label::new(
        format!("单位：{}；{}；{panels} 幅，坐标相同，右上为最近一年；缺报年份断开", unit.zh, group.zh),
        format!(
            "Unit: {}; {}; {}, all with the same axes, the latest figure top right; a gap is a year without one",
            unit.en,
            group.en,
            plural(panels, "panel")
        ),
    )
}

/// Unit, group, number of rows and their order.
pub fn heat_subtitle(unit: &Text, group: &Label, rows: usize) -> Label {
    Label::new(
        format!("单位：{}；{}；{rows} 行，按最近一年的数值从高到低", unit.zh, group.zh),
        format!(
            "Unit: {}; {}; {} by the latest value, the highest first",
            unit.en,
            group.en,
            plural(rows, "row")
        ),
    )
}

/// A chart of two years was asked for with figures of one.
pub fn needs_years(kind: &str) -> Label {
    Label::new(
        format!("图种 {kind} 至少要两个有数值的年份"),
        format!("the chart \"{kind}\" needs two years with figures or more"),
    )
}

/// Hint for [`needs_years`].
pub fn ask_for_years() -> Label {
    Label::new("用 --years 给出首末两年，如 --years 2021..2024", "ask for years, as in --years 2021..2024")
}

/// A sentence on the ends of the last year.
fn with_ends(mut label: Label, year: i32, ends: Option<[(String, f64); 2]>, unit: Unit) -> Label {
    if let Some([(highest, high), (lowest, low)]) = ends {
        let said = |value: f64, lang: Lang| unit.say(value, lang);
        let _ = write!(
            label.zh,
            "；{year} 年最高：{highest}，{}，最低：{lowest}，{}",
            said(high, Lang::Zh),
            said(low, Lang::Zh)
        );
        let _ = write!(
            label.en,
            "; highest in {year}: {highest}, {}, lowest: {lowest}, {}",
            said(high, Lang::En),
            said(low, Lang::En)
        );
    }
    Label::new(format!("{}。", label.zh), format!("{}.", label.en))
}

/// Alternative text of small panels.
pub fn panels_desc(
    metric: &Label,
    span: (i32, i32),
    panels: usize,
    ends: Option<[(String, f64); 2]>,
    unit: Unit,
) -> Label {
    let words = years(span);
    let label = Label::new(
        format!("{}的分面折线图，{}，{panels} 幅", metric.zh, words.zh),
        format!("Small multiples of {}, {}, {}", metric.en, words.en, plural(panels, "panel")),
    );
    with_ends(label, span.1, ends, unit)
}

/// Alternative text of a heat map of values.
pub fn heat_desc(
    metric: &Label,
    span: (i32, i32),
    rows: usize,
    ends: Option<[(String, f64); 2]>,
    unit: Unit,
) -> Label {
    let words = years(span);
    let label = Label::new(
        format!("{}的热力图，{}，{rows} 行", metric.zh, words.zh),
        format!("Heat map of {}, {}, {}", metric.en, words.en, plural(rows, "row")),
    );
    with_ends(label, span.1, ends, unit)
}
