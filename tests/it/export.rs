//! What `export` writes for other programs: the figures, the flags, and what stands beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use gongkai::analysis::{Export, ExportRequest, Place, Which, export};
use gongkai::dataset::{Dataset, Years};
use gongkai::error::ErrorKind;
use gongkai::output::{Format, Options, package, to_bytes};
use gongkai::text::Lang;
use polars::prelude::*;
use serde_json::Value;

use crate::support::{catalogue, china, foia};

fn ask(dataset: &Dataset, request: &ExportRequest) -> Export {
    export(dataset, &catalogue(), request).expect("an export")
}

fn table<'a>(export: &'a Export, id: &str) -> &'a DataFrame {
    &export.answer.tables.iter().find(|table| table.id == id).unwrap_or_else(|| panic!("no {id}")).frame
}

/// The number in the row of a region and year.
fn figure(frame: &DataFrame, region: &str, year: i32, column: &str) -> Option<f64> {
    let names = frame.column("region").expect("names").str().expect("text").clone();
    let years = frame.column("year").expect("years").i32().expect("numbers").clone();
    let is_it = |row: &usize| names.get(*row) == Some(region) && years.get(*row) == Some(year);
    let row = (0..frame.height()).find(is_it).unwrap_or_else(|| panic!("no {region} {year}"));
    let column =
        frame.column(column).unwrap_or_else(|e| panic!("{e}")).cast(&DataType::Float64).expect("numbers");
    column.f64().expect("numbers").get(row)
}

fn texts(frame: &DataFrame, column: &str) -> Vec<Option<String>> {
    let column = frame.column(column).unwrap_or_else(|e| panic!("{e}"));
    column.str().expect("text").iter().map(|text| text.map(str::to_owned)).collect()
}

/// Three counties over 2019 to 2022, figures made up. A has all years, B two, C one.
/// - A 2021 does not give 不予公开 but all of its eight reasons (1 + 0 + 2 + 0 + 0 + 3 + 0 + 0 = 6); A 2022 gives
///   none of either.
/// - 规范性文件制发件数 is on the form of 2021 only.
/// - B 2022 resolved nothing; B 2021 has a slash for 规范性文件制发件数.
fn small(folder: &Path, synthetic: bool) -> Dataset {
    let reasons =
        gongkai::schema::Outcome::of_group_total("denied").expect("a group total").reasons().join(",");
    let reports = format!(
        "region_code,year,source_url,normative_docs_issued,granted,partly_granted,denied,{reasons},resolved_total\n\
         000001,2019,https://a.example/2019,,4,1,2,,,,,,,,,7\n\
         000001,2020,https://a.example/2020,,5,0,1,,,,,,,,,6\n\
         000001,2021,https://a.example/2021,3,2,2,,1,0,2,0,0,3,0,0,10\n\
         000001,2022,https://a.example/2022,2,1,1,,,,,,,,,,3\n\
         000002,2021,,/,1,0,0,,,,,,,,,3\n\
         000002,2022,,0,0,0,0,,,,,,,,,0\n\
         000003,2022,,5,7,0,1,,,,,,,,,8\n"
    );
    let manifest = format!(
        "name = \"Small\"\nversion = \"1\"\nsynthetic = {synthetic}\nlicence = \"CC0-1.0\"\n\
         [title]\nzh = \"小\"\nen = \"small\"\n[[sources]]\nname = \"a, \\\"b\\\"\"\nurl = \"https://c.example\"\n"
    );
    let regions = "region_code,name,level,prefecture,province,population\n000001,甲县,county,丙市,丁省,10000\n\
                   000002,乙县,county,丙市,丁省,20000\n000003,戊区,county,丙市,丁省,\n";
    for (name, text) in
        [("dataset.toml", manifest.as_str()), ("regions.csv", regions), ("reports.csv", &reports)]
    {
        fs::write(folder.join(name), text).expect("written");
    }
    Dataset::open(folder).expect("the small dataset opens")
}

