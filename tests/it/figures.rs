//! Figures that must come out: published reports and hand calculations, each with its source.

use gongkai::analysis::{
    CompareRequest, OutcomesRequest, RankRequest, TrendRequest, Which, compare, outcomes, rank, trend,
};
use gongkai::dataset::Years;
use gongkai::error::ErrorKind;

use crate::support::{catalogue, china, close, foia, number, only, text};

fn one(metric: &str, which: Which) -> RankRequest {
    RankRequest { metrics: vec![metric.to_owned()], which, groups: true, ..RankRequest::default() }
}

/// Source: 同心县 2022 年政府信息公开工作年度报告, 图片 48 of 52 解读材料; Wilson by hand (Newcombe 1998).
#[test]
fn the_graphic_share_of_tongxin_has_its_wilson_interval() {
    let answer = rank(&china(), &catalogue(), &one("graphic_share", only("同心县", 2022))).expect("answer");
    assert_eq!(answer.tables[0].frame.height(), 1);
    close(number(&answer, 0, "numerator", 0), 48.0, 0.0);
    close(number(&answer, 0, "denominator", 0), 52.0, 0.0);
    close(number(&answer, 0, "value", 0), 48.0 / 52.0, 1e-12);
    close(number(&answer, 0, "ci_low", 0), 0.8183, 5e-5);
    close(number(&answer, 0, "ci_high", 0), 0.9697, 5e-5);
    assert!(number(&answer, 0, "rank_of", 0).expect("of") > 1.0, "ranked within its group, not alone");
}

/// Source: the same report, channels 22,759 + 8,785 + 2,090 + 2,776.
#[test]
fn tongxin_disclosed_36410_items() {
    let answer = rank(&china(), &catalogue(), &one("disclosed_total", only("同心县", 2022))).expect("answer");
    close(number(&answer, 0, "value", 0), 22_759.0 + 8_785.0 + 2_090.0 + 2_776.0, 0.0);
}

/// Source: 宿迁市 2024 报告 表四: 18 corrected of 134 closed (170 less 36 pending).
#[test]
fn reviews_still_pending_are_not_in_the_correction_rate() {
    let answer =
        rank(&china(), &catalogue(), &one("review_correction_rate", only("宿迁市", 2024))).expect("answer");
    close(number(&answer, 0, "numerator", 0), 18.0, 0.0);
    close(number(&answer, 0, "denominator", 0), 134.0, 0.0);
    close(number(&answer, 0, "value", 0), 0.134_328, 5e-7);
}

/// Source: 宿迁市 2023 and 2024 报告 表三: 1,519 of 3,486 and 1,902 of 3,521.
#[test]
fn suqian_disclosed_1519_of_3486_and_1902_of_3521() {
    let which = Which {
        years: Some(Years { from: Some(2023), to: Some(2024) }),
        regions: vec!["宿迁市".to_owned()],
        ..Which::default()
    };
    let request = OutcomesRequest { which, ..OutcomesRequest::default() };
    let answer = outcomes(&china(), &catalogue(), &request).expect("answer");
    let rows: Vec<usize> = (0..answer.tables[0].frame.height())
        .filter(|row| text(&answer, 0, "outcome", *row).as_deref() == Some("disclosed"))
        .collect();
    let [first, second] = rows.as_slice() else { panic!("two years, not {rows:?}") };
    close(number(&answer, 0, "count", *first), 1519.0, 0.0);
    close(number(&answer, 0, "share", *first), 0.435_743, 5e-7);
    close(number(&answer, 0, "count", *second), 1902.0, 0.0);
    close(number(&answer, 0, "share", *second), 0.540_187, 5e-7);
}

/// Source: 洪泽区 2023 and 2024, 金湖县 2023 报告 表三; the group totals of 洪泽区 stand in it as reasons.
#[test]
fn disclosure_rates_of_hongze_and_jinhu() {
    for (region, year, x, n) in
        [("洪泽区", 2023, 4.0, 21.0), ("洪泽区", 2024, 59.0, 95.0), ("金湖县", 2023, 66.0, 143.0)]
    {
        let answer =
            rank(&china(), &catalogue(), &one("disclosure_rate", only(region, year))).expect("answer");
        close(number(&answer, 0, "numerator", 0), x, 0.0);
        close(number(&answer, 0, "denominator", 0), n, 0.0);
    }
}

