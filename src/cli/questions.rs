//! The questions: arguments → one library call → delivery.

use std::path::PathBuf;
use std::process::ExitCode;

use gongkai::analysis::{
    self, Answer, Breaks, CheckRequest, CompareRequest, Limits, OutcomesRequest, RankRequest, Spread,
    TrendRequest, Which, Within,
};
use gongkai::check::{Mode, Thresholds};
use gongkai::dataset::{Dataset, Years};
use gongkai::metric::Catalogue;
use gongkai::stats::rank_sets::Coverage;
use gongkai::text::{Level, metrics as words};

use super::args::{
    CatalogueArgs, CheckArgs, CompareArgs, FormatArg, GroupArgs, OutcomesArgs, OutputArgs, RankArgs,
    TrendArgs, WhichArgs,
};
use super::deliver::{self, Delivery, Voice};
use super::values::SpreadArg;
use super::{FINDINGS, catalogues};

/// A dataset and the metrics that can be asked of it.
pub(super) struct Opened {
    pub(super) dataset: Dataset,
    pub(super) catalogue: Catalogue,
}

impl Opened {
    pub(super) fn new(which: &WhichArgs, own: &CatalogueArgs, voice: Voice) -> anyhow::Result<Self> {
        let dataset = open(which)?;
        let mut catalogue = Catalogue::built_in()?.for_dataset(&dataset);
        for path in &own.metrics {
            let replaced = catalogue.add_file(path)?;
            if !replaced.is_empty() {
                voice.remark(Level::Warning, &words::replaced(&path.display().to_string(), &replaced));
            }
        }
        Ok(Self { dataset, catalogue })
    }

    /// Hands the answer over.
    pub(super) fn deliver(
        &self,
        mut answer: Answer,
        output: &OutputArgs,
        request: String,
        voice: Voice,
    ) -> anyhow::Result<()> {
        answer.provenance.request = request;
        deliver_answer(&self.dataset, answer, output, voice)
    }
}

/// The dataset asked for.
fn open(which: &WhichArgs) -> anyhow::Result<Dataset> {
    let dataset = match &which.data {
        Some(path) => Dataset::open(path)?,
        None => Dataset::built_in()?,
    };
    if which.strict {
        dataset.require_known_columns()?;
    }
    Ok(dataset)
}

/// Hands an answer over, with the regions to emphasise by their codes.
fn deliver_answer(
    dataset: &Dataset,
    mut answer: Answer,
    output: &OutputArgs,
    voice: Voice,
) -> anyhow::Result<()> {
    let mut highlight = Vec::new();
    for word in &output.highlight {
        highlight.extend(dataset.regions.resolve(word)?.codes);
    }
    Delivery { output, highlight, dataset, voice }.deliver(&mut answer)?;
    // The process ends here, and gives all of its memory back at once.
    std::mem::forget(answer);
    Ok(())
}

/// The command line as it can be given again, without the output options.
pub(super) fn request() -> String {
    let mut words = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(word) = arguments.next() {
        match word.as_str() {
            "-o" | "--output" | "--size" | "--scale" | "--theme" | "--highlight" | "--format" | "--lang" => {
                drop(arguments.next());
            }
            "--quiet" | "-q" | "--excel-bom" | "--all-rows" => {}
            _ => words.push(word),
        }
    }
    words.join(" ")
}

/// The group of a request: as asked for, or what the braces in the file names ask for.
pub(super) fn group(which: &WhichArgs, group: &GroupArgs, output: &[PathBuf]) -> anyhow::Result<Which> {
    let named = |column: &str| -> anyhow::Result<bool> {
        let mut found = false;
        for path in output {
            found |= deliver::pattern(path)?.columns().contains(&column);
        }
        Ok(found)
    };
    let within = match group.within {
        Some(within) => within.into(),
        None if named("prefecture")? => Within::Prefecture,
        None if named("province")? => Within::Province,
        None => Within::All,
    };
    Ok(Which { within, min_n: group.min_n, ..which.which() })
}

pub(super) fn rank(args: &RankArgs, voice: Voice) -> anyhow::Result<()> {
    let output = &args.output;
    let charts = deliver::wants_chart(output)?;
    if charts && args.wide {
        return Err(deliver::no_chart_of_wide_table());
    }
    let opened = Opened::new(&args.which, &args.catalogue, voice)?;
    let on_terminal =
        output.output.is_empty() && matches!(output.format, None | Some(FormatArg::Table | FormatArg::Md));
    let mut certainty = args.certainty.certainty();
    match output.chart.as_deref() {
        Some("funnel") => certainty.limits = certainty.limits.or(Some(Limits::Exact)),
        Some("rank-range") => certainty.rank_sets = certainty.rank_sets.or(Some(Coverage::Simultaneous)),
        _ => {}
    }
    let lorenz = output.chart.as_deref() == Some("lorenz");
    let spread = args.spread.or(lorenz.then_some(SpreadArg::Auto));
    let detail = deliver::wants_detail(output)?;
    let spread = spread.map(|by| Spread { by: by.by(), curves: lorenz || detail });
    let request = RankRequest {
        certainty,
        spread,
        metrics: args.metric.clone(),
        which: group(&args.which, &args.group, &output.output)?,
        top: args.top,
        bottom: args.bottom,
        wide: args.wide,
        columns: if charts { Vec::new() } else { output.columns.clone() },
        ranked_only: on_terminal && spread.is_none(),
        groups: charts || on_terminal || detail,
        breaks: matches!(output.chart.as_deref(), Some("bump" | "slope")),
    };
    let answer = analysis::rank(&opened.dataset, &opened.catalogue, &request)?;
    opened.deliver(answer, output, self::request(), voice)
}

