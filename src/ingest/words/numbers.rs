//! Quantities: a number with its measure word.

/// A number with its measure word, in plain text; places are in bytes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    /// Where the number begins, words like "近" included.
    pub(super) start: usize,
    /// Where the measure word ends.
    pub(super) end: usize,
    /// Its value; `None` if it is approximate.
    pub(super) value: Option<f64>,
    /// The measure word; `%` for percent.
    pub(super) measure: &'static str,
    /// Whether it was written in digits, not in words.
    pub(super) digits: bool,
}

/// Measure words, the longer first.
const MEASURES: [&str; 34] = [
    "人次", "场次", "条次", "件次", "个次", "批次", "期次", "篇次", "班次", "项次", "条", "件", "篇", "期",
    "份", "个", "项", "次", "场", "宗", "起", "例", "家", "户", "张", "部", "封", "批", "人", "名", "幅",
    "通", "支", "%",
];
/// Words that only look like a measure word.
const OTHER: [&str; 34] = [
    "个月",
    "个工作日",
    "个小时",
    "个百分点",
    "个单位",
    "个部门",
    "个乡",
    "个镇",
    "个方面",
    "个栏目",
    "个专栏",
    "个领域",
    "个类",
    "个县",
    "个市",
    "个区",
    "个问题",
    "个专题",
    "条例",
    "条款",
    "条线",
    "次月",
    "次日",
    "次年",
    "期间",
    "期限",
    "场所",
    "份额",
    "人大",
    "人均",
    "部门",
    "部分",
    "起来",
    "名单",
];
/// Words behind a measure word that make it one of rules and tasks, not of anything done.
const RULES: [&str; 12] =
    ["措施", "制度", "任务", "要求", "指标", "规定", "举措", "机制", "标准", "清单", "工程", "实事"];
/// Words before a number that make it approximate.
const ABOUT: [&str; 16] = [
    "超过", "将近", "接近", "大约", "约有", "约为", "突破", "不足", "不到", "至少", "最多", "不下", "近",
    "约", "超", "逾",
];
/// Words behind a number, before or after its measure word, that make it approximate.
const MORE: [char; 5] = ['余', '多', '来', '几', '+'];

/// The quantities of a text, in order.
pub(super) fn quantities(text: &str) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    let mut quoted = false;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            _ => {}
        }
        let number = if quoted { None } else { number_at(text, at) };
        let Some((length, quantity)) = number else {
            at += c.len_utf8();
            continue;
        };
        found.extend(quantity);
        at += length;
    }
    found
}

/// The number at a place: how much text it takes, and the quantity if it is one.
fn number_at(text: &str, at: usize) -> Option<(usize, Option<Quantity>)> {
    let rest = text.get(at..)?;
    let head = text.get(..at)?;
    let digits = rest.starts_with(|c: char| c.is_ascii_digit());
    let (mut length, base, exact) = if let Some(percent) = rest.strip_prefix("百分之") {
        let (length, value) =
            chinese(percent).or_else(|| arabic(percent).and_then(|(l, v)| v.map(|v| (l, v))))?;
        if percent.get(length..).is_some_and(|tail| tail.starts_with('点')) {
            // "百分之六十八点五" is not 68.
            return None;
        }
        let quantity = Quantity {
            start: at,
            end: at + "百分之".len() + length,
            value: Some(value),
            measure: "%",
            digits: true,
        };
        return Some((quantity.end - at, Some(quantity)));
    } else if digits {
        let (length, value) = arabic(rest)?;
        // A number that cannot be read is passed over as a whole.
        (length, value.unwrap_or(f64::NAN), value.is_some())
    } else {
        let (length, value) = chinese(rest)?;
        (length, value, true)
    };
    let mut value = base;
    let mut sure = exact;
    for (unit, factor, decimals) in [("万", 1e4, 4), ("亿", 1e8, 8), ("千", 1e3, 3), ("百", 1e2, 2)] {
        if digits && rest.get(length..).is_some_and(|tail| tail.starts_with(unit)) {
            // 1.2万 may be any number near 12,000; 1.2345万 is 12,345.
            let printed = rest.get(..length)?;
            let shown = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            sure &= shown >= decimals;
            value = (value * factor).round();
            length += unit.len();
            if let Some((more, ones)) = rest.get(length..).and_then(arabic) {
                // "1万2345" is 12,345; "1.2万345" and "3千5百" are nothing that can be counted on.
                sure = exact && unit == "万" && shown == 0 && ones.is_some_and(|ones| ones < factor);
                value += ones.unwrap_or_default();
                length += more;
            }
            break;
        }
    }
    let mut end = length;
    while let Some(c) = rest.get(end..).and_then(|tail| tail.chars().next()).filter(|c| MORE.contains(c)) {
        sure = false;
        end += c.len_utf8();
        if rest.get(end..).is_some_and(|tail| tail.starts_with('万')) {
            end += '万'.len_utf8();
        }
    }
    let tail = rest.get(end..)?;
    let measure = MEASURES.iter().find(|measure| tail.starts_with(**measure));
    let other = OTHER.iter().any(|word| tail.starts_with(word));
    let range = matches!(tail.chars().next(), Some('-' | '—' | '~' | '至' | '到'))
        && tail.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let Some(measure) = measure.filter(|_| !other && !range && is_free(head, digits)) else {
        return Some((if digits { end } else { length }, None));
    };
    end += measure.len();
    let behind = rest.get(end..)?;
    if RULES.iter().any(|word| behind.starts_with(word)) {
        return Some((end, None));
    }
    let loose = ["左右", "以上", "上下", "以下"].iter().find(|word| behind.starts_with(**word));
    end += loose.map_or(0, |word| word.len());
    let about = ABOUT.iter().find(|word| head.ends_with(**word));
    let start = at - about.map_or(0, |word| word.len());
    let ranged = head.ends_with(['-', '—', '~']) || (head.ends_with(['至', '到']) && ends_in_number(head));
    // Cases and pieces are whole.
    let whole = value.fract() == 0.0 || *measure == "%";
    let known = sure && whole && loose.is_none() && about.is_none() && !ranged && value.is_finite();
    Some((end, Some(Quantity { start, end: at + end, value: known.then_some(value), measure, digits })))
}