/// Source: 上海市人民政府办公厅 2019: the 总计 cells of 予以公开 and 部分公开 are blank, so there is no rate.
#[test]
fn a_blank_total_is_not_filled_from_the_applicants() {
    let mut which = only("上海市", 2019);
    which.scope = gongkai::dataset::Scope::Office;
    let answer = rank(&china(), &catalogue(), &one("disclosure_rate", which)).expect("answer");
    assert_eq!(number(&answer, 0, "value", 0), None);
    assert_eq!(number(&answer, 0, "rank", 0), None);
    assert_eq!(text(&answer, 0, "note", 0).as_deref(), Some("no_figure"));
}

/// Source: datasets/foia, counted apart from this program: 122 agencies report for 2024, 121 of them resolved
/// a request.
#[test]
fn all_121_agencies_with_a_denominator_are_ranked_for_2024_and_ties_share_the_best() {
    let which = Which { years: Some(Years::one(2024)), ..Which::default() };
    let answer = rank(&foia(), &catalogue(), &one("disclosure_rate", which)).expect("answer");
    let coverage = &answer.coverage[0];
    assert_eq!((coverage.selected, coverage.used), (122, 121));
    close(number(&answer, 0, "rank_of", 0), 121.0, 0.0);
    let rows = answer.tables[0].frame.height();
    let mut better = 0;
    for row in 0..121 {
        let rank = number(&answer, 0, "rank", row).expect("ranked");
        if row > 0 && number(&answer, 0, "value", row) != number(&answer, 0, "value", row - 1) {
            better = row;
        }
        close(Some(rank), better as f64 + 1.0, 0.0);
    }
    assert_eq!(rows, 122, "the agency without a denominator is listed, without a rank");
    assert_eq!(number(&answer, 0, "rank", 121), None);
}

/// By pandas from datasets/foia/reports.csv: US110 alone has a gap, 2022, so it has no change in 2023; nobody has
/// one in 2008, the first year.
#[test]
fn rank_change_needs_the_calendar_year_before() {
    let which = Which { years: Some(Years { from: None, to: None }), ..Which::default() };
    let answer = rank(&foia(), &catalogue(), &one("disclosure_rate", which)).expect("answer");
    let mut seen = 0;
    for row in 0..answer.tables[0].frame.height() {
        let year = number(&answer, 0, "year", row);
        let gap = text(&answer, 0, "region_code", row).as_deref() == Some("US110");
        if year == Some(2008.0) || (gap && year == Some(2023.0)) {
            assert_eq!(number(&answer, 0, "rank_change", row), None);
            seen += usize::from(gap && year == Some(2023.0));
        } else if gap && year == Some(2024.0) {
            assert!(number(&answer, 0, "rank_change", row).is_some());
        }
    }
    assert_eq!(seen, 1);
}

/// 2019-form reports have no 规范性文件本年制发件数: a series across the change of form is refused.
#[test]
fn a_series_across_the_change_of_form_is_refused_by_name_and_year() {
    let request = TrendRequest {
        metrics: vec!["normative_docs_issued".to_owned()],
        which: Which { years: Some(Years { from: Some(2019), to: Some(2024) }), ..Which::default() },
        ..TrendRequest::default()
    };
    let error = trend(&china(), &catalogue(), &request).expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("2019–2020"), "{error}");
    assert!(error.hint(gongkai::text::Lang::En).expect("hint").contains("2021..2024"));
}

/// Without years the comparable ones are taken, and that is said.
#[test]
fn a_trend_without_years_keeps_to_the_latest_form() {
    let request =
        TrendRequest { metrics: vec!["normative_docs_issued".to_owned()], ..TrendRequest::default() };
    let answer = trend(&china(), &catalogue(), &request).expect("answer");
    assert!(answer.notes.iter().any(|note| note.text.en.contains("2019–2020")), "{:?}", answer.notes);
    for row in 0..answer.tables[0].frame.height() {
        assert!(number(&answer, 0, "first_year", row).is_none_or(|year| year >= 2021.0));
    }
}

