//! The checks: what they find in published figures, and that each rule finds a planted error and nothing else.

use std::collections::BTreeMap;
use std::fs;

use gongkai::analysis::{Answer, CheckRequest, RankRequest, Which, check, error_count, rank};
use gongkai::check::{Mode, RULES, Severity, Thresholds};
use gongkai::dataset::{Dataset, Years};
use gongkai::schema::{Applicant, Outcome};
use gongkai::text::Lang;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::support::{catalogue, china, close, foia, number, only, root, text};

fn request() -> CheckRequest {
    CheckRequest {
        which: Which::default(),
        rules: Vec::new(),
        severity: Severity::Info,
        mode: Mode::Lenient,
        thresholds: Thresholds::built_in().expect("thresholds"),
        lang: Lang::Zh,
        columns: Vec::new(),
        cells: false,
    }
}

/// Rule, region, year, expected, found.
type Found = (String, String, f64, Option<f64>, Option<f64>);

/// The findings of one severity.
fn findings(answer: &Answer, severity: &str) -> Vec<Found> {
    let rows = 0..answer.tables[0].frame.height();
    let of = |column: &str, row| text(answer, 0, column, row).expect("text");
    rows.filter(|row| of("severity", *row) == severity)
        .map(|row| {
            let year = number(answer, 0, "year", row).expect("year");
            let [expected, found] = ["expected", "found"].map(|column| number(answer, 0, column, row));
            (of("rule", row), of("region", row), year, expected, found)
        })
        .collect()
}

/// Comparisons made and findings of a rule.
fn tally(answer: &Answer, rule: &str) -> (usize, usize) {
    let table = answer.tables.iter().position(|table| table.id == "rules").expect("the rules");
    let height = answer.tables[table].frame.height();
    let row =
        (0..height).find(|row| text(answer, table, "rule", *row).as_deref() == Some(rule)).expect("rule");
    let count = |column: &str| {
        let counts = answer.tables[table].frame.column(column).expect("column").u32().expect("counts");
        counts.get(row).expect("count") as usize
    };
    (count("assessed"), count("findings"))
}

/// Source: the published tables. 江宁区 2022: 783 + 8 against 788 + 2, and 7 carried out of 2021. 渭南市 2024:
/// 15 carried in, 8 carried out of 2023. 洪泽区 2023: 10 + 1 reviews and 5 lawsuits against totals of 0.
#[test]
fn the_published_chinese_reports_have_five_errors() {
    let answer = check(&china(), &request()).expect("answer");
    let found = findings(&answer, "error");
    let finding = |rule: &str, region: &str, year, expected, found| {
        (rule.to_owned(), region.to_owned(), year, Some(expected), Some(found))
    };
    let expected = [
        finding("E1", "江宁区", 2022.0, 791.0, 790.0),
        finding("E5", "江宁区", 2022.0, 7.0, 8.0),
        finding("E4", "洪泽区", 2023.0, 11.0, 0.0),
        finding("E4", "洪泽区", 2023.0, 5.0, 0.0),
        finding("E5", "渭南市", 2024.0, 8.0, 15.0),
    ];
    assert_eq!(found, expected);
    assert_eq!(error_count(&answer), 5);
}

/// Source: 宿迁市 2023 and 2024 报告: 121 carried out, 121 carried in.
#[test]
fn what_suqian_carried_over_agrees() {
    let which = Which { regions: vec!["宿迁市".to_owned()], ..Which::default() };
    let answer =
        check(&china(), &CheckRequest { which, rules: vec!["E5".to_owned()], ..request() }).expect("answer");
    let (assessed, found) = tally(&answer, "E5");
    assert!(assessed >= 1 && found == 0, "{assessed} assessed, {found} found");
}

/// Source: 沭阳县 2025 报告: 收到 749 件, 本年新收 713, 上年结转 36.
#[test]
fn a_number_of_the_text_is_explained_by_its_reading() {
    let which = only("沭阳县", 2025);
    let answer =
        check(&china(), &CheckRequest { which, rules: vec!["W1".to_owned()], ..request() }).expect("answer");
    assert_eq!(text(&answer, 0, "severity", 0).as_deref(), Some("info"));
    let message = text(&answer, 0, "message", 0).expect("message");
    assert!(message.contains("749＝本年新收申请 713＋上年结转申请 36"), "{message}");
}

