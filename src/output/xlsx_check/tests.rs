//! The workbook of `check` read back with another program.

use std::io::Cursor;

use calamine::{BorderStyle, Data, Range, Reader, Style, StyleRange, Xlsx};
use polars::df;
use polars::prelude::DataFrame;

use crate::analysis::{Answer, Table};
use crate::output::xlsx::workbook;
use crate::output::{fixture, split};
use crate::text::{Label, Lang};

/// A finding: rule, severity, code, region, year, field, message.
type Found<'a> = (&'a str, &'a str, &'a str, &'a str, i32, &'a str, &'a str);
/// A figure: code, region, year, form, field, value, severity, rules.
type Cell<'a> = (&'a str, &'a str, i32, i32, &'a str, Option<f64>, Option<&'a str>, Option<&'a str>);

const MESSAGE: &str =
    "表三“商业企业”列：本年新收加上年结转应等于办理结果总计加结转下年度，左边是 17，右边是 19，相差 2。";

fn table(id: &'static str, zh: &str, frame: DataFrame) -> Table {
    Table { id, title: Label::new(zh, id), frame, columns: Vec::new() }
}

fn findings(rows: &[Found<'_>]) -> DataFrame {
    let text = |get: fn(&Found<'_>) -> String| rows.iter().map(get).collect::<Vec<_>>();
    let numbers =
        |value: f64| rows.iter().map(|row| Some(value).filter(|_| row.1 != "info")).collect::<Vec<_>>();
    df!(
        "rule" => text(|row| row.0.to_owned()),
        "severity" => text(|row| row.1.to_owned()),
        "region_code" => text(|row| row.2.to_owned()),
        "region" => text(|row| row.3.to_owned()),
        "prefecture" => text(|_| "模拟市".to_owned()),
        "province" => text(|_| "模拟省".to_owned()),
        "year" => rows.iter().map(|row| row.4).collect::<Vec<_>>(),
        "field" => text(|row| row.5.to_owned()),
        "expected" => numbers(17.0),
        "found" => numbers(19.0),
        "difference" => numbers(2.0),
        "evidence" => text(|_| "received_new__business=17".to_owned()),
        "message" => text(|row| row.6.to_owned()),
    )
    .unwrap()
}

fn cells(rows: &[Cell<'_>]) -> DataFrame {
    df!(
        "region_code" => rows.iter().map(|row| row.0).collect::<Vec<_>>(),
        "region" => rows.iter().map(|row| row.1).collect::<Vec<_>>(),
        "year" => rows.iter().map(|row| row.2).collect::<Vec<_>>(),
        "form" => rows.iter().map(|row| row.3).collect::<Vec<_>>(),
        "field" => rows.iter().map(|row| row.4).collect::<Vec<_>>(),
        "value" => rows.iter().map(|row| row.5).collect::<Vec<_>>(),
        "severity" => rows.iter().map(|row| row.6).collect::<Vec<_>>(),
        "rules" => rows.iter().map(|row| row.7).collect::<Vec<_>>(),
    )
    .unwrap()
}

fn answer(found: &[Found<'_>], figures: &[Cell<'_>]) -> Answer {
    let rules = df!("rule" => ["E1", "E5"], "title" => ["收支平衡", "跨年结转一致"]).unwrap();
    let coverage = df!(
        "region_code" => ["990001", "990001", "990001"],
        "year" => [2018, 2020, 2023],
        "status" => ["none", "tables", "tables"],
    );
    let mut answer = fixture::plain(DataFrame::empty());
    answer.question = "check";
    answer.tables = vec![
        table("check", "勾稽问题", findings(found)),
        table("rules", "按规则汇总", rules),
        table("coverage", "报告情况", coverage.unwrap()),
        table("cells", "报表数字", cells(figures)),
    ];
    answer
}

/// A county with a report on the form of 2021, its table 3 in error, and one on that of 2019.
fn county() -> Answer {
    let name = "模拟县0001";
    let of = |year, field, value, severity, rules| {
        ("990001", name, year, if year < 2021 { 2019 } else { 2021 }, field, value, severity, rules)
    };
    answer(
        &[
            ("W1", "warning", "990001", name, 2020, "stated_received", "文字与表格不一致。"),
            ("E1", "error", "990001", name, 2023, "resolved_total__business", MESSAGE),
            ("W4", "warning", "990001", name, 2023, "carried_in", "比上年大十倍。"),
            ("E4", "error", "990001", name, 2023, "review_total", "表四行政复议总计空白。"),
            ("W9", "info", "990001", name, 2018, "", "没有报告。"),
        ],
        &[
            of(2020, "stated_received", Some(9.0), Some("warning"), Some("W1")),
            of(2020, "procurement_wan_yuan", Some(1234.5), None, None),
            of(2020, "permits_items_change", Some(-3.0), None, None),
            of(2020, "received_new", Some(8.0), None, None),
            of(2020, "otherwise_handled", Some(4.0), None, None),
            of(2023, "rules_issued", Some(0.0), None, None),
            of(2023, "received_new__business", Some(17.0), None, None),
            of(2023, "carried_in", Some(30.0), Some("warning"), Some("W4")),
            of(2023, "resolved_total__business", Some(19.0), Some("error"), Some("E1、E5")),
            of(2023, "resolved_total", None, None, None),
            of(2023, "review_upheld", Some(2.0), None, None),
            of(2023, "review_total", None, Some("error"), Some("E4")),
        ],
    )
}

fn open(answer: &Answer, lang: Lang) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(workbook(answer, lang).unwrap())).unwrap()
}

/// A sheet as it is read back.
struct Sheet {
    values: Range<Data>,
    styles: StyleRange,
}

impl Sheet {
    fn of(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Self {
        Self { values: book.worksheet_range(name).unwrap(), styles: book.worksheet_style(name).unwrap() }
    }

    fn texts(&self) -> Vec<String> {
        self.values.used_cells().map(|(_, _, cell)| cell.to_string()).collect()
    }

    /// Where a text stands, top to bottom.
    fn places(&self, text: &str) -> Vec<(u32, u32)> {
        let is_text = |cell: &Data| cell == &Data::String(text.to_owned());
        let cells = self.values.used_cells().filter(|(_, _, cell)| is_text(cell));
        cells.map(|(row, column, _)| (u32::try_from(row).unwrap(), u32::try_from(column).unwrap())).collect()
    }

    /// The first cell with this text at or below a row.
    fn find(&self, text: &str, from: u32) -> (u32, u32) {
        let mut places = self.places(text).into_iter();
        places.find(|place| place.0 >= from).unwrap_or_else(|| panic!("{text} in {:?}", self.texts()))
    }

    fn has(&self, text: &str) -> bool {
        self.texts().iter().any(|cell| cell == text)
    }

    /// The figure where this row and this column of a table meet, below a row.
    fn figure(&self, row: &str, column: &str, from: u32) -> (Data, Style) {
        let at = (self.find(row, from).0, self.find(column, from).1);
        (self.values.get_value(at).cloned().unwrap_or(Data::Empty), self.styles.get(at).unwrap().clone())
    }
}

fn fill(style: &Style) -> Option<(u8, u8, u8)> {
    let color = style.fill.as_ref().and_then(calamine::Fill::get_color)?;
    Some((color.red, color.green, color.blue))
}

fn border(style: &Style) -> BorderStyle {
    style.borders.as_ref().unwrap().left.style
}

#[test]
fn figures_stand_where_the_form_has_them() {
    let mut book = open(&county(), Lang::Zh);
    assert_eq!(book.sheet_names(), ["勾稽问题", "按规则汇总", "报告情况", "模拟县0001", "说明"]);
    let sheet = Sheet::of(&mut book, "模拟县0001");
    let table3 = sheet.find("三、收到和处理政府信息公开申请情况", 0).0;
    let figure = |row, column| sheet.figure(row, column, table3).0;
    assert_eq!(figure("（七）总计", "商业企业"), Data::Float(19.0));
    assert_eq!(figure("一、本年新收政府信息公开申请数量", "商业企业"), Data::Float(17.0));
    assert_eq!(figure("二、上年结转政府信息公开申请数量", "总计"), Data::Float(30.0));
    assert_eq!(figure("（七）总计", "总计"), Data::Empty, "no figure is blank, not 0");
    assert_eq!(figure("1.属于国家秘密", "自然人"), Data::Empty);
    let table4 = sheet.find("四、政府信息公开行政复议、行政诉讼情况", table3).0;
    let (row, column) = sheet.find("结果维持", table4);
    assert_eq!(sheet.values.get_value((row + 1, column)), Some(&Data::Float(2.0)));
    let table2 = sheet.find("二、主动公开政府信息情况", 0).0;
    assert_eq!(sheet.figure("规章", "本年制发件数", table2).0, Data::Float(0.0), "0 is 0");
}

#[test]
fn wrong_cells_are_told_by_colour_and_by_frame() {
    let mut book = open(&county(), Lang::Zh);
    let sheet = Sheet::of(&mut book, "模拟县0001");
    let table3 = sheet.find("三、收到和处理政府信息公开申请情况", 0).0;
    let (_, error) = sheet.figure("（七）总计", "商业企业", table3);
    assert_eq!((fill(&error), border(&error)), (Some((0xFF, 0xB3, 0xB3)), BorderStyle::Thick));
    assert!(error.font.as_ref().unwrap().is_bold());
    let (_, warning) = sheet.figure("二、上年结转政府信息公开申请数量", "总计", table3);
    assert_eq!((fill(&warning), border(&warning)), (Some((0xFF, 0xE6, 0x99)), BorderStyle::MediumDashed));
    let (_, plain) = sheet.figure("（七）总计", "科研机构", table3);
    assert_eq!((fill(&plain), border(&plain)), (None, BorderStyle::Thin));
    let table4 = sheet.find("四、政府信息公开行政复议、行政诉讼情况", table3).0;
    let (row, column) = sheet.find("总计", table4);
    let blank = sheet.styles.get((row + 1, column)).unwrap();
    assert_eq!(fill(blank), Some((0xFF, 0xB3, 0xB3)), "a blamed blank is marked and stays blank");
    assert!(matches!(sheet.values.get_value((row + 1, column)), None | Some(Data::Empty)));
}

#[test]
fn the_list_says_what_is_wrong_newest_year_first() {
    let mut book = open(&county(), Lang::Zh);
    let sheet = Sheet::of(&mut book, "模拟县0001");
    let cell = |row, column| sheet.values.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert!(sheet.has("报告年度：2020、2023"), "{:?}", sheet.texts());
    assert!(sheet.has("核对结果：错误 2 处，疑点 2 处，提示 1 条"));
    let first = sheet.find("规则", 0).0 + 1;
    let list: Vec<String> = (first..first + 5).map(|row| cell(row, 0).to_string()).collect();
    assert_eq!(list, ["E1", "E4", "W4", "W1", "W9"]);
    assert_eq!(cell(first, 2), Data::String("收支平衡".to_owned()));
    assert_eq!(cell(first, 5), Data::String("表三 依申请公开：三、（七）总计 · 商业企业".to_owned()));
    assert_eq!([cell(first, 4), cell(first, 8), cell(first, 10)], [2023.0, 17.0, 2.0].map(Data::Float));
    assert_eq!(cell(first, 11), Data::String(MESSAGE.to_owned()));
    assert_eq!(cell(first + 4, 8), Data::Empty);
    assert!(sheet.find("2023 年报告（2021 年格式）", 0) < sheet.find("2020 年报告（2019 年格式）", 0));
}

#[test]
fn each_report_is_drawn_on_its_own_form() {
    let mut book = open(&county(), Lang::Zh);
    let sheet = Sheet::of(&mut book, "模拟县0001");
    let old = sheet.find("2020 年报告（2019 年格式）", 0).0;
    let (row, _) = sheet.find("文字所述收到申请数（件）", old);
    assert_eq!(sheet.values.get_value((row, 5)), Some(&Data::Float(9.0)));
    assert_eq!(sheet.figure("政府集中采购", "采购总金额", old).0, Data::Float(1234.5));
    assert_eq!(sheet.figure("行政许可", "本年增/减", old).0, Data::Float(-3.0));
    assert_eq!(sheet.figure("（六）其他处理", "总计", old).0, Data::Float(4.0));
    assert!(sheet.has("报告中没有“四、政府信息公开行政复议、行政诉讼情况”的数字，未重排此表。"));
    let new = sheet.find("2023 年报告（2021 年格式）", 0).0;
    let row = sheet.find("3.其他", new).0;
    assert!(row < old, "three rows of other handling on the form of 2021 only");
}

#[test]
fn without_applicants_there_is_the_total_only() {
    let mut book = open(&county(), Lang::Zh);
    let sheet = Sheet::of(&mut book, "模拟县0001");
    let old = sheet.find("2020 年报告（2019 年格式）", 0).0;
    assert!(sheet.find("没有分申请人的数字，只列总计。", 0).0 > old);
    assert_eq!(sheet.places("商业企业").len(), 1, "in the report of 2023 only");
    assert_eq!(sheet.figure("一、本年新收政府信息公开申请数量", "总计", old).0, Data::Float(8.0));
}

#[test]
fn names_are_text_and_name_sheets_that_excel_allows() {
    let mut names = vec![("990001", "=cmd|x"), ("990002", "<script>"), ("990003", "a/b:c[d]*e?'f")];
    names.extend([("990004", "模拟区"), ("990005", "模拟区"), ("990006", "说明")]);
    let long = "长".repeat(40);
    names.extend([("990007", long.as_str()), ("990008", long.as_str()), ("a/b", "///")]);
    let found: Vec<Found<'_>> =
        names.iter().map(|(code, name)| ("E1", "error", *code, *name, 2023, "carried_in", *name)).collect();
    let mut book = open(&answer(&found, &[]), Lang::Zh);
    let sheets = book.sheet_names();
    let cut = "长".repeat(24);
    let expected = [
        "=cmd|x".to_owned(),
        "<script>".to_owned(),
        "abcdef".to_owned(),
        "模拟区 990004".to_owned(),
        "模拟区 990005".to_owned(),
        "说明 2".to_owned(),
        format!("{cut} 990007"),
        format!("{cut} 990008"),
        "ab".to_owned(),
        "说明".to_owned(),
    ];
    assert_eq!(sheets[3..], expected);
    let sheet = Sheet::of(&mut book, "=cmd|x");
    let first = sheet.find("规则", 0).0 + 1;
    assert_eq!(sheet.values.get_value((first, 11)), Some(&Data::String("=cmd|x".to_owned())));
    assert_eq!(book.worksheet_formula("=cmd|x").unwrap().used_cells().count(), 0);
    assert!(sheet.has("没有读到该年报告的数字。"));
}

#[test]
fn too_many_regions_have_no_sheets_and_the_workbook_says_so() {
    let names: Vec<(String, String, String)> = (0..201)
        .map(|n| {
            (
                format!("{}", 990_000 + n),
                format!("模拟县{n:04}"),
                if n == 0 { "甲省" } else { "乙省" }.to_owned(),
            )
        })
        .collect();
    let found: Vec<Found<'_>> = names
        .iter()
        .map(|(code, name, _)| ("E1", "error", code.as_str(), name.as_str(), 2023, "carried_in", MESSAGE))
        .collect();
    let mut whole = answer(&found, &[]);
    let provinces: Vec<&str> = names.iter().map(|(_, _, province)| province.as_str()).collect();
    whole.tables[0].frame.with_column(polars::prelude::Column::new("province".into(), provinces)).unwrap();
    let mut book = open(&whole, Lang::Zh);
    assert_eq!(book.sheet_names().len(), 4);
    let about = Sheet::of(&mut book, "说明");
    let says = |text: &str| about.texts().iter().any(|cell| cell.contains(text));
    assert!(says("201") && says("{province}.xlsx") && says("--province"), "{:?}", about.texts());
    let groups = split::split_by(&whole, &["province"]).unwrap();
    let sheets: Vec<usize> =
        groups.iter().map(|(_, part)| open(part, Lang::Zh).sheet_names().len()).collect();
    assert_eq!(sheets, [5, 204], "a file a province has them again");
}

#[test]
fn a_region_with_remarks_only_has_no_sheet() {
    let book =
        open(&answer(&[("W9", "info", "990001", "模拟县0001", 2023, "", "没有报告。")], &[]), Lang::Zh);
    assert_eq!(book.sheet_names(), ["勾稽问题", "按规则汇总", "报告情况", "说明"]);
}

#[test]
fn invented_data_says_so_and_english_is_english() {
    let mut answer = county();
    answer.provenance.synthetic = true;
    let mut book = open(&answer, Lang::En);
    let sheet = Sheet::of(&mut book, "模拟县0001");
    assert!(sheet.has("SYNTHETIC DATA: names and figures are invented; do not cite."));
    assert!(sheet.has("Result: 2 errors, 2 warnings, 1 note"), "{:?}", sheet.texts());
    let table3 = sheet.find("III. Applications received and handled", 0).0;
    assert_eq!(sheet.figure("applications resolved", "businesses", table3).0, Data::Float(19.0));
    assert!(sheet.has("table 3: applications resolved (businesses)"));
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    assert!(workbook(&county(), Lang::Zh).unwrap() == workbook(&county(), Lang::Zh).unwrap());
}

#[test]
fn columns_that_were_not_asked_for_do_no_harm() {
    let mut answer = county();
    answer.tables[0].frame = answer.tables[0].frame.select(["rule", "message"]).unwrap();
    assert_eq!(open(&answer, Lang::Zh).sheet_names().len(), 4);
}
