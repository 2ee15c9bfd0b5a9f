//! The options of `rank` on how far an order can be trusted.

use clap::{ArgGroup, Args, ValueEnum};
use gongkai::analysis::{Certainty, Limits};
use gongkai::stats::funnel::Tau2;
use gongkai::stats::rank_sets::Coverage;

/// How far the ranks can be trusted.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
#[command(group = ArgGroup::new("simulated").multiple(true))]
pub(crate) struct CertaintyArgs {
    #[arg(long, value_enum, value_name = "KIND", num_args = 0..=1, default_missing_value = "simultaneous",
        group = "simulated")]
    pub(crate) rank_ci: Option<RankCiArg>,
    #[arg(long, group = "simulated")]
    pub(crate) tiers: bool,
    #[arg(long, value_name = "N", requires = "simulated")]
    pub(crate) seed: Option<u64>,
    #[arg(long, value_name = "N", requires = "simulated", value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    pub(crate) draws: Option<u32>,
    #[arg(long, value_enum, value_name = "KIND", num_args = 0..=1, default_missing_value = "exact")]
    pub(crate) limits: Option<LimitsArg>,
    #[arg(long)]
    pub(crate) shrink: bool,
    #[arg(long)]
    pub(crate) change: bool,
    #[arg(long, conflicts_with = "wide")]
    pub(crate) alerts: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum RankCiArg {
    Marginal,
    Simultaneous,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LimitsArg {
    Exact,
    Normal,
    Dl,
    Pm,
    Reml,
    Unweighted,
}

impl CertaintyArgs {
    pub(crate) fn certainty(&self) -> Certainty {
        let usual = Certainty::default();
        Certainty {
            rank_sets: self.rank_ci.map(|kind| match kind {
                RankCiArg::Marginal => Coverage::Marginal,
                RankCiArg::Simultaneous => Coverage::Simultaneous,
            }),
            tiers: self.tiers,
            change: self.change,
            alerts: self.alerts,
            limits: self.limits.map(|kind| match kind {
                LimitsArg::Exact => Limits::Exact,
                LimitsArg::Normal => Limits::Normal,
                LimitsArg::Dl => Limits::Overdispersed(Tau2::DerSimonianLaird),
                LimitsArg::Pm => Limits::Overdispersed(Tau2::PauleMandel),
                LimitsArg::Reml => Limits::Overdispersed(Tau2::Reml),
                LimitsArg::Unweighted => Limits::Overdispersed(Tau2::Hedges),
            }),
            shrink: self.shrink,
            seed: self.seed.unwrap_or(usual.seed),
            draws: self.draws.map(|draws| draws as usize),
        }
    }
}
