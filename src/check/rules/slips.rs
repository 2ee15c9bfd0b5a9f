//! W3: slips of the unit: 元 for 万元, a digit too many or too few.

use polars::prelude::*;

use super::super::reports::{number, rows_where};
use super::super::{Finding, Reports, Thresholds, Verdict};
use super::Rule;
use super::series::{MAIN, Series, far};
use crate::error::Result;
use crate::stats::median;
use crate::text::check as words;

/// Amounts in 10,000 yuan.
const AMOUNTS: [&str; 2] = ["fees_wan_yuan", "procurement_wan_yuan"];
/// 元 in 万元.
const YUAN: f64 = 10_000.0;

/// W3.
pub(super) fn units(rule: &Rule, reports: &Reports, thresholds: &Thresholds) -> Result<Verdict> {
    let fields = || AMOUNTS.into_iter().chain(MAIN).filter(|field| reports.has(field));
    if fields().next().is_none() {
        return Ok(Verdict::not_run(
            reports.len(),
            words::lacking(&AMOUNTS.into_iter().chain(MAIN).collect()),
        ));
    }
    let mut verdict = Verdict { assessed: reports.len(), ..Verdict::default() };
    for slip in slips(reports, thresholds)? {
        let (code, year) = reports.key(slip.row);
        let found = reports.figure(slip.row, slip.field);
        verdict.findings.push(Finding {
            field: slip.field.to_owned(),
            cells: vec![slip.field.to_owned()],
            expected: found.map(|found| found / slip.factor),
            found,
            evidence: format!("{}; usual={}", words::evidence(slip.field, found), words::number(slip.usual)),
            ..rule.finding(
                (code, year),
                words::slip(slip.field, found, slip.usual, slip.factor, slip.of_peers, rule.look),
            )
        });
    }
    Ok(verdict)
}

/// A figure that is a power of ten from the usual one.
pub(super) struct Slip {
    pub(super) row: usize,
    pub(super) field: &'static str,
    usual: f64,
    /// By how much it is too large; below 1 where it is too small.
    factor: f64,
    /// Whether the usual figure is that of the peers.
    of_peers: bool,
}

/// All slips of the years asked for.
pub(super) fn slips(reports: &Reports, thresholds: &Thresholds) -> Result<Vec<Slip>> {
    let mut slips = amounts(reports, thresholds)?;
    let limits = &thresholds.slips;
    let fields: Vec<&str> = MAIN.into_iter().filter(|field| reports.has(field)).collect();
    let rows = far(reports, &fields, limits.years + 1, 5.0)?;
    for (field, rows) in fields.iter().zip(rows) {
        let series = Series::of(reports, field)?;
        for row in rows {
            let others = series.others(row);
            let (Some(value), Some(usual)) = (series.get(row), median(&others)) else { continue };
            let ends = others.iter().fold((f64::MAX, 0.0_f64), |(low, high), v| (low.min(*v), high.max(*v)));
            let power = (value / usual).log10();
            let whole = power.round();
            let is_slip = whole.abs() >= 1.0
                && (power - whole).abs() <= limits.band
                && ends.1 <= ends.0 * limits.spread
                && usual.max(value) >= limits.size * 10.0
                && usual >= limits.size;
            if is_slip && !peers_moved(reports, field, row, (value / usual, limits.peers))? {
                slips.push(Slip { row, field, usual, factor: 10_f64.powf(whole), of_peers: false });
            }
        }
    }
    slips.sort_by_key(|slip| slip.row);
    Ok(slips)
}

/// Whether the peers of a report's year, if there are so many, moved the same way against the year before, by a
/// third of the power.
fn peers_moved(reports: &Reports, field: &str, row: usize, (ratio, least): (f64, u32)) -> Result<bool> {
    let (code, year) = reports.key(row);
    let peers = |year: i32| -> Result<Option<f64>> {
        let of = col("year").eq(lit(year)).and(col("level").eq(lit(reports.text(row, "level"))));
        let of = of.and(col("region_code").neq(lit(code))).and(number(field).gt(lit(0.0)));
        let frame = reports.lazy().filter(of).select([number(field)]).collect()?;
        let values: Vec<f64> = frame.column(field)?.f64()?.iter().flatten().collect();
        Ok(median(&values).filter(|_| values.len() >= least as usize))
    };
    let (Some(now), Some(before)) = (peers(year)?, peers(year - 1)?) else { return Ok(false) };
    let moved = (now / before).log10();
    Ok(moved.signum() == ratio.log10().signum() && moved.abs() >= ratio.log10().abs() / 3.0)
}

/// Amounts in yuan: 10,000 times the county's other years, or far above the peers where it has none.
fn amounts(reports: &Reports, thresholds: &Thresholds) -> Result<Vec<Slip>> {
    let limits = &thresholds.slips;
    let mut slips = Vec::new();
    for field in AMOUNTS.into_iter().filter(|field| reports.has(field)) {
        let series = Series::of(reports, field)?;
        let group = [col("year"), col("level")];
        let positive = when(number(field).gt(lit(0.0))).then(number(field)).otherwise(lit(NULL));
        let columns = [
            positive.clone().median().over(group.clone())?.alias("peer"),
            positive.count().over(group)?.cast(DataType::UInt32).alias("peers"),
            Reports::asked().alias("asked"),
        ];
        let looked = reports.lazy().with_columns(columns).collect()?;
        let (peer, peers) = (looked.column("peer")?.f64()?, looked.column("peers")?.u32()?);
        let asked = looked.column("asked")?.bool()?;
        for row in rows_where(asked) {
            let Some(value) = series.get(row) else { continue };
            let others = series.others(row);
            let near = |usual: f64| {
                let off = value / usual / YUAN;
                (1.0 / limits.amount_band..=limits.amount_band).contains(&off)
            };
            let (usual, of_peers) = match (median(&others), peer.get(row)) {
                (Some(usual), _) if near(usual) => (usual, false),
                (None, Some(usual))
                    if peers.get(row).is_some_and(|n| n >= limits.peers)
                        && value >= usual * limits.peer_ratio =>
                {
                    (usual, true)
                }
                _ => continue,
            };
            slips.push(Slip { row, field, usual, factor: YUAN, of_peers });
        }
    }
    Ok(slips)
}
