//! Values of options on intervals, inequality and peers.

use clap::ValueEnum;
use gongkai::analysis::{Intervals, Peers, SpreadBy};

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

/// `all`, `province`, `prefecture`, `kind`, `population`, `population:5`.
pub(crate) fn parse_peers(text: &str) -> Result<Peers, String> {
    Peers::parse(text).ok_or_else(|| text.to_owned())
}
