//! The index: the ASEM example of `COINr` through the whole path, and small schemes by hand.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use gongkai::analysis::{Answer, IndexRequest, Scheme, Sensitivity, Which, index};
use gongkai::dataset::{Dataset, Years};
use gongkai::error::{Error, ErrorKind};
use gongkai::metric::Catalogue;
use gongkai::text::Lang;
use tempfile::TempDir;

use crate::support::{catalogue, china, close, foia, number, root, text};

const HEAD: &str = "name = \"trial\"\ntitle = { zh = \"试\", en = \"trial\" }\n";

/// A dataset of three counties; the reports' columns are those of `header`.
fn folder(header: &str, reports: &str) -> (TempDir, Dataset) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let regions = "region_code,name,level,prefecture,province\n\
                   990001,甲县,county,模拟市,模拟省\n990002,乙县,county,模拟市,模拟省\n990003,丙县,county,模拟市,模拟省\n";
    fs::write(folder.path().join("regions.csv"), regions).expect("written");
    fs::write(folder.path().join("reports.csv"), format!("region_code,year,{header}\n{reports}"))
        .expect("written");
    let dataset = Dataset::open(folder.path()).expect("a dataset");
    (folder, dataset)
}

fn ask(
    dataset: &Dataset,
    catalogue: &Catalogue,
    scheme: &str,
    year: Option<i32>,
    sensitivity: Option<Sensitivity>,
) -> Result<Answer, Error> {
    let scheme = Scheme::parse("scheme.toml", scheme, catalogue)?;
    let which = Which { years: year.map(Years::one), ..Which::default() };
    index(dataset, catalogue, &IndexRequest { scheme, which, sensitivity, columns: Vec::new() })
}

fn trial(dataset: &Dataset, scheme: &str) -> Answer {
    ask(dataset, &catalogue(), &format!("{HEAD}{scheme}"), None, None).expect("an answer")
}

fn notes(answer: &Answer) -> String {
    answer.notes.iter().map(|note| note.text.get(Lang::En)).collect::<Vec<_>>().join("\n")
}

fn row_of(answer: &Answer, table: usize, column: &str, name: &str) -> usize {
    let height = answer.tables[table].frame.height();
    (0..height).find(|row| text(answer, table, column, *row).as_deref() == Some(name)).expect("a row")
}

