//! Tests of Lorenz curves.

use super::*;
use crate::chart::scene::Shape;
use crate::chart::testing::{SIZES, check_texts, frame, look, name, noise};
use crate::chart::theme::PRINT;
use crate::chart::{Size, svg};
use crate::stats::inequality::{gini, lorenz};

fn curve(label: &str, values: &[f64], highlight: usize) -> LorenzCurve {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let points = lorenz(&values).expect("something to spread");
    let points =
        values.iter().zip(points.iter().skip(1)).enumerate().map(|(i, (value, point))| LorenzPoint {
            region_code: format!("99{i:04}"),
            label: name(i),
            value: *value,
            regions: point.0,
            total: point.1,
            highlight: i == highlight,
        });
    LorenzCurve { label: label.to_owned(), gini: gini(&values).expect("a Gini"), points: points.collect() }
}

fn chart(count: usize, years: usize, size: Size) -> LorenzPlot {
    let values =
        |year: usize| (0..count).map(|i| 10_f64.powf(1.0 + 2.5 * noise(i + 70 * year)).round()).collect();
    let curves = (0..years).map(|year| {
        let values: Vec<f64> = values(year);
        let label = if years > 1 { format!("{}", 2019 + year) } else { String::new() };
        curve(&label, &values, count * 3 / 4)
    });
    LorenzPlot {
        frame: frame(size),
        unit: Unit::Case,
        total: "新收申请数合计".to_owned(),
        curves: curves.collect(),
    }
}

fn drawn(name: &str, chart: &LorenzPlot) -> Scene {
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
        for (count, years) in [(1, 1), (3, 1), (30, 1), (120, 3), (1200, 6)] {
            drawn(&format!("lorenz-{count}-{years}"), &chart(count, years, size));
        }
    }
}

/// The example of R's ineq: Gini 0.4620911.
#[test]
fn the_key_states_the_gini_and_every_region_is_a_mark() {
    let values = [541.0, 1463.0, 2445.0, 3438.0, 4437.0, 5401.0, 6392.0, 8304.0, 11904.0, 22261.0];
    let mut chart = chart(1, 1, Size::new(1000, 1000));
    chart.curves = vec![curve("", &values, 9)];
    let scene = drawn("lorenz-ineq", &chart);
    assert!(scene.texts().any(|text| text.text.contains("0.462")), "no Gini");
    let dots = scene.marks.iter().filter(|mark| matches!(mark.shape, Shape::Circle { .. }));
    let regions: Vec<_> = dots.map(|mark| mark.region.clone().expect("a region")).collect();
    assert_eq!(regions.len(), 10);
    let text = svg::write(&scene);
    assert!(text.contains("data-region=\"990009\""));
    assert!(scene.texts().any(|text| text.text == name(9)), "the highlighted region has its name");
}

/// In grey print colours alone would not tell them apart.
#[test]
fn curves_differ_by_their_dashes_and_the_key_shows_them() {
    let scene = drawn("lorenz-dashes", &chart(120, 6, Size::new(1000, 1000)));
    let mut dashes = std::collections::BTreeMap::<String, usize>::new();
    for mark in &scene.marks {
        if let Shape::Line { stroke, .. } = &mark.shape
            && PRINT.series.contains(&stroke.color)
        {
            *dashes.entry(format!("{:?}", stroke.dash)).or_default() += 1;
        }
    }
    // Each is on the plot and in the key.
    assert_eq!(dashes.values().copied().collect::<Vec<_>>(), [2; 6], "{dashes:?}");
}

#[test]
fn equal_amounts_lie_on_the_diagonal() {
    let mut chart = chart(1, 1, Size::new(800, 800));
    chart.curves = vec![curve("", &[5.0; 20], 99)];
    let scene = drawn("lorenz-equal", &chart);
    assert!(scene.texts().any(|text| text.text.contains("0.000")));
}

#[test]
fn nothing_and_infinite_figures_are_errors() {
    let mut bad = chart(3, 1, Size::new(800, 800));
    bad.curves[0].points[1].total = f64::NAN;
    assert!(matches!(bad.draw(&PRINT), Err(ChartError::NotFinite { .. })));
    bad.curves[0].points.clear();
    assert_eq!(bad.draw(&PRINT), Err(ChartError::NothingToDraw));
    bad.curves.clear();
    assert_eq!(bad.draw(&PRINT), Err(ChartError::NothingToDraw));
    let tiny = chart(3, 6, Size::new(240, 240));
    assert!(matches!(tiny.draw(&PRINT), Err(ChartError::TooSmall { .. })));
}
