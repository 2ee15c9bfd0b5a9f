//! What every question gives back: tables with described columns, coverage, notes and provenance.

use polars::prelude::DataFrame;

use crate::schema::Unit;
use crate::text::{Label, Note, Text, words};

/// The answer to a question, ready to be shown as a table, written to a file or drawn.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The question's name on the command line: `rank`, `trend`, …
    pub question: &'static str,
    /// What is shown and for when, without unit: "图解比例排名，2022 年".
    pub title: Label,
    /// The group and its size, and whatever else belongs under the title.
    pub subtitle: Label,
    /// The result tables; the first is the main one. A workbook has a sheet for each, other formats take
    /// the first unless they say otherwise (JSON takes all).
    pub tables: Vec<Table>,
    /// The definitions of the metrics in the answer, in the order asked for.
    pub metrics: Vec<MetricCard>,
    /// Titles of identifiers that this answer alone has: the classes and bands of a scheme.
    pub terms: Vec<(String, Label)>,
    /// Reports used and left out, one entry a metric.
    pub coverage: Vec<Coverage>,
    /// Remarks the reader must see: a year that was chosen, an old name, a figure read with a repair.
    pub notes: Vec<Note>,
    /// Where the figures come from.
    pub provenance: Provenance,
}

/// One table of an answer.
#[derive(Clone, Debug)]
pub struct Table {
    /// Short ASCII name, unique within the answer: `rank`, `groups`, `series`.
    pub id: &'static str,
    /// What the table holds, as a sheet name or a heading.
    pub title: Label,
    /// The figures. Column names are stable and the same in both languages.
    pub frame: DataFrame,
    /// One description for each column of `frame`, in its order.
    pub columns: Vec<Column>,
}

/// How one column of a table is to be understood and shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The stable name, as in `frame`.
    pub name: String,
    /// The heading.
    pub label: Label,
    /// What its cells are.
    pub kind: Kind,
    /// Whether the terminal table leaves the column out when it gets too wide: 0 never, higher goes earlier,
    /// [`IN_FILES_ONLY`] always.
    pub drop_order: u8,
}

impl Column {
    /// A column under the heading of its name.
    pub fn named(name: &str, kind: Kind, drop_order: u8) -> Self {
        Self { name: name.to_owned(), label: words::column(name), kind, drop_order }
    }
}

/// [`Column::drop_order`] of a column that the terminal never shows.
pub const IN_FILES_ONLY: u8 = u8::MAX;

/// What the cells of a column are, which decides how they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, a code or a name: left-aligned, never a number.
    Text,
    /// An identifier of the program (a metric, a note, a verdict), shown in words where people read it.
    Id,
    /// The name of a field, shown by its label in the words of the form where people read it.
    Field,
    /// A calendar year: right-aligned, no thousands separator.
    Year,
    /// A whole number.
    Count,
    /// A plain number without a unit.
    Number,
    /// A rank or the size of a group.
    Rank,
    /// A signed difference of ranks: written with an arrow on the terminal.
    Change,
    /// A value in the unit of the metric that the row's `metric` column names.
    Value,
    /// A value in a fixed unit.
    In(Unit),
    /// A difference of two values of the row's metric: percentage points for a share.
    Difference,
    /// A difference of two values in a fixed unit.
    DifferenceIn(Unit),
    /// A relative change, 0.05 for five per cent.
    Relative,
    /// A number between 0 and 100 by position: a percentile.
    Percentile,
    /// A p-value.
    Probability,
    /// Yes or no.
    Flag,
}

/// A metric's definition as used in the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricCard {
    /// Identifier, as in the `metric` column.
    pub id: String,
    /// Title.
    pub title: Label,
    /// Meaning in a sentence.
    pub meaning: Label,
    /// What to beware of.
    pub caveat: Option<Label>,
    /// Unit of its values.
    pub unit: Unit,
    /// Which end is rank 1, in words.
    pub direction: Text,
    /// The formula in field names: `interpretations_graphic / interpretations_total`.
    pub formula: String,
    /// The same in the words of the official form: "图片解读数 ÷ 解读材料总数".
    pub formula_in_words: Label,
}

