//! Tests of the charts of rule checks, on invented findings.

use polars::prelude::{DataFrame, df};

use super::*;
use crate::analysis::{Provenance, Table};
use crate::chart::testing::{SIZES, check_texts, look, name, noise};
use crate::chart::{Scene, svg};
use crate::text::Lang;

const RULES: [(&str, &str); 17] = [
    ("E1", "新收与结转之和等于办理总计与结转下年之和"),
    ("E2", "办理总计等于各类结果之和"),
    ("E3", "各类申请人之和等于总计"),
    ("E4", "不予公开等于各项理由之和"),
    ("E5", "无法提供等于各项理由之和"),
    ("E6", "不予处理等于各项理由之和"),
    ("E7", "复议结果之和等于复议总计"),
    ("E8", "诉讼结果之和等于诉讼总计"),
    ("W1", "上年结转等于上年报告的结转下年"),
    ("W2", "与上年相比变动过大"),
    ("W3", "各项数字均为零"),
    ("W4", "与上年数字完全相同"),
    ("W5", "与本市其他县数字完全相同"),
    ("W6", "正文与表格不一致"),
    ("W7", "公开率异常"),
    ("W8", "受理数异常"),
    ("W9", "复议数多于申请数"),
];
const YEARS: std::ops::RangeInclusive<i32> = 2010..=2024;

fn code(i: usize) -> String {
    format!("99{i:04}")
}

fn severity(rule: &str) -> &'static str {
    if rule.starts_with('E') { "error" } else { "warning" }
}

/// Whether a region has a report of a year: none for a region now and then, text only in the first years.
fn status(i: usize, year: i32) -> &'static str {
    match noise(i * 97 + usize::try_from(year).expect("after 0")) {
        _ if year < 2013 && i.is_multiple_of(3) => "text",
        share if share < 0.08 => "none",
        _ => "tables",
    }
}

/// Findings of so many regions, `many` of a hundred possible ones; rules W6 and E7 could not run.
fn answer(regions: usize, many: f64) -> Answer {
    let all = || (1..=regions).flat_map(|i| YEARS.map(move |year| (i, year)));
    let found: Vec<(usize, i32, &str)> = all()
        .filter(|(i, year)| status(*i, *year) == "tables")
        .flat_map(|(i, year)| RULES.iter().enumerate().map(move |(k, rule)| (i, year, k, rule.0)))
        .filter(|(_, _, _, rule)| !["W6", "E7"].contains(rule))
        .filter(|(i, year, k, _)| {
            let seed = i * 1009 + usize::try_from(*year).expect("after 0") * 31 + k * 7;
            noise(seed) * 100.0 < many * (0.2 + 1.6 * noise(*i))
        })
        .map(|(i, year, _, rule)| (i, year, rule))
        .collect();
    let count = |i: usize, of: &str| -> u32 {
        let own = found.iter().filter(|(region, _, rule)| *region == i && severity(rule) == of);
        u32::try_from(own.count()).expect("a few")
    };
    let main = df!(
        "rule" => found.iter().map(|f| f.2).collect::<Vec<_>>(),
        "severity" => found.iter().map(|f| severity(f.2)).collect::<Vec<_>>(),
        "region_code" => found.iter().map(|f| code(f.0)).collect::<Vec<_>>(),
        "year" => found.iter().map(|f| f.1).collect::<Vec<_>>(),
    );
    let assessed = |rule: &str| if ["W6", "E7"].contains(&rule) { 0_u32 } else { 300 };
    let rules = df!(
        "rule" => RULES.map(|r| r.0).to_vec(),
        "severity" => RULES.map(|r| severity(r.0)).to_vec(),
        "title" => RULES.map(|r| r.1).to_vec(),
        "assessed" => RULES.map(|r| assessed(r.0)).to_vec(),
    );
    let numbers: Vec<usize> = (1..=regions).collect();
    let cities = |i: &usize| if i.is_multiple_of(2) { "模拟市甲" } else { "模拟市乙" };
    let places = df!(
        "region_code" => numbers.iter().map(|i| code(*i)).collect::<Vec<_>>(),
        "region" => numbers.iter().map(|i| name(*i)).collect::<Vec<_>>(),
        "prefecture" => numbers.iter().map(cities).collect::<Vec<_>>(),
        "province" => vec!["模拟省"; regions],
        "reports" => vec![15_u32; regions],
        "errors" => numbers.iter().map(|i| count(*i, "error")).collect::<Vec<_>>(),
        "warnings" => numbers.iter().map(|i| count(*i, "warning")).collect::<Vec<_>>(),
    );
    let coverage = df!(
        "region_code" => all().map(|(i, _)| code(i)).collect::<Vec<_>>(),
        "year" => all().map(|(_, year)| year).collect::<Vec<_>>(),
        "status" => all().map(|(i, year)| status(i, year)).collect::<Vec<_>>(),
        "figures" => all().map(|(i, year)| if status(i, year) == "tables" { 95_u32 } else { 0 }).collect::<Vec<_>>(),
    );
    let table = |id, frame: Result<DataFrame, _>| Table {
        id,
        title: Label::default(),
        frame: frame.expect("a frame"),
        columns: Vec::new(),
    };
    Answer {
        question: "check",
        title: Label::new("年报数字核对，2010—2024 年", "Checks of report figures, 2010–2024"),
        subtitle: Label::new(format!("模拟省，{regions} 个县"), format!("Moni, {regions} counties")),
        tables: vec![
            table("check", main),
            table("rules", rules),
            table("regions", places),
            table("coverage", coverage),
        ],
        metrics: Vec::new(),
        terms: Vec::new(),
        coverage: Vec::new(),
        notes: Vec::new(),
        provenance: Provenance {
            dataset: "moni 1".to_owned(),
            title: Label::new("模拟年报", "Invented reports"),
            synthetic: true,
            ..Provenance::default()
        },
    }
}

