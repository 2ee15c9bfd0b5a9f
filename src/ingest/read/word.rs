//! Word documents: the paragraphs and tables of the main part, as they are after all tracked changes.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::error::Result;
use crate::ingest::document::Document;

use super::archive::Archive;
use super::blocks::Blocks;
use super::{Source, encoding, failure};

/// Elements inside elements; a table in a text box in a table has some fifty.
const DEEPEST: usize = 1000;

/// The document of a packed file.
pub(super) fn read(source: Source<'_>, bytes: &[u8]) -> Result<Document> {
    let mut archive = Archive::open(source, bytes)?;
    // Some editions of Word write document2.xml.
    let is_main = |name: &str| {
        let number = name.strip_prefix("word/document").and_then(|rest| rest.strip_suffix(".xml"));
        number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let main = archive.find(is_main).ok_or_else(|| failure::damaged(source))?;
    let part = archive.part(&main)?;
    let text = encoding::decode(&part).ok_or_else(|| failure::damaged(source))?;
    let mut walk = Walk::new(Blocks::new(source));
    let mut reader = Reader::from_str(&text);
    loop {
        let event = reader.read_event().map_err(|error| failure::damaged(source).with_source(error))?;
        match event {
            Event::Eof => break,
            Event::Start(element) => walk.open(&element, false)?,
            Event::Empty(element) => {
                walk.open(&element, true)?;
                walk.close()?;
            }
            Event::End(_) => walk.close()?,
            Event::Text(text) => walk.text(&text.xml10_content()),
            Event::CData(text) => walk.text(&text.xml10_content()),
            // Entities that the document defines itself are not expanded: they would be a bomb.
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(c)) => walk.text(c.encode_utf8(&mut [0; 4])),
                _ => walk.text(resolve_predefined_entity(&name.xml10_content()).unwrap_or_default()),
            },
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        if walk.path.len() > DEEPEST {
            return Err(failure::tangled(source));
        }
    }
    if !walk.path.is_empty() || !walk.seen {
        return Err(failure::damaged(source)); // the text ends within an element
    }
    let document = walk.blocks.finish()?;
    Ok(Document { title: title(&mut archive), ..document })
}

/// The title in the document's properties; they may be missing or damaged.
fn title(archive: &mut Archive<'_>) -> Option<String> {
    let part = archive.find(|name| name == "docProps/core.xml")?;
    let part = archive.part(&part).ok()?;
    let text = encoding::decode(&part)?;
    let mut reader = Reader::from_str(&text);
    let (mut inside, mut title) = (false, String::new());
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return None,
            Event::Start(element) => inside = element.local_name().as_ref() == "title",
            Event::Text(text) if inside => title.push_str(&text.xml10_content()),
            Event::GeneralRef(name) if inside => {
                title.push_str(resolve_predefined_entity(&name.xml10_content()).unwrap_or_default());
            }
            Event::End(_) if inside => {
                let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
                return (!title.is_empty()).then_some(title);
            }
            _ => {}
        }
    }
}

/// The elements that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    Text,
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    TextBox,
    Other,
}

/// The way through the main part.
struct Walk<'a> {
    blocks: Blocks<'a>,
    path: Vec<Tag>,
    /// The depth of the element that is left out with all it holds.
    left_out: Option<usize>,
    /// The depth of the run whose text is hidden.
    hidden: Option<usize>,
    /// The depth of the run whose text is raised.
    raised: Option<usize>,
    /// The mark of the paragraph is deleted, so that the next one goes on with its line. One for each
    /// paragraph that is open.
    joined: Vec<bool>,
    /// The document has a body.
    seen: bool,
}

impl<'a> Walk<'a> {
    fn new(blocks: Blocks<'a>) -> Self {
        Self {
            blocks,
            path: Vec::new(),
            left_out: None,
            hidden: None,
            raised: None,
            joined: Vec::new(),
            seen: false,
        }
    }

