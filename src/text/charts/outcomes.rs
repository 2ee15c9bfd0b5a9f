//! Words around the charts of outcomes.

use std::fmt::Write as _;

use super::years;
use crate::schema::Unit;
use crate::text::{Label, Text, plural};

/// Right of the zero line.
pub const DISCLOSED: Text = Text::new("公开（含部分公开） →", "disclosed, wholly or in part →");
/// Left of the zero line.
pub const NOT_DISCLOSED: Text = Text::new("← 未公开", "← not disclosed");
/// Footer of areas.
pub const SHARES_OF: Text = Text::new(
    "各类结果占当年办理结果总计的比例；空白为没有数字的年份",
    "Shares of all applications resolved in the year; blank years have no figure",
);

/// Title of outcomes about a zero line.
pub fn diverging_title(span: (i32, i32)) -> Label {
    let years = years(span);
    Label::new(
        format!("政府信息公开申请：公开与未公开，{}", years.zh),
        format!("Applications for information: disclosed and not, {}", years.en),
    )
}

/// Unit and group, and what lies on which side.
pub fn diverging_subtitle(group: &Label) -> Label {
    Label::new(
        format!("单位：%；{}；零线右侧为公开，左侧为其他结果，两端为两侧合计", group.zh),
        format!(
            "Unit: %; {}; disclosure to the right of zero, other outcomes to the left, their sums at the ends",
            group.en
        ),
    )
}

/// Alternative text of outcomes about a zero line.
pub fn diverging_desc(
    span: (i32, i32),
    rows: usize,
    most: Option<(&str, i32, f64)>,
    least: Option<(&str, i32, f64)>,
) -> Label {
    let span = years(span);
    let mut label = Label::new(
        format!("以零线分列公开与未公开的条形图，{}，{rows} 行", span.zh),
        format!("Bars of outcomes about a zero line, {}, {}", span.en, plural(rows, "row")),
    );
    if let (Some((first, from, high)), Some((last, to, low))) = (most, least) {
        let (high, low) = (Unit::Share.format(high), Unit::Share.format(low));
        let _ = write!(label.zh, "；公开比例最高：{first}（{from} 年）{high}，最低：{last}（{to} 年）{low}");
        let _ = write!(label.en, "; most disclosed: {first} ({from}), {high}; least: {last} ({to}), {low}");
    }
    Label::new(format!("{}。", label.zh), format!("{}.", label.en))
}

/// Title of areas; of one region with its name.
pub fn area_title(span: (i32, i32), name: Option<&str>) -> Label {
    let years = years(span);
    let (zh, en) = name.map_or_else(Default::default, |name| (name.to_owned(), format!("{name}: ")));
    Label::new(
        format!("{zh}政府信息公开申请办理结果构成，{}", years.zh),
        format!("{en}How applications were resolved, {}", years.en),
    )
}

/// Unit and group of areas.
pub fn area_subtitle(group: &Label) -> Label {
    Label::new(
        format!("单位：%；{}；各图坐标相同，右上为末年件数", group.zh),
        format!("Unit: %; {}; the same axes everywhere; top right the number of the last year", group.en),
    )
}

/// Alternative text of areas.
pub fn area_desc(span: (i32, i32), panels: usize, name: &str, ends: Option<[(i32, f64); 2]>) -> Label {
    let span = years(span);
    let mut label = Label::new(
        format!("办理结果构成的面积图，{}，{panels} 幅", span.zh),
        format!("Stacked areas of outcomes, {}, {}", span.en, plural(panels, "panel")),
    );
    if let Some([(from, first), (to, last)]) = ends {
        let (first, last) = (Unit::Share.format(first), Unit::Share.format(last));
        let _ = write!(label.zh, "；{name}的公开比例：{from} 年 {first}，{to} 年 {last}");
        let _ = write!(label.en, "; {name}, share disclosed: {first} in {from}, {last} in {to}");
    }
    Label::new(format!("{}。", label.zh), format!("{}.", label.en))
}

/// More panels than can be read.
pub fn too_many_panels(count: usize, most: usize) -> Label {
    Label::new(
        format!("{count} 个地区各画一幅太多，最多 {most} 幅"),
        format!("{count} regions are too many for a panel each; at most {most} are drawn"),
    )
}

/// Hint for [`too_many_panels`].
pub fn fewer_panels() -> Label {
    Label::new(
        "用 --region 选几个地区，或用 --by province、--by all 合并",
        "choose some with --region, or pool them with --by province or --by all",
    )
}

/// Areas of a single year.
pub fn one_year_only(year: i32) -> Label {
    Label::new(
        format!("面积图画的是逐年变化，而这里只有 {year} 年的数字"),
        format!("areas show the course over years, and there are figures of {year} only"),
    )
}

/// Hint for [`one_year_only`].
pub fn give_years() -> Label {
    Label::new(
        "用 --years 给出若干年份，或用 --chart stack",
        "give several years with --years, or draw --chart stack",
    )
}
