//! What is said of the dataset that reports are written into.

use crate::text::Label;

/// The path of the dataset is a file.
pub fn not_a_folder(path: &str) -> Label {
    Label::new(
        format!("{path}：是文件，不是数据集文件夹"),
        format!("{path}: is a file, not a dataset folder"),
    )
}

/// Hint for [`not_a_folder`].
pub fn give_a_folder() -> Label {
    Label::new("-o 后面写一个文件夹，不存在时会新建", "name a folder after -o; it is made if it is not there")
}

/// The dataset keeps its reports in another format.
pub fn other_storage(path: &str, name: &str) -> Label {
    Label::new(
        format!("{path}：该数据集的报告存放在 {name}，只能写入 reports.csv"),
        format!("{path}: keeps its reports in {name}, and only reports.csv can be written into"),
    )
}

/// The dataset is a long table.
pub fn long_table(path: &str) -> Label {
    Label::new(
        format!("{path}：reports.csv 是长表（一行一个数字），不能写入整份报告"),
        format!("{path}: reports.csv is a long table, a row a figure, into which no report can be written"),
    )
}

/// Hint for datasets that cannot be written into.
pub fn give_another_folder() -> Label {
    Label::new("用 -o 指定另一个文件夹", "name another folder with -o")
}

/// A file of the dataset has rows of differing length.
pub fn uneven(file: &str) -> Label {
    Label::new(
        format!("{file}：有的行与表头的列数不同"),
        format!("{file}: a row has another number of cells than the header"),
    )
}

/// A file cannot be written.
pub fn cannot_write(path: &str) -> Label {
    Label::new(format!("{path}：无法写入"), format!("{path}: cannot be written"))
}

/// The text of `dataset.toml` of a new dataset.
pub fn manifest(name: &str) -> String {
    let name = name.replace(['"', '\\', '\n'], "");
    format!(
        r#"name = "{name}"
version = ""
synthetic = false
licence = ""

[title]
zh = "政府信息公开工作年度报告（{name}）"
en = "Government-information-disclosure annual reports ({name})"

[description]
zh = "由 gongkai ingest 从年度报告读出；每个数字的出处见 sources.csv，空白表示没有数字，不是零。"
en = "Read from annual reports by gongkai ingest; sources.csv says where each figure stands, and a blank means no figure, never zero."
"#
    )
}
