//! The charts' own words.

use crate::schema::group_thousands;
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
/// The line of the region that a panel is about.
pub(crate) const OWN_LINE: Text = Text::new("本地区", "the region");
/// Label of a change of form.
pub(crate) const FORM: Text = Text::new("表样变更", "form changed");
/// Note beside an axis that does not begin with zero.
pub(crate) const NOT_ZERO: Text = Text::new("纵轴不从 0 开始", "axis does not start at 0");
/// The same of the horizontal axis.
pub(crate) const X_NOT_ZERO: Text = Text::new("横轴不从 0 开始", "axis does not start at 0");
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

/// A point of a funnel plot within both limits.
pub(crate) const WITHIN: Text = Text::new("95% 限内", "within the 95% limits");
/// A point of a funnel plot between the limits.
pub(crate) const OUTSIDE_95: Text = Text::new("95% 限外、99.8% 限内", "outside 95%, within 99.8%");
/// A point of a funnel plot outside both limits.
pub(crate) const OUTSIDE_998: Text = Text::new("99.8% 限外", "outside the 99.8% limits");
/// The inner limits of a funnel plot.
pub(crate) const LIMITS_95: Text = Text::new("95% 控制限", "95% limits");
/// The outer limits of a funnel plot.
pub(crate) const LIMITS_998: Text = Text::new("99.8% 控制限", "99.8% limits");
/// The places that chance leaves open to a region.
pub(crate) const RANGE: Text = Text::new("95% 名次置信集", "95% rank confidence set");
/// The places that other choices than those made would have given.
pub(crate) const RANGE_OF_CHOICES: Text =
    Text::new("其他选择下的名次（5%—95%）", "rank under other choices, 5–95%");
/// The median of these places.
pub(crate) const MEDIAN_PLACE: Text = Text::new("其他选择下的中位名次", "median rank under other choices");
/// Head of the column of these places in figures.
pub(crate) const RANGE_COLUMN: Text = Text::new("名次范围", "Range");
/// Head of the column of values.
pub(crate) const VALUE: Text = Text::new("数值", "Value");
/// Head of the column of scores, and the bar of a score.
pub(crate) const SCORE: Text = Text::new("得分", "Score");
/// A score that is not the end of its bar.
pub(crate) const NET_SCORE: Text = Text::new("扣分后得分", "score after deductions");
/// A part of a bar left of zero.
pub(crate) const DEDUCTED: Text = Text::new("扣分", "deducted");
/// What a plot of bars shows whose parts add up.
pub(crate) const SCORE_BY_PART: Text = Text::new("得分构成（分）", "Score by component (points)");
/// What a plot of components shows that do not add up.
pub(crate) const SCORES_OF_PARTS: Text = Text::new("各部分得分（分）", "Scores of the components (points)");
/// What a plot of places shows.
pub(crate) const PLACES_OF_CHOICES: Text = Text::new("名次", "Rank");
/// Head of the column of tiers.
pub(crate) const TIER: Text = Text::new("档", "Tier");
/// What a shade behind rows is.
pub(crate) const TIERS: Text = Text::new(
    "底色相间为分档：同档各地区与档首无法区分",
    "shading: tiers; regions of a tier cannot be told apart from its first",
);

/// A bar that joins points of one rank.
pub(crate) const JOINED_TIES: Text = Text::new("竖条相连：名次并列", "joined by a bar: tied");
/// A point of ranks over years before which there is none.
pub(crate) const ENTERED: Text =
    Text::new("空心：上一年不在所列名次中", "hollow: not ranked here the year before");
/// A point of ranks over years after which there is none.
pub(crate) const LEFT: Text =
    Text::new("方形：下一年不在所列名次中", "square: not ranked here the year after");
/// A line of a slope chart that rises.
pub(crate) const RISES: Text = Text::new("上升", "up");
/// A line of a slope chart that falls.
pub(crate) const FALLS: Text = Text::new("下降", "down");
/// A line of a slope chart that does neither.
pub(crate) const SAME: Text = Text::new("持平", "unchanged");
/// Said where pages of a slope chart differ in scale.
pub(crate) const OWN_SCALES: Text = Text::new(
    "各页纵轴范围不同，斜率不能跨页比较",
    "Each page has a scale of its own: slopes of different pages cannot be compared",
);
/// A point of a slope chart without a line.
pub(crate) const ONE_END: Text = Text::new("只有一年有数字", "a figure in one year only");

/// A point of a chart of boxes.
pub(crate) const EACH_POINT: Text = Text::new("一个地区", "a region");
/// The box.
pub(crate) const QUARTILES: Text = Text::new("下四分位数至上四分位数", "lower to upper quartile");
/// The line in the box.
pub(crate) const GROUP_MEDIAN: Text = Text::new("组内中位数", "median of the group");
/// The whiskers.
pub(crate) const WHISKERS: Text =
    Text::new("1.5 倍四分位距以内的最远值", "farthest within 1.5 interquartile ranges");
/// Head of the column of numbers of regions.
pub(crate) const REGIONS: Text = Text::new("地区数", "Regions");

