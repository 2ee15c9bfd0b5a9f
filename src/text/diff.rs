//! Wording of the differences between two datasets.

use super::{Label, Text, plural};

/// Title of the table of changed figures.
pub const FIGURES: Text = Text::new("改变的数字", "changed figures");
/// Title of the table of reports that one of the two has.
pub const REPORTS: Text = Text::new("只在一方的报告", "reports of one of the two");
/// Title of the table of changed ranks.
pub const RANKS: Text = Text::new("改变的数值和名次", "changed values and ranks");

/// Title of the differences.
pub fn title(before: &str, after: &str) -> Label {
    Label::new(format!("{before} 与 {after} 的差异"), format!("differences between {before} and {after}"))
}

/// How many differences there are.
pub fn subtitle((gone, new): (usize, usize), (figures, reports): (usize, usize), ranks: usize) -> Label {
    Label::new(
        format!(
            "报告：少 {gone} 份，多 {new} 份；数字：{reports} 份报告中 {figures} 个不同；数值或名次：{ranks} 个不同"
        ),
        format!(
            "reports: {gone} gone, {new} new; figures: {figures} changed in {}; values or ranks: {ranks} changed",
            plural(reports, "report")
        ),
    )
}

/// Why there are no ranks to compare.
pub fn no_ranks(error: &crate::error::Error) -> Label {
    Label::new(
        format!("没有可比较的名次：{}", error.message(super::Lang::Zh)),
        format!("no ranks to compare: {}", error.message(super::Lang::En)),
    )
}

/// Title of the differences between two manifests.
pub fn manifests(before: &str, after: &str) -> Label {
    title(before, after)
}

/// A dataset cannot be compared with a manifest.
pub fn two_kinds(manifest: &str, other: &str) -> Label {
    Label::new(
        format!("{manifest} 是清单，{other} 是数据集，不能相比"),
        format!("{manifest} is a manifest and {other} a dataset: they cannot be compared"),
    )
}

/// A list that is no chart.
pub fn no_chart() -> Label {
    Label::new("这个结果是表，不能画成图", "this is a table and cannot be drawn")
}

/// Hint for [`no_chart`].
pub fn tables() -> Label {
    Label::new("可用 .xlsx .csv .json .md .parquet", "write .xlsx, .csv, .json, .md or .parquet")
}
