//! The report as a page and as a workbook: the figures of published reports in it, and names that are markup. What
//! the page does in a browser is tested in `tests/browser`.

use std::io::Read as _;
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx};
use gongkai::analysis::{Report, ReportRequest, Which, report};
use gongkai::check::{Mode, Thresholds};
use gongkai::dataset::{Dataset, Years};
use gongkai::error::ErrorKind;
use gongkai::output::report::{html, workbook};
use gongkai::text::Lang;
use scraper::{Html, Selector};

use crate::support::{catalogue, china, root};

fn request(which: Which) -> ReportRequest {
    ReportRequest {
        metrics: Vec::new(),
        which,
        mode: Mode::Lenient,
        thresholds: Thresholds::built_in().expect("thresholds"),
    }
}

fn made() -> Report {
    let which = Which { years: Some(Years::one(2023)), ..Which::default() };
    report(&china(), &catalogue(), &request(which)).expect("a report")
}

/// The report of the built-in data for 2023, made once.
fn of_2023() -> &'static Report {
    static REPORT: LazyLock<Report> = LazyLock::new(made);
    &REPORT
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a selector")
}

/// The text of the first element, in Chinese.
fn text(page: &Html, path: &str) -> String {
    let element = page.select(&selector(path)).next().unwrap_or_else(|| panic!("no {path}"));
    element.text().collect::<String>().trim().to_owned()
}

/// 金湖县 2023 made public 66 of 143 applications, 洪泽区 4 of 21: `metrics.md`, from the published reports.
#[test]
fn a_region_has_its_own_figures_against_its_group() {
    let page = Html::parse_document(&html(of_2023(), Lang::Zh).expect("a page"));
    let rows = selector("#r-320831 .pair table:first-child tbody tr");
    let rows: Vec<String> = page.select(&rows).map(|row| row.text().collect::<Vec<_>>().join(" ")).collect();
    let rate = rows.iter().find(|row| row.contains("公开率") && !row.contains("不予")).expect("the rate");
    for figure in ["46.15%", "38.19%–54.32%", "1/2", "32.60%"] {
        assert!(rate.contains(figure), "{figure} in {rate}");
    }
    // 4/21: few cases are named, an unstable value is not passed off as any other.
    let rows = selector("#r-320813 tbody tr");
    let few = page.select(&rows).map(|row| row.text().collect::<String>()).find(|row| row.contains("19.05%"));
    assert!(few.expect("the rate").contains("仅 21 件"));
    assert_eq!(text(&page, "#r-320831 .pair table:last-child tbody tr:first-child td"), "62");
    // Two contradictions in 洪泽区 2023 (E4), as `check` finds them.
    let findings = selector("#r-320813 ul .error");
    assert_eq!(page.select(&findings).count(), 2);
}

/// Every word of the page is there in both languages, and no element bears the id of another.
#[test]
fn both_languages_and_one_element_an_id() {
    let text = html(of_2023(), Lang::En).expect("a page");
    let page = Html::parse_document(&text);
    let (zh, en) = (selector("body i[lang=zh], body .zh"), selector("body i[lang=en], body .en"));
    assert_eq!(page.select(&zh).count(), page.select(&en).count());
    assert_eq!(page.root_element().value().attr("data-lang"), Some("en"));
    let mut ids = std::collections::BTreeSet::new();
    for element in page.select(&selector("[id]")) {
        let id = element.value().attr("id").expect("an id");
        assert!(ids.insert(id.to_owned()), "twice: {id}");
    }
    for element in page.select(&selector("a[href^='#']")) {
        let target = element.value().attr("href").expect("a target").trim_start_matches('#').to_owned();
        assert!(ids.contains(&target), "no {target}");
    }
    // The only addresses are those of patterns on the page itself.
    for trace in ["<link", "<img", "src=\""] {
        assert!(!text.contains(trace), "{trace}");
    }
    assert_eq!(text.matches("url(").count(), text.matches("url(#").count());
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let again = made();
    assert!(html(of_2023(), Lang::Zh).expect("a page") == html(&again, Lang::Zh).expect("a page"));
    assert!(workbook(of_2023(), Lang::Zh).expect("a book") == workbook(&again, Lang::Zh).expect("a book"));
}

#[test]
fn the_workbook_has_native_tables_with_the_figures_of_the_page() {
    let bytes = workbook(of_2023(), Lang::Zh).expect("a workbook");
    let mut parts = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("a zip");
    let tables = parts
        .file_names()
        .filter(|name| name.as_ref().is_ok_and(|name| name.starts_with("xl/tables/")))
        .count();
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&bytes)).expect("a workbook");
    let names = book.sheet_names();
    assert_eq!(tables, names.len() - 1, "one on each sheet but the last: {names:?}");
    for name in ["主要数字", "排名总表", "排名", "趋势", "办理结果", "勾稽问题", "说明"]
    {
        assert!(names.iter().any(|known| known == name), "{name} in {names:?}");
    }
    let sheet = book.worksheet_range("排名总表").expect("a sheet");
    let row = sheet.rows().find(|row| row.contains(&Data::String("金湖县".to_owned()))).expect("金湖县");
    let rate =
        row.iter().filter_map(calamine::DataType::as_f64).any(|value| (value - 66.0 / 143.0).abs() < 1e-12);
    assert!(rate, "{row:?}");
    let mut xml = String::new();
    parts.by_name("xl/tables/table1.xml").expect("a table").read_to_string(&mut xml).expect("text");
    assert!(xml.contains("displayName"), "{xml}");
}

/// Names that are markup or formulas stay text.
#[test]
fn a_name_is_never_markup_or_a_formula() {
    let dataset = Dataset::open(&root().join("tests/hostile")).expect("opens");
    let report = report(&dataset, &catalogue(), &request(Which::default())).expect("a report");
    let text = html(&report, Lang::Zh).expect("a page");
    assert!(!text.contains("<script>alert") && !text.contains("<img") && !text.contains("<b>"));
    let page = Html::parse_document(&text);
    assert_eq!(page.select(&selector("script")).count(), 1);
    let name = page.select(&selector("#r-990001 h3")).next().expect("a section");
    assert!(name.text().collect::<String>().contains("<script>alert(1)</script>"));
    assert!(page.select(&selector(".synthetic")).next().is_some(), "made-up figures say so");
    let bytes = workbook(&report, Lang::Zh).expect("a workbook");
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&bytes)).expect("a workbook");
    for name in book.sheet_names() {
        assert_eq!(book.worksheet_formula(&name).expect("formulas").used_cells().count(), 0, "{name}");
    }
}

#[test]
fn a_year_without_reports_is_refused() {
    let which = Which { years: Some(Years::one(1995)), ..Which::default() };
    let error = report(&china(), &catalogue(), &request(which)).expect_err("no report");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.message(Lang::Zh).contains("没有报告"), "{error}");
}
