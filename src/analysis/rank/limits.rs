//! Limits about a benchmark: how far a share may lie from it by chance, given its number of cases.

use polars::prelude::*;

use super::certainty::Group;
use crate::analysis::about::column;
use crate::analysis::{Kind, Table};
use crate::error::Result;
use crate::stats::funnel::{FunnelClass, Overdispersion, Tau2, benchmark, exact_limits, normal_limits};
use crate::stats::{Z95, Z998};
use crate::text::{Text, certainty as words};

/// Share of the extreme values at either end that does not widen overdispersed limits.
const TRIM: f64 = 0.1;

/// The columns of limits.
pub(super) const LIMITS: [&str; 4] = ["limit95_low", "limit95_high", "limit998_low", "limit998_high"];

/// How limits about the benchmark are reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// From the binomial distribution, interpolated.
    Exact,
    /// By the normal approximation, as England publishes them.
    Normal,
    /// Wider by what counties differ beyond chance.
    Overdispersed(Tau2),
}

impl Limits {
    /// Its name in words.
    pub(super) const fn name(self) -> Text {
        match self {
            Self::Exact => words::EXACT,
            Self::Normal => words::NORMAL,
            Self::Overdispersed(Tau2::DerSimonianLaird) => words::DERSIMONIAN_LAIRD,
            Self::Overdispersed(Tau2::PauleMandel) => words::PAULE_MANDEL,
            Self::Overdispersed(Tau2::Reml) => words::REML,
            Self::Overdispersed(Tau2::Hedges) => words::HEDGES,
        }
    }
}

/// Limits about the benchmark of a group.
pub(super) struct Funnel {
    kind: Limits,
    pub(super) benchmark: f64,
    /// How far reports differ beyond chance, where the limits allow for it.
    pub(super) spread: Option<Overdispersion>,
}

impl Funnel {
    pub(super) fn of(group: &Group, kind: Limits) -> Option<Self> {
        let spread = match kind {
            Limits::Overdispersed(method) => Some(Overdispersion::estimate(&group.units, TRIM, method)?),
            Limits::Exact | Limits::Normal => None,
        };
        Some(Self { kind, benchmark: benchmark(&group.units)?, spread })
    }

    /// The 95 % and the 99.8 % limits at `n` cases.
    pub(super) fn at(&self, n: f64) -> Option<[(f64, f64); 2]> {
        let limits = |z| match (self.kind, &self.spread) {
            (Limits::Normal, _) => normal_limits(self.benchmark, n, z),
            (_, Some(spread)) => spread.limits(n, z),
            (_, None) => exact_limits(self.benchmark, whole(n)?, z),
        };
        Some([limits(Z95)?, limits(Z998)?])
    }
}

/// Limits over numbers of cases, to be drawn.
#[derive(Default)]
pub(super) struct Curves {
    metrics: Vec<String>,
    years: Vec<i32>,
    groups: Vec<String>,
    n: Vec<f64>,
    values: [Vec<f64>; 5],
}

impl Curves {
    /// Adds the curve of a group: limits at numbers of cases that grow by equal factors, as OHID draws them.
    pub(super) fn add(&mut self, metric: &str, group: &Group, kind: Limits) {
        /// Points of a curve.
        const POINTS: u32 = 100;
        let Some(funnel) = Funnel::of(group, kind) else { return };
        let sizes = group.units.iter().map(|(_, n)| *n);
        let (low, high) = sizes.fold((f64::INFINITY, 1.0_f64), |(low, high), n| (low.min(n), high.max(n)));
        let (low, high) = ((low * 0.8).floor().max(1.0), (high * 1.25).ceil());
        let mut last = 0.0;
        for point in 0..POINTS {
            let n = (low * (high / low).powf(f64::from(point) / f64::from(POINTS - 1))).round();
            let Some([inner, outer]) = funnel.at(n).filter(|_| n > last) else { continue };
            last = n;
            self.metrics.push(metric.to_owned());
            self.years.push(group.year);
            self.groups.push(group.name.clone());
            self.n.push(n);
            let limits = [funnel.benchmark, inner.0, inner.1, outer.0, outer.1];
            self.values.iter_mut().zip(limits).for_each(|(values, limit)| values.push(limit));
        }
    }

    pub(super) fn into_table(self) -> Result<Table> {
        let mut frame = df!(
            "metric" => self.metrics, "year" => self.years, "group" => self.groups, "denominator" => self.n,
        )?;
        let names = ["benchmark"].into_iter().chain(LIMITS);
        let mut columns = vec![
            column("metric", Kind::Id, 0),
            column("year", Kind::Year, 0),
            column("group", Kind::Id, 0),
            column("denominator", Kind::Count, 0),
        ];
        for (name, values) in names.zip(self.values) {
            frame.with_column(Series::new(name.into(), values).into_column())?;
            columns.push(column(name, Kind::Value, 0));
        }
        Ok(Table { id: "limits", title: words::LIMITS.label(), frame, columns })
    }
}

/// How far the reports of a group differ beyond chance, by moments.
pub(super) fn dispersion(group: &Group) -> Option<Overdispersion> {
    Overdispersion::estimate(&group.units, TRIM, Tau2::DerSimonianLaird)
}

/// On which side of the limits a share lies; one on a limit is within it.
pub(super) fn class(share: f64, inner: (f64, f64), outer: (f64, f64)) -> FunnelClass {
    match share {
        _ if share < outer.0 => FunnelClass::Low998,
        _ if share < inner.0 => FunnelClass::Low95,
        _ if share <= inner.1 => FunnelClass::Within,
        _ if share <= outer.1 => FunnelClass::High95,
        _ => FunnelClass::High998,
    }
}

/// The word in the `outlier` column.
pub(super) const fn class_id(class: FunnelClass) -> &'static str {
    match class {
        FunnelClass::Low998 => "low998",
        FunnelClass::Low95 => "low95",
        FunnelClass::Within => "within",
        FunnelClass::High95 => "high95",
        FunnelClass::High998 => "high998",
    }
}

/// A number of cases.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count, not negative")]
fn whole(n: f64) -> Option<u64> {
    (n.fract() == 0.0 && n > 0.0).then_some(n as u64)
}