fn records(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// The ASEM example as a dataset, metrics and a scheme. A count cannot be below 0, so the growth of the economy
/// stands in the table plus 1, and the metric takes it off again.
fn asem() -> (TempDir, Dataset, Catalogue, String) {
    let nodes = records(include_str!("../golden/asem_nodes.csv"));
    let treated = records(include_str!("../golden/asem_treated.csv"));
    let indicators: Vec<_> = nodes.iter().filter(|node| node["level"] == "1").collect();
    let (mut regions, mut reports) = ("region_code,name,level,prefecture,province".to_owned(), String::new());
    for node in &indicators {
        let _ = write!(regions, ",x_{}", node["code"].to_lowercase());
    }
    for row in &treated {
        let _ = write!(regions, "\n{0},{0},agency,,ASEM", row["uCode"]);
        for node in &indicators {
            let shift = if node["code"] == "GDPGrow" { 1.0 } else { 0.0 };
            let value: f64 = row[&node["code"]].parse().expect("a number");
            let _ = write!(regions, ",{:.20}", value + shift);
        }
        let _ = writeln!(reports, "{},2018,1", row["uCode"]);
    }
    let (mut metrics, mut scheme) = (String::new(), "least_coverage = 0\n".to_owned());
    for node in &nodes {
        let id = node["code"].to_lowercase();
        let parent = node["parent"].to_lowercase();
        let under = if parent == "index" { String::new() } else { format!("under = \"{parent}\"\n") };
        let weight: f64 = node["weight"].parse().expect("a number");
        if node["level"] == "1" {
            let shift = if id == "gdpgrow" { " - 1.0" } else { "" };
            let direction = if node["direction"] == "-1" { "lower" } else { "higher" };
            let _ = writeln!(
                metrics,
                "[[metric]]\nid = \"m_{id}\"\nunit = \"ratio\"\ndirection = \"{direction}\"\nvalue = \"x_{id}{shift}\"\n\
                 title = {{ zh = \"{id}\", en = \"{id}\" }}\nmeaning = {{ zh = \"{id}\", en = \"{id}\" }}"
            );
            let _ = writeln!(scheme, "[[indicator]]\nmetric = \"m_{id}\"\nweight = {weight:?}\n{under}");
        } else if id != "index" {
            let _ = writeln!(
                scheme,
                "[[level]]\nid = \"{id}\"\ntitle = {{ zh = \"{id}\", en = \"{id}\" }}\nweight = {weight:?}\n{under}"
            );
        }
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    write("regions.csv", &regions);
    write("reports.csv", &format!("region_code,year,received_new\n{reports}"));
    write("metrics.toml", &metrics);
    let dataset = Dataset::open(folder.path()).expect("a dataset");
    let mut catalogue = catalogue().for_dataset(&dataset);
    catalogue.add_file(&folder.path().join("metrics.toml")).expect("metrics");
    (folder, dataset, catalogue, format!("{HEAD}{scheme}"))
}

/// `COINr` 1.1.14 on its ASEM example: the index (CHE 68.38, NLD 64.82, DNK 64.80) and all its levels, to the two
/// decimals that it prints, and the ranks; the shifts of leaving out each indicator to 1e-9.
#[test]
fn the_asem_index_is_that_of_another_program() {
    let (_folder, dataset, catalogue, scheme) = asem();
    let sensitivity = Sensitivity { draws: 2, ..Sensitivity::default() };
    let answer = ask(&dataset, &catalogue, &scheme, None, Some(sensitivity)).expect("an answer");
    for result in records(include_str!("../golden/asem_results.csv")) {
        let row = row_of(&answer, 0, "region_code", &result["uCode"]);
        for (name, expected) in &result {
            let column = match name.as_str() {
                "uCode" => continue,
                "Rank" => "rank".to_owned(),
                "Index" => "score".to_owned(),
                level => level.to_lowercase(),
            };
            close(number(&answer, 0, &column, row), expected.parse().expect("a number"), 5.000_001e-3);
        }
    }
    let score = |code: &str| number(&answer, 0, "score", row_of(&answer, 0, "region_code", code));
    close(score("CHE"), 68.38, 0.005);
    close(score("NLD"), 64.82, 0.005);
    close(score("DNK"), 64.80, 0.005);
    let golden: serde_json::Value =
        serde_json::from_str(include_str!("../golden/index.json")).expect("golden values");
    let shifts = answer.tables.iter().position(|table| table.id == "leave_one_out").expect("a table");
    let height = answer.tables[shifts].frame.height();
    let at = |code: &str, indicator: &str| {
        let is_it = |row: &usize| {
            text(&answer, shifts, "region_code", *row).as_deref() == Some(code)
                && text(&answer, shifts, "left_out", *row).as_deref() == Some(indicator)
        };
        (0..height).find(is_it).expect("a row")
    };
    for case in golden["asem_left_out"].as_array().expect("a list") {
        let indicator = format!("m_{}", case["indicator"].as_str().expect("a name").to_lowercase());
        let expected = |key: &str| case[key].as_f64().expect("a number");
        close(number(&answer, shifts, "score_shift", at("CHE", &indicator)), expected("score_che"), 1e-9);
        close(number(&answer, shifts, "rank_shift", at("DNK", &indicator)), expected("rank_dnk"), 0.0);
    }
}

const THREE: &str = "least_coverage = 0.66\nnormalise = { method = \"goalposts\", from = 0, to = 100 }\n\
    band = [{ name = \"优秀\", from = 90 }, { name = \"合格\", from = 60 }]\n\
    [[indicator]]\nmetric = \"graphic_share\"\nweight = 2\nnormalise = { method = \"goalposts\", from = 0.2, to = 0.8 }\n\
    [[indicator]]\nmetric = \"carry_over_rate\"\nnormalise = { method = \"goalposts\", from = 0.5, to = 0 }\n\
    [[indicator]]\nmetric = \"interpretations_total\"\n";

/// By hand. 甲: 30/60 from 0.2 to 0.8 is 50, 1/10 carried over from 0.5 to 0 is 80, 60 of 100 is 60:
/// (2·50 + 80 + 60)/4 = 60. 乙: 64/80 is 100, 80 is 80, the rest is missing: (2·100 + 80)/3. 丙: 40 alone, one of
/// three.
#[test]
fn a_missing_indicator_gives_its_weight_to_the_others_until_too_little_is_there() {
    let reports = "990001,2023,60,30,10,0,1\n990002,2023,80,64,,,\n990003,2023,40,,,,\n";
    let header = "interpretations_total,interpretations_graphic,received_new,carried_in,carried_out";
    let (_folder, dataset) = folder(header, reports);
    let answer = trial(&dataset, THREE);
    let row = |name: &str| row_of(&answer, 0, "region", name);
    close(number(&answer, 0, "score", row("甲县")), 60.0, 1e-9);
    close(number(&answer, 0, "score", row("乙县")), 280.0 / 3.0, 1e-9);
    assert_eq!(number(&answer, 0, "score", row("丙县")), None);
    assert_eq!(text(&answer, 0, "note", row("丙县")).as_deref(), Some("below_coverage"));
    for (name, rank, coverage, band) in [
        ("甲县", Some(2.0), 1.0, Some("合格")),
        ("乙县", Some(1.0), 2.0 / 3.0, Some("优秀")),
        ("丙县", None, 1.0 / 3.0, None),
    ] {
        assert_eq!(number(&answer, 0, "rank", row(name)), rank);
        close(number(&answer, 0, "coverage", row(name)), coverage, 1e-12);
        assert_eq!(text(&answer, 0, "band", row(name)).as_deref(), band);
    }
    close(number(&answer, 0, "carry_over_rate", row("甲县")), 80.0, 1e-9);
    close(number(&answer, 0, "interpretations_total", row("丙县")), 40.0, 1e-9);
    assert_eq!((answer.coverage[0].selected, answer.coverage[0].used), (3, 2));
}

const SHEET: &str = "least_coverage = 0.5\n\
    [[item]]\nid = \"graphics\"\ntitle = { zh = \"a\", en = \"a\" }\nweight = 10\nmetric = \"graphic_share\"\nfrom = 0\nto = 1\n\
    [[item]]\nid = \"reviews\"\ntitle = { zh = \"b\", en = \"b\" }\nweight = 10\ndeduct = [{ metric = \"review_total\", each = 2, above = 1 }]\n\
    [[item]]\nid = \"texts\"\ntitle = { zh = \"c\", en = \"c\" }\nweight = 10\nmetric = \"interpretations_total\"\n\
    steps = [{ at = 50, points = 6 }, { at = 80, points = 10 }]\nbonus = [{ metric = \"interpretations_graphic\", each = 0.1, most = 2 }]\n";

/// By hand. 甲: 30/60 of 10 is 5; 3 reviews, 2 beyond 1, take 4 of 10; 60 earns 6, with 2 of a bonus of 3:
/// 19 of 30. 乙: no graphics figure, 20 reviews take all 10, 80 earns 10: 10 of 20. 丙: nothing over nothing leaves
/// the sheet, no review beyond 1, no step reached: 10 of 20.
#[test]
fn a_sheet_earns_deducts_tops_up_and_leaves_out() {
    let reports = "990001,2023,60,30,3\n990002,2023,80,,20\n990003,2023,0,0,0\n";
    let (_folder, dataset) = folder("interpretations_total,interpretations_graphic,review_total", reports);
    let answer = trial(&dataset, SHEET);
    let cells = |name: &str| {
        let row = row_of(&answer, 0, "region", name);
        ["score", "graphics", "reviews", "texts", "rank"].map(|column| number(&answer, 0, column, row))
    };
    let near = |found: [Option<f64>; 5], expected: [Option<f64>; 5]| {
        for (found, expected) in found.iter().zip(expected) {
            match expected {
                Some(expected) => close(*found, expected, 1e-9),
                None => assert_eq!(*found, None),
            }
        }
    };
    near(cells("甲县"), [Some(1900.0 / 30.0), Some(5.0), Some(6.0), Some(8.0), Some(1.0)]);
    near(cells("乙县"), [Some(50.0), None, Some(0.0), Some(10.0), Some(2.0)]);
    near(cells("丙县"), [Some(50.0), None, Some(10.0), Some(0.0), Some(2.0)]);
    // What each item gives to the score, of 30 points that apply to 甲 and 20 to 乙 and 丙.
    let given = |name: &str, item: usize, column: &str| {
        number(&answer, 1, column, row_of(&answer, 1, "region", name) + item)
    };
    assert_eq!(answer.tables[1].id, "contributions");
    for (item, points, deducted) in [(0, 5.0, None), (1, 6.0, Some(4.0)), (2, 8.0, None)] {
        close(given("甲县", item, "contribution"), points / 0.3, 1e-9);
        assert_eq!(given("甲县", item, "deducted").map(|d| (d * 0.3).round()), deducted);
    }
    assert_eq!((given("乙县", 0, "contribution"), given("乙县", 1, "deducted")), (None, Some(50.0)));
    // Silence earns nothing if the sheet says so; nothing over nothing leaves it all the same.
    let strict = SHEET.replacen("weight = 10\nmetric", "weight = 10\nmissing = \"zero\"\nmetric", 1);
    let answer = trial(&dataset, &strict);
    close(number(&answer, 0, "score", row_of(&answer, 0, "region", "乙县")), 1000.0 / 30.0, 1e-9);
    close(number(&answer, 0, "score", row_of(&answer, 0, "region", "丙县")), 50.0, 1e-9);
}

/// By hand, from the points above: 甲 5, 6 and 8 of 10 each, 乙 none, 0 and 10, 丙 none, 10 and 0. Without the reviews
/// 甲 has 13/20, 乙 10/10, 丙 0/10: 甲 gains 65 − 190/3 and falls from 1 to 2, 乙 gains 50 and rises from 2 to 1,
/// 丙 falls from 2 to 3. Without the texts 甲 has 11/20, 乙 0, 丙 100. With weights as they are, one of three items
/// or none left out, each a quarter: 甲 is 1 or 2, 乙 1, 2, 2 or 3.
#[test]
fn the_items_of_a_sheet_are_left_out_and_their_weights_drawn() {
    let reports = "990001,2023,60,30,3\n990002,2023,80,,20\n990003,2023,0,0,0\n";
    let (_folder, dataset) = folder("interpretations_total,interpretations_graphic,review_total", reports);
    let request = Some(Sensitivity { draws: 400, ..Sensitivity::default() });
    let scheme = |more: &str| format!("{HEAD}{SHEET}{more}");
    let fixed = "[sensitivity]\nweights = 0\n";
    let answer = ask(&dataset, &catalogue(), &scheme(fixed), None, request).expect("an answer");
    let ranks = |name: &str| {
        let row = row_of(&answer, 0, "region", name);
        ["rank_p05", "rank_p50", "rank_p95"].map(|column| number(&answer, 0, column, row))
    };
    assert_eq!((ranks("甲县")[0], ranks("甲县")[2]), (Some(1.0), Some(2.0)));
    assert_eq!(ranks("乙县"), [1.0, 2.0, 3.0].map(Some));
    let table = answer.tables.iter().position(|table| table.id == "leave_one_out").expect("a table");
    for (name, shift, rank) in [("甲县", 65.0 - 190.0 / 3.0, 1.0), ("乙县", 50.0, -1.0), ("丙县", -50.0, 1.0)]
    {
        let of = |row: &usize| {
            text(&answer, table, "region", *row).as_deref() == Some(name)
                && text(&answer, table, "left_out", *row).as_deref() == Some("reviews")
        };
        let row = (0..answer.tables[table].frame.height()).find(of).expect("a row");
        close(number(&answer, table, "score_shift", row), shift, 1e-9);
        close(number(&answer, table, "rank_shift", row), rank, 0.0);
    }
    let said = notes(&answer);
    assert!(said.contains("what items are worth ±0%, one item or none left out"), "{said}");
    let usual = ask(&dataset, &catalogue(), &scheme(""), None, request).expect("an answer");
    assert!(notes(&usual).contains("what items are worth ±25%"), "{}", notes(&usual));
    let influence = usual.tables.iter().position(|table| table.id == "influence").expect("a table");
    let choices: Vec<_> = (0..usual.tables[influence].frame.height())
        .filter_map(|row| text(&usual, influence, "choice", row))
        .collect();
    assert_eq!(choices, ["weights", "indicator_left_out"]);
    let worthless = SHEET.replacen("weight = 10", "weight = 0", 1);
    let error = ask(&dataset, &catalogue(), &format!("{HEAD}{worthless}"), None, request).expect_err("none");
    assert!(error.to_string().contains("the item graphics is worth 0 points"), "{error}");
}

/// By hand, from the points above: graphics and texts are a group of at most 12. 甲 has 5 + 8 there, of which 12
/// count: (12 + 6)/30. 乙 has 10 there and (10 + 0)/20, 丙 0 and (0 + 10)/20.
#[test]
fn a_group_of_items_has_a_subtotal_and_a_cap() {
    let reports = "990001,2023,60,30,3\n990002,2023,80,,20\n990003,2023,0,0,0\n";
    let (_folder, dataset) = folder("interpretations_total,interpretations_graphic,review_total", reports);
    let group = "[[group]]\nid = \"results\"\ntitle = { zh = \"成效\", en = \"results\" }\ncap = 12\n";
    let grouped = ["graphics", "texts"].iter().fold(format!("{SHEET}{group}"), |sheet, id| {
        sheet.replace(&format!("id = \"{id}\""), &format!("id = \"{id}\"\ngroup = \"results\""))
    });
    let bands =
        "band = [{ title = { zh = \"合格\", en = \"passed\" }, from = 60 }, { name = \"差\", from = 0 }]\n";
    let answer = trial(&dataset, &format!("{bands}{grouped}"));
    for (name, results, reviews, score) in
        [("甲县", 12.0, 6.0, 60.0), ("乙县", 10.0, 0.0, 50.0), ("丙县", 0.0, 10.0, 50.0)]
    {
        let row = row_of(&answer, 0, "region", name);
        for (column, expected) in [("results", results), ("reviews", reviews), ("score", score)] {
            close(number(&answer, 0, column, row), expected, 1e-9);
        }
    }
    // The score is the sum of what is right under it: 12/0.3 and 6/0.3.
    let first = row_of(&answer, 1, "region", "甲县");
    assert_eq!(text(&answer, 1, "component", first).as_deref(), Some("results"));
    close(number(&answer, 1, "contribution", first), 40.0, 1e-9);
    close(number(&answer, 1, "contribution", first + 1), 20.0, 1e-9);
    let weights = answer.tables.iter().position(|table| table.id == "weights").expect("a table");
    let row = row_of(&answer, weights, "component", "texts");
    assert_eq!(text(&answer, weights, "under", row).as_deref(), Some("results"));
    // A band is found by its Chinese name, and shown in either language.
    let passed = row_of(&answer, 0, "region", "甲县");
    assert_eq!(text(&answer, 0, "band", passed).as_deref(), Some("合格"));
    assert_eq!(answer.term("合格").map(|title| title.get(Lang::En)), Some("passed"));
    let wrong = grouped.replace("group = \"results\"", "group = \"result\"");
    let error = ask(&dataset, &catalogue(), &format!("{HEAD}{wrong}"), None, None).expect_err("no group");
    assert!(error.to_string().contains("there is no [[group]] with the id \"result\""), "{error}");
}

/// By hand: 10 and 20 in 2022, 30 and 20 in 2023, on the scale of 2022, of both years, of 2023.
#[test]
fn a_scale_may_be_that_of_a_base_year_or_of_all_years() {
    let (_folder, dataset) =
        folder("interpretations_total", "990001,2022,10\n990002,2022,20\n990001,2023,30\n990002,2023,20\n");
    for (over, first, second) in [("base:2022", 200.0, 100.0), ("pooled", 100.0, 50.0), ("year", 100.0, 0.0)]
    {
        let scheme = format!(
            "normalise = {{ method = \"min-max\", over = \"{over}\" }}\n[[indicator]]\nmetric = \"interpretations_total\"\n"
        );
        let answer = trial(&dataset, &scheme);
        assert_eq!(answer.tables[0].frame.height(), 2, "the latest year alone is answered");
        close(number(&answer, 0, "score", 0), first, 1e-9);
        close(number(&answer, 0, "score", 1), second, 1e-9);
    }
}

#[test]
fn an_indicator_that_does_not_tell_reports_apart_is_left_out_and_that_is_said() {
    let (_folder, dataset) =
        folder("interpretations_total,letters_received", "990001,2023,10,7\n990002,2023,20,7\n");
    let both =
        "[[indicator]]\nmetric = \"interpretations_total\"\n[[indicator]]\nmetric = \"letters_received\"\n";
    let answer = trial(&dataset, both);
    close(number(&answer, 0, "score", 0), 100.0, 0.0);
    close(number(&answer, 0, "coverage", 0), 1.0, 0.0);
    assert!(notes(&answer).contains("the values do not differ"), "{}", notes(&answer));
    let constant = "[[indicator]]\nmetric = \"letters_received\"\n";
    let error = ask(&dataset, &catalogue(), &format!("{HEAD}{constant}"), None, None).expect_err("no score");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("no indicator tells the reports apart: 2"), "{error}");
    // Fixed posts need no spread: equal reports share the first place.
    let posts = "normalise = { method = \"goalposts\", from = 0, to = 10 }\n";
    let answer = trial(&dataset, &format!("{posts}{constant}"));
    for row in 0..2 {
        close(number(&answer, 0, "score", row), 70.0, 1e-9);
        close(number(&answer, 0, "rank", row), 1.0, 0.0);
    }
}

#[test]
fn no_report_or_only_one_is_told_apart_from_a_ranking() {
    let (_folder, dataset) = folder("interpretations_total", "990001,2023,10\n990002,2023,\n");
    let one = "[[indicator]]\nmetric = \"interpretations_total\"\n";
    let error = ask(&dataset, &catalogue(), &format!("{HEAD}{one}"), None, None).expect_err("one report");
    assert!(error.hint(Lang::En).is_some_and(|hint| hint.contains("least_coverage")), "{error}");
    let error =
        ask(&dataset, &catalogue(), &format!("{HEAD}{one}"), Some(2020), None).expect_err("no report");
    assert_eq!(error.kind(), ErrorKind::Request);
    let posts = format!("normalise = {{ method = \"goalposts\", from = 0, to = 40 }}\n{one}");
    let answer = trial(&dataset, &posts);
    close(number(&answer, 0, "score", 0), 25.0, 1e-9);
    assert_eq!(answer.coverage[0].used, 1);
}

/// A geometric mean takes no score of 0: the last by min–max has none unless the scale begins above.
#[test]
fn a_geometric_mean_needs_a_scale_above_zero() {
    let (_folder, dataset) = folder("interpretations_total", "990001,2023,10\n990002,2023,20\n");
    let scheme = |scores: &str| {
        format!(
            "{HEAD}aggregate = \"geometric\"\nnormalise = {{ method = \"min-max\", scores = {scores} }}\n\
             [[indicator]]\nmetric = \"interpretations_total\"\n"
        )
    };
    let error = ask(&dataset, &catalogue(), &scheme("[0, 100]"), None, None).expect_err("zero");
    assert_eq!(error.hint(Lang::En), Some("write scores = [1, 100] in normalise"));
    let answer = ask(&dataset, &catalogue(), &scheme("[1, 100]"), None, None).expect("an answer");
    close(number(&answer, 0, "score", 1), 1.0, 1e-9);
}

fn plain(sensitivity: Sensitivity) -> Answer {
    let scheme = fs::read_to_string(root().join("examples/schemes/plain.toml")).expect("a scheme");
    ask(&foia(), &catalogue(), &scheme, Some(2024), Some(sensitivity)).expect("an answer")
}

#[test]
fn the_same_seed_gives_the_same_answer_on_any_number_of_threads() {
    let frames = |seed, threads| {
        let answer = plain(Sensitivity { seed, draws: 100, threads: Some(threads) });
        answer.tables.into_iter().map(|table| table.frame).collect::<Vec<_>>()
    };
    let alone = frames(7, 1);
    assert!(alone.iter().zip(frames(7, 5)).all(|(one, other)| one.equals_missing(&other)));
    assert!(!alone[0].equals_missing(&frames(8, 1)[0]));
}

#[test]
fn the_shipped_schemes_answer_on_shipped_data() {
    let answer = plain(Sensitivity { draws: 100, ..Sensitivity::default() });
    let ids: Vec<&str> = answer.tables.iter().map(|table| table.id).collect();
    assert_eq!(ids, ["index", "leave_one_out", "influence", "contributions", "figures", "weights"]);
    for row in 0..answer.coverage[0].used {
        let rank = |name| number(&answer, 0, name, row).expect("a rank");
        assert!(rank("rank_p05") <= rank("rank_p50") && rank("rank_p50") <= rank("rank_p95"));
    }
    let shares: f64 = (2..8).filter_map(|row| number(&answer, 5, "weight_share", row)).sum();
    close(Some(shares), 1.0, 1e-12);
    let catalogue = catalogue();
    let scheme =
        Scheme::read(&root().join("examples/schemes/assessment.toml"), &catalogue).expect("a scheme");
    let which = Which { years: Some(Years::one(2023)), ..Which::default() };
    let request = IndexRequest { scheme, which, sensitivity: None, columns: Vec::new() };
    let answer = index(&china(), &catalogue, &request).expect("an answer");
    assert!(answer.coverage[0].used > 0);
}

/// The files of `-o '{region}-{year}.csv'`: every table that is cut is cut by the same keys.
#[test]
fn an_index_is_cut_into_one_answer_a_region_and_year() {
    let answer = plain(Sensitivity { draws: 100, ..Sensitivity::default() });
    let parts = gongkai::output::split::split_by(&answer, &["region", "year"]).expect("parts");
    assert_eq!(parts.len(), answer.tables[0].frame.height());
    let heights: Vec<usize> = parts[0].1.tables.iter().map(|table| table.frame.height()).collect();
    // Six indicators in two levels: the index, leaving out each, what each level gives, the figures.
    assert_eq!((heights[0], heights[1], heights[3], heights[4]), (1, 6, 2, 6));
}

/// 甲: weights 2 and 1 of what is there, (2·80 + 1·50)/3 = 70, so 53⅓ and 16⅔. 乙 has the first alone.
#[test]
fn contributions_add_up_to_the_score_and_a_geometric_mean_has_none() {
    let scheme = |how: &str| {
        format!(
            "aggregate = \"{how}\"\nleast_coverage = 0.5\n\
             [[indicator]]\nmetric = \"interpretations_total\"\nweight = 2\ndirection = \"higher\"\nnormalise = {{ method = \"goalposts\", from = 0, to = 100, scores = [1, 100] }}\n\
             [[indicator]]\nmetric = \"interpretations_graphic\"\nweight = 1\ndirection = \"higher\"\nnormalise = {{ method = \"goalposts\", from = 0, to = 100, scores = [1, 100] }}\n"
        )
    };
    let (_folder, dataset) =
        folder("interpretations_total,interpretations_graphic", "990001,2023,80,50\n990002,2023,60,\n");
    let answer = trial(&dataset, &scheme("arithmetic"));
    let table = answer.tables.iter().position(|table| table.id == "contributions").expect("a sum");
    // Goalposts of 1 to 100: 80 of 100 scores 1 + 0.8·99 = 80.2.
    close(number(&answer, table, "contribution", 0), 2.0 * 80.2 / 3.0, 1e-9);
    close(number(&answer, table, "contribution", 1), 50.5 / 3.0, 1e-9);
    close(number(&answer, 0, "score", 0), (2.0 * 80.2 + 50.5) / 3.0, 1e-9);
    close(number(&answer, table, "contribution", 2), 60.4, 1e-9);
    assert_eq!(number(&answer, table, "contribution", 3), None);
    let answer = trial(&dataset, &scheme("geometric"));
    assert!(answer.tables.iter().all(|table| table.id != "contributions"));
}

/// Counties 甲, 乙, 丙, districts 丁, 戊 and 己市, of two prefectures.
fn of_kinds(reports: &str) -> (TempDir, Dataset) {
    let (folder, _) = folder("interpretations_total", "990001,2023,1\n");
    let region = |(place, (name, prefecture)): (usize, (&str, &str))| {
        format!("99000{place},{name},county,{prefecture},模拟省\n")
    };
    let regions: String = (1..)
        .zip([
            ("甲县", "东市"),
            ("乙县", "东市"),
            ("丙县", "西市"),
            ("丁区", "东市"),
            ("戊区", "西市"),
            ("己市", "西市"),
        ])
        .map(region)
        .collect();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).expect("written");
    write("regions.csv", format!("region_code,name,level,prefecture,province\n{regions}"));
    write("reports.csv", format!("region_code,year,interpretations_total\n{reports}"));
    let dataset = Dataset::open(folder.path()).expect("a dataset");
    (folder, dataset)
}

