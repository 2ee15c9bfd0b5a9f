//! Tests of charts of scores.

use super::*;
use crate::chart::scene::{Mark, Paint, Shape};
use crate::chart::testing::{SIZES, check_texts, frame, look, name, noise};
use crate::chart::theme::PRINT;
use crate::chart::{Size, svg};

const COMPONENTS: [&str; 5] = ["填报完整", "政策解读", "依申请公开办结", "数据准确", "来信办理"];

/// Rows of a sheet of 100 points, the fourth component with deductions; with ranges of ranks if asked for.
fn chart(count: u32, with_spread: bool, size: Size) -> ScoreBars {
    let row = |rank: u32| {
        let i = usize::try_from(rank).expect("small");
        let part = |k: usize| {
            let given = (20.0 * noise(i * 7 + k) * 10.0).round() / 10.0;
            let deducted = if k == 3 { (given * noise(i + 900)).floor() } else { 0.0 };
            Some(Part { value: given - deducted, deducted }).filter(|_| noise(i * 13 + k) > 0.1)
        };
        let parts: Vec<Option<Part>> = (0..COMPONENTS.len()).map(part).collect();
        let away = f64::from(count) * 0.1 * noise(i);
        let place = |v: f64| v.clamp(1.0, f64::from(count));
        let nominal = f64::from(rank);
        ScoreRow {
            region_code: format!("99{i:04}"),
            label: name(i),
            rank,
            tied: false,
            score: parts.iter().flatten().map(|part| part.value).sum(),
            parts,
            spread: with_spread.then(|| [place(nominal - away), nominal, place(nominal + away)]),
            highlight: rank == 2,
        }
    };
    let mut frame = frame(size);
    frame.title = "模拟省 2022 年政务公开考核得分排名及得分构成".to_owned();
    let components = COMPONENTS.map(str::to_owned).to_vec();
    ScoreBars {
        frame,
        components,
        has_rest: false,
        is_sum: true,
        rows: (1..=count).map(row).collect(),
        of: count,
    }
}

fn drawn(name: &str, chart: &ScoreBars) -> Vec<Scene> {
    let scenes = chart.draw(&PRINT);
    look(name, &scenes);
    let scenes = scenes.expect("a chart");
    scenes.iter().for_each(check_texts);
    for scene in &scenes {
        let (width, height) = (f64::from(scene.width), f64::from(scene.height));
        let inside = |(x, y): (f64, f64)| (0.0..=width).contains(&x) && (0.0..=height).contains(&y);
        for mark in &scene.marks {
            match &mark.shape {
                Shape::Rect { x, y, w, h, .. } => {
                    assert!(inside((*x, *y)) && inside((x + w, y + h)), "{mark:?}");
                }
                Shape::Line { points, .. } | Shape::Polygon { points, .. } => {
                    assert!(points.iter().all(|point| inside(*point)), "{mark:?}");
                }
                Shape::Circle { center, .. } => assert!(inside(*center), "{mark:?}"),
                Shape::Text(_) => {}
            }
        }
    }
    scenes
}

/// The segments of a region: left edge, width and paint.
fn segments(scene: &Scene, code: &str) -> Vec<(f64, f64, Paint)> {
    let is_own = |m: &&Mark| m.region.as_deref() == Some(code) && m.tip.is_some();
    let rect = |m: &Mark| match m.shape {
        Shape::Rect { x, w, paint, .. } => Some((x, w, paint)),
        _ => None,
    };
    scene.marks.iter().filter(is_own).filter_map(rect).collect()
}

#[test]
fn no_text_lies_on_another_at_any_length_and_size() {
    for size in SIZES {
        for count in [1, 3, 30, 180] {
            for with_spread in [false, true] {
                let chart = chart(count, with_spread, size);
                if with_spread && size.width < 800 {
                    continue;
                }
                let scenes = drawn(&format!("scores-{count}-{with_spread}"), &chart);
                let texts: Vec<&str> =
                    scenes.iter().flat_map(Scene::texts).map(|t| t.text.as_str()).collect();
                for row in &chart.rows {
                    assert!(texts.contains(&row.label.as_str()), "{} is missing", row.label);
                    assert!(texts.contains(&row.score().as_str()), "{} is missing", row.score());
                }
            }
        }
    }
}

