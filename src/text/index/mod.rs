//! Wording about scoring schemes and the index.

pub mod faults;

use std::fmt::Write as _;

use crate::stats::index::{Aggregation, Mean};

use super::{Label, Text, plural};

/// Sheet and table title.
pub const INDEX: Text = Text::new("指数", "index");
/// Sheet and table title.
pub const FIGURES: Text = Text::new("指标数值", "values of the metrics");
/// Sheet and table title.
pub const WEIGHTS: Text = Text::new("权重", "weights");
/// Sheet and table title.
pub const CONTRIBUTIONS: Text = Text::new("得分构成", "what the scores are made of");
/// Sheet and table title.
pub const LEAVE_ONE_OUT: Text = Text::new("逐一剔除指标", "leaving out an indicator");
/// Sheet and table title.
pub const INFLUENCE: Text = Text::new("各项选择的影响", "influence of the choices");
/// What was done to an indicator that moving values did not help.
pub const LOGGED: Text = Text::new("取对数", "logged");
/// The formula of a sheet in words.
pub const SHEET: Text =
    Text::new("100 × 得分之和 ÷ 适用项目分值之和", "100 × points ÷ what the items that apply are worth");

/// "县级公开指数，2024 年".
pub fn title(scheme: &Label, years: &Label) -> Label {
    Label::new(format!("{}，{}", scheme.zh, years.zh), format!("{}, {}", scheme.en, years.en))
}

/// A year and a group.
pub fn group(year: i32, name: &str) -> Label {
    if name == "all" {
        return Label::new(format!("{year} 年"), year.to_string());
    }
    Label::new(format!("{year} 年{name}"), format!("{year} {name}"))
}

/// A place and a class.
pub fn in_class(place: &Label, class: &Label) -> Label {
    Label::new(format!("{}{}", place.zh, class.zh), format!("{} {}", place.en, class.en))
}

/// A group that is assessed class by class.
pub fn by_class(group: &Label) -> Label {
    Label::new(format!("{}；各类分别评分排名", group.zh), format!("{}; each class apart", group.en))
}

/// The classes with their numbers of reports, and how many reports are in none.
pub fn classes(sizes: &[(&Label, usize)], without: usize, has_scales: bool) -> Label {
    let zh: Vec<String> = sizes.iter().map(|(class, count)| format!("{} {count} 份", class.zh)).collect();
    let en: Vec<String> = sizes.iter().map(|(class, count)| format!("{}: {count}", class.en)).collect();
    let what = if has_scales {
        ("标准化、得分和名次", "scales, scores and ranks")
    } else {
        ("名次", "ranks")
    };
    let (mut zh, mut en) = (
        format!("分类评分，{}均在本类之内：{}", what.0, zh.join("，")),
        format!("{} are those within the class; reports of {}", what.1, en.join(", ")),
    );
    if without > 0 {
        let _ = write!(zh, "；不属于任何类别 {without} 份");
        let _ = write!(en, "; in no class: {without}");
    }
    Label::new(zh, en)
}

/// A class without a report.
pub fn empty_class(file: &str, line: usize, class: &Label) -> Label {
    Label::new(
        format!(
            "{file}，第 {line} 行：所选报告中没有一份属于类别“{}”；一个地区只归入第一个符合的类别",
            class.zh
        ),
        format!(
            "{file}, line {line}: no report is of the class \"{}\"; a region is in the first class that has it",
            class.en
        ),
    )
}

/// A place and what was done there.
pub fn pair(place: &Label, what: &Label) -> Label {
    Label::new(format!("{}{}", place.zh, what.zh), format!("{}: {}", place.en, what.en))
}

/// Places in words: the first ones of many.
fn places(places: &[Label]) -> Label {
    const MOST: usize = 4;
    let list = |words: Vec<&str>, sep: &str, more: &str| {
        let shown = words.iter().take(MOST).copied().collect::<Vec<_>>().join(sep);
        if words.len() > MOST { shown + more } else { shown }
    };
    Label::new(
        list(places.iter().map(|place| place.zh.as_str()).collect(), "、", " 等"),
        list(places.iter().map(|place| place.en.as_str()).collect(), ", ", ", …"),
    )
}

