//! What is said of a file as a report: what it is of, and why it is none.

use crate::text::{Label, Text};

/// A file that is no such report.
pub fn no_report(file: &str) -> Label {
    Label::new(
        format!("{file}：不是政府信息公开工作年度报告：没有报告标题，也没有表二、表三、表四"),
        format!(
            "{file}: is no report on the disclosure of government information: it has neither its title nor table 2, 3 or 4"
        ),
    )
}

/// Hint for [`no_report`].
pub fn what_a_report_is() -> Label {
    Label::new(
        "请给出含六个部分和三张表的年度报告正文；网页另存时要包含正文",
        "give the annual report itself, with its six parts and three tables; a page must be saved with its text",
    )
}

/// A report without any figure.
pub fn no_figures(file: &str) -> Label {
    Label::new(format!("{file}：没有读到任何数字"), format!("{file}: no figure was found in it"))
}

/// Hint for [`no_figures`].
pub fn look_for_tables() -> Label {
    Label::new(
        "表格可能是图片，或正文在附件里；请换用含文字表格的版本",
        "its tables may be pictures, or the text may be in an attachment; give a version with tables of text",
    )
}

/// Hint for a form that nobody filled in.
pub fn fill_it_in() -> Label {
    Label::new("填报表还是空的，请填好后再读", "the form is still blank: fill it in first")
}

/// No year is named.
pub fn no_year(file: &str) -> Label {
    Label::new(format!("{file}：无法确定报告年度"), format!("{file}: the year of the report cannot be told"))
}

/// Hint for [`no_year`].
pub fn name_the_year() -> Label {
    Label::new("用 --year 指定该文件的报告年度", "give the year of this file with --year")
}

/// No organ is named.
pub fn no_organ(file: &str) -> Label {
    Label::new(
        format!("{file}：没有写明是哪个机关的报告"),
        format!("{file}: does not say whose report it is"),
    )
}

/// An organ of no known region.
pub fn unknown_region(file: &str, organ: &str) -> Label {
    Label::new(
        format!("{file}：在地区表中找不到“{organ}”所属的地区"),
        format!("{file}: the list of regions has no region of \"{organ}\""),
    )
}

/// An organ whose region's name several bear.
pub fn ambiguous_region(file: &str, organ: &str, count: usize) -> Label {
    Label::new(
        format!("{file}：“{organ}”可能属于 {count} 个同名地区"),
        format!("{file}: \"{organ}\" may be of {count} regions of one name"),
    )
}

/// Hint for reports of an unknown region.
pub fn name_the_region() -> Label {
    Label::new(
        "用 --region 给出代码，或用 --province、--prefecture 限定范围；不在表中的地区用 --regions 给出地区表",
        "give its code with --region, or narrow the choice with --province or --prefecture; give a list with --regions if it is in none",
    )
}

/// Regions of one name that were told apart.
pub fn told_apart(full_name: &str, count: usize) -> Label {
    Label::new(
        format!("{count} 个同名地区中，按文中或文件夹中的上级地名取{full_name}"),
        format!(
            "of {count} regions of one name, {full_name} is taken, whose prefecture or province the text or the folder names"
        ),
    )
}

/// The headings of tables as a place.
pub fn headings() -> Label {
    Label::new("表格标题", "the headings of the tables")
}

/// A figure that cannot be.
pub fn impossible(value: f64, fault: Text) -> Label {
    Label::new(format!("读到 {value}，{}", fault.zh), format!("{value} was read, which {}", fault.en))
}