/// Sources: 同心县 2022 年报告, 图片 48 of 52 解读材料, 主动公开 36,410 条; 宿迁市 2023 年报告 表三, 1,519 of 3,486.
#[test]
fn the_figures_of_published_reports_come_out_in_wide_and_long() {
    let wide = ask(&china(), &ExportRequest::default());
    let panel = table(&wide, "panel");
    let cases = [
        ("同心县", 2022, "graphic_share", 48.0 / 52.0),
        ("同心县", 2022, "graphic_share_numerator", 48.0),
        ("同心县", 2022, "graphic_share_denominator", 52.0),
        ("同心县", 2022, "disclosed_total", 36_410.0),
        ("宿迁市", 2023, "disclosure_rate", 1519.0 / 3486.0),
        ("宿迁市", 2023, "disclosure_rate_numerator", 1519.0),
    ];
    for (region, year, column, expected) in cases {
        assert_eq!(figure(panel, region, year, column), Some(expected), "{region} {year} {column}");
    }
    let long = ask(&china(), &ExportRequest { long: true, ..ExportRequest::default() });
    let long = table(&long, "panel").clone().lazy();
    for (region, year, column, expected) in cases {
        let parts = ["numerator", "denominator"];
        let part = parts.into_iter().find(|part| column.ends_with(part));
        let item = part.map_or(column, |part| column.trim_end_matches(part).trim_end_matches('_'));
        let is_it =
            col("item").eq(lit(item)).and(col("year").eq(lit(year))).and(col("region").eq(lit(region)));
        let row = long.clone().filter(is_it).collect().expect("a row");
        assert_eq!(row.height(), 1, "{region} {year} {item}");
        assert_eq!(
            figure(&row, region, year, part.unwrap_or("value")),
            Some(expected),
            "{region} {year} {item}"
        );
    }
}

#[test]
fn every_level_is_there_and_no_report_twice() {
    let export = ask(&china(), &ExportRequest::default());
    let panel = table(&export, "panel");
    let levels: BTreeSet<_> = texts(panel, "level").into_iter().flatten().collect();
    assert_eq!(levels.into_iter().collect::<Vec<_>>(), ["county", "prefecture", "province"]);
    let keys = panel.select(["region_code", "year", "scope"]).expect("keys");
    assert_eq!(
        keys.unique_stable(None, UniqueKeepStrategy::Any, None).expect("unique").height(),
        panel.height()
    );
    let only = Which { level: Some("county".to_owned()), ..Which::default() };
    let counties = ask(&china(), &ExportRequest { which: only, ..ExportRequest::default() });
    let levels: BTreeSet<_> = texts(table(&counties, "panel"), "level").into_iter().flatten().collect();
    assert_eq!(levels.into_iter().collect::<Vec<_>>(), ["county"]);
}

/// By hand from the table in [`small`].
#[test]
fn a_region_is_balanced_if_it_reports_in_each_year_of_the_panel() {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = small(folder.path(), false);
    let balanced = |years: Option<Years>| -> Vec<String> {
        let which = Which { years, ..Which::default() };
        let export = ask(&dataset, &ExportRequest { which, ..ExportRequest::default() });
        let regions = table(&export, "regions");
        let flags = regions.column("balanced").expect("flags").bool().expect("flags").clone();
        let names = texts(regions, "region");
        names
            .into_iter()
            .zip(flags.iter())
            .filter(|(_, flag)| *flag == Some(true))
            .filter_map(|(n, _)| n)
            .collect()
    };
    assert_eq!(balanced(None), ["甲县"]);
    assert_eq!(balanced(Some(Years { from: Some(2021), to: None })), ["甲县", "乙县"]);
    assert_eq!(balanced(Some(Years::one(2022))), ["甲县", "乙县", "戊区"]);
}

