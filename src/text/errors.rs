//! Wording of errors and of remarks on what was read.
//!
//! A sentence names file, line, column or cell first, then what is wrong. It has no full stop when it is the
//! only one. What to do about it is a hint of its own.

use super::{Label, Text};

/// See [`crate::dataset::Fault`].
pub const FAULT_NOT_NUMBER: Text = Text::new("不是数字", "is not a number");
/// See [`crate::dataset::Fault`].
pub const FAULT_NEGATIVE: Text = Text::new("是负数，数量不能为负", "is negative, and a count cannot be");
/// See [`crate::dataset::Fault`].
pub const FAULT_FRACTION: Text = Text::new("不是整数", "is not a whole number");
/// See [`crate::dataset::Fault`].
pub const FAULT_TOO_LARGE: Text = Text::new("过大，不可能是数量", "is too large for a count");
/// See [`crate::dataset::Fault`].
pub const FAULT_YEAR_RANGE: Text =
    Text::new("不在 2008—2099 之间，不是报告年度", "is not between 2008 and 2099, so it is no report year");
/// See [`crate::dataset::Fault`].
pub const FAULT_MISSING: Text =
    Text::new("为空，而这一列必须填写", "is empty, and this column must be filled in");
/// See [`crate::dataset::Fault`].
pub const FAULT_NOT_DATE: Text =
    Text::new("不是 2024-01-31 形式的日期", "is not a date of the form 2024-01-31");
/// See [`crate::dataset::Habit`].
pub const HABIT_THOUSANDS: Text = Text::new("带千位分隔符", "with thousands separators");
/// See [`crate::dataset::Habit`].
pub const HABIT_FULL_WIDTH: Text = Text::new("为全角字符", "in full-width characters");

/// A fault of the program.
pub fn internal() -> Label {
    Label::new("程序内部错误，请报告此问题", "internal error, which should be reported")
}

/// A file or folder is not there.
pub fn no_such_path(path: &str) -> Label {
    Label::new(format!("{path}：没有这个文件或文件夹"), format!("{path}: no such file or folder"))
}

/// A file cannot be read.
pub fn cannot_read(path: &str) -> Label {
    Label::new(format!("{path}：无法读取"), format!("{path}: cannot be read"))
}

/// A file has nothing in it.
pub fn empty_file(path: &str) -> Label {
    Label::new(format!("{path}：文件是空的"), format!("{path}: the file is empty"))
}

/// Neither UTF-8 nor GBK.
pub fn unknown_encoding(path: &str) -> Label {
    Label::new(
        format!("{path}：既不是 UTF-8 文本，也不是 GBK 文本"),
        format!("{path}: neither UTF-8 nor GBK text"),
    )
}

/// Hint for [`unknown_encoding`].
pub fn save_as_utf8() -> Label {
    Label::new(
        "在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”",
        "save it as “CSV UTF-8 (comma delimited)” in Excel or WPS",
    )
}

/// A folder without report files.
pub fn no_report_files(folder: &str) -> Label {
    Label::new(
        format!("{folder}：其中没有 reports.csv、reports.parquet，也没有 reports 文件夹中的此类文件"),
        format!("{folder}: has no reports.csv, no reports.parquet and no such files in a folder reports"),
    )
}

/// Hint: how a dataset lies on disk.
pub fn dataset_layout() -> Label {
    Label::new(
        "数据集是一个文件夹：dataset.toml、regions.csv、reports.csv（或 reports.parquet，或 reports/ 下的多个文件）",
        "a dataset is a folder with dataset.toml, regions.csv and reports.csv (or reports.parquet, or several files in reports/)",
    )
}

/// A file that is no dataset.
pub fn not_a_dataset(path: &str) -> Label {
    Label::new(
        format!("{path}：不是数据集文件夹，也不是 .csv 或 .parquet 文件"),
        format!("{path}: neither a dataset folder nor a .csv or .parquet file"),
    )
}

