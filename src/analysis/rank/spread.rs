//! How unequally a metric is spread over counties, and its Lorenz curve.
//!
//! Each county counts once, whatever its size: of a rate it is the inequality of the counties' rates, not of the
//! people behind them.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::group_name;
use crate::analysis::about::column;
use crate::analysis::figures::value;
use crate::analysis::sample::Sample;
use crate::analysis::{Column as Described, Kind, Table, Within, pick_columns};
use crate::dataset::GROUP;
use crate::error::Result;
use crate::schema::Unit;
use crate::stats::inequality::{gini, hhi, lorenz, p90_p10, theil_decomposition, theil_t};
use crate::text::{Note, certainty as words};

/// What the inequality between counties is taken apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpreadBy {
    /// Between provinces and within them.
    Province,
    /// Between prefectures and within them.
    Prefecture,
}

/// Asks how unequally a metric is spread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// What Theil's index is taken apart by. Without it, by the provinces of a group that has several, else by its
    /// prefectures.
    pub by: Option<SpreadBy>,
    /// Whether the Lorenz curves are wanted too.
    pub curves: bool,
}

const COLUMNS: [(&str, Kind, u8); 17] = [
    ("metric", Kind::Id, 0),
    ("year", Kind::Year, 0),
    ("group", Kind::Id, 0),
    ("level", Kind::Id, 7),
    ("province", Kind::Text, 9),
    ("prefecture", Kind::Text, 9),
    ("reports", Kind::Count, 0),
    ("mean", Kind::Value, 3),
    ("gini", Kind::In(Unit::Index), 0),
    ("theil", Kind::In(Unit::Index), 0),
    ("theil_between", Kind::In(Unit::Index), 2),
    ("theil_within", Kind::In(Unit::Index), 2),
    ("between_share", Kind::In(Unit::Share), 1),
    ("theil_by", Kind::Id, 4),
    ("p90_p10", Kind::In(Unit::Ratio), 0),
    ("hhi", Kind::In(Unit::Index), 1),
    ("note", Kind::Id, 0),
];

const CURVE: [(&str, Kind, u8); 10] = [
    ("metric", Kind::Id, 0),
    ("year", Kind::Year, 0),
    ("group", Kind::Id, 0),
    ("province", Kind::Text, 9),
    ("prefecture", Kind::Text, 9),
    ("region_code", Kind::Text, 6),
    ("region", Kind::Id, 0),
    ("value", Kind::Value, 0),
    ("share_of_regions", Kind::In(Unit::Share), 0),
    ("share_of_total", Kind::In(Unit::Share), 0),
];

/// The counties of one group and year that have a value, the smallest first.
struct Group {
    metric: usize,
    year: i32,
    name: String,
    level: String,
    province: String,
    prefecture: String,
    members: Vec<Member>,
}

struct Member {
    code: String,
    region: String,
    province: String,
    prefecture: String,
    value: f64,
}

