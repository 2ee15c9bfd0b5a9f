//! What is said of the figures that were read from the tables: places, notes, remarks.

use std::fmt::Write as _;

use super::one_line;
use crate::schema::Part;
use crate::text::Label;

fn number_of(part: Part) -> (&'static str, &'static str) {
    match part {
        Part::Table2 => ("表二", "table 2"),
        Part::Table4 => ("表四", "table 4"),
        _ => ("表三", "table 3"),
    }
}

/// Where a cell stands: its table, which piece of it, row, column and page, all from 1.
pub fn place(part: Part, piece: usize, cell: (usize, usize), page: Option<u32>) -> Label {
    let (zh, en) = number_of(part);
    let (row, column) = cell;
    let mut label =
        Label::new(format!("{zh} 第 {row} 行第 {column} 列"), format!("{en}, row {row}, column {column}"));
    if piece > 1 {
        label.zh = format!("{zh}（第 {piece} 段）第 {row} 行第 {column} 列");
        label.en = format!("{en} (piece {piece}), row {row}, column {column}");
    }
    if let Some(page) = page {
        let _ = write!(label.zh, "，第 {page} 页");
        let _ = write!(label.en, ", page {page}");
    }
    label
}

/// Two remarks on one figure; either may be empty.
pub fn both(first: &Label, second: &Label) -> Label {
    let join = |a: &str, b: &str, mark: &str| {
        [a, b].iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join(mark)
    };
    Label::new(join(&first.zh, &second.zh, "；"), join(&first.en, &second.en, "; "))
}

/// A table as a place.
pub fn whole(part: Part) -> Label {
    let (zh, en) = number_of(part);
    Label::new(zh, en)
}

/// A remark beside the number was not read.
pub fn annotation_left_out(text: &str) -> Label {
    let text = one_line(text);
    Label::new(
        format!("“{text}”中的注解不计入数字"),
        format!("the annotation in \"{text}\" is not part of the figure"),
    )
}

/// The cell names its unit.
pub fn unit_converted(text: &str, unit: &str) -> Label {
    let text = one_line(text);
    Label::new(
        format!("单元格写明单位“{unit}”（{text}），已换算"),
        format!("the cell names its unit {unit} ({text}); converted"),
    )
}

/// The heading names another unit than 万元.
pub fn unit_of_heading(text: &str) -> Label {
    let text = one_line(text);
    Label::new(
        format!("按表头所写单位换算为万元（原为 {text}）"),
        format!("converted to 10,000 CNY from the heading's unit ({text})"),
    )
}

/// A unit that the field cannot have.
pub fn wrong_unit(text: &str) -> Label {
    let text = one_line(text);
    Label::new(format!("单位与项目不符：{text}"), format!("a unit that does not belong here: {text}"))
}

/// A number that the report gives as approximate.
pub fn approximate(text: &str) -> Label {
    let text = one_line(text);
    Label::new(format!("约数，不是确数：{text}"), format!("an approximate number: {text}"))
}

/// Digits that are no number.
pub fn unreadable(text: &str) -> Label {
    let text = one_line(text);
    Label::new(format!("读不出数字：{text}"), format!("not a readable number: {text}"))
}

/// A number that was put together because the sums then hold.
pub fn repaired(text: &str, value: &str) -> Label {
    let text = one_line(text);
    Label::new(
        format!("原文“{text}”读作 {value}：只有这样读，勾稽关系才成立"),
        format!("\"{text}\" is read as {value}: the only reading with which the sums hold"),
    )
}

/// A number with blanks that no sum confirms.
pub fn joined(text: &str, value: &str) -> Label {
    let text = one_line(text);
    Label::new(
        format!("数字中间有空白（{text}），连读为 {value}"),
        format!("a number with blanks inside ({text}), read as {value}"),
    )
}

/// A cell that can be read in several ways, or in none with which the sums hold.
pub fn not_settled(text: &str) -> Label {
    let text = one_line(text);
    Label::new(
        format!("“{text}”不能确定：没有唯一使勾稽关系成立的读法"),
        format!("\"{text}\" is not settled: no single reading makes the sums hold"),
    )
}