pub(super) fn trend(args: &TrendArgs, voice: Voice) -> anyhow::Result<()> {
    let opened = Opened::new(&args.which, &args.catalogue, voice)?;
    let charts = deliver::wants_chart(&args.output)?;
    let request = TrendRequest {
        metrics: args.metric.clone(),
        which: Which { min_n: args.min_n, ..args.which.which() },
        by: args.by.into(),
        columns: if args.series { Vec::new() } else { args.output.columns.clone() },
        marker: args.marker,
        breaks: Breaks::Refuse,
        series: args.series || charts || deliver::wants_detail(&args.output)?,
        group: args.output.chart.as_deref() == Some("small-multiples"),
    };
    let mut answer = analysis::trend(&opened.dataset, &opened.catalogue, &request)?;
    if args.series {
        answer.tables.reverse();
    }
    opened.deliver(answer, &args.output, self::request(), voice)
}

pub(super) fn outcomes(args: &OutcomesArgs, voice: Voice) -> anyhow::Result<()> {
    let opened = Opened::new(&args.which, &args.catalogue, voice)?;
    let charts = deliver::wants_chart(&args.output)?;
    let mut which = args.which.which();
    if args.output.chart.as_deref() == Some("area") {
        // Shares over years need years.
        which.years = which.years.or(Some(Years::default()));
    }
    let request = OutcomesRequest {
        which,
        by: args.by.into(),
        reasons: args.reasons,
        applicants: args.applicants,
        intervals: args.intervals.into(),
        peers: args.peers,
        breaks: args.output.chart.as_deref() == Some("area"),
        columns: if charts { Vec::new() } else { args.output.columns.clone() },
    };
    let answer = analysis::outcomes(&opened.dataset, &opened.catalogue, &request)?;
    opened.deliver(answer, &args.output, self::request(), voice)
}

pub(super) fn compare(args: &CompareArgs, voice: Voice) -> anyhow::Result<()> {
    let opened = Opened::new(&args.which, &args.catalogue, voice)?;
    let charts = deliver::wants_chart(&args.output)?;
    let mut which = group(&args.which, &args.group, &args.output.output)?;
    which.regions.splice(0..0, args.regions.iter().cloned());
    let request = CompareRequest {
        metrics: args.metric.clone(),
        which,
        peers: args.peers,
        columns: if charts { Vec::new() } else { args.output.columns.clone() },
    };
    let answer = analysis::compare(&opened.dataset, &opened.catalogue, &request)?;
    opened.deliver(answer, &args.output, self::request(), voice)
}

/// The columns of the findings: as asked for, and in a workbook those from which its sheets for the counties
/// are made.
fn check_columns(output: &OutputArgs, charts: bool) -> anyhow::Result<Vec<String>> {
    const SHEETS: [&str; 8] =
        ["severity", "rule", "region_code", "year", "field", "expected", "found", "message"];
    let mut columns = output.columns.clone();
    if charts {
        columns.clear();
    }
    if deliver::wants_workbook(output)? && !columns.is_empty() {
        let missing = SHEETS.iter().filter(|name| !output.columns.iter().any(|column| column == *name));
        columns.extend(missing.map(|name| (*name).to_owned()));
    }
    Ok(columns)
}

/// `gongkai check`: status 1 if a figure contradicts another.
pub(super) fn check(args: &CheckArgs, voice: Voice) -> anyhow::Result<ExitCode> {
    if args.explain {
        catalogues::rules(args.output.format, voice.lang)?;
        return Ok(ExitCode::SUCCESS);
    }
    let dataset = open(&args.which)?;
    let charts = deliver::wants_chart(&args.output)?;
    let request = CheckRequest {
        which: args.which.which(),
        rules: args.rule.clone(),
        severity: args.severity.into(),
        mode: if args.which.strict && !args.lenient { Mode::Strict } else { Mode::Lenient },
        thresholds: match &args.thresholds {
            Some(path) => Thresholds::with_file(path)?,
            None => Thresholds::built_in()?,
        },
        lang: voice.lang,
        columns: check_columns(&args.output, charts)?,
        cells: deliver::wants_workbook(&args.output)?,
    };
    let mut answer = analysis::check(&dataset, &request)?;
    answer.provenance.request = self::request();
    let errors = analysis::error_count(&answer);
    deliver_answer(&dataset, answer, &args.output, voice)?;
    Ok(if errors > 0 { ExitCode::from(FINDINGS) } else { ExitCode::SUCCESS })
}
