//! What a value changed against the calendar year before; of a share also how far that may be off, and whether it
//! is more than chance.

use std::collections::BTreeMap;

use polars::prelude::*;

use crate::analysis::Kind;
use crate::analysis::figures::{denominator, numerator, reason, value};
use crate::analysis::sample::Sample;
use crate::dataset::{GROUP, UNIT};
use crate::error::Result;
use crate::metric::Metric;
use crate::schema::Forms;
use crate::stats::{Z95, benjamini_hochberg, newcombe_difference, two_proportion_z};
use crate::text::{Note, certainty as words};

/// Significance level of the verdict, on p-values adjusted for the number of regions.
const ALPHA: f64 = 0.05;

/// The columns of a change.
pub(super) const COLUMNS: [(&str, Kind, u8); 8] = [
    ("previous", Kind::Value, 1),
    ("previous_n", Kind::Count, 5),
    ("change", Kind::Difference, 0),
    ("change_low", Kind::Difference, 0),
    ("change_high", Kind::Difference, 0),
    ("change_p", Kind::Probability, 4),
    ("change_p_bh", Kind::Probability, 1),
    ("change_verdict", Kind::Id, 0),
];

/// The change of one report.
#[derive(Clone, Copy, Debug, Default)]
struct Change {
    previous: Option<f64>,
    previous_n: Option<f64>,
    by: Option<f64>,
    ends: Option<(f64, f64)>,
    p: Option<f64>,
    p_bh: Option<f64>,
    /// Why there is no change.
    why_not: Option<&'static str>,
}

/// A figure of a change.
type Cell = fn(&Change) -> Option<f64>;

impl Change {
    fn verdict(&self, tested: bool) -> &'static str {
        match (self.why_not, self.by) {
            (Some(why), _) => why,
            _ if !tested => "not_tested",
            (None, Some(change)) if self.p_bh.is_some_and(|p| p < ALPHA) => {
                if change > 0.0 {
                    "increasing"
                } else {
                    "decreasing"
                }
            }
            _ => "no_change",
        }
    }
}

/// The figures of a metric, a cell a report, by region and year.
struct Figures {
    units: Vec<Option<u32>>,
    years: Vec<Option<i32>>,
    groups: Vec<Option<u32>>,
    values: Vec<Option<f64>>,
    x: Vec<Option<f64>>,
    n: Vec<Option<f64>>,
    reasons: Vec<Option<i32>>,
    forms: Option<Vec<Option<i32>>>,
}

fn at<T: Copy>(cells: &[Option<T>], row: usize) -> Option<T> {
    cells.get(row).copied().flatten()
}

impl Figures {
    fn of(frame: &DataFrame, i: usize, metric: &Metric) -> Result<Self> {
        let number = |name: String| -> Result<Vec<Option<f64>>> {
            Ok(frame.column(&name)?.cast(&DataType::Float64)?.f64()?.iter().collect())
        };
        let divided = metric.forms() != Forms::ALL || !metric.is_comparable();
        let forms = match frame.column("form") {
            Ok(form) if divided => Some(form.cast(&DataType::Int32)?.i32()?.iter().collect()),
            _ => None,
        };
        Ok(Self {
            units: frame.column(UNIT)?.u32()?.iter().collect(),
            years: frame.column("year")?.i32()?.iter().collect(),
            groups: frame.column(GROUP)?.u32()?.iter().collect(),
            values: number(value(i))?,
            x: number(numerator(i))?,
            n: number(denominator(i))?,
            reasons: frame.column(&reason(i))?.i32()?.iter().collect(),
            forms,
        })
    }

    fn value(&self, row: usize) -> Option<f64> {
        at(&self.values, row).filter(|_| at(&self.reasons, row).is_none())
    }

