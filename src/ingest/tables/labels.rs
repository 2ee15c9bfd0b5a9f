//! The wording of a cell reduced to what identifies it, and compared with a closed set of labels.
//!
//! A label is matched whole, then as a part, then by edit distance; a match that leaves a second label
//! nearly as likely is refused, because a row given to the wrong field is worse than a row not read.

/// The least likeness of an accepted label.
const ENOUGH: f64 = 0.7;
/// How far the runner-up must stay behind.
const MARGIN: f64 = 0.12;
/// What a number in front of a label that agrees, or disagrees, with the form adds or takes away.
const NUMBERED: f64 = 0.06;

/// Widths and brackets folded to one form, white space and invisible characters out.
pub(super) fn fold(text: &str) -> String {
    text.chars().filter_map(fold_char).collect()
}

/// The folding of one character; `None` for white space and what does not show.
fn fold_char(c: char) -> Option<char> {
    if c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}') {
        return None;
    }
    Some(fold_width(c))
}

/// The half-width form of a full-width character; brackets of all shapes as round ones.
pub(super) fn fold_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            let half = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
            if matches!(half, '[' | '{') {
                '('
            } else if matches!(half, ']' | '}') {
                ')'
            } else {
                half
            }
        }
        '〔' | '【' | '﹙' | '[' | '{' | '「' | '︵' => '(',
        '〕' | '】' | '﹚' | ']' | '}' | '」' | '︶' => ')',
        // Spellings of the same character that fonts and old encodings produce.
        '⼀' => '一',
        '⼆' => '二',
        '⾏' => '行',
        '⽆' => '无',
        '⾃' => '自',
        '⼈' => '人',
        '⼤' => '大',
        '它' => '他',
        other => other,
    }
}

/// The number in front of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// `一、`
    Section(u8),
    /// `（一）`
    Group(u8),
    /// `1.`, `①`
    Item(u8),
}

/// A label without its number, reduced to letters and digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// The number in front.
    pub(super) number: Option<Number>,
    /// The letters.
    pub(super) core: String,
}

const CHINESE: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

fn chinese(c: char) -> Option<u8> {
    CHINESE.iter().position(|d| *d == c).and_then(|i| u8::try_from(i + 1).ok())
}

/// The parts of a label.
pub(super) fn name(text: &str) -> Name {
    let folded = fold(text);
    let (number, rest) = numbering(&folded);
    Name { number, core: rest.chars().filter(|c| c.is_alphanumeric()).collect() }
}

fn numbering(text: &str) -> (Option<Number>, &str) {
    let mut rest = text;
    let open = rest.starts_with('(');
    if open {
        rest = rest.get(1..).unwrap_or_default();
    }
    let Some(first) = rest.chars().next() else { return (None, text) };
    let after = rest.get(first.len_utf8()..).unwrap_or_default();
    if let Some(n) = enclosed(first) {
        return (Some(n), after);
    }
    let digit = first.to_digit(10).and_then(|d| u8::try_from(d).ok());
    let Some(value) = chinese(first).or(digit) else { return (None, text) };
    let closed = after.starts_with(')');
    let marked = closed || after.starts_with(['.', '、', ',', ':', '，', '．', '·', '。']);
    let tail = if marked {
        after.chars().next().and_then(|c| after.get(c.len_utf8()..)).unwrap_or_default()
    } else {
        after
    };
    match (digit, open || closed) {
        // `1属于国家秘密`, but not `12件` and not a bare `3`.
        (Some(d), _) if tail.chars().next().is_some_and(|c| !c.is_ascii_digit()) => {
            (Some(Number::Item(d)), tail)
        }
        (None, true) => (Some(Number::Group(value)), tail),
        (None, false) if marked => (Some(Number::Section(value)), tail),
        _ => (None, text),
    }
}

/// Numbers that are one character: `①`, `⑴`, `㈠`.
fn enclosed(c: char) -> Option<Number> {
    let of = |first: u32| u8::try_from(u32::from(c) - first + 1).ok();
    match c {
        '①'..='⑳' => of(0x2460).map(Number::Item),
        '⑴'..='⒇' => of(0x2474).map(Number::Item),
        '⒈'..='⒛' => of(0x2488).map(Number::Item),
        '㈠'..='㈩' => of(0x3220).map(Number::Group),
        _ => None,
    }
}

/// One label of a closed set: what it stands for, its number on the form, its wordings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<T: 'static> {
    /// What the label stands for.
    pub(super) target: T,
    /// Its number on the form.
    pub(super) number: Option<Number>,
    /// Its wordings, letters only.
    pub(super) wordings: &'static [&'static str],
}

/// The entry that a label names, with the likeness; `None` if none is near or two are.
pub(super) fn best<T: Copy + PartialEq>(name: &Name, set: &[Entry<T>]) -> Option<(T, f64)> {
    best_of_core(name, &name.core, set).or_else(|| {
        // A number whose mark was lost: `七总计`.
        let first = name.core.chars().next().filter(|c| chinese(*c).is_some())?;
        best_of_core(name, name.core.get(first.len_utf8()..)?, set)
    })
}

