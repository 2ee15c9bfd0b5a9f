//! The questions: arguments → one library call → delivery.

use std::path::PathBuf;

use gongkai::analysis::{
    self, Answer, CompareRequest, OutcomesRequest, RankRequest, TrendRequest, Which, Within,
};
use gongkai::dataset::Dataset;
use gongkai::metric::Catalogue;
use gongkai::text::{Level, metrics as words};

use super::args::{
    CompareArgs, FormatArg, GroupArgs, OutcomesArgs, OutputArgs, RankArgs, TrendArgs, WhichArgs,
};
use super::deliver::{self, Delivery, Voice};

/// A dataset and the metrics that can be asked of it.
struct Opened {
    dataset: Dataset,
    catalogue: Catalogue,
}

impl Opened {
    fn new(which: &WhichArgs, voice: Voice) -> anyhow::Result<Self> {
        let dataset = match &which.data {
            Some(path) => Dataset::open(path)?,
            None => Dataset::built_in()?,
        };
        if which.strict {
            dataset.require_known_columns()?;
        }
        let mut catalogue = Catalogue::built_in()?.for_dataset(&dataset);
        for path in &which.metrics {
            let replaced = catalogue.add_file(path)?;
            if !replaced.is_empty() {
                voice.remark(Level::Warning, &words::replaced(&path.display().to_string(), &replaced));
            }
        }
        Ok(Self { dataset, catalogue })
    }

    /// Hands the answer over, with the regions to emphasise by their codes.
    fn deliver(
        &self,
        mut answer: Answer,
        output: &OutputArgs,
        request: String,
        voice: Voice,
    ) -> anyhow::Result<()> {
        answer.provenance.request = request;
        let mut highlight = Vec::new();
        for word in &output.highlight {
            highlight.extend(self.dataset.regions.resolve(word)?.codes);
        }
        Delivery { output, highlight, dataset: &self.dataset, voice }.deliver(&mut answer)?;
        // The process ends here, and gives all of its memory back at once.
        std::mem::forget(answer);
        Ok(())
    }
}

/// The command line as it can be given again, without the output options.
fn request() -> String {
    let mut words = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(word) = arguments.next() {
        match word.as_str() {
            "-o" | "--output" | "--size" | "--highlight" | "--format" | "--lang" => drop(arguments.next()),
            "--quiet" | "-q" | "--excel-bom" | "--all-rows" => {}
            _ => words.push(word),
        }
    }
    words.join(" ")
}

/// The group of a request: as asked for, or what the braces in the file names ask for.
fn group(which: &WhichArgs, group: &GroupArgs, output: &[PathBuf]) -> anyhow::Result<Which> {
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
    let opened = Opened::new(&args.which, voice)?;
    let on_terminal =
        output.output.is_empty() && matches!(output.format, None | Some(FormatArg::Table | FormatArg::Md));
    let request = RankRequest {
        metrics: args.metric.clone(),
        which: group(&args.which, &args.group, &output.output)?,
        top: args.top,
        bottom: args.bottom,
        wide: args.wide,
        columns: if charts { Vec::new() } else { output.columns.clone() },
        ranked_only: on_terminal,
        groups: charts || on_terminal || deliver::wants_detail(output)?,
    };
    let answer = analysis::rank(&opened.dataset, &opened.catalogue, &request)?;
    opened.deliver(answer, output, self::request(), voice)
}

pub(super) fn trend(args: &TrendArgs, voice: Voice) -> anyhow::Result<()> {
    let opened = Opened::new(&args.which, voice)?;
    let charts = deliver::wants_chart(&args.output)?;
    let request = TrendRequest {
        metrics: args.metric.clone(),
        which: Which { min_n: args.min_n, ..args.which.which() },
        by: args.by.into(),
        columns: if args.series { Vec::new() } else { args.output.columns.clone() },
        series: args.series || charts || deliver::wants_detail(&args.output)?,
    };
    let mut answer = analysis::trend(&opened.dataset, &opened.catalogue, &request)?;
    if args.series {
        answer.tables.reverse();
    }
    opened.deliver(answer, &args.output, self::request(), voice)
}

pub(super) fn outcomes(args: &OutcomesArgs, voice: Voice) -> anyhow::Result<()> {
    let opened = Opened::new(&args.which, voice)?;
    let charts = deliver::wants_chart(&args.output)?;
    let request = OutcomesRequest {
        which: args.which.which(),
        by: args.by.into(),
        reasons: args.reasons,
        applicants: args.applicants,
        columns: if charts { Vec::new() } else { args.output.columns.clone() },
    };
    let answer = analysis::outcomes(&opened.dataset, &opened.catalogue, &request)?;
    opened.deliver(answer, &args.output, self::request(), voice)
}

pub(super) fn compare(args: &CompareArgs, voice: Voice) -> anyhow::Result<()> {
    let opened = Opened::new(&args.which, voice)?;
    let charts = deliver::wants_chart(&args.output)?;
    let mut which = group(&args.which, &args.group, &args.output.output)?;
    which.regions.splice(0..0, args.regions.iter().cloned());
    let request = CompareRequest {
        metrics: args.metric.clone(),
        which,
        columns: if charts { Vec::new() } else { args.output.columns.clone() },
    };
    let answer = analysis::compare(&opened.dataset, &opened.catalogue, &request)?;
    opened.deliver(answer, &args.output, self::request(), voice)
}