fn aggregation(how: Aggregation) -> Label {
    let (zh, en) = match how {
        Aggregation::Copeland => ("Copeland 两两比较", "Copeland's pairwise comparisons"),
        Aggregation::Mean(Mean::Arithmetic) => ("加权算术平均", "weighted arithmetic means"),
        Aggregation::Mean(Mean::Geometric) => ("加权几何平均", "weighted geometric means"),
        Aggregation::Mean(Mean::Harmonic) => ("加权调和平均", "weighted harmonic means"),
        Aggregation::Mean(Mean::Power(p)) => {
            return Label::new(format!("加权幂平均（p={p}）"), format!("weighted power means (p={p})"));
        }
    };
    Label::new(zh, en)
}

/// How a composite is made: the mean, numbers of indicators and levels, the least coverage.
pub fn composite(how: Aggregation, (indicators, levels): (usize, usize), least_coverage: f64) -> Label {
    let how = aggregation(how);
    let part = least_coverage * 100.0;
    Label::new(
        format!(
            "{}：{indicators} 项指标，{levels} 个分项；权重在每一级内按比例计，缺失指标的权重分给其余；每一级有数字的不足 {part:.0}% 不评分",
            how.zh
        ),
        format!(
            "{} of {} in {}; weights count in proportion within each level, those of missing indicators go to the others, and a level with less than {part:.0}% of its members has no score",
            how.en,
            plural(indicators, "indicator"),
            plural(levels, "sub-index").replace("sub-indexs", "sub-indexes")
        ),
    )
}

/// How a sheet is made: number of items, what they are worth, the least coverage.
pub fn sheet(items: usize, total: f64, least_coverage: f64) -> Label {
    let part = least_coverage * 100.0;
    Label::new(
        format!(
            "评分表：{items} 项共 {total} 分，不适用的项目不计入分母，得分折为百分制；适用项目不足 {part:.0}% 不评分"
        ),
        format!(
            "a sheet of {} worth {total} points; items that do not apply leave the denominator, scores are in per cent of what applies, and none is given where less than {part:.0}% applies",
            plural(items, "item")
        ),
    )
}

/// What the parts of a level make.
pub fn mean_of(how: Aggregation, parts: &Label) -> Label {
    let how = aggregation(how);
    Label::new(format!("{}：{}", how.zh, parts.zh), format!("{}: {}", how.en, parts.en))
}

/// What an item of a sheet is worth.
pub fn worth(weight: f64) -> Label {
    Label::new(format!("分值 {weight}"), format!("worth {weight}"))
}

/// What a group of items is worth, and the points at which it is capped.
pub fn worth_of_group(weight: f64, cap: Option<f64>) -> Label {
    match cap {
        Some(cap) => Label::new(
            format!("各项得分之和，分值共 {weight}，至多 {cap} 分"),
            format!("the sum of its items, worth {weight}, at most {cap} points"),
        ),
        None => Label::new(
            format!("各项得分之和，分值共 {weight}"),
            format!("the sum of its items, worth {weight}"),
        ),
    }
}

/// Values moved inward.
pub fn winsorised(points: usize) -> Label {
    Label::new(format!("缩尾 {points} 个值"), format!("{} winsorised", plural(points, "value")))
}

/// An indicator with outlying values.
pub fn treated(title: &Label, at: &[Label]) -> Label {
    let at = places(at);
    Label::new(
        format!("{}：处理了离群值（{}）", title.zh, at.zh),
        format!("{}: outlying values treated ({})", title.en, at.en),
    )
}

/// An indicator that does not tell reports apart.
pub fn without_scale(title: &Label, at: &[Label]) -> Label {
    let at = places(at);
    Label::new(
        format!("{}：各报告数值无差异，不能分高低，未计入指数（{}）", title.zh, at.zh),
        format!("{}: the values do not differ, so it is left out of the index ({})", title.en, at.en),
    )
}