/// A TOML file does not parse.
pub fn bad_toml(path: &str) -> Label {
    Label::new(format!("{path}：内容不符合格式"), format!("{path}: does not have the form it must have"))
}

/// A column name stands twice in a header.
pub fn column_twice(file: &str, column: &str) -> Label {
    Label::new(
        format!("{file}，第 1 行：列名 {column} 出现两次"),
        format!("{file}, line 1: the column {column} appears twice"),
    )
}

/// A key column is missing.
pub fn no_key_column(file: &str, column: &str) -> Label {
    Label::new(
        format!("{file}，第 1 行：缺少必需的列 {column}"),
        format!("{file}, line 1: the column {column} is missing and must be there"),
    )
}

/// A line has too many or too few cells.
pub fn ragged_line(file: &str, line: u64, found: usize, expected: usize) -> Label {
    Label::new(
        format!("{file}，第 {line} 行：有 {found} 个单元格，应有 {expected} 个"),
        format!("{file}, line {line}: has {} where the header has {expected}", super::plural(found, "cell")),
    )
}

/// A cell is wrong.
pub fn bad_cell(file: &str, line: u64, column: &str, text: &str, fault: Text) -> Label {
    let text = text.trim();
    Label::new(
        format!("{file}，第 {line} 行，列 {column}：“{text}”{}", fault.zh),
        format!("{file}, line {line}, column {column}: \"{text}\" {}", fault.en),
    )
}

/// A Parquet cell is wrong.
pub fn bad_column(file: &str, column: &str, fault: Text) -> Label {
    Label::new(
        format!("{file}，列 {column}：有单元格{}", fault.zh),
        format!("{file}, column {column}: a cell {}", fault.en),
    )
}

/// A Parquet column has another type.
pub fn wrong_type(file: &str, column: &str, found: &str) -> Label {
    Label::new(
        format!("{file}，列 {column}：类型是 {found}，应为数字"),
        format!("{file}, column {column}: is of type {found} and must be a number"),
    )
}

/// A Parquet file cannot be read.
pub fn bad_parquet(file: &str) -> Label {
    Label::new(format!("{file}：不是完整的 Parquet 文件"), format!("{file}: is not a whole Parquet file"))
}

/// Several faults in a file.
pub fn faults(file: &str, count: usize) -> Label {
    Label::new(format!("{file}：有 {count} 处错误"), format!("{file}: {}", super::plural(count, "fault")))
}

/// Faults beyond those listed.
pub fn more_faults(count: usize) -> Label {
    Label::new(format!("另有 {count} 处"), format!("and {count} more"))
}

/// A file was decoded from GBK.
pub fn read_as_gbk(file: &str) -> Label {
    Label::new(
        format!("{file} 不是 UTF-8，已按 GBK 读取"),
        format!("{file} is not UTF-8 and was read as GBK"),
    )
}

/// Cells were read although they are not written as plain numbers.
pub fn read_with_habit(file: &str, line: u64, column: &str, count: usize, habit: Text) -> Label {
    Label::new(
        format!("{file}，列 {column}：{count} 个数字{}（首见于第 {line} 行），已按数字读取", habit.zh),
        format!(
            "{file}, column {column}: {} {} (first in line {line}) {} read as such",
            super::plural(count, "number"),
            habit.en,
            super::agreeing(count, "was", "were")
        ),
    )
}

/// A column that the dictionary does not have.
pub fn unknown_column(file: &str, column: &str) -> Label {
    Label::new(
        format!("{file}：列 {column} 不在字段字典中，未使用"),
        format!("{file}: the column {column} is not in the field dictionary and is not used"),
    )
}

/// "Did you mean".
pub fn nearest(names: &[String]) -> Label {
    Label::new(format!("是否指：{}", names.join("、")), format!("did you mean {}", names.join(", ")))
}

/// A report stands twice.
pub fn duplicate_report(places: &Label, region: &str, year: i32, scope: Text) -> Label {
    Label::new(
        format!("{}：{region} {year} 年（{}）的报告出现多次", places.zh, scope.zh),
        format!("{}: the report of {region} for {year} ({}) appears more than once", places.en, scope.en),
    )
}

