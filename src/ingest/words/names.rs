//! The name of an organ and the places in it.

/// Ends of the names of places, the longer first.
const ENDS: [&str; 12] =
    ["自治区", "特别行政区", "自治州", "自治县", "自治旗", "地区", "省", "盟", "市", "县", "区", "旗"];
/// What stands behind the end of a place's name only as part of another word.
const BEHIND: [&str; 29] = [
    "市场", "市政", "市容", "市民", "市直", "市委", "市属", "市级", "市辖", "市区", "市管", "市中", "市北",
    "市南", "区域", "区委", "区直", "区划", "区级", "县直", "县委", "县域", "县级", "省直", "省委", "省级",
    "旗直", "旗委", "盟委",
];
/// Words that end like a place and are none.
const NOT_PLACES: [&str; 12] =
    ["城市", "城区", "社区", "园区", "地区", "库区", "辖区", "林区", "灾区", "景区", "都市", "超市"];
/// Zones, which are no regions.
const ZONES: [&str; 10] =
    ["开发区", "高新区", "示范区", "试验区", "保税区", "产业区", "风景区", "度假区", "园区", "管理区"];
/// What may stand behind the name of a government.
const ORGANS: [&str; 24] = [
    "人民政府",
    "政府",
    "办公室",
    "办公厅",
    "局",
    "委员会",
    "委",
    "厅",
    "院",
    "中心",
    "处",
    "办",
    "队",
    "站",
    "所",
    "社",
    "公司",
    "部",
    "镇",
    "乡",
    "街道",
    "苏木",
    "管委会",
    "机关",
];

/// The places to look up for an organ's name, the most specific first: the place itself with everything
/// before it, then with less before it.
///
/// `宿迁市沭阳县发展和改革局` gives `宿迁市沭阳县` and `沭阳县`; a name without a place gives none.
pub fn candidates(name: &str) -> Vec<String> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let name = name.trim_start_matches("中华人民共和国").trim_start_matches("中共");
    let units = units(name);
    (0..units.len()).filter_map(|first| units.get(first..).map(<[&str]>::concat)).collect()
}

/// The places at the beginning of a name, from large to small.
fn units(name: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = name;
    // Province, prefecture, county: there is no fourth.
    while found.len() < 3 {
        let Some(length) = unit(rest) else { break };
        let Some((place, behind)) = rest.split_at_checked(length) else { break };
        found.push(place);
        rest = behind;
        let ended = ["人民政府", "政府", "办公", "人民"].iter().any(|word| rest.starts_with(word));
        let stem = place.trim_end_matches(|c: char| c.is_ascii_digit());
        let county =
            stem.ends_with(['县', '区', '旗']) && !stem.ends_with("自治区") && !stem.ends_with("地区");
        if ended || county {
            break;
        }
    }
    found
}

/// How long the name of the place is with which a text begins.
fn unit(text: &str) -> Option<usize> {
    // "同心县", "双江拉祜族佤族布朗族傣族自治县": a name has at least two and at most 15 characters.
    for (count, (place, c)) in text.char_indices().enumerate().take(15) {
        let end = place + c.len_utf8();
        let (head, behind) = (text.get(..end)?, text.get(end..)?);
        let organ = ORGANS.iter().take(4).any(|organ| head.ends_with(organ));
        if organ {
            return None;
        }
        let Some(ending) = ENDS.iter().find(|ending| head.ends_with(**ending)).filter(|_| count > 0) else {
            continue;
        };
        let word = format!("{}{}", c, behind.chars().next().unwrap_or(' '));
        let inside = BEHIND.contains(&word.as_str());
        let whole = *ending == "地区" && count > 1;
        if inside || (NOT_PLACES.contains(&head) && !whole) {
            continue;
        }
        // "沙市区", "津市市": the end of the name is part of its stem.
        let mut next = behind.chars();
        let longer = next.next().filter(|c| matches!(c, '市' | '区' | '县')).filter(|first| {
            let two = format!("{first}{}", next.next().unwrap_or(' '));
            !BEHIND.contains(&two.as_str())
        });
        let end = end + longer.map_or(0, char::len_utf8);
        // A number behind the name belongs to it: "模拟县0001".
        let number = text.get(end..)?.chars().take_while(char::is_ascii_digit).count();
        return Some(end + number);
    }
    None
}

/// Whether a line is the name of an organ or of a place.
pub(super) fn is_organ(line: &str) -> bool {
    let place = ENDS.iter().any(|end| line.ends_with(end));
    let organ = ORGANS.iter().any(|organ| line.ends_with(organ));
    let plain =
        !line.contains(['，', '。', '：', '、', '>', '《', '/']) && !line.starts_with(['一', '本', '我']);
    plain && (2..=30).contains(&line.chars().count()) && (place || organ)
}

/// Whether a name ends like that of a zone.
pub(super) fn is_zone(name: &str) -> bool {
    ZONES.iter().any(|zone| name.ends_with(zone))
}

/// Whether an organ is the office of a government.
pub(super) fn is_government_office(name: &str) -> bool {
    ["政府办公室", "政府办公厅", "政府办", "政务公开办公室"].iter().any(|office| name.ends_with(office))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_with_what_stands_before_them() {
        let cases: [(&str, &[&str]); 24] = [
            ("宿迁市沭阳县发展和改革局", &["宿迁市沭阳县", "沭阳县"]),
            ("上海市人民政府办公厅", &["上海市"]),
            ("上海市科学技术委员会", &["上海市"]),
            ("淮安市洪泽区人民政府", &["淮安市洪泽区", "洪泽区"]),
            ("同心县", &["同心县"]),
            ("沭阳县市场监督管理局", &["沭阳县"]),
            ("宿迁市市场监督管理局", &["宿迁市"]),
            ("宿迁市城市管理局", &["宿迁市"]),
            ("宁夏回族自治区吴忠市同心县", &["宁夏回族自治区吴忠市同心县", "吴忠市同心县", "同心县"]),
            (
                "内蒙古自治区锡林郭勒盟多伦县人民政府",
                &["内蒙古自治区锡林郭勒盟多伦县", "锡林郭勒盟多伦县", "多伦县"],
            ),
            ("荆州市沙市区人民政府", &["荆州市沙市区", "沙市区"]),
            ("津市市人民政府", &["津市市"]),
            ("济宁市市中区人民政府", &["济宁市市中区", "市中区"]),
            ("青岛市市北区财政局", &["青岛市市北区", "市北区"]),
            ("乌鲁木齐市新市区人民政府", &["乌鲁木齐市新市区", "新市区"]),
            ("大兴安岭地区呼玛县", &["大兴安岭地区呼玛县", "呼玛县"]),
            ("临夏回族自治州东乡族自治县人民政府", &["临夏回族自治州东乡族自治县", "东乡族自治县"]),
            ("江苏省苏州市昆山市人民政府办公室", &["江苏省苏州市昆山市", "苏州市昆山市", "昆山市"]),
            ("模拟县0001财政局", &["模拟县0001"]),
            ("县人民政府办公室", &[]),
            ("发展和改革委员会", &[]),
            ("天津市武清区", &["天津市武清区", "武清区"]),
            ("沭阳县韩山镇人民政府", &["沭阳县"]),
            ("上海市浦东新区人民政府", &["上海市浦东新区", "浦东新区"]),
        ];
        for (name, wanted) in cases {
            assert_eq!(candidates(name), wanted, "{name}");
        }
    }
}
