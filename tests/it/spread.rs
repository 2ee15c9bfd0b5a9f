//! Changes against the year before, and how unequally a metric is spread over counties.

use gongkai::analysis::{Answer, Certainty, RankRequest, Spread, SpreadBy, Which, rank};
use gongkai::dataset::{Dataset, Years};

use crate::support::{catalogue, china, close, foia, number, only, text};

fn changes(dataset: &Dataset, metric: &str, which: Which) -> Answer {
    let certainty = Certainty { change: true, ..Certainty::default() };
    let metrics = vec![metric.to_owned()];
    let request = RankRequest { metrics, which, certainty, ..RankRequest::default() };
    rank(dataset, &catalogue(), &request).expect("an answer")
}

fn row_of(answer: &Answer, table: usize, code: &str) -> usize {
    let rows = 0..answer.tables[table].frame.height();
    rows.into_iter()
        .find(|row| text(answer, table, "region_code", *row).as_deref() == Some(code))
        .expect("a row of the region")
}

/// Source: 宿迁市 2023 and 2024 报告, 1519/3486 and 1902/3521; Newcombe 1998 by hand 8.11–12.76 points; p by
/// scipy.stats.norm 2.2275e-18.
#[test]
fn the_change_of_suqian_has_newcombe_s_interval() {
    let answer = changes(&china(), "disclosure_rate", only("宿迁市", 2024));
    close(number(&answer, 0, "previous", 0), 1519.0 / 3486.0, 1e-12);
    close(number(&answer, 0, "previous_n", 0), 3486.0, 0.0);
    close(number(&answer, 0, "change", 0), 0.104_444_475, 1e-9);
    close(number(&answer, 0, "change_low", 0), 0.081_096_627, 1e-8);
    close(number(&answer, 0, "change_high", 0), 0.127_630_356, 1e-8);
    close(number(&answer, 0, "change_p", 0), 2.227_477_5e-18, 1e-23);
    assert_eq!(text(&answer, 0, "change_verdict", 0).as_deref(), Some("increasing"));
}

/// By scipy from datasets/foia/reports.csv: 120 agencies have a rate in 2023 and 2024, 60 of them a p-value below
/// 0.05 after `scipy.stats.false_discovery_control`, 8 upward.
#[test]
fn changes_of_the_agencies_are_adjusted_for_their_number() {
    let which = Which { years: Some(Years::one(2024)), ..Which::default() };
    let answer = changes(&foia(), "disclosure_rate", which);
    let rows = 0..answer.tables[0].frame.height();
    let known = |name: &str| rows.clone().filter(|row| number(&answer, 0, name, *row).is_some()).count();
    assert_eq!(["change", "change_low", "change_p", "change_p_bh"].map(known), [120; 4]);
    let verdicts = |word: &str| {
        rows.clone().filter(|row| text(&answer, 0, "change_verdict", *row).as_deref() == Some(word)).count()
    };
    assert_eq!((verdicts("increasing"), verdicts("decreasing"), verdicts("no_change")), (8, 52, 60));
    // All requests granted in both years: no difference, and an interval all the same.
    let row = row_of(&answer, 0, "US002");
    close(number(&answer, 0, "change_p", row), 1.0, 0.0);
    close(number(&answer, 0, "change", row), 0.0, 0.0);
    close(number(&answer, 0, "change_low", row), -0.104_269_998, 1e-8);
    close(number(&answer, 0, "change_high", row), 0.242_494_007, 1e-8);
}

#[test]
fn without_a_comparable_year_before_there_is_no_change_and_the_reason_stands_there() {
    let which = Which { years: Some(Years::one(2008)), ..Which::default() };
    let first = changes(&foia(), "disclosure_rate", which);
    let rows = first.tables[0].frame.height();
    for row in 0..rows {
        assert_eq!(number(&first, 0, "change", row), None);
        let why = text(&first, 0, "change_verdict", row).expect("a reason");
        assert!(["no_year_before", "no_figure"].contains(&why.as_str()), "{why}");
    }
    // What a form asks for changed in 2021, so the shares of its fields are not compared.
    let answer =
        changes(&china(), "fields_reported", Which { years: Some(Years::one(2021)), ..Which::default() });
    for row in 0..answer.tables[0].frame.height() {
        let why = text(&answer, 0, "change_verdict", row).expect("a verdict");
        assert!(number(&answer, 0, "change", row).is_none() || why != "form_changed", "{why}");
    }
}

