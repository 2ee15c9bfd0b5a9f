//! Wording of result tables, workbooks and files.

use super::{Label, Lang, Text};

/// A cell without a figure. Never the same as zero.
pub const NO_FIGURE: &str = "—";
/// A rank that has not moved. Not a dash, which would look like [`NO_FIGURE`].
pub const UNMOVED: &str = "=";
/// A rank that has moved up.
pub const UP: &str = "▲";
/// A rank that has moved down.
pub const DOWN: &str = "▼";
/// A flag that is set.
pub const YES: &str = "✓";
/// A flag in a sentence.
pub const FLAG: [Text; 2] = [Text::new("否", "no"), Text::new("是", "yes")];
/// Stands behind a difference of two shares.
pub const POINTS: Text = Text::new("个百分点", "pp");
/// The line on top of the table that stands in for a table without rows.
pub const NO_ROWS: Text = Text::new("（没有结果）", "(no rows)");
/// Stands in the place of a table of findings without rows.
pub const NO_FINDINGS: Text = Text::new("（没有发现问题）", "(nothing found)");
/// The warning on everything that comes from an invented dataset.
pub const SYNTHETIC: Text = Text::new(
    "【模拟数据】地名和数字均为虚构，请勿引用。",
    "SYNTHETIC DATA: names and figures are invented; do not cite.",
);
/// The name of the workbook's last sheet.
pub const ABOUT: Text = Text::new("说明", "About");
/// What stands behind a text that a workbook's cell cannot hold in full.
pub const CUT: Text = Text::new("…（过长，已截断）", "… (too long, cut)");

/// Headings of the workbook's sheet about the result.
pub mod about {
    use super::Text;

    /// The title of the result.
    pub const TITLE: Text = Text::new("标题", "Title");
    /// The line under the title.
    pub const SUBTITLE: Text = Text::new("副标题", "Subtitle");
    /// A metric's title.
    pub const METRIC: Text = Text::new("指标", "Metric");
    /// What a metric means.
    pub const MEANING: Text = Text::new("含义", "Meaning");
    /// A metric's formula in words.
    pub const IN_WORDS: Text = Text::new("计算方法", "Calculation");
    /// A metric's formula in field names.
    pub const FORMULA: Text = Text::new("公式（字段名）", "Formula (field names)");
    /// A metric's unit.
    pub const UNIT: Text = Text::new("单位", "Unit");
    /// Which end of a metric is rank 1.
    pub const DIRECTION: Text = Text::new("排名方向", "Direction");
    /// What to beware of.
    pub const CAVEAT: Text = Text::new("注意", "Caveat");
    /// Reports used and left out.
    pub const COVERAGE: Text = Text::new("报告覆盖", "Coverage");
    /// An informing note.
    pub const NOTE: Text = Text::new("注", "Note");
    /// A warning.
    pub const WARNING: Text = Text::new("警告", "Warning");
    /// The dataset.
    pub const DATASET: Text = Text::new("数据集", "Dataset");
    /// The dataset's licence.
    pub const LICENCE: Text = Text::new("许可", "Licence");
    /// A source that the dataset names.
    pub const SOURCE: Text = Text::new("来源", "Source");
    /// The request as resolved.
    pub const REQUEST: Text = Text::new("请求", "Request");
    /// Name and version of the program.
    pub const PROGRAM: Text = Text::new("程序", "Program");
    /// A file that was read.
    pub const FILE: Text = Text::new("数据文件", "Data file");
    /// The heading over the file sums.
    pub const SHA256: Text = Text::new("SHA-256", "SHA-256");
}

/// A table with more columns than Stata has variables.
pub fn too_many_variables(table: &str, columns: usize, most: usize) -> Label {
    Label::new(
        format!("表 {table} 有 {columns} 列，Stata 文件最多 {most} 列"),
        format!("the table {table} has {columns} columns; a Stata file holds {most}"),
    )
}

