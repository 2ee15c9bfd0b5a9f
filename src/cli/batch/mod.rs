//! `gongkai batch` and `gongkai reproduce`: many questions in one run, and the same again.

mod done;
mod grammar;
pub(super) mod list;
mod reproduce;
mod run;
mod session;

use std::path::PathBuf;

use clap::Args;

use super::args::{FormatArg, OutputArgs};

pub(super) use reproduce::reproduce;
pub(super) use run::batch;

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct BatchArgs {
    #[arg(value_name = "PLAN.toml")]
    pub(crate) plan: PathBuf,
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[arg(long, value_enum, value_name = "FORMAT", requires = "dry_run")]
    pub(crate) format: Option<FormatArg>,
    #[arg(long, value_name = "NAME")]
    pub(crate) only: Vec<String>,
    #[arg(long)]
    pub(crate) resume: bool,
    #[arg(long)]
    pub(crate) fail_fast: bool,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}

#[derive(Debug, Args)]
pub(crate) struct ReproduceArgs {
    #[arg(value_name = "manifest.json")]
    pub(crate) manifest: PathBuf,
    #[arg(long, value_name = "DIR")]
    pub(crate) base: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub(crate) keep: Option<PathBuf>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    #[command(flatten)]
    pub(crate) output: ListArgs,
}

/// Where a list goes that has no chart.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<FormatArg>,
    #[arg(long)]
    pub(crate) all_rows: bool,
}

impl ListArgs {
    /// The same among the options of an answer.
    pub(super) fn output(&self) -> OutputArgs {
        OutputArgs {
            output: self.output.clone(),
            format: self.format,
            all_rows: self.all_rows,
            ..OutputArgs::default()
        }
    }
}
