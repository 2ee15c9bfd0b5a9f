//! The sums of the form: a total that does not add up is marked as it is typed, and a sheet lists them all.

use rust_xlsxwriter::{ConditionalFormatFormula, Formula, Worksheet, XlsxError};

use super::sheets::begin;
use super::{Spots, both, style as own};
use crate::check::{Sum, sums};
use crate::output::official::page::Value;
use crate::output::official::style;
use crate::schema::{cell_name, dictionary};
use crate::text::{Label, blank_form as words};

/// A sum of which the form has every figure.
pub(super) struct OnForm {
    found: Vec<String>,
    expected: Vec<String>,
}

impl OnForm {
    /// The figure that is marked when the sides differ: the total, or the last of what stands opposite.
    fn marked(&self) -> Option<&String> {
        if let [total] = self.found.as_slice() { Some(total) } else { self.expected.last() }
    }
}

/// The sums of the form. A group's total that is no row of the form is the sum of its rows.
pub(super) fn on_form(spots: &Spots) -> Vec<OnForm> {
    let rows = |fields: &[String]| -> Option<Vec<String>> {
        let mut all = Vec::new();
        for field in fields {
            let parts = dictionary().get(field)?.parts();
            if spots.contains_key(field) {
                all.push(field.clone());
            } else if parts.is_empty() {
                return None;
            } else {
                all.extend(parts.into_iter().filter(|part| spots.contains_key(part)));
            }
        }
        Some(all)
    };
    let on_form = |sum: &Sum| {
        // A group's total that has no row, beside its own rows, is no sum.
        let is_group = |fields: &[String]| matches!(fields, [one] if !spots.contains_key(one));
        if is_group(&sum.found) {
            return None;
        }
        Some(OnForm { found: rows(&sum.found)?, expected: rows(&sum.expected)? })
    };
    sums().iter().filter_map(on_form).collect()
}

/// Marks the totals of a sheet that do not add up, once every figure of the sum is there.
pub(super) fn mark(
    sheet: &mut Worksheet,
    name: &str,
    sums: &[OnForm],
    spots: &Spots,
) -> Result<(), XlsxError> {
    for sum in sums {
        let here = |field: &String| spots.get(field).filter(|spot| spot.sheet == name);
        let Some(spot) = sum.marked().and_then(here) else { continue };
        let cells = |fields: &[String]| -> Vec<String> {
            fields.iter().filter_map(|field| Some(spots.get(field)?.cell())).collect()
        };
        let (found, expected) = (cells(&sum.found), cells(&sum.expected));
        let count = found.len() + expected.len();
        let all = [found.clone(), expected.clone()].concat().join(",");
        let rule = format!("=AND(COUNT({all})={count},{}<>{})", found.join("+"), expected.join("+"));
        let format = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(own::wrong());
        sheet.add_conditional_format(spot.row, spot.column, spot.row, spot.column, &format)?;
    }
    Ok(())
}

/// The sheet with every sum, its two sides and whether they are equal.
pub(super) fn list(sheet: &mut Worksheet, sums: &[OnForm]) -> Result<(), XlsxError> {
    /// Columns of the words, of each side and of the result.
    const WIDTHS: [u16; 4] = [9, 2, 2, 2];
    let mut page = begin(sheet, words::CHECKS, &both(&words::CHECKS_TITLE.label()), words::HOW_TO_CHECK)?;
    let headings = [words::SUM, words::LEFT, words::RIGHT, words::RESULT].map(|text| both(&text.label()));
    let cells: Vec<_> = headings
        .iter()
        .zip(WIDTHS)
        .map(|(text, width)| (width, Value::Text(text), style::heading()))
        .collect();
    page.cells(&cells)?;
    for sum in sums {
        let text = both(&in_words(sum));
        let row = page.next;
        page.cells(&[
            (WIDTHS[0], Value::Text(&text), style::boxed()),
            (WIDTHS[1], Value::Blank, style::number("0")),
            (WIDTHS[2], Value::Blank, style::number("0")),
            (WIDTHS[3], Value::Blank, style::centred()),
        ])?;
        let [left, right, result] = [WIDTHS[0], WIDTHS[0] + WIDTHS[1], WIDTHS[0] + WIDTHS[1] + WIDTHS[2]];
        for (column, fields) in [(left, &sum.found), (right, &sum.expected)] {
            let names: Vec<String> = fields.iter().map(|field| cell_name(field)).collect();
            let formula =
                format!("=IF(COUNT({})={},{},\"—\")", names.join(","), names.len(), names.join("+"));
            let formula = Formula::new(formula).set_result("—");
            page.sheet.write_formula_with_format(row, column, formula, &style::number("0"))?;
        }
        let name = |column| rust_xlsxwriter::utility::row_col_to_cell(row, column);
        let (left, right) = (name(left), name(right));
        let formula = format!(
            "=IF(COUNT({left},{right})<2,\"—\",IF({left}={right},\"✓\",\"✗ \"&TEXT({left}-{right},\"+0;-0\")))"
        );
        let formula = Formula::new(formula).set_result("—");
        page.sheet.write_formula_with_format(row, result, formula, &style::centred())?;
    }
    page.finish()
}

/// A sum in words: `本年新收 + 上年结转 = 办理结果总计 + 结转下年度`.
fn in_words(sum: &OnForm) -> Label {
    /// More terms than can be read at a glance.
    const MANY: usize = 4;
    let labels = |fields: &[String]| -> Label {
        if fields.len() > MANY {
            return words::sum_of(fields.len());
        }
        let all = fields.iter().filter_map(|field| Some(&dictionary().get(field)?.label));
        let (zh, en): (Vec<_>, Vec<_>) = all.map(|label| (label.zh.as_str(), label.en.as_str())).unzip();
        Label::new(zh.join("＋"), en.join(" + "))
    };
    let (left, right) = (labels(&sum.found), labels(&sum.expected));
    Label::new(format!("{}＝{}", left.zh, right.zh), format!("{} = {}", left.en, right.en))
}