/// By hand from the table in [`small`].
#[test]
fn a_status_says_how_a_figure_came_or_why_there_is_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = small(folder.path(), false);
    let request = ExportRequest {
        metrics: vec!["disclosure_rate".to_owned(), "denial_rate".to_owned()],
        fields: vec!["denied".to_owned(), "normative_docs_issued".to_owned(), "population".to_owned()],
        status: true,
        ..ExportRequest::default()
    };
    let export = ask(&dataset, &request);
    let panel = table(&export, "panel");
    let status = |name: &str| {
        let texts = texts(panel, &format!("{name}_status"));
        texts.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>()
    };
    // A 2019, 2020, 2021, 2022; B 2021, 2022; C 2022.
    let reported = "reported";
    assert_eq!(status("denied"), [reported, reported, "summed", "blank", reported, reported, reported]);
    let form = "other_form";
    assert_eq!(
        status("normative_docs_issued"),
        [form, form, reported, reported, "slash", reported, reported]
    );
    assert_eq!(status("population")[6], "blank");
    let rate = "computed";
    assert_eq!(status("disclosure_rate"), [rate, rate, rate, rate, rate, "zero_denominator", rate]);
    assert_eq!(status("denial_rate")[3], "no_figure");
    assert_eq!(figure(panel, "甲县", 2021, "denied"), Some(6.0));
    assert_eq!(figure(panel, "甲县", 2021, "denial_rate"), Some(0.6));
    assert_eq!(figure(panel, "甲县", 2022, "denied"), None);
}

/// By hand: 规范性文件制发 is on the form of 2021 alone, 予以公开 on both.
#[test]
fn figures_that_change_with_the_form_are_marked() {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = small(folder.path(), false);
    let fields = vec!["normative_docs_issued".to_owned(), "granted".to_owned(), "population".to_owned()];
    let request = ExportRequest { fields, long: true, ..ExportRequest::default() };
    let export = ask(&dataset, &request);
    let variable =
        |name: &str| export.variables.iter().find(|variable| variable.name == name).expect("a variable");
    let said = |name: &str| (variable(name).comparable, variable(name).comparable_years.as_str());
    assert_eq!(said("normative_docs_issued"), (Some(false), "2021..2022"));
    assert_eq!(said("granted"), (Some(true), "2019..2022"));
    assert_eq!(said("population").0, None);
    assert_eq!(variable("granted").place, Place::Item);
    let flags = |item: &str| {
        let rows = table(&export, "panel").clone().lazy().filter(col("item").eq(lit(item)));
        let rows = rows.select([col("comparable")]).collect().expect("rows");
        rows.column("comparable").expect("flags").bool().expect("flags").iter().collect::<Vec<_>>()
    };
    let [no, yes] = [Some(false), Some(true)];
    assert_eq!(flags("normative_docs_issued"), [no, no, yes, yes, yes, yes, yes]);
    assert_eq!(flags("granted"), [yes; 7]);
    assert_eq!(flags("population"), [None; 7]);
}

#[test]
fn long_and_wide_have_the_same_figures() {
    let wide = ask(&foia(), &ExportRequest { status: true, ..ExportRequest::default() });
    let long = ask(&foia(), &ExportRequest { long: true, ..ExportRequest::default() });
    let (wide, long) = (table(&wide, "panel"), table(&long, "panel"));
    let items = texts(long, "item");
    let mut names: Vec<String> = items.iter().flatten().cloned().collect();
    names.dedup();
    assert_eq!(long.height(), names.len() * wide.height());
    assert!(names.iter().any(|name| name == "disclosure_rate"), "{names:?}");
    for name in &names {
        let rows = long.clone().lazy().filter(col("item").eq(lit(name.as_str()))).collect().expect("rows");
        let value = wide.column(name).expect("a column").cast(&DataType::Float64).expect("numbers");
        assert!(
            rows.column("value").expect("values").equals_missing(&value.with_name("value".into())),
            "{name}"
        );
        assert_eq!(texts(&rows, "status"), texts(wide, &format!("{name}_status")), "{name}");
        if let Ok(numerator) = wide.column(&format!("{name}_numerator")) {
            let numerator = numerator.clone().with_name("numerator".into());
            assert!(rows.column("numerator").expect("numerators").equals_missing(&numerator), "{name}");
        }
    }
}

