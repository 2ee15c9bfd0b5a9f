//! Kinds that a number is given for: the channel of a disclosure, the form of an interpretation.

use std::sync::LazyLock;

use regex::Regex;

use super::patterns::table;

/// A kind: its field if it has one, and the words for it.
struct Kind {
    field: Option<&'static str>,
    words: &'static [&'static str],
    /// Where it is named, it stands for the whole list: "微信、微博等新媒体".
    sums_up: bool,
}

const CHANNELS: [Kind; 7] = [
    Kind {
        field: Some("disclosed_other_platforms"),
        words: &[
            "其他平台",
            "其它平台",
            "其他渠道",
            "其它渠道",
            "其他方式",
            "其他途径",
            "其他形式",
            "其他载体",
            "其他公开",
        ],
        sums_up: true,
    },
    Kind { field: Some("disclosed_new_media"), words: &["新媒体"], sums_up: true },
    Kind {
        field: Some("disclosed_offline"),
        words: &[
            "线下",
            "公示栏",
            "公开栏",
            "公告栏",
            "宣传栏",
            "查阅点",
            "查阅场所",
            "查阅中心",
            "政务服务大厅",
            "办事大厅",
            "公报",
            "展板",
            "明白纸",
            "宣传册",
        ],
        sums_up: true,
    },
    Kind {
        field: Some("disclosed_website"), words: &["网站", "门户网", "政府网", "政务网"], sums_up: false
    },
    Kind { field: Some("disclosed_wechat"), words: &["微信", "公众号", "订阅号"], sums_up: false },
    Kind { field: Some("disclosed_weibo"), words: &["微博"], sums_up: false },
    Kind {
        field: None,
        words: &[
            "抖音",
            "快手",
            "视频号",
            "头条",
            "客户端",
            "APP",
            "报刊",
            "报纸",
            "广播",
            "电视",
            "图书馆",
            "档案馆",
            "发布会",
            "短信",
            "微视频",
            "人民号",
            "强国号",
            "小程序",
            "云平台",
        ],
        sums_up: false,
    },
];

const FORMS: [Kind; 6] = [
    Kind {
        field: Some("interpretations_other"),
        words: &["其他形式", "其它形式", "其他方式", "其他类", "其他解读", "其他材料", "其他多媒体"],
        sums_up: true,
    },
    Kind {
        field: Some("interpretations_graphic"),
        words: &["图片", "图解", "图表", "图示", "长图", "一图读懂", "一图看懂", "一图了解", "图说", "海报"],
        sums_up: false,
    },
    Kind { field: Some("interpretations_video"), words: &["视频", "短片"], sums_up: false },
    Kind { field: Some("interpretations_text"), words: &["文字", "文稿", "文本"], sums_up: false },
    Kind { field: None, words: &["图文"], sums_up: false },
    Kind {
        field: None,
        words: &[
            "动漫",
            "音视频",
            "动画",
            "H5",
            "h5",
            "音频",
            "直播",
            "漫画",
            "专家",
            "负责人",
            "领导",
            "媒体",
            "发布会",
            "访谈",
            "问答",
            "沙画",
            "新闻",
            "数字",
            "在线",
            "讲座",
            "抖音",
            "上级",
            "转载",
            "转发",
            "播放",
        ],
        sums_up: false,
    },
];

/// The kinds that a clause names.
enum Named {
    /// None.
    Nothing,
    /// One, or several that one sums up; with its field if it has one.
    One(Option<&'static str>),
    /// Several side by side.
    Several(usize),
}

impl Named {
    fn field(self) -> Option<&'static str> {
        match self {
            Self::One(field) => field,
            Self::Nothing | Self::Several(_) => None,
        }
    }
}

fn named(kinds: &[Kind], clause: &str) -> Named {
    // "公开栏目" is a part of a website, "公开栏" a board; "“一图读懂”等图解" are one kind.
    let clause = clause.replace("公开栏目", "").replace("等图解", "图解");
    let named = |kind: &&Kind| kind.words.iter().any(|word| clause.contains(word));
    let found: Vec<&Kind> = kinds.iter().filter(named).collect();
    match found.as_slice() {
        [] => Named::Nothing,
        [kind] => Named::One(kind.field),
        several => {
            let sums: Vec<&&Kind> = several.iter().filter(|kind| kind.sums_up).collect();
            // Only "…等其他平台" sums up; "其他平台、线下" are two, and so are "网站、新媒体等".
            let last = clause.rsplit_once('等').map_or("", |(_, last)| last);
            match sums.as_slice() {
                [sum] if sum.words.iter().any(|word| last.contains(word)) => Named::One(sum.field),
                _ => Named::Several(several.len()),
            }
        }
    }
}

