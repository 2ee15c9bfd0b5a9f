//! One file: its document, what it is a report of, and its figures.

use super::document::{Block, Document, Paragraph};
use super::filled::{self, Filled};
use super::read::{self, Limits};
use super::reading::{Figures, Read, Status};
use super::region::{self, Hints, Located};
use super::tables::read_tables;
use super::words::{self, Found, Head};
use crate::dataset::{Region, Regions, Scope, check_value, sha256};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Content, Form, Part, dictionary};
use crate::text::Label;
use crate::text::ingest::{report as said, words as places};

/// What is known beforehand, and takes the place of what a report says.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    /// Its region.
    pub region: Option<Region>,
    /// Its year.
    pub year: Option<i32>,
    /// Whom it counts.
    pub scope: Option<Scope>,
}

/// Region, year and scope: what tells reports apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Code of the region.
    pub region_code: String,
    /// The year that the figures describe.
    pub year: i32,
    /// `region` or `office`.
    pub scope: &'static str,
}

/// A report as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Region, year and scope.
    pub key: Key,
    /// Name of the region.
    pub region: String,
    /// The form, as the headings of its tables show it.
    pub form: Option<Form>,
    /// Its figures, and those cells and sentences that gave none.
    pub figures: Figures,
    /// What was read of the report itself, by field: region, year, scope, form, date.
    pub head: Vec<(&'static str, String, Read)>,
    /// Which of tables 2, 3 and 4 were found.
    pub tables: Vec<Part>,
    /// What the reader of the figures should know.
    pub remarks: Vec<Label>,
    /// Name of the file, without its folder.
    pub file: String,
    /// SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
}

impl Report {
    /// How many figures were read.
    pub fn count(&self) -> usize {
        self.figures.values().filter(|read| read.value.is_some()).count()
    }

    /// How many cells or sentences have a status.
    pub fn with_status(&self, status: Status) -> impl Iterator<Item = (&String, &Read)> {
        self.figures.iter().filter(move |(_, read)| read.status == status)
    }

    /// A figure.
    pub fn figure(&self, field: &str) -> Option<f64> {
        self.figures.get(field)?.value
    }
}

/// What a file says, before it is known whose report it is.
struct Gist {
    head: Head,
    form: Option<Form>,
    figures: Figures,
    remarks: Vec<Label>,
}

/// What a report is read with.
pub(super) struct Reader<'a> {
    pub regions: &'a Regions,
    pub hints: Hints,
    pub given: &'a Given,
    pub limits: &'a Limits,
}

impl Reader<'_> {
    /// Reads the report in the bytes of a file: `path` as it is named in messages, `file` as in the dataset.
    ///
    /// # Errors
    /// The file cannot be read, is no such report, or its region or year cannot be told.
    pub(super) fn read(&self, path: &str, file: &str, bytes: &[u8]) -> Result<Report> {
        let document = read::read(path, bytes, self.limits)?;
        if !document.named.is_empty() {
            return self.filled_form(path, file, bytes, &document);
        }
        let head = words::read_head(&document);
        let mut tables = read_tables(&document);
        if tables.figures.is_empty() && !head.is_report() {
            return Err(
                Error::new(ErrorKind::Data, said::no_report(path)).with_hint(said::what_a_report_is())
            );
        }
        let year = self.year(path, &head)?;
        let located = self.region(path, &document, &head, year.value)?;
        let mut figures = std::mem::take(&mut tables.figures);
        figures.extend(words::read_text(&paragraphs(&document), Some(year.value)));
        let gist = Gist { head, form: tables.form, figures, remarks: tables.remarks };
        self.report(path, file, bytes, (located, year, gist))
    }

    /// A form that was filled in by hand.
    fn filled_form(&self, path: &str, file: &str, bytes: &[u8], document: &Document) -> Result<Report> {
        let Filled { head, form, figures } = filled::read(&document.named);
        if figures.values().all(|read| read.value.is_none()) {
            return Err(Error::new(ErrorKind::Data, said::no_figures(path)).with_hint(said::fill_it_in()));
        }
        let year = self.year(path, &head)?;
        let located = match (&self.given.region, &head.organ) {
            (None, Some(code)) if code.value.bytes().all(|byte| byte.is_ascii_digit()) => {
                let region = self.regions.resolve(&code.value)?.region;
                Located { region, text: code.text.clone(), note: Label::default() }
            }
            _ => self.region(path, document, &head, year.value)?,
        };
        self.report(path, file, bytes, (located, year, Gist { head, form, figures, remarks: Vec::new() }))
    }

    /// Puts a report together.
    fn report(
        &self,
        path: &str,
        file: &str,
        bytes: &[u8],
        (located, year, gist): (Located, Found<i32>, Gist),
    ) -> Result<Report> {
        let Gist { head, form, mut figures, remarks: more } = gist;
        let scope = self.scope(&head, &located);
        if figures.values().all(|read| read.value.is_none()) {
            return Err(
                Error::new(ErrorKind::Data, said::no_figures(path)).with_hint(said::look_for_tables())
            );
        }
        refuse_impossible(&mut figures);
        let key = Key { region_code: located.region.code.clone(), year: year.value, scope: scope.value.id() };
        let mut remarks = head.doubts.clone();
        remarks.extend(more);
        if !located.note.zh.is_empty() {
            remarks.push(located.note.clone());
        }
        let head = entries(&key, &head, &located, &year, &scope, form);
        let mut found: Vec<Part> = [Part::Table2, Part::Table3, Part::Table4].to_vec();
        found.retain(|part| has_part(&figures, *part));
        Ok(Report {
            region: located.region.name,
            key,
            form,
            figures,
            head,
            tables: found,
            remarks,
            file: file.to_owned(),
            sha256: sha256(bytes),
        })
    }

    fn year(&self, path: &str, head: &Head) -> Result<Found<i32>> {
        if let Some(year) = self.given.year {
            return Ok(given(year));
        }
        head.year.clone().ok_or_else(|| {
            let doubts = head.doubts.clone();
            Error::new(ErrorKind::Data, said::no_year(path))
                .with_details(doubts)
                .with_hint(said::name_the_year())
        })
    }

    fn region(&self, path: &str, document: &Document, head: &Head, year: i32) -> Result<Located> {
        match &self.given.region {
            Some(region) => {
                Ok(Located { region: region.clone(), text: String::new(), note: Label::default() })
            }
            None => region::locate(path, document, head, year, self.regions, &self.hints),
        }
    }

    fn scope(&self, head: &Head, located: &Located) -> Found<Scope> {
        match (self.given.scope, &head.scope) {
            (Some(scope), _) => given(scope),
            (None, Some(found)) => found.clone(),
            // Only the region is known, by a signature or a title: a government's.
            (None, None) => Found {
                value: words::scope_of(&located.text),
                text: located.text.clone(),
                place: super::document::Place::default(),
            },
        }
    }
}

