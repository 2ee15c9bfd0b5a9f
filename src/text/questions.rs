//! Titles and subtitles of the answers.

use super::{Label, Text};

/// Sheet and table title.
pub const RANK: Text = Text::new("排名", "ranking");
/// Sheet and table title.
pub const TREND: Text = Text::new("趋势", "trend");
/// Sheet and table title.
pub const SERIES: Text = Text::new("逐年数值", "values by year");
/// Sheet and table title.
pub const OUTCOMES: Text = Text::new("办理结果", "outcomes");
/// Sheet and table title.
pub const COMPARE: Text = Text::new("对比", "comparison");
/// Sheet and table title.
pub const PEERS: Text = Text::new("比较组", "peers");

fn join(titles: &[&Label]) -> Label {
    Label::new(
        titles.iter().map(|title| title.zh.as_str()).collect::<Vec<_>>().join("、"),
        titles.iter().map(|title| title.en.as_str()).collect::<Vec<_>>().join(", "),
    )
}

/// "2022 年图解比例排名".
pub fn rank_title(metrics: &[&Label], years: &Label) -> Label {
    let titles = join(metrics);
    Label::new(format!("{}{}排名", years.zh, titles.zh), format!("Ranking by {}, {}", titles.en, years.en))
}

/// "图解比例的变化，2019—2024 年".
pub fn trend_title(metrics: &[&Label], years: &Label) -> Label {
    let titles = join(metrics);
    Label::new(format!("{}的变化，{}", titles.zh, years.zh), format!("{}, {}", titles.en, years.en))
}

/// "政府信息公开申请办理结果，2024 年".
pub fn outcomes_title(years: &Label) -> Label {
    Label::new(
        format!("政府信息公开申请办理结果，{}", years.zh),
        format!("How applications were resolved, {}", years.en),
    )
}

/// "同心县与同级地区对比，2022 年".
pub fn compare_title(regions: &str, years: &Label) -> Label {
    Label::new(
        format!("{regions}与同级地区对比，{}", years.zh),
        format!("{regions} against their peers, {}", years.en),
    )
}

/// The level and the group under a title: "县级，省内比较".
pub fn group(levels: &Label, within: Option<&str>) -> Label {
    match within {
        Some("province") => {
            Label::new(format!("{}，省内比较", levels.zh), format!("{}, within each province", levels.en))
        }
        Some(_) => {
            Label::new(format!("{}，市内比较", levels.zh), format!("{}, within each prefecture", levels.en))
        }
        None => Label::new(format!("{}，全部一起比较", levels.zh), format!("{}, all together", levels.en)),
    }
}
