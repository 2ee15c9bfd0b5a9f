//! Plans, manifests and reproduction, by the program itself: what is written, that it is the same again, and what
//! is said of plans that are wrong.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::support::root;

/// A folder with a plan and a dataset with made-up names and figures.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn new(plan: &str) -> Self {
        let desk = Self(tempfile::tempdir().expect("a temporary folder"));
        desk.write("plan.toml", plan);
        let mut regions = "region_code,name,level,prefecture,province\n".to_owned();
        let mut reports =
            "region_code,year,interpretations_total,interpretations_graphic,granted,partly_granted,\
                           denied,resolved_total\n"
                .to_owned();
        for i in 0..24 {
            let code = 990_001 + i;
            let place = format!("模拟县{:04},county,模拟市{},模拟省{}", i + 1, i / 6 + 1, i / 12 + 1);
            writeln!(regions, "{code},{place}").expect("written");
            for year in 2021..2025 {
                let (n, part) = (20 + (i * 7 + year) % 31, (i * 5 + year) % 19);
                let granted = (i * 11 + year) % 23;
                writeln!(reports, "{code},{year},{n},{part},{granted},2,3,{}", granted + 5).expect("written");
            }
        }
        desk.write("data/dataset.toml", "name = \"desk\"\nversion = \"1\"\nsynthetic = true\n");
        desk.write("data/regions.csv", &regions);
        desk.write("data/reports.csv", &reports);
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs the program in the folder, in English.
    pub(crate) fn run(&self, line: &str) -> Said {
        Said::of(&gongkai(self.0.path()).args(line.split_whitespace()).output().expect("it runs"))
    }

    /// All files below a folder with their bytes.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        fn collect(folder: &Path, base: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    collect(&path, base, found);
                } else {
                    let name = path.strip_prefix(base).expect("inside").display().to_string();
                    found.insert(name, fs::read(&path).expect("readable"));
                }
            }
        }
        let (base, mut found) = (self.path(folder), BTreeMap::new());
        collect(&base, &base, &mut found);
        found
    }
}

fn gongkai(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(folder).env("GONGKAI_LANG", "en").env("COLUMNS", "400");
    command
}

/// What the program said.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            code: output.status.code().unwrap_or(-1),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }

    /// Asserts the exit status and that stderr has all of these.
    #[track_caller]
    pub(crate) fn says(&self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        for part in parts {
            assert!(self.err.contains(part), "{part:?} is not in\n{}", self.err);
        }
    }
}

/// Many questions of several kinds.
const MANY: &str = r#"
title = "Many"

[defaults]
data = "data"
year = 2024

[[run]]
question = "rank"
output = ["{metric}/{province}-{year}.svg", "{metric}/{year}.csv", "{metric}/{year}.json"]
[run.matrix]
metric = ["graphic_share", "disclosure_rate", "interpretations_total"]
year = [2021, 2022, 2023, 2024]

[[run]]
name = "trends"
question = "trend"
metric = ["graphic_share", "disclosure_rate"]
years = ".."
output = "trends.xlsx"

[[run]]
name = "outcomes"
question = "outcomes"
output = ["outcomes.png", "outcomes.md"]

[[run]]
name = "report"
question = "report"
output = "report.html"
"#;

#[test]
fn a_plan_gives_the_files_of_the_same_questions_asked_alone() {
    let desk = Desk::new(MANY);
    desk.run("batch plan.toml -o out").says(0, &["15 runs done; 52 files; manifest out/manifest.json"]);
    let alone = "rank graphic_share --data data --year 2022";
    desk.run(&format!("{alone} -o alone/{{province}}.svg -o alone/all.csv")).says(0, &[]);
    let files = desk.files("out");
    let alone = desk.files("alone");
    assert_eq!(files["graphic_share/模拟省1-2022.svg"], alone["模拟省1.svg"]);
    assert_eq!(files["graphic_share/2022.csv"], alone["all.csv"]);
    // 3 metrics × 4 years × (two charts, two tables), 4 of the other runs, the manifest.
    assert_eq!(files.len(), 12 * 4 + 4 + 1, "{:?}", files.keys());
}

