//! The summary of what was read: titles, what became of a file, remarks.

use std::fmt::Write as _;

use super::one_line;
use crate::schema::{Part, dictionary};
use crate::text::{Label, Lang, Text, plural};

/// Title of the table of files.
pub const FILES: Text = Text::new("文件", "files");
/// Title of the table of doubtful figures.
pub const DOUBTS: Text = Text::new("修复与存疑", "repairs and doubts");
/// Title of the table of findings.
pub const FINDINGS: Text = Text::new("勾稽核对", "findings");
/// Title of the table of figures that were not found.
pub const NOT_FOUND: Text = Text::new("未见的项目", "not found");

/// A figure of which two reports differ, as it is said: field, figure in the dataset, figure of the report.
pub type Differs = (String, Option<f64>, Option<f64>);

/// Title of the summary.
pub fn title(files: usize) -> Label {
    Label::new(
        format!("读取年度报告：{files} 个文件"),
        format!("Reading annual reports: {}", plural(files, "file")),
    )
}

/// Files read, failed and written.
pub fn subtitle(read: usize, failed: usize, written: usize) -> Label {
    let mut label = Label::new(format!("读出 {read} 份"), format!("{read} read"));
    if failed > 0 {
        let _ = write!(label.zh, "，{failed} 个文件未能读取");
        let _ = write!(label.en, ", {failed} not");
    }
    if written > 0 {
        let _ = write!(label.zh, "，写入数据集 {written} 份");
        let _ = write!(label.en, ", {written} written to the dataset");
    }
    label
}

fn list(differences: &[Differs], lang: Lang) -> String {
    const SHOWN: usize = 5;
    let figure =
        |value: Option<f64>| value.map_or_else(|| lang.pick("空", "none").to_owned(), |v| v.to_string());
    let one = |(field, old, new): &Differs| {
        let label = dictionary().get(field).map_or(field.as_str(), |known| known.label.get(lang));
        format!("{label} {} → {}", figure(*old), figure(*new))
    };
    let mut parts: Vec<String> = differences.iter().take(SHOWN).map(one).collect();
    if differences.len() > SHOWN {
        let count = differences.len();
        parts.push(lang.pick(format!("等 {count} 项"), format!("{count} in all")));
    }
    parts.join(lang.pick("，", ", "))
}

/// A report whose figures another has otherwise.
pub fn conflict(with: &str, differences: &[Differs]) -> Label {
    Label::new(
        format!(
            "与已有的同一份报告（{with}）数字不同，未写入：{}；确认后用 --replace 替换",
            list(differences, Lang::Zh)
        ),
        format!(
            "other figures than the same report has already ({with}), not written: {}; put it in its place with --replace",
            list(differences, Lang::En)
        ),
    )
}

/// Figures that changed as a row was written anew.
pub fn changed(differences: &[Differs]) -> Label {
    Label::new(
        format!("替换了 {} 个数字：{}", differences.len(), list(differences, Lang::Zh)),
        format!("{} replaced: {}", plural(differences.len(), "figure"), list(differences, Lang::En)),
    )
}

/// A picture is asked for.
pub fn summary_is_no_chart() -> Label {
    Label::new("读取情况是表，不能画成图", "the summary is a table and cannot be drawn")
}

/// Hint for [`summary_is_no_chart`].
pub fn summary_endings() -> Label {
    Label::new(
        "--summary 可用 .xlsx .csv .json .md .parquet .dta",
        "--summary takes .xlsx .csv .json .md .parquet .dta",
    )
}

/// What is said of a file.
pub fn of_file(file: &str, message: &str) -> Label {
    Label::new(format!("{file}：{message}"), format!("{file}: {message}"))
}

/// Tables that were not found in a report.
pub fn absent_tables(parts: &[Part]) -> Label {
    let names =
        |lang: Lang| -> Vec<&'static str> { parts.iter().map(|part| part.name().get(lang)).collect() };
    Label::new(
        format!("没有找到{}", names(Lang::Zh).join("、")),
        format!("not found: {}", names(Lang::En).join(", ")),
    )
}

/// A doubtful figure: `note` says what was done or why there is none.
pub fn doubt(file: &str, field: &str, value: Option<f64>, place: &Label, text: &str, note: &Label) -> Label {
    let label = dictionary().get(field).map_or_else(|| Label::same(field), |known| known.label.clone());
    let text = one_line(text);
    let (zh, en) = match value {
        Some(value) => (format!("取 {value}"), format!("read as {value}")),
        None => ("未取数".to_owned(), "no figure".to_owned()),
    };
    Label::new(
        format!("{file}，{}，{}（原文“{text}”）{zh}：{}", label.zh, place.zh, note.zh),
        format!("{file}, {}, {} (\"{text}\"), {en}: {}", label.en, place.en, note.en),
    )
}

/// A finding of a rule.
pub fn finding(rule: &str, region: &str, year: i32, message: &Label) -> Label {
    Label::new(
        format!("{rule} {region} {year}：{}", message.zh),
        format!("{rule} {region} {year}: {}", message.en),
    )
}

/// Remarks that are not shown.
pub fn more(count: usize) -> Label {
    Label::new(
        format!("另有 {count} 条未列出；--summary 文件.xlsx 给出全部，每个数字的出处和状态见 sources.csv"),
        format!(
            "{count} more; --summary FILE.xlsx gives all, and sources.csv says of each figure where it stands and how sure it is"
        ),
    )
}

/// Files in the folders that are no reports by their ending.
pub fn others(count: usize, endings: &[&str]) -> Label {
    let endings: Vec<&str> = endings.iter().copied().filter(|ending| !ending.is_empty()).collect();
    let zh = if endings.is_empty() { String::new() } else { format!("（{}）", endings.join("、")) };
    let en = if endings.is_empty() { String::new() } else { format!(" ({})", endings.join(", ")) };
    Label::new(
        format!("文件夹中另有 {count} 个文件不是报告，未读{zh}"),
        format!(
            "{} in the folders no reports and left alone{en}",
            match count {
                1 => "1 file is".to_owned(),
                more => format!("{more} files are"),
            }
        ),
    )
}