/// What was drawn of other choices, and how wide the ranges of ranks are.
pub fn drawn(
    (draws, seed): (usize, u64),
    noise: f64,
    (scales, means): (usize, usize),
    drops_one: bool,
    width: f64,
) -> Label {
    let part = noise * 100.0;
    let (zh, en) = if drops_one {
        ("，至多剔除一项指标", ", one indicator or none left out")
    } else {
        ("", "")
    };
    Label::new(
        format!(
            "名次范围（5%—95%）由 {draws} 次模拟得出（种子 {seed}）：权重 ±{part:.0}%，标准化 {scales} 种，合成 {means} 种{zh}；中位宽度 {width:.1} 个名次"
        ),
        format!(
            "ranges of ranks (5% to 95%) by {draws} draws (seed {seed}): weights ±{part:.0}%, {}, {}{en}; median width {width:.1} places",
            plural(scales, "normalisation"),
            plural(means, "aggregation")
        ),
    )
}

/// The indicator whose absence moves ranks most.
pub fn most_moving(title: &Label, shift: f64) -> Label {
    Label::new(
        format!("剔除单项指标，以“{}”影响最大：名次平均变动 {shift:.2}", title.zh),
        format!(
            "of leaving out an indicator, {} moves ranks most: by {shift:.2} places on average",
            title.en
        ),
    )
}

/// No choice moves a rank.
pub fn nothing_moves() -> Label {
    Label::new(
        "所试各种选择都不改变名次，没有影响可分解",
        "no choice that was tried moves a rank: there is no influence to tell apart",
    )
}

/// What was drawn of other choices for a sheet, and how wide the ranges of ranks are.
pub fn drawn_of_sheet(
    (draws, seed): (usize, u64),
    noise: f64,
    (drops_one, has_caps): (bool, bool),
    width: f64,
) -> Label {
    let part = noise * 100.0;
    let (zh, en) =
        if drops_one { ("，至多剔除一个项目", ", one item or none left out") } else { ("", "") };
    let (capped_zh, capped_en) = if has_caps {
        (
            "；分组超过上限的部分按比例从其各项目扣除，剔除项目的影响为近似值",
            "; what the cap takes off a group is taken off its items in proportion, so that the effect of leaving out one of them is approximate",
        )
    } else {
        ("", "")
    };
    Label::new(
        format!(
            "名次范围（5%—95%）由 {draws} 次模拟得出（种子 {seed}）：各项分值 ±{part:.0}%{zh}；中位宽度 {width:.1} 个名次{capped_zh}"
        ),
        format!(
            "ranges of ranks (5% to 95%) by {draws} draws (seed {seed}): what items are worth ±{part:.0}%{en}; median width {width:.1} places{capped_en}"
        ),
    )
}

/// Sensitivity of a sheet with an item that is worth nothing.
pub fn sensitivity_of_worthless(id: &str) -> Label {
    Label::new(
        format!(
            "项目 {id} 的分值为 0，只有加分，分值无从增减：--sensitivity 和名次范围图（rank-range）用不了"
        ),
        format!(
            "the item {id} is worth 0 points, which cannot be varied: no --sensitivity and no chart rank-range"
        ),
    )
}

/// No report has a score.
pub fn nothing_scored() -> Label {
    Label::new("没有一份报告可以评分", "no report has a score")
}

/// Why reports have no score, or no value of a metric.
pub fn missing(title: &Label, reasons: &[(Label, usize)]) -> Label {
    let zh: Vec<String> = reasons.iter().map(|(reason, count)| format!("{} {count} 份", reason.zh)).collect();
    let en: Vec<String> = reasons.iter().map(|(reason, count)| format!("{}: {count}", reason.en)).collect();
    Label::new(format!("{}：{}", title.zh, zh.join("，")), format!("{}: {}", title.en, en.join(", ")))
}

/// Hint for [`nothing_scored`].
pub fn lower_coverage(least: f64) -> Label {
    Label::new(
        format!("换一个年份（--year），从方案中去掉没有数字的指标，或调低 least_coverage（现为 {least}）"),
        format!(
            "take another year (--year), take indicators without figures out of the scheme, or lower least_coverage (now {least})"
        ),
    )
}