#[test]
fn the_bytes_do_not_depend_on_threads_or_on_the_folder() {
    let desk = Desk::new(MANY);
    desk.run("batch plan.toml -o one --jobs 1").says(0, &[]);
    desk.run("batch plan.toml -o four --jobs 4").says(0, &[]);
    let elsewhere = gongkai(&desk.path("data"))
        .args(["batch", "../plan.toml", "-o", "../else", "--jobs", "3"])
        .output()
        .expect("it runs");
    assert!(elsewhere.status.success());
    let files = desk.files("one");
    assert!(files == desk.files("four") && files == desk.files("else"));
    let manifest = String::from_utf8(files["manifest.json"].clone()).expect("text");
    assert!(!manifest.contains(&desk.0.path().display().to_string()), "no path of this machine");
}

#[test]
fn the_manifest_names_inputs_definitions_and_counts() {
    let desk = Desk::new(MANY);
    desk.run("batch plan.toml -o out").says(0, &[]);
    let manifest: serde_json::Value = serde_json::from_str(&desk.read("out/manifest.json")).expect("JSON");
    let run = &manifest["runs"][0];
    assert_eq!(run["name"], "graphic_share/2021");
    let command: Vec<&str> =
        run["command"].as_array().expect("a list").iter().filter_map(|word| word.as_str()).collect();
    assert_eq!(command[..6], ["rank", "graphic_share", "--data", "data", "--year", "2021"]);
    assert_eq!(run["coverage"][0]["selected"], 24);
    assert_eq!(run["coverage"][0]["used"], 24);
    assert_eq!(manifest["datasets"]["data"]["name"], "desk 1");
    assert_eq!(manifest["datasets"]["data"]["synthetic"], true);
    let definition = &manifest["definitions"]["graphic_share"];
    assert_eq!(definition["formula"], "interpretations_graphic / interpretations_total");
    assert_eq!(definition["comparable"], true);
    let sum = &manifest["datasets"]["data"]["files"][0]["sha256"];
    let expected = Command::new("sha256sum").arg(desk.path("data/reports.csv")).output();
    if let Ok(output) = expected {
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(sum.as_str(), text.split_whitespace().next());
    }
}

#[test]
fn what_is_whole_and_unchanged_is_not_run_again() {
    let desk = Desk::new(MANY);
    desk.run("batch plan.toml -o out").says(0, &[]);
    let before = desk.files("out");
    desk.run("batch plan.toml -o out --resume").says(0, &["15 runs done (15 of them before, and unchanged)"]);
    desk.write("out/outcomes.md", "changed by hand");
    desk.run("batch plan.toml -o out --resume").says(0, &["(14 of them before"]);
    assert!(before == desk.files("out"));
    // The graphic shares of 2021 alone change with this figure.
    let reports = desk.read("data/reports.csv");
    desk.write("data/reports.csv", &reports.replacen(",2,3,", ",2,4,", 1));
    desk.run("batch plan.toml -o out --resume").says(0, &["15 runs done; "]);
}

#[test]
fn one_run_alone_is_run_and_the_others_stay() {
    let desk = Desk::new(MANY);
    desk.run("batch plan.toml -o out --only outcomes").says(0, &["1 run done; 2 files"]);
    desk.run("batch plan.toml -o out --only graphic_share/*").says(0, &["5 runs done (1 of them before"]);
    desk.run("batch plan.toml -o out --only outcome").says(2, &["there is no run \"outcome\"", "outcomes"]);
}

#[test]
fn a_dry_run_lists_questions_and_writes_nothing() {
    let desk = Desk::new(MANY);
    let said = desk.run("batch plan.toml --dry-run --format csv");
    said.says(0, &["15 questions would run; nothing was written"]);
    assert_eq!(said.out.lines().count(), 16);
    assert!(
        said.out.contains("graphic_share/2021,rank graphic_share --data data --year 2021"),
        "{}",
        said.out
    );
    assert!(!desk.path("out").exists());
}

const ONE_FAILS: &str = r#"
[defaults]
data = "data"

[[run]]
question = "rank"
metric = "graphic_share"
year = 2024
output = "a.csv"

[[run]]
question = "rank"
metric = "graphic_share"
year = 1999
output = "b.csv"

