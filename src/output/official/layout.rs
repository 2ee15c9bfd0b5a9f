//! Which words and which figures stand where. Rows, columns and wording come from the field dictionary; a
//! report has those of its form, and whatever else was read.

use crate::schema::{Field, Form, Part, dictionary};
use crate::text::{Lang, workbook as words};

/// What decides which rows and columns the tables have.
pub(in crate::output) trait Shape {
    /// The form that is followed.
    fn form(&self) -> Form;

    /// Whether there is anything to show of a field.
    fn has(&self, field: &str) -> bool;

    /// Whether a table has a row or column for the field: it is on the form, or there is something to show
    /// all the same.
    fn shows(&self, field: &Field) -> bool {
        field.forms.contains(self.form()) || self.has(&field.name)
    }
}

/// Columns of a sheet, as many as the widest table has.
pub(in crate::output) const COLUMNS: u16 = 15;

/// What stands in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::output) enum Content {
    /// A heading of columns or rows, centred.
    Heading(String),
    /// The name of a row, at the left.
    Label(String),
    /// The figure of a field.
    Figure(String),
}

/// Cells of a table that are merged to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::output) struct Slot {
    pub row: u32,
    pub column: u16,
    pub rows: u32,
    pub columns: u16,
    pub content: Content,
}

/// A table under construction.
#[derive(Debug, Default)]
pub(in crate::output) struct Grid(pub Vec<Slot>);

impl Grid {
    /// Adds a slot of `size` rows and columns with its upper left cell at `at`.
    pub(in crate::output) fn add(&mut self, at: (u32, u16), size: (u32, u16), content: Content) {
        self.0.push(Slot { row: at.0, column: at.1, rows: size.0, columns: size.1, content });
    }

    pub(in crate::output) fn heading(&mut self, at: (u32, u16), size: (u32, u16), text: impl Into<String>) {
        self.add(at, size, Content::Heading(text.into()));
    }

    pub(in crate::output) fn label(&mut self, at: (u32, u16), size: (u32, u16), text: impl Into<String>) {
        self.add(at, size, Content::Label(text.into()));
    }

    pub(in crate::output) fn figure(&mut self, at: (u32, u16), size: (u32, u16), field: impl Into<String>) {
        self.add(at, size, Content::Figure(field.into()));
    }
}

/// The fields of a part that the table has, in the dictionary's order.
pub(in crate::output) fn shown(part: Part, shape: &dyn Shape) -> Vec<&'static Field> {
    dictionary().fields().iter().filter(|field| field.part == part && shape.shows(field)).collect()
}

/// Whether there is anything of a part.
pub(in crate::output) fn has_figures(part: Part, shape: &dyn Shape) -> bool {
    dictionary().fields().iter().any(|field| field.part == part && shape.has(&field.name))
}

/// The figures of the text that there are, two in a row.
pub(in crate::output) fn narrative(shape: &dyn Shape, lang: Lang) -> Vec<Slot> {
    const PAIRS: [(u16, u16); 2] = [(0, 5), (7, 6)];
    const FIGURE: u16 = 2;
    let mut grid = Grid::default();
    let fields = dictionary().fields().iter();
    let present: Vec<&Field> =
        fields.filter(|field| field.part == Part::Narrative && shape.has(&field.name)).collect();
    for (pair, row) in present.chunks(PAIRS.len()).zip(0..) {
        for (field, (column, width)) in pair.iter().zip(PAIRS) {
            let unit = field.unit.map_or("", |unit| unit.name().get(lang));
            grid.label((row, column), (1, width), words::with_unit(field.label.get(lang), unit, lang));
            grid.figure((row, column + width), (1, FIGURE), &field.name);
        }
    }
    grid.0
}

