//! Words of the outcomes beyond their own names: how unlike its peers' a structure is.

use super::{Label, Text, plural};

/// Sheet and table title.
pub const DISTANCES: Text = Text::new("与同类的差异", "distance to peers");

/// Title of the distances.
pub fn distance_title(years: &Label) -> Label {
    Label::new(
        format!("办理结果构成与同类的差异，{}", years.zh),
        format!("How unlike their peers' the outcomes are, {}", years.en),
    )
}

/// Level and peers under the title.
pub fn distance_subtitle(levels: &Label, peers: &Label) -> Label {
    Label::new(
        format!("{}，与{}的合计相比，差异最大的在前", levels.zh, peers.zh),
        format!("{}, against {} pooled, the most unlike first", levels.en, peers.en),
    )
}

/// What the two distances are.
pub fn distances_are(peers: &Label) -> Label {
    Label::new(
        format!(
            "与{}的合计（不含本地区）相比：JS 距离从 0（构成相同）到 1（没有共同的结果）；移动占比为须改变结果的申请所占比例",
            peers.zh
        ),
        format!(
            "against {} pooled, the region itself left out: the JS distance runs from 0 (same structure) to 1 (no \
             outcome in common); moved is the part of the applications that would have to change their outcome",
            peers.en
        ),
    )
}

/// Distances of few cases.
pub fn small_structures(count: usize, least: u32) -> Label {
    Label::new(
        format!("{count} 行不足 {least} 件：件数少，偶然就会显得与众不同"),
        format!(
            "{} on fewer than {least} cases: few cases look unlike by chance alone",
            plural(count, "row")
        ),
    )
}

/// Which intervals the shares have.
pub fn intervals_are(joint: bool) -> Label {
    if joint {
        Label::new(
            "区间：各类结果的 95% 区间同时成立（Goodman）；公开合计和不构成整体的占比各自成立（Wilson），见 ci_method",
            "intervals: 95% for all outcomes at once (Goodman); those of what was disclosed, and of parts that make no \
             whole, each alone (Wilson), see ci_method",
        )
    } else {
        Label::new(
            "区间：各占比的 95% 区间各自成立（Wilson）",
            "intervals: 95% for each share alone (Wilson)",
        )
    }
}
