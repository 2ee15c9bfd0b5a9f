//! A dataset that is held in memory for many questions gives the answers, remarks and errors of one that reads
//! its files for each.

use std::fs;

use gongkai::analysis::{
    Answer, By, CheckRequest, CompareRequest, OutcomesRequest, RankRequest, TrendRequest, Which, Within,
    check, compare, outcomes, rank, trend,
};
use gongkai::check::{Mode, Severity, Thresholds};
use gongkai::dataset::{Dataset, Scope, Years};
use gongkai::error::Error;
use gongkai::output::{Format, Options, to_bytes};
use gongkai::text::Lang;
use tempfile::TempDir;

use crate::support::{catalogue, china, foia};

/// Everything that an answer says, or what is wrong.
fn said(answer: Result<Answer, Error>) -> String {
    match answer {
        Ok(answer) => {
            let bytes = to_bytes(&answer, Format::Json, &Options::default()).expect("written");
            String::from_utf8(bytes).expect("text")
        }
        Err(error) => format!("{error} / {}", error.hint(Lang::En).unwrap_or_default()),
    }
}

/// Many questions to one dataset.
fn questions(dataset: &Dataset, years: Option<Years>, scope: Scope) -> Vec<String> {
    let catalogue = catalogue();
    let which = || Which { years, scope, ..Which::default() };
    let mut answers = Vec::new();
    for metric in ["disclosure_rate", "interpretations_total", "graphic_share", "fields_present", "no_such"] {
        let metrics = vec![metric.to_owned()];
        let request = RankRequest {
            metrics: metrics.clone(),
            which: Which { within: Within::Province, ..which() },
            groups: true,
            ..RankRequest::default()
        };
        answers.push(said(rank(dataset, &catalogue, &request)));
        let request = TrendRequest { metrics, which: which(), by: By::All, ..TrendRequest::default() };
        answers.push(said(trend(dataset, &catalogue, &request)));
    }
    let request = OutcomesRequest { which: which(), reasons: true, ..OutcomesRequest::default() };
    answers.push(said(outcomes(dataset, &catalogue, &request)));
    let region = dataset.regions.search("").into_iter().next().expect("a region").code;
    let request =
        CompareRequest { which: Which { regions: vec![region], ..which() }, ..CompareRequest::default() };
    answers.push(said(compare(dataset, &catalogue, &request)));
    let request = CheckRequest {
        which: which(),
        rules: Vec::new(),
        severity: Severity::Info,
        mode: Mode::Lenient,
        thresholds: Thresholds::built_in().expect("thresholds"),
        lang: Lang::En,
        columns: Vec::new(),
        cells: true,
    };
    answers.push(said(check(dataset, &request)));
    answers
}

/// What is asked one after the other.
const ASKED: [(Option<Years>, Scope); 4] = [
    (Some(Years::one(2023)), Scope::Region),
    (None, Scope::Office),
    (Some(Years { from: None, to: Some(2022) }), Scope::Region),
    (None, Scope::Region),
];

fn the_answers_are_the_same(open: impl Fn() -> Dataset, asked: &[(Option<Years>, Scope)]) {
    let held = open().held();
    for (years, scope) in asked {
        let (plain, held) = (questions(&open(), *years, *scope), questions(&held, *years, *scope));
        for (plain, held) in plain.iter().zip(&held) {
            assert_eq!(plain, held, "{years:?} {scope:?}");
        }
    }
}

#[test]
fn of_the_shipped_reports() {
    the_answers_are_the_same(china, &ASKED[..2]);
}

#[test]
fn of_the_agencies() {
    the_answers_are_the_same(foia, &ASKED[2..]);
}

/// Two report files with remarks on cells, two scopes, rows out of order, a region that is valid for some years
/// only, and faults in a column and in a year.
fn awkward(fault: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    fs::create_dir(folder.path().join("reports")).expect("made");
    write(
        "regions.csv",
        "region_code,name,level,prefecture,province,valid_from,valid_to\n\
         990001,模拟县0001,county,模拟市1,模拟省1,,\n990002,模拟县0002,county,模拟市1,模拟省1,,2022\n",
    );
    write(
        "reports/a.csv",
        &format!(
            "region_code,year,scope,interpretations_total,interpretations_graphic,disclosed_total\n\
             990002,2023,region,\"1,040\",17,1\n990001,2023,,４０,16,{fault}\n990001,2022,office,4,1,3\n"
        ),
    );
    write(
        "reports/b.csv",
        "region_code,year,scope,interpretations_total,resolved_total,granted\n\
         990001,2022,region,\"2,050\",60,50\n990002,2022,region,31,6,5\n990001,2021,region,30,６,5\n",
    );
    folder
}

#[test]
fn of_several_files_with_remarks() {
    let folder = awkward("7");
    the_answers_are_the_same(|| Dataset::open(folder.path()).expect("opened"), &ASKED);
}

#[test]
fn of_files_with_a_fault_that_some_questions_do_not_meet() {
    let folder = awkward("seven");
    the_answers_are_the_same(|| Dataset::open(folder.path()).expect("opened"), &ASKED);
    let answers = questions(&Dataset::open(folder.path()).expect("opened").held(), None, Scope::Region);
    assert!(answers.iter().any(|answer| answer.contains("\"rank\"")), "some are answered");
}

#[test]
fn of_an_unknown_region_in_another_year() {
    let folder = awkward("7");
    let path = folder.path().join("reports/c.csv");
    fs::write(path, "region_code,year,scope,interpretations_total\n999999,2019,,5\n").expect("written");
    the_answers_are_the_same(|| Dataset::open(folder.path()).expect("opened"), &ASKED);
}
