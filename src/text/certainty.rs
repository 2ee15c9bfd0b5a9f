//! What is said of how far a ranking can be trusted.

use std::fmt::Write as _;

use super::{Label, Text};

/// A metric that is no share.
pub fn no_share(title: &Label) -> Label {
    Label::new(
        format!("{}不是比率，没有名次范围、控制限和收缩值", title.zh),
        format!("{} is no share: it has no rank intervals, limits or shrunk values", title.en),
    )
}

/// The rank sets of a group: for all at once or each alone, draws and seed, median width, number of tiers.
pub fn rank_sets(together: bool, (draws, seed): (usize, u64), width: f64, tiers: usize) -> Label {
    let (zh, en) =
        if together { ("全部同时成立", "all at once") } else { ("各自成立", "each alone") };
    Label::new(
        format!(
            "名次范围为 95% 置信集（{zh}；模拟 {draws} 次，种子 {seed}）：中位宽度 {width} 个名次，可分 {tiers} 档"
        ),
        format!(
            "rank intervals are 95% confidence sets ({en}; {draws} draws, seed {seed}): median width {width} places, \
             {}",
            super::plural(tiers, "tier")
        ),
    )
}

/// Title of the table of limits.
pub const LIMITS: Text = Text::new("控制限", "limits");

/// How many reports lie outside the 95 % limits, of how many; φ and τ² of how far they differ beyond chance;
/// the name of the limits, and whether they allow for it.
pub fn limits(
    (outside, of): (usize, usize),
    spread: Option<(f64, f64)>,
    kind: Text,
    is_allowed_for: bool,
) -> Label {
    let mut label = Label::new(
        format!("控制限：{}；{of} 份中 {outside} 份在 95% 限以外", kind.zh),
        format!("limits: {}; {outside} of {of} lie outside the 95% limits", kind.en),
    );
    if let Some((phi, tau2)) = spread {
        let _ = write!(label.zh, "；离散度 φ={phi:.2}，τ²={tau2:.5}");
        let _ = write!(label.en, "; dispersion φ={phi:.2}, τ²={tau2:.5}");
        if phi > 2.0 && !is_allowed_for {
            label.zh += "（差异远大于偶然，二项限偏窄）";
            label.en += " (far more than chance: binomial limits are too narrow)";
        }
    }
    label
}

/// Exact binomial limits.
pub const EXACT: Text = Text::new("二项分布精确限", "exact binomial");
/// Limits by the normal approximation.
pub const NORMAL: Text = Text::new("正态近似限", "normal approximation");
/// Overdispersed limits by moments.
pub const DERSIMONIAN_LAIRD: Text =
    Text::new("计入过度离散（DerSimonian–Laird）", "overdispersed (DerSimonian–Laird)");
/// Overdispersed limits by the generalised Q.
pub const PAULE_MANDEL: Text = Text::new("计入过度离散（Paule–Mandel）", "overdispersed (Paule–Mandel)");
/// Overdispersed limits by likelihood.
pub const REML: Text = Text::new("计入过度离散（REML）", "overdispersed (REML)");
/// Overdispersed limits by unweighted moments.
pub const HEDGES: Text = Text::new("计入过度离散（不加权）", "overdispersed (unweighted)");

/// The mean that rates are drawn to, and the variance between reports that is not chance.
pub fn shrunk(mean: &str, between: f64) -> Label {
    Label::new(
        format!("收缩值（经验贝叶斯）：向合并值 {mean} 收缩，件数越少收缩越多；地区间方差 {between:.5}"),
        format!(
            "shrunk rates (empirical Bayes): drawn to the pooled {mean}, the more the fewer the cases; variance \
             between regions {between:.5}"
        ),
    )
}

/// How many reports lie beyond the limits on the bad side and get worse.
pub fn alerts(title: &Label, count: usize) -> Label {
    Label::new(
        format!("{}：{count} 个地区差于基准（95% 限以外）且近五年在变差", title.zh),
        format!(
            "{}: {count} worse than the benchmark (beyond the 95% limits) and getting worse over five years",
            title.en
        ),
    )
}

/// A metric of which neither end is bad has no alerts.
pub fn no_bad_side(title: &Label) -> Label {
    Label::new(
        format!("{}不分优劣，没有预警", title.zh),
        format!("{}: neither end is bad, so that there is nothing to warn of", title.en),
    )
}

/// Alerts are of one year.
pub fn one_year() -> Label {
    Label::new("预警只能针对一个年份：用 --year", "alerts are of one year: give it with --year")
}

/// How many reports have a change, how many of these are more than chance after adjustment, and how many would
/// seem so without any change.
pub fn changes(title: &Label, (pairs, moved): (usize, usize), expected: f64) -> Label {
    Label::new(
        format!(
            "{}：与上年相比 {pairs} 对，{moved} 对变化显著（双比例 z 检验，Benjamini–Hochberg 校正后 p < 0.05；若都无变化，未校正时约有 {expected:.1} 对误判）；变化区间为 Newcombe 95%",
            title.zh
        ),
        format!(
            "{}: {} of years, {moved} with a significant change (two-proportion z, Benjamini–Hochberg \
             p < 0.05; without any change about {expected:.1} would look so unadjusted); intervals are Newcombe's \
             95%",
            title.en,
            super::plural(pairs, "pair")
        ),
    )
}

/// Changes of a metric that is no share.
pub fn changes_untested(title: &Label, pairs: usize) -> Label {
    Label::new(
        format!("{}：与上年相比 {pairs} 对；不是比率，变化没有区间和检验", title.zh),
        format!(
            "{}: {} of years; no share, so its changes have no interval and no test",
            title.en,
            super::plural(pairs, "pair")
        ),
    )
}

/// Title of the table of inequality.
pub const SPREAD: Text = Text::new("地区差距", "inequality");
/// Title of the table of the Lorenz curves.
pub const LORENZ: Text = Text::new("洛伦兹曲线", "Lorenz curves");

/// "图解比例的地区差距，2022 年".
pub fn spread_title(metrics: &[&Label], years: &Label) -> Label {
    let join = |f: fn(&Label) -> &str, between: &str| {
        metrics.iter().map(|metric| f(metric)).collect::<Vec<_>>().join(between)
    };
    Label::new(
        format!("{}的地区差距，{}", join(|m| &m.zh, "、"), years.zh),
        format!("Inequality of {}, {}", join(|m| &m.en, ", "), years.en),
    )
}

/// How the counties are weighted; of rates also what that means.
pub fn each_counts_once(rates: bool) -> Label {
    let (zh, en) = if rates {
        (
            "；比率的差距是各地比率之间的，与件数多少无关，不算 HHI",
            "; of a rate it is that of the rates, however many cases stand behind each, and has no HHI",
        )
    } else {
        ("", "")
    };
    Label::new(
        format!("各地区各算一个，不按人口加权{zh}"),
        format!("each region counts once, whatever its population{en}"),
    )
}