fn class(id: &str, condition: &str) -> String {
    format!("[[class]]\nid = \"{id}\"\ntitle = {{ zh = \"{id}\", en = \"{id}\" }}\n{condition}\n")
}

const SIX: &str =
    "990001,2023,10\n990002,2023,20\n990003,2023,30\n990004,2023,100\n990005,2023,50\n990006,2023,7\n";
const TOTAL: &str = "[[indicator]]\nmetric = \"interpretations_total\"\n";
const TOTAL_ITEM: &str = "[[item]]\nid = \"texts\"\ntitle = { zh = \"a\", en = \"a\" }\nweight = 10\n\
    metric = \"interpretations_total\"\nfrom = 0\nto = 100\n";

/// Score, rank and number of those ranked, by region.
fn placed(answer: &Answer, name: &str) -> [Option<f64>; 3] {
    let row = row_of(answer, 0, "region", name);
    ["score", "rank", "rank_of"].map(|column| number(answer, 0, column, row))
}

/// By hand. Min–max within 县, from 10 to 30: 甲 0, 乙 (20 − 10)/20 is 50, 丙 100; within 区, from 50 to 100: 丁 100,
/// 戊 0. On one scale of all, from 7 to 100, 丙 would have 23/93. 己市 ends with neither.
#[test]
fn classes_have_their_own_scale_and_ranks_and_a_region_of_none_keeps_its_row() {
    let (_folder, dataset) = of_kinds(SIX);
    let classes =
        format!("{}{}", class("counties", "ends = [\"县\"]"), class("districts", "ends = [\"区\"]"));
    let answer = trial(&dataset, &format!("{TOTAL}{classes}"));
    let some = |cells: [f64; 3]| cells.map(Some);
    assert_eq!(placed(&answer, "甲县"), some([0.0, 3.0, 3.0]));
    assert_eq!(placed(&answer, "乙县"), some([50.0, 2.0, 3.0]));
    assert_eq!(placed(&answer, "丙县"), some([100.0, 1.0, 3.0]));
    assert_eq!(placed(&answer, "丁区"), some([100.0, 1.0, 2.0]));
    assert_eq!(placed(&answer, "戊区"), some([0.0, 2.0, 2.0]));
    assert_eq!(placed(&answer, "己市"), [None; 3]);
    let row = row_of(&answer, 0, "region", "己市");
    assert_eq!((row, text(&answer, 0, "class", row)), (5, None), "those of no class stand last");
    assert_eq!(text(&answer, 0, "note", row).as_deref(), Some("no_class"));
    assert_eq!(text(&answer, 0, "class", row_of(&answer, 0, "region", "丁区")).as_deref(), Some("districts"));
    let coverage = &answer.coverage[0];
    assert_eq!((coverage.selected, coverage.used, coverage.left_out.len()), (6, 5, 1));
    assert!(notes(&answer).contains("counties: 3, districts: 2; in no class: 1"), "{}", notes(&answer));
    // A sheet's points do not hang on the class, its ranks do: 10, 20, 30 and 100, 50 of 100.
    let answer = trial(&dataset, &format!("{TOTAL_ITEM}{classes}"));
    assert_eq!(placed(&answer, "丙县"), some([30.0, 1.0, 3.0]));
    assert_eq!(placed(&answer, "戊区"), some([50.0, 2.0, 2.0]));
    // One file and one chart a class; the rows of no class are a part of their own.
    let parts = gongkai::output::split::split_by(&answer, &["class"]).expect("parts");
    let heights: Vec<usize> = parts.iter().map(|(_, part)| part.tables[0].frame.height()).collect();
    assert_eq!(heights, [3, 2, 1]);
    assert!(answer.tables.iter().all(|table| table.id == "weights" || table.frame.column("class").is_ok()));
}

