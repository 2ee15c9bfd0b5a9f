//! Reads a page's operations into glyphs and ruling lines.
//!
//! Colours, clipping and pictures' contents do not matter here. Every count has a limit, so that a crafted
//! file ends in a message and not in hours.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::Font;
use super::geometry::{Matrix, Page, Rect};
use super::open;
use super::path::Path;
use super::show::TextState;
use crate::Result;
use crate::text::ingest::pdf::TooLarge;

/// Operations of a whole document; a page of a report has some thousand, with a drawn map ten thousand.
const MAX_OPERATIONS: usize = 2_000_000;
/// Bytes of all streams of operations together.
const MAX_CONTENT: usize = 256 << 20;
/// Characters of a whole document.
const MAX_GLYPHS: usize = 1_000_000;
/// Ruling lines of a page in one direction.
const MAX_RULES: usize = 20_000;
/// Fonts of a whole document; some programs embed a few anew on each page.
const MAX_FONTS: usize = 2_000;
/// Forms inside forms.
const MAX_DEPTH: usize = 10;
/// Saved states.
const MAX_STATES: usize = 256;

/// Reads the pages of a document one after the other, with what they share.
pub(super) struct Reader<'a> {
    name: &'a str,
    document: &'a Document,
    fonts: BTreeMap<ObjectId, Rc<Font>>,
    built: usize,
    operations: usize,
    content: usize,
    glyphs: usize,
    run: u32,
    /// The forms that are being drawn, each inside the one before it.
    open: Vec<ObjectId>,
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    line_width: f64,
    text: TextState,
}

impl<'a> Reader<'a> {
    pub(super) fn new(name: &'a str, document: &'a Document) -> Self {
        Self {
            name,
            document,
            fonts: BTreeMap::new(),
            built: 0,
            operations: 0,
            content: 0,
            glyphs: 0,
            run: 0,
            open: Vec::new(),
        }
    }

    /// Reads a page; one whose object is damaged is empty.
    pub(super) fn page(&mut self, id: ObjectId, number: u32) -> Result<Page> {
        let document = self.document;
        let mut page = Page { number, ..Page::default() };
        let Ok(dictionary) = document.get_dictionary(id) else { return Ok(page) };
        let (base, width, height) = base(document, dictionary);
        (page.width, page.height) = (width, height);
        let resources = open::inherited(document, dictionary, b"Resources").and_then(|r| r.as_dict().ok());
        let content = document
            .get_page_content_with_limit(id, open::MAX_UNPACKED)
            .map_err(|error| open::cause(self.name, error))?;
        let empty = Dictionary::new();
        let state = State { ctm: base, line_width: 1.0, text: TextState::default() };
        self.stream(&content, resources.unwrap_or(&empty), state, &mut page)?;
        let inside = Rect { x0: 0.0, y0: 0.0, x1: width, y1: height }.grown(2.0);
        page.glyphs.retain(|glyph| inside.contains(glyph.area.center()));
        Ok(page.upright())
    }

    fn stream(
        &mut self,
        content: &[u8],
        resources: &Dictionary,
        mut state: State,
        page: &mut Page,
    ) -> Result<()> {
        self.content += content.len();
        if self.content > MAX_CONTENT {
            return Err(open::too_large(self.name, TooLarge::Unpacked, MAX_CONTENT));
        }
        let mut saved: Vec<State> = Vec::new();
        let mut path = Path::default();
        let mut fonts: BTreeMap<Vec<u8>, Rc<Font>> = BTreeMap::new();
        for operation in Content::decode_iter(content) {
            // What was read before the damaged place is kept.
            let Ok(operation) = operation else { break };
            self.operations += 1;
            if self.operations > MAX_OPERATIONS {
                return Err(open::too_large(self.name, TooLarge::Operations, MAX_OPERATIONS));
            }
            let numbers = operands(&operation);
            match operation.operator.as_str() {
                "q" if saved.len() < MAX_STATES => saved.push(state.clone()),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => {
                    if let Some(next) = matrix(&numbers).map(|m| m.then(state.ctm)).filter(|m| m.is_finite())
                    {
                        state.ctm = next;
                    }
                }
                "w" => state.line_width = numbers.first().copied().unwrap_or(1.0),
                "Do" => self.object(&operation, resources, &state, page)?,
                "Tf" => {
                    let Some(name) = operation.operands.first().and_then(|name| name.as_name().ok()) else {
                        continue;
                    };
                    let font = match fonts.get(name) {
                        Some(font) => Some(Rc::clone(font)),
                        None => self.font(resources, name)?,
                    };
                    if let Some(font) = &font {
                        fonts.insert(name.to_vec(), Rc::clone(font));
                    }
                    state.text.set_font(font, numbers.last().copied().unwrap_or(1.0));
                }
                operator => {
                    let before = page.glyphs.len() + page.unknown;
                    if !path.operator(operator, &numbers, state.ctm, state.line_width, page) {
                        self.run = self.run.wrapping_add(1);
                        state.text.run = self.run;
                        state.text.operator(operator, &operation.operands, &numbers, state.ctm, page);
                    }
                    self.glyphs += page.glyphs.len() + page.unknown - before;
                }
            }
            self.check(page)?;
        }
        Ok(())
    }