fn texts(scene: &Scene) -> Vec<&str> {
    scene.texts().map(|t| t.text.as_str()).collect()
}

/// The cells of a region by what their tooltips say after the colon.
fn said(scenes: &[Scene], region: &str) -> Vec<String> {
    let own = scenes.iter().flat_map(|s| &s.marks).filter(|m| m.region.as_deref() == Some(region));
    let rects = own.filter(|m| matches!(m.shape, crate::chart::scene::Shape::Rect { .. }));
    let tips = rects.filter_map(|m| m.tip.as_deref()?.rsplit_once('：'));
    tips.map(|(_, said)| said.to_owned()).collect()
}

#[test]
fn every_kind_is_drawn_at_any_length_and_size_in_both_languages() {
    for kind in ["heatmap", "heatmap-years", "coverage"] {
        for (count, many) in [(1, 2.0), (3, 2.0), (30, 2.0), (180, 1.2), (30, 0.0)] {
            let answer = answer(count, many);
            for (size, lang) in
                SIZES[..2].iter().map(|s| Some(*s)).chain([None]).zip([Lang::En, Lang::Zh, Lang::Zh])
            {
                let asked = Figure {
                    kind: Some(kind),
                    highlight: &[code(2)],
                    size: size.map(Into::into),
                    lang,
                    ..Figure::default()
                };
                let scenes = asked.draw(&answer).expect("a chart");
                look(&format!("check-{kind}-{count}-{many}"), &Ok(scenes.clone()));
                for scene in &scenes {
                    check_texts(scene);
                    assert!(size.is_none_or(|s| (s.width, s.height) == (scene.width, scene.height)));
                }
            }
        }
    }
}

#[test]
fn counts_by_rule_and_by_year_add_up_to_the_findings() {
    let answer = answer(30, 2.0);
    let regions = regions(&answer, &Figure::default()).expect("regions");
    for kind in ["heatmap", "heatmap-years"] {
        let scenes = Figure { kind: Some(kind), ..Figure::default() }.draw(&answer).expect("a chart");
        for region in &regions {
            let drawn: u64 = said(&scenes, region.code).iter().filter_map(|s| s.parse::<u64>().ok()).sum();
            assert_eq!(drawn, region.findings(), "{kind} {}", region.code);
        }
    }
}