#[test]
fn a_report_of_which_only_the_text_was_read_has_no_finding_on_tables() {
    let answer = check(&china(), &request()).expect("answer");
    let coverage = answer.tables.iter().position(|table| table.id == "coverage").expect("coverage");
    let rows = 0..answer.tables[coverage].frame.height();
    let text_only: Vec<(String, f64)> = rows
        .filter(|row| text(&answer, coverage, "status", *row).as_deref() == Some("text"))
        .map(|row| {
            let code = text(&answer, coverage, "region_code", row).expect("code");
            (code, number(&answer, coverage, "year", row).expect("year"))
        })
        .collect();
    assert!(text_only.len() > 50, "{}", text_only.len());
    for row in 0..answer.tables[0].frame.height() {
        let key = (
            text(&answer, 0, "region_code", row).expect("code"),
            number(&answer, 0, "year", row).expect("year"),
        );
        let rule = text(&answer, 0, "rule", row).expect("rule");
        assert!(
            !text_only.contains(&key) || ["W2", "W4", "W9"].contains(&rule.as_str()),
            "{rule} on {key:?}"
        );
    }
}

/// Source: counted apart over the same files; see `datasets/foia/README.md`.
#[test]
fn the_panel_of_agencies_adds_up_but_for_what_it_carries_over() {
    let answer = check(&foia(), &request()).expect("answer");
    for (rule, expected) in [("E1", (1804, 0)), ("E2", (1804, 2)), ("E5", (1676, 526)), ("E7", (3608, 0))] {
        assert_eq!(tally(&answer, rule), expected, "{rule}");
    }
    let outcomes: Vec<_> =
        findings(&answer, "error").into_iter().filter(|finding| finding.0 == "E2").collect();
    assert_eq!((outcomes[0].1.as_str(), outcomes[0].2), ("Department of Homeland Security", 2022.0));
    assert_eq!((outcomes[0].3, outcomes[0].4), (Some(506_032.0), Some(506_036.0)));
    assert_eq!((outcomes[1].1.as_str(), outcomes[1].2), ("Federal Housing Finance Agency", 2011.0));
    // Fields that the panel lacks are said, not passed.
    assert_eq!(tally(&answer, "E4"), (0, 0));
    let rules = answer.tables.iter().position(|table| table.id == "rules").expect("the rules");
    assert!(text(&answer, rules, "remark", 3).expect("remark").contains("review_corrected"));
}

/// Source: the same table's own row "All agencies", in `datasets/foia/all_agencies_row.csv`.
#[test]
fn a_row_of_totals_among_the_agencies_is_recognised() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let from = root().join("datasets/foia");
    fs::copy(from.join("dataset.toml"), folder.path().join("dataset.toml")).expect("copied");
    let read = |name: &str| fs::read_to_string(from.join(name)).expect("readable");
    let totals = fs::read_to_string(root().join("datasets/foia/all_agencies_row.csv")).expect("readable");
    let totals: Vec<&str> = totals.lines().skip(1).collect();
    let reports = format!("{}\n{}\n", read("reports.csv").trim_end(), totals.join("\n"));
    fs::write(folder.path().join("reports.csv"), reports).expect("written");
    // Of a code that no list knows, the error says that it is a row of totals.
    fs::write(folder.path().join("regions.csv"), read("regions.csv")).expect("written");
    let unknown = Dataset::open(folder.path()).expect("opens");
    let error = check(&unknown, &request()).expect_err("an unknown code");
    let details: Vec<&str> = error.details().iter().map(|detail| detail.get(Lang::En)).collect();
    let said = format!("{error} {}", details.join(" "));
    assert!(said.contains("\"US000\" is a row of totals"), "{said}");
    // With a line in the list, the check finds it.
    let regions = format!("{}\nUS000,All agencies,agency,,US,2008,,,\n", read("regions.csv").trim_end());
    fs::write(folder.path().join("regions.csv"), regions).expect("written");
    let dataset = Dataset::open(folder.path()).expect("opens");
    let answer =
        check(&dataset, &CheckRequest { rules: vec!["W8".to_owned()], ..request() }).expect("answer");
    let found = findings(&answer, "warning");
    assert_eq!(found.len(), totals.len());
    assert!(found.iter().all(|finding| finding.1 == "All agencies"));
    // Without the row there is none.
    assert_eq!(tally(&check(&foia(), &request()).expect("answer"), "W8").1, 0);
}

