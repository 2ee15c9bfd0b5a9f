//! Paragraphs into sentences: lines that a page tore apart are joined, forms of characters made one.

use super::lists::distributed;
use crate::ingest::document::{Paragraph, Place};

/// A piece of a sentence, up to `；`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sentence {
    /// As it stands in the report.
    pub(super) text: String,
    /// Without blanks, half-width digits, full-width punctuation, titles in 《》 emptied, every number of a
    /// list with its item.
    pub(super) plain: String,
    /// The pieces before it in the same sentence, plain.
    pub(super) before: String,
    /// The heading above it or at the head of its paragraph, plain.
    pub(super) topic: String,
    /// Whether it belongs to the part about problems and plans.
    pub(super) problems: bool,
    /// Number of its paragraph; the place may be that of a whole page.
    pub(super) paragraph: usize,
    /// Where its paragraph begins.
    pub(super) place: Place,
}

/// What is longer than this, in bytes, is no sentence: a table without its lines, a list of links.
const LONGEST: usize = 12_000;
/// The longest heading.
const HEADING: usize = 40;
/// Bytes of the longest heading with the titles in 《》 that do not count.
const LONG_HEADING: usize = 1000;
/// A line that may be torn has at least these characters; shorter ones stand alone.
const TORN: usize = 20;

/// The sentences of paragraphs.
pub(super) fn sentences(paragraphs: &[Paragraph]) -> Vec<Sentence> {
    let mut found = Vec::new();
    let (mut topic, mut problems) = (String::new(), false);
    for (paragraph, (text, place)) in whole_paragraphs(paragraphs).into_iter().enumerate() {
        let line = plain(&text);
        if is_part(&line) {
            problems = line.contains("问题");
        }
        if starts_heading(&line) && is_short(&line) {
            topic.clone_from(&line);
        }
        let mut own = topic.clone();
        for (number, sentence) in split(&text, &['。', '！', '？', '!', '?']).into_iter().enumerate() {
            let whole = plain(&sentence);
            if number == 0 && starts_heading(&whole) && is_short(&whole) {
                own = format!("{topic}。{whole}");
            }
            let mut before = String::new();
            for piece in split(&sentence, &['；', ';']) {
                if before.len() + piece.len() > LONGEST {
                    break;
                }
                let plain = distributed(&plain(&piece));
                found.push(Sentence {
                    text: piece.trim().to_owned(),
                    before: before.clone(),
                    topic: own.clone(),
                    problems,
                    paragraph,
                    place,
                    plain: plain.clone(),
                });
                before.push_str(&plain);
            }
        }
    }
    found.retain(|sentence| !sentence.plain.is_empty());
    found
}

/// Paragraphs of which lines were torn apart by the end of a line or a page.
pub(super) fn whole_paragraphs(paragraphs: &[Paragraph]) -> Vec<(String, Place)> {
    let mut whole: Vec<(String, Place)> = Vec::new();
    let mut numbers = 0_usize;
    for paragraph in paragraphs {
        let text = paragraph.text.trim();
        if is_page_number(text) {
            numbers += 1;
            continue;
        }
        // One number between two lines is that of a page; several are the cells of a table.
        let torn = numbers < 2 && whole.last().is_some_and(|(last, _)| goes_on(last, text));
        numbers = 0;
        match whole.last_mut() {
            Some((last, _)) if torn => {
                let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
                if ascii(last.chars().last()) && ascii(text.chars().next()) {
                    last.push(' ');
                }
                last.push_str(text);
            }
            _ => whole.push((text.to_owned(), paragraph.place)),
        }
    }
    whole
}

fn goes_on(last: &str, next: &str) -> bool {
    let Some(end) = last.chars().last() else { return false };
    // A paragraph that was joined out of many lines is neither a title nor a heading.
    let line = if last.len() > LONG_HEADING { String::new() } else { plain(last) };
    let closed = matches!(end, '。' | '！' | '？' | '；' | ';' | '!' | '?' | '|');
    let title = line.contains("年度报告") && !line.contains(['，', '。', '《']) && is_short(&line);
    let heading =
        starts_heading(&line) && !line.contains(['，', '。']) && line.chars().count() < TORN * 3 / 2;
    let next_line = plain(next);
    let alone = ["发布日期", "发布时间", "来源", "索引号", "|"].iter().any(|word| next.starts_with(word));
    let open = matches!(end, '，' | '、' | '：' | '（' | '《' | '“' | ',' | '(');
    !closed
        && !title
        && !heading
        && !alone
        && !starts_heading(&next_line)
        && (open || last.chars().nth(TORN - 1).is_some())
}

fn is_page_number(text: &str) -> bool {
    text.chars().count() <= 8
        && text.chars().all(|c| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || matches!(c, '-' | '—' | '–' | '－' | '第' | '页' | '共' | '/')
        })
}

fn is_short(line: &str) -> bool {
    line.chars().count() <= HEADING
}

/// `一、`, `（一）`, `1.`, `1、` at the beginning.
fn starts_heading(line: &str) -> bool {
    is_part(line) || {
        let rest = line.strip_prefix('（').map(|rest| rest.trim_start_matches(is_ordinal));
        let bracket =
            rest.is_some_and(|rest| rest.starts_with('）') && line.chars().nth(1).is_some_and(is_ordinal));
        let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = line.len() - after.len();
        let mut next = after.chars();
        let number = (1..=2).contains(&digits)
            && matches!(next.next(), Some('.' | '、' | '．'))
            && !next.next().is_some_and(|c| c.is_ascii_digit());
        bracket || number
    }
}

/// `一、` at the beginning: one of the six parts.
fn is_part(line: &str) -> bool {
    let rest = line.trim_start_matches(is_ordinal);
    rest.len() < line.len() && rest.starts_with('、')
}

fn is_ordinal(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

fn split(text: &str, ends: &[char]) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
        if depth == 0 && ends.contains(&c) {
            pieces.push(String::new());
        }
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

/// One form of every character, without blanks; what stands in 《》 is a title and says nothing here.
pub(super) fn plain(text: &str) -> String {
    let characters: Vec<char> = text.chars().map(one_form).collect();
    let mut plain = String::with_capacity(text.len());
    let mut depth = 0_u32;
    for (place, &c) in characters.iter().enumerate() {
        let neighbour = |at: Option<usize>| at.and_then(|at| characters.get(at)).copied().unwrap_or(' ');
        let (left, right) = (neighbour(place.checked_sub(1)), neighbour(place.checked_add(1)));
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ if depth > 0 => continue,
            // "2022 36410" stays two numbers.
            _ if c.is_whitespace() && !(left.is_ascii_alphanumeric() && right.is_ascii_alphanumeric()) => {
                continue;
            }
            '*' | '\u{200b}' | '\u{feff}' => continue,
            _ => {}
        }
        plain.push(match c {
            ',' if !(left.is_ascii_digit() && right.is_ascii_digit()) => '，',
            _ => c,
        });
    }
    plain
}

/// The usual form of a character.
pub(super) fn one_form(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '．' | '／' | '＋' | '－' => {
            u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c)
        }
        ':' => '：',
        ';' => '；',
        '(' | '〔' | '﹝' => '（',
        ')' | '〕' | '﹞' => '）',
        '"' | '「' | '『' => '“',
        '」' | '』' => '”',
        '〈' => '《',
        '〉' => '》',
        '\u{a0}' | '\u{3000}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_never_end_a_sentence_are_joined_in_no_time() {
        let text = "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚，".to_owned();
        let lines = vec![Paragraph { text, place: Place::default() }; 20_000];
        assert_eq!(whole_paragraphs(&lines).len(), 1);
    }
}
