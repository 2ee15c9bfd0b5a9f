//! Text operations: where each character of a string stands.

use std::rc::Rc;

use lopdf::Object;

use super::font::Font;
use super::geometry::{Direction, Glyph, Matrix, Page, Rect};
use super::{open, page};

/// The state that text operations change and depend on.
#[derive(Clone)]
pub(super) struct TextState {
    font: Option<Rc<Font>>,
    /// The number of the operation.
    pub(super) run: u32,
    size: f64,
    character_spacing: f64,
    word_spacing: f64,
    scaling: f64,
    leading: f64,
    rise: f64,
    /// Where the next character stands.
    matrix: Matrix,
    /// Where the line began.
    line: Matrix,
}

impl Default for TextState {
    fn default() -> Self {
        Self {
            font: None,
            run: 0,
            size: 1.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            scaling: 1.0,
            leading: 0.0,
            rise: 0.0,
            matrix: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        }
    }
}

impl TextState {
    pub(super) fn set_font(&mut self, font: Option<Rc<Font>>, size: f64) {
        self.font = font;
        self.size = size;
    }

    /// Carries out a text operation; others are passed over.
    pub(super) fn operator(
        &mut self,
        operator: &str,
        operands: &[Object],
        numbers: &[f64],
        ctm: Matrix,
        page: &mut Page,
    ) {
        let first = numbers.first().copied().unwrap_or(0.0);
        match operator {
            "BT" => (self.matrix, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            "Tc" => self.character_spacing = first,
            "Tw" => self.word_spacing = first,
            "Tz" => self.scaling = first / 100.0,
            "TL" => self.leading = first,
            "Ts" => self.rise = first,
            "Tm" => {
                if let Some(matrix) = page::matrix(numbers) {
                    (self.matrix, self.line) = (matrix, matrix);
                }
            }
            "Td" | "TD" => {
                let second = numbers.get(1).copied().unwrap_or(0.0);
                if operator == "TD" {
                    self.leading = -second;
                }
                self.next_line(first, second);
            }
            "T*" => self.next_line(0.0, -self.leading),
            "Tj" => self.strings(operands, ctm, page),
            "TJ" => {
                if let Some(array) = operands.first().and_then(|array| array.as_array().ok()) {
                    self.strings(array, ctm, page);
                }
            }
            "'" | "\"" => {
                if let [word, character] = numbers {
                    (self.word_spacing, self.character_spacing) = (*word, *character);
                }
                self.next_line(0.0, -self.leading);
                self.strings(operands.get(operands.len().saturating_sub(1)..).unwrap_or_default(), ctm, page);
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.matrix = self.line;
    }

    /// Strings and, between them, shifts in thousandths of the size.
    fn strings(&mut self, items: &[Object], ctm: Matrix, page: &mut Page) {
        let Some(font) = self.font.clone() else { return };
        for item in items {
            if let Ok(bytes) = item.as_str() {
                self.string(&font, bytes, ctm, page);
            } else if let Some(shift) = open::to_number(item) {
                self.advance(-shift / 1000.0 * self.size, font.stacked);
            }
        }
    }

    fn advance(&mut self, by: f64, stacked: bool) {
        let (x, y) = if stacked { (0.0, by) } else { (by * self.scaling, 0.0) };
        self.matrix = Matrix::shift(x, y).then(self.matrix);
    }

    fn string(&mut self, font: &Font, bytes: &[u8], ctm: Matrix, page: &mut Page) {
        for code in font.codes(bytes) {
            let spacing = self.character_spacing + if code.is_space { self.word_spacing } else { 0.0 };
            let map = Matrix([self.size * self.scaling, 0.0, 0.0, self.size, 0.0, self.rise])
                .then(self.matrix)
                .then(ctm);
            if !map.is_finite() {
                return;
            }
            // A character set vertically hangs below the point: half of it on either side.
            let (map, ahead) = if font.stacked {
                (Matrix::shift(-code.width / 2.0, -0.88).then(map), -self.size - spacing)
            } else {
                (map, code.width * self.size + spacing)
            };
            match code.text.as_deref() {
                Some(text) => place(text, code.width, font.stacked, map, self.run, page),
                None => page.unknown += 1,
            }
            self.advance(ahead, font.stacked);
        }
    }
}

/// Puts the characters of a code on the page; several share its width.
fn place(text: &str, width: f64, stacked: bool, map: Matrix, run: u32, page: &mut Page) {
    let count = text.chars().count().max(1) as f64;
    let (dx, dy) = map.vector(1.0, 0.0);
    let direction = match (dx.abs() >= dy.abs(), stacked) {
        (true, true) => Direction::Stacked,
        (true, false) if dx >= 0.0 => Direction::Right,
        (true, false) => Direction::Left,
        (false, _) if dy < 0.0 => Direction::Up,
        (false, _) => Direction::Down,
    };
    let (ux, uy) = map.vector(0.0, 1.0);
    let size = ux.hypot(uy);
    for (index, character) in text.chars().enumerate() {
        let from = width * index as f64 / count;
        let to = width * (index + 1) as f64 / count;
        let corners = [(from, -0.2), (to, -0.2), (from, 0.8), (to, 0.8)].map(|(x, y)| map.point(x, y));
        let Some(area) = Rect::around(corners) else { continue };
        match character {
            char::REPLACEMENT_CHARACTER => page.unknown += 1,
            // Pictograms of symbol fonts, soft hyphens and the like are no text.
            '\u{e000}'..='\u{f8ff}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
            character if character.is_control() => {}
            character if size > 0.5 => {
                page.glyphs.push(Glyph { text: character, area, size, direction, run });
            }
            _ => {}
        }
    }
}