/// Looked at one by one: ten figures of four agencies, such as granted requests of US065 rising from 1,164 to
/// 36,163. Nothing is a slip of the unit, and no agency copied.
#[test]
fn rules_that_weigh_find_little_in_real_reports() {
    let rules = ["W3", "W4", "W5", "W6"].map(str::to_owned).to_vec();
    let answer = check(&foia(), &CheckRequest { rules: rules.clone(), ..request() }).expect("answer");
    for (rule, most) in [("W3", 0), ("W4", 10), ("W5", 0), ("W6", 0)] {
        assert_eq!(tally(&answer, rule).1, most, "{rule}");
    }
    let answer = check(&china(), &CheckRequest { rules, ..request() }).expect("answer");
    // 洪泽区 states 550 permits for 2023 and 9,487 for 2024.
    let found: Vec<_> = findings(&answer, "warning").into_iter().map(|f| (f.0, f.1, f.3, f.4)).collect();
    assert_eq!(found, [("W4".to_owned(), "洪泽区".to_owned(), Some(550.0), Some(9487.0))]);
}

#[test]
fn errors_can_be_ranked_and_a_report_without_tables_has_no_rank() {
    let request = RankRequest {
        metrics: vec!["check_findings".to_owned()],
        which: Which {
            level: Some("county".to_owned()),
            ..Which { years: Some(Years::one(2023)), ..Which::default() }
        },
        ..RankRequest::default()
    };
    let answer = rank(&china(), &catalogue(), &request).expect("answer");
    let rows = 0..answer.tables[0].frame.height();
    let of = |name: &str| rows.clone().find(|row| text(&answer, 0, "region", *row).as_deref() == Some(name));
    close(number(&answer, 0, "value", of("洪泽区").expect("洪泽区")), 2.0, 0.0);
    assert_eq!(number(&answer, 0, "value", of("和平区").expect("和平区")), None);
}

/// Six years of five invented counties that keep every rule.
struct Clean {
    reports: BTreeMap<(usize, i32), BTreeMap<String, f64>>,
    texts: BTreeMap<(usize, i32), BTreeMap<String, String>>,
}

const COUNTIES: usize = 5;
/// The last year, in which errors are planted.
const LAST: i32 = 2026;
const YEARS: std::ops::RangeInclusive<i32> = 2021..=2026;

