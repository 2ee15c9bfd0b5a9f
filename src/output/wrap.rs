//! Display width of text, and breaking it into lines: a Chinese character takes two columns and may stand
//! at the end of a line, a Latin word stays whole.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text takes on a terminal; of its widest line if it has several.
pub fn width(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// Marks that never begin a line.
const CLOSING: &str = "，。、；：！？）】》”’…,.;:!?)]%";

/// Breaks a text into lines of at most `limit` columns; a word longer than that is cut. Without a limit
/// only the line ends in the text count.
pub fn wrap(text: &str, limit: Option<usize>) -> Vec<String> {
    match limit {
        None => text.lines().map(str::to_owned).collect(),
        Some(limit) => text.lines().flat_map(|line| wrap_line(line, limit.max(2))).collect(),
    }
}

fn wrap_line(line: &str, limit: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    for piece in pieces(line) {
        if width(&current) + width(piece.trim_end()) > limit && !current.is_empty() {
            lines.push(std::mem::take(&mut current).trim_end().to_owned());
        }
        if width(piece.trim_end()) > limit {
            for c in piece.chars() {
                if width(&current) + c.width().unwrap_or(0) > limit {
                    lines.push(std::mem::take(&mut current));
                }
                current.push(c);
            }
        } else {
            current.push_str(piece);
        }
    }
    lines.push(current.trim_end().to_owned());
    lines
}

/// Cuts a line where it may be broken: behind spaces and around wide characters, but not before a closing
/// mark.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (index, c) in line.char_indices() {
        if previous.is_some_and(|previous| may_break(previous, c)) {
            pieces.extend(line.get(start..index));
            start = index;
        }
        previous = Some(c);
    }
    pieces.extend(line.get(start..));
    pieces
}

fn may_break(before: char, after: char) -> bool {
    let wide = |c: char| c.width() == Some(2);
    if CLOSING.contains(after) || "（【《“‘([".contains(before) || after == ' ' {
        return false;
    }
    before == ' ' || wide(before) || wide(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_within_the_limit_and_lose_nothing() {
        let text =
            "共 50 份报告：使用 7 份；未计入 43 份（报告中没有所需数字 43）and some English words, too";
        for limit in 8..60 {
            let lines = wrap(text, Some(limit));
            assert!(lines.iter().all(|line| width(line) <= limit), "{limit}: {lines:?}");
            let squeezed = |text: &str| text.replace(' ', "");
            assert_eq!(squeezed(&lines.concat()), squeezed(text));
        }
    }

    #[test]
    fn breaks_between_characters_but_not_before_a_closing_mark() {
        assert_eq!(wrap("使用七份；未计入", Some(8)), ["使用七", "份；未计", "入"]);
        assert_eq!(wrap("one two three", Some(8)), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", Some(3)), ["abc", "def", "gh"]);
        assert_eq!(wrap("a\nb", None), ["a", "b"]);
    }
}
