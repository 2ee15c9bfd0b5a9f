//! Tests of ranked bars.

use super::*;
use crate::chart::scene::{Anchor, Paint, Shape};
use crate::chart::testing::{SIZES, check_texts, frame, look, name, noise};
use crate::chart::theme::PRINT;
use crate::chart::{Format, PngOptions, Size, png, render, svg};

fn chart(count: usize, size: Size) -> RankedBars {
    let mut values: Vec<f64> = (0..count).map(|i| 0.35 + 0.6 * noise(i)).collect();
    values.sort_by(|a, b| b.total_cmp(a));
    let row = |(i, value): (usize, f64)| {
        let n = 8.0 + (noise(i + 500) * 400.0).floor();
        let half = 1.96 * (value * (1.0 - value) / n).sqrt();
        BarRow {
            region_code: format!("99{i:04}"),
            label: name(i + 1),
            value,
            low: Some((value - half).max(0.0)),
            high: Some((value + half).min(1.0)),
            n: Some(layout::how_many(n, 1.0) as u64),
            rank: u32::try_from(i + 1).expect("small"),
            highlight: i == count / 3,
            flagged: n < 30.0,
            ..BarRow::default()
        }
    };
    RankedBars {
        frame: frame(size),
        unit: Unit::Share,
        rows: values.into_iter().enumerate().map(row).collect(),
        references: vec![
            Reference { value: 0.652, label: "中位数".to_owned() },
            Reference { value: 0.661, label: "合计".to_owned() },
        ],
        interval_label: None,
        flag_label: None,
    }
}

/// Counts with ties, negative changes and no denominators.
fn changes() -> RankedBars {
    let mut chart = chart(12, Size::new(1200, 800));
    chart.unit = Unit::Case;
    for (i, row) in chart.rows.iter_mut().enumerate() {
        row.value = 5200.0 - 800.0 * i as f64;
        (row.low, row.high, row.n, row.flagged, row.highlight) = (None, None, None, false, false);
        row.note = (i == 3).then(|| "▲2".to_owned());
        if i == 5 || i == 6 {
            (row.rank, row.tied, row.value) = (6, true, 1200.0);
        }
    }
    chart.references = vec![Reference { value: 800.0, label: "中位数".to_owned() }];
    chart
}

#[test]
fn no_text_lies_on_another_at_any_length_and_size() {
    for size in SIZES {
        for count in [1, 3, 30, 180] {
            let scenes = chart(count, size).draw(&PRINT);
            look(&format!("bars-{count}"), &scenes);
            let scenes = scenes.expect("a chart");
            scenes.iter().for_each(check_texts);
            let labels: Vec<&str> = scenes.iter().flat_map(Scene::texts).map(|t| t.text.as_str()).collect();
            for i in 1..=count {
                assert!(labels.contains(&name(i).as_str()), "{} is missing", name(i));
            }
        }
    }
}

#[test]
fn a_page_holds_ninety_counties_and_more_go_on_further_pages() {
    assert_eq!(chart(90, SIZES[0]).draw(&PRINT).expect("a chart").len(), 1);
    look("bars-90", &chart(90, SIZES[0]).draw(&PRINT));
    let pages = chart(180, SIZES[1]).draw(&PRINT).expect("a chart");
    assert!(pages.len() > 1);
    for (i, page) in pages.iter().enumerate() {
        assert!(page.title.ends_with(&format!("（第 {}/{} 页）", i + 1, pages.len())), "{}", page.title);
    }
}

#[test]
fn negative_values_grow_to_the_left_of_zero_and_ties_share_a_rank() {
    let scenes = changes().draw(&PRINT);
    look("bars-changes", &scenes);
    let scene = scenes.expect("a chart").remove(0);
    check_texts(&scene);
    let rank = |text: &str| scene.texts().filter(|t| t.text == text && t.anchor == Anchor::End).count();
    assert_eq!((rank("6"), rank("7")), (2, 0));
    let bars: Vec<(f64, f64)> = scene
        .marks
        .iter()
        .filter(|m| m.tip.is_some())
        .filter_map(|m| match m.shape {
            Shape::Rect { x, w, .. } => Some((x, x + w)),
            _ => None,
        })
        .collect();
    let zero = bars[0].0;
    assert!(bars.iter().all(|(from, to)| (from - zero).abs() < 0.2 || (to - zero).abs() < 0.2));
    assert!(bars[11].0 < zero - 20.0);
}

