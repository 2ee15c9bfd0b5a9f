//! Tests of funnel plots.

use super::*;
use crate::chart::scene::Shape;
use crate::chart::testing::{SIZES, check_texts, frame, look, name, noise};
use crate::chart::theme::PRINT;
use crate::chart::{Size, svg};

const BENCHMARK: f64 = 0.62;

/// Limits by the normal approximation, with room for what counties differ.
fn limits(n: f64) -> LimitsAt {
    let reach = |z: f64| z * (BENCHMARK * (1.0 - BENCHMARK) / n + 0.0016).sqrt();
    let about = |z: f64| (BENCHMARK - reach(z), BENCHMARK + reach(z));
    LimitsAt { n, inner: about(1.96), outer: about(3.09) }
}

fn chart(count: usize, size: Size) -> FunnelPlot {
    let point = |i: usize| {
        let n = (4.0 + 10_f64.powf(0.9 + 2.9 * noise(i + 40))).floor();
        let at = limits(n);
        let value =
            (BENCHMARK + (noise(i) + noise(i + 900) - 1.0) * 5.0 * (at.inner.1 - BENCHMARK)).clamp(0.0, 1.0);
        let (low, high) = at.outer;
        let class = match value {
            v if v < low || v > high => FunnelClass::Outside998,
            v if v < at.inner.0 || v > at.inner.1 => FunnelClass::Outside95,
            _ => FunnelClass::Within,
        };
        FunnelPoint {
            region_code: format!("99{i:04}"),
            label: name(i),
            value,
            n,
            class,
            distance: (value - BENCHMARK).abs() / (high - BENCHMARK),
            highlight: i == 3,
        }
    };
    let mut frame = frame(size);
    frame.title = "2022年政府信息公开申请予以公开率漏斗图：模拟省".to_owned();
    let points: Vec<FunnelPoint> = (1..=count).map(point).collect();
    let most = points.iter().map(|p| p.n).fold(1.0, f64::max) * 1.25;
    let steps = (0..100).map(|i| (5.0 * (most / 5.0).powf(f64::from(i) / 99.0)).round());
    FunnelPlot {
        frame,
        unit: Unit::Share,
        cases: "本年度办理结果总计".to_owned(),
        points,
        benchmark: Reference { value: BENCHMARK, label: "合并值".to_owned() },
        limits: steps.map(limits).collect(),
    }
}

fn drawn(name: &str, chart: &FunnelPlot) -> Scene {
    let scenes = chart.draw(&PRINT);
    look(name, &scenes);
    let mut scenes = scenes.expect("a chart");
    assert_eq!(scenes.len(), 1);
    let scene = scenes.remove(0);
    check_texts(&scene);
    scene
}

#[test]
fn no_text_lies_on_another_at_any_number_and_size() {
    for size in SIZES {
        for count in [1, 3, 30, 180] {
            let chart = chart(count, size);
            let scene = drawn(&format!("funnel-{count}"), &chart);
            let texts: Vec<&str> = scene.texts().map(|t| t.text.as_str()).collect();
            if count >= 3 {
                assert!(texts.contains(&name(3).as_str()), "the highlighted county has a name");
            }
            // Each point outside has a name, or is counted in the footer.
            let named = |p: &&FunnelPoint| texts.contains(&p.label.as_str());
            let outside = chart.points.iter().filter(|p| p.class != FunnelClass::Within && !p.highlight);
            let without = outside.filter(|p| !named(p)).count();
            let remark = words::unnamed(Lang::Zh, without);
            assert_eq!(texts.contains(&remark.as_str()), without > 0, "{remark}");
            assert_eq!(texts.iter().filter(|t| t.contains("未标名")).count(), usize::from(without > 0));
        }
    }
}

#[test]
fn no_name_lies_on_a_point() {
    for count in [30, 180] {
        let scene = drawn(&format!("funnel-{count}"), &chart(count, SIZES[1]));
        let points = scene.marks.iter().filter(|m| m.tip.is_some()).map(|m| match &m.shape {
            Shape::Circle { center, .. } => *center,
            Shape::Rect { x, y, w, h, .. } => (x + w / 2.0, y + h / 2.0),
            Shape::Polygon { points, .. } => (points[0].0, points[1].1),
            other => panic!("{other:?}"),
        });
        let names: Vec<_> = scene.texts().filter(|t| t.text.contains('县') && t.y > 90.0).collect();
        for (x, y) in points {
            for text in names.iter().map(|t| t.bounds()) {
                assert!(!(text.x0 < x && x < text.x1 && text.y0 < y && y < text.y1), "{x} {y} {text:?}");
            }
        }
    }
}

#[test]
fn points_at_one_place_and_many_highlighted_are_all_named() {
    let mut chart = chart(12, SIZES[1]);
    for point in &mut chart.points {
        (point.value, point.n, point.highlight) = (1.0, 40.0, true);
        point.class = FunnelClass::Outside998;
    }
    let scene = drawn("funnel-ties", &chart);
    let texts: Vec<&str> = scene.texts().map(|t| t.text.as_str()).collect();
    assert!((1..=12).all(|i| texts.contains(&name(i).as_str())));
    for point in &mut chart.points {
        point.highlight = false;
    }
    drawn("funnel-ties-grey", &chart);
}

#[test]
fn values_of_zero_and_no_limits_draw_a_whole_scale() {
    for value in [0.0, 1.0] {
        let mut chart = chart(6, SIZES[2]);
        for point in &mut chart.points {
            (point.value, point.class, point.distance) = (value, FunnelClass::Within, 0.0);
        }
        chart.benchmark.value = value;
        chart.limits.clear();
        let scene = drawn(&format!("funnel-all-{value}"), &chart);
        let texts: Vec<&str> = scene.texts().map(|t| t.text.as_str()).collect();
        assert!(texts.contains(&"0%") && texts.contains(&"100%"), "{texts:?}");
    }
}

#[test]
fn nothing_and_no_number_and_no_cases_are_errors() {
    let mut chart = chart(3, SIZES[1]);
    chart.points[1].n = 0.0;
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NotFinite { label: name(2) }));
    chart.points[1].n = 5.0;
    chart.limits[7].outer.1 = f64::NAN;
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NotFinite { label: "合并值".to_owned() }));
    chart.points.clear();
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NothingToDraw));
}

#[test]
fn a_picture_without_room_is_refused() {
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
        assert!(text.contains(&point.tip(Unit::Share, Lang::Zh)), "{}", point.label);
    }
    for part in ["62.00%", "对数刻度", "99.8% 控制限", "本年度办理结果总计"] {
        assert!(text.contains(part), "{part} is missing");
    }
}
