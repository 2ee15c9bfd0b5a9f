//! How far an order can be trusted: rank sets, limits and shrinkage as `rank` gives them.

use gongkai::analysis::{Answer, Certainty, Limits, RankRequest, Which, rank};
use gongkai::dataset::Years;
use gongkai::stats::funnel::Tau2;
use gongkai::stats::median;
use gongkai::stats::rank_sets::Coverage;
use gongkai::text::Lang;

use crate::support::{catalogue, china, close, foia, number, text};

/// The disclosure rates of the agencies in 2024.
fn agencies(certainty: Certainty, min_n: Option<u32>) -> Answer {
    let which = Which { years: Some(Years::one(2024)), min_n, ..Which::default() };
    let metrics = vec!["disclosure_rate".to_owned()];
    let request = RankRequest { metrics, which, certainty, groups: true, ..RankRequest::default() };
    rank(&foia(), &catalogue(), &request).expect("an answer")
}

fn rows(answer: &Answer) -> usize {
    (0..answer.tables[0].frame.height()).take_while(|row| number(answer, 0, "rank", *row).is_some()).count()
}

fn count(answer: &Answer, column: &str, words: &[&str]) -> usize {
    let is_one =
        |row: &usize| text(answer, 0, column, *row).is_some_and(|word| words.contains(&word.as_str()));
    (0..answer.tables[0].frame.height()).filter(is_one).count()
}

fn notes(answer: &Answer) -> String {
    answer.notes.iter().map(|note| note.text.get(Lang::En)).collect::<Vec<_>>().join("\n")
}

/// csranks 1.2.3 with 20,000 draws on the agencies with 30 cases or more whose rate is not 0 or 100 %: half of
/// the simultaneous 95 % intervals are at least 57 places wide. Two agencies at 100 % are in here too.
#[test]
fn half_of_the_agencies_have_a_rank_interval_of_57_places_or_more() {
    let certainty = Certainty { rank_sets: Some(Coverage::Simultaneous), ..Certainty::default() };
    let answer = agencies(certainty, Some(30));
    let ends = |row| {
        let end = |name| number(&answer, 0, name, row).expect("a place");
        (end("rank_low"), end("rank"), end("rank_high"))
    };
    let all: Vec<_> = (0..rows(&answer)).map(ends).collect();
    assert_eq!(all.len(), 111);
    assert!(all.iter().all(|(low, rank, high)| low <= rank && rank <= high && *high <= 111.0));
    let widths: Vec<f64> = all.iter().map(|(low, _, high)| high - low + 1.0).collect();
    close(median(&widths), 57.0, 1.0);
    assert!(notes(&answer).contains("20000 draws, seed 1"), "{}", notes(&answer));
}

#[test]
fn an_interval_for_one_county_alone_is_not_wider_than_for_all_at_once() {
    let ask = |kind| agencies(Certainty { rank_sets: Some(kind), ..Certainty::default() }, Some(30));
    let (alone, together) = (ask(Coverage::Marginal), ask(Coverage::Simultaneous));
    for row in 0..rows(&alone) {
        let end = |answer, name| number(answer, 0, name, row).expect("a place");
        assert!(end(&alone, "rank_low") >= end(&together, "rank_low"));
        assert!(end(&alone, "rank_high") <= end(&together, "rank_high"));
    }
}

#[test]
fn the_same_seed_gives_the_same_intervals() {
    let ask = |seed| {
        let certainty = Certainty {
            rank_sets: Some(Coverage::Simultaneous),
            seed,
            draws: Some(500),
            ..Certainty::default()
        };
        agencies(certainty, Some(30)).tables[0].frame.clone()
    };
    assert!(ask(7).equals_missing(&ask(7)));
}

/// `FunnelPlotR` 0.6.0 on the same 121 agencies: φ = 85.8, τ² = 0.0027, 60 outside the 99.8 % limits.
#[test]
fn overdispersed_limits_leave_the_agencies_outside_that_another_program_does() {
    let certainty =
        Certainty { limits: Some(Limits::Overdispersed(Tau2::DerSimonianLaird)), ..Certainty::default() };
    let answer = agencies(certainty, None);
    assert_eq!(count(&answer, "outlier", &["low998", "high998"]), 60);
    assert!(notes(&answer).contains("φ=85.77, τ²=0.00275"), "{}", notes(&answer));
}

/// Exact limits at n = 16 and a benchmark of 80 % as Spiegelhalter 2005 defines them stand in the tests of the
/// statistics; here, that the benchmark is the pooled rate and that the curve meets the rows.
#[test]
fn limits_lie_about_the_pooled_rate_and_narrow_as_cases_grow() {
    let answer = agencies(Certainty { limits: Some(Limits::Exact), ..Certainty::default() }, None);
    close(number(&answer, 0, "benchmark", 0), 0.497_003_531_730_547_95, 1e-12);
    let curve = answer.tables.iter().position(|table| table.id == "limits").expect("a table of limits");
    let height = answer.tables[curve].frame.height();
    assert!(height > 50);
    let width = |row| {
        number(&answer, curve, "limit95_high", row).expect("a limit")
            - number(&answer, curve, "limit95_low", row).expect("a limit")
    };
    assert!(width(0) > 10.0 * width(height - 1));
    for row in 0..rows(&answer) {
        let limit = |name| number(&answer, 0, name, row).expect("a limit");
        assert!(
            limit("limit998_low") <= limit("limit95_low") && limit("limit95_high") <= limit("limit998_high")
        );
    }
}

