//! Wording of plans, manifests and of running them.

mod reproduction;

use super::{Label, Text, plural};
pub use reproduction::*;

/// Title of the list of files of runs.
pub const OUTPUTS: Text = Text::new("输出文件", "outputs");
/// Before the bar that shows how many runs are done.
pub const RUNNING: Text = Text::new("运行", "running");

/// What is wrong at a place of a plan.
pub fn at(file: &str, line: usize, column: usize, what: &Label) -> Label {
    Label::new(
        format!("{file} 第 {line} 行第 {column} 列：{}", what.zh),
        format!("{file}, line {line}, column {column}: {}", what.en),
    )
}

/// A plan that is no TOML.
pub fn no_toml(message: &str) -> Label {
    Label::new(format!("不是正确的 TOML：{message}"), format!("this is no TOML: {message}"))
}

/// A key that plans do not have.
pub fn unknown_key(key: &str) -> Label {
    Label::new(format!("计划中没有“{key}”这一项"), format!("a plan has no key \"{key}\""))
}

/// A plan without runs.
pub fn no_runs(file: &str) -> Label {
    Label::new(format!("{file} 中没有 [[run]]"), format!("{file} has no [[run]]"))
}

/// `run` is not a list of tables.
pub fn not_runs() -> Label {
    Label::new("run 应写作 [[run]]", "runs are written as [[run]]")
}

/// Hint: what an entry looks like.
pub fn what_a_run_is() -> Label {
    Label::new(
        "每次运行写作 [[run]]，其下 question = \"rank\"、metric = \"graphic_share\"、output = [\"图.svg\"] 等，选项名同命令行（去掉 --）",
        "a run is [[run]] with question = \"rank\", metric = \"graphic_share\", output = [\"chart.svg\"] and so on; options are named as on the command line, without --",
    )
}

/// A text was expected.
pub fn not_text(key: &str) -> Label {
    Label::new(format!("{key} 应为带引号的文字"), format!("{key} must be a text in quotes"))
}

/// A table was expected.
pub fn not_a_table(key: &str) -> Label {
    Label::new(format!("{key} 应为表"), format!("{key} must be a table"))
}

/// A list was expected.
pub fn not_a_list(key: &str) -> Label {
    Label::new(
        format!("matrix 中的 {key} 应为列表或 \"*\""),
        format!("{key} of the matrix must be a list, or \"*\""),
    )
}

/// A value that is no word.
pub fn no_value(key: &str) -> Label {
    Label::new(
        format!("{key} 的值应为文字、十进制数或由它们组成的列表"),
        format!("{key} takes a text, a decimal number, or a list of these"),
    )
}

/// A list of the matrix without values.
pub fn empty_axis(key: &str) -> Label {
    Label::new(
        format!("matrix 中的 {key} 是空的，不会产生任何运行"),
        format!("{key} of the matrix is empty, so that there would be no run"),
    )
}

/// Hint: what a matrix is.
pub fn what_a_matrix_is() -> Label {
    Label::new(
        "matrix 写作 matrix = { metric = [\"graphic_share\", \"disclosure_rate\"], year = [2022, 2023] }，每种组合运行一次；\"*\" 表示数据中有的全部",
        "write matrix = { metric = [\"graphic_share\", \"disclosure_rate\"], year = [2022, 2023] }: one run a combination; \"*\" is all that the data has",
    )
}

/// `"*"` where the dataset has nothing.
pub fn nothing_there(key: &str) -> Label {
    Label::new(
        format!("按这些条件，数据中没有任何 {key}"),
        format!("with these options the data has no {key} at all"),
    )
}

/// `"*"` for an option without a list of values.
pub fn no_star(option: &str) -> Label {
    Label::new(format!("{option} 不能用 \"*\""), format!("{option} has no \"*\""))
}

/// Hint for [`no_star`].
pub fn stars() -> Label {
    Label::new(
        "可用 \"*\" 的：metric、province、prefecture、region、year",
        "\"*\" is for metric, province, prefecture, region and year",
    )
}

/// An option both in the matrix and beside it.
pub fn option_and_axis(key: &str) -> Label {
    Label::new(format!("{key} 既在 matrix 中又单独设定"), format!("{key} is set here and in the matrix too"))
}

/// An entry without a question.
pub fn no_question() -> Label {
    Label::new("这次运行没有写 question", "this run has no question")
}

/// A question that does not exist, or not in a plan.
pub fn unknown_question(name: &str) -> Label {
    Label::new(format!("计划中不能问“{name}”"), format!("a plan cannot ask \"{name}\""))
}

/// An option that the question does not have.
pub fn unknown_option(question: &str, option: &str) -> Label {
    Label::new(format!("{question} 没有选项“{option}”"), format!("{question} has no option \"{option}\""))
}

/// An option of defaults that no question has.
pub fn unknown_default(option: &str) -> Label {
    Label::new(format!("没有任何问题有选项“{option}”"), format!("no question has an option \"{option}\""))
}

/// An option that has no meaning in a plan.
pub fn not_in_a_plan(option: &str) -> Label {
    Label::new(
        format!("{option} 只用于终端输出，计划中不用"),
        format!("{option} is about what is shown on a terminal and has no use in a plan"),
    )
}

/// An option that takes no value has one.
pub fn takes_no_value(option: &str) -> Label {
    Label::new(format!("{option} 只能是 true 或 false"), format!("{option} is true or false"))
}

/// An option that takes a value has true or false.
pub fn takes_a_value(option: &str) -> Label {
    Label::new(format!("{option} 需要取值"), format!("{option} needs a value"))
}