#[test]
fn only_what_was_asked_for_is_there_beside_the_keys() {
    let request = ExportRequest {
        metrics: vec!["graphic_share".to_owned(), "received_new".to_owned()],
        fields: vec!["denied".to_owned(), "year".to_owned(), "denied".to_owned()],
        ..ExportRequest::default()
    };
    let export = ask(&china(), &request);
    let names: Vec<&str> =
        table(&export, "panel").get_column_names().into_iter().map(PlSmallStr::as_str).collect();
    assert_eq!(
        names[9..],
        [
            "denied",
            "received_new",
            "graphic_share",
            "graphic_share_numerator",
            "graphic_share_denominator",
            "published_on",
            "source_url",
            "source_note"
        ]
    );
    // A metric that is a field's own value is that field: a whole number.
    assert_eq!(table(&export, "panel").column("received_new").expect("a column").dtype(), &DataType::Int64);
}

#[test]
fn a_metric_named_like_a_key_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.toml");
    let entry = "[[metric]]\nid = \"form\"\nunit = \"ratio\"\ndirection = \"none\"\ntitle = { zh = \"甲\", en = \"a\" }\n\
                 meaning = { zh = \"甲\", en = \"a\" }\nvalue = \"granted * 2\"\n";
    fs::write(&path, entry).expect("written");
    let mut catalogue = catalogue();
    catalogue.add_file(&path).expect("a metric");
    let request = ExportRequest { metrics: vec!["form".to_owned()], ..ExportRequest::default() };
    let error = export(&china(), &catalogue, &request).expect_err("two columns of one name");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("form"), "{error}");
}