/// A name counts before endings of later classes, both conditions of a class must hold, the last takes the rest.
/// By hand: 甲 alone; 乙 of 县 in 东市; 丙, 戊, 己 have the rest with 丁: 100, 50, 30, 7.
#[test]
fn the_first_class_that_has_a_region_is_its_own() {
    let (_folder, dataset) = of_kinds(SIX);
    let classes = [
        class("first", "regions = [\"990001\"]"),
        class("east", "prefectures = [\"东市\"]\nends = [\"县\"]"),
        class("banners", "ends = [\"旗\"]"),
        class("rest", ""),
    ];
    let answer = trial(&dataset, &format!("{TOTAL_ITEM}{}", classes.concat()));
    for (name, score, rank, of) in [
        ("甲县", 10.0, 1.0, 1.0),
        ("乙县", 20.0, 1.0, 1.0),
        ("丁区", 100.0, 1.0, 4.0),
        ("丙县", 30.0, 3.0, 4.0),
        ("己市", 7.0, 4.0, 4.0),
    ] {
        assert_eq!(placed(&answer, name), [score, rank, of].map(Some), "{name}");
    }
    let said = notes(&answer);
    assert!(said.contains("scheme.toml, line 20: no report is of the class \"banners\""), "{said}");
}

/// By hand: over both years 县 has 0, 10, 20, so 甲 of 2023 has 50; with 丁's 100 on the same scale it would have 10.
#[test]
fn a_scale_over_years_is_that_of_the_class_too() {
    let (_folder, dataset) = of_kinds("990001,2022,0\n990001,2023,10\n990002,2023,20\n990004,2023,100\n");
    let scheme = format!(
        "normalise = {{ method = \"min-max\", over = \"pooled\" }}\n{TOTAL}{}{}",
        class("counties", "ends = [\"县\"]"),
        class("rest", "")
    );
    let answer = trial(&dataset, &scheme);
    close(number(&answer, 0, "score", row_of(&answer, 0, "region", "甲县")), 50.0, 1e-9);
}

#[test]
fn a_region_of_a_class_that_is_not_there_or_twice_is_named_with_its_line() {
    let (_folder, dataset) = of_kinds(SIX);
    let says = |classes: &str, expected: &str, hint: &str| {
        let scheme = format!("{HEAD}{TOTAL}{classes}");
        let error = ask(&dataset, &catalogue(), &scheme, None, None).expect_err("refused");
        assert!(error.to_string().contains(expected), "{error}");
        assert!(error.hint(Lang::En).unwrap_or_default().contains(hint), "{error:?}");
    };
    says(&class("a", "regions = [\"甲县\", \"丁县区\"]"), "line 8: there is no region \"丁县区\"", "");
    says(&class("a", "prefectures = [\"西市区\"]"), "scheme.toml, line 8: ", "西市");
    says(
        &format!("{}{}", class("a", "regions = [\"甲县\"]"), class("b", "regions = [\"990001\"]")),
        "line 12: 甲县 (990001) is named in two classes, a and b",
        "",
    );
}
