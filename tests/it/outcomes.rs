//! The outcomes' joint intervals, and how unlike its peers' a structure is.

use gongkai::analysis::{Answer, By, Intervals, OutcomesRequest, Peers, Which, outcomes};
use gongkai::dataset::{Dataset, Years};
use gongkai::text::Lang;

use crate::support::{catalogue, china, close, foia, number, only, text};

fn ask(dataset: &Dataset, request: &OutcomesRequest) -> Answer {
    outcomes(dataset, &catalogue(), request).expect("an answer")
}

fn one_year(year: i32) -> Which {
    Which { years: Some(Years::one(year)), ..Which::default() }
}

/// Goodman 1965 with B = χ²(1 − 0.05/6; 1), computed with scipy.stats.chi2; 宿迁市 2024: 1431, 471, 92, 941, 117,
/// 469 of 3521.
#[test]
fn the_outcomes_of_suqian_have_goodman_s_intervals() {
    let request = OutcomesRequest { which: only("宿迁市", 2024), ..OutcomesRequest::default() };
    let answer = ask(&china(), &request);
    let expected = [
        ("granted", 0.384_786_12, 0.428_420_40),
        ("partly_granted", 0.119_354_18, 0.149_628_54),
        ("denied", 0.019_917_00, 0.034_210_71),
        ("unavailable", 0.248_051_50, 0.287_374_12),
        ("not_processed", 0.026_135_84, 0.042_164_36),
        ("otherwise_handled", 0.118_814_39, 0.149_034_54),
    ];
    for (outcome, low, high) in expected {
        let row = (0..answer.tables[0].frame.height())
            .find(|row| text(&answer, 0, "outcome", *row).as_deref() == Some(outcome))
            .expect("row");
        close(number(&answer, 0, "ci_low", row), low, 1e-8);
        close(number(&answer, 0, "ci_high", row), high, 1e-8);
        assert_eq!(text(&answer, 0, "ci_method", row).as_deref(), Some("goodman"));
    }
    // The subtotal is no part of the partition: Wilson, as the disclosure rate has it.
    assert_eq!(text(&answer, 0, "outcome", 2).as_deref(), Some("disclosed"));
    assert_eq!(text(&answer, 0, "ci_method", 2).as_deref(), Some("wilson"));
    let single = ask(&china(), &OutcomesRequest { intervals: Intervals::Wilson, ..request });
    assert_eq!(text(&single, 0, "ci_method", 0).as_deref(), Some("wilson"));
    assert!(number(&single, 0, "ci_low", 0) > number(&answer, 0, "ci_low", 0), "alone is narrower");
}

/// scipy.spatial.distance.jensenshannon (base 2) on datasets/foia/reports.csv, each of 121 agencies against the
/// other 120 pooled.
#[test]
fn the_agencies_most_unlike_the_others_are_those_scipy_finds() {
    let request =
        OutcomesRequest { which: one_year(2024), peers: Some(Peers::All), ..OutcomesRequest::default() };
    let answer = ask(&foia(), &request);
    assert_eq!(answer.tables[0].id, "distances");
    let expected = [
        ("US018", 0.850_385_840_345, 0.878_911_255_170),
        ("US002", 0.850_385_286_985, 0.878_910_668_929),
        ("US116", 0.850_376_433_412, 0.878_901_289_180),
        ("US054", 0.850_373_113_418, 0.878_897_771_825),
    ];
    for (row, (code, js, moved)) in expected.into_iter().enumerate() {
        assert_eq!(text(&answer, 0, "region_code", row).as_deref(), Some(code));
        close(number(&answer, 0, "js_distance", row), js, 1e-9);
        close(number(&answer, 0, "tv_distance", row), moved, 1e-9);
        close(number(&answer, 0, "rank", row), row as f64 + 1.0, 0.0);
        close(number(&answer, 0, "rank_of", row), 121.0, 0.0);
        close(number(&answer, 0, "peers", row), 120.0, 0.0);
        assert_eq!(text(&answer, 0, "differs_most", row).as_deref(), Some("granted"));
    }
    close(number(&answer, 0, "share", 0), 1.0, 0.0);
    close(number(&answer, 0, "peer_share", 0), 0.121_088_744_830, 1e-9);
    close(number(&answer, 0, "js_distance", 120), 0.136_713_159_300, 1e-9);
    assert_eq!(number(&answer, 0, "js_distance", 121), None, "nothing was resolved");
    assert_eq!(text(&answer, 0, "note", 121).as_deref(), Some("zero_denominator"));
}

