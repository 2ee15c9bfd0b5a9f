//! Values of one region or group by year.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::By;
use crate::error::Result;
use crate::metric::Metric;
use crate::stats;

/// One year of a series.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) year: i32,
    pub(super) value: Option<f64>,
    pub(super) numerator: Option<f64>,
    pub(super) denominator: Option<f64>,
    /// Reports with a value behind the point.
    pub(super) reports: u32,
}

/// The values of a metric of one region or group, by year.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Series {
    /// Number of the metric in the sample.
    pub(super) metric: usize,
    names: [String; 4],
    /// In the order of years; a year without a report is not among them.
    pub(super) points: Vec<Point>,
    /// First comparable year after a change of form.
    pub(super) break_at: Option<i32>,
}

impl Series {
    /// One of `region_code`, `region`, `prefecture`, `province`.
    pub(super) fn key(&self, name: &str) -> &str {
        let [code, region, prefecture, province] = &self.names;
        match name {
            "region_code" => code,
            "prefecture" => prefecture,
            "province" => province,
            _ => region,
        }
    }

    /// Whether no year has a value.
    pub(super) fn is_empty(&self) -> bool {
        self.points.iter().all(|point| point.value.is_none())
    }

    /// Reports with a value behind the points.
    pub(super) fn reports(&self) -> usize {
        self.points.iter().map(|point| point.reports as usize).sum()
    }

    /// The series in a frame of four names, year, value, numerator and denominator. Rows of one region must
    /// stand together in the order of years; those of a group may stand anywhere.
    ///
    /// The value of a group is its pooled value for a ratio (sum of numerators over sum of denominators), its
    /// median for anything else: a sum would change with the number of reports.
    pub(super) fn runs(frame: &DataFrame, metric: &Metric, number: usize, by: By) -> Result<Vec<Self>> {
        let columns = frame.columns();
        let [code, region, prefecture, province, year, value, numerator, denominator] = columns else {
            return Ok(Vec::new());
        };
        let texts = [code.str()?, region.str()?, prefecture.str()?, province.str()?];
        let (years, value) = (year.i32()?, value.f64()?);
        let (numerator, denominator) = (numerator.f64()?, denominator.f64()?);
        let mut series: Vec<Self> = Vec::new();
        let mut groups: BTreeMap<[&str; 4], BTreeMap<i32, Vec<Point>>> = BTreeMap::new();
        let rows = years.iter().zip(value.iter()).zip(numerator.iter().zip(denominator.iter()));
        for (row, ((year, value), (numerator, denominator))) in rows.enumerate() {
            let names = texts.map(|text| text.get(row).unwrap_or_default());
            let reports = u32::from(value.is_some());
            let point = Point { year: year.unwrap_or_default(), value, numerator, denominator, reports };
            if by != By::Region {
                groups.entry(names).or_default().entry(point.year).or_default().push(point);
                continue;
            }
            match series.last_mut() {
                Some(last) if last.key("region_code") == names[0] => {
                    // A region that was renamed goes on under its latest name.
                    if last.names[1] != names[1] {
                        last.names = names.map(str::to_owned);
                    }
                    last.points.push(point);
                }
                _ => series.push(Self {
                    metric: number,
                    names: names.map(str::to_owned),
                    points: vec![point],
                    break_at: None,
                }),
            }
        }
        series.extend(groups.into_iter().map(|(names, years)| Self {
            metric: number,
            names: names.map(str::to_owned),
            points: years.into_iter().map(|(year, points)| together(metric, year, &points)).collect(),
            break_at: None,
        }));
        Ok(series)
    }
}

/// The point of a group in one year.
fn together(metric: &Metric, year: i32, points: &[Point]) -> Point {
    let used: Vec<&Point> = points.iter().filter(|point| point.value.is_some()).collect();
    let reports = u32::try_from(used.len()).unwrap_or(u32::MAX);
    if !metric.is_ratio() {
        let values: Vec<f64> = used.iter().filter_map(|point| point.value).collect();
        return Point { year, value: stats::median(&values), numerator: None, denominator: None, reports };
    }
    let sum = |f: fn(&Point) -> Option<f64>| used.iter().filter_map(|point| f(point)).sum::<f64>();
    let (numerator, denominator) = (sum(|p| p.numerator), sum(|p| p.denominator));
    let value = (denominator != 0.0).then(|| numerator / denominator);
    let known = |sum: f64| (reports > 0).then_some(sum);
    Point { year, value, numerator: known(numerator), denominator: known(denominator), reports }
}