/// A heading and what stands behind it: `年份：2022`.
pub fn pair(heading: &str, value: &str, lang: Lang) -> String {
    lang.pick(format!("{heading}：{value}"), format!("{heading}: {value}"))
}

/// Joins the parts of an enumeration.
pub fn list(parts: &[String], lang: Lang) -> String {
    parts.join(lang.pick("、", ", "))
}

fn reports(n: usize) -> String {
    super::plural(n, "report")
}

/// How many reports stand behind a figure, and why others do not; `left_out` in the order to be listed.
pub fn coverage(metric: Option<&Label>, selected: usize, used: usize, left_out: &[(Text, usize)]) -> Label {
    let out = selected.saturating_sub(used);
    let reasons = |lang: Lang| {
        let parts = left_out.iter().map(|(reason, n)| match lang {
            Lang::Zh => format!("{} {n}", reason.zh),
            Lang::En => format!("{}: {n}", reason.en),
        });
        let parts: Vec<String> = parts.collect();
        match lang {
            _ if parts.is_empty() => String::new(),
            Lang::Zh => format!("（{}）", parts.join("，")),
            Lang::En => format!(" ({})", parts.join("; ")),
        }
    };
    let (zh, en) = if out == 0 {
        (format!("共 {selected} 份报告，全部使用"), format!("{}, all used", reports(selected)))
    } else {
        let colon = if metric.is_some() { "，" } else { "：" };
        (
            format!("共 {selected} 份报告{colon}使用 {used} 份；未计入 {out} 份{}", reasons(Lang::Zh)),
            format!("{}: {used} used; {out} left out{}", reports(selected), reasons(Lang::En)),
        )
    };
    match metric {
        Some(title) => Label::new(format!("{}：{zh}", title.zh), format!("{} – {en}", title.en)),
        None => Label::new(zh, en),
    }
}

/// The source line: the dataset's title, its name with version, and the program.
pub fn source(title: &Label, dataset: &str, version: &str) -> Label {
    let zh = if title.zh.is_empty() { dataset.to_owned() } else { format!("{}（{dataset}）", title.zh) };
    let en = if title.en.is_empty() { dataset.to_owned() } else { format!("{} ({dataset})", title.en) };
    Label::new(format!("来源：{zh}；gongkai {version}"), format!("Source: {en}; gongkai {version}"))
}

/// The program that gave a result which rests on no dataset.
pub fn program(version: &str) -> String {
    format!("gongkai {version}")
}

/// Columns in which no row has a figure.
pub fn empty_columns(names: &str) -> Label {
    Label::new(format!("没有数据的列：{names}"), format!("Columns without data: {names}"))
}

/// Columns that did not fit the terminal.
pub fn dropped_columns(names: &str, question: &str) -> Label {
    let option = file_option(question);
    let columns = if question == "ingest" { ("", "") } else { ("--columns 或 ", "--columns or ") };
    Label::new(
        format!("省略的列：{names}；用 {}{option} 文件 查看", columns.0),
        format!("Columns left out: {names}; see them with {}{option} FILE", columns.1),
    )
}

/// The option that names a file for the answer to a question.
fn file_option(question: &str) -> &'static str {
    if question == "ingest" { "--summary" } else { "-o" }
}

/// Rows that are not shown.
pub fn more_rows(shown: usize, all: usize, question: &str) -> Label {
    let option = file_option(question);
    Label::new(
        format!("只显示前 {shown} 行，共 {all} 行；全部结果用 {option} 文件.csv 或 --format csv"),
        format!("The first {shown} of {all} rows; for all of them use {option} FILE.csv or --format csv"),
    )
}

/// Tables that the terminal does not show.
pub fn more_tables(names: &str, question: &str) -> Label {
    let option = file_option(question);
    Label::new(
        format!("另有表格：{names}；用 {option} 文件.xlsx 或 {option} 文件.json 查看"),
        format!("Further tables: {names}; see them with {option} FILE.xlsx or {option} FILE.json"),
    )
}