#[test]
fn values_of_zero_draw_an_empty_axis() {
    let mut chart = changes();
    chart.rows.iter_mut().for_each(|r| r.value = 0.0);
    chart.references.clear();
    let scenes = chart.draw(&PRINT);
    look("bars-zero", &scenes);
    check_texts(&scenes.expect("a chart")[0]);
}

#[test]
fn all_values_negative_and_equal_and_in_english() {
    let mut chart = changes();
    chart.frame.lang = Lang::En;
    chart.frame.title = "Change in applications received, 2021 to 2022".to_owned();
    chart.rows.iter_mut().for_each(|r| r.value = -40.0);
    let scenes = chart.draw(&PRINT);
    look("bars-negative", &scenes);
    check_texts(&scenes.expect("a chart")[0]);
}

#[test]
fn tiers_shade_the_rows_that_cannot_be_told_apart() {
    let mut chart = chart(30, SIZES[1]);
    for (i, row) in chart.rows.iter_mut().enumerate() {
        row.tier = u32::try_from(i / 7).ok();
    }
    let scenes = chart.draw(&PRINT);
    look("bars-tiers", &scenes);
    check_texts(&scenes.expect("a chart")[0]);
}

#[test]
fn the_value_stands_clear_of_the_whisker() {
    let scene = chart(30, SIZES[1]).draw(&PRINT).expect("a chart").remove(0);
    let mut end = 0.0;
    let mut region = None;
    for mark in &scene.marks {
        if mark.region != region {
            (end, region) = (0.0, mark.region.clone());
        }
        match &mark.shape {
            Shape::Line { points, .. } => end = points.iter().map(|p| p.0).fold(end, f64::max),
            Shape::Text(text) if text.text.ends_with('%') && mark.region.is_some() => {
                assert!(text.x > end + 1.0, "{} at {} and the whisker's end at {end}", text.text, text.x);
            }
            _ => {}
        }
    }
}

#[test]
fn tiers_are_shaded_and_explained_at_every_size() {
    for size in SIZES {
        for (count, lang) in [(3, Lang::Zh), (30, Lang::En)] {
            let mut chart = chart(count, size);
            chart.frame.lang = lang;
            for (i, row) in chart.rows.iter_mut().enumerate() {
                row.tier = Some(1 + u32::try_from(i / 2).expect("small"));
            }
            let scenes = chart.draw(&PRINT);
            look(&format!("bars-tiers-{count}"), &scenes);
            let scenes = scenes.expect("a chart");
            scenes.iter().for_each(check_texts);
            for scene in &scenes {
                assert!(scene.texts().any(|t| t.text == words::TIERS.get(lang)));
            }
            let shade = Paint::fill(PRINT.band);
            let marks = scenes.iter().flat_map(|scene| &scene.marks);
            let shaded = marks.filter(|m| matches!(m.shape, Shape::Rect { paint, .. } if paint == shade));
            assert!(shaded.filter(|m| m.region.is_some()).count() >= count / 3);
        }
    }
}

#[test]
fn nothing_and_no_number_are_errors_with_names() {
    let mut chart = chart(3, SIZES[1]);
    chart.rows[1].value = f64::NAN;
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NotFinite { label: name(2) }));
    chart.rows.clear();
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NothingToDraw));
}

#[test]
fn a_character_without_a_glyph_is_an_error_that_names_it() {
    let mut chart = chart(3, SIZES[1]);
    chart.rows[1].label = "模拟\u{1F600}县".to_owned();
    let error = chart.draw(&PRINT).expect_err("no such glyph");
    assert_eq!(
        error,
        ChartError::MissingGlyph { character: '\u{1F600}', label: "模拟\u{1F600}县".to_owned() }
    );
    assert!(error.to_string().contains("U+1F600"), "{error}");
}

#[test]
fn a_picture_without_room_is_refused() {
    let error = chart(3, Size::new(220, 200)).draw(&PRINT).expect_err("no room");
    assert!(matches!(error, ChartError::TooSmall { width: 220, height: 200, .. }), "{error}");
}