    fn open(&mut self, element: &BytesStart<'_>, empty: bool) -> Result<()> {
        let parent = self.path.last().copied().unwrap_or(Tag::Other);
        let above = self.path.iter().rev().nth(1).copied();
        let name = element.local_name();
        let name = name.as_ref();
        let tag = tag(name);
        self.path.push(tag);
        if self.left_out.is_some() {
            return Ok(());
        }
        match (name, parent) {
            ("del", Tag::RunProperties) if above == Some(Tag::ParagraphProperties) => {
                if let Some(joined) = self.joined.last_mut() {
                    *joined = true;
                }
            }
            ("del", Tag::RowProperties) => self.blocks.drop_row(),
            // What was deleted or moved away, codes of fields, the second edition of a drawing, readings.
            ("del" | "moveFrom" | "delText" | "instrText" | "delInstrText" | "Fallback" | "rt", _)
                if !empty =>
            {
                self.left_out = Some(self.path.len());
            }
            ("vanish", Tag::RunProperties) if above == Some(Tag::Run) && is_on(element) => {
                self.hidden = self.hidden.or(Some(self.path.len().saturating_sub(2)));
            }
            ("vertAlign", Tag::RunProperties)
                if above == Some(Tag::Run) && value(element).as_deref() == Some("superscript") =>
            {
                if self.raised.is_none() {
                    self.raised = Some(self.path.len().saturating_sub(2));
                    self.blocks.raise(true);
                }
            }
            ("tab" | "ptab", Tag::Run) if self.hidden.is_none() => self.blocks.text_as_set("\t"),
            ("noBreakHyphen", Tag::Run) => self.text_of_run("-"),
            ("br" | "cr", Tag::Run) => self.blocks.end_line()?,
            ("gridBefore", Tag::RowProperties) => {
                self.blocks.skip_columns(number(element).unwrap_or_default());
            }
            ("gridSpan", Tag::CellProperties) => self.blocks.span_columns(number(element).unwrap_or(1)),
            ("vMerge", Tag::CellProperties) if value(element).as_deref() != Some("restart") => {
                self.blocks.continue_above();
            }
            ("hMerge", Tag::CellProperties) if value(element).as_deref() != Some("restart") => {
                self.blocks.continue_before();
            }
            ("body", _) => self.seen = true,
            _ => self.open_tag(tag)?,
        }
        Ok(())
    }

    fn open_tag(&mut self, tag: Tag) -> Result<()> {
        match tag {
            Tag::Paragraph => self.joined.push(false),
            Tag::Table => self.blocks.open_table()?,
            Tag::Row => self.blocks.open_row(),
            Tag::Cell => self.blocks.open_cell(1, 1)?,
            Tag::TextBox => self.blocks.open_aside(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        let depth = self.path.len();
        let Some(tag) = self.path.pop() else { return Ok(()) };
        if let Some(left_out) = self.left_out {
            if left_out == depth {
                self.left_out = None;
            }
            return Ok(());
        }
        if self.hidden == Some(depth) {
            self.hidden = None;
        }
        if self.raised == Some(depth) {
            self.raised = None;
            self.blocks.raise(false);
        }
        match tag {
            Tag::Paragraph if self.joined.pop() != Some(true) => self.blocks.end_line()?,
            Tag::Table => self.blocks.close_table()?,
            Tag::Cell => self.blocks.close_cell()?,
            Tag::TextBox => self.blocks.close_aside()?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.path.last() == Some(&Tag::Text) && self.left_out.is_none() {
            self.text_of_run(text);
        }
    }

    fn text_of_run(&mut self, text: &str) {
        if self.hidden.is_none() {
            self.blocks.text(text);
        }
    }
}

fn tag(name: &str) -> Tag {
    match name {
        "p" => Tag::Paragraph,
        "pPr" => Tag::ParagraphProperties,
        "r" => Tag::Run,
        "rPr" => Tag::RunProperties,
        "t" => Tag::Text,
        "tbl" => Tag::Table,
        "tr" => Tag::Row,
        "trPr" => Tag::RowProperties,
        "tc" => Tag::Cell,
        "tcPr" => Tag::CellProperties,
        "txbxContent" => Tag::TextBox,
        _ => Tag::Other,
    }
}

/// The attribute `val`, whatever its prefix.
fn value(element: &BytesStart<'_>) -> Option<String> {
    let attribute =
        element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "val")?;
    Some(attribute.value.trim().to_owned())
}

fn number(element: &BytesStart<'_>) -> Option<usize> {
    value(element)?.parse().ok()
}

/// Whether a switch is on: it is, unless it says that it is off.
fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(value(element).as_deref(), Some("0" | "false" | "off"))
}
