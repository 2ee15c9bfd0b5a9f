//! Sentences of the rules that weigh: slips, outliers, copies, errors that make up for each other.

use super::{name, number};
use crate::text::{Label, Lang, Text, plural};

/// A figure that is a power of ten from the usual one.
pub fn slip(field: &str, found: Option<f64>, usual: f64, factor: f64, of_peers: bool, look: Text) -> Label {
    let found = found.unwrap_or_default();
    let said = |lang: Lang| {
        let name = name(field, lang);
        let large = factor >= 1.0;
        let by = number(if large { factor } else { 1.0 / factor });
        let of = match (of_peers, lang) {
            (true, Lang::Zh) => "同级各地的中位数",
            (true, Lang::En) => "the median of its peers",
            (false, Lang::Zh) => "本地其他年份的中位数",
            (false, Lang::En) => "the median of its other years",
        };
        let (found_text, usual, right) = (number(found), number(usual), number(found / factor));
        let is_amount = field.ends_with("_wan_yuan");
        let far = match (large, lang) {
            (true, Lang::Zh) => format!("约为{of} {usual} 的 {by} 倍"),
            (false, Lang::Zh) => format!("约为{of} {usual} 的 {by} 分之一"),
            (true, Lang::En) => format!("is about {by} times {of} ({usual})"),
            (false, Lang::En) => format!("is about {of} ({usual}) divided by {by}"),
        };
        let then = match (is_amount, lang) {
            (true, Lang::Zh) => format!("若误以元为单位，应为 {right} 万元"),
            (true, Lang::En) => format!("if it is in yuan, it is {right} in 10,000 yuan"),
            (false, Lang::Zh) => format!("若位数有误，应为 {right}"),
            (false, Lang::En) => format!("if a digit slipped, it is {right}"),
        };
        lang.pick(
            format!("{name} {found_text}，{far}；{then}。{}", look.zh),
            format!("{name} {found_text} {far}; {then}. {}", look.en),
        )
    };
    Label::new(said(Lang::Zh), said(Lang::En))
}

/// A figure far from the county's other years.
pub fn outlier(field: &str, value: f64, usual: f64, z: f64, others: usize, look: Text) -> Label {
    let (value, usual) = (number(value), number(usual.round()));
    Label::new(
        format!(
            "{} {value}，与本地其他 {others} 年的中位数 {usual} 相差悬殊（稳健 z＝{z:.1}）。{}",
            name(field, Lang::Zh),
            look.zh
        ),
        format!(
            "{} {value} is far from the median {usual} of the {} (robust z = {z:.1}). {}",
            name(field, Lang::En),
            plural(others, "other year"),
            look.en
        ),
    )
}

/// A figure far from that of the year before.
pub fn jump(field: &str, value: f64, before: f64, year: i32, look: Text) -> Label {
    let (now, then) = (number(value), number(before));
    let fold = number((value.max(before) / value.min(before)).round());
    let (zh, en) = if value > before { ("增至", "rose") } else { ("减至", "fell") };
    Label::new(
        format!(
            "{}由 {} 年的 {then} {zh} {now}，相差约 {fold} 倍。{}",
            name(field, Lang::Zh),
            year - 1,
            look.zh
        ),
        format!(
            "{} {en} from {then} in {} to {now}, by a factor of about {fold}. {}",
            name(field, Lang::En),
            year - 1,
            look.en
        ),
    )
}

/// A report that repeats the one of the year before.
pub fn copied_from_before(year: i32, equal: usize, all: usize, look: Text) -> Label {
    Label::new(
        format!("{all} 个较大的数字中有 {equal} 个与 {} 年报告完全相同。{}", year - 1, look.zh),
        format!("{equal} of {all} larger figures are those of the report on {}. {}", year - 1, look.en),
    )
}

/// A report that repeats the one of another region.
pub fn copied_from_other(region: &str, year: i32, equal: usize, all: usize, look: Text) -> Label {
    Label::new(
        format!("{all} 个较大的数字中有 {equal} 个与{region} {year} 年报告完全相同。{}", look.zh),
        format!("{equal} of {all} larger figures are those of {region}'s report on {year}. {}", look.en),
    )
}

/// Two places that are off by the same number in opposite directions.
pub fn compensating(first: &Label, second: &Label, k: f64, look: Text) -> Label {
    let size = number(k.abs());
    let (more, less) = if k > 0.0 { (first, second) } else { (second, first) };
    Label::new(
        format!(
            "{}的合计比各项之和多 {size}，{}恰少 {size}，而总计相符：可能有数字填错了位置。{}",
            more.zh, less.zh, look.zh
        ),
        format!(
            "The total of {} is {size} above its parts, that of {} {size} below, and the total column agrees: a \
             figure may stand in the wrong place. {}",
            more.en, less.en, look.en
        ),
    )
}

/// W6 without the applicants' columns.
pub fn no_applicants() -> Label {
    Label::new("未核对：数据集没有分申请人的数字", "not assessed: the dataset has no figures by applicant")
}
