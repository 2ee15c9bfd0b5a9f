//! Which reports a question is about.

use serde::Deserialize;

use crate::dataset::{KIND, Scope, Years};

/// Which reports a question is about, shared by all questions.
#[derive(Clone, Debug, Default)]
pub struct Which {
    /// The years; `None` leaves the choice to the question.
    pub years: Option<Years>,
    /// Regions to show, by code or name. They are compared with their group all the same.
    pub regions: Vec<String>,
    /// Provinces whose reports take part; all if empty.
    pub provinces: Vec<String>,
    /// Prefectures whose reports take part; all if empty.
    pub prefectures: Vec<String>,
    /// Codes of the regions that take part; all if empty.
    pub among: Vec<String>,
    /// The level of the regions that take part; `None` leaves it to the data.
    pub level: Option<String>,
    /// The scope of the figures.
    pub scope: Scope,
    /// The group in which ranks and benchmarks are formed.
    pub within: Within,
    /// The least denominator with which a rate takes part in a ranking.
    pub min_n: Option<u32>,
}

/// The group in which ranks and benchmarks are formed, always of one year and one level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Within {
    /// All reports that take part.
    #[default]
    All,
    /// Those of one province.
    Province,
    /// Those of one prefecture.
    Prefecture,
    /// Those of one kind of place by the ending of the name: 县, 区, 市 or 旗.
    Kind,
}

impl Within {
    /// The column that tells the groups apart, if there are several.
    pub const fn column(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Province => Some("province"),
            Self::Prefecture => Some("prefecture"),
            Self::Kind => Some(KIND),
        }
    }
}

/// What a row of a series or of a breakdown stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// One region.
    #[default]
    Region,
    /// All reports of a prefecture together.
    Prefecture,
    /// All reports of a province together.
    Province,
    /// All reports together.
    All,
}

impl By {
    /// The word on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Prefecture => "prefecture",
            Self::Province => "province",
            Self::All => "all",
        }
    }
}
