//! What changed between two runs of one question, and why.

use std::collections::BTreeMap;

use polars::prelude::df;

use super::manifest::{Definition, Done, InputFile, OutputFile, Program};
use crate::analysis::{Answer, Column, Kind, Provenance, Table};
use crate::error::Result;
use crate::text::{Label, Lang, Note, batch as words};

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The same bytes.
    Same,
    /// Other bytes.
    Differs,
    /// Not written any more.
    Gone,
    /// Not written before.
    New,
    /// The question failed.
    Failed,
}

impl Outcome {
    /// The name in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Differs => "differs",
            Self::Gone => "gone",
            Self::New => "new",
            Self::Failed => "not_made",
        }
    }
}

/// Why a file changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A file of the dataset.
    Data,
    /// A metric's formula, or a file with metrics, a scheme or thresholds.
    Definition,
    /// An option of the question.
    Option,
    /// The program or the machine.
    Version,
    /// None of these: the program does not give the same bytes for the same input.
    Unknown,
}

impl Cause {
    /// The name in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Definition => "definition",
            Self::Option => "option",
            Self::Version => "version",
            Self::Unknown => "unknown",
        }
    }
}

/// What became of one file, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The run.
    pub run: String,
    /// The file.
    pub output: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, with what is known of it.
    pub causes: Vec<(Cause, Label)>,
}

/// What became of the files of a run. `programs` are those of before and after.
pub fn differences(before: &Done, after: &Done, programs: (&Program, &Program)) -> Vec<Difference> {
    let mut causes = causes(before, after, programs);
    if causes.is_empty() {
        causes.push((Cause::Unknown, words::unknown_cause()));
    }
    let by_path = |done: &Done| -> BTreeMap<String, OutputFile> {
        done.record.outputs.iter().map(|file| (file.path.clone(), file.clone())).collect()
    };
    let (old, new) = (by_path(before), by_path(after));
    let mut differences = Vec::new();
    for (path, file) in &old {
        let outcome = match new.get(path) {
            None => Outcome::Gone,
            Some(other) if other.sha256 == file.sha256 => Outcome::Same,
            Some(_) => Outcome::Differs,
        };
        differences.push((path, outcome));
    }
    differences.extend(new.keys().filter(|path| !old.contains_key(*path)).map(|path| (path, Outcome::New)));
    let difference = |(path, outcome): (&String, Outcome)| Difference {
        run: before.record.name.clone(),
        output: path.clone(),
        outcome,
        causes: if outcome == Outcome::Same { Vec::new() } else { causes.clone() },
    };
    differences.into_iter().map(difference).collect()
}

/// What differs in what two runs are made of. `programs` are those of before and after.
pub fn causes(before: &Done, after: &Done, programs: (&Program, &Program)) -> Vec<(Cause, Label)> {
    let mut causes = Vec::new();
    for file in changed(&before.dataset.files, &after.dataset.files) {
        causes.push((Cause::Data, words::file_changed(&file)));
    }
    for file in changed(&before.record.inputs, &after.record.inputs) {
        causes.push((Cause::Definition, words::file_changed(&file)));
    }
    for definition in &before.definitions {
        let new = after.definitions.iter().find(|new| new.id == definition.id);
        if let Some(new) = new.filter(|new| *new != definition) {
            causes.push((Cause::Definition, definition_changed(definition, new)));
        }
    }
    let (old, new) = (options(before), options(after));
    if old != new {
        causes.push((Cause::Option, words::option_changed(&old, &new)));
    }
    let (old, new) = programs;
    if old != new {
        let name = |program: &Program| format!("{} ({})", program.version, program.target);
        causes.push((Cause::Version, words::version_changed(&name(old), &name(new))));
    }
    causes
}

/// The names of the files that are not the same in both lists.
fn changed(before: &[InputFile], after: &[InputFile]) -> Vec<String> {
    let missing = |one: &InputFile, list: &[InputFile]| !list.contains(one);
    let gone = before.iter().filter(|file| missing(file, after));
    let new = after.iter().filter(|file| missing(file, before));
    let mut names: Vec<String> = gone.chain(new).map(|file| file.path.clone()).collect();
    names.sort();
    names.dedup();
    names
}

fn definition_changed(before: &Definition, after: &Definition) -> Label {
    if before.formula == after.formula {
        return words::definition_changed(&before.id);
    }
    words::formula_changed(&before.id, &before.formula, &after.formula)
}

/// The command and language of a run in one line.
fn options(done: &Done) -> String {
    let lang = done.record.lang.pick("zh", "en");
    format!("{} --lang {lang}", done.record.command.join(" "))
}

/// The differences as an answer.
///
/// # Errors
/// A fault of the program.
pub fn answer(
    question: &'static str,
    title: Label,
    differences: &[Difference],
    notes: Vec<Note>,
    lang: Lang,
) -> Result<Answer> {
    let causes = |difference: &Difference| {
        let mut ids: Vec<&str> = difference.causes.iter().map(|(cause, _)| cause.id()).collect();
        ids.dedup();
        ids.join(" ")
    };
    let details = |difference: &Difference| {
        let details: Vec<&str> = difference.causes.iter().map(|(_, detail)| detail.get(lang)).collect();
        details.join(lang.pick("；", "; "))
    };
    let frame = df!(
        "run" => differences.iter().map(|difference| difference.run.as_str()).collect::<Vec<_>>(),
        "output" => differences.iter().map(|difference| difference.output.as_str()).collect::<Vec<_>>(),
        "status" => differences.iter().map(|difference| difference.outcome.id()).collect::<Vec<_>>(),
        "cause" => differences.iter().map(causes).collect::<Vec<_>>(),
        "detail" => differences.iter().map(details).collect::<Vec<_>>(),
    )?;
    let count = |outcome| differences.iter().filter(|difference| difference.outcome == outcome).count();
    let same = count(Outcome::Same);
    Ok(Answer {
        question,
        title,
        subtitle: words::same_of(same, differences.len()),
        tables: vec![Table {
            id: "outputs",
            title: words::OUTPUTS.label(),
            frame,
            columns: vec![
                Column::named("run", Kind::Text, 0),
                Column::named("output", Kind::Text, 0),
                Column::named("status", Kind::Id, 0),
                Column::named("cause", Kind::Id, 0),
                Column::named("detail", Kind::Text, 1),
            ],
        }],
        metrics: Vec::new(),
        terms: Vec::new(),
        coverage: Vec::new(),
        notes,
        provenance: Provenance::default(),
    })
}
