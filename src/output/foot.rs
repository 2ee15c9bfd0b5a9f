//! The lines below a result, the same under a terminal table, a Markdown table and in a workbook: coverage,
//! notes, source, and the warning on invented data.

use crate::analysis::{Answer, Coverage, Level, Note};
use crate::text::output::about;
use crate::text::{Lang, Text, output as words};

/// All lines, in order.
pub fn lines(answer: &Answer, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = answer.coverage.iter().map(|entry| coverage(answer, entry, lang)).collect();
    lines.extend(answer.notes.iter().map(|note| self::note(note, lang)));
    lines.push(source(answer, lang));
    if answer.provenance.synthetic {
        lines.push(words::SYNTHETIC.get(lang).to_owned());
    }
    lines
}

/// Reports used and left out, in words; with the metric's title where the answer has several entries.
pub fn coverage(answer: &Answer, entry: &Coverage, lang: Lang) -> String {
    let title = answer.metric(&entry.metric).map(|card| &card.title);
    let title = title.filter(|_| answer.coverage.len() > 1);
    let left_out: Vec<(Text, usize)> =
        entry.left_out.iter().map(|&(reason, count)| (reason.text(), count)).collect();
    words::coverage(title, entry.selected, entry.used, &left_out).get(lang).to_owned()
}

/// The heading of a note.
pub fn note_heading(note: &Note) -> Text {
    match note.level {
        Level::Info => about::NOTE,
        Level::Warning => about::WARNING,
    }
}

/// A note with its heading.
pub fn note(note: &Note, lang: Lang) -> String {
    words::pair(note_heading(note).get(lang), note.text.get(lang), lang)
}

/// The source line: dataset, version, program.
pub fn source(answer: &Answer, lang: Lang) -> String {
    let source = &answer.provenance;
    if source.dataset.is_empty() {
        return words::program(env!("CARGO_PKG_VERSION"));
    }
    words::source(&source.title, &source.dataset, env!("CARGO_PKG_VERSION")).get(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture;

    #[test]
    fn coverage_is_said_in_words() {
        let answer = fixture::ranking();
        let text = |lang| coverage(&answer, &answer.coverage[0], lang);
        assert_eq!(text(Lang::Zh), "共 50 份报告：使用 7 份；未计入 43 份（报告中没有所需数字 43）");
        assert_eq!(text(Lang::En), "50 reports: 7 used; 43 left out (a figure is not in the report: 43)");
    }

    #[test]
    fn several_metrics_are_named() {
        let answer = fixture::two_metrics();
        assert!(lines(&answer, Lang::Zh)[0].starts_with("图解比例：共 "));
    }

    #[test]
    fn invented_data_is_loud() {
        let mut answer = fixture::ranking();
        answer.provenance.synthetic = true;
        assert!(lines(&answer, Lang::En).last().unwrap().starts_with("SYNTHETIC DATA"));
        assert!(lines(&answer, Lang::Zh).last().unwrap().contains("模拟数据"));
    }
}
