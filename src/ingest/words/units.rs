//! Whose number it is: the report's own, or another unit's (a bureau, a town, the city above, a neighbour).

use std::sync::LazyLock;

use regex::Regex;

use super::{head, names};
use crate::dataset::Scope;
use crate::ingest::document::Paragraph;

/// The unit whose report it is, as far as the text tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    /// The name of the organ; empty if unknown.
    organ: String,
    /// The place of which it is the organ, the most specific; empty if unknown.
    place: String,
    /// What the report calls its region: the 县 of "全县".
    level: Option<char>,
    /// Whether it is a single organ.
    office: bool,
}

/// Who acts, and what stands between the name and the deed.
const DOES: &str = concat!(
    "(?:(?:共|共计|总计|合计|全年|累计|已|也|还|率先|主动|积极|年内|本年度|分别|自行|\\d{4}年度?|，)|(?:通过|利用|依托|在)[^，；]{1,20}?)*",
    "(?:公开|发布|收到|受理|接收|承办|举办|举行|开展|组织|召开|参加|推送|新收|办结|办理|答复|回复|制作|未收到|未发生|没有|有政|现有|开设|开通|运营|备案|政务新媒体)",
);

impl Unit {
    /// The unit of a report.
    pub(super) fn of(paragraphs: &[Paragraph]) -> Self {
        let organ = head::organ_of(paragraphs).map(|found| found.value).unwrap_or_default();
        let place = names::candidates(&organ).pop().unwrap_or_default();
        let government = organ.trim_end_matches("办事处").trim_end_matches("人民政府");
        let town = ["镇", "乡", "街道"].iter().find(|end| government.ends_with(**end));
        let level = town.and_then(|end| end.chars().next());
        let named = || place.chars().rev().find(|c| !c.is_ascii_digit());
        Self {
            level: level.or_else(named).or_else(|| called(paragraphs)),
            office: !organ.is_empty() && head::scope_of(&organ) == Scope::Office,
            organ,
            place,
        }
    }

    /// Whether a name is the unit's own: every character of it stands in the full name, in that order
    /// ("发改局" for "发展和改革局").
    fn is_own(&self, name: &str) -> bool {
        let mut full = self.organ.chars();
        !self.organ.is_empty()
            && (name.chars().all(|c| full.any(|own| own == c)) || name.ends_with(&self.organ))
    }

    /// Whether a clause says that another unit did it.
    pub(super) fn is_another(&self, clause: &str) -> bool {
        self.does(clause) || self.is_above_or_beside(clause)
    }

    /// A town or a bureau that does it itself.
    fn does(&self, clause: &str) -> bool {
        static TOWN: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(&format!(
                "(?P<who>[^，、；：（）“”的]{{0,12}})(?P<kind>镇|乡|街道|街道办|街道办事处|村|社区|园区|开发区|县区|区县|县市区|市直部门|县直部门|区直部门|直部门)(?:人民政府|政府)?{DOES}"
            ))
            .ok()
        });
        static BUREAU: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(&format!(
                "(?P<who>[^，、；：（）“”的]{{1,12}})(?P<kind>局|委|委员会|工作站|派出所|公司|学校|医院|法院|检察院|交易中心|大厅){DOES}"
            ))
            .ok()
        });
        let fits = |pattern: &Option<Regex>, own: &[char]| {
            pattern.as_ref().and_then(|pattern| pattern.captures(clause)).is_some_and(|found| {
                let said = |name: &str| found.name(name).map_or("", |part| part.as_str());
                let who = said("who");
                let name = format!("{}{}", without_time(who), said("kind"));
                !who.ends_with(own)
                    && !who.contains('等')
                    && !who.starts_with(['在', '到', '赴'])
                    && !is_no_unit(&name)
                    && !self.is_own(&name)
            })
        };
        let both = clause.contains("部门") && (clause.contains('乡') || clause.contains("街道"));
        (!both && fits(&TOWN, &['我', '本', '全'])) || fits(&BUREAU, &['我', '本', '全', '各'])
    }

    /// The city above a county, or another county.
    fn is_above_or_beside(&self, clause: &str) -> bool {
        static WHOLE: LazyLock<Option<Regex>> =
            LazyLock::new(|| Regex::new("[全我本](?P<level>[省市县区州旗盟国镇乡]|街道)").ok());
        static GOVERNMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(&format!(
                "(?P<level>[省市县区州旗盟]|国务院|上级)(?:人民)?(?:政府|部门|机关)(?:办公[室厅])?{DOES}"
            ))
            .ok()
        });
        static PLACE: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(&format!(
                "(?P<place>[^，、；：（）“”的]{{1,12}}[省市县区州旗盟])(?:人民政府|政府)?{DOES}"
            ))
            .ok()
        });
        let last = |pattern: &LazyLock<Option<Regex>>, name: &str| {
            let found = pattern.as_ref()?.captures_iter(clause).last()?;
            found.name(name).map(|part| part.as_str().to_owned())
        };
        let Some(own) = self.level else { return false };
        let differs = |level: String| !level.starts_with(own);
        if let Some(level) = last(&WHOLE, "level") {
            return differs(level);
        }
        // A bureau is not the government of its county.
        let bureau = self.office && !self.organ.contains("政府");
        if last(&GOVERNMENT, "level").is_some_and(|level| bureau || differs(level)) {
            return true;
        }
        let words = ["专区", "辖区", "城区", "片区", "景区", "社区", "园区", "城市", "各区", "各县", "各市"];
        !self.place.is_empty()
            && last(&PLACE, "place").is_some_and(|place| {
                let short = place.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年' || c == '度');
                let word = words.iter().any(|word| place.ends_with(word)) || short.chars().count() < 2;
                !word && !place.ends_with(&self.place) && !self.is_own(short)
            })
    }

    /// Whom a text speaks of: from which place on, and whether it is another unit than the own.
    ///
    /// In "县教育局认真落实要求，主动公开 … 条" it is the bureau, up to a word for the own region.
    pub(super) fn subjects(&self, text: &str) -> Vec<(usize, bool)> {
        static SUBJECT: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(concat!(
                "(?:^|[，。；：])(?:其中|例如|如|比如)?[，：]?",
                "(?P<who>[^，、；：（）“”《》的。\\d]{1,16}(?:局|委员会|[卫改]委|医院|学校|公司)",
                "|[^，、；：（）“”《》的。\\d]{1,6}(?:镇|乡|街道办事处|街道办|街道))",
                "(?P<next>[^，。；：\\d]{0,2})",
                "|(?P<own>[全我本各][省市县区州旗盟镇乡局委办级]|各单位|各部门|(?P<level>[省市县区州旗])政府)",
            ))
            .ok()
        });
        // "县教育局网站", "县教育局牵头", "城镇化": it is named, and does not act.
        const NAMED: [&str; 20] = [
            "长", "网", "微", "公众", "官", "牵", "主办", "主管", "等", "和", "与", "及", "会", "负责", "、",
            "化", "级", "村", "居", "区",
        ];
        let mut subjects = Vec::new();
        for found in SUBJECT.iter().flat_map(|pattern| pattern.captures_iter(text)) {
            let level = found.name("level").and_then(|level| level.as_str().chars().next());
            if level.is_some() && self.level.is_some() && level != self.level {
                // "县教育局按照市政府要求": the city does not act here.
                continue;
            }
            let said = |name: &str| found.name(name).map_or("", |part| part.as_str());
            let start = found.get(0).map_or(0, |whole| whole.start());
            let count = |mark| text.get(..start).map_or(0, |head| head.matches(mark).count());
            if count('（') > count('）') {
                continue;
            }
            let named = NAMED.iter().any(|word| said("next").starts_with(word));
            let who = said("who");
            if named || is_no_unit(who) {
                continue;
            }
            let own = who.is_empty() || who.starts_with(['我', '本', '全', '各']) || self.is_own(who);
            subjects.push((start, !own));
        }
        subjects
    }
}

