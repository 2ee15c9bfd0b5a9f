//! Titles and subtitles of the answers.

use super::{Label, Text, plural};

/// Sheet and table title.
pub const RANK: Text = Text::new("排名", "ranking");
/// Title of the table of changes of form.
pub const BREAKS: Text = Text::new("格式变更", "changes of form");
/// Sheet and table title.
pub const TREND: Text = Text::new("趋势", "trend");
/// Sheet and table title.
pub const SERIES: Text = Text::new("逐年数值", "values by year");
/// Sheet and table title.
pub const GROUP_MEDIANS: Text = Text::new("全组中位数", "medians of the group");
/// Sheet and table title.
pub const OUTCOMES: Text = Text::new("办理结果", "outcomes");
/// Sheet and table title.
pub const COMPARE: Text = Text::new("对比", "comparison");
/// Sheet and table title.
pub const PEERS: Text = Text::new("比较组", "peers");
/// Sheet and table title.
pub const PEER_LIST: Text = Text::new("同类名单", "peers by name");
/// Sheet and table title.
pub const CHECK: Text = Text::new("勾稽问题", "findings");
/// Sheet and table title.
pub const CHECK_RULES: Text = Text::new("按规则汇总", "by rule");
/// Sheet and table title.
pub const CHECK_REGIONS: Text = Text::new("按地区汇总", "by region");
/// Sheet and table title.
pub const CHECK_COVERAGE: Text = Text::new("报告情况", "coverage");
/// Sheet and table title.
pub const CHECK_CELLS: Text = Text::new("报表数字", "figures");

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

/// "勾稽核对，2024 年".
pub fn check_title(years: &Label) -> Label {
    Label::new(
        format!("报告数字勾稽核对，{}", years.zh),
        format!("Checks of the reports' figures, {}", years.en),
    )
}

/// "500 份报告，432 个地区".
pub fn check_subtitle(reports: usize, regions: usize) -> Label {
    Label::new(
        format!("{reports} 份报告，{regions} 个地区"),
        format!("{} of {}", plural(reports, "report"), plural(regions, "region")),
    )
}

/// The level and the group under a title: "县级，省内比较".
pub fn group(levels: &Label, within: Option<&str>) -> Label {
    match within {
        Some("province") => {
            Label::new(format!("{}，省内比较", levels.zh), format!("{}, within each province", levels.en))
        }
        Some("__kind") => Label::new(
            format!("{}，县、区、市、旗各自比较", levels.zh),
            format!("{}, within each kind (县, 区, 市, 旗)", levels.en),
        ),
        Some(_) => {
            Label::new(format!("{}，市内比较", levels.zh), format!("{}, within each prefecture", levels.en))
        }
        None => Label::new(format!("{}，全部一起比较", levels.zh), format!("{}, all together", levels.en)),
    }
}
