//! Tests of bars of 100 per cent.

use super::*;
use crate::chart::scene::{Mark, Shape};
use crate::chart::testing::{SIZES, check_texts, frame, look, name, noise};
use crate::chart::theme::PRINT;
use crate::chart::{Size, svg};

const OUTCOMES: [&str; 7] =
    ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理", "未说明去向"];

fn chart(count: usize, years: &[i32], size: Size) -> Stack100 {
    let row = |i: usize, year: Option<i32>| {
        let seed = i * 101 + year.map_or(0, |y| usize::try_from(y).expect("after 0"));
        let part =
            |k: usize| Some((noise(seed * 7 + k) * [90.0, 20.0, 30.0, 50.0, 12.0, 25.0, 6.0][k]).floor());
        let parts: Vec<Option<f64>> = (0..7).map(part).collect();
        StackRow {
            region_code: format!("99{i:04}"),
            label: year.map_or_else(|| name(i), |y| y.to_string()),
            group: year.map(|_| name(i)),
            n: None,
            parts,
            highlight: year.is_none() && i == 2,
        }
    };
    let rows = (1..=count).flat_map(|i| {
        if years.is_empty() { vec![row(i, None)] } else { years.iter().map(|y| row(i, Some(*y))).collect() }
    });
    let mut frame = frame(size);
    frame.title = "2022年政府信息公开申请办理结果：模拟省各县（市、区）".to_owned();
    frame.subtitle = "各类办理结果占办结件数的比例（%）".to_owned();
    let rows = rows.collect();
    Stack100 { frame, categories: OUTCOMES.map(str::to_owned).to_vec(), rows, n_label: None, zero: None }
}

#[test]
fn no_text_lies_on_another_at_any_length_and_size() {
    for size in SIZES {
        for count in [1, 3, 30, 180] {
            let scenes = chart(count, &[], size).draw(&PRINT);
            look(&format!("stack-{count}"), &scenes);
            scenes.expect("a chart").iter().for_each(check_texts);
        }
    }
}

#[test]
fn years_stand_under_their_region() {
    for size in SIZES {
        let scenes = chart(9, &[2019, 2020, 2021, 2022], size).draw(&PRINT);
        look("stack-years", &scenes);
        let scenes = scenes.expect("a chart");
        scenes.iter().for_each(check_texts);
        let headers =
            scenes.iter().flat_map(Scene::texts).filter(|t| t.text.starts_with("模拟县0001")).count();
        assert_eq!(headers, 1);
    }
}

#[test]
fn segments_fill_the_bar_and_a_smaller_sum_leaves_it_open() {
    let mut chart = chart(2, &[], SIZES[1]);
    chart.rows[0].parts = [50.0, 25.0, 25.0, 0.0, 0.0, 0.0, 0.0].map(Some).to_vec();
    chart.rows[1].parts = vec![Some(40.0), None, Some(10.0), None, None, None, None];
    chart.rows[1].n = Some(100);
    let scene = chart.draw(&PRINT).expect("a chart").remove(0);
    let width = |code: &str| -> Vec<f64> {
        let own = scene.marks.iter().filter(|m| m.region.as_deref() == Some(code) && m.tip.is_some());
        own.filter_map(|m| match m.shape {
            Shape::Rect { w, .. } => Some(w),
            _ => None,
        })
        .collect()
    };
    let (whole, part) = (width("990001"), width("990002"));
    let all: f64 = whole.iter().sum();
    assert_eq!((whole.len(), part.len()), (3, 2));
    assert!((whole[0] / all - 0.5).abs() < 0.001 && (part[0] / all - 0.4).abs() < 0.001);
    let text = svg::write(&scene);
    assert!(text.contains("50.0%") && text.contains("模拟县0001 予以公开：50 件 (50.00%)"), "{text}");
}

#[test]
fn rows_without_figures_say_so() {
    let mut chart = chart(4, &[], SIZES[1]);
    chart.rows[1].parts = vec![None; 7];
    chart.rows[2].parts = vec![Some(0.0); 7];
    let scenes = chart.draw(&PRINT);
    look("stack-nulls", &scenes);
    let scene = scenes.expect("a chart").remove(0);
    check_texts(&scene);
    let has = |text: &str| scene.texts().any(|t| t.text == text);
    assert!(has("无数据") && has("无（合计为 0）") && has("0"));
    chart.rows.iter_mut().for_each(|r| r.parts = vec![Some(0.0); 7]);
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NothingToDraw));
    chart.rows[0].parts[0] = Some(-1.0);
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NotFinite { label: name(1) }));
}

#[test]
fn disclosure_lies_right_of_a_zero_line_and_the_rest_left_of_it() {
    for size in SIZES {
        for count in [1, 3, 30, 180] {
            let mut chart = chart(count, &[], size);
            chart.zero = Some(ZeroLine { right: 2, sides: ["未公开".to_owned(), "公开".to_owned()] });
            let scenes = chart.draw(&PRINT);
            look(&format!("diverging-{count}"), &scenes);
            scenes.expect("a chart").iter().for_each(check_texts);
        }
    }
    let mut chart = chart(3, &[], SIZES[1]);
    chart.zero = Some(ZeroLine { right: 2, sides: ["未公开".to_owned(), "公开".to_owned()] });
    chart.rows[0].parts = [50.0, 10.0, 25.0, 0.0, 15.0, 0.0, 0.0].map(Some).to_vec();
    chart.rows[1].parts = [0.0, 0.0, 3.0, 0.0, 0.0, 0.0, 0.0].map(Some).to_vec();
    chart.rows[2].parts = vec![Some(0.0); 7];
    assert_eq!(chart.rows[0].reach(chart.zero.as_ref()), (-0.4, 0.6));
    let scenes = chart.draw(&PRINT);
    look("diverging-ends", &scenes);
    let scene = scenes.expect("a chart").remove(0);
    check_texts(&scene);
    let rects = |code: &str| -> Vec<(f64, f64)> {
        let is_own = |m: &&Mark| m.region.as_deref() == Some(code) && m.tip.is_some();
        let rect = |m: &Mark| match m.shape {
            Shape::Rect { x, w, .. } => Some((x, x + w)),
            _ => None,
        };
        scene.marks.iter().filter(is_own).filter_map(rect).collect()
    };
    let own = rects("990001");
    let zero = own[0].0;
    // Granted, granted in part to the right; denied beside the line, not processed beyond.
    assert!(own[1].0 >= own[0].1 - 0.1 && (own[2].1 - zero).abs() < 0.1 && own[3].1 <= own[2].0 + 0.1);
    assert!((rects("990002")[0].1 - zero).abs() < 0.1);
    let texts: Vec<&str> = scene.texts().map(|t| t.text.as_str()).collect();
    for text in ["60.0%", "40.0%", "0.0%", "100.0%", "公开", "未公开", "无（合计为 0）"] {
        assert!(texts.contains(&text), "{text}: {texts:?}");
    }
}
