//! Tests of heat maps.

use super::*;
use crate::chart::scene::{Mark, Shape};
use crate::chart::testing::{SIZES, check_texts, frame, look, name, noise};
use crate::chart::theme::{LEAST_FONT, PRINT};
use crate::chart::{Size, svg};
use crate::text::Lang;

/// A chart of so many rows with invented counts, about half of them zero.
fn chart(rows: usize, columns: Vec<HeatColumn>, size: Size) -> HeatMap {
    let cell = |i: usize, k: usize| match noise(i * 53 + k * 7) {
        _ if k % 8 == 6 => Cell::None,
        share if share < 0.5 => Cell::Zero,
        share => Cell::Value((0.2 / (1.01 - share)).ceil()),
    };
    let row = |i: usize| HeatRow {
        region_code: format!("99{i:04}"),
        label: name(i),
        group: None,
        cells: (0..columns.len()).map(|k| cell(i, k)).collect(),
        texts: Vec::new(),
        highlight: i == 2,
    };
    let rows = (1..=rows).map(row).collect();
    let mut frame = frame(size);
    frame.title = "年报数字核对：模拟省各县（市、区），2022年".to_owned();
    frame.subtitle = "每格为一个县违反一条规则的处数".to_owned();
    let (zero, none) = ("没有发现".to_owned(), "未核对".to_owned());
    HeatMap { frame, columns, in_sequence: false, rows, zero, none, ..HeatMap::default() }
}

fn rules(count: usize) -> Vec<HeatColumn> {
    let rule = |i: usize| HeatColumn {
        label: if i < 8 { format!("E{}", i + 1) } else { format!("W{}", i - 7) },
        name: Some(format!("规则{}", i + 1)),
        group: Some(if i < 8 { "错误" } else { "警告" }.to_owned()),
        region_code: None,
    };
    (0..count).map(rule).collect()
}

fn years(span: std::ops::RangeInclusive<i32>) -> Vec<HeatColumn> {
    span.map(|year| HeatColumn { label: year.to_string(), ..HeatColumn::default() }).collect()
}

/// The cells of a region: left edge, width, height and paint.
fn cells(scene: &Scene, code: &str) -> Vec<(f64, f64, f64, Paint)> {
    let is_own = |m: &&Mark| m.region.as_deref() == Some(code) && m.tip.is_some();
    let rect = |m: &Mark| match m.shape {
        Shape::Rect { x, w, h, paint, .. } => Some((x, w, h, paint)),
        _ => None,
    };
    scene.marks.iter().filter(is_own).filter_map(rect).collect()
}

fn has(scene: &Scene, text: &str) -> bool {
    scene.texts().any(|t| t.text == text)
}

#[test]
fn no_text_lies_on_another_at_any_length_and_size() {
    for size in SIZES {
        for count in [1, 3, 30, 180] {
            for columns in [1, 17] {
                let scenes = chart(count, rules(columns), size).draw(&PRINT);
                look(&format!("heat-{count}-{columns}"), &scenes);
                for scene in &scenes.expect("a chart") {
                    check_texts(scene);
                    assert!(scene.texts().all(|t| t.size >= LEAST_FONT));
                }
            }
        }
    }
}

#[test]
fn many_rows_go_on_pages_with_their_groups() {
    let mut chart = chart(180, rules(17), SIZES[1]);
    for (i, row) in chart.rows.iter_mut().enumerate() {
        row.group = Some(if i < 100 { "模拟省甲" } else { "模拟省乙" }.to_owned());
    }
    let scenes = chart.draw(&PRINT);
    look("heat-groups", &scenes);
    let scenes = scenes.expect("a chart");
    scenes.iter().for_each(check_texts);
    assert!(scenes.len() > 3 && has(&scenes[1], "模拟省甲（续）"), "{}", scenes.len());
    let drawn: usize =
        (1..=180).map(|i| scenes.iter().map(|s| cells(s, &format!("99{i:04}")).len()).sum::<usize>()).sum();
    assert_eq!(drawn, 180 * 17);
    // The columns are labelled on every page and stand at the same place.
    let left = |scene: &Scene| scene.texts().find(|t| t.text == "E1").map(|t| (t.x, t.y));
    assert!(scenes.iter().all(|scene| left(scene) == left(&scenes[0]) && has(scene, "警告")));
}

