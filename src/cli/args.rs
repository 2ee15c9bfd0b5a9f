//! What can be written on the command line. Help texts stand in [`gongkai::text::help`], by argument.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use gongkai::analysis::{Peers, Which, Within};
use gongkai::dataset::Years;
use gongkai::text::Lang;

use super::batch::{BatchArgs, ReproduceArgs};
use super::certainty::CertaintyArgs;
use super::diff::DiffArgs;
use super::export::ExportArgs;
use super::index::IndexArgs;
use super::picture::PictureArgs;
use super::report::ReportArgs;
use super::values::{ByArg, IntervalsArg, ScopeArg, SeverityArg, SpreadArg, WithinArg, parse_peers};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "gongkai", bin_name = "gongkai", version, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[arg(long, global = true, value_enum)]
    pub(crate) lang: Option<LangArg>,
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// The questions and the catalogues.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Rank(RankArgs),
    Trend(TrendArgs),
    Outcomes(OutcomesArgs),
    Compare(CompareArgs),
    Index(IndexArgs),
    Check(CheckArgs),
    Ingest(IngestArgs),
    Report(ReportArgs),
    Batch(BatchArgs),
    Reproduce(ReproduceArgs),
    Diff(DiffArgs),
    Export(ExportArgs),
    Metrics(MetricsArgs),
    Fields(FieldsArgs),
    Regions(RegionsArgs),
}

#[derive(Debug, Args)]
pub(crate) struct RankArgs {
    #[arg(required = true, value_name = "METRIC")]
    pub(crate) metric: Vec<String>,
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    #[command(flatten)]
    pub(crate) group: GroupArgs,
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,
    #[arg(long, value_name = "N")]
    pub(crate) bottom: Option<usize>,
    #[arg(long, conflicts_with_all = ["top", "bottom"])]
    pub(crate) wide: bool,
    #[command(flatten)]
    pub(crate) certainty: CertaintyArgs,
    #[arg(long, value_enum, value_name = "BY", num_args = 0..=1, require_equals = true, default_missing_value = "auto",
        conflicts_with_all = ["wide", "top", "bottom", "alerts"])]
    pub(crate) spread: Option<SpreadArg>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct TrendArgs {
    #[arg(required = true, value_name = "METRIC")]
    pub(crate) metric: Vec<String>,
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    #[arg(long, value_enum, default_value = "region", hide_default_value = true)]
    pub(crate) by: ByArg,
    #[arg(long, value_name = "N")]
    pub(crate) min_n: Option<u32>,
    #[arg(long)]
    pub(crate) series: bool,
    #[arg(long)]
    pub(crate) marker: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct OutcomesArgs {
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    #[arg(long, value_enum, default_value = "region", hide_default_value = true)]
    pub(crate) by: ByArg,
    #[arg(long)]
    pub(crate) reasons: bool,
    #[arg(long)]
    pub(crate) applicants: bool,
    #[arg(long, value_enum, value_name = "KIND", default_value = "goodman", hide_default_value = true)]
    pub(crate) intervals: IntervalsArg,
    #[arg(long, value_name = "PEERS", value_parser = parse_peers)]
    pub(crate) peers: Option<Peers>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    #[arg(required = true, value_name = "REGION")]
    pub(crate) regions: Vec<String>,
    #[arg(long, value_name = "METRIC", value_delimiter = ',')]
    pub(crate) metric: Vec<String>,
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    #[command(flatten)]
    pub(crate) group: GroupArgs,
    #[arg(long, value_name = "PEERS", value_parser = parse_peers, conflicts_with = "within")]
    pub(crate) peers: Option<Peers>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct IngestArgs {
    #[arg(required_unless_present = "template", conflicts_with = "template", value_name = "FILE")]
    pub(crate) paths: Vec<PathBuf>,
    #[arg(long, short, value_name = "DATASET")]
    pub(crate) output: Option<PathBuf>,
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with_all = [
        "summary", "regions", "replace", "province", "prefecture", "scope", "max_size", "format", "all_rows"
    ])]
    pub(crate) template: Option<TemplateArg>,
    #[arg(long, value_name = "FILE")]
    pub(crate) summary: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) regions: Option<PathBuf>,
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Option<String>,
    #[arg(long, value_name = "PROVINCE")]
    pub(crate) province: Vec<String>,
    #[arg(long, value_name = "PREFECTURE")]
    pub(crate) prefecture: Vec<String>,
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Option<i32>,
    #[arg(long, value_enum)]
    pub(crate) scope: Option<ScopeArg>,
    #[arg(long, value_name = "MB")]
    pub(crate) max_size: Option<u64>,
    #[arg(long)]
    pub(crate) replace: bool,
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<FormatArg>,
    #[arg(long)]
    pub(crate) all_rows: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) which: WhichArgs,
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) rule: Vec<String>,
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "info", hide_default_value = true)]
    pub(crate) severity: SeverityArg,
    #[arg(long, conflicts_with = "strict")]
    pub(crate) lenient: bool,
    #[arg(long, value_name = "FILE")]
    pub(crate) thresholds: Option<PathBuf>,
    #[arg(long)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MetricsArgs {
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
    #[arg(long, value_name = "METHOD", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["id", "metrics"])]
    pub(crate) method: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) metrics: Vec<PathBuf>,
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<FormatArg>,
}