fn ends_in_number(head: &str) -> bool {
    let mut back = head.chars().rev();
    back.next();
    back.next().is_some_and(|c| c.is_ascii_digit())
}

/// Whether a number may be counted here: not an ordinal, not a part of a word or of another number.
fn is_free(head: &str, digits: bool) -> bool {
    let last = head.chars().last();
    let blocked = match last {
        Some('第' | '每' | '.' | '/' | '_' | '@' | '№' | '－') => true,
        Some(' ') => head.trim_end().ends_with(|c: char| c.is_ascii_digit()),
        Some(c) if c.is_ascii_alphanumeric() => true,
        _ => false,
    };
    let word = !digits
        && matches!(
            last,
            Some(
                '同' | '统'
                    | '唯'
                    | '单'
                    | '逐'
                    | '万'
                    | '任'
                    | '某'
                    | '各'
                    | '这'
                    | '那'
                    | '下'
                    | '上'
                    | '前'
                    | '数'
                    | '近'
                    | '专'
                    | '之'
                    | '几'
                    | '其'
            )
        );
    !blocked && !word
}

/// A number in digits: its length, and its value if its separators stand right.
fn arabic(text: &str) -> Option<(usize, Option<f64>)> {
    let mut end = 0;
    for (place, c) in text.char_indices() {
        let next_is_digit =
            || text.get(place + c.len_utf8()..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        let goes_on = c.is_ascii_digit()
            || (matches!(c, ',' | '.') && next_is_digit())
            || (c == '，' && groups(text, place));
        if !goes_on {
            break;
        }
        end = place + c.len_utf8();
    }
    let printed = text.get(..end).filter(|printed| !printed.is_empty())?;
    let whole = printed.replace('，', ",");
    let (left, decimals) = whole.split_once('.').unwrap_or((&whole, ""));
    let mut groups = left.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let right =
        (rest.is_empty() || (1..=3).contains(&first.len())) && rest.iter().all(|group| group.len() == 3);
    let right = right && !decimals.contains([',', '.']) && !(first.len() > 1 && first.starts_with('0'));
    let value = if right { whole.replace(',', "").parse().ok() } else { None };
    Some((end, value))
}

/// Whether a full-width comma parts thousands: one to three digits before it, three behind it.
fn groups(text: &str, place: usize) -> bool {
    let before = text.get(..place).unwrap_or_default();
    let run = before.chars().rev().take_while(char::is_ascii_digit).count();
    let behind = text.get(place + '，'.len_utf8()..).unwrap_or_default();
    let next = behind.chars().take_while(char::is_ascii_digit).count();
    (1..=3).contains(&run) && next == 3
}

/// A number in words up to 9999: its length and value.
fn chinese(text: &str) -> Option<(usize, f64)> {
    let (mut total, mut digit, mut end) = (0_u32, None, 0);
    // The unit before the last digit, 1 behind a zero.
    let mut above = 1;
    for (place, c) in text.char_indices() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => 1,
        };
        if unit > 1 {
            total += digit.take().unwrap_or(1) * unit;
            above = unit;
        } else if let Some(value) =
            "零一二三四五六七八九".chars().position(|d| d == c).or((c == '两').then_some(2))
        {
            // Two digits in a row are a year or a code, not a number.
            if digit.is_some_and(|digit| digit != 0) {
                return None;
            }
            digit = u32::try_from(value).ok();
            above = if value == 0 { 1 } else { above };
        } else {
            break;
        }
        end = place + c.len_utf8();
    }
    // "一百五" may be 105 or 150.
    let clear = digit.is_none() || above <= 10;
    (end > 0 && clear).then(|| (end, f64::from(total + digit.unwrap_or(0))))
}