/// What a file that holds one group of a result shows.
pub fn part(groups: &str) -> Label {
    Label::new(format!("本文件：{groups}"), format!("This file: {groups}"))
}

/// A remark on the coverage in a file that holds one group of a result.
pub fn part_coverage() -> Label {
    Label::new(
        "报告份数按整个请求统计，本文件只含其中一部分",
        "the numbers of reports are those of the whole request, of which this file holds a part",
    )
}

/// A file or stream that cannot be written.
pub fn cannot_write(path: &str) -> Label {
    Label::new(format!("无法写入 {path}"), format!("cannot write {path}"))
}

/// A stream that cannot be written.
pub fn cannot_write_stream() -> Label {
    Label::new("无法写出结果", "cannot write the result")
}

/// A file name that is a folder.
pub fn is_a_folder(path: &str) -> Label {
    Label::new(format!("无法写入 {path}：它是一个文件夹"), format!("cannot write {path}: it is a folder"))
}

/// What to do about a file name that is a folder.
pub fn name_a_file() -> Label {
    Label::new("请在文件夹后加上文件名", "add a file name behind the folder")
}

/// A folder that cannot be made.
pub fn cannot_make_folder(path: &str) -> Label {
    Label::new(format!("无法建立文件夹 {path}"), format!("cannot make the folder {path}"))
}

/// An answer without a table.
pub fn no_table(question: &str) -> Label {
    Label::new(format!("{question} 的结果没有表格"), format!("the answer to {question} has no table"))
}

/// A table too large for a workbook.
pub fn too_large_for_a_sheet(table: &str, rows: usize, limit: usize) -> Label {
    Label::new(
        format!("表格 {table} 有 {rows} 行，超过工作表的上限 {limit} 行"),
        format!("table {table} has {rows} rows, more than the {limit} a sheet can hold"),
    )
}

/// What to do about a table too large for a workbook.
pub fn use_csv_or_parquet() -> Label {
    Label::new("请改用 .csv 或 .parquet", "write .csv or .parquet instead")
}

/// A brace in a file name that means nothing.
pub fn unknown_brace(pattern: &str, name: &str) -> Label {
    Label::new(
        format!("文件名 {pattern} 中的 {{{name}}} 无法识别"),
        format!("{{{name}}} in the file name {pattern} is not known"),
    )
}

/// The braces that a file name may have.
pub fn known_braces(names: &str) -> Label {
    Label::new(
        format!("可用：{names}；要写花括号本身请用 {{{{"),
        format!("known are {names}; for a brace itself write {{{{"),
    )
}

/// A brace in a file name that is not closed.
pub fn open_brace(pattern: &str) -> Label {
    Label::new(
        format!("文件名 {pattern} 中的花括号没有闭合"),
        format!("a brace in the file name {pattern} is not closed"),
    )
}

/// A file name that asks for a column the answer lacks.
pub fn no_such_group(question: &str, columns: &str) -> Label {
    Label::new(
        format!("{question} 的结果没有列 {columns}，不能按它分文件"),
        format!("the answer to {question} has no column {columns} to name files by"),
    )
}

/// The columns that a table has.
pub fn has_columns(columns: &str) -> Label {
    Label::new(format!("结果中的列：{columns}"), format!("the columns are {columns}"))
}

/// Two groups that would be written to one file.
pub fn same_file(path: &str, first: &str, second: &str) -> Label {
    Label::new(
        format!("两组结果（{first} 与 {second}）会写入同一个文件 {path}"),
        format!("two groups ({first} and {second}) would be written to one file, {path}"),
    )
}

/// What to do about two groups with one file name.
pub fn tell_groups_apart() -> Label {
    Label::new(
        "请在文件名中加上 {province} 或 {prefecture}",
        "add {province} or {prefecture} to the file name",
    )
}
