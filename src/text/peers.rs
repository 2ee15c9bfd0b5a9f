//! Whom a region is compared with, in words.

use super::Label;

/// The peers by their word on the command line; for those by population, how many.
pub fn of(id: &str, count: usize) -> Label {
    match id {
        "province" => Label::new("同省其他地区", "the others of its province"),
        "prefecture" => Label::new("同市其他地区", "the others of its prefecture"),
        "kind" => Label::new("同类其他地区（县、区、市、旗）", "the others of its kind (县, 区, 市, 旗)"),
        "population" => Label::new(
            format!("人口最接近的 {count} 个地区"),
            format!("the {count} of the nearest population"),
        ),
        _ => Label::new("其他各地", "all others"),
    }
}

/// A dataset without the residents of its regions.
pub fn no_population_column(dataset: &str) -> Label {
    Label::new(
        format!("数据集 {dataset} 的 regions.csv 没有 population 列，不能按人口找同类"),
        format!(
            "regions.csv of the dataset {dataset} has no column population, which peers by population need"
        ),
    )
}

/// Hint for [`no_population_column`].
pub fn add_population() -> Label {
    Label::new(
        "在 regions.csv 中加入 population 列（常住人口），或用 --peers kind、province、prefecture",
        "add a column population (residents) to regions.csv, or use --peers kind, province or prefecture",
    )
}

/// A region without a figure for its residents.
pub fn no_population(region: &str) -> Label {
    Label::new(
        format!("{region}在 regions.csv 中没有人口数，不能按人口找同类"),
        format!("{region} has no population in regions.csv, so that its peers by population are not known"),
    )
}

/// Hint for [`no_population`].
pub fn other_peers() -> Label {
    Label::new("用 --peers kind、province 或 prefecture", "use --peers kind, province or prefecture")
}

/// Rows of groups cannot have peers of this kind.
pub fn no_such_peers(by: &str) -> Label {
    Label::new(format!("--by {by} 的行没有这样的同类"), format!("the rows of --by {by} have no such peers"))
}

/// Hint for [`no_such_peers`].
pub fn peers_there_are(by: &str) -> Label {
    match by {
        "prefecture" => Label::new("可用 --peers all 或 province", "use --peers all or province"),
        "province" => Label::new("可用 --peers all", "use --peers all"),
        _ => Label::new("改用 --by region", "use --by region"),
    }
}

/// The peers of one region.
pub fn peers_of(region: &str, year: i32, count: usize, names: &str) -> Label {
    Label::new(
        format!("{region} {year} 年的同类（{count} 个）：{names}"),
        format!("peers of {region}, {year} ({count}): {}", names.replace('、', ", ")),
    )
}

/// The group of a comparison with the nearest by population, under the title: the level stays, the rest of
/// `group` goes.
pub fn nearest(group: &Label, count: usize) -> Label {
    let level = |text: &str, mark: char| text.split(mark).next().unwrap_or_default().to_owned();
    Label::new(
        format!("{}，各与人口最接近的 {count} 个比较", level(&group.zh, '，')),
        format!("{}, each with the {count} of the nearest population", level(&group.en, ',')),
    )
}
