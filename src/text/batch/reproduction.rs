//! Wording of manifests and of what changed since one was written.

use super::{Label, plural};

/// A file that is no manifest.
pub fn no_manifest(path: &str) -> Label {
    Label::new(format!("{path} 不是 gongkai 的清单"), format!("{path} is no manifest of gongkai"))
}

/// Hint for [`no_manifest`].
pub fn what_a_manifest_is() -> Label {
    Label::new(
        "清单是 gongkai batch 写在输出文件夹中的 manifest.json",
        "a manifest is the manifest.json that gongkai batch writes into the folder of the outputs",
    )
}

/// A manifest whose form this program does not know.
pub fn other_version(path: &str, found: u32, known: u32, program: &str) -> Label {
    Label::new(
        format!("{path} 的清单格式为第 {found} 版（gongkai {program} 所写），本程序只认第 {known} 版"),
        format!(
            "{path} has version {found} of the form of manifests (written by gongkai {program}); this program knows version {known}"
        ),
    )
}

/// Hint for [`other_version`].
pub fn take_that_version(program: &str) -> Label {
    Label::new(format!("用 gongkai {program} 重做"), format!("reproduce it with gongkai {program}"))
}

/// A manifest that names what it does not have.
pub fn torn_manifest(path: &str) -> Label {
    Label::new(
        format!("{path} 不完整：有的运行所用的数据集或指标定义不在清单中"),
        format!("{path} is not whole: a run names a dataset or a definition that is not in it"),
    )
}

/// A file of an input changed.
pub fn file_changed(path: &str) -> Label {
    Label::new(format!("{path} 已改变"), format!("{path} changed"))
}

/// A definition changed in words only.
pub fn definition_changed(id: &str) -> Label {
    Label::new(format!("指标 {id} 的定义已改变"), format!("the definition of {id} changed"))
}

/// A formula changed.
pub fn formula_changed(id: &str, before: &str, after: &str) -> Label {
    Label::new(
        format!("指标 {id} 的公式由 {before} 改为 {after}"),
        format!("the formula of {id} was {before} and is {after}"),
    )
}

/// An option changed.
pub fn option_changed(before: &str, after: &str) -> Label {
    Label::new(format!("原为 {before}，现为 {after}"), format!("it was {before} and is {after}"))
}

/// The program changed.
pub fn version_changed(before: &str, after: &str) -> Label {
    Label::new(format!("程序由 {before} 变为 {after}"), format!("the program was {before} and is {after}"))
}

/// Nothing that a run is made of changed, and its file did.
pub fn unknown_cause() -> Label {
    Label::new(
        "数据、定义、选项、程序都未变，结果却不同，请报告为程序错误",
        "data, definitions, options and program are the same and the result is not: please report this as a bug",
    )
}

/// How many files are the same.
pub fn same_of(same: usize, all: usize) -> Label {
    Label::new(
        format!("{all} 个文件中 {same} 个逐字节相同"),
        format!("{same} of {} the same byte for byte", plural(all, "file")),
    )
}

/// Title of a reproduction.
pub fn reproduction(manifest: &str) -> Label {
    Label::new(format!("重做 {manifest}"), format!("reproduction of {manifest}"))
}

/// A file beside the manifest is not the one that it lists.
pub fn touched(path: &str) -> Label {
    Label::new(
        format!("{path} 与清单所记不同，写出后被改动过"),
        format!("{path} is not the file that the manifest lists: it was changed after it was written"),
    )
}

/// A plan changed since a manifest was written.
pub fn plan_changed(path: &str) -> Label {
    Label::new(
        format!("计划 {path} 在清单写出后已改变；此处重做的是清单所记的运行"),
        format!(
            "the plan {path} changed after the manifest was written; what was run here is what the manifest lists"
        ),
    )
}

/// A run of the plan that has other options now.
pub fn plan_option(run: &str, before: &str, after: &str) -> Label {
    Label::new(
        format!("选项已改变：运行“{run}”原为 {before}，计划中现为 {after}"),
        format!("an option changed: run \"{run}\" was {before} and is {after} in the plan"),
    )
}

/// An input that is not there any more.
pub fn input_gone(path: &str) -> Label {
    Label::new(
        format!("清单所列的输入 {path} 已不在"),
        format!("{path}, an input of the manifest, is not there any more"),
    )
}

/// Hint for [`input_gone`].
pub fn give_base() -> Label {
    Label::new(
        "如果文件移动过，用 --base 指定计划原来所在的文件夹",
        "if files were moved, say with --base what folder takes the place of the plan's",
    )
}
