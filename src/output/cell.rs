//! The one place that turns a cell of a result table into text.

use std::borrow::Cow;

use polars::prelude::{AnyValue, Column as Data};

use crate::analysis::{Answer, Column, Kind, Table};
use crate::schema::{Unit, group_thousands};
use crate::text::words::{field, of_id};
use crate::text::{Label, Lang, output as words};

/// A cell of a result table. What is not finite is [`Cell::Null`]: NaN never leaves the library.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// No figure.
    Null,
    /// A name, a code or a sentence.
    Text(Cow<'a, str>),
    /// A whole number.
    Whole(i64),
    /// A number, always finite.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

impl<'a> Cell<'a> {
    /// Reads a Polars value; dates and other rare types become text.
    pub fn read(value: AnyValue<'a>) -> Self {
        match value {
            AnyValue::Null => Self::Null,
            AnyValue::Boolean(flag) => Self::Flag(flag),
            AnyValue::String(text) => Self::Text(Cow::Borrowed(text)),
            AnyValue::StringOwned(text) => Self::Text(Cow::Owned(text.to_string())),
            AnyValue::Float32(number) => Self::finite(f64::from(number)),
            AnyValue::Float64(number) => Self::finite(number),
            other if other.is_integer() => match other.extract::<i64>() {
                Some(whole) => Self::Whole(whole),
                None => other.extract::<f64>().map_or(Self::Null, Self::finite),
            },
            other => Self::Text(Cow::Owned(other.to_string())),
        }
    }

    fn finite(number: f64) -> Self {
        if number.is_finite() { Self::Number(number) } else { Self::Null }
    }

    /// The cell as a number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Whole(whole) => Some(*whole as f64),
            Self::Number(number) => Some(*number),
            Self::Null | Self::Text(_) | Self::Flag(_) => None,
        }
    }

    /// The cell as it stands in the data, in no language: empty for null, numbers shortest.
    pub fn raw(&self) -> Cow<'_, str> {
        match self {
            Self::Null => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Whole(whole) => Cow::Owned(whole.to_string()),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Flag(flag) => Cow::Owned(flag.to_string()),
        }
    }
}

/// A table's cells together with what is needed to write them: kinds, and the unit of each row.
pub struct Cells<'a> {
    answer: &'a Answer,
    columns: Vec<(&'a Data, Column)>,
    metric: Option<&'a Data>,
    rows: usize,
}

impl<'a> Cells<'a> {
    /// Pairs the columns of `table`, which belongs to `answer`, with their descriptions. A column without
    /// a description is taken for text under its own name.
    pub fn new(answer: &'a Answer, table: &'a Table) -> Self {
        let describe = |data: &Data| {
            let name = data.name().as_str();
            table.columns.iter().find(|column| column.name == name).cloned().unwrap_or_else(|| Column {
                name: name.to_owned(),
                label: Label::same(name),
                kind: Kind::Text,
                drop_order: 0,
            })
        };
        let columns = table.frame.columns().iter().map(|data| (data, describe(data))).collect();
        let metric = table.frame.column("metric").ok();
        Self { answer, columns, metric, rows: table.frame.height() }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns, in the order of the frame.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = &Column> {
        self.columns.iter().map(|(_, column)| column)
    }

    /// A column's description.
    pub fn column(&self, index: usize) -> Option<&Column> {
        self.columns.get(index).map(|(_, column)| column)
    }

    /// A cell; null outside the table.
    pub fn get(&self, row: usize, column: usize) -> Cell<'a> {
        self.columns.get(column).map_or(Cell::Null, |(data, _)| at(data, row))
    }

    /// Whether no row has a figure in this column.
    pub fn is_empty(&self, column: usize) -> bool {
        (0..self.rows).all(|row| self.get(row, column) == Cell::Null)
    }

    /// Whether all rows have the same figure in this column, and have one.
    pub fn is_constant(&self, column: usize) -> bool {
        let first = self.get(0, column);
        first != Cell::Null && (1..self.rows).all(|row| self.get(row, column) == first)
    }

