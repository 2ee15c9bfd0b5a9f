//! Tests of dot plots.

use super::*;
use crate::chart::testing::{SIZES, check_texts, frame, look, name, noise};
use crate::chart::theme::PRINT;
use crate::chart::{Size, svg};

const METRICS: [(&str, &str); 14] = [
    ("申请与办理", "收到申请件数"),
    ("申请与办理", "办结率"),
    ("申请与办理", "予以公开率"),
    ("申请与办理", "不予公开率"),
    ("申请与办理", "无法提供率"),
    ("申请与办理", "结转下年度办理率"),
    ("复议与诉讼", "每百件申请引发行政复议件数"),
    ("复议与诉讼", "行政复议纠错率"),
    ("复议与诉讼", "行政诉讼纠错率"),
    ("主动公开", "规范性文件公开件数"),
    ("主动公开", "每万人主动公开信息条数"),
    ("主动公开", "政策解读率"),
    ("平台建设", "政务新媒体账号数"),
    ("平台建设", "新闻发布会场次"),
];

fn chart(regions: usize, metrics: usize, size: Size) -> DotPlot {
    let row = |i: usize| {
        let (theme, label) = METRICS[i % METRICS.len()];
        let dot = |r: usize| {
            let position = noise(i * 13 + r);
            let is_known = noise(i * 3 + r * 17) > 0.08;
            is_known.then(|| Dot { position, text: format!("{:.2}%", position * 100.0) })
        };
        let low = 0.05 + 0.2 * noise(i);
        let peers = Peers {
            low,
            q1: low + 0.18,
            median: low + 0.3,
            q3: low + 0.45,
            high: 1.0 - 0.2 * noise(i + 7),
            median_text: format!("{:.2}%", (low + 0.3) * 100.0),
        };
        DotRow {
            theme: Some(theme.to_owned()),
            label: label.to_owned(),
            peers: Some(peers),
            dots: (0..regions).map(dot).collect(),
        }
    };
    let mut frame = frame(size);
    frame.title = "2022年主要指标对比：模拟县0001与同省各县".to_owned();
    frame.subtitle = "各指标按本省各县最低值（0）至最高值（1）定位".to_owned();
    let region = |i: usize| DotRegion { region_code: format!("99{i:04}"), label: name(i) };
    DotPlot {
        frame,
        regions: (1..=regions).map(region).collect(),
        rows: (0..metrics).map(row).collect(),
        ends: Some(("最低".to_owned(), "最高".to_owned())),
    }
}

#[test]
fn no_text_lies_on_another_at_any_number_and_size() {
    for size in SIZES {
        for (regions, metrics) in [(1, 3), (3, 14), (5, 14), (2, 60)] {
            let scenes = chart(regions, metrics, size).draw(&PRINT);
            look(&format!("dots-{regions}-{metrics}"), &scenes);
            match scenes {
                Ok(scenes) => scenes.iter().for_each(check_texts),
                Err(error) => assert!(regions == 5 && size.width == 600, "{error}"),
            }
        }
    }
}

#[test]
fn every_region_has_a_mark_and_a_value_in_every_row() {
    let chart = chart(3, 14, SIZES[1]);
    let text = svg::write(&chart.draw(&PRINT).expect("a chart")[0]);
    for row in &chart.rows {
        for (dot, region) in row.dots.iter().zip(&chart.regions) {
            if let Some(dot) = dot {
                let tip = format!("{} {}：{}", region.label, row.label, dot.text);
                assert!(text.contains(&tip), "{tip} is missing");
            }
        }
    }
    assert!(text.contains("无数据") && text.contains("同组中位数"));
}

#[test]
fn equal_positions_do_not_hide_one_another() {
    let mut chart = chart(3, 4, SIZES[1]);
    for dot in chart.rows.iter_mut().flat_map(|r| &mut r.dots) {
        *dot = Some(Dot { position: 0.5, text: "50.00%".to_owned() });
    }
    let scenes = chart.draw(&PRINT);
    look("dots-equal", &scenes);
    check_texts(&scenes.expect("a chart")[0]);
}

#[test]
fn nothing_to_draw_and_no_number_are_errors() {
    let mut chart = chart(2, 3, SIZES[1]);
    chart.rows[0].dots[0] = Some(Dot { position: f64::NAN, text: "—".to_owned() });
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NotFinite { label: "收到申请件数".to_owned() }));
    chart.rows.iter_mut().for_each(|r| r.dots = vec![None, None]);
    assert_eq!(chart.draw(&PRINT), Err(ChartError::NothingToDraw));
}