#[derive(Debug, Args)]
pub(crate) struct FieldsArgs {
    #[arg(value_name = "WORD")]
    pub(crate) word: Vec<String>,
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<FormatArg>,
}

#[derive(Debug, Args)]
pub(crate) struct RegionsArgs {
    #[arg(value_name = "WORD")]
    pub(crate) word: Vec<String>,
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<FormatArg>,
}

/// Which reports, and the metrics that can be asked of them.
#[derive(Debug, Args)]
pub(crate) struct SourceArgs {
    #[command(flatten)]
    pub(crate) which: WhichArgs,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArgs,
}

impl SourceArgs {
    /// The paths that are read, to be changed.
    pub(crate) fn paths_mut(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        self.which.data.iter_mut().chain(&mut self.catalogue.metrics)
    }
}

/// Which reports.
#[derive(Debug, Args)]
pub(crate) struct WhichArgs {
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    #[arg(long)]
    pub(crate) strict: bool,
}

/// Which reports of a dataset.
#[derive(Debug, Args)]
pub(crate) struct SelectionArgs {
    #[arg(long, value_name = "YEAR", conflicts_with = "years")]
    pub(crate) year: Option<i32>,
    #[arg(long, value_name = "A..B", value_parser = parse_years, allow_hyphen_values = true)]
    pub(crate) years: Option<Years>,
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Vec<String>,
    #[arg(long, value_name = "PROVINCE")]
    pub(crate) province: Vec<String>,
    #[arg(long, value_name = "PREFECTURE")]
    pub(crate) prefecture: Vec<String>,
    #[arg(long, value_name = "LEVEL")]
    pub(crate) level: Option<String>,
    #[arg(long, value_enum, default_value = "region", hide_default_value = true)]
    pub(crate) scope: ScopeArg,
}

/// Metrics of the user's own.
#[derive(Debug, Args)]
pub(crate) struct CatalogueArgs {
    #[arg(long, value_name = "FILE")]
    pub(crate) metrics: Vec<PathBuf>,
}

/// The group in which ranks are formed.
#[derive(Debug, Args)]
pub(crate) struct GroupArgs {
    #[arg(long, value_enum)]
    pub(crate) within: Option<WithinArg>,
    #[arg(long, value_name = "N")]
    pub(crate) min_n: Option<u32>,
}

/// Where the answer goes and how it looks.
#[derive(Debug, Default, Args)]
pub(crate) struct OutputArgs {
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<FormatArg>,
    #[arg(long, value_name = "A,B,C", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,
    #[arg(long)]
    pub(crate) excel_bom: bool,
    #[arg(long)]
    pub(crate) all_rows: bool,
    #[arg(long, value_name = "KIND")]
    pub(crate) chart: Option<String>,
    #[arg(long, value_name = "REGION")]
    pub(crate) highlight: Vec<String>,
    #[command(flatten)]
    pub(crate) picture: PictureArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LangArg {
    Zh,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatArg {
    Table,
    Csv,
    Json,
    Md,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum TemplateArg {
    Xlsx,
}

impl From<LangArg> for Lang {
    fn from(arg: LangArg) -> Self {
        match arg {
            LangArg::Zh => Self::Zh,
            LangArg::En => Self::En,
        }
    }
}

impl WhichArgs {
    /// The request's part about reports.
    pub(crate) fn which(&self) -> Which {
        self.selection.which()
    }
}

impl SelectionArgs {
    /// The request's part about reports.
    pub(crate) fn which(&self) -> Which {
        Which {
            years: self.years.or(self.year.map(Years::one)),
            regions: self.region.clone(),
            provinces: self.province.clone(),
            prefectures: self.prefecture.clone(),
            among: Vec::new(),
            level: self.level.clone(),
            scope: self.scope.into(),
            within: Within::All,
            min_n: None,
        }
    }
}

/// `2019..2025`, `2019..`, `..2021`, `..`, `2022`.
fn parse_years(text: &str) -> Result<Years, String> {
    let end = |part: &str| match part.trim() {
        "" => Ok(None),
        year => year.parse().map(Some).map_err(|_| year.to_owned()),
    };
    let years = match text.split_once("..") {
        Some((from, to)) => Years { from: end(from)?, to: end(to)? },
        None => Years { from: end(text)?, to: end(text)? },
    };
    match (years.from, years.to) {
        (Some(from), Some(to)) if from > to => Err(text.to_owned()),
        (None, None) if !text.contains("..") => Err(text.to_owned()),
        _ => Ok(years),
    }
}