[[run]]
question = "rank"
metric = "disclosure_rate"
year = 2024
output = "c.csv"
"#;

#[test]
fn a_run_that_fails_does_not_stop_the_others() {
    let desk = Desk::new(ONE_FAILS);
    let said = desk.run("batch plan.toml -o out");
    said.says(2, &["run \"b\" failed: ", "1999", "2 runs done, 1 failed; 2 files"]);
    assert_eq!(desk.files("out").keys().collect::<Vec<_>>(), ["a.csv", "c.csv", "manifest.json"]);
    let fast = desk.run("batch plan.toml -o fast --fail-fast --jobs 1");
    fast.says(2, &["run \"b\" failed"]);
    assert!(!desk.path("fast/c.csv").exists());
}

#[test]
fn a_run_that_fails_leaves_none_of_its_files() {
    let plan = one("question = \"rank\"\nmetric = \"graphic_share\"\noutput = [\"a.csv\", \"{class}.csv\"]");
    let desk = Desk::new(&plan);
    desk.run("batch plan.toml -o out").says(2, &["no column class", "0 runs done, 1 failed; 0 files"]);
    assert!(!desk.path("out/a.csv").exists(), "it is in no manifest");
}

#[test]
fn a_changed_title_of_the_data_is_seen() {
    let desk = Desk::new(ONE_FAILS);
    desk.run("batch plan.toml -o out").says(2, &[]);
    let about = desk.read("data/dataset.toml");
    desk.write("data/dataset.toml", &about.replace("\"1\"", "\"2\""));
    desk.run("batch plan.toml -o again --quiet").says(2, &[]);
    let changed = desk.run("diff out again --format csv");
    assert!(changed.out.contains("a.csv,same"), "a CSV names no version: {}", changed.out);
    desk.run("batch plan.toml -o out --resume").says(2, &["2 runs done, 1 failed"]);
    assert!(desk.read("out/manifest.json").contains("data/dataset.toml"));
}

/// The changes of form that the manifest names for a series of a dataset.
fn form_breaks(desk: &Desk) -> serde_json::Value {
    desk.run("batch plan.toml -o out").says(0, &[]);
    let manifest: serde_json::Value = serde_json::from_str(&desk.read("out/manifest.json")).expect("JSON");
    manifest["runs"][0]["form_breaks"].clone()
}

#[test]
fn changes_of_form_are_those_of_the_reports() {
    let series = |data: &str| {
        format!(
            "[[run]]\nquestion = \"trend\"\nseries = true\ndata = \"{data}\"\nmetric = \"resolved_total\"\n\
             years = \"..\"\noutput = \"a.csv\"\n"
        )
    };
    // Reports on 2020 follow the form of 2019, those on 2022 that of 2021.
    let desk = Desk::new(&series("data"));
    desk.write("data/reports.csv", &desk.read("data/reports.csv").replace(",2021,", ",2020,"));
    assert_eq!(form_breaks(&desk), serde_json::json!([2022]));
    // The agencies have one form in all years, whatever the years are.
    let foia = root().join("datasets/foia").display().to_string();
    assert_eq!(form_breaks(&Desk::new(&series(&foia))), serde_json::json!([]));
}

#[test]
fn files_of_an_earlier_plan_are_left_alone_and_named() {
    let desk = Desk::new(ONE_FAILS);
    desk.run("batch plan.toml -o out --quiet").says(2, &[]);
    desk.write("plan.toml", &ONE_FAILS.replace("\"c.csv\"", "\"d.csv\"").replace("1999", "2023"));
    desk.run("batch plan.toml -o out").says(0, &["c.csv first, were written before"]);
    assert!(desk.path("out/c.csv").is_file() && desk.path("out/d.csv").is_file());
}

#[test]
fn it_is_reproduced_byte_for_byte() {
    let desk = Desk::new(MANY);
    desk.run("batch plan.toml -o out").says(0, &[]);
    let said = desk.run("reproduce out/manifest.json --keep again");
    said.says(0, &[]);
    assert!(said.out.contains("52 of 52 files the same byte for byte"), "{}", said.out);
    let mut files = desk.files("out");
    files.remove("manifest.json");
    assert!(files == desk.files("again"));
}

