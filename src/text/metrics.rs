//! Wording about metrics and formulas.

use super::{Label, Text};

/// Rank 1 is the highest value, which is the best.
pub const HIGHER: Text = Text::new("越高越好", "higher is better");
/// Rank 1 is the lowest value, which is the best.
pub const LOWER: Text = Text::new("越低越好", "lower is better");
/// Rank 1 is the highest value, which says nothing good or bad.
pub const NEUTRAL: Text =
    Text::new("不分优劣，从高到低排列", "neither end is better; listed from high to low");

/// The column `population` of `regions.csv`.
pub const POPULATION: Text = Text::new("常住人口", "residents");

/// An entry of a user's file takes the place of a built-in one.
pub fn replaced(file: &str, ids: &[String]) -> Label {
    Label::new(
        format!("{file} 中的定义取代了内置指标：{}", ids.join("、")),
        format!("{file} replaces built-in metrics: {}", ids.join(", ")),
    )
}

/// The file that the program brings along.
pub const BUILT_IN: &str = "catalogue.toml";

/// A theme of the catalogue.
pub fn theme(id: &str) -> Label {
    match id {
        "disclosure" => Label::new("主动公开", "proactive disclosure"),
        "interpretation" => Label::new("政策解读", "policy interpretation"),
        "volume" => Label::new("申请数量", "applications: volume"),
        "resolution" => Label::new("申请办理结果", "applications: how they were resolved"),
        "disputes" => Label::new("复议诉讼", "review and litigation"),
        "response" => Label::new("互动回应", "responsiveness"),
        "quality" => Label::new("报告质量", "quality of the report"),
        "field" => Label::new("报告原始数字", "figures of the report"),
        other => Label::same(other),
    }
}

/// No metric of that name.
pub fn no_such_metric(id: &str) -> Label {
    Label::new(format!("没有指标“{id}”"), format!("there is no metric \"{id}\""))
}

/// Hint for [`no_such_metric`] where no name is near.
pub fn list_metrics() -> Label {
    Label::new("gongkai metrics 列出全部指标", "gongkai metrics lists them all")
}

/// A field that is no number was asked for as a metric.
pub fn not_a_number(id: &str) -> Label {
    Label::new(
        format!("字段 {id} 不是数字，不能作为指标"),
        format!("the field {id} is no number and cannot be a metric"),
    )
}

/// The catalogue file does not parse.
pub fn bad_catalogue(file: &str) -> Label {
    Label::new(format!("{file}：不是有效的指标文件"), format!("{file}: is not a valid metrics file"))
}

/// An id that is not of the form that ids have.
pub fn bad_id(file: &str, id: &str) -> Label {
    Label::new(
        format!("{file}：指标名“{id}”只能用小写字母、数字和下划线，且以字母开头"),
        format!(
            "{file}: the metric id \"{id}\" may have lower-case letters, digits and underscores only, a letter first"
        ),
    )
}

/// An id that stands twice.
pub fn twice(file: &str, id: &str) -> Label {
    Label::new(format!("{file}：指标 {id} 出现两次"), format!("{file}: the metric {id} appears twice"))
}

/// Neither `value` nor `numerator` and `denominator`, or both.
pub fn no_formula(file: &str, id: &str) -> Label {
    Label::new(
        format!("{file}，指标 {id}：要么写 value，要么写 numerator 和 denominator"),
        format!("{file}, metric {id}: give either value, or numerator and denominator"),
    )
}

/// A formula that is no expression.
pub fn does_not_parse(file: &str, id: &str, formula: &str) -> Label {
    Label::new(
        format!("{file}，指标 {id}：公式“{formula}”不是有效的算式"),
        format!("{file}, metric {id}: the formula \"{formula}\" is not a valid expression"),
    )
}

/// A formula names something that is no field.
pub fn unknown_field(file: &str, id: &str, name: &str) -> Label {
    Label::new(
        format!("{file}，指标 {id}：公式中的 {name} 不是字段，也不是指标"),
        format!("{file}, metric {id}: {name} in the formula is neither a field nor a metric"),
    )
}

/// A formula names a field that is no number.
pub fn text_field(file: &str, id: &str, name: &str) -> Label {
    Label::new(
        format!("{file}，指标 {id}：公式中的字段 {name} 不是数字"),
        format!("{file}, metric {id}: the field {name} in the formula is no number"),
    )
}

/// A formula that is more than arithmetic on one report.
pub fn not_scalar(file: &str, id: &str, what: &str) -> Label {
    Label::new(
        format!("{file}，指标 {id}：公式只能用同一份报告的数字计算，不能用 {what}"),
        format!(
            "{file}, metric {id}: a formula is arithmetic on the figures of one report; {what} is not allowed"
        ),
    )
}

/// What may stand in a formula.
pub fn allowed_in_formulas() -> Label {
    Label::new(
        "可以用 + - * /、CASE、COALESCE、NULLIF、LN、ABS、ROUND 和比较",
        "allowed are + - * /, CASE, COALESCE, NULLIF, LN, ABS, ROUND and comparisons",
    )
}

/// A formula that leads back to itself.
pub fn recursive(file: &str, id: &str, chain: &str) -> Label {
    Label::new(
        format!("{file}，指标 {id}：公式引用了自身（{chain}）"),
        format!("{file}, metric {id}: the formula refers to itself ({chain})"),
    )
}

/// The dataset does not have the figures of a metric.
pub fn dataset_lacks(metric: &str, dataset: &str, fields: &str) -> Label {
    Label::new(
        format!("数据集 {dataset} 没有指标 {metric} 所需的字段：{fields}"),
        format!("the dataset {dataset} lacks fields that the metric {metric} needs: {fields}"),
    )
}