/// By hand from 洪泽区 and 金湖县 2023, the only counties with whole tables: 0, 4 … of 21 and 62 … of 143; scipy
/// 0.6236764535530349. Two are as far from each other either way.
#[test]
fn of_two_counties_each_is_the_other_s_peer() {
    let request = OutcomesRequest {
        which: one_year(2023),
        peers: Some(Peers::Prefecture),
        ..OutcomesRequest::default()
    };
    let answer = ask(&china(), &request);
    for row in [0, 1] {
        close(number(&answer, 0, "js_distance", row), 0.623_676_453_553, 1e-9);
        close(number(&answer, 0, "tv_distance", row), 0.566_433_566_434, 1e-9);
        close(number(&answer, 0, "rank", row), 1.0, 0.0);
        close(number(&answer, 0, "peers", row), 1.0, 0.0);
        assert_eq!(text(&answer, 0, "group", row).as_deref(), Some("淮安市"));
    }
    let names = [0, 1].map(|row| text(&answer, 0, "peer_names", row));
    assert_eq!(names, [Some("金湖县".to_owned()), Some("洪泽区".to_owned())]);
    // A 区 and a 县 have no peer of their kind.
    let alone = ask(&china(), &OutcomesRequest { peers: Some(Peers::Kind), ..request });
    assert_eq!(number(&alone, 0, "js_distance", 0), None);
    for region in ["洪泽区", "金湖县"] {
        let rows = 0..alone.tables[0].frame.height();
        let row = rows.into_iter().find(|row| text(&alone, 0, "region", *row).as_deref() == Some(region));
        assert_eq!(text(&alone, 0, "note", row.expect("a row")).as_deref(), Some("no_peers"));
    }
}

#[test]
fn peers_by_population_are_named() {
    let request = OutcomesRequest {
        which: only("洪泽区", 2023),
        peers: Some(Peers::Population(5)),
        ..OutcomesRequest::default()
    };
    let answer = ask(&china(), &request);
    assert_eq!(answer.tables[0].frame.height(), 1);
    assert_eq!(text(&answer, 0, "peer_names", 0).as_deref(), Some("金湖县"));
    close(number(&answer, 0, "js_distance", 0), 0.623_676_453_553, 1e-9);
    let notes: Vec<&str> = answer.notes.iter().map(|note| note.text.get(Lang::En)).collect();
    assert!(notes.iter().any(|note| note.contains("金湖县")), "{notes:?}");
    // The agencies have no residents.
    let request = OutcomesRequest { which: one_year(2024), ..request };
    let agencies = ask(&foia(), &OutcomesRequest { which: one_year(2024), ..request });
    assert_eq!(text(&agencies, 0, "note", 0).as_deref(), Some("no_population"));
    assert_eq!(number(&agencies, 0, "js_distance", 0), None);
}

#[test]
fn rows_of_groups_have_peers_of_their_own_only() {
    let request = OutcomesRequest {
        which: one_year(2024),
        by: By::Province,
        peers: Some(Peers::Kind),
        ..OutcomesRequest::default()
    };
    let error = outcomes(&china(), &catalogue(), &request).expect_err("provinces have no kind");
    assert!(error.hint(Lang::En).expect("a hint").contains("--peers all"));
    let answer = ask(&china(), &OutcomesRequest { peers: Some(Peers::All), ..request });
    close(number(&answer, 0, "peers", 0), 1.0, 0.0);
}