#[test]
fn a_changed_figure_is_named_as_the_cause() {
    let desk = Desk::new(MANY);
    desk.run("batch plan.toml -o out").says(0, &[]);
    let reports = desk.read("data/reports.csv");
    desk.write("data/reports.csv", &reports.replacen("990001,2021,", "990001,2021,1", 1));
    let said = desk.run("reproduce out/manifest.json --format csv");
    assert_eq!(said.code, 1, "{}", said.err);
    let line = said.out.lines().find(|line| line.contains("graphic_share/2021.csv")).expect("a line");
    assert!(line.contains(",differs,data,") && line.contains("data/reports.csv changed"), "{line}");
    let same = said.out.lines().find(|line| line.contains("disclosure_rate/2021.csv")).expect("a line");
    assert!(same.contains(",same,"), "{same}");
}

const OWN_METRIC: &str = r#"
[[run]]
question = "rank"
data = "data"
metric = "mine"
metrics = "own/mine.toml"
year = 2024
output = ["mine.csv", "mine.json"]
"#;

fn own(formula: &str) -> String {
    format!(
        "[[metric]]\nid = \"mine\"\nunit = \"case\"\ndirection = \"higher\"\n\
         title = {{ zh = \"甲\", en = \"mine\" }}\nmeaning = {{ zh = \"甲\", en = \"mine\" }}\nvalue = \"{formula}\"\n"
    )
}

#[test]
fn a_changed_formula_is_named_as_the_cause() {
    let desk = Desk::new(OWN_METRIC);
    desk.write("own/mine.toml", &own("granted + denied"));
    desk.run("batch plan.toml -o out").says(0, &[]);
    desk.run("reproduce out/manifest.json").says(0, &[]);
    desk.write("own/mine.toml", &own("granted - denied"));
    let said = desk.run("reproduce out/manifest.json");
    assert_eq!(said.code, 1);
    assert!(said.out.contains("granted + denied and is granted - denied"), "{}", said.out);
    assert!(said.out.contains("definition"), "{}", said.out);
}

#[test]
fn a_changed_option_of_the_plan_is_named() {
    let desk = Desk::new(ONE_FAILS);
    desk.run("batch plan.toml -o out --quiet").says(2, &[]);
    desk.write("plan.toml", &ONE_FAILS.replacen("year = 2024", "year = 2023", 1));
    let said = desk.run("reproduce out/manifest.json");
    said.says(
        0,
        &["the plan plan.toml changed after", "an option changed: run \"a\" was rank", "--year 2023"],
    );
}

#[test]
fn another_version_and_a_touched_file_are_named() {
    let desk = Desk::new(ONE_FAILS);
    desk.run("batch plan.toml -o out --quiet").says(2, &[]);
    let manifest = desk.read("out/manifest.json");
    desk.write("out/a.csv", "touched");
    let sum = manifest.find("\"outputs\"").expect("outputs");
    let at = manifest[sum..].find("\"sha256\": \"").expect("a sum") + sum + 11;
    let broken = format!("{}0000{}", &manifest[..at], &manifest[at + 4..]);
    desk.write("out/manifest.json", &broken.replace("\"version\": \"0.", "\"version\": \"9."));
    let said = desk.run("reproduce out/manifest.json");
    said.says(1, &[]);
    assert!(said.out.contains("a.csv is not the file that the manifest lists"), "{}", said.out);
    assert!(said.out.contains("the program was 9."), "{}", said.out);
    desk.write("out/manifest.json", &manifest.replace("\"format_version\": 1", "\"format_version\": 7"));
    desk.run("reproduce out/manifest.json")
        .says(2, &["has version 7 of the form", "this program knows version 1"]);
    desk.write("out/manifest.json", "{\"format\": \"other\", \"format_version\": 1}");
    desk.run("reproduce out/manifest.json").says(2, &["is no manifest of gongkai"]);
    desk.run("reproduce plan.toml").says(2, &["is no manifest of gongkai"]);
}