#[test]
fn the_svg_says_what_is_drawn_and_is_the_same_each_time() {
    let scene = chart(3, SIZES[1]).draw(&PRINT).expect("a chart").remove(0);
    let text = svg::write(&scene);
    assert_eq!(text, svg::write(&chart(3, SIZES[1]).draw(&PRINT).expect("a chart")[0]));
    for part in [
        ">2022年政府信息公开申请予以公开率：模拟省各县（市、区）排名</title>",
        ">条形图：模拟县0001居首，92.31%；中位数 71.20%。</desc>",
        "data-region=\"990001\"",
        "模拟县0001：",
        ">双江拉祜族佤族布朗族傣族自治县</text>",
        "role=\"img\"",
        "Microsoft YaHei",
        "模拟数据",
    ] {
        assert!(text.contains(part), "{part} is missing");
    }
}

#[test]
fn the_png_has_the_size_asked_for_and_is_the_same_each_time() {
    let scene = chart(3, SIZES[2]).draw(&PRINT).expect("a chart").remove(0);
    let bytes = render(&scene, Format::Png).expect("a picture");
    assert_eq!(bytes, render(&scene, Format::Png).expect("a picture"));
    let size = |bytes: &[u8]| {
        let reader = ::png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a PNG");
        (reader.info().width, reader.info().height, reader.info().pixel_dims.map(|dims| dims.xppu))
    };
    // 150 dots an inch are 5,905.5 a metre.
    assert_eq!(size(&bytes), (600, 400, Some(5906)));
    let twice = png::write(&scene, PngOptions { scale: 2.0, ..PngOptions::default() }).expect("a picture");
    assert_eq!(size(&twice), (1200, 800, Some(11811)));
    let error = png::write(&scene, PngOptions { scale: 1e4, dpi: None });
    assert_eq!(error, Err(ChartError::TooLarge { width: 6_000_000, height: 4_000_000 }));
}

#[test]
fn dots_begin_near_the_least_value_and_say_so() {
    for size in SIZES {
        for count in [1, 3, 30, 180] {
            let mut chart = chart(count, size);
            for row in &mut chart.rows {
                // All near the whole: a bar from zero would hide what differs.
                row.value = 0.9 + row.value / 10.0;
                (row.low, row.high) = (Some(row.value - 0.01), Some((row.value + 0.01).min(1.0)));
            }
            let scenes = chart.draw_as(BarStyle::Dots, &PRINT);
            look(&format!("dot-{count}"), &scenes);
            for scene in scenes.expect("a chart") {
                check_texts(&scene);
                let texts: Vec<&str> = scene.texts().map(|t| t.text.as_str()).collect();
                assert!(texts.contains(&"横轴不从 0 开始") && !texts.contains(&"0%"), "{texts:?}");
            }
        }
    }
    // An axis that reaches zero says nothing, and equal values have one.
    let mut chart = chart(3, SIZES[1]);
    for row in &mut chart.rows {
        (row.value, row.low, row.high) = (0.0, None, None);
    }
    chart.references.clear();
    let scene = chart.draw_as(BarStyle::Dots, &PRINT).expect("a chart").remove(0);
    check_texts(&scene);
    assert!(!scene.texts().any(|t| t.text.contains("不从 0 开始")));
}

#[test]
fn a_dot_lies_on_its_interval() {
    let scene = chart(12, SIZES[1]).draw_as(BarStyle::Dots, &PRINT).expect("a chart").remove(0);
    for i in 0..12 {
        let code = format!("99{i:04}");
        let own = || scene.marks.iter().filter(|m| m.region.as_deref() == Some(code.as_str()));
        let dot = own().find_map(|m| match &m.shape {
            Shape::Circle { center, .. } => Some(*center),
            _ => None,
        });
        let interval = own().find_map(|m| match &m.shape {
            Shape::Line { points, stroke } if stroke.dash.is_none() => Some((points[0], points[1])),
            _ => None,
        });
        let ((x, y), (low, high)) = (dot.expect("a dot"), interval.expect("an interval"));
        assert!(low.0 < x && x < high.0 && (low.1 - y).abs() < 0.1, "{x} {low:?} {high:?}");
    }
}
