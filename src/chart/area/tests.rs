//! Tests of stacked areas.

use super::*;
use crate::chart::scene::{Mark, Shape};
use crate::chart::testing::{SIZES, check_texts, frame, is_name, look, name, noise};
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
    Areas { frame: frame(size), categories, panels: (1..=count).map(panel).collect(), breaks: Vec::new() }
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
            assert!((1..=count).all(|i| names.iter().filter(|text| is_name(text, &name(i))).count() == 1));
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

#[test]
fn a_change_of_form_is_a_line_between_two_years_and_is_explained() {
    let mut chart = chart(2, 2019..=2023, SIZES[1]);
    chart.breaks = vec![FormBreak { year: 2021, label: String::new() }];
    let scene = drawn("area-form", &chart).remove(0);
    let dashed = |mark: &&Mark| matches!(&mark.shape, Shape::Line { stroke, .. } if stroke.dash.is_some());
    // One in each panel and one in the key.
    assert_eq!(scene.marks.iter().filter(dashed).count(), 3);
    assert!(scene.texts().any(|text| text.text == "表样变更"));
    // Years on one form have none.
    chart.breaks = vec![FormBreak { year: 2019, label: String::new() }];
    let scene = drawn("area-one-form", &chart).remove(0);
    assert_eq!(scene.marks.iter().filter(dashed).count(), 0);
    assert!(scene.texts().all(|text| text.text != "表样变更"));
}

#[test]
fn a_long_name_is_shortened_before_the_number_of_cases_goes() {
    let mut chart = chart(3, 2019..=2023, Size::new(700, 560));
    let name = |end: &str| format!("双江拉祜族佤族布朗族傣族自治县人民政府办公室{end}");
    for (panel, end) in chart.panels.iter_mut().zip(["甲", "乙", "丙"]) {
        panel.label = name(end);
    }
    let scene = drawn("area-long-names", &chart).remove(0);
    let texts: Vec<&str> = scene.texts().map(|text| text.text.as_str()).collect();
    assert_eq!(texts.iter().filter(|text| text.ends_with('件')).count(), 3, "{texts:?}");
    // Names that begin alike keep their ends.
    for end in ["甲", "乙", "丙"] {
        let short = texts.iter().filter(|text| text.starts_with("双江") && text.ends_with(end)).count();
        assert_eq!(short, 1, "{texts:?}");
    }
    assert!(svg::write(&scene).contains(&name("甲")), "the whole name is told");
}