impl Clean {
    fn new(seed: u64) -> Self {
        let mut state = seed;
        // A plain generator of test figures between `low` and `low + 9`.
        let mut next = move |low: f64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            low + ((state >> 33) % 10) as f64
        };
        let mut clean = Self { reports: BTreeMap::new(), texts: BTreeMap::new() };
        for county in 0..COUNTIES {
            let mut carried: BTreeMap<Applicant, f64> = BTreeMap::new();
            let mut in_force = next(40.0);
            for year in YEARS {
                let mut report: BTreeMap<String, f64> = BTreeMap::new();
                let mut put = |field: &str, applicant: Option<Applicant>, value: f64| {
                    *report.entry(field.to_owned()).or_default() += value;
                    if let Some(applicant) = applicant {
                        report.insert(applicant.field(field), value);
                    }
                };
                for applicant in Applicant::ALL {
                    let mut resolved = 0.0;
                    for outcome in Outcome::PARTS {
                        let reasons =
                            if outcome.reasons().is_empty() { &[outcome.field()] } else { outcome.reasons() };
                        for reason in reasons {
                            let value = next(20.0);
                            put(reason, Some(applicant), value);
                            resolved += value;
                        }
                    }
                    let (before, after) = (carried.get(&applicant).copied().unwrap_or(9.0), next(9.0));
                    put("resolved_total", Some(applicant), resolved);
                    put("carried_in", Some(applicant), before);
                    put("carried_out", Some(applicant), after);
                    put("received_new", Some(applicant), resolved + after - before);
                    carried.insert(applicant, after);
                }
                let (issued, repealed) = (next(5.0), next(1.0));
                in_force += issued - repealed;
                put("normative_docs_issued", None, issued);
                put("normative_docs_repealed", None, repealed);
                put("normative_docs_in_force", None, in_force);
                for field in ["rules_issued", "rules_repealed", "rules_in_force"] {
                    put(field, None, 0.0);
                }
                for block in ["review", "suit_direct", "suit_after_review"] {
                    for result in ["upheld", "corrected", "other", "pending"] {
                        let value = next(3.0);
                        put(&format!("{block}_{result}"), None, value);
                        put(&format!("{block}_total"), None, value);
                    }
                }
                for (total, parts) in [
                    (
                        "disclosed_total",
                        ["website", "new_media", "other_platforms", "offline"]
                            .map(|p| format!("disclosed_{p}")),
                    ),
                    (
                        "interpretations_total",
                        ["graphic", "video", "text", "other"].map(|p| format!("interpretations_{p}")),
                    ),
                ] {
                    for part in parts {
                        let value = next(30.0);
                        put(&part, None, value);
                        put(total, None, value);
                    }
                }
                put("letters_received", None, 100.0 + next(0.0));
                put("hotline_satisfaction_pct", None, 99.0);
                let received = report["received_new"];
                report.insert("stated_received".to_owned(), received);
                clean.reports.insert((county, year), report);
                let texts = [("form", "2021".to_owned()), ("published_on", format!("{}-01-20", year + 1))];
                let texts = texts.map(|(name, text)| (name.to_owned(), text));
                clean.texts.insert((county, year), texts.into());
            }
        }
        clean
    }

    fn add(&mut self, county: usize, year: i32, field: &str, by: f64) {
        *self.reports.get_mut(&(county, year)).expect("a report").entry(field.to_owned()).or_default() += by;
    }

    /// As a dataset; `applicants` with the applicants' columns.
    fn dataset(&self, applicants: bool) -> (TempDir, Dataset) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut fields: Vec<&str> =
            self.reports.values().flat_map(|r| r.keys().map(String::as_str)).collect();
        fields.sort_unstable();
        fields.dedup();
        fields.retain(|field| applicants || !field.contains("__"));
        let mut lines = vec![format!("region_code,year,form,published_on,{}", fields.join(","))];
        for ((county, year), report) in &self.reports {
            let cells = fields.iter().map(|field| report.get(*field).map(f64::to_string).unwrap_or_default());
            let texts = &self.texts[&(*county, *year)];
            let cells = cells.collect::<Vec<_>>().join(",");
            lines.push(format!("99000{county},{year},{},{},{cells}", texts["form"], texts["published_on"]));
        }
        fs::write(folder.path().join("reports.csv"), lines.join("\n")).expect("written");
        let regions = (0..COUNTIES).map(|i| format!("99000{i},模拟县000{i},county,模拟市1,模拟省1\n"));
        let regions = format!("region_code,name,level,prefecture,province\n{}", regions.collect::<String>());
        fs::write(folder.path().join("regions.csv"), regions).expect("written");
        let manifest = "name = \"planted\"\nsynthetic = true\n";
        fs::write(folder.path().join("dataset.toml"), manifest).expect("written");
        let dataset = Dataset::open(folder.path()).expect("opens");
        (folder, dataset)
    }

    /// Rule, region and year of what is found, without repeats.
    fn found(&self, applicants: bool) -> Vec<(String, String, f64)> {
        let (_folder, dataset) = self.dataset(applicants);
        let answer = check(&dataset, &request()).expect("answer");
        let rows = 0..answer.tables[0].frame.height();
        let mut found: Vec<(String, String, f64)> = rows
            .map(|row| {
                let of = |column: &str| text(&answer, 0, column, row).expect("text");
                (of("rule"), of("region"), number(&answer, 0, "year", row).expect("year"))
            })
            .collect();
        found.dedup();
        found
    }
}