fn write(export: &Export, dataset: &Dataset, lang: Lang, folder: &Path) {
    let options = Options { lang, excel_bom: false };
    package::save(export, &dataset.manifest, &options, folder).expect("a package");
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn header(folder: &Path, name: &str) -> Vec<String> {
    read(folder, name).lines().next().expect("a header").split(',').map(str::to_owned).collect()
}

fn files(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect()
}

#[test]
fn the_descriptor_names_the_columns_of_each_table_and_the_bytes_of_each_file() {
    let folder = tempfile::tempdir().expect("a folder");
    for long in [false, true] {
        let path = folder.path().join(if long { "long" } else { "wide" });
        let dataset = foia();
        write(&ask(&dataset, &ExportRequest { long, ..ExportRequest::default() }), &dataset, Lang::Zh, &path);
        let descriptor: Value = serde_json::from_str(&read(&path, "datapackage.json")).expect("JSON");
        let resources = descriptor["resources"].as_array().expect("resources");
        let names: Vec<&str> = resources.iter().filter_map(|resource| resource["name"].as_str()).collect();
        let expected: &[&str] = if long {
            &["panel", "reports", "regions", "variables", "values"]
        } else {
            &["panel", "regions", "variables", "values"]
        };
        assert_eq!(names, expected);
        for resource in resources {
            let file = resource["path"].as_str().expect("a path");
            let fields = resource["schema"]["fields"].as_array().expect("fields");
            let fields: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
            assert_eq!(fields, header(&path, file), "{file}");
            assert_eq!(resource["bytes"].as_u64(), Some(read(&path, file).len() as u64), "{file}");
            let key = resource["schema"]["primaryKey"].as_array().expect("a key");
            assert!(key.iter().all(|name| fields.contains(&name.as_str().unwrap_or_default())), "{file}");
        }
        assert_eq!(descriptor["licenses"][0]["name"], "CC0-1.0");
        assert_eq!(descriptor["resources"][0]["schema"]["missingValues"][0]["label"], "没有数字（不是零）");
    }
}

#[test]
fn the_codebook_has_every_column_with_words_in_both_languages() {
    let export = ask(&china(), &ExportRequest { status: true, ..ExportRequest::default() });
    let panel = table(&export, "panel");
    let names: Vec<&str> = export.variables.iter().map(|variable| variable.name.as_str()).collect();
    assert_eq!(names, panel.get_column_names().into_iter().map(PlSmallStr::as_str).collect::<Vec<_>>());
    for variable in &export.variables {
        assert!(!variable.label.zh.is_empty() && !variable.label.en.is_empty(), "{}", variable.name);
        let own_word =
            matches!(variable.name.as_str(), "level" | "region" | "scope" | "prefecture" | "province");
        assert!(own_word || variable.label.zh != variable.name, "{} has no label", variable.name);
        let stata = &variable.stata;
        assert!(
            stata.len() <= 32 && stata.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'),
            "{stata}"
        );
        assert_eq!(variable.figures + variable.missing, panel.height(), "{}", variable.name);
    }
    let stata: BTreeSet<&str> = export.variables.iter().map(|variable| variable.stata.as_str()).collect();
    assert_eq!(stata.len(), export.variables.len());
    let statuses = export.values.iter().filter(|coded| coded.variable == "status");
    let known: BTreeSet<&str> = statuses.map(|coded| coded.value.as_str()).collect();
    for name in names.iter().filter(|name| name.ends_with("_status")) {
        for status in texts(panel, name).into_iter().flatten() {
            assert!(known.contains(status.as_str()), "{name}: {status} is not explained");
        }
    }
}

/// The scripts cannot be run here, so that their structure is looked at: every column is named once, every
/// bracket is closed, every label is attached to a variable that exists.
#[test]
fn the_scripts_name_every_column_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = china();
    let export = ask(&dataset, &ExportRequest { status: true, ..ExportRequest::default() });
    write(&export, &dataset, Lang::Zh, &folder.path().join("p"));
    let path = folder.path().join("p");
    let columns = header(&path, "panel.csv").len();
    let stata = read(&path, "load.do");
    let renamed: BTreeMap<&str, &str> =
        stata.lines().filter_map(|line| line.strip_prefix("rename v")?.split_once(' ')).collect();
    assert_eq!(renamed.len(), columns);
    assert!((1..=columns).all(|number| renamed.contains_key(number.to_string().as_str())));
    assert!(renamed.values().all(|name| name.len() <= 32));
    let names: BTreeSet<&str> = renamed.values().copied().collect();
    assert_eq!(names.len(), columns);
    for language in ["zh", "en"] {
        let (_, rest) = stata.split_once(&format!("\nlabel language {language}, ")).expect("a language");
        let labels = rest.split("\nlabel language").next().unwrap_or_default();
        let of = |line: &str| line.strip_prefix("label variable ")?.split(' ').next().map(str::to_owned);
        let labelled: Vec<String> = labels.lines().filter_map(of).collect();
        assert_eq!(labelled.len(), columns, "{language}");
        assert!(labelled.iter().all(|name| names.contains(name.as_str())));
    }
    for line in stata.lines() {
        assert_eq!(line.matches("`\"").count(), line.matches("\"'").count(), "{line}");
        assert!(line.len() < 2_000, "{line}");
    }
    assert_eq!(stata.matches("{\n").count(), stata.matches("\n}").count());
    let r = read(&path, "load.R");
    let (_, classes) = r.split_once("colClasses = c(").expect("classes");
    let classes = classes.split_once(')').expect("closed").0;
    assert_eq!(classes.split(',').count(), columns);
    let outside: String = r.split('"').step_by(2).collect();
    assert!(!r.contains("\\\""), "quotes are told apart above only without escapes");
    assert_eq!(outside.matches('(').count(), outside.matches(')').count());
}

#[test]
fn invented_data_says_so_in_every_file_and_quotes_do_no_harm() {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = small(folder.path(), true);
    let path = folder.path().join("out");
    write(&ask(&dataset, &ExportRequest::default()), &dataset, Lang::En, &path);
    for name in ["README.md", "codebook.en.md", "load.do", "load.R", "CITATION.cff", "datapackage.json"] {
        assert!(read(&path, name).contains("SYNTHETIC DATA"), "{name}");
    }
    assert!(read(&path, "codebook.md").contains("模拟数据"));
    for name in ["panel.csv", "regions.csv"] {
        assert!(header(&path, name).contains(&"synthetic".to_owned()), "{name}");
        assert!(read(&path, name).lines().skip(1).all(|line| line.contains(",true")), "{name}");
    }
    assert!(
        fs::read(path.join("panel.dta")).expect("a file").windows(14).any(|part| part == b"SYNTHETIC DATA")
    );
    assert!(read(&path, "CITATION.cff").contains("title: \"a, \\\"b\\\"\""));
    assert!(read(&path, "CITATION.cff").contains("license: \"CC0-1.0\""));
}