/// Two rows or two tables give different figures for the same field.
pub fn contradicts(first: &str, second: &str) -> Label {
    let (first, second) = (one_line(first), one_line(second));
    Label::new(
        format!("报告中两处不同：{first} 与 {second}"),
        format!("the report gives it twice and differently: {first} and {second}"),
    )
}

/// A cell that stands beside several rows.
pub fn merged(text: &str) -> Label {
    let text = one_line(text);
    Label::new(
        format!("单元格跨多行（{text}），不知属于哪一行"),
        format!("a cell over several rows ({text}); which one it belongs to is not known"),
    )
}

/// A group total beside some of its rows only.
pub fn group_in_doubt(text: &str) -> Label {
    let text = one_line(text);
    Label::new(
        format!("这一行可能是合计，也可能是缺了标签的一项（{text}）"),
        format!("the row may be the group's total or an item that lost its label ({text})"),
    )
}

/// A label was put together from pieces.
pub fn label_joined(label: &str) -> Label {
    let label = one_line(label);
    Label::new(
        format!("行标签断开，合为“{label}”"),
        format!("the row's label was torn, put together: {label}"),
    )
}

/// A label that is not spelt as on the form.
pub fn label_variant(label: &str, name: &Label) -> Label {
    let label = one_line(label);
    Label::new(
        format!("标签“{label}”按近似认作“{}”", name.zh),
        format!("the label {label} was taken for: {}", name.en),
    )
}

/// A total that is not printed.
pub fn sum_of_parts(count: usize) -> Label {
    Label::new(
        format!("报告没有印出合计，由 {count} 项相加"),
        format!("not printed in the report; the sum of its {count} rows"),
    )
}

/// A row with figures whose label names none of the form's rows.
pub fn row_not_read(part: Part, label: &str) -> Label {
    let (zh, en) = number_of(part);
    let label = one_line(label);
    if label.is_empty() {
        return Label::new(
            format!("{zh}有一行数字没有标签，未读取"),
            format!("{en}: a row of figures without a label was not read"),
        );
    }
    Label::new(
        format!("{zh}有一行的标签不能确认，未读取：{label}"),
        format!("{en}: a row whose label is not certain was not read: {label}"),
    )
}

/// The headers do not stand over the figures.
pub fn columns_by_order() -> Label {
    Label::new(
        "表三的表头没有对齐数字，七列按表式顺序读取",
        "table 3: the headers do not stand over the figures; the seven columns are read in the form's order",
    )
}

/// Rows whose cells could not be given to the columns.
pub fn columns_unclear(label: &str) -> Label {
    let label = one_line(label);
    Label::new(
        format!("表三“{label}”一行的数字不能确定属于哪一列"),
        format!("table 3: the figures of the row {label} cannot be given to its columns"),
    )
}

/// Table 4 whose figures are not fifteen.
pub fn table4_not_read(count: usize) -> Label {
    Label::new(
        format!("表四应有 15 个数字，读到 {count} 个，不能确定各属哪一项"),
        format!("table 4 should have 15 figures and has {count}; which is which is not certain"),
    )
}

/// The figures of table 4 without headers.
pub fn table4_by_order() -> Label {
    Label::new(
        "表四没有可对应的表头，15 个数字按表式顺序读取",
        "table 4 has no headers to go by; its 15 figures are read in the form's order",
    )
}

/// Two tables of the same kind.
pub fn several_tables(part: Part, count: usize) -> Label {
    let (zh, en) = number_of(part);
    Label::new(
        format!("文件中有 {count} 份{zh}；数字不同的项目不取"),
        format!("the file has {count} of {en}; fields in which they differ are left open"),
    )
}

/// Table 2 without a heading that tells the form.
pub fn form_unknown(label: &str) -> Label {
    let label = one_line(label);
    Label::new(
        format!("表二“{label}”没有可辨认的表头，不知是哪种格式，未读取"),
        format!("table 2: {label} has no heading that tells the form and was not read"),
    )
}
