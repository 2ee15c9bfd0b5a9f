//! Tests of slope charts.

use super::*;
use crate::chart::scene::Shape;
use crate::chart::testing::{SIZES, check_texts, frame, look, name, noise};
use crate::chart::theme::PRINT;
use crate::chart::{Size, svg};

fn chart(count: usize, size: Size) -> Slope {
    // Every fifth is whole in both years, every seventh has no second value.
    let row = |i: usize| SlopeRow {
        region_code: format!("99{i:04}"),
        label: name(i),
        from: Some(if i.is_multiple_of(5) { 1.0 } else { 0.4 + 0.5 * noise(i) }),
        to: (!i.is_multiple_of(7))
            .then(|| if i.is_multiple_of(5) { 1.0 } else { 0.3 + 0.6 * noise(i + 500) }),
        highlight: i == 3,
    };
    Slope {
        frame: frame(size),
        unit: Unit::Share,
        heads: ("2019 年".to_owned(), "2024 年".to_owned()),
        rows: (1..=count).map(row).collect(),
    }
}

fn row(code: &str, from: Option<f64>, to: Option<f64>) -> SlopeRow {
    SlopeRow { region_code: code.to_owned(), label: format!("{code}县"), from, to, highlight: false }
}

fn drawn(name: &str, chart: &Slope) -> Vec<Scene> {
    let scenes = chart.draw(&PRINT);
    look(name, &scenes);
    let scenes = scenes.expect("a chart");
    scenes.iter().for_each(check_texts);
    scenes
}

#[test]
fn no_text_lies_on_another_and_every_value_is_written() {
    for size in SIZES {
        for count in [1, 3, 30, 180] {
            let chart = chart(count, size);
            let scenes = drawn(&format!("slope-{count}"), &chart);
            let texts: Vec<&str> = scenes.iter().flat_map(Scene::texts).map(|t| t.text.as_str()).collect();
            for row in &chart.rows {
                for is_second in [false, true] {
                    let wanted = plan::name(row, &chart, is_second);
                    assert!(
                        wanted.iter().all(|text| texts.contains(&text.as_str())),
                        "{wanted:?} of {count}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_way_is_told_by_dash_and_shape_and_not_by_colour_alone() {
    let rows = vec![
        row("升", Some(0.5), Some(0.75)),
        row("降", Some(0.75), Some(0.5)),
        row("平", Some(0.6), Some(0.600_001)),
        row("缺", None, Some(0.55)),
    ];
    let chart = Slope { rows, ..chart(1, SIZES[1]) };
    let ways: Vec<Way> = chart.rows.iter().map(|row| row.way(Unit::Share)).collect();
    assert_eq!(ways, [Way::Up, Way::Down, Way::Same, Way::OneEnd]);
    let scene = drawn("slope-ways", &chart).remove(0);
    let dashes = |code: &str| -> Vec<bool> {
        let own = scene.marks.iter().filter(|m| m.region.as_deref() == Some(code) && m.tip.is_some());
        own.filter_map(|m| match &m.shape {
            Shape::Line { stroke, .. } => Some(stroke.dash.is_some()),
            _ => None,
        })
        .collect()
    };
    assert_eq!([dashes("升"), dashes("降"), dashes("平")], [[false], [true], [false]]);
    assert!(dashes("缺").is_empty());
    let texts: Vec<&str> = scene.texts().map(|t| t.text.as_str()).collect();
    for said in ["上升 1", "下降 1", "持平 1", "只有一年有数字 1"] {
        assert!(texts.contains(&said), "{said}");
    }
}

#[test]
fn heights_are_in_proportion_to_values() {
    let rows = vec![row("甲", Some(0.0), Some(1.0)), row("乙", Some(0.25), Some(0.5))];
    let chart = Slope { rows, ..chart(1, SIZES[1]) };
    let scene = drawn("slope-two", &chart).remove(0);
    let line = |code: &str| {
        let own = scene.marks.iter().filter(|m| m.region.as_deref() == Some(code) && m.tip.is_some());
        let mut lines = own.filter_map(|m| match &m.shape {
            Shape::Line { points, .. } => Some((points[0].1, points[1].1)),
            _ => None,
        });
        lines.next().expect("a line")
    };
    let ((bottom, top), (quarter, half)) = (line("甲"), line("乙"));
    assert!(((bottom - quarter) / (bottom - top) - 0.25).abs() < 1e-3);
    assert!(((bottom - half) / (bottom - top) - 0.5).abs() < 1e-3);
}

#[test]
fn equal_values_and_negative_ones_are_drawn() {
    let rows = (1..=6).map(|i| row(&format!("{i}"), Some(0.0), Some(0.0))).collect();
    drawn("slope-zero", &Slope { rows, ..chart(1, SIZES[2]) });
    let rows = vec![row("甲", Some(-3.0), Some(2.5)), row("乙", Some(1.0), Some(-4.0))];
    drawn("slope-negative", &Slope { rows, unit: Unit::Ratio, ..chart(1, SIZES[2]) });
}

#[test]
fn nothing_and_no_number_are_errors_and_a_picture_without_room_is_refused() {
    let empty = Slope { rows: vec![row("甲", None, None)], ..chart(1, SIZES[1]) };
    assert_eq!(empty.draw(&PRINT), Err(ChartError::NothingToDraw));
    let bad = Slope { rows: vec![row("甲", Some(f64::NAN), None)], ..chart(1, SIZES[1]) };
    assert_eq!(bad.draw(&PRINT), Err(ChartError::NotFinite { label: "甲县".to_owned() }));
    let error = chart(3, Size::new(220, 200)).draw(&PRINT).expect_err("no room");
    assert!(matches!(error, ChartError::TooSmall { width: 220, height: 200, .. }), "{error}");
}

#[test]
fn the_svg_says_what_is_drawn_and_is_the_same_each_time() {
    let chart = chart(30, SIZES[1]);
    let text = svg::write(&chart.draw(&PRINT).expect("a chart")[0]);
    assert_eq!(text, svg::write(&chart.draw(&PRINT).expect("a chart")[0]));
    for row in &chart.rows {
        assert!(text.contains(&format!("data-region=\"{}\"", row.region_code)));
        assert!(text.contains(&row.tip(&chart, Lang::Zh)), "{}", row.label);
    }
}
