//! Words around the charts of an index.

use std::fmt::Write as _;

use crate::schema::Unit;
use crate::text::{Label, Lang, plural};

/// A group, if it is not all, before a title.
fn placed(place: &str) -> (String, String) {
    if place.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("{place} "), format!("{place}, "))
    }
}

/// "江苏省 2022 年依申请公开指数得分及构成".
pub fn components_title(place: &str, year: i32, index: &Label) -> Label {
    let (zh, en) = placed(place);
    Label::new(
        format!("{zh}{year} 年{}排名及得分构成", index.zh),
        format!("{en}Ranking by the {} and what scores are made of, {year}", index.en),
    )
}

/// "江苏省 2022 年依申请公开指数名次及其范围".
pub fn range_title(place: &str, year: i32, index: &Label) -> Label {
    let (zh, en) = placed(place);
    Label::new(
        format!("{zh}{year} 年{}名次及其范围", index.zh),
        format!("{en}Ranks by the {} and their ranges, {year}", index.en),
    )
}

/// The group, how many were ranked and are shown, and that a second plot is there.
pub fn subtitle(group: &Label, of: u32, shown: usize, has_spread: bool) -> Label {
    let (mut zh, mut en) = (format!("{}；{of} 个参评", group.zh), format!("{}; {of} ranked", group.en));
    if u32::try_from(shown).is_ok_and(|shown| shown < of) {
        let _ = write!(zh, "，列出 {shown} 个");
        let _ = write!(en, ", {shown} shown");
    }
    if has_spread {
        zh.push_str("；右侧为权重、方法另作选择时的名次");
        en.push_str("; to the right the ranks had weights and methods been chosen otherwise");
    }
    Label::new(zh, en)
}

/// What bars or dots are.
pub fn parts_explained(are_sum: bool) -> Label {
    if are_sum {
        return Label::new(
            "条内数字为各部分计入得分的分数，合计即得分；缺失或不适用部分的权重已分给其余",
            "Numbers inside are the points that each component gives to the score; the weight of what is missing or does not apply has gone to the others",
        );
    }
    Label::new(
        "该合成方法的得分不是各部分之和，因此各部分以点表示自身得分，不叠加",
        "By this aggregation a score is no sum of its components: the dots are their own scores and do not add up",
    )
}

/// Components without a colour of their own.
pub fn rest(titles: &[String], are_sum: bool) -> Label {
    let (zh, en) = (titles.join("、"), titles.join(", "));
    if are_sum {
        return Label::new(format!("其他各项：{zh}"), format!("Others: {en}"));
    }
    Label::new(format!("未画（权重最小）：{zh}"), format!("Not drawn, for their small weight: {en}"))
}

/// The components without a colour, together.
pub fn other(count: usize) -> Label {
    Label::new(format!("其他 {count} 项"), plural(count, "other"))
}

/// Alternative text of scores and their components.
pub fn components_desc(
    index: &Label,
    year: i32,
    count: usize,
    first: Option<(String, f64)>,
    last: Option<(String, f64)>,
) -> Label {
    let mut label = Label::new(
        format!("{year} 年{}得分及构成，共 {count} 个地区", index.zh),
        format!("Scores of the {} by component, {year}, {}", index.en, plural(count, "region")),
    );
    let said = |score: f64, lang: Lang| Unit::Point.say(score, lang);
    if let Some((name, score)) = first {
        let _ = write!(label.zh, "；第一：{name}，{}", said(score, Lang::Zh));
        let _ = write!(label.en, "; first: {name}, {}", said(score, Lang::En));
    }
    if let Some((name, score)) = last.filter(|_| count > 1) {
        let _ = write!(label.zh, "；末位：{name}，{}", said(score, Lang::Zh));
        let _ = write!(label.en, "; last: {name}, {}", said(score, Lang::En));
    }
    Label::new(format!("{}。", label.zh), format!("{}.", label.en))
}

/// Alternative text of ranks under other choices.
pub fn range_desc(
    index: &Label,
    year: i32,
    count: usize,
    first: Option<(&str, f64, f64)>,
    widest: Option<(&str, f64, f64)>,
) -> Label {
    let mut label = Label::new(
        format!("{year} 年{}的名次及其他选择下的名次范围（5%—95%），共 {count} 个地区", index.zh),
        format!(
            "Ranks by the {} and their 5 to 95% range under other choices, {year}, {}",
            index.en,
            plural(count, "region")
        ),
    );
    if let Some((name, low, high)) = first {
        let _ = write!(label.zh, "；第一：{name}，名次在第 {low} 至第 {high} 之间");
        let _ = write!(label.en, "; first: {name}, whose rank lies between {low} and {high}");
    }
    if let Some((name, low, high)) = widest {
        let _ = write!(label.zh, "；范围最宽：{name}，第 {low} 至第 {high}");
        let _ = write!(label.en, "; widest range: {name}, {low} to {high}");
    }
    Label::new(format!("{}。", label.zh), format!("{}.", label.en))
}

/// Ranges of ranks were asked for and no other choices were tried.
pub fn without_spread() -> Label {
    Label::new(
        "没有名次范围可画：未试其他选择",
        "there are no ranges of ranks to draw: no other choices were tried",
    )
}

/// Hint for [`without_spread`].
pub fn ask_for_sensitivity() -> Label {
    Label::new("加上 --sensitivity", "add --sensitivity")
}
