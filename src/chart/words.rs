//! The charts' own words.

use crate::text::{Lang, Text};

/// The notice under a chart of invented figures.
pub(crate) const SYNTHETIC: Text = Text::new(
    "模拟数据，不是真实报告中的数字（SYNTHETIC DATA）",
    "SYNTHETIC DATA: not figures of real reports",
);
/// Head of the column of ranks.
pub(crate) const RANK: Text = Text::new("名次", "Rank");
/// Head of the column of denominators.
pub(crate) const DENOMINATOR: Text = Text::new("分母", "n");
/// Head of the column of totals.
pub(crate) const TOTAL: Text = Text::new("合计", "Total");
/// Behind the header of a group that began on an earlier page.
pub(crate) const GOES_ON: Text = Text::new("（续）", " (continued)");
/// Legend of hatched bars.
pub(crate) const FEW: Text = Text::new("分母小于 30，数值不稳定", "n below 30: figure unstable");
/// Legend of whiskers.
pub(crate) const INTERVAL: Text = Text::new("95% 置信区间", "95% confidence interval");
/// Label of a change of form.
pub(crate) const FORM: Text = Text::new("表样变更", "form changed");
/// Note beside an axis that does not begin with zero.
pub(crate) const NOT_ZERO: Text = Text::new("纵轴不从 0 开始", "axis does not start at 0");
/// A row without figures.
pub(crate) const NO_FIGURE: Text = Text::new("无数据", "no figure");
/// A row whose total is zero.
pub(crate) const NO_CASES: Text = Text::new("无（合计为 0）", "none (total 0)");
/// The peers' range.
pub(crate) const PEERS_RANGE: Text = Text::new("同组最低—最高", "peers, lowest to highest");
/// The peers' middle half.
pub(crate) const PEERS_HALF: Text = Text::new("同组中间一半", "peers, middle half");
/// The peers' median.
pub(crate) const PEERS_MEDIAN: Text = Text::new("同组中位数", "peers, median");
/// Head of the column of peers' medians.
pub(crate) const MEDIAN: Text = Text::new("中位数", "Median");
/// Left end of a position axis.
pub(crate) const LOW: Text = Text::new("低", "low");
/// Right end of a position axis.
pub(crate) const HIGH: Text = Text::new("高", "high");

/// The number of a page, as it stands behind the title.
pub(crate) fn page(lang: Lang, number: usize, count: usize) -> String {
    lang.pick(format!("（第 {number}/{count} 页）"), format!(" (page {number} of {count})"))
}

/// A unit as an axis states it.
pub(crate) fn unit(lang: Lang, name: Text) -> String {
    lang.pick(format!("单位：{}", name.zh), format!("unit: {}", name.en))
}

/// The counts of a class as the key says them: from the first to the last, or to any.
pub(crate) fn counts(lang: Lang, first: f64, last: Option<f64>) -> String {
    match last {
        Some(last) if last <= first => first.to_string(),
        Some(last) => lang.pick(format!("{first}—{last}"), format!("{first}–{last}")),
        None => lang.pick(format!("{first} 及以上"), format!("{first} or more")),
    }
}

/// The place of a row, as a tooltip says it.
pub(crate) fn place(lang: Lang, rank: u32, tied: bool) -> String {
    let tie = if tied { lang.pick("并列", "joint ") } else { "" };
    lang.pick(format!("{tie}第 {rank} 名"), format!("{tie}rank {rank}"))
}