/// What is said of a group.
#[derive(Default)]
struct Measures {
    mean: Option<f64>,
    gini: Option<f64>,
    theil: Option<f64>,
    /// Between and within, and by what.
    parts: Option<(f64, f64, &'static str)>,
    p90_p10: Option<f64>,
    hhi: Option<f64>,
    note: Option<&'static str>,
}

impl Measures {
    fn of(group: &Group, asked: Spread, is_ratio: bool) -> Self {
        let values: Vec<f64> = group.members.iter().map(|member| member.value).collect();
        let mean = (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64);
        let note = if values.iter().any(|value| *value < 0.0) {
            Some("below_zero")
        } else if values.iter().all(|value| *value == 0.0) {
            Some("all_zero")
        } else if values.len() < 2 {
            Some("one_region")
        } else {
            None
        };
        if note.is_some() {
            return Self { mean, note, ..Self::default() };
        }
        Self {
            mean,
            gini: gini(&values),
            theil: theil_t(&values),
            parts: group.parts(&values, asked.by),
            p90_p10: p90_p10(&values),
            // A rate is no part of a whole, so no county has a part of it.
            hhi: if is_ratio { None } else { hhi(&values) },
            note: None,
        }
    }
}

impl Group {
    /// Theil's T between and within the parts of the group; `None` where it has only one.
    fn parts(&self, values: &[f64], by: Option<SpreadBy>) -> Option<(f64, f64, &'static str)> {
        let name = |by: SpreadBy, member: &Member| match by {
            SpreadBy::Province => member.province.clone(),
            SpreadBy::Prefecture => format!("{}{}", member.province, member.prefecture),
        };
        let names = |by| self.members.iter().map(|member| name(by, member)).collect::<Vec<_>>();
        let several = |names: &[String]| names.iter().collect::<BTreeSet<_>>().len() > 1;
        let choices = match by {
            Some(by) => vec![by],
            None => vec![SpreadBy::Province, SpreadBy::Prefecture],
        };
        let (by, names) = choices.into_iter().map(|by| (by, names(by))).find(|(_, names)| several(names))?;
        let known: BTreeSet<&String> = names.iter().collect();
        let numbers: BTreeMap<&String, usize> = known.into_iter().zip(0..).collect();
        let groups: Vec<usize> = names.iter().filter_map(|name| numbers.get(name).copied()).collect();
        let parts = theil_decomposition(values, &groups)?;
        let by = if by == SpreadBy::Province { "province" } else { "prefecture" };
        Some((parts.between, parts.within, by))
    }
}

/// The table of the measures, and that of the curves if it is asked for.
pub(super) fn tables(sample: &mut Sample, asked: Spread, names: &[String]) -> Result<Vec<Table>> {
    let groups = groups(sample)?;
    let is_ratio =
        |group: &Group| sample.metrics.get(group.metric).is_some_and(crate::metric::Metric::is_ratio);
    let measures: Vec<Measures> =
        groups.iter().map(|group| Measures::of(group, asked, is_ratio(group))).collect();
    let ids = |group: &Group| sample.metrics.get(group.metric).map(|metric| metric.id.clone());
    let text = |name: &'static str, f: &dyn Fn(&Group) -> Option<String>| {
        Column::new(name.into(), groups.iter().map(f).collect::<Vec<_>>())
    };
    let number = |name: &'static str, f: fn(&Measures) -> Option<f64>| {
        Column::new(name.into(), measures.iter().map(f).collect::<Vec<_>>())
    };
    let word = |name: &'static str, f: fn(&Measures) -> Option<&'static str>| {
        Column::new(name.into(), measures.iter().map(f).collect::<Vec<_>>())
    };
    let counts: Vec<u32> =
        groups.iter().map(|group| u32::try_from(group.members.len()).unwrap_or(u32::MAX)).collect();
    let columns = vec![
        text("metric", &ids),
        Column::new("year".into(), groups.iter().map(|group| group.year).collect::<Vec<_>>()),
        text("group", &|group| Some(group.name.clone())),
        text("level", &|group| Some(group.level.clone())),
        text("province", &|group| Some(group.province.clone())),
        text("prefecture", &|group| Some(group.prefecture.clone())),
        Column::new("reports".into(), counts),
        number("mean", |m| m.mean),
        number("gini", |m| m.gini),
        number("theil", |m| m.theil),
        number("theil_between", |m| m.parts.map(|parts| parts.0)),
        number("theil_within", |m| m.parts.map(|parts| parts.1)),
        number("between_share", |m| m.parts.and_then(|p| m.theil.filter(|t| *t > 1e-12).map(|t| p.0 / t))),
        word("theil_by", |m| m.parts.map(|parts| parts.2)),
        number("p90_p10", |m| m.p90_p10),
        number("hhi", |m| m.hhi),
        word("note", |m| m.note),
    ];
    let all: Vec<Described> = COLUMNS.iter().map(|(n, k, o)| column(n, *k, *o)).collect();
    let wanted = pick_columns(&all, names, &["year", "group"])?;
    let frame = DataFrame::new_infer_height(columns)?;
    let frame = frame.select(wanted.iter().map(|column| column.name.as_str()))?;
    let mut tables = vec![Table { id: "spread", title: words::SPREAD.label(), frame, columns: wanted }];
    if asked.curves {
        tables.push(curves(sample, &groups)?);
    }
    let rates: Vec<_> = sample.metrics.iter().filter(|m| m.is_ratio()).map(|m| m.title.clone()).collect();
    sample.notes.push(Note::info(words::each_counts_once(!rates.is_empty())).on_charts());
    Ok(tables)
}

/// The points of the Lorenz curves, a row a county; each begins at (0, 0), which is no row.
fn curves(sample: &Sample, groups: &[Group]) -> Result<Table> {
    let mut rows: Vec<(&Group, &Member, (f64, f64))> = Vec::new();
    for group in groups {
        let values: Vec<f64> = group.members.iter().map(|member| member.value).collect();
        let points = lorenz(&values).unwrap_or_default();
        let points = group.members.iter().zip(points.into_iter().skip(1));
        rows.extend(points.map(|(member, point)| (group, member, point)));
    }
    let ids = |group: &Group| sample.metrics.get(group.metric).map(|metric| metric.id.clone());
    let columns = vec![
        Column::new("metric".into(), rows.iter().map(|(group, ..)| ids(group)).collect::<Vec<_>>()),
        Column::new("year".into(), rows.iter().map(|(group, ..)| group.year).collect::<Vec<_>>()),
        Column::new("group".into(), rows.iter().map(|(group, ..)| group.name.as_str()).collect::<Vec<_>>()),
        Column::new("province".into(), rows.iter().map(|(g, ..)| g.province.as_str()).collect::<Vec<_>>()),
        Column::new(
            "prefecture".into(),
            rows.iter().map(|(g, ..)| g.prefecture.as_str()).collect::<Vec<_>>(),
        ),
        Column::new("region_code".into(), rows.iter().map(|(_, m, _)| m.code.as_str()).collect::<Vec<_>>()),
        Column::new("region".into(), rows.iter().map(|(_, m, _)| m.region.as_str()).collect::<Vec<_>>()),
        Column::new("value".into(), rows.iter().map(|(_, m, _)| m.value).collect::<Vec<_>>()),
        Column::new("share_of_regions".into(), rows.iter().map(|(.., p)| p.0).collect::<Vec<_>>()),
        Column::new("share_of_total".into(), rows.iter().map(|(.., p)| p.1).collect::<Vec<_>>()),
    ];
    let columns_of = CURVE.iter().map(|(name, kind, order)| column(name, *kind, *order)).collect();
    let frame = DataFrame::new_infer_height(columns)?;
    Ok(Table { id: "lorenz", title: words::LORENZ.label(), frame, columns: columns_of })
}

