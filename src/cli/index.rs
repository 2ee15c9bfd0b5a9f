//! `gongkai index`: a composite score by a scoring scheme.

use std::path::PathBuf;

use clap::Args;
use gongkai::analysis::{self, IndexRequest, Scheme, Sensitivity};
use gongkai::text::Lang;

use super::args::{GroupArgs, OutputArgs, SourceArgs};
use super::question::{Asked, Opened, Output, Question, Source};
use super::{deliver, questions};

#[derive(Debug, Args)]
pub(crate) struct IndexArgs {
    #[arg(value_name = "SCHEME.toml")]
    pub(crate) scheme: PathBuf,
    #[command(flatten)]
    pub(crate) source: SourceArgs,
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
        // Its ranges are those of other choices.
        let is_wanted = self.sensitivity || self.output.chart.as_deref() == Some("rank-range");
        is_wanted.then(|| Sensitivity {
            seed: self.seed.unwrap_or(usual.seed),
            draws: self.draws.map_or(usual.draws, |draws| draws as usize),
            ..usual
        })
    }
}

impl Question for IndexArgs {
    fn source(&self) -> Source<'_> {
        (&self.source).into()
    }

    fn further_inputs(&self) -> Vec<&PathBuf> {
        vec![&self.scheme]
    }

    fn inputs_mut(&mut self) -> Vec<&mut PathBuf> {
        self.source.paths_mut().chain([&mut self.scheme]).collect()
    }

    fn output(&self) -> Output<'_> {
        Output::Answer(&self.output)
    }

    fn seed(&self) -> Option<u64> {
        self.sensitivity().map(|sensitivity| sensitivity.seed)
    }

    fn ask(&self, opened: &Opened, _: Lang) -> anyhow::Result<Asked> {
        let charts = deliver::wants_chart(&self.output)?;
        let request = IndexRequest {
            scheme: Scheme::read(&self.scheme, &opened.catalogue)?,
            which: questions::group(&self.source.which, &self.group, &self.output.output)?,
            sensitivity: self.sensitivity(),
            columns: if charts { Vec::new() } else { self.output.columns.clone() },
        };
        Ok(analysis::index(&opened.dataset, &opened.catalogue, &request)?.into())
    }
}
