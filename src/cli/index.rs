//! `gongkai index`: a composite score by a scoring scheme.

use std::path::PathBuf;

use clap::Args;
use gongkai::analysis::{self, IndexRequest, Scheme, Sensitivity};
use gongkai::error::{Error, ErrorKind};
use gongkai::text::{cli as cli_words, index as words};

use super::args::{CatalogueArgs, GroupArgs, OutputArgs, WhichArgs};
use super::deliver::{self, Voice};
use super::questions::{self, Opened};

#[derive(Debug, Args)]
pub(crate) struct IndexArgs {
    #[arg(value_name = "SCHEME.toml")]
    pub(crate) scheme: PathBuf,
    #[command(flatten)]
    pub(crate) which: WhichArgs,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArgs,
    #[command(flatten)]
    pub(crate) group: GroupArgs,
    #[arg(long)]
    pub(crate) sensitivity: bool,
    #[arg(long, value_name = "N", requires = "sensitivity")]
    pub(crate) seed: Option<u64>,
    #[arg(long, value_name = "N", requires = "sensitivity", value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    pub(crate) draws: Option<u32>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl IndexArgs {
    fn sensitivity(&self) -> Option<Sensitivity> {
        let usual = Sensitivity::default();
        self.sensitivity.then(|| Sensitivity {
            seed: self.seed.unwrap_or(usual.seed),
            draws: self.draws.map_or(usual.draws, |draws| draws as usize),
            ..usual
        })
    }
}

pub(super) fn index(args: &IndexArgs, voice: Voice) -> anyhow::Result<()> {
    let output = &args.output;
    if deliver::wants_chart(output)? || !output.highlight.is_empty() || output.picture.is_given() {
        let error = Error::new(ErrorKind::Request, words::no_chart());
        return Err(error.with_hint(cli_words::table_endings()).into());
    }
    let opened = Opened::new(&args.which, &args.catalogue, voice)?;
    let request = IndexRequest {
        scheme: Scheme::read(&args.scheme, &opened.catalogue)?,
        which: questions::group(&args.which, &args.group, &args.output.output)?,
        sensitivity: args.sensitivity(),
        columns: args.output.columns.clone(),
    };
    let answer = analysis::index(&opened.dataset, &opened.catalogue, &request)?;
    opened.deliver(answer, &args.output, questions::request(), voice)
}