    /// The unit in which a cell is written: that of its column, or that of the metric which the row's
    /// `metric` column names, or that of the answer's only metric.
    pub fn unit(&self, row: usize, column: usize) -> Option<Unit> {
        match self.columns.get(column)?.1.kind {
            Kind::In(unit) | Kind::DifferenceIn(unit) => Some(unit),
            Kind::Value | Kind::Difference => match (self.metric, self.answer.metrics.as_slice()) {
                (Some(metric), _) => self.answer.metric(&at(metric, row).raw()).map(|card| card.unit),
                (None, [only]) => Some(only.unit),
                (None, _) => None,
            },
            _ => None,
        }
    }

    /// A text cell as people read it: the title of a metric, a reason in words. None for other cells.
    pub fn words(&self, row: usize, column: usize, lang: Lang) -> Option<Cow<'a, str>> {
        let Cell::Text(text) = self.get(row, column) else { return None };
        let (_, description) = self.columns.get(column)?;
        match description.kind {
            Kind::Id => {}
            Kind::Field => return Some(Cow::Owned(field(&text).get(lang).to_owned())),
            _ => return Some(text),
        }
        let own = self.answer.metric(&text).map(|card| &card.title).or_else(|| self.answer.term(&text));
        Some(match own {
            Some(title) => Cow::Borrowed(title.get(lang)),
            None => Cow::Owned(of_id(&text).get(lang).to_owned()),
        })
    }

    /// A cell as text for the terminal and for Markdown, without control characters but line ends.
    pub fn text(&self, row: usize, column: usize, lang: Lang) -> String {
        if let Some(words) = self.words(row, column, lang) {
            return words.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
        }
        let kind = self.columns.get(column).map_or(Kind::Text, |(_, column)| column.kind);
        format(&self.get(row, column), kind, self.unit(row, column), lang)
    }
}

fn at(data: &Data, row: usize) -> Cell<'_> {
    data.get(row).map_or(Cell::Null, Cell::read)
}

/// Whether cells of this kind stand to the right of their column.
pub fn is_right(kind: Kind) -> bool {
    !matches!(kind, Kind::Text | Kind::Id | Kind::Field | Kind::Flag)
}

/// Decimals of a figure: those of its unit, and two for a fraction of something that is counted (a mean of
/// cases), which would look like a count if it were rounded.
pub fn decimals(unit: Unit, value: f64) -> usize {
    if unit.is_count() { fraction_decimals(value) } else { unit.decimals() }
}

fn fraction_decimals(value: f64) -> usize {
    if value.fract() == 0.0 { 0 } else { 2 }
}

/// A cell of a kind as text; `unit` is needed for values and differences, and a value without one is
/// written as it is.
pub fn format(cell: &Cell<'_>, kind: Kind, unit: Option<Unit>, lang: Lang) -> String {
    match cell {
        Cell::Null => return words::NO_FIGURE.to_owned(),
        Cell::Text(text) => return text.to_string(),
        Cell::Flag(flag) => return if *flag { words::YES.to_owned() } else { String::new() },
        Cell::Whole(_) | Cell::Number(_) => {}
    }
    let value = cell.number().unwrap_or_default();
    match (kind, unit) {
        (Kind::Text | Kind::Id | Kind::Field | Kind::Number | Kind::Year | Kind::Rank | Kind::Flag, _)
        | (Kind::Value | Kind::In(_) | Kind::Difference | Kind::DifferenceIn(_), None) => {
            cell.raw().into_owned()
        }
        (Kind::Count, _) => group_thousands(value, fraction_decimals(value)),
        (Kind::Change, _) => change(value),
        (Kind::Value | Kind::In(_), Some(unit)) => unit.format(value),
        (Kind::Difference | Kind::DifferenceIn(_), Some(unit)) => difference(value, unit, lang),
        (Kind::Relative, _) => format!("{}%", group_thousands(value * 100.0, 1)),
        (Kind::Percentile, _) => group_thousands(value, 1),
        (Kind::Probability, _) if value < 0.001 => "<0.001".to_owned(),
        (Kind::Probability, _) => format!("{value:.3}"),
    }
}