#[test]
fn comparing_two_counties_gives_both_and_their_peers() {
    let mut which = only("同心县", 2022);
    which.regions.push("海门区".to_owned());
    let request = CompareRequest { which, ..CompareRequest::default() };
    let answer = compare(&china(), &catalogue(), &request).expect("answer");
    assert!(answer.tables[0].frame.height() >= 11);
    let graphic = (0..answer.tables[0].frame.height())
        .find(|row| text(&answer, 0, "metric", *row).as_deref() == Some("graphic_share"))
        .expect("graphic_share");
    close(number(&answer, 0, "value", graphic), 48.0 / 52.0, 1e-12);
    assert!(number(&answer, 0, "group_median", graphic).is_some());
}

/// Recomputed with pandas from datasets/foia/reports.csv: 2024 against 2023 on the 87 agencies that resolved at
/// least 30 requests in both years. US002 resolved fewer in 2023.
#[test]
fn rank_change_under_a_least_denominator_is_formed_on_reports_that_meet_it_in_both_years() {
    let mut which = Which { years: Some(Years::one(2024)), min_n: Some(30), ..Which::default() };
    which.regions = ["US097", "US030", "US002"].map(str::to_owned).to_vec();
    let answer = rank(&foia(), &catalogue(), &one("disclosure_rate", which)).expect("answer");
    let change = |code: &str| {
        let row =
            (0..3).find(|row| text(&answer, 0, "region_code", *row).as_deref() == Some(code)).expect("row");
        number(&answer, 0, "rank_change", row)
    };
    assert_eq!(change("US097"), Some(4.0));
    assert_eq!(change("US030"), Some(4.0));
    assert_eq!(change("US002"), None);
}

#[test]
fn regions_of_two_levels_are_each_compared_with_their_own() {
    let mut which = only("宿迁市", 2023);
    which.regions.push("洪泽区".to_owned());
    let request =
        CompareRequest { which, metrics: vec!["disclosure_rate".to_owned()], ..CompareRequest::default() };
    let answer = compare(&china(), &catalogue(), &request).expect("answer");
    let levels: Vec<_> =
        (0..answer.tables[0].frame.height()).map(|row| text(&answer, 0, "level", row)).collect();
    assert_eq!(levels.len(), 2, "one row a region");
    assert_ne!(levels[0], levels[1]);
    assert_ne!(number(&answer, 0, "group_median", 0), number(&answer, 0, "group_median", 1));
}

/// What a form asks for differs from form to form, so the share of it that is filled in is no series.
#[test]
fn the_share_of_fields_reported_does_not_cross_a_change_of_form() {
    let which = Which {
        years: Some(Years { from: Some(2019), to: Some(2024) }),
        level: Some("county".to_owned()),
        ..Which::default()
    };
    let request =
        TrendRequest { metrics: vec!["fields_reported".to_owned()], which, ..TrendRequest::default() };
    let error = trend(&china(), &catalogue(), &request).expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Refused);
}

/// A population is not a number of cases: 30 units of 100,000 residents are no small sample.
#[test]
fn only_shares_are_marked_as_small_samples() {
    let which = Which { years: Some(Years::one(2023)), min_n: Some(30), ..Which::default() };
    let answer = rank(&china(), &catalogue(), &one("received_per_100k", which)).expect("answer");
    assert!(answer.coverage[0].used > 0, "{:?}", answer.coverage);
    assert_eq!(
        answer.tables[0].frame.column("n_flag").expect("column").null_count(),
        answer.tables[0].frame.height()
    );
}

/// Sums by pandas from datasets/foia/reports.csv over the 121 agencies whose total and six outcomes are known.
#[test]
fn outcomes_of_all_agencies_are_the_sums_of_their_reports() {
    let request = OutcomesRequest {
        which: Which { years: Some(Years::one(2024)), ..Which::default() },
        by: gongkai::analysis::By::All,
        ..OutcomesRequest::default()
    };
    let answer = outcomes(&foia(), &catalogue(), &request).expect("answer");
    let count = |outcome: &str| {
        let row = (0..answer.tables[0].frame.height())
            .find(|row| text(&answer, 0, "outcome", *row).as_deref() == Some(outcome))
            .expect("row");
        number(&answer, 0, "count", row)
    };
    assert_eq!(count("granted"), Some(181_574.0));
    assert_eq!(count("resolved_total"), Some(1_499_265.0));
}