/// How many reports stand behind the figures of a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The metric, or the question's own name where there is none.
    pub metric: String,
    /// Reports that the request selects.
    pub selected: usize,
    /// Reports with a figure, which the answer uses.
    pub used: usize,
    /// Reports left out, by reason, in a fixed order; only reasons that occur.
    pub left_out: Vec<(Reason, usize)>,
}

/// Why a report is not in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A figure that the metric needs is not in the report.
    NoFigure,
    /// The denominator is zero.
    ZeroDenominator,
    /// The denominator is smaller than `--min-n` asks for.
    BelowMinN,
    /// The report is on a form in which the metric does not exist.
    OtherForm,
    /// The part is larger than its whole, so one of the two is wrong.
    AboveOne,
    /// Too little of what makes a score is there.
    BelowCoverage,
    /// A score is not above 0, and the scheme's mean takes no other.
    NotAboveZero,
    /// No indicator tells the reports apart.
    NoScale,
    /// The scheme scores classes of regions apart, and the region is in none.
    NoClass,
}

impl Reason {
    /// Every reason, in the order in which they are listed.
    pub const ALL: [Self; 9] = [
        Self::NoFigure,
        Self::ZeroDenominator,
        Self::BelowMinN,
        Self::OtherForm,
        Self::AboveOne,
        Self::BelowCoverage,
        Self::NotAboveZero,
        Self::NoScale,
        Self::NoClass,
    ];

    /// The name in the `note` column and in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoFigure => "no_figure",
            Self::ZeroDenominator => "zero_denominator",
            Self::BelowMinN => "below_min_n",
            Self::OtherForm => "other_form",
            Self::AboveOne => "above_one",
            Self::BelowCoverage => "below_coverage",
            Self::NotAboveZero => "not_above_zero",
            Self::NoScale => "no_scale",
            Self::NoClass => "no_class",
        }
    }

    /// The reason in words.
    pub const fn text(self) -> Text {
        match self {
            Self::NoFigure => Text::new("报告中没有所需数字", "a figure is not in the report"),
            Self::ZeroDenominator => Text::new("分母为零", "the denominator is zero"),
            Self::BelowMinN => Text::new("分母低于设定的下限", "the denominator is below the limit set"),
            Self::OtherForm => Text::new("所用报表格式没有该指标", "the report's form has no such figure"),
            Self::AboveOne => Text::new(
                "分子大于分母，须核对原报告",
                "the numerator is above the denominator: check the report",
            ),
            Self::BelowCoverage => Text::new("有数字的部分太少", "too little of the score is there"),
            Self::NotAboveZero => {
                Text::new("有得分不大于零，不能求该平均", "a score is not above 0, as the mean needs it")
            }
            Self::NoScale => Text::new("各报告数值无差异", "no indicator tells the reports apart"),
            Self::NoClass => Text::new("不属于方案的任何类别", "the region is in no class of the scheme"),
        }
    }
}

/// Where the figures of an answer come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The dataset's name and version, `china 2025.1`.
    pub dataset: String,
    /// The dataset's title.
    pub title: Label,
    /// Its licence, as an SPDX expression.
    pub licence: String,
    /// Whether its figures are invented; every output then says so.
    pub synthetic: bool,
    /// The files that were read, with their SHA-256.
    pub files: Vec<SourceFile>,
    /// The sources that the dataset names.
    pub sources: Vec<String>,
    /// The question as resolved, `rank graphic_share --year 2022`.
    pub request: String,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path as given, or `name (built in)`.
    pub path: String,
    /// SHA-256 of its bytes in hexadecimal; empty where it was not computed.
    pub sha256: String,
}

impl Answer {
    /// The main table.
    pub fn main(&self) -> Option<&Table> {
        self.tables.first()
    }

    /// The title of an identifier of this answer that is no metric.
    pub fn term(&self, id: &str) -> Option<&Label> {
        self.terms.iter().find(|(known, _)| known == id).map(|(_, title)| title)
    }

    /// The definition of a metric in this answer.
    pub fn metric(&self, id: &str) -> Option<&MetricCard> {
        self.metrics.iter().find(|card| card.id == id)
    }
}
