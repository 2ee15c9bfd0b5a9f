//! The questions: arguments → one library call.

use std::path::PathBuf;

use gongkai::analysis::{
    self, Breaks, CheckRequest, CompareRequest, Limits, OutcomesRequest, RankRequest, Spread, TrendRequest,
    Which, Within,
};
use gongkai::check::{Mode, Thresholds};
use gongkai::dataset::Years;
use gongkai::stats::rank_sets::Coverage;
use gongkai::text::Lang;

use super::args::{
    CheckArgs, CompareArgs, FormatArg, GroupArgs, OutcomesArgs, OutputArgs, RankArgs, TrendArgs, WhichArgs,
};
use super::deliver;
use super::question::{Asked, Opened, Output, Question, Source};
use super::values::SpreadArg;

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

impl Question for RankArgs {
    fn source(&self) -> Source<'_> {
        (&self.source).into()
    }

    fn inputs_mut(&mut self) -> Vec<&mut PathBuf> {
        self.source.paths_mut().collect()
    }

    fn output(&self) -> Output<'_> {
        Output::Answer(&self.output)
    }

    fn seed(&self) -> Option<u64> {
        let certainty = self.certainty.certainty();
        let simulates = certainty.rank_sets.is_some()
            || certainty.tiers
            || self.output.chart.as_deref() == Some("rank-range");
        simulates.then_some(certainty.seed)
    }

    fn check(&self) -> anyhow::Result<()> {
        if deliver::wants_chart(&self.output)? && self.wide {
            return Err(deliver::no_chart_of_wide_table());
        }
        Ok(())
    }

    fn ask(&self, opened: &Opened, _: Lang) -> anyhow::Result<Asked> {
        let request = rank(self)?;
        Ok(analysis::rank(&opened.dataset, &opened.catalogue, &request)?.into())
    }
}

fn rank(args: &RankArgs) -> anyhow::Result<RankRequest> {
    let output = &args.output;
    let charts = deliver::wants_chart(output)?;
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
    Ok(RankRequest {
        certainty,
        spread,
        metrics: args.metric.clone(),
        which: group(&args.source.which, &args.group, &output.output)?,
        top: args.top,
        bottom: args.bottom,
        wide: args.wide,
        columns: if charts { Vec::new() } else { output.columns.clone() },
        ranked_only: on_terminal && spread.is_none(),
        groups: charts || on_terminal || detail,
        breaks: matches!(output.chart.as_deref(), Some("bump" | "slope")),
    })
}

impl Question for TrendArgs {
    fn source(&self) -> Source<'_> {
        (&self.source).into()
    }

    fn inputs_mut(&mut self) -> Vec<&mut PathBuf> {
        self.source.paths_mut().collect()
    }

    fn output(&self) -> Output<'_> {
        Output::Answer(&self.output)
    }

    fn ask(&self, opened: &Opened, _: Lang) -> anyhow::Result<Asked> {
        let charts = deliver::wants_chart(&self.output)?;
        let request = TrendRequest {
            metrics: self.metric.clone(),
            which: Which { min_n: self.min_n, ..self.source.which.which() },
            by: self.by.into(),
            columns: if self.series { Vec::new() } else { self.output.columns.clone() },
            marker: self.marker,
            breaks: Breaks::Refuse,
            series: self.series || charts || deliver::wants_detail(&self.output)?,
            group: self.output.chart.as_deref() == Some("small-multiples"),
        };
        let mut answer = analysis::trend(&opened.dataset, &opened.catalogue, &request)?;
        if self.series {
            answer.tables.reverse();
        }
        Ok(answer.into())
    }
}

impl Question for OutcomesArgs {
    fn source(&self) -> Source<'_> {
        (&self.source).into()
    }

    fn inputs_mut(&mut self) -> Vec<&mut PathBuf> {
        self.source.paths_mut().collect()
    }

    fn output(&self) -> Output<'_> {
        Output::Answer(&self.output)
    }

    fn ask(&self, opened: &Opened, _: Lang) -> anyhow::Result<Asked> {
        let charts = deliver::wants_chart(&self.output)?;
        let mut which = self.source.which.which();
        if self.output.chart.as_deref() == Some("area") {
            // Shares over years need years.
            which.years = which.years.or(Some(Years::default()));
        }
        let request = OutcomesRequest {
            which,
            by: self.by.into(),
            reasons: self.reasons,
            applicants: self.applicants,
            intervals: self.intervals.into(),
            peers: self.peers,
            breaks: self.output.chart.as_deref() == Some("area"),
            columns: if charts { Vec::new() } else { self.output.columns.clone() },
        };
        Ok(analysis::outcomes(&opened.dataset, &opened.catalogue, &request)?.into())
    }
}

impl Question for CompareArgs {
    fn source(&self) -> Source<'_> {
        (&self.source).into()
    }

    fn inputs_mut(&mut self) -> Vec<&mut PathBuf> {
        self.source.paths_mut().collect()
    }

    fn output(&self) -> Output<'_> {
        Output::Answer(&self.output)
    }

    fn ask(&self, opened: &Opened, _: Lang) -> anyhow::Result<Asked> {
        let charts = deliver::wants_chart(&self.output)?;
        let mut which = group(&self.source.which, &self.group, &self.output.output)?;
        which.regions.splice(0..0, self.regions.iter().cloned());
        let request = CompareRequest {
            metrics: self.metric.clone(),
            which,
            peers: self.peers,
            columns: if charts { Vec::new() } else { self.output.columns.clone() },
        };
        Ok(analysis::compare(&opened.dataset, &opened.catalogue, &request)?.into())
    }
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

impl Question for CheckArgs {
    fn source(&self) -> Source<'_> {
        Source { which: &self.which, metrics: &[] }
    }

    fn further_inputs(&self) -> Vec<&PathBuf> {
        self.thresholds.iter().collect()
    }

    fn inputs_mut(&mut self) -> Vec<&mut PathBuf> {
        self.which.data.iter_mut().chain(&mut self.thresholds).collect()
    }

    fn output(&self) -> Output<'_> {
        Output::Answer(&self.output)
    }

    fn ask(&self, opened: &Opened, lang: Lang) -> anyhow::Result<Asked> {
        let charts = deliver::wants_chart(&self.output)?;
        let request = CheckRequest {
            which: self.which.which(),
            rules: self.rule.clone(),
            severity: self.severity.into(),
            mode: if self.which.strict && !self.lenient { Mode::Strict } else { Mode::Lenient },
            thresholds: match &self.thresholds {
                Some(path) => Thresholds::with_file(path)?,
                None => Thresholds::built_in()?,
            },
            lang,
            columns: check_columns(&self.output, charts)?,
            cells: deliver::wants_workbook(&self.output)?,
        };
        Ok(analysis::check(&opened.dataset, &request)?.into())
    }
}
