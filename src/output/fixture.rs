//! Small answers for the tests of this module.

use polars::prelude::{DataFrame, df};

use crate::analysis::{
    Answer, Column, Coverage, Kind, Level, MetricCard, Note, Provenance, Reason, SourceFile, Table,
};
use crate::schema::Unit;
use crate::text::{Label, Text};

fn column(name: &str, zh: &str, kind: Kind, drop_order: u8) -> Column {
    Column { name: name.to_owned(), label: Label::new(zh, name.replace('_', " ")), kind, drop_order }
}

fn card(id: &str, zh: &str, unit: Unit) -> MetricCard {
    MetricCard {
        id: id.to_owned(),
        title: Label::new(zh, id.replace('_', " ")),
        meaning: Label::new("含义", "meaning"),
        caveat: Some(Label::new("小心", "beware")),
        unit,
        direction: Text::new("越大越好", "higher is better"),
        formula: "a / b".to_owned(),
        formula_in_words: Label::new("甲 ÷ 乙", "a ÷ b"),
    }
}

fn answer(question: &'static str, frame: DataFrame, columns: Vec<Column>) -> Answer {
    Answer {
        question,
        title: Label::new("图解比例排名，2022 年", "Ranking by graphic share, 2022"),
        subtitle: Label::new("宁夏，3 个县", "Ningxia, 3 counties"),
        tables: vec![Table { id: "main", title: Label::new("排名", "Ranking"), frame, columns }],
        metrics: vec![card("graphic_share", "图解比例", Unit::Share)],
        terms: Vec::new(),
        coverage: vec![Coverage {
            metric: "graphic_share".to_owned(),
            selected: 50,
            used: 7,
            left_out: vec![(Reason::NoFigure, 43)],
        }],
        notes: vec![Note {
            level: Level::Info,
            text: Label::new("未指定年份，取最近一年", "no year given: the latest is taken"),
            on_chart: false,
        }],
        provenance: Provenance {
            dataset: "china 2025.1".to_owned(),
            title: Label::new("全国县级年报", "County reports of China"),
            licence: "CC-BY-4.0".to_owned(),
            synthetic: false,
            files: vec![
                SourceFile { path: "reports.csv".to_owned(), sha256: "ab12".to_owned() },
                SourceFile { path: "regions.csv (built in)".to_owned(), sha256: String::new() },
            ],
            sources: vec!["https://example.org/reports".to_owned()],
            request: "rank graphic_share --year 2022".to_owned(),
        },
    }
}

/// Three counties, one with a hostile name, one without a figure.
pub(super) fn ranking() -> Answer {
    let frame = df!(
        "region_code" => ["640324", "640323", "640422"],
        "region" => ["同心县", "=1+1", "西吉县"],
        "province" => ["宁夏", "宁夏", "宁夏"],
        "prefecture" => ["吴忠市", "吴忠市", "固原市"],
        "year" => [2022, 2022, 2022],
        "metric" => ["graphic_share", "graphic_share", "graphic_share"],
        "value" => [Some(48.0 / 52.0), Some(0.0), None],
        "numerator" => [Some(48), Some(0), None],
        "denominator" => [Some(52), Some(3500), Some(0)],
        "rank" => [Some(1), Some(2), None],
        "rank_change" => [Some(1), Some(-1), None],
        "tie" => [false, true, false],
        "percentile" => [Some(100.0), Some(0.0), None],
        "ci_low" => [None::<f64>, None, None],
        "note" => [None, None, Some("zero_denominator")],
    );
    let columns = vec![
        column("region_code", "代码", Kind::Text, 6),
        column("region", "县", Kind::Text, 0),
        column("province", "省份", Kind::Text, 5),
        column("prefecture", "地市", Kind::Text, 4),
        column("year", "年份", Kind::Year, 1),
        column("metric", "指标", Kind::Id, 1),
        column("value", "数值", Kind::Value, 0),
        column("numerator", "分子", Kind::Count, 2),
        column("denominator", "分母", Kind::Count, 2),
        column("rank", "名次", Kind::Rank, 0),
        column("rank_change", "变化", Kind::Change, 3),
        column("tie", "并列", Kind::Flag, 7),
        column("percentile", "百分位", Kind::Percentile, 8),
        column("ci_low", "下限", Kind::Value, 9),
        column("note", "说明", Kind::Id, 0),
    ];
    answer("rank", frame.unwrap(), columns)
}

/// A share and a count below each other.
pub(super) fn two_metrics() -> Answer {
    let frame = df!(
        "region" => ["同心县", "同心县"],
        "metric" => ["graphic_share", "received"],
        "value" => [48.0 / 52.0, 3500.0],
        "change" => [0.1044, -12.0],
        "p" => [0.0004, 0.5],
    );
    let columns = vec![
        column("region", "县", Kind::Text, 0),
        column("metric", "指标", Kind::Id, 0),
        column("value", "数值", Kind::Value, 0),
        column("change", "变化", Kind::Difference, 1),
        column("p", "p 值", Kind::Probability, 2),
    ];
    let mut answer = answer("trend", frame.unwrap(), columns);
    answer.metrics.push(card("received", "收到申请", Unit::Case));
    let coverage = Coverage { metric: "received".to_owned(), selected: 50, used: 50, left_out: Vec::new() };
    answer.coverage.push(coverage);
    answer
}

/// A table with long sentences.
pub(super) fn findings() -> Answer {
    let long = "新收加结转应等于办理结果总计加结转下年度，但左边是 36,410，右边是 36,401，相差 9，请核对原报告第三部分。";
    let frame = df!(
        "region" => ["同心县", "盐池县"],
        "rule" => ["E1", "E2"],
        "found" => [36410, 12],
        "message" => [long, "短"],
    );
    let columns = vec![
        column("region", "县", Kind::Text, 0),
        column("rule", "规则", Kind::Text, 0),
        column("found", "实际", Kind::Count, 0),
        column("message", "说明", Kind::Text, 0),
    ];
    answer("check", frame.unwrap(), columns)
}

/// Any frame, with columns taken for text.
pub(super) fn plain(frame: DataFrame) -> Answer {
    answer("rank", frame, Vec::new())
}

/// What no calculation may produce.
pub(super) fn with_nan() -> Answer {
    plain(df!("a" => [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1.5]).unwrap())
}