#[test]
fn an_input_that_is_gone_is_named() {
    let desk = Desk::new(ONE_FAILS);
    desk.run("batch plan.toml -o out --quiet").says(2, &[]);
    fs::rename(desk.path("data"), desk.path("moved")).expect("renamed");
    let said = desk.run("reproduce out/manifest.json");
    assert_eq!(said.code, 1);
    assert!(said.out.contains("could not be made") && said.out.contains("data: "), "{}", said.out);
    fs::create_dir(desk.path("base")).expect("made");
    fs::rename(desk.path("moved"), desk.path("base/data")).expect("renamed");
    desk.run("reproduce out/manifest.json --base base").says(0, &[]);
}

/// What the program says of a plan; the error names the plan's line and column.
#[track_caller]
fn refused(plan: &str, parts: &[&str]) {
    let desk = Desk::new(plan);
    let said = desk.run("batch plan.toml -o out");
    said.says(2, parts);
    assert!(!desk.path("out").exists(), "nothing is written");
}

/// A plan of one run with these lines, the first of which is line 4.
fn one(lines: &str) -> String {
    format!("[[run]]\ndata = \"data\"\nyear = 2024\n{lines}\n")
}

#[test]
fn a_plan_that_does_not_parse_is_named_with_line_and_column() {
    refused("title = \"x\"\n[[run]\n", &["plan.toml, line 2, column 7: this is no TOML"]);
}

#[test]
fn a_plan_may_be_saved_as_windows_saves_texts() {
    let plan = one("question = \"rank\"\nmetric = \"graphic_share\"\noutput = \"图解.csv\"");
    let desk = Desk::new(&format!("\u{feff}{plan}"));
    desk.run("batch plan.toml -o mark").says(0, &["1 run done"]);
    let (gbk, ..) = encoding_rs::GBK.encode(&plan);
    fs::write(desk.path("plan.toml"), gbk).expect("written");
    desk.run("batch plan.toml -o gbk").says(0, &["1 run done"]);
    assert!(desk.path("gbk/图解.csv").is_file());
    desk.run("reproduce gbk/manifest.json").says(0, &[]);
}

#[test]
fn an_unknown_key_lists_the_nearest() {
    refused("titel = \"x\"\n", &["plan.toml, line 1, column 1: a plan has no key \"titel\"", "title"]);
}

#[test]
fn an_option_that_the_question_lacks_lists_the_nearest() {
    let plan = one("question = \"trend\"\nmetric = \"graphic_share\"\nmin_n = 3\noutput = \"a.csv\"");
    refused(&plan, &["plan.toml, line 6, column 1: trend has no option \"min_n\"", "min-n"]);
}

#[test]
fn a_default_that_no_question_has_is_named() {
    refused(
        "[defaults]\nyaer = 2024\n[[run]]\n",
        &["line 2, column 1: no question has an option \"yaer\"", "year"],
    );
}

#[test]
fn an_option_of_the_terminal_has_no_use_in_a_plan() {
    let plan = one("question = \"rank\"\nmetric = \"graphic_share\"\nformat = \"csv\"\noutput = \"a.csv\"");
    refused(&plan, &["line 6, column 1: format is about what is shown on a terminal"]);
}

#[test]
fn a_value_that_the_option_does_not_take_is_named_with_its_line() {
    let plan = one("question = \"rank\"\nmetric = \"graphic_share\"\nwithin = \"town\"\noutput = \"a.csv\"");
    refused(&plan, &["line 6, column 1: --within <WITHIN> cannot be \"town\"", "prefecture"]);
    let plan = one("question = \"rank\"\nmetric = \"graphic_share\"\ntop = true\noutput = \"a.csv\"");
    refused(&plan, &["line 6, column 1: top needs a value"]);
    let plan = one("question = \"rank\"\nmetric = \"graphic_share\"\ntiers = 3\noutput = \"a.csv\"");
    refused(&plan, &["line 6, column 1: tiers is true or false"]);
}

#[test]
fn options_that_exclude_each_other_are_named() {
    let plan = one("question = \"rank\"\nmetric = \"graphic_share\"\nyears = \"..\"\noutput = \"a.csv\"");
    refused(
        &plan,
        &["plan.toml, line 3, column 1: --year <YEAR> cannot be used together with --years <A..B>"],
    );
}