fn best_of_core<T: Copy + PartialEq>(name: &Name, core: &str, set: &[Entry<T>]) -> Option<(T, f64)> {
    let mut first: Option<(T, f64)> = None;
    let mut second = 0.0_f64;
    for entry in set {
        let likeness = entry.wordings.iter().map(|w| likeness(core, w)).fold(0.0, f64::max);
        if likeness < ENOUGH {
            second = second.max(likeness);
            continue;
        }
        let agreed = match (name.number, entry.number) {
            (Some(a), Some(b)) if a == b => NUMBERED,
            (Some(_), Some(_)) => -NUMBERED,
            _ => 0.0,
        };
        let score = likeness + agreed;
        match first {
            Some((_, top)) if top >= score => second = second.max(score),
            _ => {
                second = second.max(first.map_or(0.0, |(_, top)| top));
                first = Some((entry.target, score));
            }
        }
    }
    // A whole label is not in doubt because another one resembles it.
    let exact = set.iter().find(|entry| entry.wordings.contains(&core)).map(|entry| entry.target);
    match (exact, first) {
        (Some(target), _) => Some((target, 1.0)),
        (None, Some((target, score))) if score - second >= MARGIN => Some((target, score.min(0.99))),
        _ => None,
    }
}

/// How much a text is like a wording, 0 to 1.
fn likeness(text: &str, wording: &str) -> f64 {
    if text == wording {
        return 1.0;
    }
    let b: Vec<char> = wording.chars().collect();
    // At more than twice the length less than half is alike. A cell may hold a whole page of text.
    let Some(a) = short_of(text, 2 * b.len() + 2) else { return 0.0 };
    let (long, short) = (a.len().max(b.len()), a.len().min(b.len()));
    if short < 3 || long == 0 {
        return 0.0;
    }
    let ratio = short as f64 / long as f64;
    let edit = 1.0 - strsim::generic_levenshtein(&a, &b) as f64 / long as f64;
    // The wording with more around it, as long as it is the better part of the text.
    let within = if b.len() >= 4 && a.len() <= b.len() * 2 + 2 && text.contains(wording) {
        0.72 + 0.25 * ratio
    } else {
        0.0
    };
    // The wording cut short or abbreviated: only characters left out.
    let shortened =
        if a.len() >= 4 && ratio >= 0.5 && is_subsequence(&a, &b) { 0.7 + 0.28 * ratio } else { 0.0 };
    edit.max(within).max(shortened)
}

/// The characters of a text that has no more than `most`.
fn short_of(text: &str, most: usize) -> Option<Vec<char>> {
    let characters: Vec<char> = text.chars().take(most + 1).collect();
    (characters.len() <= most).then_some(characters)
}

fn is_subsequence(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|c| rest.any(|d| d == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SET: [Entry<u8>; 4] = [
        Entry {
            target: 1, number: Some(Number::Item(2)), wordings: &["其他法律行政法规禁止公开"]
        },
        Entry {
            target: 2, number: Some(Number::Section(1)), wordings: &["本年新收政府信息公开申请数量"]
        },
        Entry {
            target: 3, number: Some(Number::Section(2)), wordings: &["上年结转政府信息公开申请数量"]
        },
        Entry { target: 4, number: None, wordings: &["补正后申请内容仍不明确"] },
    ];

    fn target(text: &str) -> Option<u8> {
        best(&name(text), &SET).map(|(target, _)| target)
    }

    #[test]
    fn numbers_of_all_sorts_are_taken_off() {
        for text in ["(一)予以公开", "（一） 予以\n公开", "㈠予以公开", "一）予以公开", "【一】予以公开"]
        {
            assert_eq!(
                name(text),
                Name { number: Some(Number::Group(1)), core: "予以公开".into() },
                "{text}"
            );
        }
        for text in ["3.其他", "３．其 他", "③其它", "(3)其他", "3、其他", "3其他"] {
            assert_eq!(name(text), Name { number: Some(Number::Item(3)), core: "其他".into() }, "{text}");
        }
        assert_eq!(name("三 、本年\n度").number, Some(Number::Section(3)));
        assert_eq!(name("三安全一稳定").number, None);
    }

    #[test]
    fn a_misprint_is_matched_and_a_near_miss_is_refused() {
        assert_eq!(target("2.其他法律行政止公开"), Some(1));
        assert_eq!(target("3.补正后仍不明确"), Some(4));
        assert_eq!(target("二、上年度结转政府信息公开申请数"), Some(3));
        // Between two labels; the number decides where it is there.
        assert_eq!(target("本年结转政府信息公开申请数量"), None);
        assert_eq!(target("二、本年结转政府信息公开申请数量"), Some(3));
        assert_eq!(target("政府信息公开申请数量"), None);
        assert_eq!(target("公开申请"), None);
        assert_eq!(target("其他"), None);
    }
}
