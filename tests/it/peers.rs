//! Comparisons with peers of one kind or of the nearest population.

use gongkai::analysis::{Answer, CompareRequest, Peers, RankRequest, Which, Within, compare, rank};
use gongkai::dataset::{Dataset, Years};
use gongkai::error::ErrorKind;
use gongkai::text::Lang;

use crate::support::{catalogue, china, close, foia, number, only, text};

fn ask(region: &str, peers: Peers) -> CompareRequest {
    CompareRequest {
        metrics: vec!["interpretations_total".to_owned(), "disclosed_total".to_owned()],
        which: only(region, 2022),
        peers: Some(peers),
        ..CompareRequest::default()
    }
}

fn answer(dataset: &Dataset, request: &CompareRequest) -> Answer {
    compare(dataset, &catalogue(), request).expect("an answer")
}

/// pandas on datasets/china: of the 50 counties with a report for 2022 the three nearest to 同心县 (320,801) by
/// |ln| of the population are 扶风县, 荔浦市 and 竹山县; two of them have a figure, 14 and 163 against 52.
#[test]
fn the_nearest_by_population_are_peers_of_that_region_alone() {
    let answer = answer(&china(), &ask("同心县", Peers::Population(3)));
    close(number(&answer, 0, "rank", 0), 2.0, 0.0);
    close(number(&answer, 0, "rank_of", 0), 3.0, 0.0);
    close(number(&answer, 0, "group_median", 0), 52.0, 0.0);
    close(number(&answer, 0, "rank_of", 1), 1.0, 0.0);
    assert_eq!(text(&answer, 0, "group", 0).as_deref(), Some("同心县"));
    let list = answer.tables.iter().position(|table| table.id == "peer_list").expect("the peers by name");
    let names: Vec<_> = (0..3).map(|row| text(&answer, list, "peer", row).expect("a name")).collect();
    assert_eq!(names, ["扶风县", "荔浦市", "竹山县"]);
    let notes: Vec<&str> = answer.notes.iter().map(|note| note.text.get(Lang::En)).collect();
    assert!(notes.iter().any(|note| note.contains("扶风县, 荔浦市, 竹山县")), "{notes:?}");
}

/// The same: with ten peers six of the eleven have a figure, two of them more than 52, and the median is 42.5.
#[test]
fn several_regions_have_each_their_own_peers() {
    let mut request = ask("同心县", Peers::Population(10));
    request.which.regions.push("彭阳县".to_owned());
    let answer = answer(&china(), &request);
    assert_eq!(answer.tables[0].frame.height(), 4);
    close(number(&answer, 0, "rank", 0), 3.0, 0.0);
    close(number(&answer, 0, "rank_of", 0), 6.0, 0.0);
    close(number(&answer, 0, "group_median", 0), 42.5, 0.0);
    let groups: Vec<_> = (0..4).map(|row| text(&answer, 0, "group", row).expect("a group")).collect();
    assert_eq!(groups, ["同心县", "同心县", "彭阳县", "彭阳县"]);
}

/// pandas, names that end in 县: eight with a figure in 2022, 同心县 third, median 34; nine, second, 17,279.
#[test]
fn a_county_is_compared_with_its_kind() {
    let answer = answer(&china(), &ask("同心县", Peers::Kind));
    for (row, rank, of, median) in [(0, 3.0, 8.0, 34.0), (1, 2.0, 9.0, 17_279.0)] {
        close(number(&answer, 0, "rank", row), rank, 0.0);
        close(number(&answer, 0, "rank_of", row), of, 0.0);
        close(number(&answer, 0, "group_median", row), median, 0.0);
        assert_eq!(text(&answer, 0, "group", row).as_deref(), Some("县"));
    }
    let which = Which { years: Some(Years::one(2022)), within: Within::Kind, ..Which::default() };
    let metrics = vec!["interpretations_total".to_owned()];
    let request = RankRequest { metrics, which, groups: true, ..RankRequest::default() };
    let ranked = rank(&china(), &catalogue(), &request).expect("a ranking");
    let row = (0..ranked.tables[0].frame.height())
        .find(|row| text(&ranked, 0, "region", *row).as_deref() == Some("同心县"))
        .expect("the county");
    close(number(&ranked, 0, "rank", row), 3.0, 0.0);
    close(number(&ranked, 0, "rank_of", row), 8.0, 0.0);
}

#[test]
fn a_region_or_a_dataset_without_population_is_told_what_to_do() {
    // 临平区 was made in 2021, after the census.
    let error = compare(&china(), &catalogue(), &ask("临平区", Peers::Population(5))).expect_err("none");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.message(Lang::Zh).contains("临平区"), "{error}");
    assert!(error.hint(Lang::En).expect("a hint").contains("--peers kind"));
    let mut request = ask("US025", Peers::Population(5));
    request.metrics = vec!["disclosure_rate".to_owned()];
    request.which.years = Some(Years::one(2024));
    let error = compare(&foia(), &catalogue(), &request).expect_err("agencies have no residents");
    assert!(error.message(Lang::En).contains("no population"), "{error}");
}