#[test]
fn cells_are_neither_wide_nor_tall_where_there_are_few() {
    let scenes = chart(1, rules(3), SIZES[0]).draw(&PRINT).expect("a chart");
    for (_, w, h, _) in cells(&scenes[0], "990001") {
        assert!(w < 100.0 && h < 50.0, "{w}x{h}");
    }
}

#[test]
fn years_are_labelled_as_there_is_room() {
    for (span, upwards, all) in
        [(2012..=2024, false, true), (1995..=2024, true, true), (1950..=2024, false, false)]
    {
        let count = span.clone().count();
        let mut chart = chart(5, years(span), SIZES[2]);
        chart.in_sequence = true;
        let scenes = chart.draw(&PRINT);
        look(&format!("heat-years-{count}"), &scenes);
        let scene = scenes.expect("a chart").remove(0);
        check_texts(&scene);
        let labels =
            || scene.texts().filter(|t| t.text.len() == 4 && chart.columns.iter().any(|c| c.label == t.text));
        assert!(labels().all(|t| (t.quarter_turns == 3) == upwards));
        assert_eq!(labels().count() == count, all, "{}", labels().count());
    }
    // Rules are no sequence: every one must be named.
    let rules = chart(5, years(1950..=2024), SIZES[2]).draw(&PRINT);
    assert!(matches!(rules, Err(ChartError::TooSmall { .. })), "{rules:?}");
}

#[test]
fn nothing_found_nothing_known_and_a_count_look_different() {
    let mut chart = chart(1, rules(3), SIZES[1]);
    chart.rows[0].cells = vec![Cell::Value(3.0), Cell::Zero];
    let scene = chart.draw(&PRINT).expect("a chart").remove(0);
    let paints: Vec<Paint> = cells(&scene, "990001").into_iter().map(|cell| cell.3).collect();
    assert_eq!(paints.len(), 3, "a cell that is not given is not known");
    assert!(paints[0].hatch.is_none() && paints[1].hatch.is_none() && paints[2].hatch.is_some());
    assert!(paints[0].fill != paints[1].fill && paints[1].fill != paints[2].fill);
    assert_ne!(paints[1].fill, Some(PRINT.background), "nothing found is not blank");
    let text = svg::write(&scene);
    for tip in ["模拟县0001 规则1：3<", "模拟县0001 规则2：没有发现<", "模拟县0001 规则3：未核对<"]
    {
        assert!(text.contains(tip), "{tip}: {text}");
    }
}

#[test]
fn the_key_names_what_is_drawn() {
    let mut chart = chart(2, rules(2), SIZES[1]);
    let mut key = |cell: Cell| {
        chart.rows.iter_mut().for_each(|row| row.cells = vec![cell; 2]);
        let scenes = chart.draw(&PRINT);
        look(&format!("heat-all-{cell:?}"), &scenes);
        let scene = scenes.expect("a chart").remove(0);
        check_texts(&scene);
        (has(&scene, "没有发现"), has(&scene, "未核对"))
    };
    assert_eq!(key(Cell::Zero), (true, false));
    assert_eq!(key(Cell::None), (false, true));
    assert_eq!(key(Cell::Value(0.0)), (true, false));
    assert_eq!(key(Cell::Value(12.0)), (false, false));
}

