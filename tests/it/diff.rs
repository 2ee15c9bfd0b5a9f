//! What changed between two versions of a dataset, and between what two manifests list.

use crate::batch::Desk;

const PLAN: &str = "[defaults]\ndata = \"data\"\nyear = 2024\n[[run]]\nquestion = \"rank\"\n\
                    metric = \"graphic_share\"\noutput = [\"a.csv\", \"a.svg\"]\n";

/// A desk with a second version of its data in `new`: one figure corrected, one blanked, a report gone and
/// another new. By hand: 模拟县0001 has 20 + (2024 mod 31) = 29 pieces in 2024, and (2024 mod 19) = 10 of them
/// graphic, a share of 10/29; with 17 it is 17/29.
fn desk() -> Desk {
    let desk = Desk::new(PLAN);
    for name in ["dataset.toml", "regions.csv"] {
        desk.write(&format!("new/{name}"), &desk.read(&format!("data/{name}")).replace("\"1\"", "\"2\""));
    }
    let lines: Vec<String> = desk
        .read("data/reports.csv")
        .lines()
        .filter(|line| !line.starts_with("990024,2021,"))
        .map(|line| match line {
            line if line.starts_with("990001,2024,") => {
                line.replacen("990001,2024,29,10,", "990001,2024,29,17,", 1)
            }
            line if line.starts_with("990002,2024,") => line.replacen(",2,3,", ",,3,", 1),
            line => line.to_owned(),
        })
        .chain(["990024,2025,30,10,5,2,3,10".to_owned()])
        .collect();
    desk.write("new/reports.csv", &(lines.join("\n") + "\n"));
    desk
}

#[test]
fn a_corrected_figure_is_listed_with_what_it_was() {
    let desk = desk();
    let said = desk.run("diff data new --format csv");
    assert_eq!(said.code, 1, "{}", said.err);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(
        lines,
        [
            "region_code,region,prefecture,province,year,field,before,after,difference,synthetic",
            "990001,模拟县0001,模拟市1,模拟省1,2024,interpretations_graphic,10,17,7,true",
            "990002,模拟县0002,模拟市1,模拟省1,2024,partly_granted,2,,,true",
        ]
    );
    let table = desk.run("diff data new");
    assert!(table.out.contains("1 gone, 1 new; figures: 2 changed in 2 reports"), "{}", table.out);
}

#[test]
fn reports_that_came_and_went_are_listed() {
    let said = desk().run("diff data new --show reports --format csv");
    let lines: Vec<&str> = said.out.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "990024,模拟县0024,模拟市4,模拟省2,2021,gone,true",
            "990024,模拟县0024,模拟市4,模拟省2,2025,new,true"
        ]
    );
}

#[test]
fn ranks_that_follow_are_listed() {
    let said = desk().run("diff data new --show ranks --metric graphic_share --year 2024 --format csv");
    let first = said.out.lines().find(|line| line.starts_with("990001")).expect("a line");
    // 10/29 and 17/29.
    assert!(first.contains("0.3448275862068966") && first.contains("0.5862068965517241"), "{first}");
    assert!(said.out.lines().count() > 2, "others moved by it");
}

#[test]
fn what_is_the_same_is_said_in_a_line() {
    let desk = desk();
    let said = desk.run("diff data data");
    said.says(0, &[]);
    assert_eq!(said.out.lines().count(), 1, "{}", said.out);
    assert!(said.out.contains("0 gone, 0 new; figures: 0 changed in 0 reports"), "{}", said.out);
}

#[test]
fn the_outputs_of_two_manifests_differ_by_their_data() {
    let desk = desk();
    desk.run("batch plan.toml -o one").says(0, &[]);
    desk.write("plan.toml", &PLAN.replace("data = \"data\"", "data = \"new\"").replace("a.svg", "b.svg"));
    desk.run("batch plan.toml -o two").says(0, &[]);
    let said = desk.run("diff one two --format csv");
    assert_eq!(said.code, 1);
    let line = |file: &str| said.out.lines().find(|line| line.contains(file)).expect("a line").to_owned();
    assert!(line("a,a.csv").contains(",differs,") && line("a,a.csv").contains("option"), "{}", said.out);
    assert!(line("a,a.svg").contains(",gone,") && line("a,b.svg").contains(",new,"), "{}", said.out);
    desk.run("diff one/manifest.json one").says(0, &[]);
    desk.run("diff one data").says(2, &["one is a manifest and data a dataset"]);
}

#[test]
fn a_metric_that_does_not_exist_is_named_beside_one_that_does() {
    desk()
        .run("diff data new --metric graphic_share,grafic_share")
        .says(2, &["grafic_share", "graphic_share"]);
}

#[test]
fn a_list_is_no_chart() {
    let desk = desk();
    desk.run("diff data new -o a.png").says(2, &["this is a table and cannot be drawn", ".xlsx"]);
    desk.run("diff data new -o a.xlsx -o a.json").says(1, &["wrote a.xlsx"]);
    desk.run("diff data none").says(2, &["none"]);
}
