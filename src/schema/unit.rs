//! Units of figures and how a figure of each is written.

use serde::{Deserialize, Serialize};

use crate::text::{Lang, Text};

/// The unit of a field or a metric. It decides how a value is written everywhere: table, workbook, chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A part of a whole that is counted in both (cases of cases): 0 to 1, written in per cent, with a
    /// binomial interval.
    Share,
    /// One count over another that is not its whole (interpretations over documents): no interval.
    Ratio,
    /// A number between 0 and 1 that is neither (an evenness, say).
    Index,
    /// Items of information.
    Item,
    /// Pieces of interpretation.
    Piece,
    /// Cases: applications, reviews, lawsuits, calls.
    Case,
    /// Letters.
    Letter,
    /// Documents.
    Document,
    /// Administrative decisions.
    Decision,
    /// Projects.
    Project,
    /// Events.
    Event,
    /// Accounts.
    Account,
    /// Sessions.
    Session,
    /// Persons.
    Person,
    /// Fields of the form.
    Field,
    /// Findings of the check.
    Finding,
    /// Days.
    Day,
    /// Per cent as stated in a report, 0 to 100.
    Percent,
    /// Ten thousand yuan (万元).
    WanYuan,
    /// Items for every ten thousand residents.
    Per10k,
    /// Cases for every hundred thousand residents.
    Per100k,
    /// Points of a score.
    Point,
}

impl Unit {
    /// The identifier, as in a catalogue of metrics.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Ratio => "ratio",
            Self::Index => "index",
            Self::Item => "item",
            Self::Piece => "piece",
            Self::Case => "case",
            Self::Letter => "letter",
            Self::Document => "document",
            Self::Decision => "decision",
            Self::Project => "project",
            Self::Event => "event",
            Self::Account => "account",
            Self::Session => "session",
            Self::Person => "person",
            Self::Field => "field",
            Self::Finding => "finding",
            Self::Day => "day",
            Self::Percent => "percent",
            Self::WanYuan => "wan_yuan",
            Self::Per10k => "per10k",
            Self::Per100k => "per100k",
            Self::Point => "point",
        }
    }

    /// Whether values are parts of a whole, for which a Wilson interval is meaningful.
    pub const fn is_share(self) -> bool {
        matches!(self, Self::Share)
    }

    /// Whether values are whole numbers in a report.
    pub const fn is_count(self) -> bool {
        !matches!(
            self,
            Self::Share
                | Self::Ratio
                | Self::Index
                | Self::Percent
                | Self::WanYuan
                | Self::Per10k
                | Self::Per100k
                | Self::Point
        )
    }

    /// Decimals a value is written with; of the percentage for a share.
    pub const fn decimals(self) -> usize {
        match self {
            Self::Share | Self::Ratio | Self::WanYuan | Self::Per10k | Self::Per100k | Self::Point => 2,
            Self::Index => 3,
            Self::Percent => 1,
            _ => 0,
        }
    }

    /// The unit's name, as it stands behind a number or in a chart's subtitle.
    pub const fn name(self) -> Text {
        match self {
            Self::Share | Self::Percent => Text::new("%", "%"),
            Self::Ratio => Text::new("倍", "ratio"),
            Self::Index => Text::new("指数（0—1）", "index (0 to 1)"),
            Self::Item => Text::new("条", "items"),
            Self::Piece => Text::new("篇", "pieces"),
            Self::Case => Text::new("件", "cases"),
            Self::Letter => Text::new("件", "letters"),
            Self::Document => Text::new("件", "documents"),
            Self::Decision => Text::new("件", "decisions"),
            Self::Project => Text::new("项", "projects"),
            Self::Event => Text::new("场", "events"),
            Self::Account => Text::new("个", "accounts"),
            Self::Session => Text::new("期", "sessions"),
            Self::Person => Text::new("人", "persons"),
            Self::Field => Text::new("项", "fields"),
            Self::Finding => Text::new("处", "findings"),
            Self::Day => Text::new("天", "days"),
            Self::WanYuan => Text::new("万元", "10,000 CNY"),
            Self::Per10k => Text::new("条/万人", "items per 10,000 residents"),
            Self::Per100k => Text::new("件/十万人", "cases per 100,000 residents"),
            Self::Point => Text::new("分", "points"),
        }
    }

    /// A value as written in a table or beside a bar: thousands separators, fixed decimals, shares in
    /// per cent. The unit's name is not part of it, but for `%`.
    pub fn format(self, value: f64) -> String {
        match self {
            Self::Share => format!("{}%", group_thousands(value * 100.0, 2)),
            Self::Percent => format!("{}%", group_thousands(value, 1)),
            // A median of counts may lie between two of them.
            _ if self.is_count() && value.fract() != 0.0 => group_thousands(value, 2),
            _ => group_thousands(value, self.decimals()),
        }
    }

    /// A value with the unit's name behind it, as in a sentence.
    pub fn say(self, value: f64, lang: Lang) -> String {
        match self {
            Self::Share | Self::Percent => self.format(value),
            _ => lang.pick(
                format!("{} {}", self.format(value), self.name().zh),
                format!("{} {}", self.format(value), self.name().en),
            ),
        }
    }
}

/// A number with thousands separators and a fixed number of decimals: `36,410`, `-1,234.50`.
pub fn group_thousands(value: f64, decimals: usize) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::with_capacity(plain.len() + 4);
    if value < 0.0 && plain.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        out.push('-');
    }
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_and_a_rounded_zero_has_no_sign() {
        assert_eq!(group_thousands(36410.0, 0), "36,410");
        assert_eq!(group_thousands(-1234.5, 2), "-1,234.50");
        assert_eq!(group_thousands(-0.001, 2), "0.00");
        assert_eq!(group_thousands(999.0, 0), "999");
        assert_eq!(Unit::Share.format(48.0 / 52.0), "92.31%");
    }

    #[test]
    fn the_identifier_is_that_of_a_catalogue() {
        for unit in [Unit::Share, Unit::WanYuan, Unit::Per10k, Unit::Per100k, Unit::Point] {
            assert_eq!(serde_json::to_value(unit).expect("text"), unit.id());
        }
    }
}