/// Words that end like a bureau or a town and are none, and what is done to one.
fn is_no_unit(name: &str) -> bool {
    const ENDS: [&str; 17] = [
        "格局", "布局", "大局", "全局", "开局", "新局", "困局", "结局", "城镇", "村镇", "名镇", "重镇",
        "城乡", "下乡", "返乡", "家乡", "水乡",
    ];
    const LEADS: [&str; 53] = [
        "组织", "指导", "由", "与", "会同", "联合", "依托", "通过", "在", "对", "向", "覆盖", "延伸", "涉及",
        "推", "深入", "督促", "将", "把", "结合", "包括", "涵盖", "面向", "到", "及", "至", "所有", "下发",
        "加强", "强化", "落实", "构建", "建立", "完善", "提升", "打造", "实现", "形成", "做好", "开展", "抓",
        "以", "按", "县乡", "市县", "省市", "基层", "新型", "聚焦", "围绕", "统筹", "下沉", "服务",
    ];
    ENDS.iter().any(|end| name.ends_with(end)) || LEADS.iter().any(|word| name.starts_with(word))
}

/// Whether what stands behind a number makes the own region a part of it: "…，其中我县10件", "…，我县占8%".
pub(super) fn is_of_a_larger_whole(behind: &str) -> bool {
    static PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("^[，；]?(?:其中[，：]?我[省市县区州旗盟镇乡局委办]|我[省市县区州旗盟镇乡局委办][^，；\\d]{0,4}占)").ok()
    });
    PART.as_ref().is_some_and(|part| part.is_match(behind))
}

/// Whether a clause speaks of the whole region: "全县", "我市".
pub(super) fn says_region(clause: &str) -> bool {
    ['全', '我'].iter().any(|word| {
        let behind = clause.split(*word).skip(1);
        behind.filter_map(|text| text.chars().next()).any(|c| "省市县区州旗盟".contains(c))
    })
}

/// A name without the year before it.
fn without_time(who: &str) -> &str {
    who.rsplit(['年', '度']).next().unwrap_or(who)
}

/// How the text itself calls its region: the most frequent of "我县", "我市" …
fn called(paragraphs: &[Paragraph]) -> Option<char> {
    let count = |level: char| {
        let name = format!("我{level}");
        paragraphs.iter().map(|paragraph| paragraph.text.matches(&name).count()).sum::<usize>()
    };
    let most = ['县', '市', '区', '州', '旗', '省'].into_iter().map(|level| (count(level), level)).max()?;
    (most.0 > 0).then_some(most.1)
}
