//! What the chart of an answer shows: the figures written in it, from the published reports.

use gongkai::analysis::{Answer, TrendRequest, Which, trend};
use gongkai::chart::{Figure, Scene};
use gongkai::dataset::Years;
use gongkai::error::{ErrorKind, Result};
use gongkai::text::Lang;

use crate::support::{catalogue, foia};

/// The texts of the first page, as they follow one another.
fn texts(pages: &[Scene]) -> Vec<&str> {
    pages.first().expect("a page").texts().map(|text| text.text.as_str()).collect()
}

fn draw(answer: &Answer, kind: &str, lang: Lang) -> Result<Vec<Scene>> {
    Figure { kind: Some(kind), lang, ..Figure::default() }.draw(answer)
}

fn disclosure(years: Years) -> Answer {
    let regions = ["US025", "US110"].map(str::to_owned).to_vec();
    let which = Which { years: Some(years), regions, ..Which::default() };
    let request = TrendRequest {
        metrics: vec!["disclosure_rate".to_owned()],
        which,
        series: true,
        ..TrendRequest::default()
    };
    trend(&foia(), &catalogue(), &request).expect("an answer")
}

/// datasets/foia/reports.csv by hand: US025 (17281 + 186054)/310549 in 2016, (39712 + 365330)/894939 in 2024; US110
/// 26/48 and 86/191.
#[test]
fn a_slope_of_a_trend_has_the_first_and_the_last_year_of_each_region() {
    let answer = disclosure(Years { from: Some(2016), to: Some(2024) });
    let pages = draw(&answer, "slope", Lang::En).expect("a chart");
    let texts = texts(&pages);
    for text in ["2016", "2024", "Only 2016 and 2024; 7 years between them not drawn"] {
        assert!(texts.contains(&text), "{text} in {texts:?}");
    }
    for ends in [["65.48%", "45.26%"], ["54.17%", "45.03%"]] {
        for end in ends {
            assert!(texts.iter().any(|text| text.contains(end)), "{end} in {texts:?}");
        }
    }
}

#[test]
fn a_slope_of_one_year_asks_for_another() {
    let answer = disclosure(Years::one(2024));
    let error = draw(&answer, "slope", Lang::Zh).expect_err("one year");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.message(Lang::Zh).contains("两个有数值的年份"), "{error}");
}