/// Places of the same report in different files.
pub fn lines(lines: &[u64]) -> Label {
    let list = |sep: &str| lines.iter().map(u64::to_string).collect::<Vec<_>>().join(sep);
    Label::new(format!("第 {} 行", list("、")), format!("lines {}", list(", ")))
}

/// A region code that `regions.csv` does not have.
pub fn unknown_region_code(file: &str, line: u64, code: &str) -> Label {
    Label::new(
        format!("{file}，第 {line} 行：行政区划代码 {code} 不在 regions.csv 中"),
        format!("{file}, line {line}: the region code {code} is not in regions.csv"),
    )
}

/// A total row among the reports.
pub fn total_row(file: &str, line: u64, code: &str) -> Label {
    Label::new(
        format!("{file}，第 {line} 行：“{code}”是合计行，不是一个地区的报告，请删去"),
        format!("{file}, line {line}: \"{code}\" is a row of totals and not a region's report; remove it"),
    )
}

/// A scope that is neither `region` nor `office`.
pub fn unknown_scope(file: &str, line: u64, scope: &str) -> Label {
    Label::new(
        format!("{file}，第 {line} 行，列 scope：“{scope}”既不是 region 也不是 office"),
        format!("{file}, line {line}, column scope: \"{scope}\" is neither region nor office"),
    )
}

/// A form that does not exist.
pub fn unknown_form(file: &str, line: u64, form: &str) -> Label {
    Label::new(
        format!("{file}，第 {line} 行，列 form：“{form}”不是 2008、2019 或 2021"),
        format!("{file}, line {line}, column form: \"{form}\" is not 2008, 2019 or 2021"),
    )
}

/// The dataset has no `regions.csv` of its own.
pub fn built_in_regions(path: &str) -> Label {
    Label::new(
        format!("{path} 没有 regions.csv，已使用内置的全国区划表"),
        format!("{path} has no regions.csv; the built-in list of Chinese regions is used"),
    )
}

/// A region code that stands twice.
pub fn region_twice(file: &str, code: &str) -> Label {
    Label::new(
        format!("{file}：行政区划代码 {code} 出现多次"),
        format!("{file}: the region code {code} appears more than once"),
    )
}

/// Hint for [`region_twice`].
pub fn give_valid_from() -> Label {
    Label::new(
        "同一代码先后用于两个名称时，在 valid_from 列写明各自启用的年份",
        "where one code had two names in turn, give the first year of each in valid_from",
    )
}

/// A header that was split by another separator.
pub fn other_separator() -> Label {
    Label::new(
        "列之间应当用英文逗号分隔，这个文件似乎用的是别的分隔符",
        "columns must be separated by commas, and this file seems to use something else",
    )
}

/// An item of a long table that is no field.
pub fn unknown_item(file: &str, line: u64, item: &str) -> Label {
    Label::new(
        format!("{file}，第 {line} 行，列 item：{item} 不在字段字典中"),
        format!("{file}, line {line}, column item: {item} is not in the field dictionary"),
    )
}

/// A cell of a long table stands twice.
pub fn duplicate_item(file: &str, line: u64, item: &str) -> Label {
    Label::new(
        format!("{file}，第 {line} 行：同一报告的 {item} 出现多次"),
        format!("{file}, line {line}: {item} of the same report appears more than once"),
    )
}

/// An applicant of a long table that does not exist.
pub fn unknown_applicant(file: &str, line: u64, applicant: &str) -> Label {
    Label::new(
        format!("{file}，第 {line} 行，列 applicant：没有申请人类别“{applicant}”"),
        format!("{file}, line {line}, column applicant: there is no applicant \"{applicant}\""),
    )
}

/// A column that the answer does not have.
pub fn no_such_column(name: &str) -> Label {
    Label::new(format!("结果中没有列“{name}”"), format!("the result has no column \"{name}\""))
}