fn change(places: f64) -> String {
    if places > 0.0 {
        format!("{}{places}", words::UP)
    } else if places < 0.0 {
        format!("{}{}", words::DOWN, places.abs())
    } else {
        words::UNMOVED.to_owned()
    }
}

fn difference(value: f64, unit: Unit, lang: Lang) -> String {
    let points = words::POINTS.get(lang);
    match unit {
        Unit::Share => format!("{} {points}", group_thousands(value * 100.0, unit.decimals())),
        Unit::Percent => format!("{} {points}", group_thousands(value, unit.decimals())),
        _ => group_thousands(value, decimals(unit, value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture;

    fn zh(number: f64, kind: Kind, unit: Option<Unit>) -> String {
        format(&Cell::Number(number), kind, unit, Lang::Zh)
    }

    #[test]
    fn null_is_a_dash_and_zero_is_zero() {
        for kind in [Kind::Count, Kind::Change, Kind::In(Unit::Share), Kind::Flag, Kind::Text] {
            assert_eq!(format(&Cell::Null, kind, Some(Unit::Share), Lang::Zh), "—");
        }
        assert_eq!(zh(0.0, Kind::Count, None), "0");
        assert_eq!(zh(0.0, Kind::In(Unit::Share), Some(Unit::Share)), "0.00%");
        assert_eq!(zh(0.0, Kind::Change, None), "=");
        assert_eq!(Cell::read(AnyValue::Float64(f64::NAN)), Cell::Null);
        assert_eq!(Cell::read(AnyValue::Float64(f64::INFINITY)), Cell::Null);
    }

    #[test]
    fn each_kind_has_its_own_way_of_writing() {
        assert_eq!(zh(2022.0, Kind::Year, None), "2022");
        assert_eq!(zh(36410.0, Kind::Count, None), "36,410");
        assert_eq!(zh(12.5, Kind::In(Unit::Case), Some(Unit::Case)), "12.50");
        assert_eq!(zh(3.0, Kind::Change, None), "▲3");
        assert_eq!(zh(-2.0, Kind::Change, None), "▼2");
        assert_eq!(zh(0.1044, Kind::Difference, Some(Unit::Share)), "10.44 个百分点");
        assert_eq!(
            format(&Cell::Number(-0.1044), Kind::Difference, Some(Unit::Share), Lang::En),
            "-10.44 pp"
        );
        assert_eq!(zh(-1200.0, Kind::DifferenceIn(Unit::Case), Some(Unit::Case)), "-1,200");
        assert_eq!(zh(0.05, Kind::Relative, None), "5.0%");
        assert_eq!(zh(87.26, Kind::Percentile, None), "87.3");
        assert_eq!(zh(0.0174, Kind::Probability, None), "0.017");
        assert_eq!(zh(0.0004, Kind::Probability, None), "<0.001");
        assert_eq!(format(&Cell::Flag(true), Kind::Flag, None, Lang::Zh), "✓");
        assert_eq!(format(&Cell::Flag(false), Kind::Flag, None, Lang::Zh), "");
    }

    #[test]
    fn a_value_takes_the_unit_of_its_row() {
        let answer = fixture::two_metrics();
        let cells = Cells::new(&answer, &answer.tables[0]);
        let value = cells.columns().position(|column| column.name == "value").unwrap();
        let metric = cells.columns().position(|column| column.name == "metric").unwrap();
        assert_eq!(cells.text(0, value, Lang::Zh), "92.31%");
        assert_eq!(cells.text(1, value, Lang::Zh), "3,500");
        assert_eq!(cells.text(0, metric, Lang::Zh), "图解比例");
    }
}
