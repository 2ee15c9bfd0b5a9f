//! What may be wrong with a scheme.

use crate::text::Label;

/// A place in a scheme and what is wrong there.
pub fn at(file: &str, line: usize, what: &Label) -> Label {
    Label::new(format!("{file}，第 {line} 行：{}", what.zh), format!("{file}, line {line}: {}", what.en))
}

/// What is wrong with a scheme as a whole.
pub fn in_file(file: &str, what: &Label) -> Label {
    Label::new(format!("{file}：{}", what.zh), format!("{file}: {}", what.en))
}

/// A file that is no scheme.
pub fn bad_scheme(file: &str) -> Label {
    Label::new(format!("{file}：不是有效的评分方案"), format!("{file}: is not a valid scheme"))
}

/// A scheme of both kinds or of none.
pub fn which_kind(file: &str, is_both: bool) -> Label {
    if is_both {
        return Label::new(
            format!("{file}：既有 [[indicator]] 又有 [[item]]"),
            format!("{file}: has both [[indicator]] and [[item]]"),
        );
    }
    Label::new(
        format!("{file}：没有 [[indicator]]，也没有 [[item]]"),
        format!("{file}: has neither [[indicator]] nor [[item]]"),
    )
}

/// Hint for [`which_kind`].
pub fn kinds() -> Label {
    Label::new(
        "综合指数由 [[indicator]] 组成，评分表由 [[item]] 组成；例见 examples/schemes",
        "a composite is made of [[indicator]], a sheet of [[item]]; see examples/schemes",
    )
}

/// An id that is not of the form that ids have.
pub fn bad_id(id: &str) -> Label {
    Label::new(
        format!("名称“{id}”只能用小写字母、数字和下划线，以字母开头，且不能是结果的列名"),
        format!(
            "the id \"{id}\" may have lower-case letters, digits and underscores only, a letter first, and must not be a column of the result"
        ),
    )
}

/// An id that a column of the answer has.
pub fn reserved(id: &str) -> Label {
    Label::new(
        format!("“{id}”是结果的列名，请换一个名称"),
        format!("\"{id}\" is a column of the result; choose another id"),
    )
}

/// An id that stands twice.
pub fn twice(id: &str) -> Label {
    Label::new(format!("{id} 出现两次"), format!("{id} appears twice"))
}

/// A weight that cannot be.
pub fn bad_weight(id: &str, weight: f64) -> Label {
    Label::new(
        format!("{id} 的权重 {weight} 不是非负的数"),
        format!("the weight of {id} is {weight} and must be a number, not negative"),
    )
}

/// Members whose weights are all 0.
pub fn no_weight(id: &str) -> Label {
    Label::new(
        format!("{id} 之下各项的权重之和为 0"),
        format!("the weights of what is under {id} add up to 0"),
    )
}

/// A metric that is neither good nor bad when it is high.
pub fn no_direction(id: &str) -> Label {
    Label::new(
        format!("指标 {id} 不分优劣，方案须说明哪一端为好"),
        format!("the metric {id} has no good end, so the scheme must say which it is"),
    )
}

/// Hint for [`no_direction`].
pub fn give_direction() -> Label {
    Label::new(
        "加上 direction = \"higher\"（越高越好）或 \"lower\"（越低越好）",
        "add direction = \"higher\" or direction = \"lower\"",
    )
}

/// A least coverage that is no part.
pub fn bad_coverage(part: f64) -> Label {
    Label::new(
        format!("least_coverage 是 {part}，应在 0 到 1 之间"),
        format!("least_coverage is {part} and must be from 0 to 1"),
    )
}

/// A band that begins at no number.
pub fn bad_band(name: &str) -> Label {
    Label::new(format!("等次“{name}”的 from 不是数"), format!("from of the band \"{name}\" is no number"))
}

/// A class that takes everything before others.
pub fn rest_not_last(id: &str) -> Label {
    Label::new(
        format!("类别 {id} 没有条件，会归入其余所有地区，只能放在最后"),
        format!(
            "the class {id} has no condition and takes all regions that are left, so it must be the last"
        ),
    )
}