/// Table 2: for each item of Article 20 a line of headings and a row for each subject.
pub(in crate::output) fn table2(shape: &dyn Shape, lang: Lang) -> Vec<Slot> {
    /// Columns of the subjects; the rest is for figures.
    const SUBJECT: u16 = 5;
    let fields: Vec<(&Field, [&str; 3])> =
        shown(Part::Table2, shape).into_iter().map(|field| (field, place2(field))).collect();
    let mut grid = Grid::default();
    let mut row = 0;
    for section in distinct(fields.iter().map(|(_, [section, ..])| *section)) {
        let own: Vec<_> = fields.iter().filter(|(_, place)| place[0] == section).collect();
        let mut columns = distinct(own.iter().map(|(_, [.., column])| *column));
        // The dictionary has it first, being on both forms; the form of 2019 has it last.
        columns.sort_by_key(|column| *column == "处理决定数量");
        let spans = spans(SUBJECT, COLUMNS - SUBJECT, columns.len());
        grid.heading((row, 0), (1, COLUMNS), words::form_word(section, lang));
        grid.heading((row + 1, 0), (1, SUBJECT), words::SUBJECT.get(lang));
        for (column, (at, width)) in columns.iter().zip(&spans) {
            grid.heading((row + 1, *at), (1, *width), words::form_word(column, lang));
        }
        row += 2;
        for subject in distinct(own.iter().map(|(_, [_, subject, _])| *subject)) {
            grid.label((row, 0), (1, SUBJECT), words::form_word(subject, lang));
            for (column, (at, width)) in columns.iter().zip(&spans) {
                let is_here = |place: &[&str; 3]| place[1] == subject && place[2] == *column;
                match own.iter().find(|(_, place)| is_here(place)) {
                    Some((field, _)) => grid.figure((row, *at), (1, *width), &field.name),
                    None => grid.heading((row, *at), (1, *width), ""),
                }
            }
            row += 1;
        }
    }
    grid.0
}

/// `第二十条第（一）项 规章 本年制发件数`: the item, the subject and the column of a figure of table 2.
fn place2(field: &Field) -> [&str; 3] {
    let mut words = field.form_row.splitn(3, ' ');
    [(); 3].map(|()| words.next().unwrap_or_default())
}

/// Table 4: reviews, lawsuits filed directly, lawsuits after a review, one row of figures.
pub(in crate::output) fn table4(shape: &dyn Shape, lang: Lang) -> Vec<Slot> {
    let fields: Vec<(&Field, &str, &str)> = shown(Part::Table4, shape)
        .into_iter()
        .filter_map(|field| field.form_row.split_once(" · ").map(|(block, result)| (field, block, result)))
        .collect();
    let mut grid = Grid::default();
    for (index, (field, _, result)) in (0..).zip(&fields) {
        grid.heading((2, index), (1, 1), words::form_word(result, lang));
        grid.figure((3, index), (1, 1), &field.name);
    }
    let mut column = 0;
    for head in distinct(fields.iter().map(|(_, block, _)| block4(block).0)) {
        let start = column;
        for block in distinct(fields.iter().map(|(_, block, _)| *block)) {
            let (of, kind) = block4(block);
            if of != head {
                continue;
            }
            let width = fields.iter().filter(|(_, other, _)| *other == block).map(|_| 1).sum();
            if let Some(kind) = kind {
                grid.heading((1, column), (1, width), words::form_word(kind, lang));
            }
            column += width;
        }
        let is_split =
            fields.iter().any(|(_, block, _)| block4(block) != (head, None) && block4(block).0 == head);
        let rows = if is_split { 1 } else { 2 };
        grid.heading((0, start), (rows, column - start), words::form_word(head, lang));
    }
    grid.0
}

/// `行政诉讼（复议后起诉）`: a block of table 4 and the kind in the brackets.
fn block4(block: &str) -> (&str, Option<&str>) {
    match block.split_once('（') {
        Some((head, kind)) => (head, Some(kind.trim_end_matches('）'))),
        None => (block, None),
    }
}

/// Each value once, in order of first appearance.
fn distinct<'a>(values: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut found = Vec::new();
    for value in values {
        if !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

/// Where each of `count` columns begins and how wide it is, if they share `width` columns from `start`.
pub(in crate::output) fn spans(start: u16, width: u16, count: usize) -> Vec<(u16, u16)> {
    let count = u16::try_from(count).unwrap_or(u16::MAX).max(1);
    let (each, wider) = (width / count, width % count);
    let mut at = start;
    let mut spans = Vec::new();
    for index in 0..count {
        let own = each + u16::from(index < wider);
        spans.push((at, own));
        at += own;
    }
    spans
}
