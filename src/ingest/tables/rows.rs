//! The rows of table 3 by their labels: a closed set, the same for both forms but for 其他处理.

use super::labels::{Entry, Name, Number, best, name};
use crate::schema::Outcome;

/// What a cell with words says about its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hit {
    /// 三、本年度办理结果, or a torn piece of it: says nothing about the row.
    Section,
    /// （三）不予公开 and its like: the head of a group of rows, or a row of its own.
    Group(Outcome),
    /// A row of its own.
    Row(&'static str),
    /// A row 小计 of the group above.
    Subtotal,
    /// 总计 or 合计 without a number, which stands for （七） or for the group above.
    Total,
    /// 其他 without anything that says which.
    Other,
}

const ROWS: [Entry<Hit>; 28] = [
    row("received_new", Some(Number::Section(1)), &["本年新收政府信息公开申请数量", "本年新收申请数量"]),
    row("carried_in", Some(Number::Section(2)), &["上年结转政府信息公开申请数量", "上年结转申请数量"]),
    entry(Hit::Section, Some(Number::Section(3)), &["本年度办理结果"]),
    row("granted", Some(Number::Group(1)), &["予以公开"]),
    row(
        "partly_granted",
        Some(Number::Group(2)),
        &["部分公开区分处理的只计这一情形不计其他情形", "部分公开"],
    ),
    entry(Hit::Group(Outcome::Denied), Some(Number::Group(3)), &["不予公开"]),
    row("denied_state_secret", Some(Number::Item(1)), &["属于国家秘密", "国家秘密"]),
    row("denied_by_law", Some(Number::Item(2)), &["其他法律行政法规禁止公开", "法律行政法规禁止公开"]),
    row("denied_security_stability", Some(Number::Item(3)), &["危及三安全一稳定", "三安全一稳定"]),
    row("denied_third_party", Some(Number::Item(4)), &["保护第三方合法权益", "第三方合法权益"]),
    row("denied_internal_affairs", Some(Number::Item(5)), &["属于三类内部事务信息", "内部事务信息"]),
    row("denied_process", Some(Number::Item(6)), &["属于四类过程性信息", "过程性信息"]),
    row("denied_enforcement_file", Some(Number::Item(7)), &["属于行政执法案卷", "行政执法案卷"]),
    row("denied_administrative_inquiry", Some(Number::Item(8)), &["属于行政查询事项", "行政查询事项"]),
    entry(Hit::Group(Outcome::Unavailable), Some(Number::Group(4)), &["无法提供"]),
    row(
        "unavailable_not_held",
        Some(Number::Item(1)),
        &["本机关不掌握相关政府信息", "本机关不掌握", "本行政机关不掌握相关政府信息"],
    ),
    row("unavailable_needs_creation", Some(Number::Item(2)), &["没有现成信息需要另行制作", "没有现成信息"]),
    row("unavailable_unclear", Some(Number::Item(3)), &["补正后申请内容仍不明确"]),
    entry(Hit::Group(Outcome::NotProcessed), Some(Number::Group(5)), &["不予处理"]),
    row("not_processed_petition", Some(Number::Item(1)), &["信访举报投诉类申请"]),
    row("not_processed_repeated", Some(Number::Item(2)), &["重复申请"]),
    row("not_processed_publication", Some(Number::Item(3)), &["要求提供公开出版物", "公开出版物"]),
    row("not_processed_excessive", Some(Number::Item(4)), &["无正当理由大量反复申请", "大量反复申请"]),
    row(
        "not_processed_reconfirmation",
        Some(Number::Item(5)),
        &["要求行政机关确认或重新出具已获取信息", "要求确认或重新出具已获取信息", "重新出具已获取信息"],
    ),
    row(
        "otherwise_uncorrected",
        Some(Number::Item(1)),
        &[
            "申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请",
            "申请人无正当理由逾期不补正",
            "逾期不补正",
        ],
    ),
    row(
        "otherwise_fee_unpaid",
        Some(Number::Item(2)),
        &[
            "申请人逾期未按收费通知要求缴纳费用行政机关不再处理其政府信息公开申请",
            "申请人逾期未按收费通知要求缴纳费用",
            "逾期未按收费通知要求缴纳费用",
            "逾期未缴费",
        ],
    ),
    row("resolved_total", None, &["办理结果总计", "办理结果合计"]),
    row("carried_out", Some(Number::Section(4)), &["结转下年度继续办理", "结转下年度"]),
];

