//! Tests of charts of ranks.

use super::*;
use crate::chart::scene::Shape;
use crate::chart::testing::{SIZES, check_texts, frame, look, name, noise};
use crate::chart::theme::PRINT;
use crate::chart::{Size, svg};

fn chart(count: u32, size: Size) -> RankRanges {
    let mut tier = (1, 0);
    let row = |rank: u32| {
        let i = usize::try_from(rank).expect("small");
        let away = |seed: usize| (noise(i + seed) * f64::from(count) * 0.12).floor();
        let low = (f64::from(rank) - away(0)).max(1.0);
        let high = (f64::from(rank) + away(70)).min(f64::from(count));
        let place = |v: f64| (1..=count).find(|p| f64::from(*p) >= v).expect("a place");
        let (low, high) = (place(low), place(high));
        if low > tier.1 {
            tier = (tier.0 + u32::from(tier.1 > 0), high);
        }
        RangeRow {
            region_code: format!("99{i:04}"),
            label: name(i),
            value: format!("{:.2}%", 95.0 - f64::from(rank) * 0.4),
            rank,
            tied: false,
            low: f64::from(low),
            high: f64::from(high),
            median: None,
            tier: Some(tier.0),
            highlight: rank == 1 + count / 3,
        }
    };
    let mut frame = frame(size);
    frame.title = "2022年政府信息公开申请予以公开率名次及其范围：模拟省".to_owned();
    RankRanges { frame, rows: (1..=count).map(row).collect(), of: count, open_to: OpenTo::Chance }
}

fn drawn(name: &str, chart: &RankRanges) -> Vec<Scene> {
    let scenes = chart.draw(&PRINT);
    look(name, &scenes);
    let scenes = scenes.expect("a chart");
    scenes.iter().for_each(check_texts);
    scenes
}

#[test]
fn no_text_lies_on_another_at_any_length_and_size() {
    for size in SIZES {
        for count in [1, 3, 30, 180] {
            let scenes = drawn(&format!("range-{count}"), &chart(count, size));
            let texts: Vec<&str> = scenes.iter().flat_map(Scene::texts).map(|t| t.text.as_str()).collect();
            for i in 1..=usize::try_from(count).expect("small") {
                assert!(texts.contains(&name(i).as_str()), "{} is missing", name(i));
            }
        }
    }
}

#[test]
fn pages_have_one_scale_and_each_begins_with_its_tier() {
    let chart = chart(180, SIZES[1]);
    let scenes = drawn("range-180", &chart);
    assert!(scenes.len() > 1);
    let ticks = |scene: &Scene| -> Vec<(String, i64)> {
        let bottom = scene.texts().filter(|t| t.text == "180").map(|t| t.y).fold(0.0, f64::max);
        #[expect(clippy::cast_possible_truncation, reason = "pixels")]
        let at = |x: f64| (x * 10.0).round() as i64;
        let labels = scene.texts().filter(|t| (t.y - bottom).abs() < 0.1);
        labels.map(|t| (t.text.clone(), at(t.x))).collect()
    };
    let first = ticks(&scenes[0]);
    assert!(first.len() > 3 && first[0].0 == "1", "{first:?}");
    assert!(scenes.iter().all(|scene| ticks(scene) == first));
}

#[test]
fn a_line_runs_from_the_best_place_to_the_last_and_the_dot_lies_on_it() {
    let mut chart = chart(10, SIZES[1]);
    let row = &mut chart.rows[4];
    (row.low, row.high) = (3.0, 9.0);
    let scene = drawn("range-10", &chart).remove(0);
    let own = || scene.marks.iter().filter(|m| m.region.as_deref() == Some("990005") && m.tip.is_some());
    let line = own().find_map(|m| match &m.shape {
        Shape::Line { points, .. } => Some((points[0].0, points[1].0)),
        _ => None,
    });
    let dot = own().find_map(|m| match &m.shape {
        Shape::Circle { center, .. } => Some(center.0),
        _ => None,
    });
    let ((from, to), dot) = (line.expect("a line"), dot.expect("a dot"));
    // The fifth place lies two sixths of the way from the third to the ninth.
    assert!(((dot - from) / (to - from) - 2.0 / 6.0).abs() < 0.002, "{from} {dot} {to}");
}

#[test]
fn ties_and_sets_of_one_place_are_drawn() {
    let mut chart = chart(6, SIZES[1]);
    chart.frame.lang = Lang::En;
    for row in &mut chart.rows {
        (row.rank, row.low, row.high, row.tied, row.tier) = (1, 1.0, 1.0, true, None);
    }
    let scene = drawn("range-ties", &chart).remove(0);
    let texts: Vec<&str> = scene.texts().map(|t| t.text.as_str()).collect();
    assert_eq!(texts.iter().filter(|t| **t == "=1").count(), 6);
    assert!(!texts.contains(&"Tier"), "no column of tiers without tiers");
}

#[test]
fn a_rank_outside_its_set_and_nothing_are_errors() {
    let mut chart = chart(5, SIZES[1]);
    chart.rows[2].low = 4.0;
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NotFinite { label: name(3) }));
    chart.rows.clear();
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NothingToDraw));
    let error = self::chart(3, Size::new(220, 200)).draw(&PRINT).expect_err("no room");
    assert!(matches!(error, ChartError::TooSmall { .. }), "{error}");
}

#[test]
fn the_svg_says_what_is_drawn_and_is_the_same_each_time() {
    let chart = chart(30, SIZES[1]);
    let text = svg::write(&chart.draw(&PRINT).expect("a chart")[0]);
    assert_eq!(text, svg::write(&chart.draw(&PRINT).expect("a chart")[0]));
    for row in &chart.rows {
        assert!(text.contains(&format!("data-region=\"{}\"", row.region_code)));
        assert!(text.contains(&row.tip(Lang::Zh, OpenTo::Chance)), "{}", row.label);
    }
    assert!(text.contains(">95% 名次置信集</text>") && text.contains("同档"));
}

#[test]
fn the_ranks_of_other_choices_need_not_hold_the_rank_and_have_a_median() {
    let mut chart = chart(10, SIZES[1]);
    chart.open_to = OpenTo::Choices;
    for row in &mut chart.rows {
        (row.median, row.tier) = (Some(f64::midpoint(row.low, row.high)), None);
    }
    let row = &mut chart.rows[4];
    (row.low, row.high, row.median) = (6.5, 9.0, Some(7.0));
    let scene = drawn("range-choices", &chart).remove(0);
    let texts: Vec<&str> = scene.texts().map(|t| t.text.as_str()).collect();
    assert!(texts.contains(&"6.5—9") && texts.contains(&words::MEDIAN_PLACE.get(Lang::Zh)), "{texts:?}");
    chart.rows[4].median = Some(11.0);
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NotFinite { label: name(5) }));
}
