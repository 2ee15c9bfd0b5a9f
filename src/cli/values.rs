//! Values of options that are words.

use clap::ValueEnum;
use gongkai::analysis::{By, Intervals, Peers, SpreadBy, Within};
use gongkai::check::Severity;
use gongkai::dataset::Scope;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SpreadArg {
    Auto,
    Province,
    Prefecture,
}

impl SpreadArg {
    pub(crate) const fn by(self) -> Option<SpreadBy> {
        match self {
            Self::Auto => None,
            Self::Province => Some(SpreadBy::Province),
            Self::Prefecture => Some(SpreadBy::Prefecture),
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum IntervalsArg {
    Goodman,
    Wilson,
}

impl From<IntervalsArg> for Intervals {
    fn from(arg: IntervalsArg) -> Self {
        match arg {
            IntervalsArg::Goodman => Self::Goodman,
            IntervalsArg::Wilson => Self::Wilson,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SeverityArg {
    Error,
    Warning,
    Info,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ScopeArg {
    Region,
    Office,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum WithinArg {
    All,
    Province,
    Prefecture,
    Kind,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ByArg {
    Region,
    Prefecture,
    Province,
    All,
}

impl From<SeverityArg> for Severity {
    fn from(arg: SeverityArg) -> Self {
        match arg {
            SeverityArg::Error => Self::Error,
            SeverityArg::Warning => Self::Warning,
            SeverityArg::Info => Self::Info,
        }
    }
}

impl From<ScopeArg> for Scope {
    fn from(scope: ScopeArg) -> Self {
        match scope {
            ScopeArg::Region => Self::Region,
            ScopeArg::Office => Self::Office,
        }
    }
}

impl From<WithinArg> for Within {
    fn from(arg: WithinArg) -> Self {
        match arg {
            WithinArg::All => Self::All,
            WithinArg::Province => Self::Province,
            WithinArg::Prefecture => Self::Prefecture,
            WithinArg::Kind => Self::Kind,
        }
    }
}

impl From<ByArg> for By {
    fn from(arg: ByArg) -> Self {
        match arg {
            ByArg::Region => Self::Region,
            ByArg::Prefecture => Self::Prefecture,
            ByArg::Province => Self::Province,
            ByArg::All => Self::All,
        }
    }
}

/// `all`, `province`, `prefecture`, `kind`, `population`, `population:5`.
pub(crate) fn parse_peers(text: &str) -> Result<Peers, String> {
    Peers::parse(text).ok_or_else(|| text.to_owned())
}
