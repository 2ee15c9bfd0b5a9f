//! Bad input: each case with the message that a user sees, in both languages where they differ in more than
//! wording.

use std::fs;

use gongkai::analysis::{
    CompareRequest, OutcomesRequest, Peers, RankRequest, Spread, Which, compare, outcomes, rank,
};
use gongkai::dataset::{Dataset, Years};
use gongkai::error::{Error, ErrorKind};
use gongkai::text::Lang;
use polars::prelude::*;
use tempfile::TempDir;

use crate::support::{catalogue, number, text};

const REGIONS: &str = "region_code,name,level,prefecture,province\n\
                       990001,模拟县0001,county,模拟市1,模拟省1\n\
                       990002,模拟县0002,county,模拟市1,模拟省1\n";

/// A dataset folder with these reports.
fn folder(reports: impl AsRef<[u8]>) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("regions.csv"), REGIONS).expect("written");
    fs::write(folder.path().join("reports.csv"), reports).expect("written");
    folder
}

/// The graphic share of a folder's reports.
fn ask(folder: &TempDir) -> Result<gongkai::analysis::Answer, Error> {
    let dataset = Dataset::open(folder.path())?;
    let request = RankRequest {
        metrics: vec!["graphic_share".to_owned()],
        which: Which { years: Some(Years::default()), ..Which::default() },
        ..RankRequest::default()
    };
    rank(&dataset, &catalogue(), &request)
}

/// The English message for these reports, the folder's name cut off.
#[track_caller]
fn message(reports: impl AsRef<[u8]>) -> String {
    let folder = folder(reports);
    let error = ask(&folder).expect_err("the input is wrong");
    let mut text = error.to_string();
    if let Some(hint) = error.hint(Lang::En) {
        text.push_str(" / hint: ");
        text.push_str(hint);
    }
    text.replace(&format!("{}/", folder.path().display()), "")
}

const HEAD: &str = "region_code,year,interpretations_total,interpretations_graphic\n";

fn rows(text: &str) -> String {
    format!("{HEAD}{text}")
}

#[test]
fn a_missing_folder_is_named_with_the_layout_of_a_dataset() {
    let error = Dataset::open(std::path::Path::new("no/such/folder")).expect_err("missing");
    assert_eq!(error.kind(), ErrorKind::File);
    assert_eq!(error.to_string(), "no/such/folder: no such file or folder");
    assert_eq!(error.message(Lang::Zh), "no/such/folder：没有这个文件或文件夹");
    assert!(error.hint(Lang::En).expect("hint").starts_with("a dataset is a folder with dataset.toml"));
}

#[test]
fn a_folder_without_reports_says_what_is_missing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let error = Dataset::open(folder.path()).expect_err("no reports");
    assert!(error.to_string().contains("has no reports.csv, no reports.parquet"), "{error}");
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    assert_eq!(message(""), "reports.csv: the file is empty");
}

#[test]
fn text_in_a_count_is_named_with_line_and_column() {
    assert_eq!(
        message(rows("990001,2022,52,48\n990002,2022,1O2,3\n")),
        "reports.csv, line 3, column interpretations_total: \"1O2\" is not a number"
    );
}

#[test]
fn several_bad_cells_are_reported_together() {
    let text = message(rows("990001,2022,-5,48\n990002,2022,3.5,x\n"));
    assert_eq!(
        text,
        "reports.csv: 3 faults\n  reports.csv, line 2, column interpretations_total: \"-5\" is negative, and a count \
         cannot be\n  reports.csv, line 3, column interpretations_total: \"3.5\" is not a whole number\n  reports.csv, \
         line 3, column interpretations_graphic: \"x\" is not a number"
    );
}

#[test]
fn faults_beyond_twenty_are_counted() {
    let many: String = (0..30).map(|_| "990001,2022,x,1\n").collect();
    let text = message(rows(&many));
    assert!(text.starts_with("reports.csv: 30 faults\n"), "{text}");
    assert!(text.ends_with("\n  and 10 more"), "{text}");
}