const fn row(field: &'static str, number: Option<Number>, wordings: &'static [&'static str]) -> Entry<Hit> {
    entry(Hit::Row(field), number, wordings)
}

const fn entry(target: Hit, number: Option<Number>, wordings: &'static [&'static str]) -> Entry<Hit> {
    Entry { target, number, wordings }
}

/// The labels in a text: heads that stand in one cell with what they are the heads of
/// (`三、本年度办理结果（一）予以公开`) are taken apart before each number, and where they run side by side over
/// several lines, at the blanks.
pub(super) fn labels(text: &str) -> Vec<String> {
    let parts = at_numbers(text.trim());
    if parts.len() > 1 && text.contains('\n') {
        let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
        if lines.iter().all(|words| words.len() <= 2) {
            let first = lines.iter().filter(|words| words.len() > 1).filter_map(|words| words.first());
            let last = lines.iter().filter_map(|words| words.last());
            let sides: [String; 2] = [first.copied().collect(), last.copied().collect()];
            if sides.iter().all(|side| hit(side).is_some_and(|(_, score)| score > 0.9)) {
                return sides.into();
            }
        }
    }
    parts
}

fn at_numbers(text: &str) -> Vec<String> {
    let chinese = |c: char| "一二三四五六七".contains(c);
    let mut parts: Vec<String> = vec![String::new()];
    let mut before = None;
    for (at, c) in text.char_indices() {
        let mut behind = text.get(at + c.len_utf8()..).unwrap_or_default().chars();
        let (next, second) = (behind.next(), behind.next());
        let numbered = match c {
            '(' | '（' => next.is_some_and(chinese) && matches!(second, Some(')' | '）')),
            '0'..='9' | '０'..='９' => {
                matches!(next, Some('.' | '．' | '、')) && second.is_some_and(char::is_alphabetic)
            }
            c => chinese(c) && next == Some('、'),
        };
        let digits = before.is_some_and(|b: char| b.is_numeric() && !chinese(b));
        if numbered && at > 0 && !digits && before != Some('第') {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        before = Some(c);
    }
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// What a text says about its row, with the likeness.
pub(super) fn hit(text: &str) -> Option<(Hit, f64)> {
    let name = name(text);
    let name = Name { core: without_tail(&name.core).to_owned(), ..name };
    let short = match (&*name.core, name.number) {
        ("其他处理" | "其他情形", Some(Number::Item(_))) | ("其他", Some(Number::Item(3))) => {
            Some(Hit::Row("otherwise_other"))
        }
        ("其他处理" | "其他情形", _) | ("其他", Some(Number::Group(6))) => {
            Some(Hit::Group(Outcome::OtherwiseHandled))
        }
        ("其他", _) => Some(Hit::Other),
        ("总计" | "合计" | "总数", Some(Number::Group(7) | Number::Section(7)))
        | ("七总计" | "七合计", _) => Some(Hit::Row("resolved_total")),
        ("总计" | "合计", _) => Some(Hit::Total),
        ("小计", _) => Some(Hit::Subtotal),
        _ => None,
    };
    if let Some(hit) = short {
        return Some((hit, 1.0));
    }
    // 其他处理 misprinted or torn, known by its number.
    if name.number == Some(Number::Group(6)) && matches!(&*name.core, "其他处" | "他处理" | "其处理")
    {
        return Some((Hit::Group(Outcome::OtherwiseHandled), 0.8));
    }
    best(&name, &ROWS).or_else(|| is_piece_of_section(&name).then_some((Hit::Section, 0.0)))
}

/// The number that a label has on the form.
pub(super) fn number_of(hit: Hit) -> Option<Number> {
    if let Hit::Group(Outcome::OtherwiseHandled) = hit {
        return Some(Number::Group(6));
    }
    if let Hit::Row("otherwise_other") = hit {
        return Some(Number::Item(3));
    }
    if let Hit::Row("resolved_total") = hit {
        return Some(Number::Group(7));
    }
    ROWS.iter().find(|entry| entry.target == hit).and_then(|entry| entry.number)
}

/// A label without the words that two rows end with, and by which they cannot be told apart.
fn without_tail(core: &str) -> &str {
    let tail = "行政机关不再处理其政府信息公开申请";
    if core.chars().count() >= 4 && tail.ends_with(core) {
        return "";
    }
    let Some(at) = core.find("不再处理") else { return core };
    core.get(..at).unwrap_or(core).trim_end_matches("行政机关")
}

/// Whether a text is a piece of `三、本年度办理结果`, which stands beside the rows and is torn over them.
fn is_piece_of_section(name: &Name) -> bool {
    let whole = "本年度办理结果";
    match name.number {
        None => !name.core.is_empty() && (whole.contains(&name.core) || name.core == "三"),
        Some(Number::Section(3)) => whole.contains(&name.core),
        _ => false,
    }
}

/// Whether a text is a piece of the head of a group (`不予公`, `开`), torn over the rows beside it.
pub(super) fn is_piece_of_group(text: &str) -> bool {
    let name = name(text);
    !name.core.is_empty()
        && ["不予公开", "无法提供", "不予处理", "其他处理"].iter().any(|whole| whole.contains(&name.core))
}

/// Whether a label can stand in no other table.
pub(super) fn is_distinctive(hit: Hit) -> bool {
    !matches!(hit, Hit::Section | Hit::Subtotal | Hit::Total | Hit::Other)
}

/// The place of a row's field on the form.
pub(super) fn order(field: &str) -> usize {
    let after = |outcome: Outcome| match outcome {
        Outcome::Denied => 5,
        Outcome::Unavailable => 14,
        Outcome::NotProcessed => 18,
        Outcome::OtherwiseHandled => 24,
        _ => 0,
    };
    if field == "otherwise_other" {
        return 27;
    }
    if field == "resolved_total" {
        return 28;
    }
    if field == "carried_out" {
        return 29;
    }
    if let Some(outcome) = Outcome::of_group_total(field) {
        return after(outcome);
    }
    let index =
        ROWS.iter().position(|entry| matches!(entry.target, Hit::Row(name) if name == field)).unwrap_or(0);
    // Groups have an entry of their own in the list, but 其他处理, which comes before its rows.
    if field.starts_with("otherwise_") { index + 1 } else { index }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::dictionary;

    #[test]
    fn every_row_is_a_field_and_the_order_is_the_dictionarys() {
        let rows: Vec<&str> = dictionary()
            .fields()
            .iter()
            .filter(|f| f.form_row.ends_with(" · 总计") && !f.name.contains("__"))
            .map(|f| &*f.name)
            .filter(|n| *n != "review_total" && !n.starts_with("suit"))
            .collect();
        for entry in ROWS {
            if let Hit::Row(field) = entry.target {
                assert!(rows.contains(&field), "{field}");
            }
        }
        let orders: Vec<usize> = rows.iter().map(|field| order(field)).collect();
        assert!(orders.is_sorted_by(|a, b| a < b), "{rows:?} {orders:?}");
    }

    #[test]
    fn the_dictionarys_own_labels_are_all_read() {
        for field in dictionary().fields() {
            let Some(label) = field.form_row.strip_suffix(" · 总计") else { continue };
            if field.name.contains("__") || !label.starts_with(['一', '二', '三', '四']) {
                continue;
            }
            let label = label.strip_prefix("三、").filter(|l| l.starts_with('（')).unwrap_or(label);
            let item = label.char_indices().nth(3).and_then(|(i, _)| label.get(i..)).unwrap_or(label);
            let text = if item.starts_with(|c: char| c.is_ascii_digit()) { item } else { label };
            let text = text.trim_end_matches(" 合计");
            let expected = Outcome::of_group_total(&field.name).map_or(Some(&*field.name), |_| None);
            match (hit(text), expected) {
                (Some((Hit::Row(read), _)), Some(name)) => assert_eq!(read, name, "{text}"),
                (Some((Hit::Group(outcome), _)), None) => assert_eq!(outcome.field(), field.name),
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn variants_and_pieces_are_told_apart() {
        assert_eq!(hit("（七）办理结果合计").map(|h| h.0), Some(Hit::Row("resolved_total")));
        assert_eq!(hit("（六）其他").map(|h| h.0), Some(Hit::Group(Outcome::OtherwiseHandled)));
        assert_eq!(hit("三、本年").map(|h| h.0), Some(Hit::Section));
        assert_eq!(hit("度办理 结果").map(|h| h.0), Some(Hit::Section));
        assert_eq!(hit("本机关不掌握").map(|h| h.0), Some(Hit::Row("unavailable_not_held")));
        assert_eq!(hit("2.其他法律行政止公开").map(|h| h.0), Some(Hit::Row("denied_by_law")));
        assert_eq!(hit("处理其政府信息公开申请"), None);
        assert_eq!(hit("公开情况"), None);
        assert_eq!(hit("收到和处理政府信息公开申请情况"), None);
    }
}
