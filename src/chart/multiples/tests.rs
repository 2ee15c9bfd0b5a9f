//! Tests of small multiples.

use super::*;
use crate::chart::scene::Shape;
use crate::chart::testing::{SIZES, check_texts, frame, is_name, look, name, noise};
use crate::chart::theme::PRINT;
use crate::chart::{Size, svg};

fn chart(count: usize, years: std::ops::RangeInclusive<i32>, size: Size) -> SmallMultiples {
    let point = |i: usize, year: i32| {
        (year, Some(noise(i * 31 + usize::try_from(year).expect("after 0"))).filter(|v| *v > 0.1))
    };
    let series = |i: usize| Series {
        region_code: format!("99{i:04}"),
        label: name(i),
        points: years.clone().map(|year| point(i, year)).collect(),
        highlight: i == 2,
    };
    let group = Series {
        label: "全组中位数".to_owned(),
        points: years.clone().map(|year| (year, Some(0.5))).collect(),
        ..Series::default()
    };
    let breaks = vec![FormBreak { year: 2021, label: String::new() }];
    let series = (1..=count).map(series).collect();
    SmallMultiples { frame: frame(size), unit: Unit::Share, series, group: Some(group), breaks }
}

fn drawn(name: &str, chart: &SmallMultiples) -> Vec<Scene> {
    let scenes = chart.draw(&PRINT);
    look(name, &scenes);
    let scenes = scenes.expect("a chart");
    scenes.iter().for_each(check_texts);
    for scene in &scenes {
        let inside = |(x, y): &(f64, f64)| {
            *x >= 0.0 && *y >= 0.0 && *x <= f64::from(scene.width) && *y <= f64::from(scene.height)
        };
        for mark in &scene.marks {
            if let Shape::Line { points, .. } = &mark.shape {
                assert!(points.iter().all(inside), "{mark:?}");
            }
        }
    }
    scenes
}

#[test]
fn every_region_has_a_panel_and_no_text_lies_on_another() {
    for size in SIZES {
        for count in [1, 3, 30, 180] {
            let scenes = drawn(&format!("multiples-{count}"), &chart(count, 2016..=2025, size));
            let names: Vec<&str> = scenes.iter().flat_map(Scene::texts).map(|t| t.text.as_str()).collect();
            for i in 1..=count {
                assert_eq!(names.iter().filter(|text| is_name(text, &name(i))).count(), 1, "{}", name(i));
            }
        }
    }
}

#[test]
fn a_gap_and_a_change_of_form_part_the_line() {
    let mut chart = chart(2, 2017..=2024, SIZES[1]);
    let values = [0.2, 0.4, 0.6, 0.4, 0.5, 0.6, 0.7, 0.8].map(Some);
    chart.series[0].points = (2017..=2024).zip(values).collect();
    chart.series[0].points[1].1 = None;
    let scene = drawn("multiples-gap", &chart).remove(0);
    let own = |m: &&crate::chart::scene::Mark| m.tip.as_deref() == Some("模拟县0001");
    let lengths: Vec<usize> = scene
        .marks
        .iter()
        .filter(own)
        .filter_map(|m| match &m.shape {
            Shape::Line { points, .. } => Some(points.len()),
            _ => None,
        })
        .collect();
    // 2017 alone, 2019 and 2020, then from 2021 to 2024.
    assert_eq!(lengths, [2, 4]);
    let text = svg::write(&scene);
    assert!(text.contains("模拟县0001 2017：20.00%") && text.contains("表样变更"), "{text}");
    assert_eq!(text, svg::write(&chart.draw(&PRINT).expect("a chart")[0]));
}

#[test]
fn one_year_zeros_and_no_value_are_drawn_or_refused() {
    drawn("multiples-one-year", &chart(5, 2022..=2022, SIZES[1]));
    let mut zeros = chart(5, 2019..=2022, SIZES[1]);
    zeros.unit = Unit::Case;
    zeros.group = None;
    zeros.series.iter_mut().flat_map(|s| &mut s.points).for_each(|p| p.1 = Some(0.0));
    drawn("multiples-zero", &zeros);
    zeros.series.iter_mut().flat_map(|s| &mut s.points).for_each(|p| p.1 = None);
    assert_eq!(zeros.draw(&PRINT), Err(ChartError::NothingToDraw));
}
