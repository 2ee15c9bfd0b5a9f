//! Words about figures that a report says in its text, and about its head.

use crate::text::Label;

/// The text has only an approximation.
pub fn approximate(number: &str) -> Label {
    Label::new(
        format!("文字只给出约数“{number}”"),
        format!("the text gives an approximation only: \"{number}\""),
    )
}

/// Sentences that differ.
pub fn several(sentences: &[(f64, &str)]) -> Label {
    let list = |open: &str, close: &str, join: &str| {
        let parts: Vec<String> =
            sentences.iter().map(|(value, text)| format!("{value}{open}{text}{close}")).collect();
        parts.join(join)
    };
    Label::new(
        format!("文字中有不同的数：{}", list("（“", "”）", "；")),
        format!("the text gives different figures: {}", list(" (\"", "\")", "; ")),
    )
}

/// A channel that has more than was disclosed in all.
pub fn outside_the_total(value: f64, total: f64) -> Label {
    Label::new(
        format!("该渠道的 {value} 多于主动公开总数 {total}，不在总数之内"),
        format!("{value} is more than the {total} disclosed in all, so it lies outside of that total"),
    )
}

/// The title and the body give different years.
pub fn years_differ(years: &[i32]) -> Label {
    let list: Vec<String> = years.iter().map(ToString::to_string).collect();
    Label::new(
        format!("标题和正文的年份不同：{}", list.join("、")),
        format!("the title and the body give different years: {}", list.join(", ")),
    )
}

/// A place in a document.
pub fn place(page: Option<u32>, line: Option<u32>) -> Label {
    match (page, line) {
        (Some(page), Some(line)) => {
            Label::new(format!("第 {page} 页第 {line} 段"), format!("page {page}, paragraph {line}"))
        }
        (Some(page), None) => Label::new(format!("第 {page} 页"), format!("page {page}")),
        (None, Some(line)) => Label::new(format!("第 {line} 段"), format!("paragraph {line}")),
        (None, None) => Label::new("正文", "the text"),
    }
}
