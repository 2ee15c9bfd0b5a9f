//! The workbook's last sheet: what the figures are and where they come from.

use rust_xlsxwriter::{Color, Format, FormatAlign, RowNum, Worksheet, XlsxError};

use super::foot;
use super::xlsx::write_text;
use crate::analysis::{Answer, MetricCard, Note};
use crate::text::output::about;
use crate::text::{Lang, Text, output as words};

/// Lines of a heading and a text, one below the other.
struct Lines<'a> {
    sheet: &'a mut Worksheet,
    lang: Lang,
    next: RowNum,
}

impl Lines<'_> {
    fn add(&mut self, heading: Text, text: &str) -> Result<(), XlsxError> {
        if text.is_empty() {
            return Ok(());
        }
        let bold = Format::new().set_bold().set_align(FormatAlign::Top);
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        write_text(self.sheet, self.next, 0, heading.get(self.lang), self.lang, Some(&bold))?;
        write_text(self.sheet, self.next, 1, text, self.lang, Some(&wrapped))?;
        self.next += 1;
        Ok(())
    }

    fn skip(&mut self) {
        self.next += 1;
    }
}

/// Fills the sheet: title, metrics, coverage, notes, provenance. `remark` is about the workbook itself.
pub(super) fn fill(
    sheet: &mut Worksheet,
    answer: &Answer,
    remark: Option<&Note>,
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 22)?;
    sheet.set_column_width(1, 90)?;
    let mut lines = Lines { sheet, lang, next: 0 };
    if answer.provenance.synthetic {
        let loud = Format::new().set_bold().set_font_size(14).set_font_color(Color::Red);
        write_text(lines.sheet, 0, 0, words::SYNTHETIC.get(lang), lang, Some(&loud))?;
        lines.next = 2;
    }
    lines.add(about::TITLE, answer.title.get(lang))?;
    lines.add(about::SUBTITLE, answer.subtitle.get(lang))?;
    for card in &answer.metrics {
        lines.skip();
        metric(&mut lines, card)?;
    }
    lines.skip();
    for entry in &answer.coverage {
        lines.add(about::COVERAGE, &foot::coverage(answer, entry, lang))?;
    }
    for note in remark.into_iter().chain(&answer.notes) {
        lines.add(foot::note_heading(note), note.text.get(lang))?;
    }
    lines.skip();
    provenance(&mut lines, answer)
}

fn metric(lines: &mut Lines<'_>, card: &MetricCard) -> Result<(), XlsxError> {
    let lang = lines.lang;
    lines.add(about::METRIC, &format!("{} ({})", card.title.get(lang), card.id))?;
    lines.add(about::MEANING, card.meaning.get(lang))?;
    lines.add(about::IN_WORDS, card.formula_in_words.get(lang))?;
    lines.add(about::FORMULA, &card.formula)?;
    lines.add(about::UNIT, card.unit.name().get(lang))?;
    lines.add(about::DIRECTION, card.direction.get(lang))?;
    lines.add(about::CAVEAT, card.caveat.as_ref().map_or("", |caveat| caveat.get(lang)))
}

fn provenance(lines: &mut Lines<'_>, answer: &Answer) -> Result<(), XlsxError> {
    let (source, lang) = (&answer.provenance, lines.lang);
    let title = source.title.get(lang);
    let dataset =
        if title.is_empty() { source.dataset.clone() } else { format!("{title} ({})", source.dataset) };
    lines.add(about::DATASET, &dataset)?;
    lines.add(about::LICENCE, &source.licence)?;
    for name in &source.sources {
        lines.add(about::SOURCE, name)?;
    }
    lines.add(about::REQUEST, &source.request)?;
    lines.add(about::PROGRAM, concat!("gongkai ", env!("CARGO_PKG_VERSION")))?;
    for file in &source.files {
        let sum = if file.sha256.is_empty() {
            String::new()
        } else {
            format!("  {} {}", about::SHA256.get(lang), file.sha256)
        };
        lines.add(about::FILE, &format!("{}{sum}", file.path))?;
    }
    Ok(())
}