#[test]
fn a_question_that_does_not_exist_lists_the_nearest() {
    refused(&one("question = \"ranks\"\noutput = \"a.csv\""), &["a plan cannot ask \"ranks\"", "rank"]);
    refused(&one("output = \"a.csv\""), &["plan.toml, line 1, column 1: this run has no question"]);
    refused(&one("question = \"rank\"\nmetric = \"x\""), &["this run has no output"]);
    refused("title = \"empty\"\n", &["has no [[run]]"]);
}

#[test]
fn two_runs_never_write_one_file() {
    let run =
        "[[run]]\nquestion = \"rank\"\ndata = \"data\"\nmetric = \"graphic_share\"\noutput = \"A.csv\"\n";
    let plan = format!("{run}name = \"one\"\n{}name = \"two\"\n", run.replace("A.csv", "a.csv"));
    refused(&plan, &["plan.toml, line 7", "a.csv: the runs \"one\" and \"two\" write the same file"]);
    // A name with braces is known only when the answer is there: neither run keeps the file.
    let braces = format!(
        "{}name = \"one\"\n{}name = \"two\"\n",
        run.replace("A.csv", "{province}.csv"),
        run.replace("A.csv", "模拟省1.csv")
    );
    let desk = Desk::new(&braces);
    let said = desk.run("batch plan.toml -o out");
    said.says(2, &["模拟省1.csv: the runs \"one\" and \"two\" write the same file", "0 runs done, 2 failed"]);
    assert!(!desk.path("out/模拟省1.csv").exists());
    let matrix = one(
        "question = \"rank\"\nmatrix = { metric = [\"graphic_share\", \"disclosure_rate\"] }\noutput = \"a.csv\"",
    );
    refused(&matrix, &["the run \"a\" is there already", "{metric}"]);
}

#[test]
fn a_brace_that_names_no_column_is_named() {
    let plan = one("question = \"rank\"\nmetric = \"graphic_share\"\noutput = \"{county}.csv\"");
    refused(&plan, &["plan.toml, line 6, column 1: ", "{county}", "region"]);
    let plan = one("question = \"rank\"\nmetric = \"graphic_share\"\noutput = \"{class}.csv\"");
    let desk = Desk::new(&plan);
    desk.run("batch plan.toml -o out").says(2, &["failed: ", "no column class"]);
}

#[test]
fn an_output_outside_the_folder_is_refused() {
    for path in ["../a.csv", "/tmp/a.csv", "b/../../a.csv"] {
        let plan = one(&format!("question = \"rank\"\nmetric = \"graphic_share\"\noutput = \"{path}\""));
        refused(&plan, &["plan.toml, line 6, column 1: ", "lies outside the folder of the outputs"]);
    }
    let plan = one("question = \"rank\"\nmetric = \"graphic_share\"\noutput = \"manifest.json\"");
    let desk = Desk::new(&plan);
    desk.run("batch plan.toml -o out").says(2, &["manifest.json is a file of the program's own"]);
}

#[test]
fn an_empty_matrix_is_refused() {
    let plan = one("question = \"rank\"\noutput = \"{metric}.csv\"\nmatrix = { metric = [] }");
    refused(&plan, &["plan.toml, line 6, column 12: metric of the matrix is empty"]);
    let plan = one("question = \"rank\"\noutput = \"{metric}.csv\"\nmatrix = { metric = \"a\" }");
    refused(&plan, &["metric of the matrix must be a list, or \"*\""]);
    let plan =
        one("question = \"rank\"\nmetric = \"x\"\noutput = \"{metric}.csv\"\nmatrix = { metric = [\"a\"] }");
    refused(&plan, &["line 5, column 1: metric is set here and in the matrix too"]);
    let plan =
        one("question = \"rank\"\nmetric = \"x\"\noutput = \"{theme}.csv\"\nmatrix = { theme = \"*\" }");
    refused(&plan, &["theme has no \"*\"", "prefecture"]);
}

#[test]
fn a_circle_of_plans_is_named() {
    let desk = Desk::new("extends = \"b.toml\"\n");
    desk.write("b.toml", "title = \"b\"\nextends = [\"c.toml\"]\n");
    desk.write("c.toml", "extends = \"plan.toml\"\n");
    let said = desk.run("batch plan.toml -o out");
    said.says(
        2,
        &["c.toml, line 1, column 1: extends goes in a circle: plan.toml → b.toml → c.toml → plan.toml"],
    );
    desk.write("c.toml", "extends = \"d.toml\"\n");
    desk.run("batch plan.toml -o out").says(2, &["c.toml, line 1, column 1: ", "d.toml: cannot be read"]);
}

