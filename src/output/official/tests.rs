//! The tables have every figure once and no gap.

use super::layout::{COLUMNS, Content, Shape, Slot, narrative, table2, table4};
use super::table3::table3;
use crate::schema::{Form, Part, dictionary};
use crate::text::Lang;

/// A report that has every figure of its form, or only those without an applicant.
struct Whole {
    form: Form,
    alone: bool,
}

impl Shape for Whole {
    fn form(&self) -> Form {
        self.form
    }

    fn has(&self, field: &str) -> bool {
        let known = dictionary().get(field).is_some_and(|field| field.forms.contains(self.form));
        known && !(self.alone && field.contains("__"))
    }
}

fn report(form: Form) -> Whole {
    Whole { form, alone: false }
}

/// The text of all words, and the fields of all figures.
fn content(slots: &[Slot]) -> (Vec<&str>, Vec<&str>) {
    let (mut texts, mut figures) = (Vec::new(), Vec::new());
    for slot in slots {
        match &slot.content {
            Content::Figure(field) => figures.push(field.as_str()),
            Content::Heading(text) | Content::Label(text) => texts.push(text.as_str()),
        }
    }
    (texts, figures)
}

#[test]
fn every_figure_of_a_form_has_one_place_in_its_tables() {
    for form in [Form::Tables2019, Form::Tables2021] {
        let report = report(form);
        let all = [
            narrative(&report, Lang::Zh),
            table2(&report, Lang::Zh),
            table3(&report, Lang::Zh),
            table4(&report, Lang::Zh),
        ];
        let mut drawn: Vec<&str> = all.iter().flat_map(|slots| content(slots).1).collect();
        drawn.sort_unstable();
        let fields = dictionary().fields().iter().filter(|field| field.forms.contains(form));
        let mut expected: Vec<&str> = fields
            .filter(|field| !matches!(field.part, Part::Key | Part::Report))
            .map(|field| field.name.as_str())
            .collect();
        expected.sort_unstable();
        assert_eq!(drawn, expected, "{form}");
    }
}

#[test]
fn slots_fill_a_table_without_gap_or_overlap() {
    for form in [Form::Tables2019, Form::Tables2021] {
        for report in [report(form), Whole { form, alone: true }] {
            for slots in [table2(&report, Lang::Zh), table3(&report, Lang::Zh), table4(&report, Lang::Zh)] {
                let mut cells = std::collections::BTreeSet::new();
                for slot in &slots {
                    for row in slot.row..slot.row + slot.rows {
                        for column in slot.column..slot.column + slot.columns {
                            assert!(column < COLUMNS);
                            assert!(cells.insert((row, column)), "{slot:?}");
                        }
                    }
                }
                let rows = cells.iter().map(|(row, _)| row + 1).max().unwrap_or_default();
                assert_eq!(cells.len(), rows as usize * usize::from(COLUMNS));
            }
        }
    }
}

#[test]
fn the_words_of_the_form_are_known_in_english() {
    for form in [Form::Tables2019, Form::Tables2021] {
        let report = report(form);
        for slots in [table2(&report, Lang::En), table3(&report, Lang::En), table4(&report, Lang::En)] {
            for text in content(&slots).0 {
                let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
                assert!(!text.contains(is_chinese), "{text}");
            }
        }
    }
}

#[test]
fn the_forms_have_their_own_columns() {
    let texts = |form| content(&table2(&report(form), Lang::Zh)).0.join(" ");
    let (old, new) = (texts(Form::Tables2019), texts(Form::Tables2021));
    assert!(old.contains("信息内容 上一年项目数量 本年增/减 处理决定数量"), "{old}");
    assert!(old.contains("政府集中采购") && !new.contains("政府集中采购"));
    assert!(new.contains("信息内容 本年制发件数 本年废止件数 现行有效件数 规章"), "{new}");
}
