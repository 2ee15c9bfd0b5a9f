//! Wording about regions.

use super::{Label, Text};

/// No region of that name or code.
pub fn no_such_region(word: &str) -> Label {
    Label::new(format!("没有名为“{word}”的地区"), format!("there is no region \"{word}\""))
}

/// Several regions of one name.
pub fn ambiguous(word: &str, count: usize) -> Label {
    Label::new(
        format!("“{word}”有 {count} 个，请用代码指明："),
        format!("\"{word}\" is the name of {count} regions:"),
    )
}

/// Hint for [`ambiguous`].
pub fn give_the_code() -> Label {
    Label::new(
        "写代码，或在名称前加上地级市，如“杭州市西湖区”",
        "give the code, or the prefecture before the name, such as 杭州市西湖区",
    )
}

/// No province or prefecture of that name.
pub fn no_such_group(column: &str, word: &str) -> Label {
    let (zh, en) = match column {
        "province" => ("省级地区", "province"),
        _ => ("地级地区", "prefecture"),
    };
    Label::new(format!("没有名为“{word}”的{zh}"), format!("there is no {en} \"{word}\""))
}

/// A region in a sentence about renames and mergers.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its code.
    pub code: &'a str,
    /// The last year in which code and name were valid, if they ended.
    pub until: Option<i32>,
}

impl Named<'_> {
    fn zh(&self) -> String {
        format!("{}（{}）", self.name, self.code)
    }

    fn en(&self) -> String {
        format!("{} ({})", self.name, self.code)
    }

    fn year(&self) -> String {
        self.until.map_or_else(String::new, |year| year.to_string())
    }
}

/// An old name that goes on under a new one.
pub fn became(old: Named<'_>, new: Named<'_>) -> Label {
    Label::new(
        format!("{}用到 {} 年，其后为{}，一并查找", old.zh(), old.year(), new.zh()),
        format!("{} ended in {} and goes on as {}; both are looked up", old.en(), old.year(), new.en()),
    )
}

/// A region that was divided.
pub fn was_split(old: Named<'_>, parts: &[Named<'_>]) -> Label {
    let zh: Vec<String> = parts.iter().map(Named::zh).collect();
    let en: Vec<String> = parts.iter().map(Named::en).collect();
    Label::new(
        format!("{}用到 {} 年，其后分属{}", old.zh(), old.year(), zh.join("、")),
        format!("{} ended in {} and was divided among {}", old.en(), old.year(), en.join(", ")),
    )
}

/// The region had another name or code before.
pub fn was(new: Named<'_>, old: Named<'_>) -> Label {
    Label::new(
        format!("{}在 {} 年及以前为{}，其数字另成序列", new.zh(), old.year(), old.zh()),
        format!(
            "{} includes what was {} until {}, whose figures are a series of their own",
            new.en(),
            old.en(),
            old.year()
        ),
    )
}

/// The identifier of a level, from itself or from what people call it.
pub fn level_id(word: &str) -> String {
    match word.trim() {
        "省" | "省级" | "provinces" => "province",
        "市" | "地级" | "地级市" | "市级" | "prefectures" => "prefecture",
        "县" | "县级" | "区" | "区县" | "县区" | "counties" => "county",
        "机构" | "agencies" => "agency",
        other => other,
    }
    .to_owned()
}

/// The name of a level.
pub fn level(id: &str) -> Label {
    match id {
        "province" => Label::new("省级", "provinces"),
        "prefecture" => Label::new("地级", "prefectures"),
        "county" => Label::new("县级", "counties"),
        "agency" => Label::new("机构", "agencies"),
        other => Label::same(other),
    }
}

/// `scope = region`.
pub const SCOPE_REGION: Text = Text::new("全地区口径", "whole region");
/// `scope = office`.
pub const SCOPE_OFFICE: Text = Text::new("办公室本级口径", "government office alone");