/// The groups of every metric, by year.
fn groups(sample: &Sample) -> Result<Vec<Group>> {
    let mut groups = Vec::new();
    for i in 0..sample.metrics.len() {
        let names = ["region_code", "region", "level", "province", "prefecture"];
        let mut wanted: Vec<Expr> = names.map(col).to_vec();
        wanted.extend([
            col("year"),
            col(GROUP),
            col(value(i)).cast(DataType::Float64).alias("__value"),
            group_name(sample).alias("__name"),
        ]);
        let rows = sample.in_years(sample.reports()).filter(Sample::has_value(i)).select(wanted);
        let frame = rows.collect()?;
        let text = |name: &str, row: usize| -> Result<String> {
            Ok(frame.column(name)?.str()?.get(row).unwrap_or_default().to_owned())
        };
        let (years, numbers) = (frame.column("year")?.i32()?, frame.column(GROUP)?.u32()?);
        let values = frame.column("__value")?.f64()?;
        let mut by_group: BTreeMap<(i32, u32), Group> = BTreeMap::new();
        for row in 0..frame.height() {
            let (Some(year), Some(number), Some(value)) = (years.get(row), numbers.get(row), values.get(row))
            else {
                continue;
            };
            let member = Member {
                code: text("region_code", row)?,
                region: text("region", row)?,
                province: text("province", row)?,
                prefecture: text("prefecture", row)?,
                value,
            };
            let (province, prefecture) = match sample.within {
                Within::Province => (member.province.clone(), String::new()),
                Within::Prefecture => (member.province.clone(), member.prefecture.clone()),
                Within::All | Within::Kind => (String::new(), String::new()),
            };
            let (name, level) = (text("__name", row)?, text("level", row)?);
            let new = || Group { metric: i, year, name, level, province, prefecture, members: Vec::new() };
            by_group.entry((year, number)).or_insert_with(new).members.push(member);
        }
        groups.extend(by_group.into_values().map(|mut group| {
            group.members.sort_by(|a, b| a.value.total_cmp(&b.value).then_with(|| a.code.cmp(&b.code)));
            group
        }));
    }
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(values: &[(f64, &str)]) -> Group {
        let member = |(value, province): &(f64, &str)| Member {
            code: String::new(),
            region: String::new(),
            province: (*province).to_owned(),
            prefecture: String::new(),
            value: *value,
        };
        Group {
            metric: 0,
            year: 2024,
            name: "all".to_owned(),
            level: "county".to_owned(),
            province: String::new(),
            prefecture: String::new(),
            members: values.iter().map(member).collect(),
        }
    }

    #[test]
    fn what_cannot_be_spread_has_no_measure_and_the_reason_stands_there() {
        for (values, note) in [
            (&[(-1.0, "a"), (2.0, "a")][..], "below_zero"),
            (&[(0.0, "a"), (0.0, "b")][..], "all_zero"),
            (&[(5.0, "a")][..], "one_region"),
        ] {
            let measures = Measures::of(&group(values), Spread::default(), false);
            assert_eq!(measures.note, Some(note));
            assert_eq!((measures.gini, measures.theil, measures.hhi), (None, None, None));
            assert!(measures.parts.is_none() && measures.p90_p10.is_none());
        }
    }

    #[test]
    fn ties_are_no_inequality_and_one_province_has_nothing_between() {
        let measures = Measures::of(&group(&[(3.0, "a"); 4]), Spread::default(), false);
        assert_eq!((measures.gini, measures.theil, measures.p90_p10), (Some(0.0), Some(0.0), Some(1.0)));
        assert_eq!((measures.hhi, measures.note), (Some(0.25), None));
        assert!(measures.parts.is_none());
        assert_eq!(Measures::of(&group(&[(0.2, "a"), (0.4, "b")]), Spread::default(), true).hhi, None);
    }

    /// By hand: means 1 and 3 about 2, parts ¼ and ¾ of the sum: ¼ ln ½ + ¾ ln 1.5 = 0.130812, all of it between.
    #[test]
    fn provinces_that_differ_have_all_of_it_between_them() {
        let values = [(1.0, "a"), (3.0, "b"), (1.0, "a"), (3.0, "b")];
        let measures = Measures::of(&group(&values), Spread::default(), false);
        let (between, within, by) = measures.parts.expect("two provinces");
        assert!((between - 0.130_812_036).abs() < 1e-9 && within.abs() < 1e-12);
        assert_eq!(by, "province");
    }
}