/// An entry without outputs.
pub fn no_output() -> Label {
    Label::new("这次运行没有写 output", "this run has no output")
}

/// An output outside the folder.
pub fn outside(path: &str) -> Label {
    Label::new(format!("{path} 在输出文件夹之外"), format!("{path} lies outside the folder of the outputs"))
}

/// Hint for [`outside`].
pub fn stay_inside() -> Label {
    Label::new(
        "output 从 -o 指定的文件夹算起，不能是绝对路径，也不能有 ..",
        "outputs begin in the folder that -o names: no absolute path, and no ..",
    )
}

/// A name of the program's own.
pub fn own_file(path: &str) -> Label {
    Label::new(format!("{path} 是程序自用的文件名"), format!("{path} is a file of the program's own"))
}

/// Two runs that write one file.
pub fn same_file(file: &str, one: &str, other: &str) -> Label {
    Label::new(
        format!("{file}：运行“{one}”与“{other}”写同一文件"),
        format!("{file}: the runs \"{one}\" and \"{other}\" write the same file"),
    )
}

/// Hint for [`same_file`].
pub fn tell_files_apart() -> Label {
    Label::new(
        "在文件名中加上能区分的 {metric}、{year}、{province} 等",
        "put what tells them apart into the name: {metric}, {year}, {province}, …",
    )
}

/// Two runs of one name.
pub fn name_twice(name: &str, line: usize) -> Label {
    Label::new(
        format!("运行名“{name}”已在第 {line} 行用过"),
        format!("the run \"{name}\" is there already, at line {line}"),
    )
}

/// Hint for [`name_twice`].
pub fn tell_runs_apart() -> Label {
    Label::new(
        "在 name（或第一个 output）中加上 matrix 的各项，如 {metric}-{year}",
        "put the keys of the matrix into the name (or the first output), as {metric}-{year}",
    )
}

/// Too many runs.
pub fn too_many_runs(most: usize) -> Label {
    Label::new(format!("展开后超过 {most} 次运行"), format!("this comes to more than {most} runs"))
}

/// Plans that extend each other.
pub fn circle(circle: &str) -> Label {
    Label::new(format!("extends 成环：{circle}"), format!("extends goes in a circle: {circle}"))
}

/// `--only` with a name that no run has.
pub fn no_such_run(name: &str) -> Label {
    Label::new(format!("没有名为“{name}”的运行"), format!("there is no run \"{name}\""))
}

/// Hint for [`no_such_run`] when nothing is near.
pub fn list_runs() -> Label {
    Label::new(
        "用 --dry-run 列出全部；末尾的 * 代表任意文字",
        "list them with --dry-run; a * at the end stands for any text",
    )
}

/// A file that cannot be written.
pub fn cannot_write(path: &str) -> Label {
    Label::new(format!("{path} 无法写入"), format!("{path} cannot be written"))
}

/// A run that failed.
pub fn failed(run: &str) -> Label {
    Label::new(format!("运行“{run}”失败："), format!("run \"{run}\" failed: "))
}

/// What came of a batch.
pub fn summary(runs: usize, skipped: usize, failed: usize, files: usize, manifest: &str) -> Label {
    let (mut zh, mut en) = (format!("完成 {runs} 次运行"), plural(runs, "run"));
    en.push_str(" done");
    if skipped > 0 {
        zh = format!("{zh}（其中 {skipped} 次此前已完成且未变）");
        en = format!("{en} ({skipped} of them before, and unchanged)");
    }
    if failed > 0 {
        zh = format!("{zh}，{failed} 次失败");
        en = format!("{en}, {failed} failed");
    }
    Label::new(
        format!("{zh}；{files} 个文件；清单 {manifest}"),
        format!("{en}; {}; manifest {manifest}", plural(files, "file")),
    )
}

/// A batch that was interrupted.
pub fn interrupted(done: usize, runs: usize) -> Label {
    Label::new(
        format!("已中断：{runs} 次运行中完成 {done} 次，已完成的文件都是完整的；加 --resume 可接着运行"),
        format!("interrupted: {done} of {runs} runs are done and their files are whole; go on with --resume"),
    )
}

/// Remark when the interrupt is noticed.
pub fn stopping() -> Label {
    Label::new(
        "正在结束已开始的运行，再按一次 Ctrl-C 立即停止",
        "ending the runs that have begun; Ctrl-C again stops at once",
    )
}

/// Files of an earlier run that no run writes any more.
pub fn left_over(count: usize, first: &str) -> Label {
    Label::new(
        format!("{first} 等 {count} 个文件由此前的运行写出，现在的计划已不写，未删除"),
        format!(
            "{}, {first} first, were written before and are in no run of this plan; they were left alone",
            plural(count, "file")
        ),
    )
}

/// Title of the list of a dry run.
pub fn dry_run(runs: usize) -> Label {
    Label::new(
        format!("将运行 {runs} 次，未写任何文件"),
        format!("{} would run; nothing was written", plural(runs, "question")),
    )
}

/// A batch without a folder.
pub fn no_folder() -> Label {
    Label::new("没有指定输出文件夹", "no folder for the outputs is given")
}

/// Hint for [`no_folder`].
pub fn give_a_folder() -> Label {
    Label::new("加上 -o 文件夹，或用 --dry-run 只看计划", "add -o FOLDER, or --dry-run to see the plan alone")
}

/// A file where a folder should be.
pub fn is_a_file(path: &str) -> Label {
    Label::new(format!("{path} 是文件，不是文件夹"), format!("{path} is a file, not a folder"))
}