#[test]
fn classes_have_colours_and_names() {
    for lang in [Lang::Zh, Lang::En] {
        let mut chart = chart(30, years(2010..=2024), SIZES[1]);
        chart.frame.lang = lang;
        chart.classes = vec!["有表格".to_owned(), "只有文字".to_owned()];
        for (i, row) in chart.rows.iter_mut().enumerate() {
            let class =
                |k: usize| [Cell::Class(0), Cell::Class(0), Cell::Class(1), Cell::None][(i * 7 + k) % 4];
            row.cells = (0..15).map(class).collect();
        }
        let scenes = chart.draw(&PRINT);
        look(&format!("heat-classes-{lang:?}"), &scenes);
        let scene = scenes.expect("a chart").remove(0);
        check_texts(&scene);
        assert!(has(&scene, "有表格") && has(&scene, "只有文字") && has(&scene, "未核对"));
        let colon = lang.pick("：", ": ");
        assert!(svg::write(&scene).contains(&format!("模拟县0001 2010{colon}有表格")));
    }
}

#[test]
fn what_is_no_count_is_refused() {
    let mut chart = chart(2, rules(2), SIZES[1]);
    for bad in [-1.0, f64::NAN, f64::INFINITY] {
        chart.rows[1].cells = vec![Cell::Value(bad)];
        assert_eq!(chart.draw(&PRINT), Err(ChartError::NotFinite { label: name(2) }));
    }
    chart.columns.clear();
    chart.rows[1].cells.clear();
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NothingToDraw));
}

#[test]
fn values_are_shaded_in_their_unit_and_zero_is_a_value() {
    let mut chart = chart(30, years(2010..=2024), SIZES[1]);
    chart.shades = Shades::Values(Unit::Share);
    for (i, row) in chart.rows.iter_mut().enumerate() {
        let cell = |k: usize| {
            if k == 3 { Cell::None } else { Cell::Value((noise(i * 17 + k) * 10.0).floor() / 10.0) }
        };
        row.cells = (0..15).map(cell).collect();
        row.cells[0] = Cell::Value(0.0);
    }
    let scenes = chart.draw(&PRINT);
    look("heat-values", &scenes);
    let scene = scenes.expect("a chart").remove(0);
    check_texts(&scene);
    let paints: Vec<Paint> = cells(&scene, "990001").into_iter().map(|cell| cell.3).collect();
    assert_eq!(paints[0].fill, PRINT.scale.first().copied(), "zero is the lightest shade");
    assert!(paints[0].hatch.is_none() && paints[3].hatch.is_some());
    assert!(has(&scene, "0.0") && has(&scene, "未核对") && !has(&scene, "没有发现"));
    assert!(svg::write(&scene).contains("模拟县0001 2010：0.00%"));
}

#[test]
fn percentiles_shade_the_values_written_in_the_cells_of_each_region() {
    let mut chart = chart(3, Vec::new(), SIZES[1]);
    chart.shades = Shades::Percentiles;
    chart.plain = "不着色".to_owned();
    let column = |i: usize| HeatColumn {
        label: name(i),
        region_code: Some(format!("99{i:04}")),
        ..HeatColumn::default()
    };
    chart.columns = (1..=3).map(column).collect();
    for (i, row) in chart.rows.iter_mut().enumerate() {
        row.region_code = String::new();
        row.label = format!("指标{i}");
        row.cells = vec![Cell::Value(100.0), Cell::Plain, Cell::None];
        row.texts = vec!["61.20%".to_owned(), "36,410".to_owned(), String::new()];
    }
    let scenes = chart.draw(&PRINT);
    look("heat-percentiles", &scenes);
    let scene = scenes.expect("a chart").remove(0);
    check_texts(&scene);
    assert_eq!(cells(&scene, "990001").first().and_then(|c| c.3.fill), PRINT.scale.last().copied());
    assert_eq!(cells(&scene, "990002").first().and_then(|c| c.3.fill), Some(PRINT.background));
    assert!(
        has(&scene, "61.20%")
            && has(&scene, "36,410")
            && has(&scene, "不着色")
            && has(&scene, "80—100（好）")
    );
    assert!(svg::write(&scene).contains("指标0 模拟县0001：61.20%（百分位 100）"));
}
