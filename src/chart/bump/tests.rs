//! Tests of ranks over years.

use super::*;
use crate::chart::scene::Shape;
use crate::chart::testing::{SIZES, check_texts, frame, look, name, noise};
use crate::chart::theme::PRINT;
use crate::chart::{Size, svg};

const YEARS: std::ops::RangeInclusive<i32> = 2019..=2024;

/// Counties with shares of four steps only, so that many are tied; a quarter of the figures is missing.
fn chart(count: usize, size: Size) -> Bump {
    let value = |i: usize, year: i32| {
        let at = noise(i * 37 + usize::try_from(year).expect("after 0"));
        (i % 4 != 1 || at > 0.3).then_some((at * 4.0).floor())
    };
    let lines = (1..=count).map(|i| {
        let places = YEARS.filter_map(|year| {
            let own = value(i, year)?;
            let others = || (1..=count).filter(|j| *j != i).filter_map(|j| value(j, year));
            let better = others().filter(|other| *other > own).count();
            Some(BumpPlace {
                year,
                rank: u32::try_from(better + 1).expect("few"),
                tied: others().any(|other| (other - own).abs() < 0.5),
                value: format!("{own}"),
            })
        });
        BumpLine {
            region_code: format!("99{i:04}"),
            label: name(i),
            places: places.collect(),
            highlight: i == 3,
        }
    });
    let breaks = vec![FormBreak { year: 2021, label: String::new() }];
    Bump { frame: frame(size), lines: lines.collect(), breaks }
}

fn line(code: &str, ranks: &[(i32, u32, bool)]) -> BumpLine {
    let place = |(year, rank, tied): &(i32, u32, bool)| BumpPlace {
        year: *year,
        rank: *rank,
        tied: *tied,
        value: "50.00%".to_owned(),
    };
    BumpLine {
        region_code: code.to_owned(),
        label: format!("{code}县"),
        places: ranks.iter().map(place).collect(),
        highlight: false,
    }
}

/// Three counties by hand: 甲 and 乙 tied in 2020, 丙 without a rank in 2021.
fn small() -> Bump {
    let lines = vec![
        line("甲", &[(2020, 1, true), (2021, 2, false), (2022, 1, false)]),
        line("乙", &[(2020, 1, true), (2021, 1, false), (2022, 2, false)]),
        line("丙", &[(2020, 3, false), (2022, 3, false)]),
    ];
    Bump { frame: frame(SIZES[1]), lines, breaks: Vec::new() }
}

fn drawn(name: &str, chart: &Bump) -> Vec<Scene> {
    let scenes = chart.draw(&PRINT);
    look(name, &scenes);
    let scenes = scenes.expect("a chart");
    scenes.iter().for_each(check_texts);
    scenes
}

/// The lines of a region.
fn lines_of(scene: &Scene, code: &str) -> Vec<Vec<(f64, f64)>> {
    let own = scene.marks.iter().filter(|m| m.region.as_deref() == Some(code));
    own.filter_map(|m| match &m.shape {
        Shape::Line { points, .. } => Some(points.clone()),
        _ => None,
    })
    .collect()
}

#[test]
fn no_text_lies_on_another_and_every_region_is_on_one_page() {
    for size in SIZES {
        for count in [1, 3, 30, 180] {
            let chart = chart(count, size);
            let scenes = drawn(&format!("bump-{count}"), &chart);
            for line in chart.lines.iter().filter(|line| !line.places.is_empty()) {
                let has = |scene: &&Scene| {
                    scene.marks.iter().any(|mark| mark.region.as_deref() == Some(&line.region_code))
                };
                assert_eq!(scenes.iter().filter(has).count(), 1, "{} of {count}", line.label);
                let named = scenes.iter().flat_map(Scene::texts).any(|text| text.text.contains(&line.label));
                assert!(named, "{} of {count} has no name", line.label);
            }
        }
    }
}

