//! The tables of an index.

use polars::prelude::*;

use super::robust::Robust;
use super::scheme::Scheme;
use super::score::Scores;
use crate::analysis::about::column;
use crate::analysis::figures::value;
use crate::analysis::sample::Sample;
use crate::analysis::{Column, Kind, Reason, Table};
use crate::error::Result;
use crate::schema::Unit;
use crate::stats::Rank;
use crate::text::{Label, index as words};

/// The columns that tell which report a row is about.
const KEYS: [(&str, Kind, u8); 6] = [
    ("region_code", Kind::Text, 6),
    ("region", Kind::Text, 0),
    ("level", Kind::Id, 8),
    ("prefecture", Kind::Text, 7),
    ("province", Kind::Text, 5),
    ("year", Kind::Year, 0),
];
/// The column of the class, where a scheme has classes.
const CLASS: (&str, Kind, u8) = ("class", Kind::Id, 0);
/// The columns before those of the components.
const FIRST: [(&str, Kind, u8); 2] = [("rank", Kind::Rank, 0), ("score", Kind::In(Unit::Point), 0)];
/// The columns of the ranks that other choices would have given.
pub(super) const SPREAD: [(&str, Kind, u8); 3] =
    [("rank_p05", Kind::Number, 0), ("rank_p50", Kind::Number, 0), ("rank_p95", Kind::Number, 0)];
/// The columns behind those of the components.
const LAST: [(&str, Kind, u8); 6] = [
    ("coverage", Kind::In(Unit::Share), 1),
    ("band", Kind::Id, 0),
    ("rank_of", Kind::Rank, 3),
    ("tie", Kind::Flag, 4),
    ("group", Kind::Id, 0),
    ("note", Kind::Id, 0),
];
/// Further columns of the tables, which no component may be called.
const OTHERS: [&str; 3] = ["metric", "value", "all"];

/// Whether a component cannot be called so, because a column is.
pub(super) fn is_reserved(name: &str) -> bool {
    let own = KEYS.iter().chain([&CLASS]).chain(&FIRST).chain(&SPREAD).chain(&LAST);
    own.map(|(known, ..)| *known).chain(OTHERS).any(|known| known == name)
}

/// A component of a score as a column of the answer.
pub(super) struct Component {
    pub(super) id: String,
    pub(super) title: Label,
    /// Whether it is at the bottom of the scheme: left out earlier where the terminal is narrow.
    pub(super) is_detail: bool,
}

/// The figures of every report, a cell a row of the reports.
pub(super) struct Cells {
    rank: Vec<Option<u32>>,
    rank_of: Vec<Option<u32>>,
    tie: Vec<Option<bool>>,
    score: Vec<Option<f64>>,
    coverage: Vec<Option<f64>>,
    band: Vec<Option<String>>,
    note: Vec<Option<&'static str>>,
    components: Vec<Vec<Option<f64>>>,
    spread: [Vec<Option<f64>>; 3],
}