    /// The change of a report against the row above, which has the year before if there is one.
    fn change(&self, row: usize, is_share: bool) -> Change {
        let no = |why| Change { why_not: Some(why), ..Change::default() };
        let Some(now) = self.value(row) else { return no("no_figure") };
        let before = row.checked_sub(1).filter(|before| {
            at(&self.units, *before) == at(&self.units, row)
                && at(&self.years, *before).map(|year| year + 1) == at(&self.years, row)
        });
        let Some(before) = before else { return no("no_year_before") };
        let Some(then) = self.value(before) else { return no("no_figure_before") };
        if self.forms.as_ref().is_some_and(|forms| at(forms, before) != at(forms, row)) {
            return no("form_changed");
        }
        let pair = |row| Some((at(&self.x, row)?, at(&self.n, row)?));
        let pairs = pair(row).zip(pair(before)).filter(|_| is_share);
        Change {
            previous: Some(then),
            previous_n: at(&self.n, before).filter(|_| is_share),
            by: Some(now - then),
            ends: pairs.and_then(|(now, then)| newcombe_difference(now, then, Z95)),
            p: pairs.and_then(|(now, then)| two_proportion_z(now, then)).map(|(_, p)| p),
            p_bh: None,
            why_not: None,
        }
    }
}

/// Adds the columns for the metric number `i`, `previous0` and so on, to a frame sorted by region and year.
///
/// The change is that of the calendar year before, on reports with a value in both years and on one form, unless
/// both forms read the same. Of a share the interval is Newcombe's for the difference and the p-value that of the
/// two-proportion z test, adjusted by Benjamini and Hochberg over the reports of the year and group.
pub(super) fn add(sample: &mut Sample, frame: &mut DataFrame, i: usize, metric: &Metric) -> Result<()> {
    let is_share = metric.is_share();
    let figures = Figures::of(frame, i, metric)?;
    let mut changes: Vec<Change> = (0..frame.height()).map(|row| figures.change(row, is_share)).collect();
    let mut groups: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for row in 0..frame.height() {
        let is_in = at(&figures.years, row).is_some_and(|year| sample.years.contains(year));
        if let Some(group) = at(&figures.groups, row).filter(|_| is_in) {
            groups.entry(group).or_default().push(row);
        }
    }
    let (mut pairs, mut tested, mut moved) = (0, 0, 0);
    for rows in groups.values() {
        let p: Vec<Option<f64>> =
            rows.iter().map(|row| changes.get(*row).and_then(|change| change.p)).collect();
        tested += p.iter().flatten().count();
        for (row, p) in rows.iter().zip(benjamini_hochberg(&p)) {
            if let Some(change) = changes.get_mut(*row) {
                change.p_bh = p;
                pairs += usize::from(change.by.is_some());
                moved += usize::from(p.is_some_and(|p| p < ALPHA));
            }
        }
    }
    let note = if is_share {
        words::changes(&metric.title, (pairs, moved), tested as f64 * ALPHA)
    } else {
        words::changes_untested(&metric.title, pairs)
    };
    sample.notes.push(Note::info(note));
    let numbers: [(&str, Cell); 7] = [
        ("previous", |change| change.previous),
        ("previous_n", |change| change.previous_n),
        ("change", |change| change.by),
        ("change_low", |change| change.ends.map(|ends| ends.0)),
        ("change_high", |change| change.ends.map(|ends| ends.1)),
        ("change_p", |change| change.p),
        ("change_p_bh", |change| change.p_bh),
    ];
    for (name, cell) in numbers {
        let cells: Vec<Option<f64>> = changes.iter().map(cell).collect();
        let column = Column::new(format!("{name}{i}").into(), cells);
        let column = if name == "previous_n" { column.cast(&DataType::Int64)? } else { column };
        frame.with_column(column)?;
    }
    let verdicts: Vec<&str> = changes.iter().map(|change| change.verdict(is_share)).collect();
    frame.with_column(Column::new(format!("change_verdict{i}").into(), verdicts))?;
    Ok(())
}