#[test]
fn a_year_out_of_range_is_no_report_year_even_if_other_years_are_asked_for() {
    let expected =
        "reports.csv, line 3, column year: \"20222\" is not between 2008 and 2099, so it is no report year";
    assert_eq!(message(rows("990001,2022,52,48\n990002,20222,1,1\n")), expected);
    let folder = folder(rows("990001,2022,52,48\n990002,20222,1,1\n"));
    let dataset = Dataset::open(folder.path()).expect("opens");
    let request = RankRequest {
        metrics: vec!["graphic_share".to_owned()],
        which: Which { years: Some(Years::one(2022)), ..Which::default() },
        ..RankRequest::default()
    };
    let error = rank(&dataset, &catalogue(), &request).expect_err("the year is wrong");
    assert!(error.to_string().contains("20222"), "{error}");
}

#[test]
fn a_missing_key_column_is_named() {
    assert_eq!(
        message("region_code,interpretations_total\n990001,3\n"),
        "reports.csv, line 1: the column year is missing and must be there"
    );
}

#[test]
fn a_column_twice_is_named() {
    assert_eq!(
        message("region_code,year,year\n990001,2022,2022\n"),
        "reports.csv, line 1: the column year appears twice"
    );
}

#[test]
fn a_blank_key_is_a_fault() {
    assert_eq!(
        message(rows(",2022,52,48\n")),
        "reports.csv, line 2, column region_code: \"\" is empty, and this column must be filled in"
    );
}

#[test]
fn a_report_that_stands_twice_is_named_with_its_lines() {
    assert_eq!(
        message(rows("990001,2022,52,48\n990002,2022,1,1\n990001,2022,53,48\n")),
        "reports.csv, lines 2, 4: the report of 模拟县0001 (990001) for 2022 (whole region) appears more than once"
    );
}

#[test]
fn the_same_report_in_both_scopes_is_no_duplicate() {
    let folder = folder(
        "region_code,year,scope,interpretations_total,interpretations_graphic\n\
         990001,2022,region,52,48\n990001,2022,office,5,4\n990002,2022,,10,5\n",
    );
    let answer = ask(&folder).expect("answer");
    assert_eq!(answer.coverage[0].used, 2);
    assert!(answer.notes.iter().any(|note| note.text.en.contains("1 report of the government office alone")));
}

#[test]
fn a_scope_or_form_that_does_not_exist_is_named() {
    let text = message(
        "region_code,year,scope,interpretations_total,interpretations_graphic\n990001,2022,ofice,52,1\n",
    );
    assert_eq!(text, "reports.csv, line 2, column scope: \"ofice\" is neither region nor office");
}

#[test]
fn an_unknown_region_code_is_named_with_the_nearest() {
    let text = message(rows("990001,2022,52,48\n990003,2022,1,1\n"));
    assert!(text.starts_with("reports.csv, line 3: the region code 990003 is not in regions.csv"), "{text}");
    assert!(text.contains("did you mean 990001"), "{text}");
}

#[test]
fn a_row_of_totals_is_recognised() {
    let text = message(rows("990001,2022,52,48\n合计,2022,52,48\n"));
    assert!(text.contains("line 3: \"合计\" is a row of totals and not a region's report"), "{text}");
}

#[test]
fn a_line_with_too_few_cells_is_not_filled_with_blanks() {
    assert_eq!(
        message(rows("990001,2022,52,48\n990002,2022,52\n")),
        "reports.csv, line 3: has 3 cells where the header has 4"
    );
    // One cell too many here makes up for the one missing above when cells are only counted.
    let text = message(rows("990001,2022,52\n990002,2022,52,48,1\n"));
    assert!(text.starts_with("reports.csv: 2 faults"), "{text}");
}

#[test]
fn separators_and_full_width_digits_are_read_with_a_note() {
    let folder = folder(rows("990001,2022,\"1,052\",４８\n990002,2022,10,5\n"));
    let answer = ask(&folder).expect("answer");
    let row = (0..2).find(|row| number(&answer, 0, "denominator", *row) == Some(1052.0)).expect("1,052");
    assert_eq!(number(&answer, 0, "numerator", row), Some(48.0));
    let notes: Vec<&str> = answer.notes.iter().map(|note| note.text.en.as_str()).collect();
    assert!(
        notes.iter().any(|note| note.contains("1 number with thousands separators (first in line 2)")),
        "{notes:?}"
    );
    assert!(notes.iter().any(|note| note.contains("in full-width characters")), "{notes:?}");
}