/// How many channels a clause names.
pub(super) fn channels(clause: &str) -> usize {
    match named(&CHANNELS, clause) {
        Named::Nothing => 0,
        Named::One(_) => 1,
        Named::Several(count) => count,
    }
}

/// Whether a clause names a form of interpretation.
pub(super) fn names_a_form(clause: &str) -> bool {
    !matches!(named(&FORMS, clause), Named::Nothing)
}

fn matches(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

fn compiled(pattern: &str) -> Option<Regex> {
    Regex::new(&pattern.replace("{n}", &table().announce)).ok()
}

/// How surely a channel's number is a number of disclosed items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// "公开", "政府信息", or behind a total.
    Disclosed,
    /// "发布 … 条": perhaps everything that the site put out.
    PutOut,
}

/// The channel that a number is given for, with what is said of it.
///
/// `listed` tells that a total or another channel was read before it in the sentence.
pub(super) fn channel(clause: &str, measure: &str, listed: bool) -> Option<(&'static str, Said)> {
    static OPENED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        compiled(
            "(?:公开|公示|刊登|发布|推送|更新)(?:了|的)?(?:各类|各项)?(?:公开)?(?:政府|政务)信息{n}$|公开(?:了|各类)?(?:信息)?{n}$",
        )
    });
    static PUT_OUT: LazyLock<Option<Regex>> =
        LazyLock::new(|| compiled("(?:发布|推送|公示|更新|刊登|发文)(?:了|的)?(?:各类|各项)?(?:信息)?{n}$"));
    static BARE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        compiled(
            "(?:网站|门户网|新媒体|微信|公众号|订阅号|微博|平台|渠道|方式|途径|形式|线下|公示栏|公开栏|公告栏|查阅点|公报)(?:平台|账号|等)*”?{n}$",
        )
    });
    let counts = ["条", "件", "篇", "份", "项", "条次"].contains(&measure);
    let outside = [
        "另",
        "此外",
        "专栏",
        "栏目",
        "专题",
        "解读",
        "重点领域",
        "公报",
        "上级",
        "动态",
        "申请",
        "留言",
        "以外",
    ];
    // Among the channels of a total the gazette is one; elsewhere its number is that of what it printed.
    let is_outside = |word: &&str| clause.contains(*word) && !(listed && *word == "公报");
    if !counts || outside.iter().any(is_outside) {
        return None;
    }
    let field = named(&CHANNELS, clause).field()?;
    let said =
        if matches(&OPENED, clause) || (listed && (matches(&PUT_OUT, clause) || matches(&BARE, clause))) {
            Said::Disclosed
        } else if matches(&PUT_OUT, clause) {
            Said::PutOut
        } else {
            return None;
        };
    Some((field, said))
}

/// The form of interpretation that a number is given for; `listed` as for channels.
pub(super) fn form(clause: &str, after: &str, measure: &str, listed: bool) -> Option<&'static str> {
    static ENDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        compiled(
            "(?:图片|图解|图表|图示|长图|读懂”?|看懂”?|图说|海报|视频|短片|文字|文稿|文本|其[他它](?:形式|方式|类)?|形式|方式)(?:类|型|版|形式|方式)*(?:的)?(?:政策)?(?:解读)?(?:材料|稿件|产品|作品|文件|文章|稿)*{n}$",
        )
    });
    static BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
        compiled(
            "^(?:政策)?(?:图片解读|图解|图表解读|视频解读|短视频解读|文字解读|一图读懂|其他形式解读)(?:材料|作品|产品)?(?:$|[，、；（）和及])",
        )
    });
    static PUBLISHED: LazyLock<Option<Regex>> =
        LazyLock::new(|| compiled("(?:制作|发布|推出|编发|配发|包括|含|其中|^|^[^，、]{2,8}[、和及]){n}$"));
    let counts = ["篇", "个", "件", "条", "份", "期", "项", "幅", "张", "部", "支"].contains(&measure);
    let speaks = |text: &str| ["解读", "图解", "一图读懂"].iter().any(|word| text.contains(word));
    if !counts || clause.contains('率') || clause.contains("比例") {
        return None;
    }
    if matches(&ENDS, clause) && (speaks(clause) || listed) {
        return named(&FORMS, clause).field();
    }
    if matches(&BEHIND, after) && matches(&PUBLISHED, clause) {
        let noun: String = after.chars().take_while(|c| !"，、；（）和及".contains(*c)).collect();
        return named(&FORMS, &noun).field();
    }
    None
}
