//! Page numbers, headers and footers: what stands at a page's edge and says nothing of its own.

use super::layout::{Item, LaidOut};
use super::lines::Line;

/// The part of the height at either end in which they stand.
const MARGIN: f64 = 0.13;
/// Lines at either end that are looked at.
const DEEP: usize = 3;
/// How far repeated lines may be apart in height.
const SAME_HEIGHT: f64 = 3.0;

/// Takes them out of all pages.
pub(super) fn remove(pages: &mut [LaidOut]) {
    let edges: Vec<Vec<Edge>> = pages.iter().map(at_edges).collect();
    for (index, page) in pages.iter_mut().enumerate() {
        let others =
            || edges.iter().enumerate().filter(move |(other, _)| *other != index).flat_map(|(_, e)| e);
        let own = edges.get(index).map(Vec::as_slice).unwrap_or_default();
        let mut drop: Vec<usize> = own
            .iter()
            .filter(|edge| {
                is_page_number(&edge.text, page.number)
                    || others()
                        .any(|other| other.pattern == edge.pattern && (other.y - edge.y).abs() < SAME_HEIGHT)
            })
            .map(|edge| edge.index)
            .collect();
        drop.sort_unstable();
        let mut position = 0;
        page.items.retain(|_| {
            position += 1;
            drop.binary_search(&(position - 1)).is_err()
        });
    }
}

/// A line at the edge of a page.
struct Edge {
    index: usize,
    y: f64,
    text: String,
    /// The text with `#` for every number.
    pattern: String,
}

fn at_edges(page: &LaidOut) -> Vec<Edge> {
    let edge = |(index, item): (usize, &Item), near: &dyn Fn(&Line) -> bool| match item {
        Item::Line(line) if near(line) => {
            let text = line.text.clone();
            Some(Edge { index, y: line.center(), pattern: pattern(&text), text })
        }
        _ => None,
    };
    let top = |line: &Line| line.center() < MARGIN * page.height;
    let bottom = |line: &Line| line.center() > (1.0 - MARGIN) * page.height;
    let first = page.items.iter().enumerate().take(DEEP).map_while(|item| edge(item, &top));
    let last = page.items.iter().enumerate().rev().take(DEEP).map_while(|item| edge(item, &bottom));
    first.chain(last).collect()
}

fn pattern(text: &str) -> String {
    let mut pattern = String::new();
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        if !character.is_numeric() {
            pattern.push(character);
        } else if !pattern.ends_with('#') {
            pattern.push('#');
        }
    }
    pattern
}

/// `- 3 -`, `第3页 共9页`, `3/9`, and a bare number if it is the page's own.
fn is_page_number(text: &str, page: u32) -> bool {
    let plain: String = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            '０'..='９' => char::from_digit(character as u32 - '０' as u32, 10).unwrap_or(character),
            '—' | '–' | '－' | '―' | '─' | '~' | '·' | '•' => '-',
            other => other,
        })
        .collect();
    if plain.parse::<u32>() == Ok(page) {
        return true;
    }
    let decorated = plain.starts_with('-') && plain.ends_with('-') && plain.len() > 2;
    if decorated && plain.trim_matches('-').chars().all(|character| character.is_ascii_digit()) {
        return plain.chars().any(|character| character.is_ascii_digit());
    }
    matches!(
        pattern(&plain).as_str(),
        "第#页"
            | "第#页共#页"
            | "第#页,共#页"
            | "第#页，共#页"
            | "第#页/共#页"
            | "#/#"
            | "#/#页"
            | "Page#"
            | "Page#of#"
    ) && plain.chars().any(|character| character.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_figures() {
        for text in ["- 3 -", "— 3 —", "－３－", "第 3 页 共 12 页", "3/12", "3"] {
            assert!(is_page_number(text, 3), "{text}");
        }
        for text in ["12", "3.1", "（三）", "2024年", "—", "-3"] {
            assert!(!is_page_number(text, 3), "{text}");
        }
    }
}