#[test]
fn slash_dash_and_none_are_null_and_not_zero() {
    let folder = folder(rows("990001,2022,/,—\n990002,2022,无,0\n990001,2023,0,0\n990002,2023,4,0\n"));
    let answer = ask(&folder).expect("answer");
    let coverage = &answer.coverage[0];
    assert_eq!((coverage.selected, coverage.used), (4, 1));
    let left_out: Vec<_> = coverage.left_out.iter().map(|(reason, count)| (reason.id(), *count)).collect();
    assert_eq!(left_out, [("no_figure", 2), ("zero_denominator", 1)]);
}

#[test]
fn a_gbk_file_with_crlf_is_read_and_that_is_said() {
    let text = "region_code,year,interpretations_total,interpretations_graphic,source_url\r\n\
                990001,2022,52,48,\"第一行\r\n第二行\"\r\n990002,2022,4,x,来源\r\n";
    let (bytes, ..) = encoding_rs::GBK.encode(text);
    let folder = folder(&bytes);
    // The quoted line break counts: the bad cell stands in line 4 of the file.
    let error = ask(&folder).expect_err("x is no number");
    assert!(error.to_string().contains("line 4, column interpretations_graphic"), "{error}");
    let mended = text.replace(",x,", ",3,");
    let (bytes, ..) = encoding_rs::GBK.encode(&mended);
    fs::write(folder.path().join("reports.csv"), bytes).expect("written");
    let answer = ask(&folder).expect("answer");
    assert_eq!(answer.coverage[0].used, 2);
    assert!(answer.notes.iter().any(|note| note.text.en.ends_with("is not UTF-8 and was read as GBK")));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_column() {
    let folder = folder(
        format!("\u{feff}{}", rows("990001,2022,52,48\r\n")).replace('\n', "\r\n").replace("\r\r", "\r"),
    );
    assert_eq!(ask(&folder).expect("answer").coverage[0].used, 1);
}

#[test]
fn a_workbook_renamed_to_csv_is_no_text() {
    let text = message(b"PK\x03\x04\x00\x00\xff\xfe\x00".as_slice());
    assert!(text.starts_with("reports.csv: neither UTF-8 nor GBK text / hint: save it as"), "{text}");
}

#[test]
fn an_unknown_column_warns_with_the_nearest_field_and_is_refused_when_strict() {
    let folder = folder(
        "region_code,year,interpretation_total,interpretations_total,interpretations_graphic\n990001,2022,1,52,48\n",
    );
    let dataset = Dataset::open(folder.path()).expect("opens");
    let note = &dataset.notes()[0].text.en;
    assert!(note.contains("the column interpretation_total is not in the field dictionary"), "{note}");
    assert!(note.contains("did you mean interpretations_total"), "{note}");
    let error = dataset.require_known_columns().expect_err("strict");
    assert!(error.to_string().contains("interpretation_total"), "{error}");
}

/// A dataset folder with these reports as Parquet.
fn parquet(mut frame: DataFrame) -> TempDir {
    let folder = folder("");
    fs::remove_file(folder.path().join("reports.csv")).expect("removed");
    let file = fs::File::create(folder.path().join("reports.parquet")).expect("created");
    ParquetWriter::new(file).finish(&mut frame).expect("written");
    folder
}

fn good_frame() -> DataFrame {
    df!(
        "region_code" => ["990001", "990002"],
        "year" => [2022_i64, 2022],
        "interpretations_total" => [52_i64, 4],
        "interpretations_graphic" => [48_i64, 1],
    )
    .expect("frame")
}

#[test]
fn parquet_gives_what_csv_gives() {
    let answer = ask(&parquet(good_frame())).expect("answer");
    assert_eq!(number(&answer, 0, "value", 0), Some(48.0 / 52.0));
}

#[test]
fn a_truncated_parquet_file_is_named() {
    let folder = parquet(good_frame());
    let path = folder.path().join("reports.parquet");
    let bytes = fs::read(&path).expect("read");
    fs::write(&path, &bytes[..bytes.len() - 20]).expect("written");
    let error = ask(&folder).expect_err("truncated");
    assert!(error.to_string().ends_with("reports.parquet: is not a whole Parquet file"), "{error}");
}

#[test]
fn a_parquet_column_of_another_type_is_named() {
    let mut frame = good_frame();
    frame
        .replace("interpretations_total", Column::new("interpretations_total".into(), ["52", "4"]))
        .expect("replaced");
    let error = ask(&parquet(frame)).expect_err("text");
    assert!(
        error.to_string().ends_with("column interpretations_total: is of type str and must be a number"),
        "{error}"
    );
    let mut frame = good_frame();
    frame
        .replace("interpretations_total", Column::new("interpretations_total".into(), [52.5, 4.0]))
        .expect("replaced");
    let error = ask(&parquet(frame)).expect_err("fraction");
    assert!(
        error.to_string().ends_with("column interpretations_total: a cell is not a whole number"),
        "{error}"
    );
    let mut frame = good_frame();
    frame
        .replace("interpretations_total", Column::new("interpretations_total".into(), [-52_i64, 4]))
        .expect("replaced");
    let error = ask(&parquet(frame)).expect_err("negative");
    assert!(error.to_string().contains("a cell is negative"), "{error}");
}

#[test]
fn a_parquet_file_of_something_else_lacks_the_key() {
    let frame = df!("a" => [1], "b" => [2]).expect("frame");
    let error = ask(&parquet(frame)).expect_err("other schema");
    assert!(error.to_string().ends_with("the column region_code is missing and must be there"), "{error}");
}

#[test]
fn a_folder_of_several_files_is_one_dataset_and_a_duplicate_across_them_is_found() {
    let folder = folder("");
    fs::remove_file(folder.path().join("reports.csv")).expect("removed");
    let inner = folder.path().join("reports");
    fs::create_dir(&inner).expect("created");
    fs::write(inner.join("2022.csv"), rows("990001,2022,52,48\n")).expect("written");
    fs::write(
        inner.join("2023.csv"),
        "region_code,year,interpretations_total,interpretations_graphic,granted\n990001,2023,10,5,3\n",
    )
    .expect("written");
    assert_eq!(ask(&folder).expect("answer").coverage[0].used, 2);
    fs::write(inner.join("again.csv"), rows("990001,2022,52,48\n")).expect("written");
    let text = ask(&folder).expect_err("twice").to_string();
    assert!(text.contains("2022.csv, lines 2") && text.contains("again.csv, lines 2"), "{text}");
}

#[test]
fn a_long_table_gives_what_a_wide_one_gives() {
    let folder = folder(
        "region_code,year,item,applicant,value,status\n990001,2022,interpretations_total,,52,\n\
         990001,2022,interpretations_graphic,,48,\n990002,2022,interpretations_total,,/,slash\n",
    );
    let answer = ask(&folder).expect("answer");
    assert_eq!(number(&answer, 0, "value", 0), Some(48.0 / 52.0));
    assert_eq!((answer.coverage[0].selected, answer.coverage[0].used), (2, 1));
}

#[test]
fn a_long_table_with_an_unknown_item_or_a_figure_twice_is_refused() {
    let text = message("region_code,year,item,value\n990001,2022,interpretation,52\n");
    assert_eq!(text, "reports.csv, line 2, column item: interpretation is not in the field dictionary");
    let text = message(
        "region_code,year,item,value\n990001,2022,interpretations_total,52\n990001,2022,interpretations_total,53\n",
    );
    assert_eq!(text, "reports.csv, line 3: interpretations_total of the same report appears more than once");
}

fn fails(request: &RankRequest) -> Error {
    rank(&Dataset::built_in().expect("opens"), &catalogue(), request).expect_err("the request is wrong")
}

fn request(metric: &str) -> RankRequest {
    RankRequest { metrics: vec![metric.to_owned()], ..RankRequest::default() }
}

#[test]
fn an_unknown_metric_lists_the_nearest() {
    let error = fails(&request("graphic_shar"));
    assert_eq!(error.to_string(), "there is no metric \"graphic_shar\"");
    assert!(error.hint(Lang::En).expect("hint").contains("graphic_share"));
    assert_eq!(
        fails(&request("source_url")).to_string(),
        "the field source_url is no number and cannot be a metric"
    );
}

#[test]
fn an_ambiguous_region_lists_codes_and_prefectures() {
    let mut wrong = request("graphic_share");
    wrong.which.regions = vec!["鼓楼区".to_owned()];
    let error = fails(&wrong);
    assert!(error.to_string().contains("is the name of"), "{error}");
    assert!(error.details().iter().any(|line| line.zh.contains("320106 江苏省南京市鼓楼区")), "{error}");
}

#[test]
fn an_unknown_region_lists_the_nearest() {
    let mut wrong = request("graphic_share");
    wrong.which.regions = vec!["同新县".to_owned()];
    let error = fails(&wrong);
    assert_eq!(error.to_string(), "there is no region \"同新县\"");
    assert!(error.hint(Lang::Zh).expect("hint").contains("县"), "{error:?}");
}

#[test]
fn no_report_left_names_the_years_there_are() {
    let mut wrong = request("graphic_share");
    wrong.which.years = Some(Years::one(2009));
    let error = fails(&wrong);
    assert!(error.to_string().starts_with("no report is left after filtering: 2009"), "{error}");
    assert!(error.hint(Lang::En).expect("hint").contains("2022: 50"), "{error:?}");
}

#[test]
fn a_dataset_without_the_fields_says_which() {
    let error =
        rank(&crate::support::foia(), &catalogue(), &request("graphic_share")).expect_err("not in foia");
    assert_eq!(
        error.to_string(),
        "the dataset foia lacks fields that the metric graphic_share needs: interpretations_graphic, \
         interpretations_total"
    );
}

#[test]
fn an_unknown_column_of_the_answer_lists_the_nearest() {
    let mut wrong = request("graphic_share");
    wrong.columns = vec!["rank_chang".to_owned()];
    let error = fails(&wrong);
    assert_eq!(error.to_string(), "the result has no column \"rank_chang\"");
    assert!(error.hint(Lang::En).expect("hint").contains("rank_change"));
}

/// Reports of the two counties with their outcomes.
const OUTCOMES: &str = "region_code,year,form,granted,partly_granted,denied,unavailable,not_processed,otherwise_handled,resolved_total\n";

#[test]
fn peers_by_population_need_its_column() {
    let folder = folder(format!("{OUTCOMES}990001,2024,2021,1,0,0,0,0,0,1\n"));
    let dataset = Dataset::open(folder.path()).expect("a dataset");
    let which = Which { regions: vec!["990001".to_owned()], ..Which::default() };
    let peers = Some(Peers::Population(10));
    let request = OutcomesRequest { which: which.clone(), peers, ..OutcomesRequest::default() };
    let error = outcomes(&dataset, &catalogue(), &request).expect_err("no population");
    assert!(error.message(Lang::En).contains("no column population"), "{error}");
    assert!(error.hint(Lang::Zh).expect("a hint").contains("population"));
    let request = CompareRequest {
        metrics: vec!["disclosure_rate".to_owned()],
        which,
        peers,
        ..CompareRequest::default()
    };
    let error = compare(&dataset, &catalogue(), &request).expect_err("no population");
    assert!(error.message(Lang::Zh).contains("population"), "{error}");
}

/// By hand: a county without applications, one with a single one, and none else.
#[test]
fn structures_of_no_and_of_one_application_have_no_peers_between_them() {
    let folder =
        folder(format!("{OUTCOMES}990001,2024,2021,0,0,0,0,0,0,0\n990002,2024,2021,1,0,0,0,0,0,1\n"));
    let dataset = Dataset::open(folder.path()).expect("a dataset");
    let which = Which { years: Some(Years::one(2024)), ..Which::default() };
    let request =
        OutcomesRequest { which: which.clone(), peers: Some(Peers::All), ..OutcomesRequest::default() };
    let answer = outcomes(&dataset, &catalogue(), &request).expect("an answer");
    let mut notes: Vec<_> = (0..2).map(|row| text(&answer, 0, "note", row)).collect();
    notes.sort();
    assert_eq!(notes, [Some("no_peers".to_owned()), Some("zero_denominator".to_owned())]);
    assert_eq!((number(&answer, 0, "js_distance", 0), number(&answer, 0, "js_distance", 1)), (None, None));
    // Of one application Goodman's intervals are wide, and of none there are none.
    let plain = outcomes(&dataset, &catalogue(), &OutcomesRequest { which, ..OutcomesRequest::default() });
    let plain = plain.expect("an answer");
    assert!(
        number(&plain, 0, "ci_low", 0).expect("an end") < 0.13,
        "Goodman, 1 of 1 of six: 1/(1 + 6.9604) = 0.12562"
    );
    let spread = RankRequest {
        metrics: vec!["disclosure_rate".to_owned()],
        which: Which { years: Some(Years::one(2024)), ..Which::default() },
        spread: Some(Spread::default()),
        ..RankRequest::default()
    };
    let answer = rank(&dataset, &catalogue(), &spread).expect("an answer");
    assert_eq!(text(&answer, 0, "note", 0).as_deref(), Some("one_region"));
}
