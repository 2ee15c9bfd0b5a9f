//! Wording of the command line.

use super::{Label, Text};

/// Before an error.
pub const ERROR: Text = Text::new("错误：", "error: ");
/// Before the cause of an error.
pub const CAUSE: Text = Text::new("原因：", "cause: ");
/// Before what to do about an error.
pub const HINT: Text = Text::new("提示：", "hint: ");
/// Before a remark.
pub const NOTE: Text = Text::new("说明：", "note: ");
/// Before a warning.
pub const WARNING: Text = Text::new("注意：", "warning: ");
/// Heading of the usage line.
pub const USAGE: Text = Text::new("用法：", "Usage: ");
/// Heading of the options.
pub const OPTIONS: Text = Text::new("选项", "Options");
/// Heading of the arguments.
pub const ARGUMENTS: Text = Text::new("参数", "Arguments");
/// Heading of the commands.
pub const COMMANDS: Text = Text::new("命令", "Commands");

/// What `gongkai` alone prints.
pub const SHORT_HELP: Text = Text::new(
    "gongkai：各县政府信息公开工作年度报告的多年比较

以下五条命令用内置的已公布数据，可直接运行：

  gongkai rank graphic_share --year 2022                     图解比例排名
  gongkai rank graphic_share --year 2022 -o 图解比例.png     画成图（也可 .svg .pdf .xlsx .csv）
  gongkai trend disclosure_rate --region 宿迁市              一个地区历年的公开率
  gongkai outcomes --region 宿迁市 --years 2023..2024        申请是怎样办结的
  gongkai compare 同心县 --year 2022                         一个县与同级地区对比

指标：gongkai metrics    字段：gongkai fields 图片    地区：gongkai regions 同心
自己的数据：加 --data 文件夹    全部选项：gongkai rank --help    English: --lang en",
    "gongkai: compares government-information-disclosure annual reports of many counties over many years

These five commands run on the built-in published figures:

  gongkai rank graphic_share --year 2022                     who leads by graphic interpretations
  gongkai rank graphic_share --year 2022 -o graphic.png      the same as a chart (or .svg .pdf .xlsx .csv)
  gongkai trend disclosure_rate --region 宿迁市              one region over the years
  gongkai outcomes --region 宿迁市 --years 2023..2024        how applications were resolved
  gongkai compare 同心县 --year 2022                         one county against its peers

metrics: gongkai metrics    fields: gongkai fields picture    regions: gongkai regions 同心
your own data: add --data FOLDER    all options: gongkai rank --help    中文：--lang zh",
);

/// An option that does not exist.
pub fn unknown_argument(argument: &str) -> Label {
    Label::new(format!("没有选项或参数 {argument}"), format!("there is no option or argument {argument}"))
}

/// A command that does not exist.
pub fn unknown_command(name: &str) -> Label {
    Label::new(format!("没有命令“{name}”"), format!("there is no command \"{name}\""))
}

/// An option without the value it needs.
pub fn value_missing(argument: &str) -> Label {
    Label::new(format!("{argument} 缺少取值"), format!("{argument} needs a value"))
}

/// A value that an option does not take.
pub fn bad_value(value: &str, argument: &str) -> Label {
    Label::new(format!("{argument} 不能取“{value}”"), format!("{argument} cannot be \"{value}\""))
}

/// A needed argument is missing.
pub fn argument_missing(argument: &Label) -> Label {
    Label::new(format!("缺少 {}", argument.zh), format!("{} is missing", argument.en))
}

/// Two options that exclude each other.
pub fn conflict(one: &str, other: &Label) -> Label {
    Label::new(
        format!("{one} 与 {} 不能同时使用", other.zh),
        format!("{one} cannot be used together with {}", other.en),
    )
}

/// The values that an option takes.
pub fn valid_values(values: &Label) -> Label {
    Label::new(format!("可取：{}", values.zh), format!("possible values: {}", values.en))
}

/// A file was written.
pub fn written(path: &str) -> Label {
    Label::new(format!("已写入 {path}"), format!("wrote {path}"))
}

/// A group without a figure has no chart.
pub fn nothing_drawn(path: &str) -> Label {
    Label::new(
        format!("{path}：该组没有可画的数字，未画"),
        format!("{path}: the group has no figure to draw; left out"),
    )
}

/// An answer without a row is in no group, and no file is written.
pub fn no_rows(path: &str) -> Label {
    Label::new(
        format!("{path}：结果没有任何行，没有可分的组，未写文件"),
        format!("{path}: the answer has no row and so no group; no file was written"),
    )
}

/// Many files were written.
pub fn written_many(count: usize, first: &str) -> Label {
    Label::new(
        format!("已写入 {count} 个文件（{first} 等）"),
        format!("wrote {count} files ({first} and others)"),
    )
}

/// An ending that no format has.
pub fn unknown_ending(path: &str) -> Label {
    Label::new(
        format!("{path}：不认识的文件类型"),
        format!("{path}: the file's ending names no known format"),
    )
}

/// Hint for [`unknown_ending`].
pub fn endings() -> Label {
    Label::new(
        "表格：.csv .xlsx .parquet .dta .json .md；图：.png .svg .pdf",
        "tables: .csv .xlsx .parquet .dta .json .md; charts: .png .svg .pdf",
    )
}

/// A chart kind without a file to draw it into.
pub fn chart_without_file() -> Label {
    Label::new("指定了图种，但没有图文件", "a chart kind is given but no file to draw it into")
}

/// Hint for [`chart_without_file`].
pub fn give_a_file() -> Label {
    Label::new("加上 -o 文件.png、-o 文件.svg 或 -o 文件.pdf", "add -o FILE.png, -o FILE.svg or -o FILE.pdf")
}

/// Charts need columns that `--columns` or `--wide` leaves out.
pub fn chart_needs_all_columns() -> Label {
    Label::new("画图时不能同时用 --wide", "a chart cannot be drawn from a --wide table")
}

/// Before a progress bar.
pub const READING: Text = Text::new("读取", "reading");
/// Title of the list of metrics.
pub const METRICS: Text = Text::new("指标", "metrics");
/// Title of the list of regions.
pub const REGIONS: Text = Text::new("地区", "regions");

/// Nothing in a catalogue has the word.
pub fn nothing_found(word: &str) -> Label {
    Label::new(format!("没有找到“{word}”"), format!("nothing found for \"{word}\""))
}
