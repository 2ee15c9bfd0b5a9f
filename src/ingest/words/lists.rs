//! Numbers that stand in a list, apart from what they count, and numbers in brackets.

use super::numbers::{Quantity, quantities};

/// What joins the items of a list.
const JOINTS: [char; 4] = ['、', '和', '及', '与'];

/// A text in which every number of a list stands with its own item: "A、B分别为3件、2件" as "A为3件，B为2件".
///
/// Numbers that no item can be told for are left out: who reads "2021年、2022年公开20条、30条" must not
/// take one of them for the other.
pub(super) fn distributed(text: &str) -> String {
    let mut text = text.to_owned();
    // Each pass takes one list away; no sentence has more.
    for _ in 0..20 {
        let Some(list) = first_list(&text) else { break };
        text = list;
    }
    text
}

/// The text without its first list.
fn first_list(text: &str) -> Option<String> {
    let quantities = quantities(text);
    let between = |a: &Quantity, b: &Quantity| text.get(a.end..b.start).unwrap_or_default();
    let joined = |a: &Quantity, b: &Quantity, more: &[char]| {
        let between = between(a, b);
        let bare = |joints: &[char]| between.chars().count() == 1 && between.starts_with(joints);
        a.measure == b.measure && (bare(&JOINTS) || bare(more))
    };
    let start = quantities.windows(2).position(|pair| match pair {
        [a, b] => joined(a, b, &[]) || (joined(a, b, &['，']) && names(text, a.start).is_some()),
        _ => false,
    })?;
    let first = quantities.get(start)?;
    let named = names(text, first.start);
    let more: &[char] = if named.is_some() { &['，'] } else { &[] };
    let list: Vec<&Quantity> = quantities
        .iter()
        .skip(start)
        .scan(None, |last: &mut Option<&Quantity>, quantity| {
            let goes_on = last.is_none_or(|last| joined(last, quantity, more));
            *last = Some(quantity);
            goes_on.then_some(quantity)
        })
        .collect();
    let end = list.last()?.end;
    let behind = text.get(end..)?;
    match named {
        Some(Names { place, items, verb }) if items.len() == list.len() => {
            let head = text.get(..place)?;
            let parts: Vec<String> = items
                .iter()
                .zip(&list)
                .map(|(item, number)| {
                    format!("{item}{verb}{}", text.get(number.start..number.end).unwrap_or_default())
                })
                .collect();
            Some(format!("{head}{}{behind}", parts.join("，")))
        }
        _ => Some(format!("{}{behind}", text.get(..first.start)?)),
    }
}

/// The items in front of "分别" and what is said of each.
struct Names<'a> {
    /// Where the first one begins.
    place: usize,
    items: Vec<&'a str>,
    verb: &'a str,
}

/// The items that a list of numbers is said to be for, one each.
fn names(text: &str, numbers: usize) -> Option<Names<'_>> {
    let head = text.get(..numbers)?;
    let (before, verb) = ["分别", "依次"]
        .iter()
        .filter_map(|word| head.rsplit_once(word))
        .max_by_key(|(before, _)| before.len())?;
    if verb.chars().count() > 20
        || verb.contains(['，', '；', '。'])
        || verb.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let verb = verb.trim_end_matches('：');
    // "网站、微信，分别公开": the items stand before the comma.
    let before = before.trim_end_matches('，');
    let clause = before.rsplit(['，', '；', '：', '。', '（']).next().unwrap_or(before);
    let items: Vec<&str> = clause.split(JOINTS).collect();
    let whole = items.iter().all(|item| !item.is_empty()) && items.len() > 1;
    whole.then(|| Names { place: before.len() - clause.len(), items, verb })
}

/// Where the bracket ends that begins at a place.
pub(super) fn bracket_end(text: &str, place: usize) -> Option<usize> {
    let rest = text.get(place..).filter(|rest| rest.starts_with('（'))?;
    rest.find('）').map(|end| place + end + '）'.len_utf8())
}

/// A text without brackets that are closed and have a figure in them: they say nothing of what follows.
pub(super) fn without_asides(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let end = bracket_end(text, at).filter(|end| {
            text.get(at..*end).is_some_and(|aside| aside.contains(|c: char| c.is_ascii_digit()))
        });
        if let Some(end) = end {
            at = end;
        } else {
            plain.push(c);
            at += c.len_utf8();
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_a_list_stands_with_its_item() {
        let cases = [
            ("行政复议、行政诉讼分别为6件、2件，均已办结", "行政复议为6件，行政诉讼为2件，均已办结"),
            ("网站、微信、公告栏，分别公开5条、3条、1条", "网站公开5条，微信公开3条，公告栏公开1条"),
            ("2021年和2022年公开信息分别为7条和8条", "2021年为7条，2022年公开信息为8条"),
            ("图片、视频解读分别为3篇，2篇，占60%", "图片为3篇，视频解读为2篇，占60%"),
            ("2021年、2022年公开信息7条、8条", "2021年、2022年公开信息"),
            ("网站、微信、微博分别公开5条、3条", "网站、微信、微博分别公开"),
            ("网站公开5条，微信公开3条", "网站公开5条，微信公开3条"),
            ("县政府分别收到5件、答复3件", "县政府分别收到5件、答复3件"),
        ];
        for (text, wanted) in cases {
            assert_eq!(distributed(text), wanted);
        }
    }

    #[test]
    fn closed_brackets_with_figures_are_left_out() {
        assert_eq!(
            without_asides("80件（网上60件），本级（办公室）答复（含12件"),
            "80件，本级（办公室）答复（含12件"
        );
    }
}