#[test]
fn a_plan_extends_another_and_changes_its_runs() {
    let desk = Desk::new(
        "extends = \"common/base.toml\"\n[defaults]\nyear = 2022\n[[run]]\nname = \"one\"\nwithin = \"province\"\n",
    );
    desk.write(
        "common/base.toml",
        "[defaults]\ndata = \"../data\"\nyear = 2021\n[[run]]\nname = \"one\"\nquestion = \"rank\"\n\
         metric = \"graphic_share\"\noutput = \"one.csv\"\n",
    );
    let said = desk.run("batch plan.toml --dry-run --format csv");
    assert!(
        said.out
            .contains("one,rank graphic_share --data data --year 2022 --within province --output one.csv"),
        "{}{}",
        said.out,
        said.err
    );
}

#[test]
fn a_star_stands_for_all_that_the_data_has() {
    let desk = Desk::new(&one(
        "question = \"rank\"\noutput = \"{prefecture}/{metric}.csv\"\nprovince = \"模拟省2\"\n\
         matrix = { prefecture = \"*\", metric = \"*\" }",
    ));
    let said = desk.run("batch plan.toml --dry-run --format csv");
    said.says(0, &[]);
    for name in ["模拟市3/graphic_share", "模拟市4/disclosure_rate"] {
        assert!(said.out.contains(name), "{}", said.out);
    }
    assert!(!said.out.contains("模拟市1"), "it is in another province");
    assert!(!said.out.contains("website_share"), "no report has a figure of it");
}

#[test]
fn files_of_the_desk_are_checked_before_anything_runs() {
    let plan = one("question = \"rank\"\nmetric = \"graphic_share\"\noutput = \"a.csv\"")
        .replace("\"data\"", "\"dta\"");
    refused(&plan, &["plan.toml, line 1", "dta: "]);
    let plan = one("question = \"index\"\nscheme = \"none.toml\"\noutput = \"a.csv\"");
    refused(&plan, &["none.toml: "]);
    let desk = Desk::new(MANY);
    desk.run("batch plan.toml").says(2, &["no folder for the outputs is given", "--dry-run"]);
    desk.run("batch plan.toml -o plan.toml").says(2, &["plan.toml is a file, not a folder"]);
    desk.run("batch none.toml -o out").says(2, &["none.toml"]);
}

/// Killed at a random moment and resumed, again and again: the outputs are those of one clean run.
#[test]
fn what_was_killed_and_resumed_is_what_one_run_gives() {
    let desk = Desk::new(MANY);
    desk.run("batch plan.toml -o clean").says(0, &[]);
    for round in 0_u64..6 {
        let mut child = gongkai(desk.0.path())
            .args(["batch", "plan.toml", "-o", "out", "--resume"])
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        std::thread::sleep(Duration::from_millis(150 + round * 130));
        child.kill().expect("killed");
        child.wait().expect("ended");
    }
    desk.run("batch plan.toml -o out --resume").says(0, &["15 runs done"]);
    assert!(desk.files("clean") == desk.files("out"));
}

#[test]
fn the_plans_of_the_examples_run() {
    let desk = Desk::new("");
    for (plan, file, part) in [
        (
            "ranking-book",
            "各市/淮安市/disclosure_rate.csv",
            "320831,金湖县,county,淮安市,江苏省,2023,1,0.46153846153846156,66,143,",
        ),
        ("panel-study", "order.csv", "rank_low"),
        ("panel-study", "panel/datapackage.json", "disclosure_rate"),
        ("before-after", "outcomes/2017..2019.csv", "granted"),
    ] {
        let path = root().join("examples/plans").join(plan).with_extension("toml");
        let said = desk.run(&format!("batch {} -o {plan}", path.display()));
        said.says(0, &["manifest"]);
        assert!(desk.read(&format!("{plan}/{file}")).contains(part), "{plan}");
    }
}