#[test]
fn tied_regions_stand_apart_and_share_the_number() {
    let chart = small();
    let scene = drawn("bump-small", &chart).remove(0);
    let first = |code: &str| lines_of(&scene, code)[0][0];
    let (a, b, c) =
        (first("甲"), first("乙"), scene.texts().find(|t| t.text == "丙县").expect("a name").bounds());
    assert!((a.0 - b.0).abs() < 1e-9, "the same year");
    // One step each: the second of the tie is where the second would be.
    assert!(
        ((a.1 - b.1).abs() - (f64::midpoint(c.y0, c.y1) - a.1.max(b.1))).abs() < 1.5,
        "{a:?} {b:?} {c:?}"
    );
    // In 2021 乙 is first, so that it lies above in the tie and no line crosses.
    assert!(b.1 < a.1);
    // 2020: 1, 1, 3; 2021: 1, 2; 2022: 1, 2, 3.
    let numbers = |rank: &str| scene.texts().filter(|t| t.text == rank).count();
    assert_eq!([numbers("1"), numbers("2"), numbers("3")], [4, 2, 2]);
}

#[test]
fn a_missing_year_is_a_gap_whose_ends_are_marked() {
    let chart = small();
    let scene = drawn("bump-small", &chart).remove(0);
    assert!(lines_of(&scene, "丙").is_empty());
    assert_eq!(lines_of(&scene, "甲").iter().map(Vec::len).collect::<Vec<_>>(), [3]);
    let span = (2020, 2022);
    let ends: Vec<_> =
        chart.lines[2].places.iter().map(|place| plan::Ends::of(&chart.lines[2], place, span)).collect();
    assert_eq!(ends[0], plan::Ends { entered: false, left: true });
    assert_eq!(ends[1], plan::Ends { entered: true, left: false });
    let squares = scene.marks.iter().filter(|m| m.region.as_deref() == Some("丙") && m.tip.is_some());
    let squares = squares.filter(|m| matches!(m.shape, Shape::Rect { .. })).count();
    assert_eq!(squares, 1, "the point of 2020 is a square");
}

#[test]
fn no_line_crosses_a_change_of_form() {
    let mut chart = chart(12, SIZES[1]);
    let scene = drawn("bump-break", &chart).remove(0);
    let change = scene.marks.iter().find_map(|m| match &m.shape {
        Shape::Line { points, stroke } if stroke.color == PRINT.reference => Some(points[0].0),
        _ => None,
    });
    let change = change.expect("a dashed line");
    for line in &chart.lines {
        for points in lines_of(&scene, &line.region_code) {
            let (first, last) = (points[0].0, points[points.len() - 1].0);
            assert!(last < change || first > change, "{} crosses", line.label);
        }
    }
    // A change before the first or after the last year is none of the chart's.
    chart.breaks[0].year = 2019;
    assert!(!svg::write(&drawn("bump-whole", &chart)[0]).contains("表样变更"));
}

#[test]
fn points_lie_between_the_titles_and_the_footer() {
    for count in [3, 30] {
        let scene = drawn(&format!("bump-{count}"), &chart(count, SIZES[1])).remove(0);
        let footer = scene.texts().find(|t| t.text.contains("数据来源")).expect("a source").bounds();
        for mark in scene.marks.iter().filter(|m| m.tip.is_some()) {
            let ys: Vec<f64> = match &mark.shape {
                Shape::Circle { center, r, .. } => vec![center.1 - r, center.1 + r],
                Shape::Rect { y, h, .. } => vec![*y, y + h],
                Shape::Line { points, .. } => points.iter().map(|p| p.1).collect(),
                other => panic!("{other:?}"),
            };
            assert!(ys.iter().all(|y| *y > 60.0 && *y < footer.y0), "{ys:?}");
        }
    }
}

#[test]
fn nothing_is_an_error_and_a_picture_without_room_is_refused() {
    let empty = Bump { lines: vec![line("甲", &[])], ..small() };
    assert_eq!(empty.draw(&PRINT), Err(ChartError::NothingToDraw));
    let error = chart(3, Size::new(220, 200)).draw(&PRINT).expect_err("no room");
    assert!(matches!(error, ChartError::TooSmall { width: 220, height: 200, .. }), "{error}");
}

#[test]
fn the_svg_says_what_is_drawn_and_is_the_same_each_time() {
    let chart = small();
    let text = svg::write(&chart.draw(&PRINT).expect("a chart")[0]);
    assert_eq!(text, svg::write(&chart.draw(&PRINT).expect("a chart")[0]));
    for part in ["data-region=\"甲\"", "甲县 2020：并列第 1 名，50.00%", "竖条相连", "方形", "空心"]
    {
        assert!(text.contains(part), "{part} is missing");
    }
}
