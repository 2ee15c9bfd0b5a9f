//! The tables beside that of an index: what scores are the sum of, and what other choices do.

use polars::prelude::*;

use super::reports::Reports;
use super::robust::{CHOICES, Robust};
use super::score::Scores;
use super::table::{Component, shown_of};
use crate::analysis::about::column;
use crate::analysis::sample::Sample;
use crate::analysis::{Kind, Table};
use crate::error::Result;
use crate::schema::Unit;
use crate::text::index as words;

/// What each component gives to each score.
#[derive(Default)]
pub(super) struct Contributions {
    rows: Vec<IdxSize>,
    component: Vec<String>,
    contribution: Vec<Option<f64>>,
    deducted: Vec<Option<f64>>,
}

impl Contributions {
    /// Whether no score is a sum.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn add(&mut self, rows: &[usize], components: &[Component], scores: &Scores) {
        for (unit, row) in rows.iter().enumerate() {
            let Ok(row) = IdxSize::try_from(*row) else { continue };
            if scores.score.get(unit).copied().flatten().is_none() {
                continue;
            }
            for share in &scores.shares {
                let Some(component) = components.get(share.component) else { continue };
                self.rows.push(row);
                self.component.push(component.id.clone());
                self.contribution.push(share.contribution.get(unit).copied().flatten());
                self.deducted.push(share.deducted.get(unit).copied().flatten());
            }
        }
    }

    pub(super) fn into_table(self, sample: &Sample, reports: &Reports) -> Result<Table> {
        let rows = IdxCa::from_vec("rows".into(), self.rows);
        let mut frame = reports.frame.take(&rows)?;
        frame.with_column(Series::new("component".into(), self.component).into_column())?;
        frame.with_column(Series::new("contribution".into(), self.contribution).into_column())?;
        frame.with_column(Series::new("deducted".into(), self.deducted).into_column())?;
        let names = [
            ("region_code", Kind::Text),
            ("region", Kind::Text),
            ("prefecture", Kind::Text),
            ("province", Kind::Text),
            ("year", Kind::Year),
            ("group", Kind::Id),
            ("class", Kind::Id),
            ("component", Kind::Id),
            ("contribution", Kind::In(Unit::Point)),
            ("deducted", Kind::In(Unit::Point)),
        ];
        let names = shown_of(&names, reports.has_classes);
        let select: Vec<Expr> = names.iter().map(|(name, _)| col(*name)).collect();
        let frame = sample.to_show(frame.lazy()).select(select).collect()?;
        let columns = names.iter().map(|(name, kind)| column(name, *kind, 0)).collect();
        Ok(Table { id: "contributions", title: words::CONTRIBUTIONS.label(), frame, columns })
    }
}

/// What leaving out each indicator does to each report shown.
#[derive(Default)]
pub(super) struct Shifts {
    rows: Vec<IdxSize>,
    left_out: Vec<String>,
    score: Vec<Option<f64>>,
    rank: Vec<Option<i64>>,
}

impl Shifts {
    pub(super) fn add(&mut self, rows: &[usize], indicators: &[String], robust: &Robust) {
        for (indicator, left_out) in indicators.iter().zip(&robust.left_out) {
            for (unit, row) in rows.iter().enumerate() {
                let Ok(row) = IdxSize::try_from(*row) else { continue };
                self.rows.push(row);
                self.left_out.push(indicator.clone());
                self.score.push(left_out.score_shift.get(unit).copied().flatten());
                self.rank.push(left_out.rank_shift.get(unit).copied().flatten());
            }
        }
    }

    pub(super) fn into_table(self, sample: &Sample, reports: &Reports) -> Result<Table> {
        let rows = IdxCa::from_vec("rows".into(), self.rows);
        let mut frame = reports.frame.take(&rows)?;
        frame.with_column(Series::new("left_out".into(), self.left_out).into_column())?;
        frame.with_column(Series::new("score_shift".into(), self.score).into_column())?;
        frame.with_column(Series::new("rank_shift".into(), self.rank).into_column())?;
        let names = [
            ("region_code", Kind::Text),
            ("region", Kind::Text),
            ("prefecture", Kind::Text),
            ("province", Kind::Text),
            ("year", Kind::Year),
            ("group", Kind::Id),
            ("class", Kind::Id),
            ("left_out", Kind::Id),
            ("score_shift", Kind::DifferenceIn(Unit::Point)),
            ("rank_shift", Kind::Number),
        ];
        let names = shown_of(&names, reports.has_classes);
        let select: Vec<Expr> = names.iter().map(|(name, _)| col(*name)).collect();
        let frame = sample.to_show(frame.lazy()).select(select).collect()?;
        let columns = names.iter().map(|(name, kind)| column(name, *kind, 0)).collect();
        Ok(Table { id: "leave_one_out", title: words::LEAVE_ONE_OUT.label(), frame, columns })
    }
}

/// What part each kind of choice has in how far ranks move.
#[derive(Default)]
pub(super) struct Influences {
    year: Vec<i32>,
    group: Vec<String>,
    class: Vec<Option<String>>,
    choice: Vec<&'static str>,
    first: Vec<f64>,
    total: Vec<f64>,
}

impl Influences {
    /// Whether no choice moves a rank.
    pub(super) fn is_empty(&self) -> bool {
        self.choice.is_empty()
    }

    pub(super) fn add(&mut self, year: i32, (group, class): (&str, Option<&str>), robust: &Robust) {
        let Some(influences) = robust.influences else { return };
        let varied = CHOICES.into_iter().zip(influences).zip(robust.varied);
        for ((choice, influence), _) in varied.filter(|(_, is_varied)| *is_varied) {
            self.year.push(year);
            self.group.push(group.to_owned());
            self.class.push(class.map(str::to_owned));
            self.choice.push(choice);
            self.first.push(influence.first);
            self.total.push(influence.total);
        }
    }

    pub(super) fn into_table(self, has_classes: bool) -> Result<Table> {
        let series = [
            Series::new("year".into(), self.year).into_column(),
            Series::new("group".into(), self.group).into_column(),
            Series::new("class".into(), self.class).into_column(),
            Series::new("choice".into(), self.choice).into_column(),
            Series::new("first_order".into(), self.first).into_column(),
            Series::new("total_order".into(), self.total).into_column(),
        ];
        let kinds = [Kind::Year, Kind::Id, Kind::Id, Kind::Id, Kind::In(Unit::Index), Kind::In(Unit::Index)];
        let both: Vec<_> = series
            .into_iter()
            .zip(kinds)
            .filter(|(data, _)| has_classes || data.name().as_str() != "class")
            .collect();
        let columns = both.iter().map(|(data, kind)| column(data.name(), *kind, 0)).collect();
        let frame = DataFrame::new_infer_height(both.into_iter().map(|(data, _)| data).collect())?;
        Ok(Table { id: "influence", title: words::INFLUENCE.label(), frame, columns })
    }
}
