//! Tests of line charts.

use super::scale::ends;
use super::*;
use crate::chart::scene::Shape;
use crate::chart::testing::{SIZES, check_texts, frame, look, name, noise};
use crate::chart::theme::PRINT;
use crate::chart::{Size, svg};

fn chart(count: usize, years: std::ops::RangeInclusive<i32>, size: Size) -> Lines {
    let series = |i: usize| {
        let mut level = 0.3 + 0.5 * noise(i);
        let point = |year: i32| {
            level = (level + 0.16 * (noise(i * 31 + usize::try_from(year).expect("after 0")) - 0.45))
                .clamp(0.02, 0.98);
            (year, Some(level))
        };
        let points = years.clone().map(point).collect();
        Series { region_code: format!("99{i:04}"), label: name(i), points, highlight: false }
    };
    let mut frame = frame(size);
    frame.title = "2016—2025年予以公开率：模拟省部分县".to_owned();
    let breaks = vec![FormBreak { year: 2021, label: "2021年起表样变更".to_owned() }];
    Lines { frame, unit: Unit::Share, series: (1..=count).map(series).collect(), breaks }
}

/// Segments of lines that belong to a region and do not lead to a label.
fn segments(scene: &Scene, panel_right: f64) -> Vec<((f64, f64), (f64, f64))> {
    let lines = scene.marks.iter().filter(|m| m.tip.is_some()).filter_map(|m| match &m.shape {
        Shape::Line { points, .. } => Some(points),
        _ => None,
    });
    lines
        .flat_map(|p| p.iter().copied().zip(p.iter().copied().skip(1)))
        .filter(|s| s.1.0 <= panel_right)
        .collect()
}

#[test]
fn no_label_lies_on_another_at_any_number_and_size() {
    for size in SIZES {
        for count in [1, 3, 12, 30] {
            let scenes = chart(count, 2016..=2025, size).draw(&PRINT);
            look(&format!("lines-{count}"), &scenes);
            let scenes = scenes.expect("a chart");
            scenes.iter().for_each(check_texts);
            let texts: Vec<&str> = scenes.iter().flat_map(Scene::texts).map(|t| t.text.as_str()).collect();
            assert!((1..=count).all(|i| texts.iter().any(|t| t.starts_with(&name(i)))));
        }
    }
}

#[test]
fn more_than_twelve_series_go_on_further_pages() {
    assert_eq!(chart(12, 2016..=2025, SIZES[1]).draw(&PRINT).expect("a chart").len(), 1);
    assert_eq!(chart(30, 2016..=2025, SIZES[1]).draw(&PRINT).expect("a chart").len(), 3);
}

#[test]
fn no_line_crosses_a_change_of_form_or_a_missing_year() {
    let mut chart = chart(3, 2016..=2025, SIZES[1]);
    chart.series[0].points[3].1 = None;
    chart.series[0].points.remove(7);
    chart.series[1].points.truncate(6);
    for series in &mut chart.series[2..] {
        series.highlight = true;
    }
    let scenes = chart.draw(&PRINT);
    look("lines-gaps", &scenes);
    let scene = scenes.expect("a chart").remove(0);
    check_texts(&scene);
    // 2016-17-18, 2020 alone, 2021-22, 2024-25; 2016 to 2020, 2021 alone; 2016 to 2020, 2021 to 2025.
    assert_eq!(segments(&scene, 1e9).len(), 2 + 1 + 1 + 4 + 4 + 4);
    let dashed = scene.marks.iter().find_map(|m| match &m.shape {
        Shape::Line { points, stroke } if stroke.color == PRINT.reference => Some(points[0].0),
        _ => None,
    });
    let x = dashed.expect("the change of form");
    assert!(segments(&scene, 1e9).iter().all(|(a, b)| (a.0 < x) == (b.0 < x)));
    assert!(svg::write(&scene).contains("2021年起表样变更"));
}

#[test]
fn one_year_and_missing_series_are_drawn() {
    let mut chart = chart(5, 2022..=2022, SIZES[1]);
    chart.series[4].points = vec![(2022, None)];
    let scenes = chart.draw(&PRINT);
    look("lines-one-year", &scenes);
    let scene = scenes.expect("a chart").remove(0);
    check_texts(&scene);
    assert!(svg::write(&scene).contains("模拟县0005 无数据"));
}

#[test]
fn equal_values_and_zeros_and_counts_have_an_axis() {
    for value in [0.0, 40.0, -3.0] {
        let mut chart = chart(2, 2019..=2022, SIZES[2]);
        chart.unit = Unit::Case;
        chart.series.iter_mut().flat_map(|s| &mut s.points).for_each(|p| p.1 = Some(value));
        let scenes = chart.draw(&PRINT);
        look(&format!("lines-equal-{value}"), &scenes);
        check_texts(&scenes.expect("a chart")[0]);
    }
}

#[test]
fn the_axis_begins_with_zero_unless_that_would_flatten_the_lines() {
    let (low, high, ticks) = ends(Unit::Share, 0.2, 0.93);
    assert_eq!((low, high, ticks.len()), (0.0, 1.0, 6));
    let (low, high, _) = ends(Unit::Share, 0.84, 0.97);
    assert!((0.75..0.84).contains(&low) && (0.97..=1.0).contains(&high), "{low} {high}");
    let (low, high, _) = ends(Unit::Case, -120.0, 300.0);
    assert!(low <= -120.0 && high >= 300.0);
}

#[test]
fn no_value_at_all_is_an_error() {
    let mut chart = chart(2, 2019..=2022, SIZES[1]);
    chart.series.iter_mut().flat_map(|s| &mut s.points).for_each(|p| p.1 = None);
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NothingToDraw));
    chart.series[0].points[0].1 = Some(f64::INFINITY);
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NotFinite { label: name(1) }));
}
