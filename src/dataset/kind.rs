//! The kind of place that a name says: 县, 区, 市, 旗 and what stands above them.

/// The column that holds the kind of a report's region; not a column of any file.
pub(crate) const KIND: &str = "__kind";

/// Endings of names, the longest of those that could both fit first, and the kind they tell. A 自治县 is a 县 and a
/// 自治旗 a 旗, which they are with further powers. 林区 and 特区, of which there is one each, are no 区.
const ENDINGS: [(&str, &str); 14] = [
    ("自治县", "县"),
    ("自治旗", "旗"),
    ("自治州", "州"),
    ("自治区", "自治区"),
    ("林区", ""),
    ("特区", ""),
    ("行政区", ""),
    ("地区", "地区"),
    ("县", "县"),
    ("区", "区"),
    ("市", "市"),
    ("旗", "旗"),
    ("盟", "盟"),
    ("省", "省"),
];

/// The kind of a place by the ending of its name; empty where the ending tells none. At the level of counties 市
/// is a 县级市 and 区 a 市辖区.
pub fn kind_of(name: &str) -> &'static str {
    let name = name.trim();
    let fits = |ending: &&(&str, &str)| name.ends_with(ending.0);
    ENDINGS.iter().find(fits).map_or("", |(_, kind)| kind)
}

/// The same as the name of a group: those whose name tells none are one group.
pub(crate) fn kind_or_other(name: &str) -> &'static str {
    match kind_of(name) {
        "" => "other_kind",
        kind => kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names from datasets/china/regions.csv.
    #[test]
    fn the_ending_of_a_name_tells_its_kind() {
        for (name, kind) in [
            ("同心县", "县"),
            ("彭水苗族土家族自治县", "县"),
            ("洪泽区", "区"),
            ("义乌市", "市"),
            ("鄂温克族自治旗", "旗"),
            ("科尔沁左翼中旗", "旗"),
            ("神农架林区", ""),
            ("六枝特区", ""),
            ("大兴安岭地区", "地区"),
            ("锡林郭勒盟", "盟"),
            ("宁夏回族自治区", "自治区"),
            ("香港特别行政区", ""),
            ("Department of State", ""),
            ("", ""),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
            assert_eq!(kind_or_other(name), if kind.is_empty() { "other_kind" } else { kind });
        }
    }
}