#[test]
fn the_same_export_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = foia();
    for name in ["a", "b"] {
        write(&ask(&dataset, &ExportRequest::default()), &dataset, Lang::Zh, &folder.path().join(name));
    }
    for name in files(&folder.path().join("a")) {
        let bytes = |of: &str| fs::read(folder.path().join(of).join(&name)).expect("a file");
        assert!(bytes("a") == bytes("b"), "{name}");
    }
}

#[test]
fn an_earlier_package_is_replaced_and_nothing_else_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = small(folder.path(), false);
    let path = folder.path().join("out");
    let long = ask(&dataset, &ExportRequest { long: true, ..ExportRequest::default() });
    write(&long, &dataset, Lang::Zh, &path);
    assert!(files(&path).contains("reports.csv"));
    fs::write(path.join("notes.txt"), "mine").expect("written");
    write(&ask(&dataset, &ExportRequest::default()), &dataset, Lang::Zh, &path);
    let there = files(&path);
    assert!(!there.contains("reports.csv") && there.contains("notes.txt"), "{there:?}");
    assert!(!header(&path, "panel.csv").contains(&"item".to_owned()));
    // The dataset's own folder is full of other things, one of which is called regions.csv.
    let error = package::check_folder(folder.path()).expect_err("it holds other files");
    assert!(error.to_string().contains(&folder.path().display().to_string()), "{error}");
    assert!(package::check_folder(&folder.path().join("reports.csv")).is_err());
    let left: Vec<String> =
        files(folder.path()).into_iter().filter(|name| name.starts_with(".gongkai")).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// Another program's reader finds the figures of the CSV in the Stata file, cell by cell.
#[test]
fn the_stata_file_has_the_figures_of_the_table() {
    use dta::stata::dta::{dta_reader::DtaReader, value::Value as Cell};
    use dta::stata::{
        stata_byte::StataByte, stata_double::StataDouble, stata_int::StataInt, stata_long::StataLong,
    };
    let export = ask(&foia(), &ExportRequest::default());
    let bytes = to_bytes(&export.answer, Format::Dta, &Options::default()).expect("written");
    let reader = DtaReader::new().from_reader(std::io::Cursor::new(bytes)).read_header().expect("a header");
    let mut reader = reader.read_schema().expect("a schema");
    reader.skip_to_end().expect("the notes");
    let mut reader = reader.into_record_reader().expect("records");
    let panel = table(&export, "panel");
    let columns: Vec<Column> = panel
        .columns()
        .iter()
        .map(|column| column.cast(&DataType::Float64).unwrap_or_else(|_| column.clone()))
        .collect();
    let mut rows = 0;
    while let Some(record) = reader.read_record().expect("a record") {
        for (column, cell) in columns.iter().zip(record.values()) {
            let number = match cell {
                Cell::Byte(StataByte::Present(value)) => Some(f64::from(*value)),
                Cell::Int(StataInt::Present(value)) => Some(f64::from(*value)),
                Cell::Long(StataLong::Present(value)) => Some(f64::from(*value)),
                Cell::Double(StataDouble::Present(value)) => Some(*value),
                Cell::String(_) => continue,
                _ => None,
            };
            // Levels and scopes are numbered.
            if let Ok(values) = column.f64().map(|values| values.get(rows))
                && panel.column(column.name()).expect("a column").dtype() != &DataType::String
            {
                assert_eq!(number, values, "{} in row {rows}", column.name());
            }
        }
        rows += 1;
    }
    assert_eq!(rows, panel.height());
}
