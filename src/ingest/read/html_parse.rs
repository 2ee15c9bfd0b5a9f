//! HTML into a tree, within bounds: the parser of the HTML standard takes a time that grows with the square
//! of the depth and of the number of attributes, so both are watched while it runs.

use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{Html, HtmlTreeSink};

use crate::error::Result;

use super::{Source, failure};

/// Elements inside elements; browsers stop at the same depth.
const DEEPEST: usize = 512;
/// Attributes of an element; a real one has some ten.
const MOST_ATTRIBUTES: usize = 1000;
/// Nodes for each cell that is allowed: text, paragraph, font and row.
const NODES_A_CELL: usize = 10;
/// Bytes between two looks at the tree.
const STEP: usize = 4096;

/// The tree of a page.
pub(super) fn parse(source: Source<'_>, text: &str) -> Result<Html> {
    let survey = survey(text);
    if survey.cells > source.limits.cells {
        return Err(failure::too_many_cells(source));
    }
    if survey.attributes > MOST_ATTRIBUTES {
        return Err(failure::tangled(source));
    }
    let most = source.limits.cells.saturating_mul(NODES_A_CELL);
    let mut parser = driver::parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let (step, behind) = rest.split_at(rest.floor_char_boundary(STEP.min(rest.len())));
        parser.process(StrTendril::from_slice(step));
        rest = behind;
        let page = parser.tokenizer.sink.sink.0.borrow();
        let mut nodes = page.tree.nodes();
        if nodes.len() > most {
            return Err(failure::tangled(source));
        }
        // The newest node stands at the end of the branch that is being built.
        if nodes.next_back().is_some_and(|node| node.ancestors().take(DEEPEST + 1).count() > DEEPEST) {
            return Err(failure::tangled(source));
        }
    }
    Ok(parser.finish())
}

/// What is counted before the tree is built.
#[derive(Debug, Default, PartialEq, Eq)]
struct Survey {
    /// Tags of cells.
    cells: usize,
    /// The most attributes of a tag.
    attributes: usize,
}

/// Counts tags outside comments, scripts and styles.
fn survey(text: &str) -> Survey {
    let mut survey = Survey::default();
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('<') {
        rest = behind;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
            continue;
        }
        let name = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let Some((name, tag)) = rest.split_at_checked(name).filter(|(name, _)| !name.is_empty()) else {
            continue;
        };
        let (attributes, length) = attributes(tag.as_bytes());
        survey.attributes = survey.attributes.max(attributes);
        survey.cells += usize::from(name.eq_ignore_ascii_case("td") || name.eq_ignore_ascii_case("th"));
        rest = tag.get(length..).unwrap_or_default();
        for raw in ["script", "style"] {
            if name.eq_ignore_ascii_case(raw) {
                rest = behind_closing(rest, raw);
            }
        }
    }
    survey
}

/// The text from the closing tag of an element on that holds no markup.
fn behind_closing<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = rest.get(at..).unwrap_or_default();
        if rest.get(2..2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest;
        }
        rest = rest.get(2..).unwrap_or_default();
    }
    ""
}

/// The number of attributes of a tag, from behind its name, and the bytes up to its end.
fn attributes(tag: &[u8]) -> (usize, usize) {
    let (mut count, mut between, mut quote, mut value) = (0, true, None, false);
    for (index, byte) in tag.iter().enumerate() {
        match (*byte, quote) {
            (byte, Some(open)) => {
                if byte == open {
                    (quote, between, value) = (None, true, false);
                }
            }
            (b'>', None) => return (count, index),
            (byte @ (b'"' | b'\''), None) if value => quote = Some(byte),
            (b'=', None) => value = true,
            (b'/', None) if !value => between = true,
            (byte, None) if byte.is_ascii_whitespace() => between |= !value,
            (_, None) => {
                if between && !value {
                    count += 1;
                }
                between = false;
                if value && tag.get(index + 1).is_some_and(u8::is_ascii_whitespace) {
                    (between, value) = (true, false); // a value without quotes ends at white space
                }
            }
        }
    }
    (count, tag.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_however_they_are_written() {
        for (tag, expected) in [
            (">", 0),
            (" a=1 b='2 3' c=\"4>5\" d>", 4),
            ("/a/b/c>", 3),
            (" a='1'b=\"2\"c>", 3),
            (" src=data:image/png;base64,AA/BB/CC>", 1),
            (" colspan = 2 rowspan = '3'>", 2),
        ] {
            assert_eq!(attributes(tag.as_bytes()).0, expected, "{tag}");
        }
    }

    #[test]
    fn scripts_and_comments_have_no_cells() {
        let page = "<script>'<td>'</script><STYLE><td></style><!-- <td> --><TD><th a=1><td";
        assert_eq!(survey(page), Survey { cells: 3, attributes: 1 });
    }
}