/// Hint for [`rest_not_last`].
pub fn what_classes_ask_for() -> Label {
    Label::new(
        "写 regions（代码或名称）、prefectures（市）或 ends（名称结尾，如 \"区\"）",
        "give regions (codes or names), prefectures or ends (of the name, such as \"区\")",
    )
}

/// A list of a class with nothing in it.
pub fn empty_list(id: &str, key: &str) -> Label {
    Label::new(
        format!("类别 {id}：{key} 是空的，或有空的一项"),
        format!("the class {id}: {key} is empty or has an empty word"),
    )
}

/// A region that two classes name.
pub fn in_two_classes(name: &str, code: &str, first: &str, second: &str) -> Label {
    Label::new(
        format!("{name}（{code}）同时写在类别 {first} 和 {second} 中"),
        format!("{name} ({code}) is named in two classes, {first} and {second}"),
    )
}

/// The parser's words on a band that is not called anything.
pub fn band_without_name() -> String {
    "a band needs name, or title.zh and title.en".to_owned()
}

/// A level that is not there.
pub fn no_such_level(id: &str) -> Label {
    Label::new(format!("没有 id 为“{id}”的 [[level]]"), format!("there is no [[level]] with the id \"{id}\""))
}

/// A level under itself.
pub fn circle(id: &str) -> Label {
    Label::new(
        format!("{id} 通过 under 又回到自身，成了圆圈"),
        format!("{id} leads back to itself by under: the levels make a circle"),
    )
}

/// A level with nothing under it.
pub fn no_children(id: &str) -> Label {
    Label::new(
        format!("{id} 之下没有指标，也没有分项"),
        format!("{id} has no indicator and no level under it"),
    )
}

/// The parser's words on a reference that does not exist.
pub fn bad_over(word: &str) -> String {
    format!("over = \"{word}\" is none of \"year\", \"base:2022\" (any year), \"pooled\"")
}

/// The parser's words on a way to aggregate that does not exist.
pub fn bad_aggregate(word: &str) -> String {
    format!(
        "\"{word}\" is none of \"arithmetic\", \"geometric\", \"harmonic\", \"power:2\" (any number but 0), \"copeland\""
    )
}

/// Keys of another method.
pub fn key_without_use(id: &str, key: &str) -> Label {
    Label::new(
        format!("{id}：所用标准化方法没有 {key}"),
        format!("{id}: the method of normalisation has no {key}"),
    )
}

/// Goalposts without posts.
pub fn posts_missing(id: &str) -> Label {
    Label::new(
        format!("{id}：goalposts 须写明 from（得最低分的数值）和 to（得最高分的数值）"),
        format!("{id}: goalposts need from (the value with the lowest score) and to (with the highest)"),
    )
}

/// Posts at one place.
pub fn equal_posts(id: &str) -> Label {
    Label::new(
        format!("{id}：from 和 to 须是两个不同的数"),
        format!("{id}: from and to must be two different numbers"),
    )
}

/// Posts that turn an indicator round.
pub fn posts_against_direction(id: &str) -> Label {
    Label::new(
        format!("{id}：from 到 to 的方向与指标的方向相反；若确要如此，请写明 direction"),
        format!("{id}: from and to run against the direction of the metric; give direction if that is meant"),
    )
}

/// A target without a value.
pub fn target_missing(id: &str) -> Label {
    Label::new(
        format!("{id}：target 方法须写明 target（目标值）"),
        format!("{id}: the method target needs target, the value to reach"),
    )
}

/// A scale that does not go up.
pub fn bad_scores(id: &str) -> Label {
    Label::new(
        format!("{id}：scores 须是由低到高的两个数，如 [0, 100]"),
        format!("{id}: scores must be two numbers, the lower first, such as [0, 100]"),
    )
}