/// Plants an error of a rule in a report of the last year, in such a way that no other rule is broken.
fn plant(clean: &mut Clean, rule: &str, county: usize, k: f64) -> bool {
    let mut add = |field: &str, by: f64| clean.add(county, LAST, field, by);
    match rule {
        "E1" => {
            add("received_new", k);
            add("stated_received", k);
        }
        "E2" => {
            add("granted", k);
        }
        "E3" => {
            // No two rows make up for each other, which would be W6.
            add("denied_by_law", k);
            add("denied_process", -k - 1.0);
            add("denied_internal_affairs", 1.0);
        }
        "E4" => add("review_pending", k),
        "E5" => {
            add("carried_in", k);
            add("received_new", -k);
            add("stated_received", -k);
        }
        "E6" => add("normative_docs_in_force", k),
        "E7" => {
            let denied: f64 =
                Outcome::Denied.reasons().iter().map(|r| clean.reports[&(county, LAST)][*r]).sum();
            clean.add(county, LAST, "denied", denied + k);
            clean.add(county, LAST, "granted", -k);
        }
        "E8" => add("hotline_satisfaction_pct", 1.0 + k),
        "W1" => add("stated_received", -k),
        "W2" => add("disclosed_website", k),
        // Ten times the usual count, held against the county's five other years.
        "W3" => {
            let letters = clean.reports[&(county, LAST)]["letters_received"];
            clean.add(county, LAST, "letters_received", letters * 9.0);
        }
        // Thirty times: no power of ten.
        "W4" => {
            let letters = clean.reports[&(county, LAST)]["letters_received"];
            clean.add(county, LAST, "letters_received", letters * 29.0);
        }
        "W7" => {
            add("rules_issued", k);
            add("rules_repealed", k);
        }
        "W8" => {
            let texts = clean.texts.get_mut(&(county, LAST)).expect("a report");
            texts.insert("published_on".to_owned(), format!("{LAST}-12-01"));
        }
        _ => return false,
    }
    true
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_clean_panel_has_no_finding(seed in any::<u64>(), applicants in any::<bool>()) {
        prop_assert_eq!(Clean::new(seed).found(applicants), []);
    }

    #[test]
    fn a_copied_report_is_found(seed in any::<u64>(), county in 1..COUNTIES) {
        // Another county's figures of the year, but for what must agree with the county's own year before.
        let mut clean = Clean::new(seed);
        let other = clean.reports[&(0, LAST)].clone();
        let report = clean.reports.get_mut(&(county, LAST)).expect("a report");
        for (field, value) in &other {
            if !field.starts_with("carried") && !field.starts_with("received") && !field.starts_with("normative")
                && !field.starts_with("stated") && !field.starts_with("resolved")
            {
                report.insert(field.clone(), *value);
            }
        }
        let (_folder, dataset) = clean.dataset(false);
        let answer = check(&dataset, &CheckRequest { rules: vec!["W5".to_owned()], ..request() }).expect("answer");
        let found = findings(&answer, "warning");
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!((found[0].1.clone(), found[0].2), (format!("模拟县000{county}"), f64::from(LAST)));
        prop_assert!(text(&answer, 0, "message", 0).expect("message").contains("模拟县0000"));
        // A stricter user finds none.
        let mut thresholds = Thresholds::built_in().expect("thresholds");
        thresholds.copies.cells = 500;
        let request = CheckRequest { rules: vec!["W5".to_owned()], thresholds, ..request() };
        prop_assert_eq!(check(&dataset, &request).expect("answer").tables[0].frame.height(), 0);
    }

    #[test]
    fn a_figure_in_the_wrong_column_is_found(seed in any::<u64>(), county in 0..COUNTIES, k in 1_i32..9) {
        let mut clean = Clean::new(seed);
        clean.add(county, LAST, "granted__business", -f64::from(k));
        clean.add(county, LAST, "granted__research", f64::from(k));
        let region = format!("模拟县000{county}");
        let found = clean.found(true);
        let finding = |rule: &str| (rule.to_owned(), region.clone(), f64::from(LAST));
        // Both columns are wrong (E2), and that they make up for each other is W6.
        prop_assert_eq!(found, [finding("E2"), finding("W6")]);
    }

    #[test]
    fn a_missing_year_is_found_and_makes_no_rule_fail(seed in any::<u64>(), county in 0..COUNTIES) {
        let mut clean = Clean::new(seed);
        clean.reports.remove(&(county, 2024));
        let region = format!("模拟县000{county}");
        prop_assert_eq!(clean.found(true), [("W9".to_owned(), region, 2024.0)]);
    }

    #[test]
    fn a_blank_is_no_contradiction(seed in any::<u64>(), county in 0..COUNTIES) {
        // Carried out is blank, though the sums need it: suspicious, but nothing contradicts it.
        let mut clean = Clean::new(seed);
        clean.reports.get_mut(&(county, LAST)).expect("a report").remove("carried_out");
        let (_folder, dataset) = clean.dataset(false);
        let lenient = check(&dataset, &request()).expect("answer");
        prop_assert_eq!(error_count(&lenient), 0);
        prop_assert_eq!(findings(&lenient, "warning").len(), 1);
        let strict = check(&dataset, &CheckRequest { mode: Mode::Strict, ..request() }).expect("answer");
        prop_assert_eq!(strict.tables[0].frame.height(), 0);
        prop_assert_eq!(tally(&strict, "E1").0, tally(&lenient, "E1").0 - 1);
    }
}

proptest! {
    // Each case checks fifteen panels.
    #![proptest_config(ProptestConfig { cases: 2, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_rule_finds_the_error_that_is_planted_and_nothing_else(
        seed in any::<u64>(),
        county in 0..COUNTIES,
        k in 1..4,
    ) {
        for rule in RULES {
            let mut clean = Clean::new(seed);
            if !plant(&mut clean, rule.id, county, f64::from(k)) {
                continue;
            }
            let region = format!("模拟县000{county}");
            let found = clean.found(rule.id == "E3");
            prop_assert_eq!(found, [(rule.id.to_owned(), region, f64::from(LAST))], "{}", rule.id);
        }
    }
}