/// esda's `Empirical_Bayes` (Marshall 1991) on the same agencies: mean 0.49700353, variance between 0.01808018.
#[test]
fn shrunk_rates_are_those_of_another_program() {
    let answer = agencies(Certainty { shrink: true, ..Certainty::default() }, None);
    let (m, a) = (0.497_003_531_730_547_95, 0.018_080_178_468_722_213);
    for row in 0..rows(&answer) {
        let cell = |name| number(&answer, 0, name, row).expect("a number");
        let (p, n) = (cell("value"), cell("denominator"));
        close(number(&answer, 0, "shrunk", row), m + a * (p - m) / (a + m / n), 1e-12);
    }
}

#[test]
fn a_count_has_no_rank_interval_and_that_is_said() {
    let which = Which { years: Some(Years::one(2022)), ..Which::default() };
    let request = RankRequest {
        metrics: vec!["interpretations_total".to_owned()],
        which,
        certainty: Certainty { rank_sets: Some(Coverage::Simultaneous), ..Certainty::default() },
        ..RankRequest::default()
    };
    let answer = rank(&china(), &catalogue(), &request).expect("an answer");
    assert!(number(&answer, 0, "rank_low", 0).is_none());
    assert!(notes(&answer).contains("is no share"), "{}", notes(&answer));
}

/// χ² of a trend in shares over five years, written out as OHID's guidance has it:
/// D(DΣct − CΣdt)² / (C(D − C)(DΣdt² − (Σdt)²)) with D = Σd, C = Σc.
fn chi2(cases: &[(f64, f64)]) -> f64 {
    let sum = |f: &dyn Fn(f64, f64, f64) -> f64| {
        cases.iter().zip(1..).map(|((c, d), t)| f(*c, *d, f64::from(t))).sum::<f64>()
    };
    let (c, d) = (sum(&|c, _, _| c), sum(&|_, d, _| d));
    let (ct, dt, dtt) = (sum(&|c, _, t| c * t), sum(&|_, d, t| d * t), sum(&|_, d, t| d * t * t));
    d * (d * ct - c * dt).powi(2) / (c * (d - c) * (d * dtt - dt * dt))
}

#[test]
fn an_alert_lies_below_its_limit_and_falls_over_five_years() {
    let certainty = Certainty {
        alerts: true,
        limits: Some(Limits::Overdispersed(Tau2::PauleMandel)),
        ..Certainty::default()
    };
    let answer = agencies(certainty, None);
    assert!(answer.tables[0].frame.height() > 0);
    for row in 0..answer.tables[0].frame.height() {
        let cell = |name| number(&answer, 0, name, row).expect("a number");
        assert!(cell("value") < cell("limit95_low"));
        assert_eq!(text(&answer, 0, "marker_reading", row).as_deref(), Some("worse"));
        let region = text(&answer, 0, "region_code", row).expect("a code");
        let five_years: Vec<(f64, f64)> = (2020..=2024)
            .map(|year| {
                let request = RankRequest {
                    metrics: vec!["disclosure_rate".to_owned()],
                    which: crate::support::only(&region, year),
                    ..RankRequest::default()
                };
                let answer = rank(&foia(), &catalogue(), &request).expect("an answer");
                let cell = |name| number(&answer, 0, name, 0).expect("a number");
                (cell("numerator"), cell("denominator"))
            })
            .collect();
        assert!(chi2(&five_years) > 9.5495, "{region}: {five_years:?}");
    }
}

#[test]
fn alerts_need_a_bad_side_and_one_year() {
    let ask = |metric: &str, years| {
        let request = RankRequest {
            metrics: vec![metric.to_owned()],
            which: Which { years: Some(years), ..Which::default() },
            certainty: Certainty { alerts: true, ..Certainty::default() },
            ..RankRequest::default()
        };
        rank(&foia(), &catalogue(), &request).expect_err("refused").to_string()
    };
    assert!(ask("received_new", Years::one(2024)).contains("neither end is bad"));
    assert!(ask("disclosure_rate", Years { from: Some(2022), to: Some(2024) }).contains("one year"));
}

/// The marker of the Department of Homeland Security from its published figures of 2020 to 2024.
#[test]
fn the_recent_trend_follows_from_the_last_five_years() {
    use gongkai::analysis::{TrendRequest, trend};
    let request = TrendRequest {
        metrics: vec!["disclosure_rate".to_owned()],
        which: Which { regions: vec!["US025".to_owned()], ..Which::default() },
        series: true,
        marker: true,
        ..TrendRequest::default()
    };
    let answer = trend(&foia(), &catalogue(), &request).expect("an answer");
    let years = answer.tables[1].frame.height();
    let cases = |row| {
        let cell = |name| number(&answer, 1, name, row).expect("a number");
        (cell("numerator"), cell("denominator"))
    };
    let five_years: Vec<(f64, f64)> = (years - 5..years).map(cases).collect();
    close(number(&answer, 0, "marker_chi2", 0), chi2(&five_years), 1e-6 * chi2(&five_years));
    assert_eq!(text(&answer, 0, "marker", 0).as_deref(), Some("decreasing"));
    assert_eq!(text(&answer, 0, "marker_reading", 0).as_deref(), Some("worse"));
}