    fn check(&self, page: &Page) -> Result<()> {
        if self.glyphs > MAX_GLYPHS {
            return Err(open::too_large(self.name, TooLarge::Glyphs, MAX_GLYPHS));
        }
        if page.horizontal.len().max(page.vertical.len()) > MAX_RULES {
            return Err(open::too_large(self.name, TooLarge::Lines, MAX_RULES));
        }
        Ok(())
    }

    fn font(&mut self, resources: &Dictionary, name: &[u8]) -> Result<Option<Rc<Font>>> {
        let fonts = open::dictionary(self.document, resources, b"Font");
        let Some(object) = fonts.and_then(|fonts| fonts.get(name).ok()) else { return Ok(None) };
        let id = object.as_reference().ok();
        if let Some(font) = id.and_then(|id| self.fonts.get(&id)) {
            return Ok(Some(Rc::clone(font)));
        }
        let Ok(dictionary) = open::resolve(self.document, object).as_dict() else { return Ok(None) };
        self.built += 1;
        if self.built > MAX_FONTS {
            return Err(open::too_large(self.name, TooLarge::Fonts, MAX_FONTS));
        }
        let font = Rc::new(Font::new(self.document, dictionary));
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Ok(Some(font))
    }

    /// Draws a form, or notes a picture.
    fn object(
        &mut self,
        operation: &Operation,
        resources: &Dictionary,
        state: &State,
        page: &mut Page,
    ) -> Result<()> {
        let document = self.document;
        let drawn = operation
            .operands
            .first()
            .and_then(|name| name.as_name().ok())
            .and_then(|name| open::dictionary(document, resources, b"XObject")?.get(name).ok())
            .and_then(|object| document.dereference(object).ok())
            .and_then(|(id, object)| Some((id?, object.as_stream().ok()?)));
        // Streams are objects of their own, so that each has a number.
        let Some((id, stream)) = drawn else { return Ok(()) };
        match open::name(document, &stream.dict, b"Subtype") {
            Some(b"Image") => {
                let corners = [(0.0, 0.0), (1.0, 1.0)].map(|(x, y)| state.ctm.point(x, y));
                let Some(area) = Rect::around(corners) else { return Ok(()) };
                if area.width() * area.height() > 0.4 * page.width * page.height {
                    page.pictures += 1;
                }
                super::path::thin(area, page);
                Ok(())
            }
            // A form that draws itself is not allowed (PDF 32000-1, 8.10.1), and twice the work at each depth.
            Some(b"Form") if self.open.len() < MAX_DEPTH && !self.open.contains(&id) => {
                let content = match stream.get_plain_content_with_limit(open::MAX_UNPACKED) {
                    Ok(content) => content,
                    Err(error @ lopdf::Error::Decompress(_)) => return Err(open::cause(self.name, error)),
                    Err(_) => return Ok(()),
                };
                let own =
                    open::numbers(document, &stream.dict, b"Matrix").and_then(|numbers| matrix(&numbers));
                let mut inner = state.clone();
                inner.ctm = own.unwrap_or(Matrix::IDENTITY).then(state.ctm);
                let resources = open::dictionary(document, &stream.dict, b"Resources").unwrap_or(resources);
                if !inner.ctm.is_finite() {
                    return Ok(());
                }
                self.open.push(id);
                let drawn = self.stream(&content, resources, inner, page);
                self.open.pop();
                drawn
            }
            _ => Ok(()),
        }
    }
}

fn operands(operation: &Operation) -> Vec<f64> {
    operation.operands.iter().filter_map(open::to_number).collect()
}

pub(super) fn matrix(numbers: &[f64]) -> Option<Matrix> {
    numbers.try_into().ok().map(Matrix)
}

/// The map from the page's own space to ours, and its width and height as it is shown.
fn base(document: &Document, page: &Dictionary) -> (Matrix, f64, f64) {
    const A4: [f64; 4] = [0.0, 0.0, 595.0, 842.0];
    let numbers = |object: &Object| -> Option<[f64; 4]> {
        let array = object.as_array().ok()?;
        let numbers: Vec<f64> =
            array.iter().filter_map(|item| open::to_number(open::resolve(document, item))).collect();
        numbers.try_into().ok()
    };
    let [ax, ay, bx, by] = open::inherited(document, page, b"MediaBox").and_then(numbers).unwrap_or(A4);
    let area = Rect { x0: ax.min(bx), y0: ay.min(by), x1: ax.max(bx), y1: ay.max(by) };
    let (w, h) = (area.width(), area.height());
    let degrees = open::inherited(document, page, b"Rotate").and_then(|degrees| degrees.as_i64().ok());
    let to_corner = Matrix::shift(-area.x0, -area.y0);
    match degrees.unwrap_or(0).rem_euclid(360) {
        90 => (to_corner.then(Matrix([0.0, 1.0, 1.0, 0.0, 0.0, 0.0])), h, w),
        180 => (to_corner.then(Matrix([-1.0, 0.0, 0.0, 1.0, w, 0.0])), w, h),
        270 => (to_corner.then(Matrix([0.0, -1.0, -1.0, 0.0, h, w])), h, w),
        _ => (to_corner.then(Matrix([1.0, 0.0, 0.0, -1.0, 0.0, h])), w, h),
    }
}