#[test]
fn the_change_of_a_count_is_not_tested() {
    let which = Which { years: Some(Years::one(2024)), ..Which::default() };
    let answer = changes(&foia(), "received_new", which);
    assert!(number(&answer, 0, "change", 0).is_some());
    assert_eq!(number(&answer, 0, "change_low", 0), None);
    assert_eq!(number(&answer, 0, "change_p_bh", 0), None);
    assert_eq!(text(&answer, 0, "change_verdict", 0).as_deref(), Some("not_tested"));
}

fn spread(dataset: &Dataset, metric: &str, which: Which, by: Option<SpreadBy>) -> Answer {
    let metrics = vec![metric.to_owned()];
    let spread = Some(Spread { by, curves: true });
    rank(dataset, &catalogue(), &RankRequest { metrics, which, spread, ..RankRequest::default() })
        .expect("an answer")
}

/// numpy on datasets/foia/reports.csv: Gini Σ(2i − n − 1)x/(nΣx), Theil's T, quantiles as numpy's default.
#[test]
fn requests_to_the_agencies_are_spread_as_numpy_says() {
    let which = Which { years: Some(Years { from: Some(2023), to: Some(2024) }), ..Which::default() };
    let answer = spread(&foia(), "received_new", which, None);
    assert_eq!(answer.tables[0].id, "spread");
    assert_eq!(answer.tables[0].frame.height(), 2);
    let expected = [
        (121.0, 0.946_683_782_162, 2.940_387_824_931, 506.5, 0.337_336_018_393, 9_914.867_768_6),
        (122.0, 0.946_293_304_775, 3.046_105_131_773, 275.664_444_444, 0.385_682_788_137, 12_306.819_672_1),
    ];
    for (row, (reports, gini, theil, ratio, hhi, mean)) in expected.into_iter().enumerate() {
        close(number(&answer, 0, "reports", row), reports, 0.0);
        close(number(&answer, 0, "gini", row), gini, 1e-9);
        close(number(&answer, 0, "theil", row), theil, 1e-9);
        close(number(&answer, 0, "p90_p10", row), ratio, 1e-6);
        close(number(&answer, 0, "hhi", row), hhi, 1e-9);
        close(number(&answer, 0, "mean", row), mean, 1e-6);
        assert_eq!(number(&answer, 0, "theil_between", row), None, "they are of no prefecture");
    }
    // The last point of each curve is the whole.
    let curve = &answer.tables[1];
    assert_eq!((curve.id, curve.frame.height()), ("lorenz", 243));
    close(number(&answer, 1, "share_of_regions", 120), 1.0, 1e-12);
    close(number(&answer, 1, "share_of_total", 120), 1.0, 1e-12);
    close(number(&answer, 1, "share_of_regions", 121), 1.0 / 122.0, 1e-12);
}

/// numpy and pandas on datasets/china: 13 counties of 6 provinces with a figure for 2023.
#[test]
fn the_spread_between_counties_is_that_between_and_within_provinces_or_prefectures() {
    let which = || Which { years: Some(Years::one(2023)), ..Which::default() };
    let answer = spread(&china(), "received_new", which(), None);
    close(number(&answer, 0, "reports", 0), 13.0, 0.0);
    close(number(&answer, 0, "gini", 0), 0.623_042_619_668, 1e-9);
    close(number(&answer, 0, "theil", 0), 0.712_748_956_336, 1e-9);
    close(number(&answer, 0, "theil_between", 0), 0.534_177_822_527, 1e-9);
    close(number(&answer, 0, "theil_within", 0), 0.178_571_133_810, 1e-9);
    close(number(&answer, 0, "between_share", 0), 0.534_177_822_527 / 0.712_748_956_336, 1e-9);
    assert_eq!(text(&answer, 0, "theil_by", 0).as_deref(), Some("province"));
    let answer = spread(&china(), "received_new", which(), Some(SpreadBy::Prefecture));
    close(number(&answer, 0, "theil_between", 0), 0.601_813_922_650, 1e-9);
    close(number(&answer, 0, "theil_within", 0), 0.110_935_033_687, 1e-9);
}

/// numpy: 121 agencies with a rate for 2024. A rate is no part of a whole, so it has no HHI.
#[test]
fn the_spread_of_a_rate_counts_each_agency_once_and_has_no_concentration() {
    let which = Which { years: Some(Years::one(2024)), ..Which::default() };
    let answer = spread(&foia(), "disclosure_rate", which, None);
    close(number(&answer, 0, "gini", 0), 0.325_536_557_247, 1e-9);
    close(number(&answer, 0, "theil", 0), 0.172_718_976_018, 1e-9);
    assert_eq!(number(&answer, 0, "hhi", 0), None);
}
