//! `gongkai diff`: what changed between two datasets, or between what two manifests list.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use gongkai::analysis::{self, DiffRequest};
use gongkai::batch::{Difference, Done, MANIFEST, Manifest, Outcome, answer, differences};
use gongkai::dataset::Dataset;
use gongkai::error::{Error, ErrorKind};
use gongkai::text::diff as words;

use super::FINDINGS;
use super::args::{CatalogueArgs, SelectionArgs};
use super::batch::{ListArgs, list};
use super::deliver::Voice;
use super::question::Opened;

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    #[arg(value_name = "A", display_order = 1)]
    pub(crate) before: PathBuf,
    #[arg(value_name = "B", display_order = 2)]
    pub(crate) after: PathBuf,
    #[arg(long, value_enum, value_name = "TABLE", default_value = "figures", hide_default_value = true)]
    pub(crate) show: ShowArg,
    #[arg(long, value_name = "METRIC", value_delimiter = ',')]
    pub(crate) metric: Vec<String>,
    #[command(flatten)]
    pub(crate) which: SelectionArgs,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArgs,
    #[command(flatten)]
    pub(crate) output: ListArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShowArg {
    Figures,
    Reports,
    Ranks,
}

/// Status 1 if anything differs.
pub(super) fn diff(args: &DiffArgs, voice: Voice) -> anyhow::Result<ExitCode> {
    args.output.check()?;
    let is_same = match (manifest(&args.before), manifest(&args.after)) {
        (Some(before), Some(after)) => manifests(args, (&before, &after), voice)?,
        (None, None) => datasets(args, voice)?,
        (found, _) => {
            let (one, other) = (args.before.display().to_string(), args.after.display().to_string());
            let (manifest, other) = if found.is_some() { (one, other) } else { (other, one) };
            return Err(Error::new(ErrorKind::Request, words::two_kinds(&manifest, &other)).into());
        }
    };
    Ok(if is_same { ExitCode::SUCCESS } else { ExitCode::from(FINDINGS) })
}

/// The manifest that a path names: itself, or that of the outputs in a folder.
fn manifest(path: &Path) -> Option<PathBuf> {
    let inside = path.join(MANIFEST);
    let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    if is_json { Some(path.to_owned()) } else { inside.is_file().then_some(inside) }
}

fn datasets(args: &DiffArgs, voice: Voice) -> anyhow::Result<bool> {
    let open = |path: &Path| -> anyhow::Result<Opened> {
        Opened::with(Dataset::open(path)?.held(), false, &args.catalogue.metrics, voice)
    };
    let (before, after) = (open(&args.before)?, open(&args.after)?);
    let request = DiffRequest { which: args.which.which(), metrics: args.metric.clone() };
    let sides = ((&before.dataset, &before.catalogue), (&after.dataset, &after.catalogue));
    let mut answer = analysis::diff(sides.0, sides.1, &request)?;
    let id = match args.show {
        ShowArg::Figures => "figures",
        ShowArg::Reports => "reports",
        ShowArg::Ranks => "ranks",
    };
    answer.tables.sort_by_key(|table| table.id != id);
    let is_same = analysis::is_same(&answer);
    list::show(&mut answer, &args.output, &after.dataset, voice)?;
    Ok(is_same)
}

fn manifests(args: &DiffArgs, (before, after): (&Path, &Path), voice: Voice) -> anyhow::Result<bool> {
    let (old, new) = (Manifest::read(before)?, Manifest::read(after)?);
    let mut runs: BTreeMap<String, Done> = new.done().map(|done| (done.record.name.clone(), done)).collect();
    let mut found = Vec::new();
    for done in old.done() {
        match runs.remove(&done.record.name) {
            Some(other) => found.extend(differences(&done, &other, (&old.program, &new.program))),
            None => found.extend(alone(&done, Outcome::Gone)),
        }
    }
    found.extend(runs.values().flat_map(|done| alone(done, Outcome::New)));
    let is_same = found.iter().all(|difference| difference.outcome == Outcome::Same);
    let title = words::manifests(&before.display().to_string(), &after.display().to_string());
    let mut answer = answer("diff", title, &found, Vec::new(), voice.lang)?;
    list::show(&mut answer, &args.output, &Dataset::built_in()?, voice)?;
    Ok(is_same)
}

/// The files of a run that only one of the manifests has.
fn alone(done: &Done, outcome: Outcome) -> Vec<Difference> {
    let difference = |file: &gongkai::batch::OutputFile| Difference {
        run: done.record.name.clone(),
        output: file.path.clone(),
        outcome,
        causes: Vec::new(),
    };
    done.record.outputs.iter().map(difference).collect()
}
