//! Tests of stacked areas.

use super::*;
use crate::chart::scene::{Mark, Shape};
use crate::chart::testing::{SIZES, check_texts, frame, look, name, noise};
use crate::chart::theme::PRINT;
use crate::chart::{Size, svg};

const OUTCOMES: [&str; 7] =
    ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理", "未列明"];

fn chart(count: usize, years: std::ops::RangeInclusive<i32>, size: Size) -> Areas {
    let year = |i: usize, year: i32| {
        let seed = i * 101 + usize::try_from(year).expect("after 0");
        let parts: Vec<f64> = (0..7).map(|k| (noise(seed * 7 + k) * 50.0).floor()).collect();
        AreaYear { year, total: parts.iter().sum(), parts }
    };
    let panel = |i: usize| AreaPanel {
        region_code: format!("99{i:04}"),
        label: name(i),
        years: years.clone().map(|y| year(i, y)).collect(),
        highlight: i == 2,
    };
    let categories = OUTCOMES.map(str::to_owned).to_vec();
    Areas { frame: frame(size), categories, panels: (1..=count).map(panel).collect() }
}

fn drawn(name: &str, chart: &Areas) -> Vec<Scene> {
    let scenes = chart.draw(&PRINT);
    look(name, &scenes);
    let scenes = scenes.expect("a chart");
    scenes.iter().for_each(check_texts);
    scenes
}

/// The corners of the areas of a region.
fn polygons(scene: &Scene, code: &str) -> Vec<Vec<(f64, f64)>> {
    let own = scene.marks.iter().filter(|m: &&Mark| m.region.as_deref() == Some(code));
    own.filter_map(|m| match &m.shape {
        Shape::Polygon { points, .. } => Some(points.clone()),
        _ => None,
    })
    .collect()
}

#[test]
fn every_region_has_a_panel_and_no_text_lies_on_another() {
    for size in SIZES {
        for count in [1, 3, 30, 60] {
            let scenes = drawn(&format!("area-{count}"), &chart(count, 2016..=2025, size));
            let names: Vec<&str> = scenes.iter().flat_map(Scene::texts).map(|t| t.text.as_str()).collect();
            assert!((1..=count).all(|i| names.iter().filter(|text| **text == name(i)).count() == 1));
        }
    }
}

#[test]
fn areas_fill_the_whole_and_a_missing_year_is_a_gap() {
    let mut chart = chart(1, 2019..=2023, SIZES[1]);
    for year in &mut chart.panels[0].years {
        (year.total, year.parts) = (100.0, vec![50.0, 0.0, 25.0, 25.0, 0.0, 0.0, 0.0]);
    }
    chart.panels[0].years.remove(3);
    let scene = drawn("area-gap", &chart).remove(0);
    let areas = polygons(&scene, "990001");
    // Three parts of 2019 to 2021, with six corners each, and of 2023, a bar with four.
    assert_eq!(areas.iter().map(Vec::len).collect::<Vec<_>>(), [6, 6, 6, 4, 4, 4]);
    let height = |area: &Vec<(f64, f64)>| area[area.len() - 1].1 - area[0].1;
    let whole: f64 = areas.iter().take(3).map(height).sum();
    assert!((height(&areas[0]) / whole - 0.5).abs() < 0.002);
    assert!((areas[0][0].1 - areas[1][areas[1].len() - 1].1).abs() < 0.2, "one lies on the other");
    assert!(areas[2][2].0 < areas[3][0].0 - 10.0, "nothing in 2022");
    let text = svg::write(&scene);
    assert!(text.contains("模拟县0001 予以公开：2019 年 50.00%，2020 年 50.00%"), "{text}");
    assert_eq!(text, svg::write(&chart.draw(&PRINT).expect("a chart")[0]));
}

#[test]
fn one_year_a_panel_without_cases_and_nothing_at_all() {
    let mut chart = chart(3, 2022..=2022, SIZES[1]);
    chart.panels[1].years[0] = AreaYear { year: 2022, total: 0.0, parts: vec![0.0; 7] };
    drawn("area-one-year", &chart);
    chart.panels[0].years[0].parts[0] = -1.0;
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NotFinite { label: name(1) }));
    chart.panels.truncate(0);
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NothingToDraw));
}
