//! Tests of charts of boxes.

use super::*;
use crate::chart::scene::Shape;
use crate::chart::testing::{SIZES, check_texts, frame, look, name, noise};
use crate::chart::theme::PRINT;
use crate::chart::{Size, svg};
use crate::stats::{median, quantile};

fn group(number: usize, count: usize, value: impl Fn(usize) -> f64) -> BoxGroup {
    let point = |i: usize| BoxPoint {
        region_code: format!("{number:02}{i:04}"),
        label: name(i),
        value: value(i),
        highlight: number == 1 && i == 2,
    };
    let points: Vec<BoxPoint> = (1..=count).map(point).collect();
    let values: Vec<f64> = points.iter().map(|p| p.value).collect();
    let at = |q: f64| quantile(&values, q).expect("values");
    let summary = Summary { low: at(0.05), q1: at(0.25), q3: at(0.75), high: at(0.95) };
    BoxGroup {
        label: format!("模拟市{number}"),
        median: median(&values).expect("values"),
        summary: (count >= 5).then_some(summary),
        points,
    }
}

fn chart(groups: usize, each: usize, size: Size) -> BoxPlot {
    let groups = (1..=groups).map(|g| {
        group(g, if g.is_multiple_of(4) { 3 } else { each }, |i| {
            (0.3 + 0.4 * noise(g) + 0.5 * (noise(i * 7 + g * 131) - 0.5)).clamp(0.0, 1.0)
        })
    });
    BoxPlot {
        frame: frame(size),
        unit: Unit::Share,
        groups: groups.collect(),
        references: vec![
            Reference { value: 0.52, label: "中位数".to_owned() },
            Reference { value: 0.55, label: "合并值".to_owned() },
        ],
    }
}

fn drawn(name: &str, chart: &BoxPlot) -> Vec<Scene> {
    let scenes = chart.draw(&PRINT);
    look(name, &scenes);
    let scenes = scenes.expect("a chart");
    scenes.iter().for_each(check_texts);
    scenes
}

/// Centre and radius of the points.
fn circles(scene: &Scene) -> Vec<((f64, f64), f64)> {
    let own = scene.marks.iter().filter(|m| m.tip.is_some() && m.region.is_some());
    own.filter_map(|m| match &m.shape {
        Shape::Circle { center, r, .. } => Some((*center, *r)),
        _ => None,
    })
    .collect()
}

#[test]
fn no_text_lies_on_another_and_every_region_is_a_point_of_one_page() {
    for size in SIZES {
        for (groups, each) in [(1, 1), (1, 30), (3, 12), (13, 9), (31, 90)] {
            let chart = chart(groups, each, size);
            let scenes = drawn(&format!("boxes-{groups}-{each}"), &chart);
            let points: usize = scenes.iter().map(|scene| circles(scene).len()).sum();
            assert_eq!(points, chart.groups.iter().map(|g| g.points.len()).sum::<usize>());
            for scene in &scenes {
                let (width, height) = (f64::from(scene.width), f64::from(scene.height));
                for ((x, y), r) in circles(scene) {
                    assert!(x - r > 0.0 && x + r < width && y - r > 0.0 && y + r < height, "{x} {y}");
                }
            }
        }
    }
}

#[test]
fn points_of_one_value_do_not_hide_one_another() {
    let chart = BoxPlot { groups: vec![group(1, 9, |_| 1.0)], ..chart(1, 1, SIZES[1]) };
    let scene = drawn("boxes-ties", &chart).remove(0);
    let points = circles(&scene);
    for (i, (a, _)) in points.iter().enumerate() {
        for (b, _) in points.iter().skip(i + 1) {
            assert!((a.0 - b.0).hypot(a.1 - b.1) > 3.0, "{a:?} {b:?}");
        }
    }
}

#[test]
fn a_box_runs_from_quartile_to_quartile_and_few_regions_have_none() {
    // Values 0, 1, …, 8: quartiles 2 and 6, median 4; on a scale from 0 to 8.
    let nine = group(1, 9, |i| (i - 1) as f64);
    let chart = BoxPlot {
        groups: vec![nine, group(2, 4, |i| i as f64)],
        unit: Unit::Case,
        references: Vec::new(),
        ..chart(1, 1, SIZES[1])
    };
    let scene = drawn("boxes-nine", &chart).remove(0);
    let boxes: Vec<(f64, f64)> = scene
        .marks
        .iter()
        .filter(|m| m.tip.is_some())
        .filter_map(|m| match &m.shape {
            Shape::Rect { x, w, .. } => Some((*x, x + w)),
            _ => None,
        })
        .collect();
    assert_eq!(boxes.len(), 1, "four regions have no box");
    let xs: Vec<f64> = circles(&scene).into_iter().map(|c| c.0.0).collect();
    let (low, high) = xs.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), x| (a.min(*x), b.max(*x)));
    let at = |value: f64| low + value / 8.0 * (high - low);
    assert!((boxes[0].0 - at(2.0)).abs() < 0.3 && (boxes[0].1 - at(6.0)).abs() < 0.3, "{boxes:?}");
}

#[test]
fn nothing_and_no_number_are_errors_and_a_picture_without_room_is_refused() {
    let mut bad = chart(1, 6, SIZES[1]);
    bad.groups[0].points[3].value = f64::NAN;
    assert_eq!(bad.draw(&PRINT), Err(ChartError::NotFinite { label: name(4) }));
    bad.groups[0].points.clear();
    assert_eq!(bad.draw(&PRINT), Err(ChartError::NothingToDraw));
    let error = chart(3, 6, Size::new(220, 200)).draw(&PRINT).expect_err("no room");
    assert!(matches!(error, ChartError::TooSmall { width: 220, height: 200, .. }), "{error}");
}

#[test]
fn equal_values_draw_a_whole_scale() {
    for value in [0.0, 1.0] {
        let chart =
            BoxPlot { groups: vec![group(1, 6, |_| value)], references: Vec::new(), ..chart(1, 1, SIZES[2]) };
        let scene = drawn(&format!("boxes-all-{value}"), &chart).remove(0);
        let texts: Vec<&str> = scene.texts().map(|t| t.text.as_str()).collect();
        assert!(texts.contains(&"0%") && texts.contains(&"100%"), "{texts:?}");
    }
}

#[test]
fn the_svg_says_what_is_drawn_and_is_the_same_each_time() {
    let chart = chart(3, 12, SIZES[1]);
    let text = svg::write(&chart.draw(&PRINT).expect("a chart")[0]);
    assert_eq!(text, svg::write(&chart.draw(&PRINT).expect("a chart")[0]));
    for group in &chart.groups {
        assert!(text.contains(&group.tip(Unit::Share, Lang::Zh)), "{}", group.label);
        for point in &group.points {
            assert!(text.contains(&format!("data-region=\"{}\"", point.region_code)));
        }
    }
}