#[test]
fn segments_add_up_to_the_score_and_deductions_lie_left_of_zero() {
    let mut chart = chart(1, false, SIZES[1]);
    let part = |value: f64, deducted: f64| Some(Part { value, deducted });
    // 10 + 20 + (20 − 6) = 44 points; the bar reaches 50 to the right and 6 to the left.
    chart.rows[0].parts = vec![part(10.0, 0.0), part(20.0, 0.0), None, part(14.0, 6.0), part(0.0, 0.0)];
    chart.rows[0].score = 44.0;
    assert_eq!(chart.rows[0].extent(true), (-6.0, 50.0));
    let scene = drawn("scores-deductions", &chart).remove(0);
    let found = segments(&scene, "990001");
    let widths: Vec<f64> = found.iter().map(|s| s.1).collect();
    let unit = widths[0] / 10.0;
    assert_eq!(widths.len(), 4);
    for (width, points) in widths.iter().zip([10.0, 20.0, 20.0, 6.0]) {
        assert!((width / unit - points).abs() < 0.05, "{widths:?}");
    }
    let (zero, deduction) = (found[0].0, found[3]);
    assert!(deduction.2.hatch.is_some() && (deduction.0 + deduction.1 - zero).abs() < 0.2);
    let text = svg::write(&scene);
    for said in ["模拟县0001 数据准确 扣分：6.00 分", "模拟县0001 数据准确：20.00 分", ">扣分<", ">44.00<"]
    {
        assert!(text.contains(said), "{said}");
    }
    // The diamond stands at 44.
    let diamond = scene.marks.iter().filter(|m| m.region.is_some()).find_map(|m| match &m.shape {
        Shape::Polygon { points, .. } => Some(points[0].0),
        _ => None,
    });
    assert!((diamond.expect("a diamond") - zero - 44.0 * unit).abs() < 0.5);
}

#[test]
fn parts_that_are_no_sum_are_dots_over_a_bar_of_the_score() {
    let mut chart = chart(12, true, SIZES[1]);
    chart.is_sum = false;
    for row in &mut chart.rows {
        let values: Vec<f64> = row.parts.iter().flatten().map(|part| part.value).collect();
        row.score = values.iter().sum::<f64>() / values.len() as f64;
    }
    let scene = drawn("scores-dots", &chart).remove(0);
    assert_eq!(segments(&scene, "990001").iter().filter(|s| s.2.fill == Some(PRINT.range)).count(), 1);
    let has = |scene: &Scene, text: &str| scene.texts().any(|t| t.text == text);
    assert!(has(&scene, "各部分得分（分）") && !has(&scene, "扣分"));
    // A score of comparisons in pairs is not on the scale of the components: no bar.
    for row in &mut chart.rows {
        row.score -= 500.0;
    }
    let scene = drawn("scores-dots-apart", &chart).remove(0);
    assert!(segments(&scene, "990001").iter().all(|s| s.2.fill != Some(PRINT.range)));
}

#[test]
fn the_rest_is_grey_and_ties_share_a_rank() {
    let mut chart = chart(6, false, SIZES[1]);
    chart.frame.lang = Lang::En;
    chart.has_rest = true;
    chart.components[4] = "3 others".to_owned();
    for row in &mut chart.rows {
        (row.rank, row.tied, row.score) = (1, true, 50.0);
        row.parts = vec![Some(Part { value: 10.0, deducted: 0.0 }); 5];
    }
    let scene = drawn("scores-ties", &chart).remove(0);
    assert_eq!(scene.texts().filter(|t| t.text == "=1").count(), 6);
    let fills: Vec<Option<Color>> = segments(&scene, "990003").iter().map(|s| s.2.fill).collect();
    assert_eq!(fills.last(), Some(&Some(PRINT.rest)));
}

#[test]
fn all_zero_is_drawn_and_what_is_no_figure_is_refused() {
    let mut chart = chart(3, true, SIZES[1]);
    for row in &mut chart.rows {
        row.score = 0.0;
        row.parts = vec![Some(Part::default()); 5];
    }
    drawn("scores-zero", &chart);
    chart.rows[1].parts[0] = Some(Part { value: 1.0, deducted: -1.0 });
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NotFinite { label: name(2) }));
    chart.rows[1].parts[0] = None;
    chart.rows[1].spread = Some([0.0, 1.0, 2.0]);
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NotFinite { label: name(2) }));
    chart.rows.clear();
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NothingToDraw));
    let error = self::chart(3, true, Size::new(220, 200)).draw(&PRINT).expect_err("no room");
    assert!(matches!(error, ChartError::TooSmall { .. }), "{error}");
}