fn put<T>(cells: &mut [Option<T>], row: usize, value: Option<T>) {
    if let Some(cell) = cells.get_mut(row) {
        *cell = value;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a number of reports")]
const fn whole(number: usize) -> u32 {
    number as u32
}

impl Cells {
    pub(super) fn new(reports: usize, components: usize) -> Self {
        Self {
            rank: vec![None; reports],
            rank_of: vec![None; reports],
            tie: vec![None; reports],
            score: vec![None; reports],
            coverage: vec![None; reports],
            band: vec![None; reports],
            note: vec![None; reports],
            components: vec![vec![None; reports]; components],
            spread: [vec![None; reports], vec![None; reports], vec![None; reports]],
        }
    }

    /// Puts the scores of a group into its rows.
    pub(super) fn fill(&mut self, scheme: &Scheme, rows: &[usize], scores: &Scores, ranks: &[Option<Rank>]) {
        let of = whole(ranks.iter().flatten().count());
        for (unit, row) in rows.iter().enumerate() {
            let score = scores.score.get(unit).copied().flatten();
            let rank = ranks.get(unit).copied().flatten();
            put(&mut self.rank, *row, rank.map(|rank| whole(rank.place)));
            put(&mut self.rank_of, *row, rank.map(|_| of));
            put(&mut self.tie, *row, rank.map(|rank| rank.tied));
            put(&mut self.score, *row, score);
            put(&mut self.coverage, *row, scores.coverage.get(unit).copied().flatten());
            put(&mut self.band, *row, score.and_then(|score| scheme.band(score)).map(str::to_owned));
            put(&mut self.note, *row, scores.why.get(unit).copied().flatten().map(Reason::id));
            for (cells, column) in self.components.iter_mut().zip(&scores.components) {
                put(cells, *row, column.get(unit).copied().flatten());
            }
        }
    }

    /// Says of rows that they are in no class.
    pub(super) fn fill_without_class(&mut self, rows: &[usize]) {
        for row in rows {
            put(&mut self.note, *row, Some(Reason::NoClass.id()));
        }
    }

    /// Puts the ranks that other choices would have given into the rows of a group, to a tenth of a place.
    pub(super) fn fill_spread(&mut self, rows: &[usize], robust: &Robust) {
        let tenths = |rank: f64| (rank * 10.0).round() / 10.0;
        for (row, spread) in rows.iter().zip(&robust.spreads) {
            let ranks = spread.map(|spread| [spread.low, spread.median, spread.high]);
            for (place, cells) in self.spread.iter_mut().enumerate() {
                put(cells, *row, ranks.and_then(|ranks| ranks.get(place).copied()).map(tenths));
            }
        }
    }

    /// How many reports have a rank.
    pub(super) fn ranked(&self) -> usize {
        self.rank.iter().flatten().count()
    }

    /// The ids of why reports have no score.
    pub(super) fn notes(&self) -> impl Iterator<Item = &'static str> {
        self.note.iter().flatten().copied()
    }

    /// The reports with these figures beside them.
    pub(super) fn beside(self, frame: &DataFrame, components: &[Component]) -> Result<DataFrame> {
        let mut frame = frame.clone();
        let mut columns = vec![
            Series::new("rank".into(), self.rank),
            Series::new("rank_of".into(), self.rank_of),
            Series::new("tie".into(), self.tie),
            Series::new("score".into(), self.score),
            Series::new("coverage".into(), self.coverage),
            Series::new("band".into(), self.band),
            Series::new("note".into(), self.note),
        ];
        let of_components = components.iter().zip(self.components);
        columns
            .extend(of_components.map(|(component, cells)| Series::new(component.id.as_str().into(), cells)));
        let of_spread = SPREAD.iter().zip(self.spread);
        columns.extend(of_spread.map(|((name, ..), cells)| Series::new((*name).into(), cells)));
        for column in columns {
            frame.with_column(column.into_column())?;
        }
        Ok(frame)
    }
}

/// The main table: one row a report, by year, group and rank.
pub(super) fn main(
    sample: &Sample,
    scored: &DataFrame,
    components: &[Component],
    (has_classes, has_spread): (bool, bool),
    names: &[String],
) -> Result<Table> {
    let class = has_classes.then_some(&CLASS);
    let mut all: Vec<Column> = KEYS
        .iter()
        .chain(class)
        .chain(&FIRST)
        .map(|(name, kind, order)| column(name, *kind, *order))
        .collect();
    if has_spread {
        all.extend(SPREAD.map(|(name, kind, order)| column(name, kind, order)));
    }
    all.extend(components.iter().map(|component| Column {
        name: component.id.clone(),
        label: component.title.clone(),
        kind: Kind::In(Unit::Point),
        drop_order: if component.is_detail { 2 } else { 0 },
    }));
    all.extend(LAST.map(|(name, kind, order)| column(name, kind, order)));
    let columns = crate::analysis::pick_columns(&all, names, &KEYS.map(|(name, ..)| name))?;
    let select: Vec<Expr> = columns.iter().map(|column| col(column.name.as_str())).collect();
    let frame = sorted(sample, scored).select(select).collect()?;
    Ok(Table { id: "index", title: words::INDEX.label(), frame, columns })
}

/// The rows to show, by year, group, rank and code.
fn sorted(sample: &Sample, scored: &DataFrame) -> LazyFrame {
    let by = ["year", crate::dataset::GROUP, super::reports::CLASS, "rank", "region_code"];
    let options = SortMultipleOptions::default().with_nulls_last(true).with_maintain_order(true);
    sample.to_show(scored.clone().lazy()).sort(by, options)
}

/// The columns of a table: that of the class only where there are classes.
pub(super) fn shown_of<'a>(names: &[(&'a str, Kind)], has_classes: bool) -> Vec<(&'a str, Kind)> {
    names.iter().filter(|(name, _)| has_classes || *name != CLASS.0).copied().collect()
}

/// The values behind the scores: one row a report and metric.
pub(super) fn figures(sample: &Sample, scored: &DataFrame, has_classes: bool) -> Result<Table> {
    let names = [
        ("region_code", Kind::Text),
        ("region", Kind::Text),
        ("prefecture", Kind::Text),
        ("province", Kind::Text),
        ("year", Kind::Year),
        ("class", Kind::Id),
        ("metric", Kind::Id),
        ("value", Kind::Value),
        ("note", Kind::Id),
    ];
    let rows = sorted(sample, scored);
    let part = |(i, metric): (usize, &crate::metric::Metric)| {
        rows.clone().select([
            col("region_code"),
            col("region"),
            col("prefecture"),
            col("province"),
            col("year"),
            col("class"),
            lit(metric.id.as_str()).alias("metric"),
            col(value(i)).cast(DataType::Float64).alias("value"),
            Sample::reason_id(i).alias("note"),
        ])
    };
    let parts: Vec<LazyFrame> = sample.metrics.iter().enumerate().map(part).collect();
    let names = shown_of(&names, has_classes);
    let select: Vec<Expr> = names.iter().map(|(name, _)| col(*name)).collect();
    let frame = concat(parts, UnionArgs::default())?.select(select).collect()?;
    let columns = names.iter().map(|(name, kind)| column(name, *kind, 0)).collect();
    Ok(Table { id: "figures", title: words::FIGURES.label(), frame, columns })
}