fn given<T>(value: T) -> Found<T> {
    Found { value, text: String::new(), place: super::document::Place::default() }
}

fn paragraphs(document: &Document) -> Vec<Paragraph> {
    let paragraph = |block: &Block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.clone()),
        Block::Grid(_) => None,
    };
    document.blocks.iter().filter_map(paragraph).collect()
}

/// What is known of the report itself, as entries beside its figures.
fn entries(
    key: &Key,
    head: &Head,
    located: &Located,
    year: &Found<i32>,
    scope: &Found<Scope>,
    form: Option<Form>,
) -> Vec<(&'static str, String, Read)> {
    let read = |text: &str, place: Label, rule: &'static str, note: Label| Read {
        value: None,
        status: Status::Exact,
        text: text.to_owned(),
        place,
        rule,
        note,
    };
    let rule = |text: &str| if text.is_empty() { "given" } else { "head" };
    let spot = |place: super::document::Place| places::place(place.page, place.line);
    let organ = head.organ.as_ref().map_or_else(Label::default, |organ| spot(organ.place));
    let mut all = vec![
        (
            "region_code",
            key.region_code.clone(),
            read(&located.text, organ, rule(&located.text), located.note.clone()),
        ),
        (
            "year",
            key.year.to_string(),
            read(&year.text, spot(year.place), rule(&year.text), Label::default()),
        ),
    ];
    if let Some(form) = form {
        all.push(("form", form.id().to_owned(), read("", said::headings(), "tables", Label::default())));
    }
    let entry = read(&scope.text, spot(scope.place), rule(&scope.text), Label::default());
    all.push(("scope", key.scope.to_owned(), entry));
    if let Some(date) = &head.published {
        let entry = read(&date.text, spot(date.place), "head", Label::default());
        all.push(("published_on", date.value.clone(), entry));
    }
    all
}

/// Takes away figures that a dataset cannot hold (a negative count, a share of a case): they are wrong in the
/// report or were read wrongly, and either way no figure.
fn refuse_impossible(figures: &mut Figures) {
    for (field, read) in figures {
        let content = dictionary().get(field).map_or(Content::Count, |field| field.content);
        if let Some(value) = read.value
            && let Err(fault) = check_value(value, content)
        {
            read.value = None;
            read.status = Status::Ambiguous;
            read.note = said::impossible(value, fault.text());
        }
    }
}

fn has_part(figures: &Figures, part: Part) -> bool {
    figures.keys().any(|field| dictionary().get(field).is_some_and(|field| field.part == part))
}