#[test]
fn regions_with_most_errors_come_first_and_those_without_findings_are_left_out() {
    let mut answer = answer(3, 0.0);
    answer.tables[2].frame = df!(
        "region_code" => ["990001", "990002", "990003", "990004"],
        "region" => ["模拟县0001", "模拟县0002", "模拟县0002", "模拟县0004"],
        "prefecture" => ["模拟市甲", "模拟市甲", "模拟市乙", "模拟市乙"],
        "province" => ["模拟省", "模拟省", "模拟省", "模拟省"],
        "reports" => [1_u32, 1, 1, 1],
        "errors" => [0_u32, 1, 1, 0],
        "warnings" => [3_u32, 0, 2, 0],
    )
    .expect("a frame");
    let figure = figure(&answer, &Figure { highlight: &[code(3)], ..Figure::default() }).expect("a figure");
    let rows: Vec<(&str, bool)> = figure.rows.iter().map(|r| (r.label.as_str(), r.highlight)).collect();
    assert_eq!(
        rows,
        [("模拟县0002（模拟市乙）", true), ("模拟县0002（模拟市甲）", false), ("模拟县0001", false)]
    );
    let footer = &figure.frame.footer[0];
    assert_eq!(footer, "核对了 4 个地区的 4 份报告，列出有错误或疑点的 3 个，其余没有发现");
}

#[test]
fn rules_that_could_not_run_are_named_and_not_drawn_as_zero() {
    let answer = answer(30, 2.0);
    let figure = figure(&answer, &Figure::default()).expect("a figure");
    let heads: Vec<&str> = figure.columns.iter().map(|c| c.label.as_str()).collect();
    assert_eq!(heads, RULES.map(|rule| rule.0));
    for row in &figure.rows {
        assert_eq!((row.cells[6], row.cells[13]), (Cell::None, Cell::None));
        assert!(row.cells.iter().filter(|cell| **cell == Cell::None).count() == 2);
    }
    assert!(
        figure.frame.footer.iter().any(|line| line.ends_with("规则：E7、W6")),
        "{:?}",
        figure.frame.footer
    );
}

#[test]
fn nothing_found_is_said_in_one_row_for_all_regions() {
    let answer = answer(30, 0.0);
    let scenes = Figure::default().draw(&answer).expect("a chart");
    let texts = texts(&scenes[0]);
    assert!(
        texts.contains(&"全部地区") && texts.contains(&"已核对，没有发现") && texts.contains(&"未能核对")
    );
    assert!(
        texts.iter().any(|text| text.contains("30 个地区的 450 份报告，均没有发现错误或疑点")),
        "{texts:?}"
    );
    assert!(svg::write(&scenes[0]).contains("共 0 处错误、0 处疑点。</desc>"));
}

#[test]
fn a_year_is_zero_only_if_its_report_has_figures() {
    let answer = answer(30, 2.0);
    let asked = |kind| Figure { kind: Some(kind), ..Figure::default() };
    let by_year = figure(&answer, &asked("heatmap-years")).expect("a figure");
    let coverage = figure(&answer, &asked("coverage")).expect("a figure");
    assert_eq!(coverage.rows.len(), 30);
    for row in &by_year.rows {
        let reports = coverage.rows.iter().find(|r| r.region_code == row.region_code).expect("the region");
        for (found, report) in row.cells.iter().zip(&reports.cells) {
            assert_eq!(*found == Cell::None, *report != Cell::Class(0), "{}", row.label);
        }
    }
    let groups: Vec<Option<&str>> = coverage.rows.iter().map(|r| r.group.as_deref()).collect();
    let parts: Vec<(Option<&str>, usize)> = groups.chunk_by(|a, b| a == b).map(|g| (g[0], g.len())).collect();
    assert_eq!(parts, [(Some("模拟市乙"), 15), (Some("模拟市甲"), 15)]);
}

#[test]
fn an_unknown_kind_and_no_region_are_errors() {
    let answer = answer(3, 2.0);
    let error = Figure { kind: Some("bars"), ..Figure::default() }.draw(&answer).expect_err("no such chart");
    assert_eq!(error.message(Lang::Zh), "check 没有图种“bars”");
    let empty = self::answer(0, 0.0);
    let error = Figure::default().draw(&empty).expect_err("nothing to draw");
    assert_eq!(error.message(Lang::Zh), "没有可画的数字");
}