/// The title of an axis: what it shows, its unit, and whether it is logarithmic and has a place for zero.
pub(crate) fn axis_title(lang: Lang, title: &str, unit: Text, (logarithmic, zero): (bool, bool)) -> String {
    let scale = match (logarithmic, zero) {
        (true, true) => lang.pick("，对数刻度，0 另列于一端", ", log scale, 0 set apart"),
        (true, false) => lang.pick("，对数刻度", ", log scale"),
        _ => "",
    };
    lang.pick(format!("{title}（{}{scale}）", unit.zh), format!("{title} ({}{scale})", unit.en))
}

/// The last rank of a region that has none in the last year, behind its name.
pub(crate) fn last_ranked(lang: Lang, year: i32, rank: &str) -> String {
    lang.pick(format!("（{year}年第{rank}名）"), format!(" ({year}: {rank})"))
}

/// A class of the key with how many are in it.
pub(crate) fn counted(lang: Lang, class: Text, count: usize) -> String {
    format!("{} {count}", class.get(lang))
}

/// How many points outside the limits have no name for want of room.
pub(crate) fn unnamed(lang: Lang, count: usize) -> String {
    lang.pick(
        format!("控制限以外另有 {count} 个地区因图上放不下而未标名"),
        format!(
            "{count} more outside the limits {} not named, for lack of room",
            if count == 1 { "is" } else { "are" }
        ),
    )
}

/// The label of an axis of numbers of cases, from the longest to the shortest wording.
pub(crate) fn cases(lang: Lang, cases: &str, logarithmic: bool) -> [String; 3] {
    let n = DENOMINATOR.get(lang);
    let scale = if logarithmic { lang.pick("（对数刻度）", " (log scale)") } else { "" };
    let short = format!("{n}{scale}");
    let whole = match cases {
        "" => short.clone(),
        cases => lang.pick(format!("{n}：{cases}{scale}"), format!("{n}: {cases}{scale}")),
    };
    [whole, short, n.to_owned()]
}

/// The diagonal of Lorenz curves.
pub(crate) const EQUALITY: Text = Text::new("完全均等", "all the same");

/// A Lorenz curve in the key: what it is of, its Gini coefficient, and of how many regions.
pub(crate) fn gini(lang: Lang, label: &str, gini: f64, regions: usize) -> String {
    let regions = group_thousands(regions as f64, 0);
    let (zh, en) = if label.is_empty() { ("", "") } else { ("：", ": ") };
    lang.pick(
        format!("{label}{zh}基尼系数 {gini:.3}（n={regions}）"),
        format!("{label}{en}Gini {gini:.3} (n={regions})"),
    )
}

/// The horizontal axis of Lorenz curves, from the longest wording to the shortest.
pub(crate) fn share_of_regions(lang: Lang) -> [&'static str; 2] {
    lang.pick(
        ["地区累计占比（数值从低到高）", "地区累计占比"],
        ["Share of regions, from the lowest value up", "Share of regions"],
    )
}

/// The vertical axis of Lorenz curves, from the longest wording to the shortest.
pub(crate) fn share_of_total(lang: Lang, total: &str) -> [String; 2] {
    lang.pick(
        [format!("{total}：累计占各地之和"), "累计占比".to_owned()],
        [format!("{total}: share of the regions' sum"), "Share of the sum".to_owned()],
    )
}

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

/// A great count, shortened.
pub(crate) fn short(lang: Lang, count: f64) -> String {
    let number = |value: f64, decimals: usize| group_thousands(value, decimals);
    lang.pick(format!("{}万", number(count / 1e4, 1)), format!("{}k", number(count / 1e3, 0)))
}

/// From one value to another.
pub(crate) fn span(lang: Lang, from: &str, to: &str) -> String {
    lang.pick(format!("{from}—{to}"), format!("{from}–{to}"))
}

/// Percentiles as the key says them, with which end is the better.
pub(crate) fn percentiles(lang: Lang, from: f64, to: f64) -> String {
    let (zh, en) = match (from <= 0.0, to >= 100.0) {
        (true, _) => ("（差）", " (worst)"),
        (_, true) => ("（好）", " (best)"),
        _ => ("", ""),
    };
    let span = span(lang, &from.to_string(), &to.to_string());
    lang.pick(format!("{span}{zh}"), format!("{span}{en}"))
}

/// A value with its percentile.
pub(crate) fn at_percentile(lang: Lang, value: &str, place: f64) -> String {
    lang.pick(format!("{value}（百分位 {place:.0}）"), format!("{value} (percentile {place:.0})"))
}

/// A rank as a column of ranks has it.
pub(crate) fn rank(lang: Lang, rank: u32, tied: bool) -> String {
    lang.pick(rank.to_string(), format!("{}{rank}", if tied { "=" } else { "" }))
}

/// The place of a row, as a tooltip says it.
pub(crate) fn place(lang: Lang, rank: u32, tied: bool) -> String {
    let tie = if tied { lang.pick("并列", "joint ") } else { "" };
    lang.pick(format!("{tie}第 {rank} 名"), format!("{tie}rank {rank}"))
}
