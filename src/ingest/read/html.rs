//! HTML pages, those of word processors included.

use scraper::Node;
use scraper::node::Element;

use ego_tree::iter::Edge;

use crate::error::Result;
use crate::ingest::document::Document;

use super::blocks::Blocks;
use super::characters::is_blank;
use super::{Source, html_parse};

/// Elements whose contents are not text of the page.
const SKIPPED: [&str; 24] = [
    "audio", "button", "canvas", "datalist", "del", "embed", "footer", "frameset", "head", "iframe", "map",
    "nav", "noframes", "noscript", "object", "rp", "rt", "script", "select", "style", "svg", "template",
    "textarea", "video",
];

/// Rules of a style with which nothing is seen, without blanks.
const UNSEEN: [&str; 8] = [
    "display:none",
    "visibility:hidden",
    "visibility:collapse",
    "font-size:0",
    "font-size:0px",
    "font-size:0pt",
    "opacity:0",
    "mso-hide:all",
];

/// Elements that begin and end a line.
const BLOCKS: [&str; 37] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "legend",
    "main",
    "menu",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
];

/// Names under which pages say when they were published.
const PUBLISHED: [&str; 7] = [
    "pubdate",
    "publishdate",
    "publishtime",
    "article:published_time",
    "publishedtime",
    "发布日期",
    "发布时间",
];

/// The document of a page.
pub(super) fn read(source: Source<'_>, text: &str) -> Result<Document> {
    let page = html_parse::parse(source, text)?;
    let mut blocks = Blocks::new(source);
    let mut skipped = None;
    let mut preformatted = 0_usize;
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) if skipped.is_none() => match node.value() {
                Node::Text(text) if preformatted > 0 => lines(&mut blocks, text)?,
                Node::Text(text) => blocks.text(text),
                Node::Element(element) if is_skipped(element) => skipped = Some(node.id()),
                Node::Element(element) => {
                    preformatted += usize::from(element.name() == "pre");
                    if is_raised(element) {
                        blocks.raise(true);
                    }
                    open(&mut blocks, element)?;
                }
                _ => {}
            },
            Edge::Close(node) => {
                if skipped == Some(node.id()) {
                    skipped = None;
                } else if skipped.is_none()
                    && let Node::Element(element) = node.value()
                {
                    preformatted -= usize::from(element.name() == "pre");
                    if is_raised(element) {
                        blocks.raise(false);
                    }
                    close(&mut blocks, element)?;
                }
            }
            Edge::Open(_) => {}
        }
    }
    let document = blocks.finish()?;
    Ok(Document { title: title(&page), published: published(&page), ..document })
}

fn open(blocks: &mut Blocks<'_>, element: &Element) -> Result<()> {
    match element.name() {
        "table" => blocks.open_table()?,
        "tbody" | "thead" | "tfoot" => blocks.open_group(),
        "tr" => blocks.open_row(),
        "td" | "th" => {
            // No row span is the span 1; the span 0 goes to the end of the group.
            let rows = span(element, "rowspan").unwrap_or(1);
            blocks.open_cell(rows, span(element, "colspan").unwrap_or(1))?;
        }
        "br" => blocks.end_line()?,
        "a" if element.attr("href").is_some() => blocks.open_link(),
        name if BLOCKS.contains(&name) => {
            blocks.end_line()?;
            if is_heading(name) {
                blocks.open_heading();
            }
        }
        _ => {}
    }
    Ok(())
}

fn close(blocks: &mut Blocks<'_>, element: &Element) -> Result<()> {
    match element.name() {
        "table" => blocks.close_table()?,
        "td" | "th" => blocks.close_cell()?,
        "a" if element.attr("href").is_some() => blocks.close_link(),
        name if BLOCKS.contains(&name) => {
            blocks.end_line()?;
            if is_heading(name) {
                blocks.close_heading();
            }
        }
        _ => {}
    }
    Ok(())
}

/// Whether the text is raised: the number of a note, which is no digit of the figure before it.
fn is_raised(element: &Element) -> bool {
    let raised = |style: &str| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.to_ascii_lowercase().contains("vertical-align:super")
    };
    element.name() == "sup" || element.attr("style").is_some_and(raised)
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether a browser would not show the element, or it is of the site and not of the report.
fn is_skipped(element: &Element) -> bool {
    let hidden = || {
        element.attr("hidden").is_some()
            || element.attr("style").is_some_and(|style| {
                let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
                let style = style.to_ascii_lowercase();
                style.split(';').any(|rule| UNSEEN.contains(&rule.trim_end_matches("!important")))
            })
    };
    SKIPPED.contains(&element.name()) || hidden()
}

/// A span as HTML reads it: the digits at the beginning.
fn span(element: &Element, name: &str) -> Option<usize> {
    let digits: String =
        element.attr(name)?.trim().chars().take_while(char::is_ascii_digit).take(6).collect();
    digits.parse().ok()
}

/// Text in which line breaks count.
fn lines(blocks: &mut Blocks<'_>, text: &str) -> Result<()> {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            blocks.end_line()?;
        }
        blocks.text_as_set(line);
    }
    Ok(())
}

fn title(page: &scraper::Html) -> Option<String> {
    let title = page.tree.nodes().find(|node| {
        node.value().as_element().is_some_and(|element| element.name() == "title")
            && node
                .parent()
                .and_then(|parent| parent.value().as_element())
                .is_some_and(|e| e.name() == "head")
    })?;
    let text: String =
        title.children().filter_map(|child| child.value().as_text().map(|text| &**text)).collect();
    named(&text)
}

fn published(page: &scraper::Html) -> Option<String> {
    let elements = page.tree.values().filter_map(Node::as_element);
    elements.filter(|element| element.name() == "meta").find_map(|meta| {
        let name = meta.attr("name").or_else(|| meta.attr("property")).or_else(|| meta.attr("itemprop"))?;
        let name = name.trim().to_lowercase();
        PUBLISHED.contains(&name.as_str()).then(|| meta.attr("content").and_then(named)).flatten()
    })
}

/// Text on one line, if there is any.
fn named(text: &str) -> Option<String> {
    let text = text.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
