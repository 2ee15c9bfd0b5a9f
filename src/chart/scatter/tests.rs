//! Tests of scatter plots.

use super::*;
use crate::chart::scene::{Bounds, Shape, TextMark};
use crate::chart::testing::{SIZES, check_texts, frame, look, name, noise};
use crate::chart::theme::PRINT;
use crate::chart::{Size, svg};

fn chart(count: usize, size: Size) -> Scatter {
    let point = |i: usize| {
        let at = noise(i) + noise(i + 300) - 1.0;
        let x = 10_f64.powf(1.2 + 1.6 * noise(i + 77)).floor();
        let far = i.is_multiple_of(9);
        ScatterPoint {
            region_code: format!("99{i:04}"),
            label: name(i),
            x,
            y: (0.6 + if far { 0.39 * at.signum() } else { 0.3 * at }).clamp(0.0, 1.0),
            distance: far.then_some(at.abs()),
            highlight: i == 3,
        }
    };
    Scatter {
        frame: frame(size),
        x: Measure { title: "新收政府信息公开申请数".to_owned(), unit: Unit::Case, median: 100.0 },
        y: Measure { title: "予以公开率".to_owned(), unit: Unit::Share, median: 0.6 },
        points: (1..=count).map(point).collect(),
    }
}

fn drawn(name: &str, chart: &Scatter) -> Scene {
    let scenes = chart.draw(&PRINT);
    look(name, &scenes);
    let mut scenes = scenes.expect("a chart");
    assert_eq!(scenes.len(), 1);
    let scene = scenes.remove(0);
    check_texts(&scene);
    scene
}

#[test]
fn no_text_lies_on_another_and_every_region_is_a_point() {
    for size in SIZES {
        for count in [1, 3, 30, 180, 2846] {
            let scene = drawn(&format!("scatter-{count}"), &chart(count, size));
            assert_eq!(scene.marks.iter().filter(|m| m.tip.is_some()).count(), count);
            if count >= 3 {
                assert!(scene.texts().any(|t| t.text == name(3)), "the highlighted county has a name");
            }
        }
    }
}

#[test]
fn no_name_of_few_lies_on_a_point() {
    let scene = drawn("scatter-180", &chart(180, SIZES[1]));
    let points: Vec<(f64, f64)> = scene
        .marks
        .iter()
        .filter(|m| m.tip.is_some())
        .filter_map(|m| match &m.shape {
            Shape::Circle { center, .. } => Some(*center),
            _ => None,
        })
        .collect();
    let names: Vec<Bounds> =
        scene.texts().filter(|t| t.text.contains("模拟县") && t.y > 100.0).map(TextMark::bounds).collect();
    assert!(names.len() > 3);
    for text in names {
        assert!(points.iter().all(|p| !text.contains(*p)), "{text:?}");
    }
}

#[test]
fn medians_cross_where_a_region_of_the_medians_would_lie() {
    let mut chart = chart(12, SIZES[1]);
    (chart.points[4].x, chart.points[4].y, chart.points[4].highlight) = (100.0, 0.6, false);
    let code = chart.points[4].region_code.clone();
    let scene = drawn("scatter-medians", &chart);
    let lines: Vec<&Vec<(f64, f64)>> = scene
        .marks
        .iter()
        .filter_map(|m| match &m.shape {
            Shape::Line { points, stroke } if stroke.color == PRINT.reference => Some(points),
            _ => None,
        })
        .collect();
    assert_eq!(lines.len(), 2);
    let own = scene.marks.iter().find(|m| m.region.as_ref() == Some(&code) && m.tip.is_some());
    let Some(Shape::Circle { center, .. }) = own.map(|m| &m.shape) else { panic!("no point") };
    assert!((lines[0][0].0 - center.0).abs() < 0.2 && (lines[1][0].1 - center.1).abs() < 0.2);
}

#[test]
fn equal_negative_and_skewed_values_are_drawn() {
    let mut chart = chart(8, SIZES[2]);
    for point in &mut chart.points {
        (point.x, point.y) = (0.0, 1.0);
    }
    (chart.x.median, chart.y.median) = (0.0, 1.0);
    drawn("scatter-same", &chart);
    chart.x.unit = Unit::Ratio;
    for (i, point) in chart.points.iter_mut().enumerate() {
        (point.x, point.y) = (i as f64 - 4.0, noise(i));
    }
    drawn("scatter-negative", &chart);
    chart.x.unit = Unit::Case;
    for (i, point) in chart.points.iter_mut().enumerate() {
        point.x = if i == 0 { 80_000.0 } else { 1.0 + i as f64 };
    }
    chart.x.median = 5.5;
    let scene = drawn("scatter-skewed", &chart);
    assert!(scene.texts().any(|t| t.text.contains("对数刻度")));
}

#[test]
fn nothing_and_no_number_are_errors_and_a_picture_without_room_is_refused() {
    let mut bad = chart(3, SIZES[1]);
    bad.points[1].y = f64::NAN;
    assert_eq!(bad.draw(&PRINT), Err(ChartError::NotFinite { label: name(2) }));
    bad.points.clear();
    assert_eq!(bad.draw(&PRINT), Err(ChartError::NothingToDraw));
    let error = chart(3, Size::new(220, 200)).draw(&PRINT).expect_err("no room");
    assert!(matches!(error, ChartError::TooSmall { width: 220, height: 200, .. }), "{error}");
}

#[test]
fn the_svg_says_what_is_drawn_and_is_the_same_each_time() {
    let chart = chart(30, SIZES[1]);
    let text = svg::write(&chart.draw(&PRINT).expect("a chart")[0]);
    assert_eq!(text, svg::write(&chart.draw(&PRINT).expect("a chart")[0]));
    for point in &chart.points {
        assert!(text.contains(&format!("data-region=\"{}\"", point.region_code)));
        assert!(text.contains(&point.tip(&chart, Lang::Zh)), "{}", point.label);
    }
}