/// Scores of 0 for a mean that does not take them.
pub fn scores_not_above_zero(id: &str) -> Label {
    Label::new(
        format!("{id}：几何、调和、幂平均只能用大于 0 的得分，而这里的得分从 0 或更低开始"),
        format!(
            "{id}: geometric, harmonic and power means take scores above 0, and these begin at 0 or below"
        ),
    )
}

/// Hint for [`scores_not_above_zero`].
pub fn scores_from_one() -> Label {
    Label::new("在 normalise 中写 scores = [1, 100]", "write scores = [1, 100] in normalise")
}

/// A treatment that a method has no use for.
pub fn treat_without_use(id: &str) -> Label {
    Label::new(
        format!("{id}：treat = \"winsorise\" 只用于 min-max 和 z"),
        format!("{id}: treat = \"winsorise\" is for min-max and z"),
    )
}

/// A treatment where the scale is that of another year.
pub fn treat_of_base(id: &str) -> Label {
    Label::new(
        format!("{id}：以基年为准的标准化不能缩尾，其他年份的数值不在其中"),
        format!("{id}: values of other years cannot be winsorised on the scale of a base year"),
    )
}

/// A part by which weights cannot be off.
pub fn bad_noise(part: f64) -> Label {
    Label::new(
        format!("sensitivity 的 weights 是 {part}，应从 0 到小于 1"),
        format!("weights of sensitivity is {part} and must be from 0 to below 1"),
    )
}

/// A normalisation that cannot be tried on all indicators.
pub fn no_alternative() -> Label {
    Label::new(
        "sensitivity 的 normalise 可用 min-max、z、rank、percentile；其余方法每项指标须有自己的数值",
        "normalise of sensitivity takes min-max, z, rank and percentile; the others need values of each indicator",
    )
}

/// A group that is not there.
pub fn no_such_group(id: &str) -> Label {
    Label::new(format!("没有 id 为“{id}”的 [[group]]"), format!("there is no [[group]] with the id \"{id}\""))
}

/// A group without items.
pub fn empty_group(id: &str) -> Label {
    Label::new(
        format!("{id} 之下没有项目：在 [[item]] 中写 group = \"{id}\""),
        format!("{id} has no item: write group = \"{id}\" in an [[item]]"),
    )
}

/// A cap that cannot be.
pub fn bad_cap(id: &str) -> Label {
    Label::new(format!("{id}：cap 须大于 0"), format!("{id}: cap must be above 0"))
}

/// An item with the name of a metric of the sheet.
pub fn item_named_as_metric(id: &str) -> Label {
    Label::new(
        format!("{id} 已是所用指标的名称，请给项目另取名称"),
        format!("{id} is the id of a metric of the sheet; give the item another"),
    )
}

/// An item with a rule about a metric that it does not name.
pub fn rule_without_metric(id: &str) -> Label {
    Label::new(
        format!("{id}：from、to、steps、direction、missing 须与 metric 同用"),
        format!("{id}: from, to, steps, direction and missing need a metric"),
    )
}

/// An item that everyone has in full.
pub fn item_without_rule(id: &str) -> Label {
    Label::new(
        format!("{id}：既没有得分的 metric，也没有 deduct，人人满分"),
        format!("{id}: has neither a metric that earns points nor deduct, so everyone has them all"),
    )
}

/// An item with no or two rules.
pub fn how_points_are_earned(id: &str) -> Label {
    Label::new(
        format!("{id}：要么写 from 和 to（按比例得分），要么写 steps（分档得分）"),
        format!("{id}: give either from and to (points in proportion) or steps"),
    )
}

/// A step with points that cannot be.
pub fn bad_step(id: &str, weight: f64) -> Label {
    Label::new(
        format!("{id}：steps 的 at 须是数，points 须在 0 到 {weight} 之间"),
        format!("{id}: at of steps must be a number, points from 0 to {weight}"),
    )
}

/// An amount that cannot be.
pub fn bad_amount(id: &str) -> Label {
    Label::new(
        format!("{id}：each 和 most 须大于 0，above 须是数"),
        format!("{id}: each and most must be above 0, above a number"),
    )
}
